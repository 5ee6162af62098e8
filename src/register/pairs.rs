//! The pairs of a register that may be one person: members are read some at a time, others being
//! answered in between, and compared on a thread of its own.

use super::alike::{commune, told_apart};
use super::core::Core;
use super::proto::{Among, Pair, Reply};
use super::scan::Step;
use crate::domain::RecordId;
use crate::domain::duplicates::{self, Faces};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Members read at a time.
const READ: usize = 500;
/// Pairs told at a time.
const TOLD: usize = 200;
/// How long the comparing is waited for before others are answered.
const WAIT: Duration = Duration::from_millis(5);
/// Progress is told in steps of so many in a hundred.
const PERCENT: u64 = 100;

/// Two records, and how likely they are one person.
type Likely = (RecordId, RecordId, duplicates::Likeness);

/// What the comparing found: the first pairs, and how many there are.
type Found = Option<(Vec<Likely>, u64)>;

/// The work, step by step.
pub(crate) struct Pairs {
    among: Among,
    all: u64,
    told: u64,
    at: At,
}

enum At {
    Reading(std::vec::IntoIter<RecordId>, Box<Faces>),
    Comparing(Receiver<Found>, Comparing),
    Telling(std::vec::IntoIter<Likely>, u64),
    Told,
}

/// What a thread that compares and its asker have in common.
struct Comparing {
    percent: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
}

impl Drop for Comparing {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Pairs {
    pub(crate) fn new(core: &Core, among: Among) -> Result<Self, Problem> {
        let of_persons = duplicates::compares(among.kind);
        let ids = if of_persons { core.made.rows.ids(among.kind)? } else { Vec::new() };
        let all = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        Ok(Self { among, all, told: 0, at: At::Reading(ids.into_iter(), Box::default()) })
    }

    /// The next step.
    pub(crate) fn step(&mut self, core: &Core) -> Result<Step, Problem> {
        if let At::Reading(ids, faces) = &mut self.at {
            read(core, ids, faces)?;
        }
        match std::mem::replace(&mut self.at, At::Told) {
            At::Reading(ids, faces) => {
                let left = u64::try_from(ids.len()).unwrap_or(0);
                if left == 0 {
                    return self.compare(core, faces);
                }
                self.at = At::Reading(ids, faces);
                Ok(self.progress((self.all - left) * PERCENT / self.all.max(1)))
            }
            At::Comparing(from, comparing) => match from.recv_timeout(WAIT) {
                Ok(Some((pairs, total))) => {
                    self.at = At::Telling(pairs.into_iter(), total);
                    Ok(Step::Wait)
                }
                Err(RecvTimeoutError::Timeout) => {
                    let percent = comparing.percent.load(Ordering::Relaxed);
                    self.at = At::Comparing(from, comparing);
                    Ok(self.progress(PERCENT + percent))
                }
                Ok(None) | Err(RecvTimeoutError::Disconnected) => {
                    Err(Problem::bare(&codes::CANCELLED))
                }
            },
            At::Telling(pairs, total) => self.tell(core, pairs, total),
            At::Told => Ok(Step::End),
        }
    }

    /// Half the way is reading.
    fn progress(&mut self, percent: u64) -> Step {
        if percent <= self.told {
            return Step::Wait;
        }
        self.told = percent;
        Step::Tell(Reply::Progress(percent, 2 * PERCENT))
    }

    /// Hands the members to a thread.
    fn compare(&mut self, core: &Core, mut faces: Box<Faces>) -> Result<Step, Problem> {
        let mut apart = HashSet::new();
        for (a, b) in told_apart(core)? {
            // One of them may be another record's by now.
            let of = |id| core.live(id).map(|row| row.map(|row| row.record.id));
            apart.extend(of(a)?.zip(of(b)?));
        }
        let percent = Arc::new(AtomicU64::new(0));
        let comparing = Comparing { percent, stop: Arc::new(AtomicBool::new(false)) };
        let (to, from) = channel();
        let (among, percent, stop) =
            (self.among, Arc::clone(&comparing.percent), Arc::clone(&comparing.stop));
        std::thread::spawn(move || {
            let goes_on = &mut |done, all: u64| {
                percent.store(done * PERCENT / all.max(1), Ordering::Relaxed);
                !stop.load(Ordering::Relaxed)
            };
            // Nobody is there to be told where the asker has left.
            let _ = to.send(compare(&mut faces, among, &apart, goes_on));
        });
        self.at = At::Comparing(from, comparing);
        Ok(Step::Wait)
    }

    fn tell(
        &mut self,
        core: &Core,
        mut pairs: std::vec::IntoIter<Likely>,
        total: u64,
    ) -> Result<Step, Problem> {
        let mut some = Vec::new();
        for (a, b, like) in pairs.by_ref().take(TOLD) {
            let of = |id| core.row(id).map(|row| row.filter(|row| row.live));
            if let Some((a, b)) = of(a)?.zip(of(b)?) {
                some.push(Pair { a: core.shown(a)?, b: core.shown(b)?, like });
            }
        }
        if pairs.len() > 0 {
            self.at = At::Telling(pairs, total);
        }
        Ok(Step::Tell(Reply::Pairs { pairs: some, total }))
    }
}

/// Reads some more; none is gone past where that fails.
fn read(
    core: &Core,
    ids: &mut std::vec::IntoIter<RecordId>,
    faces: &mut Faces,
) -> Result<(), Problem> {
    let mut rows = Vec::new();
    for id in ids.as_slice().iter().take(READ) {
        rows.extend(core.row(*id)?.filter(|row| row.live));
    }
    ids.by_ref().take(READ).for_each(drop);
    for row in rows {
        faces.add(&row.record, &mut |village| commune(core, village));
    }
    Ok(())
}

fn compare(
    faces: &mut Faces,
    among: Among,
    apart: &HashSet<(RecordId, RecordId)>,
    goes_on: &mut dyn FnMut(u64, u64) -> bool,
) -> Found {
    faces.learn();
    let mut found = duplicates::pairs(faces, among.least, apart, goes_on)?;
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    found.truncate(among.limit);
    let of = |number: u32| faces.all().get(usize::try_from(number).ok()?);
    let pairs = found.into_iter().filter_map(|pair| {
        let (a, b) = of(pair.of.0).zip(of(pair.of.1))?;
        Some((a.id, b.id, faces.compare(a, b)))
    });
    Some((pairs.collect(), total))
}
