//! What a cell says, as text.

use crate::exchange::sheet::Cell;
use std::borrow::Cow;

/// A cell's text; a number as people write it, a date as files do.
pub(in crate::exchange) fn text(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) | Cell::Typed(text) => Cow::Borrowed(text),
        Cell::Number(number) => Cow::Owned(digits(*number)),
        Cell::Date(date) => Cow::Owned(date.iso()),
        Cell::Bool(yes) => Cow::Borrowed(if *yes { "1" } else { "0" }),
        Cell::Error(error) => Cow::Borrowed(error),
    }
}

/// A number without an exponent where it is a whole one.
fn digits(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// Whether nothing stands there.
pub(in crate::exchange) fn is_empty(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) | Cell::Typed(text) => {
            text.chars().all(|c| c.is_whitespace() || "\u{200b}\u{feff}".contains(c))
        }
        _ => false,
    }
}

/// Whether it is a number, a date or a text of digits.
pub(super) fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) | Cell::Date(_) => true,
        Cell::Text(text) | Cell::Typed(text) => {
            let text = text.trim();
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            digits > 0 && text.bytes().all(|b| b.is_ascii_digit() || b"./-() ".contains(&b))
        }
        _ => false,
    }
}

/// The name of a column, from 0: A … Z, AA …
pub fn letters(column: usize) -> String {
    let mut rest = column;
    let mut out = Vec::new();
    loop {
        out.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => break,
        }
    }
    out.iter().rev().collect()
}
