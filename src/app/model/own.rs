//! What the program itself asks of the register: to be let in, to undo, to end; and what it does
//! when the register is gone.

use super::Model;
use crate::app::Effect;
use crate::app::desk::{LayerId, Why, slot};
use crate::app::layer::Layer;
use crate::app::prompt::Prompt;
use crate::app::waiting::Waiting;
use crate::domain::{RecordId, Rev};
use crate::lang::{Problem, screens};
use crate::register::{Ask, Entry, Reply, Request, Shown};

impl Model {
    pub(super) fn leave(&mut self) {
        self.keep_all();
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
                self.desk.who = Some(welcome);
                self.home();
            }
            (Why::Hello, Reply::Refused(problem)) => {
                let why = problem.what(self.desk.lang);
                let prompt = Prompt::operator(&mut self.desk, why);
                self.layers.push(Layer::Prompt(prompt));
            }
            (Why::Bye, _) => self.desk.effects.push(Effect::Quit(0)),
            (Why::Watch, Reply::Changed(changes)) => {
                if let Some((_, _, _, by)) = changes.last() {
                    self.desk.last_changed_by = by.clone();
                }
                let revs: Vec<(RecordId, Rev)> =
                    changes.into_iter().map(|(_, id, rev, _)| (id, rev)).collect();
                self.changed(&revs);
            }
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

    fn undone(&mut self, why: Why, revs: &[(RecordId, Rev)]) {
        self.changed(revs);
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
            None => self.desk.say(screens::UNDONE_GONE),
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
    use crate::domain::{PartialDate, Tables};
    use crate::lang::Lang;
    use crate::register::{Envelope, PROTO, UndoWhat};
    use std::sync::Arc;

    #[test]
    fn a_long_undo_says_how_far_it_is_and_is_still_waited_for() {
        let start = Start {
            lang: Lang::Vi,
            today: PartialDate::new(2026, 6, 1).unwrap(),
            user: (String::new(), String::new()),
            operator: None,
            register: true,
            read_only: false,
            sample: false,
            seed: [0; 16],
        };
        let (mut model, _) = Model::new(start, Arc::new(Tables::built_in().unwrap()));
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
