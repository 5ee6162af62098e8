//! What a file holds: its sheets, the table in each, how many rows, what is passed over.

use super::{Found, SheetFound, Source, With, maps};
use crate::domain::{Kind, RecordType, records};
use crate::exchange::ask;
use crate::exchange::book::Book;
use crate::exchange::table::{self, Ask, Picked, Picker, Table};
use crate::exchange::why::HIDDEN_LINE;
use crate::lang::Problem;
use crate::lang::errors::exchange::NO_TABLE;
use crate::text::legacy::Font;

/// Lines looked at for the table of a sheet.
const HEAD: usize = 400;
/// Lines passed over that are told of, at most.
const TOLD: usize = 500;

/// What a file holds; the rows are of that type where it is said.
///
/// # Errors
/// It cannot be read, or is no list.
pub fn look(source: &Source, of: Option<Kind>, with: &With<'_>) -> Result<Found, Problem> {
    let book = source.book()?;
    let of = match of.and_then(records::of) {
        Some(of) => of,
        None => guessed(&book, with)?,
    };
    let looking = Looking::of(of);
    let mut sheets = Vec::new();
    for at in 0..book.sheets().len() {
        let found = match sheet(&book, at, &looking, with) {
            Err(problem) if problem.is(&NO_TABLE) => SheetFound {
                name: book.sheets().get(at).map_or_else(String::new, |sheet| sheet.name.clone()),
                hidden: book.sheets().get(at).is_some_and(|sheet| sheet.hidden),
                ..SheetFound::default()
            },
            found => found?,
        };
        sheets.push(found);
    }
    Ok(Found { format: book.format(), notes: book.notes().to_vec(), of: of.kind, sheets })
}

/// How a table is looked for.
pub(super) struct Looking<'a> {
    pub(super) of: &'static RecordType,
    pub(super) map: &'a [(String, String)],
    pub(super) font: Option<Font>,
}

impl Looking<'_> {
    /// By nothing but the sheet.
    pub(super) fn of(of: &'static RecordType) -> Self {
        Self { of, map: &[], font: None }
    }
}

/// The table of a sheet, how many rows it has and what is passed over. Where columns of such a sheet
/// went before, they go again.
///
/// # Errors
/// It cannot be read; no table is in it; the map names what is not there.
pub(super) fn sheet(
    book: &Book,
    at: usize,
    looking: &Looking<'_>,
    with: &With<'_>,
) -> Result<SheetFound, Problem> {
    let (head, facts) = book.head(at, HEAD)?;
    let ask = Ask { map: looking.map, font: looking.font, ..with.ask(looking.of) };
    let mut table = table::find(&head, &facts, &ask)?;
    let known = maps::known(&table.shape, with);
    if looking.map.is_empty() && !known.is_empty() {
        // A remembered map that does not fit any more is none.
        table = table::find(&head, &facts, &Ask { map: &known, ..ask }).unwrap_or(table);
    }
    let sheet = book.sheets().get(at);
    let mut found = SheetFound {
        name: sheet.map_or_else(String::new, |sheet| sheet.name.clone()),
        hidden: sheet.is_some_and(|sheet| sheet.hidden),
        hidden_columns: facts.hidden_columns.len() as u64,
        ..SheetFound::default()
    };
    count(book, at, &table, with, &mut found)?;
    found.table = Some(table);
    Ok(found)
}

fn count(
    book: &Book,
    at: usize,
    table: &Table,
    with: &With<'_>,
    found: &mut SheetFound,
) -> Result<(), Problem> {
    let ask = with.ask(table.of);
    let mut picker = Picker::new(table, &ask);
    book.read(at, &mut |line| {
        match picker.pick(&line) {
            Picked::Row(..) => {
                found.rows += 1;
                found.formulas += line.formulas;
            }
            Picked::Skipped(why) if why.is(HIDDEN_LINE) => found.hidden_rows += 1,
            Picked::Skipped(why) if found.skipped.len() < TOLD => {
                found.skipped.push((line.number, why));
            }
            Picked::Skipped(_) => {}
            Picked::Group(_) => found.titles += 1,
            Picked::Empty => {}
        }
        Ok(true)
    })
}

/// The type of which most columns are known; of equals the first.
fn guessed(book: &Book, with: &With<'_>) -> Result<&'static RecordType, Problem> {
    let types = records::all().iter().filter(|of| !of.layouts.is_empty() && !of.internal);
    let mut best: Option<(usize, &'static RecordType)> = None;
    let (head, facts) = book.head(0, HEAD)?;
    for of in types {
        let table = table::find(&head, &facts, &with.ask(of)).ok();
        let columns = table.iter().flat_map(|table| &table.columns);
        let known = columns.filter(|column| column.takes.field().is_some()).count();
        if best.is_none_or(|(most, _)| known > most) {
            best = Some((known, of));
        }
    }
    best.map(|(_, of)| of).ok_or_else(|| ask::unexpected("type"))
}
