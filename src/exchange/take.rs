//! Taking lists in, for the screens: what a file holds, a dry look at what would come of it, the run.

use super::ask;
use super::csv::{Next, Reader};
use super::heading;
pub use super::import::Counts;
use super::import::{self, Ack, Plan};
use crate::domain::{Kind, PartialDate, RecordId, Tables, records};
use crate::lang::{Lang, Problem};
use crate::register::Door;
use std::path::{Path, PathBuf};

/// Where rows come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// A block pasted from a spreadsheet, tab separated.
    Pasted(String),
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What kind of file it is, in words.
    pub format: String,
    /// The type its rows are taken to be of.
    pub of: Kind,
    /// Its sheets.
    pub sheets: Vec<SheetFound>,
}

/// A sheet of it.
#[derive(Clone, Debug, Default, PartialEq)]
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
    pub skipped: Vec<(u64, String)>,
    /// Hidden rows, which are not taken.
    pub hidden_rows: u64,
    /// Hidden columns.
    pub hidden_columns: u64,
}

/// The table of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// First and last line of the heading.
    pub heading: (u64, u64),
    /// Its columns.
    pub columns: Vec<Column>,
}

/// A column of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Which, from 0.
    pub at: usize,
    /// What stands over it.
    pub heading: String,
    /// Where it goes.
    pub takes: Takes,
    /// Why, in words.
    pub why: String,
    /// Its letters.
    pub font: Font,
    /// Whether all capitals become a title.
    pub title_case: bool,
    /// The first cells: as they are, as they become.
    pub samples: Vec<(String, String)>,
}

/// Where a column goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Takes {
    /// Nowhere.
    #[default]
    Nowhere,
    /// It is the record's id.
    Id,
    /// The field of that tag.
    Field(u16),
}

/// The letters of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Font {
    /// Unicode.
    #[default]
    Unicode,
    /// TCVN3 (ABC).
    Tcvn3,
    /// VNI-Windows.
    Vni,
}

/// What is to be taken, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Where from.
    pub source: Source,
    /// What the rows are.
    pub of: Kind,
    /// The sheets that are taken, by place, with their tables as they were changed.
    pub sheets: Vec<(usize, Table)>,
    /// What all rows of a sheet say: its place, the field's tag, the text.
    pub all_rows: Vec<(usize, u16, String)>,
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
    pub reasons: Vec<(Option<usize>, Problem)>,
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
pub fn look(source: &Source, of: Option<Kind>, _with: &With<'_>) -> Result<Found, Problem> {
    let Source::File(path) = source else { return Err(ask::unexpected("pasted")) };
    let of = of.and_then(records::of).or_else(|| records::all().first().copied());
    let of = of.ok_or_else(|| ask::unexpected("type"))?;
    let file =
        std::fs::File::open(path).map_err(|error| super::rejects::unreadable(path, &error))?;
    let mut reader = Reader::new(file, &path.to_string_lossy())?;
    let mut columns: Vec<Column> = Vec::new();
    let mut rows = 0;
    while let Some(next) = reader.next_row()? {
        let Next::Row(row) = next else { continue };
        if columns.is_empty() {
            columns = row.iter().enumerate().map(|(at, name)| column(at, name, of)).collect();
            continue;
        }
        rows += 1;
        for (column, text) in columns.iter_mut().zip(row.iter()).filter(|_| rows <= 5) {
            column.samples.push((text.to_owned(), text.to_owned()));
        }
    }
    let table = Table { heading: (1, 1), columns };
    let sheet = SheetFound { rows, table: Some(table), ..SheetFound::default() };
    Ok(Found { format: "csv".to_owned(), of: of.kind, sheets: vec![sheet] })
}

fn column(at: usize, name: &str, of: &'static crate::domain::RecordType) -> Column {
    let field = heading::field(name.trim(), of);
    Column {
        at,
        heading: name.trim().to_owned(),
        takes: field.map_or(Takes::Nowhere, |field| Takes::Field(field.tag)),
        why: String::new(),
        font: Font::Unicode,
        title_case: false,
        samples: Vec::new(),
    }
}

fn map(choice: &Choice) -> Vec<(String, String)> {
    let columns = choice.sheets.iter().flat_map(|(_, table)| &table.columns);
    let of = records::of(choice.of);
    let to = |takes| match takes {
        Takes::Nowhere => heading::NOWHERE,
        Takes::Id => heading::ID,
        Takes::Field(tag) => {
            of.and_then(|of| of.field(tag)).map_or(heading::NOWHERE, |field| field.name)
        }
    };
    columns.map(|column| (column.heading.clone(), to(column.takes).to_owned())).collect()
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
    let rejects = std::env::temp_dir().join(format!("densach-{:02x?}", with.seed));
    let mut sum = Counts::default();
    let summary = import(door, choice, with, (true, Some(&rejects)), &mut |ack| {
        sum.add(&ack.counts);
        Ok(progress(sum))
    })?;
    let _ = std::fs::remove_file(&rejects);
    Ok(Preview { counts: summary.counts, ..Preview::default() })
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
    import(door, choice, with, (false, None), committed)
}

fn import(
    door: &mut dyn Door,
    choice: &Choice,
    with: &With<'_>,
    (dry, rejects): (bool, Option<&Path>),
    committed: &mut dyn FnMut(&Ack) -> Result<bool, Problem>,
) -> Result<import::Summary, Problem> {
    let Source::File(path) = &choice.source else { return Err(ask::unexpected("pasted")) };
    let of = records::of(choice.of).ok_or_else(|| ask::unexpected("type"))?;
    let plan = Plan {
        of,
        file: path,
        map: &map(choice),
        dry,
        rejects,
        lang: with.lang,
        tables: with.tables,
        today: with.today,
        now: with.now,
        register: with.unit,
        seed: with.seed,
    };
    import::import(door, &plan, import::open(path)?, committed)
}
