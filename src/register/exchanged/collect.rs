//! What goes to somebody: every record that was changed since the last bundle of the chain, as it is
//! now, with the revisions it was made from. What came from them is not sent back, unless they have
//! lost it.

use super::owner::Owners;
use super::past::Past;
use super::weigh::why;
use super::{SpoolWriter, TAKE, entry, lacking, ledger};
use crate::derived::store::Row;
use crate::domain::carried::Table;
use crate::domain::records::unit;
use crate::domain::{Carried, Kind, Op, Place, RecordId, records};
use crate::journal::{BatchNote, Frame, FrameKind, Group};
use crate::lang::Problem;
use crate::lang::errors::register::NO_SUCH_CHANGE;
use crate::register::core::Core;
use crate::register::image;
use crate::register::open::Told;
use crate::register::proto::{Collect, Collected, Way};
use crate::text::hex;
use foldhash::{HashMap, HashMapExt, HashSet};

/// Between two words on how far it is.
const STEP: u64 = 10_000;

/// What was changed: of a whole province more than a million records, so each is kept small.
#[derive(Default)]
struct Changed {
    list: Vec<Last>,
    made: Vec<Made>,
}

/// A record's last change.
struct Last {
    id: RecordId,
    /// Where it stands in the journal: the offset, and the segment.
    offset: u64,
    segment: u32,
    kind: Kind,
    /// It has an older revision.
    older: bool,
    /// How it came here.
    from: From,
}

impl Last {
    fn place(&self) -> Place {
        Place { segment: self.segment, offset: self.offset }
    }
}

/// Who changes come from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Here,
    /// A bundle.
    Others,
    /// A bundle of the one it would go to.
    Them,
}

/// When and by whom changes were made, from that place on: what an import saved in a group has one.
#[derive(Clone, Copy)]
struct Made {
    place: Place,
    at: i64,
    by: RecordId,
}

/// Whether it carries what screens hide.
pub(crate) fn shows_hidden(what: &Collect) -> bool {
    let hidden = |table: &Table, tag: &u16| {
        let field = records::of(table.kind).and_then(|of| of.field(*tag));
        field.is_some_and(|field| field.kind.is_masked())
    };
    what.tables.iter().any(|table| table.tags.iter().any(|tag| hidden(table, tag)))
}

/// Writes the spool.
pub(crate) fn collect(
    core: &mut Core,
    what: &Collect,
    told: Told<'_>,
) -> Result<Collected, Problem> {
    let head = core.journal.head();
    let mut spool = SpoolWriter::create(&what.spool)?;
    let lost = lost_by(core, &what.recipient)?;
    let mut changed = changed(core, what, &lost)?;
    // The last change of each counts.
    changed.list.sort_unstable_by_key(|last| (last.kind, last.id, std::cmp::Reverse(last.place())));
    changed.list.dedup_by_key(|last| (last.kind, last.id));
    let all = changed.list.len() as u64;
    let mut left = 0;
    // A register knows units beside its own; what is theirs is theirs to send.
    let mut owners = Owners::own(core, lacking::files(&ledger::rows(core)?, None));
    for (at, last) in (0..).zip(&changed.list) {
        if at % STEP == 0 {
            told(at, all);
        }
        let goes = last.from != From::Them || lost.contains(&last.id) || !what.only.is_empty();
        let table = what.tables.iter().find(|table| table.kind == last.kind && goes);
        let Some(table) = table else { continue };
        let Some(row) = row(core, last)? else { continue };
        if !owners.holds(core, (last.kind, last.id), &row.record.values)? {
            left += u64::from(last.from == From::Here && last.kind != unit::KIND);
            continue;
        }
        if spool.current() != Some(table.kind) {
            spool.table(table.clone())?;
        }
        let made = changed.made(last)?;
        spool.put(carried(core, table, (last, made), row)?)?;
    }
    Ok(Collected { rows: spool.finish()?, left, seq: head.seq, chain: head.chain })
}

/// The record as that change left it: from the journal, whose frames lie in nearly that order, since
/// the store would fill its cache. A body that is lost there may still stand in the store.
fn row(core: &Core, last: &Last) -> Result<Option<Row>, Problem> {
    let frame = core.journal.frame(last.place())?;
    match frame.body {
        Some(_) => image::row_of(&core.journal, &frame),
        None => core.row(last.id),
    }
}

/// What was changed since; a record may be named more than once.
fn changed(core: &mut Core, what: &Collect, lost: &HashSet<RecordId>) -> Result<Changed, Problem> {
    let theirs: HashSet<String> = ledger::rows(core)?
        .into_iter()
        .filter(|row| row.way == Way::Taken && row.sender == what.recipient)
        .map(|row| hex::text(&row.identity))
        .collect();
    // What bundles brought, and whether they were the recipient's.
    let mut batches: HashMap<u64, bool> = HashMap::new();
    let mut changed = Changed::default();
    let since = if lost.is_empty() && what.only.is_empty() { what.since } else { 0 };
    core.replay(since, &mut |_, group| {
        for frame in &group.frames {
            if let (FrameKind::Batch, Some(body)) = (frame.kind, &frame.body) {
                let note = BatchNote::decode(body)?;
                if note.what == TAKE {
                    batches.insert(frame.seq, theirs.contains(&note.of));
                }
            }
            let wanted = match what.only.is_empty() {
                true => frame.seq > what.since || lost.contains(&frame.record),
                false => what.only.contains(&frame.record),
            };
            if image::changes_a_record(frame.kind) && wanted {
                changed.take(group, frame, batches.get(&group.note.batch).copied())?;
            }
        }
        Ok(true)
    })?;
    Ok(changed)
}

impl Changed {
    /// Takes note of a change; `brought`: of a bundle, and whether it was the recipient's.
    fn take(&mut self, group: &Group, frame: &Frame, brought: Option<bool>) -> Result<(), Problem> {
        // What both came to was made here, in the same batch.
        let change = brought.map(|_| image::change_of(frame)).transpose()?.flatten();
        let from = match brought.filter(|_| change.is_some_and(|change| change.source.is_some())) {
            None => From::Here,
            Some(false) => From::Others,
            Some(true) => From::Them,
        };
        let place = frame.place;
        let (at, by) = (group.note.time, group.note.operator);
        if self.made.last().is_none_or(|last| (last.at, last.by) != (at, by)) {
            self.made.push(Made { place, at, by });
        }
        let (id, kind, older) = (frame.record, frame.record_kind, frame.prev.is_some());
        let Place { segment, offset } = place;
        self.list.push(Last { id, offset, segment, kind, older, from });
        Ok(())
    }

    /// When and by whom it was made.
    fn made(&self, last: &Last) -> Result<Made, Problem> {
        let before = self.made.partition_point(|made| made.place <= last.place());
        let made = before.checked_sub(1).and_then(|at| self.made.get(at)).copied();
        made.ok_or_else(|| Problem::new(&NO_SUCH_CHANGE, [last.id.short()]))
    }
}

/// Records that the recipient's last snapshot lacked.
fn lost_by(core: &Core, recipient: &str) -> Result<HashSet<RecordId>, Problem> {
    let open = entry::open(core)?;
    let lacking = open.into_iter().filter(|e| e.why == why::LACKING && e.sender == recipient);
    Ok(lacking.map(|entry| entry.record).collect())
}

fn carried(
    core: &Core,
    table: &Table,
    (last, made): (&Last, Made),
    row: Row,
) -> Result<Carried, Problem> {
    let bases = if last.older { Past::of(core, &row)?.bases() } else { Vec::new() };
    let change = match last.older || !row.live {
        true => image::change_of(&core.journal.frame(row.place)?)?.unwrap_or_default(),
        false => Default::default(),
    };
    let op = match (row.live, row.merged_into) {
        (true, _) => {
            let mut values = row.record.values;
            let stays: Vec<u16> =
                values.raw().map(|raw| raw.tag).filter(|tag| !table.tags.contains(tag)).collect();
            stays.into_iter().for_each(|tag| values.set(tag, None));
            Op::Put(values)
        }
        (false, Some(into)) => Op::Merge(into),
        (false, None) => Op::Delete,
    };
    Ok(Carried {
        id: last.id,
        rev: row.record.rev,
        bases,
        op,
        at: made.at,
        by: core.called(made.by)?,
        reason: change.reason,
    })
}
