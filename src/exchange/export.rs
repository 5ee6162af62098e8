//! All records of a type to a file, as a stream, by temporary file, sync and rename: a half
//! written list is never taken for a whole one. Citizen ids are masked unless they are asked for,
//! which the journal notes; the file is readable by its owner alone.
//!
//! csv: `id`, then every field by its schema name; where a field refers to another record, its id,
//! and beside it a remark column (`#village`) with what that record is called. Imported again it
//! changes nothing, since ids and values come back exactly and remark columns are left out.

use super::ask;
use super::csv;
use super::json::{Ids, Writer, name};
use super::rejects::{private, unwritable};
use super::rows::refers;
use crate::domain::{Field, RecordId, RecordType, Step, Tables, Value, show};
use crate::lang::Problem;
use crate::lang::errors::exchange as codes;
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
}

impl Format {
    /// The form a file's name asks for.
    ///
    /// # Errors
    /// It ends otherwise.
    pub fn of(path: &Path) -> Result<Self, Problem> {
        let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        match extension.as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("json") => Ok(Self::Json),
            _ => Err(Problem::new(&codes::UNKNOWN_FORMAT, [path.display().to_string()])),
        }
    }
}

/// What to export.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// The type.
    pub of: &'static RecordType,
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
    let temporary = temporary(plan.file);
    let outcome = write(door, plan, &temporary, wrote);
    if outcome.is_err() {
        // What went wrong matters more than a left-over that cannot be removed.
        let _ = std::fs::remove_file(&temporary);
    }
    outcome
}

fn temporary(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    PathBuf::from(name)
}

fn write(
    door: &mut dyn Door,
    plan: &Plan<'_>,
    temporary: &Path,
    wrote: &mut dyn FnMut(u64) -> bool,
) -> Result<u64, Problem> {
    let fail = |error: std::io::Error| unwritable(plan.file, &error);
    let mut options = OpenOptions::new();
    let file = private(options.write(true).create_new(true)).open(temporary).map_err(fail)?;
    let mut out = BufWriter::new(file);
    let mut list = List { plan, count: 0 };
    list.begin(&mut out).map_err(fail)?;
    ask::scan(door, plan.of.kind, &mut |shown| {
        list.add(&mut out, &shown).map_err(fail)?;
        if wrote(list.count) {
            return Ok(());
        }
        Err(Problem::new(&codes::STOPPED, [plan.file.display().to_string()]))
    })?;
    list.end(&mut out).map_err(fail)?;
    let file = out.into_inner().map_err(|error| fail(error.into_error()))?;
    file.sync_all().map_err(fail)?;
    std::fs::rename(temporary, plan.file).map_err(fail)?;
    sync_folder(plan.file).map_err(fail)?;
    Ok(list.count)
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

struct List<'a> {
    plan: &'a Plan<'a>,
    count: u64,
}

impl List<'_> {
    fn begin(&self, out: &mut dyn Write) -> std::io::Result<()> {
        if self.plan.mark {
            out.write_all("\u{feff}".as_bytes())?;
        }
        match self.plan.format {
            Format::Json => out.write_all(b"["),
            Format::Csv => {
                let mut names = vec!["id".to_owned()];
                for field in self.plan.of.open_fields() {
                    names.push(field.name.to_owned());
                    if refers(field.kind).is_some() {
                        names.push(format!("#{}", field.name));
                    }
                }
                csv::write_row(out, b',', names.iter().map(String::as_str))
            }
        }
    }

    fn add(&mut self, out: &mut dyn Write, shown: &Shown) -> std::io::Result<()> {
        match self.plan.format {
            Format::Json => {
                out.write_all(if self.count == 0 { b"\n" } else { b",\n" })?;
                let writer = Writer { tables: self.plan.tables, ids: self.plan.ids };
                serde_json::to_writer(&mut *out, &writer.record(self.plan.of, shown))?;
            }
            Format::Csv => {
                let mut texts = vec![shown.record.id.to_string()];
                for field in self.plan.of.open_fields() {
                    self.columns(field, shown, &mut texts);
                }
                csv::write_row(out, b',', texts.iter().map(String::as_str))?;
            }
        }
        self.count += 1;
        Ok(())
    }

    fn columns(&self, field: &Field, shown: &Shown, texts: &mut Vec<String>) {
        let value = shown.record.values.get(field.tag);
        texts.push(value.as_ref().map(|value| self.text(field, value)).unwrap_or_default());
        if refers(field.kind).is_some() {
            texts.push(value.and_then(|value| called(&value, &shown.names)).unwrap_or_default());
        }
    }

    fn text(&self, field: &Field, value: &Value) -> String {
        let hidden = match value {
            Value::Text(text) if self.plan.ids == Ids::Masked => show::hidden(&field.kind, text),
            _ => None,
        };
        hidden.unwrap_or_else(|| show::file(field, value))
    }

    fn end(&self, out: &mut dyn Write) -> std::io::Result<()> {
        match self.plan.format {
            Format::Json => out.write_all(b"\n]\n"),
            Format::Csv => Ok(()),
        }
    }
}

/// What the record is called that a value refers to, now.
fn called(value: &Value, names: &[(RecordId, String)]) -> Option<String> {
    match value {
        Value::Ref(id) => Some(name(names, *id)),
        Value::Timeline(steps) => steps.last().and_then(|Step { value, .. }| called(value, names)),
        _ => None,
    }
}
