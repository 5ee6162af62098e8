//! A form in a batch: what the batch says stands in it already, every save is added up, and the batch
//! is closed once it comes to what paper says, or with a reason.

use super::{Cell, Form, Then};
use crate::app::desk::{Desk, Why, slot};
use crate::app::layer::{Go, Layer};
use crate::app::prompt::Prompt;
use crate::domain::records::batch::{self, Batch, worded};
use crate::domain::{Field, FieldKind, Record, RecordId, RecordType, Rev, Totals, Value, records};
use crate::lang::{Problem, errors::app, screens};
use crate::register::{Act, Ask, Change, Reply, Request, Shown, UndoWhat};

/// The batch that a form belongs to.
pub(crate) struct InBatch {
    pub(crate) id: RecordId,
    /// None until it was read.
    pub(crate) shown: Option<Shown>,
    /// What was entered so far, once the register has added it up.
    pub(crate) totals: Option<Totals>,
    /// Soft findings about its closing that are accepted, with the reason.
    accepted: Vec<(String, String)>,
}

impl InBatch {
    fn new(id: RecordId, shown: Option<Shown>) -> Self {
        Self { id, shown, totals: None, accepted: Vec::new() }
    }

    /// What the batch says of itself.
    pub(crate) fn says(&self) -> Option<Batch<'_>> {
        self.shown.as_ref().map(|shown| Batch(&shown.record))
    }

    /// How many forms there are to be.
    pub(crate) fn count(&self) -> Option<u64> {
        self.says()?.count()
    }
}

/// The type of record that is entered in a batch.
fn entered(batch: &Shown) -> Option<&'static RecordType> {
    match batch.record.values.get(batch::OF)? {
        Value::Code(name) => records::named(&name),
        _ => None,
    }
}

impl Form {
    /// A form for a new batch, with the number after the highest there is.
    pub(crate) fn new_batch(desk: &mut Desk, highest: u64) -> Go {
        let number = highest.saturating_add(1).to_string();
        Self::start_with(desk, &batch::TYPE, &[(batch::NUMBER, number)])
    }

    /// The next form of a batch.
    pub(crate) fn in_batch(desk: &mut Desk, batch: Shown) -> Go {
        let Some(kind) = entered(&batch) else {
            desk.wrong(Problem::bare(&app::BATCH_OF_NOTHING));
            return Go::Stay;
        };
        let name = match batch.record.values.get(batch::LAYOUT) {
            Some(Value::Text(name)) => Some(name),
            _ => None,
        };
        let Some(layout) = desk.layout(kind, name.as_deref()) else { return Go::Stay };
        if let Some(name) = name.filter(|name| !layout.name.eq_ignore_ascii_case(name)) {
            desk.wrong(Problem::new(&app::BATCH_LAYOUT, [name, layout.name.clone()]));
        }
        let mut form = Self::bare(desk, kind, layout);
        form.begin(desk);
        form.take_carried(desk);
        form.names.extend(batch.names.iter().cloned());
        form.fill_of_batch(&batch, desk);
        form.grid = is_grid(&batch);
        form.batch = Some(Box::new(InBatch::new(batch.record.id, Some(batch))));
        form.add_up(desk);
        form.enter(form.header, desk);
        Go::Open(Box::new(Layer::Form(form)))
    }

    /// A batch that was just made is entered at once.
    pub(super) fn opens_batch(&self, then: Then, shown: &Shown, desk: &mut Desk) -> Option<Go> {
        if shown.record.kind != batch::KIND || self.of.is_some() || then == Then::Stay {
            return None;
        }
        match Self::in_batch(desk, shown.clone()) {
            Go::Open(layer) => Some(Go::Instead(layer)),
            _ => None,
        }
    }

    /// What the batch refers to stands in the fields of that kind, and is kept to its end.
    fn fill_of_batch(&mut self, batch: &Shown, desk: &Desk) {
        for (field, value) in said(batch) {
            let of_kind = |cell: &&mut Cell| cell.flat.kind == field.kind;
            if let Some(cell) = self.cells.iter_mut().find(of_kind) {
                let text = cell.worded(&value, &batch.names, desk);
                cell.set(value, text);
                cell.keeps();
            }
        }
    }

    /// A draft was typed in that batch.
    pub(super) fn back_in_batch(&mut self, id: RecordId, desk: &mut Desk) {
        self.batch = Some(Box::new(InBatch::new(id, None)));
        desk.ask(self.id, Why::BatchOf, slot::NONE, Ask::Records(vec![id]));
        self.add_up(desk);
    }

    /// The batch's record as it is now.
    pub(super) fn batch_came(&mut self, rows: Vec<Shown>, desk: &mut Desk) {
        let Some(batch) = &mut self.batch else { return };
        let Some(shown) = rows.into_iter().find(|row| row.record.id == batch.id) else {
            return self.batch_gone(desk);
        };
        if let Some(before) = batch.shown.replace(shown.clone()) {
            let open = [&before, &shown].map(|shown| (batch::TYPE.active)(&shown.record));
            if open == [true, false] {
                desk.wrong(Problem::new(&app::BATCH_CLOSED, [desk.title(&shown)]));
            }
            return;
        }
        self.grid |= is_grid(&shown);
        self.choose_column(desk);
        // What a draft holds as the batch says it is kept as before.
        for (field, value) in said(&shown) {
            let same = |cell: &&mut Cell| {
                cell.flat.kind == field.kind && cell.value() == Some(&value) && !cell.changed_here()
            };
            if let Some(cell) = self.cells.iter_mut().find(same) {
                cell.keeps();
            }
        }
    }

    /// Somebody deleted the batch: what is typed can be saved all the same, in none.
    fn batch_gone(&mut self, desk: &mut Desk) {
        self.batch = None;
        desk.wrong(Problem::bare(&app::BATCH_GONE));
        if self.unsaved() {
            self.state += 1;
            self.keep_draft(desk);
        }
    }

    /// The batch itself is among what was changed: it is read again.
    pub(super) fn batch_changed(&self, revs: &[(RecordId, Rev)], desk: &mut Desk) {
        let id = self.batch.as_ref().map(|batch| batch.id);
        if let Some(id) = id.filter(|id| revs.iter().any(|(changed, _)| changed == id)) {
            desk.ask(self.id, Why::BatchOf, slot::NONE, Ask::Records(vec![id]));
        }
    }

    /// Asks what was entered so far.
    pub(super) fn add_up(&self, desk: &mut Desk) {
        if let Some(batch) = &self.batch {
            desk.ask(self.id, Why::Tally, slot::TALLY, Ask::Tally(batch.id));
        }
    }

    /// What was entered so far: said where the last form was just saved.
    pub(super) fn added_up(&mut self, totals: Totals, last: Vec<Shown>, desk: &mut Desk) {
        let Some(batch) = &mut self.batch else { return };
        let before = batch.totals.replace(totals);
        let full = batch.count().filter(|count| *count == totals.count);
        if let Some(count) = full.filter(|_| before.is_some_and(|one| one.count < totals.count)) {
            let differs = batch.says().map_or_else(Vec::new, |batch| batch.differences(&totals));
            match differs.is_empty() {
                true => desk.say_with(screens::BATCH_FULL, [count.to_string()]),
                false => {
                    let params = [count.to_string(), worded(&differs, desk.lang)];
                    desk.say_with(screens::BATCH_FULL_DIFFERS, params);
                }
            }
        }
        self.count = usize::try_from(totals.count).unwrap_or(usize::MAX);
        // None is left where all was taken back, and all comes again with its redo.
        if self.saved.is_empty() {
            if let Some(shown) = last.last().filter(|_| before.is_none()) {
                self.last = self.cells.iter().map(|cell| as_in(cell, shown, desk)).collect();
            }
            self.saved = last;
        }
    }

    /// Closes the batch, once nothing is being typed.
    pub(super) fn close_batch(&mut self, desk: &mut Desk) -> Go {
        let Some(shown) = self.batch.as_ref().and_then(|batch| batch.shown.as_ref()) else {
            desk.wrong(Problem::bare(&app::NO_BATCH));
            return Go::Stay;
        };
        if self.unsaved() && !self.is_blank() {
            desk.wrong(Problem::bare(&app::BATCH_TYPING));
            return Go::Stay;
        }
        let act = Act::Put {
            id: Some(shown.record.id),
            kind: batch::KIND,
            base: Some(shown.record.rev),
            set: vec![(batch::CLOSED_ON, Some(Value::Date(desk.today)))].into(),
            source: None,
        };
        let accepted = self.batch.as_ref().map(|batch| batch.accepted.clone()).unwrap_or_default();
        let request = desk.request();
        let change = Change { request, acts: vec![act], accepted, ..Change::default() };
        desk.send(self.id, Why::CloseBatch, Request::Do(change));
        Go::Stay
    }

    /// How the batch's forms are entered, as the batch says it.
    fn entered_so(&self) -> [(u16, Value); 2] {
        [
            (batch::GRID, Value::Flag(self.grid)),
            (batch::LAYOUT, Value::Text(self.layout.name.clone())),
        ]
    }

    /// From now on its forms are entered so: as a grid or one by one, in that layout. The batch says it,
    /// so that whoever goes on with it goes on so.
    pub(super) fn batch_goes_on_so(&self, desk: &mut Desk) {
        let Some(shown) = self.batch.as_ref().and_then(|batch| batch.shown.as_ref()) else {
            return;
        };
        let now = self.entered_so();
        let stands = |tag, value: &Value| match shown.record.values.get(tag) {
            None => *value == Value::Flag(false),
            Some(there) => there == *value,
        };
        let set: Vec<_> = now.into_iter().filter(|(tag, value)| !stands(*tag, value)).collect();
        if set.is_empty() || desk.forbidden().is_some() || !(batch::TYPE.active)(&shown.record) {
            return;
        }
        let act = Act::Put {
            id: Some(shown.record.id),
            kind: batch::KIND,
            base: Some(shown.record.rev),
            set: set.into_iter().map(|(tag, value)| (tag, Some(value))).collect::<Vec<_>>().into(),
            source: None,
        };
        let change = Change { request: desk.request(), acts: vec![act], ..Change::default() };
        desk.send(self.id, Why::BatchGoesOn, Request::Do(change));
    }

    /// It is written down how the batch goes on, or why not.
    pub(super) fn heard_going_on(&mut self, reply: Reply, desk: &mut Desk) {
        match reply {
            // The next act on it needs its revision, before it is read again.
            Reply::Saved { revs, .. } => {
                let now = self.entered_so();
                let shown = self.batch.as_mut().and_then(|batch| batch.shown.as_mut());
                if let Some((shown, (_, rev))) = shown.zip(revs.first()) {
                    now.iter().for_each(|(tag, is)| shown.record.values.set(*tag, Some(is)));
                    shown.record.rev = *rev;
                }
            }
            Reply::Stale { theirs, .. } => {
                self.batch_came(vec![theirs], desk);
                self.batch_goes_on_so(desk);
            }
            Reply::Checks(findings) => {
                if let Some((_, finding)) = findings.into_iter().next() {
                    desk.wrong(finding.problem);
                }
            }
            Reply::Refused(problem) => desk.wrong(problem),
            _ => {}
        }
    }

    /// Shows what was keyed in this form's batch, to take it back as one.
    pub(super) fn undo_batch(&self, desk: &mut Desk) -> Go {
        match self.batch.as_ref() {
            Some(batch) => desk.undo(UndoWhat::Entered(batch.id)),
            None => match &self.of {
                Some(shown) if is_stack(&shown.record) => return undo_batch(Some(shown), desk),
                _ => desk.wrong(Problem::bare(&app::NO_BATCH)),
            },
        }
        Go::Stay
    }

    /// It is closed, or the register asks why it is to be closed all the same.
    pub(super) fn heard_closing(&mut self, reply: Reply, desk: &mut Desk) -> Go {
        match reply {
            Reply::Saved { .. } => {
                self.drop_draft(desk);
                let called = self.batch.as_ref().and_then(|batch| batch.shown.as_ref());
                let called = called.map(|shown| desk.title(shown)).unwrap_or_default();
                desk.say_with(screens::BATCH_CLOSED, [called]);
                return Go::Back;
            }
            Reply::Checks(findings) => {
                let about = findings.iter().map(|(_, finding)| finding.problem.what(desk.lang));
                return Go::Open(Box::new(Layer::Prompt(Prompt::close(desk, about.collect()))));
            }
            Reply::Stale { theirs, by, .. } => {
                self.batch_came(vec![theirs], desk);
                desk.wrong(Problem::new(&app::BATCH_CHANGED, [by]));
            }
            Reply::Refused(problem) => desk.wrong(problem),
            _ => {}
        }
        Go::Stay
    }

    /// It is to be closed though it does not come to what paper says.
    pub(super) fn close_all_the_same(&mut self, reason: &str, desk: &mut Desk) -> Go {
        if let Some(batch) = &mut self.batch {
            batch.accepted = vec![("*".to_owned(), reason.to_owned())];
        }
        let go = self.close_batch(desk);
        if let Some(batch) = &mut self.batch {
            batch.accepted.clear();
        }
        go
    }
}

/// Whether that record is a batch of forms.
pub(crate) fn is_stack(record: &Record) -> bool {
    record.kind == batch::KIND
}

/// Shows what was keyed in the batch on that row, to take it back as one.
pub(crate) fn undo_batch(of: Option<&Shown>, desk: &mut Desk) -> Go {
    match of {
        Some(shown) if is_stack(&shown.record) => desk.undo(UndoWhat::Entered(shown.record.id)),
        Some(_) => desk.wrong(Problem::bare(&app::NO_STACK)),
        None => {}
    }
    Go::Stay
}

/// Whether it is entered as a grid.
fn is_grid(batch: &Shown) -> bool {
    batch.record.values.get(batch::GRID) == Some(Value::Flag(true))
}

/// What a batch says of all its records: the fields that refer to others.
fn said(batch: &Shown) -> impl Iterator<Item = (&'static Field, Value)> {
    let refers = |value: &Value| matches!(value, Value::Ref(_));
    let of = |field: &'static Field| Some((field, batch.record.values.get(field.tag)?));
    batch::TYPE.fields.iter().filter_map(of).filter(move |(_, value)| refers(value))
}

/// What would stand in that field of a record.
pub(super) fn as_in(cell: &Cell, shown: &Shown, desk: &Desk) -> (u16, super::Snap) {
    let mut there = Cell::new(cell.field);
    there.load(shown.record.values.get(cell.field.tag), &shown.names, desk);
    (cell.field.tag, there.snap())
}

/// Whether a draft's field says in which batch it was typed.
pub(super) fn is_batch(tag: u16, kind: &RecordType) -> bool {
    kind.field(tag).is_some_and(|field| field.kind == FieldKind::Lookup(batch::KIND))
}
