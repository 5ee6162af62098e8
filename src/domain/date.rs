//! Dates as papers give them: a year, a month of a year, or a day.

use serde::{Deserialize, Serialize};

/// A date whose day, or day and month, may be unknown. Ordered by its first possible day, the
/// vaguer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartialDate {
    /// 1 … 9999.
    pub year: u16,
    /// 1 … 12, or 0 where unknown.
    pub month: u8,
    /// 1 … 31, or 0 where unknown (always 0 where the month is).
    pub day: u8,
}

impl PartialDate {
    /// A date of the calendar; month, or month and day, may be 0 for unknown. None where there is
    /// no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = Self { year, month, day };
        let last = match month {
            0 => 0,
            _ => days_in_month(year, month)?,
        };
        ((1..=9999).contains(&year) && day <= last).then_some(date)
    }

    /// Whether the day is known.
    pub fn is_day(&self) -> bool {
        self.day != 0
    }

    /// The first day it may be.
    pub fn earliest(&self) -> Self {
        Self { year: self.year, month: self.month.max(1), day: self.day.max(1) }
    }

    /// The last day it may be.
    pub fn latest(&self) -> Self {
        let month = if self.month == 0 { 12 } else { self.month };
        let last = days_in_month(self.year, month).unwrap_or(31);
        let day = if self.day == 0 { last } else { self.day };
        Self { year: self.year, month, day }
    }

    /// Whether it certainly lies after that day, whatever the unknown part is.
    pub fn is_after(&self, other: Self) -> bool {
        self.earliest() > other.latest()
    }

    /// Whole years from here to that day, taking the longest span it may be.
    pub fn years_until(&self, day: Self) -> u16 {
        let (from, to) = (self.earliest(), day.latest());
        let birthday_ahead = (to.month, to.day) < (from.month, from.day);
        to.year.saturating_sub(from.year).saturating_sub(u16::from(birthday_ahead))
    }

    /// As files carry it: `1987`, `1987-05`, `1987-05-12`.
    pub fn iso(&self) -> String {
        match (self.month, self.day) {
            (0, _) => format!("{:04}", self.year),
            (month, 0) => format!("{:04}-{month:02}", self.year),
            (month, day) => format!("{:04}-{month:02}-{day:02}", self.year),
        }
    }

    /// As a screen shows it: `1987`, `05/1987`, `12/05/1987`.
    pub fn screen(&self) -> String {
        match (self.month, self.day) {
            (0, _) => format!("{:04}", self.year),
            (month, 0) => format!("{month:02}/{:04}", self.year),
            (month, day) => format!("{day:02}/{month:02}/{:04}", self.year),
        }
    }
}

/// The days of a month; None where there is no such month.
fn days_in_month(year: u16, month: u8) -> Option<u8> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8) -> PartialDate {
        PartialDate::new(year, month, day).unwrap()
    }

    #[test]
    fn the_calendar_is_kept() {
        for (year, month, day) in
            [(2000, 2, 29), (2024, 2, 29), (1954, 0, 0), (1954, 12, 0), (1, 1, 1), (9999, 12, 31)]
        {
            assert!(PartialDate::new(year, month, day).is_some(), "{year}-{month}-{day}");
        }
        for (year, month, day) in
            [(1900, 2, 29), (2023, 2, 29), (1954, 0, 3), (1954, 13, 1), (1954, 4, 31), (0, 1, 1)]
        {
            assert!(PartialDate::new(year, month, day).is_none(), "{year}-{month}-{day}");
        }
        assert!(PartialDate::new(10_000, 0, 0).is_none());
    }

    #[test]
    fn a_partial_date_spans_its_days() {
        let year = date(2024, 0, 0);
        assert_eq!((year.earliest(), year.latest()), (date(2024, 1, 1), date(2024, 12, 31)));
        let month = date(2024, 2, 0);
        assert_eq!((month.earliest(), month.latest()), (date(2024, 2, 1), date(2024, 2, 29)));
        assert!(date(2025, 0, 0).is_after(date(2024, 6, 1)));
        assert!(!date(2024, 0, 0).is_after(date(2024, 6, 1)));
        assert!(!date(2024, 6, 1).is_after(date(2024, 0, 0)));
    }

    #[test]
    fn years_are_counted_to_the_birthday() {
        let born = date(2000, 6, 15);
        assert_eq!(born.years_until(date(2016, 6, 14)), 15);
        assert_eq!(born.years_until(date(2016, 6, 15)), 16);
        assert_eq!(date(2000, 0, 0).years_until(date(2016, 1, 1)), 16);
        assert_eq!(born.years_until(date(1990, 1, 1)), 0);
    }

    #[test]
    fn both_writings_keep_what_is_unknown() {
        let writings = [
            (date(1987, 0, 0), "1987", "1987"),
            (date(1987, 5, 0), "1987-05", "05/1987"),
            (date(1987, 5, 12), "1987-05-12", "12/05/1987"),
        ];
        for (date, iso, screen) in writings {
            assert_eq!((date.iso().as_str(), date.screen().as_str()), (iso, screen));
        }
    }
}
