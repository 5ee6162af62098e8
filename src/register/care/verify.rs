//! Proves a register's journal, with all that has seen it as witnesses.

use super::Progress;
use crate::journal::{self, Verdict};
use crate::lang::Problem;
use crate::register::{Options, open};

/// Reads and proves every byte of the journal; it stays as it is. While nobody is at work, the
/// derived files and what this machine remembers bear witness: an end that had been saved is not
/// taken for one that a crash left.
///
/// # Errors
/// No journal there, a newer format, looser modes, or the disk.
pub fn verify(options: &Options, progress: Progress<'_>) -> Result<Verdict, Problem> {
    journal::verify(&options.dir, &open::witnesses(options)?, progress)
}
