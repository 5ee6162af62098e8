//! Whole exchanges of bundles: out of one register, on their way, into another, and the receipt back.

use crate::desk::sample;
use crate::offices::{COMMUNE, OTHER, Offices, PROVINCE, SECOND, name_of};
use crate::sshd::{Line, Sshd};
use serde_json::{Value, json};
use std::fs;

/// The invented sample under the commune's own unit.
fn with_sample() -> Offices {
    let offices = Offices::of(&[COMMUNE, PROVINCE]);
    let units = fs::read_to_string(sample("unit")).unwrap();
    let units: String = units
        .lines()
        .filter(|line| !line.starts_with("DS-MAU"))
        .map(|line| line.replace(",DS-MAU,", ",15889,") + "\n")
        .collect();
    offices.rows(COMMUNE, "unit", &units);
    for of in ["village", "clan", "member"] {
        let file = sample(of);
        offices.at(COMMUNE, &["import", of, &file]).ended(0);
    }
    offices
}

/// That everything of the commune's stands at the province, and its outbox is empty once the receipt
/// is handed back.
#[track_caller]
fn arrives(offices: &Offices, file: &str, told: &Value) {
    let taken = offices.import(PROVINCE, file);
    assert_eq!((&taken["id"], &taken["taken"]), (&told["id"], &json!(true)));
    assert_eq!(taken["counts"]["to_decide"], 0, "{}", taken["counts"]);
    for of in ["member", "village", "clan"] {
        assert_eq!(offices.found(PROVINCE, of), offices.found(COMMUNE, of), "{of}");
    }
    let (before, after) = (offices.listed(COMMUNE), taken["receipt"].as_str().unwrap());
    assert_eq!(before["bundles"][0]["state"], "sent");
    let receipt = offices.at(COMMUNE, &["bundle", "receipt", after]).ended(0).object();
    assert_eq!((&receipt["bundle"], &receipt["highest"]), (&told["id"], &told["seq"]));
    let listed = offices.listed(COMMUNE);
    assert_eq!(listed["bundles"][0]["state"], "acknowledged");
    assert_eq!((&listed["quarantine"], &listed["gaps"]), (&json!([]), &json!([])));
    assert_eq!(offices.post(COMMUNE, "outbox"), [""; 0]);
    assert_eq!(offices.post(COMMUNE, "sent"), [name_of(told["made"].as_str().unwrap())]);
    assert_eq!(offices.at(COMMUNE, &["bundle", "send", "--to", "nowhere"]).ended(0).out, "");
}

#[test]
fn over_a_line_that_is_cut_everything_arrives_and_the_receipt_empties_the_outbox() {
    let Some(sshd) = Sshd::start() else { return };
    let offices = with_sample();
    let told = offices.export(COMMUNE, PROVINCE, &["--profile", "full"]);
    let name = name_of(told["made"].as_str().unwrap());
    assert!(name.ends_with(".zip.age"), "{name}");
    let bytes = fs::metadata(told["made"].as_str().unwrap()).unwrap().len();
    let cut = Line::to(sshd.port(), bytes * 3 / 4);
    let config = sshd.config(cut.port, "client", true);
    let send = |config: &str| {
        // Slowly, so that something of it has been written when the line is cut.
        let how = ["--ssh-config", config, "--limit", "2000"];
        offices.at(COMMUNE, &[&["bundle", "send", "--to", "drop"], &how[..]].concat())
    };
    assert_eq!(send(&config).ended(2).error(), "post_cut", "{}", sshd.log());
    let there = sshd.files();
    let [(part, arrived)] = &there[..] else { panic!("{there:?}") };
    assert!(
        part.ends_with(".part") && (1..bytes).contains(arrived),
        "{part} {arrived} of {bytes}, up {}: {}",
        cut.up(),
        sshd.log()
    );
    let sent = send(&sshd.config(sshd.port(), "client", true)).ended(0).object();
    assert_eq!((&sent["status"], &sent["bytes"]), (&json!("resumed"), &json!(bytes)));
    assert_eq!(sshd.files(), [(name.clone(), bytes)]);
    arrives(&offices, sshd.incoming().join(&name).to_str().unwrap(), &told);
    assert_eq!(offices.found(PROVINCE, "member"), 2000);
    let one = offices.at(PROVINCE, &["find", "Trương Ngọc Thu Hiền"]).ended(0).objects();
    assert!(one.iter().any(|one| one["type"] == "member"), "{one:?}");
}

#[test]
fn over_a_stick_too_and_the_receipt_comes_back_on_it() {
    let offices = Offices::with_members();
    let stick = offices.path("usb");
    fs::create_dir(&stick).unwrap();
    let to = stick.to_str().unwrap();
    let told = offices.export(COMMUNE, PROVINCE, &["--profile", "full", "--out", to]);
    let name = name_of(told["made"].as_str().unwrap());
    assert_eq!(told["copy"], json!(stick.join(&name)));
    // Copied by the export, it is there already for a sending.
    let sent = offices.at(COMMUNE, &["bundle", "send", "--to", to]).ended(0).object();
    assert_eq!(sent["status"], "there");
    let file = stick.join(&name);
    let taken = offices.import(PROVINCE, file.to_str().unwrap());
    assert_eq!(taken["counts"], json!({ "new": 6, "changed": 0, "same": 0, "to_decide": 0 }));
    offices.at(PROVINCE, &["bundle", "send", "--receipts", "--to", to]).ended(0);
    let receipt = stick.join(name_of(taken["receipt"].as_str().unwrap()));
    offices.at(COMMUNE, &["bundle", "receipt", receipt.to_str().unwrap()]).ended(0);
    assert_eq!(offices.post(COMMUNE, "outbox"), [""; 0]);
    // Handed back twice, nothing happens.
    let head = offices.head(COMMUNE);
    offices.at(COMMUNE, &["bundle", "receipt", receipt.to_str().unwrap()]).ended(0);
    assert_eq!(offices.head(COMMUNE), head);
    assert_eq!(offices.post(PROVINCE, "inbox"), [name]);
}

#[test]
fn a_bundle_carries_what_has_changed_and_taken_in_twice_changes_nothing() {
    let offices = Offices::with_members();
    offices.round(COMMUNE, PROVINCE);
    offices.set(COMMUNE, "HP-1", "phone=0912000111");
    let told = offices.export(COMMUNE, PROVINCE, &["--profile", "full"]);
    assert_eq!(
        (&told["kind"], &told["rows"], &told["seq"]),
        (&json!("delta"), &json!(1), &json!(2))
    );
    let file = told["made"].as_str().unwrap();
    let would = offices.at(PROVINCE, &["bundle", "diff", file]).ended(0).object();
    assert_eq!(would["counts"], json!({ "new": 0, "changed": 1, "same": 0, "to_decide": 0 }));
    assert_eq!(would["records"][0]["fields"], json!(["phone"]));
    assert!(offices.fields(PROVINCE, "HP-1")["phone"].is_null(), "a look changes nothing");
    let taken = offices.import(PROVINCE, file);
    assert_eq!(taken["counts"], would["counts"]);
    assert_eq!(offices.fields(PROVINCE, "HP-1")["phone"], offices.fields(COMMUNE, "HP-1")["phone"]);
    let (head, receipt) = (offices.head(PROVINCE), taken["receipt"].as_str().unwrap());
    let written = fs::read(receipt).unwrap();
    let again = offices.import(PROVINCE, file);
    assert_eq!((&again["taken"], &again["counts"]), (&json!(false), &taken["counts"]));
    assert_eq!((again["receipt"].as_str(), fs::read(receipt).unwrap()), (Some(receipt), written));
    assert_eq!(offices.head(PROVINCE), head);
    assert_eq!(offices.post(PROVINCE, "receipts").len(), 2);
    // A receipt that was lost is given again.
    fs::remove_file(receipt).unwrap();
    assert_eq!(offices.import(PROVINCE, file)["receipt"].as_str(), Some(receipt));
    // The later one's receipt acknowledges the earlier ones too; nothing else waits.
    offices.at(COMMUNE, &["bundle", "receipt", receipt]).ended(0);
    let head = offices.head(COMMUNE);
    let none = offices.export(COMMUNE, PROVINCE, &["--profile", "full"]);
    assert_eq!(none, json!({ "made": null }));
    assert_eq!(offices.head(COMMUNE), head);
    // What came is not sent back, and its history names the bundle.
    let back = offices.export(PROVINCE, COMMUNE, &["--profile", "full"]);
    assert_eq!(back["rows"], 1, "the province's own unit alone");
    let history = offices.at(PROVINCE, &["history", "HP-1"]).ended(0).objects();
    let source = &history[0]["source"];
    assert_eq!((&source["bundle"], &source["sender"]), (&json!(2), &json!("lan@15889")));
    assert!(name_of(file).starts_with(source["file"].as_str().unwrap()), "{source}");
    assert_eq!(history[0]["took"], json!([]), "the commune's is not the province's to send");
    // Where it was made, its history names the bundle that took it.
    let history = offices.at(COMMUNE, &["history", "HP-1"]).ended(0).objects();
    let took = |seq| json!([{ "bundle": seq, "recipient": "tinh@38", "received": true }]);
    assert_eq!((&history[0]["took"], &history[1]["took"]), (&took(2), &took(1)));
    assert_eq!((&history[0]["source"], &history[1]["source"]["row"]), (&json!(null), &json!(2)));
}

#[test]
fn a_summary_tells_figures_and_no_person() {
    let offices = Offices::with_members();
    let told = offices.export(COMMUNE, PROVINCE, &[]);
    assert_eq!((&told["profile"], &told["rows"]), (&json!("summary"), &json!(0)));
    let file = told["made"].as_str().unwrap();
    assert!(file.ends_with(".zip"), "{file}");
    let shown = offices.at(PROVINCE, &["bundle", "show", file]).ended(0).object();
    assert_eq!((&shown["tables"], &shown["rows"]), (&json!([]), &json!(0)));
    let figures = shown["figures"].as_array().unwrap();
    let two = |figure: &&Value| figure["value"].as_f64() == Some(2.0);
    assert!(figures.iter().any(|figure| two(&figure)), "{figures:?}");
    assert!(!shown.to_string().contains("Hòa"), "{shown}");
    // Its sender can look at it as well.
    let own = offices.at(COMMUNE, &["bundle", "show", told["id"].as_str().unwrap()]).ended(0);
    assert_eq!(own.object()["figures"], shown["figures"]);
    offices.import(PROVINCE, file);
    assert_eq!(offices.found(PROVINCE, "member"), 0);
}

#[test]
fn people_go_encrypted_or_with_a_reason() {
    let offices = Offices::with_members();
    let stranger = ["bundle", "export", "--to", "ai@40", "--profile"];
    for profile in ["full", "full_name,birth_date"] {
        let refused = offices.at(COMMUNE, &[&stranger[..], &[profile]].concat()).ended(2);
        assert_eq!(refused.error(), "no_age_key_of");
        assert!(refused.err.contains("densach trust add ai@40 --age"), "{}", refused.err);
    }
    let blank = offices.at(COMMUNE, &[&stranger[..], &["full", "--clear", " "]].concat()).ended(2);
    assert_eq!(blank.error(), "missing_argument");
    assert_eq!(offices.post(COMMUNE, "outbox"), [""; 0]);
    let clear = ["--profile", "full", "--clear", "mang tay, USB niêm phong"];
    let told = offices.export(COMMUNE, PROVINCE, &clear);
    let file = told["made"].as_str().unwrap();
    assert!(fs::read(file).unwrap().starts_with(b"PK"), "{file}");
    assert!(file.ends_with(".zip"), "{file}");
    let journal = offices.at(COMMUNE, &["journal", "show"]).ended(0).out;
    assert!(journal.contains("USB niêm phong"), "{journal}");
    assert_eq!(offices.import(PROVINCE, file)["counts"]["new"], 6);
    // Some fields alone; whose record it is goes with them.
    let few = offices.export(COMMUNE, PROVINCE, &["--profile", "full_name,birth_date"]);
    let shown = offices.at(PROVINCE, &["bundle", "diff", few["made"].as_str().unwrap()]).ended(0);
    let member = shown.object()["tables"].as_array().unwrap().last().cloned().unwrap();
    assert_eq!(member["fields"], json!(["full_name", "birth_date", "unit"]));
}

/// The commune hangs under the province in both registers, and the province has all of it.
fn above_each_other() -> Offices {
    let offices = Offices::with_members();
    offices.round(COMMUNE, PROVINCE);
    offices.set(PROVINCE, "15889", "parent=38");
    let above = "code,name,kind\n38,Hội Khuyến học tỉnh,province\n";
    offices.rows(COMMUNE, "unit", above);
    offices.set(COMMUNE, "15889", "parent=38");
    offices.round(COMMUNE, PROVINCE);
    offices
}

/// Both change a field otherwise; the province takes in the commune's: what waits to be decided.
fn quarrel(offices: &Offices) -> Value {
    offices.set(COMMUNE, "HP-1", "phone=0912000111");
    offices.set(PROVINCE, "HP-1", "phone=0912000222");
    let taken = offices.round(COMMUNE, PROVINCE);
    assert_eq!(taken["counts"]["to_decide"], 1, "{}", taken["counts"]);
    let waits = offices.at(PROVINCE, &["bundle", "conflicts"]).ended(0).objects();
    let [entry] = &waits[..] else { panic!("{waits:?}") };
    assert_eq!((&entry["name"], &entry["sender"]), (&json!("Nguyễn Thị Hòa"), &json!("lan@15889")));
    assert_eq!(entry["ours"], json!({ "phone": "0912000222" }), "{entry}");
    assert_eq!(entry["theirs"], json!({ "phone": "0912000111" }), "{entry}");
    // Nothing is chosen silently.
    assert_eq!(offices.fields(PROVINCE, "HP-1")["phone"], "0912000222");
    entry.clone()
}

#[test]
fn a_quarrel_waits_for_a_person_and_what_they_decide_settles_both_sides() {
    for (choice, phone) in
        [("ours", "0912000222"), ("theirs", "0912000111"), ("phone", "0912000111")]
    {
        let offices = above_each_other();
        let entry = quarrel(&offices);
        let decide =
            |which: &str, choice: &str| offices.at(PROVINCE, &["bundle", "decide", which, choice]);
        let which = entry["entry"].as_str().unwrap();
        assert_eq!(decide("H7K2-04M9-QX", choice).ended(2).error(), "not_queued");
        assert_eq!(decide(which, "no_field").ended(2).error(), "bad_value");
        decide(which, choice).ended(0);
        assert_eq!(decide(which, choice).ended(2).error(), "not_queued", "once");
        assert_eq!(offices.at(PROVINCE, &["bundle", "conflicts"]).ended(0).out, "");
        assert_eq!(offices.fields(PROVINCE, "HP-1")["phone"], phone, "{choice}");
        let taken = offices.round(PROVINCE, COMMUNE);
        assert_eq!(taken["counts"]["to_decide"], 0, "{choice}: {}", taken["counts"]);
        assert_eq!(offices.fields(COMMUNE, "HP-1")["phone"], phone, "{choice}");
        assert_eq!(offices.at(COMMUNE, &["bundle", "conflicts"]).ended(0).out, "");
        // And it ends there.
        for (from, to) in [(COMMUNE, PROVINCE), (PROVINCE, COMMUNE)] {
            let none = offices.export(from, to, &["--profile", "full"]);
            assert_eq!(none, json!({ "made": null }), "{choice}");
        }
    }
}

#[test]
fn changes_of_other_fields_come_together() {
    let offices = above_each_other();
    offices.set(COMMUNE, "HP-1", "phone=0912000111");
    offices.set(PROVINCE, "HP-1", "occupation=Nông dân");
    let taken = offices.round(COMMUNE, PROVINCE);
    assert_eq!(taken["counts"]["to_decide"], 0, "{}", taken["counts"]);
    offices.round(PROVINCE, COMMUNE);
    for office in [COMMUNE, PROVINCE] {
        let fields = offices.fields(office, "HP-1");
        assert_eq!(fields["phone"], "0912000111", "{}", office.me);
        assert_eq!(fields["occupation"], "Nông dân", "{}", office.me);
    }
}

#[test]
fn nobody_moves_who_is_not_ours() {
    let offices = Offices::of(&[COMMUNE, OTHER]);
    offices.rows(COMMUNE, "unit", "code,name,kind\n15895,Hội Khuyến học xã bên,commune\n");
    offices.people(COMMUNE, "15895");
    let slip = ["bundle", "export", "--to", OTHER.me, "--slip", "HP-1"];
    assert_eq!(offices.at(COMMUNE, &slip).ended(1).error(), "slip_outside");
    assert_eq!(offices.post(COMMUNE, "outbox"), [""; 0]);
    // Nobody stays behind without a word, and all go once their unit stands under this one.
    let told = offices.export(COMMUNE, OTHER, &["--profile", "full"]);
    assert_eq!((&told["rows"], &told["left"]), (&json!(2), &json!(2)), "{told}");
    offices.set(COMMUNE, "15895", "parent=15889");
    let told = offices.export(COMMUNE, OTHER, &["--profile", "full", "--snapshot"]);
    assert_eq!((&told["rows"], &told["left"]), (&json!(7), &json!(0)), "{told}");
}

#[test]
fn one_who_moves_is_a_member_there_under_the_same_id() {
    let offices = Offices::of(&[COMMUNE, OTHER]);
    offices.people(COMMUNE, "15889");
    let shown = offices.at(COMMUNE, &["show", "HP-1"]).ended(0).object();
    let told = offices.export(COMMUNE, OTHER, &["--slip", "HP-1"]);
    assert_eq!((&told["kind"], &told["profile"]), (&json!("slip"), &json!("full")));
    let taken = offices.import(OTHER, told["made"].as_str().unwrap());
    assert_eq!(taken["counts"]["to_decide"], 0, "{}", taken["counts"]);
    let there = offices.at(OTHER, &["show", shown["id"].as_str().unwrap()]).ended(0).object();
    assert_eq!((&there["id"], &there["active"]), (&shown["id"], &json!(true)));
    assert_eq!(there["fields"]["full_name"], "Nguyễn Thị Hòa");
    let last = |fields: &Value, of: &str| fields[of].as_array().unwrap().last().unwrap().clone();
    let own = offices.at(OTHER, &["show", OTHER.unit]).ended(0).object();
    assert_eq!(last(&there["fields"], "unit")["value"]["id"], own["id"]);
    assert_eq!(last(&there["fields"], "status")["value"], "active");
    assert_eq!(offices.found(OTHER, "member"), 1, "nobody else");
    // The receipt is the proof.
    offices.at(COMMUNE, &["bundle", "receipt", taken["receipt"].as_str().unwrap()]).ended(0);
    assert_eq!(offices.post(COMMUNE, "outbox"), [""; 0]);
}

#[test]
fn a_file_that_is_gone_from_the_outbox_is_said() {
    let offices = Offices::with_members();
    let file = offices.made(COMMUNE, PROVINCE);
    assert_eq!(offices.listed(COMMUNE)["bundles"][0]["file_gone"], false);
    fs::remove_file(&file).unwrap();
    assert_eq!(offices.listed(COMMUNE)["bundles"][0]["file_gone"], true);
    let lines = offices.desk.bare(&["bundle", "list", "--register", "xa"]).ended(0).out;
    assert!(lines.contains("the file is gone"), "{lines}");
}

#[test]
fn a_second_machine_begins_as_a_copy_and_exchanges_both_ways() {
    let offices = Offices::of(&[COMMUNE]);
    offices.people(COMMUNE, "15889");
    let (backup, copy) = (offices.desk.path("a.bk"), offices.desk.path(SECOND.folder));
    let (backup, folder) = (backup.to_str().unwrap(), copy.to_str().unwrap());
    offices.at(COMMUNE, &["backup", backup]).ended(0);
    offices.desk.bare(&["restore", backup, folder]).ended(0);
    fs::rename(copy.join("keys"), offices.desk.path("keys-first")).unwrap();
    offices.at(SECOND, &["key", "new", SECOND.me]).ended(0);
    offices.trusts(COMMUNE, SECOND);
    offices.trusts(SECOND, COMMUNE);
    // Different fields of one person, and somebody new, keyed on both at once.
    offices.set(COMMUNE, "HP-1", "phone=0912345678");
    offices.set(SECOND, "HP-1", "occupation=Nông dân");
    offices.rows(SECOND, "member", "full_name,gender,unit,card_no\nTrần Thị Sáu,2,CH01,HP-3\n");
    offices.round(SECOND, COMMUNE);
    offices.round(COMMUNE, SECOND);
    for machine in [COMMUNE, SECOND] {
        let fields = offices.fields(machine, "HP-1");
        assert_eq!(
            (&fields["phone"], &fields["occupation"]),
            (&json!("0912345678"), &json!("Nông dân"))
        );
        assert_eq!(offices.found(machine, "member"), 3);
        assert_eq!(offices.post(machine, "outbox"), [""; 0]);
    }
}
