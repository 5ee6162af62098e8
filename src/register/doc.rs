//! What the search is told of a record, and what a record is called.

use crate::derived::search::Doc;
use crate::domain::{FieldKind, Kind, Record, RecordId, Tables, Value, lookup, records, show};
use crate::lang::Lang;

/// What the search is told of a live record. A record of an unknown type is found by its id only.
pub(crate) fn doc(record: &Record, tables: &Tables) -> Doc {
    let ty = records::of(record.kind);
    Doc {
        id: record.id,
        kind: record.kind,
        active: ty.is_none_or(|ty| (ty.active)(record)),
        words: lookup::words(record, tables),
        person: ty.is_some_and(|ty| ty.person),
        year: lookup::year(record),
        exact: lookup::exact_keys(record),
        refs: lookup::refs(record),
        codes: lookup::codes(record),
    }
}

/// Takes out what the register shows to nobody.
pub(crate) fn seal(record: &mut Record) {
    let Some(ty) = records::of(record.kind) else { return };
    for field in ty.fields.iter().filter(|field| field.kind == FieldKind::Secret) {
        record.values.set(field.tag, None);
    }
}

/// A value as a history may tell it: of a secret only that there is one.
pub(crate) fn sealed(kind: Kind, tag: u16, value: Option<Value>) -> Option<Value> {
    let field = records::of(kind).and_then(|ty| ty.field(tag));
    match field.is_some_and(|field| field.kind == FieldKind::Secret) {
        true => value.map(|_| Value::Text(String::new())),
        false => value,
    }
}

/// Every record a value refers to, now or in the past.
pub(crate) fn referred(value: &Value) -> Vec<RecordId> {
    match value {
        Value::Ref(id) => vec![*id],
        Value::Timeline(steps) => steps.iter().flat_map(|step| referred(&step.value)).collect(),
        _ => Vec::new(),
    }
}

/// The same value with references to `from` made references to `into`; None where there are none.
pub(crate) fn redirected(value: &Value, from: RecordId, into: RecordId) -> Option<Value> {
    match value {
        Value::Ref(id) if *id == from => Some(Value::Ref(into)),
        Value::Timeline(steps) => {
            let mut steps = steps.clone();
            let mut any = false;
            for step in &mut steps {
                if let Some(value) = redirected(&step.value, from, into) {
                    (step.value, any) = (value, true);
                }
            }
            any.then_some(Value::Timeline(steps))
        }
        _ => None,
    }
}

/// What a record is called, and its short code where it has no name.
pub(crate) fn called(record: &Record, tables: &Tables) -> String {
    show::title(record, tables, Lang::Vi)
}

/// How a record is named in a message: what it is called and its short code.
pub(crate) fn named(record: &Record, tables: &Tables) -> String {
    format!("{} ({})", called(record, tables), record.id.short())
}
