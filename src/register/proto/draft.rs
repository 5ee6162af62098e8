//! A form that is being filled in.

use crate::domain::{Kind, RecordId, Rev};
use serde::{Deserialize, Serialize};

/// A form that is not saved yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The request id its save will use.
    pub request: [u8; 16],
    /// The operator's record.
    pub operator: RecordId,
    /// The type.
    pub kind: Kind,
    /// The record being edited, with its base; None for a new one.
    pub of: Option<(RecordId, Rev)>,
    /// The layout's name.
    pub layout: String,
    /// The field the cursor stands in, and the cursor's place in it (graphemes).
    pub at: (u16, usize),
    /// The letters in each field, as typed.
    pub fields: Vec<(u16, String)>,
    /// The fields kept for the records that follow.
    pub kept: Vec<Kept>,
    /// Those said to be other people than the one in the form.
    pub apart: Vec<RecordId>,
    /// Milliseconds since 1970, UTC.
    pub time: i64,
}

/// A field kept for the records that follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The field.
    pub tag: u16,
    /// For how long.
    pub scope: Scope,
    /// What stands there stands there by itself.
    pub given: bool,
    /// What is kept, where this form may hold something else; as a field's letters.
    pub text: Option<String>,
}

/// How long a field is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// Until something else is typed there; it outlives the form.
    Changed,
    /// As long as this batch (or this form) is open; what is typed there for once stands in that form
    /// alone.
    Batch,
    /// Until the field of that tag holds something else.
    Within(u16),
    /// The next record has the next number.
    Series,
    /// It stays empty: the cursor passes it over.
    Skipped,
}
