//! What is written behind a revision that came: ours again, or what both come to. It stands in a
//! group of its own, since it names the place of the one before it.

use super::staged;
use super::weigh::State;
use crate::derived::store::Row;
use crate::domain::Rev;
use crate::register::save::Placed;
use crate::register::stage::Staged;

/// A second frame of a record.
pub(crate) struct Second {
    /// Which of the chunk before it follows.
    pub(crate) at: usize,
    /// The record as that left it.
    pub(crate) first: Row,
    /// What it becomes.
    pub(crate) state: State,
    /// Its revision; None for a new one.
    pub(crate) rev: Option<Rev>,
    /// The highest number a revision of it has had.
    pub(crate) highest: u32,
    /// Why.
    pub(crate) reason: String,
}

impl Second {
    /// Ready to be written, now that it is known where the first one stands.
    pub(crate) fn staged(self, placed: &[Placed]) -> Option<Staged> {
        let (seq, place, rev) = *placed.get(self.at)?;
        let mut before = self.first;
        (before.seq, before.place) = (seq, place);
        // A new revision is counted from the higher of both.
        before.record.rev = Rev { n: rev.n.max(self.highest), ..rev };
        let mut staged = staged(Some(before.clone()), before, self.state, self.rev);
        staged.body.reason = self.reason;
        Some(staged)
    }
}
