//! Frames of the journal read as records: what a record was after a change.

use crate::derived::store::Row;
use crate::domain::{Place, Record, Values};
use crate::journal::{Change, Damage, Frame, FrameKind, Journal};
use crate::lang::Problem;
use crate::lang::errors::domain::BAD_VALUES;
use crate::lang::errors::journal::BAD_BODY;

/// Whether the frame changes a record.
pub(crate) fn changes_a_record(kind: FrameKind) -> bool {
    matches!(kind, FrameKind::Put | FrameKind::Delete | FrameKind::Alias)
}

/// What the frame says; None where its payload was erased or is damaged, or makes no sense.
///
/// # Errors
/// A newer format: that is for a newer program to read.
pub(crate) fn change_of(frame: &Frame) -> Result<Option<Change>, Problem> {
    match frame.body.as_deref().map(Change::decode).transpose() {
        Err(problem) if problem.is(&BAD_BODY) || problem.is(&BAD_VALUES) => Ok(None),
        change => change,
    }
}

/// The record as the frame left it; None for frames of no record.
///
/// Where the payload of a put is gone, the record is what it was before: damage costs one change,
/// not the record. After an erasure nothing before it is left either, and the record counts as
/// deleted.
pub(crate) fn row_of(journal: &Journal, frame: &Frame) -> Result<Option<Row>, Problem> {
    if !changes_a_record(frame.kind) {
        return Ok(None);
    }
    row_after(journal, frame, change_of(frame)?, &mut Vec::new()).map(Some)
}

/// As [`row_of`]; a payload that is as it was written, and makes no sense all the same, is named
/// in `damage`, and so is a frame before it that is needed and lost.
pub(crate) fn row_or_damage(
    journal: &Journal,
    frame: &Frame,
    damage: &mut Vec<Damage>,
) -> Result<Option<Row>, Problem> {
    if !changes_a_record(frame.kind) {
        return Ok(None);
    }
    let change = change_of(frame)?;
    if change.is_none() && frame.body.is_some() {
        name(damage, [journal.senseless(frame)]);
    }
    row_after(journal, frame, change, damage).map(Some)
}

fn row_after(
    journal: &Journal,
    frame: &Frame,
    change: Option<Change>,
    damage: &mut Vec<Damage>,
) -> Result<Row, Problem> {
    let mut row = Row {
        record: Record {
            id: frame.record,
            kind: frame.record_kind,
            rev: frame.rev,
            values: Values::default(),
        },
        live: false,
        merged_into: None,
        seq: frame.seq,
        place: frame.place,
    };
    match (frame.kind, change) {
        (FrameKind::Put, Some(change)) => {
            row.record.values = change.values;
            row.live = true;
        }
        (FrameKind::Alias, Some(change)) => row.merged_into = change.into,
        (FrameKind::Put, None) => {
            if let Some(values) = values_before(journal, frame.prev, damage)? {
                row.record.values = values;
                row.live = true;
            }
        }
        _ => {}
    }
    Ok(row)
}

/// The values of the newest readable put at or before `place`, None when there is none or the
/// record was deleted there.
fn values_before(
    journal: &Journal,
    mut place: Option<Place>,
    damage: &mut Vec<Damage>,
) -> Result<Option<Values>, Problem> {
    while let Some(at) = place {
        let Some(frame) = frame_or_name(journal, at, damage)? else { return Ok(None) };
        if frame.kind != FrameKind::Put {
            return Ok(None);
        }
        if let Some(change) = change_of(&frame)? {
            return Ok(Some(change.values));
        }
        place = frame.prev;
    }
    Ok(None)
}

/// The record as the frame at `prev` left it; None where there is none, and where that frame is
/// lost, which is named in `damage`: it costs what it said, not what was changed after it.
pub(crate) fn row_before(
    journal: &Journal,
    prev: Option<Place>,
    damage: &mut Vec<Damage>,
) -> Result<Option<Row>, Problem> {
    let Some(place) = prev else { return Ok(None) };
    match frame_or_name(journal, place, damage)? {
        Some(frame) => row_of(journal, &frame),
        None => Ok(None),
    }
}

/// The frame at `place`; None where it is lost, which is named.
fn frame_or_name(
    journal: &Journal,
    place: Place,
    damage: &mut Vec<Damage>,
) -> Result<Option<Frame>, Problem> {
    let frame = journal.frame_or_damage(place)?;
    Ok(frame.map_err(|lost| name(damage, [lost])).ok())
}

/// Places that are named at most besides those a replay names.
const NAMED: usize = 1_000;

/// Names in `damage` what is not named there yet: one lost segment is met by every record that was
/// changed after it.
pub(crate) fn name(damage: &mut Vec<Damage>, found: impl IntoIterator<Item = Damage>) {
    for found in found {
        let same = |known: &Damage| known.offset == found.offset && known.file == found.file;
        if damage.len() < NAMED && !damage.iter().any(same) {
            damage.push(found);
        }
    }
}

/// The record as it was at `place`.
pub(crate) fn row_at(journal: &Journal, place: Place) -> Result<Option<Row>, Problem> {
    row_of(journal, &journal.frame(place)?)
}
