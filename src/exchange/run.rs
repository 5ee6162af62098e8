//! The run of an import: rows put together to chunks, one of which the register works at while the
//! next one is being made.

use super::identity::{Identities, Identity};
use super::import::{Ack, Ahead, Committed, Plan, Seen, Summary};
use super::lookup::{Looked, Lookups};
use super::rejects::Rejects;
use super::rows::{Fault, Lookup, Parsed};
use super::save::{Saved, Saver, Sent, Work};
use super::split::{self, Splits};
use crate::lang::Problem;
use crate::register::Door;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::Duration;

/// How long a run that is told to stop waits to learn whether there are more rows.
const MORE_WITHIN: Duration = Duration::from_millis(500);

/// The chunk that is being put together.
#[derive(Default)]
struct Chunk {
    works: Vec<Work>,
    faulty: Vec<(Parsed, Vec<Fault>)>,
    unchanged: u64,
    lines: Option<(u64, u64)>,
}

/// A chunk that was sent: what the register makes of it is taken while nothing else is to be done.
struct Flight {
    sent: Sent,
    faulty: Vec<(Parsed, Vec<Fault>)>,
    unchanged: u64,
    lines: (u64, u64),
    /// How far its end is.
    far: u64,
}

/// An import on its way.
pub(super) struct Run<'a> {
    door: &'a mut dyn Door,
    plan: &'a Plan<'a>,
    identities: Identities,
    lookups: Lookups<'a>,
    splits: Splits<'a>,
    saver: Saver<'a>,
    rejects: Rejects,
    /// Who hears of the rows, in a try-out.
    seen: Option<Seen<'a>>,
    committed: Committed<'a>,
    summary: Summary,
    chunk: Chunk,
    flight: Option<Flight>,
    /// Told to stop while waiting for rows that are left.
    stopped: bool,
    chunks: u64,
    /// How far all rows are taken.
    far: u64,
}

impl<'a> Run<'a> {
    /// Nothing is taken yet; from the file of that name, with those sheets.
    pub(super) fn new(
        door: &'a mut dyn Door,
        plan: &'a Plan<'a>,
        from: (String, Vec<String>),
        identities: Identities,
        (rejects, seen): (Rejects, Option<Seen<'a>>),
        committed: Committed<'a>,
    ) -> Self {
        Self {
            saver: Saver::new(plan, from),
            lookups: Lookups::new(plan),
            splits: Splits::new(plan),
            door,
            plan,
            identities,
            rejects,
            seen,
            committed,
            summary: Summary::default(),
            chunk: Chunk::default(),
            flight: None,
            stopped: false,
            chunks: 0,
            far: 0,
        }
    }

    /// Takes every row there is.
    pub(super) fn all(&mut self, ahead: Receiver<Ahead>) -> Result<Summary, Problem> {
        let ran = self.every(ahead);
        // What was sent may be saved, so it is told, whatever ends the run.
        let landed = self.land();
        // Where everything is in, nothing was stopped, whoever said so.
        self.summary.stopped = !ran?;
        landed?;
        self.rejects.finish()?;
        self.summary.rejects = self.rejects.path().map(Path::to_owned);
        Ok(self.summary.clone())
    }

    /// Takes and sends every row; false: told to stop, and rows are left.
    fn every(&mut self, ahead: Receiver<Ahead>) -> Result<bool, Problem> {
        while let Some(batch) = self.next(&ahead)? {
            let (batch, far) = batch?;
            for parsed in batch {
                if !self.take(parsed)? {
                    return Ok(false);
                }
            }
            self.far = far;
            if !self.commit()? {
                return Ok(false);
            }
        }
        Ok(!self.stopped)
    }

    /// The next rows; None: no more, or told to stop. Where they are still to come (a pipe may wait
    /// for ever) the chunk that was sent is acknowledged before they are waited for.
    fn next(&mut self, ahead: &Receiver<Ahead>) -> Result<Option<Ahead>, Problem> {
        match ahead.try_recv() {
            Err(TryRecvError::Empty) if self.land()? => Ok(ahead.recv().ok()),
            Err(TryRecvError::Empty) => {
                self.stopped = any_left(ahead);
                Ok(None)
            }
            ready => Ok(ready.ok()),
        }
    }

    /// Takes a row into the chunk; false: told to stop.
    fn take(&mut self, mut parsed: Parsed) -> Result<bool, Problem> {
        let open = std::mem::take(&mut parsed.open);
        let places = match open.is_empty() {
            true => Vec::new(),
            false => split::places(self.plan.of, &parsed),
        };
        for lookup in open {
            let found = match self.lookups.known(&lookup, &places) {
                Some(known) => known.clone(),
                None => match self.look_up(&lookup, &places)? {
                    Some(found) => found,
                    None => return Ok(false),
                },
            };
            match found {
                Ok(value) => parsed.set.push((lookup.field.tag, value)),
                Err(problem) => parsed.faults.push((lookup.field.name.to_owned(), problem)),
            }
        }
        if split::waits(&parsed) {
            if !self.land()? {
                return Ok(false);
            }
            self.splits.place(self.door, &mut parsed)?;
        }
        // In the order in which they will stand in the record: each is written behind the others.
        parsed.set.sort_by_key(|(tag, _)| *tag);
        let line = parsed.row.line;
        self.chunk.lines = Some((self.chunk.lines.map_or(line, |(first, _)| first), line));
        if !parsed.faults.is_empty() {
            let faults = std::mem::take(&mut parsed.faults);
            self.chunk.faulty.push((parsed, faults));
            return Ok(true);
        }
        match parsed.id {
            Some(id) => self.chunk.works.push(Work::given(parsed, id)),
            None => match self.identities.of(&parsed.set) {
                Identity::Known => self.chunk.unchanged += 1,
                Identity::New(id) => {
                    if let Some(seen) = &mut self.seen {
                        seen(&parsed, &[]);
                    }
                    self.chunk.works.push(Work::new(parsed, id));
                }
            },
        }
        Ok(true)
    }

    /// Asks the door; None: told to stop.
    fn look_up(&mut self, lookup: &Lookup, places: &[String]) -> Result<Option<Looked>, Problem> {
        if !self.land()? {
            return Ok(None);
        }
        let found = self.lookups.ask(self.door, lookup, places)?;
        // A row may refer to one that stands before it in this chunk: that one is saved first.
        if found.is_err() && lookup.to == self.plan.of.kind && !self.chunk.works.is_empty() {
            if !self.commit()? || !self.land()? {
                return Ok(None);
            }
            return self.lookups.ask(self.door, lookup, places).map(Some);
        }
        Ok(Some(found))
    }

    /// Sends the chunk, once the one before is saved; false: told to stop. While the register works
    /// at one, the next is put together.
    fn commit(&mut self) -> Result<bool, Problem> {
        let Chunk { works, mut faulty, unchanged, lines } = std::mem::take(&mut self.chunk);
        let Some(lines) = lines else { return Ok(true) };
        // What a row is held against must be as the chunk before leaves it.
        if works.iter().any(Work::asks) && !self.land()? {
            return Ok(false);
        }
        let prepared = self.saver.prepare(self.door, works, Saved::default(), &mut faulty)?;
        if !self.land()? {
            return Ok(false);
        }
        if !faulty.is_empty() && self.seen.is_none() {
            // Where they cannot be kept nothing is saved either.
            self.rejects.ready()?;
        }
        let sent = prepared.send(self.door)?;
        self.flight = Some(Flight { sent, faulty, unchanged, lines, far: self.far });
        Ok(true)
    }

    /// Takes what came of the chunk that was sent, and acknowledges it; false: told to stop.
    fn land(&mut self) -> Result<bool, Problem> {
        let Some(flight) = self.flight.take() else { return Ok(true) };
        let Flight { sent, mut faulty, unchanged, lines, far } = flight;
        let saved = self.saver.finish(self.door, sent, &mut faulty)?;
        faulty.sort_by_key(|(parsed, _)| parsed.row.line);
        for (parsed, faults) in &faulty {
            match (&mut self.seen, &parsed.from) {
                (Some(seen), _) => seen(parsed, faults),
                (None, Some(from)) => self.rejects.add_line(&from.line, faults)?,
                (None, None) => self.rejects.add(&parsed.row, faults)?,
            }
        }
        self.rejects.flush()?;
        let mut counts = saved.counts;
        counts.unchanged += unchanged;
        counts.rejected = faulty.len() as u64;
        counts.read = counts.added + counts.changed + counts.unchanged + counts.rejected;
        self.chunks += 1;
        self.summary.counts.add(&counts);
        self.summary.batch = self.saver.batch();
        (self.committed)(&Ack {
            batch: self.saver.batch(),
            chunk: self.chunks,
            lines,
            counts,
            seqs: saved.seqs,
            far,
        })
    }
}

/// Whether rows are left; where nobody can tell yet (a pipe may wait for ever) they may be.
fn any_left(ahead: &Receiver<Ahead>) -> bool {
    loop {
        match ahead.recv_timeout(MORE_WITHIN) {
            Ok(Ok((rows, _))) if rows.is_empty() => {}
            Err(RecvTimeoutError::Disconnected) => return false,
            _ => return true,
        }
    }
}
