//! Look-up: the query line always has the focus, so that letters never act.

mod in_bulk;
mod marks;
mod offer;
mod out;
mod preview;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use offer::Suggestion;
pub(crate) use preview::{Preview, is_wide, pane_of, rows_in};

use super::bulk;
use super::desk::{Desk, LayerId, Note, Why, slot};
use super::entry::{Entry, Typed};
use super::form::{Form, undo_batch};
use super::keymap::{Action, Context, chains};
use super::layer::{Given, Go, Layer, Screen};
use super::record::View;
use crate::derived::search::Query;
use crate::domain::{Kind, RecordId, RecordType, Rev, records};
use crate::lang::{Problem, screens};
use crate::register::{Ask, Narrowed, Reply, Shown};
use marks::Marks;
use offer::Offers;

/// Stands before a record that is no longer active.
pub(crate) const GONE: &str = "-";

/// How many rows are asked for at a time.
const ROWS: usize = 50;

/// The look-up.
pub(crate) struct Find {
    id: LayerId,
    pub(crate) kind: Option<Kind>,
    pub(crate) inactive: bool,
    pub(crate) query: Entry,
    pub(crate) rows: Vec<Shown>,
    /// The rows left out before the first one.
    pub(crate) skip: usize,
    pub(crate) total: u64,
    pub(crate) others: u64,
    /// The filters that hold, and why the others are no longer active.
    pub(crate) narrowed: Narrowed,
    /// Why what is typed cannot be looked for.
    pub(crate) refused: Option<Problem>,
    /// The row the bar stands on.
    pub(crate) at: usize,
    /// The record that is previewed.
    pub(crate) preview: Option<Preview>,
    /// What could stand in place of the word being typed.
    pub(crate) offers: Offers,
    /// The records that are marked.
    pub(crate) marks: Marks,
    /// What a bulk edit is to be about, while its field is chosen.
    bulk: Option<bulk::Of>,
    /// A record is being chosen for a field of the form below.
    pub(crate) picking: bool,
    /// The text the rows answer; None before the first answer.
    answered: Option<String>,
    asked: String,
    /// Some rows have come, for whatever was typed.
    pub(crate) heard: bool,
    /// Pressed before the rows for what is typed had come: keys wait for them.
    pending: Option<Action>,
}

impl Find {
    /// Over all that is, beginning with the first type.
    pub(crate) fn new(desk: &mut Desk, text: &str) -> Self {
        let kind = records::all().first().map(|kind| kind.kind);
        Self::of(desk, kind, text, false)
    }

    /// Choosing a record of that type for a field.
    pub(crate) fn pick(desk: &mut Desk, kind: Kind, text: &str) -> Self {
        Self::of(desk, Some(kind), text, true)
    }

    /// Of that type.
    pub(crate) fn of(desk: &mut Desk, kind: Option<Kind>, text: &str, picking: bool) -> Self {
        let query =
            Entry { line: crate::text::line::Line::new(text), fresh: false, ..Entry::default() };
        Self {
            id: desk.layer(),
            kind,
            inactive: false,
            query,
            rows: Vec::new(),
            skip: 0,
            total: 0,
            others: 0,
            narrowed: Narrowed::default(),
            refused: None,
            at: 0,
            preview: None,
            offers: Offers::default(),
            marks: Marks::default(),
            bulk: None,
            picking,
            answered: None,
            asked: String::new(),
            heard: false,
            pending: None,
        }
    }

    /// The type looked for.
    pub(crate) fn record_type(&self) -> Option<&'static RecordType> {
        self.kind.and_then(records::of)
    }

    /// The row the bar stands on.
    pub(crate) fn current(&self) -> Option<&Shown> {
        self.rows.get(self.at)
    }

    fn look(&mut self, desk: &mut Desk) {
        self.asked = self.query.text().to_owned();
        self.answered = None;
        if self.marks.only {
            let ask = Ask::Records(self.marks.ids().to_vec());
            return desk.ask(self.id, Why::Find, slot::FIND, ask);
        }
        let query = Query { limit: ROWS, skip: self.skip, ..self.question() };
        desk.ask(self.id, Why::Find, slot::FIND, Ask::LookUp(query));
    }

    fn anew(&mut self, desk: &mut Desk) {
        self.skip = 0;
        self.at = 0;
        self.marks.only = false;
        self.offer(Offers::of(&self.query, self.kind), desk);
        self.look(desk);
    }

    /// First those no longer active too, if there are any; then the next type.
    fn filter(&mut self, desk: &mut Desk) {
        let there_are_others = self.others > 0 && !self.inactive;
        if self.picking || there_are_others {
            self.inactive = !self.inactive;
            return self.anew(desk);
        }
        let mut types: Vec<Option<Kind>> =
            records::all().iter().filter(|of| of.is_entered()).map(|of| Some(of.kind)).collect();
        types.push(None);
        let at = types.iter().position(|kind| *kind == self.kind).unwrap_or(0) + 1;
        self.kind = types.get(at % types.len()).copied().flatten();
        self.inactive = false;
        self.anew(desk);
    }

    fn step(&mut self, action: Action, desk: &mut Desk) -> bool {
        let here = self.skip + self.at;
        let Some(to) = super::list::moved(here, self.total as usize, action, rows_in(desk.size).0)
        else {
            return false;
        };
        if to >= self.skip && to < self.skip + self.rows.len() {
            self.at = to - self.skip;
        } else if to != here && !self.rows.is_empty() {
            self.skip = to - to % ROWS;
            self.at = to - self.skip;
            self.look(desk);
        }
        true
    }

    /// Rows have come, or why there are none.
    fn heard_rows(
        &mut self,
        rows: Vec<Shown>,
        narrowed: Narrowed,
        refused: Option<Problem>,
        desk: &mut Desk,
    ) -> Go {
        (self.rows, self.narrowed, self.refused) = (rows, narrowed, refused);
        self.at = self.at.min(self.rows.len().saturating_sub(1));
        self.answered = Some(std::mem::take(&mut self.asked));
        self.preview = None;
        self.heard = true;
        match self.pending.take_if(|action| *action != Action::Complete) {
            Some(action) => self.act(action, desk),
            None => Go::Stay,
        }
    }

    fn open(&self, desk: &mut Desk) -> Go {
        let Some(shown) = self.current() else { return Go::Stay };
        if self.picking {
            return Go::Give(Given::Record(shown.record.id, desk.title(shown)));
        }
        Go::Open(Box::new(Layer::Record(View::new(desk, shown.clone()))))
    }
}

impl Screen for Find {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        if self.picking { chains::PICK } else { chains::FIND }
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if self.waits(action) {
            self.pending = Some(action);
            return Go::Stay;
        }
        if self.step(action, desk) {
            self.offer(Offers::default(), desk);
            return Go::Stay;
        }
        match action {
            Action::Open | Action::Take => self.open(desk),
            Action::Edit => {
                self.current().cloned().map_or(Go::Stay, |shown| Form::edit(desk, shown))
            }
            Action::Status => {
                crate::app::status::read(desk, self.id, self.subjects());
                Go::Stay
            }
            Action::Bulk => {
                self.ask_bulk(desk);
                Go::Stay
            }
            Action::ExportList | Action::ExportCsv | Action::BlankSheet => {
                self.bring_out(action, desk)
            }
            Action::UndoBatch => undo_batch(self.current(), desk),
            Action::Undo if self.on_stack() => undo_batch(self.current(), desk),
            Action::Filter => {
                self.filter(desk);
                Go::Stay
            }
            Action::Complete => {
                self.complete(desk);
                Go::Stay
            }
            Action::Mark => {
                if let Some(id) = self.current().map(|shown| shown.record.id) {
                    self.marks.turn(id);
                    self.step(Action::RowDown, desk);
                }
                Go::Stay
            }
            Action::OnlyMarked | Action::Unmark => {
                self.marked_only(action, desk);
                Go::Stay
            }
            // The line first, as in every field; only an empty one leaves the key to the register.
            Action::Undo if !self.query.text().is_empty() => {
                self.query = Entry::default();
                self.anew(desk);
                Go::Stay
            }
            _ if self.query.act(action) => {
                if matches!(action, Action::Erase | Action::EraseNext) {
                    self.anew(desk);
                } else {
                    self.offer(Offers::of(&self.query, self.kind), desk);
                }
                Go::Stay
            }
            _ => Go::Pass,
        }
    }

    fn typed(&mut self, letter: char, desk: &mut Desk) -> Go {
        if self.query.typed(letter, Some(&mut desk.composer)) == Typed::SwitchedOff {
            desk.note = Some(Note::Said(screens::INPUT_SWITCHED_OFF, Vec::new()));
        }
        self.anew(desk);
        Go::Stay
    }

    fn paste(&mut self, text: &str, desk: &mut Desk) -> Go {
        self.query.paste(text);
        self.anew(desk);
        Go::Stay
    }

    fn erase(&mut self, desk: &mut Desk) {
        self.query.erase();
        self.anew(desk);
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        match given {
            Given::Done => {
                // The next act is about the row the bar stands on, not once more about these.
                self.marks = Marks::default();
                self.look(desk);
            }
            Given::Left(ids) => {
                self.marks = Marks::of(ids);
                self.look(desk);
            }
            Given::Field(tag) => return self.open_bulk(tag, desk),
            Given::Layout(name) => return self.blank(&name, desk),
            _ => {}
        }
        Go::Stay
    }

    fn reply(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        match (why, reply) {
            (Why::Find, Reply::Page { found, rows, narrowed, .. }) => {
                (self.total, self.others) = (found.total, found.inactive);
                return self.heard_rows(rows, narrowed, None, desk);
            }
            (Why::Find, Reply::Rows { rows, .. }) => {
                self.marks.keep(&rows);
                (self.total, self.others) = (self.marks.count(), 0);
                return self.heard_rows(rows, Narrowed::default(), None, desk);
            }
            (Why::Find, Reply::Refused(problem)) => {
                (self.total, self.others) = (0, 0);
                let refused = Some(problem);
                return self.heard_rows(Vec::new(), Narrowed::default(), refused, desk);
            }
            (Why::Offers, Reply::Offers(offers)) => {
                self.offers.heard(offers);
                if self.pending == Some(Action::Complete) {
                    self.pending = None;
                    self.complete(desk);
                }
            }
            (Why::Offers, Reply::Refused(_)) => {
                self.offers.heard(Vec::new());
                self.pending = None;
            }
            (Why::Preview, Reply::History(entries)) => {
                if let Some(preview) = &mut self.preview {
                    preview.entries = Some(entries);
                }
            }
            (Why::Subjects, Reply::Rows { rows, .. }) => {
                return crate::app::status::open(desk, rows);
            }
            (Why::BulkOf, reply) if !matches!(reply, Reply::Refused(_)) => {
                return self.bulk_of(reply, desk);
            }
            (_, Reply::Refused(problem)) => {
                self.pending = None;
                desk.wrong(problem);
            }
            _ => {}
        }
        Go::Stay
    }

    fn holding(&self) -> bool {
        self.pending.is_some()
    }

    fn door_gone(&mut self) {
        self.pending = None;
    }

    fn focus(&mut self, desk: &mut Desk) {
        self.look(desk);
    }

    fn changed(&mut self, _revs: &[(RecordId, Rev)], desk: &mut Desk) {
        self.look(desk);
    }

    fn idle(&mut self, desk: &mut Desk) {
        self.preview(desk);
        self.offers.ask(self.id, self.kind, desk);
    }

    fn raw(&mut self, word: &str) {
        self.query.line.replace_word(word);
    }
}
