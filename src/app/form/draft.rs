//! Drafts: what is typed and not saved is on disk before the cursor has left the field for long,
//! and stands there again, letter for letter, when the program is started next.

use super::batch::is_batch;
use super::{Busy, Cell, Form, Read, Snap};
use crate::app::confirm::{self, Confirm};
use crate::app::desk::{Desk, Why, slot};
use crate::app::layer::{Go, Layer};
use crate::app::record::is_gone;
use crate::domain::records::batch::MEMBER_OF;
use crate::domain::{FieldKind, Record, RecordId, RecordType, Rev, Value, Values, input, show};
use crate::lang::{Problem, screens};
use crate::register::{Ask, Draft, Kept, Request, Shown};

/// Stands between the wording of a value, its code, and the letters it was read from.
const CODE: char = '\t';

/// A draft's field: its wording, its code where it was read, the letters it was read from.
fn parts(text: &str) -> (&str, Option<&str>, &str) {
    let mut parts = text.splitn(3, CODE);
    (parts.next().unwrap_or_default(), parts.next(), parts.next().unwrap_or_default())
}

/// The same, from what stands there.
fn written(cell: &Cell, snap: &Snap) -> String {
    let Snap { text, read: Read::Value(value), from } = snap else { return snap.text.clone() };
    let mark = if from.is_empty() { "" } else { "\t" };
    format!("{text}{CODE}{}{mark}{from}", show::file(&cell.flat, value))
}

/// How a field is kept for the records that follow, if it is.
fn kept(cell: &Cell) -> Option<Kept> {
    let text = cell.kept.as_ref().map(|kept| written(cell, kept));
    Some(Kept { tag: cell.field.tag, scope: cell.carry?, given: cell.given, text })
}

/// What the record of a draft is called, as far as it is typed.
pub(crate) fn title_of(draft: &Draft, kind: &RecordType, desk: &Desk) -> String {
    let mut values = Values::default();
    for (tag, text) in &draft.fields {
        let Some(field) = kind.field(*tag) else { continue };
        let typed = parts(text).1.unwrap_or(text);
        let flat = crate::app::words::flat(field);
        let value = match (flat.kind, input::parse(&flat, typed, &desk.tables, desk.today)) {
            (_, Ok(value)) => value,
            (FieldKind::Name, Err(_)) => Some(Value::Text(typed.to_owned())),
            _ => None,
        };
        if kind.title.contains(tag) {
            values.set(*tag, value.as_ref());
        }
    }
    if values == Values::default() {
        return String::new();
    }
    let record = Record { id: RecordId([0; 16]), kind: kind.kind, rev: Rev::default(), values };
    show::title(&record, &desk.tables, desk.lang)
}

impl Form {
    /// Keeps what is typed, unless just that is kept or being kept already.
    pub(super) fn keep_draft(&mut self, desk: &mut Desk) {
        let loading = matches!(self.busy, Busy::Loading(_));
        let same = self.sent == self.state && self.sent_at == self.at;
        if !self.unsaved() || same || loading || desk.forbidden().is_some() {
            return;
        }
        (self.sent, self.sent_at) = (self.state, self.at);
        if self.is_blank() {
            return self.drop_draft(desk);
        }
        self.drafted = true;
        let draft = self.draft();
        desk.send(self.id, Why::KeepDraft(self.state), Request::KeepDraft(Box::new(draft)));
    }

    /// Something besides letters is to stand in the draft, where there is one.
    pub(super) fn draft_grew(&mut self) {
        self.state += u64::from(self.unsaved());
    }

    /// Whether a new record's form holds nothing but what stands in it by itself.
    pub(super) fn is_blank(&self) -> bool {
        let mut own = self.cells.iter().skip(self.header).filter(|cell| !cell.given);
        self.of.is_none() && own.all(|cell| cell.entry.is_empty())
    }

    /// The draft goes, if one stands on disk.
    pub(super) fn drop_draft(&mut self, desk: &mut Desk) {
        if std::mem::take(&mut self.drafted) {
            let request = self.request;
            desk.send(self.id, Why::DropDraft, Request::DropDraft { request });
        }
    }

    fn draft(&self) -> Draft {
        let at = self.cell().map_or((0, 0), |cell| (cell.field.tag, cell.entry.line.cursor()));
        let of = self.of.as_ref().map(|shown| (shown.record.id, shown.record.rev));
        let batch = self.batch.as_ref().map(|batch| batch.id).or(self.twins.counted);
        let fields = self
            .cells
            .iter()
            .filter(|cell| if of.is_some() { cell.differs() } else { !cell.entry.is_empty() })
            .map(|cell| (cell.field.tag, written(cell, &cell.snap())))
            .chain(batch.map(|batch| (MEMBER_OF, batch.to_string())))
            .collect();
        Draft {
            request: self.request,
            kind: self.kind.kind,
            of,
            layout: self.layout.name.clone(),
            at,
            fields,
            kept: self.cells.iter().filter_map(kept).collect(),
            apart: self.twins.apart.clone(),
            // The door puts whose it is, and the time: this floor has no clock.
            operator: RecordId([0; 16]),
            time: 0,
        }
    }

    /// A draft opened again, on the same field with the same letters.
    pub(crate) fn continue_draft(desk: &mut Desk, draft: &Draft) -> Go {
        let Some(kind) = super::entered(draft.kind) else { return Go::Stay };
        let (batch, fields): (Vec<(u16, String)>, _) =
            draft.fields.iter().cloned().partition(|(tag, _)| is_batch(*tag, kind));
        let batch = batch.first().and_then(|(_, id)| id.parse().ok());
        let draft = &Draft { fields, ..draft.clone() };
        let Some(layout) = desk.layout(kind, Some(&draft.layout)) else { return Go::Stay };
        let mut form = Self::bare(desk, kind, layout);
        match draft.of {
            Some((id, _)) => {
                form.twins.counted = batch;
                form.busy = Busy::Loading(Box::new(draft.clone()));
                desk.ask(form.id, Why::DraftOf, slot::NONE, Ask::Records(vec![id]));
            }
            None => {
                form.begin(desk);
                form.take_carried(desk);
                form.put_draft(draft, desk);
                if let Some(id) = batch {
                    form.back_in_batch(id, desk);
                }
            }
        }
        Go::Open(Box::new(Layer::Form(form)))
    }

    /// The record a draft edits has come.
    pub(super) fn loaded(&mut self, shown: Option<Shown>, desk: &mut Desk) -> Go {
        let Busy::Loading(draft) = std::mem::replace(&mut self.busy, Busy::No) else {
            return Go::Stay;
        };
        let (Some(shown), Some((id, base))) = (shown, draft.of) else {
            return self.without_record(&draft, desk);
        };
        let (now, rev, title) = (shown.record.id, shown.record.rev, desk.title(&shown));
        self.load(shown, desk);
        self.put_draft(&draft, desk);
        if now != id {
            desk.say_with(screens::DRAFT_MERGED, [title]);
        } else if rev != base {
            desk.say(screens::DRAFT_CHANGED);
        }
        Go::Stay
    }

    /// The record a draft edits could not be read: the draft stays on disk for another time.
    pub(super) fn not_loaded(&mut self, problem: Problem, desk: &mut Desk) -> Go {
        if is_gone(&problem) {
            return self.loaded(None, desk);
        }
        self.busy = Busy::No;
        desk.wrong(problem);
        Go::Back
    }

    /// The record a draft edits is gone: what was typed is shown, and dropped on a Yes alone.
    fn without_record(&self, draft: &Draft, desk: &mut Desk) -> Go {
        let line = |(tag, text): &(u16, String)| {
            let label = self.kind.field(*tag)?.label.get(desk.lang);
            let typed = text.split(CODE).next().filter(|typed| !typed.is_empty());
            Some(format!("{label}: {}", typed.unwrap_or(screens::NO_ENTRY.get(desk.lang))))
        };
        let lines = draft.fields.iter().filter_map(line).collect();
        let asks = confirm::Asks::DropDraftOf(draft.request);
        let confirm = Confirm::new(desk, screens::DRAFT_GONE, Vec::new(), asks).about(lines);
        Go::Instead(Box::new(Layer::Confirm(confirm)))
    }

    fn put_draft(&mut self, draft: &Draft, desk: &mut Desk) {
        for (tag, text) in &draft.fields {
            let Some(field) = self.kind.field(*tag) else { continue };
            if !self.cells.iter().any(|cell| cell.field.tag == *tag) {
                self.cells.push(Cell::new(field));
            }
            let Some(cell) = self.cells.iter_mut().find(|cell| cell.field.tag == *tag) else {
                continue;
            };
            let snap = read_back(cell, text, desk);
            if let Read::Value(Value::Ref(id)) = snap.read {
                self.names.push((id, snap.text.clone()));
            }
            // What stands as it would by itself was not typed.
            let given = cell.given && cell.entry.text() == snap.text;
            cell.put(snap);
            cell.given = given;
        }
        // A field of the draft that is empty there was emptied on purpose.
        for cell in &mut self.cells {
            let kept = draft.fields.iter().any(|(tag, _)| *tag == cell.field.tag);
            if !kept && draft.of.is_none() {
                cell.put(Snap::of("", Read::Empty));
            }
            cell.was = cell.snap();
        }
        for kept in &draft.kept {
            let Some(cell) = self.cells.iter_mut().find(|cell| cell.field.tag == kept.tag) else {
                continue;
            };
            cell.kept = kept.text.as_ref().map(|text| read_back(cell, text, desk));
            (cell.carry, cell.given) = (Some(kept.scope), kept.given);
        }
        self.twins.apart.clone_from(&draft.apart);
        self.request = draft.request;
        (self.state, self.sent, self.kept, self.drafted) = (1, 1, 1, true);
        let at = self.cells.iter().position(|cell| cell.field.tag == draft.at.0);
        self.enter(at.unwrap_or(0), desk);
        self.sent_at = self.at;
        if let Some(cell) = self.cell_mut() {
            cell.entry.line.set_cursor(draft.at.1);
            cell.entry.fresh = false;
        }
        desk.say(screens::DRAFT_BACK);
    }
}

/// What a draft says of a field.
fn read_back(cell: &Cell, written: &str, desk: &Desk) -> Snap {
    let (text, code, from) = parts(written);
    let parse = |code| input::parse(&cell.flat, code, &desk.tables, desk.today).ok().flatten();
    let value = code.and_then(parse).and_then(crate::app::words::now);
    let read = value.map_or(Read::Typed, Read::Value);
    Snap { from: from.to_owned(), ..Snap::of(text, read) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::Note;
    use crate::app::{Effect, Start};
    use crate::domain::Tables;
    use crate::domain::records::village;
    use crate::lang::errors::register;
    use crate::register::Reply;
    use std::sync::Arc;

    /// The form of a draft that edits a record, waiting for the record.
    fn waiting() -> (Form, Desk) {
        let mut desk = Desk::new(Start::of_a_test(), Arc::new(Tables::built_in().unwrap()));
        let draft = Draft {
            request: [1; 16],
            operator: RecordId([2; 16]),
            kind: village::KIND,
            of: Some((RecordId([3; 16]), Rev::default())),
            layout: String::new(),
            at: (village::NAME, 0),
            fields: vec![(village::NAME, "Phú Khê".into())],
            kept: Vec::new(),
            apart: Vec::new(),
            time: 0,
        };
        let Go::Open(layer) = Form::continue_draft(&mut desk, &draft) else { panic!("no form") };
        let Layer::Form(form) = *layer else { panic!("no form") };
        (form, desk)
    }

    fn drops(desk: &Desk) -> bool {
        let drop = |effect: &Effect| match effect {
            Effect::Send(sent) => matches!(sent.body, Request::DropDraft { .. }),
            _ => false,
        };
        desk.effects.iter().any(drop)
    }

    #[test]
    fn a_draft_outlives_a_record_that_could_not_be_read() {
        let (mut form, mut desk) = waiting();
        let disk = Problem::new(&register::REGISTER_IO, ["0001.seg", "EIO"]);
        let go = form.heard(Why::DraftOf, Reply::Refused(disk.clone()), &mut desk);
        assert!(matches!(go, Go::Back) && !drops(&desk));
        assert_eq!(desk.note, Some(Note::Wrong(disk)));
    }

    #[test]
    fn a_draft_whose_record_is_gone_is_shown_before_it_goes() {
        for reply in [
            Reply::Rows { rows: Vec::new(), at: 1 },
            Reply::Refused(Problem::new(&register::GONE, ["x"])),
        ] {
            let (mut form, mut desk) = waiting();
            let go = form.heard(Why::DraftOf, reply, &mut desk);
            let Go::Instead(layer) = go else { panic!("nothing is asked") };
            let Layer::Confirm(confirm) = *layer else { panic!("nothing is asked") };
            assert!(confirm.about.iter().any(|line| line.ends_with("Phú Khê")));
            assert!(!drops(&desk));
        }
    }
}
