//! Taking back: a change, a batch, an undo. It is a new change; a field goes back only if it still
//! holds what the change put there, else it is named and nothing happens.

use super::core::Core;
use super::doc;
use super::open::Told;
use super::proto::UndoWhat;
use super::save::{self, Deed, GROUP_BYTES, GROUP_FRAMES, Written};
use super::session::Session;
use super::stacks::{REDO, Stacks, UNDO};
use super::stage::{Staged, changed_tags};
use super::{back, exchanged, history, image, open};
use crate::derived::store::Row;
use crate::domain::{Kind, Place, RecordId, Right, records};
use crate::journal::{self, BatchNote, Frame, FrameKind, RequestId};
use crate::lang::Problem;
use crate::lang::errors::queue::BUNDLE_STAYS;
use crate::lang::errors::register as codes;
use std::collections::BTreeMap;

/// Steps of an undo that is told of.
const LONG: u64 = 3_000;

/// What a change did to one record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Touch {
    /// Where the record stood before; None: it was made by the change.
    before: Option<Place>,
    /// Where the change left it.
    after: Place,
    /// The seq of that frame.
    pub(super) seq: u64,
    /// The record's type.
    pub(super) kind: Kind,
    /// Something else changed the record between two of the change's own frames.
    parted: bool,
}

/// Undoes.
pub(crate) fn undo(
    core: &mut Core,
    session: &mut Session,
    request: RequestId,
    what: UndoWhat,
    told: Told<'_>,
) -> Result<Written, Problem> {
    let unit = match what {
        UndoWhat::Last => stacks(core)?
            .last(session.operator.id)
            .ok_or_else(|| Problem::bare(&codes::NOTHING_TO_UNDO))?,
        UndoWhat::Seq(seq) => unit_of(core, seq)?,
    };
    if history::batch_of(core, unit)?.is_some_and(|note| exchanged::stays(&note.what)) {
        return Err(Problem::bare(&BUNDLE_STAYS));
    }
    if core.who_did(unit)? != session.operator.id {
        session.operator.may(Right::UndoOthers)?;
    }
    revert(core, session, request, unit, UNDO, told)
}

/// Does again what the operator undid last.
pub(crate) fn redo(
    core: &mut Core,
    session: &mut Session,
    request: RequestId,
    told: Told<'_>,
) -> Result<Written, Problem> {
    let unit = stacks(core)?
        .undone(session.operator.id)
        .ok_or_else(|| Problem::bare(&codes::NOTHING_TO_REDO))?;
    revert(core, session, request, unit, REDO, told)
}

pub(super) fn stacks(core: &mut Core) -> Result<&Stacks, Problem> {
    if core.stacks.is_none() {
        core.stacks = Some(Stacks::read(core)?);
    }
    core.stacks.as_ref().ok_or_else(|| Problem::bare(&codes::NOTHING_TO_UNDO))
}

/// What a person means by a number: of a change in a batch that change alone, of the batch itself
/// all of it; outside of batches what was saved at once.
fn unit_of(core: &Core, seq: u64) -> Result<u64, Problem> {
    let none = || Problem::new(&codes::NO_SUCH_CHANGE, [seq.to_string()]);
    let group = core.journal.group_of(seq)?.ok_or_else(none)?;
    let changes = |frame: &&Frame| image::changes_a_record(frame.kind);
    let meant = group.frames.iter().find(|frame| frame.seq == seq).filter(changes);
    match (group.note.batch, meant) {
        (0, _) => group.frames.iter().find(changes).map(|frame| frame.seq).ok_or_else(none),
        (_, Some(change)) => Ok(change.seq),
        (batch, None) => Ok(batch),
    }
}

/// What the unit did, by record.
pub(super) fn touched(core: &Core, unit: u64) -> Result<BTreeMap<RecordId, Touch>, Problem> {
    let mut touches = BTreeMap::new();
    let group = core.journal.group_of(unit)?;
    let group = group.ok_or_else(|| Problem::new(&codes::NO_SUCH_CHANGE, [unit.to_string()]))?;
    if group.note.batch != unit {
        let all = group.note.batch == 0;
        let frames = group.frames.iter().filter(|frame| all || frame.seq == unit);
        frames.for_each(|frame| touch(&mut touches, frame));
        return Ok(touches);
    }
    let damage = core.journal.replay(unit.saturating_sub(1), &mut |group| {
        if group.note.batch == unit {
            group.frames.iter().for_each(|frame| touch(&mut touches, frame));
        }
        Ok(true)
    })?;
    if let Some(damage) = damage.0.first() {
        return Err(open::damage_problem(damage));
    }
    Ok(touches)
}

fn touch(touches: &mut BTreeMap<RecordId, Touch>, frame: &Frame) {
    if !image::changes_a_record(frame.kind) {
        return;
    }
    let (kind, after) = (frame.record_kind, frame.place);
    let new = Touch { before: frame.prev, after, seq: frame.seq, kind, parted: false };
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
    told: Told<'_>,
) -> Result<Written, Problem> {
    let touches = touched(core, unit)?;
    let mut steps = Steps::new(touches.len(), told);
    let work = back::examine(core, session, &touches, &mut steps)?;
    if work == 0 {
        return Err(Problem::bare(&codes::NOTHING_TO_UNDO));
    }
    let begins = BatchNote { what: what.to_owned(), of: unit.to_string() };
    let deed = Deed { request, batch: 0, begins: Some(begins) };
    let mut rest = touches.into_iter().peekable();
    let mut next = |core: &mut Core, _: &[save::Placed]| -> Result<Option<Vec<Staged>>, Problem> {
        if rest.peek().is_none() {
            return Ok(None);
        }
        let mut list = Vec::new();
        let mut bytes = 0;
        while let Some((id, touch)) =
            rest.next_if(|_| list.len() < GROUP_FRAMES && bytes < GROUP_BYTES)
        {
            steps.step();
            let back = staged(core, id, touch)?.ok().filter(|staged| !unchanged(staged));
            bytes += back.as_ref().map_or(0, |staged| staged.body.values.encoded().len());
            list.extend(back);
        }
        Ok(Some(list))
    };
    if work <= GROUP_FRAMES {
        let mut list = Vec::new();
        while let Some(chunk) = next(core, &[])? {
            list.extend(chunk);
        }
        return save::write(core, session, deed, list);
    }
    save::write_spanning(core, session, &deed, &mut next)
}

/// How far an undo is: every record is looked at, checked and written.
pub(crate) struct Steps<'t> {
    told: Told<'t>,
    done: u64,
    all: u64,
}

impl<'t> Steps<'t> {
    pub(super) fn new(records: usize, told: Told<'t>) -> Self {
        Self { told, done: 0, all: u64::try_from(records).unwrap_or(u64::MAX).saturating_mul(3) }
    }

    /// One more; a short undo is not worth a word.
    pub(crate) fn step(&mut self) {
        self.done = self.done.saturating_add(1);
        if self.all >= LONG && self.done.is_multiple_of(self.all / 100) {
            (self.told)(self.done, self.all);
        }
    }
}

pub(crate) fn unchanged(staged: &Staged) -> bool {
    staged.before.as_ref().is_some_and(|before| same(before, &staged.after))
}

/// Whether both say the same, whichever change said it.
fn same(one: &Row, other: &Row) -> bool {
    one.live == other.live
        && one.merged_into == other.merged_into
        && one.record.values == other.record.values
}

/// A record as it would go back; or what stands against it, named.
pub(crate) fn staged(
    core: &Core,
    id: RecordId,
    touch: Touch,
) -> Result<Result<Staged, String>, Problem> {
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
    Ok(Ok(Staged { before: Some(current), after, frame, body, rev: None }))
}

fn field_named(core: &Core, row: &Row, tag: u16) -> String {
    let name = doc::named(&row.record, &core.made.tables);
    let field = records::of(row.record.kind).and_then(|ty| ty.field(tag));
    format!("{name}: {}", field.map_or("?", |field| field.label.vi))
}
