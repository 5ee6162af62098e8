//! Counts what is keyed in forms, for the keyer herself: in memory alone, until it is handed over to
//! be kept. The time comes in; without it only keys are counted.

use super::keymap::Action;
use crate::domain::Kind;
use crate::register::{Hour, Work};

/// A longer pause, in milliseconds, is no work.
const PAUSE: i64 = 60_000;
/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;
/// After so many saved records the counts are handed over, should the program end without leaving.
const SAVES: u64 = 20;

/// The counts since they were last handed over.
#[derive(Debug, Default)]
pub(crate) struct Keyer {
    now: i64,
    /// When the key before was pressed in a form.
    last: Option<i64>,
    work: Work,
    saves: u64,
}

impl Keyer {
    /// What time it is.
    pub(crate) fn clock(&mut self, now: i64) {
        self.now = now;
    }

    /// What time it was last known to be.
    pub(crate) fn now(&self) -> i64 {
        self.now
    }

    /// A key in that field of a form.
    pub(crate) fn key(&mut self, field: (Kind, u16), action: Option<Action>) {
        let gap = self.last.map_or(0, |last| self.now - last);
        self.last = Some(self.now);
        let millis = u64::try_from(gap).ok().filter(|_| gap <= PAUSE).unwrap_or(0);
        let moves =
            matches!(action, Some(Action::NextField | Action::FieldBelow | Action::PrevField));
        let corrects = matches!(action, Some(Action::Erase | Action::EraseNext | Action::Undo));
        let (moving, corrections) = (u64::from(moves), u64::from(corrects));
        let hour = Hour { records: 0, keys: 1, moving, corrections, millis };
        self.work.hours.entry(self.now.div_euclid(HOUR)).or_default().add(&hour);
        let here = self.work.fields.entry(field).or_default();
        here.keys += 1;
        here.millis += millis;
    }

    /// A record was saved; a new one counts.
    pub(crate) fn saved(&mut self, new: bool) {
        self.saves += 1;
        if new {
            self.work.hours.entry(self.now.div_euclid(HOUR)).or_default().records += 1;
        }
    }

    /// Whether enough was saved that the counts should be kept.
    pub(crate) fn is_due(&self) -> bool {
        self.saves >= SAVES
    }

    /// The counts, to be handed over.
    pub(crate) fn take(&mut self) -> Option<Work> {
        self.saves = 0;
        let work = std::mem::take(&mut self.work);
        Some(work).filter(|work| !work.is_empty())
    }
}

/// The first hour of the day of a time, by which days are counted (+07:00).
pub(crate) fn first_hour_of_day(now: i64) -> i64 {
    let local = now.div_euclid(HOUR) + 7;
    local - local.rem_euclid(24) - 7
}

/// One of many, to a tenth: `41,2` as the language writes it; a dash where there is none.
pub(crate) fn tenth(part: u64, of: u64, lang: crate::lang::Lang) -> String {
    let tenths = part.saturating_mul(10).saturating_add(of / 2).checked_div(of);
    let mark = if lang == crate::lang::Lang::Vi { ',' } else { '.' };
    tenths.map_or_else(|| "–".to_owned(), |tenths| format!("{}{mark}{}", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::FieldWork;
    use std::collections::BTreeMap;

    #[test]
    fn keys_count_time_unless_somebody_went_away() {
        let (mut keyer, field) = (Keyer::default(), (Kind(3), 1));
        for (now, action) in [
            (1_000, None),
            (1_300, Some(Action::Erase)),
            (1_500, Some(Action::NextField)),
            (500_000, None),
            (HOUR + 1, None),
        ] {
            keyer.clock(now);
            keyer.key(field, action);
        }
        keyer.saved(true);
        keyer.saved(false);
        assert!(!keyer.is_due());
        let work = keyer.take().unwrap();
        let first = Hour { records: 0, keys: 4, moving: 1, corrections: 1, millis: 500 };
        let second = Hour { records: 1, keys: 1, ..Hour::default() };
        assert_eq!(work.hours, BTreeMap::from([(0, first), (1, second)]));
        assert_eq!(work.fields[&field], FieldWork { keys: 5, millis: 500 });
        assert!(keyer.take().is_none());
    }

    #[test]
    fn a_day_begins_at_midnight_in_vietnam() {
        // 04/05/2026 00:30 and 23:30 at +07:00.
        let midnight = 1_777_827_600_000;
        for minutes in [30, 23 * 60 + 30] {
            assert_eq!(first_hour_of_day(midnight + minutes * 60_000), midnight / HOUR);
        }
        assert_eq!(tenth(412, 10, crate::lang::Lang::Vi), "41,2");
        assert_eq!(tenth(1, 0, crate::lang::Lang::En), "–");
    }
}
