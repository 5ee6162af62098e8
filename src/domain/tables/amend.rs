//! Dated amendment rows: how reference data changes without a new program.

use super::choices::Choices;
use super::{Areas, Level, Numbers, Tables, csv, embedded};
use crate::domain::PartialDate;
use crate::lang::Problem;
use crate::lang::errors::domain::{AMENDMENT_MISFIT, BAD_TABLE};
use std::sync::OnceLock;

/// The header of an amendment file.
const HEADER: [&str; 7] = ["effective", "table", "code", "field", "old", "new", "source"];

/// A row.
struct Row {
    line: u64,
    table: String,
    code: String,
    field: String,
    old: String,
    new: String,
}

/// What rows act on: a copy, taken over only if every row fits.
struct Work {
    choices: Vec<Choices>,
    numbers: Numbers,
    /// Taken from the tables once a row is about an area.
    areas: Option<Areas>,
}

pub(super) fn apply(tables: &mut Tables, csv: &[u8], today: PartialDate) -> Result<(), Problem> {
    let rows = rows("amendments", csv, Some(today))?;
    let mut work =
        Work { choices: tables.choices.clone(), numbers: tables.numbers.clone(), areas: None };
    for row in &rows {
        if level(&row.table).is_some() && work.areas.is_none() {
            work.areas = Some(tables.areas().clone());
        }
        work.apply(row).ok_or_else(|| misfit(row))?;
    }
    tables.choices = work.choices;
    tables.numbers = work.numbers;
    if let Some(areas) = work.areas {
        tables.areas = OnceLock::from(areas);
        tables.search = OnceLock::new();
    }
    Ok(())
}

/// The built-in areas with the built-in amendments: what was decided since 01/07/2025 and is
/// certain. They all took effect before this program was released.
pub(super) fn areas_built_in() -> Result<Areas, Problem> {
    let mut areas = Areas::built_in()?;
    for row in &rows("amendments", embedded::AMENDMENTS, None)? {
        level(&row.table)
            .and_then(|level| area_row(&mut areas, level, row))
            .ok_or_else(|| misfit(row))?;
    }
    Ok(areas)
}

fn misfit(row: &Row) -> Problem {
    let params = [&row.table, &row.code, &row.field, &row.old, &row.new];
    let params = [row.line.to_string()].into_iter().chain(params.into_iter().cloned());
    Problem::new(&AMENDMENT_MISFIT, params)
}

fn rows(name: &str, csv: &[u8], today: Option<PartialDate>) -> Result<Vec<Row>, Problem> {
    let mut out = Vec::new();
    csv::read(name, csv, HEADER, |line, [effective, table, code, field, old, new, _]| {
        let day = iso_day(effective)?;
        if today.is_none_or(|today| day <= today) {
            let [table, code, field, old, new] = [table, code, field, old, new].map(str::to_owned);
            out.push(Row { line, table, code, field, old, new });
        }
        Some(())
    })
    .map_err(|problem| if problem.is(&BAD_TABLE) { problem } else { Problem::bare(&BAD_TABLE) })?;
    Ok(out)
}

/// `2026-04-30`.
fn iso_day(text: &str) -> Option<PartialDate> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && (year.len(), month.len(), day.len()) == (4, 2, 2);
    let date = PartialDate::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (whole && date.is_day()).then_some(date)
}

fn level(table: &str) -> Option<Level> {
    match table {
        "provinces_2025" => Some(Level::Province),
        "communes_2025" => Some(Level::Commune),
        _ => None,
    }
}

impl Work {
    fn apply(&mut self, row: &Row) -> Option<()> {
        if let Some(level) = level(&row.table) {
            return area_row(self.areas.as_mut()?, level, row);
        }
        if row.table == "phone_prefixes" {
            return self.numbers.amend_phone(&row.code, &row.field, &row.old, &row.new);
        }
        let table = self.choices.iter_mut().find(|table| table.name() == row.table)?;
        table.amend(&row.code, &row.field, &row.old, &row.new)
    }
}

fn area_row(areas: &mut Areas, level: Level, row: &Row) -> Option<()> {
    match (row.field.as_str(), row.old.as_str(), row.new.as_str()) {
        ("row", "", new) => areas.add(level, &row.code, new),
        ("row", old, "") => (areas.cell(level, &row.code, "name")? == old)
            .then(|| areas.retire(level, &row.code))?,
        (field, old, new) => {
            let fits = areas.cell(level, &row.code, field)? == old;
            fits.then(|| areas.set_cell(level, &row.code, field, new))?
        }
    }
}
