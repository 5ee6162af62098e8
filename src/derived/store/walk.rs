//! Many records read in the order of their keys: what lies side by side is not looked for one by one.

use super::seal::{row, row_key};
use super::{Bytes, Pairs, Row, Store};
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use std::cmp::Ordering;

/// Rows passed over before the next one is looked for.
const NEAR: usize = 16;

/// A place between the rows.
pub struct Walk<'a> {
    store: &'a Store,
    rows: Option<Pairs>,
    next: Option<(Bytes, Bytes)>,
}

impl Store {
    /// A walk that has not begun.
    pub fn walk(&self) -> Walk<'_> {
        Walk { store: self, rows: None, next: None }
    }
}

impl Walk<'_> {
    /// The record, live or tombstone; the nearer behind the last one asked for, the faster.
    ///
    /// # Errors
    /// As [`Store::get`].
    pub fn get(&mut self, kind: Kind, id: RecordId) -> Result<Option<Row>, Problem> {
        let wanted = row_key(kind, id);
        for _ in 0..NEAR {
            let Some((key, bytes)) = &self.next else { break };
            match (**key).cmp(&wanted) {
                Ordering::Less => self.step()?,
                Ordering::Equal => return row(key, bytes).map(Some),
                // It may stand before the place where this walk came in.
                Ordering::Greater => break,
            }
        }
        self.rows = Some(self.store.ask(|trees| Ok(trees.records.range(wanted..)))?);
        self.step()?;
        let found = self.next.as_ref().filter(|(key, _)| **key == wanted);
        found.map(|(key, bytes)| row(key, bytes)).transpose()
    }

    fn step(&mut self) -> Result<(), Problem> {
        let Some(rows) = &mut self.rows else { return Ok(()) };
        let stepped = self.store.ask(|_| rows.next().transpose());
        if stepped.is_err() {
            // sled's iterator would repeat its error for ever.
            self.rows = None;
            self.next = None;
        }
        self.next = stepped?;
        Ok(())
    }
}
