//! What the next undo or redo would do, told before it does it: how many records of which types, the
//! first few field by field, and what stands against it.

use super::back::{Touches, examine};
use super::core::Core;
use super::doc;
use super::history::{changes_between, names_of};
use super::proto::{BULK, ENTERED, Entry, IMPORT, Shown, UndoWhat, Undoable};
use super::session::Session;
use super::stacks::{REDO, UNDO};
use super::stage::Staged;
use super::undo::{Done, Meant, Steps, Unit, meant, staged, unchanged};
use crate::domain::{Kind, Values, show};
use crate::journal::{BatchNote, FrameKind};
use crate::lang::errors::register as codes;
use crate::lang::{Lang, Problem, both};
use std::collections::BTreeMap;

/// Records told field by field: as many as a question has room for.
const TOLD: usize = 5;
/// Records up to which everything that stands against it is looked for before anybody says yes.
const LOOKED_AT: usize = 2_000;
/// Undos of undos that are followed to what was done first.
const FOLLOWED: usize = 1_000;

/// What an undo would take back; None: what the operator's next redo would do again.
pub(crate) fn next(
    core: &mut Core,
    session: &Session,
    what: Option<UndoWhat>,
) -> Result<Option<Undoable>, Problem> {
    let Some(meant) = meant(core, session, what)? else { return Ok(None) };
    let stops = meant.stops(session).err();
    let Meant { unit, done: Done { touches, session: by, .. }, stays } = meant;
    let here = by == session.frame || session.besides.contains(&by);
    let (what, of) = began(core, unit)?;
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
    let stops = match stops {
        None if touches.len() <= LOOKED_AT => against(core, session, &touches)?,
        stops => stops,
    };
    Ok(Some(Undoable {
        unit: match unit {
            Unit::Seq(seq) => UndoWhat::Seq(seq),
            Unit::Entered(batch) => UndoWhat::Entered(batch),
        },
        of,
        what,
        records: u64::try_from(touches.len()).unwrap_or(u64::MAX),
        kinds: kinds.into_iter().collect(),
        called: match (first.first(), touches.keys().next()) {
            (Some((shown, _)), _) => doc::called(&shown.record, &core.made.tables),
            (None, Some(id)) => core.called(*id)?,
            (None, None) => String::new(),
        },
        first,
        staying: u64::try_from(stays.len()).unwrap_or(u64::MAX),
        stays: stays.into_iter().take(TOLD).collect(),
        stops,
        here,
    }))
}

/// Why it cannot go back.
fn against(core: &Core, session: &Session, touches: &Touches) -> Result<Option<Problem>, Problem> {
    let untold = &mut |_, _| ();
    let mut steps = Steps::new(touches.len(), untold);
    match examine(core, session, touches, &mut steps) {
        Err(problem) if Core::is_derived(&problem) => Err(problem),
        Err(problem) => Ok(Some(problem)),
        Ok(0) => Ok(Some(Problem::bare(&codes::NOTHING_TO_UNDO))),
        Ok(_) => Ok(None),
    }
}

/// What was done first, whatever was undone and done again since, and of what.
fn began(core: &Core, mut unit: Unit) -> Result<(String, String), Problem> {
    for _ in 0..FOLLOWED {
        let seq = match unit {
            Unit::Seq(seq) => seq,
            Unit::Entered(batch) => {
                let row = core.row(batch)?;
                let title = |lang| match &row {
                    Some(row) => show::title(&row.record, &core.made.tables, lang),
                    None => batch.short(),
                };
                return Ok((ENTERED.to_owned(), both(&title(Lang::Vi), &title(Lang::En))));
            }
        };
        let note = begun(core, seq)?;
        match Unit::named(&note).filter(|_| matches!(note.what.as_str(), UNDO | REDO)) {
            Some(of) => unit = of,
            None if matches!(note.what.as_str(), IMPORT | BULK) => return Ok((note.what, note.of)),
            None => return Ok((note.what, String::new())),
        }
    }
    Ok(Default::default())
}

/// What its batch says that it is, where that seq begins one.
fn begun(core: &Core, seq: u64) -> Result<BatchNote, Problem> {
    let none = || Problem::new(&codes::NO_SUCH_CHANGE, [seq.to_string()]);
    let group = core.journal.group_of(seq)?.ok_or_else(none)?;
    let begins = group.frames.iter().find(|frame| frame.seq == seq);
    let begins = begins.filter(|frame| frame.kind == FrameKind::Batch);
    begins
        .and_then(|frame| frame.body.as_deref())
        .map_or_else(|| Ok(BatchNote::default()), BatchNote::decode)
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
