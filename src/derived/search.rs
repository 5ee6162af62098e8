//! The search of design §6: a column of syllable codes, exact maps, a delta.

use super::Applied;
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use std::path::Path;

/// What the search knows of a record.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Doc {
    /// The record.
    pub id: RecordId,
    /// Its type.
    pub kind: Kind,
    /// Living and active.
    pub active: bool,
    /// The words it is found by: a name as written (NFC).
    pub words: String,
    /// A person, so that equals stand in the order of given name, family, middle; else in the
    /// plain order of the words.
    pub person: bool,
    /// Its year (birth), 0 for none.
    pub year: u16,
    /// Exact keys: (tag, key).
    pub exact: Vec<(u16, String)>,
    /// What it refers to: (tag, record).
    pub refs: Vec<(u16, RecordId)>,
    /// Codes it holds, for filters: (tag, code).
    pub codes: Vec<(u16, String)>,
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Query {
    /// Of this type only.
    pub kind: Option<Kind>,
    /// Words, years and numbers in any order, as typed.
    pub text: String,
    /// Only what refers to these: (tag, record).
    pub refs: Vec<(u16, RecordId)>,
    /// Only what holds these codes: (tag, code).
    pub codes: Vec<(u16, String)>,
    /// Inactive ones too (else they are only counted).
    pub inactive: bool,
    /// At most so many hits, after leaving out `skip`.
    pub limit: usize,
    /// Leave out the first so many.
    pub skip: usize,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Found {
    /// Best first; equals in Vietnamese order of names.
    pub hits: Vec<Hit>,
    /// All that match.
    pub total: u64,
    /// Of those asked for without `inactive`: how many inactive ones match besides.
    pub inactive: u64,
}

/// A hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Hit {
    /// The record.
    pub id: RecordId,
    /// Its type.
    pub kind: Kind,
    /// Higher is better: 100 exact … 1 within one edit.
    pub score: u16,
}

/// The search index.
pub struct Index {}

impl Index {
    /// Opens the search file and its delta.
    ///
    /// # Errors
    /// Missing, stale or damaged: build it again.
    pub fn open(_dir: &Path) -> Result<(Self, Applied), Problem> {
        todo!()
    }

    /// An empty index kept in `dir`.
    pub fn empty(_dir: &Path) -> Self {
        todo!()
    }

    /// Takes a record's new state (None: deleted) into the delta.
    pub fn put(&mut self, _id: RecordId, _doc: Option<&Doc>) {
        todo!()
    }

    /// Answers a question.
    ///
    /// # Errors
    /// The exact maps cannot be read: build it again.
    pub fn find(&self, _query: &Query) -> Result<Found, Problem> {
        todo!()
    }

    /// Records of `kind` whose exact key of `tag` is `key`.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub fn exact(&self, _kind: Kind, _tag: u16, _key: &str) -> Result<Vec<RecordId>, Problem> {
        todo!()
    }

    /// Records whose short code, without dashes, begins with `code`.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub fn short(&self, _code: &str) -> Result<Vec<RecordId>, Problem> {
        todo!()
    }

    /// Everything that refers to a record, and by which field.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub fn referring(&self, _to: RecordId) -> Result<Vec<(RecordId, Kind, u16)>, Problem> {
        todo!()
    }

    /// Active records and all records, by type.
    pub fn counts(&self) -> Vec<(Kind, u64, u64)> {
        todo!()
    }

    /// Keeps the delta as a file (small), by temporary file, sync, rename, folder sync.
    ///
    /// # Errors
    /// The disk.
    pub fn keep(&mut self, _applied: &Applied) -> Result<(), Problem> {
        todo!()
    }

    /// How many records the delta holds: merge when it is large.
    pub fn delta_len(&self) -> usize {
        todo!()
    }

    /// Merges base and delta as streams into a new base file and takes it.
    ///
    /// # Errors
    /// The disk.
    pub fn merge(&mut self, _applied: &Applied) -> Result<(), Problem> {
        todo!()
    }
}

/// Builds a base file from documents in one go (rebuild, first import).
///
/// # Errors
/// The disk, or what `docs` gives.
pub fn build(
    _dir: &Path,
    _docs: &mut dyn FnMut() -> Result<Option<Doc>, Problem>,
    _applied: &Applied,
) -> Result<Index, Problem> {
    todo!()
}
