//! The truth on disk: an append-only journal of groups of frames. `FORMAT.md` beside this file
//! says every byte; the code follows it. Knows records as identities and values, never fields.

mod append;
mod bytes;
mod change;
mod checkpoint;
mod disk;
mod erase;
mod frame;
mod group;
mod header;
mod identity;
mod open;
mod read;
mod recover;
mod segment;
mod survey;
mod tx;
mod types;
mod verify;
mod walk;

#[cfg(test)]
mod tests;

pub use change::{BatchNote, Change, SessionNote, Source};
pub use disk::check_private;
pub use erase::erased_seqs;
pub use identity::identity_of;
pub use read::Visit;
pub use segment::segment_files;
pub use types::*;
pub use verify::verify;

use crate::domain::Place;
use crate::lang::Problem;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::path::PathBuf;

/// No segment is longer.
pub const MAX_SEGMENT: u64 = 64 << 20;

/// An open journal, owned by one thread.
#[derive(Debug)]
pub struct Journal {
    dir: PathBuf,
    mode: Mode,
    identity: Identity,
    /// In order of their numbers; the last one is written to.
    segments: Vec<segment::Segment>,
    head: Head,
    next: Place,
    open: tx::Transactions,
    /// Why nothing may be appended, if nothing may; set by a replay too that comes upon damage.
    closed: OnceCell<Problem>,
    /// A segment made for a rotation whose seal could not be written yet.
    pending: Option<segment::Segment>,
    checkpoint: Option<Checkpoint>,
    since_checkpoint: u64,
    segment_bytes: u64,
    /// By segment: (first seq, offset) of some groups, growing as they are looked up.
    marks: RefCell<HashMap<u32, Vec<(u64, u64)>>>,
    salts: append::Salts,
}

impl Journal {
    /// Who the register is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The head: the last synced frame.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Where the next group will begin, unless it needs a new segment.
    pub fn next_place(&self) -> Place {
        self.next
    }

    /// The last good checkpoint.
    pub fn last_checkpoint(&self) -> Option<&Checkpoint> {
        self.checkpoint.as_ref()
    }

    /// Bytes appended since the last checkpoint.
    pub fn since_checkpoint(&self) -> u64 {
        self.since_checkpoint
    }

    /// Why nothing can be appended: `read_only` or `writer_closed`; None while appending works.
    pub fn closed(&self) -> Option<&Problem> {
        self.closed.get()
    }

    /// Begins a new segment at that size in bytes instead of at [`MAX_SEGMENT`], which it never
    /// exceeds. For tests of rotation.
    pub fn rotate_at(&mut self, bytes: u64) {
        self.segment_bytes = bytes.min(MAX_SEGMENT);
    }

    fn segment(&self, number: u32) -> Option<&segment::Segment> {
        let at = self.segments.binary_search_by_key(&number, |segment| segment.number).ok()?;
        self.segments.get(at)
    }
}
