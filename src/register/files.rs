//! What stands where in a register's folder, who may read it, and how a file is put there so that
//! it is whole or not there at all.

use crate::journal::check_private;
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The paths of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Files {
    dir: PathBuf,
}

impl Files {
    pub(crate) fn of(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    /// The register's folder.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The truth.
    pub(crate) fn journal(&self) -> PathBuf {
        self.dir.join("journal")
    }

    /// Everything that can be thrown away.
    pub(crate) fn derived(&self) -> PathBuf {
        self.dir.join("derived")
    }

    /// Where a search that is kept in memory only would stand.
    pub(crate) fn search(&self) -> PathBuf {
        self.derived().join("none")
    }

    /// Forms not saved yet.
    pub(crate) fn drafts(&self) -> PathBuf {
        self.dir.join("drafts")
    }

    /// What each operator's keying came to.
    pub(crate) fn keyers(&self) -> PathBuf {
        self.dir.join("keyers")
    }

    /// The signing key, and whose signatures count: `trust`'s own folders.
    pub(crate) fn trust(&self) -> [PathBuf; 2] {
        [self.dir.join("keys"), self.dir.join("trust")]
    }

    /// Who holds the register.
    pub(crate) fn lock(&self) -> PathBuf {
        self.dir.join("lock")
    }

    /// Where the holder can be asked to leave.
    pub(crate) fn control(&self) -> PathBuf {
        self.dir.join("control.sock")
    }

    /// Dated amendments of the reference tables.
    pub(crate) fn amendments(&self) -> PathBuf {
        self.dir.join("amendments.csv")
    }

    /// What recoveries set aside.
    pub(crate) fn lost_found(&self) -> PathBuf {
        self.dir.join("lost+found")
    }

    /// Who the register is; the journal's own file.
    pub(crate) fn identity(&self) -> PathBuf {
        self.dir.join("register")
    }

    /// Whether there is a register.
    pub(crate) fn exists(&self) -> bool {
        self.journal().is_dir() || self.identity().exists()
    }

    /// Refuses when anything that is not derived is open to others: the folder, its files, and
    /// those of its folders. (Derived files stand in a closed folder, and the socket is open to
    /// others between its making and its closing, where only they may come who can enter the folder.)
    pub(crate) fn check_modes(&self) -> Result<(), Problem> {
        closed(&self.dir)?;
        for entry in read_dir(&self.dir)? {
            if entry == self.control() {
                continue;
            }
            closed(&entry)?;
            if entry.is_dir() && entry != self.derived() {
                for inner in read_dir(&entry)? {
                    closed(&inner)?;
                }
            }
        }
        Ok(())
    }
}

/// Refuses a path that is open to others; one that went away meanwhile is no longer.
fn closed(path: &Path) -> Result<(), Problem> {
    check_private(path).or_else(|problem| if path.exists() { Err(problem) } else { Ok(()) })
}

/// The entries of a folder, sorted by name; none where there is no such folder.
pub(crate) fn read_dir(dir: &Path) -> Result<Vec<PathBuf>, Problem> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(io(dir, &error)),
    };
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| io(dir, &error))?;
    paths.sort();
    Ok(paths)
}

/// The problem of a path the disk refuses.
pub(crate) fn io(path: &Path, error: &std::io::Error) -> Problem {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    let full = matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge);
    let code = if full { &codes::REGISTER_FULL } else { &codes::REGISTER_IO };
    Problem::new(code, [path.display().to_string(), error.to_string()])
}

/// Makes a folder that only its owner may enter, and those above it that are missing; the names of
/// those it made are lasting.
pub(crate) fn make_dir(path: &Path) -> Result<(), Problem> {
    let make = || DirBuilder::new().mode(0o700).create(path);
    let made = match make() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            make_dir(folder_of(path))?;
            make()
        }
        made => made,
    };
    match made {
        Ok(()) => sync_dir(folder_of(path)),
        Err(_) if path.is_dir() => Ok(()),
        Err(error) => Err(io(path, &error)),
    }
}

/// The folder that a path stands in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Opens a new file that only its owner may read.
pub(crate) fn create_new(path: &Path) -> Result<File, Problem> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(|error| io(path, &error))
}

/// Makes the names in a folder lasting.
pub(crate) fn sync_dir(path: &Path) -> Result<(), Problem> {
    File::open(path).and_then(|dir| dir.sync_all()).map_err(|error| io(path, &error))
}

/// Writes a file that is not there yet, unsynced; what could not be written whole goes again.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let mut file = create_new(path)?;
    file.write_all(bytes).map_err(|error| {
        let _ = std::fs::remove_file(path);
        io(path, &error)
    })
}

/// A file that is written whole is synced and takes the place of `path`; where that fails, both stay.
pub(crate) fn rename_synced(whole: &Path, path: &Path) -> Result<(), Problem> {
    let synced = File::open(whole).and_then(|file| file.sync_all());
    let renamed = synced.and_then(|()| std::fs::rename(whole, path));
    renamed.map_err(|error| io(path, &error))?;
    sync_dir(folder_of(path))
}

/// Puts `bytes` at `path`: temporary file, sync, rename, folder sync. What stood there stays whole
/// until then.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let temporary = path.with_extension("tmp");
    match std::fs::remove_file(&temporary) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(io(&temporary, &error));
        }
        _ => {}
    }
    write_new(&temporary, bytes)?;
    rename_synced(&temporary, path).inspect_err(|_| {
        let _ = std::fs::remove_file(&temporary);
    })
}

/// Removes a file and makes that lasting; one that is not there is as good.
pub(crate) fn remove(path: &Path) -> Result<(), Problem> {
    match std::fs::remove_file(path) {
        Ok(()) => sync_dir(folder_of(path)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(io(path, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_loose_file_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::of(&dir.path().join("r"));
        make_dir(&files.journal()).unwrap();
        write_whole(&files.journal().join("a"), b"x").unwrap();
        files.check_modes().unwrap();
        std::fs::set_permissions(files.journal().join("a"), std::fs::Permissions::from_mode(0o640))
            .unwrap();
        let problem = files.check_modes().unwrap_err();
        assert!(problem.is(&crate::lang::errors::journal::LOOSE_MODE));
        assert!(problem.params[0].ends_with("journal/a"), "{problem}");
    }

    #[test]
    fn a_socket_left_before_it_was_closed_is_no_obstacle() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::of(&dir.path().join("r"));
        make_dir(files.dir()).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(files.control()).unwrap();
        std::fs::set_permissions(files.control(), std::fs::Permissions::from_mode(0o755)).unwrap();
        files.check_modes().unwrap();
    }

    #[test]
    fn a_folder_is_made_with_those_above_it_and_closed() {
        let dir = tempfile::tempdir().unwrap();
        let deep = dir.path().join("a/b/c");
        make_dir(&deep).unwrap();
        make_dir(&deep).unwrap();
        for made in [&deep, &dir.path().join("a")] {
            assert_eq!(std::fs::metadata(made).unwrap().permissions().mode() & 0o777, 0o700);
        }
        std::fs::write(deep.join("f"), "").unwrap();
        assert!(make_dir(&deep.join("f")).unwrap_err().is(&codes::REGISTER_IO));
        assert!(make_dir(&deep.join("f/g")).is_err());
        assert_eq!(folder_of(Path::new("register")), Path::new("."));
    }

    #[test]
    fn a_file_is_replaced_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f.x");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(read_dir(dir.path()).unwrap(), std::slice::from_ref(&path));
        remove(&path).unwrap();
        remove(&path).unwrap();
        assert!(!path.exists());
    }
}
