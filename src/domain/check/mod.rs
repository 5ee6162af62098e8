//! Hard and soft checks. A hard one refuses; a soft one is accepted with a reason, which goes
//! into the journal.

mod fields;
#[cfg(test)]
pub(crate) mod tests;

use super::{Kind, PartialDate, Record, RecordId, RecordType, Tables, Value, records};
use crate::lang::Problem;
use crate::lang::errors::domain::KIND_UNKNOWN;
use serde::{Deserialize, Serialize};

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The check's stable name, by which an acceptance names it.
    pub check: String,
    /// The field it is about.
    pub tag: u16,
    /// Whether it can be accepted with a reason.
    pub soft: bool,
    /// What is wrong.
    pub problem: Problem,
}

/// A check of a record type beyond single fields.
pub struct Check {
    /// Its stable name.
    pub name: &'static str,
    /// Whether what it finds can be accepted with a reason.
    pub soft: bool,
    /// The fields it looks at; a finding is about the first one. What a soft check found is not
    /// found again while none of them changes.
    pub tags: &'static [u16],
    /// Runs it.
    pub run: fn(&Subject<'_>) -> Option<Problem>,
}

/// What a check looks at.
pub struct Subject<'a> {
    /// The record as it would be saved.
    pub record: &'a Record,
    /// The record as it is saved now.
    pub before: Option<&'a Record>,
    /// Reference tables.
    pub tables: &'a Tables,
    /// Today at +07:00.
    pub today: PartialDate,
    /// The other records.
    pub facts: &'a dyn Facts,
    /// Fields whose values were found [sound](is_sound) already, as they stand in `record`.
    pub sound: &'a [u16],
}

/// What a check may ask of the register.
pub trait Facts {
    /// The record of that id, if it is live.
    fn record(&self, id: RecordId) -> Option<Record>;
    /// The type of that record, if it is live.
    fn kind(&self, id: RecordId) -> Option<Kind> {
        self.record(id).map(|record| record.kind)
    }
    /// Active records of `kind` whose exact key (see [`exact_key`](super::show::exact_key)) of
    /// field `tag` is `key`.
    fn holders(&self, kind: Kind, tag: u16, key: &str) -> Vec<RecordId>;
    /// Records that refer to that one, or did so.
    fn referring(&self, to: RecordId) -> Vec<RecordId>;
}

impl Subject<'_> {
    /// Whether a field holds something else than what is saved.
    pub fn changed(&self, tag: u16) -> bool {
        match self.before {
            Some(before) => before.values.raw_of(tag) != self.record.values.raw_of(tag),
            None => true,
        }
    }
}

/// Whether a value is sound in itself, as a value of that field, and nothing is to be found of it alone.
/// Nothing is asked of the register, so any thread may look.
pub fn is_sound(
    ty: &RecordType,
    tag: u16,
    value: &Value,
    tables: &Tables,
    today: PartialDate,
) -> bool {
    ty.field(tag).is_some_and(|field| fields::is_sound(ty, field, value, tables, today))
}

/// Every finding about a record: required fields, values against their kinds, references,
/// uniqueness, then the type's own checks. Hard ones first, then in field order.
pub fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(ty) = records::of(subject.record.kind) else {
        let problem = Problem::new(&KIND_UNKNOWN, [subject.record.kind.0.to_string()]);
        return vec![Finding { check: "kind".into(), tag: 0, soft: false, problem }];
    };
    let mut found: Vec<Finding> =
        ty.fields.iter().flat_map(|field| fields::findings(ty, field, subject)).collect();
    found.extend(ty.checks.iter().filter_map(|check| run(check, subject)));
    // What must be corrected anyway is not also asked about.
    let wrong: Vec<u16> = found.iter().filter(|f| !f.soft).map(|finding| finding.tag).collect();
    found.retain(|finding| !finding.soft || !wrong.contains(&finding.tag));
    let place = |tag: u16| ty.fields.iter().position(|field| field.tag == tag);
    found.sort_by_key(|finding| (finding.soft, place(finding.tag)));
    found
}

fn run(check: &Check, subject: &Subject<'_>) -> Option<Finding> {
    if check.soft && !check.tags.iter().any(|tag| subject.changed(*tag)) {
        return None;
    }
    let problem = (check.run)(subject)?;
    let tag = check.tags.first().copied().unwrap_or_default();
    Some(Finding { check: check.name.to_owned(), tag, soft: check.soft, problem })
}

/// The names of every check a record of the type may meet, those of single fields first.
pub fn names(ty: &RecordType) -> impl Iterator<Item = (&'static str, bool)> {
    fields::NAMES.iter().copied().chain(ty.checks.iter().map(|check| (check.name, check.soft)))
}
