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
    /// Milliseconds since 1970, UTC.
    pub time: i64,
}
