//! Puts a row together cell by cell, and counts the fonts of its columns.

use super::limits::{MAX_COLUMNS, MAX_FACTS, MAX_LETTERS, MAX_ROW};
use crate::exchange::sheet::{Cell, Line};
use crate::lang::errors::book as codes;
use crate::lang::{Code, Problem};
use std::collections::BTreeMap;

/// A row that is being read.
#[derive(Debug, Default)]
pub(super) struct Building {
    line: Line,
    bytes: usize,
}

impl Building {
    /// Begins a row.
    pub(super) fn new(number: u64, hidden: bool) -> Self {
        Self { line: Line { number, hidden, ..Line::default() }, bytes: 0 }
    }

    /// Its number.
    pub(super) fn number(&self) -> u64 {
        self.line.number
    }

    /// Puts what stands in a column; nothing, where that is nothing.
    pub(super) fn put(&mut self, column: usize, cell: Cell) {
        let bytes = match &cell {
            Cell::Empty => return,
            Cell::Text(text) if text.is_empty() => return,
            Cell::Text(text) | Cell::Typed(text) | Cell::Error(text) => text.len(),
            _ => 0,
        };
        if column >= MAX_COLUMNS {
            return self.spoil(&codes::CELL_TOO_FAR);
        }
        self.bytes += bytes;
        if self.bytes > MAX_ROW {
            return self.too_long();
        }
        while self.line.cells.len() <= column {
            self.line.cells.push(Cell::Empty);
        }
        if let Some(place) = self.line.cells.get_mut(column) {
            *place = cell;
        }
    }

    /// One of its cells is what a formula gave.
    pub(super) fn computed(&mut self) {
        self.line.formulas += 1;
    }

    /// One of its cells was too long and is cut.
    pub(super) fn too_long(&mut self) {
        self.spoil(&codes::CELL_TOO_LONG);
    }

    fn spoil(&mut self, code: &'static Code) {
        let number = self.line.number.to_string();
        let params = [number, MAX_COLUMNS.to_string()];
        self.line.bad.get_or_insert_with(|| Problem::new(code, params));
    }

    /// The row; None where nothing stands in it.
    pub(super) fn done(self) -> Option<Line> {
        (!self.line.cells.is_empty() || self.line.bad.is_some()).then_some(self.line)
    }
}

/// The text of a cell as it comes in piece by piece, no longer than a cell may be.
#[derive(Debug, Default)]
pub(super) struct Letters {
    text: String,
    count: usize,
    /// Whether something was left out at the end.
    pub(super) cut: bool,
}

impl Letters {
    /// Adds a piece.
    pub(super) fn push(&mut self, piece: &str) {
        // Fewer bytes than letters may stand in a cell are fewer letters.
        if self.count + piece.len() <= MAX_LETTERS {
            self.count += piece.len();
            self.text.push_str(piece);
            return;
        }
        // What comes behind the end is not looked at: it may come a million times.
        if self.cut {
            return;
        }
        self.count = self.text.chars().count();
        let room = MAX_LETTERS.saturating_sub(self.count);
        let end = piece.char_indices().nth(room).map_or(piece.len(), |(at, _)| at);
        self.cut |= end < piece.len();
        let kept = piece.get(..end).unwrap_or_default();
        self.text.push_str(kept);
        self.count += kept.chars().count();
    }

    /// What has come so far.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Takes it out and begins anew.
    pub(super) fn take(&mut self) -> Self {
        std::mem::take(self)
    }

    /// The text.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Which fonts the columns' texts have, counted.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<(usize, usize), usize>);

impl Tally {
    /// A text in that column has that font.
    pub(super) fn count(&mut self, column: usize, font: usize) {
        if column < MAX_COLUMNS && self.0.len() < MAX_FACTS {
            *self.0.entry((column, font)).or_default() += 1;
        }
    }

    /// The font most texts of a column have, by column.
    pub(super) fn fonts(&self, names: &[String]) -> Vec<(usize, String)> {
        let mut most: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for ((column, font), count) in &self.0 {
            let best = most.entry(*column).or_insert((*count, *font));
            // The heading often has the workbook's own font, which is the first.
            if *count >= best.0 {
                *best = (*count, *font);
            }
        }
        let named = |(column, (_, font))| Some((column, names.get::<usize>(font)?.clone()));
        most.into_iter().filter_map(named).filter(|(_, name)| !name.is_empty()).collect()
    }
}
