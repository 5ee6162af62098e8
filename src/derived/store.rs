//! The sled store: trees `records` and `meta`, transactions only. The only file naming sled.

use super::Applied;
use crate::domain::{Kind, Place, Record, RecordId};
use crate::lang::Problem;
use std::path::Path;

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

/// What an opening found.
#[derive(Debug)]
pub enum Opening {
    /// Usable; replay from here. None: empty, replay everything.
    At(Store, Option<Applied>),
    /// To be made again in an empty folder, and why.
    Rebuild(String),
}

/// The store.
#[derive(Debug)]
pub struct Store {}

impl Store {
    /// Opens `dir` by the sequence of design §5: marker file, `*.generating` removed, panics
    /// caught, snapshots aside on an error, then `Rebuild`.
    ///
    /// # Errors
    /// The disk itself (permissions, read-only); damage is `Opening::Rebuild`.
    pub fn open(_dir: &Path) -> Result<Opening, Problem> {
        todo!()
    }

    /// The record, live or tombstone.
    ///
    /// # Errors
    /// A row whose crc or bytes are wrong, or sled.
    pub fn get(&self, _kind: Kind, _id: RecordId) -> Result<Option<Row>, Problem> {
        todo!()
    }

    /// The record of whatever type.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn find(&self, _id: RecordId) -> Result<Option<Row>, Problem> {
        todo!()
    }

    /// Applies rows, remembered requests (request → first seq, last seq) and the new `Applied` in one sled transaction.
    ///
    /// # Errors
    /// sled.
    pub fn apply(
        &self,
        _rows: &[Row],
        _requests: &[([u8; 16], u64, u64)],
        _applied: &Applied,
    ) -> Result<(), Problem> {
        todo!()
    }

    /// The seqs a request made (first, last), if it was done.
    ///
    /// # Errors
    /// sled.
    pub fn request(&self, _id: [u8; 16]) -> Result<Option<(u64, u64)>, Problem> {
        todo!()
    }

    /// Every row of a type (None: of all), in key order; the first damaged row ends it with an
    /// error. `visit` returns false to stop.
    ///
    /// # Errors
    /// A damaged row, or sled.
    pub fn scan(
        &self,
        _kind: Option<Kind>,
        _visit: &mut dyn FnMut(Row) -> Result<bool, Problem>,
    ) -> Result<(), Problem> {
        todo!()
    }

    /// sled's flush, then `sync_data` on our own handle of its file.
    ///
    /// # Errors
    /// The disk.
    pub fn sync(&self) -> Result<(), Problem> {
        todo!()
    }
}
