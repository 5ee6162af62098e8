//! A public key of the two kinds that are taken, and the line it is written as.

use crate::lang::Problem;
use crate::lang::errors::trust as codes;
use crate::text::clean;
use ssh_key::HashAlg;
use ssh_key::public::KeyData;

/// The kinds of key whose signatures are taken.
const TAKEN: [&str; 2] = ["ssh-ed25519", "sk-ssh-ed25519@openssh.com"];
/// How OpenSSH's names of kinds begin.
const FAMILIES: [&str; 3] = ["ssh-", "ecdsa-", "sk-"];

/// A public key, ed25519 or sk-ed25519, and its comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    key: KeyData,
    comment: String,
}

/// What a word is that may be the kind of a key.
pub(super) enum Kind {
    /// One that is taken.
    Taken,
    /// One that is not.
    Other,
    /// No kind of key.
    None,
}

/// What that word is.
pub(super) fn kind(word: &str) -> Kind {
    match word {
        word if TAKEN.contains(&word) => Kind::Taken,
        word if FAMILIES.iter().any(|family| word.starts_with(family)) => Kind::Other,
        _ => Kind::None,
    }
}

impl Public {
    /// Of that key; None for a kind that is not taken.
    pub(super) fn of(key: &KeyData, comment: &str) -> Option<Self> {
        let taken = key.is_ed25519() || key.is_sk_ed25519();
        taken.then(|| Self { key: key.clone(), comment: clean::line(comment) })
    }

    /// Reads a line `kind base64 [comment]`, written exactly as OpenSSH writes it.
    ///
    /// # Errors
    /// `key_type`, `bad_public_key`.
    pub fn read(line: &str) -> Result<Self, Problem> {
        let line = line.trim_matches([' ', '\t', '\r', '\n']);
        let mut words = line.splitn(3, [' ', '\t']);
        let (word, base64) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let bad = || Problem::new(&codes::BAD_PUBLIC_KEY, [start(line)]);
        match kind(word) {
            Kind::Taken => {}
            Kind::Other => return Err(Problem::new(&codes::KEY_TYPE, [start(word)])),
            Kind::None => return Err(bad()),
        }
        if line.contains(char::is_control) {
            return Err(bad());
        }
        let bare = format!("{word} {base64}");
        let key = ssh_key::PublicKey::from_openssh(&bare).map_err(|_| bad())?;
        let public = Self::of(key.key_data(), words.next().unwrap_or_default()).ok_or_else(bad)?;
        // One way to write it: other bytes behind the same key are no key's line.
        if public.line() != bare { Err(bad()) } else { Ok(public) }
    }

    /// `kind base64`.
    pub fn line(&self) -> String {
        let key = ssh_key::PublicKey::new(self.key.clone(), "");
        key.to_openssh().map(|line| line.trim_end().to_owned()).unwrap_or_default()
    }

    /// `kind base64 comment`.
    pub fn line_with(&self, comment: &str) -> String {
        format!("{} {}", self.line(), clean::line(comment)).trim_end().to_owned()
    }

    /// `SHA256:…`, as `ssh-keygen -l` prints it.
    pub fn fingerprint(&self) -> String {
        self.key.fingerprint(HashAlg::Sha256).to_string()
    }

    /// What stands behind it on its line.
    pub fn comment(&self) -> &str {
        &self.comment
    }

    /// Whether it is the same key, whatever the comments.
    pub fn same(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// The key itself.
    pub(super) fn data(&self) -> &KeyData {
        &self.key
    }

    /// As the agent's protocol writes it.
    pub(super) fn blob(&self) -> Option<Vec<u8>> {
        ssh_key::PublicKey::new(self.key.clone(), "").to_bytes().ok()
    }
}

/// The beginning of what somebody wrote, for a message.
pub(super) fn start(text: &str) -> String {
    let mut start: String = clean::shown(text).chars().take(40).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}
