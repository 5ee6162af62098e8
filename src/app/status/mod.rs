//! A status act: records move away, end or come back on a day, for a reason, in one change. Built
//! from the schema: any type that says which field is its status has it.

mod acts;
#[cfg(test)]
mod tests;

use crate::app::desk::{Desk, LayerId, Why, slot};
use crate::app::fields::Fields;
use crate::app::form::{Cell, Read};
use crate::app::keymap::{Action, Context, chains};
use crate::app::layer::{Given, Go, Layer, Screen};
use crate::app::prompt::{Asks, Prompt};
use crate::domain::{Field, FieldKind, Finding, RecordId, RecordType, Status, Value, records};
use crate::lang::{Problem, errors::app, screens};
use crate::register::{Act, Ask, Change, Reply, Request, Shown};

/// Records of one act at most: what is read at a time.
const PAGE: usize = 1_000;

/// The letters of a reason.
const REASON_LETTERS: u16 = 200;

/// From which day it holds, where the status itself is no date. (No field of a type has tag 0.)
static DAY: Field =
    Field::new(0, "day", FieldKind::PartialDate, screens::STATUS_DATE, screens::STATUS_DATE_HELP);

pub(crate) static REASON: Field = Field::new(
    0,
    "reason",
    FieldKind::Text(REASON_LETTERS),
    screens::REASON,
    screens::STATUS_REASON_HELP,
);

/// The act, being keyed.
pub(crate) struct StatusAct {
    id: LayerId,
    kind: &'static RecordType,
    status: &'static Status,
    pub(crate) of: Vec<Shown>,
    /// The status, its day, what goes with it, the reason.
    pub(crate) fields: Fields,
    request: [u8; 16],
    /// Soft findings that stood against it, and those accepted with a reason.
    found: Vec<String>,
    accepted: Vec<(String, String)>,
}

/// Reads the records that an act is to be about, anew: marked ones may be out of sight.
pub(crate) fn read(desk: &mut Desk, to: LayerId, ids: Vec<RecordId>) {
    if ids.len() > PAGE {
        let params = [ids.len(), PAGE].map(|n| n.to_string());
        desk.wrong(Problem::new(&app::STATUS_TOO_MANY, params));
    } else if !ids.is_empty() {
        desk.ask(to, Why::Subjects, slot::NONE, Ask::Records(ids));
    }
}

/// Opens the act on those records.
pub(crate) fn open(desk: &mut Desk, of: Vec<Shown>) -> Go {
    let Some(first) = of.first() else { return Go::Stay };
    let kind = records::of(first.record.kind);
    let one = of.iter().all(|shown| shown.record.kind == first.record.kind);
    let found = kind.filter(|_| one).and_then(|kind| Some((kind, kind.status.as_ref()?)));
    let Some((kind, status)) = found else {
        let mut labels: Vec<&str> = of
            .iter()
            .filter_map(|shown| records::of(shown.record.kind))
            .map(|kind| kind.label.get(desk.lang))
            .collect();
        labels.dedup();
        desk.wrong(Problem::new(&app::NO_STATUS, [labels.join(", ")]));
        return Go::Stay;
    };
    match StatusAct::new(desk, kind, status, of) {
        Some(act) => Go::Open(Box::new(Layer::Status(act))),
        None => Go::Stay,
    }
}

impl StatusAct {
    fn new(
        desk: &mut Desk,
        kind: &'static RecordType,
        status: &'static Status,
        of: Vec<Shown>,
    ) -> Option<Self> {
        let mut cells = vec![Cell::new(kind.field(status.tag)?)];
        let dated = matches!(cells.first()?.field.kind, FieldKind::Timeline(_));
        if dated {
            cells.push(Cell::new(&DAY));
        }
        cells.push(Cell::new(&REASON));
        // What ends does so today, unless another day is typed.
        let day = cells.get_mut(usize::from(dated))?;
        day.set(Value::Date(desk.today), desk.today.screen());
        Some(Self {
            id: desk.layer(),
            kind,
            status,
            of,
            fields: Fields::new(cells),
            request: desk.request(),
            found: Vec::new(),
            accepted: Vec::new(),
        })
    }

    /// Whom it is about.
    pub(crate) fn title(&self, desk: &Desk) -> String {
        match self.of.as_slice() {
            [one] => desk.title(one),
            many => {
                let names: Vec<String> = many.iter().map(|shown| desk.title(shown)).collect();
                let label = self.kind.label.get(desk.lang).to_owned();
                let params = [many.len().to_string(), label, names.join(", ")];
                screens::STATUS_OF_MANY.fill(desk.lang, &params)
            }
        }
    }

    /// The values the status can take, in a line; empty where it is a date.
    pub(crate) fn choices(&self, desk: &Desk) -> String {
        let Some(field) = self.fields.cells.first().map(|cell| cell.field) else {
            return String::new();
        };
        let rows = desk.choices(field, "");
        rows.into_iter().map(|row| row.label).collect::<Vec<_>>().join(", ")
    }

    /// Takes the field, and goes on; on the last one saves.
    fn next_field(&mut self, desk: &mut Desk) -> Go {
        if !self.take(self.fields.at, desk) {
            return Go::Stay;
        }
        if self.fields.at + 1 >= self.fields.cells.len() {
            return self.save(desk);
        }
        self.fields.enter(self.fields.at + 1);
        Go::Stay
    }

    /// Reads a field; false where it cannot be taken.
    fn take(&mut self, at: usize, desk: &mut Desk) -> bool {
        let Some(cell) = self.fields.cells.get_mut(at) else { return true };
        cell.read(desk);
        let needed = at == 0 && cell.is_pick() || std::ptr::eq(cell.field, &DAY);
        if needed && cell.read == Read::Empty {
            let label = cell.field.label.get(desk.lang);
            desk.wrong(Problem::new(&app::NOTHING_TYPED, [label]));
            self.fields.again(at);
            return false;
        }
        if matches!(cell.read, Read::Wrong(_)) {
            self.fields.again(at);
            return false;
        }
        if at == 0 {
            self.ask_along(desk);
        }
        true
    }

    /// The fields that go with the status stand before the reason.
    fn ask_along(&mut self, desk: &Desk) {
        let Some(Value::Code(code)) = self.fields.cells.first().and_then(Cell::value) else {
            return;
        };
        let asks = self.status.asks.iter().find(|(of, _)| of == code);
        let wanted = asks.map_or(&[][..], |(_, tags)| *tags);
        self.fields.cells.retain(|cell| {
            let own = cell.field.tag == 0 || cell.field.tag == self.status.tag;
            own || wanted.contains(&cell.field.tag)
        });
        for tag in wanted {
            let Some(field) = self.kind.field(*tag) else { continue };
            if self.fields.cells.iter().any(|cell| cell.field.tag == *tag) {
                continue;
            }
            let mut cell = Cell::new(field);
            if let [one] = self.of.as_slice() {
                cell.load(one.record.values.get(*tag), &one.names, desk);
            }
            self.fields.cells.insert(self.fields.cells.len().saturating_sub(1), cell);
        }
    }

    fn save(&mut self, desk: &mut Desk) -> Go {
        for at in 0..self.fields.cells.len() {
            if !self.take(at, desk) {
                return Go::Stay;
            }
        }
        let acts = match self.acts() {
            Ok(acts) => acts,
            Err(problem) => {
                desk.wrong(problem);
                return Go::Stay;
            }
        };
        if acts.is_empty() {
            desk.say(screens::NOTHING_NEW);
            return Go::Stay;
        }
        let (request, accepted) = (self.request, self.accepted.clone());
        let reason = self.reason().to_owned();
        let change = Change { request, acts, accepted, reason, ..Change::default() };
        desk.send(self.id, Why::StatusAct, Request::Do(change));
        Go::Stay
    }

    /// What stands against it: hard findings by the record's name, soft ones to be accepted.
    fn checked(&mut self, findings: &[(usize, Finding)], desk: &mut Desk) -> Go {
        let acts = self.acts().unwrap_or_default();
        let title = |at: usize| {
            let of = acts.get(at).and_then(|act| match act {
                Act::Put { id, .. } => self.of.iter().find(|shown| Some(shown.record.id) == *id),
                _ => None,
            });
            of.map(|shown| desk.title(shown)).unwrap_or_default()
        };
        if let Some((at, hard)) = findings.iter().find(|(_, finding)| !finding.soft) {
            let (what, hint) = desk.worded(&hard.problem);
            let problem = Problem::new(&app::STATUS_REFUSED, [title(*at), what, hint]);
            desk.wrong(problem);
            return Go::Stay;
        }
        let line = |(at, finding): &(usize, Finding)| {
            format!("{}: {}", title(*at), finding.problem.what(desk.lang))
        };
        let about: Vec<String> = findings.iter().map(line).collect();
        self.found = findings.iter().map(|(_, finding)| finding.check.clone()).collect();
        self.found.sort();
        self.found.dedup();
        Go::Open(Box::new(Layer::Prompt(Prompt::reason(desk, about))))
    }
}

impl Screen for StatusAct {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        match self.fields.cell() {
            Some(cell) if cell.is_pick() => chains::STATUS_PICK,
            Some(cell) if cell.is_digits() => chains::STATUS_DIGITS,
            _ => chains::STATUS,
        }
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        match action {
            Action::NextField => self.next_field(desk),
            Action::PrevField => {
                if self.take(self.fields.at, desk)
                    || self.fields.cell().is_some_and(|c| c.read == Read::Empty)
                {
                    desk.note = None;
                    self.fields.enter(self.fields.at.saturating_sub(1));
                }
                Go::Stay
            }
            Action::SaveClose => self.save(desk),
            Action::Undo => {
                self.fields.undo();
                Go::Stay
            }
            Action::Values => self.fields.values(desk),
            _ => self.fields.edit_line(action),
        }
    }

    fn typed(&mut self, letter: char, desk: &mut Desk) -> Go {
        self.fields.typed(letter, desk);
        Go::Stay
    }

    fn paste(&mut self, text: &str, _desk: &mut Desk) -> Go {
        self.fields.paste(text);
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
            Given::Value(value, text) => {
                if let Some(cell) = self.fields.cells.get_mut(self.fields.at) {
                    cell.set(value, text);
                }
                self.next_field(desk)
            }
            Given::Text(Asks::Reason, reason) => {
                let accepted = self.found.drain(..).map(|check| (check, reason.clone()));
                self.accepted.extend(accepted);
                self.save(desk)
            }
            _ => Go::Stay,
        }
    }

    fn reply(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        if why != Why::StatusAct {
            return Go::Stay;
        }
        match reply {
            Reply::Saved { .. } => {
                let acts = self.acts().unwrap_or_default();
                let [whose, _, after, _] = self.what(&acts, desk);
                desk.say_with(screens::STATUS_DONE, [whose, after]);
                return Go::Give(Given::Done);
            }
            Reply::Checks(findings) => return self.checked(&findings, desk),
            Reply::Stale { theirs, by, .. } => {
                let title = desk.title(&theirs);
                desk.wrong(Problem::new(&app::STATUS_STALE, [title, by]));
                let id = theirs.record.id;
                if let Some(of) = self.of.iter_mut().find(|shown| shown.record.id == id) {
                    *of = theirs;
                }
                // Another change than the one that was refused.
                self.request = desk.request();
            }
            Reply::Refused(problem) => desk.wrong(problem),
            _ => {}
        }
        Go::Stay
    }
}
