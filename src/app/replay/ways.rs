//! How a clerk may type a value: a table of ways for each kind of field. Each way only proposes
//! keys; they count once a field of the real form has taken them for the value. A new shorthand is
//! one more row.

use crate::app::desk::Desk;
use crate::app::form::Form;
use crate::domain::records::name_code;
use crate::domain::{Field, FieldKind, Value, show};
use crate::text::compose::telex;

/// What is to be typed.
pub(super) struct Case<'a> {
    pub(super) field: &'static Field,
    pub(super) kind: FieldKind,
    pub(super) value: &'a Value,
    /// As the paper has it.
    pub(super) paper: &'a str,
    pub(super) desk: &'a Desk,
    pub(super) form: &'a Form,
}

/// What a value is keyed as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Keyed {
    pub(super) keys: String,
    /// The field is full then, and the cursor goes on.
    pub(super) goes_on: bool,
}

impl Keyed {
    /// Whether the first key is a digit.
    pub(super) fn begins_with_digit(&self) -> bool {
        self.keys.starts_with(|key: char| key.is_ascii_digit())
    }

    /// With what takes the cursor on.
    pub(super) fn cost(&self) -> usize {
        self.keys.chars().count() + usize::from(!self.goes_on)
    }
}

/// A way: what it is for, and the keys it proposes.
type Way = (fn(&FieldKind) -> bool, fn(&Case<'_>) -> Vec<String>);

static WAYS: &[Way] = &[
    (|kind| *kind == FieldKind::Name, by_code),
    (|kind| *kind == FieldKind::Name, in_small),
    (|_| true, as_it_stands),
    (|_| true, in_telex),
    (|kind| matches!(kind, FieldKind::PartialDate | FieldKind::Date), dates),
    (|kind| matches!(kind, FieldKind::Choice(_)), codes),
    (|kind| matches!(kind, FieldKind::YesNo), yes_or_no),
];

fn as_it_stands(case: &Case<'_>) -> Vec<String> {
    vec![case.paper.to_owned(), show::file(case.field, case.value)]
}

/// Names are given their capitals.
fn in_small(case: &Case<'_>) -> Vec<String> {
    as_it_stands(case).iter().filter_map(|text| telex(&text.to_lowercase())).collect()
}

/// `nt` and a space for Nguyễn Thị.
fn by_code(case: &Case<'_>) -> Vec<String> {
    let coded = |(code, name): (&str, &str)| {
        let rest = case.paper.strip_prefix(name)?.strip_prefix(' ')?;
        Some(format!("{} {}", code.to_lowercase(), telex(&rest.to_lowercase())?))
    };
    name_code::all(&case.desk.own_codes).filter_map(coded).collect()
}

fn in_telex(case: &Case<'_>) -> Vec<String> {
    as_it_stands(case).iter().filter_map(|text| telex(text)).collect()
}

/// 12031954, 120354, 1954; never a year of two digits alone, which could be of either century.
fn dates(case: &Case<'_>) -> Vec<String> {
    let Value::Date(date) = case.value else { return Vec::new() };
    let (day, month, year) = (date.day, date.month, date.year);
    match (day, month) {
        (0, 0) => vec![year.to_string()],
        (0, _) => vec![format!("{month:02}{year}"), format!("{month}/{year}")],
        _ => vec![
            format!("{day:02}{month:02}{:02}", year % 100),
            format!("{day:02}{month:02}{year}"),
            format!("{day}/{month}/{:02}", year % 100),
        ],
    }
}

fn codes(case: &Case<'_>) -> Vec<String> {
    let (FieldKind::Choice(table), Value::Code(code)) = (case.kind, case.value) else {
        return Vec::new();
    };
    let Some(row) = case.desk.tables.choices(table).and_then(|table| table.row(code)) else {
        return Vec::new();
    };
    let short = row.key.trim_start_matches('0').to_owned();
    vec![short, row.key.clone(), row.code.clone()]
}

fn yes_or_no(case: &Case<'_>) -> Vec<String> {
    match case.value {
        Value::Flag(true) => vec!["1".to_owned()],
        _ => vec!["2".to_owned()],
    }
}

/// The fewest keys that the field takes for the value; None where no way leads there.
pub(super) fn keys(case: &Case<'_>) -> Option<Keyed> {
    let ways = WAYS.iter().filter(|(of, _)| of(&case.kind));
    let tried = ways.flat_map(|(_, way)| way(case)).filter_map(|keys| {
        let (value, goes_on) = case.form.tried(case.field.tag, &keys, case.desk)?;
        (value == *case.value).then_some(Keyed { keys, goes_on })
    });
    // What Telex cannot make (Hoà) comes from an input method outside, and only that. Of as many keys,
    // those that need no other one to go on.
    tried.min_by_key(|keyed| (!keyed.keys.is_ascii(), keyed.cost(), !keyed.goes_on))
}
