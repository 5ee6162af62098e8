//! Look-ups by what a list says ("Thôn 3", a card number, a short code), each asked once.

use super::import::Plan;
use super::rows::Lookup;
use super::{ask, called, split};
use crate::domain::{Kind, PartialDate, Record, RecordId, Tables, Value, input, records};
use crate::lang::errors::{exchange as codes, register};
use crate::lang::{Lang, Problem};
use crate::register::{Door, Shown};
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;

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

    /// What is known without asking, of a row in those places.
    pub fn known(&self, lookup: &Lookup, places: &[String]) -> Option<&Looked> {
        self.found.get(&lookup.field.tag)?.get(key(lookup, places).as_ref())
    }

    /// What the door says: of several called so the one that lies or lay where the row does.
    ///
    /// # Errors
    /// The door is gone.
    pub fn ask(
        &mut self,
        door: &mut dyn Door,
        lookup: &Lookup,
        places: &[String],
    ) -> Result<Looked, Problem> {
        let near = |record: &Record| split::lies(record, places);
        let lang = self.lang;
        let resolve = |door: &mut dyn Door, text: &str| {
            told(ask::resolve_among(door, Some(lookup.to), text, &near), lookup.to, text, lang)
        };
        let mut id = resolve(door, &lookup.text)?;
        // What nothing is called may be short for what something is.
        if id.as_ref().is_err_and(|problem| problem.is(&codes::NO_REFERENCE))
            && let Some(text) = called::spelled(lookup.to, &lookup.text, self.tables)
        {
            id = resolve(door, &text)?;
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
            of_field.insert(key(lookup, places).into_owned(), looked.clone());
            self.kept += 1;
        }
        Ok(looked)
    }
}

/// What is kept of a look-up: the text, with the places where they may tell.
fn key<'l>(lookup: &'l Lookup, places: &[String]) -> Cow<'l, str> {
    match places {
        [] => Cow::Borrowed(lookup.text.as_str()),
        places => Cow::Owned(format!("{}\u{0}{}", lookup.text, places.join("\u{0}"))),
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
    told(ask::resolve(door, Some(to), text), to, text, lang)
}

fn told(
    found: Result<Shown, Problem>,
    to: Kind,
    text: &str,
    lang: Lang,
) -> Result<Result<RecordId, Problem>, Problem> {
    match found {
        Ok(shown) => Ok(Ok(shown.record.id)),
        Err(problem) if problem.is(&register::NOT_FOUND) => {
            let label = records::of(to).map_or("?", |of| of.label.get(lang));
            Ok(Err(Problem::new(&codes::NO_REFERENCE, [label, text])))
        }
        Err(problem) if problem.is(&codes::MANY_RECORDS) => Ok(Err(problem)),
        Err(problem) => Err(problem),
    }
}
