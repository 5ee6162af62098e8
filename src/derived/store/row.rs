//! A record as the store keeps it.

use crate::domain::{Kind, Place, Record, RecordId, Rev, Values};

/// A record with where its newest frame stands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Row {
    /// The record; of a deleted one, `live` is false and the values are empty.
    pub record: Record,
    /// False for a tombstone.
    pub live: bool,
    /// What it was merged into.
    pub merged_into: Option<RecordId>,
    /// The seq of its newest frame.
    pub seq: u64,
    /// Where that frame stands.
    pub place: Place,
}

impl Row {
    /// A record that is not there yet.
    pub fn new(id: RecordId, kind: Kind) -> Self {
        Self {
            record: Record { id, kind, rev: Rev::default(), values: Values::default() },
            live: true,
            merged_into: None,
            seq: 0,
            place: Place { segment: 0, offset: 0 },
        }
    }
}
