//! What a column holds, where no heading says it.

use super::Ask;
use super::said::{is_empty, text};
use super::sort::is_person;
use crate::domain::{Field, FieldKind, Find, input};
use crate::exchange::sheet::{Cell, Line};
use crate::text::fold::fold;
use crate::text::legacy::{Reading, convert, weigh};
use std::borrow::Cow;

/// Cells looked at, at most.
const CELLS: usize = 60;

/// The filled cells of a column, by what a few of them show.
pub(super) struct Content<'a> {
    /// With their texts in Unicode.
    cells: Vec<(&'a Cell, Cow<'a, str>)>,
}

impl<'a> Content<'a> {
    /// Of that column of those lines.
    pub(super) fn of(lines: impl Iterator<Item = &'a Line>, column: usize) -> Self {
        let cells = lines.filter_map(|line| line.cells.get(column)).filter(|cell| !is_empty(cell));
        let read = |cell: &'a Cell| match (text(cell), cell) {
            (said, Cell::Text(raw)) => match weigh(raw) {
                Reading::Legacy { font, .. } => (cell, convert(raw, font)),
                _ => (cell, said),
            },
            (said, _) => (cell, said),
        };
        Self { cells: cells.take(CELLS).map(read).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    fn count(&self, holds: impl Fn(&str) -> bool) -> usize {
        self.cells.iter().filter(|(_, said)| holds(said.trim())).count()
    }

    /// Whether nearly all do.
    fn most(&self, count: usize) -> bool {
        count > 0 && count * 10 >= self.len() * 8
    }

    /// Whether they are marks: x.
    pub(super) fn is_marks(&self, ask: &Ask<'_>) -> bool {
        self.most(self.count(|text| ask.tables.sheets().is("mark", text)))
    }

    /// Whether they are dates or years.
    pub(super) fn is_dates(&self, ask: &Ask<'_>) -> bool {
        self.most(self.dates(ask))
    }

    fn dates(&self, ask: &Ask<'_>) -> usize {
        let dated = |(cell, said): &&(&Cell, Cow<'_, str>)| match cell {
            Cell::Date(_) => true,
            _ => {
                let date = input::date(said, ask.today);
                let year = date.is_ok_and(|d| d.year > 1900 && !d.is_after(ask.today));
                year && said.trim().len() >= 4
            }
        };
        self.cells.iter().filter(dated).count()
    }

    /// Whether each is one word: given names.
    pub(super) fn is_single_words(&self) -> bool {
        let word = |text: &str| !text.contains(' ') && !text.chars().any(|c| c.is_ascii_digit());
        self.most(self.count(word))
    }

    /// How many look like entries of that field, if nearly all do.
    pub(super) fn looks(&self, field: &'static Field, ask: &Ask<'_>) -> Option<usize> {
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        let numeric = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b" .-'".contains(&b));
        let count = match field.kind.at_a_time() {
            FieldKind::CitizenId => {
                self.count(|text| numeric(text) && (11..=12).contains(&digits(text)))
            }
            FieldKind::Phone => self.count(|text| {
                digits(text) >= 9 && input::parse(field, text, ask.tables, ask.today).is_ok()
            }),
            FieldKind::Name if field.find == Find::Words => self.count(is_person),
            FieldKind::Choice(table) => {
                let table = ask.tables.choices(table)?;
                let known = |text: &str| {
                    let wanted = fold(text);
                    let mut rows = table.offered();
                    let named = rows.any(|row| row.wordings().any(|word| fold(word) == wanted));
                    wanted.len() >= 2 && named && !wanted.bytes().all(|b| b.is_ascii_digit())
                };
                self.count(known)
            }
            FieldKind::PartialDate if field.find == Find::Year => self.dates(ask),
            _ => 0,
        };
        self.most(count).then_some(count)
    }
}
