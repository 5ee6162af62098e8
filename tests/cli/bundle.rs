//! Bundles on the command line.

use crate::desk::Desk;
use crate::people::fed;
use densach::domain::records::{member, unit};
use densach::domain::{PartialDate, RecordId, Rev, Value, Values};
use densach::exchange::bundle::{Columns, Extent, Head, Op, Profile, Row, Writer};
use densach::exchange::sealed::seal;
use densach::trust::{AgeKey, BUNDLE, Signer};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What a bundle of the desk's register says of itself.
pub fn head(seq: u64) -> Head {
    Head {
        unit: "15889".into(),
        device: [0xd1; 16],
        epoch: [0xe2; 16],
        seq,
        extent: Extent::Snapshot,
        prev: (seq > 1).then_some(densach::exchange::bundle::BundleId([7; 32])),
        profile: Profile::Full,
        sender: "lan@15889".into(),
        recipient: "tinh@38".into(),
        journal_seq: 4711,
        journal_chain: [0xc3; 32],
        day: PartialDate { year: 2026, month: 11, day: 25 },
    }
}

/// Writes a bundle of that many members, signed with that key.
pub fn write(path: &Path, head: Head, members: u16, key: &Path) -> PathBuf {
    let signer = Signer::from_key(key, None).unwrap();
    let mut writer = Writer::create(path, head).unwrap();
    let row = |n: u16, values| Row {
        id: RecordId::mint(1_780_000_000_000 + u64::from(n), &[1; 10]),
        rev: Rev { n: 1, digest: [9; 16] },
        bases: Vec::new(),
        op: Op::Put(values),
        at: 1_780_000_000_000,
        by: "Lan".into(),
        reason: String::new(),
    };
    let of = |tag, text: &str| {
        let mut values = Values::default();
        values.set(tag, Some(&Value::Text(text.into())));
        values
    };
    writer.table(Columns::all(&unit::TYPE)).unwrap();
    writer.put(&row(0, of(unit::CODE, "CH01"))).unwrap();
    writer.table(Columns::all(&member::TYPE)).unwrap();
    for n in 0..members {
        writer.put(&row(n, of(member::FULL_NAME, &format!("Nguyễn Thị Hòa {n}")))).unwrap();
    }
    writer.finish(Vec::new(), &|bytes| signer.sign(BUNDLE, bytes)).unwrap();
    path.to_owned()
}

/// A desk whose register has a signing key that it trusts itself.
pub fn with_key() -> (Desk, PathBuf) {
    let desk = Desk::new();
    fed(&desk, &["key", "new"], "").ended(0);
    let public = desk.path("reg/keys/id_ed25519.pub");
    desk.run(&["trust", "add", "lan@15889", public.to_str().unwrap()]).ended(0);
    let key = desk.path("reg/keys/id_ed25519");
    (desk, key)
}

#[test]
fn a_sound_bundle_says_of_itself_what_it_is_and_whose() {
    let (desk, key) = with_key();
    let path = write(&desk.path("goi.zip"), head(1), 3, &key);
    let path = path.to_str().unwrap();
    let told = desk.json(&["bundle", "verify", path]).ended(0).object();
    for (name, value) in [
        ("verdict", json!("sound")),
        ("sender", json!("lan@15889")),
        ("recipient", json!("tinh@38")),
        ("unit", json!("15889")),
        ("seq", json!(1)),
        ("prev", json!(null)),
        ("kind", json!("snapshot")),
        ("profile", json!("full")),
        ("rows", json!(4)),
        ("day", json!("2026-11-25")),
        ("device", json!("d1".repeat(16))),
    ] {
        assert_eq!(told[name], value, "{name}");
    }
    assert_eq!(told["tables"][1]["type"], "member");
    let own = desk.json(&["key", "show"]).object();
    assert_eq!(told["fingerprint"], own["fingerprint"]);
    let plain = desk.run(&["bundle", "verify", path]).ended(0).out;
    for part in ["id", "sender", "epoch", "journal_head"] {
        assert!(plain.contains(told[part].as_str().unwrap()), "{part}: {plain}");
    }
    // Without a register, by a list alone; and by none of the lists that do not name the key.
    let list = desk.path("reg/trust/allowed_signers");
    let verify = ["bundle", "verify", path, "--json", "--allowed-signers"];
    let by = |list: &str, more: &[&str]| {
        let args: Vec<&str> = verify.iter().chain(&[list]).chain(more).copied().collect();
        desk.bare(&args)
    };
    assert_eq!(by(list.to_str().unwrap(), &[]).ended(0).object()["id"], told["id"]);
    assert_eq!(by(&desk.file("nobody", ""), &[]).ended(1).error(), "signer_unknown");
    assert_eq!(by("nowhere", &[]).ended(2).error(), "register_io");
    let revoked = desk.file("revoked", format!("{}\n", own["fingerprint"].as_str().unwrap()));
    let more = ["--revoked-keys", &revoked];
    assert_eq!(by(list.to_str().unwrap(), &more).ended(1).error(), "signer_revoked");
}

#[test]
fn what_is_refused_says_by_which_rule() {
    let (desk, key) = with_key();
    let path = write(&desk.path("goi.zip"), head(1), 3, &key);
    let bytes = std::fs::read(&path).unwrap();
    let verdict = |name: &str, bytes: &[u8]| {
        let file = desk.file(name, bytes);
        desk.json(&["bundle", "verify", &file]).ended(1).error()
    };
    assert_eq!(verdict("cut.zip", &bytes[..bytes.len() - 9]), "bundle_not_whole");
    assert_eq!(verdict("none.zip", b""), "bundle_not_whole");
    assert_eq!(verdict("more.zip", &[&bytes[..], b"x"].concat()), "bundle_not_whole");
    let other =
        write(&desk.path("other.zip"), Head { sender: "tinh@38".into(), ..head(1) }, 1, &key);
    let other = desk.json(&["bundle", "verify", other.to_str().unwrap()]).ended(1);
    assert_eq!(other.error(), "bundle_sender");
    assert_eq!(desk.json(&["bundle", "verify", "nowhere.zip"]).ended(2).error(), "file_unreadable");
}

#[test]
fn an_encrypted_bundle_is_opened_with_the_register_s_own_age_key() {
    let (desk, key) = with_key();
    let plain = write(&desk.path("goi.zip"), head(1), 3, &key);
    let own = desk.json(&["key", "show"]).ended(0).object();
    let age = AgeKey::read(own["age"].as_str().unwrap()).unwrap();
    seal(&plain, &age, &desk.path("goi.zip.age")).unwrap();
    let verify = |file: &str| desk.json(&["bundle", "verify", file]);
    let (told, bare) = (verify("goi.zip.age").ended(0).object(), verify("goi.zip").object());
    assert_eq!((&told["sealed"], &bare["sealed"]), (&json!(true), &json!(false)));
    assert_eq!(told["id"], bare["id"]);
    let sealed = std::fs::read(desk.path("goi.zip.age")).unwrap();
    desk.file("cut.zip.age", &sealed[..sealed.len() - 9]);
    assert_eq!(verify("cut.zip.age").ended(1).error(), "sealed_damaged");
    desk.file("other.zip.age", "PK");
    assert_eq!(verify("other.zip.age").ended(1).error(), "sealed_header");
    // What stands in it is refused under the name of what came.
    let text = desk.file("text", "no bundle at all");
    seal(text.as_ref(), &age, &desk.path("text.age")).unwrap();
    let refused = verify("text.age").ended(1);
    assert_eq!(refused.error(), "bundle_not_whole");
    assert!(refused.err.contains("text.age is no whole bundle"), "{}", refused.err);
    assert_eq!(std::fs::read_dir(desk.path("reg/bundles/spool")).unwrap().count(), 0);
    std::fs::remove_file(desk.path("reg/keys/age.txt")).unwrap();
    assert_eq!(verify("goi.zip.age").ended(2).error(), "no_age_key");
    let made = desk.json(&["key", "new", "--age"]).ended(0).object();
    assert_ne!(made["age"], own["age"]);
    assert_eq!(made["fingerprint"], own["fingerprint"]);
    assert_eq!(verify("goi.zip.age").ended(1).error(), "sealed_not_ours");
    assert_eq!(desk.json(&["key", "new", "--age"]).ended(2).error(), "key_exists");
}
