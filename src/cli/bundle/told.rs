//! What a bundle says of itself, for people and for programs.

use crate::domain::records;
use crate::exchange::bundle::Bundle;
use crate::lang::{Label, Lang, cli as say};
use serde_json::{Map, Value as Json, json};

/// Labels of bag-info.txt, and what they are called: in json, to people.
static FACTS: &[(&str, &str, &Label)] = &[
    ("Densach-Sender", "sender", &say::BUNDLE_SENDER),
    ("Densach-Recipient", "recipient", &say::BUNDLE_RECIPIENT),
    ("Densach-Unit", "unit", &say::BUNDLE_UNIT),
    ("Densach-Profile", "profile", &say::BUNDLE_PROFILE),
    ("Densach-Kind", "kind", &say::BUNDLE_EXTENT),
    ("Densach-Seq", "seq", &say::BUNDLE_SEQ),
    ("Densach-Prev", "prev", &say::BUNDLE_PREV),
    ("Densach-Device", "device", &say::BUNDLE_DEVICE),
    ("Densach-Epoch", "epoch", &say::BUNDLE_EPOCH),
    ("Bagging-Date", "day", &say::BUNDLE_DAY),
    ("Densach-Journal-Head", "journal_head", &say::BUNDLE_HEAD),
    ("Densach-Format", "format", &say::BUNDLE_FORMAT),
];

/// Each fact under its name for programs and for people.
fn facts(bundle: &Bundle) -> impl Iterator<Item = (&'static str, &'static Label, String)> {
    let said = bundle.head().facts();
    FACTS.iter().filter_map(move |(label, name, called)| {
        let value = said.iter().find(|(own, _)| own == label).map(|(_, value)| value.clone())?;
        Some((*name, *called, value))
    })
}

/// As an object; numbers are numbers, and no bundle before it is null.
pub(super) fn json(bundle: &Bundle) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("id".into(), json!(bundle.id().to_string()));
    for (name, _, value) in facts(bundle) {
        let value = match name {
            "seq" | "format" => json!(value.parse::<u64>().ok()),
            "prev" => json!(bundle.head().prev.map(|id| id.to_string())),
            _ => json!(value),
        };
        object.insert(name.into(), value);
    }
    object.insert("rows".into(), json!(bundle.row_count()));
    let tables = bundle.tables().iter().map(|columns| {
        let fields: Vec<&str> = columns.fields.iter().map(|field| field.name).collect();
        json!({ "type": records::of(columns.kind).map(|of| of.name), "fields": fields })
    });
    object.insert("tables".into(), tables.collect());
    object
}

/// As rows of a label and a value.
pub(super) fn rows(bundle: &Bundle, lang: Lang) -> Vec<Vec<String>> {
    let row = |label: &Label, value: String| vec![label.get(lang).to_owned(), value];
    let mut rows = vec![row(&say::BUNDLE_ID, bundle.id().to_string())];
    rows.extend(facts(bundle).map(|(_, label, value)| row(label, value)));
    let types = bundle.tables().iter().filter_map(|columns| records::of(columns.kind));
    let types: Vec<&str> = types.map(|of| of.label.get(lang)).collect();
    let count = bundle.row_count().to_string();
    rows.push(row(&say::BUNDLE_ROWS, format!("{count} {}", types.join(", ")).trim_end().into()));
    rows
}
