//! Taking lists in, for the screens: what a file holds, a dry look at what would come of it, the run.

use super::ask;
use super::book::{Book, Format};
use super::csv::{self, Next, Reader};
pub use super::import::Counts;
use super::import::{self, Plan};
use super::rejects::{private, unwritable};
use super::sheet::{Cell, Line};
use super::table::{self, Ask, Picked, Picker, Table};
use super::why::Why;
use crate::domain::{FieldKind, Kind, PartialDate, RecordId, RecordType, Tables, Value, records};
use crate::lang::errors::register;
use crate::lang::{Lang, Problem};
use crate::register::{Act, Change, Door, Request};
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::OpenOptions;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Lines looked at for the table of a sheet.
const HEAD: usize = 400;

/// Where rows come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// A block pasted from a spreadsheet, tab separated.
    Pasted(String),
}

/// What a file holds.
#[derive(Clone)]
pub struct Found {
    /// What kind of file it is.
    pub format: Format,
    /// What should be said of it though it can be read.
    pub notes: Vec<Problem>,
    /// The type its rows are taken to be of.
    pub of: Kind,
    /// Its sheets.
    pub sheets: Vec<SheetFound>,
}

/// A sheet of it.
#[derive(Clone, Default)]
pub struct SheetFound {
    /// Its name; empty in a file without sheets.
    pub name: String,
    /// Whether the spreadsheet hides it.
    pub hidden: bool,
    /// The table of records in it.
    pub table: Option<Table>,
    /// Rows of records.
    pub rows: u64,
    /// What was passed over: the line and why.
    pub skipped: Vec<(u64, Why)>,
    /// Hidden rows, which are not taken.
    pub hidden_rows: u64,
    /// Hidden columns.
    pub hidden_columns: u64,
}

/// What is to be taken, and how.
#[derive(Clone)]
pub struct Choice {
    /// Where from.
    pub source: Source,
    /// What the rows are.
    pub of: Kind,
    /// The sheets that are taken, by place, with their tables as they were changed.
    pub sheets: Vec<(usize, Table)>,
    /// Cells that were mended.
    pub mends: Vec<Mend>,
    /// Rows that are left out: sheet, line.
    pub without: Vec<(usize, u64)>,
    /// Missing records that are made: the type and what they are called.
    pub news: Vec<(Kind, String)>,
}

/// A mended cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The sheet.
    pub sheet: usize,
    /// The line.
    pub line: u64,
    /// The column.
    pub column: usize,
    /// What it says now.
    pub text: String,
}

/// What would come of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// By what becomes of them.
    pub counts: Counts,
    /// Rows that a person should look at; of very many the first.
    pub rows: Vec<Doubt>,
    /// What the rows refer to and the register does not hold.
    pub missing: Vec<Missing>,
}

/// A row that a person should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The sheet.
    pub sheet: usize,
    /// Its line.
    pub line: u64,
    /// It is not taken as it is.
    pub rejected: bool,
    /// Its cells.
    pub cells: Vec<String>,
    /// What is wrong or odd: the column, where it is one's, and why.
    pub reasons: Vec<(Option<usize>, String)>,
}

/// What is referred to and is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The type of what is missing.
    pub kind: Kind,
    /// What it is called.
    pub text: String,
    /// How many rows say so.
    pub rows: u64,
}

/// What a run is told of the register and the day.
pub struct With<'a> {
    /// The language.
    pub lang: Lang,
    /// Reference tables.
    pub tables: &'a Tables,
    /// Today at +07:00.
    pub today: PartialDate,
    /// Milliseconds since 1970, UTC.
    pub now: u64,
    /// The register's own record.
    pub unit: RecordId,
    /// Random bytes.
    pub seed: [u8; 16],
}

/// What a file holds; the rows are of that type where it is said.
///
/// # Errors
/// It cannot be read, or is no list.
pub fn look(source: &Source, of: Option<Kind>, with: &With<'_>) -> Result<Found, Problem> {
    let book = book(source)?;
    let of = match of.and_then(records::of) {
        Some(of) => of,
        None => guessed(&book, with)?,
    };
    let mut sheets = Vec::new();
    for (at, sheet) in book.sheets().iter().enumerate() {
        let (head, facts) = book.head(at, HEAD)?;
        let table = table::find(&head, &facts, &with.ask(of)).ok();
        let hidden_columns = facts.hidden_columns.len() as u64;
        let mut found = SheetFound {
            name: sheet.name.clone(),
            hidden: sheet.hidden,
            hidden_columns,
            ..SheetFound::default()
        };
        if let Some(table) = table {
            count(&book, at, &table, with, &mut found)?;
            found.table = Some(table);
        }
        sheets.push(found);
    }
    Ok(Found { format: book.format(), notes: book.notes().to_vec(), of: of.kind, sheets })
}

fn count(
    book: &Book,
    at: usize,
    table: &Table,
    with: &With<'_>,
    found: &mut SheetFound,
) -> Result<(), Problem> {
    let ask = with.ask(table.of);
    let mut picker = Picker::new(table, &ask);
    book.read(at, &mut |line| {
        match picker.pick(&line) {
            Picked::Row(..) => found.rows += 1,
            Picked::Skipped(why) if why.is(super::why::HIDDEN_LINE) => found.hidden_rows += 1,
            Picked::Skipped(why) => found.skipped.push((line.number, why)),
            Picked::Group(_) | Picked::Empty => {}
        }
        Ok(true)
    })
}

fn book(source: &Source) -> Result<Book, Problem> {
    match source {
        Source::File(path) => Book::open(path),
        Source::Pasted(text) => Book::pasted("", text),
    }
}

/// The type of which most columns are known; of equals the first.
fn guessed(book: &Book, with: &With<'_>) -> Result<&'static RecordType, Problem> {
    let types = records::all().iter().filter(|of| !of.layouts.is_empty() && !of.internal);
    let mut best: Option<(usize, &'static RecordType)> = None;
    let (head, facts) = book.head(0, HEAD)?;
    for of in types {
        let table = table::find(&head, &facts, &with.ask(of)).ok();
        let columns = table.iter().flat_map(|table| &table.columns);
        let known = columns.filter(|column| column.takes.field().is_some()).count();
        if best.is_none_or(|(most, _)| known > most) {
            best = Some((known, of));
        }
    }
    best.map(|(_, of)| of).ok_or_else(|| ask::unexpected("type"))
}

impl With<'_> {
    fn ask(&self, of: &'static RecordType) -> Ask<'_> {
        Ask { of, tables: self.tables, today: self.today, map: &[], font: None, lang: self.lang }
    }
}

/// Rows as a file of their own, in the schema's columns.
struct Written {
    dir: PathBuf,
    file: PathBuf,
    /// Of each of its rows the sheet, the line and the cells as they stood.
    rows: Vec<(usize, u64, Vec<String>)>,
    /// What look-ups say, with how many rows say it.
    refers: BTreeMap<(Kind, String), u64>,
}

impl Drop for Written {
    fn drop(&mut self) {
        // What cannot be removed is the system's to clear.
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

fn written(choice: &Choice, with: &With<'_>) -> Result<Written, Problem> {
    let dir = std::env::temp_dir().join(format!("densach-{:x}", u128::from_le_bytes(with.seed)));
    std::fs::create_dir_all(&dir).map_err(|error| unwritable(&dir, &error))?;
    let name = match &choice.source {
        Source::File(path) => path.file_name().unwrap_or_default().to_owned(),
        Source::Pasted(_) => "paste".into(),
    };
    let file = dir.join(name);
    let fail = |error: std::io::Error| unwritable(&file, &error);
    let opened = private(OpenOptions::new().write(true).create(true).truncate(true)).open(&file);
    let mut out = BufWriter::new(opened.map_err(fail)?);
    let mut written =
        Written { dir, file: file.clone(), rows: Vec::new(), refers: BTreeMap::new() };
    let book = book(&choice.source)?;
    let mut first = true;
    for (at, table) in &choice.sheets {
        let ask = with.ask(table.of);
        let mut picker = Picker::new(table, &ask);
        let names: Vec<String> = picker.heading().names.clone();
        if std::mem::take(&mut first) {
            csv::write_row(&mut out, b',', names.iter().map(String::as_str)).map_err(fail)?;
        }
        book.read(*at, &mut |mut line| {
            let number = line.number;
            for mend in choice.mends.iter().filter(|m| (m.sheet, m.line) == (*at, number)) {
                put(&mut line, table, mend);
            }
            let Picked::Row(row, _) = picker.pick(&line) else { return Ok(true) };
            if choice.without.contains(&(*at, line.number)) {
                return Ok(true);
            }
            let texts: Vec<String> = row.iter().map(|text| text.replace('\n', " ")).collect();
            for (column, field) in picker.heading().fields() {
                if let (Some(kind), Some(text)) = (refers(field.kind), texts.get(column))
                    && !text.is_empty()
                {
                    *written.refers.entry((kind, text.clone())).or_default() += 1;
                }
            }
            let cell = |column: &table::Column| {
                line.cells
                    .get(column.at)
                    .map_or_else(String::new, |cell| table::said_text(cell).into())
            };
            let cells = table.columns.iter().map(cell).collect();
            written.rows.push((*at, line.number, cells));
            csv::write_row(&mut out, b',', texts.iter().map(String::as_str)).map_err(fail)?;
            Ok(true)
        })?;
    }
    std::io::Write::flush(&mut out).map_err(fail)?;
    Ok(written)
}

fn refers(kind: FieldKind) -> Option<Kind> {
    match kind.at_a_time() {
        FieldKind::Lookup(kind) => Some(*kind),
        _ => None,
    }
}

fn put(line: &mut Line, table: &Table, mend: &Mend) {
    let Some(at) = table.columns.get(mend.column).map(|column| column.at) else { return };
    if line.cells.len() <= at {
        line.cells.resize(at + 1, Cell::Empty);
    }
    if let Some(cell) = line.cells.get_mut(at) {
        *cell = Cell::Text(mend.text.clone());
    }
}

/// What would come of it: nothing is changed.
///
/// # Errors
/// As [`run`].
pub fn try_out(
    door: &mut dyn Door,
    choice: &Choice,
    with: &With<'_>,
    progress: &mut dyn FnMut(Counts) -> bool,
) -> Result<Preview, Problem> {
    let written = written(choice, with)?;
    let mut missing = Vec::new();
    for ((kind, text), rows) in &written.refers {
        match ask::resolve(door, Some(*kind), text) {
            Err(problem) if problem.is(&register::NOT_FOUND) => {
                missing.push(Missing { kind: *kind, text: text.clone(), rows: *rows });
            }
            Err(problem) if problem.is(&crate::lang::errors::exchange::MANY_RECORDS) => {}
            found => drop(found?),
        }
    }
    let rejects = written.dir.join("rejects.csv");
    let mut sum = Counts::default();
    let plan = plan(choice, with, &written.file, (true, &rejects))?;
    let summary = import::import(door, &plan, import::open(&written.file)?, &mut |ack| {
        sum.add(&ack.counts);
        Ok(progress(sum))
    })?;
    let mut preview = Preview { counts: summary.counts, rows: Vec::new(), missing };
    if let Some(path) = &summary.rejects {
        doubts(path, choice, &written, &mut preview)?;
    }
    Ok(preview)
}

fn doubts(
    path: &Path,
    choice: &Choice,
    written: &Written,
    preview: &mut Preview,
) -> Result<(), Problem> {
    let file = std::fs::File::open(path).map_err(|error| unwritable(path, &error))?;
    let mut reader = Reader::new(file, "")?;
    let of = records::of(choice.of);
    let made: BTreeSet<Kind> = preview.missing.iter().map(|missing| missing.kind).collect();
    let mut heading = true;
    while let Some(next) = reader.next_row()? {
        let Next::Row(row) = next else { continue };
        if std::mem::take(&mut heading) {
            continue;
        }
        let said = |column| row.get(column).unwrap_or_default();
        let at = said(0).parse::<usize>().unwrap_or(0).saturating_sub(2);
        let Some((sheet, line, cells)) = written.rows.get(at) else { continue };
        let fields = said(1).split(' ').filter_map(|name| of?.field_named(name));
        let waits = |kind: FieldKind| refers(kind).is_some_and(|kind| made.contains(&kind));
        if !said(1).is_empty() && fields.clone().all(|field| waits(field.kind)) {
            preview.counts.rejected = preview.counts.rejected.saturating_sub(1);
            preview.counts.added += 1;
            continue;
        }
        let table = choice.sheets.iter().find(|(at, _)| at == sheet).map(|(_, table)| table);
        let column = fields.filter_map(|field| {
            let columns = table?.columns.iter();
            let takes = |column: &table::Column| {
                column.takes.field().is_some_and(|takes| takes.tag == field.tag)
            };
            columns.clone().position(takes)
        });
        let reasons = vec![(column.min(), said(2).to_owned())];
        let (sheet, line, cells) = (*sheet, *line, cells.clone());
        preview.rows.push(Doubt { sheet, line, rejected: true, cells, reasons });
    }
    Ok(())
}

fn plan<'a>(
    choice: &Choice,
    with: &'a With<'_>,
    file: &'a Path,
    (dry, rejects): (bool, &'a Path),
) -> Result<Plan<'a>, Problem> {
    Ok(Plan {
        of: records::of(choice.of).ok_or_else(|| ask::unexpected("type"))?,
        file,
        map: &[],
        dry,
        rejects: Some(rejects),
        lang: with.lang,
        tables: with.tables,
        today: with.today,
        now: with.now,
        register: with.unit,
        seed: with.seed,
    })
}

/// Takes it in: one batch, in chunks.
///
/// # Errors
/// The file cannot be read, or the register refuses.
pub fn run(
    door: &mut dyn Door,
    choice: &Choice,
    with: &With<'_>,
    committed: import::Committed<'_>,
) -> Result<import::Summary, Problem> {
    let written = written(choice, with)?;
    for (n, (kind, text)) in (1_u64..).zip(&choice.news) {
        make(door, *kind, text, import::request_id(with.seed, u64::MAX / 2 + n))?;
    }
    let beside = match &choice.source {
        Source::File(path) => path.with_extension("rejects.csv"),
        Source::Pasted(_) => written.dir.join("rejects.csv"),
    };
    let plan = plan(choice, with, &written.file, (false, &beside))?;
    import::import(door, &plan, import::open(&written.file)?, committed)
}

/// Makes a record of which no more is known than what it is called.
fn make(door: &mut dyn Door, kind: Kind, text: &str, request: [u8; 16]) -> Result<(), Problem> {
    let of = records::of(kind).ok_or_else(|| ask::unexpected("type"))?;
    let code: String = fold(text).to_uppercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let fields = of.open_fields().filter(|field| of.title.contains(&field.tag) || field.required);
    let set = fields.filter(|field| field.default.is_empty()).map(|field| {
        let value = if field.unique { code.clone() } else { text.to_owned() };
        (field.tag, Some(Value::Text(value)))
    });
    let set = set.collect::<Vec<_>>().into();
    let acts = vec![Act::Put { id: None, kind, base: None, set, source: None }];
    let accepted = vec![("*".to_owned(), text.to_owned())];
    ask::one(door, Request::Do(Change { request, acts, accepted, ..Change::default() }))?;
    Ok(())
}
