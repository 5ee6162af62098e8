//! Lists in a book on their way in: the lines of the chosen sheets as rows of records, with where they
//! stood and what was guessed of them.

use super::book::{Book, Format};
use super::csv::{Next, Row};
use super::import::Plan;
use super::rejects::Form;
use super::rows::{Cells, Origin, Parsed};
use super::sheet::{Cell, Line};
use super::split;
use super::table::{Ask, Picked, Picker, Table, Weight};
use crate::domain::Value;
use crate::lang::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// Where a row stands: its sheet, its line, and the which it is of the people in that line.
pub type Place = (usize, u64, usize);

/// A mended cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The row.
    pub place: Place,
    /// Which of the table's columns.
    pub column: usize,
    /// What it says now.
    pub text: String,
}

/// The sheets of a book that are taken, and what a person changed of them.
pub struct Listed {
    /// The book.
    pub book: Book,
    /// The places of its sheets, and the tables in them as they were changed.
    pub parts: Vec<(usize, Table)>,
    /// Cells that were mended.
    pub mends: Vec<Mend>,
    /// Rows that are left out.
    pub without: BTreeSet<Place>,
    /// Lines in which several people stand, and how many: a row for each.
    pub apart: BTreeMap<(usize, u64), usize>,
}

/// A sheet that is being read.
struct Reading<'a> {
    sheet: usize,
    table: &'a Table,
    picker: Picker<'a>,
    cells: Cells<'a>,
    mends: &'a BTreeMap<Place, Vec<&'a Mend>>,
}

impl Listed {
    /// The headings of the rejects file: those of the first table, by their place.
    pub(super) fn headings(&self) -> Vec<String> {
        let columns = self.parts.first().map(|(_, table)| table.columns.as_slice());
        let columns = columns.unwrap_or_default();
        let width = columns.iter().map(|column| column.at + 1).max().unwrap_or(0);
        let mut names = vec![String::new(); width];
        for column in columns {
            if let Some(name) = names.get_mut(column.at) {
                name.clone_from(&column.heading);
            }
        }
        names
    }

    /// The form of the rejects file.
    pub(super) fn form(&self) -> Form {
        match self.book.format() {
            Format::Text { delimiter, .. } => Form::Csv(delimiter),
            Format::Pasted => Form::Csv(b'\t'),
            Format::Xlsx | Format::Xls | Format::Ods => Form::Xlsx,
        }
    }

    /// The name of a sheet, where the book has several or names its only one.
    pub(super) fn sheet(&self, sheet: usize) -> &str {
        match self.book.format() {
            Format::Text { .. } | Format::Pasted => "",
            _ => self.book.sheets().get(sheet).map_or("", |sheet| sheet.name.as_str()),
        }
    }

    /// Gives every row of the sheets, until `take` says no.
    ///
    /// # Errors
    /// What `take` says; the book cannot be read.
    pub(super) fn each(
        &self,
        plan: &Plan<'_>,
        take: &mut dyn FnMut(Parsed) -> Result<bool, Problem>,
    ) -> Result<(), Problem> {
        let mut mends: BTreeMap<Place, Vec<&Mend>> = BTreeMap::new();
        for mend in &self.mends {
            mends.entry(mend.place).or_default().push(mend);
        }
        let mut goes_on = true;
        for (sheet, table) in &self.parts {
            if !goes_on {
                break;
            }
            self.part((*sheet, table), plan, &mends, &mut |parsed| {
                goes_on = take(parsed)?;
                Ok(goes_on)
            })?;
        }
        Ok(())
    }

    fn part(
        &self,
        (sheet, table): (usize, &Table),
        plan: &Plan<'_>,
        mends: &BTreeMap<Place, Vec<&Mend>>,
        take: &mut dyn FnMut(Parsed) -> Result<bool, Problem>,
    ) -> Result<(), Problem> {
        let ask = Ask {
            of: table.of,
            tables: plan.tables,
            today: plan.today,
            map: &[],
            font: None,
            lang: plan.lang,
        };
        let picker = Picker::new(table, &ask);
        let heading = picker.heading().clone();
        let cells = Cells::new(&heading, plan.tables, plan.today);
        let mut reading = Reading { sheet, table, picker, cells, mends };
        self.book.read(sheet, &mut |line| {
            let people = self.apart.get(&(sheet, line.number)).copied().unwrap_or(1);
            for one in 0..people.saturating_sub(1) {
                if !self.row(&mut reading, line.clone(), one, take)? {
                    return Ok(false);
                }
            }
            self.row(&mut reading, line, people.saturating_sub(1), take)
        })
    }

    /// Gives a row of a line.
    fn row(
        &self,
        Reading { sheet, table, picker, cells, mends }: &mut Reading<'_>,
        mut line: Line,
        part: usize,
        take: &mut dyn FnMut(Parsed) -> Result<bool, Problem>,
    ) -> Result<bool, Problem> {
        let place = (*sheet, line.number, part);
        let mut before = None;
        for mend in mends.get(&place).into_iter().flatten() {
            if split::is_place(table, mend.column) {
                before = before.or_else(|| told(picker, cells, &line));
            }
            put(&mut line, table, mend);
        }
        let (row, guesses) = match picker.pick(&line) {
            Picked::Row(row, guesses) => (row, guesses),
            // Something stands there, though none of it could be read.
            Picked::Empty if line.bad.is_some() => {
                let texts = picker.heading().names.iter().map(|_| "");
                (Row::of(line.number, texts), Vec::new())
            }
            _ => return Ok(true),
        };
        if self.without.contains(&place) {
            return Ok(true);
        }
        let next = match line.bad.take() {
            Some(problem) => Next::Bad(row, problem),
            None => Next::Row(row),
        };
        let Some(mut parsed) = cells.parse(next) else { return Ok(true) };
        // Who says which commune it is now takes nothing back of which it was.
        parsed.set.extend(before.filter(|(tag, _)| parsed.set.iter().all(|(t, _)| t != tag)));
        for guess in guesses.iter().filter(|guess| guess.weight == Weight::Fault) {
            // One fault of a field is enough: what is wrong with its text follows from it.
            parsed.faults.retain(|(field, _)| field != guess.field.name);
            parsed.faults.extend(guess.problem.clone().map(|p| (guess.field.name.to_owned(), p)));
        }
        parsed.from = Some(Box::new(Origin { sheet: *sheet, part, line, guesses }));
        take(parsed)
    }
}

/// The old commune that a line tells before it is mended.
fn told(
    picker: &mut Picker<'_>,
    cells: &mut Cells<'_>,
    line: &Line,
) -> Option<(u16, Option<Value>)> {
    let before = split::before(picker.heading().of)?;
    let Picked::Row(row, _) = picker.pick(line) else { return None };
    let parsed = cells.parse(Next::Row(row))?;
    parsed.set.into_iter().find(|(tag, _)| *tag == before.tag)
}

fn put(line: &mut Line, table: &Table, mend: &Mend) {
    let Some(at) = table.columns.get(mend.column).map(|column| column.at) else { return };
    if line.cells.len() <= at {
        line.cells.resize(at + 1, Cell::Empty);
    }
    if let Some(cell) = line.cells.get_mut(at) {
        *cell = Cell::Typed(mend.text.clone());
    }
}
