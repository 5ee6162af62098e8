//! Everything made from the journal: rows, search, counts and digest. One place takes
//! changes into all of them, at a save, at an opening and at a rebuild.

use super::known::Known;
use super::rows::{Rows, request_of};
use super::tally::Tally;
use super::{doc, image};
use crate::derived::Applied;
use crate::derived::search::{Index, Leaf};
use crate::derived::store::Row;
use crate::domain::{RecordId, Tables};
use crate::journal::{Damage, Frame, Group, Head, Identity, Journal, RequestId};
use crate::lang::Problem;
use std::cell::RefCell;
use std::sync::Arc;

/// Rows in one transaction of the store.
const STORE_ROWS: usize = 1_000;

/// What is made from the journal.
pub(crate) struct Made {
    pub(crate) rows: Rows,
    pub(crate) index: Index,
    pub(crate) tally: Tally,
    pub(crate) tables: Arc<Tables>,
    /// What was read of the rows.
    pub(crate) known: RefCell<Known>,
}

impl Made {
    /// Takes a saved row into counts and digest; store and search follow by themselves.
    pub(crate) fn count(&mut self, before: Option<&Row>, after: &Row) {
        self.tally.change(before, Some(after));
    }
}

/// Takes what is grown of a record, which may be a new one, into the search.
pub(crate) fn grow(index: &mut Index, id: RecordId, is_new: bool, leaf: Grown) {
    match leaf {
        Ok(Some(leaf)) if is_new => index.put_new(leaf),
        leaf => index.put(id, leaf),
    }
}

/// What the search takes in of a row; None: it is deleted.
pub(crate) type Grown = Result<Option<Leaf>, Problem>;

/// What the search takes in of a row.
pub(crate) fn leaf(row: &Row, tables: &Tables) -> Grown {
    row.live.then(|| Leaf::new(doc::doc(&row.record, tables))).transpose()
}

/// How far each part of [`Made`] is; groups beyond are taken into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reached {
    pub(crate) rows: u64,
    pub(crate) index: u64,
    pub(crate) tally: u64,
}

impl Reached {
    /// All parts at the same seq.
    pub(crate) fn all(seq: u64) -> Self {
        Self { rows: seq, index: seq, tally: seq }
    }

    /// From where on the journal is to be read.
    pub(crate) fn least(&self) -> u64 {
        self.rows.min(self.index).min(self.tally)
    }
}

/// Takes committed groups into [`Made`], in the order of a replay.
pub(crate) struct Absorb<'m> {
    made: &'m mut Made,
    journal: &'m Journal,
    reached: Reached,
    rows: Vec<Row>,
    requests: Vec<(RequestId, u64, u64)>,
    head: Option<Head>,
    /// Why the store took no more; the rest goes on without it.
    pub(crate) failed: Option<Problem>,
    /// Frames that make no sense; their records stay as they were before.
    pub(crate) damage: Vec<Damage>,
}

impl<'m> Absorb<'m> {
    pub(crate) fn new(made: &'m mut Made, journal: &'m Journal, reached: Reached) -> Self {
        Self {
            made,
            journal,
            reached,
            rows: Vec::new(),
            requests: Vec::new(),
            head: None,
            failed: None,
            damage: Vec::new(),
        }
    }

    /// Takes a group.
    ///
    /// The groups of a spanning transaction come with the head before their commit; a part that
    /// stands there may have some of them and not others. Taking a row twice into rows and index
    /// does no harm, so these begin at that head; counts do not stand inside a transaction.
    pub(crate) fn group(&mut self, group: &Group) -> Result<(), Problem> {
        let wanted = group.head.seq >= self.reached.least()
            || group.frames.iter().any(|frame| frame.seq > self.reached.tally);
        for frame in group.frames.iter().filter(|_| wanted) {
            let row = image::row_or_damage(self.journal, frame, &mut self.damage)?;
            let Some(row) = row else { continue };
            self.made.known.get_mut().forget([row.record.id]);
            if frame.seq > self.reached.tally {
                let before = self.before(frame)?;
                self.made.tally.change(before.as_ref(), Some(&row));
            }
            if group.head.seq >= self.reached.index {
                let leaf = leaf(&row, &self.made.tables);
                grow(&mut self.made.index, row.record.id, false, leaf);
            }
            if group.head.seq >= self.reached.rows {
                self.rows.push(row);
            }
        }
        if let Some((request, first, last)) = request_of(group)
            && group.head.seq >= self.reached.rows
        {
            match self.requests.last_mut().filter(|(known, _, _)| *known == request) {
                Some(known) => *known = (request, known.1.min(first), known.2.max(last)),
                None => self.requests.push((request, first, last)),
            }
        }
        if let Rows::Journal(places) = &mut self.made.rows {
            places.take(group);
        }
        self.head = Some(group.head);
        if self.rows.len() >= STORE_ROWS { self.flush() } else { Ok(()) }
    }

    /// The record before that frame. Where the frame before is lost, it is what was read of it last:
    /// that is what was counted.
    fn before(&mut self, frame: &Frame) -> Result<Option<Row>, Problem> {
        let before = image::row_before(self.journal, frame.prev, &mut self.damage)?;
        if before.is_some() || frame.prev.is_none() {
            return Ok(before);
        }
        let waiting = self.rows.iter().rev().find(|row| row.record.id == frame.record);
        let known = match waiting {
            Some(row) => Some(row.clone()),
            None => self.made.rows.get(self.journal, frame.record)?,
        };
        Ok(known.filter(|row| row.seq < frame.seq))
    }

    /// Brings what is gathered into the store.
    pub(crate) fn flush(&mut self) -> Result<(), Problem> {
        let Some(head) = self.head else { return Ok(()) };
        if self.failed.is_none() && head.seq >= self.reached.rows {
            let applied = applied(self.journal.identity(), &head);
            let done = self.made.rows.apply(&self.rows, &self.requests, &applied);
            self.failed = done.err();
        }
        self.rows.clear();
        // The last request may go on in the next group.
        let last = self.requests.pop();
        self.requests.clear();
        self.requests.extend(last);
        Ok(())
    }
}

/// A head as derived files note it.
pub(crate) fn applied(identity: &Identity, head: &Head) -> Applied {
    Applied { register: identity.register, epoch: identity.epoch, seq: head.seq, chain: head.chain }
}
