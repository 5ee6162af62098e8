//! The same lists, signatures and moments given to us and to `ssh-keygen -Y verify`.

use crate::bench::{BUNDLE, Bench, Device, NOW, keygen, openssh, public_line, sign};
use densach::lang::errors::trust as codes;
use densach::lang::{Code, Problem};
use densach::trust::{RECEIPT, Trust};
use std::path::PathBuf;

/// What is asked, and what comes of it: None is "good". `{lan}`, `{hung}`, `{rsa}`, `{ecdsa}`, `{sk}`
/// in a list stand for public keys, `{sha}` for the fingerprint of Lan's.
struct Case {
    /// What it is about.
    of: &'static str,
    /// `allowed_signers`.
    list: &'static str,
    /// `revoked_keys`; empty: not there.
    revoked: &'static str,
    /// Who signs: a key's name.
    by: &'static str,
    /// As whom.
    sender: &'static str,
    /// Signed for that, and asked for that.
    namespaces: [&'static str; 2],
    ours: Option<&'static Code>,
    /// Whether ssh-keygen comes to the same: `false` where we are stricter on purpose.
    same: bool,
}

const PLAIN: Case = Case {
    of: "one signer",
    list: "lan@15889 {lan}\n",
    revoked: "",
    by: "lan",
    sender: "lan@15889",
    namespaces: [BUNDLE; 2],
    ours: None,
    same: true,
};

/// A list alone, and what comes of it.
const fn list(of: &'static str, list: &'static str, ours: Option<&'static Code>) -> Case {
    Case { of, list, ours, ..PLAIN }
}

/// The same where ssh-keygen would take it.
const fn strict(of: &'static str, text: &'static str, ours: &'static Code) -> Case {
    Case { same: false, ..list(of, text, Some(ours)) }
}

#[rustfmt::skip]
static CASES: &[Case] = &[
    PLAIN,
    Case { sender: "hung@15889", ours: Some(&codes::SIGNER_OTHER), ..PLAIN },
    list("nobody", "", Some(&codes::SIGNER_UNKNOWN)),
    list("somebody else", "hung@15889 {hung}\n", Some(&codes::SIGNER_UNKNOWN)),
    list("no last line end", "lan@15889 {lan}", None),
    list("comments and blank lines", "# người ký\n\n   \n\t# x\nlan@15889 {lan} Lan, máy 2\n\n", None),
    list("leading and wide white space", " \tlan@15889 \t namespaces=\"densach-bundle@1\" \t{lan}\n", None),
    list("several names", "hung@15889,lan@15889 {lan}\n", None),
    list("a name on a second line", "hung@15889 {lan}\nlan@15889 {lan}\n", None),
    Case { of: "several keys of one name", list: "lan@15889 {hung}\nlan@15889 {lan}\n", ..PLAIN },
    Case { of: "the name of another key", list: "hung@15889 {hung}\nlan@15889 {lan}\n", sender: "hung@15889",
        ours: Some(&codes::SIGNER_OTHER), ..PLAIN },

    // Namespaces.
    Case { of: "a receipt is no bundle", namespaces: [RECEIPT, BUNDLE], ours: Some(&codes::SIGNATURE_NAMESPACE), ..PLAIN },
    list("its namespace", "lan@15889 namespaces=\"densach-bundle@1\" {lan}\n", None),
    list("among others", "lan@15889 namespaces=\"file,densach-bundle@1,git\" {lan}\n", None),
    list("not among others", "lan@15889 namespaces=\"file,densach-receipt@1\" {lan}\n", Some(&codes::SIGNER_NAMESPACE)),
    list("a longer one", "lan@15889 namespaces=\"densach-bundle@11\" {lan}\n", Some(&codes::SIGNER_NAMESPACE)),
    list("another line allows it", "lan@15889 namespaces=\"file\" {lan}\nlan@15889 namespaces=\"densach-bundle@1\" {lan}\n", None),
    strict("a pattern for a namespace", "lan@15889 namespaces=\"densach-*\" {lan}\n", &codes::TRUST_PATTERN),
    strict("a negation for a namespace", "lan@15889 namespaces=\"!file,densach-bundle@1\" {lan}\n", &codes::TRUST_PATTERN),

    // Times; it is 2026-06-15 12:00 UTC, 19:00 at +07:00.
    list("expired, a day", "lan@15889 valid-before=\"20260615\" {lan}\n", Some(&codes::SIGNER_EXPIRED)),
    list("not yet expired, a day", "lan@15889 valid-before=\"20260616\" {lan}\n", None),
    list("expired, UTC", "lan@15889 valid-before=\"20260615115959Z\" {lan}\n", Some(&codes::SIGNER_EXPIRED)),
    list("the last second, UTC", "lan@15889 valid-before=\"20260615120000Z\" {lan}\n", None),
    list("the last minute, UTC", "lan@15889 valid-before=\"202606151200Z\" {lan}\n", None),
    list("the last second, +07:00", "lan@15889 valid-before=\"20260615190000\" {lan}\n", None),
    list("expired, +07:00", "lan@15889 valid-before=\"20260615185959\" {lan}\n", Some(&codes::SIGNER_EXPIRED)),
    list("not yet, +07:00", "lan@15889 valid-after=\"20260615190001\" {lan}\n", Some(&codes::SIGNER_NOT_YET)),
    list("the first second, +07:00", "lan@15889 valid-after=\"20260615190000\" {lan}\n", None),
    list("the first minute, +07:00", "lan@15889 valid-after=\"202606151900\" {lan}\n", None),
    list("not yet, UTC", "lan@15889 valid-after=\"202606151201Z\" {lan}\n", Some(&codes::SIGNER_NOT_YET)),
    list("a day, UTC", "lan@15889 valid-after=\"20260615Z\",valid-before=\"20260616Z\" {lan}\n", None),
    list("options in another order", "lan@15889 valid-before=\"20270101\",namespaces=\"densach-bundle@1\",valid-after=\"20260101\" {lan}\n", None),
    list("the old line expired, the new one counts", "lan@15889 valid-before=\"20260101\" {lan}\nlan@15889 valid-after=\"20260101\" {lan}\n", None),
    list("an end before the beginning", "lan@15889 valid-after=\"20270101\",valid-before=\"20260101\" {lan}\n", Some(&codes::TRUST_TIME)),
    list("no day", "lan@15889 valid-before=\"2027\" {lan}\n", Some(&codes::TRUST_TIME)),
    list("no month", "lan@15889 valid-before=\"20271301\" {lan}\n", Some(&codes::TRUST_TIME)),
    list("letters", "lan@15889 valid-before=\"2027010x\" {lan}\n", Some(&codes::TRUST_TIME)),
    strict("a day that there is not", "lan@15889 valid-before=\"20270230\" {lan}\n", &codes::TRUST_TIME),
    list("the very first second", "lan@15889 valid-before=\"19700101Z\" {lan}\n", Some(&codes::TRUST_TIME)),
    strict("a small z", "lan@15889 valid-before=\"20270101z\" {lan}\n", &codes::TRUST_TIME),

    // Options and their quotes.
    list("an unknown option", "lan@15889 command=\"x\" {lan}\n", Some(&codes::TRUST_OPTION)),
    list("no quotes", "lan@15889 namespaces=densach-bundle@1 {lan}\n", Some(&codes::TRUST_OPTION)),
    list("an open quote", "lan@15889 namespaces=\"densach-bundle@1 {lan}\n", Some(&codes::TRUST_LINE)),
    list("twice", "lan@15889 namespaces=\"a\",namespaces=\"densach-bundle@1\" {lan}\n", Some(&codes::TRUST_OPTION)),
    list("a comma too many", "lan@15889 namespaces=\"densach-bundle@1\", {lan}\n", Some(&codes::TRUST_OPTION)),
    list("an authority", "lan@15889 cert-authority {lan}\n", Some(&codes::TRUST_AUTHORITY)),
    list("an authority among options", "lan@15889 namespaces=\"densach-bundle@1\",cert-authority {lan}\n", Some(&codes::TRUST_AUTHORITY)),
    strict("capital letters", "lan@15889 Namespaces=\"densach-bundle@1\" {lan}\n", &codes::TRUST_OPTION),
    strict("no namespace", "lan@15889 namespaces=\"densach-bundle@1,,file\" {lan}\n", &codes::TRUST_OPTION),
    strict("white space in a namespace", "lan@15889 namespaces=\"densach-bundle@1,a b\" {lan}\n", &codes::TRUST_OPTION),

    // Names.
    strict("a pattern for a name", "*@15889 {lan}\n", &codes::TRUST_PATTERN),
    strict("a letter's pattern", "la?@15889 {lan}\n", &codes::TRUST_PATTERN),
    strict("a negation", "!hung@15889,lan@15889 {lan}\n", &codes::TRUST_PATTERN),
    strict("a name without its unit", "lan@15889,lan {lan}\n", &codes::TRUST_LINE),
    strict("a quoted name", "\"lan@15889\" {lan}\n", &codes::TRUST_LINE),
    strict("two units", "lan@15889@38,lan@15889 {lan}\n", &codes::TRUST_LINE),

    // A line that is wrong closes the whole list for us, and its own name's for ssh-keygen.
    list("no key", "lan@15889\n", Some(&codes::TRUST_LINE)),
    list("half a key", "lan@15889 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA\n", Some(&codes::TRUST_LINE)),
    list("no base64", "lan@15889 ssh-ed25519 !!!!\n", Some(&codes::TRUST_LINE)),
    strict("rubbish of another name", "hung@15889 ssh-ed25519 !!!!\nlan@15889 {lan}\n", &codes::TRUST_LINE),
    strict("a control character", "lan@15889 {lan} Lan\u{1b}[2J\n", &codes::TRUST_LINE),
    strict("line ends of another system", "lan@15889 {lan}\r\n", &codes::TRUST_LINE),

    // Kinds of key.
    Case { by: "rsa", ..strict("rsa", "lan@15889 {rsa}\n", &codes::TRUST_KEY_TYPE) },
    Case { by: "ecdsa", ..strict("ecdsa", "lan@15889 {ecdsa}\n", &codes::TRUST_KEY_TYPE) },
    Case { of: "an rsa signature", by: "rsa", ours: Some(&codes::KEY_TYPE), ..PLAIN },
    Case { of: "an ecdsa signature", by: "ecdsa", ours: Some(&codes::KEY_TYPE), ..PLAIN },
    Case { by: "sk", ..list("a security key", "lan@15889 {sk}\n", None) },
    Case { by: "sk untouched", ..strict("a security key that nobody touched", "lan@15889 {sk}\n", &codes::SIGNATURE_UNTOUCHED) },
    Case { by: "sk", ..list("another security key", "lan@15889 {lan}\n", Some(&codes::SIGNER_UNKNOWN)) },

    // Revoked.
    Case { of: "revoked", revoked: "{lan}\n", ours: Some(&codes::SIGNER_REVOKED), ..PLAIN },
    Case { of: "revoked, with a note", revoked: "# mất máy\n\n{hung} x\n{lan} lan@15889 2026-06-01: mất máy\n", ours: Some(&codes::SIGNER_REVOKED), ..PLAIN },
    Case { of: "another is revoked", revoked: "{hung}\n{rsa}\n{ecdsa}\n", ..PLAIN },
    Case { of: "revoked by fingerprint", revoked: "{sha} mất máy\n", ours: Some(&codes::SIGNER_REVOKED), ..PLAIN },
    Case { of: "rubbish among the revoked", revoked: "ssh-ed25519 !!!!\n", ours: Some(&codes::TRUST_LINE), ..PLAIN },
    Case { of: "an empty list of revoked ones", revoked: "\n", ..PLAIN },
    Case { of: "revoked and expired", list: "lan@15889 valid-before=\"20260101\" {lan}\n", revoked: "{lan}\n", ours: Some(&codes::SIGNER_REVOKED), ..PLAIN },
];

struct Keys {
    bench: Bench,
    files: Vec<(&'static str, PathBuf)>,
    device: Device,
}

impl Keys {
    fn new() -> Self {
        let bench = Bench::new();
        let files = vec![
            ("lan", bench.ours("lan", None)),
            ("hung", bench.ours("hung", None)),
            ("rsa", bench.theirs("rsa", "")),
            ("ecdsa", bench.theirs("ecdsa", "")),
        ];
        Self { bench, files, device: Device::new(1) }
    }

    fn filled(&self, text: &str) -> String {
        let mut text = text.replace("{sk}", &self.device.line());
        for (name, file) in &self.files {
            text = text.replace(&format!("{{{name}}}"), &public_line(file));
        }
        text.replace("{sha}", &crate::bench::public(&self.files[0].1).fingerprint())
    }

    fn signed(&self, by: &str, namespace: &str, text: &[u8]) -> String {
        match by {
            "sk" => self.device.sign(namespace, text, 1),
            "sk untouched" => self.device.sign(namespace, text, 0),
            by => {
                let (_, file) = self.files.iter().find(|(name, _)| *name == by).unwrap();
                self.bench.signed(file, namespace, text)
            }
        }
    }

    /// Our verdict and ssh-keygen's, with what it said.
    fn asked(&self, case: &Case) -> (Result<(), Problem>, (bool, String)) {
        let text = b"0123  data/figures.csv\n";
        let list = self.bench.file("reg/trust/allowed_signers", self.filled(case.list));
        let revoked = self.bench.path("reg/trust/revoked_keys");
        let _ = std::fs::remove_file(&revoked);
        let [made_for, asked_for] = case.namespaces;
        let signed = self.signed(case.by, made_for, text);
        let signature = self.bench.file("signature", &signed);
        let time = format!("-Overify-time={}", NOW.1);
        let (list, signature) = (list.to_str().unwrap(), signature.to_str().unwrap());
        let mut args = vec!["-Y", "verify", "-f", list, "-I", case.sender, "-n", asked_for];
        args.extend(["-s", signature, &time]);
        if !case.revoked.is_empty() {
            self.bench.file("reg/trust/revoked_keys", self.filled(case.revoked));
            args.extend(["-r", revoked.to_str().unwrap()]);
        }
        let theirs = keygen(&args, text);
        let trust = Trust::load(&self.bench.path("reg"));
        let verdict = trust.and_then(|trust| trust.verify(asked_for, text, &signed, NOW.0));
        (verdict.and_then(|good| good.is_by(case.sender)), theirs)
    }
}

#[test]
fn both_come_to_the_same_verdict_where_we_are_not_stricter_on_purpose() {
    if !openssh() {
        return;
    }
    let keys = Keys::new();
    let mut wrong = Vec::new();
    for case in CASES {
        let (ours, (theirs, said)) = keys.asked(case);
        let code = ours.as_ref().err().map(|problem| problem.code.0.name);
        let wanted = case.ours.map(|code| code.name);
        if code != wanted {
            wrong.push(format!("{}: ours is {code:?}, not {wanted:?}", case.of));
        }
        if (theirs == ours.is_ok()) != case.same {
            wrong.push(format!(
                "{}: ours {ours:?}, ssh-keygen's {theirs}: {}",
                case.of,
                said.trim()
            ));
        }
        // Stricter is the one thing we may be.
        assert!(ours.is_err() || theirs, "{}: {said}", case.of);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_binary_list_of_revoked_keys_is_refused_by_name() {
    if !openssh() {
        return;
    }
    let bench = Bench::new();
    let lan = bench.ours("reg", None);
    let list = bench.file("reg/trust/revoked_keys", "");
    let public = lan.with_extension("pub");
    let args = ["-q", "-k", "-f", list.to_str().unwrap(), public.to_str().unwrap()];
    assert!(keygen(&args, b"").0);
    let refused = Trust::load(&bench.path("reg")).unwrap_err();
    assert!(refused.is(&codes::TRUST_KRL), "{refused}");
}

#[test]
fn what_is_signed_otherwise_than_by_us_is_malformed() {
    if !openssh() {
        return;
    }
    let bench = Bench::new();
    let lan = bench.ours("reg", None);
    let key = public_line(&lan);
    bench.file("reg/trust/allowed_signers", format!("lan@15889 {key}\n"));
    let trust = Trust::load(&bench.path("reg")).unwrap();
    let good = sign(&lan, BUNDLE, b"x");
    let verdict = |text: &str| trust.verify(BUNDLE, b"x", text, NOW.0);
    assert_eq!(verdict(&good).unwrap().principal.unit(), "15889");
    let file = lan.to_str().unwrap();
    let args = ["-Y", "sign", "-q", "-n", BUNDLE, "-O", "hashalg=sha256", "-f", file];
    let other_hash = keygen(&args, b"x").1;
    assert!(other_hash.starts_with("-----BEGIN SSH SIGNATURE-----"));
    for bad in [
        String::new(),
        other_hash,
        good.trim_end().to_owned(),
        format!("{good}\n"),
        format!(" {good}"),
        good.replace('\n', "\r\n"),
        good.replacen('\n', "\n\n", 1),
        good.replace("SSH SIGNATURE", "SSH signature"),
        good.replace("SSH SIGNATURE", "PGP SIGNATURE"),
        good.replacen("U1NIU0lH", "U1NIU0lI", 1),
        good.chars().take(60).collect(),
        format!("{good}{good}"),
        "A".repeat(5_000),
    ] {
        let refused = verdict(&bad).unwrap_err();
        assert!(refused.is(&codes::SIGNATURE_MALFORMED), "{bad}: {refused}");
    }
    let refused = trust.verify(BUNDLE, b"y", &good, NOW.0).unwrap_err();
    assert!(refused.is(&codes::SIGNATURE_BAD), "{refused}");
}
