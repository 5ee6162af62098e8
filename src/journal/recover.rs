//! What a writer does to the end of a sound journal before it writes behind it (FORMAT.md §8).

use super::group::{HEADER, ReadGroup, seal};
use super::segment::{Segment, path_of, segment_files};
use super::survey::Survey;
use super::types::{GroupNote, Opened, Tx, TxId};
use super::walk::Tail;
use super::{Journal, checkpoint, disk, identity};
use crate::domain::{Place, RecordId};
use crate::lang::Problem;
use crate::lang::errors::journal::wrong;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

impl Journal {
    /// Makes the end of a sound journal ready to be written behind.
    pub(super) fn recover(
        &mut self,
        survey: &Survey,
        now: i64,
        opened: &mut Opened,
    ) -> Result<(), Problem> {
        remove_temporaries(&self.dir)?;
        if let Some(tail) = &survey.tail {
            let file = self.set_aside(tail)?;
            opened.torn = Some((tail.bytes, file));
        }
        if let Some((at, offset)) = survey.unsealed {
            self.reseal(at, offset)?;
        }
        self.write_last_again(survey)?;
        if !survey.erasures.named.is_empty() {
            self.finish_erasing(&survey.erasures.named)?;
        }
        let left: Vec<TxId> = self.open.0.keys().copied().collect();
        for id in left {
            let operator = RecordId([0; 16]);
            let note = GroupNote { time: now, operator, session: 0, batch: 0, request: [0; 16] };
            self.append(&note, Tx::Abort(id), &[])?;
            opened.aborted.push(id);
        }
        Ok(())
    }

    /// Copies a torn tail to `lost+found/`, then cuts it off.
    fn set_aside(&self, tail: &Tail) -> Result<PathBuf, Problem> {
        let lost = self.dir.join("lost+found");
        disk::make_private_dir(&lost)?;
        let Some(segment) = self.segments.get(tail.at) else { return Ok(lost) };
        let length = usize::try_from(tail.bytes).unwrap_or(usize::MAX);
        let bytes = segment.read(tail.offset, length.min(super::group::MAX_GROUP))?;
        let path = keep(&lost, segment.number, tail.offset, &bytes)?;
        disk::sync_dir(&lost)?;
        cut(segment, tail.offset)?;
        Ok(path)
    }

    /// Writes the seal that a rotation owes.
    fn reseal(&self, at: usize, offset: u64) -> Result<(), Problem> {
        let (Some(segment), Some(next)) = (self.segments.get(at), self.segments.get(at + 1)) else {
            return Ok(());
        };
        let Some(header) = &next.header else { return Ok(()) };
        cut(segment, offset)?;
        let seal = seal(segment.seed, header.first_seq, header.chain, self.identity.device, 0);
        let written = segment.file.write_all_at(&seal, offset);
        written
            .and_then(|()| segment.file.sync_data())
            .map_err(|error| disk::cannot_write(&segment.path, &error))
    }

    /// Writes what ends the journal once more where it stands: a sync that failed in an earlier life
    /// may have left it in memory alone, marked clean. That is the last group, and before a segment
    /// that holds none yet the seal as well.
    pub(super) fn write_last_again(&self, survey: &Survey) -> Result<(), Problem> {
        if let Some(last) = survey.last {
            self.write_again(last.place)?;
        }
        let [.., sealed, newest] = self.segments.as_slice() else { return Ok(()) };
        if self.next.offset > newest.body {
            return Ok(());
        }
        let offset = sealed.len()?.saturating_sub(HEADER as u64);
        self.write_again(Place { segment: sealed.number, offset })
    }

    /// What is read is proved again: a disk that fails in between gives zeros.
    fn write_again(&self, place: Place) -> Result<(), Problem> {
        let Some(segment) = self.segment(place.segment) else { return Ok(()) };
        let group = segment.group(place.offset, true)?;
        let Some(group) = group.ok().filter(ReadGroup::whole) else {
            let error = std::io::Error::other(wrong::both(&wrong::UNREADABLE, &[]));
            return Err(disk::cannot_read(&segment.path, &error));
        };
        let written = segment.file.write_all_at(&group.bytes, place.offset);
        written
            .and_then(|()| segment.file.sync_data())
            .map_err(|error| disk::cannot_write(&segment.path, &error))
    }
}

fn cut(segment: &Segment, offset: u64) -> Result<(), Problem> {
    let cut = segment.file.set_len(offset).and_then(|()| segment.file.sync_data());
    cut.map_err(|error| disk::cannot_write(&segment.path, &error))
}

/// Writes torn bytes under the first free name for their place.
fn keep(lost: &Path, number: u32, offset: u64, bytes: &[u8]) -> Result<PathBuf, Problem> {
    let mut n = 1;
    loop {
        let path = lost.join(format!("{number:08}-{offset}-{n}.torn"));
        let kept = disk::make_private_file(&path).and_then(|file| {
            file.write_all_at(bytes, 0)?;
            file.sync_all()
        });
        match kept {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => n += 1,
            Err(error) => {
                // A part of it is of no use; the whole is still in the segment.
                let _ = std::fs::remove_file(&path);
                return Err(disk::cannot_write(&path, &error));
            }
        }
    }
}

/// Removes files whose making was cut short.
fn remove_temporaries(dir: &Path) -> Result<(), Problem> {
    disk::remove(&disk::temporary(&identity::path(dir)))?;
    disk::remove(&disk::temporary(&checkpoint::path(dir)))?;
    let newest = segment_files(dir)?.last().map_or(0, |file| file.number);
    disk::remove(&disk::temporary(&path_of(dir, newest + 1)))
}
