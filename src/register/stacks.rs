//! What each operator can undo and do again, over sessions: read from the journal, kept in memory.
//!
//! An undo and a redo are batches of their own, which name what they took back. To redo is to
//! undo an undo.

use super::core::Core;
use super::{exchanged, image, noted};
use crate::domain::RecordId;
use crate::journal::{BatchNote, FrameKind};
use crate::lang::Problem;
use std::collections::HashMap;

/// Changes an operator can take back; older ones by their seq only.
const DEPTH: usize = 1_000;
/// Frames read back at the first undo.
const READ: u64 = 200_000;

/// Stacks by operator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stacks {
    by: HashMap<RecordId, Stack>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Stack {
    undo: Vec<u64>,
    redo: Vec<u64>,
}

impl Stacks {
    /// From the journal's last changes.
    pub(crate) fn read(core: &mut Core) -> Result<Self, Problem> {
        let mut stacks = Self::default();
        let mut notes: HashMap<u64, BatchNote> = HashMap::new();
        let from = core.journal.head().seq.saturating_sub(READ);
        core.replay(from, &mut |_, group| {
            for frame in &group.frames {
                if let (FrameKind::Batch, Some(body)) = (frame.kind, &frame.body) {
                    notes.insert(frame.seq, BatchNote::decode(body)?);
                }
            }
            let first = group.frames.iter().find(|frame| image::changes_a_record(frame.kind));
            if let Some(first) = first {
                let unit = if group.note.batch == 0 { first.seq } else { group.note.batch };
                stacks.saw(group.note.operator, unit, notes.get(&unit));
            }
            Ok(true)
        })?;
        Ok(stacks)
    }

    /// A change was written: `unit` is its batch, or its first seq.
    pub(crate) fn saw(&mut self, operator: RecordId, unit: u64, batch: Option<&BatchNote>) {
        if operator == RecordId([0; 16]) {
            return;
        }
        let what = batch.map_or("", |note| note.what.as_str());
        if noted::stays(what) || exchanged::stays(what) {
            return;
        }
        let of: u64 = batch.and_then(|note| note.of.parse().ok()).unwrap_or(0);
        if matches!(what, UNDO | REDO) {
            for stack in self.by.values_mut() {
                stack.undo.retain(|known| *known != of);
                stack.redo.retain(|known| *known != of);
            }
        }
        let stack = self.by.entry(operator).or_default();
        let list = if what == UNDO { &mut stack.redo } else { &mut stack.undo };
        if list.last() != Some(&unit) {
            list.push(unit);
            if list.len() > DEPTH {
                list.remove(0);
            }
            if !matches!(what, UNDO | REDO) {
                stack.redo.clear();
            }
        }
    }

    /// What the operator changed last and can take back.
    pub(crate) fn last(&self, operator: RecordId) -> Option<u64> {
        self.by.get(&operator)?.undo.last().copied()
    }

    /// The undo the operator made last and can take back.
    pub(crate) fn undone(&self, operator: RecordId) -> Option<u64> {
        self.by.get(&operator)?.redo.last().copied()
    }
}

/// What a batch that undoes says it is.
pub(crate) const UNDO: &str = "undo";
/// What a batch that does again says it is.
pub(crate) const REDO: &str = "redo";

#[cfg(test)]
mod tests {
    use super::*;

    fn note(what: &str, of: u64) -> BatchNote {
        BatchNote { what: what.into(), of: of.to_string() }
    }

    #[test]
    fn undo_and_redo_walk_back_and_forth_until_something_new_is_done() {
        let (me, other) = (RecordId([1; 16]), RecordId([2; 16]));
        let mut stacks = Stacks::default();
        stacks.saw(me, 10, None);
        stacks.saw(me, 20, None);
        stacks.saw(other, 30, None);
        assert_eq!((stacks.last(me), stacks.undone(me)), (Some(20), None));
        stacks.saw(me, 40, Some(&note(UNDO, 20)));
        assert_eq!((stacks.last(me), stacks.undone(me)), (Some(10), Some(40)));
        stacks.saw(me, 50, Some(&note(UNDO, 10)));
        assert_eq!((stacks.last(me), stacks.undone(me)), (None, Some(50)));
        stacks.saw(me, 60, Some(&note(REDO, 50)));
        assert_eq!((stacks.last(me), stacks.undone(me)), (Some(60), Some(40)));
        stacks.saw(me, 70, None);
        assert_eq!((stacks.last(me), stacks.undone(me)), (Some(70), None));
        assert_eq!(stacks.last(other), Some(30));
        stacks.saw(me, 80, Some(&note(UNDO, 30)));
        assert_eq!((stacks.last(other), stacks.undone(me)), (None, Some(80)));
    }

    #[test]
    fn a_batch_is_one_thing_however_many_groups_it_has() {
        let me = RecordId([1; 16]);
        let mut stacks = Stacks::default();
        for _ in 0..3 {
            stacks.saw(me, 7, Some(&note("import", 0)));
        }
        assert_eq!(stacks.by[&me].undo, [7]);
    }
}
