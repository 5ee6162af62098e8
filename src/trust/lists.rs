//! Changes of the two lists: whom to trust from now on, and whom no longer.

use super::options::Options;
use super::revoked::is_fingerprint;
use super::{BUNDLE, Entry, Principal, Public, RECEIPT, Trust, files};
use crate::lang::Problem;
use crate::lang::errors::trust as codes;
use std::path::Path;

/// Adds a signer of bundles and receipts, from and up to those seconds; `note` says when and by whom.
///
/// # Errors
/// The key is trusted or revoked already, the span is none, a list cannot be read, or the disk.
pub fn add(
    dir: &Path,
    principal: Principal,
    key: &Public,
    (from, until): (Option<i64>, Option<i64>),
    note: &str,
) -> Result<Entry, Problem> {
    let _lock = files::lock(dir)?;
    let trust = Trust::load(dir)?;
    let fingerprint = key.fingerprint();
    if let Some(known) = trust.entries().iter().find(|entry| entry.key.same(key)) {
        return Err(Problem::new(&codes::ALREADY_TRUSTED, [fingerprint, known.called()]));
    }
    if trust.revoked().iter().any(|revoked| revoked.fingerprint == fingerprint) {
        return Err(Problem::new(&codes::SIGNER_REVOKED, [fingerprint]));
    }
    if from.zip(until).is_some_and(|(from, until)| until <= from) {
        return Err(Problem::bare(&codes::BAD_SPAN));
    }
    let namespaces = Some([BUNDLE, RECEIPT].map(str::to_owned).to_vec());
    let path = files::allowed_signers(dir);
    let mut text = files::text(&path)?;
    files::end_line(&mut text);
    let entry = Entry {
        line: text.split('\n').count(),
        principals: vec![principal],
        options: Options { namespaces, from, until },
        key: Public::read(&key.line_with(note))?,
    };
    text.push_str(&entry.written());
    text.push('\n');
    files::replace(&path, &text)?;
    Ok(entry)
}

/// Takes back the key of that name or fingerprint; `note` says since when, by whom and why. Its lines
/// leave `allowed_signers`, so that a check that is not given `revoked_keys` refuses it as well.
///
/// # Errors
/// Nobody or several of that name, a list cannot be read, or the disk.
pub fn revoke(dir: &Path, named: &str, note: &str) -> Result<Entry, Problem> {
    let _lock = files::lock(dir)?;
    let trust = Trust::load(dir)?;
    let entry = the_one(&trust, named)?;
    let path = files::revoked_keys(dir);
    let mut text = files::text(&path)?;
    files::end_line(&mut text);
    text.push_str(&entry.key.line_with(&format!("{} {note}", entry.called())));
    text.push('\n');
    // First: cut short after it, the key is refused already.
    files::replace(&path, &text)?;
    let path = files::allowed_signers(dir);
    let gone: Vec<usize> = trust
        .entries()
        .iter()
        .filter(|other| other.key.same(&entry.key))
        .map(|other| other.line)
        .collect();
    let text = files::text(&path)?;
    let kept = text.split_inclusive('\n').enumerate().filter(|(at, _)| !gone.contains(&(at + 1)));
    files::replace(&path, &kept.map(|(_, line)| line).collect::<String>())?;
    Ok(entry)
}

/// The one key of that name or fingerprint.
fn the_one(trust: &Trust, named: &str) -> Result<Entry, Problem> {
    let by_key = is_fingerprint(named);
    let mut found: Vec<&Entry> = Vec::new();
    for entry in trust.entries() {
        let wanted = if by_key { entry.key.fingerprint() == named } else { entry.is_called(named) };
        if wanted && !found.iter().any(|other| other.key.same(&entry.key)) {
            found.push(entry);
        }
    }
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(Problem::new(&codes::NOT_TRUSTED, [named])),
        many => {
            let keys: Vec<String> = many.iter().map(|entry| entry.key.fingerprint()).collect();
            let count = many.len().to_string();
            Err(Problem::new(&codes::MANY_KEYS, [named, &count, &keys.join(", ")]))
        }
    }
}
