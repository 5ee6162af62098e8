//! The checkpoint file (FORMAT.md §9).

use super::bytes::{Cursor, close_with_crc, len32, split_crc};
use super::header::{Magic, OPENING, damaged, put_opening, read_opening};
use super::segment::folder;
use super::types::{Checkpoint, Head};
use super::{Journal, disk};
use crate::domain::Place;
use crate::lang::Problem;
use crate::lang::errors::journal::{BAD_CHECKPOINT, wrong};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file without its counts.
const FIXED: usize = 196;
/// No register has more types.
const MAX_TYPES: usize = 1 << 16;

/// A checkpoint with what the journal adds to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    /// Whose it is.
    pub(super) register: [u8; 16],
    /// What it says.
    pub(super) checkpoint: Checkpoint,
    /// Where reading begins at opening.
    pub(super) from: Place,
    /// The head before that.
    pub(super) before: Head,
}

/// The checkpoint's file.
pub(super) fn path(dir: &Path) -> PathBuf {
    folder(dir).join("checkpoint")
}

/// Reads the checkpoint; None where there is none.
///
/// # Errors
/// `damaged`, `foreign_file`, `newer_format`, `loose_mode`, or the disk.
pub(super) fn read(dir: &Path) -> Result<Option<Stored>, Problem> {
    let path = path(dir);
    let file = match std::fs::File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(disk::cannot_read(&path, &error)),
    };
    disk::check_private(&path)?;
    let bytes = disk::read_at(&file, &path, 0, FIXED + 10 * MAX_TYPES)?;
    let length = read_opening(&path, Magic::Checkpoint, &bytes)?;
    let stored = (bytes.len() == length).then(|| decode(&bytes)).flatten();
    let damaged = || damaged(&path, 20, &wrong::CONTENT);
    stored.map(Some).ok_or_else(damaged)
}

fn put_place(out: &mut Vec<u8>, place: Place) {
    out.extend_from_slice(&place.segment.to_le_bytes());
    out.extend_from_slice(&place.offset.to_le_bytes());
}

fn put_head(out: &mut Vec<u8>, head: Head) {
    out.extend_from_slice(&head.seq.to_le_bytes());
    out.extend_from_slice(&head.chain);
}

fn encode(stored: &Stored) -> Vec<u8> {
    let c = &stored.checkpoint;
    let length = FIXED + 10 * c.counts.len();
    let mut out = Vec::with_capacity(length);
    put_opening(&mut out, Magic::Checkpoint, length);
    out.extend_from_slice(&stored.register);
    put_head(&mut out, c.head);
    put_place(&mut out, c.next);
    put_place(&mut out, stored.from);
    put_head(&mut out, stored.before);
    out.extend_from_slice(&c.digest);
    out.extend_from_slice(&c.search_seq.to_le_bytes());
    out.extend_from_slice(&c.erased_through.to_le_bytes());
    out.extend_from_slice(&len32(c.counts.len()).to_le_bytes());
    for (kind, count) in &c.counts {
        out.extend_from_slice(&kind.to_le_bytes());
        out.extend_from_slice(&count.to_le_bytes());
    }
    close_with_crc(&mut out);
    out
}

fn decode(bytes: &[u8]) -> Option<Stored> {
    let (guarded, crc) = split_crc(bytes)?;
    (crc32fast::hash(guarded) == crc).then_some(())?;
    let mut at = Cursor(guarded.get(OPENING..)?);
    let register = at.array()?;
    let head = Head { seq: at.u64()?, chain: at.array()? };
    let next = Place { segment: at.u32()?, offset: at.u64()? };
    let from = Place { segment: at.u32()?, offset: at.u64()? };
    let before = Head { seq: at.u64()?, chain: at.array()? };
    let (digest, search_seq, erased_through) = (at.array()?, at.u64()?, at.u64()?);
    let types = at.u32()? as usize;
    (types < MAX_TYPES && at.0.len() >= 10 * types).then_some(())?;
    (before.seq <= head.seq && head.seq < u64::MAX / 2).then_some(())?;
    let counts = (0..types).map(|_| Some((at.u16()?, at.u64()?))).collect::<Option<_>>()?;
    let checkpoint = Checkpoint { head, next, counts, digest, search_seq, erased_through };
    Some(Stored { register, checkpoint, from, before })
}

impl Journal {
    /// Writes the checkpoint file: temporary file, sync, rename, folder sync. Its `next` is set
    /// here.
    ///
    /// # Errors
    /// `bad_checkpoint`: no group ends at its head with that chain value; `read_only`,
    /// `writer_closed`; the disk.
    pub fn checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<(), Problem> {
        self.writable()?;
        let head = checkpoint.head;
        let here = self.chain_at(head.seq)? == Some(head.chain);
        if !here || checkpoint.counts.len() >= MAX_TYPES {
            return Err(Problem::new(&BAD_CHECKPOINT, [head.seq.to_string()]));
        }
        let mut checkpoint = checkpoint.clone();
        let (from, before) = self.reading_from(&mut checkpoint)?;
        let register = self.identity.register;
        let stored = Stored { register, checkpoint, from, before };
        disk::replace(&path(&self.dir), &encode(&stored))?;
        self.since_checkpoint = match stored.checkpoint.next {
            next if next == self.next => 0,
            next if next.segment == self.next.segment => self.next.offset - next.offset,
            _ => self.since_checkpoint,
        };
        self.checkpoint = Some(stored.checkpoint);
        Ok(())
    }

    /// Where an opening with this checkpoint begins to read, and the head there; sets `next`.
    fn reading_from(&self, checkpoint: &mut Checkpoint) -> Result<(Place, Head), Problem> {
        let seq = checkpoint.head.seq;
        let after = self.locate(seq + 1)?;
        let open_since = match &after {
            Some((place, header)) => {
                checkpoint.next = *place;
                header.open_since
            }
            None => {
                checkpoint.next = self.next;
                self.open.open_since()
            }
        };
        let last = self.locate(seq)?;
        // That group may be the commit of a transaction: its rows are read with it.
        let last_since = last.as_ref().map_or(0, |(_, header)| header.open_since);
        let begun = |seq| if seq == 0 { Ok(None) } else { self.locate(seq) };
        let first = [last, begun(open_since)?, begun(last_since)?]
            .into_iter()
            .flatten()
            .min_by_key(|(place, _)| *place);
        let nothing_yet = (checkpoint.next, checkpoint.head);
        Ok(first.map_or(nothing_yet, |(place, header)| {
            (place, Head { seq: header.first_seq - 1, chain: header.previous })
        }))
    }
}
