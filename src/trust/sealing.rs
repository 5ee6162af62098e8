//! A register's own age key: whoever has its private half opens what was sealed for the register. Its
//! file is as `age-keygen` writes it; more than one key may stand there (an old and a new one).

use super::files::{self, SECRET};
use crate::lang::errors::trust as codes;
use crate::lang::{Problem, both};
use age::secrecy::ExposeSecret;
use age::x25519;
use chrono::DateTime;
use std::fmt;
use std::path::{Path, PathBuf};

/// How a private key begins.
const PRIVATE: &str = "AGE-SECRET-KEY-1";

/// Whom something is sealed for: an age X25519 public key, `age1…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeKey(x25519::Recipient);

/// The private half.
#[derive(Clone)]
pub struct AgeIdentity(x25519::Identity);

impl AgeKey {
    /// Reads `age1…`, written as age writes it.
    ///
    /// # Errors
    /// `bad_age_key`.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let bad = || Problem::new(&codes::BAD_AGE_KEY, [super::public::start(text)]);
        let key = text.parse().map(Self).map_err(|_| bad())?;
        if key.to_string() == text { Ok(key) } else { Err(bad()) }
    }

    /// For age.
    pub(crate) fn key(&self) -> &x25519::Recipient {
        &self.0
    }
}

impl fmt::Display for AgeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl AgeIdentity {
    /// Its public half.
    pub fn public(&self) -> AgeKey {
        AgeKey(self.0.to_public())
    }

    /// For age.
    pub(crate) fn key(&self) -> &x25519::Identity {
        &self.0
    }
}

impl fmt::Debug for AgeIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AgeIdentity({})", self.public())
    }
}

/// Where the age key of the register in that folder stands, or would.
pub fn age_file(dir: &Path) -> PathBuf {
    dir.join("keys").join("age.txt")
}

/// Makes the age key of the register in that folder, at `now` (milliseconds since 1970, UTC).
///
/// # Errors
/// `key_exists`, `trust_busy`, or the disk.
pub fn create_age_key(dir: &Path, now: i64) -> Result<AgeKey, Problem> {
    let _lock = files::lock(dir)?;
    let file = age_file(dir);
    if file.symlink_metadata().is_ok() {
        return Err(Problem::new(&codes::KEY_EXISTS, [file.display().to_string()]));
    }
    let key = x25519::Identity::generate();
    let public = AgeKey(key.to_public());
    let created = DateTime::from_timestamp_millis(now).unwrap_or_default();
    let created = created.format("%Y-%m-%dT%H:%M:%SZ");
    let private = key.to_string();
    let private = private.expose_secret();
    let text = format!("# created: {created}\n# public key: {public}\n{private}\n");
    files::put_new(&file, text.as_bytes())?;
    Ok(public)
}

/// The age keys of the register in that folder; none where it has none. The first is the one in use.
///
/// # Errors
/// `bad_age_file`, others may read it, or the disk.
pub fn age_keys(dir: &Path) -> Result<Vec<AgeIdentity>, Problem> {
    let file = age_file(dir);
    let Some(bytes) = files::bytes(&file, SECRET)? else { return Ok(Vec::new()) };
    let bad = |line: usize| {
        let at = both(&format!("dòng {line}"), &format!("line {line}"));
        Problem::new(&codes::BAD_AGE_FILE, [file.display().to_string(), at])
    };
    let text = String::from_utf8(bytes).map_err(|_| bad(1))?;
    let mut keys = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if line.starts_with(PRIVATE) {
            keys.push(AgeIdentity(line.trim_end().parse().map_err(|_| bad(number))?));
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            return Err(bad(number));
        }
    }
    if keys.is_empty() { Err(bad(1)) } else { Ok(keys) }
}
