//! What a form does by itself so that fewer keys are needed: it goes on once a field is full, and
//! where a digit can only belong to the next field.

use super::{After, Cell, Form, Read, Snap};
use crate::app::desk::Desk;
use crate::app::keymap::Action;
use crate::app::layer::{Go, Screen};
use crate::domain::{FieldKind, Value, input};
use crate::lang::screens;
use crate::text::compose::Method;

/// What the last key did by itself, so that the next one can take it back or is not taken twice.
pub(super) enum Last {
    /// The cursor went on: an Enter now is the habit of ending a field, and means nothing more.
    WentOn,
    /// These letters became the beginning of a name.
    Expanded(String),
    /// That digit ended the field at the first place, and begins the one at the second.
    Began(char, usize, usize),
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
            (Some(Last::WentOn), Action::NextField | Action::FieldBelow) => true,
            (Some(Last::Began(_, _, to)), Action::NextField | Action::FieldBelow)
                if self.at != to =>
            {
                true
            }
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

    /// The field in which a digit goes on that is typed here once the words are whole: no name and no
    /// lettered words hold one, so that it can only be the beginning of what follows. In VNI digits
    /// are marks.
    pub(crate) fn digit_begins(&self, desk: &Desk) -> Option<usize> {
        self.cell().filter(|cell| self.is_full_name(cell) || cell.field.lettered)?;
        let off = !desk.goes_on || self.of.is_some() || desk.composer.method() == Method::Vni;
        let next = self.next_cell().filter(|_| !off)?;
        let to = self.cells.get(next)?;
        let free = to.entry.is_empty() || to.given;
        (free && to.begins_with_digit()).then_some(next)
    }

    /// Whether the words of the field are whole: a name of two words or more, or none at all where a
    /// digit begins none.
    pub(crate) fn is_whole(cell: &Cell, desk: &Desk) -> bool {
        let text = cell.entry.text();
        if cell.entry.fresh {
            return false;
        }
        if cell.field.lettered {
            return text.is_empty();
        }
        let words = text.split_whitespace().count() > 1 && !text.contains(|c: char| c.is_numeric());
        let read = || input::parse(&cell.flat, text, &desk.tables, desk.today);
        words && cell.entry.line.before() == text && read().is_ok()
    }

    /// Whether a digit behind that value ends such a field.
    pub(crate) fn ends_whole(&self, cell: &Cell, value: Option<&Value>) -> bool {
        match value {
            Some(Value::Text(text)) => self.is_full_name(cell) && text.contains(' '),
            _ => cell.field.lettered && value.is_none(),
        }
    }

    /// A key that no words hold is typed behind them: the cursor goes on.
    pub(super) fn ends_words(&mut self, letter: char, desk: &mut Desk) -> Option<Go> {
        self.digit_goes_on(letter, desk).or_else(|| self.plus_goes_on(letter, desk))
    }

    /// A digit is typed: into the next field, where it can only belong there.
    fn digit_goes_on(&mut self, digit: char, desk: &mut Desk) -> Option<Go> {
        let next = self.digit_begins(desk).filter(|_| digit.is_ascii_digit())?;
        self.cell().filter(|cell| Self::is_whole(cell, desk))?;
        let from = self.at;
        let go = self.leave(After::Next, desk);
        if self.at != next {
            return Some(go);
        }
        let go = self.typed(digit, desk);
        self.aids.last = Some(Last::Began(digit, from, next));
        Some(go)
    }

    /// A letter behind the digit that ended a field: it was no end, both belong to the field before
    /// (marks typed as in VNI). Goes back there; also where the digit alone filled its field.
    pub(super) fn takes_back(&mut self, letter: char, desk: &mut Desk) {
        let Some(Last::Began(digit, from, to)) = self.aids.last else { return };
        let here = self.cell().filter(|_| letter.is_alphabetic());
        let no_words = |cell: &Cell| cell.begins_with_digit() && !cell.is_pick();
        if !here.is_some_and(|cell| self.at == to || no_words(cell)) {
            return;
        }
        self.enter(to, desk);
        if let Some(cell) = self.cell_mut() {
            cell.put(Snap::of("", Read::Empty));
        }
        self.column_tells(desk);
        self.enter(from, desk);
        if let Some(cell) = self.cell_mut() {
            cell.entry.act(Action::LineEnd);
            cell.entry.paste(digit.encode_utf8(&mut [0; 4]));
        }
        self.touched(desk);
    }
}

impl Cell {
    /// Whether what is typed there begins with a digit, and holds no letter right behind it.
    pub(crate) fn begins_with_digit(&self) -> bool {
        use FieldKind::{Choice, CitizenId, Date, PartialDate, Phone, Vnd, Whole, YesNo};
        matches!(
            self.flat.kind,
            Choice(_) | CitizenId | Date | PartialDate | Phone | Vnd | Whole | YesNo
        )
    }
}
