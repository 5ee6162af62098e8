//! The opening bytes of every file, the identity file and the segment header (FORMAT.md §2–4).

use super::bytes::{Cursor, Seed, close_with_crc, len32, split_crc};
use super::types::Identity;
use crate::lang::errors::journal::{DAMAGED, FOREIGN_FILE, NEWER_FORMAT, wrong};
use crate::lang::{Label, Problem};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The format this program writes, and the highest it reads.
pub(super) const VERSION: u16 = 1;
/// The lowest version whose programs may open what this one writes.
const OLDEST_READER: u16 = 1;
/// Length of the opening bytes.
pub(super) const OPENING: usize = 20;
/// No header is longer.
pub(super) const MAX_HEADER: usize = 4096;
/// Length of a segment's header as written here.
pub(super) const SEGMENT_HEADER: usize = 140;
/// Length of the identity file as written here.
const IDENTITY_FILE: usize = 104;

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Magic {
    /// `register`.
    Register,
    /// A segment.
    Segment,
    /// A checkpoint.
    Checkpoint,
}

impl Magic {
    fn bytes(self) -> [u8; 8] {
        match self {
            Self::Register => *b"densachR",
            Self::Segment => *b"densachJ",
            Self::Checkpoint => *b"densachC",
        }
    }
}

/// Writes the opening bytes of a file or header of `length` bytes.
pub(super) fn put_opening(out: &mut Vec<u8>, magic: Magic, length: usize) {
    let start = out.len();
    out.extend_from_slice(&magic.bytes());
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&OLDEST_READER.to_le_bytes());
    out.extend_from_slice(&len32(length).to_le_bytes());
    let crc = crc32fast::hash(out.get(start..).unwrap_or_default());
    out.extend_from_slice(&crc.to_le_bytes());
}

/// A file that is damaged at an offset.
pub(super) fn damaged(path: &Path, offset: u64, what: &Label) -> Problem {
    let params = [path.display().to_string(), offset.to_string(), wrong::both(what, &[])];
    Problem::new(&DAMAGED, params)
}

/// Reads the opening bytes; the length they state.
///
/// # Errors
/// `damaged`, `foreign_file`, `newer_format`.
pub(super) fn read_opening(path: &Path, magic: Magic, bytes: &[u8]) -> Result<usize, Problem> {
    let file = || path.display().to_string();
    let damaged = || damaged(path, 0, &wrong::FIRST_BYTES);
    let guarded = bytes.get(..OPENING).and_then(split_crc);
    let (front, crc) = guarded.ok_or_else(damaged)?;
    let mut cursor = Cursor(front);
    let fields = (|| Some((cursor.array::<8>()?, cursor.u16()?, cursor.u16()?, cursor.u32()?)))();
    let (found, version, oldest, length) = fields.ok_or_else(damaged)?;
    let intact = crc32fast::hash(front) == crc;
    if found != magic.bytes() && (intact || !found.starts_with(b"densach")) {
        return Err(Problem::new(&FOREIGN_FILE, [file()]));
    }
    if !intact {
        return Err(damaged());
    }
    if oldest > VERSION {
        return Err(Problem::new(&NEWER_FORMAT, [file(), version.to_string()]));
    }
    usize::try_from(length).map_err(|_| damaged())
}

fn put_identity(out: &mut Vec<u8>, identity: &Identity) {
    for id in [identity.register, identity.epoch, identity.previous_epoch, identity.device] {
        out.extend_from_slice(&id);
    }
}

fn read_identity(cursor: &mut Cursor<'_>) -> Option<Identity> {
    Some(Identity {
        register: cursor.array()?,
        epoch: cursor.array()?,
        previous_epoch: cursor.array()?,
        device: cursor.array()?,
    })
}

/// The bytes of the file `register`.
pub(super) fn identity_file(identity: &Identity) -> Vec<u8> {
    let mut out = Vec::with_capacity(IDENTITY_FILE);
    put_opening(&mut out, Magic::Register, IDENTITY_FILE);
    put_identity(&mut out, identity);
    out.extend_from_slice(&[0; 16]);
    close_with_crc(&mut out);
    out
}

/// Reads the file `register`.
///
/// # Errors
/// As [`read_opening`].
pub(super) fn read_identity_file(path: &Path, bytes: &[u8]) -> Result<Identity, Problem> {
    let length = read_opening(path, Magic::Register, bytes)?;
    let read = || {
        let (guarded, crc) = split_crc(bytes)?;
        (bytes.len() == length && crc32fast::hash(guarded) == crc).then_some(())?;
        read_identity(&mut Cursor(guarded.get(OPENING..)?))
    };
    read().ok_or_else(|| damaged(path, 20, &wrong::CONTENT))
}

/// What a segment says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SegmentHeader {
    /// Who wrote it.
    pub(super) identity: Identity,
    /// Its number.
    pub(super) number: u32,
    /// The first seq of its first group.
    pub(super) first_seq: u64,
    /// The chain value before that.
    pub(super) chain: [u8; 32],
}

impl SegmentHeader {
    /// Its bytes.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(SEGMENT_HEADER);
        put_opening(&mut out, Magic::Segment, SEGMENT_HEADER);
        put_identity(&mut out, &self.identity);
        out.extend_from_slice(&self.number.to_le_bytes());
        out.extend_from_slice(&self.first_seq.to_le_bytes());
        out.extend_from_slice(&self.chain);
        out.extend_from_slice(&[0; 8]);
        close_with_crc(&mut out);
        out
    }

    /// Reads a header, and its length, from a segment's first bytes ([`MAX_HEADER`] of them, or
    /// all there are).
    ///
    /// # Errors
    /// As [`read_opening`].
    pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<(Self, usize), Problem> {
        let length = read_opening(path, Magic::Segment, bytes)?;
        let read = || {
            (length <= MAX_HEADER).then_some(())?;
            let (guarded, crc) = split_crc(bytes.get(..length)?)?;
            (crc32fast::hash(guarded) == crc).then_some(())?;
            let mut cursor = Cursor(guarded.get(OPENING..)?);
            let header = Self {
                identity: read_identity(&mut cursor)?,
                number: cursor.u32()?,
                first_seq: cursor.u64()?,
                chain: cursor.array()?,
            };
            Some((header, length))
        };
        read().ok_or_else(|| damaged(path, 20, &wrong::FIRST_BYTES))
    }
}

/// The seed of a segment's crcs.
pub(super) fn seed(register: &[u8; 16], number: u32) -> Seed {
    let mut sha = Sha256::new();
    sha.update(b"densach segment");
    sha.update(register);
    sha.update(number.to_le_bytes());
    let [a, b, c, d, ..] = <[u8; 32]>::from(sha.finalize());
    [a, b, c, d]
}

/// The chain value before the first group.
pub(super) fn genesis(register: &[u8; 16]) -> [u8; 32] {
    let mut sha = Sha256::new();
    sha.update(b"densach journal");
    sha.update(register);
    sha.finalize().into()
}
