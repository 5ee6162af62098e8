//! Codes of names: `nt` and a space at the start of a full name become Nguyễn Thị.

use super::aids::Last;
use super::{Cell, Form};
use crate::app::desk::Desk;
use crate::domain::records::name_code;
use crate::domain::{FieldKind, Find};
use crate::text::line::Line;

impl Form {
    /// Whether a field holds somebody's full name. The name that a record of something else is
    /// called by (a clan's) is nobody's.
    pub(super) fn is_full_name(&self, cell: &Cell) -> bool {
        cell.flat.kind == FieldKind::Name && (self.kind.person || cell.field.find != Find::Words)
    }

    /// A space was typed: where a code alone stands before it, the name it stands for.
    pub(super) fn expand(&mut self, desk: &mut Desk) -> bool {
        let Some(cell) = self.cell().filter(|cell| self.is_full_name(cell)) else { return false };
        let code = cell.entry.text();
        if self.aids.no_codes || cell.entry.fresh || cell.entry.line.before() != code {
            return false;
        }
        let Some(name) = name_code::expand(&desk.own_codes, code) else { return false };
        let letters = cell.entry.unraised().unwrap_or_else(|| code.to_owned());
        self.put_letters(&format!("{name} "), desk);
        self.aids.last = Some(Last::Expanded(letters));
        true
    }

    /// It was no code: its letters stand there again, as they were typed.
    pub(super) fn unexpand(&mut self, letters: &str, desk: &mut Desk) {
        self.put_letters(letters, desk);
        self.aids.no_codes = true;
    }

    fn put_letters(&mut self, text: &str, desk: &mut Desk) {
        desk.composer.reset();
        if let Some(cell) = self.cell_mut() {
            cell.entry.line = Line::new(text);
        }
        self.touched(desk);
    }

    /// The word at the cursor as it was typed, without the capital it was given; false where it was
    /// given none.
    pub(super) fn lower(&mut self, desk: &mut Desk) -> bool {
        let Some(word) = self.cell().and_then(|cell| cell.entry.unraised()) else { return false };
        let word = desk.composer.raw_small().unwrap_or(word);
        if let Some(cell) = self.cell_mut() {
            cell.entry.line.replace_word(&word);
        }
        self.touched(desk);
        true
    }
}
