//! A bundle taken in: one transaction of its rows, the queue's entries and the ledger's line. Whatever
//! stops it leaves nothing behind.

use super::entry::{self, Entry};
use super::owner::Owners;
use super::second::Second;
use super::twice::Numbers;
use super::weigh::{State, Verdict, weigh, why};
use super::{Item, SpoolReader, arrive, lacking, ledger, noted, staged};
use crate::derived::store::Row;
use crate::domain::carried::Table;
use crate::domain::records::{conflict, unit};
use crate::domain::{Carried, Op, RecordId, Rev, records};
use crate::journal::Source;
use crate::lang::errors::bundle::{FORK, ROW_OUTSIDE};
use crate::lang::errors::queue::{CHAIN_MOVED, ID_FOREIGN, ID_KIND};
use crate::lang::{Code, Problem};
use crate::register::core::Core;
use crate::register::open::Told;
use crate::register::proto::{Counts, Effect, Extent, LedgerRow, Stand, Taken, Way};
use crate::register::save::{self, Deed, GROUP_BYTES, GROUP_FRAMES, Placed, Written};
use crate::register::session::Session;
use crate::register::stage::{Revision, Staged, changed_tags};
use crate::register::{clock, doc};
use crate::text::hex;
use foldhash::{HashSet, HashSetExt};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::path::Path;

/// The profile of whole records.
const FULL: &str = "full";
/// Records that a preview names.
const FIRST: usize = 500;

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
enum Stage {
    /// Records that live.
    Rows,
    /// Those that end: what refers to them is known now.
    Ends,
    /// The queue and the ledger: made ready.
    Sums,
    /// And written.
    Written,
}

struct Taking<'t> {
    row: &'t LedgerRow,
    known: Vec<LedgerRow>,
    spool: SpoolReader,
    stage: Stage,
    owners: Owners,
    table: Option<Table>,
    /// The line in the table's file.
    line: u64,
    seconds: Vec<Second>,
    ends: Vec<(Table, u64, Carried)>,
    ending: HashSet<RecordId>,
    entries: Vec<Entry>,
    closing: Vec<Staged>,
    /// Whether anything ever waited to be decided here.
    quarrels: bool,
    sums: VecDeque<Staged>,
    numbers: Numbers,
    /// What a snapshot named, in the order of its rows.
    named: Vec<RecordId>,
    counts: Counts,
    first: Vec<Effect>,
}

impl<'t> Taking<'t> {
    fn new(
        core: &Core,
        known: Vec<LedgerRow>,
        row: &'t LedgerRow,
        spool: &Path,
    ) -> Result<Self, Problem> {
        Ok(Self {
            row,
            known,
            spool: SpoolReader::open(spool)?,
            stage: Stage::Rows,
            owners: Owners::new(core, &row.chain.unit)?,
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

    fn says(&self, code: &'static Code, table: &Table, line: u64) -> Problem {
        let name = records::of(table.kind).map_or("", |kind| kind.name);
        Problem::new(code, [format!("data/{name}.csv"), line.to_string()])
    }

    /// Weighs a row and stages what comes of it.
    fn weighed(
        &mut self,
        core: &mut Core,
        table: &Table,
        (row, line): (Carried, u64),
        list: &mut Vec<Staged>,
    ) -> Result<(), Problem> {
        let ours = core.row(row.id)?;
        if ours.as_ref().is_some_and(|ours| ours.record.kind != table.kind) {
            return Err(self.says(&ID_KIND, table, line));
        }
        if !clock::is_v7(row.id) {
            return Err(self.says(&ID_FOREIGN, table, line));
        }
        if let Op::Put(values) = &row.op {
            if table.kind == unit::KIND {
                self.owners.bring(core, row.id, values);
            }
            // Who moves comes from a branch that only the unit they left knows.
            let moves = self.row.extent == Extent::Slip
                && records::of(table.kind).is_some_and(|kind| kind.person);
            if !self.owners.holds(core, (table.kind, row.id), values)? && !moves {
                return Err(self.says(&ROW_OUTSIDE, table, line));
            }
        }
        if ours.is_none() && self.owners.is_above(core, row.id)? {
            self.counts.same += 1;
            return Ok(());
        }
        let tags = self.carries(core, table, row.id);
        let mut verdict = weigh(core, table.kind, &tags, &row, ours.as_ref())?;
        if let Verdict::Take(state) = &verdict
            && !state.live
            && self.is_needed(core, row.id)?
        {
            let theirs = state.clone();
            verdict = Verdict::Open { theirs, why: why::DELETED_THERE, base: None };
        }
        if let (Verdict::Take(state), Extent::Slip) = (&verdict, self.row.extent)
            && let Some(here) = arrive::here(core, table.kind, state)
        {
            verdict = Verdict::Join(state.clone(), here);
        }
        let older = matches!(verdict, Verdict::Known)
            && ours.as_ref().is_some_and(|ours| ours.record.rev != row.rev);
        if self.row.extent == Extent::Snapshot && !older {
            self.named.push(row.id);
        }
        if let Some(ours) = ours.as_ref().filter(|_| self.quarrels) {
            self.close(core, &row, (ours.record.rev, &verdict))?;
        }
        self.stage_verdict(core, table, (row, line, ours), verdict, list)
    }

    /// The fields that count. Under which unit a whole office hangs is for everybody to say in their
    /// own register.
    fn carries<'a>(&self, core: &Core, table: &'a Table, id: RecordId) -> Cow<'a, [u16]> {
        let head = table.kind == unit::KIND && (id == core.own_unit() || self.owners.is_sender(id));
        match head {
            true => table.tags.iter().copied().filter(|tag| *tag != unit::PARENT).collect(),
            false => Cow::Borrowed(&table.tags),
        }
    }

    /// Whether something here refers to it that the bundle does not bring.
    fn is_needed(&self, core: &Core, id: RecordId) -> Result<bool, Problem> {
        let goes = |id| self.numbers.is_changed(id) || self.ending.contains(&id);
        let users = core.made.index.referring(id)?;
        Ok(id == core.own_unit() || users.iter().any(|(user, _, _)| !goes(*user)))
    }

    /// Ends the entries that this row settles: what stands here now was made from what waited.
    fn close(
        &mut self,
        core: &Core,
        row: &Carried,
        (ours, verdict): (Rev, &Verdict),
    ) -> Result<(), Problem> {
        let mut made_from = row.bases.clone();
        match verdict {
            Verdict::Take(_) | Verdict::Note(_) | Verdict::Join(..) => made_from.push(row.rev),
            // They have it as it is here, and had the other before.
            Verdict::Known if row.rev == ours => {}
            Verdict::Known | Verdict::Open { .. } => made_from.clear(),
        }
        self.closing.extend(entry::settled(core, row.id, &made_from)?);
        if row.rev == ours || row.bases.contains(&ours) {
            self.closing.extend(entry::found(core, row.id, &self.row.sender)?);
        }
        Ok(())
    }

    fn stage_verdict(
        &mut self,
        core: &Core,
        table: &Table,
        (row, line, ours): (Carried, u64, Option<Row>),
        verdict: Verdict,
        list: &mut Vec<Staged>,
    ) -> Result<(), Problem> {
        let was = ours.as_ref().map(|ours| ours.record.rev);
        let (theirs, second) = match verdict {
            Verdict::Known => {
                self.counts.same += 1;
                return Ok(());
            }
            Verdict::Note(state) => {
                self.counts.same += 1;
                (state, None)
            }
            Verdict::Take(state) => {
                let counted =
                    if ours.is_none() { &mut self.counts.new } else { &mut self.counts.changed };
                *counted += 1;
                (state, None)
            }
            Verdict::Join(state, joined) => {
                self.counts.changed += 1;
                (state, Some((joined, Revision::New)))
            }
            Verdict::Open { theirs, why, base } => {
                let ours = ours.as_ref().map(State::of).unwrap_or_default();
                let entry = Entry {
                    record: row.id,
                    kind: table.kind,
                    called: String::new(),
                    why,
                    theirs: Some(row.rev),
                    base,
                    other: None,
                };
                self.entries.push(entry);
                (theirs, Some((ours, was.map_or(Revision::New, Revision::Given))))
            }
        };
        let blank = || Row::new(row.id, table.kind);
        let final_state = second.as_ref().map_or(&theirs, |(state, _)| state);
        let mut becomes = ours.clone().unwrap_or_else(blank);
        (becomes.live, becomes.record.values) = (final_state.live, final_state.values.clone());
        self.tell(core, table, ours.as_ref(), (&becomes, &theirs));
        self.numbers.take(core, ours.as_ref(), &becomes)?;
        let after = ours.clone().unwrap_or_else(blank);
        let mut first = staged(ours, after, theirs, Revision::Given(row.rev));
        first.body.bases = row.bases;
        first.body.reason = row.reason;
        first.body.source = Some(Source {
            file: self.row.file.clone(),
            sheet: format!("{} {}", row.by, clock::local(row.at)),
            row: line,
        });
        if let Some((state, rev)) = second {
            let highest = was.map_or(0, |rev| rev.n);
            let (at, first, reason) = (list.len(), first.after.clone(), String::new());
            self.seconds.push(Second { at, first, state, rev, highest, reason });
        }
        list.push(first);
        Ok(())
    }

    /// Notes what happens to a record, for a preview, and what it is called, for the queue.
    fn tell(
        &mut self,
        core: &Core,
        table: &Table,
        ours: Option<&Row>,
        (becomes, theirs): (&Row, &State),
    ) {
        let opened = self
            .entries
            .last_mut()
            .filter(|entry| entry.record == becomes.record.id && entry.called.is_empty());
        if opened.is_none() && self.first.len() >= FIRST {
            return;
        }
        let was = ours.filter(|ours| ours.live).map(|ours| &ours.record);
        let called = doc::called(was.unwrap_or(&becomes.record), &core.made.tables);
        let what = match (&opened, ours) {
            (Some(entry), _) => entry.why,
            (None, None) => "new",
            (None, Some(_)) if !theirs.live => "deleted",
            (None, Some(_)) if theirs.values != becomes.record.values => "merged",
            (None, Some(_)) => "changed",
        };
        let none = crate::domain::Values::default();
        let tags = changed_tags(was.map_or(&none, |was| &was.values), &theirs.values);
        if let Some(entry) = opened {
            entry.called.clone_from(&called);
        }
        if self.first.len() < FIRST {
            let (id, kind, what) = (becomes.record.id, table.kind, what.to_owned());
            self.first.push(Effect { id, kind, called, what, tags });
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
