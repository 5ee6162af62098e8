//! One checksummed file holding everything of a register that is not derived.

use super::container::Writer;
use super::{Progress, verify};
use crate::journal::{self, Journal, Mode};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use crate::register::Options;
use crate::register::files::{self, Files, folder_of, io};
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// Files in it.
    pub files: u64,
    /// Bytes of the backup file.
    pub bytes: u64,
    /// The journal's seq it reaches.
    pub seq: u64,
}

/// Writes a backup of the register to `file`, while a clerk may be working: the journal
/// is proved whole first and taken as far as it reached then.
///
/// # Errors
/// No register, a damaged journal, a file that stands there already, or the disk.
pub fn backup(options: &Options, file: &Path, progress: Progress<'_>) -> Result<BackedUp, Problem> {
    let dir = &options.dir;
    let files = Files::of(dir);
    if is_inside(file, dir) {
        return Err(Problem::new(&codes::BACKUP_INSIDE, [file.display().to_string()]));
    }
    if file.exists() {
        return Err(Problem::new(&codes::FILE_EXISTS, [file.display().to_string()]));
    }
    files.check_modes()?;
    let (journal, _) = Journal::open(dir, Mode::Read, &[])?;
    let verdict = verify(options, progress)?;
    if let Some(damage) = verdict.damage.first() {
        let at = format!("{}, {}: {}", damage.file.display(), damage.offset, damage.what);
        return Err(Problem::new(&codes::READ_ONLY_DAMAGED, [at]));
    }
    let list = list(&files, &journal)?;
    let all: u64 = list.iter().map(|kept| kept.bytes.length()).sum();
    let temporary = beside(file);
    let written = write(&temporary, &list, &mut |done| progress(done, all));
    let placed = written.and_then(|bytes| {
        std::fs::rename(&temporary, file).map_err(|error| io(file, &error))?;
        files::sync_dir(folder_of(file))?;
        Ok(bytes)
    });
    if placed.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    let count = u64::try_from(list.len()).unwrap_or(u64::MAX);
    Ok(BackedUp { files: count, bytes: placed?, seq: journal.head().seq })
}

/// Whether a file would stand in that folder, or in one of its own.
fn is_inside(file: &Path, dir: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    whole(folder_of(file)).zip(whole(dir)).is_some_and(|(folder, dir)| folder.starts_with(dir))
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".tmp");
    folder_of(file).join(name)
}

fn write(temporary: &Path, list: &[Kept], done: &mut dyn FnMut(u64)) -> Result<u64, Problem> {
    // What a backup that was cut short left behind.
    files::remove(temporary)?;
    let mut file = files::create_new(temporary)?;
    let mut writer = Writer::begin(&mut file, temporary, list.len())?;
    for Kept { name, path, bytes } in list {
        match bytes {
            Bytes::Grows(length) => {
                let mut segment = File::open(path).map_err(|error| io(path, &error))?;
                writer.add(name, path, &mut segment, *length, done)?;
            }
            Bytes::Read(read) => {
                writer.add(name, path, &mut read.as_slice(), bytes.length(), done)?;
            }
        }
    }
    writer.end()
}

/// A file that is to be kept.
struct Kept {
    name: String,
    path: PathBuf,
    bytes: Bytes,
}

/// What is kept of a file.
enum Bytes {
    /// So many from its beginning: a segment only grows.
    Grows(u64),
    /// These: the small files are read when they are listed, since a clerk at work drops drafts and
    /// puts others in their place.
    Read(Vec<u8>),
}

impl Bytes {
    fn length(&self) -> u64 {
        match self {
            Self::Grows(length) => *length,
            Self::Read(bytes) => bytes.len() as u64,
        }
    }
}

/// Everything that is to be kept.
fn list(files: &Files, journal: &Journal) -> Result<Vec<Kept>, Problem> {
    let end = journal.next_place();
    let mut list = Vec::new();
    for segment in journal::segment_files(files.dir())? {
        if segment.number > end.segment {
            continue;
        }
        let whole = segment.bytes;
        let length = if segment.number == end.segment { end.offset.min(whole) } else { whole };
        let (name, bytes) = (name_of(files, &segment.path), Bytes::Grows(length));
        list.push(Kept { name, path: segment.path, bytes });
    }
    gather(files, files.dir(), &mut list)?;
    Ok(list)
}

fn gather(files: &Files, folder: &Path, list: &mut Vec<Kept>) -> Result<(), Problem> {
    let left_out =
        [files.journal(), files.derived(), files.lock(), files.control(), files.lost_found()];
    for path in files::read_dir(folder)? {
        let unfinished = path.extension().is_some_and(|extension| extension == "tmp");
        if left_out.contains(&path) || unfinished {
            continue;
        }
        if path.is_dir() {
            gather(files, &path, list)?;
        } else if path.is_file() {
            match std::fs::read(&path) {
                Ok(read) => {
                    let (name, bytes) = (name_of(files, &path), Bytes::Read(read));
                    list.push(Kept { name, path, bytes });
                }
                // Dropped since the folder was read.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(io(&path, &error)),
            }
        }
    }
    Ok(())
}

fn name_of(files: &Files, path: &Path) -> String {
    path.strip_prefix(files.dir()).unwrap_or(path).to_string_lossy().into_owned()
}
