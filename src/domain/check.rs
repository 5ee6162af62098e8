//! Hard and soft checks. A hard one refuses; a soft one is accepted with a reason, which goes
//! into the journal.

use super::{Kind, PartialDate, Record, RecordId, Tables};
use crate::lang::Problem;
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
    /// Runs it.
    pub run: fn(&Subject<'_>) -> Vec<Finding>,
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
}

/// What a check may ask of the register.
pub trait Facts {
    /// The record of that id, if it is live.
    fn record(&self, id: RecordId) -> Option<Record>;
    /// Active records of `kind` whose exact key (see [`exact_key`](super::show::exact_key)) of
    /// field `tag` is `key`.
    fn holders(&self, kind: Kind, tag: u16, key: &str) -> Vec<RecordId>;
}

/// Every finding about a record: required fields, values against their kinds, references,
/// uniqueness, then the type's own checks. Hard ones first, then in field order.
pub fn findings(_subject: &Subject<'_>) -> Vec<Finding> {
    todo!()
}
