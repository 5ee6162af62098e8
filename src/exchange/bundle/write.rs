//! Writes a bundle in one pass: tables first, then what sums them up. A temporary file takes the
//! bundle's name once it is whole and on the disk.

use super::archive::Archive;
use super::columns::{self as of, Columns, Place, Told};
use super::csv::MAX_ROW;
use super::fault::Fault;
use super::head::{BundleId, Head, Profile, Sums};
use super::pack::Packer;
use super::row::{Figure, Op, Row, Texts};
use super::{Sign, limits, manifest};
use crate::domain::{RecordId, RecordType, Seen, records};
use crate::exchange::book::file::Source;
use crate::exchange::csv::write_row;
use crate::exchange::export::{sync_folder, temporary};
use crate::exchange::rejects::{private, unwritable};
use crate::lang::errors::bundle as codes;
use crate::lang::errors::domain::UNKNOWN_TYPE;
use crate::lang::{Problem, both};
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

/// A bundle that is being written. What is not [finished](Writer::finish) leaves nothing behind.
pub struct Writer {
    head: Head,
    base: String,
    path: PathBuf,
    unfinished: Unfinished,
    packer: Packer,
    table: Option<Table>,
    told: Vec<Told>,
    rows: u64,
    texts: Texts,
    line: Vec<u8>,
}

/// The table that rows go to.
struct Table {
    of: &'static RecordType,
    columns: Columns,
    /// Every tag of the type.
    tags: Vec<u16>,
    last: Option<RecordId>,
}

/// A temporary file that goes away unless it is kept.
struct Unfinished(Option<PathBuf>);

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // What went wrong matters more than a left-over that cannot be removed.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Writer {
    /// Begins a bundle.
    ///
    /// # Errors
    /// The head cannot be written so, or the file cannot.
    pub fn create(path: &Path, head: Head) -> Result<Self, Problem> {
        head.check()?;
        let part = temporary(path);
        let file = private(OpenOptions::new().write(true).create_new(true)).open(&part);
        let fail = |error: std::io::Error| unwritable(&part, &error);
        let file = file.map_err(fail)?;
        let unfinished = Unfinished(Some(part.clone()));
        let packer = Packer::new(file).map_err(fail)?;
        let mut writer = Self {
            base: head.folder() + "/",
            head,
            path: path.to_owned(),
            unfinished,
            packer,
            table: None,
            told: Vec::new(),
            rows: 0,
            texts: Texts::default(),
            line: Vec::new(),
        };
        writer.file(of::BAGIT, of::BAGIT_TEXT)?;
        Ok(writer)
    }

    /// Rows of this type come now. Types come by number, none twice.
    ///
    /// # Errors
    /// A type that stays at home, or that does not come now; the disk.
    pub fn table(&mut self, columns: Columns) -> Result<(), Problem> {
        let of = records::of(columns.kind).filter(|of| !of.internal);
        let stays = || Problem::new(&codes::KIND_STAYS, [columns.kind.0.to_string()]);
        let of = of.filter(|_| self.head.profile != Profile::Summary).ok_or_else(stays)?;
        let before = self.table.as_ref().is_some_and(|table| table.of.kind >= of.kind);
        if before {
            return Err(Problem::new(&codes::OUT_OF_ORDER, [of.name]));
        }
        self.end_table()?;
        let mut tags: Vec<u16> = of.fields.iter().map(|field| field.tag).collect();
        tags.sort_unstable();
        self.table = Some(Table { of, columns, tags, last: None });
        Ok(())
    }

    /// Adds a row to the table. Rows come by id, none twice. A row that is refused leaves nothing: the
    /// next one can be put.
    ///
    /// # Errors
    /// A record that cannot be carried as it is, by name; one that does not come now; the disk.
    pub fn put(&mut self, row: &Row) -> Result<(), Problem> {
        let short = row.id.short();
        let Some(table) = &self.table else {
            return Err(Problem::new(&codes::OUT_OF_ORDER, [short]));
        };
        if table.last.is_some_and(|last| last >= row.id) {
            return Err(Problem::new(&codes::OUT_OF_ORDER, [short]));
        }
        if table.holds_newer(row) {
            let label = table.of.label;
            return Err(Problem::new(&codes::RECORD_NEWER, [short, both(label.vi, label.en)]));
        }
        let made = self.texts.row(row, &table.columns);
        made.map_err(|(name, fault)| table.unfit(row, name, fault))?;
        self.line.clear();
        let texts = self.texts.iter();
        let written = write_row(&mut self.line, b',', texts);
        written.map_err(|error| unwritable(&self.path, &error))?;
        if self.line.len() > MAX_ROW {
            return Err(table.unfit(row, "", Fault::Large));
        }
        if table.last.is_none() {
            let (place, names) = (Place::Rows(table.of).path(), table.columns.names());
            self.begin(&place)?;
            self.heading(&names)?;
        }
        self.line_out()?;
        self.rows += 1;
        if let Some(table) = &mut self.table {
            table.last = Some(row.id);
        }
        Ok(())
    }

    /// Ends the bundle: figures, what sums it up, the signature; on the disk, under its name. Figures
    /// come in ascending order of area, period and indicator, none twice.
    ///
    /// # Errors
    /// Figures that cannot be written, that stand twice or out of order; what the signing says, more
    /// than a bundle may carry, the disk.
    pub fn finish(
        mut self,
        figures: impl IntoIterator<Item = Figure>,
        sign: &Sign<'_>,
    ) -> Result<BundleId, Problem> {
        self.end_table()?;
        self.begin(of::FIGURES_FILE)?;
        self.heading(&of::FIGURES)?;
        let mut last: Option<Figure> = None;
        for figure in figures {
            self.figure(&figure, last.as_ref())?;
            last = Some(figure);
        }
        self.end(of::FIGURES_FILE, None)?;
        let id = self.sum_up(sign)?;
        self.place()?;
        Ok(id)
    }

    /// Adds a figure behind the last one.
    fn figure(&mut self, figure: &Figure, last: Option<&Figure>) -> Result<(), Problem> {
        let wrong = |name: &str, fault: Fault| {
            let what = both("số liệu", "figure");
            let params = [figure.indicator.clone(), what, name.to_owned(), fault.why()];
            Problem::new(&codes::RECORD_UNFIT, params)
        };
        match last.map(|last| last.key().cmp(&figure.key())) {
            None | Some(Ordering::Less) => {}
            Some(Ordering::Equal) => return Err(wrong("indicator", Fault::Form)),
            Some(Ordering::Greater) => {
                return Err(Problem::new(&codes::OUT_OF_ORDER, [figure.indicator.clone()]));
            }
        }
        self.texts.figure(figure).map_err(|(name, fault)| wrong(name, fault))?;
        self.line.clear();
        let written = write_row(&mut self.line, b',', self.texts.iter());
        written.map_err(|error| unwritable(&self.path, &error))?;
        self.line_out()
    }

    /// What stands behind the tables.
    fn sum_up(&mut self, sign: &Sign<'_>) -> Result<BundleId, Problem> {
        let package = of::package(&self.told);
        let package_hash = self.file(of::PACKAGE, &package)?;
        let mut payload: Vec<_> =
            self.told.iter().map(|told| (told.path.as_str(), told.sha256)).collect();
        payload.push((of::PACKAGE, package_hash));
        let list = manifest::text(payload);
        let tables: u64 = self.told.iter().map(|told| told.bytes).sum();
        let sums = Sums {
            rows: self.rows,
            bytes: tables + package.len() as u64,
            files: self.told.len() as u64 + 1,
        };
        let info = self.head.text(sums);
        let info_hash = self.file(of::INFO, &info)?;
        let list_hash = self.file(of::MANIFEST, &list)?;
        let tags = manifest::text([
            (of::INFO, info_hash),
            (of::BAGIT, Sha256::digest(of::BAGIT_TEXT).into()),
            (of::MANIFEST, list_hash),
        ]);
        let id = self.file(of::TAGMANIFEST, &tags)?;
        let signature = sign(tags.as_bytes())?;
        self.file(of::SIGNATURE, &signature)?;
        Ok(BundleId(id))
    }

    /// Makes the file last and gives it its name.
    fn place(self) -> Result<(), Problem> {
        let Self { path, packer, mut unfinished, .. } = self;
        let fail = |error: std::io::Error| unwritable(&path, &error);
        let file = packer.finish().map_err(fail)?;
        file.sync_all().map_err(fail)?;
        let Some(part) = unfinished.0.clone() else { return Ok(()) };
        // What the reader would not take is not sent.
        Archive::open(Source::open(&part)?).map_err(|problem| too_large(&problem))?;
        std::fs::rename(&part, &path).map_err(fail)?;
        unfinished.0 = None;
        sync_folder(&path).map_err(fail)
    }

    /// Begins a file.
    fn begin(&mut self, path: &str) -> Result<(), Problem> {
        let begun = self.packer.begin(format!("{}{path}", self.base));
        begun.map_err(|error| unwritable(&self.path, &error))
    }

    fn heading(&mut self, names: &[&str]) -> Result<(), Problem> {
        let mut line = Vec::new();
        let written = write_row(&mut line, b',', names.iter().copied());
        written.map_err(|error| unwritable(&self.path, &error))?;
        self.out(&line)
    }

    fn line_out(&mut self) -> Result<(), Problem> {
        let line = std::mem::take(&mut self.line);
        let written = self.out(&line);
        self.line = line;
        written
    }

    fn out(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        if self.packer.read() + bytes.len() as u64 > limits::TABLE {
            let most = format!("{} MB", limits::TABLE >> 20);
            return Err(Problem::new(&codes::WOULD_BE_TOO_LARGE, [most]));
        }
        self.packer.write(bytes).map_err(|error| unwritable(&self.path, &error))
    }

    /// A whole small file; its hash.
    fn file(&mut self, path: &str, text: &str) -> Result<[u8; 32], Problem> {
        self.begin(path)?;
        self.out(text.as_bytes())?;
        self.hash()
    }

    /// The hash of the file that ends here.
    fn hash(&mut self) -> Result<[u8; 32], Problem> {
        self.packer.end().map_err(|error| unwritable(&self.path, &error))
    }

    /// Ends the table, if a row was put into it.
    fn end_table(&mut self) -> Result<(), Problem> {
        let Some(table) = &self.table else { return Ok(()) };
        if table.last.is_none() {
            return Ok(());
        }
        let (path, columns) = (Place::Rows(table.of).path(), table.columns.clone());
        self.end(&path, Some(columns))
    }

    fn end(&mut self, path: &str, columns: Option<Columns>) -> Result<(), Problem> {
        let (bytes, sha256) = (self.packer.read(), self.hash()?);
        self.told.push(Told { path: path.to_owned(), columns, bytes, sha256 });
        Ok(())
    }
}

impl Table {
    /// Whether the row holds what only a later version knows.
    fn holds_newer(&self, row: &Row) -> bool {
        let Op::Put(values) = &row.op else { return false };
        values.raw().any(|raw| {
            let later = |problem: Problem| problem.is(&UNKNOWN_TYPE);
            let unknown = Seen::read(raw.ty, raw.bytes).is_err_and(later);
            unknown || self.tags.binary_search(&raw.tag).is_err()
        })
    }

    /// That a record cannot be carried as it is.
    fn unfit(&self, row: &Row, name: &str, fault: Fault) -> Problem {
        let field = self.of.field_named(name).map(|field| both(field.label.vi, field.label.en));
        let (id, label) = (row.id.short(), self.of.label);
        let params =
            [id, both(label.vi, label.en), field.unwrap_or_else(|| name.to_owned()), fault.why()];
        Problem::new(&codes::RECORD_UNFIT, params)
    }
}

/// What the reader says of a file that is too large, as its writer says it.
fn too_large(problem: &Problem) -> Problem {
    let large = [&codes::TOO_LARGE, &codes::ENTRY_LARGE, &codes::INFLATES];
    match large.iter().any(|code| problem.is(code)) {
        true => Problem::new(&codes::WOULD_BE_TOO_LARGE, [problem.params.join(" ")]),
        false => problem.clone(),
    }
}
