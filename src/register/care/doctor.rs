//! Says what is wrong with a register, reading everything and changing nothing; `repair` mends
//! what can be mended without losing anything.

use super::Progress;
use crate::lang::Problem;
use crate::register::Options;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// `repair` mends it, or it mends itself at the next opening.
    Mend,
    /// Something is lost or will be: a person has to act.
    Bad,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What was looked at, a stable name: `modes`, `journal`, `derived`, `drafts`, `disk`, ….
    pub part: &'static str,
    /// How grave.
    pub level: Level,
    /// What was found, and what to do.
    pub says: Problem,
}

/// Everything found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order looked at.
    pub items: Vec<Item>,
}

impl Report {
    /// The gravest level.
    pub fn level(&self) -> Level {
        self.items.iter().map(|item| item.level).max().unwrap_or(Level::Good)
    }
}

/// Looks at everything, beside a clerk at work.
///
/// # Errors
/// There is no register there at all; everything else is in the report.
pub fn doctor(_options: &Options, _progress: Progress<'_>) -> Result<Report, Problem> {
    todo!()
}

/// Mends what can be mended: derived files made again, damaged drafts set aside, an erasure that
/// was cut short finished. A damaged journal is never changed. Then looks again.
///
/// # Errors
/// As opening for writing.
pub fn repair(_options: &Options, _progress: Progress<'_>) -> Result<Report, Problem> {
    todo!()
}
