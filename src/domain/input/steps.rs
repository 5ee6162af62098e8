//! Timelines as text: `2019: active; 2023-05-12: died (bệnh)`. A `\` takes the meaning from the
//! sign after it.

use super::{Around, NOTE_LETTERS, dates, read as read_value, within};
use crate::domain::{FieldKind, PartialDate, Step};
use crate::lang::Problem;
use crate::lang::errors::domain::TIMELINE_UNREADABLE;
use std::borrow::Cow;

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
        let mut parts = split(piece, ':');
        let (from, value) = match (parts.next(), parts.next(), parts.next()) {
            (Some(value), None, _) => (None, value),
            (Some(from), Some(value), None) => {
                (Some(dates::read(from.trim(), around.today)?), value)
            }
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
fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    Cow::Owned(out)
}

/// Splits at a sign that no `\` stands before.
fn split(text: &str, at: char) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut taken = false;
        let end = text.find(|c: char| {
            let ends = c == at && !taken;
            taken = c == '\\' && !taken;
            ends
        });
        let (piece, behind) = match end {
            Some(end) => (text.get(..end)?, text.get(end + at.len_utf8()..)),
            None => (text, None),
        };
        rest = behind;
        Some(piece)
    })
}

/// The value, and the reason in brackets behind it.
fn take_reason(text: &str) -> (&str, &str) {
    let mut opened = split(text, '(');
    let (Some(value), Some(reason), None) = (opened.next(), opened.next(), opened.next()) else {
        return (text, "");
    };
    let mut closed = split(reason, ')');
    match (closed.next(), closed.next(), closed.next()) {
        (Some(reason), Some(rest), None) if rest.trim().is_empty() => (value.trim(), reason),
        _ => (text, ""),
    }
}
