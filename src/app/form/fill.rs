//! What stands in a form when it opens: defaults, carried fields, a record, a copy of the last.

use super::carry::Scope;
use super::{Busy, Cell, Form, Read, Snap, Then};
use crate::app::confirm;
use crate::app::desk::{Desk, slot};
use crate::app::layer::{Go, Layer};
use crate::domain::{FieldKind, FormLayout, RecordType, Value};
use crate::lang::{Problem, errors::app, screens};
use crate::register::Shown;

impl Form {
    /// A new record of that type, in the layout it was last entered in, or its first.
    pub(crate) fn start(desk: &mut Desk, kind: &'static RecordType) -> Go {
        if let Some(problem) = desk.forbidden() {
            desk.wrong(problem);
            return Go::Stay;
        }
        let Some(layout) = desk.layout(kind, None) else { return Go::Stay };
        let mut form = Self::bare(desk, kind, layout);
        form.begin(desk);
        form.take_carried(desk);
        Go::Open(Box::new(Layer::Form(form)))
    }

    /// A record of the register, for editing: its layout's fields, then all the others.
    pub(crate) fn edit(desk: &mut Desk, shown: Shown) -> Go {
        if let Some(problem) = desk.forbidden() {
            desk.wrong(problem);
            return Go::Stay;
        }
        let Some(kind) = super::entered(shown.record.kind) else { return Go::Stay };
        let Some(layout) = desk.layout(kind, None) else { return Go::Stay };
        let mut form = Self::bare(desk, kind, layout);
        form.load(shown, desk);
        Go::Open(Box::new(Layer::Form(form)))
    }

    /// A form of that layout with nothing in it.
    pub(super) fn bare(desk: &mut Desk, kind: &'static RecordType, layout: FormLayout) -> Self {
        let mut cells: Vec<Cell> = Vec::new();
        for tag in layout.header.iter().chain(&layout.fields) {
            let known = cells.iter().any(|cell| cell.field.tag == *tag);
            if let Some(field) = kind.field(*tag).filter(|field| !field.retired && !known) {
                cells.push(Cell::new(field));
            }
        }
        for cell in cells.iter_mut().take(layout.header.len()) {
            cell.carry = Some(Scope::Batch);
        }
        Self {
            id: desk.layer(),
            kind,
            of: None,
            request: desk.request(),
            header: layout.header.len().min(cells.len()),
            layout: Box::new(layout),
            grid: false,
            under: 0,
            batch: None,
            at: 0,
            cells,
            busy: Busy::No,
            findings: Vec::new(),
            accepted: Vec::new(),
            then: Then::Stay,
            state: 0,
            sent: 0,
            sent_at: 0,
            kept: 0,
            drafted: false,
            undo: Vec::new(),
            redo: Vec::new(),
            saved: Vec::new(),
            reading: Vec::new(),
            turning: false,
            first: 1,
            count: 0,
            last: Vec::new(),
            names: Vec::new(),
            candidates: None,
            twins: super::Twins::default(),
            changed_by: String::new(),
            aids: super::Aids::default(),
        }
    }

    /// Puts a record into the fields.
    pub(super) fn load(&mut self, shown: Shown, desk: &mut Desk) {
        let kind = self.kind;
        for field in kind.fields.iter().filter(|field| !field.retired) {
            if !self.cells.iter().any(|cell| cell.field.tag == field.tag) {
                self.cells.push(Cell::new(field));
            }
        }
        for cell in &mut self.cells {
            cell.load(shown.record.values.get(cell.field.tag), &shown.names, desk);
        }
        // Editing begins with the record's own fields, like entering.
        self.names = shown.names.clone();
        self.of = Some(shown);
        self.enter(self.header, desk);
    }

    /// Puts what a new record begins with into the fields, and the cursor into the first of them.
    pub(super) fn begin(&mut self, desk: &mut Desk) {
        for at in 0..self.cells.len() {
            let Some(cell) = self.cells.get_mut(at) else { continue };
            let carried = cell.carries(desk);
            // The header's fields are typed anew for the rest of the batch.
            if carried && cell.carry == Some(Scope::Batch) && at >= self.header {
                cell.keeps();
            }
            if !carried {
                cell.put(Snap::of("", Read::Empty));
                cell.base = None;
                let default = self.layout.default(cell.field);
                if !default.is_empty() {
                    cell.entry = crate::app::entry::Entry::new(&default);
                    cell.read = Read::Typed;
                    cell.read(desk);
                } else if cell.field.required {
                    own(cell, desk, &mut self.names);
                }
            }
            cell.given = true;
        }
        self.enter(self.header, desk);
    }

    /// Clears the form for the next record; carried fields stay.
    pub(super) fn next_record(&mut self, desk: &mut Desk) {
        for cell in &mut self.cells {
            cell.base = None;
            // What is kept for the next record was not read from its paper.
            cell.from.clear();
            cell.theirs = None;
            cell.since = None;
        }
        self.of = None;
        self.request = desk.request();
        (self.state, self.sent, self.kept, self.drafted) = (0, 0, 0, false);
        self.findings.clear();
        self.accepted.clear();
        self.undo.clear();
        self.redo.clear();
        self.twins = super::Twins::default();
        self.candidates = None;
        desk.forget(slot::CHECK);
        desk.forget(slot::TWINS);
        self.begin(desk);
    }

    /// Remembers what stands in the fields, for "as before".
    pub(super) fn remember(&mut self, desk: &mut Desk) {
        self.keep_carried(desk);
        let snap = |cell: &Cell| Snap::of(cell.entry.text(), cell.read.clone());
        self.last = self.cells.iter().map(|cell| (cell.field.tag, snap(cell))).collect();
    }

    /// The previous record without its name, its year and its own numbers.
    pub(super) fn like_last(&mut self, desk: &mut Desk) -> Go {
        if self.last.is_empty() {
            desk.wrong(Problem::bare(&app::NO_PREVIOUS));
            return Go::Stay;
        }
        self.state += 1;
        for (tag, snap) in self.last.clone() {
            let Some(at) = self.cells.iter().position(|cell| cell.field.tag == tag) else {
                continue;
            };
            let Some(cell) = self.cells.get_mut(at) else { continue };
            let own = cell.field.is_own() || cell.flat.kind == FieldKind::Note;
            if !own && cell.entry.is_empty() {
                let before = cell.snap();
                cell.put(snap.clone());
                self.undo.push((at, before, snap));
            }
        }
        self.look_again(desk);
        Go::Stay
    }

    /// Asks whether a pasted row is to fill the fields from this one on.
    pub(super) fn ask_row(&mut self, text: &str, desk: &mut Desk) -> Go {
        let text = text.trim_end_matches('\n');
        let rows = text.split('\n').count();
        if rows > 1 {
            desk.wrong(Problem::new(&app::PASTED_ROWS, [rows.to_string()]));
            return Go::Stay;
        }
        let row: Vec<String> = text.split('\t').map(crate::text::clean::line).collect();
        let room = self.cells.len().saturating_sub(self.at);
        let over = row.len().saturating_sub(room);
        let params = vec![row.len().min(room).to_string(), over.to_string()];
        let question = if over > 0 { screens::PASTE_ROW_OVER } else { screens::PASTE_ROW };
        let asks = confirm::Asks::PasteRow(row);
        let layer = confirm::Confirm::new(desk, question, params, asks);
        Go::Open(Box::new(Layer::Confirm(layer)))
    }

    /// Fills the fields from this one on.
    pub(super) fn fill_row(&mut self, row: &[String], desk: &mut Desk) {
        self.state += 1;
        let at = self.at;
        for (cell, text) in self.cells.iter_mut().skip(at).zip(row) {
            if !text.is_empty() {
                cell.entry.fresh = true;
                cell.entry.paste(text);
                cell.touched();
                cell.read(desk);
            }
        }
        self.look_again(desk);
    }
}

/// Fills a required field with the register's own unit, or with that unit's area.
fn own(cell: &mut Cell, desk: &Desk, names: &mut Vec<(crate::domain::RecordId, String)>) {
    let Some(unit) = desk.who.as_ref().map(|who| &who.unit) else { return };
    match cell.flat.kind {
        FieldKind::Lookup(kind) if kind == unit.record.kind => {
            let title = desk.title(unit);
            names.push((unit.record.id, title.clone()));
            cell.set(Value::Ref(unit.record.id), title);
        }
        FieldKind::Area(_) => {
            let kind = crate::domain::records::of(unit.record.kind);
            let area = kind.and_then(|kind| {
                let mut areas =
                    kind.fields.iter().filter(|field| matches!(field.kind, FieldKind::Area(_)));
                areas.find_map(|field| unit.record.values.get(field.tag))
            });
            if let Some(value) = area {
                let text = cell.worded(&value, &[], desk);
                cell.set(value, text);
            }
        }
        _ => {}
    }
}
