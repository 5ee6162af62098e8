//! How many records each operator changed today (+07:00), imports left out.

use super::core::Core;
use super::{clock, image};
use crate::domain::RecordId;
use crate::journal::{GroupNote, Journal};
use crate::lang::Problem;
use std::collections::BTreeMap;

/// Changes by operator on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Today {
    start: i64,
    by: BTreeMap<RecordId, u64>,
}

impl Today {
    /// Counts the journal's changes of the day that holds `now`.
    pub(crate) fn read(core: &mut Core, now: i64) -> Result<Self, Problem> {
        let mut today = Self { start: clock::day_start(now), by: BTreeMap::new() };
        let after = before(&core.journal, today.start)?;
        core.replay(after, &mut |_, group| {
            let changes = group.frames.iter().filter(|f| image::changes_a_record(f.kind)).count();
            today.saw(&group.note, u64::try_from(changes).unwrap_or(u64::MAX));
            Ok(true)
        })?;
        Ok(today)
    }

    /// A group was written.
    pub(crate) fn saw(&mut self, note: &GroupNote, changes: u64) {
        let start = clock::day_start(note.time);
        if start > self.start {
            *self = Self { start, by: BTreeMap::new() };
        }
        let counts = start == self.start && note.batch == 0 && note.operator != RecordId([0; 16]);
        if counts && changes > 0 {
            *self.by.entry(note.operator).or_default() += changes;
        }
    }

    /// By operator, if this is still the day.
    pub(crate) fn counts(&self, now: i64) -> Vec<(RecordId, u64)> {
        if clock::day_start(now) != self.start {
            return Vec::new();
        }
        self.by.iter().map(|(id, count)| (*id, *count)).collect()
    }
}

/// A seq before the first group of that time or later, found by halving: times grow unless a clock
/// was set back, and then today's count may miss some.
fn before(journal: &Journal, time: i64) -> Result<u64, Problem> {
    let (mut low, mut high) = (0, journal.head().seq);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        match journal.group_of(middle)? {
            Some(group) if group.note.time >= time => high = middle - 1,
            _ => low = middle,
        }
    }
    Ok(low)
}
