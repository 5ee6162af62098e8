//! The rows of a sheet of an xlsx, one after the other as the file has them.

use super::{Xlsx, plain};
use crate::exchange::book::Lines;
use crate::exchange::book::dates::{iso, shown};
use crate::exchange::book::limits::{MAX_COLUMNS, MAX_FACTS, MAX_LINES};
use crate::exchange::book::line::{Building, Letters, Tally};
use crate::exchange::book::xml::{Pull, Tag, Token, closed};
use crate::exchange::sheet::{Cell, Facts, Line, Merge};
use crate::lang::Problem;
use crate::lang::errors::book::NO_SUCH_TEXT;

/// Where a cell's value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    /// Written out in the cell, or the result of a formula.
    Text,
    Bool,
    Error,
    Iso,
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct Pending {
    column: usize,
    kind: Kind,
    style: Option<usize>,
    value: Letters,
    formula: Letters,
    computed: bool,
}

/// What the text that comes belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Nothing,
    Value,
    Formula,
}

/// Reads the rows of a sheet.
#[derive(Debug)]
pub(in crate::exchange::book) struct Rows<'a> {
    book: &'a Xlsx,
    pull: Pull<'a>,
    facts: Facts,
    tally: Tally,
    row: Building,
    /// The column of the next cell that does not say its own.
    column: usize,
    over: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn new(book: &'a Xlsx, pull: Pull<'a>) -> Self {
        let (facts, tally, row) = (Facts::default(), Tally::default(), Building::default());
        Self { book, pull, facts, tally, row, column: 0, over: false }
    }

    /// Reads a cell to its end.
    fn cell(&mut self, mut cell: Pending) -> Result<(), Problem> {
        let mut within = Within::Nothing;
        let mut aside = false;
        loop {
            match self.pull.next()? {
                Token::Open(tag) => match tag.name() {
                    "v" => within = Within::Value,
                    "t" if !aside => within = Within::Value,
                    "rPh" => aside = true,
                    "f" => (within, cell.computed) = (Within::Formula, true),
                    _ => {}
                },
                Token::Text(piece) => match within {
                    Within::Value => cell.value.push(&piece),
                    Within::Formula => cell.formula.push(&piece),
                    Within::Nothing => {}
                },
                Token::Close(tag) => match closed(&tag) {
                    "c" => return self.put(cell),
                    "rPh" => aside = false,
                    _ => within = Within::Nothing,
                },
                Token::End => return Err(self.pull.damaged()),
                Token::Other => {}
            }
        }
    }

    fn put(&mut self, cell: Pending) -> Result<(), Problem> {
        self.column = cell.column.saturating_add(1);
        let style = self.book.styles.get(cell.style);
        let text = cell.value.as_str();
        let content = match cell.kind {
            // What no program has worked out yet is no value: it is shown as what it is.
            _ if text.is_empty()
                && !cell.formula.as_str().is_empty()
                && cell.kind != Kind::Text =>
            {
                Cell::Error(format!("={}", cell.formula.as_str()))
            }
            _ if text.is_empty() => return Ok(()),
            Kind::Shared => {
                let number = text.trim().parse().ok();
                let Some((text, cut)) = number.and_then(|number| self.book.texts.get(number))
                else {
                    let params = [self.book.name().to_owned(), self.row.number().to_string()];
                    return Err(Problem::new(&NO_SUCH_TEXT, params));
                };
                if cut {
                    self.row.too_long();
                }
                Cell::Text(text.to_owned())
            }
            Kind::Text => {
                let letters = plain(cell.value);
                if letters.cut {
                    self.row.too_long();
                }
                Cell::Text(letters.into_text())
            }
            Kind::Bool => Cell::Bool(text.trim() == "1"),
            Kind::Error => Cell::Error(text.to_owned()),
            Kind::Iso => iso(text).map_or_else(|| Cell::Text(text.to_owned()), Cell::Date),
            Kind::Number => match text.trim().parse() {
                Ok(number) => shown(number, style.date, self.book.epoch),
                Err(_) => Cell::Text(text.to_owned()),
            },
        };
        if cell.computed {
            self.row.computed();
        }
        if matches!(content, Cell::Text(_)) {
            self.tally.count(cell.column, style.font);
        }
        self.row.put(cell.column, content);
        Ok(())
    }
}

impl Lines for Rows<'_> {
    fn next(&mut self) -> Result<Option<Line>, Problem> {
        while !self.over {
            match self.pull.next()? {
                Token::Open(tag) => match tag.name() {
                    "row" => {
                        let number =
                            tag.number("r").unwrap_or_else(|| self.row.number().saturating_add(1));
                        let hidden = tag.yes("hidden");
                        // No sheet has more, and one that goes on and on is not read to its end.
                        if number > MAX_LINES {
                            return Err(self.pull.damaged());
                        }
                        self.row = Building::new(number, hidden);
                        self.column = 0;
                    }
                    "c" => {
                        let cell = pending(&tag, self.column);
                        self.cell(cell)?;
                    }
                    "col" => hidden_columns(&tag, &mut self.facts),
                    _ => {}
                },
                Token::Close(tag) => match closed(&tag) {
                    "row" => {
                        let next = Building::new(self.row.number(), false);
                        if let Some(line) = std::mem::replace(&mut self.row, next).done() {
                            return Ok(Some(line));
                        }
                    }
                    "sheetData" => self.over = true,
                    _ => {}
                },
                Token::End => self.over = true,
                _ => {}
            }
        }
        Ok(None)
    }

    fn facts(mut self: Box<Self>) -> Result<Facts, Problem> {
        if !self.over {
            self.pull.skip_past("sheetData")?;
        }
        loop {
            match self.pull.next()? {
                Token::Open(tag) if tag.name() == "mergeCell" => {
                    let merge = tag.get("ref").and_then(|text| merge(&text));
                    if self.facts.merged.len() < MAX_FACTS {
                        self.facts.merged.extend(merge);
                    }
                }
                Token::Close(tag) if closed(&tag) == "mergeCells" => break,
                Token::End => break,
                _ => {}
            }
        }
        self.facts.fonts = self.tally.fonts(&self.book.styles.fonts);
        Ok(self.facts)
    }
}

fn pending(tag: &Tag, column: usize) -> Pending {
    let kind = match tag.get("t").unwrap_or_default().as_ref() {
        "s" => Kind::Shared,
        "str" | "inlineStr" => Kind::Text,
        "b" => Kind::Bool,
        "e" => Kind::Error,
        "d" => Kind::Iso,
        _ => Kind::Number,
    };
    let column = tag.get("r").and_then(|text| place(&text)).map_or(column, |(column, _)| column);
    Pending { column, kind, style: tag.number("s"), ..Pending::default() }
}

fn hidden_columns(tag: &Tag, facts: &mut Facts) {
    let first: usize = tag.number("min").unwrap_or(0);
    let last: usize = tag.number("max").unwrap_or(first).min(MAX_COLUMNS);
    if tag.yes("hidden") && first > 0 && facts.hidden_columns.len() <= MAX_COLUMNS {
        facts.hidden_columns.extend((first..=last).map(|column| column - 1));
    }
}

/// Column (from 0) and row (from 1) of `C5`.
fn place(text: &str) -> Option<(usize, u64)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = text.split_at_checked(digits)?;
    let mut column = 0_usize;
    for letter in letters.bytes() {
        let value = letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?;
        column = column.checked_mul(26)?.checked_add(usize::from(value) + 1)?;
    }
    Some((column.checked_sub(1)?, number.parse().ok()?))
}

fn merge(text: &str) -> Option<Merge> {
    let (from, to) = text.split_once(':')?;
    let ((left, top), (right, bottom)) = (place(from)?, place(to)?);
    Some(Merge {
        lines: (top.min(bottom), top.max(bottom)),
        columns: (left.min(right), left.max(right)),
    })
}
