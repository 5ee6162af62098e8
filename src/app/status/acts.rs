//! What a status act comes to: an act for each record that becomes another, and that in a line.

use super::StatusAct;
use crate::app::desk::Desk;
use crate::app::form::{Cell, Read};
use crate::domain::{Field, FieldKind, PartialDate, Step, Value, timeline};
use crate::lang::{Problem, screens};
use crate::register::{Act, Shown};

impl StatusAct {
    /// What will change, in a line; empty as long as it cannot be told.
    pub(crate) fn will(&self, desk: &Desk) -> String {
        let open = |cell: &Cell| matches!(cell.read, Read::Typed | Read::Wrong(_));
        // What is said of the reason changes nothing of it.
        if self.fields.cells.iter().rev().skip(1).any(open) {
            return String::new();
        }
        match self.acts() {
            Ok(acts) if acts.is_empty() => screens::STATUS_SAME.get(desk.lang).to_owned(),
            Ok(acts) => {
                let [whose, before, after, along] = self.what(&acts, desk);
                let what = format!("{before} {} {after}{along}", screens::ARROW.get(desk.lang));
                screens::STATUS_WILL.fill(desk.lang, &[whose, what])
            }
            Err(problem) => format!("! {}", problem.what(desk.lang)),
        }
    }

    /// Of whom, from what, to what, and what goes along.
    pub(super) fn what(&self, acts: &[Act], desk: &Desk) -> [String; 4] {
        let ids: Vec<_> = acts
            .iter()
            .filter_map(|act| match act {
                Act::Put { id, set, .. } => Some(((*id)?, set)),
                _ => None,
            })
            .collect();
        let changed: Vec<&Shown> = self
            .of
            .iter()
            .filter(|shown| ids.iter().any(|(id, _)| *id == shown.record.id))
            .collect();
        let whose = match changed.as_slice() {
            [one] => desk.title(one),
            many => format!("{} {}", many.len(), self.kind.label.get(desk.lang)),
        };
        let Some(field) = self.kind.field(self.status.tag) else { return Default::default() };
        let mut before: Vec<String> = changed
            .iter()
            .map(|shown| self.word(field, shown.record.values.get(field.tag), desk))
            .collect();
        before.sort();
        before.dedup();
        let set = ids.first().map(|(_, set)| set.iter());
        let after = set.into_iter().flatten().find(|(tag, _)| *tag == field.tag);
        let after = match after {
            Some((_, value)) => self.word(field, value.clone(), desk),
            None => before.join(" / "),
        };
        let mut along = String::new();
        for cell in self.fields.cells.iter().skip(1).filter(|cell| cell.field.tag != 0) {
            if cell.value().is_some() {
                let label = cell.field.label.get(desk.lang);
                along.push_str(&format!("; {label}: {}", cell.entry.text()));
            }
        }
        // A day alone does not say what of.
        let label = match field.kind {
            FieldKind::Timeline(_) => String::new(),
            _ => format!("{}: ", field.label.get(desk.lang)),
        };
        [whose, format!("{label}{}", before.join(" / ")), after, along]
    }

    /// A status as it holds now, with its day.
    fn word(&self, field: &'static Field, value: Option<Value>, desk: &Desk) -> String {
        match value {
            Some(value) => desk.whole(field, &value, &[]),
            None => screens::NO_ENTRY.get(desk.lang).to_owned(),
        }
    }

    pub(super) fn reason(&self) -> &str {
        match self.fields.cells.last().and_then(Cell::value) {
            Some(Value::Text(reason)) => reason,
            _ => "",
        }
    }

    /// The acts it comes to, one for each record that becomes another.
    pub(super) fn acts(&self) -> Result<Vec<Act>, Problem> {
        let mut acts = Vec::new();
        for shown in &self.of {
            let record = &shown.record;
            let mut set = vec![(self.status.tag, self.next(shown)?)];
            for cell in self.fields.cells.iter().filter(|cell| cell.field.tag != 0).skip(1) {
                // Left empty, it takes away from one record what stood there, from many nothing.
                if cell.value().is_some() || self.of.len() == 1 {
                    set.push((cell.field.tag, cell.whole()));
                }
            }
            set.retain(|(tag, value)| record.values.get(*tag) != *value);
            if !set.is_empty() {
                let (id, kind, base) = (Some(record.id), record.kind, Some(record.rev));
                acts.push(Act::Put { id, kind, base, set: set.into(), source: None });
            }
        }
        Ok(acts)
    }

    /// The status a record comes to have.
    fn next(&self, shown: &Shown) -> Result<Option<Value>, Problem> {
        let Some(cell) = self.fields.cells.first() else { return Ok(None) };
        if !matches!(cell.field.kind, FieldKind::Timeline(_)) {
            return Ok(cell.value().cloned());
        }
        let before = match shown.record.values.get(self.status.tag) {
            Some(Value::Timeline(steps)) => steps,
            _ => Vec::new(),
        };
        let (Some(value), Some(day)) = (cell.value().cloned(), self.day()) else {
            return Ok((!before.is_empty()).then_some(Value::Timeline(before)));
        };
        let step = Step { from: Some(day), value, reason: self.reason().to_owned() };
        let early = |began| timeline::too_early(cell.field, day, began);
        timeline::next(&before, step).map(|steps| Some(Value::Timeline(steps))).map_err(early)
    }

    fn day(&self) -> Option<PartialDate> {
        match self.fields.cells.get(1).and_then(Cell::value) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }
}
