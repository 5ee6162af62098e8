//! Acts that the journal notes and no undo takes back: setting a PIN, seeing hidden numbers whole.
//! Each is a batch of its own that says what it is.

use super::core::Core;
use super::operators;
use super::pin;
use super::save::{self, Deed, Written};
use super::session::Session;
use super::stage::Staged;
use crate::derived::store::Row;
use crate::domain::records::operator;
use crate::domain::{Pin, RecordId, Right, Value, records};
use crate::journal::{self, BatchNote, FrameKind, RequestId};
use crate::lang::Problem;
use crate::lang::errors::operators as pins;
use crate::lang::errors::register as codes;

/// What a batch that sets or clears a PIN says it is.
pub(crate) const PIN: &str = "pin";
/// What a batch that shows hidden numbers says it is.
pub(crate) const REVEAL: &str = "reveal";

/// Whether a batch of that name stays done.
pub(crate) fn stays(what: &str) -> bool {
    matches!(what, PIN | REVEAL)
}

/// Sets one's own PIN, or takes away one's own or (a technician) somebody else's.
pub(crate) fn set_pin(
    core: &mut Core,
    session: &mut Session,
    request: RequestId,
    (of, pin): (RecordId, Option<&Pin>),
) -> Result<Written, Problem> {
    let row = core.need(of)?;
    if row.record.kind != operators::kind() {
        let kind = operator::TYPE.name.to_owned();
        return Err(Problem::new(&codes::WRONG_KIND, [of.short(), kind]));
    }
    if of != session.operator.id {
        session.operator.may(Right::Operators)?;
        if pin.is_some() {
            return Err(Problem::new(&pins::PIN_OWN, [operators::of(&row.record).name]));
        }
    }
    put_pin(core, session, request, row, pin)
}

/// The same, whoever it is.
pub(crate) fn put_pin(
    core: &mut Core,
    session: &mut Session,
    request: RequestId,
    row: Row,
    pin: Option<&Pin>,
) -> Result<Written, Problem> {
    let hash = pin.map(pin::hash).transpose()?;
    let mut after = row.clone();
    after.record.values.set(operator::PIN, hash.map(Value::Text).as_ref());
    if after.record.values == row.record.values {
        return Ok(Written::default());
    }
    note(core, session, request, PIN, (row, after, String::new()))
}

/// Notes in a record's history that its hidden numbers are shown whole, and why.
pub(crate) fn reveal(
    core: &mut Core,
    session: &mut Session,
    request: RequestId,
    (id, reason): (RecordId, &str),
) -> Result<Written, Problem> {
    session.operator.may(Right::Reveal)?;
    if reason.trim().is_empty() {
        return Err(Problem::bare(&pins::WHY));
    }
    let row = core.need(id)?;
    if !records::of(row.record.kind).is_some_and(|ty| ty.hides(&row.record.values)) {
        return Err(Problem::new(&pins::NOTHING_HIDDEN, [core.called(id)?]));
    }
    note(core, session, request, REVEAL, (row.clone(), row, reason.trim().to_owned()))
}

fn note(
    core: &mut Core,
    session: &mut Session,
    request: RequestId,
    what: &str,
    (before, after, reason): (Row, Row, String),
) -> Result<Written, Problem> {
    let values = after.record.values.clone();
    let body = journal::Change { values, reason, ..journal::Change::default() };
    let staged = Staged { before: Some(before), after, frame: FrameKind::Put, body, rev: None };
    let begins = BatchNote { what: what.to_owned(), of: String::new() };
    let deed = Deed { request, batch: 0, begins: Some(begins) };
    save::write(core, session, deed, vec![staged])
}
