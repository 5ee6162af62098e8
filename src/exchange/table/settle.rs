//! What only a whole row tells: an id that lost its zeros, a second number, the old commune beside
//! the one of today, the note.

use super::picked::{Making, guess_of, put};
use super::picker::Picker;
use super::{Column, Takes};
use crate::domain::citizen::Citizen;
use crate::domain::{AreaScope, Field, FieldKind, Value, input};
use crate::exchange::mend;
use crate::exchange::why::{self, Why};

impl Picker<'_> {
    /// Settles what the cells of a row tell of each other.
    pub(super) fn settle(&self, making: &mut Making) {
        for field in self.ask.of.fields.iter().filter(|field| field.tells.is_some()) {
            self.settle_id(field, making);
        }
        self.lone_mark(making);
        self.write_note(making);
    }

    fn value(&self, tag: u16, making: &Making) -> Option<Value> {
        let field = self.ask.of.field(tag)?;
        let text = making.texts.get(self.place(tag)?).filter(|text| !text.is_empty())?;
        input::parse(field, text, self.ask.tables, self.ask.today).ok().flatten()
    }

    fn settle_id(&self, field: &'static Field, making: &mut Making) {
        let Some((tells, place)) = field.tells.zip(self.place(field.tag)) else { return };
        let digits = making.texts.get(place).cloned().unwrap_or_default();
        if digits.is_empty() {
            return;
        }
        if digits.len() < 12 {
            let gender = match self.value(tells.gender, making) {
                Some(Value::Code(code)) => Some(code),
                _ => None,
            };
            let born = match self.value(tells.birth, making) {
                Some(Value::Date(date)) => Some(date.year),
                _ => None,
            };
            let settled = mend::settle(&digits, gender.as_deref(), born, self.ask.tables);
            if let Some((mended, (why, doubtful))) =
                settled.and_then(|m| m.why.clone().map(|why| (m, why)))
            {
                making.guesses.push(guess_of(field, &digits, &mended.text, why, doubtful));
                put(making, place, mended.text);
            }
        }
        self.gender_of_id(tells.gender, place, making);
    }

    /// The gender that no cell says and the id does.
    fn gender_of_id(&self, tag: u16, id: usize, making: &mut Making) {
        let (Some(field), Some(place)) = (self.ask.of.field(tag), self.place(tag)) else { return };
        let id = making.texts.get(id).cloned().unwrap_or_default();
        let lacks = making.texts.get(place).is_some_and(String::is_empty) && field.required;
        if let Some(citizen) = Citizen::of(&id).filter(|_| lacks) {
            let code = citizen.gender();
            making.guesses.push(guess_of(field, "", code, Why::bare(why::FROM_ID), false));
            put(making, place, code.to_owned());
        }
    }

    /// Where a list has a column for one of two codes only ("Nữ"), a row without a mark there is the
    /// other.
    fn lone_mark(&self, making: &mut Making) {
        let Some(split) = &self.ask.of.split else { return };
        let (Some(field), Some(place), [one, two]) =
            (self.ask.of.field(split.by), self.place(split.by), split.codes)
        else {
            return;
        };
        if making.texts.get(place).is_none_or(|text| !text.is_empty()) {
            return;
        }
        let (mut marked, mut whole) = (Vec::new(), false);
        for column in &self.table.columns {
            match &column.takes {
                Takes::Mark(of, code) | Takes::Under { by: of, code, .. }
                    if of.tag == field.tag =>
                {
                    marked.push(code.as_str());
                }
                takes => whole |= takes.field().is_some_and(|of| of.tag == field.tag),
            }
        }
        let other = match marked.as_slice() {
            [only] if !whole && only == one => *two,
            [only] if !whole && only == two => *one,
            _ => return,
        };
        making.guesses.push(guess_of(field, "", other, Why::bare(why::LONE_MARK), false));
        put(making, place, other.to_owned());
    }

    /// The commune that was read: the next is likely to lie near, and an old one has its own field.
    pub(super) fn placed(
        &mut self,
        field: &'static Field,
        key: &str,
        old: Option<&str>,
        making: &mut Making,
    ) {
        let FieldKind::Area(_) = field.kind else { return };
        let place = mend::areas::place(old.unwrap_or(key), self.ask.tables);
        if let Some((district, province)) = place {
            self.near = Some((district.to_owned(), province.to_owned()));
        }
        let Some(old) = old else { return };
        let is_old =
            |field: &&Field| field.kind == FieldKind::Area(AreaScope::OldCommune) && !field.retired;
        let Some(beside) = self.ask.of.open_fields().find(is_old) else { return };
        let said = self
            .table
            .columns
            .iter()
            .any(|column| column.takes.field().is_some_and(|other| other.tag == beside.tag));
        if let Some(at) = self.place(beside.tag).filter(|_| !said) {
            put(making, at, old.to_owned());
        }
    }

    /// A second column's text for a field that has one already.
    pub(super) fn second(
        &self,
        field: &'static Field,
        place: usize,
        before: &str,
        text: String,
        column: &Column,
        making: &mut Making,
    ) {
        let dates = matches!(field.kind, FieldKind::PartialDate);
        if dates && let (Some(first), Some(second)) = (self.date(before), self.date(&text)) {
            // "1961" and "12/03/1961" are one date; so are a date and the age beside it, or nearly.
            if second.year == first.year || matches!(column.takes, Takes::Age(_)) {
                if second.year == first.year && second.is_day() && !first.is_day() {
                    put(making, place, text);
                }
                return;
            }
        }
        let why = match field.kind.is_masked() {
            true => Why::new(why::OTHER_MASKED, [column.letter()]),
            false => Why::new(why::OTHER_COLUMN, [text.clone(), column.letter()]),
        };
        if matches!(field.kind, FieldKind::Note) {
            making.notes.push(labelled(column, &text));
            return;
        }
        let masked = field.kind.is_masked();
        // Of two numbers the whole one is the id.
        let better = masked && text.len() == 12 && before.len() != 12;
        let (was, now) = if better { (before, text.as_str()) } else { (text.as_str(), before) };
        making.guesses.push(guess_of(field, was, now, why, true));
        if !masked {
            making.notes.push(labelled(column, &text));
        } else if better {
            put(making, place, text);
        }
    }

    fn date(&self, text: &str) -> Option<crate::domain::PartialDate> {
        input::date(text, self.ask.today).ok()
    }

    /// Adds what belongs to the note to the type's first field for one.
    fn write_note(&self, making: &mut Making) {
        let note =
            self.ask.of.open_fields().find(|field| field.kind == FieldKind::Note && !field.retired);
        let Some(place) = note.and_then(|field| self.place(field.tag)) else { return };
        for more in std::mem::take(&mut making.notes) {
            if let Some(text) = making.texts.get_mut(place) {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&more);
            }
        }
    }
}

fn labelled(column: &Column, text: &str) -> String {
    match column.levels.last() {
        Some(heading) => format!("{heading}: {text}"),
        None => text.to_owned(),
    }
}
