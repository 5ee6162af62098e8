//! A chunk of rows to one change at the door, and what the door's findings make of each row.

use super::ask;
use super::held::{
    differences, faults, guessed, of_the_row, origin, other_type, same_title, split, twice,
};
use super::import::{Counts, Plan, begin_batch, request_id};
use super::rows::{Fault, Parsed};
use crate::domain::{Field, Finding, RecordId, Rev, Value, input, show};
use crate::lang::{Lang, Problem};
use crate::register::{Act, Called, Change, Door, Foreseen, Reply, Request, Set, Shown};
use std::collections::{HashMap, HashSet};

/// How a row came to its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Its id was made for it: there is no such record yet.
    New,
    /// It carries the id: there may be such a record.
    Given,
    /// A living record holds its unique key.
    Key,
}

/// A row on its way to a record.
pub(super) struct Work {
    parsed: Parsed,
    /// What the row says.
    set: Set,
    id: RecordId,
    way: Way,
}

impl Work {
    /// A row that becomes a new record.
    pub(super) fn new(parsed: Parsed, id: RecordId) -> Self {
        Self::of(parsed, id, Way::New)
    }

    /// A row that carries its record's id.
    pub(super) fn given(parsed: Parsed, id: RecordId) -> Self {
        Self::of(parsed, id, Way::Given)
    }

    fn of(mut parsed: Parsed, id: RecordId, way: Way) -> Self {
        let set = std::mem::take(&mut parsed.set).into();
        Self { parsed, set, id, way }
    }

    /// Whether the door is to be asked for its record.
    pub(super) fn asks(&self) -> bool {
        self.way != Way::New
    }
}

/// A row with the act it comes to.
struct Ready {
    work: Work,
    base: Option<Rev>,
    /// What it changes; of a new record, what it holds.
    set: Set,
}

/// Rows whose change is made and not sent yet.
pub(super) struct Prepared {
    /// None: nothing is to be changed.
    request: Option<Foreseen>,
    ready: Vec<Ready>,
    /// Rows of the same records, which wait until these are saved.
    later: Vec<Work>,
    saved: Saved,
}

/// Rows whose change was sent.
pub(super) struct Sent {
    called: Option<Called>,
    ready: Vec<Ready>,
    later: Vec<Work>,
    saved: Saved,
}

impl Prepared {
    /// Sends them; what comes of it [`Saver::finish`] takes.
    ///
    /// # Errors
    /// The door is gone.
    pub(super) fn send(self, door: &mut dyn Door) -> Result<Sent, Problem> {
        let Self { request, ready, later, saved } = self;
        let called = request.map(|request| door.begin_foreseen(request)).transpose()?;
        Ok(Sent { called, ready, later, saved })
    }
}

/// What the door made of a change.
enum Attempt {
    /// It is saved (or, in a dry run, would be).
    Done { seqs: Option<(u64, u64)>, warned: u64 },
    /// Hard findings stand against some of its acts.
    Found(Vec<(usize, Finding)>),
}

/// What became of a chunk.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Saved {
    /// Added, changed, unchanged and warned rows.
    pub counts: Counts,
    /// The journal's seqs it took.
    pub seqs: Option<(u64, u64)>,
}

/// Saves chunks as changes of one batch.
pub(super) struct Saver<'a> {
    plan: &'a Plan<'a>,
    file: String,
    /// The names of its sheets.
    sheets: Vec<String>,
    defaults: Vec<(u16, Value)>,
    batch: u64,
    requests: u64,
}

impl<'a> Saver<'a> {
    /// For an import of that file.
    pub(super) fn new(plan: &'a Plan<'a>, (file, sheets): (String, Vec<String>)) -> Self {
        let default = |field: &Field| {
            let value = input::parse(field, field.default, plan.tables, plan.today);
            Some((field.tag, value.ok().flatten()?))
        };
        let fields = plan.of.fields.iter().filter(|field| !field.default.is_empty());
        let defaults = fields.filter_map(default).collect();
        Self { plan, file, sheets, defaults, batch: plan.batch, requests: 0 }
    }

    /// The batch's seq; 0 before there was anything to save.
    pub(super) fn batch(&self) -> u64 {
        self.batch
    }

    /// Makes ready to save rows; what cannot be saved is added to `faulty`. The door is asked only
    /// where a row [asks](Work::asks), and before the first change.
    ///
    /// # Errors
    /// What the door refused.
    pub(super) fn prepare(
        &mut self,
        door: &mut dyn Door,
        works: Vec<Work>,
        mut saved: Saved,
        faulty: &mut Vec<(Parsed, Vec<Fault>)>,
    ) -> Result<Prepared, Problem> {
        let (now, later) = first_of_each(works);
        let ready = self.compare(door, now, &mut saved.counts, faulty)?;
        let request = match ready.is_empty() {
            true => None,
            false => {
                let change = self.change(door, &ready)?;
                Some(door.foresee(change))
            }
        };
        Ok(Prepared { request, ready, later, saved })
    }

    /// Takes what came of rows that were sent, until each is saved or added to `faulty`.
    ///
    /// # Errors
    /// What the door refused.
    pub(super) fn finish(
        &mut self,
        door: &mut dyn Door,
        sent: Sent,
        faulty: &mut Vec<(Parsed, Vec<Fault>)>,
    ) -> Result<Saved, Problem> {
        let Sent { mut called, mut ready, later: mut queue, mut saved } = sent;
        loop {
            if let Some(called) = called {
                queue.extend(self.take(door, called, ready, &mut saved, faulty)?);
            }
            if queue.is_empty() {
                return Ok(saved);
            }
            let prepared = self.prepare(door, queue, saved, faulty)?;
            Sent { called, ready, later: queue, saved } = prepared.send(door)?;
        }
    }

    /// Holds rows against the records they are; those that say nothing new are counted and left.
    fn compare(
        &self,
        door: &mut dyn Door,
        works: Vec<Work>,
        counts: &mut Counts,
        faulty: &mut Vec<(Parsed, Vec<Fault>)>,
    ) -> Result<Vec<Ready>, Problem> {
        let ids = works.iter().filter(|work| work.asks()).map(|work| work.id).collect();
        let held: HashMap<RecordId, Shown> =
            ask::records(door, ids)?.into_iter().map(|shown| (shown.record.id, shown)).collect();
        let mut ready = Vec::with_capacity(works.len());
        for work in works {
            let Some(Shown { record: before, seq, .. }) = held.get(&work.id) else {
                let set = self.first_values(&work.set);
                ready.push(Ready { work, base: None, set });
                continue;
            };
            if before.kind != self.plan.of.kind {
                let problem = other_type(before, self.plan);
                faulty.push((work.parsed, vec![("id".to_owned(), problem)]));
                continue;
            }
            let set = differences(before, &work.set, self.plan);
            if set.is_empty() {
                counts.unchanged += 1;
            } else if self.of_this_run(*seq) {
                faulty.push((work.parsed, vec![("id".to_owned(), twice(before))]));
            } else {
                ready.push(Ready { work, base: Some(before.rev), set: set.into() });
            }
        }
        Ok(ready)
    }

    /// What a new record holds: the row's values, and what such records begin with.
    fn first_values(&self, set: &Set) -> Set {
        let named = |tag: u16| set.iter().any(|(other, _)| *other == tag);
        let mut defaults = self.defaults.iter().filter(|(tag, _)| !named(*tag)).peekable();
        if defaults.peek().is_none() && set.iter().all(|(_, value)| value.is_some()) {
            return Set::clone(set);
        }
        let defaults = defaults.map(|(tag, value)| (*tag, Some(value.clone())));
        let named = set.iter().filter(|(_, value)| value.is_some()).cloned();
        let mut all: Vec<_> = named.chain(defaults).collect();
        all.sort_by_key(|(tag, _)| *tag);
        Set::new(all)
    }

    /// Takes what came of a change; sends it again without the rows the door finds fault with, until
    /// it is saved. Rows that turn out to be living records come back.
    fn take(
        &mut self,
        door: &mut dyn Door,
        mut called: Called,
        mut ready: Vec<Ready>,
        saved: &mut Saved,
        faulty: &mut Vec<(Parsed, Vec<Fault>)>,
    ) -> Result<Vec<Work>, Problem> {
        let mut back = Vec::new();
        loop {
            let found = match self.outcome(ask::answer(door, &called), ready.len())? {
                Attempt::Found(found) => found,
                Attempt::Done { seqs, warned } => {
                    let first = saved.seqs.or(seqs).map(|(first, _)| first);
                    saved.seqs = first.zip(seqs.or(saved.seqs).map(|(_, last)| last));
                    saved.counts.warned += warned;
                    let added = ready.iter().filter(|row| row.base.is_none()).count() as u64;
                    saved.counts.added += added;
                    saved.counts.changed += ready.len() as u64 - added;
                    return Ok(back);
                }
            };
            let (good, bad) = split(ready, found);
            if bad.is_empty() {
                return Err(ask::unexpected("Checks"));
            }
            ready = good;
            for (row, findings) in bad {
                match self.holder(door, &row, &findings)? {
                    Some(id) => back.push(Work { id, way: Way::Key, ..row.work }),
                    None => faulty.push((row.work.parsed, faults(self.plan, &findings))),
                }
            }
            if ready.is_empty() {
                return Ok(back);
            }
            let change = self.change(door, &ready)?;
            called = door.begin(change)?;
        }
    }

    /// What an answer to a change of so many rows means.
    fn outcome(&self, reply: Result<Reply, Problem>, rows: usize) -> Result<Attempt, Problem> {
        let reply = match reply {
            Ok(reply) => reply,
            // A change of one act is refused as a whole; in a larger one it is a finding.
            Err(problem) if rows == 1 && of_the_row(&problem) => {
                let check = problem.code.0.name.to_owned();
                let finding = Finding { check, tag: 0, soft: false, problem };
                return Ok(Attempt::Found(vec![(0, finding)]));
            }
            Err(problem) => return Err(problem),
        };
        match reply {
            Reply::Saved { seqs, warned, .. } => Ok(Attempt::Done { seqs: Some(seqs), warned }),
            Reply::Checks(found) if found.iter().any(|(_, finding)| !finding.soft) => {
                Ok(Attempt::Found(found))
            }
            Reply::Checks(soft) if self.plan.dry => {
                let warned = soft.iter().map(|(at, _)| at).collect::<HashSet<_>>().len() as u64;
                Ok(Attempt::Done { seqs: None, warned })
            }
            Reply::Done if self.plan.dry => Ok(Attempt::Done { seqs: None, warned: 0 }),
            _ => Err(ask::unexpected("Do")),
        }
    }

    fn change(&mut self, door: &mut dyn Door, ready: &[Ready]) -> Result<Request, Problem> {
        if self.batch == 0 && !self.plan.dry {
            let request = self.request();
            self.batch = begin_batch(door, request, &self.file)?;
        }
        let acts = ready.iter().map(|row| Act::Put {
            id: Some(row.work.id),
            kind: self.plan.of.kind,
            base: row.base,
            set: Set::clone(&row.set),
            source: Some(origin(&row.work.parsed, &self.file, &self.sheets)),
        });
        let reason = match self.plan.lang {
            Lang::Vi => format!("nạp từ {}", self.file),
            Lang::En => format!("imported from {}", self.file),
        };
        Ok(Request::Do(Change {
            acts: acts.collect(),
            guessed: guessed(ready.iter().map(|row| &row.work.parsed), self.plan.lang),
            request: self.request(),
            accepted: vec![("*".to_owned(), reason)],
            reason: String::new(),
            batch: self.batch,
            dry: self.plan.dry,
        }))
    }

    fn request(&mut self) -> [u8; 16] {
        self.requests += 1;
        request_id(self.plan.seed, self.requests)
    }

    /// Whether a change of that seq was made by this import: two rows of one file never change
    /// one record, or the second would quietly undo the first.
    fn of_this_run(&self, seq: u64) -> bool {
        self.batch != 0 && seq > self.batch
    }

    /// The living record that holds a unique key of this row, where that is what was found. A
    /// number alone is not enough, since one wrong digit makes it somebody else's: the names must
    /// be the same too.
    fn holder(
        &self,
        door: &mut dyn Door,
        row: &Ready,
        findings: &[Finding],
    ) -> Result<Option<RecordId>, Problem> {
        if row.work.way != Way::New {
            return Ok(None);
        }
        let hard = |field: &&Field| {
            field.unique && findings.iter().any(|finding| !finding.soft && finding.tag == field.tag)
        };
        let set = &row.set;
        for field in self.plan.of.fields.iter().filter(hard) {
            let value = set.iter().find(|(tag, _)| *tag == field.tag);
            let Some((_, Some(value))) = value else { continue };
            let Some(key) = show::exact_key(field, value) else { continue };
            let found = match ask::resolve(door, Some(self.plan.of.kind), &key) {
                Ok(found) => found,
                Err(problem) if of_the_row(&problem) => continue,
                Err(problem) => return Err(problem),
            };
            let holds = |shown: &Shown| {
                let value = shown.record.values.get(field.tag);
                (self.plan.of.active)(&shown.record)
                    && value.and_then(|value| show::exact_key(field, &value)) == Some(key.clone())
                    && same_title(self.plan, &shown.record, set)
                    && !self.of_this_run(shown.seq)
            };
            if holds(&found) {
                return Ok(Some(found.record.id));
            }
        }
        Ok(None)
    }
}

/// The first row of each record, and the others, which wait until it is saved.
fn first_of_each(works: Vec<Work>) -> (Vec<Work>, Vec<Work>) {
    let mut seen = HashSet::new();
    works.into_iter().partition(|work| seen.insert(work.id))
}
