//! A record as a row of a list: its columns, and its values as texts for csv or as cells for people.
//! Either way every value comes back exactly where the list is imported again.

use super::heading::{self, ID, REMARK};
use super::json::{Ids, name};
use super::rows::refers;
use super::sheet::Cell;
use super::xlsx::{Column, Numbers};
use crate::domain::{
    Field, FieldKind, PartialDate, RecordId, RecordType, Step, Tables, Value, input, show,
};
use crate::lang::Lang;
use crate::register::Shown;
use std::collections::HashMap;

/// Wordings of a list that are kept, at most.
const KEPT: usize = 4_096;
/// The largest whole number that a spreadsheet keeps exactly.
const EXACT: u64 = 1 << 53;

/// The columns of a list: by their schema names, or by what people call them.
pub fn columns(of: &'static RecordType, lang: Option<Lang>) -> Vec<Column> {
    let mut all = vec![Column::of_text(ID)];
    for field in of.open_fields() {
        let heading = lang.map_or_else(|| field.name.to_owned(), |lang| label(field, of, lang));
        let remark = refers(field.kind).map(|_| Column::of_text(format!("{REMARK}{heading}")));
        all.push(Column { heading, numbers: numbers(field), ..Column::default() });
        all.extend(remark);
    }
    all
}

/// What the sheet of a type is called: "Hội viên".
pub fn sheet(of: &RecordType, lang: Lang) -> String {
    let mut letters = of.label.get(lang).chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// What people call a field, where that alone means it; its schema name otherwise.
pub fn label(field: &'static Field, of: &'static RecordType, lang: Lang) -> String {
    let label = field.label.get(lang);
    let meant = heading::field(label, of).filter(|meant| meant.tag == field.tag);
    meant.map_or(field.name, |_| label).to_owned()
}

/// What the numbers of a field's column are.
pub fn numbers(field: &Field) -> Numbers {
    match field.kind {
        FieldKind::Whole => Numbers::Count,
        FieldKind::Vnd => Numbers::Money,
        _ => Numbers::None,
    }
}

/// How values are written.
pub struct Wording<'a> {
    tables: &'a Tables,
    today: PartialDate,
    lang: Lang,
    ids: Ids,
    /// By field and what stands for the value in csv.
    known: HashMap<(u16, String), String>,
}

impl<'a> Wording<'a> {
    /// In that language; citizen ids whole or masked.
    pub fn new(tables: &'a Tables, today: PartialDate, lang: Lang, ids: Ids) -> Self {
        Self { tables, today, lang, ids, known: HashMap::new() }
    }

    /// A record's row of csv.
    pub fn texts(&self, of: &RecordType, shown: &Shown) -> Vec<String> {
        let mut texts = vec![shown.record.id.to_string()];
        for field in of.open_fields() {
            let value = shown.record.values.get(field.tag);
            let hidden = value.as_ref().and_then(|value| self.hidden(field, value));
            let text = || value.as_ref().map(|value| show::file(field, value)).unwrap_or_default();
            texts.push(hidden.unwrap_or_else(text));
            if refers(field.kind).is_some() {
                let called = value.and_then(|value| called(&value, &shown.names));
                texts.push(called.unwrap_or_default());
            }
        }
        texts
    }

    /// A record's row of a workbook.
    pub fn cells(&mut self, of: &RecordType, shown: &Shown) -> Vec<Cell> {
        let mut cells = vec![Cell::Text(shown.record.id.to_string())];
        for field in of.open_fields() {
            let value = shown.record.values.get(field.tag);
            cells.push(value.as_ref().map_or(Cell::Empty, |value| self.cell(field, value)));
            if refers(field.kind).is_some() {
                let called = value.and_then(|value| called(&value, &shown.names));
                cells.push(called.map_or(Cell::Empty, Cell::Text));
            }
        }
        cells
    }

    fn cell(&mut self, field: &Field, value: &Value) -> Cell {
        match (self.hidden(field, value), value) {
            (Some(hidden), _) => Cell::Text(hidden),
            (None, Value::Date(day)) if day.is_day() => Cell::Date(*day),
            (None, Value::Whole(number)) if number.unsigned_abs() <= EXACT => {
                Cell::Number(*number as f64)
            }
            (None, value) => Cell::Text(self.worded(field, value)),
        }
    }

    /// A value in the words of people, where those mean just this value; else as csv has it.
    fn worded(&mut self, field: &Field, value: &Value) -> String {
        let plain = show::file(field, value);
        let words = matches!(
            field.kind.at_a_time(),
            FieldKind::Choice(_) | FieldKind::Area(_) | FieldKind::YesNo | FieldKind::PartialDate
        );
        if !words {
            return plain;
        }
        let key = (field.tag, plain);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let worded = show::listed(field, value, self.tables, self.lang, &|id| id.to_string());
        let means = input::parse(field, &worded, self.tables, self.today);
        let right = means.is_ok_and(|means| means.as_ref() == Some(value));
        let worded = if right { worded } else { key.1.clone() };
        if self.known.len() >= KEPT {
            self.known.clear();
        }
        self.known.insert(key, worded.clone());
        worded
    }

    fn hidden(&self, field: &Field, value: &Value) -> Option<String> {
        match value {
            Value::Text(text) if self.ids == Ids::Masked => show::hidden(&field.kind, text),
            _ => None,
        }
    }
}

/// What the record is called that a value refers to, now.
fn called(value: &Value, names: &[(RecordId, String)]) -> Option<String> {
    match value {
        Value::Ref(id) => Some(name(names, *id)),
        Value::Timeline(steps) => steps.last().and_then(|Step { value, .. }| called(value, names)),
        _ => None,
    }
}
