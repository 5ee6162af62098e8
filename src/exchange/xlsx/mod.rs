//! A workbook as it goes out, row after row: as many sheets as they take, each with its heading
//! frozen and a filter. What a record holds stands in it as what it is: a text is a text, and never
//! becomes a formula, a link, a number or a date, not even when its cell is edited.

mod parts;
#[cfg(test)]
mod tests;

use super::sheet::Cell;
use super::zip::Zip;
use crate::domain::PartialDate;
use parts::{Style, letters, text};
use std::io::{self, Error, ErrorKind, Write};

/// Rows of a sheet, at most, with the heading: a spreadsheet has no more.
const ROWS: u64 = 1_048_576;
/// Bytes of a sheet before it is packed, at most: a zip archive counts up to twice as many.
const BYTES: u64 = 2 << 30;
/// Letters of a cell, at most, as a spreadsheet counts them.
const LETTERS: usize = 32_767;
/// Rows the widths of columns are taken from.
const SAMPLE: usize = 500;
/// A column's width in letters, at least and at most.
const WIDTHS: (usize, usize) = (6, 48);
/// Choices offered in a cell have to fit so many letters together.
const OFFERED: usize = 255;
/// Days from 1 March of the year 0 to the day that a spreadsheet counts as 0, and one.
const BEFORE: u32 = 693_900;
/// The largest whole number that a spreadsheet keeps exactly.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// What the numbers of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// There are none: what is typed into a cell stays text, a date or a long number too.
    #[default]
    None,
    /// Counts.
    Count,
    /// Amounts, with thousands set apart.
    Money,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What stands over it.
    pub heading: String,
    /// Its numbers.
    pub numbers: Numbers,
    /// How it is filled in, for a sheet to hand out.
    pub help: String,
    /// What may be chosen there.
    pub choices: Vec<String>,
}

impl Column {
    /// A column of texts.
    pub fn of_text(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), ..Self::default() }
    }
}

/// A workbook that is being written.
pub struct Book<W: Write> {
    zip: Zip<W>,
    name: String,
    columns: Vec<Column>,
    /// Rows that wait until the widths are known.
    waiting: Vec<Vec<Cell>>,
    /// Sheets begun.
    sheets: usize,
    /// Rows of this sheet.
    row: u64,
    /// The last rows of the sheets, for their filters.
    ends: Vec<u64>,
}

impl<W: Write> Book<W> {
    /// Sheets of that name with these columns.
    pub fn new(out: W, name: &str, columns: Vec<Column>) -> Self {
        let zip = Zip::new(out);
        let (waiting, ends) = (Vec::new(), Vec::new());
        Self { zip, name: name.to_owned(), columns, waiting, sheets: 0, row: 0, ends }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// It cannot be written, or a text is longer than a cell may hold.
    pub fn add(&mut self, cells: Vec<Cell>) -> io::Result<()> {
        if self.sheets > 0 {
            return self.write(&cells);
        }
        self.waiting.push(cells);
        if self.waiting.len() >= SAMPLE { self.begin() } else { Ok(()) }
    }

    /// Ends it with so many empty rows, in which choices are offered.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish_empty(mut self, rows: u64) -> io::Result<W> {
        if self.sheets == 0 {
            self.begin()?;
        }
        for _ in 0..rows {
            self.row += 1;
            let row = self.row;
            write!(self.zip, r#"<row r="{row}">"#)?;
            for (at, column) in self.columns.iter().enumerate() {
                // With a format of its own: its lines are printed.
                let (place, style) = (letters(at), Style::of(column.numbers) as u8);
                write!(self.zip, r#"<c r="{place}{row}" s="{style}"/>"#)?;
            }
            self.zip.write_all(b"</row>")?;
        }
        self.finish()
    }

    /// Ends it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        if self.sheets == 0 {
            self.begin()?;
        }
        self.end_sheet()?;
        for part in parts::PARTS {
            self.zip.begin(part.name)?;
            let (sheets, last) = (&self.ends, letters(self.columns.len().saturating_sub(1)));
            let about = parts::About { name: &self.name, rows: sheets, last, head: self.head() };
            self.zip.write_all((part.text)(&about).as_bytes())?;
        }
        self.zip.finish()
    }

    /// Begins the first sheet, now that the widths are known.
    fn begin(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.waiting);
        self.begin_sheet(&self.widths(&rows))?;
        rows.iter().try_for_each(|row| self.write(row))
    }

    fn widths(&self, rows: &[Vec<Cell>]) -> Vec<usize> {
        let columns = self.columns.iter().enumerate();
        let width = columns.map(|(at, column)| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(long);
            // The filter's button stands over the heading's end; help is wrapped.
            let heading = column.heading.chars().count() + 3;
            let help = column.help.chars().count().div_ceil(3);
            cells.chain([heading, help]).max().unwrap_or(0).clamp(WIDTHS.0, WIDTHS.1)
        });
        width.collect()
    }

    /// Rows that stay in sight.
    fn head(&self) -> u64 {
        if self.has_help() { 2 } else { 1 }
    }

    fn has_help(&self) -> bool {
        self.columns.iter().any(|column| !column.help.is_empty())
    }

    fn begin_sheet(&mut self, widths: &[usize]) -> io::Result<()> {
        self.sheets += 1;
        self.zip.begin(format!("xl/worksheets/sheet{}.xml", self.sheets))?;
        self.zip.write_all(parts::sheet_head(self.head()).as_bytes())?;
        for (at, column) in self.columns.iter().enumerate() {
            let width = widths.get(at).copied().unwrap_or(WIDTHS.1) + 1;
            let style = Style::of(column.numbers) as u8;
            let at = at + 1;
            write!(
                self.zip,
                r#"<col min="{at}" max="{at}" width="{width}" style="{style}" customWidth="1"/>"#
            )?;
        }
        self.zip.write_all(b"</cols><sheetData>")?;
        self.row = 0;
        let (heading, help): (Vec<_>, Vec<_>) = self
            .columns
            .iter()
            .map(|column| (Cell::Text(column.heading.clone()), Cell::Text(column.help.clone())))
            .unzip();
        self.write_row(&heading, Some(Style::Heading))?;
        if self.has_help() { self.write_row(&help, Some(Style::Help)) } else { Ok(()) }
    }

    fn end_sheet(&mut self) -> io::Result<()> {
        self.ends.push(self.row);
        let last = letters(self.columns.len().saturating_sub(1));
        self.zip.write_all(b"</sheetData>")?;
        if !self.has_help() {
            write!(self.zip, r#"<autoFilter ref="A1:{last}{}"/>"#, self.row)?;
        }
        self.offer_choices()?;
        self.zip.write_all(parts::SHEET_END.as_bytes())
    }

    fn offer_choices(&mut self) -> io::Result<()> {
        let offers: Vec<_> = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| (letters(at), column.choices.join(","), column))
            // The list is one text, in which a comma ends a choice.
            .filter(|(_, all, column)| {
                let longest = all.encode_utf16().count() <= OFFERED;
                let commas = column.choices.iter().any(|choice| choice.contains([',', '"']));
                !all.is_empty() && longest && !commas
            })
            .map(|(at, all, _)| (at, text(&all)))
            .collect();
        if offers.is_empty() {
            return Ok(());
        }
        let (first, last) = (self.head() + 1, self.row.max(self.head() + 1));
        write!(self.zip, r#"<dataValidations count="{}">"#, offers.len())?;
        for (at, all) in offers {
            // Codes and keys are taken, too: what is not in the list is asked about, not refused.
            write!(
                self.zip,
                r#"<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" sqref="{at}{first}:{at}{last}"><formula1>"{all}"</formula1></dataValidation>"#
            )?;
        }
        self.zip.write_all(b"</dataValidations>")
    }

    /// A row; on the next sheet, where this one is full.
    fn write(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.row >= ROWS || self.zip.read() >= BYTES {
            self.end_sheet()?;
            self.begin_sheet(&[])?;
        }
        self.write_row(cells, None)
    }

    fn write_row(&mut self, cells: &[Cell], style: Option<Style>) -> io::Result<()> {
        self.row += 1;
        let row = self.row;
        write!(self.zip, r#"<row r="{row}">"#)?;
        for (at, cell) in cells.iter().enumerate() {
            let place = format!("{}{row}", letters(at));
            let numbers = self.columns.get(at).map_or(Numbers::None, |column| column.numbers);
            let own = style.unwrap_or(match cell {
                Cell::Number(_) => Style::number(numbers),
                Cell::Date(day) if serial(*day).is_some() => Style::Date,
                _ => Style::Text,
            });
            write_cell(&mut self.zip, &place, cell, own)?;
        }
        self.zip.write_all(b"</row>")
    }
}

fn write_cell(out: &mut impl Write, place: &str, cell: &Cell, style: Style) -> io::Result<()> {
    let s = style as u8;
    let written = match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) | Cell::Typed(text) => return write_text(out, place, text, s),
        Cell::Date(day) => match serial(*day) {
            Some(days) => return write!(out, r#"<c r="{place}" s="{s}"><v>{days}</v></c>"#),
            None => return write_text(out, place, &day.screen(), s),
        },
        Cell::Number(number) if number.is_finite() && number.abs() <= EXACT => {
            return write!(out, r#"<c r="{place}" s="{s}"><v>{number}</v></c>"#);
        }
        Cell::Number(number) => number.to_string(),
        Cell::Bool(truth) => {
            let v = u8::from(*truth);
            return write!(out, r#"<c r="{place}" s="{s}" t="b"><v>{v}</v></c>"#);
        }
        Cell::Error(error) => error.clone(),
    };
    write_text(out, place, &written, Style::Text as u8)
}

fn write_text(out: &mut impl Write, place: &str, written: &str, s: u8) -> io::Result<()> {
    if written.is_empty() {
        return Ok(());
    }
    if written.encode_utf16().count() > LETTERS {
        let why = format!("{place}: > {LETTERS}");
        return Err(Error::new(ErrorKind::InvalidData, why));
    }
    let escaped = text(written);
    write!(
        out,
        r#"<c r="{place}" s="{s}" t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>"#
    )
}

/// How many letters a cell shows.
fn long(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) | Cell::Typed(text) => {
            text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
        }
        Cell::Number(number) => number.to_string().len() + 4,
        Cell::Date(_) => 10,
        Cell::Empty | Cell::Bool(_) | Cell::Error(_) => 5,
    }
}

/// The number a spreadsheet keeps a day as. None for days whose number means another one in some
/// programs, those before March 1900, and for what is no whole day: they stand as text.
fn serial(day: PartialDate) -> Option<u32> {
    if !day.is_day() || (day.year, day.month) < (1900, 3) {
        return None;
    }
    // Years begin in March here, so that a leap day ends one.
    let (year, month) = (u32::from(day.year), u32::from(day.month));
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5;
    Some(days + u32::from(day.day) - BEFORE)
}
