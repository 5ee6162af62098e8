//! A record's changes: from its newest frame back along the places of those before.

use super::core::Core;
use super::exchanged::Bundles;
use super::proto::{Entry, Reply};
use super::stage::changed_tags;
use super::{doc, image, noted};
use crate::derived::store::Row;
use crate::domain::{Kind, Place, RecordId, Value, Values};
use crate::journal::{BatchNote, Frame, FrameKind, GroupNote, SessionNote};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};

/// Who makes a change without an operator (the first one of a register).
const NOBODY: RecordId = RecordId([0; 16]);

/// Field, before, after.
type Changes = Vec<(u16, Option<Value>, Option<Value>)>;

/// Changes told at a time.
const MOST: usize = 1_000;

/// The newest changes of a record, of one that was deleted too.
pub(crate) fn history(core: &Core, id: RecordId) -> Result<Reply, Problem> {
    let row = here(core, id)?;
    older(core, id, row.place)
}

/// The last change of a record and, if that is another one, the first. Those between are passed
/// by their places alone.
pub(crate) fn ends(core: &Core, id: RecordId) -> Result<Reply, Problem> {
    let row = here(core, id)?;
    let mut first = row.place;
    while let Some(before) = change_at(core, id, first)?.prev {
        first = before;
    }
    let mut known = Known::of(core, &row)?;
    let mut entries = vec![told(core, id, row.place, &mut known)?];
    if first != row.place {
        entries.push(told(core, id, first, &mut known)?);
    }
    Ok(Reply::History(entries))
}

/// The changes of a record from a place on back.
pub(crate) fn older(core: &Core, id: RecordId, from: Place) -> Result<Reply, Problem> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut known = Known::of(core, &here(core, id)?)?;
    let mut place = Some(from);
    while let Some(at) = place
        && entries.len() < MOST
    {
        let entry = told(core, id, at, &mut known)?;
        place = entry.before;
        entries.push(entry);
    }
    Ok(Reply::History(entries))
}

fn here(core: &Core, id: RecordId) -> Result<Row, Problem> {
    core.row(id)?.ok_or_else(|| Problem::new(&codes::NOT_FOUND, [id.short()]))
}

/// What the changes of a record have in common, read once.
struct Known {
    /// Where sessions came from.
    sessions: HashMap<u64, String>,
    /// What batches said they are.
    batches: HashMap<u64, Option<BatchNote>>,
    bundles: Bundles,
}

impl Known {
    fn of(core: &Core, row: &Row) -> Result<Self, Problem> {
        let bundles = Bundles::of(core, row)?;
        Ok(Self { sessions: HashMap::new(), batches: HashMap::new(), bundles })
    }

    fn batch(&mut self, core: &Core, seq: u64) -> Result<Option<&BatchNote>, Problem> {
        if seq == 0 {
            return Ok(None);
        }
        Ok(match self.batches.entry(seq) {
            Occupied(known) => known.into_mut().as_ref(),
            Vacant(unknown) => unknown.insert(batch_note(core, seq)?).as_ref(),
        })
    }
}

/// The frame of a change of that record.
fn change_at(core: &Core, id: RecordId, at: Place) -> Result<Frame, Problem> {
    let frame = core.journal.frame(at)?;
    if frame.record != id || !image::changes_a_record(frame.kind) {
        return Err(Problem::new(&codes::NOT_FOUND, [id.short()]));
    }
    Ok(frame)
}

/// A change with the session it was made in, and the bundles that brought or took it.
fn told(core: &Core, id: RecordId, at: Place, known: &mut Known) -> Result<Entry, Problem> {
    let frame = change_at(core, id, at)?;
    let note = core.journal.note_at(at)?;
    let mut entry = entry(core, &frame, &note, known)?;
    entry.took = known.bundles.took(entry.seq, entry.source.as_ref());
    entry.from = match known.sessions.entry(note.session) {
        Occupied(known) => known.get().clone(),
        Vacant(unknown) => unknown.insert(origin(core, note.session)?).clone(),
    };
    Ok(entry)
}

fn entry(
    core: &Core,
    frame: &Frame,
    note: &GroupNote,
    known: &mut Known,
) -> Result<Entry, Problem> {
    let change = image::change_of(frame)?;
    let before = values_at(core, frame.prev)?;
    let erased = change.is_none();
    let change = change.unwrap_or_default();
    let changes = match erased {
        true => Vec::new(),
        false => changes_between(frame.record_kind, &before, &change.values),
    };
    let names = names_of(core, &changes, change.into)?;
    let operator = match note.operator {
        NOBODY => String::new(),
        operator => core.called(operator)?,
    };
    let began = known.batch(core, note.batch)?.cloned();
    let what = what(frame, began.as_ref(), changes.is_empty() && !erased);
    let source = known.bundles.origin(change.source, began.as_ref());
    // Its batch says only what it is.
    let batch = if noted::stays(&what) { 0 } else { note.batch };
    Ok(Entry {
        seq: frame.seq,
        time: note.time,
        operator,
        from: String::new(),
        what,
        changes,
        reason: change.reason,
        accepted: change.accepted,
        source,
        took: Vec::new(),
        undoes: change.undoes,
        batch,
        names,
        erased,
        before: frame.prev,
    })
}

/// Field, before, after; of a secret only that there is one.
pub(crate) fn changes_between(kind: Kind, before: &Values, after: &Values) -> Changes {
    let tags = changed_tags(before, after).into_iter();
    let told = |tag, value| doc::sealed(kind, tag, value);
    tags.map(|tag| (tag, told(tag, before.get(tag)), told(tag, after.get(tag)))).collect()
}

/// What the records are called that stand in them, and last the one that it was merged into.
pub(crate) fn names_of(
    core: &Core,
    changes: &Changes,
    into: Option<RecordId>,
) -> Result<Vec<(RecordId, String)>, Problem> {
    let values = changes.iter().flat_map(|(_, old, new)| [old, new]).flatten();
    let mut names = core.names_in(values)?;
    if let Some(into) = into {
        names.push((into, core.called(into)?));
    }
    Ok(names)
}

/// What was done; where no field was changed, what its batch said it is.
fn what(frame: &Frame, batch: Option<&BatchNote>, nothing: bool) -> String {
    let what = match frame.kind {
        FrameKind::Delete => "delete",
        FrameKind::Alias => "merge",
        _ => match batch.filter(|batch| nothing && noted::stays(&batch.what)) {
            Some(batch) => &batch.what,
            None => "put",
        },
    };
    what.to_owned()
}

/// What the batch says that a change belongs to.
pub(crate) fn batch_of(core: &Core, seq: u64) -> Result<Option<BatchNote>, Problem> {
    match core.journal.group_of(seq)? {
        Some(group) if group.note.batch != 0 => batch_note(core, group.note.batch),
        _ => Ok(None),
    }
}

fn batch_note(core: &Core, seq: u64) -> Result<Option<BatchNote>, Problem> {
    let Some(group) = core.journal.group_of(seq)? else { return Ok(None) };
    let frame = group.frames.iter().find(|frame| frame.seq == seq);
    frame.and_then(|frame| frame.body.as_deref()).map(BatchNote::decode).transpose()
}

fn values_at(core: &Core, place: Option<Place>) -> Result<Values, Problem> {
    let row = match place {
        Some(place) => core.row_at(place)?,
        None => None,
    };
    Ok(row.filter(|row| row.live).map(|row| row.record.values).unwrap_or_default())
}

/// The system's user and where the session came from.
fn origin(core: &Core, session: u64) -> Result<String, Problem> {
    if session == 0 {
        return Ok(String::new());
    }
    let Some(group) = core.journal.group_of(session)? else { return Ok(String::new()) };
    let frame = group.frames.iter().find(|frame| frame.seq == session);
    let Some(body) = frame.and_then(|frame| frame.body.as_deref()) else {
        return Ok(String::new());
    };
    let Ok(note) = SessionNote::decode(body) else { return Ok(String::new()) };
    Ok(match note.ssh.split_whitespace().next() {
        Some(address) => format!("{} ({address})", note.user),
        None => note.user,
    })
}
