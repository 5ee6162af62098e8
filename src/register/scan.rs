//! Reading all records of a type, page by page: other requests are answered between two pages.

use super::core::Core;
use super::find::PAGE;
use super::post::Asked;
use super::proto::Reply;
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;

/// A scan under way: the ids as they were when it began (16 bytes each), read as they are now.
pub(crate) struct Scan {
    pub(crate) connection: u64,
    pub(crate) session: u64,
    pub(crate) ticket: u64,
    page: usize,
    ids: std::vec::IntoIter<RecordId>,
}

impl Scan {
    pub(crate) fn new(
        core: &Core,
        asked: &Asked,
        kind: Kind,
        page: usize,
    ) -> Result<Self, Problem> {
        let ids = core.made.rows.ids(kind)?;
        Ok(Self {
            connection: asked.connection,
            session: asked.session,
            ticket: asked.ticket,
            page: page.clamp(1, PAGE),
            ids: ids.into_iter(),
        })
    }

    /// The next page; None after the last.
    pub(crate) fn page(&mut self, core: &Core) -> Result<Option<Reply>, Problem> {
        let mut rows = Vec::new();
        while rows.len() < self.page
            && let Some(id) = self.ids.next()
        {
            if let Some(row) = core.row(id)?.filter(|row| row.live) {
                rows.push(core.shown(row)?);
            }
        }
        let at = core.journal.head().seq;
        Ok((!rows.is_empty()).then_some(Reply::Rows { rows, at }))
    }
}
