//! Whether a text is a whole entry of its field: right, and as long as it can be, so that no key
//! more could belong to it.

use super::{dates, numbers};
use crate::domain::citizen::INVENTED;
use crate::domain::{FieldKind, PartialDate, Tables};
use crate::text::fold::fold;

/// Whether such a field holds all it can: an id of 12 digits, a telephone number, a date of 8
/// digits or of 6 that begin none of 8 or with a whole year behind a slash, a year that begins no day, the key of a row that no other key
/// or word begins with. What is wrong is never full.
pub fn is_full(kind: &FieldKind, text: &str, tables: &Tables, today: PartialDate) -> bool {
    let in_parts = is_in_parts(text);
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) && !in_parts {
        return false;
    }
    match kind.at_a_time() {
        FieldKind::CitizenId => is_id(text, tables),
        FieldKind::Phone => is_phone(text, tables),
        FieldKind::PartialDate => {
            let past = dates::read(text, today).is_ok_and(|date| !date.is_after(today));
            (in_parts || is_year(text, today) || is_run(text, today)) && past
        }
        FieldKind::Date => {
            let past = dates::read_day(text, today).is_ok_and(|date| !date.is_after(today));
            (in_parts || is_run(text, today)) && past
        }
        FieldKind::Choice(name) => is_key(name, text, tables),
        FieldKind::YesNo => matches!(text, "1" | "2"),
        _ => false,
    }
}

/// A year that somebody alive was born in, and that begins no day: of 1954 the 54 is no month.
fn is_year(text: &str, today: PartialDate) -> bool {
    let month: u16 = text.get(2..).and_then(|month| month.parse().ok()).unwrap_or(0);
    let lived = |year: u16| year + 120 > today.year;
    text.len() == 4 && month > 12 && text.parse().is_ok_and(lived)
}

/// Eight digits; six where the last two begin no year: 120354 is not 12/03/54.., but 120319 may go on
/// as 12/03/1954.
fn is_run(text: &str, today: PartialDate) -> bool {
    let two = |at: usize| text.get(at..at + 2).and_then(|two| two.parse::<u16>().ok());
    let begins_more = || {
        let century = two(4).is_none_or(|century| (18..=today.year / 100).contains(&century));
        century && two(2).is_none_or(|month| month <= 12)
    };
    text.len() == 8 || text.len() == 6 && !begins_more()
}

/// 12/03/1954 or 3/1954: behind a whole year nothing follows.
fn is_in_parts(text: &str) -> bool {
    let mut parts =
        text.rsplit('/').map(|part| (part.len(), part.bytes().all(|b| b.is_ascii_digit())));
    parts.next() == Some((4, true))
        && matches!(text.matches('/').count(), 1 | 2)
        && parts.all(|(length, digits)| digits && matches!(length, 1 | 2))
}

/// Twelve digits that begin as a province's do.
fn is_id(text: &str, tables: &Tables) -> bool {
    let known = tables.numbers().province_of(text).is_some();
    text.len() == 12 && (known || text.starts_with(INVENTED))
}

/// Ten digits of a mobile number, eleven of a landline.
fn is_phone(text: &str, tables: &Tables) -> bool {
    let long = match text.starts_with("02") {
        true => text.len() == 11,
        false => text.len() == 10 && tables.numbers().is_mobile(text),
    };
    long && numbers::phone(text, tables).is_ok()
}

fn is_key(table: &str, text: &str, tables: &Tables) -> bool {
    let Some(table) = tables.choices(table) else { return false };
    let longer = |word: &str| word.len() > text.len() && fold(word).starts_with(text);
    let goes_on = |row: &crate::domain::tables::Choice| {
        longer(&row.key) || longer(&row.code) || row.wordings().any(longer)
    };
    table.offered().any(|row| row.key == text) && !table.offered().any(goes_on)
}
