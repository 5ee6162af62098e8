//! A few fields keyed one below the other: those of a status act or a bulk edit.

use super::desk::{Desk, Note};
use super::entry::Typed;
use super::form::Cell;
use super::keymap::Action;
use super::layer::Go;
use super::list::{List, Offers};
use crate::lang::screens;

/// The fields, and where the cursor stands.
pub(crate) struct Fields {
    pub(crate) cells: Vec<Cell>,
    pub(crate) at: usize,
}

impl Fields {
    /// With the cursor in the first.
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        let mut fields = Self { cells, at: 0 };
        fields.enter(0);
        fields
    }

    /// The field the cursor stands in.
    pub(crate) fn cell(&self) -> Option<&Cell> {
        self.cells.get(self.at)
    }

    fn cell_mut(&mut self) -> Option<&mut Cell> {
        self.cells.get_mut(self.at)
    }

    pub(crate) fn is_last(&self) -> bool {
        self.at + 1 >= self.cells.len()
    }

    pub(crate) fn enter(&mut self, at: usize) {
        self.at = at.min(self.cells.len().saturating_sub(1));
        if let Some(cell) = self.cell_mut() {
            cell.enter();
        }
    }

    /// Stays in a field that cannot be taken; undo still goes back to what stood there first.
    pub(crate) fn again(&mut self, at: usize) {
        let was = self.cells.get(at).map(|cell| cell.was.clone());
        let stays = self.at == at;
        self.enter(at);
        if let (Some(cell), Some(was), true) = (self.cell_mut(), was, stays) {
            cell.was = was;
        }
    }

    /// The field alone goes back: nothing is saved yet.
    pub(crate) fn undo(&mut self) {
        if let Some(cell) = self.cell_mut() {
            cell.put(cell.was.clone());
            cell.enter();
        }
    }

    /// The list of values of the field.
    pub(crate) fn values(&self, desk: &mut Desk) -> Go {
        match self.cell() {
            Some(cell) => {
                let list = List::new(desk, Offers::Values(cell.field), "");
                Go::Open(Box::new(super::layer::Layer::List(list)))
            }
            None => Go::Stay,
        }
    }

    pub(crate) fn edit_line(&mut self, action: Action) -> Go {
        let at = self.at;
        let Some(cell) = self.cell_mut() else { return Go::Pass };
        let before = cell.entry.text().to_owned();
        if action == Action::Erase && before.is_empty() {
            self.enter(at.saturating_sub(1));
            return Go::Stay;
        }
        let taken = cell.entry.act(action);
        if cell.entry.text() != before {
            cell.touched();
        }
        if taken { Go::Stay } else { Go::Pass }
    }

    pub(crate) fn typed(&mut self, letter: char, desk: &mut Desk) {
        let Some(cell) = self.cell_mut() else { return };
        let composer = cell.composes().then_some(&mut desk.composer);
        if cell.entry.typed(letter, composer) == Typed::SwitchedOff {
            desk.note = Some(Note::Said(screens::INPUT_SWITCHED_OFF, Vec::new()));
        }
        cell.touched();
    }

    pub(crate) fn paste(&mut self, text: &str) {
        if let Some(cell) = self.cell_mut() {
            cell.entry.paste(&crate::text::clean::line(text));
            cell.touched();
        }
    }

    pub(crate) fn erase(&mut self) {
        if let Some(cell) = self.cell_mut() {
            cell.entry.erase();
            cell.touched();
        }
    }

    pub(crate) fn raw(&mut self, word: &str) {
        if let Some(cell) = self.cell_mut() {
            cell.entry.line.replace_word(word);
            cell.touched();
        }
    }
}
