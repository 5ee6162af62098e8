//! The signing key and the lists of who is trusted, on the command line.

use crate::desk::Desk;
use crate::people::fed;
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

/// A public key that nobody has the other half of.
const OTHER: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

#[test]
fn a_key_is_made_once_and_shown_with_the_line_by_which_others_trust_it() {
    let desk = Desk::new();
    assert_eq!(desk.json(&["key", "show"]).ended(2).error(), "no_key");
    assert_eq!(fed(&desk, &["key", "new"], "1234\n").ended(2).error(), "bad_passphrase");
    let made = fed(&desk, &["key", "new"], "mật khẩu dài\n").ended(0).object();
    assert_eq!((&made["principal"], &made["passphrase"]), (&json!("lan@15889"), &json!(true)));
    assert_eq!(fed(&desk, &["key", "new"], "").ended(2).error(), "key_exists");
    let shown = desk.json(&["key", "show"]).ended(0).object();
    assert_eq!(shown, made);
    let plain = desk.run(&["key", "show"]).ended(0).out;
    for part in ["principal", "public", "fingerprint", "trust"] {
        assert!(plain.contains(shown[part].as_str().unwrap()), "{part}: {plain}");
    }
    let private = desk.read("reg/keys/id_ed25519");
    assert!(private.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
    assert!(!private.contains("mật khẩu"));
    // What is pasted there trusts this key.
    let paste = shown["trust"].as_str().unwrap();
    let (line, command) = paste.strip_prefix("echo '").unwrap().split_once("' | densach ").unwrap();
    let args: Vec<&str> = command.split(' ').collect();
    let trusted = fed(&desk, &args, &format!("{line}\n")).ended(0).object();
    assert_eq!(trusted["fingerprint"], shown["fingerprint"]);
    assert_eq!((&trusted["state"], &trusted["until"]), (&json!("trusted"), &json!(null)));
    assert_eq!(fed(&desk, &args, line).ended(1).error(), "already_trusted");
}

#[test]
fn who_signs_is_the_operator_and_the_unit_or_what_was_typed() {
    let named = |args: &[&str]| {
        let desk = Desk::new();
        let args: Vec<&str> = ["key", "new"].iter().chain(args).copied().collect();
        let ran = fed(&desk, &args, "\n");
        if ran.code == 0 {
            let made = ran.object();
            assert_eq!(made["passphrase"], json!(false));
            made["principal"].as_str().unwrap().to_owned()
        } else {
            ran.error()
        }
    };
    assert_eq!(named(&[]), "lan@15889");
    assert_eq!(named(&["may-2"]), "may-2@15889");
    assert_eq!(named(&["may-2", "--unit", "38"]), "may-2@38");
    assert_eq!(named(&["may-2@38"]), "may-2@38");
    assert_eq!(named(&["may-2@38", "--unit", "15889"]), "units_differ");
    for bad in ["Hùng", "a b", "@15889", "lan@", "*@15889", "lan@15889@1"] {
        assert_eq!(named(&[bad]), "bad_principal", "{bad}");
    }
}

#[test]
fn a_key_is_trusted_for_a_time_listed_and_revoked() {
    let desk = Desk::new();
    let file = desk.file("other.pub", format!("\n{OTHER} hung@may2\n"));
    for (args, code) in [
        (&["hung", &file][..], "no_unit"),
        (&["hung@15889", "nowhere.pub"], "file_unreadable"),
        (&["hung@15889", &file, "--from", "31/12/2026"], "bad_day"),
        (&["hung@15889", &file, "--until", "2026-02-30"], "bad_day"),
        (&["hung@15889", &file, "--from", "2027-01-01", "--until", "2026-12-31"], "bad_span"),
        (&["hung@15889", &desk.file("x.pub", "x")], "bad_public_key"),
    ] {
        let args: Vec<&str> = ["trust", "add"].iter().chain(args).copied().collect();
        assert_eq!(desk.json(&args).ended(2).error(), code);
    }
    let rsa = desk.file("rsa.pub", "ssh-rsa AAAA x\n");
    assert_eq!(desk.json(&["trust", "add", "a@38", &rsa]).ended(1).error(), "key_type");
    assert_eq!(desk.json(&["trust", "list"]).ended(0).out, "");
    let until = ["--from", "2026-01-01", "--until", "2026-01-31"];
    let add = ["trust", "add", "hung", &file, "--unit", "15889"];
    let add: Vec<&str> = add.iter().chain(&until).copied().collect();
    desk.run(&add).ended(0);
    let listed = desk.json(&["trust", "list"]).ended(0).object();
    assert_eq!(listed["state"], "expired");
    assert_eq!(listed["principals"], json!(["hung@15889"]));
    assert_eq!(listed["namespaces"], json!(["densach-bundle@1", "densach-receipt@1"]));
    // Whole days of Vietnam.
    assert_eq!(listed["from"], "2025-12-31T17:00:00.000Z");
    assert_eq!(listed["until"], "2026-01-31T16:59:59.000Z");
    let line = desk.read("reg/trust/allowed_signers");
    let options = "namespaces=\"densach-bundle@1,densach-receipt@1\",\
                   valid-after=\"20251231170000Z\",valid-before=\"20260131165959Z\"";
    assert!(line.starts_with(&format!("hung@15889 {options} {OTHER} 20")), "{line}");
    assert!(line.ends_with(" Lan\n"), "{line}");
    assert!(desk.run(&["trust", "list"]).ended(0).out.starts_with("expired  SHA256:"));

    let revoke =
        |which: &str, reason: &str| desk.json(&["trust", "revoke", which, "--reason", reason]);
    assert_eq!(revoke("lan@15889", "x").ended(1).error(), "not_trusted");
    assert_eq!(revoke("hung@15889", " \u{200b}").ended(2).error(), "why");
    let gone = revoke("hung@15889", "mất máy\ntính").ended(0).object();
    assert_eq!(gone["state"], "revoked");
    assert_eq!(desk.read("reg/trust/allowed_signers"), "");
    let revoked = desk.json(&["trust", "list"]).ended(0).object();
    assert_eq!(revoked["fingerprint"], listed["fingerprint"]);
    let note = revoked["note"].as_str().unwrap();
    assert!(note.starts_with("hung@15889 20") && note.ends_with(" Lan: mất máy tính"), "{note}");
    assert_eq!(desk.json(&add).ended(1).error(), "signer_revoked");
}

#[test]
fn what_stands_in_the_lists_by_hand_stays_and_one_of_several_keys_is_named_by_its_fingerprint() {
    let desk = Desk::new();
    let made = fed(&desk, &["key", "new"], "").ended(0).object();
    let file = desk.file("other.pub", OTHER);
    desk.run(&["trust", "add", "lan@15889", &file]).ended(0);
    let own = "reg/keys/id_ed25519.pub";
    let before = format!("# xã Mẫu\n\n{}", desk.read("reg/trust/allowed_signers"));
    desk.file("reg/trust/allowed_signers", before.trim_end());
    desk.run(&["trust", "add", "lan@15889", desk.path(own).to_str().unwrap()]).ended(0);
    let many = desk.json(&["trust", "revoke", "lan@15889", "--reason", "x"]).ended(1);
    assert_eq!(many.error(), "many_keys");
    let print = made["fingerprint"].as_str().unwrap();
    assert!(many.err.contains(print), "{}", many.err);
    desk.run(&["trust", "revoke", print, "--reason", "x"]).ended(0);
    assert_eq!(desk.read("reg/trust/allowed_signers"), before);
    for name in ["allowed_signers", "revoked_keys", "lock"] {
        let mode = desk.path("reg/trust").join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    desk.file("reg/trust/allowed_signers", format!("{before}*@38 {OTHER}\n"));
    assert_eq!(desk.json(&["trust", "list"]).ended(2).error(), "trust_pattern");
    assert_eq!(desk.json(&["trust", "add", "a@38", &file]).ended(2).error(), "trust_pattern");
}

#[test]
fn only_a_technician_makes_keys_and_says_whom_to_trust() {
    let desk = Desk::new();
    desk.run(&["operator", "add", "An", "--role", "reviewer"]).ended(0);
    let file = desk.file("other.pub", OTHER);
    for args in [
        &["key", "new"][..],
        &["trust", "add", "lan@15889", &file],
        &["trust", "revoke", "lan@15889", "--reason", "x"],
    ] {
        let args: Vec<&str> = args.iter().chain(&["--operator", "An"]).copied().collect();
        assert_eq!(desk.json(&args).ended(2).error(), "role", "{args:?}");
    }
    assert!(!desk.path("reg/keys").exists() && !desk.path("reg/trust").exists());
    desk.run(&["trust", "list", "--operator", "An"]).ended(0);
}

#[test]
fn keys_and_lists_come_back_with_a_backup_and_need_no_register() {
    let desk = Desk::new();
    let made = fed(&desk, &["key", "new"], "").ended(0).object();
    let file = desk.file("other.pub", OTHER);
    desk.run(&["trust", "add", "hung@15889", &file]).ended(0);
    desk.run(&["doctor"]).ended(0);
    desk.run(&["backup", "all.densach"]).ended(0);
    desk.bare(&["restore", "all.densach", "other"]).ended(0);
    let at = |folder: &str, args: &[&str]| {
        let args: Vec<&str> = args.iter().chain(&["--register", folder]).copied().collect();
        desk.bare(&args)
    };
    let shown = at("other", &["key", "show", "--json"]).ended(0).object();
    assert_eq!(shown["fingerprint"], made["fingerprint"]);
    assert!(at("other", &["trust", "list"]).ended(0).out.contains("hung@15889"));
    // A folder that only checks signatures; a register can be made there later.
    assert_eq!(at("none", &["trust", "list", "--json"]).ended(2).error(), "no_register");
    std::fs::create_dir(desk.path("none")).unwrap();
    assert_eq!(at("none", &["key", "new", "--json"]).ended(2).error(), "missing_argument");
    assert_eq!(at("none", &["key", "new", "lan", "--json"]).ended(2).error(), "no_unit");
    at("none", &["trust", "add", "hung@15889", "other.pub"]).ended(0);
    desk.init("none");
    assert!(at("none", &["trust", "list"]).ended(0).out.contains("hung@15889"));
}

#[test]
fn whom_one_sends_to_is_listed_with_an_age_key_and_taken_away() {
    let desk = Desk::new();
    let age = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
    let add = ["trust", "add", "tinh@38", "--age"];
    let add = |key: &str| desk.json(&add.iter().chain(&[key]).copied().collect::<Vec<_>>());
    for bad in ["age1", &age.to_uppercase(), &format!("{age}x"), "ssh-ed25519"] {
        assert_eq!(add(bad).ended(2).error(), "bad_age_key", "{bad}");
    }
    let made = add(age).ended(0).object();
    assert_eq!((&made["state"], &made["age"]), (&json!("recipient"), &json!(age)));
    assert_eq!(add(age).ended(1).error(), "already_trusted");
    let line = desk.read("reg/trust/recipients");
    assert!(line.starts_with(&format!("tinh@38 {age} 20")) && line.ends_with(" Lan\n"), "{line}");
    assert_eq!(desk.json(&["trust", "list"]).ended(0).object(), made);
    assert_eq!(desk.json(&["trust", "add", "tinh@38"]).ended(2).error(), "missing_argument");
    // A name that signs too: both go.
    let file = desk.file("other.pub", OTHER);
    desk.run(&["trust", "add", "tinh@38", &file]).ended(0);
    let revoke = |which: &str| desk.json(&["trust", "revoke", which, "--reason", "máy hỏng"]);
    let gone = revoke("tinh@38").ended(0).objects();
    assert_eq!((&gone[0]["state"], &gone[1]["state"]), (&json!("recipient"), &json!("revoked")));
    assert_eq!(desk.json(&["trust", "list"]).ended(0).objects().len(), 1);
    let kept = desk.read("reg/trust/recipients");
    assert!(
        kept.starts_with(&format!("# tinh@38 {age} 20")) && kept.contains("máy hỏng"),
        "{kept}"
    );
    assert_eq!(revoke("tinh@38").ended(1).error(), "not_trusted");
    add(age).ended(0);
    assert_eq!(revoke(age).ended(0).object()["age"], age);
    desk.file("reg/trust/recipients", "tinh@38 age1x\n");
    assert_eq!(desk.json(&["trust", "list"]).ended(2).error(), "trust_line");
}
