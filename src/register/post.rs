//! The worker's post: what comes in, what waits, and the ways to answer.

use super::proto::{Envelope, PROTO, Reply, Request};
use crate::lang::Problem;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError};
use std::time::Duration;

/// After what a reader that is behind is tried again, at first.
const BEHIND: Duration = Duration::from_millis(2);
/// And at most.
const LONGEST: Duration = Duration::from_millis(250);

/// What comes to the worker.
pub(crate) enum Inbox {
    /// A request of that connection.
    From(u64, Envelope<Request>),
    /// A connection over a socket.
    Connect(u64, Out),
    /// A connection over a socket ended, or sent what is no message.
    Broken(u64, Problem),
    /// The owner is gone.
    Gone,
    /// Somebody takes the register over.
    Leave,
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
}

impl Out {
    /// The way to the owner, who is waited for.
    pub(crate) fn new(to: SyncSender<Envelope<Reply>>, flags: Arc<Flags>) -> Self {
        Self { to, flags, patience: None, given_up: Arc::new(AtomicBool::new(false)) }
    }

    /// The way to somebody who must not hold up the others.
    pub(crate) fn patient(
        to: SyncSender<Envelope<Reply>>,
        flags: Arc<Flags>,
        patience: Duration,
    ) -> Self {
        Self { patience: Some(patience), ..Self::new(to, flags) }
    }

    /// Sends; waits while the reader is behind, unless nobody will ever read.
    pub(crate) fn send(&self, mut reply: Envelope<Reply>) {
        let mut waited = Duration::ZERO;
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
}

/// Requests that wait, and the ways to answer.
pub(crate) struct Post {
    pub(crate) inbox: Receiver<Inbox>,
    pub(crate) outs: BTreeMap<u64, Out>,
    pub(crate) flags: Arc<Flags>,
    pub(crate) queue: VecDeque<Inbox>,
}

impl Post {
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

    pub(crate) fn reply(&self, asked: &Asked, body: Reply) {
        self.send(asked.connection, asked.session, asked.ticket, body);
    }

    /// Whether a waiting request makes that reading pointless.
    pub(crate) fn is_overtaken(&self, asked: &Asked, slot: u8) -> bool {
        self.queue.iter().any(|message| match message {
            Inbox::From(connection, envelope) if *connection == asked.connection => {
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
            if let Inbox::From(connection, envelope) = message
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
                Inbox::From(connection, envelope) => {
                    let reply = Reply::Refused(problem.clone());
                    self.send(connection, envelope.session, envelope.ticket, reply);
                }
                Inbox::Connect(connection, out) => {
                    self.outs.insert(connection, out);
                }
                Inbox::Gone => return,
                Inbox::Broken(connection, _) => {
                    self.outs.remove(&connection);
                }
                Inbox::Leave => {}
            }
        }
    }
}
