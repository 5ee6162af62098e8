//! `trust/recipients`: for whom what leaves can be sealed. A line each: `name@unit age1… note`; one
//! taken away stays as a remark, with when, by whom and why.

use super::signers::lines;
use super::{AgeKey, Principal, files};
use crate::lang::Problem;
use crate::lang::errors::trust as codes;
use crate::text::clean;
use std::path::{Path, PathBuf};

/// Somebody for whom what leaves can be sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Who; none twice.
    pub principal: Principal,
    /// The key.
    pub key: AgeKey,
    /// Since when, by whom.
    pub note: String,
}

/// The list.
fn path(dir: &Path) -> PathBuf {
    dir.join("trust").join("recipients")
}

/// The list of the register in that folder; empty where there is none.
///
/// # Errors
/// A line that cannot be read, others may write the file, or the disk.
pub fn recipients(dir: &Path) -> Result<Vec<Recipient>, Problem> {
    let path = path(dir);
    let mut all: Vec<Recipient> = Vec::new();
    for (number, line) in lines(&files::text(&path)?) {
        let wrong = |what: String| {
            Problem::new(&codes::TRUST_LINE, [files::called(&path), number.to_string(), what])
        };
        let mut words = line.splitn(3, ' ');
        let mut word = || words.next().unwrap_or_default();
        let principal = Principal::read(word()).map_err(|_| wrong("name@unit".into()))?;
        let key = AgeKey::read(word()).map_err(|_| wrong("age1…".into()))?;
        if all.iter().any(|other| other.principal == principal) {
            return Err(wrong(principal.to_string()));
        }
        all.push(Recipient { principal, key, note: clean::line(word()) });
    }
    Ok(all)
}

/// The key of that recipient.
///
/// # Errors
/// `no_age_key_of`, or the list cannot be read.
pub fn age_key_of(dir: &Path, name: &str) -> Result<AgeKey, Problem> {
    let found = recipients(dir)?.into_iter().find(|one| one.principal.to_string() == name);
    found.map(|one| one.key).ok_or_else(|| Problem::new(&codes::NO_AGE_KEY_OF, [name]))
}

/// Adds a recipient; `note` says when and by whom.
///
/// # Errors
/// The name has a key already, the list cannot be read, or the disk.
pub fn add_recipient(
    dir: &Path,
    principal: Principal,
    key: AgeKey,
    note: &str,
) -> Result<Recipient, Problem> {
    let _lock = files::lock(dir)?;
    if let Some(known) = recipients(dir)?.into_iter().find(|one| one.principal == principal) {
        let known = [known.key.to_string(), principal.to_string()];
        return Err(Problem::new(&codes::ALREADY_TRUSTED, known));
    }
    let one = Recipient { principal, key, note: clean::line(note) };
    let mut text = files::text(&path(dir))?;
    files::end_line(&mut text);
    text.push_str(format!("{} {} {}", one.principal, one.key, one.note).trim_end());
    text.push('\n');
    files::replace(&path(dir), &text)?;
    Ok(one)
}

/// Takes away the recipient of that name or key; `note` says since when, by whom and why. None where
/// there is none.
///
/// # Errors
/// The list cannot be read, or the disk.
pub fn remove_recipient(dir: &Path, named: &str, note: &str) -> Result<Option<Recipient>, Problem> {
    let _lock = files::lock(dir)?;
    let is_it =
        |one: &Recipient| one.principal.to_string() == named || one.key.to_string() == named;
    let Some(gone) = recipients(dir)?.into_iter().find(is_it) else { return Ok(None) };
    let head = format!("{} {}", gone.principal, gone.key);
    let mut text = String::new();
    for line in files::text(&path(dir))?.lines() {
        if line.trim_start_matches([' ', '\t']).starts_with(&head) {
            text.push_str(&format!("# {line} | {}\n", clean::line(note)));
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    files::replace(&path(dir), &text)?;
    Ok(Some(gone))
}
