//! Temporary files of bundles in the register's own folder: only its owner reads them, and they go away.

use super::post::Folders;
use super::rejects::unwritable;
use crate::lang::Problem;
use crate::register::clock;
use crate::text::hex;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

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
        let folder = Folders::of(dir).spool();
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&folder);
        made.map_err(|error| unwritable(&folder, &error))?;
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
