//! The bytes of frames: heads and payloads (FORMAT.md §5), written and read.

use super::bytes::{Cursor, Seed, seeded, split_crc};
use super::group::MAX_GROUP;
use super::types::FrameKind;
use crate::domain::{Kind, Place, RecordId, Rev};
use sha2::{Digest, Sha256};
use std::ops::Range;

/// Length of a frame's head.
pub(super) const HEAD: usize = 108;
/// Length of a payload's salt.
pub(super) const SALT: usize = 16;
/// What a payload adds to its body: the salt and the crc.
pub(super) const AROUND_BODY: usize = SALT + 4;
/// No body is longer.
pub(super) const MAX_BODY: usize = 4 << 20;
/// Stands in place of an erased payload's crc.
const ERASED: [u8; 4] = *b"ERSD";

/// A frame's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FrameHead {
    /// What it does.
    pub(super) kind: FrameKind,
    /// The record's type.
    pub(super) record_kind: Kind,
    /// Its index in the group.
    pub(super) index: u32,
    /// Its number.
    pub(super) seq: u64,
    /// The record.
    pub(super) record: RecordId,
    /// The record's revision after it.
    pub(super) rev: Rev,
    /// Where the record's previous frame stands.
    pub(super) prev: Option<Place>,
    /// Distance from this head to the payload.
    pub(super) payload_at: u32,
    /// Length of the body.
    pub(super) body_len: u32,
    /// sha256 of salt and body.
    pub(super) digest: [u8; 32],
}

impl FrameHead {
    /// Appends its bytes.
    pub(super) fn encode(&self, seed: Seed, out: &mut Vec<u8>) {
        let start = out.len();
        let prev = self.prev.unwrap_or(Place { segment: 0, offset: 0 });
        out.extend_from_slice(&[kind_code(self.kind), 0]);
        out.extend_from_slice(&self.record_kind.0.to_le_bytes());
        out.extend_from_slice(&self.index.to_le_bytes());
        out.extend_from_slice(&self.seq.to_le_bytes());
        out.extend_from_slice(&self.record.0);
        out.extend_from_slice(&self.rev.n.to_le_bytes());
        out.extend_from_slice(&self.rev.digest);
        out.extend_from_slice(&prev.segment.to_le_bytes());
        out.extend_from_slice(&prev.offset.to_le_bytes());
        out.extend_from_slice(&self.payload_at.to_le_bytes());
        out.extend_from_slice(&self.body_len.to_le_bytes());
        out.extend_from_slice(&self.digest);
        let crc = seeded(seed, out.get(start..).unwrap_or_default());
        out.extend_from_slice(&crc.to_le_bytes());
    }

    /// Reads a head from at least [`HEAD`] bytes; None where it is damaged.
    pub(super) fn read(seed: Seed, bytes: &[u8]) -> Option<Self> {
        let (guarded, crc) = split_crc(bytes.get(..HEAD)?)?;
        (seeded(seed, guarded) == crc).then_some(())?;
        let mut at = Cursor(guarded);
        let kind = kind_of(at.u8()?)?;
        at.take(1)?;
        let head = Self {
            kind,
            record_kind: Kind(at.u16()?),
            index: at.u32()?,
            seq: at.u64()?,
            record: RecordId(at.array()?),
            rev: Rev { n: at.u32()?, digest: at.array()? },
            prev: Some(Place { segment: at.u32()?, offset: at.u64()? }).filter(|p| p.segment != 0),
            payload_at: at.u32()?,
            body_len: at.u32()?,
            digest: at.array()?,
        };
        (head.body_len as usize <= MAX_BODY && head.payload_at as usize <= MAX_GROUP)
            .then_some(head)
    }

    /// Where the record's previous frame stands, seen from this one's place. No writer writes one
    /// that stands here or further on; whoever walks back along them would never come to an end.
    pub(super) fn prev_before(&self, place: Place) -> Option<Place> {
        self.prev.filter(|prev| *prev < place)
    }

    /// Length of its payload.
    pub(super) fn payload_len(&self) -> usize {
        self.body_len as usize + AROUND_BODY
    }
}

/// The frame kinds and their numbers, which are for ever.
const KINDS: [(u8, FrameKind); 7] = [
    (1, FrameKind::Put),
    (2, FrameKind::Delete),
    (3, FrameKind::Alias),
    (4, FrameKind::Session),
    (5, FrameKind::Batch),
    (6, FrameKind::Note),
    (7, FrameKind::Erase),
];

fn kind_code(kind: FrameKind) -> u8 {
    KINDS.iter().find(|(_, k)| *k == kind).map_or(0, |(code, _)| *code)
}

fn kind_of(code: u8) -> Option<FrameKind> {
    KINDS.iter().find(|(c, _)| *c == code).map(|(_, kind)| *kind)
}

/// The digest of a payload: sha256 of salt and body.
pub(super) fn payload_digest(salt: &[u8; SALT], body: &[u8]) -> [u8; 32] {
    let mut sha = Sha256::new();
    sha.update(salt);
    sha.update(body);
    sha.finalize().into()
}

/// Appends a payload.
pub(super) fn put_payload(seed: Seed, salt: &[u8; SALT], body: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(salt);
    out.extend_from_slice(body);
    let crc = seeded(seed, out.get(start..).unwrap_or_default());
    out.extend_from_slice(&crc.to_le_bytes());
}

/// The bytes an erased payload of that length holds.
pub(super) fn erased_payload(len: usize) -> Vec<u8> {
    let mut out = vec![0; len.saturating_sub(ERASED.len())];
    out.extend_from_slice(&ERASED);
    out
}

/// What stands where a payload should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Payload {
    /// The body, as a range of the bytes it was read from.
    Good(Range<usize>),
    /// Overwritten by an erase.
    Erased,
    /// Neither.
    Bad,
}

/// Judges the payload at `at` in `bytes`; `prove` compares the digest too, not the crc alone.
pub(super) fn judge_payload(
    seed: Seed,
    head: &FrameHead,
    bytes: &[u8],
    at: usize,
    prove: bool,
) -> Payload {
    let judge = || {
        let payload = bytes.get(at..at.checked_add(head.payload_len())?)?;
        let (guarded, crc) = split_crc(payload)?;
        if crc.to_le_bytes() == ERASED && guarded.iter().all(|byte| *byte == 0) {
            return Some(Payload::Erased);
        }
        (seeded(seed, guarded) == crc).then_some(())?;
        let proved = !prove || <[u8; 32]>::from(Sha256::digest(guarded)) == head.digest;
        proved.then(|| Payload::Good(at + SALT..at + SALT + head.body_len as usize))
    };
    judge().unwrap_or(Payload::Bad)
}
