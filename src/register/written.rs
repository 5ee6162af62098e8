//! What a save writes besides its records, and what it came to.

use super::image;
use super::proto::Reply;
use crate::domain::{Place, RecordId, Rev};
use crate::journal::{BatchNote, Group, RequestId};
use crate::lang::Problem;
use std::collections::HashMap;

/// Changed records named in a reply or told to watchers; a larger change is told by its seqs.
pub(crate) const NAMED: usize = 10_000;

/// What is written besides the records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deed {
    pub(crate) request: RequestId,
    /// The batch it belongs to; 0 for none.
    pub(crate) batch: u64,
    /// The batch it begins.
    pub(crate) begins: Option<BatchNote>,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Seq, record and revision of each change, at most [`NAMED`].
    pub(crate) changes: Vec<(u64, RecordId, Rev)>,
    /// The first and last seq of the request.
    pub(crate) seqs: (u64, u64),
    /// The seq of the batch; 0 for none.
    pub(crate) batch: u64,
    /// Changes saved over accepted soft findings.
    pub(crate) warned: u64,
}

impl Written {
    pub(super) fn add(&mut self, seq: u64, record: RecordId, rev: Rev) {
        if self.changes.len() < NAMED {
            self.changes.push((seq, record, rev));
        }
    }

    pub(super) fn take(&mut self, group: &Group) -> Result<(), Problem> {
        for frame in group.frames.iter().filter(|f| image::changes_a_record(f.kind)) {
            self.add(frame.seq, frame.record, frame.rev);
            let change = image::change_of(frame)?.unwrap_or_default();
            self.warned += u64::from(!change.accepted.is_empty());
        }
        Ok(())
    }

    /// Puts the new revisions in the place of the old ones.
    pub(crate) fn renew(&self, revs: &mut [(RecordId, Rev)]) {
        let new: HashMap<RecordId, Rev> =
            self.changes.iter().map(|(_, id, rev)| (*id, *rev)).collect();
        for (id, rev) in revs {
            if let Some(new) = new.get(id) {
                *rev = *new;
            }
        }
    }

    /// The reply that says so, with revisions in that order.
    pub(crate) fn saved(&self, revs: Vec<(RecordId, Rev)>) -> Reply {
        Reply::Saved { revs, seqs: self.seqs, warned: self.warned }
    }

    /// The reply that names what was changed.
    pub(crate) fn saved_all(&self) -> Reply {
        self.saved(self.changes.iter().map(|(_, id, rev)| (*id, *rev)).collect())
    }

    /// Takes in the seqs of frames of the request.
    pub(super) fn reach_all<'f>(&mut self, frames: impl Iterator<Item = &'f (u64, Place, Rev)>) {
        for (seq, _, _) in frames {
            let (first, _) = self.seqs;
            self.seqs = (if first == 0 { *seq } else { first }, *seq);
        }
    }
}
