//! The folder of a register in which files go out: for its owner alone, and no file in it takes
//! another one's name.

use super::rejects::{private, unwritable};
use crate::lang::Problem;
use crate::lang::errors::exchange as codes;
use crate::text::fold::fold;
use std::fs::{DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// How many names are tried.
const NAMES: u32 = 10_000;

/// Makes the folder, where there is none.
///
/// # Errors
/// The disk refuses.
pub fn make(folder: &Path) -> Result<(), Problem> {
    match DirBuilder::new().mode(0o700).recursive(true).create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(unwritable(folder, &error)),
        _ => Ok(()),
    }
}

/// Takes a name in that folder, which is made where there is none: an empty file, to be
/// [replaced](super::export::export). What the name is made of is folded: it is typed at home, perhaps
/// on another keyboard.
///
/// # Errors
/// The disk refuses.
pub fn take(folder: &Path, name: &str, extension: &str) -> Result<PathBuf, Problem> {
    make(folder)?;
    let name = plain(name);
    for n in 1..=NAMES {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        let path = folder.join(format!("{name}{number}.{extension}"));
        match private(OpenOptions::new().write(true).create_new(true)).open(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(unwritable(&path, &error)),
        }
    }
    Err(Problem::new(&codes::FILE_EXISTS, [folder.join(name).display().to_string()]))
}

/// Letters, digits and hyphens.
fn plain(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn no_name_is_taken_twice_and_all_is_the_owner_s_alone() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("a").join("outgoing");
        let take = || take(&folder, "Hội viên / 2026", "xlsx").unwrap();
        assert_eq!(take(), folder.join("hoi-vien-2026.xlsx"));
        let second = take();
        assert_eq!(second, folder.join("hoi-vien-2026-2.xlsx"));
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&second)), (0o700, 0o600));
    }
}
