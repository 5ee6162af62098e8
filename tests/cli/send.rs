//! Bundles on their way: to a real OpenSSH drop box, cut and gone on with, and onto a stick.

use crate::desk::{Desk, Ran};
use crate::sshd::{Line, Sshd};
use densach::exchange::post::{Folder, Folders};
use densach::register::{
    BundleAct, Door, LedgerRow, Local, Options, Request, Way, clock, system_user,
};
use serde_json::{Value, json};
use std::fs;
use std::process::Command;

/// A name as an export gives it.
const NAME: &str = "densach-15889-d1d1d1d1-e2e2e2e2-1-0123456789abcdef.zip.age";

/// A register with a file in its outbox that does not pack: so many bytes.
fn desk(bytes: usize) -> (Desk, Vec<u8>) {
    let desk = Desk::new();
    let mut state = 1_u64;
    let content: Vec<u8> = std::iter::repeat_with(|| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u8
    })
    .take(bytes)
    .collect();
    Folders::of(&desk.path("reg")).put(Folder::Outbox, NAME, &content).unwrap();
    noted(&desk);
    (desk, content)
}

/// Notes it in the ledger, as an export does once the file is whole.
fn noted(desk: &Desk) {
    let mut door = Local::open(&Options {
        dir: desk.path("reg"),
        write: true,
        take_over: false,
        state_home: None,
        segment_bytes: None,
    })
    .unwrap();
    let hello = |user| Request::Hello { operator: None, pin: None, user, ssh: String::new() };
    door.call(hello(system_user())).unwrap();
    let row = LedgerRow { way: Way::Sent, seq: 1, file: NAME.to_owned(), ..LedgerRow::default() };
    let act = BundleAct::Made(Box::new(row), String::new());
    door.call(Request::Bundle { request: clock::random().unwrap(), act }).unwrap();
    door.call(Request::Bye).unwrap();
}

fn send(desk: &Desk, more: &[&str]) -> Ran {
    desk.json(&["bundle", "send"].iter().chain(more).copied().collect::<Vec<_>>())
}

fn row(status: &str, bytes: usize, before: u64, to: &str) -> Value {
    json!({ "file": NAME, "bytes": bytes, "to": to, "status": status, "before": before })
}

#[test]
fn a_bundle_goes_to_a_drop_box_is_cut_and_goes_on_where_it_was_cut() {
    let Some(sshd) = Sshd::start() else { return };
    const BYTES: usize = 3_000_000;
    let (desk, content) = desk(BYTES);
    // What is nobody's stays.
    desk.file("reg/bundles/outbox/half.zip.part", "x");
    desk.file("reg/bundles/outbox/a b; rm.zip", "x");
    let cut = Line::to(sshd.port(), 1_500_000);
    let config = sshd.config(cut.port, "client", true);
    let refused = send(&desk, &["--to", "drop", "--ssh-config", &config]).ended(2);
    assert_eq!(refused.error(), "post_cut", "{}{}", refused.err, sshd.log());
    let there = sshd.files();
    let [(part, arrived)] = &there[..] else { panic!("{there:?}") };
    assert!(part.starts_with(NAME) && part.ends_with(".part"), "{part}");
    assert!((1..BYTES as u64).contains(arrived), "{arrived}");
    assert!(
        !desk.path("reg/bundles/target").exists(),
        "what did not come through is not remembered"
    );

    let whole = Line::to(sshd.port(), u64::MAX);
    let config = sshd.config(whole.port, "client", true);
    let sent = send(&desk, &["--to", "drop", "--ssh-config", &config]).ended(0);
    // What was on its way when the line was cut may have arrived after all.
    let before = sent.object()["before"].as_u64().unwrap();
    assert!((*arrived..BYTES as u64).contains(&before), "{before}");
    assert_eq!(sent.objects(), [row("resumed", BYTES, before, "drop")]);
    assert_eq!(sshd.files(), [(NAME.to_owned(), BYTES as u64)]);
    assert_eq!(fs::read(sshd.incoming().join(NAME)).unwrap(), content);
    // What was there did not go again: the rest did, and what ssh says around it.
    let rest = BYTES as u64 - before;
    assert!((rest..rest + 200_000).contains(&whole.up()), "{} of {rest}", whole.up());
    // The target is remembered, and nothing goes twice.
    assert_eq!(send(&desk, &[]).ended(0).objects(), [row("there", BYTES, 0, "drop")]);
    assert!(desk.path("reg/bundles/outbox").join(NAME).exists(), "it waits for its receipt");
}

#[test]
fn cut_between_the_last_byte_and_the_name_or_beside_another_file_it_comes_out_right() {
    let Some(sshd) = Sshd::start() else { return };
    let (desk, content) = desk(70_000);
    let config = sshd.config(sshd.port(), "client", true);
    let to = ["--to", "drop", "--ssh-config", &config];
    assert_eq!(send(&desk, &to).ended(0).objects(), [row("sent", 70_000, 0, "drop")]);
    let target = sshd.incoming().join(NAME);
    let part = sshd.incoming().join(format!("{NAME}.{}.part", digits(&content)));
    fs::rename(&target, &part).unwrap();
    assert_eq!(send(&desk, &[]).ended(0).objects(), [row("resumed", 70_000, 70_000, "drop")]);
    assert_eq!(fs::read(&target).unwrap(), content);
    // A temporary file that is longer is no beginning of it.
    fs::rename(&target, &part).unwrap();
    fs::write(&part, vec![0; 80_000]).unwrap();
    assert_eq!(send(&desk, &[]).ended(0).objects(), [row("sent", 70_000, 0, "drop")]);
    assert_eq!(fs::read(&target).unwrap(), content);
    fs::write(&target, "another").unwrap();
    assert_eq!(send(&desk, &[]).ended(2).error(), "post_name_taken");
    assert_eq!(fs::read(&target).unwrap(), b"another");
}

/// The digits in a temporary name.
fn digits(content: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("x"), content).unwrap();
    let ran = Command::new("sha256sum").arg(dir.path().join("x")).output().unwrap();
    String::from_utf8(ran.stdout).unwrap()[..16].to_owned()
}

#[test]
fn what_a_host_refuses_is_said_by_name() {
    let Some(sshd) = Sshd::start() else { return };
    let (desk, _) = desk(1_000);
    let refused = |to: &str, config: &str| {
        let ran = send(&desk, &["--to", to, "--ssh-config", config]).ended(2);
        (ran.error(), ran.err)
    };
    let good = sshd.config(sshd.port(), "client", true);
    let closed = Line::to(1, 1);
    for (to, config, code) in [
        ("drop", sshd.config(sshd.port(), "client", false), "post_host_unknown"),
        ("drop", sshd.config(sshd.port(), "stranger", true), "post_host_refused"),
        ("drop", sshd.config(closed.port, "client", true), "post_host_unreached"),
        ("drop:nowhere", good.clone(), "post_folder_refused"),
    ] {
        let (is, said) = refused(to, &config);
        assert_eq!(is, code, "{said}{}", sshd.log());
    }
    for bad in ["-oProxyCommand=x", "a b", ""] {
        let to = format!("--to={bad}");
        let is = send(&desk, &[&to]).ended(2).error();
        let wanted = if bad.is_empty() { "post_no_target" } else { "post_bad_target" };
        assert_eq!(is, wanted, "{bad}");
    }
    assert_eq!(sshd.files(), []);
    // Without sftp.
    let empty = desk.path("empty");
    fs::create_dir(&empty).unwrap();
    let register = desk.path("reg");
    let args =
        ["bundle", "send", "--to", "drop", "--json", "--register", register.to_str().unwrap()];
    let ran = desk.command(&args).env("PATH", &empty).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(said.contains("post_no_sftp"), "{said}");
}

#[test]
fn the_lines_for_a_person_do_the_same() {
    let Some(sshd) = Sshd::start() else { return };
    let (desk, content) = desk(50_000);
    let config = sshd.config(sshd.port(), "client", true);
    let print = |more: &[&str]| {
        let args: Vec<&str> = ["--print"].iter().chain(more).copied().collect();
        send(&desk, &args).ended(0).object()
    };
    let lines = print(&["--to", "drop", "--ssh-config", &config]);
    let target = sshd.incoming().join(NAME);
    for how in ["sftp", "scp"] {
        let line = lines[how].as_str().unwrap();
        let ran = Command::new("sh").args(["-c", line]).output().unwrap();
        assert!(ran.status.success(), "{line}: {}", String::from_utf8_lossy(&ran.stderr));
        assert_eq!(fs::read(&target).unwrap(), content, "{line}");
        fs::remove_file(&target).unwrap();
    }
    let stick = desk.path("my stick's");
    fs::create_dir(&stick).unwrap();
    let lines = print(&["--to", stick.to_str().unwrap()]);
    let ran = Command::new("sh").args(["-c", lines["usb"].as_str().unwrap()]).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(fs::read(stick.join(NAME)).unwrap(), content);
    let unknown = desk.run(&["bundle", "send", "--print"]).ended(0).out;
    assert!(unknown.contains("USER@HOST") && unknown.contains("/media/USB"), "{unknown}");
}

#[test]
fn a_folder_stands_for_a_stick() {
    let (desk, content) = desk(100_000);
    let stick = desk.path("stick");
    let to = stick.to_str().unwrap();
    assert_eq!(send(&desk, &[]).ended(2).error(), "post_no_target");
    // Nothing waits, so nothing is remembered.
    let (outbox, aside) = (desk.path("reg/bundles/outbox"), desk.path("aside"));
    fs::rename(&outbox, &aside).unwrap();
    for args in [&["--to", "elsewhere"][..], &["--print"]] {
        assert_eq!(send(&desk, args).ended(0).out, "");
    }
    fs::rename(&aside, &outbox).unwrap();
    assert_eq!(send(&desk, &[]).ended(2).error(), "post_no_target");
    assert_eq!(send(&desk, &["--to", to]).ended(2).error(), "post_no_folder");
    fs::create_dir(&stick).unwrap();
    // Left by a stick that was pulled out.
    desk.file(&format!("stick/{NAME}.part"), "half");
    assert_eq!(send(&desk, &["--to", to]).ended(0).objects(), [row("sent", 100_000, 0, to)]);
    assert_eq!(fs::read(stick.join(NAME)).unwrap(), content);
    assert_eq!(fs::read_dir(&stick).unwrap().count(), 1);
    assert_eq!(send(&desk, &[]).ended(0).objects(), [row("there", 100_000, 0, to)]);
    desk.file(&format!("stick/{NAME}"), "another");
    assert_eq!(send(&desk, &[]).ended(2).error(), "post_name_taken");
    let said = desk.run(&["bundle", "send", "--to", desk.path("").to_str().unwrap()]).ended(0).out;
    assert!(said.contains("sent, 100000 bytes\nDone, 1 of the outbox"), "{said}");
}

#[test]
fn what_the_ledger_does_not_know_stays_and_receipts_go_where_they_are_told_to() {
    let (desk, content) = desk(1_000);
    let folders = Folders::of(&desk.path("reg"));
    // Left by an export that was killed before its line in the ledger.
    folders.put(Folder::Outbox, &NAME.replace("-1-", "-2-"), b"unknown").unwrap();
    folders.put(Folder::Receipts, "densach-receipt-0123456789abcdef.txt", b"receipt").unwrap();
    for name in ["stick", "back"] {
        fs::create_dir(desk.path(name)).unwrap();
    }
    let names = |name: &str| -> Vec<_> {
        fs::read_dir(desk.path(name)).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    };
    let (stick, back) = (desk.path("stick"), desk.path("back"));
    let (stick, back) = (stick.to_str().unwrap(), back.to_str().unwrap());
    assert_eq!(send(&desk, &["--to", stick]).ended(0).objects().len(), 1);
    assert_eq!(names("stick"), [NAME]);
    let none = send(&desk, &["--receipts"]).ended(2);
    assert_eq!(none.error(), "missing_argument");
    let sent = send(&desk, &["--receipts", "--to", back]).ended(0).object();
    assert_eq!((&sent["status"], &sent["bytes"]), (&json!("sent"), &json!(7)));
    assert_eq!(names("back"), ["densach-receipt-0123456789abcdef.txt"]);
    // Bundles still go where they went.
    assert_eq!(send(&desk, &[]).ended(0).object(), row("there", content.len(), 0, stick));
    // Without a register nobody knows what is to go.
    fs::remove_dir_all(desk.path("reg/journal")).unwrap();
    assert_eq!(send(&desk, &[]).ended(1).error(), "damaged");
}
