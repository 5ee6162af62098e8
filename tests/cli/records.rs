//! Records through commands: found, shown, corrected, taken back; nothing masked comes out whole.

use crate::desk::Desk;
use serde_json::{Value, json};

/// One member, with a citizen id.
fn member(desk: &Desk) -> String {
    let file = desk.file(
        "one.csv",
        "full_name,birth_date,gender,unit,village,citizen_id,card_no\n\
         Nguyễn Thị Hòa,1954,2,CH03,3,000154123321,HP-1\n",
    );
    desk.run(&["import", "member", &file]).ended(0);
    let found = desk.json(&["find", "--type", "member", "nguyen", "hoa"]).ended(0).object();
    found["code"].as_str().unwrap().to_owned()
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn find_gives_an_object_a_line_with_the_columns_of_the_list() {
    let desk = Desk::with_places();
    member(&desk);
    let all = desk.json(&["find", "hoa", "1954"]).ended(0).objects();
    let [found] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(
        keys(found),
        [
            "birth_date",
            "code",
            "full_name",
            "gender",
            "id",
            "label",
            "phone",
            "score",
            "type",
            "unit",
            "village"
        ]
    );
    assert_eq!(found["type"], "member");
    assert_eq!(found["label"], "Nguyễn Thị Hòa");
    assert_eq!(found["birth_date"], "1954");
    assert_eq!(found["score"], 100);
    assert!(found["village"]["label"].as_str().unwrap().contains('3'), "{found}");
    let unit = desk.json(&["find", "--type", "unit", "--limit", "1"]).ended(0).object();
    assert_eq!(unit["unit_code"].as_str().map(str::is_empty), Some(false));
    assert_eq!(unit["code"].as_str().unwrap().len(), 12, "the short code: {unit}");
    let none = desk.json(&["find", "--type", "member", "xyz"]).ended(0);
    assert_eq!(none.out, "");
    let count = desk.json(&["find", "--type", "member", "xyz", "--count"]).ended(0);
    assert_eq!(count.object(), json!({ "total": 0 }));
    let limited = desk.json(&["find", "--type", "unit", "--limit", "7"]).ended(0);
    assert_eq!(limited.objects().len(), 7);
}

#[test]
fn find_filters_as_the_screens_do() {
    let desk = Desk::with_places();
    let file = desk.file(
        "three.csv",
        "full_name,birth_date,gender,unit,village,status\n\
         Nguyễn Thị Hòa,1954,2,CH03,3,active\n\
         Lê Văn Hòa,12/03/1961,1,CH03,4,active\n\
         Trần Thị Hòa,1954,2,CH04,3,2020: active; 2026-01-05: died\n",
    );
    desk.run(&["import", "member", &file]).ended(0);
    let names = |args: &[&str]| {
        let args = [&["find", "--type", "member"], args].concat();
        let found = desk.json(&args).ended(0).objects();
        found.iter().map(|one| one["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&["chi:ch03", "hoa"]), ["Lê Văn Hòa", "Nguyễn Thị Hòa"]);
    assert_eq!(names(&["unit:ch03", "thon:3"]), ["Nguyễn Thị Hòa"]);
    assert_eq!(names(&["sinh:1960-1970"]), ["Lê Văn Hòa"]);
    assert_eq!(names(&["sinh:61", "gioi:nam"]), ["Lê Văn Hòa"]);
    assert_eq!(names(&["giới:nữ", "thon:3"]), ["Nguyễn Thị Hòa"]);
    // Those who died are meant, so that they are found without --inactive.
    assert_eq!(names(&["tt:mat"]), ["Trần Thị Hòa"]);
    assert_eq!(names(&["tt:mất", "chi:ch04", "hoa"]), ["Trần Thị Hòa"]);
    assert_eq!(names(&["sinh:1960-1970", "gioi:nu"]), [""; 0]);
    // Over all types: what has such a field.
    let all = desk.json(&["find", "thon:3", "--count"]).ended(0).object();
    assert!(all["total"].as_u64().unwrap() >= 1, "{all}");
    for (args, code) in [
        (&["xyz:3"][..], "filter_unknown"),
        (&["--type", "clan", "gioi:nu"], "filter_unknown"),
        (&["chi:khong-co"], "filter_nothing"),
        (&["tt:xyz"], "filter_nothing"),
        (&["sinh:195"], "filter_years"),
        (&["chi:"], "filter_empty"),
    ] {
        let args = [&["find"], args].concat();
        let ran = desk.json(&args).ended(2);
        assert_eq!(ran.error(), code, "{args:?}");
    }
    let said = desk.run(&["find", "chi:khong-co"]).ended(2);
    assert!(
        said.err.contains("chi:khong-co") && said.err.contains("Ban khuyến học"),
        "{}",
        said.err
    );
}

#[test]
fn a_citizen_id_is_masked_everywhere() {
    let desk = Desk::with_places();
    let code = member(&desk);
    for args in [&["find", "000154123321"][..], &["show", &code], &["history", &code]] {
        for ran in [desk.run(args).ended(0), desk.json(args).ended(0)] {
            assert!(!ran.out.contains("000154123321"), "{args:?}: {}", ran.out);
        }
    }
    assert_eq!(desk.json(&["show", &code]).object()["fields"]["citizen_id"], "*********321");
    desk.run(&["export", "member", "out.csv"]).ended(0);
    assert!(!desk.read("out.csv").contains("000154123321"));
}

#[test]
fn a_correction_is_saved_shown_in_history_and_taken_back() {
    let desk = Desk::with_places();
    let code = member(&desk);
    let set = ["set", &code, "birth_date=12/03/1954", "phone=0912 000 678", "--reason", "nhầm"];
    let saved = desk.json(&set).ended(0).object();
    assert_eq!(keys(&saved), ["changed", "code", "id", "rev", "seq"]);
    assert_eq!((&saved["changed"], &saved["rev"]), (&json!(true), &json!(2)));
    let fields = desk.json(&["show", &code]).ended(0).object()["fields"].clone();
    assert_eq!(
        (&fields["birth_date"], &fields["phone"]),
        (&json!("1954-03-12"), &json!("0912000678"))
    );
    let again = desk.json(&set).ended(0).object();
    assert_eq!((&again["changed"], &again["seq"]), (&json!(false), &Value::Null));
    let history = desk.json(&["history", &code]).ended(0).objects();
    assert_eq!(history.len(), 2);
    assert_eq!(history[0]["reason"], "nhầm");
    assert_eq!(history[0]["operator"], "Lan");
    let birth = history[0]["changes"].as_array().unwrap().iter();
    let birth = birth.clone().find(|change| change["field"] == "birth_date").unwrap();
    assert_eq!((&birth["before"], &birth["after"]), (&json!("1954"), &json!("1954-03-12")));
    assert_eq!(history[1]["source"], json!({ "file": "one.csv", "sheet": "", "row": 2 }));
    let seq = saved["seq"].to_string();
    let undone = desk.json(&["undo", &seq]).ended(0).object();
    assert_eq!(undone["records"], 1);
    let fields = desk.json(&["show", &code]).ended(0).object()["fields"].clone();
    assert_eq!((&fields["birth_date"], fields.get("phone")), (&json!("1954"), None));
    desk.json(&["redo"]).ended(0);
    assert_eq!(desk.json(&["show", &code]).object()["fields"]["birth_date"], "1954-03-12");
}

#[test]
fn a_status_is_given_from_a_day_on_and_the_steps_before_it_stay() {
    let desk = Desk::with_places();
    let code = member(&desk);
    let set = |pair: &str| desk.json(&["set", &code, pair, "--reason", "giấy báo tử"]);
    set("status=died@2026-05-12").ended(0);
    let status = || desk.json(&["show", &code]).ended(0).object()["fields"]["status"].clone();
    let step = |from: Value, value: &str| json!({ "from": from, "value": value, "reason": "" });
    let died = json!([step(Value::Null, "active"), step(json!("2026-05-12"), "died")]);
    assert_eq!(status(), died);
    let shown = desk.run(&["show", &code]).ended(0).out;
    assert!(shown.contains("3 Died since 12/05/2026"), "{shown}");
    assert!(shown.contains("1 Active until 12/05/2026"), "{shown}");
    assert_eq!(desk.total("member"), 1);
    let active = desk.json(&["find", "--type", "member", "--count"]).ended(0).object();
    assert_eq!(active, json!({ "total": 0 }));
    // The same again corrects the day; a unit by its code, from a month on.
    set("status=3@5/2026 ").ended(0);
    assert_eq!(status()[1]["from"], "2026-05");
    set("unit=CH02@01/2025").ended(0);
    let unit = desk.json(&["show", &code]).object()["fields"]["unit"].clone();
    assert_eq!((unit.as_array().map(Vec::len), &unit[1]["from"]), (Some(2), &json!("2025-01")));
    assert_eq!(set("unit=CH03@2024").ended(2).error(), "step_too_early");
    assert_eq!(set("status=active@2026-06").ended(1).error(), "checks_failed");
    assert_eq!(set("status=left@32/1/2026").ended(2).error(), "date_no_such_day");
    desk.run(&["export", "member", "out.csv"]).ended(0);
    assert!(desk.read("out.csv").contains("active; 2026-05: died"));
}

#[test]
fn checks_stand_until_the_soft_ones_are_accepted() {
    let desk = Desk::with_places();
    let code = member(&desk);
    let hard = desk.json(&["set", &code, "gender=", "--reason", "x"]).ended(1);
    assert_eq!(hard.error(), "checks_failed");
    let soft = desk.json(&["set", &code, "gender=1", "--reason", "x"]).ended(1);
    assert_eq!(soft.error(), "checks_soft");
    let error: Value = serde_json::from_str(&soft.err).unwrap();
    let hint = error["error"]["hint"].as_str().unwrap();
    let check = hint.split("--accept ").nth(1).unwrap().split('=').next().unwrap();
    let accept = format!("{check}=theo giấy");
    desk.json(&["set", &code, "gender=1", "--reason", "x", "--accept", &accept]).ended(0);
    let history = desk.json(&["history", &code]).ended(0).objects();
    assert_eq!(history[0]["accepted"], json!([{ "check": check, "reason": "theo giấy" }]));
}

#[test]
fn what_is_not_there_or_not_clear_is_1_and_wrong_values_are_2() {
    let desk = Desk::with_places();
    let code = member(&desk);
    let error = |args: &[&str], exit: i32| desk.json(args).ended(exit).error();
    assert_eq!(error(&["show", "nobody"], 1), "not_found");
    assert_eq!(error(&["show", "Chi hội"], 1), "many_records");
    assert_eq!(error(&["set", &code, "village=99", "--reason", "x"], 1), "no_reference");
    assert_eq!(error(&["set", &code, "colour=red", "--reason", "x"], 2), "no_such_field");
    assert_eq!(error(&["set", &code, "note", "--reason", "x"], 2), "no_equals");
    let before = desk.json(&["history", &code]).objects().len();
    desk.json(&["set", &code, "birth_date=19a4", "--reason", "x"]).ended(2).error();
    assert_eq!(desk.json(&["history", &code]).objects().len(), before);
}

#[test]
fn a_record_others_refer_to_stays_and_a_deleted_one_comes_back() {
    let desk = Desk::with_places();
    let code = member(&desk);
    assert_eq!(desk.json(&["delete", "CH03", "--reason", "x"]).ended(1).error(), "referred");
    let deleted = desk.json(&["delete", &code, "--reason", "nhập trùng"]).ended(0).object();
    assert_eq!(desk.json(&["show", &code]).ended(1).error(), "not_found");
    assert_eq!(desk.total("member"), 0);
    let gone = desk.json(&["history", &code]).ended(0).objects();
    assert_eq!((gone.len(), &gone[0]["what"]), (2, &json!("delete")));
    assert_eq!(gone[0]["reason"], "nhập trùng");
    let id = deleted["id"].as_str().unwrap();
    assert_eq!(desk.json(&["history", id]).ended(0).objects(), gone);
    assert_eq!(desk.json(&["history", "HP-1"]).ended(1).error(), "not_found");
    desk.json(&["undo", &deleted["seq"].to_string()]).ended(0);
    assert_eq!(desk.json(&["show", &code]).ended(0).object()["label"], "Nguyễn Thị Hòa");
}

#[test]
fn what_came_from_a_file_cannot_act_on_a_terminal() {
    let desk = Desk::with_places();
    let file = desk.file(
        "x.csv",
        "full_name,gender,unit,note\nTrần Văn A,1,CH01,\"a\u{1b}[31mb\u{7}\u{202e}c\"\n",
    );
    desk.run(&["import", "member", &file]).ended(0);
    let code = desk.json(&["find", "tran van a"]).object()["code"].as_str().unwrap().to_owned();
    let shown = desk.run(&["show", &code]).ended(0).out;
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
}

#[test]
fn operators_come_and_go() {
    let desk = Desk::new();
    desk.json(&["operator", "add", "Hùng", "--role", "reviewer"]).ended(0);
    assert_eq!(desk.json(&["redo"]).ended(2).error(), "which_operator");
    desk.json(&["operator", "off", "hung", "--operator", "Lan"]).ended(0);
    let all = desk.json(&["operator", "list"]).ended(0).objects();
    let told: Vec<_> = all.iter().map(|o| (&o["name"], &o["role"], &o["active"])).collect();
    assert_eq!(
        told,
        [
            (&json!("Lan"), &json!("technician"), &json!(true)),
            (&json!("Hùng"), &json!("reviewer"), &json!(false))
        ]
    );
    assert_eq!(desk.json(&["operator", "off", "Minh"]).ended(1).error(), "not_found");
    let refused = desk.json(&["--operator", "Hùng", "redo"]).ended(2);
    assert_eq!(refused.error(), "operator_off");
}

#[test]
fn the_journal_is_proved_and_listed() {
    let desk = Desk::with_places();
    let verdict = desk.json(&["journal", "verify"]).ended(0).object();
    assert_eq!((&verdict["ok"], &verdict["damage"]), (&json!(true), &json!([])));
    let groups = desk.json(&["journal", "show"]).ended(0).objects();
    assert_eq!(groups.len() as u64, verdict["groups"].as_u64().unwrap());
    let last = groups.last().unwrap();
    assert_eq!((&last["seq"], &last["chain"]), (&verdict["seq"], &verdict["chain"]));
    let after = desk.json(&["journal", "show", "--after", "5", "--limit", "1"]).ended(0).objects();
    assert_eq!(after.len(), 1);
}

#[test]
fn a_batch_has_its_slip_and_is_closed_unbalanced_with_a_reason_only() {
    let desk = Desk::with_places();
    let batch = "number,of,unit,count,first,sum_of_years,sum_of_ids\n7,member,CH03,2,41,3915,9\n";
    desk.run(&["import", "batch", &desk.file("batch.csv", batch)]).ended(0);
    let members = "full_name,birth_date,gender,unit,village,citizen_id,batch\n\
         Nguyễn Văn Hòa,1954,1,CH03,3,000054000004,7\nLê Thị Mai,1961,2,CH03,3,000161000005,7\n";
    desk.run(&["import", "member", &desk.file("members.csv", members)]).ended(0);
    let slip = desk.json(&["slip", "7"]).ended(0).object();
    assert_eq!(slip["balanced"], true);
    assert_eq!(slip["sums"][2], json!({ "sum": "sum_of_ids", "paper": 9, "entered": 9 }));
    assert_eq!(slip["records"].as_array().unwrap().len(), 2);
    let sheet = desk.run(&["slip", "7"]).ended(0).out;
    assert!(sheet.lines().all(|line| line.chars().count() <= 80), "{sheet}");
    for line in ["BATCH", "41  Nguyễn Văn Hòa", "42  Lê Thị Mai"] {
        assert!(sheet.lines().any(|row| row.starts_with(line)), "{line}: {sheet}");
    }
    assert!(!sheet.contains("000054000004"), "{sheet}");
    // A form left out on paper: what was entered no longer comes to it.
    let code = desk.json(&["find", "--type", "batch"]).ended(0).object();
    let code = code["code"].as_str().unwrap();
    desk.run(&["set", code, "count=3", "--reason", "đếm lại"]).ended(0);
    let sheet = desk.run(&["slip", "7"]).ended(0).out;
    assert!(sheet.lines().any(|row| row.starts_with("Forms") && row.ends_with('!')), "{sheet}");
    let close = ["set", code, "closed_on=1/6/2026", "--reason", "đóng lô"];
    let refused = desk.run(&close).ended(1);
    assert!(refused.err.contains("paper 3, entered 2"), "{}", refused.err);
    let why = ["--accept", "batch_unbalanced=thiếu một phiếu"];
    desk.run(&[&close[..], &why].concat()).ended(0);
    let sheet = desk.run(&["slip", "7"]).ended(0).out;
    assert!(sheet.lines().any(|row| row.ends_with(" thiếu một phiếu")), "{sheet}");
    assert_eq!(desk.json(&["slip", "7"]).ended(0).object()["closed_why"], "thiếu một phiếu");
    // Nothing more comes into it without a word.
    let late = "full_name,birth_date,gender,unit,batch\nTrần Văn Ba,1950,1,CH03,7\n";
    let late = desk.run(&["import", "member", &desk.file("late.csv", late)]).ended(0);
    assert!(late.out.contains("1 with warnings"), "{}", late.out);
    // Its number may be two words.
    desk.run(&["set", code, "number=7 B", "--reason", "gõ nhầm"]).ended(0);
    let slip = desk.json(&["slip", "7 B"]).ended(0).object();
    assert_eq!(slip["records"].as_array().unwrap().len(), 3);
}
