//! The writer: groups, rotation, and what happens when the disk refuses (FORMAT.md §4, §5, §8).

use super::bytes::len32;
use super::frame::{AROUND_BODY, FrameHead, HEAD, MAX_BODY, SALT, payload_digest, put_payload};
use super::group::{GroupHeader, HEADER, MAX_GROUP, Role, seal};
use super::header::SegmentHeader;
use super::segment::{Segment, folder};
use super::types::{Appended, GroupNote, Head, Identity, NewFrame, NewRev, Tx};
use super::{Journal, disk};
use crate::domain::{Place, Rev};
use crate::lang::Problem;
use crate::lang::errors::journal::{
    BAD_TRANSACTION, DISK_READ, NOT_KNOWN_SAVED, READ_ONLY, TOO_LARGE, WRITER_CLOSED,
};
use std::cell::OnceCell;
use std::os::unix::fs::FileExt;

/// Where salts come from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Salts {
    /// The system.
    System,
    /// A count, so that golden files come out the same.
    #[cfg(test)]
    Counted(u64),
}

impl Salts {
    fn take(&mut self, count: usize) -> Result<Vec<[u8; SALT]>, Problem> {
        let mut salts = vec![[0; SALT]; count];
        match self {
            Self::System => getrandom::fill(salts.as_flattened_mut()).map_err(|error| {
                Problem::new(&DISK_READ, ["getrandom".to_string(), error.to_string()])
            })?,
            #[cfg(test)]
            Self::Counted(n) => {
                for salt in &mut salts {
                    *n += 1;
                    let spread =
                        u128::from(*n).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
                    *salt = spread.to_le_bytes();
                }
            }
        }
        Ok(salts)
    }
}

/// A group ready to be written.
struct Prepared {
    bytes: Vec<u8>,
    heads_end: usize,
    /// Of each frame: seq, offset in the group, revision.
    frames: Vec<(u64, u64, Rev)>,
    header: GroupHeader,
}

impl Journal {
    /// Appends one group and syncs it. Once this returns, it is saved. A group without frames
    /// takes a number all the same. Beginning a transaction that is still open (its abort could
    /// not be written, and now it is tried again) aborts it first.
    ///
    /// # Errors
    /// `disk_full`, `disk_write`: nothing was written (the file is cut back); may be tried again.
    /// `not_known_saved`: a sync failed; the writer is closed and refuses from now on with
    /// `writer_closed`. `read_only`: damage or Mode::Read. `too_large`. `bad_transaction`: rows
    /// or the end of one that is not open.
    pub fn append(
        &mut self,
        note: &GroupNote,
        tx: Tx,
        frames: &[NewFrame],
    ) -> Result<Appended, Problem> {
        self.writable()?;
        self.check_transaction(tx, frames)?;
        let length = length_of(frames)?;
        if let Tx::Begin(id) = tx
            && self.open.is_open(&id)
        {
            self.append(note, Tx::Abort(id), &[])?;
        }
        let wanted = self.next.offset + (length + HEADER) as u64;
        let holds_group = self.segments.last().is_some_and(|s| self.next.offset > s.body);
        if self.pending.is_some() || (wanted > self.segment_bytes && holds_group) {
            self.rotate(self.identity, note.time)?;
        }
        let group = self.prepare(note, tx, frames, length)?;
        self.write(&group.bytes)?;
        Ok(self.take_note(tx, &group))
    }

    /// Refuses where nothing may be appended.
    pub(super) fn writable(&self) -> Result<(), Problem> {
        self.closed.get().map_or(Ok(()), |problem| Err(problem.clone()))
    }

    fn check_transaction(&self, tx: Tx, frames: &[NewFrame]) -> Result<(), Problem> {
        let wrong = match tx {
            Tx::Single | Tx::Begin(_) => None,
            Tx::Rows(id) | Tx::Commit(id) => (!self.open.is_open(&id)).then_some("not begun"),
            Tx::Abort(id) if !self.open.is_open(&id) => Some("not begun"),
            Tx::Abort(_) => (!frames.is_empty()).then_some("rows in an abort"),
        };
        wrong.map_or(Ok(()), |what| Err(Problem::new(&BAD_TRANSACTION, [what])))
    }

    /// The group's bytes, for the place where the next group goes.
    fn prepare(
        &mut self,
        note: &GroupNote,
        tx: Tx,
        frames: &[NewFrame],
        length: usize,
    ) -> Result<Prepared, Problem> {
        let salts = self.salts.take(frames.len())?;
        let seed = self.segments.last().map_or([0; 4], |segment| segment.seed);
        let first_seq = self.head.seq + 1;
        let mut heads = Vec::with_capacity(frames.len() * HEAD);
        let mut payloads = Vec::with_capacity(length);
        let mut made = Vec::with_capacity(frames.len());
        for (index, (frame, salt)) in frames.iter().zip(&salts).enumerate() {
            let digest = payload_digest(salt, &frame.body);
            let rev = revision(frame.rev, &digest);
            let heads_left = (frames.len() - index) * HEAD;
            let head = FrameHead {
                kind: frame.kind,
                record_kind: frame.record_kind,
                index: len32(index),
                seq: first_seq + index as u64,
                record: frame.record,
                rev,
                prev: frame.prev,
                payload_at: len32(heads_left + payloads.len()),
                body_len: len32(frame.body.len()),
                digest,
            };
            made.push((head.seq, (HEADER + heads.len()) as u64, rev));
            head.encode(seed, &mut heads);
            put_payload(seed, salt, &frame.body, &mut payloads);
        }
        let count = len32(frames.len());
        let (tx_count, tx_digest) = self.closing(tx, count, &heads);
        let header = GroupHeader {
            length: len32(length),
            count,
            role: Role::Group(tx),
            first_seq,
            durable_seq: self.head.seq,
            open_since: self.open.open_since(),
            note: note.clone(),
            previous: self.head.chain,
            device: self.identity.device,
            tx_count,
            tx_digest,
        };
        let mut bytes = header.encode(seed);
        bytes.extend_from_slice(&heads);
        let heads_end = bytes.len();
        bytes.extend_from_slice(&payloads);
        Ok(Prepared { bytes, heads_end, frames: made, header })
    }

    fn closing(&self, tx: Tx, count: u32, heads: &[u8]) -> (u64, [u8; 32]) {
        let Tx::Commit(id) = tx else { return (0, [0; 32]) };
        self.open.0.get(&id).map_or((0, [0; 32]), |open| open.closing(count, heads))
    }

    /// Writes and syncs bytes at the end of the newest segment, or leaves it as it was.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let offset = self.next.offset;
        let Some(segment) = self.segments.last() else {
            return Err(Problem::bare(&READ_ONLY));
        };
        if let Err(error) = segment.file.write_all_at(bytes, offset) {
            let cut = segment.file.set_len(offset).and_then(|()| segment.file.sync_data());
            return Err(match cut {
                Ok(()) => disk::cannot_write(&segment.path, &error),
                Err(error) => self.close(&error),
            });
        }
        let synced = segment.file.sync_data();
        synced.map_err(|error| self.close(&error))
    }

    fn take_note(&mut self, tx: Tx, group: &Prepared) -> Appended {
        let place = self.next;
        let heads_and_header = group.bytes.get(..group.heads_end).unwrap_or_default();
        let heads = heads_and_header.get(HEADER..).unwrap_or_default();
        let header = &group.header;
        let stated = (header.tx_count, header.tx_digest);
        self.open.note(tx, place, header.count, heads, stated, header.first_seq);
        let chain = super::group::chain(heads_and_header);
        self.head = Head { seq: header.last_seq(), chain };
        self.next.offset += u64::from(header.length);
        self.since_checkpoint += u64::from(header.length);
        let at = |offset: u64| Place { segment: place.segment, offset: place.offset + offset };
        let frames = group.frames.iter().map(|(seq, offset, rev)| (*seq, at(*offset), *rev));
        Appended { head: self.head, frames: frames.collect() }
    }

    /// Seals the newest segment and goes on in a new one written by `identity`.
    pub(super) fn rotate(&mut self, identity: Identity, time: i64) -> Result<(), Problem> {
        loop {
            let next = match self.pending.take() {
                Some(next) => next,
                None => self.next_segment(identity)?,
            };
            let done = next.header.as_ref().is_some_and(|header| header.identity == identity);
            self.pending = Some(next);
            let seed = self.segments.last().map_or([0; 4], |segment| segment.seed);
            let device = self.identity.device;
            self.write(&seal(seed, self.head.seq + 1, self.head.chain, device, time))?;
            if let Some(next) = self.pending.take() {
                self.next = Place { segment: next.number, offset: next.body };
                self.segments.push(next);
            }
            if done {
                return Ok(());
            }
        }
    }

    fn next_segment(&mut self, identity: Identity) -> Result<Segment, Problem> {
        let header = SegmentHeader {
            identity,
            number: self.next.segment + 1,
            first_seq: self.head.seq + 1,
            chain: self.head.chain,
        };
        let segment = Segment::create(&self.dir, header)?;
        // Once it has its name the old segment may not grow any more: an unsynced folder ends it.
        match std::fs::File::open(folder(&self.dir)).and_then(|dir| dir.sync_all()) {
            Ok(()) => Ok(segment),
            Err(error) => Err(self.close(&error)),
        }
    }

    /// Closes the writer for good: what the disk holds is not known.
    pub(super) fn close(&mut self, error: &std::io::Error) -> Problem {
        self.closed = OnceCell::from(Problem::new(&WRITER_CLOSED, [error.to_string()]));
        Problem::new(&NOT_KNOWN_SAVED, [error.to_string()])
    }
}

fn length_of(frames: &[NewFrame]) -> Result<usize, Problem> {
    let too_large = |size: usize, limit: usize| {
        Err(Problem::new(&TOO_LARGE, [size.to_string(), limit.to_string()]))
    };
    let mut length = HEADER;
    for frame in frames {
        if frame.body.len() > MAX_BODY {
            return too_large(frame.body.len(), MAX_BODY);
        }
        length += HEAD + AROUND_BODY + frame.body.len();
    }
    if length > MAX_GROUP { too_large(length, MAX_GROUP) } else { Ok(length) }
}

fn revision(rev: NewRev, digest: &[u8; 32]) -> Rev {
    match rev {
        NewRev::Copied(rev) => rev,
        NewRev::Mint(n) => {
            let short = digest.first_chunk::<16>();
            Rev { n, digest: short.copied().unwrap_or_default() }
        }
    }
}
