//! The rejects file: rows an import did not take, as they stood, each with its line, field and
//! reason in remark columns, so that the mended file can be imported as it is. It has the form of what
//! was imported; of a spreadsheet in a form that is not written here (xls, ods) it is xlsx.

use super::csv::{self, Row};
use super::rows::Fault;
use super::sheet::{Cell, Line};
use super::xlsx::{Book, Column};
use crate::lang::errors::exchange as codes;
use crate::lang::{Lang, Problem};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// How many names are tried for a file of our own choosing.
const NAMES: u32 = 1_000;
/// What stands before the columns of the input.
const REMARKS: [&str; 3] = ["#line", "#field", "#reason"];
/// The sheet's name.
const SHEET: &str = "rejects";

/// A rejects file's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text with that between its columns.
    Csv(u8),
    /// A workbook. It can be read once it is [finished](Rejects::finish): what a kill leaves of it is
    /// of no use, and the next run of the import rejects the same rows again.
    Xlsx,
}

impl Form {
    /// The ending of its files.
    fn extension(self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// That which a file's name asks for; this one, where it asks for none.
    fn named(self, path: &Path) -> Self {
        let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        match (extension.as_deref(), self) {
            (Some("xlsx"), _) => Self::Xlsx,
            (Some("csv"), Self::Xlsx) => Self::Csv(b','),
            _ => self,
        }
    }
}

enum Out {
    Csv(BufWriter<File>, u8),
    Xlsx(Box<Book<BufWriter<File>>>),
    /// Ended.
    Done,
}

/// Where rejected rows go. The file is made with the first of them, and never over another one:
/// that may hold corrections somebody is working on.
pub struct Rejects {
    path: PathBuf,
    chosen: bool,
    header: Vec<String>,
    form: Form,
    lang: Lang,
    out: Option<Out>,
}

impl Rejects {
    /// For rows with these columns. Without a path: beside the input, `name.rejects.csv`.
    pub fn new(
        path: Option<&Path>,
        input: &Path,
        header: &[String],
        form: Form,
        lang: Lang,
    ) -> Self {
        let beside = || input.with_extension(format!("rejects.{}", form.extension()));
        Self {
            form: path.map_or(form, |path| form.named(path)),
            path: path.map_or_else(beside, Path::to_owned),
            chosen: path.is_some(),
            header: header.to_vec(),
            lang,
            out: None,
        }
    }

    /// The file, once there is one.
    pub fn path(&self) -> Option<&Path> {
        self.out.is_some().then_some(self.path.as_path())
    }

    /// Makes the file, if there is none yet.
    ///
    /// # Errors
    /// It cannot be made or written.
    pub fn ready(&mut self) -> Result<(), Problem> {
        if self.out.is_none() { self.begin() } else { Ok(()) }
    }

    /// Adds a row of a text file.
    ///
    /// # Errors
    /// The file cannot be made or written.
    pub fn add(&mut self, row: &Row, faults: &[Fault]) -> Result<(), Problem> {
        let cells = row.iter().map(|text| Cell::Text(text.to_owned())).collect();
        self.add_line(&Line { number: row.line, cells, ..Line::default() }, faults)
    }

    /// Adds a line of a sheet.
    ///
    /// # Errors
    /// The file cannot be made or written.
    pub fn add_line(&mut self, line: &Line, faults: &[Fault]) -> Result<(), Problem> {
        self.ready()?;
        let fields: Vec<_> =
            faults.iter().map(|(field, _)| field.as_str()).filter(|f| !f.is_empty()).collect();
        let reasons: Vec<_> = faults.iter().map(|(_, problem)| problem.what(self.lang)).collect();
        let remarks = [line.number.to_string(), fields.join(" "), reasons.join("; ")];
        let cells = remarks.map(Cell::Text).into_iter().chain(line.cells.iter().cloned());
        let written = match &mut self.out {
            Some(Out::Csv(file, delimiter)) => {
                let texts: Vec<_> = cells.map(text).collect();
                csv::write_row(file, *delimiter, texts.iter().map(String::as_str))
            }
            Some(Out::Xlsx(book)) => book.add(cells.collect()),
            Some(Out::Done) | None => Ok(()),
        };
        written.map_err(|error| unwritable(&self.path, &error))
    }

    /// Hands what was added to the system, so that no committed chunk lacks its rejects.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn flush(&mut self) -> Result<(), Problem> {
        let Some(Out::Csv(file, _)) = &mut self.out else { return Ok(()) };
        file.flush().map_err(|error| unwritable(&self.path, &error))
    }

    /// Ends the file: it is on the disk.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(&mut self) -> Result<(), Problem> {
        let Some(ended) = &mut self.out else { return Ok(()) };
        let out = std::mem::replace(ended, Out::Done);
        let file = match out {
            Out::Csv(file, _) => Ok(file),
            Out::Xlsx(book) => book.finish(),
            Out::Done => return Ok(()),
        };
        let synced = file.and_then(|mut file| {
            file.flush()?;
            file.get_ref().sync_all()
        });
        synced.map_err(|error| unwritable(&self.path, &error))
    }

    fn begin(&mut self) -> Result<(), Problem> {
        let mut file = BufWriter::new(self.create()?);
        let header = REMARKS.into_iter().chain(self.header.iter().map(String::as_str));
        self.out = Some(match self.form {
            Form::Csv(delimiter) => {
                // The mark lets a spreadsheet program show Vietnamese letters.
                file.write_all("\u{feff}".as_bytes())
                    .and_then(|()| csv::write_row(&mut file, delimiter, header))
                    .map_err(|error| unwritable(&self.path, &error))?;
                Out::Csv(file, delimiter)
            }
            Form::Xlsx => {
                Out::Xlsx(Box::new(Book::new(file, SHEET, header.map(Column::of_text).collect())))
            }
        });
        Ok(())
    }

    fn create(&mut self) -> Result<File, Problem> {
        let first = self.path.clone();
        for n in 1..=NAMES {
            if n > 1 {
                self.path = first.with_extension(format!("{n}.{}", self.form.extension()));
            }
            match private(OpenOptions::new().write(true).create_new(true)).open(&self.path) {
                Ok(file) => return Ok(file),
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                    return Err(unwritable(&self.path, &error));
                }
                Err(_) if self.chosen => break,
                Err(_) => {}
            }
        }
        Err(Problem::new(&codes::FILE_EXISTS, [first.display().to_string()]))
    }
}

/// A cell as csv has it.
fn text(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Typed(text) | Cell::Error(text) => text,
        Cell::Number(number) => number.to_string(),
        Cell::Date(day) => day.iso(),
        Cell::Bool(truth) => if truth { "TRUE" } else { "FALSE" }.to_owned(),
    }
}

/// Makes files readable by their owner alone: they hold personal data.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

/// That a file cannot be written, and the cause.
pub fn unwritable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(&codes::FILE_UNWRITABLE, [path.display().to_string(), error.to_string()])
}

/// That a file cannot be read, and the cause.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(&codes::FILE_UNREADABLE, [path.display().to_string(), error.to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartialDate;

    #[test]
    fn the_form_is_the_input_s_own_and_a_name_may_ask_for_another() {
        let dir = tempfile::tempdir().unwrap();
        let input = dir.path().join("ds 2025.xls");
        let day = PartialDate::new(1954, 3, 12).unwrap();
        let cells = vec![Cell::Number(0.5), Cell::Date(day), Cell::Text("=1".into()), Cell::Empty];
        let line = Line { number: 7, cells, ..Line::default() };
        let faults = [("phone".to_owned(), Problem::new(&codes::BAD_ROW_ID, ["x"]))];
        let heads = ["a", "b", "c", "d"].map(str::to_owned);
        for name in ["ds 2025.rejects.xlsx", "ds 2025.rejects.2.xlsx"] {
            let mut rejects = Rejects::new(None, &input, &heads, Form::Xlsx, Lang::En);
            assert_eq!(rejects.path(), None);
            rejects.finish().unwrap();
            assert_eq!(rejects.path(), None, "none was rejected");
            rejects.add_line(&line, &faults).unwrap();
            rejects.flush().unwrap();
            rejects.finish().unwrap();
            assert_eq!(rejects.path().unwrap().file_name().unwrap(), name);
            assert!(std::fs::read(rejects.path().unwrap()).unwrap().starts_with(b"PK"));
        }
        let csv = dir.path().join("mine.csv");
        let mut rejects = Rejects::new(Some(&csv), &input, &heads, Form::Xlsx, Lang::En);
        rejects.add_line(&line, &faults).unwrap();
        rejects.finish().unwrap();
        let text = std::fs::read_to_string(&csv).unwrap();
        let (_, row) = text.trim_end().split_once('\n').unwrap();
        assert!(row.starts_with("7,phone,") && row.ends_with(",0.5,1954-03-12,=1,"), "{row}");
        let mut again = Rejects::new(Some(&csv), &input, &heads, Form::Xlsx, Lang::En);
        assert!(again.ready().unwrap_err().is(&codes::FILE_EXISTS));
    }
}
