//! The post of a register: its folders of files that go out and came in, and the carrying of them. A
//! file is whole wherever it stands under its own name, and none takes another one's place.
//!
//! | folder in `bundles/` | what |
//! |---|---|
//! | `outbox/` | to be sent, or sent and not acknowledged |
//! | `sent/` | acknowledged; kept, a receiver may want them again |
//! | `inbox/` | taken |
//! | `quarantine/` | refused, each with a text beside it that says why |
//! | `receipts/` | to be handed back |
//! | `spool/` | encrypted ones while they are open |
//! | `target` | where they are sent |

mod folders;
mod quarantine;
mod send;
mod sftp;
mod target;
#[cfg(test)]
mod tests;

pub use folders::{Folder, Folders, Listed};
pub use quarantine::{Held, Why};
pub use send::{Arrived, ByHand, Carried, by_hand, copy, deliver, outgoing};
pub use target::{Host, Place, Target};

use super::rejects::private;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// How the names of files end that are not whole yet.
pub const PART: &str = ".part";

/// A path with something behind it.
pub(super) fn behind(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// A file that is not whole yet: for its owner alone, and what a killed process left of it is gone.
pub(super) fn begin_part(path: &Path) -> io::Result<(PathBuf, File)> {
    let part = behind(path, PART);
    match std::fs::remove_file(&part) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let file = private(OpenOptions::new().write(true).create_new(true)).open(&part)?;
    Ok((part, file))
}

/// Makes a change of a file's name last.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}

/// Whether two files hold the same bytes.
pub(super) fn same(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        for (file, piece) in [(&mut one, &mut left), (&mut other, &mut right)] {
            piece.clear();
            file.take(1 << 16).read_to_end(piece)?;
        }
        match (left == right, left.is_empty()) {
            (false, _) => return Ok(false),
            (true, true) => return Ok(true),
            (true, false) => {}
        }
    }
}
