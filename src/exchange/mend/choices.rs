//! Choices: a fraction that became a date, a fraction among other words, a mark for yes.

use super::{Around, Mended, dates, numbers};
use crate::exchange::sheet::Cell;
use crate::exchange::why::{self, Why};

/// Day numbers of the years in which lists were typed: below them are codes.
const TYPED: std::ops::RangeInclusive<u32> = 33_000..=60_000;

/// Mends an entry of a reference table.
pub(super) fn mend(table: &str, cell: &Cell, said: &str, around: &Around<'_>) -> Mended {
    let Some(table) = around.tables.choices(table) else { return Mended::same(said) };
    let known = |text: &str| table.rows().iter().any(|row| row.wordings().any(|word| word == text));
    let serial = match cell {
        Cell::Date(date) => Some(*date),
        _ => said.parse().ok().filter(|n| TYPED.contains(n)).and_then(dates::serial),
    };
    if let Some(day) = serial {
        // 7/10 is the seventh of October.
        let fractions = [(day.day, day.month), (day.month, day.day)];
        let fractions = fractions.map(|(above, below)| format!("{above}/{below}"));
        // 4/12 of a year's month written before its day is read the first way too.
        if let Some(fraction) = fractions.into_iter().find(|fraction| known(fraction)) {
            let why = Why::new(why::FRACTION, [fraction.clone()]);
            return Mended::to(fraction, why);
        }
        return Mended::same(said);
    }
    if let Some(mended) = numbers::unfloated(cell, said) {
        return mended;
    }
    if table.find(said).is_ok() {
        return Mended::same(said);
    }
    // "lớp 7/10", "7/10 phổ thông"
    let mut fractions = said.split_whitespace().filter(|word| word.contains('/') && known(word));
    match (fractions.next(), fractions.next()) {
        (Some(fraction), None) if !said.contains([',', ';']) => {
            Mended::maybe(fraction, Why::new(why::WITHIN, [said]))
        }
        _ => Mended::same(said),
    }
}

/// Yes or no: any mark is a yes.
pub(super) fn yes_no(said: &str, around: &Around<'_>) -> Mended {
    Mended::same(if around.tables.sheets().is("mark", said) { "1" } else { said })
}
