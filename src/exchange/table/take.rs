//! Where the cells of a line go: a field, a mark of a choice, part of a name.

use super::picked::{Guess, Making, Weight, guess_of, put};
use super::picker::Picker;
use super::said::text;
use super::{Column, Takes, fonts};
use crate::domain::{Field, FieldKind};
use crate::exchange::sheet::Cell;
use crate::exchange::why::{self, Why};
use crate::lang::Problem;
use crate::lang::errors::exchange::SEVERAL_MARKS;
use std::borrow::Cow;

impl Picker<'_> {
    /// Takes a cell where its column goes.
    pub(super) fn take(
        &mut self,
        column: &Column,
        cell: &Cell,
        cells: &[&Cell],
        making: &mut Making,
    ) {
        let marked = |text: &str| self.ask.tables.sheets().is("mark", text);
        match &column.takes {
            Takes::Nowhere => {}
            Takes::Id => {
                making.own = true;
                if let Some(id) = making.texts.last_mut() {
                    id.push_str(text(cell).trim());
                }
            }
            Takes::Mark(field, code) if marked(&text(cell)) => self.mark(field, code, making),
            Takes::Mark(field, code) => {
                // A year under "Nữ" says both.
                let split = self.ask.of.split.as_ref().filter(|split| split.by == field.tag);
                match split.and_then(|split| self.ask.of.field(split.of)) {
                    Some(over) => {
                        self.mark(field, code, making);
                        self.entry(over, false, column, cell, cells, making);
                    }
                    None => self.entry(field, false, column, cell, cells, making),
                }
            }
            Takes::Under { field, by, code } => {
                self.mark(by, code, making);
                let is_year = text(cell).trim().len() > 1;
                if is_year || !marked(&text(cell)) {
                    self.entry(field, false, column, cell, cells, making);
                }
            }
            Takes::Field(field) => self.entry(field, false, column, cell, cells, making),
            Takes::Age(field) => {
                let at = self.place(field.tag).and_then(|at| making.texts.get(at));
                if at.is_some_and(String::is_empty) {
                    self.entry(field, true, column, cell, cells, making);
                }
            }
            Takes::Part(field, part) => {
                let said = text(cell);
                let (said, guess) = self.unicode(column, cell, &said, cells);
                if let Some((why, doubtful)) = guess {
                    making.guesses.push(guess_of(field, &text(cell), &said, why, doubtful));
                }
                let place = self.place(field.tag).unwrap_or_default();
                making.parts.push((place, *part, said.trim().to_owned()));
            }
        }
    }

    pub(super) fn unicode<'t>(
        &self,
        column: &Column,
        cell: &Cell,
        said: &'t str,
        cells: &[&Cell],
    ) -> (Cow<'t, str>, Option<(Why, bool)>) {
        if matches!(cell, Cell::Typed(_)) {
            return (Cow::Borrowed(said), None);
        }
        fonts::unicode(column, said, || fonts::of_row(cells, &self.table.columns))
    }

    /// A mark: the code of a choice. Two are a fault.
    fn mark(&self, field: &'static Field, code: &str, making: &mut Making) {
        making.own = true;
        let Some(text) = self.place(field.tag).and_then(|at| making.texts.get_mut(at)) else {
            return;
        };
        if text.is_empty() {
            text.push_str(code);
        } else if text != code && !matches!(field.kind, FieldKind::Text(_)) {
            let problem = Problem::new(&SEVERAL_MARKS, [format!("{text}, {code}")]);
            making.guesses.push(Guess {
                field,
                was: format!("{text}, {code}"),
                now: text.clone(),
                why: Why::bare(why::TWO_MARKS),
                weight: Weight::Fault,
                problem: Some(problem),
                offers: vec![text.clone(), code.to_owned()],
            });
        }
    }

    /// An entry of a field.
    fn entry(
        &mut self,
        field: &'static Field,
        age: bool,
        column: &Column,
        cell: &Cell,
        cells: &[&Cell],
        making: &mut Making,
    ) {
        let Some(place) = self.place(field.tag) else { return };
        let was = text(cell);
        let ditto = self.ask.tables.sheets().is("ditto", &was);
        if ditto && !field.unique && !field.required {
            let now = self.above.get(place).cloned().unwrap_or_default();
            making.guesses.push(guess_of(field, &was, &now, Why::bare(why::DITTO), false));
            put(making, place, now);
            return;
        }
        let (mended, font) = self.mended(field, age, column, cell, &was, cells);
        if let Some((why, doubtful)) = font {
            making.guesses.push(guess_of(field, &was, &mended.text, why, doubtful));
        }
        self.add(field, place, &was, mended, column, making);
    }
}
