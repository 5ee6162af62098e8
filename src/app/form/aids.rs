//! What a form does by itself so that fewer keys are needed: it goes on once a field is full.

use super::{After, Form};
use crate::app::desk::Desk;
use crate::app::keymap::Action;
use crate::app::layer::Go;
use crate::domain::input;
use crate::lang::screens;

/// What the last key did by itself, so that the next one can take it back or is not taken twice.
pub(super) enum Last {
    /// The cursor went on: an Enter now is the habit of ending a field, and means nothing more.
    WentOn,
    /// These letters became the beginning of a name.
    Expanded(String),
}

/// What helps whoever keys.
#[derive(Default)]
pub(super) struct Aids {
    /// What the last key did.
    pub(super) last: Option<Last>,
    /// The letters of this field are no code: they were asked back.
    pub(super) no_codes: bool,
    /// Whether a citizen id fills in gender and year of birth.
    pub(super) derives: bool,
}

impl Aids {
    /// The cursor came into a field.
    pub(super) fn entered(&mut self) {
        (self.last, self.no_codes) = (None, false);
    }
}

impl Form {
    /// Takes an action that is about what was done by itself; false for all others.
    pub(super) fn aided(&mut self, action: Action, desk: &mut Desk) -> bool {
        match (self.aids.last.take(), action) {
            (Some(Last::WentOn), Action::NextField) => true,
            (Some(Last::Expanded(letters)), Action::Erase | Action::SwitchInput) => {
                self.unexpand(&letters, desk);
                true
            }
            (_, Action::SwitchInput) => self.lower(desk),
            (_, Action::GoOn) => {
                desk.goes_on = !desk.goes_on;
                desk.say(if desk.goes_on { screens::GOES_ON } else { screens::GOES_ON_NOT });
                true
            }
            (_, Action::FromId) => {
                self.switch_derives(desk);
                true
            }
            _ => false,
        }
    }

    /// A letter was typed: goes on where the field is full and right. Never past the last field,
    /// since that saves, and never from what the citizen id contradicts.
    pub(super) fn go_on(&mut self, desk: &mut Desk) -> Go {
        let Some(cell) = self.cell().filter(|_| desk.goes_on) else { return Go::Stay };
        let text = cell.entry.text();
        let full = cell.entry.line.before() == text
            && input::is_full(&cell.flat.kind, text, &desk.tables, desk.today);
        if !full || self.next_cell().is_none() || self.contradicts(desk) {
            return Go::Stay;
        }
        let from = self.at;
        let go = self.leave(After::Next, desk);
        if self.at != from {
            self.aids.last = Some(Last::WentOn);
        }
        go
    }
}
