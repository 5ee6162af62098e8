//! The files around sled: our lock, what a crash left, what is set aside, who may read.

use crate::derived::disk;
use crate::lang::Problem;
use crate::lang::errors::derived::STORE_HELD;
use std::fs::{self, File, TryLockError};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Held while the store is open.
pub(super) const LOCK: &str = "lock";
/// sled's data file.
pub(super) const DATA: &str = "db";
/// How often sled's own lock is tried, 5 ms apart.
const SLED_CLOSES: u32 = 400;

/// Takes our own lock, then waits for sled's: after a close its threads keep its file for a moment.
pub(super) fn lock(dir: &Path) -> Result<File, Problem> {
    let path = dir.join(LOCK);
    let file = disk::make_file(&path)?;
    let held = || Problem::new(&STORE_HELD, [dir.display().to_string()]);
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(held()),
        Err(TryLockError::Error(cause)) => return Err(disk::refused(&path)(cause)),
    }
    let Ok(data) = File::open(dir.join(DATA)) else { return Ok(file) };
    for _ in 0..SLED_CLOSES {
        match data.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
            Err(TryLockError::Error(cause)) => return Err(disk::refused(&path)(cause)),
        }
    }
    Err(held())
}

/// Every name in `dir` that `choose` takes.
pub(super) fn names(dir: &Path, choose: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, Problem> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(disk::refused(dir))? {
        let entry = entry.map_err(disk::refused(dir))?;
        if entry.file_name().to_str().is_some_and(&choose) {
            paths.push(entry.path());
        }
    }
    Ok(paths)
}

/// A snapshot sled was cut short in writing would be taken for the newest one.
pub(super) fn remove_unfinished(dir: &Path) -> Result<(), Problem> {
    for path in names(dir, |name| name.ends_with(".generating"))? {
        disk::remove(&path)?;
    }
    Ok(())
}

/// Without its snapshots sled reads its whole log.
pub(super) fn set_snapshots_aside(dir: &Path) -> Result<(), Problem> {
    for path in names(dir, |name| name.starts_with("snap."))? {
        let aside = dir.join("aside");
        disk::make_dir(&aside)?;
        let to = path.file_name().map_or_else(|| aside.clone(), |name| aside.join(name));
        fs::rename(&path, &to).map_err(disk::refused(&path))?;
    }
    Ok(())
}

/// sled makes its files with the process's mask.
pub(super) fn make_private(dir: &Path) -> Result<(), Problem> {
    for path in names(dir, |_| true)? {
        let is_dir = path.is_dir();
        let mode = fs::Permissions::from_mode(if is_dir { 0o700 } else { 0o600 });
        fs::set_permissions(&path, mode).map_err(disk::refused(&path))?;
    }
    Ok(())
}
