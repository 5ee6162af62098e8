//! What a record is called, where one cell says more than its name: its kind before it ("Thôn Phú Lộc"),
//! its branch behind it ("Họ Nguyễn Văn - chi 2"); and the code that no list has.

use super::picked::{Making, guess_of, put};
use super::picker::Picker;
use crate::domain::{Field, FieldKind, Find};
use crate::exchange::called::{self, choice_of};
use crate::exchange::why::{self, Why};

/// What stands between a name and what follows it.
const BEHIND: [&str; 6] = [" - ", " – ", " — ", ", ", "; ", "("];

impl Picker<'_> {
    /// Settles what a record's name says beside it.
    pub(super) fn settle_name(&mut self, making: &mut Making) {
        let of = self.ask.of;
        let Some(name) = called::name(of).filter(|_| !of.person) else { return };
        self.unlabelled(name, making);
        for tag in of.title {
            let Some(field) = of.field(*tag).filter(|field| field.tag != name.tag) else {
                continue;
            };
            if choice_of(field).is_some() {
                self.kind_before(name, field, making);
            } else if matches!(field.kind, FieldKind::Text(_)) && field.find == Find::Exact {
                self.number_alone(name, field, making);
            } else if matches!(field.kind, FieldKind::Text(_)) {
                self.more_behind(name, field, making);
            }
        }
        self.make_code(name, making);
    }

    /// The text of a field; None where it has none.
    fn said<'m>(&self, field: &Field, making: &'m Making) -> Option<&'m str> {
        let text = making.texts.get(self.place(field.tag)?)?;
        Some(text.as_str()).filter(|text| !text.is_empty())
    }

    fn guess(&self, field: &'static Field, now: &str, why: Why, making: &mut Making) {
        let Some(place) = self.place(field.tag) else { return };
        let was = making.texts.get(place).cloned().unwrap_or_default();
        making.guesses.push(guess_of(field, &was, now, why, false));
        put(making, place, now.to_owned());
    }

    /// "Họ Nguyễn Văn" is Nguyễn Văn.
    fn unlabelled(&self, name: &'static Field, making: &mut Making) {
        let Some(text) = self.said(name, making) else { return };
        let sheets = self.ask.tables.sheets();
        let Some(words) =
            sheets.begins("called", text).filter(|words| words.of == self.ask.of.name)
        else {
            return;
        };
        let count = words.written.split(' ').count();
        let rest: Vec<&str> = text.split_whitespace().skip(count).collect();
        if !rest.is_empty() {
            let why = Why::new(why::ADDRESSED, [words.written.as_str()]);
            self.guess(name, &rest.join(" "), why, making);
        }
    }

    /// "Thôn Phú Lộc" is a thôn, and is called Phú Lộc.
    fn kind_before(&self, name: &'static Field, kind: &'static Field, making: &mut Making) {
        let begun = self
            .said(name, making)
            .filter(|_| self.said(kind, making).is_none())
            .zip(choice_of(kind))
            .and_then(|(text, table)| called::begins(self.ask.tables, table, text));
        if let Some((code, rest)) = begun {
            let (code, rest) = (code.to_owned(), rest.to_owned());
            self.guess(kind, &code, Why::bare(why::FROM_NAME), making);
            self.guess(name, &rest, Why::bare(why::KIND_APART), making);
        }
    }

    /// "3" is its number as well.
    fn number_alone(&self, name: &'static Field, number: &'static Field, making: &mut Making) {
        let text = self.said(name, making).filter(|text| called::is_number(text));
        let alone = text.filter(|_| self.said(number, making).is_none()).map(str::to_owned);
        if let Some(text) = alone {
            self.guess(number, &text, Why::bare(why::FROM_NAME), making);
        }
    }

    /// "Nguyễn Văn - chi 2" is Nguyễn Văn, and chi 2 of them.
    fn more_behind(&self, name: &'static Field, more: &'static Field, making: &mut Making) {
        let split = self.said(name, making).filter(|_| self.said(more, making).is_none());
        let split = split.and_then(|text| BEHIND.iter().find_map(|sign| text.split_once(sign)));
        if let Some((before, behind)) = split {
            let behind = behind.trim().trim_end_matches(')').to_owned();
            let before = before.trim().to_owned();
            self.guess(more, &behind, Why::bare(why::FROM_NAME), making);
            self.guess(name, &before, Why::bare(why::KIND_APART), making);
        }
    }

    /// A code of its own where the list has none: the first letters of its name.
    fn make_code(&mut self, name: &'static Field, making: &mut Making) {
        let of = self.ask.of;
        let Some(field) = of.open_fields().find(|field| called::is_made(of, field)) else { return };
        let Some(text) = self.said(name, making).filter(|_| self.said(field, making).is_none())
        else {
            return;
        };
        let count = self.codes.entry(called::code(text, 1)).or_default();
        *count += 1;
        let code = called::code(text, *count);
        self.guess(field, &code, Why::bare(why::MADE), making);
    }
}
