//! Those in the register who may be the one in the form: looked for as it is keyed, told apart from
//! it, or found to be it.

use super::{Form, Read};
use crate::app::alike::{Panel, apart};
use crate::app::desk::{Desk, Why, slot};
use crate::app::layer::{Go, Layer};
use crate::domain::records::batch::MEMBER_OF;
use crate::domain::schema::Find;
use crate::domain::{Finding, RecordId, Value, Values, duplicates, input};
use crate::lang::screens;
use crate::register::{Act, Alike, Ask, Change, Request, Shown, Whom};

/// How many are told.
const COMPARED: usize = 20;

/// Who they are.
#[derive(Default)]
pub(crate) struct Twins {
    /// The likest first.
    pub(crate) rows: Vec<Alike>,
    /// Those said to be other people, to be written down with the record.
    pub(super) apart: Vec<RecordId>,
    /// Once it is saved, the form below is done with: this is the record it was for.
    pub(super) instead: bool,
    /// The batch of that form, in which this record is counted once it is saved.
    pub(super) counted: Option<RecordId>,
    /// What the batch is called in which it was entered before, and stays.
    pub(super) elsewhere: Option<String>,
}

/// What a form with one of those values is found by, or compared by.
pub(super) fn tells(find: Find) -> bool {
    matches!(find, Find::Words | Find::Year | Find::Exact | Find::Filter)
}

impl Form {
    /// What stands in it; of the field being typed in what its letters would be read as.
    fn values_typed(&self, desk: &Desk) -> Values {
        let mut values = self.values();
        if let Some(cell) = self.cell().filter(|cell| cell.read == Read::Typed) {
            let text = crate::text::clean::line(cell.entry.text());
            let read = input::parse(&cell.flat, &text, &desk.tables, desk.today).ok().flatten();
            let read = read.and_then(crate::app::words::now);
            let whole = read.map(|value| cell.whole_over(cell.base.as_ref(), value));
            values.set(cell.field.tag, whole.as_ref());
        }
        values
    }

    fn whom(&self, desk: &Desk) -> Whom {
        let but = self.of.as_ref().map(|of| of.record.id);
        Whom { kind: self.kind.kind, values: self.values_typed(desk), but, limit: COMPARED }
    }

    /// Asks who among all it may be.
    pub(super) fn look_for_twins(&mut self, desk: &mut Desk) {
        let whom = self.whom(desk);
        let named = self.kind.fields.iter().filter(|field| field.find == Find::Words);
        let is_named = named.into_iter().any(|field| whom.values.get(field.tag).is_some());
        if !duplicates::compares(self.kind.kind) || !is_named {
            return self.twins.rows.clear();
        }
        desk.ask(self.id, Why::Twins, slot::TWINS, Ask::Alike(whom));
    }

    /// Letters of a field that tells who it is stand there, and nothing follows for a while.
    pub(super) fn typing_pauses(&mut self, desk: &mut Desk) {
        let typed = |cell: &&super::Cell| cell.read == Read::Typed && tells(cell.field.find);
        if self.of.is_none() && self.cell().filter(typed).is_some() {
            self.look_for_twins(desk);
        }
    }

    /// Those who are like this one, but for those said to be others.
    pub(super) fn alike(&mut self, mut alike: Vec<Alike>) {
        alike.retain(|one| !self.twins.apart.contains(&one.shown.record.id));
        self.twins.rows = alike;
    }

    /// Asks who they are now, to look at them.
    pub(super) fn look_into(&mut self, desk: &mut Desk) -> Go {
        let whom = self.whom(desk);
        desk.ask(self.id, Why::Alike, slot::TWINS, Ask::Alike(whom));
        Go::Stay
    }

    pub(super) fn look_at(&mut self, alike: Vec<Alike>, desk: &mut Desk) -> Go {
        self.alike(alike);
        if self.twins.rows.is_empty() {
            desk.say(screens::TWINS_NONE);
        }
        self.panel(0, desk)
    }

    /// The panel, the bar in that row; nothing where there is nobody.
    fn panel(&self, at: usize, desk: &mut Desk) -> Go {
        if self.twins.rows.is_empty() {
            return Go::Stay;
        }
        let below = crate::app::alike::Below {
            kind: self.kind,
            of: self.of.clone(),
            changed: self.of.is_some() && self.cells.iter().any(super::Cell::differs),
            values: self.values_typed(desk),
            names: self.names.clone(),
        };
        let panel = Panel::new(desk, below, self.twins.rows.clone(), at);
        Go::Open(Box::new(Layer::Alike(panel)))
    }

    /// That one is another person: written down now, or with a record that is not saved yet.
    pub(super) fn told_apart(&mut self, id: RecordId, at: usize, desk: &mut Desk) -> Go {
        match &self.of {
            Some(of) => {
                let (request, acts) = (desk.request(), vec![apart(of.record.id, id)]);
                let change = Change { request, acts, ..Change::default() };
                desk.send(self.id, Why::KeepBoth, Request::Do(change));
            }
            None => {
                self.twins.apart.push(id);
                self.draft_grew();
                desk.say(screens::KEPT_ONCE_SAVED);
            }
        }
        self.twins.rows.retain(|one| one.shown.record.id != id);
        self.panel(at, desk)
    }

    /// The change with what tells the new record apart from others. Its id is chosen here, so that
    /// they can refer to it.
    pub(super) fn with_those_apart(&self, mut change: Change, desk: &Desk) -> Change {
        if self.of.is_some() || self.twins.apart.is_empty() {
            return change;
        }
        let new = minted(desk.keyer.now(), self.request);
        if let Some(Act::Put { id, .. }) = change.acts.first_mut() {
            *id = Some(new);
        }
        change.acts.extend(self.twins.apart.iter().map(|other| apart(new, *other)));
        change
    }

    /// Whether a save failed only since those it was to be told apart from are gone meanwhile; then
    /// there is nothing to tell.
    pub(super) fn apart_from_nobody(&mut self, findings: &[(usize, Finding)]) -> bool {
        let gone = !findings.is_empty() && findings.iter().all(|(act, _)| *act > 0);
        if gone {
            self.twins.apart.clear();
        }
        gone
    }

    /// That record is the one on the paper: it is opened with what was typed here in it. This form
    /// stays below as it is until that one is saved.
    pub(super) fn same_as(&mut self, shown: Shown, desk: &mut Desk) -> Go {
        let go = Self::edit(desk, shown);
        let Go::Open(mut layer) = go else { return go };
        if let Layer::Form(form) = layer.as_mut() {
            form.take_from(self, desk);
        }
        Go::Open(layer)
    }

    /// What stands in the other form and differs. What stands there by itself fills what is empty.
    fn take_from(&mut self, other: &Self, desk: &mut Desk) {
        self.names.extend(other.names.iter().cloned());
        let mut first = None;
        for theirs in other.cells.iter().filter(|cell| cell.read != Read::Empty) {
            let tag = theirs.field.tag;
            let Some(at) = self.cells.iter().position(|cell| cell.field.tag == tag) else {
                continue;
            };
            let Some(cell) = self.cells.get_mut(at) else { continue };
            let same = cell.value().is_some() && cell.value() == theirs.value();
            if same || theirs.given && cell.read != Read::Empty {
                continue;
            }
            let (before, after) = (cell.snap(), theirs.snap());
            cell.put(after.clone());
            self.undo.push((at, before, after));
            first = first.map_or(Some(at), |first: usize| Some(first.min(at)));
        }
        self.enter(first.unwrap_or(self.header), desk);
        // The draft of the form below holds all of it still.
        (self.state, self.sent, self.sent_at) = (1, 1, self.at);
        self.twins.instead = true;
        self.comes_into(other);
        self.look_again(desk);
        desk.say(screens::SAME_NOW);
    }

    /// The paper lies in the other form's batch: the record is counted there, unless it was entered in
    /// another one.
    fn comes_into(&mut self, other: &Self) {
        let (Some(batch), Some(of)) = (other.batch.as_ref().map(|batch| batch.id), &self.of) else {
            return;
        };
        match of.record.values.get(MEMBER_OF) {
            None => self.twins.counted = Some(batch),
            Some(Value::Ref(id)) if id != batch => {
                let name = of.names.iter().find(|(named, _)| *named == id);
                self.twins.elsewhere =
                    Some(name.map_or_else(|| id.short(), |(_, name)| name.clone()));
            }
            Some(_) => {}
        }
    }

    /// Says of a record that was found instead of a new one that it is not counted, and where it is.
    pub(super) fn says_elsewhere(&self, title: String, desk: &mut Desk) {
        if let Some(elsewhere) = self.twins.elsewhere.clone() {
            desk.say_with(screens::SAME_ELSEWHERE, [title, elsewhere]);
        }
    }

    /// Another record was merged into the one that is edited.
    pub(super) fn merged_into(&mut self, desk: &mut Desk) -> Go {
        self.twins.rows.clear();
        if let Some(of) = &self.of {
            let ask = Ask::Records(vec![of.record.id]);
            desk.ask(self.id, Why::Merged, slot::NONE, ask);
        }
        Go::Stay
    }

    pub(super) fn merged(&mut self, rows: Vec<Shown>, desk: &mut Desk) {
        let at = self.at;
        if let Some(shown) = rows.into_iter().next() {
            self.load(shown, desk);
            self.enter(at, desk);
        }
    }
}

/// A record id of that time; its other bits are a request's, which nobody else has.
fn minted(now: i64, request: [u8; 16]) -> RecordId {
    let chance = u128::from_be_bytes(request);
    let time = u128::from(now.unsigned_abs() & 0xFFFF_FFFF_FFFF);
    let (high, low) = ((chance >> 64) & 0xFFF, chance & ((1 << 62) - 1));
    RecordId(((time << 80) | (7 << 76) | (high << 64) | (0b10 << 62) | low).to_be_bytes())
}
