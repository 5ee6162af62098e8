//! The derived files made again from the journal.

use super::Progress;
use crate::lang::Problem;
use crate::register::Options;

/// What was made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Live records.
    pub records: u64,
    /// The journal's seq.
    pub seq: u64,
    /// The state digest.
    pub digest: [u8; 32],
}

/// Throws the derived files away and makes them again.
///
/// # Errors
/// As opening for writing; a damaged journal is refused (restore first).
pub fn rebuild(_options: &Options, _progress: Progress<'_>) -> Result<Rebuilt, Problem> {
    todo!()
}
