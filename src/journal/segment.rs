//! Segment files: their names, their list, their open handles.

use super::bytes::Seed;
use super::disk;
use super::group::{GroupHeader, HEADER, MAGIC, ReadGroup, Role};
use super::header::{MAX_HEADER, SEGMENT_HEADER, SegmentHeader, seed};
use super::types::{Damage, Mode, SegmentFile};
use crate::domain::Place;
use crate::lang::errors::journal::{DAMAGED, NEWER_FORMAT, wrong};
use crate::lang::{Label, Problem};
use std::cell::Cell;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

/// How much a search for the next group reads at a time.
const SEARCH_STEP: usize = 1 << 20;

/// The journal's folder in a register's.
pub(super) fn folder(dir: &Path) -> PathBuf {
    dir.join("journal")
}

/// The file of a segment.
pub(super) fn path_of(dir: &Path, number: u32) -> PathBuf {
    folder(dir).join(format!("{number:08}.seg"))
}

/// The segment files in a register's journal, by number, with their sizes.
///
/// # Errors
/// The disk; a missing folder is an empty list.
pub fn segment_files(dir: &Path) -> Result<Vec<SegmentFile>, Problem> {
    let folder = folder(dir);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(disk::cannot_read(&folder, &error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| disk::cannot_read(&folder, &error))?;
        let Some(number) = entry.file_name().to_str().and_then(number_in) else { continue };
        let meta = entry.metadata().map_err(|error| disk::cannot_read(&entry.path(), &error))?;
        files.push(SegmentFile { number, path: entry.path(), bytes: meta.len() });
    }
    files.sort_by_key(|file| file.number);
    Ok(files)
}

fn number_in(name: &str) -> Option<u32> {
    let digits = name.strip_suffix(".seg")?;
    (digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(())?;
    digits.parse().ok().filter(|number| *number != 0)
}

/// An open segment.
#[derive(Debug)]
pub(super) struct Segment {
    /// Its number, by its name.
    pub(super) number: u32,
    /// Its file.
    pub(super) path: PathBuf,
    /// Its handle: to read, and in [`Mode::Write`] to write.
    pub(super) file: File,
    /// Its header, where it holds.
    pub(super) header: Option<SegmentHeader>,
    /// Where its first group begins.
    pub(super) body: u64,
    /// The seed of its crcs.
    pub(super) seed: Seed,
    /// The first offset met that the disk cannot read.
    pub(super) unreadable: Cell<Option<u64>>,
}

impl Segment {
    /// Opens a segment file. A damaged header costs the header alone, and is given as damage.
    ///
    /// # Errors
    /// `newer_format`, or the disk.
    pub(super) fn open(found: &SegmentFile, mode: Mode) -> Result<(Self, Option<Damage>), Problem> {
        let file =
            OpenOptions::new().read(true).write(mode == Mode::Write).open(&found.path).map_err(
                |error| match mode {
                    Mode::Read => disk::cannot_read(&found.path, &error),
                    Mode::Write => disk::cannot_write(&found.path, &error),
                },
            )?;
        let (front, lost) = disk::read_around(&file, &found.path, 0, MAX_HEADER)?;
        let unreadable = Cell::new(lost);
        let path = found.path.clone();
        let number = found.number;
        let (header, body, damage) = match SegmentHeader::read(&path, &front) {
            Ok((header, length)) => (Some(header), length, None),
            Err(problem) if problem.is(&NEWER_FORMAT) => return Err(problem),
            Err(problem) => (None, SEGMENT_HEADER, Some(damage_of(&path, &problem))),
        };
        let seed = [0; 4];
        let body = body as u64;
        Ok((Self { number, path, file, header, body, seed, unreadable }, damage))
    }

    /// Makes the file of a new segment; its folder is still to be synced.
    ///
    /// # Errors
    /// The disk; nothing is left of it then.
    pub(super) fn create(dir: &Path, header: SegmentHeader) -> Result<Self, Problem> {
        let path = path_of(dir, header.number);
        let file = disk::put_in_place(&path, &header.encode())?;
        let (number, body) = (header.number, SEGMENT_HEADER as u64);
        let seed = seed(&header.identity.register, number);
        let (header, unreadable) = (Some(header), Cell::new(None));
        Ok(Self { number, path, file, header, body, seed, unreadable })
    }

    /// The file's length now.
    ///
    /// # Errors
    /// The disk.
    pub(super) fn len(&self) -> Result<u64, Problem> {
        let meta = self.file.metadata().map_err(|error| disk::cannot_read(&self.path, &error))?;
        Ok(meta.len())
    }

    /// Reads up to `len` bytes at `offset`; zeros, noted in `unreadable`, where the disk cannot.
    ///
    /// # Errors
    /// The disk.
    pub(super) fn read(&self, offset: u64, len: usize) -> Result<Vec<u8>, Problem> {
        let (bytes, lost) = disk::read_around(&self.file, &self.path, offset, len)?;
        if lost.is_some() {
            self.unreadable.set(self.unreadable.get().or(lost));
        }
        Ok(bytes)
    }

    /// The header of the group at `offset`, or what is wrong there.
    ///
    /// # Errors
    /// The disk.
    pub(super) fn group_header(
        &self,
        offset: u64,
    ) -> Result<Result<GroupHeader, &'static Label>, Problem> {
        let bytes = self.read(offset, HEADER)?;
        Ok(GroupHeader::read(self.seed, &bytes))
    }

    /// The group at `offset`, its parts judged; `prove` compares the payloads' digests too.
    ///
    /// # Errors
    /// The disk.
    pub(super) fn group(
        &self,
        offset: u64,
        prove: bool,
    ) -> Result<Result<ReadGroup, &'static Label>, Problem> {
        let header = match self.group_header(offset)? {
            Ok(header) => header,
            Err(what) => return Ok(Err(what)),
        };
        let length = header.length as usize;
        let bytes = self.read(offset, length)?;
        if bytes.len() < length {
            return Ok(Err(&wrong::GROUP_CUT));
        }
        let place = Place { segment: self.number, offset };
        Ok(Ok(ReadGroup::judge(self.seed, place, header, bytes, prove)))
    }

    /// The next offset from `from` on where a group's header holds whose first seq is at least
    /// `least`.
    ///
    /// # Errors
    /// The disk.
    pub(super) fn find_group(
        &self,
        from: u64,
        least: u64,
    ) -> Result<Option<(u64, GroupHeader)>, Problem> {
        let mut at = from;
        loop {
            let bytes = self.read(at, SEARCH_STEP + HEADER)?;
            let windows = bytes.windows(MAGIC.len()).enumerate();
            for (i, _) in windows.filter(|(_, w)| *w == MAGIC).take_while(|(i, _)| *i < SEARCH_STEP)
            {
                let header = GroupHeader::read(self.seed, bytes.get(i..).unwrap_or_default());
                if let Some(header) = header.ok().filter(|h| h.first_seq >= least) {
                    return Ok(Some((at + i as u64, header)));
                }
            }
            if bytes.len() < SEARCH_STEP + HEADER {
                return Ok(None);
            }
            at += SEARCH_STEP as u64;
        }
    }

    /// Whether any group stands in it.
    ///
    /// # Errors
    /// The disk.
    pub(super) fn holds_group(&self) -> Result<bool, Problem> {
        let found = self.find_group(self.body, 0)?;
        Ok(found.is_some_and(|(_, header)| header.role != Role::Seal))
    }

    /// Damage in this segment.
    pub(super) fn damage(&self, offset: u64, what: &Label) -> Damage {
        self.damage_at(offset, what, &[])
    }

    /// Damage in this segment, its wording filled with `params`.
    pub(super) fn damage_at(&self, offset: u64, what: &Label, params: &[String]) -> Damage {
        damage(&self.path, offset, wrong::both(what, params))
    }
}

/// A `damaged` (or `foreign_file`) problem of a whole file, as [`Damage`].
pub(super) fn damage_of(path: &Path, problem: &Problem) -> Damage {
    let (offset, what) = if problem.is(&DAMAGED) {
        let offset = problem.params.get(1).and_then(|n| n.parse().ok()).unwrap_or(0);
        (offset, problem.params.get(2).cloned().unwrap_or_default())
    } else {
        (0, wrong::both(&problem.code.0.what, &problem.params))
    };
    damage(path, offset, what)
}

/// Damage of which no record is known.
pub(super) fn damage(path: &Path, offset: u64, what: String) -> Damage {
    Damage { file: path.to_path_buf(), offset, what, records: Vec::new() }
}
