//! The lists as we write them: ssh-keygen reads them, and a revoked key is refused with either alone.

use crate::bench::{BUNDLE, Bench, NOW, keygen, openssh, public, sign};
use densach::lang::errors::trust as codes;
use densach::trust::{self, Principal, State, Trust};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const TEXT: &[u8] = b"0123  data/figures.csv\n";

fn lan() -> Principal {
    Principal::read("lan@15889").unwrap()
}

/// ssh-keygen's verdict at [`NOW`], with and without the list of revoked keys.
fn theirs(dir: &Path, signature: &Path, with_revoked: bool) -> bool {
    let (list, revoked) = (trust::allowed_signers(dir), trust::revoked_keys(dir));
    let [list, revoked, signature] =
        [&list, &revoked, signature].map(|path| path.to_str().unwrap());
    let time = format!("-Overify-time={}", NOW.1);
    let mut args = vec!["-Y", "verify", "-f", list, "-I", "lan@15889", "-n", BUNDLE];
    args.extend(["-s", signature, &time]);
    if with_revoked {
        args.extend(["-r", revoked]);
    }
    keygen(&args, TEXT).0
}

#[test]
fn what_is_added_counts_for_its_time_and_what_is_revoked_no_longer() {
    if !openssh() {
        return;
    }
    let bench = Bench::new();
    let dir = bench.path("reg");
    let keys = [bench.ours("old", None), bench.ours("new", None)];
    let signed = keys.each_ref().map(|key| sign(key, BUNDLE, TEXT));
    let files = [bench.file("old.sig", &signed[0]), bench.file("new.sig", &signed[1])];
    let ours = |at: usize| {
        let trust = Trust::load(&dir).unwrap();
        trust.verify(BUNDLE, TEXT, &signed[at], NOW.0).and_then(|good| good.is_by("lan@15889"))
    };
    assert!(ours(0).unwrap_err().is(&codes::SIGNER_UNKNOWN), "no list names nobody");
    let until = trust::last_of_day("2026-06-14").unwrap();
    let from = trust::first_of_day("2026-06-15").unwrap();
    let note = "2026-06-01 Lan, \"máy\" #2";
    trust::add(&dir, lan(), &public(&keys[0]), (None, Some(until)), note).unwrap();
    trust::add(&dir, lan(), &public(&keys[1]), (Some(from), None), note).unwrap();
    assert!(ours(0).unwrap_err().is(&codes::SIGNER_EXPIRED) && !theirs(&dir, &files[0], false));
    assert!(ours(1).is_ok() && theirs(&dir, &files[1], false));
    let trust = Trust::load(&dir).unwrap();
    let states: Vec<State> = trust.entries().iter().map(|one| trust.state(one, NOW.0)).collect();
    assert_eq!(states, [State::Expired, State::Good]);
    assert_eq!(trust.entries()[1].key.comment(), note);

    let whole = bench.read("reg/trust/allowed_signers");
    let print = public(&keys[1]).fingerprint();
    trust::revoke(&dir, &print, "2026-06-15 Lan: mất máy").unwrap();
    assert!(ours(1).unwrap_err().is(&codes::SIGNER_REVOKED));
    assert!(!theirs(&dir, &files[1], false) && !theirs(&dir, &files[1], true));
    // Cut short between the two files: refused already.
    bench.file("reg/trust/allowed_signers", whole);
    assert!(ours(1).unwrap_err().is(&codes::SIGNER_REVOKED));
    assert!(!theirs(&dir, &files[1], true));
    let trust = Trust::load(&dir).unwrap();
    assert_eq!(trust.state(&trust.entries()[1], NOW.0), State::Revoked);
}

#[test]
fn a_list_that_is_no_list_is_refused_and_nothing_is_written_to_it() {
    let bench = Bench::new();
    let dir = bench.path("reg");
    let key = public(&bench.ours("lan", None));
    for name in ["allowed_signers", "revoked_keys"] {
        let name = format!("reg/trust/{name}");
        for (bytes, code) in [
            (&b"# x\n\xff\n"[..], &codes::TRUST_LINE),
            (b"lan\n", &codes::TRUST_LINE),
            (&[b'#'; (1 << 20) + 1], &codes::TRUST_LARGE),
        ] {
            let file = bench.file(&name, bytes);
            assert!(Trust::load(&dir).unwrap_err().is(code), "{name}");
            assert!(trust::add(&dir, lan(), &key, (None, None), "x").unwrap_err().is(code));
            assert!(trust::revoke(&dir, "lan@15889", "x").unwrap_err().is(code));
            assert_eq!(std::fs::read(&file).unwrap(), bytes);
        }
        let file = bench.file(&name, "");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o620)).unwrap();
        assert!(Trust::load(&dir).unwrap_err().is(&codes::TRUST_LOOSE));
        std::fs::remove_file(&file).unwrap();
    }
    assert!(Trust::load(&dir).unwrap().entries().is_empty());
}

#[test]
fn two_do_not_change_the_lists_at_once() {
    let bench = Bench::new();
    let dir = bench.path("reg");
    let key = public(&bench.ours("lan", None));
    trust::add(&dir, lan(), &key, (None, None), "x").unwrap();
    let held = std::fs::File::open(dir.join("trust/lock")).unwrap();
    held.lock().unwrap();
    let busy = trust::revoke(&dir, "lan@15889", "x").unwrap_err();
    assert!(busy.is(&codes::TRUST_BUSY), "{busy}");
    assert!(trust::create_key(&dir, &lan(), None).unwrap_err().is(&codes::TRUST_BUSY));
    assert_eq!(Trust::load(&dir).unwrap().entries().len(), 1);
    drop(held);
    trust::revoke(&dir, "lan@15889", "x").unwrap();
    trust::create_key(&dir, &lan(), None).unwrap();
}

#[test]
fn a_name_of_a_person_is_made_a_signer_s() {
    for (name, plain) in [("Hùng", "hung"), ("  Lan  Anh ", "lan-anh"), ("H'Mok (2)", "h-mok-2")] {
        assert_eq!(Principal::plain(name), plain);
    }
    let long = "a".repeat(33);
    for bad in ["", "lan", "@", "lan@", "a b@1", "lan,b@1", "lan@1@2", "l*@1", &format!("{long}@1")]
    {
        assert!(Principal::read(bad).unwrap_err().is(&codes::BAD_PRINCIPAL), "{bad}");
    }
}
