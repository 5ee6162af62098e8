//! The disk: private files and folders, whole-file replacement, and its errors worded.

use crate::lang::Problem;
use crate::lang::errors::journal::{DISK_FULL, DISK_READ, DISK_WRITE, LOOSE_MODE};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// A failed reading.
pub(super) fn cannot_read(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(&DISK_READ, [path.display().to_string(), error.to_string()])
}

/// A failed writing of which nothing is left: a full disk, or another refusal.
pub(super) fn cannot_write(path: &Path, error: &std::io::Error) -> Problem {
    use ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    let full = matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge);
    let code = if full { &DISK_FULL } else { &DISK_WRITE };
    Problem::new(code, [path.display().to_string(), error.to_string()])
}

/// Makes a folder of mode 0700 if it is not there, and syncs the one that holds it.
///
/// # Errors
/// The disk.
pub(super) fn make_private_dir(path: &Path) -> Result<(), Problem> {
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => sync_dir(path.parent().unwrap_or(Path::new("."))),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(cannot_write(path, &error)),
    }
}

/// Makes a new file of mode 0600 to read and write.
///
/// # Errors
/// It exists, or the disk refuses.
pub(super) fn make_private_file(path: &Path) -> Result<File, std::io::Error> {
    OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path)
}

/// Syncs a folder: names made or changed in it are on disk after this.
///
/// # Errors
/// The disk.
pub(super) fn sync_dir(path: &Path) -> Result<(), Problem> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    File::open(path).and_then(|dir| dir.sync_all()).map_err(|error| cannot_write(path, &error))
}

/// Removes a leftover; one that is not there is no error.
///
/// # Errors
/// The disk.
pub(super) fn remove(path: &Path) -> Result<(), Problem> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(cannot_write(path, &error)),
        _ => Ok(()),
    }
}

/// Puts a whole file in place: temporary file, sync, rename, folder sync.
///
/// # Errors
/// The disk; the old file, if any, is still there unless only the folder's sync failed.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    put_in_place(path, bytes)?;
    sync_dir(path.parent().unwrap_or(Path::new(".")))
}

/// [`replace`] but for the folder's sync; gives the open file.
///
/// # Errors
/// The disk; nothing has changed then.
pub(super) fn put_in_place(path: &Path, bytes: &[u8]) -> Result<File, Problem> {
    let temporary = temporary(path);
    remove(&temporary)?;
    let made = make_private_file(&temporary).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)?;
        Ok(file)
    });
    made.map_err(|error| {
        // What cannot be removed now is removed by the next writer at opening.
        let _ = std::fs::remove_file(&temporary);
        cannot_write(path, &error)
    })
}

/// The name under which a file is made.
pub(super) fn temporary(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".tmp");
    PathBuf::from(name)
}

/// Refuses a file or folder that others may read or write.
///
/// # Errors
/// `loose_mode`, or the disk.
pub fn check_private(path: &Path) -> Result<(), Problem> {
    let meta = std::fs::metadata(path).map_err(|error| cannot_read(path, &error))?;
    let mode = meta.mode() & 0o7777;
    let right = if meta.is_dir() { "700" } else { "600" };
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(Problem::new(
        &LOOSE_MODE,
        [path.display().to_string(), format!("{mode:o}"), right.to_string()],
    ))
}

/// Reads up to `len` bytes at `offset`; fewer only where the file ends.
///
/// # Errors
/// The disk.
pub(super) fn read_at(
    file: &File,
    path: &Path,
    offset: u64,
    len: usize,
) -> Result<Vec<u8>, Problem> {
    let read = fill(&|at, part| file.read_at(part, at), offset, len);
    read.map_err(|error| cannot_read(path, &error))
}

/// Reads at an offset into a buffer, as `FileExt::read_at`.
type ReadAt<'a> = dyn Fn(u64, &mut [u8]) -> std::io::Result<usize> + 'a;

fn fill(read: &ReadAt<'_>, offset: u64, len: usize) -> std::io::Result<Vec<u8>> {
    // No file reaches there, and the system would call the question itself wrong.
    if offset > i64::MAX as u64 - len as u64 {
        return Ok(Vec::new());
    }
    let mut bytes = vec![0; len];
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match read(offset + filled as u64, rest) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

/// What an old disk gives up block by block.
const BLOCK: usize = 4096;
/// EIO: the disk cannot read that place.
const UNREADABLE: i32 = 5;

/// As [`read_at`], with zeros where the disk cannot read, and the first such offset.
///
/// # Errors
/// The disk, other than by EIO.
pub(super) fn read_around(
    file: &File,
    path: &Path,
    offset: u64,
    len: usize,
) -> Result<(Vec<u8>, Option<u64>), Problem> {
    let read = |at: u64, part: &mut [u8]| file.read_at(part, at);
    let end = || file.metadata().map(|meta| meta.len());
    fill_around(&read, &end, offset, len).map_err(|error| cannot_read(path, &error))
}

fn fill_around(
    read: &ReadAt<'_>,
    end: &dyn Fn() -> std::io::Result<u64>,
    offset: u64,
    len: usize,
) -> std::io::Result<(Vec<u8>, Option<u64>)> {
    match fill(read, offset, len) {
        Err(error) if error.raw_os_error() == Some(UNREADABLE) => {}
        whole => return Ok((whole?, None)),
    }
    let (mut bytes, mut lost) = (Vec::new(), None);
    let room = end()?.saturating_sub(offset);
    let len = usize::try_from(room).map_or(len, |room| room.min(len));
    while bytes.len() < len {
        let at = offset + bytes.len() as u64;
        let to_edge = BLOCK - usize::try_from(at % BLOCK as u64).unwrap_or(0);
        let part = to_edge.min(len - bytes.len());
        match fill(read, at, part) {
            Ok(good) if good.is_empty() => break,
            Ok(good) => bytes.extend_from_slice(&good),
            Err(error) if error.raw_os_error() == Some(UNREADABLE) => {
                lost.get_or_insert(at);
                bytes.resize(bytes.len() + part, 0);
            }
            Err(error) => return Err(error),
        }
    }
    Ok((bytes, lost))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_disk_cannot_read_is_zeros_and_the_rest_is_read() {
        let file: Vec<u8> = (0..30_000_u32).map(|n| (n % 250) as u8 + 1).collect();
        let bad = 8_192..16_384_u64;
        let read = |at: u64, part: &mut [u8]| {
            let end = at + part.len() as u64;
            if at < bad.end && end > bad.start {
                return Err(std::io::Error::from_raw_os_error(UNREADABLE));
            }
            let rest = file.get(at as usize..).unwrap_or_default();
            let n = rest.len().min(part.len()).min(1_000);
            part[..n].copy_from_slice(&rest[..n]);
            Ok(n)
        };
        let end = || Ok(file.len() as u64);
        for (offset, len) in [(0, 40_000), (100, 9_000), (9_000, 1_000), (20_000, 50_000), (7, 9)] {
            let (bytes, lost) = fill_around(&read, &end, offset as u64, len).unwrap();
            let mut expected = file[offset..file.len().min(offset + len)].to_vec();
            let mut any = None;
            for (at, byte) in expected.iter_mut().enumerate() {
                if bad.contains(&((offset + at) as u64)) {
                    *byte = 0;
                    any.get_or_insert((offset + at) as u64);
                }
            }
            assert!(bytes == expected, "{offset} {len}");
            assert_eq!(lost, any);
        }
        let denied = |_: u64, _: &mut [u8]| Err(ErrorKind::PermissionDenied.into());
        assert!(fill_around(&denied, &end, 0, 9).is_err());
    }
}
