//! Undo and redo at the register: what would change is shown first, field by field, or by how many
//! records of which types; what stands against it is said in its place.

use super::Model;
use crate::app::changes;
use crate::app::confirm::{Asks, Confirm};
use crate::app::desk::{Desk, LayerId, Why, slot};
use crate::app::layer::Layer;
use crate::app::words::number;
use crate::domain::{RecordId, Rev, records};
use crate::lang::errors::register::{NOTHING_TO_REDO, NOTHING_TO_UNDO};
use crate::lang::{Label, Problem, screens};
use crate::register::{Ask, BULK, ENTERED, Entry, IMPORT, Request, Shown, UndoWhat, Undoable};

/// What is asked: of an import, a bulk edit, a batch of forms, one record, several.
const UNDO: [Label; 5] = [
    screens::UNDO_IMPORT,
    screens::UNDO_BULK,
    screens::UNDO_ENTERED,
    screens::UNDO_ONE,
    screens::UNDO_MANY,
];
const REDO: [Label; 5] = [
    screens::REDO_IMPORT,
    screens::REDO_BULK,
    screens::REDO_ENTERED,
    screens::REDO_ONE,
    screens::REDO_MANY,
];

impl Model {
    /// Asks, once it is known what would change; says why where it cannot be done.
    pub(super) fn may_undo(&mut self, redo: bool, undoable: Option<Box<Undoable>>) {
        let nothing = if redo { &NOTHING_TO_REDO } else { &NOTHING_TO_UNDO };
        let Some(undoable) = undoable else {
            return self.desk.wrong(Problem::bare(nothing));
        };
        if let Some(problem) = undoable.stops {
            return self.desk.wrong(problem);
        }
        let records = number(undoable.records, self.desk.lang);
        let [import, bulk, entered, one, many] = if redo { REDO } else { UNDO };
        let (question, params) = match (undoable.what.as_str(), undoable.records) {
            (IMPORT, _) => (import, vec![undoable.of.clone(), records]),
            (BULK, _) => (bulk, vec![undoable.of.clone(), records]),
            (ENTERED, _) => (entered, vec![undoable.of.clone(), records]),
            (_, 1) => (one, vec![undoable.called.clone()]),
            _ => (many, vec![records]),
        };
        let lines = lines(&undoable, &self.desk);
        let asks = if redo { Asks::Redo } else { Asks::Undo(undoable.unit) };
        self.undoing = Some(*undoable);
        let ask = Confirm::new(&mut self.desk, question, params, asks).about(lines);
        self.open(Layer::Confirm(ask));
    }

    pub(super) fn undo(&mut self, what: UndoWhat) {
        let request = self.desk.request();
        self.desk.send(LayerId(0), Why::Undo, Request::Undo { request, what });
    }

    pub(super) fn redo(&mut self) {
        let request = self.desk.request();
        let of = self.undoing.as_ref().and_then(|undoing| undoing.unit.seq());
        self.desk.send(LayerId(0), Why::Redo, Request::Redo { request, of });
    }

    pub(super) fn undone(&mut self, why: Why, revs: &[(RecordId, Rev)]) {
        self.changed(revs);
        let (many, asked) = match why {
            Why::Undo => (screens::UNDONE_MANY, Why::Undone),
            _ => (screens::REDONE_MANY, Why::Redone),
        };
        if let Some(undone) = self.undoing.as_ref().filter(|undone| undone.records > 1) {
            let records = number(undone.records, self.desk.lang);
            let stay = undone.staying;
            return match stay {
                0 => self.desk.say_with(many, [records]),
                _ => {
                    self.desk.say_with(screens::UNDONE_BUT, [records, number(stay, self.desk.lang)])
                }
            };
        }
        if let Some((id, _)) = revs.first() {
            self.desk.ask(LayerId(0), asked, slot::NONE, Ask::Records(vec![*id]));
        }
    }

    /// What was undone is known by name now; its history says what that was.
    pub(super) fn undone_is(&mut self, why: Why, rows: Vec<Shown>) {
        match rows.into_iter().next() {
            Some(shown) => {
                let id = shown.record.id;
                self.undone = Some(shown);
                self.desk.ask(LayerId(0), why, slot::NONE, Ask::History(id));
            }
            None => {
                let undone = self.undoing.take();
                let called = undone.map(|undone| undone.called).unwrap_or_default();
                self.desk.say_with(screens::UNDONE_GONE, [called]);
            }
        }
    }

    /// Says what an undo or redo changed.
    pub(super) fn tell(&mut self, why: Why, entries: &[Entry]) {
        let Some(shown) = self.undone.take() else { return };
        let kind = crate::domain::records::of(shown.record.kind);
        let (Some(kind), Some(entry)) = (kind, entries.first()) else { return };
        let new = entry.changes.len() > 1 && entry.changes.iter().all(|(_, was, _)| was.is_none());
        let what: Vec<String> = match new {
            true => {
                vec![screens::RETURNED.fill(self.desk.lang, &[entry.changes.len().to_string()])]
            }
            false => {
                let lines = crate::app::record::field_lines(kind, entry, &self.desk);
                lines.into_iter().take(2).collect()
            }
        };
        let label = if why == Why::Redone { screens::REDONE } else { screens::UNDONE };
        let title = self.desk.title(&shown);
        self.desk.say_with(label, [title, what.join("; ")]);
    }
}

/// What would change, line by line: the first few records, and of many how many of which types.
fn lines(undoable: &Undoable, desk: &Desk) -> Vec<String> {
    let lang = desk.lang;
    let mut lines = Vec::new();
    if !undoable.here {
        lines.push(screens::UNDO_EARLIER.get(lang).to_owned());
    }
    for (shown, entry) in &undoable.first {
        let Some(kind) = records::of(shown.record.kind) else { continue };
        let changes = changes::deed(kind, entry, desk).join("; ");
        lines.push(format!("{}: {changes}", desk.title(shown)));
    }
    let told = u64::try_from(undoable.first.len()).unwrap_or(u64::MAX);
    if undoable.records > told {
        let kinds = undoable.kinds.iter().filter_map(|(kind, count)| {
            let label = records::of(*kind)?.label.get(lang);
            Some(format!("{} {label}", number(*count, lang)))
        });
        let all = kinds.collect::<Vec<_>>().join(", ");
        lines.push(screens::UNDO_IN_ALL.fill(lang, &[all]));
    }
    if undoable.staying > 0 {
        lines.push(screens::UNDO_STAYS.fill(lang, &[number(undoable.staying, lang)]));
        lines.extend(undoable.stays.iter().map(|why| format!("- {}", why.what(lang))));
    }
    lines
}
