//! Dates as they are typed and as files write them.

use crate::domain::PartialDate;
use crate::lang::Problem;
use crate::lang::errors::domain::{DATE_AGE, DATE_DAY_WANTED, DATE_NO_SUCH_DAY, DATE_UNREADABLE};
use crate::text::fold::fold;

/// The oldest age that is read.
const OLDEST: u16 = 130;

/// Reads a date, as far as it is told: `12/05/1987`, `5/1987`, `1987`, `1987-05-12`, `12051987`,
/// `051987`, `12/5/87`, `87`; an age (`72t`) is the year of that birth. Of two-digit years the
/// latest that is not after `today` is meant.
pub(super) fn read(text: &str, today: PartialDate) -> Result<PartialDate, Problem> {
    let unreadable = || Problem::new(&DATE_UNREADABLE, [text]);
    if let Some(digits) = digits_of_age(&fold(text)) {
        let age = age_of(digits).ok_or_else(|| Problem::new(&DATE_AGE, [text]))?;
        let year = today.year.checked_sub(age).ok_or_else(unreadable)?;
        return PartialDate::new(year, 0, 0).ok_or_else(unreadable);
    }
    let (day, month, year) = parts(text, today).ok_or_else(unreadable)?;
    PartialDate::new(year, month, day).ok_or_else(|| Problem::new(&DATE_NO_SUCH_DAY, [text]))
}

/// As [`read`], a whole day.
pub(super) fn read_day(text: &str, today: PartialDate) -> Result<PartialDate, Problem> {
    let date = read(text, today)?;
    if date.is_day() { Ok(date) } else { Err(Problem::new(&DATE_DAY_WANTED, [text])) }
}

/// The age that is typed in place of a year: `72t`, `72 tuổi`.
pub(super) fn age(text: &str) -> Option<u16> {
    age_of(digits_of_age(&fold(text))?)
}

/// The digits of what is written as an age.
fn digits_of_age(folded: &str) -> Option<&str> {
    let digits = folded.strip_suffix("tuoi").or_else(|| folded.strip_suffix('t'))?.trim_end();
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// An age that somebody may have.
fn age_of(digits: &str) -> Option<u16> {
    digits.parse().ok().filter(|age| digits.len() <= 3 && (1..=OLDEST).contains(age))
}

/// Whether the century of a date that was read is a guess: its year had two digits.
pub(super) fn is_guess(text: &str) -> bool {
    let pieces: Vec<&str> = text.split(['/', '-', '.', ' ']).collect();
    match pieces.as_slice() {
        [digits] if digits.len() == 6 => month_of_year(digits).is_none(),
        [digits] => digits.len() == 2 && age(text).is_none(),
        [first, .., last] => first.len() < 4 && last.len() == 2,
        [] => false,
    }
}

/// (day, month, year), 0 where unknown; whether there is such a day is not asked here.
fn parts(text: &str, today: PartialDate) -> Option<(u8, u8, u16)> {
    // A spreadsheet's date carries a midnight.
    let text = ["T00:00:00", " 00:00:00", " 0:00:00", " 0:00"]
        .into_iter()
        .find_map(|midnight| text.strip_suffix(midnight))
        .unwrap_or(text);
    let mut all = text.split(['/', '-', '.', ' ']);
    let pieces: [&str; 3] = std::array::from_fn(|_| all.next().unwrap_or_default());
    let count = pieces.iter().take_while(|piece| !piece.is_empty()).count();
    let pieces = pieces.get(..count)?;
    let whole = text.len() + 1 == pieces.iter().map(|piece| piece.len() + 1).sum::<usize>();
    if !whole || !pieces.iter().all(|piece| piece.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    match pieces {
        [digits] => run_of_digits(digits, today),
        [year, month] if year.len() == 4 => Some((0, unit(month)?, year.parse().ok()?)),
        [month, year] => Some((0, unit(month)?, whole_year(year, today, |_| true)?)),
        [year, month, day] if year.len() == 4 => {
            Some((unit(day)?, unit(month)?, year.parse().ok()?))
        }
        [day, month, year] => {
            let (day, month) = (unit(day)?, unit(month)?);
            let past = |year| PartialDate { year, month, day } <= today;
            Some((day, month, whole_year(year, today, past)?))
        }
        _ => None,
    }
}

/// ddmmyyyy, mmyyyy or ddmmyy, yyyy, yy. Six digits are mmyyyy where that is a year of 1800 … 2199:
/// read as ddmmyy they would have a month of 18 … 21.
fn run_of_digits(digits: &str, today: PartialDate) -> Option<(u8, u8, u16)> {
    match digits.len() {
        2 => Some((0, 0, whole_year(digits, today, |_| true)?)),
        4 => Some((0, 0, digits.parse().ok()?)),
        6 => {
            if let Some((month, year)) = month_of_year(digits) {
                return Some((0, unit(month)?, year));
            }
            let (month, year) = digits.get(2..)?.split_at_checked(2)?;
            let (day, month) = (unit(digits.get(..2)?)?, unit(month)?);
            let past = |year| PartialDate { year, month, day } <= today;
            Some((day, month, whole_year(year, today, past)?))
        }
        8 => {
            let (day, rest) = digits.split_at_checked(2)?;
            let (month, year) = rest.split_at_checked(2)?;
            Some((unit(day)?, unit(month)?, year.parse().ok()?))
        }
        _ => None,
    }
}

/// Six digits taken apart as mmyyyy, where that is a year that papers have.
fn month_of_year(digits: &str) -> Option<(&str, u16)> {
    let (month, year) = digits.split_at_checked(2)?;
    Some((month, year.parse().ok().filter(|year| (1800..2200).contains(year))?))
}

/// A day or a month: one or two digits, not 0.
fn unit(digits: &str) -> Option<u8> {
    digits.parse().ok().filter(|n| digits.len() <= 2 && *n > 0)
}

/// Four digits as they are; two in the century that makes the latest year that is not after today
/// and that `past` holds for.
fn whole_year(digits: &str, today: PartialDate, past: impl Fn(u16) -> bool) -> Option<u16> {
    let year: u16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 => {
            let near = today.year - today.year % 100 + year;
            let fits = near <= today.year && past(near);
            Some(if fits { near } else { near.checked_sub(100)? })
        }
        _ => None,
    }
}
