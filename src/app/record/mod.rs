//! A record: its fields, its history, what refers to it.

mod rows;

pub(crate) use crate::app::changes::{change_lines, field_lines};
pub(crate) use rows::{CHANGE, Opens, Row, VALUE, What, changes_of, fields_of};

use crate::app::desk::{Desk, LayerId, Why, slot};
use crate::app::form::{Form, is_stack, undo_batch};
use crate::app::keymap::{Action, Context, chains};
use crate::app::layer::{Given, Go, Layer, Screen};
use crate::app::prompt::{Asks, Prompt};
use crate::app::{list, status};
use crate::domain::{Kind, RecordId, RecordType, Rev, records};
use crate::lang::errors::{app, operators, register};
use crate::lang::{Problem, screens};
use crate::register::{Act, Ask, Change, Entry, Reply, Request, Shown};

/// The view.
pub(crate) struct View {
    id: LayerId,
    pub(crate) shown: Shown,
    /// None: gone.
    pub(crate) there: bool,
    history: Option<Vec<Entry>>,
    referring: Vec<(Shown, u16)>,
    /// How many refer to it, by type and field.
    counts: Vec<(Kind, u16, u64)>,
    /// Hidden numbers are shown whole, until this layer is left.
    revealed: bool,
    /// The row the bar stands on.
    pub(crate) at: usize,
    /// Answers that keys wait for: typed ahead, they are meant for the whole record.
    awaited: u8,
}

/// How many rows are in sight on a screen so high: all but title, rule and the three that stay.
pub(crate) fn page(height: u16) -> usize {
    usize::from(height).saturating_sub(5).max(1)
}

impl View {
    pub(crate) fn new(desk: &mut Desk, shown: Shown) -> Self {
        Self {
            id: desk.layer(),
            shown,
            there: true,
            history: None,
            referring: Vec::new(),
            counts: Vec::new(),
            revealed: false,
            at: 0,
            awaited: 0,
        }
    }

    /// Its type.
    pub(crate) fn kind(&self) -> Option<&'static RecordType> {
        records::of(self.shown.record.kind)
    }

    fn load(&self, desk: &mut Desk) {
        let id = self.shown.record.id;
        desk.ask(self.id, Why::Record, slot::NONE, Ask::Records(vec![id]));
        desk.ask(self.id, Why::History, slot::NONE, Ask::History(id));
        desk.ask(self.id, Why::Referring, slot::NONE, Ask::Referring(id));
    }

    /// Moves the bar; it does not stay on a heading.
    fn step(&mut self, action: Action, desk: &Desk) -> bool {
        let panes = self.panes(desk);
        let (len, page) = (panes.len(), page(desk.size.1));
        let Some(mut to) = list::moved(self.at, len, action, page) else { return false };
        let is_head = |at: usize| panes.row(at).is_some_and(|row| row.what == What::Head);
        if is_head(to) {
            let down = matches!(action, Action::RowDown | Action::PageDown) || to == 0;
            to = if down { to + 1 } else { to - 1 };
        }
        self.at = to.min(len.saturating_sub(1));
        true
    }

    fn open(&mut self, desk: &mut Desk) -> Go {
        match self.panes(desk).row(self.at).and_then(|row| row.opens) {
            Some(Opens::Record(id)) => {
                desk.ask(self.id, Why::OpenRecord, slot::NONE, Ask::Records(vec![id]));
            }
            Some(Opens::Older(place)) => {
                let ask = Ask::Older(self.shown.record.id, place);
                desk.ask(self.id, Why::Older, slot::NONE, ask);
            }
            None => desk.say(screens::OPENS_NOTHING),
        }
        Go::Stay
    }

    fn heard(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        match (why, reply) {
            (Why::Record, Reply::Rows { mut rows, .. }) => {
                let id = self.shown.record.id;
                match rows.iter().position(|row| row.record.id == id) {
                    Some(at) => {
                        self.shown = rows.swap_remove(at);
                        self.there = true;
                    }
                    None => self.there = false,
                }
            }
            (Why::OpenRecord, Reply::Rows { rows, .. }) => {
                if let Some(shown) = rows.into_iter().next() {
                    return Go::Open(Box::new(Layer::Record(Self::new(desk, shown))));
                }
                desk.say(screens::RECORD_GONE_MARK);
            }
            (Why::History, Reply::History(history)) => self.history = Some(history),
            (Why::Older, Reply::History(older)) => {
                // Asked again meanwhile, it is there already.
                let next = older.first().map(|entry| entry.seq);
                let all = self.history.get_or_insert_default();
                if all.last().is_none_or(|oldest| next.is_some_and(|next| next < oldest.seq)) {
                    all.extend(older);
                }
            }
            (Why::Referring, Reply::Referring(rows, counts)) => {
                (self.referring, self.counts) = (rows, counts);
            }
            (Why::Delete, reply) => self.deleted(reply, desk),
            (Why::Reveal, Reply::Saved { .. }) => {
                self.load(desk);
                self.revealed = true;
                desk.say(screens::REVEALED_NOW);
            }
            // A record that is gone has no fields; its history still answers.
            (Why::Record, Reply::Refused(problem)) if is_gone(&problem) => self.there = false,
            (_, Reply::Refused(problem)) => desk.wrong(problem),
            _ => {}
        }
        Go::Stay
    }

    fn deleted(&mut self, reply: Reply, desk: &mut Desk) {
        match reply {
            Reply::Saved { .. } => {
                self.there = false;
                desk.say_with(screens::DELETED_NOW, [desk.title(&self.shown)]);
                self.load(desk);
            }
            Reply::Checks(findings) => {
                if let Some((_, finding)) = findings.into_iter().next() {
                    desk.wrong(finding.problem);
                }
            }
            Reply::Stale { by, .. } => {
                desk.wrong(Problem::new(&app::NOT_DELETED, [desk.title(&self.shown), by]));
                self.load(desk);
            }
            Reply::Refused(problem) => desk.wrong(problem),
            _ => {}
        }
    }
}

/// Whether that says of a record that it is not in the register, and not only out of reach.
pub(crate) fn is_gone(problem: &Problem) -> bool {
    problem.is(&register::NOT_FOUND) || problem.is(&register::GONE)
}

impl Screen for View {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        if is_stack(&self.shown.record) { chains::BATCH } else { chains::RECORD }
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if self.step(action, desk) {
            return Go::Stay;
        }
        match action {
            Action::Open => self.open(desk),
            Action::Edit if self.there => Form::edit(desk, self.shown.clone()),
            Action::Status if self.there => status::open(desk, vec![self.shown.clone()]),
            Action::UndoBatch => undo_batch(Some(&self.shown).filter(|_| self.there), desk),
            Action::Delete if self.there => {
                let about = desk.title(&self.shown);
                Go::Open(Box::new(Layer::Prompt(Prompt::why_delete(desk, about))))
            }
            Action::Reveal if self.there => {
                let about = desk.title(&self.shown);
                if !self.kind().is_some_and(|kind| kind.hides(&self.shown.record.values)) {
                    desk.wrong(Problem::new(&operators::NOTHING_HIDDEN, [about]));
                    return Go::Stay;
                }
                Go::Open(Box::new(Layer::Prompt(Prompt::why_reveal(desk, about))))
            }
            _ => Go::Pass,
        }
    }

    fn about(&self) -> Option<Kind> {
        Some(self.shown.record.kind)
    }

    fn reply(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        if matches!(why, Why::Record | Why::History | Why::Referring) {
            self.awaited = self.awaited.saturating_sub(1);
        }
        let go = self.heard(why, reply, desk);
        let last = self.panes(desk).len().saturating_sub(1);
        self.at = self.at.min(last);
        go
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        if let Given::Done = given {
            self.focus(desk);
        }
        let Given::Text(asks, reason) = given else { return Go::Stay };
        if let Some(problem) = desk.forbidden() {
            desk.wrong(problem);
            return Go::Stay;
        }
        let (id, base, request) = (self.shown.record.id, self.shown.record.rev, desk.request());
        match asks {
            Asks::WhyDelete => {
                let acts = vec![Act::Delete { id, base }];
                let change = Change { request, acts, reason, ..Change::default() };
                desk.send(self.id, Why::Delete, Request::Do(change));
            }
            Asks::WhyReveal => {
                desk.send(self.id, Why::Reveal, Request::Reveal { request, id, reason });
            }
            _ => {}
        }
        Go::Stay
    }

    fn focus(&mut self, desk: &mut Desk) {
        self.revealed = false;
        self.awaited = if self.history.is_none() && desk.gone.is_none() { 3 } else { 0 };
        self.load(desk);
    }

    fn holding(&self) -> bool {
        self.awaited > 0
    }

    fn door_gone(&mut self) {
        self.awaited = 0;
    }

    fn changed(&mut self, revs: &[(RecordId, Rev)], desk: &mut Desk) {
        if revs.iter().any(|(id, _)| *id == self.shown.record.id) {
            self.load(desk);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Start;
    use crate::app::desk::Note;
    use crate::domain::records::village;
    use crate::domain::{Place, Record, Tables, Value, Values};
    use std::sync::Arc;

    fn view() -> (View, Desk) {
        let mut desk = Desk::new(Start::of_a_test(), Arc::new(Tables::built_in().unwrap()));
        let mut values = Values::default();
        values.set(village::NUMBER, Some(&Value::Text("3".into())));
        let record =
            Record { id: RecordId([1; 16]), kind: village::KIND, rev: Rev::default(), values };
        let shown = Shown { record, names: Vec::new(), seq: 1 };
        (View::new(&mut desk, shown), desk)
    }

    #[test]
    fn what_the_register_refuses_is_said_and_only_what_is_gone_is_called_so() {
        for why in [Why::Record, Why::History, Why::Referring, Why::Delete] {
            let (mut view, mut desk) = view();
            let disk = Problem::new(&register::REGISTER_IO, ["0001.seg", "EIO"]);
            view.reply(why, Reply::Refused(disk.clone()), &mut desk);
            assert_eq!(desk.note, Some(Note::Wrong(disk)), "{why:?}");
            assert!(view.there, "{why:?}");
        }
        for code in [&register::NOT_FOUND, &register::GONE] {
            let (mut view, mut desk) = view();
            view.reply(Why::Record, Reply::Refused(Problem::new(code, ["x"])), &mut desk);
            assert!(!view.there && desk.note.is_none());
        }
    }

    #[test]
    fn a_delete_over_somebody_elses_change_says_that_it_was_not_done() {
        let (mut view, mut desk) = view();
        let theirs = view.shown.clone();
        let by = "Hùng".to_owned();
        view.reply(Why::Delete, Reply::Stale { theirs, by, overlapping: Vec::new() }, &mut desk);
        let Some(Note::Wrong(problem)) = &desk.note else { panic!("{:?}", desk.note) };
        assert!(problem.is(&app::NOT_DELETED) && problem.params[1] == "Hùng", "{problem}");
        assert!(!desk.effects.is_empty(), "and the record is read again");
    }

    #[test]
    fn older_history_is_read_on_from_the_last_row() {
        let (mut view, mut desk) = view();
        let place = |offset| Some(Place { segment: 0, offset });
        let entry = |seq, before| Entry {
            seq,
            time: 0,
            operator: "Lan".into(),
            from: String::new(),
            what: "put".into(),
            changes: Vec::new(),
            reason: String::new(),
            accepted: Vec::new(),
            source: None,
            took: Vec::new(),
            undoes: 0,
            batch: 0,
            names: Vec::new(),
            erased: false,
            before,
        };
        let newest = Reply::History(vec![entry(9, place(8)), entry(8, place(7))]);
        view.reply(Why::History, newest, &mut desk);
        for _ in 0..9 {
            view.act(Action::RowDown, &mut desk);
        }
        desk.effects.clear();
        view.act(Action::Open, &mut desk);
        assert_eq!(desk.effects.len(), 1, "older history is asked for");
        let older = || Reply::History(vec![entry(7, place(6)), entry(6, None)]);
        view.reply(Why::Older, older(), &mut desk);
        view.reply(Why::Older, older(), &mut desk);
        let panes = view.panes(&desk);
        let changes = panes.left.iter().filter(|row| row.what == What::Change).count();
        assert_eq!(changes, 4, "once each");
        assert!(panes.left.iter().all(|row| row.opens.is_none()), "and nothing older is left");
    }
}
