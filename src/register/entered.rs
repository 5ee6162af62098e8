//! What was keyed in a batch of forms, as the saves that did it: they are undone as one, though they
//! were saved one by one.
//!
//! A save belongs to it that put a record into the batch; so does one that corrected such records,
//! and nothing else, in a sitting in which the batch was keyed; and the closing of the batch. What
//! was done to the records elsewhere does not.

use super::core::Core;
use super::image;
use super::undo::Done;
use crate::domain::records::batch;
use crate::domain::{Place, Record, RecordId};
use crate::journal::{Frame, GroupNote};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use std::collections::{BTreeMap, HashSet};

/// What was saved at once, without its payloads.
type Save = (GroupNote, Vec<Frame>);

/// What was done in that batch, in the order in which it was.
pub(crate) fn done(core: &Core, id: RecordId) -> Result<Done, Problem> {
    let of = core.need(id)?;
    if of.record.kind != batch::KIND {
        let params = [id.short(), batch::TYPE.name.to_owned()];
        return Err(Problem::new(&codes::WRONG_KIND, params));
    }
    let mut runs = Vec::new();
    let mut members = HashSet::new();
    for (member, _, _) in core.made.index.referring(id)? {
        if let Some(row) = core.row(member)?.filter(|row| row.live)
            && batch::is_in(&row.record.values, id)
            && members.insert(member)
        {
            runs.push(since(core, row.place, &|record| batch::is_in(&record.values, id))?);
        }
    }
    let mut saves = BTreeMap::new();
    let mut sittings = HashSet::new();
    for first in runs.iter_mut().filter_map(Vec::pop) {
        let save = save(core, &first)?;
        sittings.insert(save.0.session);
        keep(&mut saves, &first, save);
    }
    for later in runs.into_iter().flatten() {
        let (note, frames) = whole(core, &later)?;
        if sittings.contains(&note.session)
            && frames.iter().all(|frame| members.contains(&frame.record))
        {
            keep(&mut saves, &later, (note, frames));
        }
    }
    // Nothing keyed is nothing to take back, and the batch is closed as it was.
    if !members.is_empty()
        && let Some(closed) = since(core, of.place, &|batch| !(batch::TYPE.active)(batch))?.pop()
    {
        let save = save(core, &closed)?;
        keep(&mut saves, &closed, save);
    }
    let mut done = Done::default();
    saves.values().for_each(|(note, frames)| done.add(note, frames.iter()));
    Ok(done)
}

/// One save is kept once, whichever of its changes led to it; of a larger act each change is its own.
fn keep(saves: &mut BTreeMap<u64, Save>, change: &Frame, save: Save) {
    let first = save.1.first().filter(|_| save.0.batch == 0).map_or(change.seq, |first| first.seq);
    saves.insert(first, save);
}

/// The changes of a record, the newest first, as far back as it was so after each.
fn since(core: &Core, newest: Place, so: &dyn Fn(&Record) -> bool) -> Result<Vec<Frame>, Problem> {
    let mut frames = Vec::new();
    let mut at = Some(newest);
    while let Some(place) = at {
        let frame = core.journal.frame(place)?;
        let row = image::row_of(&core.journal, &frame)?;
        if !row.is_some_and(|row| row.live && so(&row.record)) {
            break;
        }
        at = frame.prev;
        frames.push(Frame { body: None, ..frame });
    }
    Ok(frames)
}

/// What was saved at once with that change; of a larger act that change, and what refers to its record.
fn save(core: &Core, change: &Frame) -> Result<Save, Problem> {
    let (note, mut frames) = whole(core, change)?;
    if note.batch != 0 {
        let users = core.made.index.referring(change.record)?;
        let users: HashSet<RecordId> = users.into_iter().map(|(user, _, _)| user).collect();
        frames.retain(|frame| frame.seq == change.seq || users.contains(&frame.record));
    }
    Ok((note, frames))
}

/// All changes of records in the group of that one.
fn whole(core: &Core, change: &Frame) -> Result<Save, Problem> {
    let none = || Problem::new(&codes::NO_SUCH_CHANGE, [change.seq.to_string()]);
    let group = core.journal.group_of(change.seq)?.ok_or_else(none)?;
    let changes = group.frames.into_iter().filter(|frame| image::changes_a_record(frame.kind));
    Ok((group.note, changes.map(|frame| Frame { body: None, ..frame }).collect()))
}
