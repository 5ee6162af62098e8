//! ssh-keygen reads our keys, and we read its own.

use crate::bench::{BUNDLE, Bench, keygen, openssh, public, public_line, sign};
use densach::lang::errors::trust as codes;
use densach::trust::{Principal, Public, Signer, create_key, own_key};
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_key_of_ours_is_one_of_openssh_s() {
    if !openssh() {
        return;
    }
    let bench = Bench::new();
    for (name, passphrase) in [("lan", None), ("hung", Some("mật khẩu dài"))] {
        let key = bench.ours(name, passphrase);
        let file = key.to_str().unwrap();
        let (good, said) = keygen(&["-l", "-f", file], b"");
        assert!(good && said.contains(&public(&key).fingerprint()), "{said}");
        assert!(said.contains(&format!("{name}@15889 (ED25519)")), "{said}");
        let (good, said) = keygen(&["-y", "-P", passphrase.unwrap_or(""), "-f", file], b"");
        assert!(good, "{said}");
        assert_eq!(said.trim(), std::fs::read_to_string(key.with_extension("pub")).unwrap().trim());
        let (good, _) = keygen(&["-y", "-P", "something else", "-f", file], b"");
        assert_eq!(good, passphrase.is_none(), "a passphrase is asked for where there is one");
    }
}

#[test]
fn a_key_of_openssh_s_is_one_of_ours() {
    if !openssh() {
        return;
    }
    let bench = Bench::new();
    let (plain, hidden) = (bench.theirs("ed25519", ""), bench.theirs("ed25519", "mật khẩu"));
    for (key, passphrase) in [(&plain, None), (&hidden, Some("mật khẩu"))] {
        let signer = Signer::from_key(key, passphrase).unwrap();
        assert_eq!(signer.public().line(), public_line(key));
        assert_eq!(signer.public().comment(), "lan@15889");
        assert!(!format!("{signer:?}").contains("PRIVATE"));
    }
    let needed = Signer::from_key(&hidden, None).unwrap_err();
    assert!(needed.is(&codes::PASSPHRASE_NEEDED), "{needed}");
    let wrong = Signer::from_key(&hidden, Some("mat khau")).unwrap_err();
    assert!(wrong.is(&codes::WRONG_PASSPHRASE), "{wrong}");
    let rsa = Signer::from_key(&bench.theirs("rsa", ""), None).unwrap_err();
    assert!(rsa.is(&codes::BAD_KEY), "{rsa}");
    let none = Signer::from_key(&bench.path("nowhere"), None).unwrap_err();
    assert!(none.is(&codes::NO_KEY), "{none}");
    std::fs::set_permissions(&plain, std::fs::Permissions::from_mode(0o640)).unwrap();
    let loose = Signer::from_key(&plain, None).unwrap_err();
    assert!(loose.is(&codes::TRUST_LOOSE), "{loose}");
}

#[test]
fn a_key_is_made_once_for_its_owner_alone_and_never_replaced() {
    let bench = Bench::new();
    let (dir, principal) = (bench.path("reg"), Principal::read("lan@15889").unwrap());
    assert!(own_key(&dir).unwrap_err().is(&codes::NO_KEY));
    for bad in ["1234", &"x".repeat(129), "a\nbcdef", "a\u{fffd}bcdef"] {
        let refused = create_key(&dir, &principal, Some(bad)).unwrap_err();
        assert!(refused.is(&codes::BAD_PASSPHRASE), "{bad}");
    }
    let made = create_key(&dir, &principal, None).unwrap();
    assert_eq!(own_key(&dir).unwrap(), made);
    assert_eq!(made.public.comment(), "lan@15889");
    let mode = |path: &str| bench.path(path).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("reg/keys"), mode("reg/keys/id_ed25519")), (0o700, 0o600));
    assert_eq!(mode("reg/keys/id_ed25519.pub"), 0o600);
    let names = std::fs::read_dir(bench.path("reg/keys")).unwrap().count();
    assert_eq!(names, 2, "nothing else is left there");
    let before = bench.read("reg/keys/id_ed25519");
    let again = || create_key(&dir, &principal, None).unwrap_err();
    assert!(again().is(&codes::KEY_EXISTS));
    std::fs::remove_file(dir.join("keys/id_ed25519")).unwrap();
    assert!(again().is(&codes::KEY_EXISTS), "one that only an agent holds is not replaced either");
    assert!(!own_key(&dir).unwrap().here);
    // The public half is only a convenience.
    bench.file("reg/keys/id_ed25519", &before);
    std::fs::remove_file(dir.join("keys/id_ed25519.pub")).unwrap();
    assert!(again().is(&codes::KEY_EXISTS));
    assert_eq!(own_key(&dir).unwrap(), made);
    let other = bench.ours("other", None);
    std::fs::copy(other.with_extension("pub"), dir.join("keys/id_ed25519.pub")).unwrap();
    assert!(own_key(&dir).unwrap_err().is(&codes::BAD_KEY), "another key's public half");
}

#[test]
fn a_register_s_key_signs_by_itself_or_with_what_is_asked_for() {
    let bench = Bench::new();
    bench.ours("lan", None);
    bench.ours("hung", Some("mật khẩu"));
    let (lan, hung) = (own_key(&bench.path("lan")).unwrap(), own_key(&bench.path("hung")).unwrap());
    let mut never = |_: &_| panic!("nothing is to be asked");
    let signer = Signer::of(&lan, None, &mut never).unwrap();
    assert_eq!(signer.sign(BUNDLE, b"x").unwrap(), sign(&lan.file, BUNDLE, b"x"));
    let signer = Signer::of(&hung, None, &mut |_| Ok(Some("mật khẩu".into()))).unwrap();
    assert_eq!(signer.public().comment(), "hung@15889");
    let nothing = Signer::of(&hung, None, &mut |_| Ok(None)).unwrap_err();
    assert!(nothing.is(&codes::PASSPHRASE_NEEDED));
}

#[test]
fn a_public_key_s_line_is_read_as_openssh_writes_it_and_no_other_way() {
    let bench = Bench::new();
    let key = bench.ours("lan", None);
    let line = public_line(&key);
    let read = Public::read(&format!(" {line}  Lan,  máy 2\r\n")).unwrap();
    assert_eq!((read.line(), read.comment()), (line.clone(), "Lan, máy 2"));
    let (kind, base64) = line.split_once(' ').unwrap();
    for bad in [
        String::new(),
        kind.to_owned(),
        base64.to_owned(),
        format!("{kind}  {base64}"),
        format!("{kind} {base64}="),
        format!("{kind} {}", &base64[..64]),
        format!("sk-ssh-ed25519@openssh.com {base64}"),
        format!("{line} a\u{1b}[2J"),
        format!("namespaces=\"x\" {line}"),
    ] {
        let refused = Public::read(&bad).unwrap_err();
        assert!(refused.is(&codes::BAD_PUBLIC_KEY), "{bad}: {refused}");
    }
    let rsa = Public::read("ssh-rsa AAAA").unwrap_err();
    assert!(rsa.is(&codes::KEY_TYPE), "{rsa}");
}
