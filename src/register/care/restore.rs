//! A backup file made a register again.

use super::Progress;
use crate::lang::Problem;
use std::path::Path;

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Files restored.
    pub files: u64,
    /// The journal's seq.
    pub seq: u64,
    /// Milliseconds since 1970 (UTC) of the newest change in it.
    pub time: i64,
}

/// Makes the register of backup `file` in `dir`, which must not exist or be empty. Everything is
/// proved before `dir` appears; the register begins a new epoch.
///
/// # Errors
/// No backup file, damage in it (named, nothing is made), `dir` is taken, or the disk.
pub fn restore(_file: &Path, _dir: &Path, _progress: Progress<'_>) -> Result<Restored, Problem> {
    todo!()
}
