//! How a clerk may type a value: a table of ways for each kind of field. Each way only proposes
//! keys; they count once a field of the real form has taken them for the value. A new shorthand is
//! one more row.

use crate::app::desk::Desk;
use crate::app::form::Cell;
use crate::domain::{Field, FieldKind, Value, show};
use crate::text::compose::{Composer, Method, telex};

/// What is to be typed.
pub(super) struct Case<'a> {
    pub(super) field: &'static Field,
    pub(super) kind: FieldKind,
    pub(super) value: &'a Value,
    /// As the paper has it.
    pub(super) paper: &'a str,
    pub(super) desk: &'a Desk,
}

/// A way: what it is for, and the keys it proposes.
type Way = (fn(&FieldKind) -> bool, fn(&Case<'_>) -> Vec<String>);

static WAYS: &[Way] = &[
    (|_| true, as_it_stands),
    (|_| true, in_telex),
    (|kind| matches!(kind, FieldKind::PartialDate | FieldKind::Date), dates),
    (|kind| matches!(kind, FieldKind::Choice(_)), codes),
    (|kind| matches!(kind, FieldKind::YesNo), yes_or_no),
];

fn as_it_stands(case: &Case<'_>) -> Vec<String> {
    vec![case.paper.to_owned(), show::file(case.field, case.value)]
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
pub(super) fn keys(case: &Case<'_>) -> Option<String> {
    let ways = WAYS.iter().filter(|(of, _)| of(&case.kind));
    let mut proposed: Vec<String> = ways.flat_map(|(_, way)| way(case)).collect();
    proposed.sort_by_key(|keys| keys.chars().count());
    proposed.into_iter().find(|keys| taken_for(case, keys).as_ref() == Some(case.value))
}

/// What a field of the form takes those keys for.
fn taken_for(case: &Case<'_>, keys: &str) -> Option<Value> {
    let mut cell = Cell::new(case.field);
    let mut composer = Composer::new(Method::Telex);
    let composes = cell.composes();
    for key in keys.chars() {
        cell.entry.typed(key, composes.then_some(&mut composer));
    }
    cell.touched();
    cell.read(case.desk).then(|| cell.value().cloned()).flatten()
}
