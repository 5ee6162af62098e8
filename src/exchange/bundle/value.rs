//! A value and its one text (FORMAT.md §5). The texts are those of an export; but what an import
//! reads generously is read here to the letter, so that no two texts mean the same.

use super::fault::{Fault, Rule, hold};
use super::hex;
use crate::domain::{FieldKind, PartialDate, RecordId, Seen, Step, Value};
use std::borrow::Cow;

/// What stands between the parts of a timeline.
const BETWEEN: &str = "; ";
const BEHIND_DATE: &str = ": ";
const BEFORE_REASON: &str = " (";
const SPACE: char = ' ';
/// Before the reason of what is unknown.
const UNKNOWN: &str = "? ";
/// What hears of a step: since when, what, why.
type Each<'a> = dyn FnMut(Option<PartialDate>, Seen<'_>, &str) + 'a;

/// Signs that mean something in a timeline.
const SIGNS: &str = r"\;:()?";

/// Adds the text of a value of a field of that kind.
pub(super) fn write(out: &mut String, kind: &FieldKind, value: Seen<'_>) -> Result<(), Fault> {
    match (kind, value) {
        (FieldKind::Timeline(inner), Seen::Timeline(steps)) => {
            let mut first = true;
            let mut one = String::new();
            for step in steps {
                if !std::mem::take(&mut first) {
                    out.push_str(BETWEEN);
                }
                if let Some(from) = step.from {
                    date(out, from);
                    out.push_str(BEHIND_DATE);
                }
                one.clear();
                plain(&mut one, inner, step.value)?;
                escape(out, &one);
                if !step.reason.is_empty() {
                    hold(step.reason, Rule::Line)?;
                    out.push_str(BEFORE_REASON);
                    escape(out, step.reason);
                    out.push(')');
                }
            }
            Ok(())
        }
        (FieldKind::Timeline(_), Seen::Unknown(_)) => plain(out, kind.at_a_time(), value),
        (FieldKind::Timeline(_), _) => Err(Fault::Form),
        _ => plain(out, kind, value),
    }
}

/// Reads the text of a value of a field of that kind; it is not empty.
pub(super) fn read(kind: &FieldKind, text: &str) -> Result<Value, Fault> {
    match steps_of(kind, text) {
        Some(inner) => {
            let mut all = Vec::new();
            steps(inner, text, &mut |from, value, reason| {
                all.push(Step { from, value: value.to_value(), reason: reason.to_owned() });
            })?;
            Ok(Value::Timeline(all))
        }
        None => plain_of(kind.at_a_time(), text).map(Seen::to_value),
    }
}

/// Whether that text can be read: as [`read`], and nothing is kept.
pub(super) fn check(kind: &FieldKind, text: &str) -> Result<(), Fault> {
    match steps_of(kind, text) {
        Some(inner) => steps(inner, text, &mut |_, _, _| ()),
        None => plain_of(kind.at_a_time(), text).map(drop),
    }
}

/// What the steps of a timeline hold, where the text is one. A step of what is unknown has a `\`
/// before its sign; a timeline that is unknown as a whole has none.
fn steps_of<'k>(kind: &'k FieldKind, text: &str) -> Option<&'k FieldKind> {
    match kind {
        FieldKind::Timeline(inner) if !text.starts_with('?') => Some(inner),
        _ => None,
    }
}

/// How the texts of a field of that kind are held; None where it holds no free text.
fn rule(kind: &FieldKind) -> Option<Rule> {
    match kind {
        FieldKind::Name => Some(Rule::Name),
        FieldKind::Note => Some(Rule::Note),
        FieldKind::Text(_) | FieldKind::CitizenId | FieldKind::Phone => Some(Rule::Line),
        _ => None,
    }
}

/// How a reason for what is unknown is held: a note's may have several lines.
fn reason(kind: &FieldKind) -> Rule {
    if *kind == FieldKind::Note { Rule::Note } else { Rule::Line }
}

fn plain(out: &mut String, kind: &FieldKind, value: Seen<'_>) -> Result<(), Fault> {
    match (kind, value) {
        (_, Seen::Unknown(text)) => {
            hold(text, reason(kind))?;
            out.push_str(UNKNOWN);
            out.push_str(text);
        }
        (FieldKind::Choice(_) | FieldKind::Area(_), Seen::Code(code)) => {
            hold_code(code)?;
            out.push_str(code);
        }
        (FieldKind::Date | FieldKind::PartialDate, Seen::Date(day)) => date(out, day),
        (FieldKind::Lookup(_), Seen::Ref(id)) => id_to(out, id),
        (FieldKind::Whole | FieldKind::Vnd, Seen::Whole(number)) => {
            out.push_str(&number.to_string());
        }
        (FieldKind::YesNo, Seen::Flag(flag)) => out.push_str(if flag { "yes" } else { "no" }),
        (kind, Seen::Text(text)) => {
            hold(text, rule(kind).ok_or(Fault::Form)?)?;
            if begins_oddly(text) {
                out.push('\\');
            }
            out.push_str(text);
        }
        _ => return Err(Fault::Form),
    }
    Ok(())
}

/// The value of a text that is no timeline's, where it lies.
fn plain_of<'t>(kind: &FieldKind, text: &'t str) -> Result<Seen<'t>, Fault> {
    if let Some(text) = text.strip_prefix(UNKNOWN) {
        return hold(text, reason(kind)).map(|()| Seen::Unknown(text));
    }
    let value = match kind {
        FieldKind::Choice(_) | FieldKind::Area(_) => {
            hold_code(text)?;
            Some(Seen::Code(text))
        }
        FieldKind::Date | FieldKind::PartialDate => read_date(text).map(Seen::Date),
        FieldKind::Lookup(_) => read_id(text).map(Seen::Ref),
        FieldKind::Whole | FieldKind::Vnd => whole(text).map(Seen::Whole),
        FieldKind::YesNo => match text {
            "yes" => Some(Seen::Flag(true)),
            "no" => Some(Seen::Flag(false)),
            _ => None,
        },
        kind => {
            let unmarked = match text.strip_prefix('\\') {
                Some(rest) if begins_oddly(rest) => rest,
                _ if begins_oddly(text) || text.is_empty() => return Err(Fault::Form),
                _ => text,
            };
            hold(unmarked, rule(kind).ok_or(Fault::Form)?)?;
            Some(Seen::Text(unmarked))
        }
    };
    value.ok_or(Fault::Form)
}

/// Whether a text would mean something else, was it not for a `\` before it.
fn begins_oddly(text: &str) -> bool {
    text.starts_with(['?', '\\'])
}

fn hold_code(code: &str) -> Result<(), Fault> {
    hold(code, Rule::Line)?;
    if code.is_empty() || begins_oddly(code) { Err(Fault::Form) } else { Ok(()) }
}

/// Adds a date: `1987`, `1987-05`, `1987-05-12`.
pub(super) fn date(out: &mut String, date: PartialDate) {
    let mut part = |number: u16, places: u32| {
        for place in (0..places).rev() {
            out.push(char::from(b'0' + (number / 10_u16.pow(place) % 10) as u8));
        }
    };
    part(date.year, 4);
    for number in [date.month, date.day].into_iter().take_while(|number| *number > 0) {
        out.push('-');
        for digit in [number / 10, number % 10] {
            out.push(char::from(b'0' + digit));
        }
    }
}

/// Reads what [`date`] wrote.
pub(in crate::exchange) fn read_date(text: &str) -> Option<PartialDate> {
    let number = |digits: Option<&[u8]>| {
        digits?.iter().try_fold(0_u16, |sum, digit| {
            digit.is_ascii_digit().then(|| sum * 10 + u16::from(digit - b'0'))
        })
    };
    let bytes = text.as_bytes();
    let marked = [4, 7].iter().all(|at| bytes.get(*at).is_none_or(|byte| *byte == b'-'));
    let year = number(bytes.get(..4)).filter(|_| marked)?;
    let two = |from: usize| number(bytes.get(from..from + 2)).map(|number| number as u8);
    let (month, day) = match bytes.len() {
        4 => return PartialDate::new(year, 0, 0),
        7 => (two(5)?, 0),
        10 => (two(5)?, two(8).filter(|day| *day > 0)?),
        _ => return None,
    };
    PartialDate::new(year, month, day).filter(|date| date.month > 0)
}

/// Adds an id: 8-4-4-4-12 digits.
pub(super) fn id_to(out: &mut String, id: RecordId) {
    let mut rest = id.0.as_slice();
    for bytes in [4, 2, 2, 2, 6] {
        let (part, behind) = rest.split_at_checked(bytes).unwrap_or_default();
        if bytes != 4 {
            out.push('-');
        }
        hex::write(out, part);
        rest = behind;
    }
}

/// Reads what [`id_to`] wrote.
pub(super) fn read_id(text: &str) -> Option<RecordId> {
    let mut digits = [0; 32];
    let bytes = text.as_bytes().first_chunk::<36>().filter(|_| text.len() == 36)?;
    let mut places = digits.iter_mut();
    for (at, byte) in bytes.iter().enumerate() {
        match (matches!(at, 8 | 13 | 18 | 23), byte) {
            (true, b'-') => {}
            (true, _) => return None,
            (false, byte) => *places.next()? = *byte,
        }
    }
    hex::read(&digits).map(RecordId)
}

/// Reads a whole number as it is written: no `+`, no leading zeros, no minus before nothing.
pub(super) fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    (plain || text == "0").then(|| text.parse().ok()).flatten()
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        if SIGNS.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Takes a text up to the next sign that stands there by itself; what it is, what ended it and
/// what stands behind that.
fn token(text: &str) -> Result<(Cow<'_, str>, Option<char>, &str), Fault> {
    let mut out = String::new();
    let mut rest = text;
    loop {
        let at = rest.find(|c: char| c.is_ascii() && SIGNS.contains(c));
        let (before, behind) = rest.split_at_checked(at.unwrap_or(rest.len())).unwrap_or_default();
        let mut chars = behind.chars();
        let sign = chars.next();
        match sign {
            Some('\\') => {
                let marked = chars.next().filter(|sign| SIGNS.contains(*sign));
                out.push_str(before);
                out.push(marked.ok_or(Fault::Form)?);
                rest = chars.as_str();
            }
            Some('?') => return Err(Fault::Form),
            sign => {
                let whole = match out.is_empty() {
                    true => Cow::Borrowed(before),
                    false => Cow::Owned(out + before),
                };
                return Ok((whole, sign, chars.as_str()));
            }
        }
    }
}

/// What stands behind the second sign of a pair, of which the first was met.
fn behind<'t>(text: &'t str, pair: &str) -> Result<&'t str, Fault> {
    let second = pair.get(1..).unwrap_or_default();
    text.strip_prefix(second).ok_or(Fault::Form)
}

/// Reads the steps of a timeline, one by one.
fn steps(inner: &FieldKind, text: &str, each: &mut Each<'_>) -> Result<(), Fault> {
    let mut last = None;
    let mut rest = text;
    loop {
        let (mut value, mut sign, mut after) = token(rest)?;
        let mut from = None;
        if sign == Some(':') {
            from = Some(read_date(&value).ok_or(Fault::Form)?);
            (value, sign, after) = token(behind(after, BEHIND_DATE)?)?;
        }
        let mut value = value.as_ref();
        let mut reason = Cow::Borrowed("");
        if sign == Some('(') {
            value = value.strip_suffix(SPACE).ok_or(Fault::Form)?;
            let (inside, closes, further) = token(after)?;
            if closes != Some(')') || inside.is_empty() {
                return Err(Fault::Form);
            }
            hold(&inside, Rule::Line)?;
            reason = inside;
            let mut signs = further.chars();
            (sign, after) = (signs.next(), signs.as_str());
        }
        if value.is_empty() || last.is_some_and(|last| last > from) {
            return Err(Fault::Form);
        }
        last = Some(from);
        each(from, plain_of(inner, value)?, &reason);
        match sign {
            None => return Ok(()),
            Some(';') => rest = behind(after, BETWEEN)?,
            Some(_) => return Err(Fault::Form),
        }
    }
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
