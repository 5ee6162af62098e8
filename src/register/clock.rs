//! Time and chance: what time it is, what day it is at +07:00, and record ids that never go back.

use crate::domain::{PartialDate, RecordId};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use chrono::Datelike;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day's length in milliseconds.
pub(crate) const DAY: i64 = 86_400_000;
/// What +07:00 is ahead of UTC, in milliseconds.
pub(crate) const ZONE: i64 = 7 * 3_600_000;

/// Milliseconds since 1970, UTC.
pub(crate) fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|passed| i64::try_from(passed.as_millis()).ok())
        .unwrap_or(0)
}

/// The day that holds that instant at +07:00.
pub fn day_of(time: i64) -> PartialDate {
    let there = chrono::DateTime::from_timestamp_millis(time.saturating_add(ZONE));
    let date = there.unwrap_or_default().date_naive();
    PartialDate {
        year: u16::try_from(date.year()).unwrap_or(1),
        month: u8::try_from(date.month()).unwrap_or(1),
        day: u8::try_from(date.day()).unwrap_or(1),
    }
}

/// Today at +07:00, the day of forms and reports.
pub fn today() -> PartialDate {
    day_of(now())
}

/// That instant at +07:00, for messages: `2026-11-22 10:15`.
pub(crate) fn local(time: i64) -> String {
    let there = chrono::DateTime::from_timestamp_millis(time.saturating_add(ZONE));
    there.unwrap_or_default().format("%Y-%m-%d %H:%M").to_string()
}

/// The instant at which the day that holds `time` began at +07:00.
pub(crate) fn day_start(time: i64) -> i64 {
    (time.saturating_add(ZONE)).div_euclid(DAY).saturating_mul(DAY).saturating_sub(ZONE)
}

/// Random bytes of the system.
///
/// # Errors
/// The system gives none.
pub fn random<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| Problem::new(&codes::NO_RANDOM, [error.to_string()]))?;
    Ok(bytes)
}

/// Mints record ids: UUIDv7 whose time never goes back, whatever the clock does; those of one
/// millisecond count up, so that a derived store sees growing keys.
#[derive(Clone, Debug, Default)]
pub struct Mint {
    last: i64,
    count: u16,
}

/// Ids of one millisecond: the 12 bits after the version.
const COUNTS: u16 = 1 << 12;

impl Mint {
    /// A mint whose ids come after that instant.
    pub fn after(last: i64) -> Self {
        Self { last, count: COUNTS }
    }

    /// The next id.
    ///
    /// # Errors
    /// No random bytes.
    pub fn id(&mut self) -> Result<RecordId, Problem> {
        self.at(now())
    }

    fn at(&mut self, now: i64) -> Result<RecordId, Problem> {
        if now > self.last {
            (self.last, self.count) = (now, 0);
        } else if self.count >= COUNTS {
            (self.last, self.count) = (self.last.saturating_add(1), 0);
        }
        let time = u128::from(self.last.unsigned_abs() & 0xFFFF_FFFF_FFFF);
        let chance = u128::from(u64::from_le_bytes(random::<8>()?) >> 2);
        let bits =
            (time << 80) | (7 << 76) | (u128::from(self.count) << 64) | (0b10 << 62) | chance;
        self.count += 1;
        Ok(RecordId(bits.to_be_bytes()))
    }
}

/// Whether those bytes are a UUIDv7.
pub(crate) fn is_v7(id: RecordId) -> bool {
    let bits = u128::from_be_bytes(id.0);
    (bits >> 76) & 0xF == 7 && (bits >> 62) & 0b11 == 0b10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_though_the_clock_goes_back() {
        let mut mint = Mint::after(1_000);
        let mut last = RecordId([0; 16]);
        for now in [900, 900, 2_000, 1_500, 1_500, 2_001] {
            let id = mint.at(now).unwrap();
            assert!(id > last && is_v7(id), "{id:?} after {last:?}");
            last = id;
        }
        for _ in 0..10_000 {
            let id = mint.at(2_001).unwrap();
            assert!(id > last && is_v7(id));
            last = id;
        }
        assert!(!is_v7(RecordId([0; 16])));
    }

    #[test]
    fn the_day_is_vietnams() {
        // 2026-06-14 17:00 UTC is 00:00 on the 15th in Hanoi.
        let start = 1_781_456_400_000;
        assert_eq!(day_of(start), PartialDate { year: 2026, month: 6, day: 15 });
        assert_eq!(day_of(start - 1), PartialDate { year: 2026, month: 6, day: 14 });
        assert_eq!(day_start(start), start);
        assert_eq!(day_start(start + DAY - 1), start);
        assert_eq!(day_start(start - 1), start - DAY);
    }
}
