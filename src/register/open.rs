//! Opening a register: modes, lock, what the derived files say they have seen, the journal with
//! these as its witnesses, then everything made from it: replayed from where it stands, or made
//! again.
//!
//! The first part runs where the opening is asked for, so that "somebody holds it" is an error of
//! the opening; the second on the worker, with progress.

use super::bring::{Derived, bring_up, from_journal};
use super::core::Core;
use super::files::Files;
use super::lock::Lock;
use super::machine::{Copy, Memory};
use super::{Options, clock};
use crate::domain::Tables;
use crate::journal::{self, Damage, Journal, Mode, Witness};
use crate::lang::Problem;
use crate::lang::errors::journal::NO_REGISTER;
use crate::lang::errors::register as codes;
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
    tables: Tables,
    memory: Option<Memory>,
    copy: Option<Copy>,
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
    let tables = amended(&files)?;
    if options.write { begin_write(options, files, tables) } else { begin_read(files, tables) }
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

fn begin_write(options: &Options, files: Files, tables: Tables) -> Result<Begun, Problem> {
    let lock = Lock::take(&files, options.take_over)?;
    let (identity, head) = {
        let (journal, _) = Journal::open(files.dir(), Mode::Read, &[])?;
        (*journal.identity(), journal.head())
    };
    let derived = Derived::open(&files)?;
    let home = options.state_home.as_deref();
    let memory = home.map(|home| Memory::new(home, files.dir(), identity.register));
    let mut witnesses = derived.witnesses(&identity);
    let known = memory.as_ref().and_then(|memory| memory.recall(identity.epoch));
    // A journal that ends well before what is remembered is an older copy; one that ends badly has
    // lost what was saved.
    if let Some(known) = known.filter(|known| known.seq > head.seq)
        && journal::verify(files.dir(), &mut |_, _| ())?.torn > 0
    {
        witnesses.push(Witness { name: "this machine".into(), seq: known.seq });
    }
    let (mut journal, opened) = Journal::open(files.dir(), Mode::Write, &witnesses)?;
    if let Some(bytes) = options.segment_bytes {
        journal.rotate_at(bytes);
    }
    if journal.head().seq == 0 && opened.damage.is_empty() {
        return Err(no_register(&files));
    }
    let mut copy = None;
    if let Some(memory) = memory.as_ref().filter(|_| opened.damage.is_empty()) {
        copy = memory.copy(&journal)?;
        if copy.is_some() {
            journal.begin_epoch(clock::random()?, memory.device())?;
        }
    }
    let lock = Some(lock);
    let derived = Some(derived);
    Ok(Begun { files, lock, journal, opened, derived, tables, memory, copy })
}

fn begin_read(files: Files, tables: Tables) -> Result<Begun, Problem> {
    let (journal, opened) = Journal::open(files.dir(), Mode::Read, &[])?;
    if journal.head().seq == 0 && opened.damage.is_empty() {
        return Err(no_register(&files));
    }
    let (lock, derived, memory, copy) = (None, None, None, None);
    Ok(Begun { files, lock, journal, opened, derived, tables, memory, copy })
}

impl Begun {
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
        let damaged = self.opened.damage.first().map(damage_problem);
        let tables = Arc::new(self.tables);
        let last = last_time(&self.journal);
        let journal = &self.journal;
        // What a damaged journal proves is read from it alone.
        let derived = self.derived.filter(|_| damaged.is_none());
        let brought =
            derived.map(|derived| bring_up(journal, derived, &tables, &mut notices, told));
        let keeps = matches!(brought, Some(Ok(_)));
        let (made, damage) = match brought {
            Some(Ok(brought)) => brought,
            other => {
                if let Some(Err(problem)) = other {
                    notices.push(Problem::new(&codes::STORE_LOST, [problem.to_string()]));
                }
                let share = damaged.is_none() && self.lock.is_none();
                from_journal(journal, &self.files, &tables, share, told)?
            }
        };
        if damaged.is_none() {
            notices.extend(damage.iter().take(DAMAGE_SAID).map(damage_problem));
        }
        let damaged = damaged.or_else(|| damage.first().map(damage_problem));
        let reader = self.lock.is_none().then(|| Problem::bare(&codes::READ_ONLY));
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
            keeps,
            dirty: self.copy.is_some(),
        };
        Ok((core, self.lock))
    }
}

pub(crate) fn damage_problem(damage: &Damage) -> Problem {
    let at = format!("{}, {}: {}", damage.file.display(), damage.offset, damage.what);
    Problem::new(&codes::READ_ONLY_DAMAGED, [at])
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
    notices.extend(opened.damage.iter().take(DAMAGE_SAID).map(damage_problem));
    notices
}

/// Damaged places told at most; the doctor names all.
const DAMAGE_SAID: usize = 20;

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
