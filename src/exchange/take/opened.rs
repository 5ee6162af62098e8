//! A list as the command line names it: rows under the fields' own names are taken as they are; else
//! the tables in its sheets are found, and everything that is not sure is said.

use super::look::{Looking, sheet};
use super::{SheetFound, With, say_by_sheet};
use crate::domain::RecordType;
use crate::exchange::book::{Book, Encoding, Format};
use crate::exchange::csv::{Next, Reader, Row};
use crate::exchange::heading::{self, Heading};
use crate::exchange::import::{self, Source};
use crate::exchange::listed::Listed;
use crate::exchange::rejects::unreadable;
use crate::exchange::table::{Column, Grouped, Table, Takes};
use crate::exchange::why;
use crate::lang::Problem;
use crate::lang::errors::book::{NO_SUCH_SHEET, NOT_A_SHEET};
use crate::lang::errors::exchange as codes;
use crate::text::fold::fold;
use crate::text::legacy::Font;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

/// What is said of the list.
pub struct Asked<'a> {
    /// The type of its rows.
    pub of: &'static RecordType,
    /// (column, field) pairs.
    pub map: &'a [(String, String)],
    /// Its sheets by name or number from 1; none: all that are shown and hold a table.
    pub sheets: &'a [String],
    /// The font of all columns.
    pub font: Option<Font>,
    /// Fields that all rows say, and what.
    pub says: &'a [(String, String)],
}

/// A list, ready to be imported.
pub struct Opened {
    /// Its rows.
    pub source: Source,
    /// The sheets that are taken, as they were found; none where nothing was guessed.
    pub sheets: Vec<SheetFound>,
    /// What should be said of it though it can be read.
    pub notes: Vec<Problem>,
}

/// Opens a list.
///
/// # Errors
/// It cannot be read, has no such sheet or no table, a column that nothing is known of, or lacks a
/// required field.
pub fn open(path: &Path, asked: &Asked<'_>, with: &With<'_>) -> Result<Opened, Problem> {
    let plain = asked.sheets.is_empty() && asked.font.is_none() && asked.says.is_empty();
    let is_file = path.metadata().map_err(|error| unreadable(path, &error))?.is_file();
    if !is_file {
        return rows(path, Vec::new());
    }
    let book = match Book::open(path) {
        // What is wrong with a text is said where it is read; what is no text is said here.
        Err(problem) if plain && is_named_text(path) && !problem.is(&NOT_A_SHEET) => {
            return rows(path, Vec::new());
        }
        book => book?,
    };
    if plain && is_of_rows(path, &book, asked, with)? {
        return rows(path, book.notes().to_vec());
    }
    listed(book, asked, with)
}

fn is_named_text(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"))
}

fn rows(path: &Path, notes: Vec<Problem>) -> Result<Opened, Problem> {
    Ok(Opened { source: import::open(path)?, sheets: Vec::new(), notes })
}

/// Whether it is UTF-8 whose first line names fields: all of them, or one by its schema name, as
/// only programs and who knows them write it.
fn is_of_rows(
    path: &Path,
    book: &Book,
    asked: &Asked<'_>,
    with: &With<'_>,
) -> Result<bool, Problem> {
    let utf8 = Format::Text { encoding: Encoding::Utf8, delimiter: 0 };
    let with_mark = Format::Text { encoding: Encoding::Utf8Bom, delimiter: 0 };
    let of_texts = |format| match format {
        Format::Text { encoding, .. } => Format::Text { encoding, delimiter: 0 },
        other => other,
    };
    if ![utf8, with_mark].contains(&of_texts(book.format())) {
        return Ok(false);
    }
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let row = match Reader::new(file, book.name())?.next_row()? {
        Some(Next::Row(row)) => row,
        // Said where it is read.
        Some(Next::Bad(..)) => return Ok(true),
        None => Row::default(),
    };
    let named = |name: &str| {
        let name = name.trim();
        asked.of.fields.iter().any(|field| field.name == name) || name == heading::ID
    };
    let fits = Heading::new(&row, asked.of, asked.map, book.name(), with.lang).is_ok();
    Ok(fits || row.is_empty() || row.iter().any(named))
}

fn listed(book: Book, asked: &Asked<'_>, with: &With<'_>) -> Result<Opened, Problem> {
    let looking = Looking { map: asked.map, font: asked.font, ..Looking::of(asked.of) };
    let chosen = chosen(&book, asked)?;
    let (mut sheets, mut places) = (Vec::new(), Vec::new());
    let mut none = None;
    for at in chosen {
        let mut found = match sheet(&book, at, &looking, with) {
            Ok(found) => found,
            // Of all sheets some hold something else; of those that are named none may.
            Err(problem) if asked.sheets.is_empty() && problem.is(&codes::NO_TABLE) => {
                none.get_or_insert(problem);
                continue;
            }
            Err(problem) => return Err(problem),
        };
        let Some(table) = &mut found.table else { continue };
        say(table, asked)?;
        places.push(at);
        sheets.push(found);
    }
    if let (true, Some(problem)) = (sheets.is_empty(), none) {
        return Err(problem);
    }
    let mut notes = book.notes().to_vec();
    let lists = asked.sheets.is_empty() && sheets.iter().any(SheetFound::is_list);
    let mut parts = Vec::new();
    let mut taken = Vec::new();
    say_by_sheet(&mut sheets);
    for (at, found) in places.into_iter().zip(sheets) {
        let Some(table) = &found.table else { continue };
        // Beside lists, a sheet that names no record is something else: their sums.
        if lists && !found.is_list() {
            notes.push(Problem::new(&codes::NO_LIST_SHEET, [found.name]));
            continue;
        }
        settled(table, asked, with)?;
        parts.push((at, table.clone()));
        taken.push(found);
    }
    let sheets = taken;
    let rows = sheets.iter().map(|found| found.rows).sum();
    let listed =
        Listed { book, parts, mends: Vec::new(), without: BTreeSet::new(), apart: BTreeMap::new() };
    Ok(Opened { source: Source::listed(listed, Some(rows)), sheets, notes })
}

/// The places of the sheets that are meant.
fn chosen(book: &Book, asked: &Asked<'_>) -> Result<Vec<usize>, Problem> {
    let sheets = book.sheets();
    if asked.sheets.is_empty() {
        let shown = sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden);
        return Ok(shown.map(|(at, _)| at).collect());
    }
    let place = |name: &String| {
        let named = sheets.iter().position(|sheet| sheet.name == *name);
        let folded = || sheets.iter().position(|sheet| fold(&sheet.name) == fold(name));
        let number = || name.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < sheets.len());
        named.or_else(folded).or_else(number).ok_or_else(|| {
            let params = [book.name().to_owned(), name.clone(), sheets.len().to_string()];
            Problem::new(&NO_SUCH_SHEET, params)
        })
    };
    asked.sheets.iter().map(place).collect()
}

/// Takes what all rows say into the table.
fn say(table: &mut Table, asked: &Asked<'_>) -> Result<(), Problem> {
    for (name, text) in asked.says {
        let field = heading::field(name, asked.of).ok_or_else(|| {
            let all: Vec<_> = asked.of.open_fields().map(|field| field.name).collect();
            let of = asked.of.name.to_owned();
            Problem::new(&codes::UNKNOWN_FIELD, [name.clone(), of, all.join(", ")])
        })?;
        table.groups.retain(|group| group.field.tag != field.tag);
        table.groups.push(Grouped { field, of: "", first: Some(text.clone()) });
    }
    Ok(())
}

/// Whether everything in the table is known: on a command line nobody is asked.
fn settled(table: &Table, asked: &Asked<'_>, with: &With<'_>) -> Result<(), Problem> {
    let unknown = |column: &&Column| {
        let something = column.samples.iter().any(|(before, _)| !before.trim().is_empty());
        column.takes == Takes::Nowhere && column.why.is(why::UNKNOWN) && something
    };
    if let Some(column) = table.columns.iter().find(unknown) {
        let name = match column.heading.as_str() {
            "" => column.letter(),
            heading => heading.to_owned(),
        };
        return Err(Problem::new(&codes::UNKNOWN_COLUMN, [&name, asked.of.label.get(with.lang)]));
    }
    let ids = table.columns.iter().any(|column| column.takes == Takes::Id);
    match table.lacks().next().filter(|_| !ids) {
        Some(field) => {
            let params = [field.label.get(with.lang), field.name];
            Err(Problem::new(&codes::LACKS_FIELD, params))
        }
        None => Ok(()),
    }
}
