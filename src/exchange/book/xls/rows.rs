//! The rows of a sheet of an xls. Its cells need not stand in order, so where each stands is noted
//! first: eight bytes a record.

use super::Xls;
use super::record::{Bytes, Record, error, id, narrow, record, short_number};
use crate::exchange::book::Lines;
use crate::exchange::book::dates::shown;
use crate::exchange::book::file::{array, u16_at, u32_at};
use crate::exchange::book::limits::{MAX_COLUMNS, MAX_FACTS};
use crate::exchange::book::line::{Building, Letters, Tally};
use crate::exchange::sheet::{Cell, Facts, Line, Merge};
use crate::lang::Problem;
use crate::lang::errors::book as codes;

/// A record with cells: row, first column, and where it begins.
type Place = (u16, u16, u32);

/// Reads the rows of a sheet.
#[derive(Debug)]
pub(in crate::exchange::book) struct Rows<'a> {
    book: &'a Xls,
    places: Vec<Place>,
    /// How many of `places` have been given.
    given: usize,
    /// Rows that are hidden, in order.
    hidden: Vec<u16>,
    facts: Facts,
    tally: Tally,
}

impl<'a> Rows<'a> {
    pub(super) fn new(book: &'a Xls, start: usize) -> Result<Self, Problem> {
        let (places, hidden) = (Vec::new(), Vec::new());
        let (facts, tally) = (Facts::default(), Tally::default());
        let mut rows = Self { book, places, given: 0, hidden, facts, tally };
        rows.survey(start)?;
        if !rows.places.is_sorted() {
            rows.places.sort_unstable();
        }
        rows.hidden.sort_unstable();
        Ok(rows)
    }

    fn survey(&mut self, start: usize) -> Result<(), Problem> {
        let mut at = start;
        // A chart in the sheet is a sheet in it.
        let mut depth = 0_usize;
        loop {
            let record = self.book.record(at)?;
            if depth == 0 && record.id != id::BEGIN {
                return Err(self.book.say(&codes::DAMAGED));
            }
            match record.id {
                id::BEGIN => depth += 1,
                id::EOF => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                _ if depth > 1 => {}
                _ => self.note(record, at),
            }
            at = record.next;
        }
    }

    fn note(&mut self, record: Record, at: usize) {
        let data = record.data;
        let (Some(first), Some(second)) = (u16_at(data, 0), u16_at(data, 2)) else {
            return;
        };
        match record.id {
            id::FORMULA
            | id::NUMBERS
            | id::RICH_TEXT
            | id::SHARED_TEXT
            | id::NUMBER
            | id::TEXT
            | id::BOOL_OR_ERROR
            | id::SHORT_NUMBER => {
                if let Ok(at) = u32::try_from(at) {
                    self.places.push((first, second, at));
                }
            }
            id::ROW
                if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0)
                    && self.hidden.len() < MAX_FACTS =>
            {
                self.hidden.push(first);
            }
            id::COLUMNS if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                let last = usize::from(second).min(MAX_COLUMNS - 1);
                if self.facts.hidden_columns.len() <= MAX_COLUMNS {
                    self.facts.hidden_columns.extend(usize::from(first)..=last);
                }
            }
            id::MERGED => {
                let room = MAX_FACTS.saturating_sub(self.facts.merged.len());
                let all = data.get(2..).unwrap_or_default().chunks_exact(8);
                self.facts.merged.extend(all.take(room).filter_map(merge));
            }
            _ => {}
        }
    }

    /// Puts the cells of a record into a row.
    fn put(&mut self, row: &mut Building, column: u16, at: usize) -> Result<(), Problem> {
        let record = self.book.record(at)?;
        let data = record.data;
        let column = usize::from(column);
        if record.id == id::NUMBERS {
            let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
            for (more, cell) in cells.chunks_exact(6).enumerate() {
                if let (Some(style), Some(number)) = (u16_at(cell, 0), short_number(cell, 2)) {
                    row.put(column + more, self.number(number, style));
                }
            }
            return Ok(());
        }
        let style = u16_at(data, 4).unwrap_or_default();
        let float = |at| array(data, at).map(f64::from_le_bytes);
        let content = match record.id {
            id::NUMBER => float(6).map(|number| self.number(number, style)),
            id::SHORT_NUMBER => short_number(data, 6).map(|number| self.number(number, style)),
            id::BOOL_OR_ERROR => data.get(6).zip(data.get(7)).map(|(value, kind)| match kind {
                0 => Cell::Bool(*value != 0),
                _ => Cell::Error(error(*value).to_owned()),
            }),
            id::SHARED_TEXT => {
                let number = u32_at(data, 6).unwrap_or(u32::MAX) as usize;
                let Some((text, cut)) = self.book.texts.get(number) else {
                    let params = [self.book.name.clone(), row.number().to_string()];
                    return Err(Problem::new(&codes::NO_SUCH_TEXT, params));
                };
                if cut {
                    row.too_long();
                }
                Some(Cell::Text(text.to_owned()))
            }
            id::FORMULA => match data.get(6..14) {
                Some([0, .., 0xFF, 0xFF]) => {
                    self.result(record, style).map(|text| letters(row, text))
                }
                Some([1, _, value, .., 0xFF, 0xFF]) => Some(Cell::Bool(*value != 0)),
                Some([2, _, value, .., 0xFF, 0xFF]) => Some(Cell::Error(error(*value).to_owned())),
                Some([.., 0xFF, 0xFF]) => None,
                _ => float(6).map(|number| self.number(number, style)),
            },
            _ => self
                .text(Bytes::new(&self.book.stream, record), 6, style)
                .map(|text| letters(row, text)),
        };
        if record.id == id::FORMULA {
            row.computed();
        }
        let content = content.unwrap_or_default();
        if matches!(content, Cell::Text(_)) {
            self.tally.count(column, self.book.styles.get(Some(usize::from(style))).font);
        }
        row.put(column, content);
        Ok(())
    }

    fn number(&self, number: f64, style: u16) -> Cell {
        let style = self.book.styles.get(Some(usize::from(style)));
        shown(number, style.date, self.book.epoch)
    }

    /// The text a formula gave, which stands in a record behind it.
    fn result(&self, formula: Record, style: u16) -> Option<Letters> {
        let stream = &self.book.stream;
        let mut found = record(stream, formula.next)?;
        for _ in 0..4 {
            if found.id == id::RESULT {
                return self.text(Bytes::new(stream, found), 0, style);
            }
            if !id::BETWEEN.contains(&found.id) {
                return None;
            }
            found = record(stream, found.next)?;
        }
        None
    }

    fn text(&self, mut bytes: Bytes, at: usize, style: u16) -> Option<Letters> {
        bytes.skip(at)?;
        if self.book.letterset.wide {
            return bytes.text();
        }
        let rest = bytes.rest();
        let len = usize::from(u16_at(rest, 0)?);
        let style = self.book.styles.get(Some(usize::from(style)));
        let font = self.book.styles.fonts.get(style.font).map_or("", String::as_str);
        Some(narrow(rest.get(2..2 + len)?, self.book.letterset.page, font))
    }
}

fn letters(row: &mut Building, letters: Letters) -> Cell {
    if letters.cut {
        row.too_long();
    }
    Cell::Text(letters.into_text())
}

fn merge(range: &[u8]) -> Option<Merge> {
    let at = |place| u16_at(range, place);
    let (top, bottom, left, right) = (at(0)?, at(2)?, at(4)?, at(6)?);
    Some(Merge {
        lines: (u64::from(top.min(bottom)) + 1, u64::from(top.max(bottom)) + 1),
        columns: (usize::from(left.min(right)), usize::from(left.max(right))),
    })
}

impl Lines for Rows<'_> {
    fn next(&mut self) -> Result<Option<Line>, Problem> {
        while let Some((number, _, _)) = self.places.get(self.given).copied() {
            let hidden = self.hidden.binary_search(&number).is_ok();
            let mut row = Building::new(u64::from(number) + 1, hidden);
            while let Some((_, column, at)) =
                self.places.get(self.given).copied().filter(|place| place.0 == number)
            {
                self.put(&mut row, column, at as usize)?;
                self.given += 1;
            }
            if let Some(line) = row.done() {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    fn facts(mut self: Box<Self>) -> Result<Facts, Problem> {
        self.facts.fonts = self.tally.fonts(&self.book.styles.fonts);
        Ok(self.facts)
    }
}
