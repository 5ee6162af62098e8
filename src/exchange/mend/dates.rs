//! Dates in all the ways that lists have them.

use super::{Around, Mended, numbers};
use crate::domain::{PartialDate, Tables, input};
use crate::exchange::sheet::Cell;
use crate::exchange::why::{self, Why};
use crate::text::fold::fold;

/// Day numbers that a date column holds for sure; above a year, before long after today.
const USUAL: std::ops::RangeInclusive<u32> = 20_000..=60_000;
const YEARS: std::ops::RangeInclusive<u32> = 1000..=2199;
/// The oldest age.
const OLDEST: u32 = 120;
/// Months as English spreadsheets write them.
const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";

/// Mends a date; a number in a column of ages is one.
pub(super) fn mend(cell: &Cell, said: &str, age: bool, around: &Around<'_>) -> Mended {
    let today = around.today;
    if let Cell::Date(_) = cell {
        return Mended::same(said);
    }
    if let Some(mended) = numbers::unfloated(cell, said) {
        let inner = number(&mended.text, age, today);
        return inner.filter(|inner| inner.why.is_some()).unwrap_or(mended);
    }
    if let Some(mended) = number(said, age, today) {
        return mended;
    }
    if let Ok(date) = input::date(said, today) {
        return read(said, date);
    }
    words(said, around.tables, today).unwrap_or_else(|| Mended::same(said))
}

/// A date that is read as it stands; what its letters do not say is a guess.
fn read(said: &str, date: PartialDate) -> Mended {
    let folded = fold(said);
    if said.contains(&format!("{:04}", date.year)) {
        return Mended::same(said);
    }
    let age: String = folded.chars().take_while(char::is_ascii_digit).collect();
    match folded.ends_with('t') || folded.ends_with("tuoi") {
        true => Mended::to(date.screen(), Why::new(why::AGE, [age])),
        false => Mended::to(date.screen(), Why::bare(why::CENTURY)),
    }
}

/// A run of digits: an age, a year, a day number, or digits that lost their first zero.
fn number(said: &str, age: bool, today: PartialDate) -> Option<Mended> {
    let digits = !said.is_empty() && said.len() <= 8 && said.bytes().all(|b| b.is_ascii_digit());
    let number: u32 = said.parse().ok().filter(|_| digits)?;
    if age && (1..=OLDEST).contains(&number) {
        let year = u32::from(today.year).checked_sub(number)?;
        return Some(Mended::to(year.to_string(), Why::new(why::AGE, [said])));
    }
    if said.len() <= 4 && (YEARS.contains(&number) || number < 100) {
        return input::date(said, today).ok().map(|date| read(said, date));
    }
    let fits = |text: &str| input::date(text, today).ok().filter(|date| !date.is_after(today));
    let day = serial(number).filter(|day| !day.is_after(today));
    let zeroed = format!("0{said}");
    match (day, said.len()) {
        (Some(day), 4 | 5) if USUAL.contains(&number) => {
            Some(Mended::to(day.iso(), Why::bare(why::SERIAL)))
        }
        (None, 5) | (_, 7) if fits(&zeroed).is_some() => {
            Some(Mended::maybe(zeroed, Why::bare(why::ZEROS)))
        }
        (Some(day), 4 | 5) if number > *YEARS.end() => {
            Some(Mended::maybe(day.iso(), Why::bare(why::SERIAL_DOUBT)))
        }
        _ => None,
    }
}

/// The day of a spreadsheet's number: 1 is 01/01/1900, and there is a 29/02/1900 that never was.
pub(super) fn serial(number: u32) -> Option<PartialDate> {
    let days = i64::from(number).checked_sub(25_569).filter(|_| number > 60)?;
    // Days since 1970 to a date: by eras of 400 years that begin in March.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    PartialDate::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// "tháng 5/1958", "ngày 12 tháng 3 năm 1961", "12-Mar-61", "~1950", "12/03/1961 07:00:00".
fn words(said: &str, tables: &Tables, today: PartialDate) -> Option<Mended> {
    let folded = fold(said);
    let text = without_time(&folded);
    let (mut pieces, mut doubtful, mut named) = (Vec::new(), text.contains(['~', '?']), false);
    for piece in runs(text) {
        let month =
            MONTHS.split(' ').position(|month| piece.starts_with(month) && piece.len() >= 3);
        if piece.bytes().all(|b| b.is_ascii_digit()) {
            pieces.push(piece.to_owned());
        } else if let Some(month) = month {
            pieces.push((month + 1).to_string());
            named = true;
        } else if is_word(piece, "drop", tables) {
        } else if is_word(piece, "doubt", tables) {
            doubtful = true;
        } else {
            return None;
        }
    }
    if pieces.is_empty() || pieces.len() > 3 {
        return None;
    }
    let joined = pieces.join("/");
    let reason = if doubtful { why::ABOUT } else { why::DATE_WORDS };
    let mended = |text: &str, reason, doubtful| {
        let date = input::date(text, today).ok()?;
        let why = Some((Why::bare(reason), doubtful));
        Some(Mended { text: date.screen(), why, ..Mended::default() })
    };
    let century = pieces.last().is_some_and(|last| last.len() == 2);
    mended(&joined, reason, doubtful || century).or_else(|| match pieces.as_slice() {
        [month, day, year] if !named => {
            mended(&format!("{day}/{month}/{year}"), why::MONTH_FIRST, true)
        }
        _ => None,
    })
}

/// A time of the day belongs to no date here.
fn without_time(text: &str) -> &str {
    match text.split_once([' ', 't']) {
        Some((date, time)) if time.contains(':') && date.bytes().any(|b| b.is_ascii_digit()) => {
            date
        }
        _ => text,
    }
}

fn is_word(piece: &str, what: &str, tables: &Tables) -> bool {
    let mut words = tables.sheets().words("date").iter();
    words.any(|words| words.of == what && fold(&words.written) == piece)
}

/// Runs of digits and runs of letters.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let digit = rest.chars().next()?.is_ascii_digit();
        let ends = |c: char| !c.is_alphanumeric() || c.is_ascii_digit() != digit;
        let (piece, behind) = rest.split_at_checked(rest.find(ends).unwrap_or(rest.len()))?;
        rest = behind;
        Some(piece)
    })
}
