//! A bulk edit: one field of many records is given one value. What would change, what has it
//! already and what fails the checks is shown before anything is saved; what is saved is one batch.

mod plan;
mod run;
#[cfg(test)]
mod tests;

pub(crate) use plan::Plan;

use crate::app::confirm::{self, Confirm};
use crate::app::desk::{Desk, LayerId, Why, slot};
use crate::app::fields::Fields;
use crate::app::form::{Cell, Read, Since};
use crate::app::keymap::{Action, Context, chains};
use crate::app::layer::{Given, Go, Layer, Screen};
use crate::app::list::{self, List, Offers};
use crate::app::prompt::Asks;
use crate::app::status::REASON;
use crate::app::words::number;
use crate::domain::{Field, FieldKind, RecordId, RecordType, Value, records};
use crate::lang::{Problem, errors::app, screens};
use crate::register::{Ask, Reply, Shown};

/// Records read, checked and saved at a time.
pub(crate) const CHUNK: usize = 1_000;

/// From which day a changed timeline holds; empty: what stood there was wrong.
static SINCE: Field =
    Field::new(0, "since", FieldKind::PartialDate, screens::SINCE, screens::SINCE_HINT);

/// What the bulk edit is about.
pub(crate) struct Of {
    pub(crate) kind: &'static RecordType,
    pub(crate) ids: Vec<RecordId>,
    /// The marked rows, not all that the look-up finds.
    pub(crate) marked: bool,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    /// The value is being keyed.
    Keying,
    /// So many records were read.
    Reading(usize),
    /// So many changes were checked.
    Checking(usize),
    /// What would come of it is looked at, from that line on.
    Seen(usize),
    /// So many changes were sent; it ends after those where it is to stop.
    Saving(usize, bool),
}

/// The bulk edit.
pub(crate) struct Bulk {
    id: LayerId,
    of: Of,
    field: &'static Field,
    /// The value, from when, why.
    pub(crate) fields: Fields,
    pub(crate) step: Step,
    pub(crate) plan: Plan,
    /// An empty field takes the value away: that was said yes to.
    takes_away: bool,
    /// The register reads the words of the value; then the preview is wanted at once.
    resolving: Option<bool>,
    accepted: Vec<(String, String)>,
    batch: u64,
}

/// The fields of a type that a bulk edit may set: what a person enters, and many may share.
pub(crate) fn fields(kind: &'static RecordType) -> impl Iterator<Item = &'static Field> {
    kind.open_fields().filter(|field| !field.retired && !field.unique)
}

/// Chooses the field of those records; says why where there is none to choose.
pub(crate) fn choose(desk: &mut Desk, kind: &'static RecordType) -> Go {
    Go::Open(Box::new(Layer::List(List::new(desk, Offers::Fields(kind), ""))))
}

/// The one type of marked records, if people enter it.
pub(crate) fn kind_of(rows: &[Shown], desk: &mut Desk) -> Option<&'static RecordType> {
    let first = records::of(rows.first()?.record.kind)?;
    let one = rows.iter().all(|shown| shown.record.kind == first.kind);
    let kind = Some(first).filter(|kind| one && !kind.internal);
    if kind.is_none() {
        desk.wrong(Problem::bare(&app::BULK_ONE_TYPE));
    }
    kind
}

impl Bulk {
    pub(crate) fn new(desk: &mut Desk, of: Of, field: &'static Field) -> Self {
        let mut cells = vec![Cell::new(field)];
        if matches!(field.kind, FieldKind::Timeline(_)) {
            cells.push(Cell::new(&SINCE));
        }
        cells.push(Cell::new(&REASON));
        Self {
            id: desk.layer(),
            of,
            field,
            fields: Fields::new(cells),
            step: Step::Keying,
            plan: Plan::default(),
            takes_away: false,
            resolving: None,
            accepted: Vec::new(),
            batch: 0,
        }
    }

    /// Which records, and how many.
    pub(crate) fn title(&self, desk: &Desk) -> String {
        let count = u64::try_from(self.of.ids.len()).unwrap_or(u64::MAX);
        let params = [number(count, desk.lang), self.of.kind.label.get(desk.lang).to_owned()];
        let label = if self.of.marked { screens::BULK_MARKED } else { screens::BULK_FOUND };
        label.fill(desk.lang, &params)
    }

    /// What the field is to hold: "Thôn -> Thôn 3".
    pub(crate) fn what(&self, desk: &Desk) -> String {
        let value = match self.value() {
            Some(_) => self.fields.cells.first().map(|cell| cell.entry.text()).unwrap_or_default(),
            None => screens::NO_ENTRY.get(desk.lang),
        };
        let since = self.fields.cells.get(1).filter(|cell| std::ptr::eq(cell.field, &SINCE));
        let since = since.and_then(Cell::value).map(|_| {
            let day = self.fields.cells.get(1).map_or("", |cell| cell.entry.text());
            format!(", {} {day}", screens::SINCE.get(desk.lang).to_lowercase())
        });
        let (label, arrow) = (self.field.label.get(desk.lang), screens::ARROW.get(desk.lang));
        format!("{label} {arrow} {value}{}", since.unwrap_or_default())
    }

    /// What the batch is called in the journal: of words that may tell of a person the field alone,
    /// since a batch's name is not erased with a record.
    fn called(&self, desk: &Desk) -> String {
        let words = matches!(
            self.field.kind.at_a_time(),
            FieldKind::Text(_) | FieldKind::Name | FieldKind::Note | FieldKind::Phone
        ) || self.field.kind.is_masked();
        match words {
            true => self.field.label.get(desk.lang).to_owned(),
            false => self.what(desk),
        }
    }

    /// How many records the step under way is about.
    pub(crate) fn all(&self) -> usize {
        match self.step {
            Step::Reading(_) => self.of.ids.len(),
            _ => self.plan.todo.len(),
        }
    }

    fn value(&self) -> Option<&Value> {
        self.fields.cells.first().and_then(Cell::value)
    }

    fn reason(&self) -> &str {
        match self.fields.cells.last().and_then(Cell::value) {
            Some(Value::Text(reason)) => reason,
            _ => "",
        }
    }

    /// Takes the field and goes on; behind the last one looks at what would come of it.
    fn next_field(&mut self, desk: &mut Desk) -> Go {
        let at = self.fields.at;
        if let Some(go) = self.take(at, false, desk) {
            return go;
        }
        if self.fields.is_last() {
            return self.look(desk);
        }
        self.fields.enter(at + 1);
        Go::Stay
    }

    /// Takes all fields, and looks at what would come of it.
    fn look(&mut self, desk: &mut Desk) -> Go {
        for at in 0..self.fields.cells.len() {
            if let Some(go) = self.take(at, true, desk) {
                return go;
            }
        }
        if let [value, since, _] = self.fields.cells.as_mut_slice() {
            value.since = Some(match since.value() {
                Some(Value::Date(day)) => Since::Day(*day),
                _ => Since::Ever,
            });
        }
        self.read(desk);
        Go::Stay
    }

    /// Reads a field; Some where it cannot be taken yet.
    fn take(&mut self, at: usize, look: bool, desk: &mut Desk) -> Option<Go> {
        let cell = self.fields.cells.get_mut(at)?;
        if !cell.read(desk)
            && let FieldKind::Lookup(kind) = cell.flat.kind
        {
            let text = crate::text::clean::line(cell.entry.text());
            let why = Why::Resolve(cell.field.tag);
            desk.ask(self.id, why, slot::BULK, Ask::Resolve { kind: Some(kind), text });
            self.resolving = Some(look);
            return Some(Go::Stay);
        }
        match cell.read {
            Read::Empty if at == 0 && cell.field.required => {
                let label = cell.field.label.get(desk.lang);
                desk.wrong(Problem::new(&app::NOTHING_TYPED, [label]));
                self.fields.again(at);
                Some(Go::Stay)
            }
            Read::Empty if at == 0 && !self.takes_away => {
                let label = cell.field.label.get(desk.lang).to_owned();
                let dated = matches!(cell.field.kind, FieldKind::Timeline(_));
                let about = dated.then(|| screens::BULK_TAKES_STEPS.get(desk.lang).to_owned());
                let asks = confirm::Asks::TakeAway;
                let ask = Confirm::new(desk, screens::BULK_TAKES_AWAY, vec![label], asks)
                    .about(about.into_iter().collect());
                Some(Go::Open(Box::new(Layer::Confirm(ask))))
            }
            Read::Wrong(_) => {
                self.fields.again(at);
                Some(Go::Stay)
            }
            Read::Value(_) if at == 0 => {
                self.takes_away = false;
                None
            }
            _ => None,
        }
    }

    /// A value was chosen: it is taken, and the cursor goes on.
    fn chosen(&mut self, value: Value, text: String, desk: &mut Desk) -> Go {
        let at = self.fields.at;
        if let Some(cell) = self.fields.cells.get_mut(at) {
            cell.set(value, text);
        }
        self.next_field(desk)
    }

    fn act_seen(&mut self, action: Action, top: usize, desk: &mut Desk) -> Go {
        let lines = self.plan.lines(desk).len();
        if let Some(top) = list::scrolled(top, lines, action, desk) {
            self.step = Step::Seen(top);
            return Go::Stay;
        }
        match action {
            Action::Yes => self.begin(desk),
            Action::Back | Action::Close => {
                self.step = Step::Keying;
                self.fields.enter(0);
                Go::Stay
            }
            _ => Go::Pass,
        }
    }

    /// Esc while it runs: what only looks is given up, what saves ends with the records under way.
    fn stop(&mut self, desk: &mut Desk) -> Go {
        match &mut self.step {
            Step::Saving(_, stop) => *stop = true,
            _ => {
                desk.forget(slot::BULK);
                self.step = Step::Keying;
            }
        }
        Go::Stay
    }
}

impl Screen for Bulk {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        match (self.step, self.fields.cell()) {
            (Step::Seen(_), _) => chains::BULK_SEEN,
            (Step::Keying, Some(cell)) if cell.is_pick() => chains::BULK_PICK,
            (Step::Keying, Some(cell)) if cell.is_digits() => chains::BULK_DIGITS,
            (Step::Keying, _) => chains::BULK,
            _ => chains::RUNNING,
        }
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        match self.step {
            Step::Keying => {}
            Step::Seen(top) => return self.act_seen(action, top, desk),
            _ if action == Action::Back => return self.stop(desk),
            _ => return Go::Pass,
        }
        match action {
            Action::NextField => self.next_field(desk),
            Action::PrevField => {
                self.fields.enter(self.fields.at.saturating_sub(1));
                Go::Stay
            }
            Action::Undo => {
                self.fields.undo();
                Go::Stay
            }
            Action::Values => match self.fields.cell().map(|cell| (cell.flat.kind, cell)) {
                Some((FieldKind::Lookup(kind), cell)) => {
                    let text = cell.entry.text().to_owned();
                    let find = crate::app::find::Find::pick(desk, kind, &text);
                    Go::Open(Box::new(Layer::Find(find)))
                }
                _ => self.fields.values(desk),
            },
            _ => self.fields.edit_line(action),
        }
    }

    fn typed(&mut self, letter: char, desk: &mut Desk) -> Go {
        if self.step == Step::Keying {
            self.fields.typed(letter, desk);
        }
        Go::Stay
    }

    fn paste(&mut self, text: &str, _desk: &mut Desk) -> Go {
        if self.step == Step::Keying {
            self.fields.paste(text);
        }
        Go::Stay
    }

    fn erase(&mut self, _desk: &mut Desk) {
        self.fields.erase();
    }

    fn raw(&mut self, word: &str) {
        self.fields.raw(word);
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        match given {
            Given::Value(value, text) => self.chosen(value, text, desk),
            Given::Record(id, title) => self.chosen(Value::Ref(id), title, desk),
            Given::Yes(confirm::Asks::TakeAway) => {
                self.takes_away = true;
                self.next_field(desk)
            }
            Given::Text(Asks::Reason, reason) => {
                let soft = self.plan.soft.keys().map(|check| (check.clone(), reason.clone()));
                self.accepted = soft.collect();
                self.save(desk)
            }
            _ => Go::Stay,
        }
    }

    fn reply(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        match (why, reply) {
            (Why::Resolve(_), Reply::Page { found, rows, .. }) => {
                let look = self.resolving.take();
                if let Some(cell) = self.fields.cells.first_mut() {
                    cell.resolved(&found, rows, desk);
                }
                if look == Some(true) { self.look(desk) } else { self.next_field(desk) }
            }
            (Why::Resolve(_), Reply::Refused(problem)) => {
                self.resolving = None;
                desk.wrong(problem);
                Go::Stay
            }
            (Why::Bulk, reply) => self.heard(reply, desk),
            _ => Go::Stay,
        }
    }

    fn holding(&self) -> bool {
        self.resolving.is_some() || !matches!(self.step, Step::Keying | Step::Seen(_))
    }

    fn stops(&self) -> bool {
        self.holding() && self.of.ids.len() > CHUNK
    }

    fn door_gone(&mut self) {
        self.resolving = None;
        self.step = Step::Keying;
    }
}
