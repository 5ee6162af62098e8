//! One pass over the journal that gathers all that opening and verifying need to know.

use super::erase::Erasures;
use super::frame::Payload;
use super::group::{ReadGroup, Role};
use super::segment::Segment;
use super::tx::{Fed, Transactions};
use super::types::{Damage, Frame, Head, Mode, Witness};
use super::walk::{Start, Step, Tail, Walker};
use crate::domain::Place;
use crate::lang::Problem;
use crate::lang::errors::journal::wrong;
use std::path::Path;

/// The last group of a pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct LastGroup {
    /// Where it stands.
    pub(super) place: Place,
    /// Its time.
    pub(super) time: i64,
}

/// What a pass gathers.
pub(super) struct Survey {
    /// The head at the end.
    pub(super) head: Head,
    /// Where the next group goes.
    pub(super) next: Place,
    /// The last group, if there was any.
    pub(super) last: Option<LastGroup>,
    /// Damage.
    pub(super) damage: Vec<Damage>,
    /// Bytes behind the last whole group, not yet judged.
    pub(super) tail: Option<Tail>,
    /// Index and end of a segment whose seal a rotation still owes.
    pub(super) unsealed: Option<(usize, u64)>,
    /// Transactions open at the end.
    pub(super) open: Transactions,
    /// Erase frames and erased payloads met.
    pub(super) erasures: Erasures,
    /// Whether the chain value at the asked-for head was met and is the same; None: not met.
    pub(super) proved: Option<bool>,
    /// Groups read.
    pub(super) groups: u64,
    /// Frames read.
    pub(super) frames: u64,
}

/// The segments and how to read them.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The register's folder.
    pub(super) dir: &'a Path,
    /// Its segments, in order.
    pub(super) segments: &'a [Segment],
    /// Whether somebody else may be writing.
    pub(super) mode: Mode,
}

/// Reads from `start` to the end. `prove`: the head whose chain value is to be met on the way.
/// `progress` is told the bytes of each group.
///
/// # Errors
/// The disk.
pub(super) fn survey(
    source: Source<'_>,
    start: Start,
    prove: Option<Head>,
    progress: &mut dyn FnMut(u64),
) -> Result<Survey, Problem> {
    let Source { dir, segments, mode } = source;
    let segment = segments.get(start.at).map_or(0, |segment| segment.number);
    let mut survey = Survey {
        head: start.before,
        next: Place { segment, offset: start.offset },
        last: None,
        damage: Vec::new(),
        tail: None,
        unsealed: None,
        open: Transactions::default(),
        erasures: Erasures::default(),
        proved: prove.filter(|p| p.seq == start.before.seq).map(|p| p == start.before),
        groups: 0,
        frames: 0,
    };
    let mut walker = Walker::new(dir, segments, mode, true, start);
    loop {
        match walker.step()? {
            Step::Group(group) => {
                survey.take(segments, &group, prove);
                progress(u64::from(group.header.length));
            }
            Step::Damage(damage) => survey.damage.push(damage),
            Step::Unsealed { at, offset } => survey.unsealed = Some((at, offset)),
            Step::Tail(tail) => survey.tail = Some(tail),
            Step::End => break,
        }
    }
    survey.follow_into_newest(segments);
    survey.damage.extend(survey.erasures.verdict());
    Ok(survey)
}

impl Survey {
    fn take(&mut self, segments: &[Segment], group: &ReadGroup, prove: Option<Head>) {
        self.head = Head { seq: group.header.last_seq(), chain: group.chain };
        self.next = Place { segment: group.place.segment, offset: group.end() };
        let (place, time) = (group.place, group.header.note.time);
        self.last = Some(LastGroup { place, time });
        self.groups += 1;
        self.frames += u64::from(group.header.count);
        if let Some(asked) = prove.filter(|asked| asked.seq == self.head.seq) {
            self.proved = Some(asked.chain == self.head.chain);
        }
        let segment = segments.iter().find(|segment| segment.number == place.segment);
        let Some(segment) = segment else { return };
        self.damage.extend(heads_damage(segment, group));
        self.erasures.take(segment, group);
        if let Fed::Commits(_, false) = self.open.feed(group) {
            self.damage.push(segment.damage(place.offset, &wrong::ROWS));
        }
    }

    /// Where the next group goes when the newest segment holds none yet.
    fn follow_into_newest(&mut self, segments: &[Segment]) {
        let Some(newest) = segments.last() else { return };
        if newest.number > self.next.segment {
            self.next = Place { segment: newest.number, offset: newest.body };
        }
    }

    /// Judges the end: what is torn stays in `tail`, what is damage goes to `damage`.
    pub(super) fn judge_end(&mut self, segments: &[Segment], witnesses: &[Witness]) {
        let bad = segments.iter().filter_map(|segment| Some((segment, segment.unreadable.get()?)));
        let mut bad = bad.map(|(segment, at)| segment.damage(at, &wrong::UNREADABLE)).peekable();
        if bad.peek().is_some() {
            // No crash makes bytes unreadable: what stands at the end is not for cutting off.
            self.damage.extend(self.tail.take().map(|tail| tail.damage));
            self.damage.extend(bad);
        }
        let lost = witnesses.iter().filter(|witness| witness.seq > self.head.seq);
        let lost = lost.max_by_key(|witness| witness.seq);
        let too_long = |tail: &Tail| tail.bytes > super::group::MAX_GROUP as u64;
        if let Some(witness) = lost {
            let (path, offset) = match (&self.tail, segments.last()) {
                (Some(tail), _) => (tail.damage.file.clone(), tail.offset),
                (None, Some(newest)) => (newest.path.clone(), self.next.offset),
                (None, None) => return,
            };
            let (head, seen) = (self.head.seq.to_string(), witness.seq.to_string());
            let what = wrong::both(&wrong::BELOW_WITNESS, &[head, witness.name.clone(), seen]);
            let records = self.tail.take().map(|tail| tail.damage.records).unwrap_or_default();
            self.damage.push(Damage { file: path, offset, what, records });
        } else if let Some(tail) = self.tail.take_if(|tail| too_long(tail)) {
            self.damage.push(tail.damage);
        }
    }
}

/// The damaged heads of a group, named.
pub(super) fn heads_damage(segment: &Segment, group: &ReadGroup) -> Vec<Damage> {
    let missing = group.frames.iter().enumerate().filter(|(_, frame)| frame.is_none());
    missing
        .map(|(index, _)| {
            let seq = group.header.first_seq + index as u64;
            let place = group.frame_place(index);
            segment.damage_at(place.offset, &wrong::HEAD, &[seq.to_string()])
        })
        .collect()
}

/// The frames of a group that can be read.
pub(super) fn frames_of(group: &ReadGroup) -> Vec<Frame> {
    let frames = group.frames.iter().enumerate();
    frames
        .filter_map(|(index, frame)| {
            let (head, payload) = frame.as_ref()?;
            let body = match payload {
                Payload::Good(range) => group.bytes.get(range.clone()).map(<[u8]>::to_vec),
                Payload::Erased | Payload::Bad => None,
            };
            let place = group.frame_place(index);
            Some(Frame {
                seq: head.seq,
                place,
                kind: head.kind,
                record: head.record,
                record_kind: head.record_kind,
                rev: head.rev,
                prev: head.prev_before(place),
                body,
            })
        })
        .collect()
}

/// The start of everything: the first group of the first segment.
pub(super) fn beginning(segments: &[Segment], genesis: [u8; 32]) -> Start {
    let offset = segments.first().map_or(0, |segment| segment.body);
    Start { at: 0, offset, before: Head { seq: 0, chain: genesis } }
}

/// Whether the segments before `at` begin and end as they should, without reading their groups:
/// sealed, and linked to the next.
///
/// # Errors
/// The disk.
pub(super) fn check_links(source: Source<'_>, at: usize) -> Result<Vec<Damage>, Problem> {
    let Source { dir, segments, .. } = source;
    let mut damage = Vec::new();
    for pair in segments.windows(2).take(at) {
        let [segment, next] = pair else { continue };
        if next.number != segment.number + 1 {
            damage.push(super::walk::missing_segment(dir, segment.number + 1));
            continue;
        }
        let end = segment.len()?.saturating_sub(super::group::HEADER as u64);
        let seal = segment.group_header(end)?.ok().filter(|header| header.role == Role::Seal);
        let Some(seal) = seal else {
            damage.push(segment.damage(end, &wrong::NO_SEAL));
            continue;
        };
        let linked = next.header.as_ref().is_none_or(|header| {
            header.first_seq == seal.first_seq && header.chain == seal.previous
        });
        if !linked {
            damage.push(next.damage(0, &wrong::SEGMENT_NOT_FOLLOWING));
        }
    }
    Ok(damage)
}
