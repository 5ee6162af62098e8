//! The bodies of frames (FORMAT.md §12).

use super::bytes::{Cursor, len32};
use crate::domain::{RecordId, Rev, Values};
use crate::lang::Problem;
use crate::lang::errors::journal::{BAD_BODY, NEWER_FORMAT};

/// The version of most bodies written here.
const VERSION: u8 = 1;
/// That of a change that names revisions it was made from elsewhere, and the highest read.
const WITH_BASES: u8 = 2;
/// What a change says besides its values seldom takes more bytes.
const AROUND_VALUES: usize = 256;

/// The body of a put, delete, alias or note frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The whole record after the change; empty for a delete.
    pub values: Values,
    /// Why; may be empty.
    pub reason: String,
    /// Soft checks overridden: (check's name, reason).
    pub accepted: Vec<(String, String)>,
    /// Where it came from, if not from the keyboard.
    pub source: Option<Source>,
    /// What it undoes or redoes: the seq of the undone frame, 0 for none.
    pub undoes: u64,
    /// For an alias: the record this one was merged into.
    pub into: Option<RecordId>,
    /// Of a revision that came from another register: those it was made from there, the newest first.
    pub bases: Vec<Rev>,
}

/// A row of a file that a record was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file's name.
    pub file: String,
    /// The sheet; empty for csv.
    pub sheet: String,
    /// The line or row, from 1.
    pub row: u64,
}

/// The body of a session frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionNote {
    /// The operator's short name.
    pub operator: String,
    /// The system's user.
    pub user: String,
    /// SSH_CONNECTION, empty at the machine itself.
    pub ssh: String,
    /// The program's version.
    pub version: String,
}

/// The body of a batch frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchNote {
    /// What it is: `import`, `undo`, `redo`, `bulk`.
    pub what: String,
    /// The file, or the undone batch's seq.
    pub of: String,
}

impl Change {
    /// The body's bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.values.encoded().len() + AROUND_VALUES);
        out.push(if self.bases.is_empty() { VERSION } else { WITH_BASES });
        put_bytes(&mut out, self.values.encoded());
        put_bytes(&mut out, self.reason.as_bytes());
        out.extend_from_slice(&len32(self.accepted.len()).to_le_bytes());
        for (check, reason) in &self.accepted {
            put_bytes(&mut out, check.as_bytes());
            put_bytes(&mut out, reason.as_bytes());
        }
        out.push(u8::from(self.source.is_some()));
        if let Some(source) = &self.source {
            put_bytes(&mut out, source.file.as_bytes());
            put_bytes(&mut out, source.sheet.as_bytes());
            out.extend_from_slice(&source.row.to_le_bytes());
        }
        out.extend_from_slice(&self.undoes.to_le_bytes());
        out.push(u8::from(self.into.is_some()));
        if let Some(into) = &self.into {
            out.extend_from_slice(&into.0);
        }
        if !self.bases.is_empty() {
            out.extend_from_slice(&len32(self.bases.len()).to_le_bytes());
            for base in &self.bases {
                out.extend_from_slice(&base.n.to_le_bytes());
                out.extend_from_slice(&base.digest);
            }
        }
        out
    }

    /// Reads a body.
    ///
    /// # Errors
    /// `newer_format`, or `bad_body` for anything that `encode` could not have written.
    pub fn decode(bytes: &[u8]) -> Result<Self, Problem> {
        let with_bases = bytes.first() == Some(&WITH_BASES);
        let mut at = match with_bases {
            true => Cursor(bytes.get(1..).unwrap_or_default()),
            false => opened(bytes, "change")?,
        };
        let bad = || Problem::new(&BAD_BODY, ["change"]);
        let length = at.u32().ok_or_else(bad)? as usize;
        let values = Values::decode(at.take(length).ok_or_else(bad)?)?;
        let rest = || {
            let reason = text(&mut at)?;
            let count = at.u32()?;
            let mut accepted = Vec::new();
            for _ in 0..count {
                accepted.push((text(&mut at)?, text(&mut at)?));
            }
            let source = match at.u8()? {
                0 => None,
                1 => Some(Source { file: text(&mut at)?, sheet: text(&mut at)?, row: at.u64()? }),
                _ => return None,
            };
            let undoes = at.u64()?;
            let into = match at.u8()? {
                0 => None,
                1 => Some(RecordId(at.array()?)),
                _ => return None,
            };
            let mut bases = Vec::new();
            if with_bases {
                for _ in 0..at.u32()? {
                    bases.push(Rev { n: at.u32()?, digest: at.array()? });
                }
                // None is the other version's.
                bases.first()?;
            }
            at.end()?;
            Some(Self { values, reason, accepted, source, undoes, into, bases })
        };
        rest().ok_or_else(bad)
    }
}

impl SessionNote {
    /// The body's bytes.
    pub fn encode(&self) -> Vec<u8> {
        texts([&self.operator, &self.user, &self.ssh, &self.version])
    }

    /// Reads a body.
    ///
    /// # Errors
    /// `newer_format`, or `bad_body` for anything that `encode` could not have written.
    pub fn decode(bytes: &[u8]) -> Result<Self, Problem> {
        let [operator, user, ssh, version] = read_texts(bytes, "session")?;
        Ok(Self { operator, user, ssh, version })
    }
}

impl BatchNote {
    /// The body's bytes.
    pub fn encode(&self) -> Vec<u8> {
        texts([&self.what, &self.of])
    }

    /// Reads a body.
    ///
    /// # Errors
    /// `newer_format`, or `bad_body` for anything that `encode` could not have written.
    pub fn decode(bytes: &[u8]) -> Result<Self, Problem> {
        let [what, of] = read_texts(bytes, "batch")?;
        Ok(Self { what, of })
    }
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&len32(bytes.len()).to_le_bytes());
    out.extend_from_slice(bytes);
}

fn text(at: &mut Cursor<'_>) -> Option<String> {
    // No limit of its own: whatever fits a body was saved, and has to be read for ever.
    let length = usize::try_from(at.u32()?).ok()?;
    String::from_utf8(at.take(length)?.to_vec()).ok()
}

fn opened<'a>(bytes: &'a [u8], what: &str) -> Result<Cursor<'a>, Problem> {
    let mut at = Cursor(bytes);
    match at.u8() {
        Some(VERSION) => Ok(at),
        Some(newer) if newer > VERSION => {
            Err(Problem::new(&NEWER_FORMAT, [what.to_string(), newer.to_string()]))
        }
        _ => Err(Problem::new(&BAD_BODY, [what])),
    }
}

fn texts<const N: usize>(texts: [&String; N]) -> Vec<u8> {
    let mut out = vec![VERSION];
    for text in texts {
        put_bytes(&mut out, text.as_bytes());
    }
    out
}

fn read_texts<const N: usize>(bytes: &[u8], what: &str) -> Result<[String; N], Problem> {
    let mut at = opened(bytes, what)?;
    let mut read = || {
        let texts: Option<Vec<String>> = (0..N).map(|_| text(&mut at)).collect();
        at.end()?;
        texts?.try_into().ok()
    };
    read().ok_or_else(|| Problem::new(&BAD_BODY, [what]))
}
