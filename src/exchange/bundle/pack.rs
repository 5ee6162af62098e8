//! Hashes and packs on a thread of its own while the caller makes the next rows: with two cores a
//! bundle takes half the time.

use crate::exchange::zip::Zip;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufWriter, Error, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

/// Bytes that are handed over at a time.
const PIECE: usize = 64 * 1024;
/// Pieces that wait, at most.
const PIECES: usize = 16;
const BUFFER: usize = 256 * 1024;

/// An archive that is being written; the file it is written to comes back at its end.
pub(super) struct Packer {
    parts: Option<SyncSender<Part>>,
    hashes: Receiver<[u8; 32]>,
    thread: Option<JoinHandle<io::Result<File>>>,
    piece: Vec<u8>,
    /// Bytes of the entry that is being written.
    read: u64,
}

enum Part {
    Begin(String),
    Bytes(Vec<u8>),
    End,
}

impl Packer {
    /// An empty one.
    pub(super) fn new(file: File) -> io::Result<Self> {
        let (parts, receive) = sync_channel(PIECES);
        let (send, hashes) = sync_channel(1);
        let thread = Builder::new().spawn(move || pack(file, &receive, &send))?;
        let piece = Vec::with_capacity(PIECE);
        Ok(Self { parts: Some(parts), hashes, thread: Some(thread), piece, read: 0 })
    }

    /// Begins an entry.
    pub(super) fn begin(&mut self, name: String) -> io::Result<()> {
        self.read = 0;
        self.send(Part::Begin(name))
    }

    /// Bytes of the entry so far.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    /// Adds to the entry.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.read += bytes.len() as u64;
        self.piece.extend_from_slice(bytes);
        if self.piece.len() < PIECE {
            return Ok(());
        }
        self.flush()
    }

    /// Ends the entry: its sha256.
    pub(super) fn end(&mut self) -> io::Result<[u8; 32]> {
        self.flush()?;
        self.send(Part::End)?;
        self.hashes.recv().map_err(|_| self.failure())
    }

    /// Ends the archive.
    pub(super) fn finish(mut self) -> io::Result<File> {
        self.parts = None;
        self.join()
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.piece.is_empty() {
            true => Ok(()),
            false => {
                let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
                self.send(Part::Bytes(piece))
            }
        }
    }

    fn send(&mut self, part: Part) -> io::Result<()> {
        let sent = self.parts.as_ref().is_some_and(|parts| parts.send(part).is_ok());
        if sent { Ok(()) } else { Err(self.failure()) }
    }

    /// Why the thread takes nothing any more.
    fn failure(&mut self) -> Error {
        self.join().err().unwrap_or_else(|| Error::other("the archive was ended already"))
    }

    fn join(&mut self) -> io::Result<File> {
        let over = || Error::other("an earlier part could not be written");
        let thread = self.thread.take().ok_or_else(over)?;
        thread.join().unwrap_or_else(|_| Err(over()))
    }
}

impl Drop for Packer {
    fn drop(&mut self) {
        self.parts = None;
        // What was not finished goes away with its file: nobody asks how it ended.
        let _ = self.join();
    }
}

fn pack(file: File, parts: &Receiver<Part>, hashes: &SyncSender<[u8; 32]>) -> io::Result<File> {
    let mut zip = Zip::new(BufWriter::with_capacity(BUFFER, file));
    let mut hash = Sha256::new();
    for part in parts {
        match part {
            Part::Begin(name) => zip.begin(name)?,
            Part::Bytes(bytes) => {
                hash.update(&bytes);
                zip.write_all(&bytes)?;
            }
            // Nobody who waits for it is no failure: the archive is given up.
            Part::End => drop(hashes.send(hash.finalize_reset().into())),
        }
    }
    zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_fails_is_told_whoever_asks_first() {
        // A file that was opened for reading takes nothing.
        let read_only = || File::open("/dev/null").and_then(Packer::new).unwrap();
        let fails = |mut packer: Packer| {
            let mut fill = || {
                packer.begin("a".into())?;
                for turn in 0..4_000_u32 {
                    let line = Sha256::digest(turn.to_le_bytes());
                    packer.write(&line.repeat(64))?;
                }
                packer.end().map(drop)
            };
            let filled = fill();
            filled.and_then(|()| packer.finish().map(drop))
        };
        assert!(fails(read_only()).is_err());
        let mut packer = read_only();
        packer.begin("a".into()).unwrap();
        assert!(packer.finish().is_err());
        drop(read_only());
    }

    #[test]
    fn an_entry_s_hash_is_that_of_its_bytes() {
        let mut packer = Packer::new(tempfile::tempfile().unwrap()).unwrap();
        for text in ["", "a", "ơ".repeat(70_000).as_str()] {
            packer.begin("x".into()).unwrap();
            text.as_bytes().chunks(999).for_each(|bytes| packer.write(bytes).unwrap());
            assert_eq!(packer.read(), text.len() as u64);
            assert_eq!(packer.end().unwrap(), <[u8; 32]>::from(Sha256::digest(text)));
        }
        assert!(packer.finish().unwrap().metadata().unwrap().len() > 100);
    }
}
