//! Two records side by side: of each field in which they differ it is chosen which side stays; then
//! they are one record, in one change that can be undone, or are told apart for good.

use super::{Line, Of, apart, lines};
use crate::app::confirm::{self, Confirm};
use crate::app::desk::{Desk, LayerId, Why};
use crate::app::keymap::{Action, Context, chains};
use crate::app::layer::{Given, Go, Layer, Screen};
use crate::app::list;
use crate::app::prompt::{Asks, Prompt};
use crate::domain::duplicates::Likeness;
use crate::domain::{Finding, RecordType, Right, Value, records};
use crate::lang::{Problem, errors::app, screens};
use crate::register::{Act, Change, Reply, Request, Shown};
use std::collections::BTreeSet;

/// The two.
pub(crate) struct Sides {
    id: LayerId,
    /// The one that stays: left.
    pub(crate) stays: Shown,
    /// The one that goes: right.
    pub(crate) goes: Shown,
    pub(crate) like: Likeness,
    /// The fields that are taken from the right.
    taken: BTreeSet<u16>,
    pub(crate) at: usize,
    accepted: Vec<(String, String)>,
    /// What soft findings were said of.
    soft: Vec<String>,
}

/// How many fields a record says something of.
fn filled(shown: &Shown) -> usize {
    shown.record.values.raw().count()
}

impl Sides {
    pub(crate) fn new(desk: &mut Desk, stays: Shown, goes: Shown, like: Likeness) -> Self {
        let id = desk.layer();
        let taken = BTreeSet::new();
        let (accepted, soft) = (Vec::new(), Vec::new());
        let mut sides = Self { id, stays, goes, like, taken, at: 0, accepted, soft };
        // What is empty is filled from the other one.
        let lines = sides.lines(desk);
        let empty = |line: &&Line| line.differs && line.left.is_empty();
        let taken: Vec<u16> = lines.iter().filter(empty).map(|line| line.field.tag).collect();
        let says_other = |tag: &u16| {
            lines.iter().any(|line| line.field.tag == *tag && line.differs && !line.left.is_empty())
        };
        for tag in taken {
            // Of fields that only make sense together one side stays.
            let together = sides.kind().map_or_else(Vec::new, |kind| kind.together(tag));
            if !together.iter().any(says_other) {
                sides.taken.insert(tag);
            }
        }
        sides.at = lines.iter().position(|line| line.differs).unwrap_or(0);
        sides
    }

    /// A pair of which the fuller one stays, the older of two alike.
    pub(crate) fn of_pair(desk: &mut Desk, a: Shown, b: Shown, like: Likeness) -> Self {
        let swap = filled(&b) > filled(&a);
        let (stays, goes) = if swap { (b, a) } else { (a, b) };
        Self::new(desk, stays, goes, like)
    }

    pub(crate) fn kind(&self) -> Option<&'static RecordType> {
        records::of(self.stays.record.kind)
    }

    /// The fields, those that differ first.
    pub(crate) fn lines(&self, desk: &Desk) -> Vec<Line> {
        let Some(kind) = self.kind() else { return Vec::new() };
        let of = |shown: &Shown| (shown.record.values.clone(), shown.names.clone());
        let (left, right) = (of(&self.stays), of(&self.goes));
        let left = Of { values: &left.0, names: &left.1 };
        let right = Of { values: &right.0, names: &right.1 };
        let mut lines = lines(kind, (left, right), true, desk);
        lines.sort_by_key(|line| !line.differs);
        lines
    }

    /// Whether that field is taken from the right.
    pub(crate) fn takes_right(&self, line: &Line) -> bool {
        line.differs && self.taken.contains(&line.field.tag)
    }

    fn take(&mut self, right: bool, desk: &Desk) {
        let lines = self.lines(desk);
        let Some(line) = lines.get(self.at).filter(|line| line.differs) else { return };
        for tag in self.kind().map_or_else(Vec::new, |kind| kind.together(line.field.tag)) {
            let differs = lines.iter().any(|line| line.differs && line.field.tag == tag);
            if right && differs {
                self.taken.insert(tag);
            } else {
                self.taken.remove(&tag);
            }
        }
        self.at = (self.at + 1).min(lines.len().saturating_sub(1));
    }

    /// What is set in the one that stays.
    fn sets(&self) -> Vec<(u16, Option<Value>)> {
        self.taken.iter().map(|tag| (*tag, self.goes.record.values.get(*tag))).collect()
    }

    fn ask(&self, desk: &mut Desk) -> Go {
        if let Some(problem) = desk.may_not(Right::Delete) {
            desk.wrong(problem);
            return Go::Stay;
        }
        let taken: Vec<&str> = self
            .lines(desk)
            .iter()
            .filter(|line| self.takes_right(line))
            .map(|line| line.field.label.get(desk.lang))
            .collect();
        let names = [self.goes.record.id.short(), self.stays.record.id.short()];
        let mut about = vec![screens::MERGE_ABOUT.fill(desk.lang, &names)];
        if !taken.is_empty() {
            about.push(screens::MERGE_TAKES.fill(desk.lang, &[taken.join(", ")]));
        }
        let params = vec![desk.title(&self.stays)];
        let ask = Confirm::new(desk, screens::MERGE_ASK, params, confirm::Asks::Merge);
        Go::Open(Box::new(Layer::Confirm(ask.about(about))))
    }

    fn merge(&self, desk: &mut Desk) {
        let (from, into) = (self.goes.record.id, self.stays.record.id);
        let mut acts = vec![Act::Merge { from, into }];
        let set = self.sets();
        if !set.is_empty() {
            let (kind, base) = (self.stays.record.kind, Some(self.stays.record.rev));
            acts.push(Act::Put { id: Some(into), kind, base, set: set.into(), source: None });
        }
        self.send(Why::Merge, acts, desk);
    }

    fn send(&self, why: Why, acts: Vec<Act>, desk: &mut Desk) {
        let (request, accepted) = (desk.request(), self.accepted.clone());
        let change = Change { request, acts, accepted, ..Change::default() };
        desk.send(self.id, why, Request::Do(change));
    }

    /// Something stands against it: what is unusual may be accepted for a reason.
    fn found(&mut self, findings: &[(usize, Finding)], desk: &mut Desk) -> Go {
        if let Some((_, hard)) = findings.iter().find(|(_, finding)| !finding.soft) {
            desk.wrong(hard.problem.clone());
            return Go::Stay;
        }
        self.soft = findings.iter().map(|(_, finding)| finding.check.clone()).collect();
        let about = findings.iter().map(|(_, finding)| finding.problem.what(desk.lang)).collect();
        Go::Open(Box::new(Layer::Prompt(Prompt::reason(desk, about))))
    }
}

impl Screen for Sides {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::SIDES
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        let len = self.lines(desk).len();
        if let Some(at) = list::moved(self.at, len, action, list::page(desk)) {
            self.at = at;
            return Go::Stay;
        }
        match action {
            Action::TakeLeft | Action::TakeRight => self.take(action == Action::TakeRight, desk),
            Action::Merge => return self.ask(desk),
            Action::KeepBoth => {
                let acts = vec![apart(self.stays.record.id, self.goes.record.id)];
                self.send(Why::KeepBoth, acts, desk);
            }
            _ => return Go::Pass,
        }
        Go::Stay
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        match given {
            Given::Yes(confirm::Asks::Merge) => self.merge(desk),
            Given::Text(Asks::Reason, reason) => {
                let soft = std::mem::take(&mut self.soft);
                self.accepted.extend(soft.into_iter().map(|check| (check, reason.clone())));
                self.merge(desk);
            }
            _ => {}
        }
        Go::Stay
    }

    fn reply(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        match reply {
            Reply::Saved { revs, .. } => {
                let title = desk.title(&self.stays);
                let said = if why == Why::Merge { screens::MERGED_NOW } else { screens::KEPT_BOTH };
                desk.say_with(said, [title]);
                let Some((id, rev)) = revs.first().copied() else { return Go::Back };
                return Go::Give(Given::Settled(id, rev));
            }
            Reply::Checks(findings) => return self.found(&findings, desk),
            Reply::Stale { by, .. } => {
                let title = desk.title(&self.stays);
                desk.wrong(Problem::new(&app::NOT_MERGED, [title, by]));
                return Go::Back;
            }
            Reply::Refused(problem) => desk.wrong(problem),
            _ => {}
        }
        Go::Stay
    }
}
