//! Rows to the register: read on one thread, checked and saved by the door in chunks, each chunk
//! one change of the batch. What is not taken goes to the rejects.
//!
//! A row is an existing record by its `id`, by a unique key of its own (a code, card number or
//! citizen id that a living record holds), or by having been imported before
//! ([`identity`](super::identity)). Such a record is changed in the fields the row names, or left
//! alone. An `id` that the register does not know makes a record under that id, so that what one
//! register exported another one can take. Soft findings do not reject a row: they are accepted
//! with the file as the reason, and counted.

use super::ahead::Reading;
use super::ask;
use super::csv::Reader;
use super::heading::Heading;
use super::identity::Identities;
use super::listed::Listed;
use super::rejects::{Form, Rejects, unreadable};
use super::rows::{Fault, Parsed};
use super::run::Run;
use crate::domain::{PartialDate, RecordId, RecordType, Tables};
use crate::lang::{Lang, Problem};
use crate::register::{Ask, Door, IMPORT, Reply, Request};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;

/// Chunks read ahead of the door.
const AHEAD: usize = 2;

/// What to import, and how.
pub struct Plan<'a> {
    /// The type of the rows.
    pub of: &'static RecordType,
    /// The file's name, for rejects and as where records come from; what is read of it is given
    /// apart, since opening a pipe may wait for ever.
    pub file: &'a Path,
    /// (column, field) pairs of the clerk's own.
    pub map: &'a [(String, String)],
    /// Only check; change nothing.
    pub dry: bool,
    /// Where rejected rows go; None: beside the file.
    pub rejects: Option<&'a Path>,
    /// For reasons in the rejects file.
    pub lang: Lang,
    /// Reference tables.
    pub tables: &'a Tables,
    /// Today at +07:00.
    pub today: PartialDate,
    /// Milliseconds since 1970, UTC.
    pub now: u64,
    /// The register's own id.
    pub register: RecordId,
    /// Random bytes for request ids.
    pub seed: [u8; 16],
    /// The batch it goes on with; 0: one of its own, begun with its first rows.
    pub batch: u64,
}

/// What became of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows read.
    pub read: u64,
    /// New records.
    pub added: u64,
    /// Records changed.
    pub changed: u64,
    /// Rows that say what the register holds already.
    pub unchanged: u64,
    /// Rows not taken.
    pub rejected: u64,
    /// Rows taken over soft findings.
    pub warned: u64,
}

/// A chunk that is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ack {
    /// The batch's seq.
    pub batch: u64,
    /// Its number, from 1.
    pub chunk: u64,
    /// The lines its rows begin at: first and last.
    pub lines: (u64, u64),
    /// What became of its rows.
    pub counts: Counts,
    /// The journal's seqs it took, if it took any.
    pub seqs: Option<(u64, u64)>,
    /// How far it is: bytes of a file of rows, rows of sheets.
    pub far: u64,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The batch's seq; 0 where nothing was to be saved.
    pub batch: u64,
    /// What became of the rows.
    pub counts: Counts,
    /// Where the rejected rows are.
    pub rejects: Option<PathBuf>,
    /// Whether it was told to stop before the end.
    pub stopped: bool,
}

impl Counts {
    /// Adds those of another chunk.
    pub fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.rejected += other.rejected;
        self.warned += other.warned;
    }
}

/// Hears of every chunk once it is saved, and says whether to go on.
pub type Committed<'c> = &'c mut dyn FnMut(&Ack) -> Result<bool, Problem>;

/// Hears of every row of a try-out: what stands against it, or nothing.
pub type Seen<'s> = &'s mut dyn FnMut(&Parsed, &[Fault]);

/// Rows read ahead, and how far they end.
pub(super) type Ahead = Result<(Vec<Parsed>, u64), Problem>;

/// What is read.
pub struct Source {
    inside: Inside,
    /// How much there is, as [`Ack::far`] counts; None: nobody knows (a pipe).
    pub size: Option<u64>,
}

enum Inside {
    /// A file of rows under the fields' own names: nothing of it is guessed.
    Rows(File),
    /// Sheets with a table in each.
    Listed(Box<Listed>),
}

impl Source {
    /// Sheets, of so many rows.
    pub fn listed(listed: Listed, rows: Option<u64>) -> Self {
        Self { inside: Inside::Listed(Box::new(listed)), size: rows }
    }
}

/// Opens a file to import.
///
/// # Errors
/// It cannot be read.
pub fn open(path: &Path) -> Result<Source, Problem> {
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
    let (data, file) = opened.map_err(|error| unreadable(path, &error))?;
    Ok(Source { inside: Inside::Rows(file), size: data.is_file().then_some(data.len()) })
}

/// Imports a file. `committed` hears of every chunk once it is saved, and returns whether to go
/// on; a run that stops, or is cut off, is completed by running it again.
///
/// # Errors
/// The file or the rejects cannot be read or written, its heading does not fit, or the register
/// refuses (a full disk …). Chunks told to `committed` stay saved.
pub fn import(
    door: &mut dyn Door,
    plan: &Plan<'_>,
    source: Source,
    committed: Committed<'_>,
) -> Result<Summary, Problem> {
    bring_in(door, plan, source, (committed, None))
}

/// Tries an import out: nothing is changed, and no rejects are written; `seen` hears of every row.
///
/// # Errors
/// As [`import`].
pub fn try_out(
    door: &mut dyn Door,
    plan: &Plan<'_>,
    source: Source,
    (committed, seen): (Committed<'_>, Seen<'_>),
) -> Result<Summary, Problem> {
    bring_in(door, &Plan { dry: true, ..*plan }, source, (committed, Some(seen)))
}

fn bring_in<'a>(
    door: &'a mut dyn Door,
    plan: &'a Plan<'a>,
    source: Source,
    (committed, seen): (Committed<'a>, Option<Seen<'a>>),
) -> Result<Summary, Problem> {
    let name = file_name(plan.file);
    let reading = match source.inside {
        Inside::Rows(file) => {
            let mut reader = Reader::new(file, &name)?;
            let heading = heading(&mut reader, plan, &name)?;
            Reading::Rows(Box::new(reader), heading)
        }
        Inside::Listed(listed) => Reading::Listed(listed),
    };
    let (names, form) = match &reading {
        Reading::Rows(reader, heading) => (heading.names.clone(), Form::Csv(reader.delimiter())),
        Reading::Listed(listed) => (listed.headings(), listed.form()),
    };
    let rejects = Rejects::new(plan.rejects, plan.file, &names, form, plan.lang);
    let mut identities = Identities::new(plan.register, plan.of.kind, plan.now);
    if holds_any(door, plan)? {
        ask::scan(door, plan.of.kind, &mut |shown| {
            identities.know(shown.record.id);
            Ok(())
        })?;
    }
    let from = (name, reading.sheets());
    let mut run = Run::new(door, plan, from, identities, (rejects, seen), committed);
    std::thread::scope(|threads| {
        let (sender, receiver) = sync_channel(AHEAD);
        threads.spawn(|| reading.ahead(plan, sender));
        run.all(receiver)
    })
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn heading(reader: &mut Reader<File>, plan: &Plan<'_>, name: &str) -> Result<Heading, Problem> {
    use super::csv::Next;
    use crate::lang::errors::exchange as codes;
    let row = match reader.next_row()? {
        Some(Next::Row(row)) => row,
        Some(Next::Bad(_, problem)) => {
            return Err(Problem::new(
                &codes::BAD_HEADING,
                [name.to_owned(), problem.what(plan.lang)],
            ));
        }
        None => super::csv::Row::default(),
    };
    Heading::new(&row, plan.of, plan.map, name, plan.lang)
}

fn holds_any(door: &mut dyn Door, plan: &Plan<'_>) -> Result<bool, Problem> {
    match ask::one(door, ask::reading(Ask::Status))? {
        Reply::Status(status) => {
            Ok(status.counts.iter().any(|(kind, _, live)| *kind == plan.of.kind && *live > 0))
        }
        _ => Err(ask::unexpected("Status")),
    }
}

/// A request id of a run: the seed, counted up.
pub(super) fn request_id(seed: [u8; 16], n: u64) -> [u8; 16] {
    (u128::from_le_bytes(seed).wrapping_add(u128::from(n))).to_le_bytes()
}

/// Begins a batch.
pub(super) fn begin_batch(
    door: &mut dyn Door,
    request: [u8; 16],
    of: &str,
) -> Result<u64, Problem> {
    let request = Request::Batch { request, what: IMPORT.to_owned(), of: of.to_owned() };
    match ask::one(door, request)? {
        Reply::Batch(seq) => Ok(seq),
        _ => Err(ask::unexpected("Batch")),
    }
}
