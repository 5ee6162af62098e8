//! Look-ups by what a list says ("Thôn 3", a card number, a short code), each asked once.

use super::ask;
use super::import::Plan;
use super::rows::Lookup;
use crate::domain::{Kind, PartialDate, RecordId, Tables, Value, input, records};
use crate::lang::errors::{exchange as codes, register};
use crate::lang::{Lang, Problem};
use crate::register::Door;
use std::collections::HashMap;

/// Answers kept; then all are forgotten, so that a hostile file takes no memory.
const KEPT: usize = 50_000;

/// What was looked up so far.
pub struct Lookups<'a> {
    found: HashMap<(Kind, String), Result<RecordId, Problem>>,
    own: Kind,
    lang: Lang,
    tables: &'a Tables,
    today: PartialDate,
}

impl<'a> Lookups<'a> {
    /// Nothing yet.
    pub fn new(plan: &Plan<'a>) -> Self {
        Self {
            found: HashMap::new(),
            own: plan.of.kind,
            lang: plan.lang,
            tables: plan.tables,
            today: plan.today,
        }
    }

    /// The value a look-up comes to, or what is wrong with it.
    ///
    /// # Errors
    /// The door is gone.
    pub fn value(
        &mut self,
        door: &mut dyn Door,
        lookup: &Lookup,
    ) -> Result<Result<Option<Value>, Problem>, Problem> {
        let id = self.id(door, lookup)?;
        // The id goes through the field's own reader: a fact that changes becomes a timeline.
        Ok(id.and_then(|id| input::parse(lookup.field, &id.to_string(), self.tables, self.today)))
    }

    fn id(
        &mut self,
        door: &mut dyn Door,
        lookup: &Lookup,
    ) -> Result<Result<RecordId, Problem>, Problem> {
        let key = (lookup.to, lookup.text.clone());
        if let Some(known) = self.found.get(&key) {
            return Ok(known.clone());
        }
        let found = resolve(door, lookup.to, &lookup.text, self.lang)?;
        if self.found.len() >= KEPT {
            self.found.clear();
        }
        // What this import itself may yet add is asked for again.
        if found.is_ok() || lookup.to != self.own {
            self.found.insert(key, found.clone());
        }
        Ok(found)
    }
}

/// The one record of a type that a text means, or why there is none.
///
/// # Errors
/// The door is gone, or cannot read.
pub fn resolve(
    door: &mut dyn Door,
    to: Kind,
    text: &str,
    lang: Lang,
) -> Result<Result<RecordId, Problem>, Problem> {
    match ask::resolve(door, Some(to), text) {
        Ok(shown) => Ok(Ok(shown.record.id)),
        Err(problem) if problem.is(&register::NOT_FOUND) => {
            let label = records::of(to).map_or("?", |of| of.label.get(lang));
            Ok(Err(Problem::new(&codes::NO_REFERENCE, [label, text])))
        }
        Err(problem) if problem.is(&codes::MANY_RECORDS) => Ok(Err(problem)),
        Err(problem) => Err(problem),
    }
}
