//! What stands against a row: beside the record that the register holds, and by what the door found.

use super::import::Plan;
use super::rows::{Fault, Parsed};
use crate::domain::{Finding, Record, Value, records, timeline};
use crate::lang::errors::exchange as codes;
use crate::lang::{Lang, Problem};
use crate::text::fold::fold;
use std::collections::HashMap;

/// What of `set` is other than the record holds.
pub(super) fn differences(
    before: &Record,
    set: &[(u16, Option<Value>)],
    plan: &Plan<'_>,
) -> Vec<(u16, Option<Value>)> {
    set.iter()
        .filter_map(|(tag, value)| {
            let held = before.values.get(*tag);
            let value = match (&held, value.clone()) {
                (Some(Value::Timeline(steps)), Some(Value::Timeline(typed))) => {
                    Some(Value::Timeline(timeline::entered(steps, typed, plan.today)))
                }
                (_, value) => value,
            };
            (held != value).then_some((*tag, value))
        })
        .collect()
}

/// Whether a row names its record as a held one is named.
pub(super) fn same_title(plan: &Plan<'_>, held: &Record, set: &[(u16, Option<Value>)]) -> bool {
    plan.of.title.iter().all(|title| {
        match (set.iter().find(|(tag, _)| tag == title), held.values.get(*title)) {
            (Some((_, Some(Value::Text(new)))), Some(Value::Text(old))) => fold(new) == fold(&old),
            (Some((_, new)), old) => *new == old,
            (None, _) => true,
        }
    })
}

/// That two rows of one file are about one record.
pub(super) fn twice(before: &Record) -> Problem {
    Problem::new(&codes::RECORD_TWICE, [before.id.short()])
}

/// That a row's id is a record's of another type.
pub(super) fn other_type(before: &Record, plan: &Plan<'_>) -> Problem {
    let label = |kind| records::of(kind).map_or("?", |of| of.label.get(plan.lang)).to_owned();
    let id = before.id.to_string();
    Problem::new(&codes::OTHER_TYPE, [id, label(before.kind), label(plan.of.kind)])
}

/// Findings as what is wrong with a row.
pub(super) fn faults(plan: &Plan<'_>, findings: &[Finding]) -> Vec<Fault> {
    let name = |tag: u16| plan.of.field(tag).map_or("", |field| field.name);
    findings.iter().map(|f| (name(f.tag).to_owned(), f.problem.clone())).collect()
}

/// Whether a refusal is about the row alone, and not about the register or the disk.
pub(super) fn of_the_row(problem: &Problem) -> bool {
    use crate::lang::errors::register as door;
    let codes = [
        &door::NOT_FOUND,
        &codes::MANY_RECORDS,
        &door::GONE,
        &door::WRONG_KIND,
        &door::BASE_NEEDED,
        &door::BAD_ID,
        &door::ROLE,
    ];
    codes.into_iter().any(|code| problem.is(code))
}

/// Where a row stood: file, sheet, line.
pub(super) fn origin(parsed: &Parsed, file: &str, sheets: &[String]) -> (String, String, u64) {
    let sheet = parsed.from.as_ref().and_then(|from| sheets.get(from.sheet));
    (file.to_owned(), sheet.cloned().unwrap_or_default(), parsed.row.line)
}

/// What was guessed of rows, by their places.
pub(super) fn guessed<'p>(
    rows: impl Iterator<Item = &'p Parsed>,
    lang: Lang,
) -> Vec<(u32, String)> {
    let mut all = Vec::new();
    for (at, parsed) in (0..).zip(rows) {
        for guess in parsed.from.iter().flat_map(|from| &from.guesses) {
            let label = guess.field.label.get(lang);
            let why = guess.why.get(lang);
            all.push((at, format!("{label}: «{}» → «{}» ({why})", guess.was, guess.now)));
        }
    }
    all
}

/// Rows without hard findings, and those with.
pub(super) fn split<R>(
    ready: Vec<R>,
    findings: Vec<(usize, Finding)>,
) -> (Vec<R>, Vec<(R, Vec<Finding>)>) {
    let mut hard: HashMap<usize, Vec<Finding>> = HashMap::new();
    for (at, finding) in findings.into_iter().filter(|(_, finding)| !finding.soft) {
        hard.entry(at).or_default().push(finding);
    }
    let before = ready.len();
    let (mut good, mut bad) = (Vec::with_capacity(before), Vec::new());
    for (at, row) in ready.into_iter().enumerate() {
        match hard.remove(&at) {
            Some(findings) => bad.push((row, findings)),
            None => good.push(row),
        }
    }
    (good, bad)
}
