//! An empty sheet to hand out: the columns of a layout in its order, how each is filled in, and the
//! choices where they are few. It comes back in as it is.

use super::csv;
use super::export::{Format, replace};
use super::heading::REMARK;
use super::record;
use super::rejects::unwritable;
use super::xlsx::{Book, Column};
use crate::domain::layout::FormLayout;
use crate::domain::{Field, FieldKind, RecordType, Tables, Value, show};
use crate::lang::errors::exchange as codes;
use crate::lang::{Label, Lang, Problem};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Rows that are prepared: their lines are printed, and choices are offered in them.
const ROWS: u64 = 200;
/// What may not be left empty.
const REQUIRED: Label = Label::new("phải có", "required");
/// Keys of a form mean nothing on a sheet: what names one is left out.
const KEYS: &[&str] = &["Enter", "F4"];

/// What to write.
#[derive(Clone, Copy)]
pub struct Blank<'a> {
    /// The type.
    pub of: &'static RecordType,
    /// The layout.
    pub layout: &'a FormLayout,
    /// Reference tables.
    pub tables: &'a Tables,
    /// The language of headings, help and choices.
    pub lang: Lang,
    /// Begin csv with the mark by which spreadsheet programs know UTF-8.
    pub mark: bool,
}

impl Blank<'_> {
    /// Writes the file; one that is there is replaced.
    ///
    /// # Errors
    /// It cannot be written, or is asked for in a form that nobody fills in.
    pub fn write(&self, path: &Path, format: Format) -> Result<(), Problem> {
        if format == Format::Json {
            return Err(Problem::new(&codes::NOT_TO_FILL_IN, [path.display().to_string()]));
        }
        replace(path, |file| {
            let columns = self.columns();
            let mut out = BufWriter::new(file);
            match format {
                Format::Xlsx => {
                    let name = record::sheet(self.of, self.lang);
                    out = Book::new(out, &name, columns).finish_empty(ROWS)?;
                }
                Format::Csv | Format::Json => {
                    if self.mark {
                        out.write_all("\u{feff}".as_bytes())?;
                    }
                    csv::write_row(&mut out, b',', columns.iter().map(|one| one.heading.as_str()))?;
                    csv::write_row(&mut out, b',', columns.iter().map(|one| one.help.as_str()))?;
                }
            }
            out.flush()?;
            out.into_inner().map_err(std::io::IntoInnerError::into_error)
        })
        .map_err(|error| unwritable(path, &error))
    }

    fn columns(&self) -> Vec<Column> {
        let tags = self.layout.header.iter().chain(&self.layout.fields);
        let fields = tags.filter_map(|tag| self.of.field(*tag));
        let fields = fields.filter(|field| field.kind != FieldKind::Secret);
        fields.map(|field| self.column(field)).collect()
    }

    fn column(&self, field: &'static Field) -> Column {
        Column {
            heading: record::label(field, self.of, self.lang),
            numbers: record::numbers(field),
            help: help(field, self.lang),
            choices: self.choices(field),
        }
    }

    fn choices(&self, field: &Field) -> Vec<String> {
        match field.kind.at_a_time() {
            FieldKind::Choice(name) => {
                let rows = self.tables.choices(name).into_iter().flat_map(|table| table.offered());
                rows.map(|row| row.label(self.lang).to_owned()).collect()
            }
            FieldKind::YesNo => {
                let word = |flag| {
                    show::listed(field, &Value::Flag(flag), self.tables, self.lang, &|_| {
                        String::new()
                    })
                };
                vec![word(true), word(false)]
            }
            _ => Vec::new(),
        }
    }
}

/// How a column is filled in: a remark, so that its row is no record.
fn help(field: &Field, lang: Lang) -> String {
    let required = field.required.then(|| REQUIRED.get(lang));
    let clauses = field.help.get(lang).split_inclusive(['.', ';']);
    let clauses = clauses.map(|clause| clause.trim_matches([' ', '.', ';']));
    let clauses = clauses.filter(|clause| !KEYS.iter().any(|key| clause.contains(key)));
    let all = required.into_iter().chain(clauses).filter(|clause| !clause.is_empty());
    format!("{REMARK} {}", all.collect::<Vec<_>>().join("; "))
}
