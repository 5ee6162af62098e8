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
    row_after(journal, frame, change_of(frame)?).map(Some)
}

/// As [`row_of`]; a payload that is as it was written, and makes no sense all the same, is named
/// in `damage`.
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
        damage.push(journal.senseless(frame));
    }
    row_after(journal, frame, change).map(Some)
}

fn row_after(journal: &Journal, frame: &Frame, change: Option<Change>) -> Result<Row, Problem> {
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
            if let Some(values) = values_before(journal, frame.prev)? {
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
fn values_before(journal: &Journal, mut place: Option<Place>) -> Result<Option<Values>, Problem> {
    while let Some(at) = place {
        let frame = journal.frame(at)?;
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

/// The record as it was at `place`.
pub(crate) fn row_at(journal: &Journal, place: Place) -> Result<Option<Row>, Problem> {
    row_of(journal, &journal.frame(place)?)
}
