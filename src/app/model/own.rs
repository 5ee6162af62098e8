//! What the program itself asks of the register: to be let in, what was undone, to end; and what it does
//! when the register is gone.

use super::Model;
use crate::app::Effect;
use crate::app::desk::{LayerId, Why};
use crate::app::import::job::Told;
use crate::app::layer::Layer;
use crate::app::waiting::Waiting;
use crate::domain::{RecordId, Rev};
use crate::lang::{Problem, screens};
use crate::register::{Reply, Request};

impl Model {
    /// At the start of a word the next method; inside one the raw keys back.
    pub(super) fn switch_input(&mut self) {
        match self.desk.composer.raw() {
            Some(raw) => {
                if let Some(layer) = self.layers.last_mut() {
                    layer.screen().raw(&raw);
                }
            }
            None => {
                let next = self.desk.composer.method().next();
                self.desk.composer.set_method(next);
            }
        }
    }

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
                self.desk.own_codes.clone_from(&welcome.name_codes);
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
            (Why::NameCodes, Reply::Page { rows, .. }) => {
                self.desk.own_codes = rows.into_iter().map(|shown| shown.record).collect();
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
            (Why::NextUndo | Why::NextRedo, Reply::Undoable(undoable)) => {
                self.may_undo(why == Why::NextRedo, undoable);
            }
            (Why::Undo | Why::Redo, Reply::Saved { revs, .. }) => self.undone(why, &revs),
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

    /// Of the work aside that is wanted now: what is on top moves the stack, what is covered does not.
    pub(super) fn worked(&mut self, number: u64, told: Told) {
        if number != self.desk.work {
            return;
        }
        let top = self.layers.len().saturating_sub(1);
        let of = |layer: &Layer| layer.seen().works();
        let Some(at) = self.layers.iter().rposition(of) else { return };
        let Some(layer) = self.layers.get_mut(at) else { return };
        let go = layer.screen().told(told, &mut self.desk);
        if at == top {
            self.go(go, None);
        }
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
    use crate::register::{Envelope, PROTO, UndoWhat};
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
