//! The derived files at an opening: looked at, caught up with the journal, or made again.

use super::files::Files;
use super::lock::Lock;
use super::made::{Absorb, Made, Reached, applied, leaf};
use super::open::{Told, damage_problem, tables};
use super::rows::{Places, Rows};
use super::tally::Tally;
use super::{doc, image};
use crate::derived::Applied;
use crate::derived::folder::Folder;
use crate::derived::search::{self, Index};
use crate::derived::store::{Opening, Store};
use crate::domain::{RecordId, Tables};
use crate::journal::{self, Damage, Journal, LeftOut, Mode, Witness};
use crate::lang::errors::derived::DERIVED_STALE;
use crate::lang::errors::register as codes;
use crate::lang::{Problem, both};
use std::cell::RefCell;
use std::sync::Arc;

/// The derived files as they were found; only a writer opens them.
pub(crate) struct Derived {
    folder: Folder,
    store: Result<(Store, Option<Applied>), String>,
    index: Result<(Index, Applied), Problem>,
}

impl Derived {
    /// They are to be made again, whatever they say.
    pub(crate) fn distrust(&mut self) {
        self.store = Err("rebuild".to_owned());
    }

    pub(crate) fn open(files: &Files) -> Result<Self, Problem> {
        let folder = Folder::open(&files.derived())?;
        let store = match Store::open(&folder.store()) {
            Ok(Opening::At(store, applied)) => Ok((store, applied)),
            Ok(Opening::Rebuild(why)) => Err(why),
            Err(problem) => return Err(problem),
        };
        let index = Index::open(&folder.search());
        Ok(Self { folder, store, index })
    }

    /// Whether both were brought exactly so far.
    pub(crate) fn is_at(&self, seq: u64) -> bool {
        let store = self.store.as_ref().is_ok_and(|(_, at)| at.is_some_and(|at| at.seq == seq));
        store && self.index.as_ref().is_ok_and(|(_, applied)| applied.seq == seq)
    }

    /// What these files have seen of that register and epoch.
    pub(crate) fn witnesses(&self, identity: &journal::Identity) -> Vec<Witness> {
        let seen = |(vi, en), applied: &Applied| {
            let same = applied.register == identity.register && applied.epoch == identity.epoch;
            same.then(|| Witness { name: both(vi, en), seq: applied.seq })
        };
        let store = self.store.as_ref().ok().and_then(|(_, applied)| applied.as_ref());
        let index = self.index.as_ref().ok().map(|(_, applied)| applied);
        let store = store.and_then(|applied| seen(("kho", "the store"), applied));
        let index = index.and_then(|applied| seen(("tra cứu", "the search"), applied));
        store.into_iter().chain(index).collect()
    }
}

/// The derived files brought up to the journal's head, or made again.
pub(crate) fn bring_up(
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
            notices.push(Problem::new(
                &codes::MADE_AGAIN,
                [both("nhật ký đã khác", "the journal is another one")],
            ));
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
        rows: Rows::Store(Arc::new(store)),
        index: Index::empty(&folder.search()),
        tally,
        tables: Arc::clone(tables),
        known: RefCell::default(),
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

/// Counts and digest as the derived files have them; None where the store is behind the journal.
/// For the doctor, under the writer's lock.
///
/// Nothing is brought into the store: this journal was opened to read, and none of it was synced.
/// The search catches up in memory.
///
/// # Errors
/// They cannot be opened, or do not belong to the journal.
pub(crate) fn inspect(files: &Files, told: Told<'_>) -> Result<Option<Tally>, Problem> {
    let _lock = Lock::take(files, false)?;
    let (journal, _) = Journal::open(files.dir(), Mode::Read, &[])?;
    let Derived { store, index, .. } = Derived::open(files)?;
    let stale = |why: String| Problem::new(&DERIVED_STALE, [why]);
    let (index, searched) = index?;
    let (store, applied) = store.map_err(stale)?;
    let applied = applied.ok_or_else(|| stale("empty".to_owned()))?;
    if !stands(&journal, &applied)? || !stands(&journal, &searched)? {
        return Err(stale(both("nhật ký đã khác", "the journal is another one")));
    }
    if applied.seq < journal.head().seq {
        return Ok(None);
    }
    let mut made = Made {
        rows: Rows::Store(Arc::new(store)),
        index,
        tally: Tally::new(journal.identity().register),
        tables: Arc::new(tables(files.dir())?),
        known: RefCell::default(),
    };
    let reached = Reached { rows: u64::MAX, index: searched.seq, tally: u64::MAX };
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
    if known == tally.counts() { Ok(Some(tally)) } else { Err(stale("search".to_owned())) }
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
    let LeftOut(mut damage) = journal.replay(from, &mut |group| {
        absorb.group(group)?;
        told(group.head.seq.saturating_sub(from), head.saturating_sub(from));
        match absorb.failed.take() {
            Some(problem) => Err(problem),
            None => Ok(true),
        }
    })?;
    absorb.flush()?;
    image::name(&mut damage, std::mem::take(&mut absorb.damage));
    absorb.failed.take().map_or(Ok(damage), Err)
}

/// Store and search made again in a new folder, which then takes the old one's place; a damaged
/// journal makes none.
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
        rows: Rows::Store(Arc::new(store)),
        index: Index::empty(&folder.search()),
        tally: Tally::new(journal.identity().register),
        tables: Arc::clone(tables),
        known: RefCell::default(),
    };
    let reached = Reached { rows: 0, index: u64::MAX, tally: 0 };
    let damage = catch_up(journal, &mut made, reached, told)?;
    if let Some(damage) = damage.first() {
        // Files made of what is left would be believed at the next opening, and the old ones may
        // be the last to know what is lost.
        return Err(damage_problem(damage));
    }
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

/// The search made again from the rows alone: streamed into a folder that does not last beyond the
/// next opening; where there is none, or it takes no writes, in memory (some 900 bytes a record).
pub(crate) fn search_aside(
    journal: &Journal,
    made: &Made,
    files: &Files,
    aside: Option<Folder>,
) -> Result<Index, Problem> {
    if let Some(Ok(index)) = aside.map(|folder| build_search(journal, made, &folder)) {
        return Ok(index);
    }
    let mut index = Index::empty(&files.search());
    made.rows.scan(journal, None, &mut |row| {
        index.put(row.record.id, leaf(&row, &made.tables));
        Ok(true)
    })?;
    Ok(index)
}

/// What may be used besides the journal itself.
pub(crate) struct Beside {
    /// Its checkpoint, for the counts; else it is read from its first entry on.
    pub(crate) checkpoint: bool,
    /// The search as it was kept on disk.
    pub(crate) search: Option<(Index, Applied)>,
    /// The folder of derived files, for who has the lock.
    pub(crate) writes: bool,
}

/// Everything read from the journal alone: for readers beside a writer, and where the derived
/// files cannot be used. Changes later than a search kept on disk are taken into memory; where none
/// is kept, one is made again.
pub(crate) fn from_journal(
    journal: &Journal,
    files: &Files,
    tables: &Arc<Tables>,
    beside: Beside,
    told: Told<'_>,
) -> Result<(Made, Vec<Damage>), Problem> {
    let register = journal.identity().register;
    let checkpoint = journal.last_checkpoint().filter(|_| beside.checkpoint);
    let kept = beside.search.filter(|(_, applied)| stands(journal, applied).unwrap_or(false));
    let mut reached = Reached { rows: u64::MAX, index: u64::MAX, tally: 0 };
    let mut made = Made {
        rows: Rows::Journal(Places::default()),
        index: Index::empty(&files.search()),
        tally: checkpoint.map_or_else(|| Tally::new(register), |c| Tally::at(register, c)),
        tables: Arc::clone(tables),
        known: RefCell::default(),
    };
    reached.tally = checkpoint.map_or(0, |checkpoint| checkpoint.head.seq);
    let searched = kept.is_some();
    if let Some((index, applied)) = kept {
        (made.index, reached.index) = (index, applied.seq);
    }
    let head = journal.head().seq;
    let mut absorb = Absorb::new(&mut made, journal, reached);
    let LeftOut(mut damage) = journal.replay(0, &mut |group| {
        absorb.group(group)?;
        told(group.head.seq, head);
        Ok(true)
    })?;
    image::name(&mut damage, std::mem::take(&mut absorb.damage));
    if !searched {
        let folder = Folder::find(&files.derived()).filter(|_| beside.writes);
        let aside = folder.and_then(|folder| folder.begin().ok());
        made.index = search_aside(journal, &made, files, aside)?;
    }
    Ok((made, damage))
}

/// The search as the writer keeps it.
pub(crate) fn kept_search(files: &Files) -> Option<(Index, Applied)> {
    let folder = Folder::find(&files.derived())?;
    let open = || Index::open_to_read(&folder.search()).ok();
    // Replaced while it was being opened: the second time it is the new one.
    open().or_else(open)
}
