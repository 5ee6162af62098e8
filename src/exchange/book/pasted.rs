//! A block copied from a spreadsheet: columns with tabs between, a cell with a line break in quotes.

use super::Lines;
use super::line::{Building, Letters};
use crate::exchange::sheet::{Cell, Facts, Line};
use crate::lang::Problem;

/// Reads the lines of a block.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    rest: &'a str,
    line: u64,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, line: 1 }
    }

    /// The next cell, and what stands behind it; takes both.
    fn cell(&mut self) -> (Letters, Behind) {
        let mut letters = Letters::default();
        let rest = match quoted(self.rest) {
            Some((text, rest)) => {
                letters.push(&text.replace("\"\"", "\""));
                self.line += breaks(text);
                rest
            }
            None => {
                let end = self.rest.find(['\t', '\n', '\r']).unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                letters.push(text);
                rest
            }
        };
        let (behind, len) = match rest.as_bytes() {
            [b'\t', ..] => (Behind::Cell, 1),
            [b'\r', b'\n', ..] => (Behind::Line, 2),
            [] => (Behind::Nothing, 0),
            _ => (Behind::Line, 1),
        };
        self.rest = rest.get(len..).unwrap_or_default();
        (letters, behind)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    Cell,
    Line,
    Nothing,
}

/// How many line breaks are in a text.
fn breaks(text: &str) -> u64 {
    text.replace("\r\n", "\n").matches(['\n', '\r']).count() as u64
}

/// What stands between quotes that open a cell and close it, and the rest behind; None where the
/// quotes are the text's own, since something else follows the last.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut from = 0;
    loop {
        let at = from + inner.get(from..)?.find('"')?;
        let behind = inner.get(at + 1..)?;
        if behind.starts_with('"') {
            from = at + 2;
        } else if behind.is_empty() || behind.starts_with(['\t', '\n', '\r']) {
            return Some((inner.get(..at)?, behind));
        } else {
            return None;
        }
    }
}

impl Lines for Rows<'_> {
    fn next(&mut self) -> Result<Option<Line>, Problem> {
        while !self.rest.is_empty() {
            let mut row = Building::new(self.line, false);
            let mut column = 0;
            loop {
                let (letters, behind) = self.cell();
                if letters.cut {
                    row.too_long();
                }
                row.put(column, Cell::Text(letters.into_text()));
                column += 1;
                if behind == Behind::Line {
                    self.line += 1;
                }
                if behind != Behind::Cell {
                    break;
                }
            }
            if let Some(line) = row.done() {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    fn facts(self: Box<Self>) -> Result<Facts, Problem> {
        Ok(Facts::default())
    }
}
