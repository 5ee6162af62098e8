//! Opening a register: modes, lock, what the derived files say they have seen, the journal with
//! these as its witnesses, then everything made from it: replayed from where it stands, or made
//! again.
//!
//! The first part runs where the opening is asked for, so that "somebody holds it" is an error of
//! the opening; the second on the worker, with progress.

use super::bring::{Beside, Derived, bring_up, from_journal, kept_search};
use super::core::Core;
use super::files::Files;
use super::lock::Lock;
use super::machine::{Copy, Memory, Remembered};
use super::{Options, clock};
use crate::derived::search::Index;
use crate::derived::{Applied, must_rebuild};
use crate::domain::Tables;
use crate::journal::{self, Damage, Head, Journal, Mode, Witness};
use crate::lang::errors::derived::{DERIVED_DISK, DERIVED_FULL};
use crate::lang::errors::journal::{DISK_FULL, DISK_WRITE, NO_REGISTER};
use crate::lang::errors::register as codes;
use crate::lang::{Code, Problem, both};
use std::path::Path;
use std::sync::Arc;

/// Told of long work: done, of all.
pub(crate) type Told<'a> = &'a mut dyn FnMut(u64, u64);

/// A register whose journal is open, and whose derived files are not looked at yet.
pub(crate) struct Begun {
    pub(crate) files: Files,
    pub(crate) lock: Option<Lock>,
    journal: Journal,
    opened: journal::Opened,
    derived: Option<Derived>,
    /// The search as the writer keeps it, for a reader.
    kept: Option<(Index, Applied)>,
    tables: Tables,
    memory: Option<Memory>,
    copy: Option<Copy>,
    /// What this machine remembers of it cannot be read.
    forgotten: Option<Problem>,
    /// Why it is open for looking only though it was to be written.
    instead: Option<Problem>,
}

/// The first part.
///
/// # Errors
/// No register, looser modes, somebody else holds it, a newer or foreign file, or the disk.
pub(crate) fn begin(options: &Options) -> Result<Begun, Problem> {
    let files = Files::of(&options.dir);
    if !files.exists() {
        return Err(no_register(&files));
    }
    files.check_modes()?;
    if options.write { begin_write(options, files) } else { begin_read(files) }
}

/// [`begin`], for a person: where the disk takes no writes, it is opened for looking, and says so.
///
/// # Errors
/// As [`begin`].
pub(crate) fn begin_or_look(options: &Options) -> Result<Begun, Problem> {
    begin(options).or_else(|problem| match looking_only(&problem) {
        Some(instead) if options.write => {
            let begun = begin(&Options { write: false, ..options.clone() })?;
            Ok(Begun { instead: Some(instead), ..begun })
        }
        _ => Err(problem),
    })
}

/// What to say of a register that is only looked at for that problem, if it is one of writing.
fn looking_only(problem: &Problem) -> Option<Problem> {
    let of = |codes: [&'static Code; 3]| codes.into_iter().any(|code| problem.is(code));
    let code = if of([&DISK_FULL, &codes::REGISTER_FULL, &DERIVED_FULL]) {
        &codes::LOOKING_FULL
    } else if of([&DISK_WRITE, &codes::REGISTER_IO, &DERIVED_DISK]) {
        &codes::LOOKING_DISK
    } else {
        return None;
    };
    Some(Problem::new(code, problem.params.clone()))
}

/// The reference tables of the register in `dir`: those built in, amended by its own rows.
///
/// # Errors
/// Amendments that cannot be read or do not fit.
pub fn tables(dir: &Path) -> Result<Tables, Problem> {
    amended(&Files::of(dir))
}

fn amended(files: &Files) -> Result<Tables, Problem> {
    let mut tables = Tables::built_in()?;
    if files.amendments().exists() {
        let csv = std::fs::read(files.amendments());
        let csv = csv.map_err(|error| super::files::io(&files.amendments(), &error))?;
        tables.amend(&csv, clock::today())?;
    }
    Ok(tables)
}

fn no_register(files: &Files) -> Problem {
    Problem::new(&NO_REGISTER, [files.dir().display().to_string()])
}

fn begin_write(options: &Options, files: Files) -> Result<Begun, Problem> {
    let tables = amended(&files)?;
    let lock = Lock::take(&files, options.take_over)?;
    let (identity, head) = {
        let (journal, _) = Journal::open(files.dir(), Mode::Read, &[])?;
        (*journal.identity(), journal.head())
    };
    let derived = Derived::open(&files)?;
    let home = options.state_home.as_deref();
    let memory = home.map(|home| Memory::new(home, files.dir(), identity.register));
    let mut witnesses = derived.witnesses(&identity);
    let known = memory.as_ref().map(|memory| memory.recall(identity.epoch)).transpose();
    let (known, forgotten) = match known {
        Ok(known) => (known.flatten(), None),
        Err(problem) => (None, Some(problem)),
    };
    witnesses.extend(remembered(&files, known.as_ref(), &head)?);
    let (mut journal, opened) = Journal::open(files.dir(), Mode::Write, &witnesses)?;
    if let Some(bytes) = options.segment_bytes {
        journal.rotate_at(bytes);
    }
    if journal.head().seq == 0 && opened.damage.is_empty() {
        return Err(no_register(&files));
    }
    let mut copy = None;
    if let Some(memory) = memory.as_ref().filter(|_| opened.damage.is_empty()) {
        copy = memory.copy(&journal, known.as_ref())?;
        if copy.is_some() {
            journal.begin_epoch(clock::random()?, memory.device())?;
        }
    }
    let begun = Begun::new(files, tables, journal, opened);
    Ok(Begun { lock: Some(lock), derived: Some(derived), memory, copy, forgotten, ..begun })
}

/// Everything beside the journal that has seen it, for a look while nobody is at work: who is had it
/// heard at the opening. Derived files that cannot be opened say nothing; that is told elsewhere.
///
/// # Errors
/// There is no journal, or it cannot be read.
pub(crate) fn witnesses(options: &Options) -> Result<Vec<Witness>, Problem> {
    let files = Files::of(&options.dir);
    let (journal, _) = Journal::open(files.dir(), Mode::Read, &[])?;
    let (identity, head) = (*journal.identity(), journal.head());
    let mut witnesses = Vec::new();
    let Ok(_lock) = Lock::take(&files, false) else { return Ok(witnesses) };
    if files.derived().exists()
        && let Ok(derived) = Derived::open(&files)
    {
        witnesses = derived.witnesses(&identity);
    }
    if let Some(home) = &options.state_home {
        let memory = Memory::new(home, files.dir(), identity.register);
        // What cannot be read is said at the opening.
        let known = memory.recall(identity.epoch).ok().flatten();
        witnesses.extend(remembered(&files, known.as_ref(), &head)?);
    }
    Ok(witnesses)
}

/// What this machine remembers of the journal. One that ends well before that is an older copy; one
/// that ends badly has lost what was saved.
fn remembered(
    files: &Files,
    known: Option<&Remembered>,
    head: &Head,
) -> Result<Option<Witness>, Problem> {
    let Some(known) = known.filter(|known| known.seq > head.seq) else { return Ok(None) };
    let torn = journal::verify(files.dir(), &[], &mut |_, _| ())?.torn > 0;
    let name = both("máy này", "this machine");
    Ok(torn.then_some(Witness { name, seq: known.seq }))
}

fn begin_read(files: Files) -> Result<Begun, Problem> {
    let tables = amended(&files)?;
    // Before the journal: a writer syncs that first, so it is never behind a search that was kept.
    let kept = kept_search(&files);
    let (journal, opened) = Journal::open(files.dir(), Mode::Read, &[])?;
    if journal.head().seq == 0 && opened.damage.is_empty() {
        return Err(no_register(&files));
    }
    Ok(Begun { kept, ..Begun::new(files, tables, journal, opened) })
}

impl Begun {
    /// A journal that is open, and nothing beside it.
    fn new(files: Files, tables: Tables, journal: Journal, opened: journal::Opened) -> Self {
        let (lock, derived, kept) = (None, None, None);
        let (memory, copy, forgotten, instead) = (None, None, None, None);
        Self {
            files,
            lock,
            journal,
            opened,
            derived,
            kept,
            tables,
            memory,
            copy,
            forgotten,
            instead,
        }
    }

    /// The derived files are to be made again, whatever they say.
    pub(crate) fn distrust(&mut self) {
        if let Some(derived) = &mut self.derived {
            derived.distrust();
        }
    }

    /// What stands against writing: damage.
    pub(crate) fn damage(&self) -> Option<Problem> {
        self.opened.damage.first().map(damage_problem)
    }

    /// The second part.
    ///
    /// # Errors
    /// The journal cannot be read at all.
    pub(crate) fn finish(self, told: Told<'_>) -> Result<(Core, Option<Lock>), Problem> {
        let mut notices = notices(&self.opened, self.copy);
        notices.extend(self.forgotten);
        notices.extend(self.instead.clone());
        let damaged = self.opened.damage.first().map(damage_problem);
        let tables = Arc::new(self.tables);
        let last = last_time(&self.journal);
        let journal = &self.journal;
        let head = journal.head();
        let proved = journal.last_checkpoint().is_some_and(|known| known.head == head);
        let behind =
            self.derived.as_ref().is_some_and(|derived| !proved || !derived.is_at(head.seq));
        // What a damaged journal proves is read from it alone.
        let derived = self.derived.filter(|_| damaged.is_none());
        let brought =
            derived.map(|derived| bring_up(journal, derived, &tables, &mut notices, told));
        let keeps = matches!(brought, Some(Ok(_)));
        let (made, damage) = match brought {
            Some(Ok(brought)) => brought,
            other => {
                let mut kept = self.kept;
                if let Some(Err(problem)) = other {
                    if !must_rebuild(&problem) {
                        kept = kept_search(&self.files);
                    }
                    if !problem.is(&codes::READ_ONLY_DAMAGED) {
                        notices.push(Problem::new(&codes::STORE_LOST, [problem.to_string()]));
                    }
                }
                // Of a damaged journal nothing is believed but what is read.
                let checkpoint = damaged.is_none();
                let search = kept.filter(|_| checkpoint);
                let beside = Beside { checkpoint, search, writes: self.lock.is_some() };
                from_journal(journal, &self.files, &tables, beside, told)?
            }
        };
        if damaged.is_none() {
            notices.extend(damage.iter().take(DAMAGE_SAID).map(damage_problem));
        }
        let damaged = damaged.or_else(|| damage.first().map(damage_problem));
        let looking = || self.instead.unwrap_or_else(|| Problem::bare(&codes::READ_ONLY));
        let reader = self.lock.is_none().then(looking);
        let core = Core {
            files: self.files,
            journal: self.journal,
            made,
            mint: clock::Mint::after(last),
            stacks: None,
            today: None,
            read_only: damaged.or(reader),
            notices,
            memory: self.memory,
            pending: None,
            landing: None,
            keeps,
            dirty: self.copy.is_some() || behind,
        };
        Ok((core, self.lock))
    }
}

pub(crate) fn damage_problem(damage: &Damage) -> Problem {
    let at = format!("{}, {}: {}", damage.file.display(), damage.offset, damage.what);
    Problem::new(&codes::READ_ONLY_DAMAGED, [at])
}

/// What is said of a file that only repeats what the journal says.
pub(crate) fn repeated_problem(damage: &Damage) -> Problem {
    let file = damage.file.display().to_string();
    Problem::new(&codes::REPEATED, [file, damage.offset.to_string(), damage.what.clone()])
}

fn last_time(journal: &Journal) -> i64 {
    let group = journal.group_of(journal.head().seq);
    group.ok().flatten().map_or(0, |group| group.note.time)
}

/// What the opening found that a person should know.
fn notices(opened: &journal::Opened, copy: Option<Copy>) -> Vec<Problem> {
    let mut notices = Vec::new();
    if let Some((bytes, path)) = &opened.torn {
        notices.push(Problem::new(&codes::TORN, [bytes.to_string(), path.display().to_string()]));
    }
    if !opened.aborted.is_empty() {
        notices.push(Problem::bare(&codes::ABORTED));
    }
    if let Some(behind) = opened.clock_behind.filter(|behind| *behind >= CLOCK_SAID) {
        notices.push(Problem::new(&codes::CLOCK_BEHIND, [duration(behind)]));
    }
    if let Some(copy) = copy {
        notices.push(Problem::new(&codes::NEW_LIFE, [copy.word()]));
    }
    notices.extend(opened.mended.iter().map(repeated_problem));
    notices.extend(opened.damage.iter().take(DAMAGE_SAID).map(damage_problem));
    notices
}

/// Damaged places told at most; the doctor names all.
pub(crate) const DAMAGE_SAID: usize = 20;

/// A clock behind by less is not worth a word: network time steps back so far.
pub(crate) const CLOCK_SAID: i64 = 2_000;

pub(crate) fn duration(milliseconds: i64) -> String {
    let seconds = milliseconds / 1_000;
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7_200 => format!("{} min", seconds / 60),
        7_200..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} d", seconds / 86_400),
    }
}
