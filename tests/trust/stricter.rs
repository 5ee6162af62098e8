//! Lists put together at random from what people write: whatever we accept, ssh-keygen accepts.

use crate::bench::{BUNDLE, Bench, NOW, keygen, openssh, public_line, sign};
use densach::trust::Trust;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

const NAMES: [&str; 8] = [
    "lan@15889",
    "hung@38,lan@15889",
    "lan@15889,",
    "lan@15889 ",
    "\"lan@15889\"",
    "LAN@15889",
    "*@15889",
    "hung@38",
];
const OPTIONS: [&str; 14] = [
    "namespaces=\"densach-bundle@1\"",
    "namespaces=\"file,densach-bundle@1\"",
    "namespaces=\"file\"",
    "namespaces=\"\"",
    "namespaces=\"densach-bundle@1 \"",
    "namespaces=\"a\\\"b,densach-bundle@1\"",
    "valid-after=\"20260101\"",
    "valid-after=\"20260615120000Z\"",
    "valid-before=\"202606151900\"",
    "valid-before=\"20260101Z\"",
    "valid-before=\"99991231Z\"",
    "cert-authority",
    "no-touch-required",
    "",
];
const BETWEEN: [&str; 6] = [" ", "\t", "  ", "", " # ", "\u{a0}"];
const AFTER: [&str; 7] = ["\n", "", " Lan\n", "\r\n", "\n\n# x\n", " \n \t\n", "\nx\n"];

/// A line; its parts by their places in the tables.
fn line(key: &str, (name, options, between, after): &(usize, Vec<usize>, usize, usize)) -> String {
    let options: Vec<&str> = options.iter().map(|at| OPTIONS[*at]).collect();
    let between = BETWEEN[*between];
    let options = match options.is_empty() {
        true => String::new(),
        false => options.join(",") + between,
    };
    format!("{}{between}{options}{key}{}", NAMES[*name], AFTER[*after])
}

#[test]
fn whatever_is_accepted_here_ssh_keygen_accepts() {
    if !openssh() {
        return;
    }
    let bench = Bench::new();
    let keys = [bench.ours("lan", None), bench.ours("hung", None)];
    let lines = keys.each_ref().map(|key| public_line(key));
    let text = b"0123  data/figures.csv\n";
    let signed = sign(&keys[0], BUNDLE, text);
    let signature = bench.file("signature", &signed);
    let list = bench.path("reg/trust/allowed_signers");
    let time = format!("-Overify-time={}", NOW.1);
    let [file, signature] = [&list, &signature].map(|path| path.to_str().unwrap());
    let args =
        ["-Y", "verify", "-f", file, "-I", "lan@15889", "-n", BUNDLE, "-s", signature, &time];
    // The likelier a part is right, the more lists are wrong in one place alone.
    let mostly = |first: usize, all: usize| prop_oneof![3 => 0..first, 1 => 0..all];
    let options = prop::collection::vec(mostly(2, OPTIONS.len()), 0..3);
    let one = (mostly(2, NAMES.len()), options, mostly(3, BETWEEN.len()), mostly(3, AFTER.len()));
    let many = prop::collection::vec((0..2_usize, one), 1..4);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) };
    let accepted = std::cell::Cell::new(0);
    let outcome = TestRunner::new(config).run(&many, |many| {
        let whole: String = many.iter().map(|(key, parts)| line(&lines[*key], parts)).collect();
        bench.file("reg/trust/allowed_signers", &whole);
        let trust = Trust::load(&bench.path("reg"));
        let ours = trust.and_then(|trust| trust.verify(BUNDLE, text, &signed, NOW.0));
        if ours.and_then(|good| good.is_by("lan@15889")).is_ok() {
            accepted.set(accepted.get() + 1);
            let (theirs, said) = keygen(&args, text);
            prop_assert!(theirs, "{whole}\n{said}");
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(accepted.get() > 20, "only {} lists were good at all", accepted.get());
}
