//! What a field can hold, and its bytes.

use super::{PartialDate, RecordId};
use serde::{Deserialize, Serialize};

/// A decoded value. Which variant a field takes is its [`FieldKind`](super::FieldKind)'s business.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Text, name, note, citizen id, phone: NFC, as written.
    Text(String),
    /// A row of a reference table, by its code. An area is `scheme:code` (`2025-07:15889`).
    Code(String),
    /// A date whose day, or day and month, may be unknown.
    Date(PartialDate),
    /// Another record.
    Ref(RecordId),
    /// A whole number, or whole VND.
    Whole(i64),
    /// Yes or no.
    Flag(bool),
    /// A fact that changes on a day: steps in the order of their dates.
    Timeline(Vec<Step>),
    /// Known to be unknown, with the reason.
    Unknown(String),
}

/// One step of a timeline: from this day on, this value, for this reason.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Step {
    /// The first day it holds; an unknown day is a partial date or none.
    pub from: Option<PartialDate>,
    /// What holds from then on (never itself a timeline).
    pub value: Value,
    /// Why; may be empty.
    pub reason: String,
}
