//! A backup file made a register again.

use super::Progress;
use super::container::{self, Sink};
use crate::journal::{self, Journal, Mode};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use crate::register::files::{self, folder_of, io};
use crate::register::{clock, machine};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Files restored.
    pub files: u64,
    /// The journal's seq.
    pub seq: u64,
    /// Milliseconds since 1970 (UTC) of the newest change in it.
    pub time: i64,
}

/// Makes the register of backup `file` in `dir`, which must not exist or be empty. Everything is
/// proved before `dir` appears; the register begins a new epoch.
///
/// # Errors
/// No backup file, damage in it (named, nothing is made), `dir` is taken, or the disk.
pub fn restore(file: &Path, dir: &Path, progress: Progress<'_>) -> Result<Restored, Problem> {
    if !files::read_dir(dir).map_err(|_| taken(dir))?.is_empty() {
        return Err(taken(dir));
    }
    container::read(file, &mut Nowhere, progress)?;
    let making = making(dir);
    clear(&making)?;
    files::make_dir(&making)?;
    let made = fill(file, &making, progress).and_then(|made| place(&making, dir).map(|()| made));
    if made.is_err() {
        let _ = clear(&making);
    }
    made
}

fn taken(dir: &Path) -> Problem {
    Problem::new(&codes::FOLDER_TAKEN, [dir.display().to_string()])
}

/// Where the register is made before it takes its place.
fn making(dir: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(dir.file_name().unwrap_or_default());
    name.push(".restoring");
    folder_of(dir).join(name)
}

fn clear(making: &Path) -> Result<(), Problem> {
    match std::fs::remove_dir_all(making) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(io(making, &error)),
        _ => Ok(()),
    }
}

fn fill(file: &Path, making: &Path, progress: Progress<'_>) -> Result<Restored, Problem> {
    let mut into = Into { dir: making.to_owned(), open: None };
    let count = container::read(file, &mut into, progress)?;
    let verdict = journal::verify(making, &[], progress)?;
    if let Some(damage) = verdict.damage.first() {
        let params = [file.display().to_string(), damage.offset.to_string(), damage.what.clone()];
        return Err(Problem::new(&codes::BACKUP_DAMAGED, params));
    }
    let (mut journal, _) = Journal::open(making, Mode::Write, &[])?;
    let head = journal.head().seq;
    let time = journal.group_of(head)?.map_or(0, |group| group.note.time);
    let register = journal.identity().register;
    journal.begin_epoch(clock::random()?, machine::device(register))?;
    files::make_dir(&making.join("drafts"))?;
    sync_folders(making)?;
    Ok(Restored { files: count, seq: head, time })
}

fn sync_folders(dir: &Path) -> Result<(), Problem> {
    for path in files::read_dir(dir)? {
        if path.is_dir() {
            sync_folders(&path)?;
        }
    }
    files::sync_dir(dir)
}

fn place(making: &Path, dir: &Path) -> Result<(), Problem> {
    match std::fs::remove_dir(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(dir, &error)),
        _ => {}
    }
    std::fs::rename(making, dir).map_err(|error| io(dir, &error))?;
    files::sync_dir(folder_of(dir))
}

/// Proves a container and keeps nothing.
struct Nowhere;

impl Sink for Nowhere {
    fn begin(&mut self, _: &str) -> Result<(), Problem> {
        Ok(())
    }

    fn piece(&mut self, _: &[u8]) -> Result<(), Problem> {
        Ok(())
    }

    fn end(&mut self) -> Result<(), Problem> {
        Ok(())
    }
}

/// Puts the files of a container into a folder, each synced.
struct Into {
    dir: PathBuf,
    open: Option<(PathBuf, File)>,
}

impl Sink for Into {
    fn begin(&mut self, name: &str) -> Result<(), Problem> {
        let path = self.dir.join(name);
        files::make_dir(folder_of(&path))?;
        let file = files::create_new(&path)?;
        self.open = Some((path, file));
        Ok(())
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        match &mut self.open {
            Some((path, file)) => file.write_all(bytes).map_err(|error| io(path, &error)),
            None => Ok(()),
        }
    }

    fn end(&mut self) -> Result<(), Problem> {
        match self.open.take() {
            Some((path, file)) => file.sync_all().map_err(|error| io(&path, &error)),
            None => Ok(()),
        }
    }
}
