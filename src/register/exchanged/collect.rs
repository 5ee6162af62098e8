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
use crate::domain::{Carried, Kind, Op, RecordId, records};
use crate::journal::{BatchNote, Frame, FrameKind, Group};
use crate::lang::Problem;
use crate::register::core::Core;
use crate::register::image;
use crate::register::open::Told;
use crate::register::proto::{Collect, Collected, Way};
use crate::text::hex;
use foldhash::{HashMap, HashMapExt, HashSet};

/// Between two words on how far it is.
const STEP: u64 = 10_000;

/// A record's last change.
struct Last {
    kind: Kind,
    id: RecordId,
    seq: u64,
    at: i64,
    by: RecordId,
    /// It has an older revision.
    older: bool,
    /// It came in a bundle.
    came: bool,
    /// It came from the one it would go to.
    theirs: bool,
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
    changed.sort_unstable_by_key(|last| (last.kind, last.id, std::cmp::Reverse(last.seq)));
    changed.dedup_by_key(|last| (last.kind, last.id));
    let all = changed.len() as u64;
    let mut left = 0;
    // A register knows units beside its own; what is theirs is theirs to send.
    let mut owners = Owners::own(core, lacking::files(&ledger::rows(core)?, None));
    for (at, last) in (0..).zip(&changed) {
        if at % STEP == 0 {
            told(at, all);
        }
        let goes = !last.theirs || lost.contains(&last.id) || !what.only.is_empty();
        let table = what.tables.iter().find(|table| table.kind == last.kind && goes);
        let Some((table, row)) = table.zip(core.row(last.id)?) else { continue };
        if !owners.holds(core, (last.kind, last.id), &row.record.values)? {
            left += u64::from(!last.came && last.kind != unit::KIND);
            continue;
        }
        if spool.current() != Some(table.kind) {
            spool.table(table.clone())?;
        }
        spool.put(carried(core, table, last, row)?)?;
    }
    Ok(Collected { rows: spool.finish()?, left, seq: head.seq, chain: head.chain })
}

/// What was changed since; a record may be named more than once.
fn changed(
    core: &mut Core,
    what: &Collect,
    lost: &HashSet<RecordId>,
) -> Result<Vec<Last>, Problem> {
    let theirs: HashSet<String> = ledger::rows(core)?
        .into_iter()
        .filter(|row| row.way == Way::Taken && row.sender == what.recipient)
        .map(|row| hex::text(&row.identity))
        .collect();
    // What bundles brought, and whether they were the recipient's.
    let mut batches: HashMap<u64, bool> = HashMap::new();
    let mut list: Vec<Last> = Vec::new();
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
                list.push(last(group, frame, batches.get(&group.note.batch).copied())?);
            }
        }
        Ok(true)
    })?;
    Ok(list)
}

fn last(group: &Group, frame: &Frame, brought: Option<bool>) -> Result<Last, Problem> {
    // What both came to was made here, in the same batch.
    let came =
        brought.is_some() && image::change_of(frame)?.is_some_and(|change| change.source.is_some());
    Ok(Last {
        kind: frame.record_kind,
        id: frame.record,
        seq: frame.seq,
        at: group.note.time,
        by: group.note.operator,
        older: frame.prev.is_some(),
        came,
        theirs: came && brought == Some(true),
    })
}

/// Records that the recipient's last snapshot lacked.
fn lost_by(core: &Core, recipient: &str) -> Result<HashSet<RecordId>, Problem> {
    let open = entry::open(core)?;
    let lacking = open.into_iter().filter(|e| e.why == why::LACKING && e.sender == recipient);
    Ok(lacking.map(|entry| entry.record).collect())
}

fn carried(core: &Core, table: &Table, last: &Last, row: Row) -> Result<Carried, Problem> {
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
        at: last.at,
        by: core.called(last.by)?,
        reason: change.reason,
    })
}
