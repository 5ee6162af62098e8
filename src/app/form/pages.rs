//! Going back through what was entered since the form was opened, record by record, and forward
//! again to the form that is being entered.

use super::{After, Form, Then};
use crate::app::desk::{Desk, Why, slot};
use crate::app::keymap::Action;
use crate::app::layer::{Go, Layer};
use crate::domain::{RecordId, Rev};
use crate::lang::errors::app;
use crate::lang::{Problem, screens};
use crate::register::{Ask, Shown};

/// How many saved records can be gone back through.
const SAVED: usize = 1_000;

impl Form {
    /// Where this form stands among the records saved; behind the last one it is a new one.
    fn place(&self) -> usize {
        let own = self.of.as_ref().map(|of| of.record.id);
        let at = self.saved.iter().position(|saved| Some(saved.record.id) == own);
        at.unwrap_or(self.saved.len())
    }

    /// The number of the form: of those entered since it was opened.
    pub(crate) fn number(&self) -> usize {
        let before = self.count.saturating_sub(self.saved.len());
        self.first_number() + before + self.place()
    }

    /// The number of the first form: that of the batch, where it is part of one.
    pub(crate) fn first_number(&self) -> usize {
        let batch = self.batch.as_ref().and_then(|batch| batch.says());
        batch.and_then(|batch| usize::try_from(batch.first()).ok()).unwrap_or(self.first)
    }

    /// To the previous or the next record of those saved; what was changed here is saved first.
    pub(super) fn turn(&mut self, action: Action, desk: &mut Desk) -> Go {
        let here = self.place();
        let to = match action {
            Action::PrevRecord => here.checked_sub(1),
            _ => Some(here + 1).filter(|to| *to <= self.saved.len()),
        };
        let Some(to) = to else {
            let code = if here == 0 { &app::NO_EARLIER } else { &app::NO_LATER };
            desk.wrong(Problem::bare(code));
            return Go::Stay;
        };
        if self.of.is_none() {
            self.keep_draft(desk);
            return self.turned(to, desk);
        }
        self.leave(After::Save(Then::Turn(to)), desk)
    }

    /// Nothing is left to save: goes there.
    pub(super) fn turned(&mut self, to: usize, desk: &mut Desk) -> Go {
        let Some(shown) = self.saved.get(to).cloned() else {
            if self.turning {
                return Go::Back;
            }
            self.next_record(desk);
            return Go::Stay;
        };
        self.drop_unchanged(desk);
        desk.say(screens::TURNED);
        let go = Self::edit(desk, shown);
        let Go::Open(mut layer) = go else { return go };
        if let Layer::Form(form) = layer.as_mut() {
            (form.saved, form.count, form.turning) = (self.saved.clone(), self.count, true);
            form.first = self.first_number();
        }
        if self.turning { Go::Instead(layer) } else { Go::Open(layer) }
    }

    /// An edited record that holds what is saved leaves no draft behind.
    fn drop_unchanged(&mut self, desk: &mut Desk) {
        if self.of.is_some() && !self.cells.iter().any(super::Cell::differs) {
            self.drop_draft(desk);
        }
    }

    /// That record is saved: the newest of them, or in its old place.
    pub(super) fn add_saved(&mut self, shown: Shown) {
        match self.saved.iter_mut().find(|saved| saved.record.id == shown.record.id) {
            Some(place) => *place = shown,
            None => self.saved.push(shown),
        }
        let over = self.saved.len().saturating_sub(SAVED);
        self.saved.drain(..over);
    }

    /// Saved records were changed since: they are read again.
    pub(super) fn saved_changed(&mut self, revs: &[(RecordId, Rev)], desk: &mut Desk) {
        let is_older = |saved: &&Shown| {
            let newer =
                |(id, rev): &(RecordId, Rev)| *id == saved.record.id && rev.n > saved.record.rev.n;
            revs.iter().any(newer)
        };
        let ids: Vec<RecordId> =
            self.saved.iter().filter(is_older).map(|saved| saved.record.id).collect();
        if !ids.is_empty() {
            self.reading.extend(&ids);
            desk.ask(self.id, Why::Saved, slot::NONE, Ask::Records(ids));
        }
    }

    /// The saved records that were read again; those that are gone stand there no longer.
    pub(super) fn saved_again(&mut self, rows: Vec<Shown>) {
        let asked = std::mem::take(&mut self.reading);
        let came = |id: RecordId| rows.iter().any(|row| row.record.id == id);
        let gone = |saved: &Shown| asked.contains(&saved.record.id) && !came(saved.record.id);
        let (before, turning) = (self.saved.len(), self.turning);
        self.saved.retain(|saved| !gone(saved));
        if !turning {
            self.count = self.count.saturating_sub(before - self.saved.len());
        }
        for row in rows {
            if let Some(place) = self.saved.iter_mut().find(|s| s.record.id == row.record.id) {
                *place = row;
            }
        }
    }
}
