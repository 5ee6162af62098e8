//! Records as json: what `find`, `show` and `history` print and an export writes.

use crate::domain::{Field, FieldKind, Record, RecordId, RecordType, Tables, Value, show};
use crate::lang::Lang;
use crate::register::Shown;
use serde_json::{Map, Value as Json, json};

/// Whether citizen ids are written out or masked to their last digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// `*********321`: everything that goes to a screen or a log.
    Masked,
    /// As they are: a file somebody asked for whole, a single number somebody gave a reason for.
    Whole,
}

/// What is needed to write records.
#[derive(Clone, Copy)]
pub struct Writer<'a> {
    /// Reference tables.
    pub tables: &'a Tables,
    /// Citizen ids.
    pub ids: Ids,
}

impl Writer<'_> {
    /// A value: text, a code as text, a date as `1987-05-12`, a number, a truth; a look-up as
    /// `{"id", "label"}`, a timeline as `[{"from", "value", "reason"}]`, unknown as
    /// `{"unknown": reason}`.
    pub fn value(&self, field: &Field, value: &Value, names: &[(RecordId, String)]) -> Json {
        self.of_kind(field, field.kind, value, names)
    }

    fn of_kind(
        &self,
        field: &Field,
        kind: FieldKind,
        value: &Value,
        names: &[(RecordId, String)],
    ) -> Json {
        match value {
            Value::Text(text) => {
                match show::hidden(&kind, text).filter(|_| self.ids == Ids::Masked) {
                    Some(hidden) => json!(hidden),
                    None => json!(text),
                }
            }
            Value::Code(code) => json!(code),
            Value::Date(_) => json!(show::file(field, value)),
            Value::Ref(id) => json!({ "id": id.to_string(), "label": name(names, *id) }),
            Value::Whole(number) => json!(number),
            Value::Flag(yes) => json!(yes),
            Value::Unknown(reason) => json!({ "unknown": reason }),
            Value::Timeline(steps) => {
                let inner = match kind {
                    FieldKind::Timeline(inner) => *inner,
                    kind => kind,
                };
                let step = |step: &crate::domain::Step| {
                    json!({
                        "from": step.from.map(|from| from.iso()),
                        "value": self.of_kind(field, inner, &step.value, names),
                        "reason": step.reason,
                    })
                };
                Json::Array(steps.iter().map(step).collect())
            }
        }
    }

    /// The fields of a record that hold something, by name.
    pub fn fields(&self, of: &RecordType, shown: &Shown) -> Map<String, Json> {
        let values = &shown.record.values;
        of.fields
            .iter()
            .filter_map(|field| Some((field, values.get(field.tag)?)))
            .map(|(field, value)| (field.name.to_owned(), self.value(field, &value, &shown.names)))
            .collect()
    }

    /// A record: `id`, `code`, then its fields.
    pub fn record(&self, of: &RecordType, shown: &Shown) -> Json {
        let mut all = Map::new();
        all.insert("id".to_owned(), json!(shown.record.id.to_string()));
        all.insert("code".to_owned(), json!(shown.record.id.short()));
        all.extend(self.fields(of, shown));
        Json::Object(all)
    }
}

/// What a record is called, among `names`; its short code where it has no name there.
pub fn name(names: &[(RecordId, String)], id: RecordId) -> String {
    names
        .iter()
        .find(|(named, _)| *named == id)
        .map_or_else(|| id.short(), |(_, name)| name.clone())
}

/// What a record is called; its short code where it has no name.
pub fn label(of: &RecordType, record: &Record, tables: &Tables, lang: Lang) -> String {
    let called = (of.called)(&record.values, tables, lang);
    if called.is_empty() { record.id.short() } else { called }
}
