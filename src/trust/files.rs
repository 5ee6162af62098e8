//! Where the keys and lists of a register stand, and how they are put there: whole or not at all.

use crate::lang::Problem;
use crate::lang::errors::register::{REGISTER_FULL, REGISTER_IO};
use crate::lang::errors::trust as codes;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// No file of these is longer.
const MOST: u64 = 1 << 20;
/// Nobody else may read it.
pub(super) const SECRET: u32 = 0o077;
/// Nobody else may write it.
const OWN: u32 = 0o022;

/// The list of whose signatures count.
pub fn allowed_signers(dir: &Path) -> PathBuf {
    dir.join("trust").join("allowed_signers")
}

/// The list of keys taken back.
pub fn revoked_keys(dir: &Path) -> PathBuf {
    dir.join("trust").join("revoked_keys")
}

/// The signing key.
pub(super) fn own_key(dir: &Path) -> PathBuf {
    dir.join("keys").join("id_ed25519")
}

/// The public half of a key.
pub(super) fn public_of(key: &Path) -> PathBuf {
    key.with_extension("pub")
}

/// A file's name for messages: what of its path a person needs.
pub(super) fn called(path: &Path) -> String {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let folder = path.parent().and_then(name);
    [folder, name(path)].into_iter().flatten().collect::<Vec<_>>().join("/")
}

/// The problem of a path the disk refuses.
pub(super) fn io(path: &Path, error: &Error) -> Problem {
    use ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    let full = matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge);
    let code = if full { &REGISTER_FULL } else { &REGISTER_IO };
    Problem::new(code, [path.display().to_string(), error.to_string()])
}

/// Reads a file that others may not `mask`; None where there is none.
pub(super) fn bytes(path: &Path, mask: u32) -> Result<Option<Vec<u8>>, Problem> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io(path, &error)),
    };
    let held = file.metadata().map_err(|error| io(path, &error))?;
    if held.mode() & mask != 0 {
        return Err(Problem::new(&codes::TRUST_LOOSE, [path.display().to_string()]));
    }
    let mut read = Vec::new();
    file.take(MOST + 1).read_to_end(&mut read).map_err(|error| io(path, &error))?;
    if read.len() as u64 > MOST {
        return Err(Problem::new(&codes::TRUST_LARGE, [called(path), MOST.to_string()]));
    }
    Ok(Some(read))
}

/// A list's text; empty where there is none.
pub(super) fn text(path: &Path) -> Result<String, Problem> {
    let read = bytes(path, OWN)?.unwrap_or_default();
    String::from_utf8(read).map_err(|error| {
        // A binary list (KRL) is told apart from one in another encoding by its reader.
        match error.as_bytes().starts_with(b"SSHKRL\n") {
            true => Problem::new(&codes::TRUST_KRL, [called(path)]),
            false => {
                let whole = error.as_bytes().get(..error.utf8_error().valid_up_to());
                let lines = whole.unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
                Problem::new(
                    &codes::TRUST_LINE,
                    [called(path), (lines + 1).to_string(), "UTF-8".into()],
                )
            }
        }
    })
}

/// A line that comes next begins a line.
pub(super) fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// The text of a list that must be there.
pub(super) fn text_of(path: &Path) -> Result<String, Problem> {
    std::fs::metadata(path).map_err(|error| io(path, &error))?;
    text(path)
}

/// Makes the folder of a file, for its owner alone.
pub(super) fn make_folder(path: &Path) -> Result<(), Problem> {
    let Some(folder) = path.parent() else { return Ok(()) };
    if folder.is_dir() {
        return Ok(());
    }
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.and_then(|()| sync_folder(folder)).map_err(|error| io(folder, &error))
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// Writes and syncs a file beside `path`.
fn beside(path: &Path, bytes: &[u8]) -> Result<PathBuf, Problem> {
    let temporary = path.with_extension("tmp");
    match std::fs::remove_file(&temporary) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(io(&temporary, &error)),
        _ => {}
    }
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary);
    let written = made.and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map(|()| temporary.clone()).map_err(|error| {
        let _ = std::fs::remove_file(&temporary);
        io(path, &error)
    })
}

/// Puts a list at `path`; what stood there stays whole until then.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Problem> {
    make_folder(path)?;
    let temporary = beside(path, text.as_bytes())?;
    let placed = std::fs::rename(&temporary, path).and_then(|()| sync_folder(path));
    placed.map_err(|error| {
        let _ = std::fs::remove_file(&temporary);
        io(path, &error)
    })
}

/// Puts a file where none is; one that is there is never replaced.
pub(super) fn put_new(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    make_folder(path)?;
    let temporary = beside(path, bytes)?;
    // Unlike a renaming, a link takes nobody's place.
    let linked = std::fs::hard_link(&temporary, path);
    let _ = std::fs::remove_file(&temporary);
    match linked.and_then(|()| sync_folder(path)) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(Problem::new(&codes::KEY_EXISTS, [path.display().to_string()]))
        }
        Err(error) => Err(io(path, &error)),
    }
}

/// Keeps others from changing the lists or making a key meanwhile, as long as it lives.
pub(super) fn lock(dir: &Path) -> Result<File, Problem> {
    let path = dir.join("trust").join("lock");
    make_folder(&path)?;
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).mode(0o600).open(&path);
    let file = file.map_err(|error| io(&path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let trust = dir.join("trust").display().to_string();
            Err(Problem::new(&codes::TRUST_BUSY, [trust]))
        }
        Err(TryLockError::Error(error)) => Err(io(&path, &error)),
    }
}
