//! `allowed_signers`, OpenSSH's list of whose signatures count, read strictly: what OpenSSH would
//! read otherwise, or would only warn of, is refused with its line.

use super::options::{self, Options, Wrong};
use super::public::{Kind, kind, start};
use super::{Principal, Public, time};
use crate::lang::errors::trust as codes;
use crate::lang::{Problem, both};

/// A line: a key, its names, for what and when it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line's number, from 1.
    pub line: usize,
    /// The key's names, at least one.
    pub principals: Vec<Principal>,
    pub(super) options: Options,
    /// The key; its comment is what the line says of it.
    pub key: Public,
}

/// What a line comes to at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It counts.
    Good,
    /// It will.
    NotYet,
    /// It did.
    Expired,
    /// The key was taken back.
    Revoked,
}

impl Entry {
    /// For what the key counts; None: for everything.
    pub fn namespaces(&self) -> Option<&[String]> {
        self.options.namespaces.as_deref()
    }

    /// From that second since 1970 on.
    pub fn from(&self) -> Option<i64> {
        self.options.from
    }

    /// Up to that second, which still counts.
    pub fn until(&self) -> Option<i64> {
        self.options.until
    }

    /// Whether one of its names is that.
    pub fn is_called(&self, name: &str) -> bool {
        self.principals.iter().any(|principal| principal.to_string() == name)
    }

    /// Its names, as the line has them.
    pub fn called(&self) -> String {
        self.principals.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }

    pub(super) fn state(&self, now: i64) -> State {
        match (self.options.from, self.options.until) {
            (Some(from), _) if now < from => State::NotYet,
            (_, Some(until)) if now > until => State::Expired,
            _ => State::Good,
        }
    }

    fn takes(&self, namespace: &str, now: i64) -> Result<(), Problem> {
        let called = self.called();
        if self.namespaces().is_some_and(|all| !all.iter().any(|one| one == namespace)) {
            return Err(Problem::new(&codes::SIGNER_NAMESPACE, [called, namespace.to_owned()]));
        }
        let at = |at: Option<i64>| at.map(time::shown).unwrap_or_default();
        match self.state(now) {
            State::NotYet => Err(Problem::new(&codes::SIGNER_NOT_YET, [called, at(self.from())])),
            State::Expired => Err(Problem::new(&codes::SIGNER_EXPIRED, [called, at(self.until())])),
            State::Good | State::Revoked => Ok(()),
        }
    }

    /// The line.
    pub(super) fn written(&self) -> String {
        let key = self.key.line_with(self.key.comment());
        let parts = [self.called(), self.options.written(), key];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The names that key signs under for that at that moment; none where no line names it.
pub(super) fn names(
    entries: &[Entry],
    key: &Public,
    namespace: &str,
    now: i64,
) -> Result<Vec<Principal>, Problem> {
    let (mut names, mut refused) = (Vec::new(), None);
    for entry in entries.iter().filter(|entry| entry.key.same(key)) {
        match entry.takes(namespace, now) {
            Ok(()) => names.extend(entry.principals.iter().cloned()),
            Err(problem) => refused = refused.or(Some(problem)),
        }
    }
    names.dedup();
    match refused {
        Some(problem) if names.is_empty() => Err(problem),
        _ => Ok(names),
    }
}

/// Reads the list; `called` is its name for messages.
pub(super) fn read(text: &str, called: &str) -> Result<Vec<Entry>, Problem> {
    let mut entries = Vec::new();
    for (number, line) in lines(text) {
        let entry = entry(number, line).map_err(|(code, part)| {
            Problem::new(code, [called.to_owned(), number.to_string(), start_of(&part)])
        })?;
        entries.push(entry);
    }
    Ok(entries)
}

/// A part of a line, for a message; words of ours stay as they are.
fn start_of(part: &str) -> String {
    if part.starts_with('\u{1e}') { part.to_owned() } else { start(part) }
}

/// The lines that say something, numbered from 1.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines =
        text.split('\n').enumerate().map(|(at, line)| (at + 1, line.trim_start_matches(BLANK)));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// What parts the words of a line.
const BLANK: [char; 2] = [' ', '\t'];

fn entry(number: usize, line: &str) -> Result<Entry, Wrong> {
    if line.contains(|c: char| c.is_control() && c != '\t') {
        return Err(unread("ký tự điều khiển", "a control character"));
    }
    let (names, rest) = line.split_once(BLANK).ok_or_else(no_key)?;
    let principals = names.split(',').map(principal).collect::<Result<Vec<_>, _>>()?;
    let mut rest = rest.trim_start_matches(BLANK);
    let mut options = Options::default();
    if let Kind::None = kind(first(rest)) {
        let (before, after) = options::split(rest).ok_or_else(no_key)?;
        options = options::read(before)?;
        rest = after.trim_start_matches(BLANK);
    }
    let key = Public::read(rest).map_err(|problem| match problem.is(&codes::KEY_TYPE) {
        true => (&codes::TRUST_KEY_TYPE, first(rest).to_owned()),
        false => no_key(),
    })?;
    Ok(Entry { line: number, principals, options, key })
}

fn first(rest: &str) -> &str {
    rest.split(BLANK).next().unwrap_or_default()
}

fn principal(text: &str) -> Result<Principal, Wrong> {
    let name = options::name(text).map_err(|(code, part)| {
        match code.name == codes::TRUST_OPTION.name {
            true => unread("tên người ký", "a signer's name"),
            false => (code, part),
        }
    })?;
    Principal::read(&name).map_err(|_| unread("tên người ký", "a signer's name"))
}

fn no_key() -> Wrong {
    unread("không có khóa công khai", "no public key")
}

/// A line that cannot be read, and why.
pub(super) fn unread(vi: &str, en: &str) -> Wrong {
    (&codes::TRUST_LINE, both(vi, en))
}
