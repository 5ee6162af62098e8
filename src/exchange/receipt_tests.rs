//! Receipts: written and read to the letter, and checked by ssh-keygen.

use super::*;
use crate::exchange::bundle::{Extent, Verified};
use crate::lang::errors::trust::SIGNER_UNKNOWN;
use crate::trust::{RECEIPT, Signer, Trust, add, create_key, own_key};
use proptest::prelude::*;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const NOW: i64 = 1_780_000_000_000;

/// An office with a key, which it trusts itself.
struct Office {
    dir: tempfile::TempDir,
    trust: Trust,
    signer: Signer,
}

impl Office {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let name = Principal::read("tinh@38").unwrap();
        let own = create_key(dir.path(), &name, None).unwrap();
        add(dir.path(), name, &own.public, (None, None), "").unwrap();
        let signer = Signer::from_key(&own_key(dir.path()).unwrap().file, None).unwrap();
        Self { trust: Trust::load(dir.path()).unwrap(), signer, dir }
    }

    fn sign(&self, bytes: &[u8]) -> Result<String, Problem> {
        self.signer.sign(RECEIPT, bytes)
    }

    fn check(&self, bytes: &[u8], armoured: &str) -> Result<Verified, Problem> {
        let verified = self.trust.verify(RECEIPT, bytes, armoured, NOW)?;
        Ok(Verified { principals: vec![verified.principal.to_string()] })
    }

    fn written(&self, receipt: &Receipt) -> String {
        receipt.write(&|bytes| self.sign(bytes)).unwrap()
    }

    fn read(&self, file: &[u8]) -> Result<Receipt, &'static str> {
        let read = Receipt::read(file, "r.txt", &|bytes, armoured| self.check(bytes, armoured));
        read.map_err(|problem| problem.code.0.name)
    }
}

/// One for all tests: a key takes its time.
fn office() -> &'static Office {
    static OFFICE: OnceLock<Office> = OnceLock::new();
    OFFICE.get_or_init(Office::new)
}

fn receipt() -> Receipt {
    Receipt {
        bundle: BundleId([0xab; 32]),
        unit: "CH01 Phú Khê".into(),
        device: [0xd1; 16],
        epoch: [0xe2; 16],
        profile: Profile::Full,
        recipient: "tinh@38".into(),
        seq: 3,
        rows: Rows { taken: 120, unchanged: 7, conflicting: 2 },
        highest: 3,
        signer: "tinh@38".into(),
        day: PartialDate { year: 2026, month: 11, day: 25 },
    }
}

#[test]
fn a_receipt_is_this_text_and_always_the_same() {
    let file = office().written(&receipt());
    let text = "Densach-Receipt: 1\n\
        Densach-Bundle: abababababababababababababababababababababababababababababababab\n\
        Densach-Unit: CH01 Phú Khê\n\
        Densach-Device: d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1\n\
        Densach-Epoch: e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2\n\
        Densach-Profile: full\n\
        Densach-Recipient: tinh@38\n\
        Densach-Seq: 3\n\
        Densach-Verdict: taken\n\
        Densach-Rows-Taken: 120\n\
        Densach-Rows-Unchanged: 7\n\
        Densach-Rows-Conflicting: 2\n\
        Densach-Highest-Seq: 3\n\
        Densach-Signer: tinh@38\n\
        Densach-Date: 2026-11-25\n\
        \n\
        -----BEGIN SSH SIGNATURE-----\n";
    assert!(file.starts_with(text), "{file}");
    assert!(file.ends_with("-----END SSH SIGNATURE-----\n") && file.len() < MOST);
    assert_eq!(office().written(&receipt()), file);
    assert_eq!(office().read(file.as_bytes()), Ok(receipt()));
    assert_eq!(receipt().file_name(), "densach-receipt-abababababababab.txt");
}

#[test]
fn every_changed_byte_cut_and_addition_is_refused() {
    let file = office().written(&receipt()).into_bytes();
    for at in 0..file.len() {
        for flip in [1, 0x20, 0x80] {
            let mut changed = file.clone();
            changed[at] ^= flip;
            assert!(office().read(&changed).is_err(), "byte {at} ^ {flip}");
        }
        assert!(office().read(&file[..at]).is_err(), "cut at {at}");
        let mut longer = file.clone();
        longer.insert(at, b'\n');
        assert!(office().read(&longer).is_err(), "a line end at {at}");
        let mut shorter = file.clone();
        shorter.remove(at);
        assert!(office().read(&shorter).is_err(), "without byte {at}");
    }
    for behind in ["\n", " ", "x", "\r\n"] {
        assert!(office().read(&[&file[..], behind.as_bytes()].concat()).is_err(), "{behind:?}");
    }
}

/// Signed as it stands, whatever it says.
fn forged(from: &str, to: &str) -> Vec<u8> {
    let text = receipt().text();
    assert!(text.contains(from), "{from}");
    let text = text.replacen(from, to, 1);
    format!("{text}\n{}", office().sign(text.as_bytes()).unwrap()).into_bytes()
}

#[test]
fn each_refusal_has_its_code_though_the_signature_is_good() {
    for (from, to, code) in [
        ("Receipt: 1", "Receipt: 2", "receipt_format"),
        ("Receipt: 1", "Receipt: 01", "receipt_form"),
        ("abab", "ABAB", "receipt_form"),
        ("CH01", "CH01 ", "receipt_form"),
        ("CH01", "CH\u{202e}01", "receipt_form"),
        ("d1d1", "d1", "receipt_form"),
        ("full", "everything", "receipt_form"),
        ("Recipient: tinh@38", "Recipient: tinh", "receipt_form"),
        ("Recipient: tinh@38", "Recipient: tinh@37", "receipt_form"),
        ("Seq: 3", "Seq: 0", "receipt_form"),
        ("Seq: 3", "Seq: +3", "receipt_form"),
        ("taken", "refused", "receipt_form"),
        ("Taken: 120", "Taken: 18446744073709551616", "receipt_form"),
        ("Taken: 120", "Taken: 18446744073709551615", "receipt_form"),
        ("Signer: tinh", "Signer: lan", "receipt_signer"),
        ("Signer: tinh@38", "Signer: tinh@15889", "receipt_form"),
        ("2026-11-25", "2026-11-31", "receipt_form"),
        ("2026-11-25", "2026-11", "receipt_form"),
        ("2026-11-25\n", "2026-11-25\nMore: 1\n", "receipt_form"),
        ("Seq: 3\n", "Seq: 3\r\n", "receipt_form"),
        ("Densach-Seq: 3\n", "Densach-Seq: 3\nDensach-Seq: 3\n", "receipt_form"),
    ] {
        assert_eq!(office().read(&forged(from, to)), Err(code), "{from:?} → {to:?}");
    }
    let text = receipt().text();
    assert_eq!(office().read(text.as_bytes()), Err("receipt_unsigned"));
    assert_eq!(office().read(b""), Err("receipt_form"));
    assert_eq!(office().read(&[b'x'; MOST + 1]), Err("receipt_too_large"));
    assert_eq!(office().read(b"\xff"), Err("receipt_form"));
    // Signed for something else, and by somebody unknown.
    let other = office().signer.sign(crate::trust::BUNDLE, text.as_bytes()).unwrap();
    assert_eq!(office().read(format!("{text}\n{other}").as_bytes()), Err("signature_namespace"));
    let stranger = Office::new().written(&receipt());
    assert_eq!(office().read(stranger.as_bytes()), Err(SIGNER_UNKNOWN.name));
}

#[test]
fn what_no_receipt_can_say_is_not_written_and_another_bundle_s_is_told() {
    let write = |receipt: Receipt| receipt.write(&|bytes| office().sign(bytes)).unwrap_err();
    for unfit in [
        Receipt { seq: 0, ..receipt() },
        Receipt { unit: "a\nb".into(), ..receipt() },
        Receipt { signer: "lan@15889".into(), ..receipt() },
        Receipt { recipient: String::new(), ..receipt() },
        Receipt { day: PartialDate { year: 2026, month: 0, day: 0 }, ..receipt() },
    ] {
        assert!(write(unfit).is(&codes::FORM));
    }
    let head = Head {
        unit: "CH01 Phú Khê".into(),
        device: [0xd1; 16],
        epoch: [0xe2; 16],
        seq: 3,
        extent: Extent::Delta,
        prev: None,
        profile: Profile::Full,
        sender: "lan@15889".into(),
        recipient: "tinh@38".into(),
        journal_seq: 1,
        journal_chain: [0; 32],
        day: receipt().day,
    };
    let own = receipt();
    let signer = Principal::read("tinh@38").unwrap();
    assert_eq!(Receipt::of(own.bundle, &head, (own.rows, own.highest), &signer, own.day), own);
    own.is_for(own.bundle, &head).unwrap();
    assert!(own.is_for(BundleId([1; 32]), &head).unwrap_err().is(&codes::OTHER));
    for other in [
        Head { epoch: [0; 16], ..head.clone() },
        Head { seq: 4, ..head.clone() },
        Head { recipient: "tinh@37".into(), ..head.clone() },
    ] {
        assert!(own.is_for(own.bundle, &other).is_err());
    }
}

#[test]
fn ssh_keygen_says_the_same() {
    let file = office().written(&receipt());
    let dir = office().dir.path();
    std::fs::write(dir.join("receipt.txt"), &file).unwrap();
    // As the documentation has it.
    let script = "sed '/^$/,$d' receipt.txt > text && sed '1,/^$/d' receipt.txt > text.sig && \
        ssh-keygen -Y verify -f trust/allowed_signers -I tinh@38 -n densach-receipt@1 \
        -s text.sig < text";
    let verify = |dir: &Path| {
        let mut shell = Command::new("sh");
        shell.current_dir(dir).args(["-c", script]).stdout(Stdio::null()).stderr(Stdio::null());
        shell.status().unwrap().success()
    };
    if Command::new("ssh-keygen").arg("-?").output().is_err() {
        assert!(std::env::var_os("DENSACH_REQUIRE_TOOLS").is_none(), "ssh-keygen is missing");
        return eprintln!("not tested: ssh-keygen is missing");
    }
    assert!(verify(dir));
    std::fs::write(dir.join("receipt.txt"), file.replace("Taken: 120", "Taken: 121")).unwrap();
    assert!(!verify(dir));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_receipt_is_read_back(
        ids in any::<([u8; 32], [u8; 16], [u8; 16])>(),
        unit in "[A-Z0-9]{1,8}( [a-zêộĐ]{1,6}){0,3}",
        profile in prop::sample::select(vec![Profile::Summary, Profile::Full, Profile::Fields]),
        (seq, highest) in (1..u64::MAX, any::<u64>()),
        (taken, unchanged, conflicting) in (any::<u32>(), any::<u32>(), any::<u32>()),
        month in 1..=12_u8,
    ) {
        let [taken, unchanged, conflicting] = [taken, unchanged, conflicting].map(u64::from);
        let one = Receipt {
            bundle: BundleId(ids.0),
            unit,
            device: ids.1,
            epoch: ids.2,
            profile,
            seq,
            rows: Rows { taken, unchanged, conflicting },
            highest,
            day: PartialDate { year: 2026, month, day: 3 },
            ..receipt()
        };
        let file = office().written(&one);
        prop_assert_eq!(office().read(file.as_bytes()), Ok(one));
    }

    #[test]
    fn any_text_is_a_receipt_s_own_or_refused(text in "\\PC{0,200}", at in 0..900_usize) {
        let file = office().written(&receipt());
        let at = (0..=at.min(file.len())).rev().find(|at| file.is_char_boundary(*at)).unwrap();
        let (before, behind) = file.split_at(at);
        let mixed = format!("{before}{text}{behind}");
        prop_assert_eq!(office().read(mixed.as_bytes()).is_ok(), text.is_empty());
    }
}
