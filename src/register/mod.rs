//! The door: everything that reads or changes a register sends it a [`Request`] and gets
//! [`Reply`]s. It runs on a worker thread behind two channels, or behind a socket; screens,
//! commands, bundles and imports have no other way in.

pub mod care;
pub mod proto;

pub use proto::*;

use crate::lang::Problem;
use std::path::{Path, PathBuf};
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

/// Makes a register in `dir` (0700, files 0600).
///
/// # Errors
/// There is one already, the folder holds something else, or the disk refuses.
pub fn create(_dir: &Path, _new: &NewRegister) -> Result<(), Problem> {
    todo!()
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
        let until_done =
            matches!(request, Request::Ask { ask: Ask::Scan { .. }, .. } | Request::Watch { .. });
        let envelope = self.address().wrap(request);
        let ticket = envelope.ticket;
        self.send(envelope)?;
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

/// A register's worker thread and the way to talk to it in this process.
pub struct Local {}

impl Local {
    /// Opens the register and starts its worker.
    ///
    /// # Errors
    /// No register, somebody else holds it (`held`, naming who), looser modes, a newer format.
    pub fn open(_options: &Options) -> Result<Self, Problem> {
        todo!()
    }

    /// Splits into a sender and a receiver, for a program whose loop waits on many things.
    pub fn split(
        self,
    ) -> (
        Box<dyn FnMut(Envelope<Request>) -> Result<(), Problem> + Send>,
        std::sync::mpsc::Receiver<Envelope<Reply>>,
    ) {
        todo!()
    }
}
