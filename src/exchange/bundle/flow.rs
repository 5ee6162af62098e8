//! A file of a bundle as it inflates: exactly so many bytes as it tells, of that checksum, out of a
//! stream that ends where its entry does.

use super::archive::Archive;
use crate::exchange::zip::{Entry, LOCAL_BYTES};
use crate::lang::errors::bundle::{DAMAGED, SIZE_LIES};
use crate::lang::{Code, Problem};
use flate2::{Crc, Decompress, FlushDecompress, Status};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::sync::mpsc::sync_channel;

/// Bytes that are held at a time, packed and unpacked.
const PIECE: usize = 64 * 1024;
/// Pieces that wait, at most.
const PIECES: usize = 16;

/// A file of an archive, piece by piece.
pub(super) struct Flow<'a> {
    archive: &'a Archive,
    entry: &'a Entry,
    inflater: Decompress,
    packed: Box<dyn Read + 'a>,
    input: Vec<u8>,
    /// What of the input is taken, and how much of it there is.
    taken: usize,
    filled: usize,
    crc: Crc,
    ended: bool,
}

impl<'a> Flow<'a> {
    pub(super) fn new(archive: &'a Archive, entry: &'a Entry) -> Self {
        let begins = entry.begins + LOCAL_BYTES + entry.name.len() as u64;
        Self {
            archive,
            entry,
            inflater: Decompress::new(false),
            packed: Box::new(archive.source.range(begins, entry.packed)),
            input: vec![0; PIECE],
            taken: 0,
            filled: 0,
            crc: Crc::new(),
            ended: false,
        }
    }

    fn wrong(&self, code: &'static Code) -> Problem {
        self.archive.says(code, &[&self.entry.name])
    }

    /// The next bytes; none behind the last.
    pub(super) fn next(&mut self) -> Result<Vec<u8>, Problem> {
        let mut out = Vec::with_capacity(PIECE);
        while !self.ended && out.len() < PIECE {
            if self.taken == self.filled {
                let read = self.packed.read(&mut self.input);
                self.filled = read.map_err(|error| self.archive.source.unreadable(&error))?;
                self.taken = 0;
            }
            let input = self.input.get(self.taken..self.filled).unwrap_or_default();
            let (before_in, before_out) = (self.inflater.total_in(), self.inflater.total_out());
            let status = self.inflater.decompress_vec(input, &mut out, FlushDecompress::None);
            let status = status.map_err(|_| self.wrong(&DAMAGED))?;
            self.taken += (self.inflater.total_in() - before_in) as usize;
            if self.inflater.total_out() > self.entry.size {
                return Err(self.wrong(&SIZE_LIES));
            }
            let still =
                (before_in, before_out) == (self.inflater.total_in(), self.inflater.total_out());
            match status {
                Status::StreamEnd => self.ended = true,
                // The stream wants more than there is, or does not want what there is.
                _ if still && (self.filled == 0 || self.taken < self.filled) => {
                    return Err(self.wrong(&DAMAGED));
                }
                Status::Ok | Status::BufError => {}
            }
        }
        self.crc.update(&out);
        if self.ended {
            self.hold_to_what_is_told()?;
        }
        Ok(out)
    }

    fn hold_to_what_is_told(&self) -> Result<(), Problem> {
        if self.inflater.total_out() != self.entry.size {
            return Err(self.wrong(&SIZE_LIES));
        }
        let whole = self.inflater.total_in() == self.entry.packed;
        match whole && self.crc.sum() == self.entry.crc {
            true => Ok(()),
            false => Err(self.wrong(&DAMAGED)),
        }
    }

    /// Inflates it on a thread of its own, which hashes it too; the pieces are looked at on this one, as
    /// long as they are wanted. Its sha256; none where it was not wanted to its end.
    pub(super) fn stream(
        archive: &Archive,
        entry: &Entry,
        wants: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<Option<[u8; 32]>, Problem> {
        std::thread::scope(|scope| {
            let (send, receive) = sync_channel::<Vec<u8>>(PIECES);
            let inflate = move || {
                let mut flow = Flow::new(archive, entry);
                let mut hash = Sha256::new();
                loop {
                    let piece = flow.next()?;
                    if piece.is_empty() {
                        return Ok(Some(hash.finalize().into()));
                    }
                    hash.update(&piece);
                    if send.send(piece).is_err() {
                        return Ok(None);
                    }
                }
            };
            let thread = std::thread::Builder::new().spawn_scoped(scope, inflate);
            let thread = thread.map_err(|error| archive.source.unreadable(&error))?;
            for piece in receive {
                if !wants(&piece) {
                    break;
                }
            }
            let damaged = |_| Err(archive.says(&DAMAGED, &[&entry.name]));
            thread.join().unwrap_or_else(damaged)
        })
    }

    /// All of it: small files alone are held whole.
    pub(super) fn whole(mut self) -> Result<Vec<u8>, Problem> {
        let mut all = Vec::new();
        loop {
            let piece = self.next()?;
            if piece.is_empty() {
                return Ok(all);
            }
            all.extend(piece);
        }
    }
}
