//! What the journal speaks of: heads, frames, groups, checkpoints, damage.

use crate::domain::{Kind, Place, RecordId, Rev};
use std::path::PathBuf;

/// A request id: every change carries one, and doing it twice is doing it once.
pub type RequestId = [u8; 16];
/// A transaction, named by the request that began it.
pub type TxId = [u8; 16];

/// A point in the journal: the last frame's number, and the chain value after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Frames are numbered from 1; 0 is the empty journal.
    pub seq: u64,
    /// sha256 over all heads up to here.
    pub chain: [u8; 32],
}

/// Who a register is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The register, for ever; also the record id of the unit that keeps it.
    pub register: [u8; 16],
    /// This life of it: a restored or copied register begins a new one.
    pub epoch: [u8; 16],
    /// The epoch before, zeros for the first.
    pub previous_epoch: [u8; 16],
    /// The machine's device number within the register.
    pub device: [u8; 16],
}

/// Whether a journal is opened to append, or to read while somebody else may append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Append and read; recovery may cut a torn tail.
    Write,
    /// Read what is provably good; nothing on disk changes.
    Read,
}

/// Something outside the journal that knows how far it once reached (sled's `applied`, the search
/// file, the last exported head): a tail below it is damage, never a torn write.
#[derive(Clone, Debug)]
pub struct Witness {
    /// What it is, for messages.
    pub name: String,
    /// The seq it has seen synced.
    pub seq: u64,
}

/// What a frame does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameKind {
    /// The whole record after a change (payload: [`Change`](super::Change)).
    Put,
    /// A tombstone (payload: [`Change`](super::Change) without values).
    Delete,
    /// `record` was merged into another (payload: [`Change`](super::Change); `into` in the body).
    Alias,
    /// A session began (payload: [`SessionNote`](super::SessionNote)).
    Session,
    /// A batch began: an import, an undo (payload: [`BatchNote`](super::BatchNote)).
    Batch,
    /// Something was looked at or closed that the journal notes (payload: text in `reason`).
    Note,
    /// Payloads were erased (payload: the seqs).
    Erase,
}

/// A frame to append. The journal salts its payload and mints the revision's digest.
#[derive(Clone, Debug)]
pub struct NewFrame {
    /// What it does.
    pub kind: FrameKind,
    /// The record (zeros for session, batch, note and erase frames).
    pub record: RecordId,
    /// The record's type (0 likewise).
    pub record_kind: Kind,
    /// The record's count of changes after this one; `rev` given whole when it comes from a bundle.
    pub rev: NewRev,
    /// Where this record's previous frame stands.
    pub prev: Option<Place>,
    /// The body, without salt.
    pub body: Vec<u8>,
}

/// The revision of a new frame.
#[derive(Clone, Copy, Debug)]
pub enum NewRev {
    /// Minted here: the count, the digest from the salted payload.
    Mint(u32),
    /// Copied with a bundle.
    Copied(Rev),
}

/// A frame as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its number.
    pub seq: u64,
    /// Where it stands.
    pub place: Place,
    /// What it does.
    pub kind: FrameKind,
    /// The record.
    pub record: RecordId,
    /// Its type.
    pub record_kind: Kind,
    /// Its revision after this frame.
    pub rev: Rev,
    /// Where its previous frame stands.
    pub prev: Option<Place>,
    /// The body; None once erased, or where the payload alone is damaged (then named by verify).
    pub body: Option<Vec<u8>>,
}

/// What a group says besides its frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupNote {
    /// Milliseconds since 1970, UTC.
    pub time: i64,
    /// The operator's record; zeros where there is none.
    pub operator: RecordId,
    /// The seq of the session's frame; 0 before there is one.
    pub session: u64,
    /// The seq of the batch's frame; 0 outside a batch.
    pub batch: u64,
    /// The request.
    pub request: RequestId,
}

/// Where a group stands in a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tx {
    /// A transaction of its own.
    Single,
    /// Opens one that spans groups.
    Begin(TxId),
    /// More rows of it.
    Rows(TxId),
    /// Closes it: now, and only now, its rows count.
    Commit(TxId),
    /// Gives it up.
    Abort(TxId),
}

/// What an append made.
#[derive(Clone, Debug)]
pub struct Appended {
    /// The head after it, synced.
    pub head: Head,
    /// One for each new frame: its seq, place and revision.
    pub frames: Vec<(u64, Place, Rev)>,
}

/// A group as replay gives it: its note and its frames, of committed transactions only.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its note.
    pub note: GroupNote,
    /// Its frames.
    pub frames: Vec<Frame>,
    /// From replay: how far one has come who has applied it. The head after the group; within a
    /// spanning transaction, before its last group, the head before its commit, so that stopping
    /// there gives the whole transaction again.
    pub head: Head,
}

/// What a checkpoint says of the derived files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The journal's head that everything derived has reached.
    pub head: Head,
    /// Where the next group begins.
    pub next: Place,
    /// Live records, by type number.
    pub counts: Vec<(u16, u64)>,
    /// The state digest of the live records.
    pub digest: [u8; 32],
    /// The head the search file has reached.
    pub search_seq: u64,
    /// Erase frames up to this seq are carried out.
    pub erased_through: u64,
}

/// A segment's file, for `doctor` and `backup`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentFile {
    /// Its number, from 1.
    pub number: u32,
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

/// What opening found and did.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// Bytes of a torn tail set aside, and the file in `lost+found/` that holds them.
    pub torn: Option<(u64, PathBuf)>,
    /// Transactions that were open and are now aborted.
    pub aborted: Vec<TxId>,
    /// Damage: the register is read-only on what is provably good.
    pub damage: Vec<Damage>,
    /// Damage to a file that only repeats what the segments say (`register`, the checkpoint):
    /// named, and mended by the writer; no reason to be read-only.
    pub mended: Vec<Damage>,
    /// The clock stands before the last group's time, by so many milliseconds.
    pub clock_behind: Option<i64>,
}

/// Bytes that no crash explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The file.
    pub file: PathBuf,
    /// The offset in it.
    pub offset: u64,
    /// What is wrong there.
    pub what: String,
    /// The records that lost a change by it, where their heads can be read.
    pub records: Vec<RecordId>,
}

/// What a replay had to leave out: damage, for the caller to say.
#[must_use = "damage is to be said"]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut(pub Vec<Damage>);

/// What [`verify`](super::verify()) found.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Groups, frames, bytes and segments read.
    pub groups: u64,
    /// Frames.
    pub frames: u64,
    /// Bytes.
    pub bytes: u64,
    /// Segments.
    pub segments: u64,
    /// Frames whose payload was erased by law.
    pub erased: u64,
    /// The head.
    pub head: Option<Head>,
    /// Damage; empty when all is well.
    pub damage: Vec<Damage>,
    /// Damage to a file that only repeats what the segments say, as [`Opened::mended`].
    pub mended: Vec<Damage>,
    /// A torn tail of so many bytes (a crash's, no damage).
    pub torn: u64,
}
