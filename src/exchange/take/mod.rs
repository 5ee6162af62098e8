//! Taking lists in: what a file holds, a try-out of what would come of it, the run.

mod apart;
mod look;
pub mod maps;
mod news;
mod opened;
mod try_out;

pub use super::import::Counts;
pub use super::listed::{Mend, Place};
pub use apart::apart;
pub use look::look;
pub use opened::{Asked, Opened, open};
pub use try_out::try_out;

use super::ask;
use super::book::{Book, Format};
use super::called;
use super::import::{self, Plan};
use super::listed::Listed;
use super::outgoing;
use super::table::{Ask, Table, Takes};
use super::why::Why;
use crate::domain::{Kind, PartialDate, RecordId, RecordType, Tables, records};
use crate::lang::{Lang, Problem};
use crate::register::Door;
use crate::text::fold::fold;
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
    /// Titles over several lines, which say something of them.
    pub titles: u64,
    /// Hidden rows, which are not taken.
    pub hidden_rows: u64,
    /// Hidden columns.
    pub hidden_columns: u64,
    /// Cells of its records that formulas gave.
    pub formulas: u64,
}

impl SheetFound {
    /// Whether its table says what records of its type are called.
    pub fn is_list(&self) -> bool {
        self.table.as_ref().is_some_and(|table| {
            let called = called::name(table.of).map(|name| name.tag);
            let says = |takes: &Takes| {
                *takes == Takes::Id
                    || called.is_none_or(|tag| takes.field().is_some_and(|of| of.tag == tag))
            };
            table.columns.iter().any(|column| says(&column.takes))
        })
    }
}

/// How spreadsheet programs call sheets that nobody called anything.
const UNNAMED: [&str; 4] = ["sheet", "trang tinh", "trang", "table"];

/// Of several lists each is what its sheet is called: a branch each, where nothing in it says which.
pub fn say_by_sheet(sheets: &mut [SheetFound]) {
    if sheets.iter().filter(|sheet| !sheet.hidden && sheet.is_list()).count() < 2 {
        return;
    }
    for sheet in sheets {
        let name = fold(&sheet.name);
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || " _-.".contains(c));
        let groups = sheet.table.iter_mut().flat_map(|table| &mut table.groups);
        let mut unsaid = groups.filter(|of| of.field.required && of.first.is_none());
        if let Some(group) = unsaid.next().filter(|_| !UNNAMED.contains(&name)) {
            group.first = Some(sheet.name.clone());
        }
    }
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
    /// Rows that are left out.
    pub without: Vec<Place>,
    /// Lines that are taken apart, a row for each of the people in them: the line, and how many.
    pub apart: Vec<((usize, u64), usize)>,
    /// Missing records that are made: the type and what they are called.
    pub news: Vec<(Kind, String)>,
    /// The batch that a run which was stopped goes on with; 0: one of its own.
    pub batch: u64,
}

/// What would come of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// By what becomes of them.
    pub counts: Counts,
    /// Rows that are taken with something guessed of them that a person should look at.
    pub doubtful: u64,
    /// Rows that a person should look at; of very many the first.
    pub rows: Vec<Doubt>,
    /// What the rows refer to and the register does not hold.
    pub missing: Vec<Missing>,
    /// New persons who were not held against those in the register: each takes a search, and of very
    /// many only the first are.
    pub unsearched: u64,
}

/// A row that a person should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// Where it stands.
    pub place: Place,
    /// It is not taken as it is.
    pub rejected: bool,
    /// Its cells.
    pub cells: Vec<String>,
    /// What is wrong or odd: the column, where it is one's, and why.
    pub reasons: Vec<(Option<usize>, String)>,
    /// What some of its cells may be: the column, and entries to choose from.
    pub offers: Vec<(usize, Vec<String>)>,
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
    /// The folder in which it is remembered where columns went; None: it is not.
    pub maps: Option<&'a Path>,
    /// The folder of what goes out: there the rejects of a pasted block lie, which lies nowhere itself.
    pub outgoing: &'a Path,
}

impl With<'_> {
    fn ask(&self, of: &'static RecordType) -> Ask<'_> {
        Ask { of, tables: self.tables, today: self.today, map: &[], font: None, lang: self.lang }
    }
}

impl Source {
    fn book(&self) -> Result<Book, Problem> {
        match self {
            Self::File(path) => Book::open(path),
            Self::Pasted(text) => Book::pasted(PASTED, text),
        }
    }

    /// The file, or where a pasted block would lie as one.
    fn path(&self, with: &With<'_>) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Pasted(_) => with.outgoing.join(PASTED),
        }
    }
}

/// What a pasted block is called.
const PASTED: &str = "paste";

impl Choice {
    fn listed(&self) -> Result<Listed, Problem> {
        Ok(Listed {
            book: self.source.book()?,
            parts: self.sheets.clone(),
            mends: self.mends.clone(),
            without: self.without.iter().copied().collect(),
            apart: self.apart.iter().copied().collect(),
        })
    }

    fn plan<'a>(&self, file: &'a Path, with: &'a With<'_>) -> Result<Plan<'a>, Problem> {
        Ok(Plan {
            of: records::of(self.of).ok_or_else(|| ask::unexpected("type"))?,
            file,
            map: &[],
            dry: false,
            rejects: None,
            lang: with.lang,
            tables: with.tables,
            today: with.today,
            now: with.now,
            register: with.unit,
            seed: with.seed,
            batch: self.batch,
        })
    }
}

/// Takes it in: what is missing and wanted first, then the rows, one batch in chunks. The rejects of a
/// pasted block go where lists go out.
///
/// # Errors
/// The file cannot be read, or the register refuses.
pub fn run(
    door: &mut dyn Door,
    choice: &Choice,
    with: &With<'_>,
    committed: import::Committed<'_>,
) -> Result<import::Summary, Problem> {
    let batch = news::make(door, choice, with)?;
    if matches!(choice.source, Source::Pasted(_)) {
        outgoing::make(with.outgoing)?;
    }
    let file = choice.source.path(with);
    let plan = Plan { batch, ..choice.plan(&file, with)? };
    let source = import::Source::listed(choice.listed()?, None);
    for (_, table) in &choice.sheets {
        maps::keep(table, with)?;
    }
    import::import(door, &plan, source, committed)
}

#[cfg(test)]
mod tests;
