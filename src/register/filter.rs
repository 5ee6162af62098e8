//! Filters of a look-up: which records or codes the value of `chi:phu-khe` means, and what could be
//! typed there.

use super::core::Core;
use super::narrowed::{Held, Offer};
use crate::derived::search::{Filter, Holds, Query};
use crate::domain::{
    AreaScope, Field, FieldKind, Kind, Record, RecordId, RecordType, Rev, Step, Value, Values,
    filter, records,
};
use crate::lang::errors::register::{FILTER_NOTHING, FILTER_UNKNOWN, FILTER_YEARS};
use crate::lang::{Label, Lang, Problem, both};
use crate::text::fold;

/// Of hits, the least score of one without a slip.
const NO_SLIP: u16 = 61;
/// Of hits, the score of one that holds every word whole.
const WHOLE: u16 = 100;
/// Values offered.
const OFFERED: usize = 10;
/// Values named where none fits.
const NAMED: usize = 4;

/// Before the values that would fit.
const SOME: Label = Label::new("có: {0}", "there is: {0}");

/// Takes the filters out of a question's text.
pub(crate) fn read(core: &Core, query: &Query) -> Result<(Query, Vec<Held>), Problem> {
    let mut query = query.clone();
    let text = std::mem::take(&mut query.text);
    let (mut words, mut held): (Vec<&str>, Vec<Held>) = (Vec::new(), Vec::new());
    for part in filter::parts(&text) {
        let Some((word, value)) = part.filter() else {
            words.push(part.text);
            continue;
        };
        let fields = fields(query.kind, word)?;
        // One that is still being typed.
        if !value.is_empty() {
            let (filter, one) = meant(core, &fields, part.text, value)?;
            held.push(one);
            query.filters.push(filter);
        }
    }
    query.text = words.join(" ");
    Ok((query, held))
}

/// The fields a word filters by.
fn fields(
    kind: Option<Kind>,
    word: &str,
) -> Result<Vec<(&'static RecordType, &'static Field)>, Problem> {
    let fields: Vec<_> = filter::named(kind, word).collect();
    if !fields.is_empty() {
        return Ok(fields);
    }
    let known = |lang: Lang| {
        let mut words: Vec<&str> = Vec::new();
        for word in filter::fields(kind).filter_map(|(_, field)| field.filter) {
            if !words.contains(&word.get(lang)) {
                words.push(word.get(lang));
            }
        }
        words.iter().map(|word| format!("{word}:")).collect::<Vec<_>>().join(" ")
    };
    let known = both(&known(Lang::Vi), &known(Lang::En));
    Err(Problem::new(&FILTER_UNKNOWN, [format!("{word}:"), known]))
}

/// What a value means in fields of one filter word.
fn meant(
    core: &Core,
    fields: &[(&'static RecordType, &'static Field)],
    whole: &str,
    typed: &str,
) -> Result<(Filter, Held), Problem> {
    let mut accepted: Filter = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    for (ty, field) in fields {
        if filter::takes_years(field) {
            let years = filter::years(typed).unwrap_or_default();
            accepted.extend(years.into_iter().map(|(a, b)| (ty.kind, Holds::Years(a, b))));
        }
        for value in fitting(core, field, typed, usize::MAX)? {
            accepted.extend(held_as(field, &value).map(|holds| (ty.kind, holds)));
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    let Some((ty, field)) = fields.first().filter(|_| !accepted.is_empty()) else {
        return Err(nothing(core, fields, whole)?);
    };
    let one = match values.as_slice() {
        [value] => Some((value.clone(), called(core, value)?)),
        _ => None,
    };
    let count = u64::try_from(values.len()).unwrap_or(u64::MAX);
    let field = (ty.kind, field.tag);
    Ok((accepted, Held { field, typed: typed.to_owned(), values: count, one }))
}

/// That a value fits nothing, with some that would.
fn nothing(
    core: &Core,
    fields: &[(&'static RecordType, &'static Field)],
    whole: &str,
) -> Result<Problem, Problem> {
    let years = || Problem::new(&FILTER_YEARS, [whole]);
    let Some((_, field)) = fields.first() else { return Ok(years()) };
    if fields.iter().all(|(_, field)| filter::takes_years(field)) {
        return Ok(years());
    }
    let (mut vi, mut en): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for value in fitting(core, field, "", NAMED)?.iter().take(NAMED) {
        vi.push(worded(core, field, value, Lang::Vi)?);
        en.push(worded(core, field, value, Lang::En)?);
    }
    let some = match vi.is_empty() {
        true => both(field.help.vi, field.help.en),
        false => {
            let (vi, en) = (vi.join(", "), en.join(", "));
            both(&SOME.fill(Lang::Vi, &[vi]), &SOME.fill(Lang::En, &[en]))
        }
    };
    let label = both(field.label.vi, field.label.en);
    Ok(Problem::new(&FILTER_NOTHING, [whole.to_owned(), label, some]))
}

/// What a value is called.
fn worded(core: &Core, field: &Field, value: &Value, lang: Lang) -> Result<String, Problem> {
    let name = called(core, value)?;
    Ok(crate::domain::show::listed(field, value, &core.made.tables, lang, &|_| name.clone()))
}

/// What the record is called that a value refers to.
fn called(core: &Core, value: &Value) -> Result<String, Problem> {
    match value {
        Value::Ref(id) => core.called(*id),
        _ => Ok(String::new()),
    }
}

/// How a record that holds a value is found.
fn held_as(field: &Field, value: &Value) -> Option<Holds> {
    match value {
        Value::Ref(id) => Some(Holds::Ref(field.tag, *id)),
        Value::Code(code) => Some(Holds::Code(field.tag, code.clone())),
        _ => None,
    }
}

/// The values of a field that a typed value fits, the likeliest first; an empty one fits all, of
/// which so many are wanted.
fn fitting(core: &Core, field: &Field, typed: &str, most: usize) -> Result<Vec<Value>, Problem> {
    let tables = &core.made.tables;
    let code = |code: &str| Value::Code(code.to_owned());
    Ok(match *field.kind.at_a_time() {
        FieldKind::Lookup(kind) => {
            found(core, kind, typed, most)?.into_iter().map(Value::Ref).collect()
        }
        FieldKind::Choice(name) => match tables.choices(name) {
            Some(table) if typed.is_empty() => table.offered().map(|row| code(&row.code)).collect(),
            Some(table) => table.fitting(typed).iter().map(|row| code(&row.code)).collect(),
            None => Vec::new(),
        },
        FieldKind::Area(scope) => {
            let mut keys: Vec<Value> = Vec::new();
            if scope != AreaScope::OldCommune {
                let now = tables.find_communes(typed, usize::MAX);
                keys.extend(now.iter().map(|hit| Value::Code(hit.area.key())));
            }
            if scope != AreaScope::Commune {
                let old = tables.find_old_communes(typed, usize::MAX);
                keys.extend(old.iter().map(|area| Value::Code(area.key())));
            }
            keys
        }
        _ => Vec::new(),
    })
}

/// The records of a type that a typed value means, by the first of these that gives any: called
/// just so, all its words whole, their beginnings, one slip of the finger.
fn found(core: &Core, kind: Kind, typed: &str, most: usize) -> Result<Vec<RecordId>, Problem> {
    let query = Query {
        kind: Some(kind),
        text: typed.to_owned(),
        inactive: true,
        limit: if typed.is_empty() { most } else { usize::MAX },
        ..Query::default()
    };
    let hits = core.made.index.find(&query)?.hits;
    let from = |least: u16| -> Vec<RecordId> {
        hits.iter().filter(|hit| hit.score >= least).map(|hit| hit.id).collect()
    };
    let whole = from(WHOLE);
    let mut exact = Vec::new();
    for id in whole.iter().filter(|_| !typed.is_empty()) {
        if letters(&core.called(*id)?) == letters(typed) {
            exact.push(*id);
        }
    }
    let ways = [exact, whole, from(NO_SLIP), from(1)];
    Ok(ways.into_iter().find(|ids| !ids.is_empty()).unwrap_or_default())
}

fn letters(text: &str) -> String {
    fold::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a filter means only records that are no longer active.
pub(crate) fn means_inactive(filters: &[Filter]) -> bool {
    filters.iter().any(|filter| {
        !filter.is_empty()
            && filter.iter().all(|(kind, holds)| match (records::of(*kind), holds) {
                (Some(ty), Holds::Code(tag, code)) => !is_active(ty, *tag, code),
                _ => false,
            })
    })
}

/// Whether a record that holds that code and nothing else would be active.
fn is_active(ty: &RecordType, tag: u16, code: &str) -> bool {
    let value = Value::Code(code.to_owned());
    let value = match ty.field(tag).map(|field| field.kind) {
        Some(FieldKind::Timeline(_)) => {
            Value::Timeline(vec![Step { from: None, value, reason: String::new() }])
        }
        _ => value,
    };
    let mut values = Values::default();
    values.set(tag, Some(&value));
    let id = RecordId([0; 16]);
    (ty.active)(&Record { id, kind: ty.kind, rev: Rev::default(), values })
}

/// Why a record of a type may be no longer active.
pub(crate) fn reasons(core: &Core, kind: Option<Kind>) -> Vec<(Kind, Holds)> {
    let Some(ty) = kind.and_then(records::of) else { return Vec::new() };
    let Some(field) = ty.status_field() else { return Vec::new() };
    let FieldKind::Choice(name) = *field.kind.at_a_time() else { return Vec::new() };
    let rows = core.made.tables.choices(name).map_or(&[][..], |table| table.rows());
    rows.iter()
        .filter(|row| !is_active(ty, field.tag, &row.code))
        .map(|row| (ty.kind, Holds::Code(field.tag, row.code.clone())))
        .collect()
}

/// The values that what is typed behind a filter's word may become.
pub(crate) fn offers(
    core: &Core,
    kind: Option<Kind>,
    word: &str,
    typed: &str,
) -> Result<Vec<Offer>, Problem> {
    let fields = fields(kind, word)?;
    let mut offers: Vec<Offer> = Vec::new();
    let Some((first, of)) = fields.first() else { return Ok(offers) };
    for (_, field) in &fields {
        for value in fitting(core, field, typed, OFFERED)?.into_iter().take(OFFERED) {
            if offers.len() >= OFFERED || offers.iter().any(|offer| offer.value.0 == value) {
                continue;
            }
            let filter: Filter = fields
                .iter()
                .filter_map(|(ty, field)| Some((ty.kind, held_as(field, &value)?)))
                .collect();
            let filters = vec![filter];
            let inactive = means_inactive(&filters);
            let query = Query { kind, filters, inactive, ..Query::default() };
            let count = core.made.index.find(&query)?.total;
            let typed = match (of.kind.at_a_time(), &value) {
                // Names of communes are many a time the same.
                (FieldKind::Area(_), Value::Code(key)) => {
                    core.made.tables.areas().get(key).map_or_else(|| key.clone(), |a| a.digits())
                }
                _ => filter::joined(&worded(core, of, &value, Lang::Vi)?),
            };
            let name = called(core, &value)?;
            offers.push(Offer { field: (first.kind, of.tag), typed, value: (value, name), count });
        }
    }
    Ok(offers)
}
