//! Look-ups by what a list says ("Thôn 3", a card number, a short code), each asked once.

use super::import::Plan;
use super::rows::Lookup;
use super::{ask, called};
use crate::domain::{Kind, PartialDate, RecordId, Tables, Value, input, records};
use crate::lang::errors::{exchange as codes, register};
use crate::lang::{Lang, Problem};
use crate::register::Door;
use foldhash::{HashMap, HashMapExt};

/// Answers kept; then all are forgotten, so that a hostile file takes no memory.
const KEPT: usize = 50_000;

/// What was looked up so far.
pub struct Lookups<'a> {
    /// By field, then by what was written.
    found: HashMap<u16, HashMap<String, Looked>>,
    kept: usize,
    own: Kind,
    lang: Lang,
    tables: &'a Tables,
    today: PartialDate,
}

/// The value a look-up comes to, or what is wrong with it.
pub type Looked = Result<Option<Value>, Problem>;

impl<'a> Lookups<'a> {
    /// Nothing yet.
    pub fn new(plan: &Plan<'a>) -> Self {
        Self {
            found: HashMap::new(),
            kept: 0,
            own: plan.of.kind,
            lang: plan.lang,
            tables: plan.tables,
            today: plan.today,
        }
    }

    /// What is known without asking.
    pub fn known(&self, lookup: &Lookup) -> Option<&Looked> {
        self.found.get(&lookup.field.tag)?.get(&lookup.text)
    }

    /// What the door says.
    ///
    /// # Errors
    /// The door is gone.
    pub fn ask(&mut self, door: &mut dyn Door, lookup: &Lookup) -> Result<Looked, Problem> {
        let mut id = resolve(door, lookup.to, &lookup.text, self.lang)?;
        // What nothing is called may be short for what something is.
        if id.as_ref().is_err_and(|problem| problem.is(&codes::NO_REFERENCE))
            && let Some(text) = called::spelled(lookup.to, &lookup.text, self.tables)
        {
            id = resolve(door, lookup.to, &text, self.lang)?;
        }
        // The id goes through the field's own reader: a fact that changes becomes a timeline.
        let read =
            |id: RecordId| input::parse(lookup.field, &id.to_string(), self.tables, self.today);
        let looked = id.and_then(read);
        if self.kept >= KEPT {
            self.found.clear();
            self.kept = 0;
        }
        // What this import itself may yet add is asked for again.
        if looked.is_ok() || lookup.to != self.own {
            let of_field = self.found.entry(lookup.field.tag).or_default();
            of_field.insert(lookup.text.clone(), looked.clone());
            self.kept += 1;
        }
        Ok(looked)
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
