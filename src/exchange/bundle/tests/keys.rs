//! Bundles signed with real keys: taken from whom the lists trust and from nobody else, and
//! `ssh-keygen` comes to the same verdict.

use super::forge::Forge;
use super::tools::{missing, run};
use super::*;
use crate::exchange::bundle::columns as of;
use crate::lang::Code;
use crate::lang::errors::trust as trusts;
use crate::trust::{self, Principal, Public, Signer, Trust};
use std::process::{Command, Stdio};

const DAY: i64 = 86_400_000;
const NOW: i64 = 20_000 * DAY;

/// Somebody with a key: the folder it stands in, and what signs.
fn somebody(name: &str) -> (tempfile::TempDir, Principal, Signer) {
    let dir = tempfile::tempdir().unwrap();
    let name = Principal::new(name, "phu-khe").unwrap();
    let own = trust::create_key(dir.path(), &name, None).unwrap();
    let signer = Signer::from_key(&own.file, None).unwrap();
    (dir, name, signer)
}

/// The sound bundle, from that sender, signed by that key for that namespace.
fn signed(sender: &Principal, signer: &Signer, namespace: &str) -> Forge {
    let mut forge = Forge::new();
    forge.head.sender = sender.to_string();
    let mut forge = forge.informed(9).listed().tagged();
    let signature = signer.sign(namespace, forge.file(of::TAGMANIFEST)).unwrap();
    *forge.file(of::SIGNATURE) = signature.into_bytes();
    forge
}

fn by_lists(lists: &Path, forge: &Forge) -> Result<BundleId, Problem> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.zip");
    std::fs::write(&path, forge.zip()).unwrap();
    let trust = Trust::load(lists)?;
    let check = |bytes: &[u8], signature: &str| {
        trust.verify(NAMESPACE, bytes, signature, NOW).map(Verified::from)
    };
    Bundle::open(&path, &check, &Expect::anyone()).map(|bundle| bundle.id())
}

/// What `ssh-keygen -Y verify` says; None where there is none.
fn by_ssh_keygen(lists: &Path, sender: &Principal, forge: &mut Forge) -> Option<bool> {
    let file = |name: &str| lists.join(name);
    std::fs::write(file("sig"), forge.file(of::SIGNATURE)).unwrap();
    std::fs::write(file("tags"), forge.file(of::TAGMANIFEST)).unwrap();
    let revoked = trust::revoked_keys(lists);
    let mut command = Command::new("ssh-keygen");
    command.args(["-Y", "verify", "-n", NAMESPACE, "-I", &sender.to_string()]);
    command.arg("-f").arg(trust::allowed_signers(lists)).arg("-s").arg(file("sig"));
    // Days: the moment of the test stands in the middle of one.
    command.args(["-O", "verify-time=20241004120000Z"]);
    if revoked.exists() {
        command.arg("-r").arg(revoked);
    }
    command.stdin(Stdio::from(std::fs::File::open(file("tags")).unwrap()));
    run(&mut command).map(|ran| ran.status.success())
}

#[test]
fn who_is_trusted_decides_and_ssh_keygen_says_the_same() {
    let (_dir, name, signer) = somebody("lan");
    let (_other_dir, other, other_signer) = somebody("hoa");
    let seconds = |days: i64| Some((NOW + days * DAY) / 1000);
    let key = |signer: &Signer| Public::read(&signer.public().line()).unwrap();
    let trusting = |span| {
        let lists = tempfile::tempdir().unwrap();
        trust::add(lists.path(), name.clone(), &key(&signer), span, "test").unwrap();
        lists
    };
    let good = || signed(&name, &signer, NAMESPACE);
    let revoked = trusting((None, None));
    trust::revoke(revoked.path(), &name.to_string(), "lost").unwrap();
    let both = trusting((None, None));
    trust::add(both.path(), other.clone(), &key(&other_signer), (None, None), "test").unwrap();
    let tampered = good().replace(of::TAGMANIFEST, "  bagit.txt", "  bagot.txt");
    type Case<'a> = (&'a str, tempfile::TempDir, Forge, Option<&'static Code>);
    let cases: Vec<Case<'_>> = vec![
        ("trusted", trusting((None, None)), good(), None),
        ("trusted these days", trusting((seconds(-2), seconds(2))), good(), None),
        ("expired", trusting((None, seconds(-2))), good(), Some(&trusts::SIGNER_EXPIRED)),
        ("not yet valid", trusting((seconds(2), None)), good(), Some(&trusts::SIGNER_NOT_YET)),
        ("revoked", revoked, good(), Some(&trusts::SIGNER_REVOKED)),
        ("nobody trusted", tempfile::tempdir().unwrap(), good(), Some(&trusts::SIGNER_UNKNOWN)),
        (
            "a foreign key",
            trusting((None, None)),
            signed(&name, &other_signer, NAMESPACE),
            Some(&trusts::SIGNER_UNKNOWN),
        ),
        ("another's key", both, signed(&name, &other_signer, NAMESPACE), Some(&codes::SENDER)),
        (
            "signed for something else",
            trusting((None, None)),
            signed(&name, &signer, trust::RECEIPT),
            Some(&trusts::SIGNATURE_NAMESPACE),
        ),
        ("changed", trusting((None, None)), tampered, Some(&trusts::SIGNATURE_BAD)),
    ];
    for (case, lists, mut forge, code) in cases {
        match (by_lists(lists.path(), &forge), code) {
            (Ok(_), None) => {}
            (Err(problem), Some(code)) => assert!(problem.is(code), "{case}: {problem}"),
            (got, _) => panic!("{case}: {got:?}"),
        }
        if !trust::allowed_signers(lists.path()).exists() {
            continue;
        }
        match by_ssh_keygen(lists.path(), &name, &mut forge) {
            Some(said) => assert_eq!(said, code.is_none(), "{case}"),
            None => missing("ssh-keygen"),
        }
    }
}

#[test]
fn a_key_of_two_names_signs_under_either() {
    let (dir, name, signer) = somebody("lan");
    let other = Principal::new("may-2", "phu-khe").unwrap();
    let line = |name: &Principal| format!("{name} {}\n", signer.public().line());
    let list = trust::allowed_signers(dir.path());
    std::fs::create_dir_all(list.parent().unwrap()).unwrap();
    std::fs::write(&list, line(&name) + &line(&other)).unwrap();
    for sender in [&name, &other] {
        by_lists(dir.path(), &signed(sender, &signer, NAMESPACE)).unwrap();
    }
    let third = Principal::new("thu", "phu-khe").unwrap();
    let refused = by_lists(dir.path(), &signed(&third, &signer, NAMESPACE));
    assert!(refused.unwrap_err().is(&codes::SENDER));
}

/// A signature has one writing: a byte of it cannot be changed.
#[test]
fn any_changed_byte_of_a_signature_is_refused() {
    let (dir, name, signer) = somebody("lan");
    trust::add(dir.path(), name.clone(), signer.public(), (None, None), "test").unwrap();
    let sound = signed(&name, &signer, NAMESPACE);
    by_lists(dir.path(), &sound).unwrap();
    let len = sound.clone().file(of::SIGNATURE).len();
    for at in 0..len {
        for flip in [0x01, 0x20] {
            let mut forge = sound.clone();
            forge.file(of::SIGNATURE)[at] ^= flip;
            assert!(by_lists(dir.path(), &forge).is_err(), "byte {at}");
        }
    }
}
