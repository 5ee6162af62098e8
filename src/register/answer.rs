//! What each request is answered with.

use super::drafts::{Drafts, NOBODY, Pen};
use super::post::Asked;
use super::proto::{Ask, Draft, Reply, Request, Work};
use super::save;
use super::session::Session;
use super::worker::Worker;
use super::{
    admit, alike, changing, drafts, exchanged, filter, find, history, image, operators, stage,
    undoable, work,
};
use crate::derived::store::Row;
use crate::domain::{RecordId, Rev};
use crate::journal::RequestId;
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
            | Self::Bundle { request, .. }
            | Self::SetPin { request, .. }
            | Self::Reveal { request, .. } => Some(*request),
            _ => None,
        }
    }

    /// Whether it changes so many records that it is made ready while the store takes in the change
    /// before.
    pub(crate) fn changes_many(&self) -> bool {
        matches!(self, Self::Do(change) if change.acts.len() >= save::MANY)
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
            | Request::Bundle { .. }
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
            Ask::Bundles(ask) => exchanged::ask(&self.core, ask),
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
        let answered = changing::write(core, &mut session, asked, told);
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
