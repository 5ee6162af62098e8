//! Erasing by law: the erase frame, the overwriting, and what an erased payload proves
//! (FORMAT.md §10).

use super::Journal;
use super::bytes::Cursor;
use super::frame::{FrameHead, Payload, erased_payload};
use super::group::ReadGroup;
use super::segment::Segment;
use super::types::{Appended, Damage, FrameKind, GroupNote, NewFrame, NewRev, Tx};
use crate::domain::{Kind, Place, RecordId};
use crate::lang::errors::journal::{BAD_BODY, CANNOT_ERASE, wrong};
use crate::lang::{Label, Problem};
use std::collections::BTreeSet;
use std::os::unix::fs::FileExt;

/// The version of an erase frame's body.
const BODY: u8 = 1;

/// The body of an erase frame.
pub(super) fn encode(seqs: &[u64]) -> Vec<u8> {
    let mut out = vec![BODY];
    out.extend_from_slice(&super::bytes::len32(seqs.len()).to_le_bytes());
    for seq in seqs {
        out.extend_from_slice(&seq.to_le_bytes());
    }
    out
}

/// The seqs an erase frame's body names.
///
/// # Errors
/// `bad_body`.
pub fn erased_seqs(body: &[u8]) -> Result<Vec<u64>, Problem> {
    let read = || {
        let mut at = Cursor(body);
        (at.u8()? == BODY).then_some(())?;
        let count = at.u32()? as usize;
        (at.0.len() == count.checked_mul(8)?).then_some(())?;
        (0..count).map(|_| at.u64()).collect::<Option<Vec<_>>>()
    };
    read().ok_or_else(|| Problem::new(&BAD_BODY, ["erase"]))
}

/// Erase frames and what they explain, over one pass.
#[derive(Clone, Debug, Default)]
pub(super) struct Erasures {
    /// Every seq an erase frame names.
    pub(super) named: BTreeSet<u64>,
    /// Payloads found erased.
    pub(super) erased: Vec<(u64, Damage)>,
    bad: Vec<(u64, Damage)>,
}

impl Erasures {
    /// Takes note of a group's payloads.
    pub(super) fn take(&mut self, segment: &Segment, group: &ReadGroup) {
        for (head, payload) in group.frames.iter().flatten() {
            let damage = || {
                let place = group.frame_place(head.index as usize);
                let damage =
                    segment.damage(place.offset + u64::from(head.payload_at), &wrong::PAYLOAD);
                (head.seq, Damage { records: vec![head.record], ..damage })
            };
            match payload {
                Payload::Good(range) if head.kind == FrameKind::Erase => {
                    let body = group.bytes.get(range.clone()).unwrap_or_default();
                    match erased_seqs(body) {
                        Ok(seqs) => self.named.extend(seqs),
                        Err(_) => self.bad.push(damage()),
                    }
                }
                Payload::Good(_) => {}
                Payload::Erased => self.erased.push(damage()),
                Payload::Bad => self.bad.push(damage()),
            }
        }
    }

    /// What no erase frame explains.
    pub(super) fn verdict(&self) -> Vec<Damage> {
        let unexplained = |(seq, damage): &(u64, Damage), what: &Label| {
            let named = self.named.contains(seq);
            (!named)
                .then(|| Damage { what: wrong::both(what, &[seq.to_string()]), ..damage.clone() })
        };
        let erased = self.erased.iter();
        let erased = erased.filter_map(|e| unexplained(e, &wrong::ERASED_BY_NONE));
        let bad = self.bad.iter();
        let bad = bad.filter_map(|b| unexplained(b, &wrong::PAYLOAD));
        erased.chain(bad).collect()
    }
}

impl Journal {
    /// Appends an erase frame for `seqs`, syncs it, then overwrites their salts and bodies and
    /// syncs that; the chain still verifies.
    ///
    /// # Errors
    /// As [`append`](Self::append), and `cannot_erase` for a seq that is no change; an
    /// overwriting cut short is finished at the next open.
    pub fn erase(&mut self, note: &GroupNote, seqs: &[u64]) -> Result<Appended, Problem> {
        let mut targets = Vec::with_capacity(seqs.len());
        for seq in seqs {
            let refused = || Problem::new(&CANNOT_ERASE, [seq.to_string()]);
            let found = self.locate_frame(*seq)?.ok_or_else(refused)?;
            if found.1.kind == FrameKind::Erase {
                return Err(refused());
            }
            targets.push(found);
        }
        let frame = NewFrame {
            kind: FrameKind::Erase,
            record: RecordId([0; 16]),
            record_kind: Kind(0),
            rev: NewRev::Mint(0),
            prev: None,
            body: encode(seqs),
        };
        let appended = self.append(note, Tx::Single, &[frame])?;
        self.overwrite(&targets)?;
        Ok(appended)
    }

    /// Carries out every erase that is named; what is already overwritten stays as it is.
    ///
    /// # Errors
    /// The disk: the writer is closed.
    pub(super) fn finish_erasing(&mut self, named: &BTreeSet<u64>) -> Result<(), Problem> {
        let mut targets = Vec::new();
        for seq in named {
            if let Some((place, head)) = self.locate_frame(*seq)?
                && head.kind != FrameKind::Erase
            {
                targets.push((place, head));
            }
        }
        self.overwrite(&targets)
    }

    fn overwrite(&mut self, targets: &[(Place, FrameHead)]) -> Result<(), Problem> {
        let mut touched = BTreeSet::new();
        for (place, head) in targets {
            let Some(segment) = self.segment(place.segment) else { continue };
            let at = place.offset + u64::from(head.payload_at);
            let blank = erased_payload(head.payload_len());
            if segment.read(at, blank.len())? == blank {
                continue;
            }
            touched.insert(place.segment);
            if let Err(error) = segment.file.write_all_at(&blank, at) {
                return Err(self.close(&error));
            }
        }
        for number in touched {
            let Some(segment) = self.segment(number) else { continue };
            if let Err(error) = segment.file.sync_data() {
                return Err(self.close(&error));
            }
        }
        Ok(())
    }
}
