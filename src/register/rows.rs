//! Where records are read: the derived store, or the journal itself with only the places of the
//! newest frames in memory. The second serves readers beside a clerk at work (sled cannot be
//! opened twice), registers that are damaged, and a session whose store fails: about 100 bytes of
//! memory a record, and reads of some ten microseconds.

use super::image;
use crate::derived::Applied;
use crate::derived::store::{Row, Store};
use crate::domain::{Kind, Place, RecordId};
use crate::journal::{Group, Journal, RequestId};
use crate::lang::Problem;
use foldhash::HashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Records by id.
#[derive(Debug)]
pub(crate) enum Rows {
    /// In sled.
    Store(Arc<Store>),
    /// In the journal.
    Journal(Places),
}

/// Where each record's newest frame stands.
#[derive(Debug, Default)]
pub(crate) struct Places {
    by: BTreeMap<RecordId, (Kind, Place)>,
    requests: HashMap<RequestId, (u64, u64)>,
}

impl Places {
    /// Takes a committed group.
    pub(crate) fn take(&mut self, group: &Group) {
        for frame in &group.frames {
            if image::changes_a_record(frame.kind) {
                self.by.insert(frame.record, (frame.record_kind, frame.place));
            }
        }
        if let Some((request, first, last)) = request_of(group) {
            remember(&mut self.requests, request, first, last);
        }
    }
}

fn remember(known: &mut HashMap<RequestId, (u64, u64)>, request: RequestId, first: u64, last: u64) {
    let seqs = known.entry(request).or_insert((first, last));
    *seqs = (seqs.0.min(first), seqs.1.max(last));
}

/// A group's request and its first and last seq; the note of a session belongs to none, so that
/// doing it twice gives the same answer.
pub(crate) fn request_of(group: &Group) -> Option<(RequestId, u64, u64)> {
    let mut seqs = group
        .frames
        .iter()
        .filter(|frame| frame.kind != crate::journal::FrameKind::Session)
        .map(|frame| frame.seq);
    let first = seqs.next()?;
    (group.note.request != [0; 16])
        .then(|| (group.note.request, first, seqs.next_back().unwrap_or(first)))
}

impl Rows {
    /// The record, live or gone.
    pub(crate) fn get(&self, journal: &Journal, id: RecordId) -> Result<Option<Row>, Problem> {
        match self {
            Self::Store(store) => store.find(id),
            Self::Journal(places) => match places.by.get(&id) {
                Some((_, place)) => image::row_at(journal, *place),
                None => Ok(None),
            },
        }
    }

    /// As [`get`](Self::get), where the type is known: no other one is looked through.
    pub(crate) fn get_of(
        &self,
        journal: &Journal,
        kind: Kind,
        id: RecordId,
    ) -> Result<Option<Row>, Problem> {
        match self {
            Self::Store(store) => store.get(kind, id),
            Self::Journal(_) => self.get(journal, id),
        }
    }

    /// Takes rows, and requests that are done, up to `applied`.
    pub(crate) fn apply(
        &mut self,
        rows: &[Row],
        requests: &[(RequestId, u64, u64)],
        applied: &Applied,
    ) -> Result<(), Problem> {
        match self {
            Self::Store(store) => store.apply(rows, requests, applied),
            Self::Journal(places) => {
                for row in rows {
                    places.by.insert(row.record.id, (row.record.kind, row.place));
                }
                for (request, first, last) in requests {
                    remember(&mut places.requests, *request, *first, *last);
                }
                Ok(())
            }
        }
    }

    /// The seqs a request made, if it is done.
    pub(crate) fn request(&self, id: RequestId) -> Result<Option<(u64, u64)>, Problem> {
        match self {
            Self::Store(store) => store.request(id),
            Self::Journal(places) => Ok(places.requests.get(&id).copied()),
        }
    }

    /// The ids of every row of a type, live or gone, in order; no row is read.
    pub(crate) fn ids(&self, kind: Kind) -> Result<Vec<RecordId>, Problem> {
        match self {
            Self::Store(store) => store.ids(kind),
            Self::Journal(places) => {
                let of = places.by.iter().filter(|(_, (of, _))| *of == kind);
                Ok(of.map(|(id, _)| *id).collect())
            }
        }
    }

    /// Every row of a type (None: of all), in the order of ids; `visit` returns false to stop.
    pub(crate) fn scan(
        &self,
        journal: &Journal,
        kind: Option<Kind>,
        visit: &mut dyn FnMut(Row) -> Result<bool, Problem>,
    ) -> Result<(), Problem> {
        match self {
            Self::Store(store) => store.scan(kind, visit),
            Self::Journal(places) => {
                for (of, place) in places.by.values() {
                    if kind.is_none_or(|kind| kind == *of)
                        && let Some(row) = image::row_at(journal, *place)?
                        && !visit(row)?
                    {
                        break;
                    }
                }
                Ok(())
            }
        }
    }
}
