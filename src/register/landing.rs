//! Saved rows on their way from the journal into the store and the search. Of a large change the
//! store takes its share on a thread of its own while the next one is made ready; what is asked of
//! those rows meanwhile is answered from memory, and nothing else is asked of the store before it is
//! done.

use super::core::Core;
use super::made::{self, Grown};
use super::rows::Rows;
use super::save::MANY;
use crate::derived::Applied;
use crate::derived::store::{Row, Store};
use crate::domain::RecordId;
use crate::journal::RequestId;
use crate::lang::Problem;
use foldhash::HashMap;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

/// Bytes of journal after which a checkpoint is due.
const CHECKPOINT_BYTES: u64 = 8 << 20;

/// Rows saved and acknowledged, not yet on their way.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    pub(crate) rows: Vec<Row>,
    /// What the search takes in of them: the record, whether it is new, its leaf.
    pub(crate) grown: Vec<(RecordId, bool, Grown)>,
    pub(crate) requests: Vec<(RequestId, u64, u64)>,
}

/// What the store takes in at once.
#[derive(Debug)]
struct Cargo {
    rows: Vec<Row>,
    requests: Vec<(RequestId, u64, u64)>,
    applied: Applied,
}

/// Rows that the store is taking in.
#[derive(Debug)]
pub(crate) struct Landing {
    cargo: Arc<Cargo>,
    at: HashMap<RecordId, usize>,
    /// Until it was waited for.
    thread: Option<JoinHandle<Result<(), Problem>>>,
}

impl Landing {
    /// None where there is no thread to be had.
    fn begin(store: &Arc<Store>, cargo: &Arc<Cargo>) -> Option<Self> {
        let at = cargo.rows.iter().enumerate().map(|(at, row)| (row.record.id, at)).collect();
        let (store, taken) = (Arc::clone(store), Arc::clone(cargo));
        let land = move || store.apply(&taken.rows, &taken.requests, &taken.applied);
        let thread = Builder::new().name("landing".to_owned()).spawn(land).ok()?;
        Some(Self { cargo: Arc::clone(cargo), at, thread: Some(thread) })
    }

    /// The row, if it is one of them.
    pub(super) fn row(&self, id: RecordId) -> Option<&Row> {
        self.cargo.rows.get(*self.at.get(&id)?)
    }

    /// The seqs of a request among them.
    pub(super) fn request(&self, id: RequestId) -> Option<(u64, u64)> {
        let mut requests = self.cargo.requests.iter();
        requests.find(|(known, _, _)| *known == id).map(|(_, first, last)| (*first, *last))
    }

    /// Waits for the store.
    pub(super) fn finish(mut self) -> Result<(), Problem> {
        let done = self.thread.take().map(JoinHandle::join).transpose();
        done.unwrap_or_else(|panic| resume_unwind(panic)).unwrap_or(Ok(()))
    }
}

impl Drop for Landing {
    /// The store is not left to a thread that nobody waits for: it closes before the lock is free.
    fn drop(&mut self) {
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

impl Core {
    /// Brings acknowledged rows into the search, and on their way into the store. A store that fails
    /// is given up: reading goes on from the journal, and the next opening makes a new one.
    pub(crate) fn settle(&mut self) {
        let Some(Pending { rows, grown, requests }) = self.pending.take() else { return };
        self.land();
        self.dirty = true;
        let cargo = Arc::new(Cargo { rows, requests, applied: self.applied() });
        if let Rows::Store(store) = &self.made.rows
            && cargo.rows.len() >= MANY
        {
            self.landing = Landing::begin(store, &cargo);
        }
        let Cargo { rows, requests, applied } = &*cargo;
        let done = match &self.landing {
            Some(_) => Ok(()),
            None => self.made.rows.apply(rows, requests, applied),
        };
        for (id, new, leaf) in grown {
            made::grow(&mut self.made.index, id, new, leaf);
        }
        self.made.known.get_mut().forget(rows.iter().map(|row| row.record.id));
        if let Err(problem) = done {
            self.fall_back(&problem);
        }
        if self.journal.since_checkpoint() >= CHECKPOINT_BYTES {
            self.checkpoint_or_say(true);
        }
    }

    /// Waits until the store has taken in what it was given.
    pub(crate) fn land(&mut self) {
        if let Some(Err(problem)) = self.landing.take().map(Landing::finish) {
            self.fall_back(&problem);
        }
    }
}
