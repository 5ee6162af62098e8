//! A record as it is shown, and what is in the register.

use crate::domain::{Kind, Record, RecordId};
use serde::{Deserialize, Serialize};

/// A record with what is needed to show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The record.
    pub record: Record,
    /// What the records it refers to are called.
    pub names: Vec<(RecordId, String)>,
    /// The seq of its last change.
    pub seq: u64,
}

/// To Status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Active records and all live records, by type.
    pub counts: Vec<(Kind, u64, u64)>,
    /// The journal's last seq.
    pub seq: u64,
    /// Changes today, by operator.
    pub today: Vec<(String, u64)>,
}
