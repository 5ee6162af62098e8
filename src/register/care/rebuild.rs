//! The derived files made again from the journal.

use super::Progress;
use crate::lang::Problem;
use crate::register::{Options, open};

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
pub fn rebuild(options: &Options, progress: Progress<'_>) -> Result<Rebuilt, Problem> {
    let mut begun = open::begin(&Options { write: true, ..options.clone() })?;
    if let Some(damage) = begun.damage() {
        return Err(damage);
    }
    begun.distrust();
    let (mut core, _lock) = begun.finish(progress)?;
    if let Some(problem) = core.read_only.take() {
        return Err(problem);
    }
    core.dirty = true;
    core.checkpoint(false)?;
    Ok(Rebuilt {
        records: core.made.tally.total(),
        seq: core.journal.head().seq,
        digest: core.made.tally.digest(),
    })
}
