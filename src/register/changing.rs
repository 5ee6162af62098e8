//! Requests that change something, carried out once: one that was done before is answered as it was
//! then.

use super::answer::{Answered, Changed};
use super::core::Core;
use super::open::Told;
use super::post::Asked;
use super::proto::{BULK, Change, IMPORT, Reply, Request, UndoWhat, WHOLE_IDS};
use super::save::{self, Deed, Written};
use super::session::Session;
use super::{clock, exchanged, noted, stage, undo};
use crate::domain::Right;
use crate::journal::{BatchNote, FrameKind, RequestId};
use crate::lang::Problem;
use crate::lang::errors::register as codes;

/// Carries out a change.
pub(super) fn write(
    core: &mut Core,
    session: &mut Session,
    asked: &Asked,
    told: Told<'_>,
) -> Result<Answered, Problem> {
    let request = &asked.request;
    let ready = match request {
        Request::Do(change) => {
            Some((change, make_ready(core, session, change, asked.judged.take())))
        }
        _ => None,
    };
    // Asked only now: the store may still be taking in the change before, and to make one ready
    // leaves no trace.
    if let Some(id) = request.id().filter(|id| *id != [0; 16])
        && let Some(written) = core.done_before(id)?
    {
        return Ok(Answered::With(again(request, written)));
    }
    if let Some((change, ready)) = ready {
        return change_records(core, session, change, ready);
    }
    match request {
        Request::Batch { request, what, of } => {
            match what.as_str() {
                IMPORT | BULK => {}
                WHOLE_IDS => session.operator.may(Right::Reveal)?,
                // The register's own names: by them it knows what to undo and what stays.
                _ => return Err(Problem::new(&codes::NO_BATCH, [what])),
            }
            let begins = BatchNote { what: what.clone(), of: of.clone() };
            let deed = Deed { request: named(*request)?, batch: 0, begins: Some(begins) };
            let written = save::write(core, session, deed, Vec::new())?;
            Ok(Answered::Written(Reply::Batch(written.batch), Vec::new()))
        }
        Request::SetPin { request, of, pin } => {
            let written = noted::set_pin(core, session, named(*request)?, (*of, pin.as_ref()))?;
            Ok(Answered::Written(written.saved_all(), changed(written, session)))
        }
        Request::Reveal { request, id, reason } => {
            let written = noted::reveal(core, session, named(*request)?, (*id, reason))?;
            Ok(Answered::Written(written.saved_all(), changed(written, session)))
        }
        Request::Bundle { request, act } => {
            exchanged::act(core, session, named(*request)?, act, told)
        }
        Request::Undo { request, what } => undone(core, session, *request, Some(*what), told),
        Request::Redo { request } => undone(core, session, *request, None, told),
        _ => Ok(Answered::With(Reply::Done)),
    }
}

fn again(request: &Request, written: Written) -> Reply {
    match request {
        Request::Batch { .. } => Reply::Batch(written.batch),
        _ => written.saved_all(),
    }
}

fn undone(
    core: &mut Core,
    session: &mut Session,
    request: RequestId,
    what: Option<UndoWhat>,
    told: Told<'_>,
) -> Result<Answered, Problem> {
    let request = named(request)?;
    let written = match what {
        Some(what) => undo::undo(core, session, request, what, told)?,
        None => undo::redo(core, session, request, told)?,
    };
    Ok(Answered::Written(written.saved_all(), changed(written, session)))
}

fn make_ready(
    core: &mut Core,
    session: &Session,
    change: &Change,
    judged: Option<stage::Judgement>,
) -> Result<stage::Ready, Box<Reply>> {
    let refused = |problem| Box::new(Reply::Refused(problem));
    if change.acts.len() > ACTS {
        let params = [change.acts.len().to_string(), ACTS.to_string()];
        return Err(refused(Problem::new(&codes::TOO_MANY_ACTS, params)));
    }
    if change.batch != 0 && !is_own_batch(core, session, change.batch).map_err(refused)? {
        return Err(refused(Problem::new(&codes::NO_BATCH, [change.batch.to_string()])));
    }
    stage::stage(core, &session.operator, change, judged)
}

fn change_records(
    core: &mut Core,
    session: &mut Session,
    change: &Change,
    ready: Result<stage::Ready, Box<Reply>>,
) -> Result<Answered, Problem> {
    let ready = match ready {
        Ok(ready) => ready,
        Err(reply) => match *reply {
            Reply::Refused(problem) => return Err(problem),
            reply => return Ok(Answered::With(reply)),
        },
    };
    if change.dry {
        return Ok(Answered::With(Reply::Checks(Vec::new())));
    }
    // Nothing may fail once it is saved: what stays as it is, is asked for before.
    let mut revs = Vec::with_capacity(ready.acts.len());
    for id in ready.acts {
        revs.push((id, core.look(id, |row| row.map(|row| row.record.rev))?.unwrap_or_default()));
    }
    if ready.list.is_empty() {
        return Ok(Answered::With(Written::default().saved(revs)));
    }
    let deed = Deed { request: named(change.request)?, batch: change.batch, begins: None };
    let written = save::write(core, session, deed, ready.list)?;
    written.renew(&mut revs);
    Ok(Answered::Written(written.saved(revs), changed(written, session)))
}

/// Acts in one change; more are several changes.
const ACTS: usize = save::NAMED;

/// The request's id; one that came without is given one, since a transaction is named by it.
fn named(request: RequestId) -> Result<RequestId, Problem> {
    if request == [0; 16] { clock::random() } else { Ok(request) }
}

/// Whether a change may belong to that batch: an import or bulk edit that the same operator began. What belongs to
/// it is undone with it.
fn is_own_batch(core: &Core, session: &Session, seq: u64) -> Result<bool, Problem> {
    let Some(group) = core.journal.group_of(seq)? else { return Ok(false) };
    let begins = group.frames.iter().find(|frame| frame.seq == seq);
    let begins = begins.filter(|frame| frame.kind == FrameKind::Batch);
    let begins =
        begins.and_then(|frame| frame.body.as_deref()).map(BatchNote::decode).transpose()?;
    let takes = |note: BatchNote| matches!(note.what.as_str(), IMPORT | BULK);
    Ok(group.note.operator == session.operator.id && begins.is_some_and(takes))
}

pub(crate) fn changed(written: Written, session: &Session) -> Vec<Changed> {
    let by = &session.operator.name;
    written.changes.into_iter().map(|(seq, id, rev)| (seq, id, rev, by.clone())).collect()
}
