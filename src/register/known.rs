//! What was read of records, kept for as long as they are as they were: an import asks for the same
//! units and villages with every change.

use super::core::Core;
use super::doc;
use crate::derived::store::Row;
use crate::domain::RecordId;
use crate::lang::Problem;
use foldhash::HashMap;

/// Names kept in memory; beyond that they are read again.
const NAMES: usize = 50_000;
/// Rows kept; then they are read again.
const ROWS: usize = 4_000;

/// What is known of records without reading them.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// What they are called.
    names: HashMap<RecordId, String>,
    /// The rows; None where there is no such record.
    rows: HashMap<RecordId, Option<Box<Row>>>,
}

impl Known {
    /// These records are not as they were.
    pub(crate) fn forget(&mut self, ids: impl IntoIterator<Item = RecordId>) {
        for id in ids {
            self.names.remove(&id);
            self.rows.remove(&id);
        }
    }
}

impl Core {
    /// What is wanted of a record, live or gone; what is read for it is kept.
    pub(crate) fn look<T>(
        &self,
        id: RecordId,
        wanted: impl FnOnce(Option<&Row>) -> T,
    ) -> Result<T, Problem> {
        if let Some(row) = self.landing.as_ref().and_then(|landing| landing.row(id)) {
            return Ok(wanted(Some(row)));
        }
        if let Some(row) = self.made.known.borrow().rows.get(&id) {
            return Ok(wanted(row.as_deref()));
        }
        let row = self.row(id)?.map(Box::new);
        let out = wanted(row.as_deref());
        let rows = &mut self.made.known.borrow_mut().rows;
        if rows.len() >= ROWS {
            rows.clear();
        }
        rows.insert(id, row);
        Ok(out)
    }

    /// What a record is called; its short code if it cannot be read.
    pub(crate) fn called(&self, id: RecordId) -> Result<String, Problem> {
        if let Some(name) = self.made.known.borrow().names.get(&id) {
            return Ok(name.clone());
        }
        let name = match self.live(id)? {
            Some(row) => doc::called(&row.record, &self.made.tables),
            None => id.short(),
        };
        let names = &mut self.made.known.borrow_mut().names;
        if names.len() >= NAMES {
            names.clear();
        }
        names.insert(id, name.clone());
        Ok(name)
    }
}
