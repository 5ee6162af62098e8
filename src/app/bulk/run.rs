//! The work of a bulk edit, a chunk at a time: records are read, their changes checked, and once
//! somebody has said yes saved as changes of one batch. Each chunk is acknowledged before the next.

use super::plan::Plan;
use super::{Bulk, CHUNK, Step};
use crate::app::desk::{Desk, Why, slot};
use crate::app::layer::{Given, Go, Layer};
use crate::app::prompt::Prompt;
use crate::app::words::number;
use crate::domain::{Finding, RecordId};
use crate::lang::{Problem, screens};
use crate::register::{Ask, BULK, Change, Reply, Request};
use std::collections::BTreeMap;

impl Bulk {
    /// Reads the records, from the first on.
    pub(super) fn read(&mut self, desk: &mut Desk) {
        self.plan = Plan::default();
        self.accepted.clear();
        self.step = Step::Reading(0);
        self.ask_chunk(0, desk);
    }

    fn ask_chunk(&self, from: usize, desk: &mut Desk) {
        let ids: Vec<RecordId> = self.of.ids.iter().skip(from).take(CHUNK).copied().collect();
        desk.ask(self.id, Why::Bulk, slot::BULK, Ask::Records(ids));
    }

    fn change(&self, from: usize, desk: &mut Desk) -> Change {
        Change {
            guessed: Vec::new(),
            request: desk.request(),
            acts: self.plan.acts(self.sets(), from),
            accepted: self.accepted.clone(),
            reason: self.reason().to_owned(),
            batch: self.batch,
            dry: false,
        }
    }

    pub(super) fn heard(&mut self, reply: Reply, desk: &mut Desk) -> Go {
        match (self.step, reply) {
            (Step::Reading(from), Reply::Rows { rows, .. }) => {
                let asked = self.of.ids.len().saturating_sub(from).min(CHUNK);
                if let Some(cell) = self.fields.cells.first() {
                    self.plan.take(cell, asked, rows, desk);
                }
                let next = from + asked;
                if next < self.of.ids.len() {
                    self.step = Step::Reading(next);
                    self.ask_chunk(next, desk);
                } else {
                    self.check(0, desk);
                }
                Go::Stay
            }
            (Step::Checking(from), Reply::Checks(found)) => self.checked(from, &found, desk),
            (Step::Checking(from), Reply::Refused(problem)) if self.is_one(from) => {
                self.plan.leave_out(from, one(&problem, desk));
                self.check(from, desk);
                Go::Stay
            }
            (Step::Saving(..), Reply::Batch(batch)) => {
                self.batch = batch;
                self.send(0, desk)
            }
            (Step::Saving(from, stop), Reply::Saved { .. }) => {
                let next = (from + CHUNK).min(self.plan.todo.len());
                self.step = Step::Saving(next, stop);
                if stop { self.end(desk) } else { self.send(next, desk) }
            }
            (Step::Saving(from, _), Reply::Checks(found)) => self.refused(from, &found, desk),
            (Step::Saving(from, _), Reply::Stale { by, .. }) => {
                let why = screens::BULK_STALE.fill(desk.lang, &[by]);
                self.plan.leave_out(from, BTreeMap::from([(0, why)]));
                self.send(from, desk)
            }
            (Step::Saving(from, _), Reply::Refused(problem)) if self.is_one(from) => {
                self.plan.leave_out(from, one(&problem, desk));
                self.send(from, desk)
            }
            (Step::Saving(from, _), Reply::Refused(problem)) if from > 0 => {
                let go = self.end(desk);
                desk.wrong(problem);
                go
            }
            (_, Reply::Refused(problem)) => {
                self.step = Step::Keying;
                desk.wrong(problem);
                Go::Stay
            }
            _ => Go::Stay,
        }
    }

    /// Whether only one change is under way: then what is said is said of it.
    fn is_one(&self, from: usize) -> bool {
        self.plan.todo.len() == from + 1
    }

    /// Has the changes from one on checked; behind the last it can be looked at.
    fn check(&mut self, from: usize, desk: &mut Desk) {
        if from >= self.plan.todo.len() {
            self.step = Step::Seen(0);
            return;
        }
        self.step = Step::Checking(from);
        let change = self.change(from, desk);
        desk.ask(self.id, Why::Bulk, slot::BULK, Ask::Check(change));
    }

    fn checked(&mut self, from: usize, found: &[(usize, Finding)], desk: &mut Desk) -> Go {
        let sent = self.plan.todo.len().saturating_sub(from).min(CHUNK);
        let out = self.plan.found(from, found, desk);
        self.check(from + sent - out.min(sent), desk);
        Go::Stay
    }

    /// It was looked at and said yes to.
    pub(super) fn begin(&mut self, desk: &mut Desk) -> Go {
        if self.plan.todo.is_empty() {
            desk.say(screens::STATUS_SAME);
            return Go::Stay;
        }
        if !self.plan.soft.is_empty() {
            let about = self.plan.soft_lines(desk);
            return Go::Open(Box::new(Layer::Prompt(Prompt::reason(desk, about))));
        }
        self.save(desk)
    }

    pub(super) fn save(&mut self, desk: &mut Desk) -> Go {
        self.step = Step::Saving(0, false);
        let (request, of) = (desk.request(), self.called(desk));
        desk.send(self.id, Why::Bulk, Request::Batch { request, what: BULK.to_owned(), of });
        Go::Stay
    }

    fn send(&mut self, from: usize, desk: &mut Desk) -> Go {
        if from >= self.plan.todo.len() {
            return self.end(desk);
        }
        let change = self.change(from, desk);
        desk.send(self.id, Why::Bulk, Request::Do(change));
        Go::Stay
    }

    /// What was changed by others since it was checked stands against some: they are left out, and
    /// so are those with something unusual that nobody has said yes to.
    fn refused(&mut self, from: usize, found: &[(usize, Finding)], desk: &mut Desk) -> Go {
        let known = |finding: &Finding| {
            finding.soft && self.accepted.iter().any(|(check, _)| *check == finding.check)
        };
        let bad = found.iter().filter(|(_, finding)| !known(finding));
        let bad = bad.map(|(at, finding)| (*at, finding.problem.what(desk.lang))).collect();
        if self.plan.leave_out(from, bad) == 0 {
            return self.end(desk);
        }
        self.send(from, desk)
    }

    /// Says what was done; those that were left out come back marked.
    fn end(&mut self, desk: &mut Desk) -> Go {
        let Step::Saving(done, stopped) = self.step else { return Go::Stay };
        let all = [done, self.plan.todo.len(), self.plan.left.len()];
        let [done, all, left] =
            all.map(|n| number(u64::try_from(n).unwrap_or(u64::MAX), desk.lang));
        let what = self.what(desk);
        match (stopped, self.plan.left.is_empty()) {
            (true, _) => desk.say_with(screens::BULK_STOPPED, [done, all]),
            (false, true) => desk.say_with(screens::BULK_DONE, [what, done]),
            (false, false) => desk.say_with(screens::BULK_DONE_LEFT, [what, done, left]),
        }
        Go::Give(Given::Left(self.plan.left.iter().map(|(id, _)| *id).collect()))
    }
}

fn one(problem: &Problem, desk: &Desk) -> BTreeMap<usize, String> {
    BTreeMap::from([(0, problem.what(desk.lang))])
}
