//! A register's own signing key: made once, never replaced, in OpenSSH's format.

use super::files::{self, SECRET};
use super::{Principal, Public};
use crate::lang::errors::trust as codes;
use crate::lang::{Problem, both};
use ssh_key::rand_core::OsRng;
use ssh_key::{Algorithm, LineEnding, PrivateKey};
use std::path::{Path, PathBuf};

/// A passphrase is no shorter (ssh-keygen's own limit), in bytes.
const LEAST: usize = 5;
/// A passphrase is no longer, in bytes: a terminal hands over lines of 255.
pub const MOST: usize = 128;

/// The signing key of a register, as far as it is open to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnKey {
    /// The public half; its comment is the signer's name.
    pub public: Public,
    /// Where the private half stands, or would.
    pub file: PathBuf,
    /// Whether the private half stands there; else an ssh-agent or a device has it.
    pub here: bool,
    /// Whether it has a passphrase.
    pub encrypted: bool,
}

/// Makes the signing key of the register in that folder. With a passphrase this takes up to
/// seconds on purpose (bcrypt): not on the thread that draws.
///
/// # Errors
/// `key_exists`, `bad_passphrase`, `trust_busy`, no random bytes, or the disk.
pub fn create_key(
    dir: &Path,
    principal: &Principal,
    passphrase: Option<&str>,
) -> Result<OwnKey, Problem> {
    passphrase.map_or(Ok(()), fits)?;
    // Two at once would not take each other's place, but mix their halves.
    let _lock = files::lock(dir)?;
    let file = files::own_key(dir);
    for path in [&file, &files::public_of(&file)] {
        // A link that leads nowhere is something that stands there too.
        if path.symlink_metadata().is_ok() {
            return Err(Problem::new(&codes::KEY_EXISTS, [path.display().to_string()]));
        }
    }
    let not_made = |error: ssh_key::Error| Problem::new(&codes::KEY_NOT_MADE, [error.to_string()]);
    let mut key = PrivateKey::random(&mut OsRng, Algorithm::Ed25519).map_err(not_made)?;
    key.set_comment(principal.to_string());
    let public = Public::of(key.public_key().key_data(), &principal.to_string());
    let public = public.ok_or_else(|| not_made(ssh_key::Error::AlgorithmUnknown))?;
    if let Some(passphrase) = passphrase {
        key = key.encrypt(&mut OsRng, passphrase).map_err(not_made)?;
    }
    let text = key.to_openssh(LineEnding::LF).map_err(not_made)?;
    files::put_new(&file, text.as_bytes())?;
    let line = format!("{}\n", public.line_with(public.comment()));
    files::put_new(&files::public_of(&file), line.as_bytes())?;
    Ok(OwnKey { public, file, here: true, encrypted: passphrase.is_some() })
}

/// That a passphrase can be typed again: its length, and that it is one line of text.
///
/// # Errors
/// `bad_passphrase`.
pub fn fits(passphrase: &str) -> Result<(), Problem> {
    let odd = |c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER;
    match (LEAST..=MOST).contains(&passphrase.len()) && !passphrase.contains(odd) {
        true => Ok(()),
        false => Err(Problem::new(&codes::BAD_PASSPHRASE, [LEAST, MOST].map(|n| n.to_string()))),
    }
}

/// The signing key of the register in that folder.
///
/// # Errors
/// `no_key`, `bad_key`, `key_type`, others may read it, or the disk.
pub fn own_key(dir: &Path) -> Result<OwnKey, Problem> {
    let file = files::own_key(dir);
    let private = private(&file)?;
    let public = match files::text(&files::public_of(&file))?.as_str() {
        "" => None,
        line => Some(Public::read(line)?),
    };
    let public = match (&private, public) {
        (None, None) => return Err(Problem::new(&codes::NO_KEY, [file.display().to_string()])),
        (None, Some(public)) => public,
        (Some(private), public) => {
            let own = of(private, &file)?;
            match public {
                // The comment of a key with a passphrase can only be read beside it.
                Some(public) if public.same(&own) => public,
                Some(_) => {
                    let why = both("tệp .pub là của khóa khác", "its .pub is another key's");
                    return Err(Problem::new(&codes::BAD_KEY, [file.display().to_string(), why]));
                }
                None => own,
            }
        }
    };
    let encrypted = private.as_ref().is_some_and(PrivateKey::is_encrypted);
    Ok(OwnKey { public, file, here: private.is_some(), encrypted })
}

/// The private half at that path; None where there is none.
pub(super) fn private(file: &Path) -> Result<Option<PrivateKey>, Problem> {
    let Some(bytes) = files::bytes(file, SECRET)? else { return Ok(None) };
    PrivateKey::from_openssh(bytes).map(Some).map_err(|error| bad(file, &error))
}

/// The public half of a private one.
pub(super) fn of(private: &PrivateKey, file: &Path) -> Result<Public, Problem> {
    let key = private.public_key();
    let public = Public::of(key.key_data(), private.comment());
    public.ok_or_else(|| {
        let kind = key.algorithm().as_str().to_owned();
        Problem::new(&codes::BAD_KEY, [file.display().to_string(), kind])
    })
}

/// The problem of a file that is no such key.
pub(super) fn bad(file: &Path, error: &ssh_key::Error) -> Problem {
    Problem::new(&codes::BAD_KEY, [file.display().to_string(), error.to_string()])
}
