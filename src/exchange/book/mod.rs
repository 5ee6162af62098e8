//! Books: what lists come in as, read by content. Each sheet is a stream of lines; everything that
//! a hostile file could swell is bounded before it is read.

mod compound;
mod dates;
pub(in crate::exchange) mod file;
pub mod limits;
mod line;
mod ods;
mod package;
mod pasted;
mod sniff;
mod style;
mod text;
mod texts;
mod xls;
mod xlsx;
mod xml;

use super::sheet::{Cell, Facts, Line};
use crate::lang::errors::book as codes;
use crate::lang::{Problem, both};
use file::Source;
use limits::{MAX_HEAD, MAX_WORKBOOK};
use package::Package;
use std::path::Path;
pub use text::Encoding;

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Excel since 2007, with macros or without.
    Xlsx,
    /// Excel 5 to 2003.
    Xls,
    /// LibreOffice.
    Ods,
    /// Lines of texts.
    Text {
        /// How its bytes are letters.
        encoding: Encoding,
        /// What stands between the columns.
        delimiter: u8,
    },
    /// A block copied from a spreadsheet.
    Pasted,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; that of the file where it has only one.
    pub name: String,
    /// Whether the spreadsheet hides it.
    pub hidden: bool,
}

/// A file that lists come in from, opened.
#[derive(Debug)]
pub struct Book {
    name: String,
    format: Format,
    sheets: Vec<Sheet>,
    notes: Vec<Problem>,
    inside: Inside,
}

#[derive(Debug)]
enum Inside {
    Xlsx(Box<xlsx::Xlsx>),
    Ods(Box<ods::Ods>),
    Xls(Box<xls::Xls>),
    Text(text::Text),
    Pasted(String),
}

/// The lines of a sheet from its first on; those with nothing in them are left out.
trait Lines {
    /// The next one.
    fn next(&mut self) -> Result<Option<Line>, Problem>;

    /// What is known of the sheet: fonts by the lines read so far, all else by the whole sheet.
    fn facts(self: Box<Self>) -> Result<Facts, Problem>;
}

impl Book {
    /// Opens a file and finds out by its content what it is.
    ///
    /// # Errors
    /// It cannot be read, is nothing lists come in, is locked, damaged or hostile.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        let source = Source::open(path)?;
        let name = source.name.clone();
        let kind = sniff::kind(&source)?;
        if kind != sniff::Kind::Text && source.len > MAX_WORKBOOK {
            let params = [name, (MAX_WORKBOOK / 1024 / 1024).to_string()];
            return Err(Problem::new(&codes::WORKBOOK_TOO_LARGE, params));
        }
        let (inside, format, sheets, macros) = match kind {
            sniff::Kind::Text => {
                let text = text::Text::open(source)?;
                let sheet = Sheet { name: name.clone(), hidden: false };
                let format = text.format();
                (Inside::Text(text), format, vec![sheet], false)
            }
            sniff::Kind::Compound => {
                let book = xls::Xls::open(&source)?;
                let (sheets, macros) = (book.sheets(), book.has_macros());
                (Inside::Xls(Box::new(book)), Format::Xls, sheets, macros)
            }
            sniff::Kind::Package => {
                let package = Package::open(source)?;
                if sniff::is_ods(&package)? {
                    let book = ods::Ods::open(package)?;
                    let sheets = book.sheets();
                    (Inside::Ods(Box::new(book)), Format::Ods, sheets, false)
                } else {
                    let book = xlsx::Xlsx::open(package)?;
                    let (sheets, macros) = (book.sheets(), book.has_macros());
                    (Inside::Xlsx(Box::new(book)), Format::Xlsx, sheets, macros)
                }
            }
        };
        if sheets.is_empty() {
            return Err(Problem::new(&codes::NO_SHEETS, [name]));
        }
        let macros = macros.then(|| Problem::new(&codes::HAS_MACROS, [name.as_str()]));
        let notes = macros.into_iter().chain(misnamed(&name, format)).collect();
        Ok(Self { name, format, sheets, notes, inside })
    }

    /// A block copied from a spreadsheet: columns with tabs between, cells with line breaks in
    /// quotes.
    ///
    /// # Errors
    /// There is nothing in it.
    pub fn pasted(name: &str, text: &str) -> Result<Self, Problem> {
        if text.trim().is_empty() {
            return Err(Problem::new(&codes::EMPTY_FILE, [name]));
        }
        Ok(Self {
            name: name.to_owned(),
            format: Format::Pasted,
            sheets: vec![Sheet { name: name.to_owned(), hidden: false }],
            notes: Vec::new(),
            inside: Inside::Pasted(text.to_owned()),
        })
    }

    /// Its name without the folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it turned out to be.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Its sheets in order; charts and the like are none.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// What should be said of it though it can be read: macros, a name that says another form.
    pub fn notes(&self) -> &[Problem] {
        &self.notes
    }

    /// The first lines of a sheet that have something in them, and what is known of the sheet.
    ///
    /// # Errors
    /// As [`Book::read`].
    pub fn head(&self, sheet: usize, lines: usize) -> Result<(Vec<Line>, Facts), Problem> {
        let mut rows = self.lines(sheet)?;
        let mut head = Vec::new();
        let mut bytes = 0;
        while head.len() < lines && bytes < MAX_HEAD {
            let Some(line) = rows.next()? else {
                break;
            };
            bytes += line.cells.iter().map(weight).sum::<usize>();
            head.push(line);
        }
        Ok((head, rows.facts()?))
    }

    /// Gives the lines of a sheet that have something in them, from the first on, until `take`
    /// says no. May be called again.
    ///
    /// # Errors
    /// What `take` says; there is no such sheet; the file is cut off, damaged or hostile.
    pub fn read(
        &self,
        sheet: usize,
        take: &mut dyn FnMut(Line) -> Result<bool, Problem>,
    ) -> Result<(), Problem> {
        let mut rows = self.lines(sheet)?;
        while let Some(line) = rows.next()? {
            if !take(line)? {
                break;
            }
        }
        Ok(())
    }

    fn lines(&self, sheet: usize) -> Result<Box<dyn Lines + '_>, Problem> {
        if sheet >= self.sheets.len() {
            let params =
                [self.name.clone(), (sheet + 1).to_string(), self.sheets.len().to_string()];
            return Err(Problem::new(&codes::NO_SUCH_SHEET, params));
        }
        Ok(match &self.inside {
            Inside::Xlsx(book) => Box::new(book.rows(sheet)?),
            Inside::Ods(book) => Box::new(book.rows(sheet)?),
            Inside::Xls(book) => Box::new(book.rows(sheet)?),
            Inside::Text(text) => Box::new(text.rows()?),
            Inside::Pasted(text) => Box::new(pasted::Rows::new(text)),
        })
    }
}

fn weight(cell: &Cell) -> usize {
    let text = match cell {
        Cell::Text(text) | Cell::Typed(text) | Cell::Error(text) => text.len(),
        _ => 0,
    };
    size_of::<Cell>() + text
}

/// A note where the file's name says another form than it has.
fn misnamed(name: &str, format: Format) -> Option<Problem> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())?;
    let (is, fitting): (String, &[&str]) = match format {
        Format::Xlsx => ("Excel (.xlsx)".to_owned(), &["xlsx", "xlsm", "xltx", "xltm"]),
        Format::Xls => ("Excel 97-2003 (.xls)".to_owned(), &["xls", "xlt"]),
        Format::Ods => ("OpenDocument (.ods)".to_owned(), &["ods", "ots"]),
        Format::Text { .. } => (both("văn bản (csv)", "text (csv)"), &["csv", "tsv", "tab", "txt"]),
        Format::Pasted => return None,
    };
    let known = ["xlsx", "xlsm", "xltx", "xltm", "xls", "xlt", "ods", "ots", "csv", "tsv", "txt"];
    let wrong = known.contains(&ending.as_str()) && !fitting.contains(&ending.as_str());
    wrong.then(|| Problem::new(&codes::OTHER_INSIDE, [name.to_owned(), format!(".{ending}"), is]))
}

#[cfg(test)]
mod tests;
