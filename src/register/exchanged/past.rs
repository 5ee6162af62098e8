//! The revisions a record has had here, and which of them it has in itself. A revision that came and
//! was set aside stands in the history (theirs, then ours again), but what is here now was not made
//! from it: who sends the record on must not say so, or the other side would take ours for an answer
//! to theirs.

use crate::derived::store::Row;
use crate::domain::{BASES, Place, Rev};
use crate::lang::Problem;
use crate::register::core::Core;
use crate::register::image;
use foldhash::{HashSet, HashSetExt};

/// Revisions looked at, at most: a record that was changed more often is compared with its latest.
const DEPTH: usize = 5_000;

/// A revision that a record has had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Had {
    pub(crate) rev: Rev,
    pub(crate) place: Place,
    /// Those it was made from in another register: they were never here.
    from: Vec<Rev>,
}

/// A record's revisions, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Past(Vec<Had>);

impl Past {
    /// Of the record as it is now.
    pub(crate) fn of(core: &Core, row: &Row) -> Result<Self, Problem> {
        let mut list = Vec::new();
        let mut place = Some(row.place);
        while let (Some(at), true) = (place, list.len() < DEPTH) {
            // Behind a frame that is lost nothing is found any more.
            let Ok(frame) = core.journal.frame_or_damage(at)? else { break };
            if image::changes_a_record(frame.kind) {
                let from = image::change_of(&frame)?.map(|change| change.bases).unwrap_or_default();
                list.push(Had { rev: frame.rev, place: at, from });
            }
            place = frame.prev;
        }
        Ok(Self(list))
    }

    /// Where that revision stands, the last time.
    pub(crate) fn place(&self, rev: Rev) -> Option<Place> {
        self.0.iter().find(|had| had.rev == rev).map(|had| had.place)
    }

    /// Whether that revision is older than something that is or was here.
    pub(crate) fn knows(&self, rev: Rev) -> bool {
        self.0.iter().any(|had| had.rev == rev || had.from.contains(&rev))
    }

    /// The revisions that what is here now has in it, the newest (itself) first.
    ///
    /// Where a revision stands twice, what came in between was set aside.
    pub(crate) fn line(&self) -> Vec<&Had> {
        let mut line = Vec::new();
        let mut at = 0;
        while let Some(had) = self.0.get(at) {
            let oldest =
                self.0.iter().rposition(|known| known.rev == had.rev).unwrap_or(at).max(at);
            line.extend(self.0.get(oldest));
            at = oldest + 1;
        }
        line
    }

    /// What a bundle says the record was made from.
    pub(crate) fn bases(&self) -> Vec<Rev> {
        let mut bases: Vec<Rev> = Vec::new();
        let mut older = Vec::new();
        for (at, had) in self.line().into_iter().enumerate() {
            bases.extend((at > 0).then_some(had.rev));
            older.extend(had.from.iter().copied());
        }
        let known = bases.clone();
        bases.extend(older.into_iter().filter(|rev| !known.contains(rev)));
        let mut seen = HashSet::new();
        bases.retain(|rev| seen.insert(*rev));
        bases.truncate(BASES);
        bases
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
        let had = |n: &u8| Had { rev: rev(*n), place, from: Vec::new() };
        let past = Past(newest_last.iter().rev().map(had).collect());
        past.line().into_iter().map(|had| had.rev.digest[0]).collect()
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
