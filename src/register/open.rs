//! Opening a register: modes, lock, what the derived files say they have seen, the journal with
//! these as its witnesses, then everything made from it: replayed from where it stands, or made
//! again.
//!
//! The first part runs where the opening is asked for, so that "somebody holds it" is an error of
//! the opening; the second on the worker, with progress.

use super::core::Core;
use super::doc;
use super::files::Files;
use super::lock::Lock;
use super::machine::{Copy, Memory};
use super::made::{Absorb, Made, Reached, applied};
use super::rows::{Places, Rows};
use super::tally::Tally;
use super::{Options, clock};
use crate::derived::Applied;
use crate::derived::folder::Folder;
use crate::derived::search::{self, Index};
use crate::derived::store::{Opening, Store};
use crate::domain::{RecordId, Tables};
use crate::journal::{self, Damage, Journal, Mode, Witness};
use crate::lang::Problem;
use crate::lang::errors::derived::DERIVED_STALE;
use crate::lang::errors::journal::NO_REGISTER;
use crate::lang::errors::register as codes;
use std::cell::RefCell;
use std::collections::HashMap;
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

/// The derived files as they were found; only a writer opens them.
struct Derived {
    folder: Folder,
    store: Result<(Store, Option<Applied>), String>,
    index: Result<(Index, Applied), Problem>,
}

impl Derived {
    fn open(files: &Files) -> Result<Self, Problem> {
        let folder = Folder::open(&files.derived())?;
        let store = match Store::open(&folder.store()) {
            Ok(Opening::At(store, applied)) => Ok((store, applied)),
            Ok(Opening::Rebuild(why)) => Err(why),
            Err(problem) => return Err(problem),
        };
        let index = Index::open(&folder.search());
        Ok(Self { folder, store, index })
    }

    /// What these files have seen of that register and epoch.
    fn witnesses(&self, identity: &journal::Identity) -> Vec<Witness> {
        let seen = |name: &str, applied: &Applied| {
            let same = applied.register == identity.register && applied.epoch == identity.epoch;
            same.then(|| Witness { name: name.to_owned(), seq: applied.seq })
        };
        let store = self.store.as_ref().ok().and_then(|(_, applied)| applied.as_ref());
        let index = self.index.as_ref().ok().map(|(_, applied)| applied);
        let store = store.and_then(|applied| seen("store", applied));
        store.into_iter().chain(index.and_then(|applied| seen("search", applied))).collect()
    }
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
    let mut tables = Tables::built_in()?;
    if files.amendments().exists() {
        let csv = std::fs::read(files.amendments());
        let csv = csv.map_err(|error| super::files::io(&files.amendments(), &error))?;
        tables.amend(&csv, clock::today())?;
    }
    if options.write { begin_write(options, files, tables) } else { begin_read(files, tables) }
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
            derived.store = Err("rebuild".to_owned());
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
                from_journal(journal, &self.files, &tables, told)?
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

/// The derived files brought up to the journal's head, or made again.
fn bring_up(
    journal: &Journal,
    derived: Derived,
    tables: &Arc<Tables>,
    notices: &mut Vec<Problem>,
    told: Told<'_>,
) -> Result<(Made, Vec<Damage>), Problem> {
    let Derived { folder, store, index } = derived;
    let (store, at) = match store {
        Ok((store, Some(applied))) if stands(journal, &applied)? => (store, applied.seq),
        // A new register: nothing to say.
        Ok((store, None)) => {
            drop(store);
            return make_again(journal, &folder, tables, told);
        }
        Ok((store, Some(_))) => {
            drop(store);
            notices.push(Problem::new(&codes::MADE_AGAIN, ["chain"]));
            return make_again(journal, &folder, tables, told);
        }
        Err(why) => {
            notices.push(Problem::new(&codes::MADE_AGAIN, [why]));
            return make_again(journal, &folder, tables, told);
        }
    };
    let checkpoint = journal.last_checkpoint();
    let register = journal.identity().register;
    let tally = checkpoint.map_or_else(|| Tally::new(register), |c| Tally::at(register, c));
    let mut made = Made {
        rows: Rows::Store(store),
        index: Index::empty(&folder.search()),
        tally,
        tables: Arc::clone(tables),
        names: RefCell::new(HashMap::new()),
    };
    let mut reached = Reached {
        rows: at,
        index: u64::MAX,
        tally: checkpoint.map_or(0, |checkpoint| checkpoint.head.seq),
    };
    let known = match index {
        Ok((index, applied)) if stands(journal, &applied)? => Some((index, applied.seq)),
        _ => None,
    };
    let searched = known.is_some();
    if let Some((index, seq)) = known {
        (made.index, reached.index) = (index, seq);
    }
    let damage = catch_up(journal, &mut made, reached, told)?;
    if !searched {
        made.index = build_search(journal, &made, &folder)?;
    }
    Ok((made, damage))
}

/// Counts and digest as the derived files have them, caught up with the journal in memory only
/// where they are behind; for the doctor, under the writer's lock.
///
/// # Errors
/// They cannot be opened, or do not belong to the journal.
pub(crate) fn inspect(files: &Files, told: Told<'_>) -> Result<Tally, Problem> {
    let _lock = Lock::take(files, false)?;
    let (journal, _) = Journal::open(files.dir(), Mode::Read, &[])?;
    let Derived { store, index, .. } = Derived::open(files)?;
    let stale = |why: String| Problem::new(&DERIVED_STALE, [why]);
    let (index, searched) = index?;
    let (store, applied) = store.map_err(stale)?;
    let applied = applied.ok_or_else(|| stale("empty".to_owned()))?;
    if !stands(&journal, &applied)? || !stands(&journal, &searched)? {
        return Err(stale("chain".to_owned()));
    }
    let mut made = Made {
        rows: Rows::Store(store),
        index,
        tally: Tally::new(journal.identity().register),
        tables: Arc::new(Tables::built_in()?),
        names: RefCell::new(HashMap::new()),
    };
    let reached = Reached { rows: applied.seq, index: searched.seq, tally: u64::MAX };
    catch_up(&journal, &mut made, reached, told)?;
    let mut tally = made.tally.clone();
    made.rows.scan(&journal, None, &mut |row| {
        tally.change(None, Some(&row));
        Ok(true)
    })?;
    let mut known = made.index.counts();
    known.retain(|(_, _, all)| *all > 0);
    let mut known: Vec<(u16, u64)> =
        known.into_iter().map(|(kind, _, all)| (kind.0, all)).collect();
    known.sort_unstable();
    if known == tally.counts() { Ok(tally) } else { Err(stale("search".to_owned())) }
}

/// Whether the journal bears out what a derived file says it has seen.
fn stands(journal: &Journal, applied: &Applied) -> Result<bool, Problem> {
    let identity = journal.identity();
    if applied.register != identity.register || applied.epoch != identity.epoch {
        return Ok(false);
    }
    Ok(journal.chain_at(applied.seq)? == Some(applied.chain))
}

/// Everything in the journal beyond what is reached, taken into what is made.
///
/// Returns the damage met on the way: what stands before a checkpoint is not proved at an opening.
fn catch_up(
    journal: &Journal,
    made: &mut Made,
    reached: Reached,
    told: Told<'_>,
) -> Result<Vec<Damage>, Problem> {
    let (from, head) = (reached.least(), journal.head().seq);
    let mut absorb = Absorb::new(made, journal, reached);
    let damage = journal.replay(from, &mut |group| {
        absorb.group(group)?;
        told(group.head.seq.saturating_sub(from), head.saturating_sub(from));
        match absorb.failed.take() {
            Some(problem) => Err(problem),
            None => Ok(true),
        }
    })?;
    absorb.flush()?;
    absorb.failed.take().map_or(Ok(damage), Err)
}

/// Store and search made again in a new folder, which then takes the old one's place.
pub(crate) fn make_again(
    journal: &Journal,
    old: &Folder,
    tables: &Arc<Tables>,
    told: Told<'_>,
) -> Result<(Made, Vec<Damage>), Problem> {
    let folder = old.begin()?;
    let Opening::At(store, _) = Store::open(&folder.store())? else {
        return Err(Problem::new(&DERIVED_STALE, [folder.path().display().to_string()]));
    };
    let mut made = Made {
        rows: Rows::Store(store),
        index: Index::empty(&folder.search()),
        tally: Tally::new(journal.identity().register),
        tables: Arc::clone(tables),
        names: RefCell::new(HashMap::new()),
    };
    let reached = Reached { rows: 0, index: u64::MAX, tally: 0 };
    let damage = catch_up(journal, &mut made, reached, told)?;
    if let Rows::Store(store) = &made.rows {
        store.sync()?;
    }
    made.index = build_search(journal, &made, &folder)?;
    folder.take()?;
    Ok((made, damage))
}

/// The search made again from the rows, in one go.
fn build_search(journal: &Journal, made: &Made, folder: &Folder) -> Result<Index, Problem> {
    let mut ids: Vec<RecordId> = Vec::new();
    made.rows.scan(journal, None, &mut |row| {
        if row.live {
            ids.push(row.record.id);
        }
        Ok(true)
    })?;
    let mut ids = ids.into_iter();
    let mut next = || {
        for id in ids.by_ref() {
            if let Some(row) = made.rows.get(journal, id)?.filter(|row| row.live) {
                return Ok(Some(doc::doc(&row.record, &made.tables)));
            }
        }
        Ok(None)
    };
    search::build(&folder.search(), &mut next, &applied(journal.identity(), &journal.head()))
}

/// Everything read from the journal alone: for readers beside a writer, and where the derived
/// files cannot be used.
fn from_journal(
    journal: &Journal,
    files: &Files,
    tables: &Arc<Tables>,
    told: Told<'_>,
) -> Result<(Made, Vec<Damage>), Problem> {
    let mut places = Places::default();
    let head = journal.head().seq;
    let mut tally = Tally::new(journal.identity().register);
    let damage = journal.replay(0, &mut |group| {
        places.take(group);
        told(group.head.seq, head);
        Ok(true)
    })?;
    let rows = Rows::Journal(places);
    let mut index = Index::empty(&files.search());
    rows.scan(journal, None, &mut |row| {
        tally.change(None, Some(&row));
        if row.live {
            index.put(row.record.id, Some(&doc::doc(&row.record, tables)));
        }
        Ok(true)
    })?;
    let names = RefCell::new(HashMap::new());
    Ok((Made { rows, index, tally, tables: Arc::clone(tables), names }, damage))
}
