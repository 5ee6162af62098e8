//! What a line of a sheet is: a record, or one of the lines that lists made by hand have between
//! and behind their records.

use super::block::readable;
use super::said::{is_empty, is_number, text};
use super::takes::Takes;
use super::{Ask, Column, Table, fonts};
use crate::domain::tables::sheets;
use crate::domain::{Field, FieldKind, Find};
use crate::exchange::sheet::{Cell, Merge};
use crate::text::legacy::is_vietnamese;

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Empty,
    Numbers,
    Total,
    Signature,
    Again,
    /// A title over the lines that follow, and the type of record it names (by its schema name; empty
    /// where it names none).
    Group(String, String),
    Record,
}

/// What lines of a table are told by.
pub(super) struct Sorter {
    /// The columns of what a record is called.
    called: Vec<usize>,
    /// What stands over each column, as headings are compared.
    over: Vec<Vec<String>>,
    /// Columns in a font of before.
    legacy: Vec<Column>,
    /// Merges over several columns.
    wide: Vec<Merge>,
    of: &'static str,
    person: bool,
}

/// A cell with something in it.
struct Filled<'a> {
    at: usize,
    cell: &'a Cell,
}

impl Sorter {
    pub(super) fn new(table: &Table) -> Self {
        let calls = |takes: &Takes| takes.field().is_some_and(is_called);
        let columns = table.columns.iter();
        let called = columns.clone().filter(|column| calls(&column.takes)).map(|column| column.at);
        let over = columns.map(|column| column.levels.iter().map(|level| sheets::heading(level)));
        Self {
            called: called.collect(),
            over: over.map(Iterator::collect).collect(),
            legacy: table.columns.iter().filter(|one| one.font.is_legacy()).cloned().collect(),
            wide: table
                .merged
                .iter()
                .filter(|merge| merge.columns.1 > merge.columns.0 + 1)
                .copied()
                .collect(),
            of: table.of.name,
            person: table.of.person,
        }
    }

    pub(super) fn sort(&self, number: u64, cells: &[&Cell], ask: &Ask<'_>) -> Sort {
        let filled: Vec<Filled<'_>> = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !is_empty(cell))
            .map(|(at, cell)| Filled { at, cell })
            .collect();
        let words: Vec<&Filled<'_>> = filled.iter().filter(|one| !is_number(one.cell)).collect();
        let is_called =
            filled.iter().any(|one| self.called.contains(&one.at) && !is_number(one.cell));
        if filled.is_empty() {
            return Sort::Empty;
        }
        // Most lines are plainly records: nothing of them is compared with any words.
        if is_called && words.len() >= 3 && words.len() < filled.len() {
            return Sort::Record;
        }
        if is_numbers(&filled) {
            return Sort::Numbers;
        }
        if self.is_again(&filled, ask) {
            return Sort::Again;
        }
        let sheets = ask.tables.sheets();
        let read: Vec<(usize, String)> =
            words.iter().take(6).map(|one| (one.at, self.read(one, ask))).collect();
        let first = read.iter().find(|(_, text)| !is_numeral(text));
        if words.len() <= 2 && first.is_some_and(|(_, text)| sheets.begins("total", text).is_some())
        {
            return Sort::Total;
        }
        let signs = |text: &str| sheets.begins("signature", text).is_some();
        let called_signs = read.iter().all(|(at, text)| !self.called.contains(at) || signs(text));
        if words.len() == filled.len()
            && words.len() <= 4
            && called_signs
            && read.iter().any(|(_, t)| signs(t))
        {
            return Sort::Signature;
        }
        match self.group(number, &filled, &read, ask) {
            Some((title, of)) => Sort::Group(title, of),
            None => Sort::Record,
        }
    }

    /// A cell's text in Unicode: by the font of its column, else by what it says.
    fn read(&self, one: &Filled<'_>, ask: &Ask<'_>) -> String {
        let said = text(one.cell);
        match self.legacy.iter().find(|column| column.at == one.at) {
            Some(column) => fonts::unicode(column, &said, || None).0.trim().to_owned(),
            None => readable(&said, ask),
        }
    }

    /// Whether it names the columns again.
    fn is_again(&self, filled: &[Filled<'_>], ask: &Ask<'_>) -> bool {
        let same = |one: &&Filled<'_>| {
            let over = self.over.get(one.at);
            let said = |text: &str| over.is_some_and(|over| over.contains(&sheets::heading(text)));
            said(&readable(&text(one.cell), ask)) || said(&self.read(one, ask))
        };
        let count = filled.iter().filter(same).count();
        count >= 2 && count * 2 >= filled.len()
    }

    /// The title of a group, and what type of record it names.
    fn group(
        &self,
        number: u64,
        filled: &[Filled<'_>],
        read: &[(usize, String)],
        ask: &Ask<'_>,
    ) -> Option<(String, String)> {
        let numeral = read.first().is_some_and(|(_, text)| is_numeral(text));
        let mut texts = read.iter().filter(|(_, text)| !is_numeral(text));
        let ((at, title), None) = (texts.next()?, texts.next()) else { return None };
        let numbers = filled.iter().filter(|one| is_number(one.cell)).count();
        let own = self.called.contains(at);
        let words = ask.tables.sheets().begins("group", title);
        let other = words.filter(|words| words.of != self.of);
        let wide = || {
            let covers = |merge: &&Merge| merge.lines.0 == number && merge.columns.0 == *at;
            self.wide.iter().any(|merge| covers(&merge))
        };
        let of = other.map(|words| words.of.clone()).unwrap_or_default();
        let is_group = match (own, numbers) {
            _ if numeral || wide() => numbers <= 2,
            _ if !of.is_empty() => numbers <= 1,
            (true, 0) if self.person => !is_person(title),
            (false, 0) => self.called.is_empty() || *at == 0 || self.person,
            _ => false,
        };
        is_group.then(|| (title.clone(), of))
    }
}

/// Whether a record is called by that field.
fn is_called(field: &'static Field) -> bool {
    field.find == Find::Words || field.required && matches!(field.kind, FieldKind::Name)
}

/// Two to six Vietnamese words.
pub(super) fn is_person(text: &str) -> bool {
    (2..=6).contains(&text.split_whitespace().count()) && is_vietnamese(text)
}

/// I, II, A, B: what counts groups.
fn is_numeral(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ')', '/', ':']);
    let roman = text.chars().all(|c| "IVXL".contains(c));
    let letter = text.len() == 1 && text.chars().all(|c| c.is_ascii_uppercase());
    !text.is_empty() && (roman && text.len() <= 6 || letter)
}

/// (1) (2) (3), or A B 1 2 3.
fn is_numbers(filled: &[Filled<'_>]) -> bool {
    let mut last = 0;
    let mut letters = true;
    filled.len() >= 3
        && filled.iter().all(|one| {
            let said = text(one.cell);
            let said = said.trim().trim_matches(['(', ')', '[', ']']);
            let letter = said.len() == 1 && said.bytes().all(|b| b.is_ascii_alphabetic());
            if letter && letters {
                return true;
            }
            letters = false;
            let number =
                said.parse::<u32>().ok().filter(|n| *n == last + 1 || last == 0 && *n <= 2);
            last = number.unwrap_or(last);
            number.is_some()
        })
}
