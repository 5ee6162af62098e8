//! Going from field to field, reading what is left behind; undo of fields.

use super::{After, Busy, Cell, Form, Read, Snap};
use crate::app::desk::{Desk, Why, slot};
use crate::app::keymap::Action;
use crate::app::layer::Go;
use crate::derived::search::{Found, Query};
use crate::domain::{FieldKind, Value};
use crate::lang::{Problem, screens};
use crate::register::{Ask, Shown};

/// How many candidates are shown.
const ROWS: usize = 3;

impl Form {
    /// The cursor goes into that field.
    pub(super) fn enter(&mut self, at: usize, desk: &mut Desk) {
        self.at = at.min(self.cells.len().saturating_sub(1));
        // What the column of another field tells is typed there.
        if self.cell().is_some_and(|cell| self.is_told(cell.field.tag)) {
            let of = self.kind.split.as_ref().map(|split| split.of);
            let at = self.cells.iter().position(|cell| Some(cell.field.tag) == of);
            self.at = at.unwrap_or(self.at);
        }
        self.candidates = None;
        desk.forget(slot::CANDIDATES);
        desk.composer.reset();
        self.aids.entered();
        if let Some(cell) = self.cell_mut() {
            cell.enter();
        }
        self.choose_column(desk);
        // Who is used to come to that column with one more Enter may still press it.
        if self.has_leant() {
            self.aids.last = Some(super::aids::Last::WentOn);
        }
    }

    /// Reads the field the cursor stands in, then goes on.
    pub(super) fn leave(&mut self, after: After, desk: &mut Desk) -> Go {
        if self.leaves_column(after, desk) {
            self.keep_draft(desk);
            return Go::Stay;
        }
        if self.read_at(self.at, after, desk) { self.arrive(after, desk) } else { Go::Stay }
    }

    /// Reads a field; false where the register has to be asked first.
    pub(super) fn read_at(&mut self, at: usize, after: After, desk: &mut Desk) -> bool {
        let Some(cell) = self.cells.get_mut(at) else { return true };
        if cell.read(desk) {
            return true;
        }
        let FieldKind::Lookup(kind) = cell.flat.kind else { return true };
        let text = crate::text::clean::line(cell.entry.text());
        let why = Why::Resolve(cell.field.tag);
        desk.ask(self.id, why, slot::NONE, Ask::Resolve { kind: Some(kind), text });
        self.busy = Busy::Reading(at, after);
        false
    }

    /// The register has read a field's words.
    pub(super) fn resolved(
        &mut self,
        tag: u16,
        found: &Found,
        rows: Vec<Shown>,
        desk: &mut Desk,
    ) -> Go {
        let Busy::Reading(at, after) = self.busy.clone() else { return Go::Stay };
        self.busy = Busy::No;
        let Some(cell) = self.cells.get_mut(at).filter(|cell| cell.field.tag == tag) else {
            return Go::Stay;
        };
        self.names.extend(cell.resolved(found, rows, desk));
        self.arrive(after, desk)
    }

    /// A field could not be read by the register: it stays as it is.
    pub(super) fn not_resolved(&mut self, problem: Problem) -> Go {
        if let Busy::Reading(at, _) = self.busy
            && let Some(cell) = self.cells.get_mut(at)
        {
            cell.read = Read::Wrong(problem);
        }
        self.busy = Busy::No;
        Go::Stay
    }

    /// The field is read: goes on, or stays with what is wrong.
    fn arrive(&mut self, after: After, desk: &mut Desk) -> Go {
        self.note_change(desk);
        let wrong = self.cell().is_some_and(|cell| matches!(cell.read, Read::Wrong(_)));
        match after {
            After::Save(then) => return self.save(then, desk),
            // What cannot be read is most often typed anew: the first letter replaces it.
            After::Next | After::Below if wrong => self.cell_mut().map_or((), Cell::enter),
            After::Next | After::Below => match self.confirmed_next(after) {
                Some(next) => self.enter(next, desk),
                None => {
                    let edits = self.of.is_some();
                    let then = if edits { super::Then::Close } else { super::Then::New };
                    return self.save(then, desk);
                }
            },
            After::Prev => self.enter(self.previous_cell(), desk),
        }
        self.keep_draft(desk);
        Go::Stay
    }

    /// What was typed since the cursor came in becomes one step of undo, and is checked.
    fn note_change(&mut self, desk: &mut Desk) {
        let told = self.note_told();
        let Some(cell) = self.cells.get_mut(self.at) else { return };
        let now = cell.snap();
        if now == cell.was && !told {
            return;
        }
        let before = std::mem::replace(&mut cell.was, now.clone());
        let find = cell.field.find;
        if before != now {
            self.undo.push((self.at, before, now));
        }
        self.redo.clear();
        if self.of.is_none() {
            self.group_changed();
        }
        self.derive(desk);
        self.check(desk);
        if self.of.is_none() && super::twins::tells(find) {
            self.look_for_twins(desk);
        }
    }

    /// Several fields were filled or put back at once: what was found of them holds no longer.
    pub(super) fn look_again(&mut self, desk: &mut Desk) {
        self.findings.clear();
        self.check(desk);
        if self.of.is_none() {
            self.look_for_twins(desk);
        }
    }

    fn check(&self, desk: &mut Desk) {
        let mut change = self.change();
        change.dry = true;
        desk.ask(self.id, Why::Check, slot::CHECK, Ask::Check(change));
    }

    /// Candidates for the words of a look-up field, as they are typed.
    pub(super) fn look(&mut self, desk: &mut Desk) {
        let Some(cell) = self.cell() else { return };
        let FieldKind::Lookup(kind) = cell.flat.kind else { return };
        let text = cell.entry.text().to_owned();
        if text.is_empty() {
            self.candidates = None;
            return desk.forget(slot::CANDIDATES);
        }
        let query = Query { kind: Some(kind), text, limit: ROWS, ..Query::default() };
        desk.ask(self.id, Why::Candidates, slot::CANDIDATES, Ask::Find(query));
    }

    /// The field first: what is being typed in it, then the fields left before.
    pub(super) fn undo(&mut self, desk: &mut Desk) -> Go {
        if self.cell().is_some_and(|cell| cell.changed_here()) {
            let at = self.at;
            if let Some(cell) = self.cell_mut() {
                let now = cell.snap();
                let was = cell.was.clone();
                cell.put(was.clone());
                self.redo.push((at, was, now));
            }
            self.untell();
            self.state += 1;
            self.look_again(desk);
            return Go::Stay;
        }
        let Some((at, before, after)) = self.undo.pop() else {
            if self.state == 0 && !self.drafted {
                return Go::Pass;
            }
            // One ^U too many, over a form that is being filled, must not reach what is saved.
            desk.say(screens::FORM_ALL_UNDONE);
            return Go::Stay;
        };
        self.put_back(at, before.clone(), desk);
        self.redo.push((at, before, after));
        Go::Stay
    }

    /// Does again what was undone in the fields.
    pub(super) fn redo(&mut self, desk: &mut Desk) -> Go {
        let Some((at, before, after)) = self.redo.pop() else { return Go::Pass };
        self.put_back(at, after.clone(), desk);
        self.undo.push((at, before, after));
        Go::Stay
    }

    fn put_back(&mut self, at: usize, snap: Snap, desk: &mut Desk) {
        self.state += 1;
        if let Some(cell) = self.cells.get_mut(at) {
            cell.put(snap);
        }
        self.enter(at, desk);
        self.look_again(desk);
        self.keep_draft(desk);
    }

    /// A value was chosen in a list: it is taken, and the cursor goes on.
    pub(super) fn chosen(&mut self, value: Value, text: String, desk: &mut Desk) -> Go {
        if let Value::Ref(id) = value {
            self.names.push((id, text.clone()));
        }
        self.state += 1;
        if let Some(cell) = self.cell_mut() {
            cell.set(value, text);
        }
        self.act_next(desk)
    }

    fn act_next(&mut self, desk: &mut Desk) -> Go {
        use crate::app::layer::Screen;
        // Not past the last field: choosing there is not yet saving.
        if self.next_cell().is_some() { self.act(Action::NextField, desk) } else { Go::Stay }
    }
}
