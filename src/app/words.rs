//! Records as screens word them: titles, columns, times.

use super::desk::Desk;
use super::list::Choice;
use crate::domain::tables::{Area, AreaHit};
use crate::domain::{AreaScope, Field, FieldKind, RecordId, Value, show};
use crate::lang::{Lang, Problem};
use crate::register::Shown;
use crate::text::fold::fold;

/// How many rows a list of areas offers.
const LIST: usize = 200;

/// The field as it is keyed and shown: a timeline by what it holds at a time.
pub(crate) fn flat(field: &Field) -> Field {
    Field {
        kind: *field.kind.at_a_time(),
        required: field.required,
        unique: field.unique,
        find: field.find,
        filter: field.filter,
        default: field.default,
        retired: field.retired,
        ..Field::new(field.tag, field.name, field.kind, field.label, field.help)
    }
}

/// What a timeline holds now; any other value is itself.
pub(crate) fn now(value: Value) -> Option<Value> {
    crate::domain::timeline::now(value)
}

/// What the records that values refer to are called.
pub(crate) type Names = [(RecordId, String)];

/// The name of a referred record, or its short code.
fn name_of(names: &Names, id: RecordId) -> String {
    names
        .iter()
        .find(|(named, _)| *named == id)
        .map_or_else(|| id.short(), |(_, name)| name.clone())
}

impl Desk {
    /// A value as a form shows it; a timeline by what it holds now.
    pub(crate) fn value(&self, field: &Field, value: Value, names: &Names) -> String {
        let Some(value) = now(value) else { return String::new() };
        self.whole(&flat(field), &value, names)
    }

    /// A value as it is, a timeline with its days.
    pub(crate) fn whole(&self, field: &Field, value: &Value, names: &Names) -> String {
        show::screen(field, value, &self.tables, self.lang, &|id| name_of(names, id))
    }

    /// A value over as many lines as it takes: a timeline from when to when, what holds now first.
    /// With each line the record it refers to.
    pub(crate) fn written_out(
        &self,
        field: &Field,
        value: &Value,
        names: &Names,
    ) -> Vec<(String, Option<RecordId>)> {
        let referred = |value: &Value| match value {
            Value::Ref(id) => Some(*id),
            _ => None,
        };
        let Value::Timeline(steps) = value else {
            return vec![(self.whole(field, value, names), referred(value))];
        };
        let name = |id| name_of(names, id);
        let lines = show::steps(field, steps, &self.tables, self.lang, &name);
        let refs = steps.iter().rev().map(|step| referred(&step.value));
        lines.into_iter().zip(refs).collect()
    }

    /// One field of a record, for a view; empty where there is no entry.
    pub(crate) fn seen(&self, shown: &Shown, field: &Field) -> String {
        let value = shown.record.values.get(field.tag);
        value.map_or_else(String::new, |value| self.whole(field, &value, &shown.names))
    }

    /// The same with nothing hidden.
    pub(crate) fn bare(&self, shown: &Shown, field: &Field) -> String {
        let value = shown.record.values.get(field.tag);
        value.map_or_else(String::new, |value| show::entry(field, &value, &self.tables))
    }

    /// One field of a record, for a list; empty where there is no entry.
    pub(crate) fn listed(&self, shown: &Shown, field: &Field) -> String {
        let name = |id| name_of(&shown.names, id);
        let value = shown.record.values.get(field.tag);
        value.map_or_else(String::new, |value| {
            show::listed(field, &value, &self.tables, self.lang, &name)
        })
    }

    /// What a record is called.
    pub(crate) fn title(&self, shown: &Shown) -> String {
        show::title(&shown.record, &self.tables, self.lang)
    }

    /// Both wordings of a problem.
    pub(crate) fn worded(&self, problem: &Problem) -> (String, String) {
        (problem.what(self.lang), problem.hint(self.lang))
    }
}

/// A time as a clerk in Vietnam reads it: `22/11/2026 17:05`.
pub(crate) fn time(millis: i64) -> String {
    formatted(millis, "%d/%m/%Y %H:%M")
}

/// Its day: `22/11/2026`.
pub(crate) fn date(millis: i64) -> String {
    formatted(millis, "%d/%m/%Y")
}

fn formatted(millis: i64, format: &str) -> String {
    let zone = chrono::FixedOffset::east_opt(7 * 3600);
    let utc = chrono::DateTime::from_timestamp_millis(millis);
    match (zone, utc) {
        (Some(zone), Some(utc)) => utc.with_timezone(&zone).format(format).to_string(),
        _ => String::new(),
    }
}

/// A whole number with the separators of the language: `2.318`, `2,318`.
pub(crate) fn number(n: u64, lang: Lang) -> String {
    let digits = n.to_string();
    let mark = if lang == Lang::Vi { '.' } else { ',' };
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// A commune to choose from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AreaRow {
    /// As records hold it: `2025-07:15889`.
    pub(crate) key: String,
    /// The code alone: `15889`.
    pub(crate) code: String,
    /// With its kind: "xã Hoằng Phú".
    pub(crate) name: String,
    /// Its province; an old one's district too.
    pub(crate) province: String,
    /// The old name it was found by.
    pub(crate) formerly: Option<String>,
}

impl AreaRow {
    fn new(area: &Area<'_>, formerly: Option<String>) -> Self {
        let name = format!("{} {}", area.kind.to_lowercase(), area.name);
        let above = area.shown();
        let above = above.strip_prefix(&name).unwrap_or_default().trim_start_matches([',', ' ']);
        Self { key: area.key(), code: area.digits(), province: above.to_owned(), name, formerly }
    }
}

impl Desk {
    /// Communes of today by a few letters, old names too.
    pub(crate) fn areas_by(&self, text: &str, limit: usize) -> Vec<AreaRow> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let hits = self.tables.find_communes(text, limit);
        let row = |hit: &AreaHit<'_>| {
            let named = |old: Area<'_>| old.name.to_owned();
            AreaRow::new(&hit.area, hit.old.map(named))
        };
        hits.iter().map(row).collect()
    }

    /// The values a field can take that match what is typed.
    pub(crate) fn choices(&self, field: &Field, typed: &str) -> Vec<Choice> {
        match *field.kind.at_a_time() {
            FieldKind::Choice(table) => self.rows_of(table, typed),
            FieldKind::Area(areas) => self.areas_of(areas, typed),
            FieldKind::YesNo => self.rows_of("yes_no", typed),
            _ => Vec::new(),
        }
    }

    fn rows_of(&self, table: &str, typed: &str) -> Vec<Choice> {
        let Some(table) = self.tables.choices(table) else { return Vec::new() };
        let typed = fold(typed);
        let matches = |label: &str| {
            let label = fold(label);
            typed.split_whitespace().all(|word| label.contains(word))
        };
        table
            .offered()
            .filter(|row| {
                matches(&row.shown(self.lang)) || row.synonyms.iter().any(|name| matches(name))
            })
            .map(|row| Choice {
                value: Value::Code(row.code.clone()),
                label: row.shown(self.lang),
                detail: row.synonyms.join(", "),
            })
            .collect()
    }

    fn areas_of(&self, areas: AreaScope, typed: &str) -> Vec<Choice> {
        let rows = match areas {
            AreaScope::OldCommune => {
                let old = self.tables.find_old_communes(typed, LIST);
                old.iter().map(|area| AreaRow::new(area, None)).collect()
            }
            AreaScope::Commune | AreaScope::Any => self.areas_by(typed, LIST),
        };
        let formerly = |row: &AreaRow| match &row.formerly {
            Some(old) => format!("{} ({old})", row.province),
            None => row.province.clone(),
        };
        rows.into_iter()
            .map(|row| Choice {
                detail: formerly(&row),
                value: Value::Code(row.key),
                label: row.name,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_vietnam() {
        assert_eq!(time(1_795_341_900_000), "22/11/2026 17:05");
        assert_eq!(time(0), "01/01/1970 07:00");
        assert_eq!(time(i64::MAX), "");
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        for (n, vi, en) in [(0, "0", "0"), (999, "999", "999"), (2318, "2.318", "2,318")] {
            assert_eq!((number(n, Lang::Vi), number(n, Lang::En)), (vi.into(), en.into()));
        }
        assert_eq!(number(1_150_000, Lang::Vi), "1.150.000");
    }
}
