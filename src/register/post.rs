//! The worker's post: what comes in, what waits, and the ways to answer.

use super::drafts::Told;
use super::proto::{Envelope, PROTO, Reply, Request};
use super::stage::Judgement;
use crate::lang::Problem;
use std::cell::Cell;
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// After what a reader that is behind is tried again, at first.
const BEHIND: Duration = Duration::from_millis(2);
/// And at most.
const LONGEST: Duration = Duration::from_millis(250);

/// What comes to the worker.
pub(crate) enum Inbox {
    /// A request of that connection, and what comes along with it.
    From(u64, Envelope<Request>, Luggage),
    /// A connection over a socket.
    Connect(u64, Out),
    /// A connection beside the owner's, for whoever speaks there.
    Join(u64, Out),
    /// Somebody who was behind has read: a long reading goes on.
    Read,
    /// A connection over a socket ended, or sent what is no message.
    Broken(u64, Problem),
    /// The owner is gone.
    Gone,
    /// Somebody takes the register over.
    Leave,
}

/// What comes along with a request.
pub(crate) enum Luggage {
    /// Nothing.
    None,
    /// Its share of what may wait; kept until it is answered.
    Share(Share),
    /// What was judged of it before it was sent.
    Judged(Judgement),
}

impl Luggage {
    /// The share and the judgement, whichever it is.
    pub(crate) fn unpacked(self) -> (Option<Share>, Cell<Option<Judgement>>) {
        match self {
            Self::Share(share) => (Some(share), Cell::new(None)),
            Self::Judged(judged) => (None, Cell::new(Some(judged))),
            Self::None => (None, Cell::new(None)),
        }
    }
}

impl Inbox {
    /// Whether it holds letters to be kept.
    pub(crate) fn is_draft(&self) -> bool {
        match self {
            Self::From(_, envelope, _) => matches!(envelope.body, Request::KeepDraft(_)),
            _ => false,
        }
    }

    /// Whether it keeps letters, or lets them go: one that is not heard brings back a draft that was
    /// given up.
    pub(crate) fn is_of_drafts(&self) -> bool {
        match self {
            Self::From(_, envelope, _) => {
                self.is_draft() || matches!(envelope.body, Request::DropDraft { .. })
            }
            _ => false,
        }
    }
}

/// Bytes of requests of a connection over a socket that may wait for the worker.
const WAITING: usize = 32 << 20;
/// What a request counts besides its bytes.
const EACH: usize = 64 << 10;

/// How much of a connection waits for the worker. Who sends more is not read from until the worker
/// has come to some of it.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    waiting: Mutex<usize>,
    less: Condvar,
}

/// What a request takes of its connection's room until it is answered.
pub(crate) struct Share {
    of: Arc<Gate>,
    size: usize,
}

impl Gate {
    /// Waits until there is room for a message of so many bytes.
    pub(crate) fn enter(self: &Arc<Self>, bytes: usize) -> Share {
        let size = bytes.saturating_add(EACH);
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |waiting: &mut usize| *waiting > 0 && waiting.saturating_add(size) > WAITING;
        let mut waiting =
            self.less.wait_while(waiting, full).unwrap_or_else(PoisonError::into_inner);
        *waiting = waiting.saturating_add(size);
        Share { of: Arc::clone(self), size }
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut waiting = self.of.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *waiting = waiting.saturating_sub(self.size);
        self.of.less.notify_all();
    }
}

/// The connection of the process that opened the register.
pub(crate) const OWN: u64 = 0;

/// Set from outside, seen by the worker even while it waits for somebody to read.
#[derive(Debug, Default)]
pub(crate) struct Flags {
    /// The owner ends: nobody reads any more.
    pub(crate) closing: AtomicBool,
    /// Somebody takes the register over: do not wait for a reader.
    pub(crate) leaving: AtomicBool,
}

/// The way to one connection.
#[derive(Clone)]
pub(crate) struct Out {
    to: SyncSender<Envelope<Reply>>,
    pub(crate) flags: Arc<Flags>,
    /// How long a reader that is behind is waited for; None: as long as there is one.
    patience: Option<Duration>,
    given_up: Arc<AtomicBool>,
    unread: Arc<Unread>,
}

/// Pages of a long reading that wait to be read before the next one is made.
const AHEAD: usize = 4;

/// How many replies wait for a reader in this process, where they are counted.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    counted: AtomicBool,
    waiting: AtomicUsize,
}

impl Unread {
    /// The reader took one; the worker, if it waited for that, is woken.
    pub(crate) fn read(&self, worker: &Sender<Inbox>) {
        if self.waiting.fetch_sub(1, Ordering::AcqRel) == AHEAD {
            // One that is gone waits for nothing.
            let _ = worker.send(Inbox::Read);
        }
    }

    /// The reader does not count.
    pub(crate) fn leave_uncounted(&self) {
        self.counted.store(false, Ordering::Release);
    }

    fn has_room(&self) -> bool {
        !self.counted.load(Ordering::Acquire) || self.waiting.load(Ordering::Acquire) < AHEAD
    }
}

impl Out {
    /// The way to the owner, who is waited for.
    pub(crate) fn new(to: SyncSender<Envelope<Reply>>, flags: Arc<Flags>) -> Self {
        Self { to, flags, patience: None, given_up: Arc::default(), unread: Arc::default() }
    }

    /// What the reader counts with; from now on a long reading does not run ahead of it.
    pub(crate) fn paced(&self) -> Arc<Unread> {
        self.unread.counted.store(true, Ordering::Release);
        Arc::clone(&self.unread)
    }

    /// The way to somebody who must not hold up the others.
    pub(crate) fn patient(
        to: SyncSender<Envelope<Reply>>,
        flags: Arc<Flags>,
        patience: Duration,
    ) -> Self {
        Self { patience: Some(patience), ..Self::new(to, flags) }
    }

    /// What tells an asker of something that was done aside: that reply, or why it was not.
    pub(crate) fn told(&self, session: u64, ticket: u64, reply: Reply) -> Told {
        let out = self.clone();
        Box::new(move |done| {
            let body = done.map_or_else(Reply::Refused, |()| reply);
            out.send(Envelope { proto: PROTO, session, ticket, body });
        })
    }

    /// Sends; waits while the reader is behind, unless nobody will ever read.
    pub(crate) fn send(&self, mut reply: Envelope<Reply>) {
        let mut waited = Duration::ZERO;
        // Before it can be read, so that the count is never below none.
        self.unread.waiting.fetch_add(1, Ordering::AcqRel);
        while !self.given_up.load(Ordering::Acquire) {
            match self.to.try_send(reply) {
                Err(TrySendError::Full(back)) => reply = back,
                Ok(()) | Err(TrySendError::Disconnected(_)) => return,
            }
            let flags = &self.flags;
            if flags.closing.load(Ordering::Acquire) || flags.leaving.load(Ordering::Acquire) {
                return;
            }
            if self.patience.is_some_and(|patience| waited >= patience) {
                self.given_up.store(true, Ordering::Release);
            }
            let pause = (waited / 10).clamp(BEHIND, LONGEST);
            std::thread::sleep(pause);
            waited += pause;
        }
    }
}

/// A request with where it came from.
pub(crate) struct Asked {
    pub(crate) connection: u64,
    pub(crate) session: u64,
    pub(crate) ticket: u64,
    pub(crate) request: Request,
    /// What was judged of it before it was sent, until it is used.
    pub(crate) judged: Cell<Option<Judgement>>,
}

/// Requests that wait, and the ways to answer.
pub(crate) struct Post {
    pub(crate) inbox: Receiver<Inbox>,
    pub(crate) outs: BTreeMap<u64, Out>,
    pub(crate) flags: Arc<Flags>,
    pub(crate) queue: VecDeque<Inbox>,
}

impl Post {
    /// The next message. Letters to be kept do not wait for readings that stand before them.
    pub(crate) fn next(&mut self) -> Option<Inbox> {
        let is_reading = |message: &Inbox| match message {
            Inbox::From(_, envelope, _) => matches!(envelope.body, Request::Ask { .. }),
            _ => false,
        };
        let first = self.queue.iter().position(|message| !is_reading(message));
        let overtakes = first.filter(|at| self.queue.get(*at).is_some_and(Inbox::is_draft));
        self.queue.remove(overtakes.unwrap_or(0))
    }

    /// Takes in what has arrived; whether anything waits now.
    pub(crate) fn fetch(&mut self) -> bool {
        while let Ok(message) = self.inbox.try_recv() {
            self.queue.push_back(message);
        }
        !self.queue.is_empty()
    }

    pub(crate) fn send(&self, connection: u64, session: u64, ticket: u64, body: Reply) {
        if let Some(out) = self.outs.get(&connection) {
            out.send(Envelope { proto: PROTO, session, ticket, body });
        }
    }

    /// Whether more of a long reading may be sent to it.
    pub(crate) fn has_room(&self, connection: u64) -> bool {
        self.outs.get(&connection).is_none_or(|out| out.unread.has_room())
    }

    pub(crate) fn reply(&self, asked: &Asked, body: Reply) {
        self.send(asked.connection, asked.session, asked.ticket, body);
    }

    /// Whether a waiting request makes that reading pointless.
    pub(crate) fn is_overtaken(&self, asked: &Asked, slot: u8) -> bool {
        self.queue.iter().any(|message| match message {
            Inbox::From(connection, envelope, _) if *connection == asked.connection => {
                match &envelope.body {
                    Request::Ask { slot: newer, .. } => slot != 0 && *newer == slot,
                    Request::Cancel { ticket } => *ticket == asked.ticket,
                    _ => false,
                }
            }
            _ => false,
        })
    }

    /// Tells those who said Hello how far the opening is.
    pub(crate) fn progress(&mut self, done: u64, all: u64) {
        self.fetch();
        for message in &self.queue {
            if let Inbox::From(connection, envelope, _) = message
                && matches!(envelope.body, Request::Hello { .. })
            {
                self.send(*connection, 0, envelope.ticket, Reply::Progress(done, all));
            }
        }
    }

    /// Answers everything with the same refusal until the owner is gone.
    pub(crate) fn refuse_all(mut self, problem: &Problem) {
        loop {
            let message = match self.queue.pop_front() {
                Some(message) => message,
                None => match self.inbox.recv() {
                    Ok(message) => message,
                    Err(_) => return,
                },
            };
            match message {
                Inbox::From(connection, envelope, _) => {
                    let reply = Reply::Refused(problem.clone());
                    self.send(connection, envelope.session, envelope.ticket, reply);
                }
                Inbox::Connect(connection, out) => {
                    self.outs.insert(connection, out);
                }
                Inbox::Join(connection, out) => {
                    self.outs.insert(connection, out);
                    self.send(connection, 0, 0, Reply::Refused(problem.clone()));
                }
                Inbox::Gone => return,
                Inbox::Broken(connection, _) => {
                    self.outs.remove(&connection);
                }
                Inbox::Leave | Inbox::Read => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn who_sends_too_much_waits_until_some_of_it_is_done() {
        let gate = Arc::new(Gate::default());
        // A message larger than all the room still comes in alone.
        drop(gate.enter(2 * WAITING));
        let first = gate.enter(WAITING / 2);
        let (tell, told) = channel();
        let (behind, done) = (Arc::clone(&gate), tell.clone());
        let other = std::thread::spawn(move || {
            let share = behind.enter(WAITING / 2);
            done.send("in").unwrap();
            share
        });
        tell.send("one done").unwrap();
        drop(first);
        let share = other.join().unwrap();
        assert_eq!((told.recv().unwrap(), told.recv().unwrap()), ("one done", "in"));
        assert_eq!(*gate.waiting.lock().unwrap(), WAITING / 2 + EACH);
        drop(share);
        assert_eq!(*gate.waiting.lock().unwrap(), 0);
    }
}
