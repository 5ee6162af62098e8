//! What each request is answered with.

use super::core::Core;
use super::drafts::{Drafts, NOBODY, Pen};
use super::open::Told;
use super::post::Asked;
use super::proto::{Ask, BULK, Change, Draft, IMPORT, Reply, Request, UndoWhat, WHOLE_IDS, Work};
use super::save::{self, Deed, Written};
use super::session::Session;
use super::worker::Worker;
use super::{
    admit, alike, clock, drafts, filter, find, history, image, noted, operators, stage, undo,
    undoable, work,
};
use crate::derived::store::Row;
use crate::domain::{RecordId, Rev, Right};
use crate::journal::{BatchNote, FrameKind, RequestId};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use std::sync::Arc;

/// Seq, record, revision, and who.
pub(crate) type Changed = (u64, RecordId, Rev, String);

/// An answer, and what is to follow it.
pub(crate) enum Answered {
    /// That reply, and nothing else.
    With(Reply),
    /// No.
    Refused(Problem),
    /// Another thread answers.
    Later,
    /// Something was saved: reply first, then bring it into the store and tell who watches.
    Written(Reply, Vec<Changed>),
    /// From now on this session is told of changes; these were before.
    Watching(Vec<Changed>),
    /// It edits that record now (by that name), and no longer that other one.
    Leased(Option<RecordId>, Option<String>, Option<RecordId>),
    /// The session is over.
    Ended,
}

impl From<Result<Reply, Problem>> for Answered {
    fn from(result: Result<Reply, Problem>) -> Self {
        result.map_or_else(Self::Refused, Self::With)
    }
}

impl Request {
    /// The request id of a change.
    pub(crate) fn id(&self) -> Option<RequestId> {
        match self {
            Self::Do(change) if !change.dry => Some(change.request),
            Self::Batch { request, .. }
            | Self::Undo { request, .. }
            | Self::Redo { request }
            | Self::SetPin { request, .. }
            | Self::Reveal { request, .. } => Some(*request),
            _ => None,
        }
    }

    /// Whether only somebody who said Hello may ask for it.
    pub(crate) fn needs_hello(&self) -> bool {
        !matches!(self, Self::Hello { .. } | Self::Who | Self::Cancel { .. } | Self::Bye)
    }
}

impl Worker {
    /// Answers a request; everything that takes effect has done so when this returns.
    pub(crate) fn answer(&mut self, asked: &Asked) -> Answered {
        match &asked.request {
            Request::Hello { operator, pin, user, ssh } => {
                self.hello(asked, (operator.as_deref(), pin.as_ref()), user, ssh).into()
            }
            Request::Who => admit::who(&self.core).into(),
            Request::Unlock { pin } => self.unlock(asked, pin.as_ref()).into(),
            Request::Ask { ask, .. } => self.ask(asked, ask).into(),
            Request::Cancel { .. } => Answered::With(Reply::Done),
            Request::Do(_)
            | Request::Batch { .. }
            | Request::Undo { .. }
            | Request::Redo { .. }
            | Request::SetPin { .. }
            | Request::Reveal { .. } => self.write(asked).unwrap_or_else(Answered::Refused),
            Request::Watch { after } => self.watch(asked, *after).unwrap_or_else(Answered::Refused),
            Request::Lease { id } => self.lease(asked, *id).unwrap_or_else(Answered::Refused),
            Request::KeepDraft(draft) => {
                self.keep_draft(asked, draft).unwrap_or_else(Answered::Refused)
            }
            Request::DropDraft { request } => {
                self.drop_draft(asked, *request).unwrap_or_else(Answered::Refused)
            }
            Request::Drafts => self.list_drafts(asked).into(),
            Request::KeepWork(more) => self.keep_work(asked, more).into(),
            Request::Checkpoint => self.core.checkpoint(false).map(|()| Reply::Done).into(),
            Request::Bye => Answered::Ended,
        }
    }

    /// The session of a request, if it belongs to its connection.
    pub(crate) fn session(&mut self, asked: &Asked) -> Result<&mut Session, Problem> {
        let session = self.sessions.get_mut(&asked.session);
        session
            .filter(|session| session.connection == asked.connection)
            .ok_or_else(|| Problem::bare(&codes::HELLO_FIRST))
    }

    fn ask(&mut self, asked: &Asked, ask: &Ask) -> Result<Reply, Problem> {
        match ask {
            Ask::Find(query) => find::find(&self.core, query),
            Ask::LookUp(query) => find::look_up(&self.core, query),
            Ask::Ids(query) => find::ids(&self.core, query),
            Ask::Offers { kind, word, value } => {
                filter::offers(&self.core, *kind, word, value).map(Reply::Offers)
            }
            Ask::Records(ids) => find::records(&self.core, ids),
            Ask::Resolve { kind, text } => find::resolve(&self.core, *kind, text),
            Ask::Gone(text) => find::gone(&self.core, text),
            Ask::History(id) => history::history(&self.core, *id),
            Ask::Ends(id) => history::ends(&self.core, *id),
            Ask::Older(id, from) => history::older(&self.core, *id, *from),
            Ask::NextUndo | Ask::NextRedo => {
                let session = self.session(asked)?.clone();
                let redo = matches!(ask, Ask::NextRedo);
                let next = undoable::next(&mut self.core, &session, redo)?;
                Ok(Reply::Undoable(next.map(Box::new)))
            }
            Ask::Referring(id) => find::referring(&self.core, *id),
            Ask::Check(change) => {
                let actor = self.session(asked)?.operator.clone();
                stage::check(&mut self.core, &actor, change).map(Reply::Checks)
            }
            Ask::Tally(batch) => find::tally(&self.core, *batch),
            Ask::Alike(whom) => alike::alike(&self.core, whom),
            // Scans are stepped by the worker.
            Ask::Scan { .. } | Ask::Pairs(_) => Ok(Reply::Done),
            Ask::Status => find::status(&mut self.core),
            Ask::Work => {
                let operator = self.session(asked)?.operator.id;
                Ok(Reply::Work(work::read(&self.core.files, operator)))
            }
            Ask::Digest => {
                let counted = self.core.counted(&mut || false)?;
                let tally = counted.as_ref().unwrap_or(&self.core.made.tally);
                Ok(Reply::Digest(tally.digest()))
            }
        }
    }

    /// Carries out a change: a request that was done before is answered as it was then.
    fn write(&mut self, asked: &Asked) -> Result<Answered, Problem> {
        let mut session = self.session(asked)?.clone();
        if let Some(problem) = &self.core.read_only {
            return Err(problem.clone());
        }
        let now =
            |row: Option<&Row>| row.filter(|row| row.live).map(|row| operators::of(&row.record));
        if let Some(operator) = self.core.look(session.operator.id, now)? {
            session.operator = operator;
        }
        if !session.operator.active {
            return Err(Problem::new(&codes::OPERATOR_OFF, [session.operator.name]));
        }
        let Self { core, post, .. } = self;
        let told = &mut |done, all| post.reply(asked, Reply::Progress(done, all));
        let answered = write(core, &mut session, &asked.request, told);
        if let Some(problem) = self.core.journal.closed() {
            // A sync failed: nothing more is written until the register is opened again.
            let problem = problem.clone();
            self.core.read_only.get_or_insert(problem);
        }
        let known = self.session(asked)?;
        (known.frame, known.operator) = (session.frame, session.operator);
        answered
    }

    fn watch(&mut self, asked: &Asked, after: u64) -> Result<Answered, Problem> {
        self.session(asked)?.watch = Some(asked.ticket);
        let mut changes = Vec::new();
        self.core.replay(after, &mut |core, group| {
            let by = if group.note.operator == RecordId([0; 16]) {
                String::new()
            } else {
                core.called(group.note.operator)?
            };
            for frame in group.frames.iter().filter(|f| image::changes_a_record(f.kind)) {
                changes.push((frame.seq, frame.record, frame.rev, by.clone()));
            }
            Ok(changes.len() < save::NAMED)
        })?;
        Ok(Answered::Watching(changes))
    }

    fn lease(&mut self, asked: &Asked, id: Option<RecordId>) -> Result<Answered, Problem> {
        let session = self.session(asked)?;
        let before = std::mem::replace(&mut session.lease, id);
        let by = session.operator.name.clone();
        Ok(Answered::Leased(id, Some(by), before.filter(|before| id != Some(*before))))
    }

    fn keep_draft(&mut self, asked: &Asked, draft: &Draft) -> Result<Answered, Problem> {
        let operator = self.session(asked)?.operator.id;
        let kept = Reply::DraftKept(draft.request);
        // Without a way back nobody is there to be told.
        if let Some(out) = self.out(asked.connection) {
            let draft = drafts::signed(draft, operator);
            self.pen()?.keep(&draft, out.told(asked.session, asked.ticket, kept))?;
        }
        Ok(Answered::Later)
    }

    fn drop_draft(&mut self, asked: &Asked, request: RequestId) -> Result<Answered, Problem> {
        if let Some(out) = self.out(asked.connection) {
            self.pen()?.drop_one(request, out.told(asked.session, asked.ticket, Reply::Done))?;
        }
        Ok(Answered::Later)
    }

    /// Somebody who only looks keys nothing that is to be kept.
    fn keep_work(&mut self, asked: &Asked, more: &Work) -> Result<Reply, Problem> {
        let operator = self.session(asked)?.operator.id;
        if self.drafts.is_ok() {
            work::keep(&self.core.files, operator, more)?;
        }
        Ok(Reply::Done)
    }

    /// What drafts are kept with.
    fn pen(&self) -> Result<&Arc<Pen>, Problem> {
        self.drafts.as_ref().map(Drafts::pen).map_err(Clone::clone)
    }

    /// This operator's drafts. One whose save is through (its drop was cut short) is thrown away.
    fn list_drafts(&mut self, asked: &Asked) -> Result<Reply, Problem> {
        let operator = self.session(asked)?.operator.id;
        let all = self.read_drafts()?;
        let Ok(drafts) = &self.drafts else { return Ok(Reply::Drafts(Vec::new())) };
        let pen = Arc::clone(drafts.pen());
        let mut list = Vec::new();
        for draft in all.into_iter().filter(|draft| [operator, NOBODY].contains(&draft.operator)) {
            if self.core.done_before(draft.request)?.is_some() {
                pen.drop_one(draft.request, Box::new(|_| ()))?;
            } else {
                list.push(draft);
            }
        }
        Ok(Reply::Drafts(list))
    }

    /// Everybody's drafts; those that cannot be read become notices.
    pub(crate) fn read_drafts(&mut self) -> Result<Vec<Draft>, Problem> {
        let Ok(drafts) = &self.drafts else { return Ok(Vec::new()) };
        let (all, aside) = drafts.pen().all()?;
        aside.into_iter().for_each(|problem| self.core.notice(problem));
        Ok(all)
    }
}

fn write(
    core: &mut Core,
    session: &mut Session,
    request: &Request,
    told: Told<'_>,
) -> Result<Answered, Problem> {
    if let Some(id) = request.id().filter(|id| *id != [0; 16])
        && let Some(written) = core.done_before(id)?
    {
        return Ok(Answered::With(again(request, written)));
    }
    match request {
        Request::Do(change) => change_records(core, session, change),
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

fn change_records(
    core: &mut Core,
    session: &mut Session,
    change: &Change,
) -> Result<Answered, Problem> {
    if change.acts.len() > ACTS {
        let params = [change.acts.len().to_string(), ACTS.to_string()];
        return Err(Problem::new(&codes::TOO_MANY_ACTS, params));
    }
    if change.batch != 0 && !is_own_batch(core, session, change.batch)? {
        return Err(Problem::new(&codes::NO_BATCH, [change.batch.to_string()]));
    }
    let ready = match stage::stage(core, &session.operator, change) {
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

fn changed(written: Written, session: &Session) -> Vec<Changed> {
    let by = &session.operator.name;
    written.changes.into_iter().map(|(seq, id, rev)| (seq, id, rev, by.clone())).collect()
}
