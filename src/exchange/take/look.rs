//! What a file holds: its sheets, the table in each, how many rows, what is passed over.

use super::{Found, SheetFound, Source, With};
use crate::domain::{Kind, RecordType, records};
use crate::exchange::ask;
use crate::exchange::book::Book;
use crate::exchange::table::{self, Picked, Picker, Table};
use crate::exchange::why::HIDDEN_LINE;
use crate::lang::Problem;

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
    let mut sheets = Vec::new();
    for (at, sheet) in book.sheets().iter().enumerate() {
        let (head, facts) = book.head(at, HEAD)?;
        let table = table::find(&head, &facts, &with.ask(of)).ok();
        let hidden_columns = facts.hidden_columns.len() as u64;
        let mut found = SheetFound {
            name: sheet.name.clone(),
            hidden: sheet.hidden,
            hidden_columns,
            ..SheetFound::default()
        };
        if let Some(table) = table {
            count(&book, at, &table, with, &mut found)?;
            found.table = Some(table);
        }
        sheets.push(found);
    }
    Ok(Found { format: book.format(), notes: book.notes().to_vec(), of: of.kind, sheets })
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
            Picked::Row(..) => found.rows += 1,
            Picked::Skipped(why) if why.is(HIDDEN_LINE) => found.hidden_rows += 1,
            Picked::Skipped(why) if found.skipped.len() < TOLD => {
                found.skipped.push((line.number, why));
            }
            Picked::Skipped(_) => {}
            Picked::Group(_) | Picked::Empty => {}
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
