//! The worker: one thread that owns the register and answers one request after the other. It
//! sleeps in the system while there is nothing to do, and wakes by itself only once after a
//! change (for a checkpoint) and once after an opening (to prove the derived files).

#[cfg(test)]
mod tests;

use super::answer::Answered;
use super::control::Control;
use super::core::Core;
use super::drafts::Drafts;
use super::hand::Seat;
use super::lock::Lock;
use super::open::Begun;
use super::pin::Tries;
use super::post::{Asked, Inbox, Luggage, OWN, Out, Post};
use super::proto::{Ask, Envelope, Reply, Request};
use super::scan::{Scan, Step};
use super::session::Session;
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread::Builder;
use std::time::Duration;

/// How long nothing is asked before the worker looks after itself.
const IDLE: Duration = Duration::from_secs(3);

/// The open register and everybody who speaks to it.
pub(crate) struct Worker {
    pub(crate) core: Core,
    /// Or why none can be kept.
    pub(crate) drafts: Result<Drafts, Problem>,
    pub(crate) seat: Seat,
    pub(crate) sessions: BTreeMap<u64, Session>,
    pub(crate) last_session: u64,
    pub(crate) scans: VecDeque<Scan>,
    /// Wrong PINs.
    pub(crate) tries: Tries,
    /// The derived files are still to be proved.
    unproved: bool,
    /// The head at which a checkpoint was tried last: one that fails is tried again after the next
    /// change and at the end, not every few seconds.
    tried: Option<u64>,
    pub(crate) post: Post,
    // Dropped in this order: once the lock is free the socket is somebody else's.
    control: Option<Control>,
    pub(super) lock: Option<Lock>,
}

/// Runs on the worker's thread until its owner is gone.
pub(crate) fn run(begun: Begun, inbox: Receiver<Inbox>, own: (Out, Seat), leave: Sender<Inbox>) {
    if let Some(worker) = Worker::begin(begun, inbox, own, leave)
        && let Some((post, why)) = worker.serve()
    {
        post.refuse_all(&why);
    }
}

impl Worker {
    /// Opens the register; None where that failed, which everybody is told.
    fn begin(
        begun: Begun,
        inbox: Receiver<Inbox>,
        (own, seat): (Out, Seat),
        leave: Sender<Inbox>,
    ) -> Option<Self> {
        let flags = Arc::clone(&own.flags);
        let outs = BTreeMap::from([(OWN, own)]);
        let mut post = Post { inbox, outs, flags: Arc::clone(&flags), queue: VecDeque::new() };
        let files = begun.files.clone();
        let mut last = 0;
        let finished = begun.finish(&mut |done, all| {
            // A line on a screen changes a hundred times, not a million.
            if done.saturating_sub(last) > all / 100 {
                last = done;
                post.progress(done, all);
            }
        });
        let (mut core, lock) = match finished {
            Ok(opened) => opened,
            Err(problem) => {
                post.refuse_all(&problem);
                return None;
            }
        };
        let control = lock.as_ref().and_then(|_| {
            Control::listen(&files, move || {
                flags.leaving.store(true, Ordering::Release);
                let _ = leave.send(Inbox::Leave);
            })
        });
        let read_only = || Err(Problem::bare(&codes::READ_ONLY));
        let drafts = lock.as_ref().map_or_else(read_only, |_| Drafts::start(&files));
        if let (Some(_), Err(problem)) = (&lock, &drafts) {
            core.notices.push(problem.clone());
        }
        let drafts = drafts.map(|(drafts, refused)| {
            core.notices.extend(refused);
            drafts
        });
        let unproved = core.keeps;
        Some(Self {
            core,
            drafts,
            seat,
            sessions: BTreeMap::new(),
            last_session: 0,
            scans: VecDeque::new(),
            tries: Tries::default(),
            unproved,
            tried: None,
            post,
            control,
            lock,
        })
    }

    /// Serves until the owner is gone (None), or the register was taken over (what to say then).
    fn serve(mut self) -> Option<(Post, Problem)> {
        loop {
            self.post.fetch();
            if self.post.flags.leaving.swap(false, Ordering::AcqRel)
                && self.control.as_ref().is_some_and(Control::is_awaited)
            {
                // Whatever waits is refused: who takes over does not wait for it. Letters are kept.
                self.post.flags.leaving.store(true, Ordering::Release);
                self.keep_waiting_drafts();
                return Some(self.leave());
            }
            let message = match self.post.next() {
                Some(message) => message,
                None if self.step_scan() => continue,
                None => match self.wait() {
                    Some(message) => message,
                    None => continue,
                },
            };
            match message {
                Inbox::From(connection, envelope, luggage) => {
                    self.receive(connection, envelope, luggage);
                }
                Inbox::Connect(connection, out) => {
                    self.post.outs.insert(connection, out);
                }
                Inbox::Gone => {
                    self.core.checkpoint_or_say(false);
                    return None;
                }
                Inbox::Broken(connection, why) => {
                    self.post.send(connection, 0, 0, Reply::Refused(why));
                    self.end_connection(connection);
                }
                Inbox::Join(connection, out) => self.join(connection, out),
                // They woke the worker; the flag and the count say the same.
                Inbox::Leave | Inbox::Read => {}
            }
        }
    }

    /// Keeps and drops the drafts that stand in the queue, behind slower requests perhaps.
    fn keep_waiting_drafts(&mut self) {
        let (drafts, rest): (VecDeque<_>, _) =
            std::mem::take(&mut self.post.queue).into_iter().partition(Inbox::is_of_drafts);
        self.post.queue = rest;
        for draft in drafts {
            if let Inbox::From(connection, envelope, luggage) = draft {
                self.receive(connection, envelope, luggage);
            }
        }
    }

    /// Waits for a message; None after looking after itself.
    fn wait(&mut self) -> Option<Inbox> {
        let tried = self.tried == Some(self.core.journal.head().seq);
        if (tried || !self.core.dirty) && !self.unproved {
            // All senders gone means the owner is.
            return Some(self.post.inbox.recv().unwrap_or(Inbox::Gone));
        }
        match self.post.inbox.recv_timeout(IDLE) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Disconnected) => Some(Inbox::Gone),
            Err(RecvTimeoutError::Timeout) => {
                self.look_after();
                None
            }
        }
    }

    fn look_after(&mut self) {
        self.core.land();
        if self.unproved {
            let post = &mut self.post;
            self.unproved = !self.core.prove(&mut || post.fetch());
            if self.unproved {
                return;
            }
        }
        self.tried = Some(self.core.journal.head().seq);
        self.core.checkpoint_or_say(false);
    }

    fn receive(&mut self, connection: u64, envelope: Envelope<Request>, luggage: Luggage) {
        let Envelope { proto, session, ticket, body } = envelope;
        let (_share, judged) = luggage.unpacked();
        let asked = Asked { connection, session, ticket, request: body, judged };
        if let Err(problem) = self.admits(proto, &asked) {
            return self.post.reply(&asked, Reply::Refused(problem));
        }
        if !asked.request.changes_many() {
            self.core.land();
        }
        if let Request::Ask { slot, ask } = &asked.request {
            if self.post.is_overtaken(&asked, *slot) {
                let reply = Reply::Refused(Problem::bare(&codes::CANCELLED));
                return self.post.reply(&asked, reply);
            }
            if matches!(ask, Ask::Scan { .. } | Ask::Pairs(_)) {
                // One at a time: whoever begins another has left the one before.
                self.cancel(|scan| scan.connection == connection);
                return match Scan::new(&self.core, &asked, ask) {
                    Ok(scan) => self.scans.extend(scan),
                    Err(problem) => self.post.reply(&asked, Reply::Refused(problem)),
                };
            }
        }
        if let Request::Cancel { ticket } = asked.request {
            self.cancel(|scan| scan.connection == connection && scan.ticket == ticket);
        }
        let mut answered = self.answer(&asked);
        if let Answered::Refused(problem) = &answered
            && Core::is_derived(problem)
        {
            self.core.fall_back(&problem.clone());
            answered = self.answer(&asked);
        }
        let saved = matches!(
            answered,
            Answered::Written(..) | Answered::With(Reply::Saved { .. } | Reply::Batch(_))
        );
        self.deliver(&asked, answered);
        self.core.settle();
        if let (true, Ok(drafts), Some(request)) = (saved, &self.drafts, asked.request.id()) {
            // Open for as long as the worker has it.
            let _ = drafts.pen().drop_one(request, Box::new(|_| ()));
        }
        if asked.request.changes_many() {
            // What so many acts leave behind is cleared away aside; without a thread, here.
            let _ = Builder::new().name("clearing".to_owned()).spawn(move || drop(asked));
        }
    }

    fn deliver(&mut self, asked: &Asked, answered: Answered) {
        match answered {
            Answered::With(reply) => self.post.reply(asked, reply),
            Answered::Refused(problem) => self.post.reply(asked, Reply::Refused(problem)),
            Answered::Later => {}
            Answered::Written(reply, changes) => {
                self.post.reply(asked, reply);
                self.core.settle();
                self.tell_watchers(changes);
            }
            Answered::Watching(changes) => {
                if !changes.is_empty() {
                    self.post.reply(asked, Reply::Changed(changes));
                }
                self.post.reply(asked, Reply::Done);
            }
            Answered::Leased(id, by, gone) => {
                self.post.reply(asked, Reply::Done);
                for (id, by) in gone.map(|id| (id, None)).into_iter().chain(id.map(|id| (id, by))) {
                    self.tell_others(asked.session, &Reply::Leased { id, by });
                }
            }
            Answered::Ended => {
                self.core.checkpoint_or_say(false);
                // One's own: nobody ends another's, whatever number they name.
                if self.session(asked).is_ok() {
                    self.end_session(asked.session);
                }
                self.post.reply(asked, Reply::Done);
            }
        }
    }

    fn tell_watchers(&self, changes: Vec<super::answer::Changed>) {
        if changes.is_empty() {
            return;
        }
        for (number, session) in &self.sessions {
            if let Some(ticket) = session.watch {
                let reply = Reply::Changed(changes.clone());
                self.post.send(session.connection, *number, ticket, reply);
            }
        }
    }

    fn tell_others(&self, session: u64, reply: &Reply) {
        for (number, other) in self.sessions.iter().filter(|(number, _)| **number != session) {
            if let Some(ticket) = other.watch {
                self.post.send(other.connection, *number, ticket, reply.clone());
            }
        }
    }

    /// The way to a connection, for answers of other threads.
    pub(crate) fn out(&self, connection: u64) -> Option<Out> {
        self.post.outs.get(&connection).cloned()
    }

    fn end_session(&mut self, number: u64) {
        self.seat.leave(number);
        let Some(session) = self.sessions.remove(&number) else { return };
        if let Some(id) = session.lease {
            self.tell_others(number, &Reply::Leased { id, by: None });
        }
        if session.joined && session.frame != 0 {
            let own = |other: &&mut Session| other.connection == OWN && !other.joined;
            let own = self.sessions.values_mut().rfind(own);
            if let Some(own) = own.filter(|own| own.operator.id == session.operator.id) {
                own.besides.push(session.frame);
            }
        }
    }

    fn end_connection(&mut self, connection: u64) {
        self.post.outs.remove(&connection);
        self.scans.retain(|scan| scan.connection != connection);
        self.end_sessions(connection);
    }

    /// Ends every session of a connection.
    pub(crate) fn end_sessions(&mut self, connection: u64) {
        let of = self.sessions.iter().filter(|(_, session)| session.connection == connection);
        let ended: Vec<u64> = of.map(|(number, _)| *number).collect();
        for number in ended {
            self.end_session(number);
        }
    }

    /// Ends the running scans that are such.
    fn cancel(&mut self, is: impl Fn(&Scan) -> bool) {
        let (cancelled, left) = self.scans.drain(..).partition(is);
        self.scans = left;
        for scan in cancelled {
            let reply = Reply::Refused(Problem::bare(&codes::CANCELLED));
            self.post.send(scan.connection, scan.session, scan.ticket, reply);
        }
    }

    /// One step of a running scan; false when none runs, or who asked is behind in reading.
    fn step_scan(&mut self) -> bool {
        let next = self.scans.iter().position(|scan| self.post.has_room(scan.connection));
        let Some(mut scan) = next.and_then(|at| self.scans.remove(at)) else { return false };
        self.core.land();
        let step = match scan.step(&self.core) {
            Err(problem) if Core::is_derived(&problem) => {
                self.core.fall_back(&problem);
                scan.step(&self.core)
            }
            step => step,
        };
        let (connection, session, ticket) = (scan.connection, scan.session, scan.ticket);
        match step {
            Ok(Step::End) => self.post.send(connection, session, ticket, Reply::Done),
            Ok(step) => {
                if let Step::Tell(reply) = step {
                    self.post.send(connection, session, ticket, reply);
                }
                self.scans.push_back(scan);
            }
            Err(problem) => self.post.send(connection, session, ticket, Reply::Refused(problem)),
        }
        true
    }

    /// Gives the register up to somebody who takes it over: drafts on disk, a checkpoint, the
    /// lock given back; from then on everybody is told so.
    fn leave(self) -> (Post, Problem) {
        let Self { mut core, drafts, sessions, post, lock, control, .. } = self;
        drop(drafts);
        core.checkpoint_or_say(false);
        let why = Problem::new(&codes::TAKEN_OVER, [super::clock::local(super::clock::now())]);
        drop(core);
        drop(control);
        drop(lock);
        // Now there is time to wait for a reader that hangs.
        post.flags.leaving.store(false, Ordering::Release);
        for (number, session) in &sessions {
            post.send(session.connection, *number, 0, Reply::Refused(why.clone()));
        }
        (post, why)
    }
}
