//! All records of a type to a file, as a stream, by temporary file, sync and rename: a half
//! written list is never taken for a whole one. Citizen ids are masked unless they are asked for,
//! which the journal notes; the file is readable by its owner alone.
//!
//! csv: `id`, then every field by its schema name; where a field refers to another record, its id,
//! and beside it a remark column (`#village`) with what that record is called. Imported again it
//! changes nothing, since ids and values come back exactly and remark columns are left out. A workbook
//! has the same columns, worded for people ([`record`]).

use super::ask;
use super::csv;
use super::json::{Ids, Writer};
use super::record::{self, Wording};
use super::rejects::{private, unwritable};
use super::xlsx::Book;
use crate::derived::search::Query;
use crate::domain::{PartialDate, RecordId, RecordType, Tables};
use crate::lang::errors::exchange as codes;
use crate::lang::{Lang, Problem};
use crate::register::{Door, Shown};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A list's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table of texts.
    Csv,
    /// An array of objects.
    Json,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// The ending of its files.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
        }
    }

    /// The form a file's name asks for.
    ///
    /// # Errors
    /// It ends otherwise.
    pub fn of(path: &Path) -> Result<Self, Problem> {
        let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        match extension.as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("json") => Ok(Self::Json),
            Some("xlsx") => Ok(Self::Xlsx),
            _ => Err(Problem::new(&codes::UNKNOWN_FORMAT, [path.display().to_string()])),
        }
    }
}

/// Which records are exported.
#[derive(Clone, Debug, PartialEq)]
pub enum Which {
    /// All of the type.
    All,
    /// Those a look-up finds.
    Found(Query),
    /// These.
    These(Vec<RecordId>),
}

/// What to export.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// The type.
    pub of: &'static RecordType,
    /// Which of its records.
    pub which: &'a Which,
    /// The file; one that is there is replaced.
    pub file: &'a Path,
    /// Its form.
    pub format: Format,
    /// Begin with the mark by which spreadsheet programs know UTF-8.
    pub mark: bool,
    /// Citizen ids whole or masked. A masked one says nothing where the file is imported again.
    pub ids: Ids,
    /// Reference tables.
    pub tables: &'a Tables,
    /// The language of a workbook: what stands over its columns, and its choices.
    pub lang: Lang,
    /// Today at +07:00.
    pub today: PartialDate,
}

/// Writes the file; how many records it holds. `wrote` hears of each, and returns whether to go on.
///
/// # Errors
/// The file cannot be written, the register refuses, or it was told to stop; the file that was
/// there stays then.
pub fn export(
    door: &mut dyn Door,
    plan: &Plan<'_>,
    wrote: &mut dyn FnMut(u64) -> bool,
) -> Result<u64, Problem> {
    let fail = |error: std::io::Error| unwritable(plan.file, &error);
    let mut count = 0;
    let mut refused = None;
    let written = replace(plan.file, |file| {
        let mut list = List::begin(plan, file)?;
        let mut add = |shown: Shown| {
            if shown.record.kind != plan.of.kind {
                return Ok(());
            }
            list.add(&shown).map_err(fail)?;
            if wrote(list.count) {
                return Ok(());
            }
            Err(Problem::new(&codes::STOPPED, [plan.file.display().to_string()]))
        };
        let scanned = match plan.which {
            Which::All => ask::scan(door, plan.of.kind, &mut add),
            Which::Found(query) => ask::found(door, query, &mut add),
            Which::These(ids) => ask::in_order(door, ids, &mut add),
        };
        if let Err(problem) = scanned {
            refused = Some(problem);
            return Err(std::io::ErrorKind::Interrupted.into());
        }
        count = list.count;
        list.end()
    });
    match (refused, written) {
        (Some(problem), _) => Err(problem),
        (None, written) => written.map_err(fail).map(|()| count),
    }
}

/// Writes a file by temporary file, sync and rename: what was there stays until the new one is whole.
///
/// # Errors
/// It cannot be written, or what `fill` returns.
pub(super) fn replace(
    path: &Path,
    fill: impl FnOnce(File) -> std::io::Result<File>,
) -> std::io::Result<()> {
    let temporary = temporary(path);
    let mut options = OpenOptions::new();
    let made = private(options.write(true).create_new(true)).open(&temporary);
    let outcome = made.and_then(fill).and_then(|file| {
        file.sync_all()?;
        std::fs::rename(&temporary, path)?;
        sync_folder(path)
    });
    if outcome.is_err() {
        // What went wrong matters more than a left-over that cannot be removed.
        let _ = std::fs::remove_file(&temporary);
    }
    outcome
}

/// Where a file is written before it takes its name.
pub(super) fn temporary(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    PathBuf::from(name)
}

/// Makes a new name in a folder last.
pub(super) fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Where records are put, each in its form.
enum Out {
    Csv(BufWriter<File>),
    Json(BufWriter<File>),
    Xlsx(Box<Book<BufWriter<File>>>),
}

struct List<'a> {
    plan: &'a Plan<'a>,
    wording: Wording<'a>,
    out: Out,
    count: u64,
}

impl<'a> List<'a> {
    fn begin(plan: &'a Plan<'a>, file: File) -> std::io::Result<Self> {
        let mut file = BufWriter::new(file);
        if plan.mark && plan.format == Format::Csv {
            file.write_all("\u{feff}".as_bytes())?;
        }
        let out = match plan.format {
            Format::Json => {
                file.write_all(b"[")?;
                Out::Json(file)
            }
            Format::Csv => {
                let names = record::columns(plan.of, None);
                csv::write_row(&mut file, b',', names.iter().map(|name| name.heading.as_str()))?;
                Out::Csv(file)
            }
            Format::Xlsx => {
                let columns = record::columns(plan.of, Some(plan.lang));
                Out::Xlsx(Box::new(Book::new(file, &record::sheet(plan.of, plan.lang), columns)))
            }
        };
        let wording = Wording::new(plan.tables, plan.today, plan.lang, plan.ids);
        Ok(Self { plan, wording, out, count: 0 })
    }

    fn add(&mut self, shown: &Shown) -> std::io::Result<()> {
        let Plan { of, tables, ids, .. } = *self.plan;
        match &mut self.out {
            Out::Json(out) => {
                out.write_all(if self.count == 0 { b"\n" } else { b",\n" })?;
                serde_json::to_writer(out, &Writer { tables, ids }.record(of, shown))?;
            }
            Out::Csv(out) => {
                let texts = self.wording.texts(of, shown);
                csv::write_row(out, b',', texts.iter().map(String::as_str))?;
            }
            Out::Xlsx(book) => book.add(self.wording.cells(of, shown))?,
        }
        self.count += 1;
        Ok(())
    }

    /// Ends the list; the file, whole but for what the system still holds.
    fn end(self) -> std::io::Result<File> {
        let mut file = match self.out {
            Out::Csv(file) => file,
            Out::Json(mut file) => {
                file.write_all(b"\n]\n")?;
                file
            }
            Out::Xlsx(book) => book.finish()?,
        };
        file.flush()?;
        file.into_inner().map_err(std::io::IntoInnerError::into_error)
    }
}
