//! What was done: a change in a record's history, and what an undo would take back.

use super::Shown;
use crate::domain::{Kind, Place, RecordId, Value};
use crate::lang::Problem;
use serde::{Deserialize, Serialize};

/// A change in a record's history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its seq.
    pub seq: u64,
    /// Milliseconds since 1970, UTC.
    pub time: i64,
    /// The operator's short name.
    pub operator: String,
    /// The system's user and where the session came from.
    pub from: String,
    /// What was done: `put`, `delete`, `merge`, `reveal`.
    pub what: String,
    /// Field, before, after.
    pub changes: Vec<(u16, Option<Value>, Option<Value>)>,
    /// Why.
    pub reason: String,
    /// Soft checks overridden, with their reasons.
    pub accepted: Vec<(String, String)>,
    /// Where it came from, if it was not keyed here.
    pub source: Option<Origin>,
    /// The bundles that took it on, one for each recipient.
    pub took: Vec<Took>,
    /// What it undid: a seq, 0 for none.
    pub undoes: u64,
    /// The batch it belongs to; 0 for none.
    pub batch: u64,
    /// What the records that stand in `changes` are called.
    pub names: Vec<(RecordId, String)>,
    /// Its payload was erased by law.
    pub erased: bool,
    /// Where the change before it stands; None: it is the first.
    pub before: Option<Place>,
}

/// Where a change came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// A row of a file.
    Row {
        /// The file.
        file: String,
        /// Its sheet; empty where it has none.
        sheet: String,
        /// The row.
        row: u64,
    },
    /// A bundle.
    Bundle {
        /// Who sent it.
        sender: String,
        /// Its number.
        seq: u64,
        /// Its file.
        file: String,
        /// Who made the change there, and when; empty where both sides came to it here.
        by: String,
    },
}

/// A bundle that took a change on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Took {
    /// To whom.
    pub recipient: String,
    /// Its number.
    pub seq: u64,
    /// They have acknowledged it.
    pub received: bool,
}

/// What to undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UndoWhat {
    /// This operator's last change.
    Last,
    /// The change holding that frame; the whole batch where it is a batch's.
    Seq(u64),
    /// What was keyed in a batch of forms, by its record. What cannot go back of it stays.
    Entered(RecordId),
}

impl UndoWhat {
    /// The seq that names it, where one does.
    pub fn seq(self) -> Option<u64> {
        match self {
            Self::Seq(seq) => Some(seq),
            Self::Last | Self::Entered(_) => None,
        }
    }
}

/// What an undo would take back, or a redo do again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undoable {
    /// What names it: the seq of a batch, or of the first record saved; a batch of forms.
    pub unit: UndoWhat,
    /// What was done first, whatever was undone and done again since: the batch (`import`,
    /// `bulk_edit`, `bulk`, `entered`); empty for a save.
    pub what: String,
    /// The file it came from, if it is an import; the field and its value, if it is a bulk edit;
    /// what the batch of forms is called, in [both](crate::lang::both) languages.
    pub of: String,
    /// How many records it changed.
    pub records: u64,
    /// How many of each type.
    pub kinds: Vec<(Kind, u64)>,
    /// What the first of them is called.
    pub called: String,
    /// The first few: each as it is now (gone: as it was last), and what would become of it.
    pub first: Vec<(Shown, Entry)>,
    /// How many records of a batch of forms stay as they are.
    pub staying: u64,
    /// Why, of the first few.
    pub stays: Vec<Problem>,
    /// Why it cannot go back. Of a large one that is known only once it is tried; then nothing is
    /// done either.
    pub stops: Option<Problem>,
    /// It was done in the session that asks.
    pub here: bool,
}
