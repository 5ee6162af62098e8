//! A record on its way from one register to another: its latest revision, or its end.

use super::{Kind, RecordId, Rev, Values};
use serde::{Deserialize, Serialize};

/// Revisions a record names that it was made from, at most.
pub const BASES: usize = 16;

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Which.
    pub id: RecordId,
    /// The revision it has now.
    pub rev: Rev,
    /// The revisions that one was made from, the newest first; at most [`BASES`].
    pub bases: Vec<Rev>,
    /// What was done.
    pub op: Op,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// By whom: an operator's short name.
    pub by: String,
    /// Why; may be empty.
    pub reason: String,
}

/// What was done to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    /// It has these values; of fields that are not carried nothing is said.
    Put(Values),
    /// It was deleted.
    Delete,
    /// It went into that one.
    Merge(RecordId),
}

/// The records of a type, and the fields that are carried of them, by tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The type.
    pub kind: Kind,
    /// The fields.
    pub tags: Vec<u16>,
}
