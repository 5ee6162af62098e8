//! The form: one record, keyed field by field. Built from the schema alone, for any type.
//!
//! Leaving a field reads it. Where only the register can read it (the words of another record),
//! keys wait for its answer, so that fast and slow typing come to the same end.

mod aids;
mod batch;
mod before;
mod carry;
mod cell;
mod citizen;
mod draft;
mod fill;
mod grid;
mod heard;
mod layout;
mod moves;
mod names;
mod pages;
mod save;
mod trial;
mod twins;

pub(crate) use batch::{InBatch, is_stack, undo_batch};
pub(crate) use carry::Scope;
pub(crate) use cell::{Cell, Read, Since, Snap, only};
pub(crate) use draft::title_of;
pub(crate) use grid::Column;

use aids::Aids;
use twins::Twins;

use super::confirm;
use super::desk::{Desk, LayerId, Note, Why};
use super::entry::Typed;
use super::find::Find;
use super::keymap::{Action, Context, chains};
use super::layer::{Given, Go, Layer, Screen};
use super::list::{List, Offers};
use crate::domain::{FieldKind, Finding, FormLayout, Kind, RecordId, RecordType, Rev, Values};
use crate::lang::screens;
use crate::register::{Draft, Reply, Shown};

/// Where to go once a field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    Next,
    /// The very next field, also where it is kept or passed over.
    Below,
    Prev,
    Save(Then),
}

/// What to do once the record is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    Stay,
    New,
    Close,
    /// On to the record of that place among those saved since the form was opened.
    Turn(usize),
}

/// What keys have to wait for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Busy {
    No,
    /// The register reads that field's words.
    Reading(usize, After),
    /// The register saves.
    Saving(Then),
    /// The register gives the record that this draft edits.
    Loading(Box<Draft>),
    /// The register keeps the draft, and then this form is left.
    Keeping,
}

/// Records that the words of a look-up field may mean.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hits {
    pub(crate) rows: Vec<Shown>,
    pub(crate) total: u64,
}

/// The form.
pub(crate) struct Form {
    id: LayerId,
    pub(crate) kind: &'static RecordType,
    pub(crate) layout: Box<FormLayout>,
    /// The record being edited, as it is saved.
    pub(crate) of: Option<Shown>,
    request: [u8; 16],
    pub(crate) cells: Vec<Cell>,
    /// How many of the first cells are entered once for a batch.
    pub(crate) header: usize,
    /// Whether it is shown as a grid, and in which of several columns of a field the cursor stands.
    pub(crate) grid: bool,
    under: usize,
    /// The batch it is part of.
    pub(crate) batch: Option<Box<InBatch>>,
    /// The field the cursor stands in.
    pub(crate) at: usize,
    pub(crate) busy: Busy,
    pub(crate) findings: Vec<Finding>,
    accepted: Vec<(String, String)>,
    then: Then,
    /// Counts changes of the letters; 0 for a form nothing was typed in.
    state: u64,
    /// The state that was last sent to be kept, and the last that is kept.
    sent: u64,
    /// The field the cursor stood in then.
    sent_at: usize,
    kept: u64,
    /// Whether a draft of this request stands on disk.
    drafted: bool,
    undo: Vec<(usize, Snap, Snap)>,
    redo: Vec<(usize, Snap, Snap)>,
    /// The records saved since the form was opened, the oldest first.
    pub(crate) saved: Vec<Shown>,
    /// Those of them that are being read again.
    reading: Vec<RecordId>,
    /// This is one of them, gone back to from the form below.
    turning: bool,
    /// The number of the first of them.
    first: usize,
    /// How many were saved since the form was opened.
    pub(crate) count: usize,
    pub(crate) last: Vec<(u16, Snap)>,
    /// Names of records that fields refer to.
    names: Vec<(RecordId, String)>,
    pub(crate) candidates: Option<Hits>,
    pub(crate) twins: Twins,
    /// Who changed the record that is being edited.
    changed_by: String,
    aids: Aids,
}

impl Form {
    /// The field the cursor stands in.
    pub(crate) fn cell(&self) -> Option<&Cell> {
        self.cells.get(self.at)
    }

    /// What the layout is for: "A Danh sách chi hội".
    pub(crate) fn layout_label(&self, lang: crate::lang::Lang) -> String {
        let label = [&self.layout.name, self.layout.label(lang)].join(" ");
        screens::FORM_LAYOUT.fill(lang, &[label])
    }

    fn cell_mut(&mut self) -> Option<&mut Cell> {
        self.cells.get_mut(self.at)
    }

    /// Whether what stands in it now is on disk as a draft.
    pub(crate) fn is_kept(&self) -> bool {
        self.drafted && self.state > 0 && self.kept == self.state
    }

    /// The finding to show for a field whose letters are read; others were not checked.
    pub(crate) fn finding(&self, cell: &Cell) -> Option<&Finding> {
        let read = cell.value().is_some();
        self.findings.iter().find(|finding| finding.tag == cell.field.tag && read)
    }

    /// The record's values as far as they are read.
    pub(crate) fn values(&self) -> Values {
        let mut values = match &self.of {
            Some(shown) => shown.record.values.clone(),
            None => Values::default(),
        };
        for cell in &self.cells {
            values.set(cell.field.tag, cell.whole().as_ref());
        }
        values
    }

    /// The letters of a field were changed.
    fn touched(&mut self, desk: &mut Desk) {
        self.state += 1;
        self.aids.last = None;
        let Some(cell) = self.cells.get_mut(self.at) else { return };
        cell.touched();
        let tag = cell.field.tag;
        self.findings.retain(|finding| finding.tag != tag);
        self.column_tells(desk);
        self.look(desk);
    }

    fn edit_line(&mut self, action: Action, desk: &mut Desk) -> Go {
        let is_first = self.at == 0;
        let Some(cell) = self.cell_mut() else { return Go::Pass };
        let before = cell.entry.text().to_owned();
        if action == Action::Erase && before.is_empty() && !is_first {
            return self.leave(After::Prev, desk);
        }
        // Digits that are hidden cannot be edited in place: only typed anew.
        if cell.is_masked() {
            if matches!(action, Action::Erase | Action::EraseNext) {
                cell.entry = Default::default();
                self.touched(desk);
            }
            return Go::Stay;
        }
        if !cell.entry.act(action) {
            return Go::Pass;
        }
        if cell.entry.text() != before {
            self.touched(desk);
        }
        Go::Stay
    }

    /// The list of values of the field: a table, areas, or the records of its type.
    fn list(&mut self, desk: &mut Desk) -> Go {
        let Some(cell) = self.cell() else { return Go::Stay };
        let text = match cell.read {
            Read::Typed | Read::Wrong(_) => cell.entry.text().to_owned(),
            _ => String::new(),
        };
        match cell.flat.kind {
            FieldKind::Lookup(kind) => {
                Go::Open(Box::new(Layer::Find(Find::pick(desk, kind, &text))))
            }
            _ => {
                Go::Open(Box::new(Layer::List(List::new(desk, Offers::Values(cell.field), &text))))
            }
        }
    }

    /// It is left: where what was typed can be found again.
    fn left(&self, desk: &mut Desk) {
        if self.is_kept() {
            desk.say(screens::DRAFT_LEFT);
        }
    }

    fn unsaved(&self) -> bool {
        self.state > 0
    }
}

impl Screen for Form {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        let (new, cell) = (self.of.is_none(), self.cell());
        let (pick, digits) = (cell.is_some_and(Cell::is_pick), cell.is_some_and(Cell::is_digits));
        match (new, pick, digits) {
            (true, true, _) => chains::FORM_PICK,
            (true, _, true) => chains::FORM_DIGITS,
            (true, ..) => chains::FORM,
            (false, true, _) => chains::EDIT_PICK,
            (false, _, true) => chains::EDIT_DIGITS,
            (false, ..) => chains::EDIT,
        }
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if self.aided(action, desk) {
            return Go::Stay;
        }
        match action {
            Action::NextField => self.leave(After::Next, desk),
            Action::FieldBelow => self.leave(After::Below, desk),
            Action::PrevField => self.leave(After::Prev, desk),
            Action::Save => self.leave(After::Save(Then::Stay), desk),
            Action::SaveNew => self.leave(After::Save(Then::New), desk),
            Action::SaveClose => self.leave(After::Save(Then::Close), desk),
            Action::PrevRecord | Action::NextRecord => self.turn(action, desk),
            Action::Values => self.list(desk),
            Action::AsBefore => self.as_before(desk),
            Action::LikeLast => self.like_last(desk),
            Action::Carry => self.carry(desk),
            Action::Duplicates => self.look_into(desk),
            Action::Edit => {
                if let Some(cell) = self.cell_mut() {
                    cell.entry.fresh = false;
                }
                Go::Stay
            }
            Action::Grid => self.switch_grid(desk),
            Action::CloseBatch => self.close_batch(desk),
            Action::UndoBatch => self.undo_batch(desk),
            Action::ChangeLayout => self.choose_layout(desk),
            Action::OwnLayout => self.own_layout(desk),
            Action::Undo => self.undo(desk),
            Action::Redo => self.redo(desk),
            Action::Back => {
                self.keep(desk);
                if self.drafted && self.state > self.kept && self.sent == self.state {
                    self.busy = Busy::Keeping;
                    return Go::Stay;
                }
                self.left(desk);
                Go::Back
            }
            Action::DropDraft => {
                let asks = confirm::Asks::DropDraft;
                let layer = confirm::Confirm::new(desk, screens::DROP_DRAFT, Vec::new(), asks);
                Go::Open(Box::new(Layer::Confirm(layer)))
            }
            _ => self.edit_line(action, desk),
        }
    }

    fn typed(&mut self, letter: char, desk: &mut Desk) -> Go {
        if self.cell().is_some_and(|cell| cell.entry.fresh || cell.entry.is_empty()) {
            self.aids.no_codes = false;
        }
        if letter == ' ' && self.expand(desk) {
            return Go::Stay;
        }
        if let Some(go) = self.ends_words(letter, desk) {
            return go;
        }
        self.takes_back(letter, desk);
        let mut composer = std::mem::take(&mut desk.composer);
        let typed = self.cell_mut().map(|cell| {
            let composes = cell.composes();
            let letter = match cell.flat.kind {
                FieldKind::Name => cell.entry.raise(letter),
                _ => letter,
            };
            cell.entry.typed(letter, composes.then_some(&mut composer))
        });
        desk.composer = composer;
        if typed == Some(Typed::SwitchedOff) {
            desk.note = Some(Note::Said(screens::INPUT_SWITCHED_OFF, Vec::new()));
        }
        self.touched(desk);
        self.go_on(desk)
    }

    fn paste(&mut self, text: &str, desk: &mut Desk) -> Go {
        if text.contains('\t') {
            return self.ask_row(text, desk);
        }
        if let Some(cell) = self.cell_mut() {
            let between = if cell.flat.kind == FieldKind::Note { cell::BREAK } else { " " };
            let lines: Vec<&str> = text.split('\n').filter(|line| !line.is_empty()).collect();
            cell.entry.paste(&lines.join(between));
        }
        self.touched(desk);
        Go::Stay
    }

    fn erase(&mut self, desk: &mut Desk) {
        if let Some(cell) = self.cell_mut() {
            cell.entry.erase();
        }
        self.touched(desk);
    }

    fn reply(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        self.heard(why, reply, desk)
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        self.took(given, desk)
    }

    fn changed(&mut self, revs: &[(RecordId, Rev)], desk: &mut Desk) {
        self.somebody_changed(revs, desk);
    }

    fn keep(&mut self, desk: &mut Desk) {
        self.keep_draft(desk);
    }

    fn idle(&mut self, desk: &mut Desk) {
        self.keep_draft(desk);
        self.typing_pauses(desk);
    }

    fn raw(&mut self, word: &str) {
        if let Some(cell) = self.cell_mut() {
            cell.entry.line.replace_word(word);
        }
        self.state += 1;
    }

    fn holding(&self) -> bool {
        self.busy != Busy::No
    }

    fn about(&self) -> Option<Kind> {
        Some(self.kind.kind)
    }

    fn door_gone(&mut self) {
        self.busy = Busy::No;
    }
}

/// The type of that number, where screens can enter it.
fn entered(kind: Kind) -> Option<&'static RecordType> {
    crate::domain::records::of(kind).filter(|kind| !kind.layouts.is_empty())
}
