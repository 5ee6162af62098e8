//! One checksummed file holding everything of a register that is not derived.

use super::Progress;
use crate::lang::Problem;
use std::path::Path;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// Files in it.
    pub files: u64,
    /// Bytes of the backup file.
    pub bytes: u64,
    /// The journal's seq it reaches.
    pub seq: u64,
}

/// Writes a backup of the register in `dir` to `file`, while a clerk may be working.
///
/// # Errors
/// No register, a damaged journal, a file that stands there already, or the disk.
pub fn backup(_dir: &Path, _file: &Path, _progress: Progress<'_>) -> Result<BackedUp, Problem> {
    todo!()
}
