//! What is said about bundles: the ledger, what goes out, what comes in, what a person decides.

use crate::domain::carried::Table;
use crate::domain::{Kind, RecordId, Values};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BundleAct {
    /// Writes what goes to somebody into a spool.
    Collect(Collect),
    /// Notes in the ledger that a bundle was made to be sent, and why as it was.
    Made(Box<LedgerRow>, String),
    /// A receipt came.
    Receipt(Receipt),
    /// Takes in what a bundle brought, in one transaction with its line in the ledger.
    Take {
        /// The bundle.
        row: Box<LedgerRow>,
        /// Its rows.
        spool: PathBuf,
        /// Only look what it would do.
        dry: bool,
    },
    /// Ends an entry of the queue.
    Decide {
        /// The entry.
        conflict: RecordId,
        /// How.
        choice: Choice,
    },
}

/// What is to be known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BundleAsk {
    /// Every line of the ledger, by chain and number.
    Ledger,
    /// The queue: open entries.
    Queue,
    /// What stands on both sides of an entry.
    Sides(RecordId),
}

/// What goes to somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collect {
    /// The principal it is for.
    pub recipient: String,
    /// The types, and the fields of each.
    pub tables: Vec<Table>,
    /// Changes after that seq; 0 for everything.
    pub since: u64,
    /// These records alone, whenever they were changed; empty for all.
    pub only: Vec<RecordId>,
    /// It goes as it is: whoever opens the file reads it.
    pub clear: bool,
    /// The file to write; it must not be there.
    pub spool: PathBuf,
}

/// A chain of bundles: each is made from the one before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Chain {
    /// The sender's unit, its code.
    pub unit: String,
    /// The sender's machine.
    pub device: [u8; 16],
    /// The epoch of the register there.
    pub epoch: [u8; 16],
    /// `summary`, `full` or `fields`.
    pub profile: String,
    /// The principal it is for.
    pub recipient: String,
}

/// What became of a bundle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Made to be sent.
    #[default]
    Sent,
    /// The recipient has it.
    Acknowledged,
    /// Taken in.
    Taken,
}

impl Way {
    /// Every one with its code in the ledger.
    pub const ALL: &[(&str, Self)] =
        &[("sent", Self::Sent), ("acknowledged", Self::Acknowledged), ("taken", Self::Taken)];

    /// Its code.
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(_, way)| *way == self).map_or("", |(code, _)| code)
    }
}

/// What a bundle carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Extent {
    /// What has changed since the one before.
    #[default]
    Delta,
    /// Everything.
    Snapshot,
    /// One person who moves.
    Slip,
}

impl Extent {
    /// Every one with its code in the ledger and in bag-info.txt.
    pub const ALL: &[(&str, Self)] =
        &[("delta", Self::Delta), ("snapshot", Self::Snapshot), ("slip", Self::Slip)];

    /// Its code.
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(_, extent)| *extent == self).map_or("", |(code, _)| code)
    }
}

/// A line of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// The bundle's identity.
    pub identity: [u8; 32],
    /// What became of it.
    pub way: Way,
    /// Its chain.
    pub chain: Chain,
    /// Its number in it.
    pub seq: u64,
    /// What it carries.
    pub extent: Extent,
    /// The principal that signed it.
    pub sender: String,
    /// The last change of the sender's journal that it covers.
    pub covers: u64,
    /// Its format.
    pub format: u64,
    /// Rows in it.
    pub rows: u64,
    /// What they came to.
    pub counts: Counts,
    /// Its file's name.
    pub file: String,
}

/// What the rows of a bundle came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Records that were new.
    pub new: u64,
    /// Records that it changed.
    pub changed: u64,
    /// Records that were so already.
    pub same: u64,
    /// Entries that a person has to decide.
    pub open: u64,
}

/// To [`BundleAsk::Ledger`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// What this register's own chains begin with; profile and recipient are empty.
    pub own: Chain,
    /// Every line.
    pub rows: Vec<LedgerRow>,
}

/// How far a chain was taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// The number up to which none is missing; a snapshot makes up for those before it.
    pub highest: u64,
    /// The bundle of that number.
    pub last: Option<[u8; 32]>,
    /// The latest format that was seen; 0 for none.
    pub format: u64,
}

impl Stand {
    /// Of the chain's bundles among those lines.
    pub fn of<'r>(rows: impl IntoIterator<Item = &'r LedgerRow>, chain: &Chain) -> Self {
        let mut mine: Vec<&LedgerRow> =
            rows.into_iter().filter(|row| row.way == Way::Taken && row.chain == *chain).collect();
        mine.sort_unstable_by_key(|row| row.seq);
        let mut stand = Self::default();
        for row in mine {
            if row.seq == stand.highest.saturating_add(1) || row.extent == Extent::Snapshot {
                (stand.highest, stand.last) = (row.seq, Some(row.identity));
            }
            stand.format = stand.format.max(row.format);
        }
        stand
    }
}

/// That a bundle arrived, as its recipient signed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The chain.
    pub chain: Chain,
    /// The bundle.
    pub identity: [u8; 32],
    /// Its number.
    pub seq: u64,
    /// The number up to which none is missing there.
    pub highest: u64,
}

/// To [`BundleAct::Take`]: what a bundle did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// It was taken in before; nothing was done.
    pub before: bool,
    /// What its rows come to.
    pub counts: Counts,
    /// The number of its chain up to which none is missing.
    pub highest: u64,
    /// The first few records that it changes or that wait to be decided.
    pub first: Vec<Effect>,
}

/// What a row does to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// The record.
    pub id: RecordId,
    /// Its type.
    pub kind: Kind,
    /// What it is called.
    pub called: String,
    /// What happens: `new`, `changed`, `merged`, `deleted`, or why a person has to decide, as in
    /// `conflict_reasons`.
    pub what: String,
    /// The fields that change.
    pub tags: Vec<u16>,
}

/// To [`BundleAct::Collect`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// Rows in the spool.
    pub rows: u64,
    /// Records made here, other than units, that are not this register's to send.
    pub left: u64,
    /// The last change it covers.
    pub seq: u64,
    /// The journal's chain value there.
    pub chain: [u8; 32],
}

/// How an entry of the queue ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// The record stays as it is here.
    Ours,
    /// It becomes what came.
    Theirs,
    /// As it is here, but for these fields, which become what came.
    Fields(Vec<u16>),
}

/// An entry of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    /// The entry's own record.
    pub id: RecordId,
    /// The record it is about.
    pub record: RecordId,
    /// Its type.
    pub kind: Kind,
    /// What it is called.
    pub called: String,
    /// Why, as in `conflict_reasons`.
    pub why: String,
    /// The bundle's file.
    pub bundle: String,
    /// Who sent it.
    pub sender: String,
    /// The other record that bears the same number, and the field.
    pub other: Option<(RecordId, String)>,
}

/// One side of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The record's values; None where it is deleted.
    pub values: Option<Values>,
    /// Who made it so.
    pub by: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// To [`BundleAsk::Sides`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sides {
    /// The entry.
    pub entry: Queued,
    /// As it is here.
    pub ours: Side,
    /// As it came.
    pub theirs: Side,
    /// As both had it before, where that is known.
    pub base: Option<Values>,
    /// The fields that differ.
    pub tags: Vec<u16>,
    /// What the records are called that stand in them.
    pub names: Vec<(RecordId, String)>,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BundleReply {
    /// To [`BundleAct::Collect`].
    Collected(Collected),
    /// To [`BundleAct::Take`].
    Taken(Box<Taken>),
    /// To [`BundleAsk::Ledger`].
    Ledger(Box<Ledger>),
    /// To [`BundleAsk::Queue`].
    Queue(Vec<Queued>),
    /// To [`BundleAsk::Sides`].
    Sides(Box<Sides>),
}
