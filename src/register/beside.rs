//! A second way in beside the owner's, within its process: for long work aside from the screens,
//! in the name of whoever sits at them.

use super::post::{Flags, Inbox, Luggage, Out, Unread};
use super::{Address, Door, Envelope, Local, Reply, Request, gone};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, sync_channel};
use std::time::Duration;

/// Opens a side door: it speaks as the operator who speaks at the main one now, in a session of its
/// own, which lasts until it is dropped or the register is closed.
pub type Beside = Arc<dyn Fn() -> Result<Box<dyn Door>, Problem> + Send + Sync>;

/// Replies that wait to be read before the worker waits for the reader. A long reading waits much
/// sooner, and holds nobody up.
const UNREAD: usize = 1_024;

struct Joined {
    number: u64,
    inbox: Sender<Inbox>,
    replies: Receiver<Envelope<Reply>>,
    unread: Arc<Unread>,
    address: Address,
}

impl Local {
    /// What opens side doors, as long as this one is open.
    pub fn beside(&self) -> Beside {
        let Self { owner, .. } = self;
        let (inbox, flags) = (owner.inbox.clone(), Arc::clone(&owner.flags));
        let connections = Arc::clone(&owner.connections);
        Arc::new(move || join(&inbox, &flags, &connections))
    }
}

fn join(
    inbox: &Sender<Inbox>,
    flags: &Arc<Flags>,
    connections: &AtomicU64,
) -> Result<Box<dyn Door>, Problem> {
    let number = connections.fetch_add(1, Ordering::Relaxed).saturating_add(1);
    let (to, replies) = sync_channel(UNREAD);
    let out = Out::new(to, Arc::clone(flags));
    let unread = out.paced();
    inbox.send(Inbox::Join(number, out)).map_err(|_| gone())?;
    let inbox = inbox.clone();
    let mut door = Joined { number, inbox, replies, unread, address: Address::default() };
    // The worker says first which session this one is.
    let Some(Envelope { session, body, .. }) = door.next(None)? else { return Err(gone()) };
    match body {
        Reply::Done => door.address.session = session,
        Reply::Refused(problem) => return Err(problem),
        _ => return Err(Problem::bare(&codes::HELLO_FIRST)),
    }
    Ok(Box::new(door))
}

impl Door for Joined {
    fn send(&mut self, request: Envelope<Request>) -> Result<(), Problem> {
        self.inbox.send(Inbox::From(self.number, request, Luggage::None)).map_err(|_| gone())
    }

    fn next(&mut self, wait: Option<Duration>) -> Result<Option<Envelope<Reply>>, Problem> {
        let reply = next(&self.replies, wait)?;
        if reply.is_some() {
            self.unread.read(&self.inbox);
        }
        Ok(reply)
    }

    fn address(&mut self) -> &mut Address {
        &mut self.address
    }
}

impl Drop for Joined {
    fn drop(&mut self) {
        // A worker that is gone has closed it itself.
        let _ = self.inbox.send(Inbox::Broken(self.number, gone()));
    }
}

/// The next reply, waiting at most `wait` (None: for ever). Ok(None) is a time-out.
pub(super) fn next(
    replies: &Receiver<Envelope<Reply>>,
    wait: Option<Duration>,
) -> Result<Option<Envelope<Reply>>, Problem> {
    match wait {
        None => replies.recv().map(Some).map_err(|_| gone()),
        Some(wait) => match replies.recv_timeout(wait) {
            Ok(reply) => Ok(Some(reply)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(gone()),
        },
    }
}
