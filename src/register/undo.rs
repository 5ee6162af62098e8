//! Taking back: a change, a batch, an undo. It is a new change; a field goes back only if it still
//! holds what the change put there, else it is named and nothing happens.

use super::core::Core;
use super::doc;
use super::proto::UndoWhat;
use super::save::{self, Deed, GROUP_FRAMES, Written};
use super::session::Session;
use super::stacks::{REDO, Stacks, UNDO};
use super::stage::{Stage, Staged, changed_tags};
use super::{image, open, operators};
use crate::derived::store::Row;
use crate::domain::{Place, RecordId, Values, records};
use crate::journal::{self, BatchNote, Frame, FrameKind, RequestId};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use std::collections::{BTreeMap, HashSet};

/// Conflicts named in one problem.
const NAMED: usize = 5;

/// What a change did to one record.
#[derive(Clone, Copy, Debug)]
struct Touch {
    /// Where the record stood before; None: it was made by the change.
    before: Option<Place>,
    /// Where the change left it.
    after: Place,
    /// The seq of that frame.
    seq: u64,
    /// Something else changed the record between two of the change's own frames.
    parted: bool,
}

/// Undoes.
pub(crate) fn undo(
    core: &mut Core,
    session: &mut Session,
    request: RequestId,
    what: UndoWhat,
) -> Result<Written, Problem> {
    let unit = match what {
        UndoWhat::Last => stacks(core)?
            .last(session.operator.id)
            .ok_or_else(|| Problem::bare(&codes::NOTHING_TO_UNDO))?,
        UndoWhat::Seq(seq) => unit_of(core, seq)?,
    };
    revert(core, session, request, unit, UNDO)
}

/// Does again what the operator undid last.
pub(crate) fn redo(
    core: &mut Core,
    session: &mut Session,
    request: RequestId,
) -> Result<Written, Problem> {
    let unit = stacks(core)?
        .undone(session.operator.id)
        .ok_or_else(|| Problem::bare(&codes::NOTHING_TO_REDO))?;
    revert(core, session, request, unit, REDO)
}

fn stacks(core: &mut Core) -> Result<&Stacks, Problem> {
    if core.stacks.is_none() {
        core.stacks = Some(Stacks::read(&core.journal)?);
    }
    core.stacks.as_ref().ok_or_else(|| Problem::bare(&codes::NOTHING_TO_UNDO))
}

/// The batch that frame belongs to, or the first record's frame of its group.
fn unit_of(core: &Core, seq: u64) -> Result<u64, Problem> {
    let none = || Problem::new(&codes::NO_SUCH_CHANGE, [seq.to_string()]);
    let group = core.journal.group_of(seq)?.ok_or_else(none)?;
    if group.note.batch != 0 {
        return Ok(group.note.batch);
    }
    let first = group.frames.iter().find(|frame| image::changes_a_record(frame.kind));
    first.map(|frame| frame.seq).ok_or_else(none)
}

/// What the unit did, by record.
fn touched(core: &Core, unit: u64) -> Result<BTreeMap<RecordId, Touch>, Problem> {
    let mut touches = BTreeMap::new();
    let group = core.journal.group_of(unit)?;
    let group = group.ok_or_else(|| Problem::new(&codes::NO_SUCH_CHANGE, [unit.to_string()]))?;
    if group.note.batch == 0 {
        group.frames.iter().for_each(|frame| touch(&mut touches, frame));
        return Ok(touches);
    }
    let damage = core.journal.replay(unit.saturating_sub(1), &mut |group| {
        if group.note.batch == unit {
            group.frames.iter().for_each(|frame| touch(&mut touches, frame));
        }
        Ok(true)
    })?;
    if let Some(damage) = damage.first() {
        return Err(open::damage_problem(damage));
    }
    Ok(touches)
}

fn touch(touches: &mut BTreeMap<RecordId, Touch>, frame: &Frame) {
    if !image::changes_a_record(frame.kind) {
        return;
    }
    let new = Touch { before: frame.prev, after: frame.place, seq: frame.seq, parted: false };
    touches
        .entry(frame.record)
        .and_modify(|known| {
            known.parted |= frame.prev != Some(known.after);
            (known.after, known.seq) = (frame.place, frame.seq);
        })
        .or_insert(new);
}

fn revert(
    core: &mut Core,
    session: &mut Session,
    request: RequestId,
    unit: u64,
    what: &str,
) -> Result<Written, Problem> {
    let touches = touched(core, unit)?;
    let work = examine(core, session, &touches)?;
    if work == 0 {
        return Err(Problem::bare(&codes::NOTHING_TO_UNDO));
    }
    let begins = BatchNote { what: what.to_owned(), of: unit.to_string() };
    let deed = Deed { request, batch: 0, begins: Some(begins) };
    let mut rest = touches.into_iter();
    let mut next = |core: &mut Core| -> Result<Option<Vec<Staged>>, Problem> {
        let chunk: Vec<_> = rest.by_ref().take(GROUP_FRAMES).collect();
        if chunk.is_empty() {
            return Ok(None);
        }
        let mut list = Vec::new();
        for (id, touch) in chunk {
            list.extend(staged(core, id, touch)?.ok());
        }
        list.retain(|staged| !unchanged(staged));
        Ok(Some(list))
    };
    if work <= GROUP_FRAMES {
        let mut list = Vec::new();
        while let Some(chunk) = next(core)? {
            list.extend(chunk);
        }
        return save::write(core, session, deed, list);
    }
    save::write_spanning(core, session, &deed, &mut next)
}

fn unchanged(staged: &Staged) -> bool {
    staged.before.as_ref().is_some_and(|before| same(before, &staged.after))
}

/// Whether both say the same, whichever change said it.
fn same(one: &Row, other: &Row) -> bool {
    one.live == other.live
        && one.merged_into == other.merged_into
        && one.record.values == other.record.values
}

/// Makes sure that all of it can go back, and says how many records that changes.
fn examine(
    core: &mut Core,
    session: &Session,
    touches: &BTreeMap<RecordId, Touch>,
) -> Result<usize, Problem> {
    let mut conflicts: Vec<String> = Vec::new();
    let mut work = 0_usize;
    let mut going: Vec<RecordId> = Vec::new();
    let mut coming: Vec<Staged> = Vec::new();
    for (id, touch) in touches {
        match staged(core, *id, *touch)? {
            Err(conflict) => conflicts.push(conflict),
            Ok(staged) if unchanged(&staged) => {}
            Ok(staged) => {
                if staged.after.record.kind == operators::kind()
                    && session.operator.role != operators::TECHNICIAN
                {
                    let what = "hoàn tác thay đổi về người dùng / undo changes of operators";
                    return Err(Problem::new(&codes::ROLE, [what]));
                }
                work += 1;
                if staged.after.live {
                    coming.push(staged);
                } else {
                    going.push(*id);
                }
            }
        }
        if conflicts.len() > NAMED {
            break;
        }
    }
    if !conflicts.is_empty() {
        if conflicts.len() > NAMED {
            conflicts.truncate(NAMED);
            conflicts.push("…".to_owned());
        }
        return Err(Problem::new(&codes::CHANGED_SINCE, [conflicts.join("; ")]));
    }
    may_go(core, session, &going, &coming)?;
    may_come(core, session, &going, coming)?;
    Ok(work)
}

/// Refuses to take away what something refers to that stays.
fn may_go(
    core: &Core,
    session: &Session,
    going: &[RecordId],
    coming: &[Staged],
) -> Result<(), Problem> {
    let gone: HashSet<RecordId> = going.iter().copied().collect();
    let changed: HashSet<RecordId> = coming.iter().map(|staged| staged.after.record.id).collect();
    for id in going {
        if *id == core.own_unit() || *id == session.operator.id {
            return Err(Problem::new(&codes::NEEDED, [core.called(*id)?]));
        }
        for (user, _, _) in core.made.index.referring(*id)? {
            if !gone.contains(&user) && !changed.contains(&user) {
                return Err(Problem::new(&codes::REFERRED_SINCE, [core.called(*id)?]));
            }
        }
    }
    for staged in coming {
        let values = super::core::values_of(&staged.after.record);
        if let Some(id) = values.iter().flat_map(doc::referred).find(|id| gone.contains(id)) {
            return Err(Problem::new(&codes::REFERRED_SINCE, [core.called(id)?]));
        }
    }
    Ok(())
}

/// Refuses to bring back what the checks refuse today: a number somebody else holds by now, a
/// reference to what is gone.
fn may_come(
    core: &mut Core,
    session: &Session,
    going: &[RecordId],
    coming: Vec<Staged>,
) -> Result<(), Problem> {
    if coming.is_empty() {
        return Ok(());
    }
    let rows: Vec<(RecordId, Option<Row>)> =
        going.iter().map(|id| core.row(*id).map(|row| (*id, row))).collect::<Result<_, _>>()?;
    let mut stage = Stage::new(core, &session.operator);
    for (_, row) in rows {
        if let Some(mut row) = row {
            row.live = false;
            row.record.values = Values::default();
            stage.stage(row, FrameKind::Delete, journal::Change::default())?;
        }
    }
    let records: Vec<_> = coming.iter().map(|staged| staged.after.record.clone()).collect();
    for staged in coming {
        stage.stage(staged.after, staged.frame, staged.body)?;
    }
    for record in &records {
        if let Some(finding) = stage.hard(record)?.into_iter().next() {
            return Err(finding.problem);
        }
    }
    Ok(())
}

/// A record as it would go back; or what stands against it, named.
fn staged(core: &Core, id: RecordId, touch: Touch) -> Result<Result<Staged, String>, Problem> {
    let current = core.row(id)?.ok_or_else(|| Problem::new(&codes::NOT_FOUND, [id.short()]))?;
    if touch.parted {
        return Ok(Err(doc::named(&current.record, &core.made.tables)));
    }
    let before = match touch.before {
        Some(place) => {
            if image::change_of(&core.journal.frame(place)?)?.is_none() {
                return Err(Problem::new(&codes::ERASED, [touch.seq.to_string()]));
            }
            core.row_at(place)?.filter(|row| row.live || row.merged_into.is_some())
        }
        None => None,
    };
    let made = core.row_at(touch.after)?;
    // What was changed and changed back meanwhile stands as the change left it.
    let untouched =
        current.place == touch.after || made.as_ref().is_some_and(|made| same(made, &current));
    let mut after = current.clone();
    if untouched {
        after.live = before.as_ref().is_some_and(|row| row.live);
        after.merged_into = before.as_ref().and_then(|row| row.merged_into);
        after.record.values = before.map(|row| row.record.values).unwrap_or_default();
    } else {
        let (Some(before), Some(made)) = (before, made.filter(|row| row.live)) else {
            return Ok(Err(doc::named(&current.record, &core.made.tables)));
        };
        if !current.live || !before.live {
            return Ok(Err(doc::named(&current.record, &core.made.tables)));
        }
        for tag in changed_tags(&before.record.values, &made.record.values) {
            let is = current.record.values.get(tag);
            if is != made.record.values.get(tag) {
                return Ok(Err(field_named(core, &current, tag)));
            }
            after.record.values.set(tag, before.record.values.get(tag).as_ref());
        }
    }
    let frame = match (after.live, after.merged_into) {
        (true, _) => FrameKind::Put,
        (false, Some(_)) => FrameKind::Alias,
        (false, None) => FrameKind::Delete,
    };
    let body = journal::Change {
        values: after.record.values.clone(),
        undoes: touch.seq,
        into: after.merged_into,
        ..journal::Change::default()
    };
    Ok(Ok(Staged { before: Some(current), after, frame, body }))
}

fn field_named(core: &Core, row: &Row, tag: u16) -> String {
    let name = doc::named(&row.record, &core.made.tables);
    let field = records::of(row.record.kind).and_then(|ty| ty.field(tag));
    format!("{name}: {}", field.map_or("?", |field| field.label.vi))
}
