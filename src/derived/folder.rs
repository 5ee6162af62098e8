//! Which of the numbered folders `derived/N` counts, and how a rebuilt one takes its place.
//!
//! The file `current` names the number. A rebuild works in a new folder that nothing names; once
//! it is complete and synced, `current` is replaced and the old folder removed. A crash at any
//! moment leaves one folder that counts, and others that the next opening removes.

use super::disk;
use crate::lang::Problem;
use std::fs;
use std::path::{Path, PathBuf};

/// The file that names the folder that counts.
const CURRENT: &str = "current";

/// A numbered folder of derived files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    root: PathBuf,
    number: u64,
}

impl Folder {
    /// The folder that counts under `root`; a new empty one where none does. Leftovers of
    /// rebuilds that were cut short are removed.
    ///
    /// # Errors
    /// The disk.
    pub fn open(root: &Path) -> Result<Self, Problem> {
        disk::make_dir(root)?;
        let folder = match Self::find(root) {
            Some(folder) => folder,
            None => {
                let number = numbers(root)?.into_iter().max().unwrap_or(0).saturating_add(1);
                let folder = Self { root: root.to_owned(), number };
                disk::make_dir(&folder.path())?;
                folder.point()?;
                folder
            }
        };
        folder.remove_others()?;
        Ok(folder)
    }

    /// The folder that counts under `root`, where one does; nothing is changed.
    pub fn find(root: &Path) -> Option<Self> {
        let text = fs::read_to_string(root.join(CURRENT)).ok()?;
        let folder = Self { root: root.to_owned(), number: text.trim_end().parse().ok()? };
        Some(folder).filter(|folder| folder.path().is_dir())
    }

    /// Its path.
    pub fn path(&self) -> PathBuf {
        self.root.join(self.number.to_string())
    }

    /// Where the sled store stands.
    pub fn store(&self) -> PathBuf {
        self.path().join("store")
    }

    /// Where the search stands.
    pub fn search(&self) -> PathBuf {
        self.path().join("search")
    }

    /// A new empty folder beside this one, to be filled and then [`taken`](Self::take).
    ///
    /// # Errors
    /// The disk.
    pub fn begin(&self) -> Result<Self, Problem> {
        let highest = numbers(&self.root)?.into_iter().max().unwrap_or(0).max(self.number);
        let new = Self { root: self.root.clone(), number: highest.saturating_add(1) };
        disk::make_dir(&new.path())?;
        Ok(new)
    }

    /// From now on this folder counts; the others are removed. What is in it must be synced.
    ///
    /// # Errors
    /// The disk; before the replacement the old folder still counts, after it this one does.
    pub fn take(&self) -> Result<(), Problem> {
        disk::sync_dir(&self.path())?;
        self.point()?;
        self.remove_others()
    }

    fn point(&self) -> Result<(), Problem> {
        disk::sync_dir(&self.root)?;
        disk::replace(&self.root, CURRENT, format!("{}\n", self.number).as_bytes())
    }

    fn remove_others(&self) -> Result<(), Problem> {
        for number in numbers(&self.root)? {
            if number != self.number {
                let path = self.root.join(number.to_string());
                fs::remove_dir_all(&path).map_err(disk::refused(&path))?;
            }
        }
        disk::sync_dir(&self.root)
    }
}

/// The numbers of the folders under `root`.
fn numbers(root: &Path) -> Result<Vec<u64>, Problem> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(root).map_err(disk::refused(root))? {
        let entry = entry.map_err(disk::refused(root))?;
        let number = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<u64>().ok().filter(|number| number.to_string() == name));
        if let Some(number) = number
            && entry.path().is_dir()
        {
            numbers.push(number);
        }
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(root: &Path) -> Vec<u64> {
        let mut numbers = numbers(root).unwrap();
        numbers.sort_unstable();
        numbers
    }

    #[test]
    fn a_rebuilt_folder_takes_the_old_ones_place() {
        let tmp = tempfile::tempdir().unwrap();
        let old = Folder::open(tmp.path()).unwrap();
        fs::write(old.path().join("x"), "old").unwrap();
        let new = old.begin().unwrap();
        assert_eq!(Folder::open(tmp.path()).unwrap(), old, "an untaken folder does not count");
        assert!(!new.path().exists(), "and the next opening removes it");

        let new = old.begin().unwrap();
        new.take().unwrap();
        assert_eq!(Folder::open(tmp.path()).unwrap(), new);
        assert_eq!(held(tmp.path()), [new.number]);
    }

    #[test]
    fn a_crash_after_the_replacement_leaves_the_new_one() {
        let tmp = tempfile::tempdir().unwrap();
        let old = Folder::open(tmp.path()).unwrap();
        let new = old.begin().unwrap();
        new.point().unwrap();
        assert_eq!(held(tmp.path()).len(), 2);
        assert_eq!(Folder::open(tmp.path()).unwrap(), new);
        assert_eq!(held(tmp.path()), [new.number]);
    }

    #[test]
    fn a_lost_or_damaged_pointer_means_starting_empty() {
        for damage in [None, Some(&b""[..]), Some(b"\xff\xfe"), Some(b"../..\n"), Some(b"77\n")] {
            let tmp = tempfile::tempdir().unwrap();
            let old = Folder::open(tmp.path()).unwrap();
            fs::write(old.path().join("x"), "old").unwrap();
            match damage {
                None => fs::remove_file(tmp.path().join(CURRENT)).unwrap(),
                Some(bytes) => fs::write(tmp.path().join(CURRENT), bytes).unwrap(),
            }
            let folder = Folder::open(tmp.path()).unwrap();
            assert_ne!(folder.number, old.number);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
            assert_eq!(held(tmp.path()), [folder.number]);
        }
    }
}
