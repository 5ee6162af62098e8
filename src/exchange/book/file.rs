//! A file read at any place without moving: what is opened once can be read as often as one likes.

use crate::lang::Problem;
use crate::lang::errors::exchange::FILE_UNREADABLE;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;

/// An opened file, and how messages name it.
#[derive(Debug)]
pub(in crate::exchange) struct Source {
    file: File,
    /// Its name without the folder.
    pub(in crate::exchange) name: String,
    /// Its bytes when it was opened.
    pub(in crate::exchange) len: u64,
}

impl Source {
    /// Opens a file.
    pub(in crate::exchange) fn open(path: &Path) -> Result<Self, Problem> {
        let name = path
            .file_name()
            .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        let failed =
            |error: io::Error| Problem::new(&FILE_UNREADABLE, [name.clone(), error.to_string()]);
        let file = File::open(path).map_err(failed)?;
        let about = file.metadata().map_err(failed)?;
        if about.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        Ok(Self { file, len: about.len(), name })
    }

    /// A stream over a part of it; ends early where the file does.
    pub(in crate::exchange) fn range(&self, start: u64, len: u64) -> Range<'_> {
        Range { source: self, at: start, left: len }
    }

    /// A part of it in memory: fewer bytes than asked where the file ends.
    pub(in crate::exchange) fn bytes(&self, start: u64, len: u64) -> Result<Vec<u8>, Problem> {
        let mut out = Vec::new();
        let read = self.range(start, len).read_to_end(&mut out);
        read.map_err(|error| self.unreadable(&error))?;
        Ok(out)
    }

    /// The disk does not give it.
    pub(in crate::exchange) fn unreadable(&self, error: &io::Error) -> Problem {
        Problem::new(&FILE_UNREADABLE, [self.name.clone(), error.to_string()])
    }
}

/// A part of a file as a stream.
#[derive(Debug)]
pub(in crate::exchange) struct Range<'a> {
    source: &'a Source,
    at: u64,
    left: u64,
}

impl Read for Range<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.len());
        let room = into.get_mut(..most).unwrap_or_default();
        let read = self.source.file.read_at(room, self.at)?;
        self.at += read as u64;
        self.left -= read as u64;
        Ok(read)
    }
}

/// A number of `N` bytes, lowest first; None behind the end.
pub(in crate::exchange) fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// Two bytes, lowest first.
pub(in crate::exchange) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

/// Four bytes, lowest first.
pub(in crate::exchange) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

/// Eight bytes, lowest first.
pub(in crate::exchange) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    array(bytes, at).map(u64::from_le_bytes)
}
