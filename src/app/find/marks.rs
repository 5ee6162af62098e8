//! Marked rows: what an act on several records works on. They outlive every change of the query.

use super::Find;
use crate::app::desk::Desk;
use crate::app::keymap::Action;
use crate::domain::RecordId;
use crate::lang::screens;
use crate::register::Shown;

/// Records read at a time.
const MOST: usize = 1_000;

/// What is done on rows waits for those of what is typed; so does what asks whether there are others.
const ON_ROWS: [Action; 12] = [
    Action::Open,
    Action::Take,
    Action::Edit,
    Action::Status,
    Action::Bulk,
    Action::UndoBatch,
    Action::Filter,
    Action::Mark,
    Action::RowUp,
    Action::RowDown,
    Action::PageUp,
    Action::PageDown,
];

/// The marked records, in the order in which they were marked.
#[derive(Default)]
pub(crate) struct Marks {
    ids: Vec<RecordId>,
    /// They alone are listed, whatever is typed.
    pub(crate) only: bool,
}

impl Marks {
    /// Those records, if they can be listed at a time.
    pub(super) fn of(ids: Vec<RecordId>) -> Self {
        let ids = if ids.len() > MOST { Vec::new() } else { ids };
        Self { ids, only: false }
    }

    /// The marked records.
    pub(crate) fn ids(&self) -> &[RecordId] {
        &self.ids
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        u64::try_from(self.ids.len()).unwrap_or(u64::MAX)
    }

    /// Whether a record is marked.
    pub(crate) fn has(&self, id: RecordId) -> bool {
        self.ids.contains(&id)
    }

    /// Marks a record, or takes its mark away.
    pub(super) fn turn(&mut self, id: RecordId) {
        match self.ids.iter().position(|marked| *marked == id) {
            Some(at) => {
                self.ids.remove(at);
            }
            None => self.ids.push(id),
        }
    }

    /// Those that were asked for and are still there; a merged one is now the one that stayed.
    pub(super) fn keep(&mut self, there: &[Shown]) {
        self.ids.clear();
        for shown in there {
            if !self.has(shown.record.id) {
                self.ids.push(shown.record.id);
            }
        }
    }
}

impl Find {
    /// Whether an act waits for the rows of what is typed.
    pub(super) fn waits(&self, action: Action) -> bool {
        let on_rows = ON_ROWS.contains(&action) || action == Action::Undo && self.on_stack();
        on_rows && self.answered.as_deref() != Some(self.query.text())
    }

    /// What an act works on: the marked records, else the one the bar stands on.
    pub(crate) fn subjects(&self) -> Vec<RecordId> {
        match self.marks.ids() {
            [] => self.current().map(|shown| shown.record.id).into_iter().collect(),
            marked => marked.to_vec(),
        }
    }

    /// Lists the marked alone, or all again; or takes all marks away.
    pub(super) fn marked_only(&mut self, action: Action, desk: &mut Desk) {
        if self.marks.ids().is_empty() {
            return desk.say(screens::MARKED_NONE);
        }
        if action == Action::Unmark {
            let was_only = self.marks.only;
            self.marks = Marks::default();
            if was_only {
                self.anew(desk);
            }
            return;
        }
        let only = !self.marks.only;
        (self.skip, self.at, self.marks.only) = (0, 0, only);
        self.look(desk);
    }
}
