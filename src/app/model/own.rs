//! What the program itself asks of the register: to be let in, to undo, to end; and what it does
//! when the register is gone.

use super::Model;
use crate::app::Effect;
use crate::app::confirm::{Asks, Confirm};
use crate::app::desk::{LayerId, Why, slot};
use crate::app::layer::Layer;
use crate::app::waiting::Waiting;
use crate::app::words::number;
use crate::domain::{RecordId, Rev};
use crate::lang::errors::register::NOTHING_TO_UNDO;
use crate::lang::{Problem, screens};
use crate::register::{Ask, Entry, Reply, Request, Shown, UndoWhat, Undoable};

impl Model {
    /// Asked for at home or before it, so that no form is open: one is left only once it is kept.
    pub(super) fn leave(&mut self) {
        if self.desk.who.is_none() || self.desk.gone.is_some() {
            return self.desk.effects.push(Effect::Quit(0));
        }
        let waiting = Waiting::new(&mut self.desk, screens::CLOSING, true);
        self.layers.push(Layer::Waiting(waiting));
        self.desk.send(LayerId(0), Why::Bye, Request::Bye);
    }

    pub(super) fn keep_all(&mut self) {
        for layer in &mut self.layers {
            layer.screen().keep(&mut self.desk);
        }
        self.keep_work(false);
    }

    pub(super) fn failed(&mut self, problem: Problem) {
        for layer in &mut self.layers {
            layer.screen().door_gone();
        }
        if self.desk.who.is_some() {
            return self.desk.door_gone(problem);
        }
        // Nothing was opened yet: back to the first run, where there is one, with what was typed.
        if self.layers.len() > 1 {
            self.layers.truncate(1);
        }
        self.desk.sample = false;
        self.desk.wrong(problem);
    }

    pub(super) fn own_reply(&mut self, why: Why, reply: Reply) {
        match (why, reply) {
            (Why::Hello, Reply::Welcome(welcome)) => {
                self.desk.take_layouts(welcome.layouts.iter().cloned());
                self.desk.who = Some(*welcome);
                self.home();
            }
            (Why::Hello, Reply::Refused(problem)) => self.not_let_in(problem),
            (Why::PinSet | Why::PinCleared, Reply::Saved { .. }) => {
                self.pin_is(why == Why::PinSet);
            }
            (Why::Layouts, Reply::Page { rows, .. }) => {
                self.desk.take_layouts(rows.into_iter().map(|shown| shown.record));
            }
            (Why::Work, Reply::Work(work)) => self.show_work(&work),
            // Figures that could not be kept are no reason to disturb anybody.
            (Why::KeepWork, _) => {}
            (Why::Bye, _) => self.desk.effects.push(Effect::Quit(0)),
            (Why::Watch, Reply::Changed(changes)) => {
                if let Some((_, _, _, by)) = changes.last() {
                    self.desk.last_changed_by = by.clone();
                }
                let revs: Vec<(RecordId, Rev)> =
                    changes.into_iter().map(|(_, id, rev, _)| (id, rev)).collect();
                self.changed(&revs);
            }
            (Why::NextUndo, Reply::Undoable(undoable)) => self.may_undo(undoable),
            (Why::Undo, Reply::Saved { revs, .. }) => self.undone(Why::Undone, &revs),
            (Why::Redo, Reply::Saved { revs, .. }) => self.undone(Why::Redone, &revs),
            (Why::Undo | Why::Redo, Reply::Progress(done, all)) => {
                let percent = done.saturating_mul(100).checked_div(all).unwrap_or(0).min(100);
                self.desk.say_with(screens::WORKING, [percent.to_string()]);
            }
            (Why::Undone | Why::Redone, Reply::Rows { rows, .. }) => self.undone_is(why, rows),
            (Why::Undone | Why::Redone, Reply::History(entries)) => self.tell(why, &entries),
            (_, Reply::Refused(problem)) => self.desk.wrong(problem),
            _ => {}
        }
    }

    /// Undoes one record's last save at once; more than that, or what was not done in this session,
    /// only once it was said what it is.
    fn may_undo(&mut self, undoable: Option<Undoable>) {
        let Some(undoable) = undoable else {
            return self.desk.wrong(Problem::bare(&NOTHING_TO_UNDO));
        };
        let Undoable { seq, records, called, of, here, .. } = undoable.clone();
        self.undoing = Some(undoable);
        if records == 1 && here {
            return self.undo(seq);
        }
        let records = number(records, self.desk.lang);
        let (question, params) = match (of.is_empty(), records.as_str()) {
            (false, _) => (screens::UNDO_IMPORT, vec![of, records]),
            (true, "1") => (screens::UNDO_OLDER, vec![called]),
            (true, _) => (screens::UNDO_MANY, vec![called, records]),
        };
        let ask = Confirm::new(&mut self.desk, question, params, Asks::Undo(seq));
        self.open(Layer::Confirm(ask));
    }

    pub(super) fn undo(&mut self, seq: u64) {
        let request = self.desk.request();
        let what = UndoWhat::Seq(seq);
        self.desk.send(LayerId(0), Why::Undo, Request::Undo { request, what });
    }

    fn undone(&mut self, why: Why, revs: &[(RecordId, Rev)]) {
        self.changed(revs);
        let many = self.undoing.as_ref().filter(|undone| undone.records > 1);
        if let Some(undone) = many.filter(|_| why == Why::Undone) {
            let records = number(undone.records, self.desk.lang);
            return self.desk.say_with(screens::UNDONE_MANY, [records]);
        }
        if let Some((id, _)) = revs.first() {
            self.desk.ask(LayerId(0), why, slot::NONE, Ask::Records(vec![*id]));
        }
    }

    /// What was undone is known by name now; its history says what that was.
    fn undone_is(&mut self, why: Why, rows: Vec<Shown>) {
        match rows.into_iter().next() {
            Some(shown) => {
                let id = shown.record.id;
                self.undone = Some(shown);
                self.desk.ask(LayerId(0), why, slot::NONE, Ask::History(id));
            }
            None => {
                let undone = self.undoing.take();
                let called = undone.map(|undone| undone.called).unwrap_or_default();
                self.desk.say_with(screens::UNDONE_GONE, [called]);
            }
        }
    }

    /// Says what an undo or redo changed.
    fn tell(&mut self, why: Why, entries: &[Entry]) {
        let Some(shown) = self.undone.take() else { return };
        let kind = crate::domain::records::of(shown.record.kind);
        let (Some(kind), Some(entry)) = (kind, entries.first()) else { return };
        let new = entry.changes.len() > 1 && entry.changes.iter().all(|(_, was, _)| was.is_none());
        let what: Vec<String> = match new {
            true => {
                vec![screens::RETURNED.fill(self.desk.lang, &[entry.changes.len().to_string()])]
            }
            false => {
                let lines = crate::app::record::field_lines(kind, entry, &self.desk);
                lines.into_iter().take(2).collect()
            }
        };
        let label = if why == Why::Redone { screens::REDONE } else { screens::UNDONE };
        let title = self.desk.title(&shown);
        self.desk.say_with(label, [title, what.join("; ")]);
    }

    pub(super) fn changed(&mut self, revs: &[(RecordId, Rev)]) {
        for layer in &mut self.layers {
            layer.screen().changed(revs, &mut self.desk);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::Note;
    use crate::app::{Event, Start, update};
    use crate::domain::Tables;
    use crate::register::{Envelope, PROTO};
    use std::sync::Arc;

    #[test]
    fn a_long_undo_says_how_far_it_is_and_is_still_waited_for() {
        let (mut model, _) = Model::new(Start::of_a_test(), Arc::new(Tables::built_in().unwrap()));
        let undo = Request::Undo { request: [1; 16], what: UndoWhat::Last };
        let ticket = model.desk.send(LayerId(0), Why::Undo, undo);
        let body = Reply::Progress(30, 300);
        let reply = Envelope { proto: PROTO, session: 0, ticket, body };
        update(&mut model, Event::Reply(Box::new(reply)));
        let said = Note::Said(screens::WORKING, vec!["10".to_owned()]);
        assert_eq!(model.desk.note, Some(said));
        assert!(model.desk.is_changing());
    }
}
