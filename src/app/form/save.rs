//! Saving: what is sent, and what is done with each answer.

use super::{After, Busy, Form, Read, Then};
use crate::app::desk::{Desk, Why};
use crate::app::layer::{Given, Go, Layer};
use crate::app::prompt::Prompt;
use crate::domain::records::batch::MEMBER_OF;
use crate::domain::{Finding, Record, RecordId, Rev, Value};
use crate::lang::{Problem, errors::app, screens};
use crate::register::{Act, Change, Request, Shown};

impl Form {
    /// The change as it would be saved now; fields that could not be read are left out.
    pub(super) fn change(&self) -> Change {
        let mut set: Vec<(u16, Option<Value>)> = Vec::new();
        for cell in &self.cells {
            match (&cell.read, &self.of) {
                (Read::Value(_), None) => set.push((cell.field.tag, cell.whole())),
                (Read::Value(_) | Read::Empty, Some(_)) if cell.differs() => {
                    set.push((cell.field.tag, cell.whole()));
                }
                _ => {}
            }
        }
        let batch = self.batch.as_ref().map(|batch| batch.id).filter(|_| self.of.is_none());
        if let Some(batch) = batch.or(self.twins.counted) {
            set.push((MEMBER_OF, Some(Value::Ref(batch))));
        }
        let act = Act::Put {
            id: self.of.as_ref().map(|shown| shown.record.id),
            kind: self.kind.kind,
            base: self.of.as_ref().map(|shown| shown.record.rev),
            set: set.into(),
            source: None,
        };
        Change {
            request: self.request,
            acts: vec![act],
            accepted: self.accepted.clone(),
            ..Change::default()
        }
    }

    /// Saves, once every field is read and every question answered.
    pub(super) fn save(&mut self, then: Then, desk: &mut Desk) -> Go {
        self.then = then;
        if let Some(problem) = desk.forbidden() {
            desk.wrong(problem);
            return Go::Stay;
        }
        for at in 0..self.cells.len() {
            if !self.read_at(at, After::Save(then), desk) {
                return Go::Stay;
            }
        }
        if let Some(at) = self.cells.iter().position(|cell| matches!(cell.read, Read::Wrong(_))) {
            self.enter(at, desk);
            self.keep_draft(desk);
            return Go::Stay;
        }
        if !self.worth_saving() {
            return self.nothing_to_save(then, desk);
        }
        if let Some(cell) = self.cells.iter().find(|cell| cell.wants_since()) {
            let label = cell.field.label.get(desk.lang);
            let about = format!("{label}: {}", cell.entry.text());
            let tag = cell.field.tag;
            return Go::Open(Box::new(Layer::Prompt(Prompt::since(desk, tag, about))));
        }
        self.busy = Busy::Saving(then);
        let change = Change { reason: self.remarks(desk), ..self.change() };
        let change = self.with_those_apart(change, desk);
        desk.send(self.id, Why::Save, Request::Do(change));
        Go::Stay
    }

    fn worth_saving(&self) -> bool {
        match &self.of {
            Some(_) => self.twins.counted.is_some() || self.cells.iter().any(super::Cell::differs),
            None => self.unsaved(),
        }
    }

    fn nothing_to_save(&mut self, then: Then, desk: &mut Desk) -> Go {
        match then {
            _ if self.twins.instead => {
                let title = self.of.as_ref().map(|of| desk.title(of)).unwrap_or_default();
                self.says_elsewhere(title, desk);
                Go::Give(Given::Done)
            }
            Then::Close => Go::Back,
            Then::New if self.turning => Go::Back,
            Then::Turn(to) => self.turned(to, desk),
            Then::New if self.of.is_some() => {
                self.next_record(desk);
                Go::Stay
            }
            _ => {
                desk.say(screens::NOTHING_NEW);
                Go::Stay
            }
        }
    }

    /// The register has it on disk.
    pub(super) fn saved(&mut self, revs: &[(RecordId, Rev)], desk: &mut Desk) -> Go {
        let Busy::Saving(then) = std::mem::replace(&mut self.busy, Busy::No) else {
            return Go::Stay;
        };
        self.drop_draft(desk);
        let Some((id, rev)) = revs.first().copied() else { return Go::Back };
        let shown = self.as_saved(id, rev);
        let title = desk.title(&shown);
        self.remember(desk);
        self.count += usize::from(self.of.is_none());
        desk.keyer.saved(self.of.is_none());
        self.add_saved(shown.clone());
        self.add_up(desk);
        if let Some(go) = self.opens_batch(then, &shown, desk) {
            return go;
        }
        desk.say_with(screens::SAVED, [title.clone()]);
        if self.twins.instead {
            self.says_elsewhere(title, desk);
            return Go::Give(Given::Done);
        }
        match then {
            Then::Close => Go::Back,
            Then::New if self.turning => Go::Back,
            Then::Turn(to) => self.turned(to, desk),
            Then::New => {
                self.next_record(desk);
                Go::Stay
            }
            Then::Stay => {
                let at = self.at;
                self.next_record(desk);
                self.load(shown, desk);
                self.enter(at, desk);
                Go::Stay
            }
        }
    }

    /// The record as the register now has it.
    fn as_saved(&self, id: RecordId, rev: Rev) -> Shown {
        let record = Record { id, kind: self.kind.kind, rev, values: self.values() };
        Shown { record, names: self.names.clone(), seq: 0 }
    }

    /// The register found something: hard findings send the cursor there, soft ones ask for a
    /// reason.
    pub(super) fn found(&mut self, findings: Vec<Finding>, desk: &mut Desk) -> Go {
        self.busy = Busy::No;
        self.keep_draft(desk);
        self.findings = findings;
        if let Some(hard) = self.findings.iter().find(|finding| !finding.soft).cloned() {
            self.show(hard.tag, desk);
            let problem = self.in_column(hard.tag, hard.problem, desk);
            desk.wrong(problem);
            return Go::Stay;
        }
        let about: Vec<String> = self
            .findings
            .iter()
            .filter(|finding| !self.accepted.iter().any(|(check, _)| *check == finding.check))
            .map(|finding| finding.problem.what(desk.lang))
            .collect();
        if let Some(first) = self.findings.first().map(|finding| finding.tag) {
            self.show(first, desk);
        }
        Go::Open(Box::new(Layer::Prompt(Prompt::reason(desk, about))))
    }

    /// The cursor goes to that field, which comes onto the form where it is not yet.
    fn show(&mut self, tag: u16, desk: &mut Desk) {
        let mut at = self.cells.iter().position(|cell| cell.field.tag == tag);
        if at.is_none()
            && let Some(field) = self.kind.field(tag)
        {
            at = Some(self.cells.len());
            self.cells.push(super::Cell::new(field));
        }
        if let Some(at) = at {
            self.enter(at, desk);
        }
    }

    /// The soft findings are accepted for that reason.
    pub(super) fn accept(&mut self, reason: &str, desk: &mut Desk) -> Go {
        for finding in &self.findings {
            self.accepted.push((finding.check.clone(), reason.to_owned()));
        }
        self.save(self.then, desk)
    }

    /// Takes in what somebody else saved: fields only they changed become theirs, fields changed
    /// here stay, and where both changed it is said.
    pub(super) fn merge(&mut self, theirs: Shown, by: &str, desk: &mut Desk) {
        self.busy = Busy::No;
        let (mut updated, mut both) = (Vec::new(), Vec::new());
        let changed: Vec<u16> =
            self.cells.iter().filter(|cell| cell.differs()).map(|cell| cell.field.tag).collect();
        let kind = self.kind;
        let mine = |tag: u16| {
            let linked = kind.linked.iter().find(|group| group.contains(&tag));
            match linked {
                Some(group) => group.iter().any(|tag| changed.contains(tag)),
                None => changed.contains(&tag),
            }
        };
        for cell in &mut self.cells {
            let tag = cell.field.tag;
            let value = theirs.record.values.get(tag);
            if value == cell.base {
                continue;
            }
            let label = cell.field.label.get(desk.lang);
            if mine(tag) {
                let text = match value.clone().and_then(crate::app::words::now) {
                    Some(value) => cell.worded(&value, &theirs.names, desk),
                    None => screens::NO_ENTRY.get(desk.lang).to_owned(),
                };
                both.push(label);
                cell.theirs = Some(text);
                cell.base = value;
            } else {
                updated.push(label);
                cell.load(value, &theirs.names, desk);
                cell.was = cell.snap();
            }
        }
        self.names.extend(theirs.names.iter().cloned());
        self.of = Some(theirs);
        self.twins.rows.clear();
        self.state += 1;
        self.keep_draft(desk);
        let (code, fields) = match both.is_empty() {
            true => (&app::CHANGED_MEANWHILE, updated.join(", ")),
            false => (&app::CHANGED_BOTH, both.join(", ")),
        };
        desk.wrong(Problem::new(code, [by.to_owned(), fields]));
    }
}
