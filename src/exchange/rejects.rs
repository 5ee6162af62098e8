//! The rejects file: rows an import did not take, as they stood, each with its line, field and
//! reason in remark columns, so that the mended file can be imported as it is.

use super::csv::{self, Row};
use super::rows::Fault;
use crate::lang::errors::exchange as codes;
use crate::lang::{Lang, Problem};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// How many names are tried for a file of our own choosing.
const NAMES: u32 = 1_000;

/// Where rejected rows go. The file is made with the first of them, and never over another one:
/// that may hold corrections somebody is working on.
pub struct Rejects {
    path: PathBuf,
    chosen: bool,
    header: Vec<String>,
    delimiter: u8,
    lang: Lang,
    file: Option<BufWriter<File>>,
}

impl Rejects {
    /// For rows with these columns. Without a path: beside the input, `name.rejects.csv`.
    pub fn new(
        path: Option<&Path>,
        input: &Path,
        header: &[String],
        delimiter: u8,
        lang: Lang,
    ) -> Self {
        let beside = || input.with_extension("rejects.csv");
        Self {
            path: path.map_or_else(beside, Path::to_owned),
            chosen: path.is_some(),
            header: header.to_vec(),
            delimiter,
            lang,
            file: None,
        }
    }

    /// The file, once there is one.
    pub fn path(&self) -> Option<&Path> {
        self.file.is_some().then_some(self.path.as_path())
    }

    /// Makes the file, if there is none yet.
    ///
    /// # Errors
    /// It cannot be made or written.
    pub fn ready(&mut self) -> Result<(), Problem> {
        if self.file.is_none() { self.begin() } else { Ok(()) }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// The file cannot be made or written.
    pub fn add(&mut self, row: &Row, faults: &[Fault]) -> Result<(), Problem> {
        self.ready()?;
        let line = row.line.to_string();
        let fields: Vec<_> =
            faults.iter().map(|(field, _)| field.as_str()).filter(|f| !f.is_empty()).collect();
        let reasons: Vec<_> = faults.iter().map(|(_, problem)| problem.what(self.lang)).collect();
        let remarks = [line, fields.join(" "), reasons.join("; ")];
        let texts = remarks.iter().map(String::as_str).chain(row.iter());
        let Some(file) = &mut self.file else { return Ok(()) };
        csv::write_row(file, self.delimiter, texts).map_err(|error| unwritable(&self.path, &error))
    }

    /// Hands what was added to the system, so that no committed chunk lacks its rejects.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn flush(&mut self) -> Result<(), Problem> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.flush().map_err(|error| unwritable(&self.path, &error))
    }

    /// Ends the file: it is on the disk.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(&mut self) -> Result<(), Problem> {
        self.flush()?;
        let Some(file) = &self.file else { return Ok(()) };
        file.get_ref().sync_all().map_err(|error| unwritable(&self.path, &error))
    }

    fn begin(&mut self) -> Result<(), Problem> {
        let mut file = BufWriter::new(self.create()?);
        let remarks = ["#line", "#field", "#reason"];
        let header = remarks.into_iter().chain(self.header.iter().map(String::as_str));
        // The mark lets a spreadsheet program show Vietnamese letters.
        file.write_all("\u{feff}".as_bytes())
            .and_then(|()| csv::write_row(&mut file, self.delimiter, header))
            .map_err(|error| unwritable(&self.path, &error))?;
        self.file = Some(file);
        Ok(())
    }

    fn create(&mut self) -> Result<File, Problem> {
        let first = self.path.clone();
        for n in 1..=NAMES {
            if n > 1 {
                self.path = first.with_extension(format!("{n}.csv"));
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
