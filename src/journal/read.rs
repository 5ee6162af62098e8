//! Reading: one frame, the group that holds it, and replay (FORMAT.md §5–7).

use super::Journal;
use super::erase::Erasures;
use super::frame::{FrameHead, HEAD, Payload, judge_payload};
use super::group::{GroupHeader, HEADER, ReadGroup, Role};
use super::header::genesis;
use super::segment::{Segment, damage_of, path_of};
use super::survey::{beginning, frames_of, heads_damage};
use super::tx::{Fed, Transactions};
use super::types::{Damage, Frame, Group, GroupNote, Head, LeftOut};
use super::walk::{Start, Step, Walker};
use crate::domain::Place;
use crate::lang::errors::journal::{DAMAGED, READ_ONLY, wrong};
use crate::lang::{Label, Problem};

/// Every so many groups a place is remembered on the way to another.
const MARK_EVERY: u32 = 32;

/// What replay hands each group to; false stops it.
pub type Visit<'v> = dyn FnMut(&Group) -> Result<bool, Problem> + 'v;

impl Journal {
    /// The chain value right after frame `seq`, if a group ends there.
    ///
    /// # Errors
    /// The disk, or damage at that point.
    pub fn chain_at(&self, seq: u64) -> Result<Option<[u8; 32]>, Problem> {
        if seq == self.head.seq {
            return Ok(Some(self.head.chain));
        }
        if seq == 0 {
            return Ok(Some(genesis(&self.identity.register)));
        }
        let Some((place, header)) = self.locate(seq)? else { return Ok(None) };
        if header.last_seq() != seq {
            return Ok(None);
        }
        let group = self.read_group(place)?;
        let chain = group.heads_hold().then_some(group.chain);
        chain.map(Some).ok_or_else(|| self.damaged(place, &wrong::GROUP_HEADER))
    }

    /// The frame that stands there. Its body is None once erased, or where it is damaged.
    ///
    /// # Errors
    /// Damage, or the disk.
    pub fn frame(&self, place: Place) -> Result<Frame, Problem> {
        let (segment, head) = self.head_at(place)?;
        let at = place.offset + u64::from(head.payload_at);
        let bytes = segment.read(at, head.payload_len())?;
        let payload = judge_payload(segment.seed, &head, &bytes, 0, false);
        let body = match payload {
            Payload::Good(range) => bytes.get(range).map(<[u8]>::to_vec),
            Payload::Erased | Payload::Bad => None,
        };
        let prev = head.prev_before(place);
        let FrameHead { seq, kind, record, record_kind, rev, .. } = head;
        Ok(Frame { seq, place, kind, record, record_kind, rev, prev, body })
    }

    /// As [`Journal::frame`]; what stands in its place where it is lost, named. Nothing is appended
    /// any more then.
    ///
    /// # Errors
    /// The disk.
    pub fn frame_or_damage(&self, place: Place) -> Result<Result<Frame, Damage>, Problem> {
        match self.frame(place) {
            Err(problem) if problem.is(&DAMAGED) => {
                // Already closed is closed.
                let _ = self.closed.set(Problem::bare(&READ_ONLY));
                Ok(Err(damage_of(&path_of(&self.dir, place.segment), &problem)))
            }
            frame => frame.map(Ok),
        }
    }

    /// The note of the group that holds the frame standing there: who, when, by which request.
    ///
    /// # Errors
    /// Damage, or the disk.
    pub fn note_at(&self, place: Place) -> Result<GroupNote, Problem> {
        let (segment, head) = self.head_at(place)?;
        let before = u64::from(head.index) * HEAD as u64 + HEADER as u64;
        let start = place.offset.saturating_sub(before);
        let header = segment.group_header(start)?.map_err(|what| self.damaged(place, what))?;
        Ok(header.note)
    }

    /// The group that holds frame `seq`, committed or not.
    ///
    /// # Errors
    /// Damage, or the disk.
    pub fn group_of(&self, seq: u64) -> Result<Option<Group>, Problem> {
        let Some((place, _)) = self.locate(seq)? else { return Ok(None) };
        Ok(Some(given(&self.read_group(place)?)))
    }

    /// Every committed group after `after`, in the order of commit; `visit` returns false to stop.
    /// A spanning transaction arrives as its groups, in order, when its commit is reached. Goes on
    /// past damage and returns what it had to leave out, which is for the caller to say; nothing is
    /// appended any more then.
    ///
    /// # Errors
    /// The disk, or what `visit` returns.
    pub fn replay(&self, after: u64, visit: &mut Visit<'_>) -> Result<LeftOut, Problem> {
        let mut damage = Vec::new();
        if after >= self.head.seq {
            return Ok(LeftOut(damage));
        }
        let start = self.replay_start(after)?;
        let mut walker = Walker::new(&self.dir, &self.segments, self.mode, false, start);
        let (mut open, mut erasures) = (Transactions::default(), Erasures::default());
        let mut to_the_end = true;
        loop {
            let group = match walker.step()? {
                Step::Group(group) => group,
                Step::Damage(found) => {
                    damage.push(found);
                    continue;
                }
                Step::Unsealed { .. } => continue,
                Step::Tail(_) | Step::End => break,
            };
            let Some(segment) = self.segment(group.place.segment) else { continue };
            erasures.take(segment, &group);
            if group.header.first_seq > self.head.seq {
                // Written since by somebody else: only what it erased is of interest.
                continue;
            }
            damage.extend(heads_damage(segment, &group));
            let before = Head { seq: group.header.first_seq - 1, chain: group.header.previous };
            let fed = open.feed(&group);
            if group.header.last_seq() > after && !self.deliver(fed, &group, before, visit)? {
                to_the_end = false;
                break;
            }
        }
        // The erase that explains an erased payload may stand anywhere behind it.
        if to_the_end {
            damage.extend(erasures.verdict());
        }
        if !damage.is_empty() {
            // Already closed is closed.
            let _ = self.closed.set(Problem::bare(&READ_ONLY));
        }
        Ok(LeftOut(damage))
    }

    /// Names a frame whose content is as it was written, and still makes no sense to who reads it,
    /// as damage; nothing is appended any more then.
    pub fn senseless(&self, frame: &Frame) -> Damage {
        // Already closed is closed.
        let _ = self.closed.set(Problem::bare(&READ_ONLY));
        let file = path_of(&self.dir, frame.place.segment);
        let what = wrong::both(&wrong::SENSELESS, &[frame.seq.to_string()]);
        Damage { file, offset: frame.place.offset, what, records: vec![frame.record] }
    }

    /// Hands a group to `visit` if it counts now, its transaction's other groups first.
    fn deliver(
        &self,
        fed: Fed,
        group: &ReadGroup,
        before: Head,
        visit: &mut Visit<'_>,
    ) -> Result<bool, Problem> {
        match fed {
            Fed::Waits | Fed::Aborts => return Ok(true),
            Fed::Single => {}
            Fed::Commits(open, _) => {
                for place in open.groups {
                    let waited = Group { head: before, ..given(&self.read_group(place)?) };
                    if !visit(&waited)? {
                        return Ok(false);
                    }
                }
            }
        }
        visit(&given(group))
    }

    /// Where a replay must begin to read: at the group after `after`, or at the begin of the
    /// oldest transaction that was open there.
    fn replay_start(&self, after: u64) -> Result<Start, Problem> {
        let first = self.locate(after + 1)?;
        let start = match first {
            Some((_, header)) if (1..header.first_seq).contains(&header.open_since) => {
                self.locate(header.open_since)?
            }
            first => first,
        };
        let found = start.and_then(|(place, header)| {
            let at = self.segments.iter().position(|s| s.number == place.segment)?;
            let before = Head { seq: header.first_seq - 1, chain: header.previous };
            Some(Start { at, offset: place.offset, before })
        });
        let genesis = genesis(&self.identity.register);
        Ok(found.unwrap_or_else(|| beginning(&self.segments, genesis)))
    }

    /// Place and head of frame `seq`; None where there is none.
    ///
    /// # Errors
    /// Damage, or the disk.
    pub(super) fn locate_frame(&self, seq: u64) -> Result<Option<(Place, FrameHead)>, Problem> {
        let Some((group, header)) = self.locate(seq)? else { return Ok(None) };
        let index = seq - header.first_seq;
        if index >= u64::from(header.count) {
            return Ok(None);
        }
        let offset = group.offset + HEADER as u64 + index * HEAD as u64;
        let place = Place { segment: group.segment, offset };
        Ok(Some((place, self.head_at(place)?.1)))
    }

    /// Place and header of the group that holds `seq`; None where there is none.
    ///
    /// # Errors
    /// The disk.
    pub(super) fn locate(&self, seq: u64) -> Result<Option<(Place, GroupHeader)>, Problem> {
        if seq == 0 || seq > self.head.seq {
            return Ok(None);
        }
        for segment in self.segments.iter().rev() {
            let first = match &segment.header {
                Some(header) => Some(header.first_seq),
                None => segment.find_group(segment.body, 0)?.map(|(_, header)| header.first_seq),
            };
            if first.is_some_and(|first| first <= seq) {
                return self.locate_in(segment, seq);
            }
        }
        Ok(None)
    }

    fn locate_in(
        &self,
        segment: &Segment,
        seq: u64,
    ) -> Result<Option<(Place, GroupHeader)>, Problem> {
        let mut marks = self.marks.borrow_mut();
        let marks = marks.entry(segment.number).or_default();
        let before = marks.partition_point(|(first, _)| *first <= seq).checked_sub(1);
        let mark = before.and_then(|i| marks.get(i));
        let (mut offset, mut passed) = (mark.map_or(segment.body, |(_, offset)| *offset), 0_u32);
        loop {
            let header = match segment.group_header(offset)? {
                Ok(header) => header,
                Err(_) => match segment.find_group(offset + 1, 0)? {
                    Some((found, header)) => {
                        offset = found;
                        header
                    }
                    None => return Ok(None),
                },
            };
            if header.role == Role::Seal || header.first_seq > seq {
                return Ok(None);
            }
            if header.last_seq() >= seq {
                return Ok(Some((Place { segment: segment.number, offset }, header)));
            }
            passed += 1;
            let further = marks.last().is_none_or(|(_, marked)| *marked < offset);
            if passed.is_multiple_of(MARK_EVERY) && further {
                marks.push((header.first_seq, offset));
            }
            offset += u64::from(header.length);
        }
    }

    fn read_group(&self, place: Place) -> Result<ReadGroup, Problem> {
        let segment = self.segment(place.segment);
        let segment = segment.ok_or_else(|| self.damaged(place, &wrong::MISSING))?;
        segment.group(place.offset, false)?.map_err(|what| self.damaged(place, what))
    }

    fn head_at(&self, place: Place) -> Result<(&Segment, FrameHead), Problem> {
        let segment = self.segment(place.segment);
        let segment = segment.ok_or_else(|| self.damaged(place, &wrong::MISSING))?;
        let bytes = segment.read(place.offset, HEAD)?;
        let head = FrameHead::read(segment.seed, &bytes);
        let head = head.ok_or_else(|| self.damaged(place, &wrong::NO_FRAME))?;
        Ok((segment, head))
    }

    fn damaged(&self, place: Place, what: &Label) -> Problem {
        let file = path_of(&self.dir, place.segment).display().to_string();
        Problem::new(&DAMAGED, [file, place.offset.to_string(), wrong::both(what, &[])])
    }
}

/// A group as it is given out.
fn given(group: &ReadGroup) -> Group {
    Group {
        note: group.header.note.clone(),
        frames: frames_of(group),
        head: Head { seq: group.header.last_seq(), chain: group.chain },
    }
}
