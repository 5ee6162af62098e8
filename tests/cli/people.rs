//! Operators on the command line: PINs from files and stdin, what each role may do, and citizen ids
//! that go out whole for a reason only.

use crate::desk::{Desk, Ran};
use serde_json::json;
use std::io::Write;
use std::process::Stdio;

/// Runs it with that on stdin.
pub fn fed(desk: &Desk, args: &[&str], stdin: &str) -> Ran {
    let register = desk.path("reg");
    let mut args = args.to_vec();
    args.extend(["--json", "--register", register.to_str().unwrap()]);
    let mut command = desk.command(&args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // One that refuses before it reads has closed its end.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn with_member() -> (Desk, String) {
    let desk = Desk::with_places();
    let file = desk.file(
        "one.csv",
        "full_name,birth_date,gender,unit,village,citizen_id,card_no\n\
         Nguyễn Thị Hòa,1954,2,CH03,3,000154123321,HP-1\n",
    );
    desk.run(&["import", "member", &file]).ended(0);
    (desk, "HP-1".to_owned())
}

#[test]
fn a_pin_is_given_by_file_and_stands_in_nothing_that_comes_out() {
    let desk = Desk::new();
    assert_eq!(fed(&desk, &["operator", "pin", "Lan"], "12\n").ended(2).error(), "bad_pin");
    let set = fed(&desk, &["operator", "pin", "Lan"], "246813579012\n").ended(0).object();
    assert_eq!(set, json!({ "name": "Lan", "pin": true }));
    assert_eq!(desk.json(&["find", "x"]).ended(2).error(), "pin_needed");
    assert_eq!(desk.json(&["redo"]).ended(2).error(), "pin_needed");
    let right = desk.file("right", "246813579012\n");
    let wrong = desk.file("wrong", "246813579013\n");
    let wrong = desk.json(&["find", "x", "--pin-file", &wrong]).ended(2);
    assert_eq!(wrong.error(), "wrong_pin");
    let none = desk.json(&["find", "x", "--pin-file", "nowhere"]).ended(2);
    assert_eq!(none.error(), "pin_unread");
    let with_pin = |args: &[&str]| {
        let args: Vec<&str> = args.iter().chain(&["--pin-file", &right]).copied().collect();
        let (plain, json) = (desk.run(&args).ended(0), desk.json(&args).ended(0));
        plain.out + &plain.err + &json.out + &json.err
    };
    let mut told = with_pin(&["operator", "list"]);
    for args in [&["show", "Lan"][..], &["history", "Lan"], &["find", "--type", "operator"]] {
        told += &with_pin(args);
    }
    for (file, args) in
        [("o.csv", &["export", "operator", "o.csv"]), ("o.json", &["export", "operator", "o.json"])]
    {
        told += &with_pin(args);
        told += &desk.read(file);
        assert!(!desk.read(file).contains("pin"), "{}", desk.read(file));
    }
    told += &desk.run(&["journal", "show"]).ended(0).out;
    told += &desk.json(&["journal", "show"]).ended(0).out;
    told += &desk.run(&["backup", "all.densach"]).ended(0).out;
    for secret in ["argon2", "246813579012"] {
        assert!(!told.contains(secret), "{told}");
    }
    let listed = desk.json(&["operator", "list", "--pin-file", &right]).ended(0).object();
    assert_eq!(listed["name"], "Lan");
    let csv = desk.file("in.csv", "short_name,role,pin\nAn,clerk,1\n");
    let taken = desk.json(&["import", "operator", &csv, "--pin-file", &right]).ended(2);
    assert_eq!(taken.error(), "unknown_column");
}

#[test]
fn a_forgotten_pin_is_taken_away_by_a_technician_or_the_folder_s_owner() {
    let desk = Desk::new();
    desk.run(&["operator", "add", "An", "--role", "clerk"]).ended(0);
    fed(&desk, &["operator", "pin", "An"], "1357\n").ended(0);
    let other = fed(&desk, &["operator", "pin", "An", "--operator", "Lan"], "1\n").ended(2);
    assert_eq!(other.error(), "pin_own");
    let own = fed(&desk, &["operator", "pin", "Lan", "--clear", "--operator", "An"], "").ended(2);
    assert_eq!(own.error(), "pin_needed");
    desk.run(&["operator", "pin", "An", "--clear", "--operator", "Lan"]).ended(0);
    desk.run(&["find", "x", "--operator", "An"]).ended(0);
    fed(&desk, &["operator", "pin", "Lan"], "2468\n").ended(0);
    assert_eq!(desk.json(&["redo", "--operator", "Lan"]).ended(2).error(), "pin_needed");
    let reset = desk.json(&["operator", "pin", "lan", "--reset"]).ended(0).object();
    assert_eq!(reset["pin"], json!(false));
    let history = desk.json(&["history", "Lan", "--operator", "Lan"]).ended(0).objects();
    assert_eq!(
        (&history[0]["operator"], &history[0]["changes"][0]["field"]),
        (&json!(""), &json!("pin"))
    );
    assert_eq!(history[0]["changes"][0]["before"], "****");
}

#[test]
fn a_clerk_is_refused_what_a_reviewer_or_technician_may() {
    let (desk, code) = with_member();
    desk.run(&["operator", "add", "An", "--role", "clerk"]).ended(0);
    let as_an = |args: &[&str]| {
        let args: Vec<&str> = args.iter().chain(&["--operator", "An"]).copied().collect();
        desk.json(&args)
    };
    for args in [
        &["delete", &code, "--reason", "x"][..],
        &["show", &code, "--reveal", "x"],
        &["export", "member", "whole.csv", "--full-ids", "x"],
        &["operator", "add", "Minh"],
        &["undo", "3"],
        &["doctor", "--repair"],
        &["rebuild"],
    ] {
        assert_eq!(as_an(args).ended(2).error(), "role", "{args:?}");
    }
    assert!(!desk.path("whole.csv").exists());
    as_an(&["set", &code, "note=nhà cũ", "--reason", "theo thẻ"]).ended(0);
    desk.run(&["rebuild", "--operator", "Lan"]).ended(0);
    // Nobody named: whoever may do most, as a reading picks.
    desk.run(&["doctor", "--repair"]).ended(0);
}

#[test]
fn a_whole_citizen_id_has_a_reason_that_stays() {
    let (desk, code) = with_member();
    assert_eq!(desk.json(&["show", &code, "--reveal", " "]).ended(2).error(), "why");
    let shown = desk.json(&["show", &code, "--reveal", "đối chiếu thẻ"]).ended(0).object();
    assert_eq!(
        (&shown["fields"]["citizen_id"], &shown["rev"]),
        (&json!("000154123321"), &json!(1))
    );
    assert!(desk.run(&["show", &code, "--reveal", "nữa"]).ended(0).out.contains("000154123321"));
    assert!(!desk.run(&["show", &code]).ended(0).out.contains("000154123321"));
    let history = desk.json(&["history", &code]).ended(0).objects();
    let told: Vec<_> = history.iter().map(|entry| (&entry["what"], &entry["reason"])).collect();
    assert_eq!(told[1], (&json!("reveal"), &json!("đối chiếu thẻ")));
    assert_eq!(told.len(), 3);
    assert!(desk.run(&["history", &code]).ended(0).out.contains("saw the citizen id  \"nữa\""));
    for file in ["masked.csv", "masked.json"] {
        desk.run(&["export", "member", file]).ended(0);
        let text = desk.read(file);
        assert!(text.contains("*********321") && !text.contains("000154123321"), "{text}");
    }
    desk.run(&["export", "member", "whole.csv", "--full-ids", "sang máy mới"]).ended(0);
    assert!(desk.read("whole.csv").contains("000154123321"));
    assert!(desk.run(&["journal", "show"]).ended(0).out.contains("sang máy mới"));
    // A masked one says nothing when it is imported again.
    let back = desk.json(&["import", "member", "masked.csv"]).ended(0).object();
    assert_eq!((&back["changed"], &back["rejected"]), (&json!(0), &json!(0)), "{back}");
    let whole = desk.json(&["show", &code, "--reveal", "xem lại"]).ended(0).object();
    assert_eq!(whole["fields"]["citizen_id"], "000154123321");
}
