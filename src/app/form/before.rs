//! As in a record before: this field as in the last one; where letters stand in it already, as in the
//! latest one that begins with them.

use super::{After, Cell, Form, Read, Snap};
use crate::app::desk::Desk;
use crate::app::layer::Go;
use crate::domain::FieldKind;
use crate::lang::{Problem, errors::app};
use crate::text::fold::fold;

/// How many of the records saved last are looked through for what the letters begin.
const LOOKED_THROUGH: usize = 200;

impl Form {
    /// This field as in the previous record, or as in the latest that begins as it is typed.
    pub(super) fn as_before(&mut self, desk: &mut Desk) -> Go {
        let Some(cell) = self.cell() else { return Go::Stay };
        let before = match begun(cell) {
            Some(typed) => {
                let problem = || Problem::new(&app::NONE_BEGINS, [typed]);
                self.offered(desk).ok_or_else(problem)
            }
            None => {
                let last = self.last.iter().find(|(last, _)| *last == cell.field.tag);
                let snap = last.map(|(_, snap)| snap.clone());
                snap.ok_or_else(|| Problem::bare(&app::NO_PREVIOUS))
            }
        };
        let before = match before {
            Ok(before) => before,
            Err(problem) => {
                desk.wrong(problem);
                return Go::Stay;
            }
        };
        self.state += 1;
        if let Some(cell) = self.cells.get_mut(self.at) {
            cell.put(before);
        }
        self.leave(After::Next, desk)
    }

    /// What one key would put in place of the letters that are being typed.
    pub(crate) fn offered(&self, desk: &Desk) -> Option<Snap> {
        let cell = self.cell()?;
        self.begins(cell, begun(cell)?, desk)
    }

    /// What the latest record whose field begins with those letters holds there.
    pub(crate) fn begins(&self, cell: &Cell, letters: &str, desk: &Desk) -> Option<Snap> {
        let typed = fold(letters);
        let latest = self.saved.iter().rev().take(LOOKED_THROUGH);
        let mut snaps = latest.map(|shown| super::batch::as_in(cell, shown, desk).1);
        snaps.find(|snap| fold(&snap.text).starts_with(&typed))
    }
}

/// The letters typed so far, in a field of words that several records may share.
fn begun(cell: &Cell) -> Option<&str> {
    let text = cell.entry.text().trim();
    (cell.shares_words() && cell.read == Read::Typed && !text.is_empty()).then_some(text)
}

impl Cell {
    /// Whether it holds words that stand in several records.
    pub(crate) fn shares_words(&self) -> bool {
        matches!(self.flat.kind, FieldKind::Text(_) | FieldKind::Name) && !self.field.is_own()
    }
}
