//! `revoked_keys`: public keys whose signatures no longer count, a line each, as `ssh-keygen -Y
//! verify -r` reads them; lines with a bare `SHA256:…` are read too, at which ssh-keygen stops.

use super::Public;
use super::public::{Kind, kind};
use super::signers::{lines, unread};
use crate::lang::Problem;
use crate::lang::errors::trust as codes;
use crate::text::clean;

/// How OpenSSH's binary lists begin.
const KRL: &str = "SSHKRL\n";
/// How a fingerprint begins, and how many letters it has then.
const FINGERPRINT: (&str, usize) = ("SHA256:", 43);

/// A key that was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// The key's fingerprint.
    pub fingerprint: String,
    /// What the line says of it: whose, since when, by whom, why.
    pub note: String,
}

/// Reads the list; `called` is its name for messages.
pub(super) fn read(text: &str, called: &str) -> Result<Vec<Revoked>, Problem> {
    if text.starts_with(KRL) {
        return Err(Problem::new(&codes::TRUST_KRL, [called]));
    }
    let mut all = Vec::new();
    for (number, line) in lines(text) {
        let (word, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        if is_fingerprint(word) {
            all.push(Revoked { fingerprint: word.to_owned(), note: clean::line(rest) });
        } else if !matches!(kind(word), Kind::Other) {
            // (The kinds that are not taken sign nothing here, revoked or not.)
            let key = Public::read(line).map_err(|_| {
                let (code, why) = unread("không có khóa công khai", "no public key");
                Problem::new(code, [called.to_owned(), number.to_string(), why])
            })?;
            all.push(Revoked { fingerprint: key.fingerprint(), note: key.comment().to_owned() });
        }
    }
    Ok(all)
}

/// Whether a word is a key's fingerprint.
pub(super) fn is_fingerprint(word: &str) -> bool {
    let (head, letters) = FINGERPRINT;
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    word.strip_prefix(head).is_some_and(|rest| rest.len() == letters && rest.chars().all(is_letter))
}
