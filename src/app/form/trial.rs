//! Keys tried on a form of its own: what a field would take them for. Nothing is asked or saved.

use super::Form;
use crate::app::desk::Desk;
use crate::app::layer::Screen;
use crate::domain::Value;

impl Form {
    /// What those letters, typed into that field while it is empty, are taken for, and whether the
    /// cursor then goes on by itself. None where they are wrong, or go on before the last one.
    pub(crate) fn tried(&self, tag: u16, letters: &str, desk: &Desk) -> Option<(Value, bool)> {
        let mut aside = desk.aside();
        let mut form = Self::bare(&mut aside, self.kind, (*self.layout).clone());
        let at = form.cells.iter().position(|cell| cell.field.tag == tag)?;
        form.at = at;
        for letter in letters.chars() {
            if form.at != at {
                return None;
            }
            form.typed(letter, &mut aside);
        }
        let goes_on = form.at != at;
        let cell = form.cells.get_mut(at)?;
        let value = cell.read(&aside).then(|| cell.value().cloned()).flatten()?;
        Some((value, goes_on))
    }
}
