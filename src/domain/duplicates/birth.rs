//! How two births are alike, as far as each is known.

use super::Reason;
use crate::domain::PartialDate;

/// What two births tell: of the year, then of the day.
pub(super) fn reasons(a: PartialDate, b: PartialDate) -> [Option<Reason>; 2] {
    let day = days(a, b);
    match (year(a.year, b.year), day) {
        (Reason::SameYear, Day::Same) => [Some(Reason::SameBirthday), None],
        (Reason::SameYear, Day::SameMonth) => [Some(Reason::SameMonth), None],
        (year, Day::Same) => [Some(year), Some(Reason::SameDayOfYear)],
        (year, Day::Swapped) => [Some(year), Some(Reason::DayMonthSwapped)],
        (year, Day::Other) => [Some(year), Some(Reason::OtherDay)],
        (year, Day::SameMonth | Day::Unknown) => [Some(year), None],
    }
}

/// The most that two births come to where of one the year alone is known here; None where either is
/// not known (0).
pub fn at_most(this: Option<PartialDate>, other: u16) -> Option<i16> {
    let this = this.filter(|_| other != 0)?;
    let day = if known(this).is_some() { Reason::SameDayOfYear.points() } else { 0 };
    Some(match year(this.year, other) {
        Reason::SameYear if known(this).is_some() => Reason::SameBirthday.points(),
        Reason::SameYear if this.month != 0 => Reason::SameMonth.points(),
        year => year.points() + day,
    })
}

fn year(a: u16, b: u16) -> Reason {
    if a == b {
        return Reason::SameYear;
    }
    let (x, y) = (digits(a), digits(b));
    let mut odd = x.into_iter().zip(y).filter(|(x, y)| x != y);
    match (odd.next(), odd.next(), odd.next()) {
        (Some((p, q)), Some((r, s)), None) if p == s && q == r => Reason::YearSwapped,
        (Some(_), None, None) => Reason::YearDigit,
        _ => Reason::OtherYear,
    }
}

fn digits(year: u16) -> [u16; 4] {
    [year / 1_000, year / 100 % 10, year / 10 % 10, year % 10]
}

/// A year's digits in order: equal for a year and for the same with digits swapped.
pub(super) fn digit_class(year: u16) -> u16 {
    let mut digits = digits(year);
    digits.sort_unstable();
    digits.into_iter().fold(0, |sum, digit| sum * 10 + digit)
}

enum Day {
    Same,
    SameMonth,
    Swapped,
    Other,
    Unknown,
}

/// Day and month where they tell something: the first of January stands for "not known" on many
/// papers.
fn known(date: PartialDate) -> Option<(u8, u8)> {
    Some((date.day, date.month)).filter(|day| date.is_day() && *day != (1, 1))
}

fn days(a: PartialDate, b: PartialDate) -> Day {
    match (known(a), known(b)) {
        (Some(x), Some(y)) if x == y => Day::Same,
        (Some(x), Some((day, month))) if x == (month, day) => Day::Swapped,
        (Some(_), Some(_)) => Day::Other,
        _ if a.is_day() && b.is_day() || a.month == 0 || b.month == 0 => Day::Unknown,
        _ if [a, b].iter().any(|date| (date.day, date.month) == (1, 1)) => Day::Unknown,
        _ if a.month == b.month => Day::SameMonth,
        _ => Day::Other,
    }
}

/// Day and month in order: equal for a day and for the same with the two swapped.
pub(super) fn day_class(date: PartialDate) -> Option<(u8, u8)> {
    let (day, month) = known(date)?;
    Some((day.min(month), day.max(month)))
}
