//! The door: everything that reads or changes a register sends it a [`Request`] and gets
//! [`Reply`]s. It runs on a worker thread behind two channels, or behind a socket; screens,
//! commands, bundles and imports have no other way in.

mod admit;
mod alike;
mod answer;
mod back;
mod beside;
mod bring;
pub mod care;
mod changing;
pub mod clock;
mod control;
mod core;
mod create;
mod digest;
mod doc;
mod drafts;
pub mod exchanged;
mod files;
mod filter;
mod find;
mod foresee;
mod hand;
mod history;
mod image;
mod known;
mod landing;
mod layouts;
mod lock;
mod machine;
mod made;
mod narrowed;
mod noted;
mod open;
mod operators;
mod pairs;
mod pin;
mod post;
pub mod proto;
mod prove;
mod rows;
mod save;
mod scan;
mod session;
pub mod socket;
mod stacks;
mod stage;
mod tally;
#[cfg(test)]
mod tests;
mod today;
mod undo;
mod undoable;
mod work;
mod worker;
mod written;

pub use beside::Beside;
pub use create::create;
pub use foresee::Foreseen;
pub use lock::{Holder, system_user};
pub use narrowed::{Held, Narrowed, Offer};
pub use open::tables;
pub use proto::*;

use crate::lang::Problem;
use crate::lang::errors::register as codes;
use hand::Seat;
use post::{Flags, Inbox, Luggage, OWN, Out, Unread};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// How a register is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Its folder.
    pub dir: PathBuf,
    /// To change it, or to look while somebody else may change it.
    pub write: bool,
    /// Take over one's own stalled session (it keeps its draft and leaves).
    pub take_over: bool,
    /// `$XDG_STATE_HOME/densach`, where this machine remembers the heads of registers; None: do
    /// not (throw-away registers).
    pub state_home: Option<PathBuf>,
    /// Segments of at most so many bytes; None: the format's 64 MiB (tests rotate sooner).
    pub segment_bytes: Option<u64>,
}

/// The unit a new register is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRegister {
    /// Its code: a commune or province of 2025, or a free one.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its first operator's short name.
    pub operator: String,
}

/// How a conversation addresses its envelopes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The session, once [`Reply::Welcome`] gave one.
    pub session: u64,
    /// The last ticket used.
    pub ticket: u64,
}

impl Address {
    /// Puts a request into an envelope with the next ticket.
    pub fn wrap(&mut self, body: Request) -> Envelope<Request> {
        self.ticket += 1;
        Envelope { proto: PROTO, session: self.session, ticket: self.ticket, body }
    }
}

/// A conversation with a register: requests in, replies out, whatever carries them.
pub trait Door: Send {
    /// Sends a request; returns at once.
    ///
    /// # Errors
    /// The other side is gone.
    fn send(&mut self, request: Envelope<Request>) -> Result<(), Problem>;

    /// The next reply, waiting at most `wait` (None: for ever). Ok(None) is a time-out.
    ///
    /// # Errors
    /// The other side is gone.
    fn next(&mut self, wait: Option<Duration>) -> Result<Option<Envelope<Reply>>, Problem>;

    /// Where [`call`](Self::call) keeps its session and tickets.
    fn address(&mut self) -> &mut Address;

    /// Sends and collects every reply to that ticket up to its last one; Progress is left out,
    /// replies to other tickets are dropped. A Welcome's session is used from then on.
    ///
    /// # Errors
    /// The other side is gone, or what it refused.
    fn call(&mut self, request: Request) -> Result<Vec<Reply>, Problem> {
        self.call_with(request, &mut |_, _| ())
    }

    /// [`call`](Self::call), telling of progress.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    fn call_with(
        &mut self,
        request: Request,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Vec<Reply>, Problem> {
        let called = self.begin(request)?;
        self.finish_with(&called, progress)
    }

    /// The first half of [`call`](Self::call): sends, so that the caller can do something else until
    /// it [finishes](Self::finish). Another call in between would drop the replies to this one.
    ///
    /// # Errors
    /// The other side is gone.
    fn begin(&mut self, request: Request) -> Result<Called, Problem> {
        let until_done = matches!(
            request,
            Request::Ask { ask: Ask::Scan { .. } | Ask::Pairs(_), .. } | Request::Watch { .. }
        );
        let envelope = self.address().wrap(request);
        let ticket = envelope.ticket;
        self.send(envelope)?;
        Ok(Called { ticket, until_done })
    }

    /// Makes a request ready for [`begin_foreseen`](Self::begin_foreseen): what can be judged of it
    /// without the register is judged meanwhile, where that can be done on this side of the door.
    fn foresee(&self, request: Request) -> Foreseen {
        Foreseen::plain(request)
    }

    /// As [`begin`](Self::begin).
    ///
    /// # Errors
    /// The other side is gone.
    fn begin_foreseen(&mut self, foreseen: Foreseen) -> Result<Called, Problem> {
        let (request, _) = foreseen.take().ok_or_else(gone)?;
        self.begin(request)
    }

    /// The second half of [`call`](Self::call): collects the replies.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    fn finish(&mut self, called: &Called) -> Result<Vec<Reply>, Problem> {
        self.finish_with(called, &mut |_, _| ())
    }

    /// [`finish`](Self::finish), telling of progress.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    fn finish_with(
        &mut self,
        called: &Called,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Vec<Reply>, Problem> {
        let Called { ticket, until_done } = *called;
        let mut replies = Vec::new();
        loop {
            let Some(reply) = self.next(None)? else { continue };
            if reply.ticket != ticket {
                continue;
            }
            match reply.body {
                Reply::Progress(done, all) => progress(done, all),
                Reply::Refused(problem) => return Err(problem),
                Reply::Done if until_done => return Ok(replies),
                body => {
                    if let Reply::Welcome(welcome) = &body {
                        self.address().session = welcome.session;
                    }
                    replies.push(body);
                    if !until_done {
                        return Ok(replies);
                    }
                }
            }
        }
    }
}

/// A request that was sent and whose replies were not taken yet.
#[derive(Debug)]
pub struct Called {
    ticket: u64,
    /// Whether there are replies until one says that it was the last.
    until_done: bool,
}

/// A register's worker thread and the way to talk to it in this process.
pub struct Local {
    owner: Owner,
    replies: Receiver<Envelope<Reply>>,
    unread: Arc<Unread>,
    address: Address,
}

/// Replies that wait to be read before the worker waits for the reader.
const UNREAD: usize = 1_024;

/// The sending side; the worker ends with it (and gives the lock back).
struct Owner {
    inbox: Sender<Inbox>,
    seat: Seat,
    flags: Arc<Flags>,
    /// The last number of a connection.
    connections: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

impl Owner {
    fn send(&self, request: Envelope<Request>) -> Result<(), Problem> {
        let Some(request) = self.seat.write(request) else { return Ok(()) };
        self.post(request, Luggage::None)
    }

    fn post(&self, request: Envelope<Request>, luggage: Luggage) -> Result<(), Problem> {
        self.inbox.send(Inbox::From(OWN, request, luggage)).map_err(|_| gone())
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        self.flags.closing.store(true, Ordering::Release);
        // A worker that is gone has nothing to be told.
        let _ = self.inbox.send(Inbox::Gone);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn gone() -> Problem {
    Problem::new(&codes::DOOR_CLOSED, ["the worker ended"])
}

/// What [`Local::split`] gives for sending; the register is closed when it is dropped.
pub type SendRequest = Box<dyn FnMut(Envelope<Request>) -> Result<(), Problem> + Send>;

impl Local {
    /// Opens the register and starts its worker.
    ///
    /// # Errors
    /// No register, somebody else holds it (`held`, naming who), looser modes, a newer format.
    pub fn open(options: &Options) -> Result<Self, Problem> {
        let begun = open::begin_or_look(options)?;
        let flags = Arc::new(Flags::default());
        let (inbox, requests) = channel();
        let (to, replies) = sync_channel(UNREAD);
        let (out, leave) = (Out::new(to, Arc::clone(&flags)), inbox.clone());
        let unread = out.paced();
        let thread = std::thread::Builder::new().name("register".into());
        let seat = Seat::default();
        let own = (out, seat.clone());
        let thread = thread.spawn(move || worker::run(begun, requests, own, leave));
        let thread = thread.map_err(|error| files::io(&options.dir, &error))?;
        let connections = Arc::new(AtomicU64::new(OWN));
        let owner = Owner { inbox, seat, flags, connections, thread: Some(thread) };
        Ok(Self { owner, replies, unread, address: Address::default() })
    }

    /// Splits into a sender and a receiver, for a program whose loop waits on many things.
    pub fn split(self) -> (SendRequest, Receiver<Envelope<Reply>>) {
        let Self { owner, replies, unread, .. } = self;
        unread.leave_uncounted();
        (Box::new(move |request| owner.send(request)), replies)
    }
}

impl Door for Local {
    fn send(&mut self, request: Envelope<Request>) -> Result<(), Problem> {
        self.owner.send(request)
    }

    fn next(&mut self, wait: Option<Duration>) -> Result<Option<Envelope<Reply>>, Problem> {
        let reply = beside::next(&self.replies, wait)?;
        if reply.is_some() {
            self.unread.read(&self.owner.inbox);
        }
        Ok(reply)
    }

    fn address(&mut self) -> &mut Address {
        &mut self.address
    }

    fn foresee(&self, request: Request) -> Foreseen {
        match self.owner.seat.tables() {
            Some(tables) => Foreseen::judging(request, tables),
            None => Foreseen::plain(request),
        }
    }

    fn begin_foreseen(&mut self, foreseen: Foreseen) -> Result<Called, Problem> {
        let (request, judgement) = foreseen.take().ok_or_else(gone)?;
        let Some(judgement) = judgement else { return self.begin(request) };
        let envelope = self.address.wrap(request);
        let ticket = envelope.ticket;
        self.owner.post(envelope, Luggage::Judged(judgement))?;
        Ok(Called { ticket, until_done: false })
    }
}
