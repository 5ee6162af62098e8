//! Old communes that were split: which of today's a row lies in is told by its own village, or by what
//! it refers to, where the register holds them; else a person is asked.

use super::ask;
use super::import::Plan;
use super::rows::Parsed;
use super::table::{Guess, Table, Weight};
use super::why::{self, Why};
use crate::domain::{
    AreaScope, Field, FieldKind, Record, RecordId, RecordType, Value, Values, input, records,
};
use crate::lang::{Lang, Problem};
use crate::register::Door;
use crate::text::fold::fold;
use std::collections::{BTreeSet, HashMap};

/// Records that rows refer to, kept; then they are asked for again.
const KEPT: usize = 10_000;

/// What lies where.
pub(super) struct Splits<'a> {
    plan: &'a Plan<'a>,
    /// By old commune and name: where the records of the rows' type lie. None: not asked for yet.
    own: Option<HashMap<(String, String), BTreeSet<String>>>,
    /// The areas of records that rows refer to.
    others: HashMap<RecordId, Vec<String>>,
}

/// Whether a row waits to be told what its commune is now.
pub(super) fn waits(parsed: &Parsed) -> bool {
    parsed.from.as_ref().is_some_and(|from| from.guesses.iter().any(is_split))
}

fn is_split(guess: &Guess) -> bool {
    guess.weight == Weight::Fault
        && !guess.offers.is_empty()
        && matches!(guess.field.kind, FieldKind::Area(_))
}

impl<'a> Splits<'a> {
    /// Nothing is asked for yet.
    pub(super) fn new(plan: &'a Plan<'a>) -> Self {
        Self { plan, own: None, others: HashMap::new() }
    }

    /// Places a row whose village is known; any other is left as it is.
    ///
    /// # Errors
    /// What the door refused.
    pub(super) fn place(
        &mut self,
        door: &mut dyn Door,
        parsed: &mut Parsed,
    ) -> Result<(), Problem> {
        let Some(mut from) = parsed.from.take() else { return Ok(()) };
        let mut placed = Ok(());
        for guess in from.guesses.iter_mut().filter(|guess| is_split(guess)) {
            placed = self.one(door, parsed, guess);
            if placed.is_err() {
                break;
            }
        }
        parsed.from = Some(from);
        placed
    }

    fn one(
        &mut self,
        door: &mut dyn Door,
        parsed: &mut Parsed,
        guess: &mut Guess,
    ) -> Result<(), Problem> {
        let mut values = Values::default();
        for (tag, value) in &parsed.set {
            values.set(*tag, value.as_ref());
        }
        let mut found = self.own(door, &values)?;
        if found.is_empty() {
            found = self.others(door, &values)?;
        }
        found.retain(|key| guess.offers.contains(key));
        let areas = self.plan.tables.areas();
        let only = found.first().filter(|_| found.len() == 1);
        let Some((key, area)) = only.and_then(|key| Some((key, areas.get(key)?))) else {
            return Ok(());
        };
        let value = input::parse(guess.field, key, self.plan.tables, self.plan.today)?;
        parsed.faults.retain(|(field, _)| field != guess.field.name);
        parsed.set.push((guess.field.tag, value));
        let called = (self.plan.of.called)(&values, self.plan.tables, self.plan.lang);
        guess.why = Why::new(why::BY_VILLAGE, [guess.was.clone(), called, area.shown()]);
        (guess.weight, guess.problem) = (Weight::Mended, None);
        guess.now.clone_from(key);
        guess.offers.clear();
        Ok(())
    }

    /// Where those lie that are called like the row and lay in its old commune.
    fn own(&mut self, door: &mut dyn Door, values: &Values) -> Result<BTreeSet<String>, Problem> {
        let of = self.plan.of;
        let Some(before) = before(of) else { return Ok(BTreeSet::new()) };
        let Some(Value::Code(old)) = values.get(before.tag) else { return Ok(BTreeSet::new()) };
        let called = |values: &Values| fold(&(of.called)(values, self.plan.tables, Lang::Vi));
        if self.own.is_none() {
            let mut all: HashMap<(String, String), BTreeSet<String>> = HashMap::new();
            let areas = self.plan.tables.areas();
            ask::scan(door, of.kind, &mut |shown| {
                let values = &shown.record.values;
                let Some(Value::Code(old)) = values.get(before.tag) else { return Ok(()) };
                let split =
                    areas.get(&old).is_some_and(|old| areas.successors(old.code).count() > 1);
                if split {
                    let there = all.entry((old, called(values))).or_default();
                    there.extend(today(of, &shown.record));
                }
                Ok(())
            })?;
            self.own = Some(all);
        }
        let key = (old, called(values));
        Ok(self.own.as_ref().and_then(|all| all.get(&key)).cloned().unwrap_or_default())
    }

    /// Where what the row refers to lies.
    fn others(
        &mut self,
        door: &mut dyn Door,
        values: &Values,
    ) -> Result<BTreeSet<String>, Problem> {
        let fields = self.plan.of.open_fields().filter(|field| {
            matches!(field.kind, FieldKind::Lookup(to)
                if records::of(to).is_some_and(|to| areas(to).next().is_some()))
        });
        let mut found = BTreeSet::new();
        for field in fields {
            let Some(Value::Ref(id)) = values.get(field.tag) else { continue };
            if !self.others.contains_key(&id) {
                let rows = ask::records(door, vec![id])?;
                let all = rows.iter().flat_map(|shown| {
                    records::of(shown.record.kind).map(|of| today(of, &shown.record))
                });
                let all = all.flatten().collect();
                if self.others.len() >= KEPT {
                    self.others.clear();
                }
                self.others.insert(id, all);
            }
            found.extend(self.others.get(&id).into_iter().flatten().cloned());
        }
        Ok(found)
    }
}

/// The field of a type for what was the commune before.
pub(super) fn before(of: &RecordType) -> Option<&'static Field> {
    of.open_fields().find(|field| field.kind == FieldKind::Area(AreaScope::OldCommune))
}

/// The fields of a type for where a record lies today.
fn areas(of: &RecordType) -> impl Iterator<Item = &'static Field> {
    of.open_fields().filter(
        |field| matches!(field.kind, FieldKind::Area(scope) if scope != AreaScope::OldCommune),
    )
}

/// Whether a column of a table says where its rows lie today.
pub(super) fn is_place(table: &Table, column: usize) -> bool {
    let field = table.columns.get(column).and_then(|column| column.takes.field());
    field.is_some_and(|field| areas(table.of).any(|area| area.tag == field.tag))
}

/// Where a record lies.
fn today(of: &RecordType, record: &Record) -> Vec<String> {
    areas(of).filter_map(|field| code(&record.values, field)).collect()
}

fn code(values: &Values, field: &Field) -> Option<String> {
    match values.get(field.tag) {
        Some(Value::Code(code)) => Some(code),
        _ => None,
    }
}

/// Where a row says that it lies or lay.
pub(super) fn places(of: &RecordType, parsed: &Parsed) -> Vec<String> {
    let is_area =
        |tag: u16| of.field(tag).is_some_and(|field| matches!(field.kind, FieldKind::Area(_)));
    let code = |(tag, value): &(u16, Option<Value>)| match value {
        Some(Value::Code(code)) if is_area(*tag) => Some(code.clone()),
        _ => None,
    };
    parsed.set.iter().filter_map(code).collect()
}

/// Whether a record lies or lay in one of those places.
pub(super) fn lies(record: &Record, places: &[String]) -> bool {
    let Some(of) = records::of(record.kind) else { return false };
    let areas = of.open_fields().filter(|field| matches!(field.kind, FieldKind::Area(_)));
    areas.filter_map(|field| code(&record.values, field)).any(|code| places.contains(&code))
}
