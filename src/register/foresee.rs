//! A large change judged before it is sent: while the worker is at one chunk of an import, the values
//! of the next one are judged on a thread of their own.

use super::proto::Request;
use super::save::MANY;
use super::stage::Judgement;
use crate::domain::Tables;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread::{Builder, JoinHandle};

/// A request on its way to be sent by [`Door::begin_foreseen`](super::Door::begin_foreseen).
pub struct Foreseen(Way);

enum Way {
    /// Nothing is judged before.
    Plain(Box<Request>),
    /// It is with its judge, who gives it back.
    Judging(JoinHandle<Option<(Request, Judgement)>>),
}

impl Foreseen {
    /// As it is.
    pub(crate) fn plain(request: Request) -> Self {
        Self(Way::Plain(Box::new(request)))
    }

    /// Begins to judge a change of many acts by these tables; a small one is not worth a thread.
    pub(crate) fn judging(request: Request, tables: Arc<Tables>) -> Self {
        let many =
            matches!(&request, Request::Do(change) if change.acts.len() >= MANY && !change.dry);
        if !many {
            return Self::plain(request);
        }
        let (give, given) = channel();
        let judge = Builder::new().name("judge".to_owned()).spawn(move || {
            let request = given.recv().ok()?;
            let Request::Do(change) = &request else { return None };
            let judgement = Judgement::of(change, tables);
            Some((request, judgement))
        });
        match judge {
            // A judge waits for the request, so that it is not lost where there is no thread.
            Ok(thread) => match give.send(request) {
                Ok(()) => Self(Way::Judging(thread)),
                Err(back) => Self::plain(back.0),
            },
            Err(_) => Self::plain(request),
        }
    }

    /// The request and what was judged of it; waits for the judge. None: the judge gave nothing back.
    pub(crate) fn take(self) -> Option<(Request, Option<Judgement>)> {
        match self.0 {
            Way::Plain(request) => Some((*request, None)),
            Way::Judging(thread) => {
                let back = thread.join().unwrap_or_else(|panic| resume_unwind(panic));
                back.map(|(request, judgement)| (request, Some(judgement)))
            }
        }
    }
}
