//! What look-up knows of a record: its words, exact keys, references, codes and year, read off its
//! type's description.

use super::show::exact_key;
use super::{Find, Record, RecordId, Tables, Value, records, timeline};
use crate::lang::Lang;

/// Marks the tag of a reference that a timeline held before and holds no more: such a record may
/// not be deleted, but no filter of today finds it. Fields' tags are below.
pub const PAST: u16 = 0x8000;

/// What a record is called, in Vietnamese: the words it is found by.
pub fn words(record: &Record, tables: &Tables) -> String {
    records::of(record.kind)
        .map(|ty| (ty.called)(&record.values, tables, Lang::Vi))
        .unwrap_or_default()
}

/// The exact keys: (tag, key).
pub fn exact_keys(record: &Record) -> Vec<(u16, String)> {
    let Some(ty) = records::of(record.kind) else { return Vec::new() };
    ty.fields
        .iter()
        .filter(|field| field.find == Find::Exact)
        .filter_map(|field| Some((field.tag, exact_key(field, &record.values.get(field.tag)?)?)))
        .collect()
}

/// What it refers to: (tag, record). What a timeline referred to before the last step stands under
/// `tag | PAST`.
pub fn refs(record: &Record) -> Vec<(u16, RecordId)> {
    let mut out: Vec<(u16, RecordId)> = Vec::new();
    for raw in record.values.raw() {
        match record.values.get(raw.tag) {
            Some(Value::Ref(id)) => out.push((raw.tag, id)),
            Some(Value::Timeline(steps)) => {
                let last = steps.len().saturating_sub(1);
                for (at, step) in steps.into_iter().enumerate() {
                    let tag = if at == last { raw.tag } else { raw.tag | PAST };
                    if let Value::Ref(id) = step.value {
                        out.push((tag, id));
                    }
                }
            }
            _ => {}
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The codes it holds now in fields that filter: (tag, code).
pub fn codes(record: &Record) -> Vec<(u16, String)> {
    let Some(ty) = records::of(record.kind) else { return Vec::new() };
    ty.fields
        .iter()
        .filter(|field| field.find == Find::Filter)
        .filter_map(|field| match timeline::now(record.values.get(field.tag)?)? {
            Value::Code(code) => Some((field.tag, code)),
            _ => None,
        })
        .collect()
}

/// The year it is found by (birth), 0 for none.
pub fn year(record: &Record) -> u16 {
    let field = records::of(record.kind)
        .and_then(|ty| ty.fields.iter().find(|field| field.find == Find::Year));
    match field.and_then(|field| record.values.get(field.tag)) {
        Some(Value::Date(date)) => date.year,
        _ => 0,
    }
}
