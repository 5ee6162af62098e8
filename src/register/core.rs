//! What the worker holds: the open journal and everything made from it. Requests are answered by
//! the files beside this one (`stage`, `save`, `undo`, `find`, `history`); this one keeps the
//! parts consistent with each other.

use super::bring::search_aside;
use super::files::Files;
use super::landing::{Landing, Pending};
use super::machine::Memory;
use super::made::{self, Made};
use super::rows::{Places, Rows};
use super::stacks::Stacks;
use super::today::Today;
use super::{doc, image, open};
use crate::derived::Applied;
use crate::derived::folder::Folder;
use crate::derived::search::{Hit, Index, Query};
use crate::derived::store::Row;
use crate::domain::{Kind, Record, RecordId, Value};
use crate::journal::{Checkpoint, Damage, Group, Journal};
use crate::lang::Problem;
use crate::lang::errors::{derived as derived_codes, register as codes};
use crate::register::clock::Mint;
use crate::register::proto::Shown;

/// How often a merged record is followed to the one that stayed.
const MERGES: usize = 16;
/// Records in the search's delta up to which it is kept in the midst of work: its file is written
/// whole each time, and an opening takes in as many from the journal in a moment.
const DELTA_KEPT: usize = 5_000;
/// Records in it after which it is merged in the midst of work, once it is large beside the base.
const DELTA: usize = 50_000;
/// Records in it after which it is merged however large the base is (about 900 bytes each).
const DELTA_MOST: usize = 75_000;

/// What a checkpoint does with the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Search {
    /// Nothing: the next opening takes from the journal what its file does not have.
    Left,
    /// Its delta is written.
    Kept,
    /// A new base is written.
    Merged,
}

impl Search {
    /// By the records in the delta and in all: at work so that memory holds and little is written,
    /// else so that the next opening is quick.
    fn due(delta: usize, total: usize, at_work: bool) -> Self {
        let merge = if at_work {
            delta > DELTA && (delta > total / 2 || delta > DELTA_MOST)
        } else {
            delta > 500 && delta > total / 50
        };
        match merge {
            true => Self::Merged,
            false if at_work && delta > DELTA_KEPT => Self::Left,
            false => Self::Kept,
        }
    }
}

/// An open register.
pub(crate) struct Core {
    pub(crate) files: Files,
    pub(crate) journal: Journal,
    pub(crate) made: Made,
    pub(crate) mint: Mint,
    pub(crate) stacks: Option<Stacks>,
    pub(crate) today: Option<Today>,
    pub(crate) read_only: Option<Problem>,
    pub(crate) notices: Vec<Problem>,
    /// Where this machine remembers the head; None for throw-away registers and readers.
    pub(crate) memory: Option<Memory>,
    /// Saved and acknowledged, not yet in the store and the search.
    pub(crate) pending: Option<Pending>,
    /// In the search, and on the way into the store.
    pub(crate) landing: Option<Landing>,
    /// Whether derived files may be written (a reader's may not).
    pub(crate) keeps: bool,
    /// Whether a checkpoint at rest has anything to do.
    pub(crate) dirty: bool,
}

/// What a replay hands each group to; false stops it.
pub(crate) type Visit<'v> = &'v mut dyn FnMut(&Core, &Group) -> Result<bool, Problem>;

impl Core {
    /// How far the journal is, as derived files note it.
    pub(crate) fn applied(&self) -> Applied {
        made::applied(self.journal.identity(), &self.journal.head())
    }

    /// The unit that keeps the register.
    pub(crate) fn own_unit(&self) -> RecordId {
        RecordId(self.journal.identity().register)
    }

    /// The record, live or gone.
    pub(crate) fn row(&self, id: RecordId) -> Result<Option<Row>, Problem> {
        if let Some(row) = self.landing.as_ref().and_then(|landing| landing.row(id)) {
            return Ok(Some(row.clone()));
        }
        self.made.rows.get(&self.journal, id)
    }

    /// The live record that the search found.
    pub(crate) fn found(&self, hit: &Hit) -> Result<Option<Row>, Problem> {
        let row = match self.landing.as_ref().and_then(|landing| landing.row(hit.id)) {
            Some(row) => Some(row.clone()),
            None => self.made.rows.get_of(&self.journal, hit.kind, hit.id)?,
        };
        Ok(row.filter(|row| row.live))
    }

    /// The live record; one that was merged away is followed to the one that stayed.
    pub(crate) fn live(&self, mut id: RecordId) -> Result<Option<Row>, Problem> {
        for _ in 0..MERGES {
            match self.row(id)? {
                Some(row) if row.live => return Ok(Some(row)),
                Some(Row { merged_into: Some(into), .. }) => id = into,
                _ => return Ok(None),
            }
        }
        Ok(None)
    }

    /// The live records of a type, at most so many: for types of which there are few.
    pub(crate) fn every(&self, kind: Kind, most: usize) -> Result<Vec<Record>, Problem> {
        let query = Query { kind: Some(kind), inactive: true, limit: most, ..Query::default() };
        let mut records = Vec::new();
        for hit in self.made.index.find(&query)?.hits {
            records.extend(self.found(&hit)?.map(|row| row.record));
        }
        Ok(records)
    }

    /// The live record, or the problem that there is none.
    pub(crate) fn need(&self, id: RecordId) -> Result<Row, Problem> {
        match self.row(id)? {
            Some(row) if row.live => Ok(row),
            Some(_) => Err(Problem::new(&codes::GONE, [id.short()])),
            None => Err(Problem::new(&codes::NOT_FOUND, [id.short()])),
        }
    }

    /// What the records are called that those values refer to.
    pub(crate) fn names_in<'v>(
        &self,
        values: impl Iterator<Item = &'v Value>,
    ) -> Result<Vec<(RecordId, String)>, Problem> {
        let mut names: Vec<(RecordId, String)> = Vec::new();
        for id in values.flat_map(doc::referred) {
            if !names.iter().any(|(known, _)| *known == id) {
                names.push((id, self.called(id)?));
            }
        }
        Ok(names)
    }

    /// A row with what is needed to show it.
    pub(crate) fn shown(&self, mut row: Row) -> Result<Shown, Problem> {
        doc::seal(&mut row.record);
        let names = self.names_in(values_of(&row.record).iter())?;
        Ok(Shown { record: row.record, names, seq: row.seq })
    }

    /// Who made the group that holds that frame; zeros where nobody did.
    pub(crate) fn who_did(&self, seq: u64) -> Result<RecordId, Problem> {
        let group = self.journal.group_of(seq)?;
        Ok(group.map_or(RecordId([0; 16]), |group| group.note.operator))
    }

    /// The name of who made the group that holds that frame; empty where nobody did.
    pub(crate) fn who_made(&self, seq: u64) -> Result<String, Problem> {
        match self.who_did(seq)? {
            RecordId(nobody) if nobody == [0; 16] => Ok(String::new()),
            operator => self.called(operator),
        }
    }

    /// Gives committed groups after `after`, as the journal does. Damage met on the way is said, and
    /// nothing is changed any more then.
    pub(crate) fn replay(&mut self, after: u64, visit: Visit<'_>) -> Result<(), Problem> {
        let left_out = self.journal.replay(after, &mut |group| visit(self, group))?;
        self.damaged(&left_out.0);
        Ok(())
    }

    /// Says damage that was found in the journal, and is for looking only from now on.
    pub(crate) fn damaged(&mut self, damage: &[Damage]) {
        for problem in damage.iter().take(open::DAMAGE_SAID).map(open::damage_problem) {
            self.read_only.get_or_insert_with(|| problem.clone());
            self.notice(problem);
        }
    }

    /// Tells every session that comes something that a person should know, once.
    pub(crate) fn notice(&mut self, problem: Problem) {
        if !self.notices.contains(&problem) {
            self.notices.push(problem);
        }
    }

    /// Whether a problem says that a derived file is of no more use now.
    pub(crate) fn is_derived(problem: &Problem) -> bool {
        crate::derived::must_rebuild(problem) || problem.is(&derived_codes::STORE_STOPPED)
    }

    /// Reads records from the journal from now on. Derived files that are wrong are thrown away and
    /// the search is made again for this session; those that a disk refused to take further stay as they are,
    /// and the next opening goes on from there.
    pub(crate) fn fall_back(&mut self, why: &Problem) {
        // What the store does not take now is read from the journal too.
        drop(self.landing.take().map(Landing::finish));
        self.made.known.take();
        let mut places = Places::default();
        let read = self.journal.replay(0, &mut |group| {
            places.take(group);
            Ok(true)
        });
        match read {
            Ok(left_out) => self.damaged(&left_out.0),
            Err(problem) => {
                self.read_only.get_or_insert(problem);
            }
        }
        self.made.rows = Rows::Journal(places);
        let kept = std::mem::take(&mut self.keeps);
        if why.is(&derived_codes::STORE_STOPPED) {
            return self.notice(why.clone());
        }
        self.made.index = Index::empty(&self.files.search());
        let derived = self.files.derived();
        let aside = kept.then(|| {
            // A store that failed is not opened again: what is not there is made again.
            let _ = std::fs::remove_dir_all(&derived);
            Folder::open(&derived).ok()
        });
        match search_aside(&self.journal, &self.made, &self.files, aside.flatten()) {
            Ok(index) => self.made.index = index,
            Err(problem) => {
                self.read_only.get_or_insert(problem);
            }
        }
        self.notices.push(Problem::new(&codes::STORE_LOST, [why.to_string()]));
    }

    /// A checkpoint: store and search synced, then the journal's own file, then what this machine
    /// remembers.
    pub(crate) fn checkpoint(&mut self, at_work: bool) -> Result<(), Problem> {
        self.land();
        if self.read_only.is_some() || !self.dirty {
            return Ok(());
        }
        let applied = self.applied();
        let mut search_seq = self.journal.last_checkpoint().map_or(0, |known| known.search_seq);
        if self.keeps {
            if let Rows::Store(store) = &self.made.rows {
                store.sync()?;
            }
            let index = &mut self.made.index;
            let total = usize::try_from(self.made.tally.total()).unwrap_or(usize::MAX);
            match Search::due(index.delta_len(), total, at_work) {
                Search::Left => {}
                Search::Kept => {
                    index.keep(&applied)?;
                    search_seq = applied.seq;
                }
                Search::Merged => {
                    index.merge(&applied)?;
                    search_seq = applied.seq;
                }
            }
        }
        self.journal.checkpoint(&Checkpoint {
            head: self.journal.head(),
            next: self.journal.next_place(),
            counts: self.made.tally.counts(),
            digest: self.made.tally.digest(),
            search_seq,
            erased_through: applied.seq,
        })?;
        if let Some(memory) = &self.memory {
            memory.keep(self.journal.identity(), &self.journal.head())?;
        }
        // In the midst of work the search is not brought as far as an opening would like it.
        self.dirty = at_work;
        Ok(())
    }

    /// A checkpoint that nobody asked for: a failure costs nothing but time at the next opening,
    /// and is told to the next session.
    pub(crate) fn checkpoint_or_say(&mut self, at_work: bool) {
        if let Err(problem) = self.checkpoint(at_work) {
            if Self::is_derived(&problem) {
                self.fall_back(&problem);
                return;
            }
            let said = Problem::new(&codes::CHECKPOINT_LEFT, [problem.to_string()]);
            self.notice(said);
        }
    }

    /// The row of a record at a place of the journal.
    pub(crate) fn row_at(&self, place: crate::domain::Place) -> Result<Option<Row>, Problem> {
        image::row_at(&self.journal, place)
    }
}

/// The decoded values of a record, those of unknown types left out.
pub(crate) fn values_of(record: &Record) -> Vec<Value> {
    record.values.raw().filter_map(|raw| record.values.get(raw.tag)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_import_neither_fills_memory_with_the_search_nor_the_disk() {
        let (mut total, mut delta, mut written) = (0, 0, 0);
        while total < 1_100_000 {
            // About the records of 8 MiB of journal.
            (total, delta) = (total + 15_000, delta + 15_000);
            assert!(delta <= DELTA_MOST + 15_000);
            match Search::due(delta, total, true) {
                Search::Left => {}
                Search::Kept => written += delta,
                Search::Merged => (written, delta) = (written + total, 0),
            }
        }
        assert!(written < 8 * total, "{written}");
        assert_eq!(Search::due(1, total, true), Search::Kept);
        assert_eq!(Search::due(1, total, false), Search::Kept);
        assert_eq!(Search::due(total / 10, total, false), Search::Merged);
    }
}
