//! The store's flush, aside and within bounds: where a write fails just as the flush begins to wait,
//! the library misses the word and waits for ever (seen once in some hundred injected errors).

use super::Store;
use crate::derived::quiet::caught;
use crate::lang::Problem;
use std::sync::mpsc::sync_channel;
use std::thread::Builder;
use std::time::Duration;

/// A flush that takes longer never ends: some MiB are written at most between two.
const FLUSHED: Duration = Duration::from_secs(30);

impl Store {
    /// Flushes. One that does not end leaves its thread behind, and the store is broken from then
    /// on: what it holds is read from the journal.
    ///
    /// # Errors
    /// The disk.
    pub(super) fn flush(&self) -> Result<(), Problem> {
        let db = self.ask(|trees| Ok(trees.db.clone()))?;
        let (tell, told) = sync_channel(1);
        let flush = move || drop(tell.send(caught(|| db.flush())));
        let outcome = match Builder::new().name("flush".to_owned()).spawn(flush) {
            Ok(_) => told.recv_timeout(FLUSHED).unwrap_or_else(|_| Err(ENDLESS.to_owned())),
            Err(no_thread) => Ok(Err(no_thread.into())),
        };
        self.judge(outcome).map(|_| ())
    }
}

/// Why the store is not asked any more.
const ENDLESS: &str = "its flush does not end";
