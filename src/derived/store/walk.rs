//! Many records read in the order of their keys: what lies side by side is not looked for one by one.

use super::seal::{row, row_key};
use super::{Bytes, Pairs, Row, Store};
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use std::cmp::Ordering;

/// Rows passed before a place is looked for anew. More are faster still, but sled gives pages of its
/// cache back by how often they are asked for, and keeps those that were only passed through.
const NEAR: usize = 4;

/// A place between the rows.
pub struct Walk<'a> {
    store: &'a Store,
    rows: Option<Pairs>,
    next: Option<(Bytes, Bytes)>,
    /// Since the last place that was looked for.
    passed: usize,
}

impl Store {
    /// A walk that has not begun.
    pub fn walk(&self) -> Walk<'_> {
        Walk { store: self, rows: None, next: None, passed: 0 }
    }
}

impl Walk<'_> {
    /// The record, live or tombstone; the nearer behind the last one asked for, the faster.
    ///
    /// # Errors
    /// As [`Store::get`].
    pub fn get(&mut self, kind: Kind, id: RecordId) -> Result<Option<Row>, Problem> {
        let wanted = row_key(kind, id);
        while let Some((key, bytes)) = self.next.as_ref().filter(|_| self.passed < NEAR) {
            match (**key).cmp(&wanted) {
                Ordering::Less => self.step()?,
                Ordering::Equal => return row(key, bytes).map(Some),
                // It may stand before the place where this walk came in.
                Ordering::Greater => break,
            }
        }
        self.rows = Some(self.store.ask(|trees| Ok(trees.records.range(wanted..)))?);
        self.step()?;
        self.passed = 0;
        let found = self.next.as_ref().filter(|(key, _)| **key == wanted);
        found.map(|(key, bytes)| row(key, bytes)).transpose()
    }

    fn step(&mut self) -> Result<(), Problem> {
        let Some(rows) = &mut self.rows else { return Ok(()) };
        self.passed += 1;
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
