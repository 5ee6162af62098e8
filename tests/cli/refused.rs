//! Bundles that are refused, all the way: the code, the exit, the quarantine, and a register that did
//! not change. The container's own hostile corpus is held to in src/exchange/bundle/tests.

use crate::offices::{COMMUNE, OTHER, Office, Offices, PROVINCE, name_of};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// In full as it is: what breaks a rule is to be read by it, not by the encryption.
fn plain(offices: &Offices, from: Office, to: Office) -> String {
    let clear = ["--profile", "full", "--clear", "thử"];
    offices.export(from, to, &clear)["made"].as_str().expect("a bundle").to_owned()
}

/// That it is refused with that code: nothing changed, and the file waits beside its reason.
#[track_caller]
fn held(offices: &Offices, file: &str, code: &str) -> String {
    let (digest, head) = (offices.digest(PROVINCE), offices.head(PROVINCE));
    let before = offices.post(PROVINCE, "quarantine");
    let refused = offices.at(PROVINCE, &["bundle", "import", file]).ended(1);
    assert_eq!(refused.error(), code, "{}", refused.err);
    assert_eq!((offices.digest(PROVINCE), offices.head(PROVINCE)), (digest, head), "{code}");
    let after = offices.post(PROVINCE, "quarantine").into_iter();
    let new: Vec<String> = after.filter(|name| !before.contains(name)).collect();
    let [name, why] = &new[..] else { panic!("{code}: {new:?}") };
    assert_eq!(why, &format!("{name}.why.txt"));
    let folder = offices.path(PROVINCE.folder).join("bundles/quarantine");
    assert_eq!(fs::read(folder.join(name)).unwrap(), fs::read(file).unwrap(), "{code}");
    let said = fs::read_to_string(folder.join(why)).unwrap();
    assert!(said.starts_with(&format!("{code}\n")), "{said}");
    let listed = offices.listed(PROVINCE);
    let held = listed["quarantine"].as_array().unwrap().iter().find(|held| held["file"] == **name);
    assert_eq!(held.unwrap()["code"], code);
    assert!(Path::new(file).exists(), "what came stays where it came");
    name.clone()
}

#[test]
fn what_was_changed_cut_or_is_no_bundle_is_held_with_its_reason() {
    let offices = Offices::with_members();
    let sealed = offices.made(COMMUNE, PROVINCE);
    let bytes = fs::read(&sealed).unwrap();
    let changed = |name: &str, bytes: &[u8], at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= 1;
        offices.desk.file(name, bytes)
    };
    held(&offices, &changed("doi.zip.age", &bytes, bytes.len() - 40), "sealed_damaged");
    held(&offices, &offices.desk.file("cut.zip.age", &bytes[..bytes.len() - 9]), "sealed_damaged");
    // What arrived whole is taken all the same.
    offices.import(PROVINCE, &sealed);
}

#[test]
fn a_byte_of_a_row_is_enough() {
    let offices = Offices::with_members();
    let bytes = fs::read(plain(&offices, COMMUNE, PROVINCE)).unwrap();
    // Within the first file's content.
    for (at, name) in [(200, "a.zip"), (bytes.len() / 2, "b.zip")] {
        let mut other = bytes.clone();
        other[at] ^= 1;
        let file = offices.desk.file(name, &other);
        let refused = offices.at(PROVINCE, &["bundle", "diff", &file]).ended(1).error();
        assert!(refused.starts_with("bundle_"), "{refused}");
        held(&offices, &file, &refused);
    }
    held(&offices, &offices.desk.file("cut.zip", &bytes[..bytes.len() - 9]), "bundle_not_whole");
    held(&offices, &offices.desk.file("list.zip", "stt;họ tên\n"), "bundle_not_whole");
    // Held twice, it is held once.
    let cut = offices.path("cut.zip");
    let count = offices.post(PROVINCE, "quarantine").len();
    offices.at(PROVINCE, &["bundle", "import", cut.to_str().unwrap()]).ended(1);
    assert_eq!(offices.post(PROVINCE, "quarantine").len(), count);
    // A file that is none is named, and nothing is held.
    let none = offices.at(PROVINCE, &["bundle", "import", "nowhere.zip"]).ended(2);
    assert_eq!(none.error(), "file_unreadable");
    assert_eq!(offices.post(PROVINCE, "quarantine").len(), count);
}

#[test]
fn a_signer_who_is_not_trusted_now_is_refused_until_the_trust_is_mended() {
    let offices = Offices::of(&[COMMUNE]);
    offices.people(COMMUNE, "15889");
    let province = Offices::of(&[PROVINCE]);
    let shown = province.at(PROVINCE, &["key", "show"]).ended(0).object();
    let age = shown["age"].as_str().unwrap();
    offices.at(COMMUNE, &["trust", "add", PROVINCE.me, "--age", age]).ended(0);
    let file = offices.made(COMMUNE, PROVINCE);
    let name = held(&province, &file, "signer_unknown");
    let own = offices.at(COMMUNE, &["key", "show"]).ended(0).object();
    let public = offices.desk.file("pub", own["public"].as_str().unwrap());
    let trust = |more: &[&str]| {
        let args = [&["trust", "add", COMMUNE.me, &public], more].concat();
        province.at(PROVINCE, &args).ended(0);
    };
    let list = province.path("tinh/trust/allowed_signers");
    let again = || province.at(PROVINCE, &["bundle", "import", &name]);
    for (span, code) in [
        (["--from", "2020-01-01", "--until", "2020-12-31"], "signer_expired"),
        (["--from", "2120-01-01", "--until", "2120-12-31"], "signer_not_yet"),
    ] {
        trust(&span);
        assert_eq!(again().ended(1).error(), code);
        // The latest reason stands beside it.
        assert_eq!(province.listed(PROVINCE)["quarantine"][0]["code"], code);
        fs::write(&list, "").unwrap();
    }
    trust(&[]);
    assert_eq!(again().ended(0).object()["counts"]["new"], 6);
    assert_eq!(province.listed(PROVINCE)["quarantine"], json!([]));
    assert_eq!(province.post(PROVINCE, "quarantine"), [""; 0]);
    assert_eq!(province.post(PROVINCE, "inbox"), [name]);
    // Taken back, for what comes from now on.
    province.at(PROVINCE, &["trust", "revoke", COMMUNE.me, "--reason", "mất máy"]).ended(0);
    offices.set(COMMUNE, "HP-1", "phone=0912000111");
    held(&province, &offices.made(COMMUNE, PROVINCE), "signer_revoked");
}

#[test]
fn what_is_for_another_or_of_another_s_people_is_refused() {
    let offices = Offices::of(&[COMMUNE, PROVINCE, OTHER]);
    offices.people(COMMUNE, "15889");
    held(&offices, &plain(&offices, COMMUNE, OTHER), "bundle_recipient");
    // Encrypted, it cannot even be opened.
    let sealed = offices.export(COMMUNE, OTHER, &["--profile", "full", "--snapshot"]);
    held(&offices, sealed["made"].as_str().unwrap(), "sealed_not_ours");
    // Signed for a unit that is not the signer's.
    let key = offices.path(OTHER.folder).join("keys/id_ed25519");
    let head =
        densach::exchange::bundle::Head { sender: OTHER.me.into(), ..crate::bundle::head(1) };
    let file = crate::bundle::write(&offices.path("ho.zip"), head, 1, &key);
    held(&offices, file.to_str().unwrap(), "bundle_outside");
    // From a unit that is not known at all.
    let key = offices.path(COMMUNE.folder).join("keys/id_ed25519");
    let file = crate::bundle::write(&offices.path("la.zip"), crate::bundle::head(1), 1, &key);
    let file = file.to_str().unwrap();
    held(&offices, file, "bundle_unit_unknown");
}

/// What `bundle list` says is missing of the commune's.
fn gaps(offices: &Offices) -> Vec<Value> {
    offices.listed(PROVINCE)["gaps"].as_array().unwrap().clone()
}

#[test]
fn a_later_one_waits_until_what_it_follows_has_come() {
    let offices = Offices::with_members();
    offices.round(COMMUNE, PROVINCE);
    let next = |phone: &str| {
        offices.set(COMMUNE, "HP-1", phone);
        offices.made(COMMUNE, PROVINCE)
    };
    let files = ["phone=0912000112", "phone=0912000113", "phone=0912000114"].map(next);
    let third = held(&offices, &files[2], "bundle_gap");
    let told = |missing: Value, waiting: &[&String]| {
        json!([{
            "sender": "lan@15889", "unit": "15889", "profile": "full",
            "missing": missing, "waiting": waiting,
        }])
    };
    assert_eq!(json!(gaps(&offices)), told(json!([{ "from": 2, "to": 3 }]), &[&third]));
    let second = held(&offices, &files[1], "bundle_gap");
    let waits = [&second, &third];
    assert_eq!(json!(gaps(&offices)), told(json!([{ "from": 2, "to": 2 }]), &waits));
    let lines = offices.desk.bare(&["bundle", "list", "--register", "tinh"]).ended(0).out;
    let line = format!("lan@15889  full  2  {second} {third}");
    assert!(lines.contains(&line), "{lines}");
    // What the sender hears meanwhile is how far it has come: nothing leaves its outbox.
    assert_eq!(offices.post(COMMUNE, "outbox").len(), 3);
    let refused = offices.at(PROVINCE, &["bundle", "import", &third]).ended(1).error();
    assert_eq!(refused, "bundle_gap", "in their order");
    // With the missing one come, those that waited for it are taken in by themselves.
    let first = offices.import(PROVINCE, &files[0]);
    let after = first["after"].as_array().unwrap();
    let files: Vec<&Value> = after.iter().map(|after| &after["file"]).collect();
    assert_eq!(files, [&json!(second), &json!(third)]);
    let last = &after[1];
    assert_eq!((&last["taken"], &last["counts"]["changed"]), (&json!(true), &json!(1)));
    assert_eq!((gaps(&offices), offices.post(PROVINCE, "quarantine")), (vec![], vec![]));
    assert_eq!(offices.fields(PROVINCE, "HP-1")["phone"], "0912000114");
    // One receipt for all of them.
    let receipt = last["receipt"].as_str().unwrap();
    let told = offices.at(COMMUNE, &["bundle", "receipt", receipt]).ended(0).object();
    assert_eq!(told["highest"], 4);
    assert_eq!(offices.post(COMMUNE, "outbox"), [""; 0]);
}

#[test]
fn two_copies_of_a_register_that_send_under_one_number_are_found_out() {
    let offices = Offices::with_members();
    offices.round(COMMUNE, PROVINCE);
    let copied = |from: &str, to: &str| {
        let (from, to) = (offices.path(from), offices.path(to));
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        let done = std::process::Command::new("cp").arg("-a").arg(from).arg(to).status();
        assert!(done.unwrap().success());
    };
    // The register with all that its machine remembers of it, as a copied disk has it.
    const STATE: &str = ".local/state";
    copied(COMMUNE.folder, "dia/xa");
    copied(STATE, "dia/state");
    // And the folder alone.
    let copy = Office { folder: "xa-cu", ..COMMUNE };
    copied(COMMUNE.folder, copy.folder);
    offices.set(COMMUNE, "HP-1", "phone=0912000112");
    let one = offices.desk.file("mot.zip.age", fs::read(offices.made(COMMUNE, PROVINCE)).unwrap());
    offices.set(copy, "HP-1", "phone=0912000111");
    let apart = offices.export(copy, PROVINCE, &["--profile", "full"]);
    for (from, to) in [("dia/xa", COMMUNE.folder), ("dia/state", STATE)] {
        fs::remove_dir_all(offices.path(to)).unwrap();
        copied(from, to);
    }
    offices.set(COMMUNE, "HP-1", "phone=0912000113");
    let other = offices.made(COMMUNE, PROVINCE);
    let taken = offices.import(PROVINCE, &one);
    held(&offices, &other, "bundle_fork");
    assert_eq!(offices.fields(PROVINCE, "HP-1")["phone"], "0912000112");
    // Once more is no fork: the same receipt.
    let head = offices.head(PROVINCE);
    let again = offices.import(PROVINCE, &one);
    assert_eq!((&again["receipt"], &again["taken"]), (&taken["receipt"], &json!(false)));
    assert_eq!(offices.head(PROVINCE), head);
    // A copy that is known as one begins an epoch of its own, with everything; who is right is asked.
    assert_eq!((&apart["kind"], &apart["seq"]), (&json!("snapshot"), &json!(1)));
    let taken = offices.import(PROVINCE, apart["made"].as_str().unwrap());
    assert_eq!(taken["counts"]["to_decide"], 1, "{}", taken["counts"]);
    assert_eq!(offices.fields(PROVINCE, "HP-1")["phone"], "0912000112");
}

#[test]
fn a_receipt_counts_only_from_whom_the_bundle_was_for() {
    let offices = Offices::of(&[COMMUNE, PROVINCE, OTHER]);
    offices.people(COMMUNE, "15889");
    let taken = offices.import(PROVINCE, &offices.made(COMMUNE, PROVINCE));
    let path = taken["receipt"].as_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    let head = offices.head(COMMUNE);
    let refused = |at: Office, text: &str| {
        let file = offices.desk.file(&name_of(path), text);
        offices.at(at, &["bundle", "receipt", &file]).ended(1).error()
    };
    let more = text.replace("Densach-Highest-Seq: 1", "Densach-Highest-Seq: 9");
    assert_eq!(refused(COMMUNE, &more), "signature_bad");
    let unsigned = text.split_once("\n\n").unwrap().0;
    assert_eq!(refused(COMMUNE, unsigned), "receipt_unsigned");
    let bundle = "x".repeat(9000);
    assert_eq!(refused(COMMUNE, &bundle), "receipt_too_large");
    assert_eq!((offices.head(COMMUNE), offices.post(COMMUNE, "outbox").len()), (head, 1));
    offices.at(COMMUNE, &["bundle", "receipt", path]).ended(0);
    assert_eq!(offices.post(COMMUNE, "outbox"), [""; 0]);
}
