//! Small things every derived file needs of the disk: private modes, whole replacement of a file,
//! folders synced, causes kept.

use crate::lang::Problem;
use crate::lang::errors::derived::{DERIVED_DISK, DERIVED_FULL};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// The disk's refusal as a problem that names the path.
pub(super) fn refused(path: &Path) -> impl FnOnce(io::Error) -> Problem + '_ {
    move |cause| {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        let full = matches!(cause.kind(), StorageFull | QuotaExceeded | FileTooLarge);
        let code = if full { &DERIVED_FULL } else { &DERIVED_DISK };
        Problem::new(code, [path.display().to_string(), cause.to_string()])
    }
}

/// Makes a folder (0700) and those above it; one that exists is fine.
pub(super) fn make_dir(path: &Path) -> Result<(), Problem> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(refused(path))
}

/// Makes an empty file (0600) to write and read, in place of any there is.
pub(super) fn make_file(path: &Path) -> Result<File, Problem> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .map_err(refused(path))
}

/// Makes a file as [`make_file`] does, and takes its name from it at once, so that no crash leaves it
/// behind.
pub(super) fn make_unnamed(path: &Path) -> Result<File, Problem> {
    let file = make_file(path)?;
    remove(path)?;
    Ok(file)
}

/// Makes the names in a folder durable.
pub(super) fn sync_dir(path: &Path) -> Result<(), Problem> {
    File::open(path).and_then(|dir| dir.sync_all()).map_err(refused(path))
}

/// Puts `bytes` in place of `dir/name`: temporary file, sync, rename, folder sync.
pub(super) fn replace(dir: &Path, name: &str, bytes: &[u8]) -> Result<(), Problem> {
    let tmp = dir.join(format!("{name}.tmp"));
    let mut file = make_file(&tmp)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(refused(&tmp))?;
    rename(dir, &tmp, name)
}

/// Gives a synced temporary file its name, durably.
pub(super) fn rename(dir: &Path, tmp: &Path, name: &str) -> Result<(), Problem> {
    let path = dir.join(name);
    std::fs::rename(tmp, &path).map_err(refused(&path))?;
    sync_dir(dir)
}

/// Removes a file; one that is not there is fine. True if there was one.
pub(super) fn remove(path: &Path) -> Result<bool, Problem> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(cause) => Err(refused(path)(cause)),
    }
}
