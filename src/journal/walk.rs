//! Walks the groups of a journal in order, over segments, and on past damage (FORMAT.md §7).

use super::frame::{FrameHead, HEAD};
use super::group::{HEADER, ReadGroup, Role};
use super::segment::{Segment, damage, path_of};
use super::types::{Damage, Head, Mode};
use crate::domain::RecordId;
use crate::lang::errors::journal::wrong;
use crate::lang::{Label, Problem};
use std::collections::VecDeque;
use std::path::Path;

/// How many bytes of heads are looked through for the records a damaged group held.
const SALVAGE: usize = 1 << 20;

/// Where a walk begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    /// Index of the segment in the list.
    pub(super) at: usize,
    /// Offset of a group's first byte.
    pub(super) offset: u64,
    /// The head before that group.
    pub(super) before: Head,
}

/// The bytes behind the last whole group.
#[derive(Clone, Debug)]
pub(super) struct Tail {
    /// Index of its segment.
    pub(super) at: usize,
    /// Where it begins.
    pub(super) offset: u64,
    /// How long it is.
    pub(super) bytes: u64,
    /// What it is named as, should it be damage.
    pub(super) damage: Damage,
}

/// What a walk comes upon.
pub(super) enum Step {
    /// A group that follows the one before; perhaps not whole.
    Group(ReadGroup),
    /// Bytes that should have been a group, a seal or a file.
    Damage(Damage),
    /// A segment without its seal, before an empty one: a rotation cut short.
    Unsealed { at: usize, offset: u64 },
    /// Bytes behind the last whole group; the end follows.
    Tail(Tail),
    /// The end.
    End,
}

/// A walk.
pub(super) struct Walker<'a> {
    dir: &'a Path,
    segments: &'a [Segment],
    mode: Mode,
    prove: bool,
    at: usize,
    offset: u64,
    seq: u64,
    /// None after damage: whatever the next group states is taken.
    chain: Option<[u8; 32]>,
    /// Set while the bytes at `offset` have been read again because another process may have been
    /// writing them.
    retried: bool,
    queue: VecDeque<Step>,
}

impl<'a> Walker<'a> {
    /// A walk over `segments` of the register in `dir`. `prove`: compare payload digests too.
    pub(super) fn new(
        dir: &'a Path,
        segments: &'a [Segment],
        mode: Mode,
        prove: bool,
        start: Start,
    ) -> Self {
        let Start { at, offset, before } = start;
        let (seq, chain) = (before.seq + 1, Some(before.chain));
        let queue = VecDeque::new();
        Self { dir, segments, mode, prove, at, offset, seq, chain, retried: false, queue }
    }

    /// The next thing.
    ///
    /// # Errors
    /// The disk.
    pub(super) fn step(&mut self) -> Result<Step, Problem> {
        loop {
            if let Some(step) = self.queue.pop_front() {
                return Ok(step);
            }
            let segments = self.segments;
            let Some(segment) = segments.get(self.at) else { return Ok(Step::End) };
            if self.offset >= segment.len()? {
                self.unsealed_end(segment)?;
                continue;
            }
            match segment.group(self.offset, self.prove)? {
                Ok(group) if group.header.first_seq < self.seq => {
                    self.lost(segment, &wrong::FURTHER_UP)?;
                }
                Ok(group) if !self.linked(&group) => {
                    if self.read_again() {
                        continue;
                    }
                    let what = &wrong::NOT_FOLLOWING;
                    self.queue.push_back(Step::Damage(segment.damage(self.offset, what)));
                    (self.seq, self.chain) = (group.header.first_seq, None);
                }
                Ok(group) if group.header.role == Role::Seal => self.sealed(segment, &group)?,
                Ok(group) => self.group(segment, group)?,
                Err(what) => self.lost(segment, what)?,
            }
        }
    }

    fn linked(&self, group: &ReadGroup) -> bool {
        let header = &group.header;
        header.first_seq == self.seq && self.chain.is_none_or(|chain| chain == header.previous)
    }

    /// Whether to look at the same bytes once more: another process may have been writing them
    /// when they were read, and what follows them proves that it has finished since.
    fn read_again(&mut self) -> bool {
        self.mode == Mode::Read && !std::mem::replace(&mut self.retried, true)
    }

    fn follower(&self) -> Option<&'a Segment> {
        self.segments.get(self.at + 1)
    }

    fn group(&mut self, segment: &Segment, group: ReadGroup) -> Result<(), Problem> {
        if !group.whole() {
            let behind = self.offset + HEADER as u64;
            let followed = self.follower().is_some()
                || segment.find_group(behind, self.seq.saturating_add(1))?.is_some();
            if !followed {
                return self.tail(segment, &wrong::LAST_NOT_WHOLE);
            }
            if self.read_again() {
                return Ok(());
            }
        }
        self.retried = false;
        self.offset = group.end();
        self.seq = group.header.last_seq() + 1;
        self.chain = group.heads_hold().then_some(group.chain);
        self.queue.push_back(Step::Group(group));
        Ok(())
    }

    fn sealed(&mut self, segment: &Segment, seal: &ReadGroup) -> Result<(), Problem> {
        self.chain = Some(seal.header.previous);
        if seal.end() != segment.len()? {
            let damage = segment.damage(seal.end(), &wrong::BEHIND_SEAL);
            self.queue.push_back(Step::Damage(damage));
        }
        let number = segment.number + 1;
        if self.follower().is_none() {
            let missing = path_of(self.dir, number);
            // A reader's list may be older than the rotation it now meets.
            if !(self.mode == Mode::Read && missing.exists()) {
                self.queue.push_back(Step::Damage(missing_segment(self.dir, number)));
            }
        }
        self.enter_next();
        Ok(())
    }

    fn unsealed_end(&mut self, segment: &Segment) -> Result<(), Problem> {
        match self.follower() {
            None => self.queue.push_back(Step::End),
            Some(next) if self.begins_here(next)? => {
                self.queue.push_back(Step::Unsealed { at: self.at, offset: self.offset });
                self.enter_next();
            }
            Some(_) if self.read_again() => {}
            Some(_) => {
                let damage = segment.damage(self.offset, &wrong::NO_SEAL);
                self.queue.push_back(Step::Damage(damage));
                self.enter_next();
            }
        }
        Ok(())
    }

    /// Whether `next` is the empty segment of a rotation cut short right here.
    fn begins_here(&self, next: &Segment) -> Result<bool, Problem> {
        let follows = next.header.as_ref().is_some_and(|header| {
            header.first_seq == self.seq && self.chain.is_none_or(|chain| chain == header.chain)
        });
        Ok(follows && !next.holds_group()?)
    }

    /// The bytes at the current offset are no group that belongs here.
    fn lost(&mut self, segment: &Segment, what: &Label) -> Result<(), Problem> {
        // The group expected here can stand nowhere else; after damage nothing is expected exactly.
        let least = self.seq.saturating_add(u64::from(self.chain.is_some()));
        let found = segment.find_group(self.offset + 1, least)?;
        if found.is_none() && self.follower().is_none() {
            return self.tail(segment, what);
        }
        if let (None, Some(next)) = (&found, self.follower()) {
            let left = segment.len()?.saturating_sub(self.offset);
            if left <= HEADER as u64 && self.begins_here(next)? {
                self.queue.push_back(Step::Unsealed { at: self.at, offset: self.offset });
                self.enter_next();
                return Ok(());
            }
        }
        if self.read_again() {
            return Ok(());
        }
        let mut damage = segment.damage(self.offset, what);
        damage.records = salvage(segment, self.offset, found.as_ref().map(|(at, _)| *at))?;
        self.queue.push_back(Step::Damage(damage));
        match found {
            Some((at, header)) => {
                (self.offset, self.seq, self.chain) = (at, header.first_seq, None);
            }
            None => {
                self.chain = None;
                self.enter_next();
            }
        }
        Ok(())
    }

    fn tail(&mut self, segment: &Segment, what: &Label) -> Result<(), Problem> {
        let mut damage = segment.damage(self.offset, what);
        damage.records = salvage(segment, self.offset, None)?;
        let bytes = segment.len()?.saturating_sub(self.offset);
        let tail = Tail { at: self.at, offset: self.offset, bytes, damage };
        self.queue.push_back(Step::Tail(tail));
        self.queue.push_back(Step::End);
        self.at = self.segments.len();
        Ok(())
    }

    /// Goes on in the next segment, naming what does not fit.
    fn enter_next(&mut self) {
        let number = self.segments.get(self.at).map_or(0, |segment| segment.number);
        self.at += 1;
        self.retried = false;
        let Some(next) = self.segments.get(self.at) else { return };
        self.offset = next.body;
        if next.number != number + 1 {
            self.queue.push_back(Step::Damage(missing_segment(self.dir, number + 1)));
            self.chain = None;
        }
        let Some(header) = &next.header else { return };
        let linked = header.first_seq == self.seq && self.chain.is_none_or(|c| c == header.chain);
        if !linked && self.chain.is_some() {
            let what = &wrong::SEGMENT_NOT_FOLLOWING;
            self.queue.push_back(Step::Damage(next.damage(0, what)));
        }
        if header.first_seq >= self.seq {
            (self.seq, self.chain) = (header.first_seq, Some(header.chain));
        } else {
            self.chain = None;
        }
    }
}

/// A segment that should be there.
pub(super) fn missing_segment(dir: &Path, number: u32) -> Damage {
    damage(&path_of(dir, number), 0, wrong::both(&wrong::MISSING, &[]))
}

/// The records of the heads that can still be read of a group at `offset` that cannot.
fn salvage(segment: &Segment, offset: u64, end: Option<u64>) -> Result<Vec<RecordId>, Problem> {
    let from = offset + HEADER as u64;
    let room = end.map_or(SALVAGE, |end| {
        usize::try_from(end.saturating_sub(from)).map_or(SALVAGE, |room| room.min(SALVAGE))
    });
    let bytes = segment.read(from, room)?;
    let heads = bytes.chunks_exact(HEAD).map_while(|head| FrameHead::read(segment.seed, head));
    Ok(heads.map(|head| head.record).collect())
}
