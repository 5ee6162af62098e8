//! A person decides about an entry of the queue: ours, theirs, or field by field. What is decided was
//! made from both, and says so: theirs stands in the history once more, right before it.

use super::entry::{self, queued};
use super::past::Past;
use super::second::Second;
use super::staged;
use super::weigh::{State, why};
use crate::derived::store::Row;
use crate::domain::records::bundle::word;
use crate::domain::records::conflict::{BASE, KIND, THEIRS};
use crate::domain::{Place, RecordId, Rev, lookup, records};
use crate::lang::Problem;
use crate::lang::errors::queue::{NOT_QUEUED, STILL_TAKEN};
use crate::register::core::{Core, values_of};
use crate::register::proto::{Choice, Queued, Side, Sides};
use crate::register::save::{self, Deed, Placed, Written};
use crate::register::session::Session;
use crate::register::stage::{Staged, changed_tags};
use std::collections::VecDeque;

/// An open entry with what it is about.
struct Quarrel {
    row: Row,
    entry: Queued,
    here: Row,
    /// What came, where it stands in the history.
    theirs: Option<(Rev, Row)>,
    base: Option<Row>,
}

impl Quarrel {
    fn of(core: &Core, id: RecordId) -> Result<Self, Problem> {
        let none = || Problem::new(&NOT_QUEUED, [id.short()]);
        let row =
            core.row(id)?.filter(|row| row.live && row.record.kind == KIND).ok_or_else(none)?;
        let entry = queued(core, &row)?.filter(|_| entry::is_open(&row)).ok_or_else(none)?;
        let here = core.row(entry.record)?.ok_or_else(none)?;
        let past = Past::of(core, &here)?;
        let at = |tag| -> Result<Option<(Rev, Row)>, Problem> {
            let rev = Rev::read(word(&row.record.values, tag));
            let place: Option<(Rev, Place)> = rev.and_then(|rev| Some((rev, past.place(rev)?)));
            let Some((rev, place)) = place else { return Ok(None) };
            Ok(core.row_at(place)?.map(|row| (rev, row)))
        };
        let (theirs, base) = (at(THEIRS)?, at(BASE)?.map(|(_, row)| row));
        Ok(Self { row, entry, here, theirs, base })
    }
}

/// What stands on both sides.
pub(crate) fn sides(core: &Core, id: RecordId) -> Result<Sides, Problem> {
    let quarrel = Quarrel::of(core, id)?;
    let side = |row: &Row| -> Result<Side, Problem> {
        let frame = core.journal.frame(row.place)?;
        let source = crate::register::image::change_of(&frame)?.and_then(|change| change.source);
        let note = core.journal.note_at(row.place)?;
        let by = match source {
            Some(source) => source.sheet,
            None => core.who_made(frame.seq)?,
        };
        let values = row.live.then(|| row.record.values.clone());
        Ok(Side { values, by, at: note.time })
    };
    let ours = side(&quarrel.here)?;
    let theirs = quarrel.theirs.as_ref().map(|(_, row)| side(row)).transpose()?;
    let theirs = theirs.unwrap_or_default();
    let none = crate::domain::Values::default();
    let (mine, other) =
        (ours.values.as_ref().unwrap_or(&none), theirs.values.as_ref().unwrap_or(&none));
    let tags = if quarrel.theirs.is_some() { changed_tags(mine, other) } else { Vec::new() };
    let mut values = values_of(&quarrel.here.record);
    values.extend(quarrel.theirs.iter().flat_map(|(_, row)| values_of(&row.record)));
    let names = core.names_in(values.iter())?;
    let base = quarrel.base.filter(|row| row.live).map(|row| row.record.values);
    Ok(Sides { entry: quarrel.entry, ours, theirs, base, tags, names })
}

/// Ends an entry.
pub(crate) fn decide(
    core: &mut Core,
    session: &mut Session,
    deed: &Deed,
    (id, choice): (RecordId, &Choice),
) -> Result<Written, Problem> {
    let quarrel = Quarrel::of(core, id)?;
    let how = match choice {
        _ if quarrel.entry.why == why::TAKEN => {
            settled_here(core, &quarrel)?;
            "settled"
        }
        Choice::Ours => "ours",
        Choice::Theirs => "theirs",
        Choice::Fields(_) => "both",
    };
    let mut chunks: VecDeque<Vec<Staged>> = VecDeque::new();
    let mut second = None;
    if let Some((rev, theirs)) = &quarrel.theirs {
        let (first, follows) = again(&quarrel, (*rev, theirs), choice);
        second = follows;
        chunks.push_back(vec![first]);
    }
    let ended = entry::ended(quarrel.row, how);
    let mut ended = Some(ended);
    save::write_spanning(core, session, deed, &mut |_, placed: &[Placed]| {
        if let Some(chunk) = chunks.pop_front() {
            return Ok(Some(chunk));
        }
        let Some(ended) = ended.take() else { return Ok(None) };
        let second = second.take().and_then(|second| second.staged(placed));
        Ok(Some(second.into_iter().chain([ended]).collect()))
    })
}

/// Theirs once more, and what stands behind it if that is not the end.
fn again(
    quarrel: &Quarrel,
    (rev, theirs): (Rev, &Row),
    choice: &Choice,
) -> (Staged, Option<Second>) {
    let here = &quarrel.here;
    let (ours, came) = (State::of(here), State::of(theirs));
    let decided = match choice {
        Choice::Ours => ours,
        Choice::Theirs => came.clone(),
        Choice::Fields(tags) => {
            let mut state = State { live: true, merged_into: None, ..ours };
            for tag in tags {
                state.values.set(*tag, came.values.get(*tag).as_ref());
            }
            state
        }
    };
    let first = staged(Some(here.clone()), here.clone(), came.clone(), Some(rev));
    let second = (decided != came).then(|| Second {
        at: 0,
        first: first.after.clone(),
        state: decided,
        rev: None,
        highest: here.record.rev.n.max(rev.n),
        reason: String::new(),
    });
    (first, second)
}

/// Refuses as long as both still bear the number.
fn settled_here(core: &Core, quarrel: &Quarrel) -> Result<(), Problem> {
    let Some((other, name)) = &quarrel.entry.other else { return Ok(()) };
    let Some(kind) = records::of(quarrel.entry.kind) else { return Ok(()) };
    let Some(field) = kind.field_named(name) else { return Ok(()) };
    let key = |row: &Row| {
        let is = row.live && (kind.active)(&row.record);
        row.record.values.see(field.tag).filter(|_| is).and_then(|value| lookup::key(field, value))
    };
    let theirs = core.row(*other)?.and_then(|row| key(&row));
    if theirs.is_some() && key(&quarrel.here) == theirs {
        let params =
            [quarrel.entry.called.clone(), field.label.vi.to_owned(), core.called(*other)?];
        return Err(Problem::new(&STILL_TAKEN, params));
    }
    Ok(())
}
