//! The revisions a record has had here, and which of them it has in itself. A revision that came and
//! was set aside stands in the history (theirs, then ours again), but what is here now was not made
//! from it: who sends the record on must not say so, or the other side would take ours for an answer
//! to theirs.

use crate::derived::store::Row;
use crate::domain::{BASES, Place, Rev};
use crate::journal::FrameKind;
use crate::lang::Problem;
use crate::register::core::Core;

/// Revisions looked at, at most: a record that was changed more often is compared with its latest.
const DEPTH: usize = 5_000;

/// A record's revisions, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Past(Vec<(Rev, Place)>);

impl Past {
    /// Of the record as it is now.
    pub(crate) fn of(core: &Core, row: &Row) -> Result<Self, Problem> {
        let mut list = Vec::new();
        let mut place = Some(row.place);
        while let (Some(at), true) = (place, list.len() < DEPTH) {
            // Behind a frame that is lost nothing is found any more.
            let Ok(frame) = core.journal.frame_or_damage(at)? else { break };
            if matches!(frame.kind, FrameKind::Put | FrameKind::Delete | FrameKind::Alias) {
                list.push((frame.rev, at));
            }
            place = frame.prev;
        }
        Ok(Self(list))
    }

    /// Where that revision stands, the last time.
    pub(crate) fn place(&self, rev: Rev) -> Option<Place> {
        self.0.iter().find(|(known, _)| *known == rev).map(|(_, place)| *place)
    }

    /// The revisions that what is here now has in it, the newest (itself) first.
    ///
    /// Where a revision stands twice, what came in between was set aside.
    pub(crate) fn line(&self) -> Vec<(Rev, Place)> {
        let mut line = Vec::new();
        let mut at = 0;
        while let Some((rev, place)) = self.0.get(at) {
            line.push((*rev, *place));
            let oldest = self.0.iter().rposition(|(known, _)| known == rev);
            at = oldest.unwrap_or(at).max(at) + 1;
        }
        line
    }

    /// What a bundle says the record was made from.
    pub(crate) fn bases(&self) -> Vec<Rev> {
        self.line().into_iter().skip(1).take(BASES).map(|(rev, _)| rev).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rev(n: u8) -> Rev {
        Rev { n: u32::from(n), digest: [n; 16] }
    }

    fn line(newest_last: &[u8]) -> Vec<u8> {
        let place = Place { segment: 1, offset: 0 };
        let list = newest_last.iter().rev().map(|n| (rev(*n), place)).collect();
        Past(list).line().into_iter().map(|(rev, _)| rev.digest[0]).collect()
    }

    #[test]
    fn what_was_set_aside_is_not_in_it() {
        assert_eq!(line(&[1, 2, 3]), [3, 2, 1]);
        // 9 came, and 2 stays: it was not made from 9.
        assert_eq!(line(&[1, 2, 9, 2]), [2, 1]);
        assert_eq!(line(&[1, 2, 9, 2, 3]), [3, 2, 1]);
        // A person decided: 3 was made from both.
        assert_eq!(line(&[1, 2, 9, 2, 9, 3]), [3, 9, 2, 1]);
        // Merged at once.
        assert_eq!(line(&[1, 2, 9, 4]), [4, 9, 2, 1]);
        // A second one came while the first still waits.
        assert_eq!(line(&[1, 2, 9, 2, 10, 2]), [2, 1]);
        assert_eq!(line(&[]), [] as [u8; 0]);
    }
}
