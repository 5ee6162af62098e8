//! Long readings, step by step: other requests are answered between two steps.

use super::core::Core;
use super::find::PAGE;
use super::pairs::Pairs;
use super::post::Asked;
use super::proto::{Ask, Reply};
use crate::domain::RecordId;
use crate::lang::Problem;

/// What a step gives.
pub(crate) enum Step {
    /// That reply.
    Tell(Reply),
    /// Nothing yet.
    Wait,
    /// Nothing more.
    End,
}

/// A reading under way.
pub(crate) struct Scan {
    pub(crate) connection: u64,
    pub(crate) session: u64,
    pub(crate) ticket: u64,
    work: Work,
}

enum Work {
    /// All records of a type, page by page: the ids as they were when it began (16 bytes each), read
    /// as they are now.
    Rows(usize, std::vec::IntoIter<RecordId>),
    /// Pairs that may be one person.
    Pairs(Box<Pairs>),
}

impl Scan {
    /// Of an Ask that takes many steps; None for another one.
    pub(crate) fn new(core: &Core, asked: &Asked, ask: &Ask) -> Result<Option<Self>, Problem> {
        let work = match ask {
            Ask::Scan { kind, page } => {
                Work::Rows((*page).clamp(1, PAGE), core.made.rows.ids(*kind)?.into_iter())
            }
            Ask::Pairs(among) => Work::Pairs(Box::new(Pairs::new(core, *among)?)),
            _ => return Ok(None),
        };
        let Asked { connection, session, ticket, .. } = *asked;
        Ok(Some(Self { connection, session, ticket, work }))
    }

    /// The next step.
    pub(crate) fn step(&mut self, core: &Core) -> Result<Step, Problem> {
        match &mut self.work {
            Work::Rows(page, ids) => {
                let mut rows = Vec::new();
                while rows.len() < *page
                    && let Some(id) = ids.next()
                {
                    if let Some(row) = core.row(id)?.filter(|row| row.live) {
                        rows.push(core.shown(row)?);
                    }
                }
                let at = core.journal.head().seq;
                Ok(if rows.is_empty() { Step::End } else { Step::Tell(Reply::Rows { rows, at }) })
            }
            Work::Pairs(pairs) => pairs.step(core),
        }
    }
}
