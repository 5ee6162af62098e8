//! One byte changed anywhere: refused, or the same verdict as before.

use crate::bench::{BUNDLE, Bench, Device, NOW, public_line, sign};
use densach::trust::{Trust, Verified};
use proptest::prelude::*;
use std::sync::LazyLock;

const TEXT: &[u8] = b"e3b0c442  bag-info.txt\n";

/// What is changed: the text, the signature, the line of `allowed_signers`.
struct Whole {
    bench: Bench,
    parts: [Vec<u8>; 3],
    good: Verified,
}

impl Whole {
    fn new(name: &str, key: &str, signature: String) -> Self {
        let bench = Bench::new();
        let options = "namespaces=\"densach-bundle@1\",valid-before=\"20270101Z\"";
        let line = format!("{name} {options} {key} 2026-01-01 Lan\n");
        let parts = [TEXT.to_vec(), signature.into_bytes(), line.into_bytes()];
        let good = verdict(&bench, &parts).expect("good before it is changed");
        Self { bench, parts, good }
    }
}

fn verdict(bench: &Bench, [text, signature, line]: &[Vec<u8>; 3]) -> Option<Verified> {
    bench.file("reg/trust/allowed_signers", line);
    Trust::load(&bench.path("reg")).ok()?.verify(BUNDLE, text, signature, NOW.0).ok()
}

static WHOLES: LazyLock<[std::sync::Mutex<Whole>; 2]> = LazyLock::new(|| {
    let bench = Bench::new();
    let (key, device) = (bench.ours("lan", None), Device::new(3));
    let plain = Whole::new("lan@15889", &public_line(&key), sign(&key, BUNDLE, TEXT));
    let touched = Whole::new("lan@15889", &device.line(), device.sign(BUNDLE, TEXT, 1));
    [plain, touched].map(std::sync::Mutex::new)
});

/// Whether a changed list may say something else of a good signature: another name, a note, a time
/// or a purpose that still fits. Its key is the same, or it would not be good.
fn is_as_good(part: usize, whole: &Whole, changed: &Verified) -> bool {
    *changed == whole.good || (part == 2 && changed.fingerprint == whole.good.fingerprint)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_single_changed_byte_is_refused_or_changes_nothing(
        which in 0..2_usize, part in 0..3_usize, at in any::<prop::sample::Index>(), to in any::<u8>()
    ) {
        let whole = WHOLES[which].lock().unwrap();
        let mut parts = whole.parts.clone();
        let at = at.index(parts[part].len());
        let before = std::mem::replace(&mut parts[part][at], to);
        prop_assume!(before != to);
        if let Some(changed) = verdict(&whole.bench, &parts) {
            prop_assert!(is_as_good(part, &whole, &changed), "{changed:?}");
            prop_assert!(part == 2, "a changed text or signature is never good");
        }
    }
}

#[test]
fn no_bit_of_a_signature_can_be_changed() {
    for whole in WHOLES.iter() {
        let whole = whole.lock().unwrap();
        for at in 0..whole.parts[1].len() {
            for bit in 0..8 {
                let mut parts = whole.parts.clone();
                parts[1][at] ^= 1 << bit;
                assert_eq!(verdict(&whole.bench, &parts), None, "byte {at}, bit {bit}");
            }
        }
    }
}
