//! Typed or imported text to a value: the one reader for screens, commands and files.

pub(super) mod areas;
mod dates;
mod full;
mod names;
pub mod numbers;
mod remark;
pub(super) mod steps;
#[cfg(test)]
mod tests;

pub use full::is_full;
pub use remark::remark;

use super::{Field, FieldKind, Kind, PartialDate, RecordId, Tables, Value};
use crate::lang::Problem;
use crate::lang::errors::domain::{
    CHOICE_UNKNOWN, REF_UNREADABLE, SECRET, TEXT_TOO_LONG, YES_NO_UNREADABLE,
};
use crate::text::clean;
use crate::text::fold::fold;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// The most letters of a note.
pub const NOTE_LETTERS: usize = 4000;
/// The most letters of a name.
pub const NAME_LETTERS: usize = 80;
/// Why something is not known where nothing else is said: a `?` alone.
pub const NOT_ON_PAPER: &str = "phiếu không ghi";
/// The most bytes a text may come with before it is looked at; anything longer is no field's.
const BYTES: usize = 64 * 1024;

/// Finds the record of a type that a text means; how is the asker's business.
pub type Resolve<'a> = &'a dyn Fn(Kind, &str) -> Result<RecordId, Problem>;

/// What reading a text may need.
struct Around<'a> {
    tables: &'a Tables,
    today: PartialDate,
    resolve: Resolve<'a>,
}

/// Reads `text` as a value of `field`; an empty text is no entry.
///
/// Both forms of a date are read (`12/05/1987`, `1987-05-12`; partial ones too; two-digit years
/// with the century guessed from `today`: never in the future). A look-up takes a whole record id
/// only: short codes and words are the register's business ([`parse_with`]). `? why` is "known to
/// be unknown" in every field, `?` alone that [the paper does not say](NOT_ON_PAPER). A timeline is `FROM: VALUE (why); …`, a value alone one undated step
/// (see [`entered`](super::timeline::entered)).
///
/// # Errors
/// What is wrong and what to enter instead.
pub fn parse(
    field: &Field,
    text: &str,
    tables: &Tables,
    today: PartialDate,
) -> Result<Option<Value>, Problem> {
    let resolve = |_: Kind, text: &str| {
        text.parse().map_err(|()| Problem::new(&REF_UNREADABLE, [text.to_owned()]))
    };
    parse_with(field, text, tables, today, &resolve)
}

/// As [`parse`], with look-ups read by `resolve` where they are no whole record id.
///
/// # Errors
/// As [`parse`], and what `resolve` finds wrong.
pub fn parse_with(
    field: &Field,
    text: &str,
    tables: &Tables,
    today: PartialDate,
    resolve: Resolve<'_>,
) -> Result<Option<Value>, Problem> {
    if text.len() > BYTES {
        return Err(Problem::new(&TEXT_TOO_LONG, [letters_of(&field.kind).to_string()]));
    }
    read(&field.kind, text, &Around { tables, today, resolve })
}

/// Reads a date alone, as far as it is told.
///
/// # Errors
/// What is wrong with it.
pub fn date(text: &str, today: PartialDate) -> Result<PartialDate, Problem> {
    dates::read(&clean::as_line(text), today)
}

fn read(kind: &FieldKind, text: &str, around: &Around<'_>) -> Result<Option<Value>, Problem> {
    let cleaned = match kind {
        FieldKind::Note => Cow::Owned(clean::note(text)),
        _ => clean::as_line(text),
    };
    if cleaned.is_empty() {
        return Ok(None);
    }
    if let Some(reason) = cleaned.strip_prefix('?') {
        return match reason.trim() {
            "" => Ok(Some(Value::Unknown(NOT_ON_PAPER.to_owned()))),
            reason => Ok(Some(Value::Unknown(within(reason, NOTE_LETTERS)?.to_owned()))),
        };
    }
    // A text that itself begins with `?` or `\` is written with a `\` before it.
    let text = match (kind, cleaned.strip_prefix('\\')) {
        (FieldKind::Timeline(_), _) | (_, None) => cleaned.as_ref(),
        (_, Some(rest)) => Some(rest).filter(|rest| begins_oddly(rest)).unwrap_or(&cleaned),
    };
    entry(kind, text, around).map(Some)
}

fn entry(kind: &FieldKind, text: &str, around: &Around<'_>) -> Result<Value, Problem> {
    let Around { tables, today, resolve } = around;
    Ok(match kind {
        FieldKind::Text(_) | FieldKind::Note => {
            Value::Text(within(text, letters_of(kind))?.to_owned())
        }
        FieldKind::Name => Value::Text(names::read(within(text, NAME_LETTERS)?)?),
        FieldKind::PartialDate => Value::Date(dates::read(text, *today)?),
        FieldKind::Date => Value::Date(dates::read_day(text, *today)?),
        FieldKind::Timeline(inner) => Value::Timeline(steps::read(inner, text, around)?),
        FieldKind::CitizenId => Value::Text(numbers::citizen_id(text)?),
        FieldKind::Phone => Value::Text(numbers::phone(text, tables)?),
        FieldKind::Choice(name) => match tables.choices(name) {
            Some(table) => Value::Code(table.find(text)?.code.clone()),
            None => return Err(Problem::new(&CHOICE_UNKNOWN, [text, name])),
        },
        FieldKind::Area(scope) => Value::Code(areas::read(*scope, text, tables)?),
        FieldKind::Lookup(kind) => match text.parse() {
            Ok(id) => Value::Ref(id),
            Err(()) => Value::Ref(resolve(*kind, text)?),
        },
        FieldKind::Whole => Value::Whole(numbers::whole(text)?),
        FieldKind::Vnd => Value::Whole(numbers::vnd(text)?),
        FieldKind::YesNo => Value::Flag(yes_no(text)?),
        // Nobody types one into a field: the register makes it.
        FieldKind::Secret => return Err(Problem::bare(&SECRET)),
    })
}

/// Whether a text would be read as something else, was it not for a `\` before it.
pub(super) fn begins_oddly(text: &str) -> bool {
    text.starts_with(['?', '\\'])
}

/// The most letters a field of that kind takes.
pub fn letters_of(kind: &FieldKind) -> usize {
    match kind.at_a_time() {
        FieldKind::Text(most) => usize::from(*most),
        FieldKind::Name => NAME_LETTERS,
        _ => NOTE_LETTERS,
    }
}

fn within(text: &str, most: usize) -> Result<&str, Problem> {
    // A letter is a byte at least, and may carry any number of marks: both are bounded.
    if text.len() <= most {
        return Ok(text);
    }
    if text.len() > most.saturating_mul(8) || text.graphemes(true).count() > most {
        return Err(Problem::new(&TEXT_TOO_LONG, [most.to_string()]));
    }
    Ok(text)
}

fn yes_no(text: &str) -> Result<bool, Problem> {
    match fold(text).as_str() {
        "1" | "co" | "c" | "y" | "yes" | "x" | "true" => Ok(true),
        "2" | "0" | "khong" | "k" | "n" | "no" | "false" => Ok(false),
        _ => Err(Problem::new(&YES_NO_UNREADABLE, [text])),
    }
}
