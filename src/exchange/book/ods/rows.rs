//! The rows of a sheet of an ods. What is repeated a million times is counted, not written out.

use super::Ods;
use crate::exchange::book::Lines;
use crate::exchange::book::dates::iso;
use crate::exchange::book::limits::{MAX_COLUMNS, MAX_FACTS, MAX_LINES};
use crate::exchange::book::line::{Building, Letters, Tally};
use crate::exchange::book::xml::{Pull, Tag, Token, closed};
use crate::exchange::sheet::{Cell, Facts, Line, Merge};
use crate::lang::Problem;

/// A cell that is being read.
#[derive(Debug, Default)]
struct Pending {
    kind: String,
    error: bool,
    value: String,
    formula: String,
    font: Option<usize>,
    repeated: u64,
    text: Letters,
    paragraphs: usize,
}

/// Reads the rows of a sheet.
#[derive(Debug)]
pub(in crate::exchange::book) struct Rows<'a> {
    book: &'a Ods,
    pull: Pull<'a>,
    facts: Facts,
    tally: Tally,
    /// The font of the columns' cells that have no style of their own.
    column_fonts: Vec<Option<usize>>,
    row: Building,
    repeated: u64,
    column: u64,
    /// The number of the row that comes next.
    number: u64,
    /// The last row and how often it comes again.
    again: Option<(Line, u64)>,
    over: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn new(book: &'a Ods, mut pull: Pull<'a>, sheet: usize) -> Result<Self, Problem> {
        let (mut tables, mut seen) = (0_usize, 0);
        loop {
            match pull.next()? {
                Token::Open(tag) if tag.name() == "table" => {
                    if tables == 0 {
                        if seen == sheet {
                            break;
                        }
                        seen += 1;
                    }
                    tables += 1;
                }
                Token::Close(tag) if closed(&tag) == "table" => tables = tables.saturating_sub(1),
                Token::End => return Err(pull.damaged()),
                _ => {}
            }
        }
        Ok(Self {
            book,
            pull,
            facts: Facts::default(),
            tally: Tally::default(),
            column_fonts: Vec::new(),
            row: Building::default(),
            repeated: 1,
            column: 0,
            number: 1,
            again: None,
            over: false,
        })
    }

    /// Reads a cell to its end. What hangs on it (a comment, a picture) has text of its own.
    fn cell(&mut self, mut cell: Pending) -> Result<(), Problem> {
        let (mut paragraphs, mut aside) = (0_usize, 0_usize);
        let mut depth = 1_usize;
        loop {
            match self.pull.next()? {
                Token::Open(tag) => {
                    depth += 1;
                    match tag.name() {
                        "annotation" | "frame" | "shapes" | "custom-shape" | "table" => aside += 1,
                        _ if aside > 0 => {}
                        "p" => {
                            if cell.paragraphs > 0 {
                                cell.text.push("\n");
                            }
                            cell.paragraphs += 1;
                            paragraphs += 1;
                        }
                        "s" => {
                            let count = tag.number("text:c").unwrap_or(1_usize);
                            cell.text.push(&" ".repeat(count.min(1_000)));
                        }
                        "tab" => cell.text.push("\t"),
                        "line-break" => cell.text.push("\n"),
                        _ => {}
                    }
                }
                Token::Text(piece) if aside == 0 && paragraphs > 0 => cell.text.push(&piece),
                Token::Close(tag) => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                    match closed(&tag) {
                        "annotation" | "frame" | "shapes" | "custom-shape" | "table" => {
                            aside = aside.saturating_sub(1);
                        }
                        "p" if aside == 0 => paragraphs = paragraphs.saturating_sub(1),
                        _ => {}
                    }
                }
                Token::End => return Err(self.pull.damaged()),
                _ => {}
            }
        }
        self.put(cell);
        Ok(())
    }

    fn put(&mut self, cell: Pending) {
        let first = self.column;
        self.column = self.column.saturating_add(cell.repeated);
        if cell.text.cut {
            self.row.too_long();
        }
        let content = content(&cell);
        if content == Cell::Empty {
            return;
        }
        if !cell.formula.is_empty() {
            self.row.computed();
        }
        let last = self.column.min(MAX_COLUMNS as u64 + 1).max(first.saturating_add(1));
        for column in (first..last).filter_map(|column| usize::try_from(column).ok()) {
            let font = cell.font.or_else(|| self.column_fonts.get(column).copied().flatten());
            if let (Cell::Text(_), Some(font)) = (&content, font) {
                self.tally.count(column, font);
            }
            self.row.put(column, content.clone());
        }
    }

    fn merge(&mut self, rows: u64, columns: u64) {
        if (rows > 1 || columns > 1) && self.facts.merged.len() < MAX_FACTS {
            let last = self.number.saturating_add(rows.max(1) - 1);
            let place = |column: u64| usize::try_from(column).unwrap_or(usize::MAX);
            let right = self.column.saturating_add(columns.max(1) - 1);
            self.facts.merged.push(Merge {
                lines: (self.number, last),
                columns: (place(self.column), place(right)),
            });
        }
    }

    /// The next row that has something in it, with how often it stands there.
    fn row(&mut self) -> Result<Option<(Line, u64)>, Problem> {
        while !self.over {
            match self.pull.next()? {
                Token::Open(tag) => match tag.name() {
                    "table-row" => {
                        let repeated = tag.number("table:number-rows-repeated").unwrap_or(1_u64);
                        let left = (MAX_LINES + 1).saturating_sub(self.number);
                        self.repeated = repeated.clamp(1, left.max(1));
                        self.row = Building::new(self.number, is_hidden(&tag));
                        self.column = 0;
                    }
                    "table-cell" | "covered-table-cell" => {
                        let cell = pending(&tag, self.book);
                        let rows = tag.number("table:number-rows-spanned").unwrap_or(1);
                        let columns = tag.number("table:number-columns-spanned").unwrap_or(1);
                        self.merge(rows, columns);
                        self.cell(cell)?;
                    }
                    "table-column" => {
                        columns(&tag, self.book, &mut self.column_fonts, &mut self.facts)
                    }
                    _ => {}
                },
                Token::Close(tag) => match closed(&tag) {
                    "table-row" => {
                        self.number = self.number.saturating_add(self.repeated);
                        let row = std::mem::take(&mut self.row);
                        if let Some(line) = row.done() {
                            return Ok(Some((line, self.repeated)));
                        }
                    }
                    "table" => self.over = true,
                    _ => {}
                },
                Token::End => return Err(self.pull.damaged()),
                _ => {}
            }
        }
        Ok(None)
    }
}

impl Lines for Rows<'_> {
    fn next(&mut self) -> Result<Option<Line>, Problem> {
        if self.again.is_none() {
            self.again = self.row()?;
        }
        let Some((line, left)) = self.again.take() else {
            return Ok(None);
        };
        if left > 1 {
            let next = Line { number: line.number.saturating_add(1), ..line.clone() };
            self.again = Some((next, left - 1));
        }
        Ok(Some(line))
    }

    fn facts(mut self: Box<Self>) -> Result<Facts, Problem> {
        let tally = std::mem::take(&mut self.tally);
        while self.row()?.is_some() {}
        self.facts.fonts = tally.fonts(&self.book.names);
        Ok(self.facts)
    }
}

fn is_hidden(tag: &Tag) -> bool {
    tag.get("table:visibility").is_some_and(|shown| shown != "visible")
}

fn columns(tag: &Tag, book: &Ods, fonts: &mut Vec<Option<usize>>, facts: &mut Facts) {
    let repeated: usize = tag.number("table:number-columns-repeated").unwrap_or(1);
    let style = tag.get("table:default-cell-style-name").unwrap_or_default();
    let font = book.fonts.get(style.as_ref()).copied();
    for _ in 0..repeated.min(MAX_COLUMNS.saturating_sub(fonts.len())) {
        if is_hidden(tag) {
            facts.hidden_columns.push(fonts.len());
        }
        fonts.push(font);
    }
}

fn pending(tag: &Tag, book: &Ods) -> Pending {
    let text = |name| tag.get(name).unwrap_or_default().into_owned();
    let kind = text("office:value-type");
    let value = match kind.as_str() {
        "date" => text("office:date-value"),
        "boolean" => text("office:boolean-value"),
        "string" => text("office:string-value"),
        _ => text("office:value"),
    };
    Pending {
        error: tag.get("calcext:value-type").is_some_and(|kind| kind == "error"),
        formula: text("table:formula"),
        font: book.fonts.get(&text("table:style-name")).copied(),
        repeated: tag.number("table:number-columns-repeated").unwrap_or(1),
        kind,
        value,
        ..Pending::default()
    }
}

fn content(cell: &Pending) -> Cell {
    let text = || match cell.text.as_str() {
        "" => Cell::Text(cell.value.clone()),
        text => Cell::Text(text.to_owned()),
    };
    match cell.kind.as_str() {
        _ if cell.error => Cell::Error(cell.text.as_str().to_owned()),
        "float" | "percentage" | "currency" => {
            cell.value.trim().parse().map_or_else(|_| text(), Cell::Number)
        }
        "date" => iso(&cell.value).map_or_else(text, Cell::Date),
        "boolean" => Cell::Bool(cell.value == "true"),
        "" if cell.text.as_str().is_empty() => match cell.formula.split_once('=') {
            // What no program has worked out yet is no value.
            Some((_, formula)) => Cell::Error(format!("={formula}")),
            None => Cell::Empty,
        },
        _ => match text() {
            Cell::Text(text) if text.is_empty() => Cell::Empty,
            content => content,
        },
    }
}
