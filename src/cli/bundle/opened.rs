//! A bundle's file as it can be read: one that is encrypted is opened with the register's age keys into
//! its spool, for as long as it is looked at.

use crate::cli::context::Context;
use crate::exchange::courier::unsealed;
use crate::exchange::sealed::{Spooled, is_sealed};
use crate::lang::Problem;
use std::path::{Path, PathBuf};

/// A file to be read.
pub(super) enum Opened {
    /// As it came.
    Plain(PathBuf),
    /// Out of an encrypted one.
    Sealed(Spooled),
}

impl Opened {
    /// Of that file.
    pub(super) fn of(context: &Context, file: &Path) -> Result<Self, Problem> {
        if !is_sealed(file)? {
            // A plain one is looked at without a register.
            return Ok(Self::Plain(file.to_owned()));
        }
        let opened = unsealed(&context.folder()?, file)?;
        Ok(opened.map_or_else(|| Self::Plain(file.to_owned()), Self::Sealed))
    }

    /// Where it can be read.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Plain(path) => path,
            Self::Sealed(spooled) => spooled.path(),
        }
    }

    /// A problem of what stands in it, told of the file that came.
    pub(super) fn told_of(&self, problem: Problem) -> Problem {
        match self {
            Self::Plain(_) => problem,
            Self::Sealed(spooled) => spooled.told_of(problem),
        }
    }

    /// Whether it was encrypted.
    pub(super) fn was_sealed(&self) -> bool {
        matches!(self, Self::Sealed(_))
    }
}
