//! Timelines as text: `2019: active; 2023-05-12: died (bệnh)`. A `\` takes the meaning from the
//! sign after it.

use super::{Around, NOTE_LETTERS, dates, read as read_value, within};
use crate::domain::{FieldKind, PartialDate, Step};
use crate::lang::Problem;
use crate::lang::errors::domain::TIMELINE_UNREADABLE;

/// The most steps a timeline takes.
pub(crate) const STEPS: usize = 100;

/// Reads the steps, in the order of their dates.
pub(super) fn read(
    inner: &FieldKind,
    text: &str,
    around: &Around<'_>,
) -> Result<Vec<Step>, Problem> {
    let unreadable = || Problem::new(&TIMELINE_UNREADABLE, [text]);
    let mut steps = Vec::new();
    for piece in split(text, ';') {
        if piece.trim().is_empty() {
            continue;
        }
        let (from, value) = match split(piece, ':').as_slice() {
            [value] => (None, *value),
            [from, value] => (Some(dates::read(from.trim(), around.today)?), *value),
            _ => return Err(unreadable()),
        };
        let (value, reason) = take_reason(value.trim());
        let value = read_value(inner, &plain(value), around)?.ok_or_else(unreadable)?;
        let reason = within(plain(reason).trim(), NOTE_LETTERS)?.to_owned();
        steps.push(Step { from, value, reason });
    }
    steps.sort_by_key(|step| step.from);
    if steps.is_empty() || steps.len() > STEPS { Err(unreadable()) } else { Ok(steps) }
}

/// Writes what [`read`] reads: dates as files have them, `shown` the values.
pub(crate) fn write(
    steps: &[Step],
    date: fn(&PartialDate) -> String,
    shown: &dyn Fn(&Step) -> String,
) -> String {
    let pieces: Vec<String> = steps
        .iter()
        .map(|step| {
            let from = step.from.map(|from| format!("{}: ", date(&from))).unwrap_or_default();
            let why = match step.reason.as_str() {
                "" => String::new(),
                reason => format!(" ({})", escaped(reason)),
            };
            format!("{from}{}{why}", escaped(&shown(step)))
        })
        .collect();
    pieces.join("; ")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\;:()?".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Takes the backslashes off again.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    out
}

/// Splits at a sign that no `\` stands before.
fn split(text: &str, at: char) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut taken = false;
    for (place, c) in text.char_indices() {
        if c == at && !taken {
            out.push(text.get(start..place).unwrap_or_default());
            start = place + c.len_utf8();
        }
        taken = c == '\\' && !taken;
    }
    out.push(text.get(start..).unwrap_or_default());
    out
}

/// The value, and the reason in brackets behind it.
fn take_reason(text: &str) -> (&str, &str) {
    let opened = split(text, '(');
    match opened.as_slice() {
        [value, reason] => match split(reason, ')').as_slice() {
            [reason, rest] if rest.trim().is_empty() => (value.trim(), reason),
            _ => (text, ""),
        },
        _ => (text, ""),
    }
}
