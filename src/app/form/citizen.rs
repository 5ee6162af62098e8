//! The citizen id of a form: what its digits tell beside what the paper says, and, where that is
//! wanted, filled in from them.

use super::cell::BY_ID;
use super::{Cell, Form, Read, Snap};
use crate::app::desk::Desk;
use crate::app::keymap::Action;
use crate::domain::citizen::{self, Citizen, Told};
use crate::domain::{PartialDate, Tells, Value, input};
use crate::lang::{Problem, errors::app, screens};

impl Form {
    /// The field of the citizen id, and what it tells of.
    fn id_cell(&self) -> Option<(&Cell, Tells)> {
        self.cells.iter().find_map(|cell| Some((cell, cell.field.tells?)))
    }

    /// What the paper says in a field, also while it is typed; what an id told before is not it.
    fn holds(&self, tag: u16, desk: &Desk) -> Option<Value> {
        let at = self.cells.iter().position(|cell| cell.field.tag == tag)?;
        let cell = self.cells.get(at)?;
        if cell.from == BY_ID {
            return None;
        }
        if at != self.at || cell.read != Read::Typed {
            return cell.value().cloned();
        }
        input::parse(&cell.flat, cell.entry.text(), &desk.tables, desk.today).ok()?
    }

    /// What the digits tell, as far as they are typed.
    fn told(&self, desk: &Desk) -> Option<Told> {
        let (cell, tells) = self.id_cell()?;
        let digits = match cell.value() {
            Some(Value::Text(digits)) => digits.as_str(),
            _ => cell.entry.text(),
        };
        let gender = match self.holds(tells.gender, desk) {
            Some(Value::Code(code)) => Some(code),
            _ => None,
        };
        let birth = match self.holds(tells.birth, desk) {
            Some(Value::Date(date)) => Some(date.year),
            _ => None,
        };
        citizen::told(digits, gender.as_deref(), birth, &desk.tables, desk.lang)
    }

    /// What is said below the form of the field the cursor stands in: of the id while it is typed,
    /// of gender and birth where they contradict it.
    pub(crate) fn told_here(&self, desk: &Desk) -> Option<String> {
        let (id, tells) = self.id_cell()?;
        let here = self.cell()?.field.tag;
        let told = self.told(desk)?;
        let is_id = here == id.field.tag;
        let beside = told.differs && [tells.gender, tells.birth].contains(&here);
        (is_id || beside).then_some(told.line)
    }

    /// Whether the field the cursor stands in and the citizen id say two things.
    pub(super) fn contradicts(&self, desk: &Desk) -> bool {
        let Some((id, tells)) = self.id_cell() else { return false };
        let about = [id.field.tag, tells.gender, tells.birth];
        let here = self.cell().is_some_and(|cell| about.contains(&cell.field.tag));
        here && self.told(desk).is_some_and(|told| told.differs)
    }

    /// From now on, or no longer, the id fills in what it tells.
    pub(super) fn switch_derives(&mut self, desk: &mut Desk) {
        if self.id_cell().is_none() {
            let called = Action::FromId.row().map_or("", |row| row.label.get(desk.lang));
            return desk.wrong(Problem::new(&app::NOT_HERE, [called]));
        }
        self.aids.derives = !self.aids.derives;
        let derives = self.aids.derives;
        desk.say(if derives { screens::DERIVES } else { screens::DERIVES_NOT });
        if derives {
            self.fill_from_id(desk);
            self.look_again(desk);
        }
    }

    /// Whether the id in that field fills in what it tells.
    pub(crate) fn derives(&self, cell: &Cell) -> bool {
        self.aids.derives && cell.field.tells.is_some()
    }

    /// The field the cursor stands in was read: it may be the id.
    pub(super) fn derive(&mut self, desk: &Desk) {
        if self.cell().is_some_and(|cell| self.derives(cell)) {
            self.fill_from_id(desk);
        }
    }

    /// What the id tells fills the fields that are empty, and takes the place of what an id told
    /// before.
    fn fill_from_id(&mut self, desk: &Desk) {
        let Some((cell, tells)) = self.id_cell() else { return };
        let citizen = match cell.value() {
            Some(Value::Text(digits)) => Citizen::of(digits),
            _ => None,
        };
        let citizen = citizen.filter(|citizen| citizen.year <= desk.today.year);
        let gender = citizen.map(|citizen| Value::Code(citizen.gender().to_owned()));
        let born = citizen.and_then(|citizen| PartialDate::new(citizen.year, 0, 0));
        for (tag, value) in [(tells.gender, gender), (tells.birth, born.map(Value::Date))] {
            let free = |cell: &&mut Cell| {
                cell.field.tag == tag && (cell.entry.is_empty() || cell.from == BY_ID)
            };
            let Some(cell) = self.cells.iter_mut().find(free) else { continue };
            cell.put(match value {
                Some(value) => {
                    let text = cell.worded(&value, &[], desk);
                    Snap { from: BY_ID.to_owned(), ..Snap::of(&text, Read::Value(value)) }
                }
                None => Snap::of("", Read::Empty),
            });
        }
    }

    /// Where values come from that were not typed as they stand, for the journal: the paper's own
    /// words, a guessed century, the citizen id.
    pub(super) fn remarks(&self, desk: &Desk) -> String {
        let changed = self.cells.iter().filter(|cell| cell.differs());
        let remark = |cell: &Cell| {
            let label = cell.field.label.get(desk.lang);
            Some(format!("{label}: {}", cell.remark(desk)?))
        };
        changed.filter_map(remark).collect::<Vec<_>>().join("; ")
    }
}
