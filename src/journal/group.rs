//! The bytes of groups (FORMAT.md §5), written and read.

use super::bytes::{Cursor, Seed, len32, seeded, split_crc};
use super::frame::{AROUND_BODY, FrameHead, HEAD, Payload, judge_payload};
use super::types::{GroupNote, Tx};
use crate::domain::{Place, RecordId};
use crate::lang::Label;
use crate::lang::errors::journal::wrong;
use sha2::{Digest, Sha256};

/// The first bytes of a group.
pub(super) const MAGIC: [u8; 4] = *b"\xFFDSG";
/// Length of a group's header; a seal is no longer.
pub(super) const HEADER: usize = 204;
/// No group is longer.
pub(super) const MAX_GROUP: usize = 16 << 20;

/// What a group's header says its group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A group of frames.
    Group(Tx),
    /// The end of a sealed segment.
    Seal,
}

/// A group's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GroupHeader {
    /// Length of the whole group.
    pub(super) length: u32,
    /// Frames in it.
    pub(super) count: u32,
    /// What it is.
    pub(super) role: Role,
    /// Its first seq.
    pub(super) first_seq: u64,
    /// The last seq known synced when it was written.
    pub(super) durable_seq: u64,
    /// First seq of the oldest transaction open before it; 0 for none.
    pub(super) open_since: u64,
    /// Time, operator, session, batch, request.
    pub(super) note: GroupNote,
    /// The chain value before it.
    pub(super) previous: [u8; 32],
    /// The device it was written on.
    pub(super) device: [u8; 16],
    /// Commit: frames of the transaction.
    pub(super) tx_count: u64,
    /// Commit: sha256 over the transaction's heads.
    pub(super) tx_digest: [u8; 32],
}

impl GroupHeader {
    /// The last seq it takes: a group without frames takes one.
    pub(super) fn last_seq(&self) -> u64 {
        self.first_seq.saturating_add(u64::from(self.count.max(1)) - 1)
    }

    /// Its bytes.
    pub(super) fn encode(&self, seed: Seed) -> Vec<u8> {
        let (code, tx) = match self.role {
            Role::Group(Tx::Single) => (0, [0; 16]),
            Role::Group(Tx::Begin(id)) => (1, id),
            Role::Group(Tx::Rows(id)) => (2, id),
            Role::Group(Tx::Commit(id)) => (3, id),
            Role::Group(Tx::Abort(id)) => (4, id),
            Role::Seal => (5, [0; 16]),
        };
        let mut out = Vec::with_capacity(self.length as usize);
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&self.length.to_le_bytes());
        out.extend_from_slice(&self.count.to_le_bytes());
        out.extend_from_slice(&[code, 0, 0, 0]);
        for n in [self.first_seq, self.durable_seq, self.open_since] {
            out.extend_from_slice(&n.to_le_bytes());
        }
        out.extend_from_slice(&self.note.time.to_le_bytes());
        out.extend_from_slice(&self.note.session.to_le_bytes());
        out.extend_from_slice(&self.note.batch.to_le_bytes());
        out.extend_from_slice(&self.previous);
        for id in [self.note.operator.0, self.device, self.note.request, tx] {
            out.extend_from_slice(&id);
        }
        out.extend_from_slice(&self.tx_count.to_le_bytes());
        out.extend_from_slice(&self.tx_digest);
        let crc = seeded(seed, &out);
        out.extend_from_slice(&crc.to_le_bytes());
        out
    }

    /// Reads a header from at least [`HEADER`] bytes; what is wrong where it is none.
    pub(super) fn read(seed: Seed, bytes: &[u8]) -> Result<Self, &'static Label> {
        if !bytes.starts_with(&MAGIC) {
            return Err(&wrong::NO_GROUP);
        }
        let header = bytes.get(..HEADER).and_then(split_crc);
        let (guarded, crc) = header.ok_or(&wrong::GROUP_CUT)?;
        if seeded(seed, guarded) != crc {
            return Err(&wrong::GROUP_HEADER);
        }
        let header = Self::fields(guarded).ok_or(&wrong::GROUP_SENSE)?;
        let least = HEADER as u64 + u64::from(header.count) * (HEAD + AROUND_BODY) as u64;
        let seal_is_bare = header.role != Role::Seal || header.length as usize == HEADER;
        let sensible = (least..=MAX_GROUP as u64).contains(&u64::from(header.length));
        if !sensible || !seal_is_bare {
            return Err(&wrong::GROUP_SENSE);
        }
        Ok(header)
    }

    fn fields(guarded: &[u8]) -> Option<Self> {
        let mut at = Cursor(guarded);
        at.take(4)?;
        let (length, count, code) = (at.u32()?, at.u32()?, at.u8()?);
        at.take(3)?;
        let (first_seq, durable_seq, open_since) = (at.u64()?, at.u64()?, at.u64()?);
        let (time, session, batch) = (at.i64()?, at.u64()?, at.u64()?);
        let previous = at.array()?;
        let (operator, device) = (RecordId(at.array()?), at.array()?);
        let (request, tx) = (at.array()?, at.array()?);
        let role = match code {
            0 => Role::Group(Tx::Single),
            1 => Role::Group(Tx::Begin(tx)),
            2 => Role::Group(Tx::Rows(tx)),
            3 => Role::Group(Tx::Commit(tx)),
            4 => Role::Group(Tx::Abort(tx)),
            5 => Role::Seal,
            _ => return None,
        };
        // Numbers near the end of u64 come from nobody's journal and would overflow what counts on.
        (1..u64::MAX / 2).contains(&first_seq).then_some(())?;
        Some(Self {
            length,
            count,
            role,
            first_seq,
            durable_seq,
            open_since,
            note: GroupNote { time, operator, session, batch, request },
            previous,
            device,
            tx_count: at.u64()?,
            tx_digest: at.array()?,
        })
    }
}

/// A group as its bytes say, each part judged for itself.
#[derive(Clone, Debug)]
pub(super) struct ReadGroup {
    /// Where it begins.
    pub(super) place: Place,
    /// Its header.
    pub(super) header: GroupHeader,
    /// Each frame's head and payload; None where the head is damaged.
    pub(super) frames: Vec<Option<(FrameHead, Payload)>>,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// The chain value after it.
    pub(super) chain: [u8; 32],
}

impl ReadGroup {
    /// Judges the parts of a group whose header holds. `bytes` is the whole group.
    pub(super) fn judge(
        seed: Seed,
        place: Place,
        header: GroupHeader,
        bytes: Vec<u8>,
        prove: bool,
    ) -> Self {
        let count = header.count as usize;
        let heads_end = HEADER + count * HEAD;
        let mut frames = Vec::with_capacity(count);
        // Where the next payload must begin; None after a damaged head, whose length is unknown.
        let mut expected = Some(heads_end);
        for index in 0..header.count {
            let at = HEADER + index as usize * HEAD;
            let head = FrameHead::read(seed, bytes.get(at..).unwrap_or_default()).filter(|head| {
                let payload = at + head.payload_at as usize;
                head.index == index
                    && head.seq == header.first_seq + u64::from(index)
                    && payload >= heads_end
                    && expected.is_none_or(|e| e == payload)
            });
            expected = head.as_ref().map(|h| at + h.payload_at as usize + h.payload_len());
            frames.push(head.map(|head| {
                let payload_at = at + head.payload_at as usize;
                let payload = judge_payload(seed, &head, &bytes, payload_at, prove);
                (head, payload)
            }));
        }
        let chain = chain(bytes.get(..heads_end).unwrap_or_default());
        let mut group = Self { place, header, frames, bytes, chain };
        if expected.is_some_and(|end| end != group.bytes.len()) {
            // Bytes that no head accounts for: the last head cannot be believed.
            group.frames.pop();
            group.frames.push(None);
        }
        group
    }

    /// Whether every head and payload is as it was written, or erased.
    pub(super) fn whole(&self) -> bool {
        self.frames.iter().all(|f| f.as_ref().is_some_and(|(_, p)| *p != Payload::Bad))
    }

    /// Whether every head is as it was written, so that the chain value holds.
    pub(super) fn heads_hold(&self) -> bool {
        self.frames.iter().all(Option::is_some)
    }

    /// The heads' bytes, for a transaction's digest.
    pub(super) fn heads(&self) -> &[u8] {
        self.bytes.get(HEADER..HEADER + self.frames.len() * HEAD).unwrap_or_default()
    }

    /// The place of a frame's head.
    pub(super) fn frame_place(&self, index: usize) -> Place {
        let offset = self.place.offset + (HEADER + index * HEAD) as u64;
        Place { segment: self.place.segment, offset }
    }

    /// The offset behind the group.
    pub(super) fn end(&self) -> u64 {
        self.place.offset + u64::from(self.header.length)
    }
}

/// The chain value after a group, from its header and heads.
pub(super) fn chain(header_and_heads: &[u8]) -> [u8; 32] {
    Sha256::digest(header_and_heads).into()
}

/// The seal that ends a segment.
pub(super) fn seal(
    seed: Seed,
    next_seq: u64,
    chain: [u8; 32],
    device: [u8; 16],
    time: i64,
) -> Vec<u8> {
    let note =
        GroupNote { time, operator: RecordId([0; 16]), session: 0, batch: 0, request: [0; 16] };
    let header = GroupHeader {
        length: len32(HEADER),
        count: 0,
        role: Role::Seal,
        first_seq: next_seq,
        durable_seq: next_seq.saturating_sub(1),
        open_since: 0,
        note,
        previous: chain,
        device,
        tx_count: 0,
        tx_digest: [0; 32],
    };
    header.encode(seed)
}
