//! Who types in the process that opened the register. Its letters are written where they are typed,
//! before the screen shows that the cursor went on, and wait for nothing that the worker is at: a
//! kill takes no field but the one that is typed in.

use super::drafts::{Pen, signed};
use super::post::Out;
use super::proto::{Envelope, PROTO, Reply, Request};
use crate::domain::{RecordId, Tables};
use std::sync::{Arc, Mutex, PoisonError};

/// The session of the owner's connection, and what its letters are kept with.
pub(crate) struct Hand {
    pub(crate) session: u64,
    pub(crate) operator: RecordId,
    pub(crate) pen: Arc<Pen>,
    pub(crate) out: Out,
    /// What the worker judges values by.
    pub(crate) tables: Arc<Tables>,
}

/// Empty until somebody said Hello, and where no drafts can be kept.
#[derive(Clone, Default)]
pub(crate) struct Seat(Arc<Mutex<Option<Hand>>>);

impl Seat {
    /// That hand writes from now on.
    pub(crate) fn take(&self, hand: Option<Hand>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = hand;
    }

    /// Nobody of that session writes any more.
    pub(crate) fn leave(&self, session: u64) {
        let mut seat = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seat.take_if(|hand| hand.session == session);
    }

    /// What the worker judges values by; None where nobody sits here.
    pub(crate) fn tables(&self) -> Option<Arc<Tables>> {
        let seat = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seat.as_ref().map(|hand| Arc::clone(&hand.tables))
    }

    /// Keeps or drops a draft; what is not of that kind, or of nobody who sits here, is the worker's
    /// to answer.
    pub(crate) fn write(&self, request: Envelope<Request>) -> Option<Envelope<Request>> {
        let seat = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ours = |hand: &&Hand| request.proto == PROTO && hand.session == request.session;
        match seat.as_ref().filter(ours) {
            Some(hand) => hand.write(request),
            None => Some(request),
        }
    }
}

impl Hand {
    fn write(&self, request: Envelope<Request>) -> Option<Envelope<Request>> {
        let Envelope { session, ticket, .. } = request;
        let told = |reply| self.out.told(session, ticket, reply);
        let written = match &request.body {
            Request::KeepDraft(draft) => {
                let kept = Reply::DraftKept(draft.request);
                self.pen.keep(&signed(draft, self.operator), told(kept))
            }
            Request::DropDraft { request } => self.pen.drop_one(*request, told(Reply::Done)),
            _ => return Some(request),
        };
        // Where the register is closed, the worker says why.
        written.is_err().then_some(request)
    }
}
