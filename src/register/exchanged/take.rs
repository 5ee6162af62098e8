//! A bundle taken in: one transaction of its rows, the queue's entries and the ledger's line. Whatever
//! stops it leaves nothing behind.

use super::entry::Entry;
use super::owner::Owners;
use super::second::Second;
use super::twice::Numbers;
use super::weigh::why;
use super::{Item, SpoolReader, lacking, ledger, noted};
use crate::domain::carried::Table;
use crate::domain::records::conflict;
use crate::domain::{Carried, Op, RecordId};
use crate::lang::Problem;
use crate::lang::errors::bundle::FORK;
use crate::lang::errors::queue::CHAIN_MOVED;
use crate::register::core::Core;
use crate::register::open::Told;
use crate::register::proto::{Counts, Effect, Extent, LedgerRow, Stand, Taken, Way};
use crate::register::save::{self, Deed, GROUP_BYTES, GROUP_FRAMES, Placed, Written};
use crate::register::session::Session;
use crate::register::stage::Staged;
use crate::text::hex;
use foldhash::{HashSet, HashSetExt};
use std::collections::VecDeque;
use std::path::Path;

/// The profile of whole records.
const FULL: &str = "full";
/// Records that a preview names.
pub(super) const FIRST: usize = 500;

/// Takes in a bundle, or (`dry`) only looks what it would do.
///
/// # Errors
/// A row that is not the sender's to send, another bundle in its place, the disk.
pub(crate) fn take(
    core: &mut Core,
    session: &mut Session,
    deed: &Deed,
    (row, spool, dry): (&LedgerRow, &Path, bool),
    told: Told<'_>,
) -> Result<(Taken, Option<Written>), Problem> {
    let known = ledger::rows(core)?;
    if let Some(before) =
        known.iter().find(|known| known.way == Way::Taken && known.identity == row.identity)
    {
        let highest = Stand::of(&known, &row.chain).highest;
        return Ok((
            Taken { before: true, counts: before.counts, highest, ..Taken::default() },
            None,
        ));
    }
    follows(&known, row)?;
    let mut taking = Taking::new(core, known, row, spool)?;
    let mut done = 0;
    let mut next = |core: &mut Core, placed: &[Placed]| {
        told(done.min(row.rows), row.rows);
        let chunk = taking.chunk(core, placed, dry)?;
        done += chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
        Ok(chunk)
    };
    let written = match dry {
        true => {
            while next(core, &[])?.is_some() {}
            None
        }
        false => Some(save::write_spanning(core, session, deed, &mut next)?),
    };
    let mut with = taking.known;
    with.push(LedgerRow { way: Way::Taken, ..row.clone() });
    let highest = Stand::of(&with, &row.chain).highest;
    Ok((Taken { before: false, counts: taking.counts, highest, first: taking.first }, written))
}

/// Whether the bundle is the next one of its chain; its reader has asked the same before.
fn follows(known: &[LedgerRow], row: &LedgerRow) -> Result<(), Problem> {
    let stand = Stand::of(known, &row.chain);
    let mut mine = known.iter().filter(|known| known.way == Way::Taken && known.chain == row.chain);
    if let Some(other) = mine.find(|known| known.seq == row.seq) {
        let params = [row.file.clone(), row.seq.to_string(), hex::text(&other.identity)];
        return Err(Problem::new(&FORK, params));
    }
    let next =
        row.seq == stand.highest + 1 || row.extent == Extent::Snapshot && row.seq > stand.highest;
    if next { Ok(()) } else { Err(Problem::bare(&CHAIN_MOVED)) }
}

/// How far it is.
pub(super) enum Stage {
    /// Records that live.
    Rows,
    /// Those that end: what refers to them is known now.
    Ends,
    /// The queue and the ledger: made ready.
    Sums,
    /// And written.
    Written,
}

/// A bundle that is being taken in.
pub(super) struct Taking<'t> {
    pub(super) row: &'t LedgerRow,
    pub(super) known: Vec<LedgerRow>,
    pub(super) spool: SpoolReader,
    pub(super) stage: Stage,
    pub(super) owners: Owners,
    pub(super) table: Option<Table>,
    /// The line in the table's file.
    pub(super) line: u64,
    pub(super) seconds: Vec<Second>,
    pub(super) ends: Vec<(Table, u64, Carried)>,
    pub(super) ending: HashSet<RecordId>,
    pub(super) entries: Vec<Entry>,
    pub(super) closing: Vec<Staged>,
    /// Whether anything ever waited to be decided here.
    pub(super) quarrels: bool,
    pub(super) sums: VecDeque<Staged>,
    pub(super) numbers: Numbers,
    /// What a snapshot named, in the order of its rows.
    pub(super) named: Vec<RecordId>,
    pub(super) counts: Counts,
    pub(super) first: Vec<Effect>,
}

impl<'t> Taking<'t> {
    fn new(
        core: &Core,
        known: Vec<LedgerRow>,
        row: &'t LedgerRow,
        spool: &Path,
    ) -> Result<Self, Problem> {
        let theirs = lacking::files(&known, Some(&row.sender));
        Ok(Self {
            row,
            known,
            spool: SpoolReader::open(spool)?,
            stage: Stage::Rows,
            owners: Owners::new(core, &row.chain.unit, theirs)?,
            table: None,
            line: 1,
            seconds: Vec::new(),
            ends: Vec::new(),
            ending: HashSet::new(),
            entries: Vec::new(),
            closing: Vec::new(),
            quarrels: core
                .made
                .index
                .counts()
                .iter()
                .any(|(kind, _, all)| *kind == conflict::KIND && *all > 0),
            sums: VecDeque::new(),
            numbers: Numbers::new(),
            named: Vec::new(),
            counts: Counts::default(),
            first: Vec::new(),
        })
    }

    /// The next chunk; None after the last.
    fn chunk(
        &mut self,
        core: &mut Core,
        placed: &[Placed],
        dry: bool,
    ) -> Result<Option<Vec<Staged>>, Problem> {
        let seconds = std::mem::take(&mut self.seconds);
        let mut list: Vec<Staged> = match dry {
            true => Vec::new(),
            false => seconds.into_iter().filter_map(|second| second.staged(placed)).collect(),
        };
        let mut bytes = 0;
        while list.len() < GROUP_FRAMES && bytes < GROUP_BYTES {
            let before = list.len();
            match self.stage {
                Stage::Rows => self.next_row(core, &mut list)?,
                Stage::Ends => self.next_end(core, &mut list)?,
                // What stands behind others comes in a chunk of its own.
                Stage::Sums if !self.seconds.is_empty() => break,
                Stage::Sums => self.sum_up(core)?,
                Stage::Written => match self.sums.pop_front() {
                    Some(staged) => list.push(staged),
                    None if list.is_empty() => return Ok(None),
                    None => break,
                },
            }
            let new = list.get(before..).unwrap_or_default();
            bytes += new.iter().map(|staged| staged.body.values.encoded().len()).sum::<usize>();
        }
        Ok(Some(list))
    }

    fn next_row(&mut self, core: &mut Core, list: &mut Vec<Staged>) -> Result<(), Problem> {
        match self.spool.item()? {
            None => self.stage = Stage::Ends,
            Some(Item::Table(table)) => (self.table, self.line) = (Some(table), 1),
            Some(Item::Row(row)) => {
                self.line += 1;
                let Some(table) = self.table.take() else { return Ok(()) };
                match &row.op {
                    Op::Put(_) => self.weighed(core, &table, (*row, self.line), list)?,
                    Op::Delete | Op::Merge(_) => {
                        self.ending.insert(row.id);
                        self.ends.push((table.clone(), self.line, *row));
                    }
                }
                self.table = Some(table);
            }
        }
        Ok(())
    }

    fn next_end(&mut self, core: &mut Core, list: &mut Vec<Staged>) -> Result<(), Problem> {
        match self.ends.pop() {
            Some((table, line, row)) => self.weighed(core, &table, (row, line), list),
            None => {
                self.stage = Stage::Sums;
                Ok(())
            }
        }
    }

    /// The queue's entries and the ledger's line.
    fn sum_up(&mut self, core: &mut Core) -> Result<(), Problem> {
        self.stage = Stage::Written;
        let numbers = std::mem::replace(&mut self.numbers, Numbers::new());
        for twice in numbers.finish(core)? {
            let called = core.called(twice.other)?;
            self.entries.push(Entry {
                record: twice.id,
                kind: twice.kind,
                called,
                why: why::TAKEN,
                theirs: None,
                base: None,
                other: Some((twice.other, twice.tag)),
            });
        }
        // Only a whole one tells what its sender has.
        if self.row.extent == Extent::Snapshot && self.row.chain.profile == FULL {
            let named = std::mem::take(&mut self.named);
            self.entries.extend(lacking::find(core, &self.owners, (self.row, &self.known), named)?);
        }
        let mut list = std::mem::take(&mut self.closing);
        let entries = std::mem::take(&mut self.entries);
        self.counts.open = entries.len() as u64;
        for entry in entries {
            let staged = entry.staged(core, self.row)?;
            // Ended above, and open again: the later word counts.
            list.retain(|other| other.after.record.id != staged.after.record.id);
            list.push(staged);
        }
        let row = LedgerRow { way: Way::Taken, counts: self.counts, ..self.row.clone() };
        list.push(noted(None, ledger::line(core, &row, None)?));
        self.sums.extend(list);
        Ok(())
    }
}
