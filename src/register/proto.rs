//! What is said at the door.

mod alike;
mod batches;
mod bundles;
mod draft;
mod past;
mod people;
mod shown;
mod work;

pub use alike::{Alike, Among, Pair, Whom};
pub use bundles::{
    BundleAct, BundleAsk, BundleReply, Chain, Choice, Collect, Collected, Counts, Effect, Extent,
    Ledger, LedgerRow, Queued, Receipt, Side, Sides, Stand, Taken, Way,
};
pub use draft::{Draft, Kept, Scope};
pub use past::{Entry, Origin, Took, UndoWhat, Undoable};
pub use people::{Person, Welcome};
pub use shown::{Shown, Status};
pub use work::{FieldWork, Hour, Work};

use super::narrowed::{Narrowed, Offer};
use crate::derived::search::{Found, Query};
use crate::domain::{Finding, Kind, Pin, Place, RecordId, Rev, Totals, Value};
use crate::lang::Problem;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The protocol's version; another one is refused by name.
pub const PROTO: u16 = 7;

pub use batches::{BULK, ENTERED, IMPORT, WHOLE_IDS};

/// A message with its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// [`PROTO`].
    pub proto: u16,
    /// The session [`Reply::Welcome`] gave; 0 before.
    pub session: u64,
    /// Chosen by the asker, growing; every reply carries its request's.
    pub ticket: u64,
    /// The message.
    pub body: T,
}

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// The first one: who speaks.
    Hello {
        /// The operator's short name; None for the only one there is.
        operator: Option<String>,
        /// Their PIN, where they have one.
        pin: Option<Pin>,
        /// The system's user.
        user: String,
        /// SSH_CONNECTION, or empty.
        ssh: String,
    },
    /// Who may be named: the active operators. It needs no Hello.
    Who,
    /// That the session's operator sits there again, after an idle lock.
    Unlock {
        /// Their PIN, where they have one.
        pin: Option<Pin>,
    },
    /// Sets one's own PIN, or takes a PIN away.
    SetPin {
        /// The request.
        request: [u8; 16],
        /// The operator's record.
        of: RecordId,
        /// None: without one from now on.
        pin: Option<Pin>,
    },
    /// That hidden numbers of a record are shown whole: noted in its history.
    Reveal {
        /// The request.
        request: [u8; 16],
        /// The record.
        id: RecordId,
        /// Why.
        reason: String,
    },
    /// A reading. A new one in the same slot cancels the old one.
    Ask {
        /// What.
        ask: Ask,
        /// The slot: 0 is never cancelled.
        slot: u8,
    },
    /// Gives up an Ask.
    Cancel {
        /// Its ticket.
        ticket: u64,
    },
    /// A change: all its acts or none.
    Do(Change),
    /// Begins a batch. The `Do`s of the same operator that name one of [`IMPORT`] or [`BULK`] belong to
    /// it; one of [`WHOLE_IDS`] is the note that citizen ids go out whole. What else a batch may be is the
    /// register's to say.
    Batch {
        /// The request.
        request: [u8; 16],
        /// What it is.
        what: String,
        /// Of what: the file's name, the field and its value.
        of: String,
    },
    /// Undoes.
    Undo {
        /// The request.
        request: [u8; 16],
        /// What.
        what: UndoWhat,
    },
    /// Does again what the operator undid last.
    Redo {
        /// The request.
        request: [u8; 16],
        /// The undo that is meant, as NextRedo named it; another one by now is not done again.
        of: Option<u64>,
    },
    /// What is done with bundles.
    Bundle {
        /// The request.
        request: [u8; 16],
        /// What.
        act: BundleAct,
    },
    /// From now on, tell every change after that seq.
    Watch {
        /// The seq.
        after: u64,
    },
    /// "I am editing this": others are told.
    Lease {
        /// The record; None gives it back.
        id: Option<RecordId>,
    },
    /// Keeps a draft on disk (synced before the answer).
    KeepDraft(Box<Draft>),
    /// Throws a draft away (its save is through, or it was given up on purpose).
    DropDraft {
        /// The draft's request id.
        request: [u8; 16],
    },
    /// Drafts kept by this operator, newest first.
    Drafts,
    /// Adds to what this operator's keying came to; kept beside the register, for them alone.
    KeepWork(Work),
    /// A checkpoint now.
    Checkpoint,
    /// Ends the session: a checkpoint, then Done.
    Bye,
}

/// A change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Doing it twice is doing it once.
    pub request: [u8; 16],
    /// What to do.
    pub acts: Vec<Act>,
    /// Soft checks accepted: (check's name, reason). The name `*` accepts every soft finding; each
    /// record's change notes those it really has.
    pub accepted: Vec<(String, String)>,
    /// What was guessed: the act's place, and what; noted with its record's change.
    pub guessed: Vec<(u32, String)>,
    /// Why.
    pub reason: String,
    /// The seq of the batch it belongs to; 0 for none.
    pub batch: u64,
    /// Only check; change nothing.
    pub dry: bool,
}

/// Fields to set, or (None) to empty: shared, since who sends many may have to send them again.
pub type Set = Arc<Vec<(u16, Option<Value>)>>;

/// One act of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Sets fields of a record.
    Put {
        /// The record; None makes a new one. An id that no live record has, without a base, makes
        /// the record under that id: an import chooses ids so that its rows are known again.
        id: Option<RecordId>,
        /// Its type.
        kind: Kind,
        /// The revision it was read at; None for a new one.
        base: Option<Rev>,
        /// Fields to set, or (None) to empty.
        set: Set,
        /// The file's row it came from: (file, sheet, row).
        source: Option<(String, String, u64)>,
    },
    /// Deletes a record nothing refers to.
    Delete {
        /// The record.
        id: RecordId,
        /// The revision it was read at.
        base: Rev,
    },
    /// Merges a record into another of its type: references follow, an alias stays.
    Merge {
        /// The one that goes.
        from: RecordId,
        /// The one that stays.
        into: RecordId,
    },
}

/// A reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// What the search finds, by words alone.
    Find(Query),
    /// Look-up: as [`Find`](Self::Find), with the filters that stand in the text
    /// ([`filter`](crate::domain::filter)) read.
    LookUp(Query),
    /// All that such a look-up finds, by id: what an act on every row of it works on.
    Ids(Query),
    /// The values a filter may take.
    Offers {
        /// Of what is looked for.
        kind: Option<Kind>,
        /// The filter's word.
        word: String,
        /// What of the value is typed.
        value: String,
    },
    /// Records by id.
    Records(Vec<RecordId>),
    /// Records by what a person types: an id, a short code, an exact key, a number, a name.
    Resolve {
        /// Of that type only.
        kind: Option<Kind>,
        /// What was typed.
        text: String,
    },
    /// A record's changes, newest first: the last thousand.
    History(RecordId),
    /// The last change of a record and, if that is another one, the first: what a preview tells.
    Ends(RecordId),
    /// Those before, from the place that the oldest told one names.
    Older(RecordId, Place),
    /// What an undo would take back.
    NextUndo(UndoWhat),
    /// What their next redo would do again.
    NextRedo,
    /// What refers to a record.
    Referring(RecordId),
    /// What a change would run into.
    Check(Change),
    /// Who among all may be that person, from [`LIKELY`](crate::domain::duplicates::LIKELY) on.
    Alike(Whom),
    /// The pairs of a register that may be one person, without those said to be two. One at a time,
    /// as [`Scan`](Self::Scan).
    Pairs(Among),
    /// Records of a type, page by page: all that is exported or listed. One at a time: another
    /// one over the same connection cancels it.
    Scan {
        /// The type.
        kind: Kind,
        /// Rows a page.
        page: usize,
    },
    /// What is in the register.
    Status,
    /// What the asking operator's keying came to.
    Work,
    /// The full proof of counts and state digest (slow).
    Digest,
    /// Records that are no longer there, by id or short code: their history still is.
    Gone(String),
    /// What was entered of that batch.
    Tally(RecordId),
    /// The highest number that a field of that type holds, active or not.
    Highest(Kind, u16),
    /// What is known of bundles.
    Bundles(BundleAsk),
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// To Hello.
    Welcome(Box<Welcome>),
    /// To Who.
    Who(Vec<Person>),
    /// To Find, LookUp and Resolve: hits with their records, in the hits' order.
    Page {
        /// The hits and totals.
        found: Found,
        /// Their records.
        rows: Vec<Shown>,
        /// What a look-up was narrowed to.
        narrowed: Narrowed,
        /// The journal's seq it was true at.
        at: u64,
    },
    /// To Offers, the likeliest first.
    Offers(Vec<Offer>),
    /// To Alike, the likest first.
    Alike(Vec<Alike>),
    /// To Pairs (several; Done ends it, Progress comes before).
    Pairs {
        /// The likeliest first.
        pairs: Vec<Pair>,
        /// How many there are in all.
        total: u64,
    },
    /// To Records, Gone, Scan (several; Done ends it).
    Rows {
        /// The records.
        rows: Vec<Shown>,
        /// The journal's seq it was true at.
        at: u64,
    },
    /// To History, Ends and Older.
    History(Vec<Entry>),
    /// To Ids, in the order of the look-up: as many as are given at once, of so many.
    Ids(Vec<RecordId>, u64),
    /// To NextUndo and NextRedo; None: there is nothing to undo.
    Undoable(Option<Box<Undoable>>),
    /// To Referring: records with the field that refers, and how many there are of each type and
    /// field ([`PAST`](crate::domain::lookup::PAST): it did so before).
    Referring(Vec<(Shown, u16)>, Vec<(Kind, u16, u64)>),
    /// To Check; or to Do, when soft findings were not accepted or hard ones stand (nothing was
    /// changed): (index of the act, finding).
    Checks(Vec<(usize, Finding)>),
    /// Synced to disk.
    Saved {
        /// The new revisions, by act; in an undo, the records it changed.
        revs: Vec<(RecordId, Rev)>,
        /// The first and last seq.
        seqs: (u64, u64),
        /// How many of its acts were saved over accepted soft findings.
        warned: u64,
    },
    /// Somebody changed the record meanwhile; nothing was done.
    Stale {
        /// As it is now.
        theirs: Shown,
        /// Who changed it.
        by: String,
        /// The fields changed on both sides.
        overlapping: Vec<u16>,
    },
    /// To Watch: somebody edits that record now, or (None) no longer.
    Leased {
        /// The record.
        id: RecordId,
        /// The operator's short name.
        by: Option<String>,
    },
    /// To Watch, again and again (Done comes first, once the changes up to now are told).
    Changed(Vec<(u64, RecordId, Rev, String)>),
    /// Long work: done, of all.
    Progress(u64, u64),
    /// To KeepDraft: it is on disk.
    DraftKept([u8; 16]),
    /// To Drafts.
    Drafts(Vec<Draft>),
    /// To Status.
    Status(Status),
    /// To Work.
    Work(Work),
    /// To Digest.
    Digest([u8; 32]),
    /// To Batch: its seq.
    Batch(u64),
    /// To Bundle and Bundles.
    Bundles(BundleReply),
    /// No, and why.
    Refused(Problem),
    /// The end of a request that has no other answer.
    Done,
    /// To Highest; 0: there is none.
    Highest(u64),
    /// To Tally.
    Tally {
        /// What the records of the batch come to.
        totals: Totals,
        /// The last of them, in the order in which they were made.
        last: Vec<Shown>,
    },
}
