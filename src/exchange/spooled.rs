//! Temporary files of bundles in the register's own folder: only its owner reads them, and they go away.

use super::rejects::{private, unreadable, unwritable};
use crate::lang::Problem;
use crate::register::clock;
use crate::text::hex;
use std::fs::{DirBuilder, OpenOptions};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The folder, below a register's.
const FOLDER: &str = "bundles/spool";
/// What is older was left by a power cut.
const LEFT: Duration = Duration::from_secs(24 * 60 * 60);

/// A path that nothing stands at yet, and nothing will once this is dropped.
#[derive(Debug)]
pub struct Spooled(PathBuf);

impl Spooled {
    /// In the register of that folder.
    ///
    /// # Errors
    /// The disk.
    pub fn of(dir: &Path) -> Result<Self, Problem> {
        let folder = dir.join(FOLDER);
        self::folder(&folder)?;
        clear(&folder);
        Ok(Self(folder.join(hex::text(&clock::random::<8>()?))))
    }

    /// The path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Spooled {
    fn drop(&mut self) {
        // One that was never written is as good as gone.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Makes a folder for its owner alone, if it is not there.
///
/// # Errors
/// The disk.
pub fn folder(path: &Path) -> Result<(), Problem> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|error| unwritable(path, &error))
}

/// Gives a finished file its place, so that a power cut leaves it there or where it was.
///
/// # Errors
/// The disk.
pub fn place(from: &Path, to: &Path) -> Result<(), Problem> {
    std::fs::rename(from, to).map_err(|error| unwritable(to, &error))?;
    let folder = to.parent().map(std::fs::File::open).transpose();
    let synced = folder.and_then(|folder| folder.map_or(Ok(()), |folder| folder.sync_all()));
    synced.map_err(|error| unwritable(to, &error))
}

/// Copies a file, whole and lasting, to a place where nothing of that name stands.
///
/// # Errors
/// Something stands there, or the disk.
pub fn copy(from: &Path, to: &Path) -> Result<(), Problem> {
    let fail = |error: std::io::Error| unwritable(to, &error);
    let mut source = std::fs::File::open(from).map_err(|error| unreadable(from, &error))?;
    let mut target =
        private(OpenOptions::new().write(true).create_new(true)).open(to).map_err(fail)?;
    let copied = std::io::copy(&mut source, &mut target).and_then(|_| target.sync_all());
    if copied.is_err() {
        let _ = std::fs::remove_file(to);
    }
    copied.map_err(fail)
}

/// Clears away what was left; what cannot be is in nobody's way.
fn clear(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let modified = entry.metadata().and_then(|data| data.modified());
        let age = modified.ok().and_then(|at| SystemTime::now().duration_since(at).ok());
        if age.is_some_and(|age| age > LEFT) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
