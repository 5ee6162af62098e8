//! What the next undo or redo would do, told before it does it: how many records of which types, the
//! first few field by field, and what stands against it.

use super::back::examine;
use super::core::Core;
use super::doc;
use super::history::{changes_between, names_of};
use super::proto::{BULK, Entry, IMPORT, Shown, Undoable};
use super::session::Session;
use super::stacks::{REDO, UNDO};
use super::stage::Staged;
use super::undo::{Steps, stacks, staged, touched, unchanged};
use crate::domain::{Kind, Values};
use crate::journal::{BatchNote, FrameKind, GroupNote};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use std::collections::BTreeMap;

/// Records told field by field: as many as a question has room for.
const TOLD: usize = 5;
/// Records up to which everything that stands against it is looked for before anybody says yes.
const LOOKED_AT: usize = 2_000;
/// Undos of undos that are followed to what was done first.
const FOLLOWED: usize = 1_000;

/// What the operator's next undo would take back; `redo`: what their next redo would do again.
pub(crate) fn next(
    core: &mut Core,
    session: &Session,
    redo: bool,
) -> Result<Option<Undoable>, Problem> {
    let stacks = stacks(core)?;
    let operator = session.operator.id;
    let seq = if redo { stacks.undone(operator) } else { stacks.last(operator) };
    let Some(seq) = seq else { return Ok(None) };
    let touches = touched(core, seq)?;
    let (note, mut began) = begun(core, seq)?;
    let here = note.session == session.frame || session.besides.contains(&note.session);
    for _ in 0..FOLLOWED {
        if !matches!(began.what.as_str(), UNDO | REDO) {
            break;
        }
        began = begun(core, began.of.parse().unwrap_or(0))?.1;
    }
    let mut kinds: BTreeMap<Kind, u64> = BTreeMap::new();
    let mut first = Vec::new();
    for (id, touch) in &touches {
        *kinds.entry(touch.kind).or_default() += 1;
        if first.len() < TOLD
            && let Ok(staged) = staged(core, *id, *touch)?
            && !unchanged(&staged)
        {
            first.push(step(core, staged, touch.seq)?);
        }
    }
    let stops = match touches.len() <= LOOKED_AT {
        true => {
            let untold = &mut |_, _| ();
            let mut steps = Steps::new(touches.len(), untold);
            match examine(core, session, &touches, &mut steps) {
                Err(problem) if Core::is_derived(&problem) => return Err(problem),
                Err(problem) => Some(problem),
                Ok(0) => Some(Problem::bare(&codes::NOTHING_TO_UNDO)),
                Ok(_) => None,
            }
        }
        false => None,
    };
    let named = matches!(began.what.as_str(), IMPORT | BULK);
    Ok(Some(Undoable {
        seq,
        of: if named { began.of } else { String::new() },
        what: began.what,
        records: u64::try_from(touches.len()).unwrap_or(u64::MAX),
        kinds: kinds.into_iter().collect(),
        called: match (first.first(), touches.keys().next()) {
            (Some((shown, _)), _) => doc::called(&shown.record, &core.made.tables),
            (None, Some(id)) => core.called(*id)?,
            (None, None) => String::new(),
        },
        first,
        stops,
        here,
    }))
}

/// Who wrote that seq and when; what its batch says it is, where it begins one.
fn begun(core: &Core, seq: u64) -> Result<(GroupNote, BatchNote), Problem> {
    let none = || Problem::new(&codes::NO_SUCH_CHANGE, [seq.to_string()]);
    let group = core.journal.group_of(seq)?.ok_or_else(none)?;
    let begins = group.frames.iter().find(|frame| frame.seq == seq);
    let begins = begins.filter(|frame| frame.kind == FrameKind::Batch);
    let note = match begins.and_then(|frame| frame.body.as_deref()) {
        Some(body) => BatchNote::decode(body)?,
        None => BatchNote::default(),
    };
    Ok((group.note, note))
}

/// A record with what would become of it, worded like a change in its history.
fn step(core: &Core, staged: Staged, undoes: u64) -> Result<(Shown, Entry), Problem> {
    let none = Values::default();
    let before = staged.before.as_ref().filter(|row| row.live);
    let was = before.map_or(&none, |row| &row.record.values);
    let is = if staged.after.live { &staged.after.record.values } else { &none };
    let changes = changes_between(staged.after.record.kind, was, is);
    let into = staged.after.merged_into;
    let names = names_of(core, &changes, into)?;
    let what = match staged.frame {
        FrameKind::Delete => "delete",
        FrameKind::Alias => "merge",
        _ => "put",
    };
    // A record that goes is called what it is called now, one that comes back what it will be.
    let row =
        if staged.after.live && before.is_none() { Some(staged.after) } else { staged.before };
    let row = row.ok_or_else(|| Problem::bare(&codes::NOTHING_TO_UNDO))?;
    let entry = Entry { what: what.to_owned(), changes, names, undoes, ..Entry::default() };
    Ok((core.shown(row)?, entry))
}
