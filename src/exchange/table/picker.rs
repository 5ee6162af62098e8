//! Lines of a sheet to rows of the schema's columns: told apart, put together, mended.

use super::groups;
use super::picked::{Making, Picked, Weight, guess_of, put};
use super::said::{is_empty, text};
use super::sort::{Sort, Sorter};
use super::{Ask, Column, Table, Takes};
use crate::domain::{Field, FieldKind};
use crate::exchange::csv::Row;
use crate::exchange::heading::{Heading, ID, Target, is_remark};
use crate::exchange::mend::{self, Around, Mended};
use crate::exchange::sheet::{Cell, Line};
use crate::exchange::why::{self, Why};
use std::collections::HashMap;

/// Texts kept of a column, and bytes of one, at most.
const KEPT: usize = 4_096;
const KEPT_BYTES: usize = 64;

/// A cell's text mended, and why it was read from another font, if doubtful.
type Read = (Mended, Option<(Why, bool)>);

/// Picks the records of a table, a line after the other.
pub struct Picker<'a> {
    pub(super) table: &'a Table,
    pub(super) ask: Ask<'a>,
    sorter: Sorter,
    heading: Heading,
    /// What titles say of the lines that follow, by [`Table::groups`].
    groups: Vec<Option<String>>,
    /// Merged cells of several lines, by column: first and last line.
    down: HashMap<usize, Vec<(u64, u64)>>,
    held: HashMap<usize, (u64, Cell)>,
    known: HashMap<usize, HashMap<String, Read>>,
    /// The row before, by field.
    pub(super) above: Vec<String>,
    pub(super) near: Option<(String, String)>,
    /// How many records have codes made of those letters.
    pub(super) codes: HashMap<String, u64>,
    ended: bool,
}

impl<'a> Picker<'a> {
    /// Of that table.
    pub fn new(table: &'a Table, ask: &Ask<'a>) -> Self {
        let fields: Vec<&'static Field> =
            table.of.open_fields().filter(|field| !field.retired).collect();
        let ids = table.columns.iter().any(|column| column.takes == Takes::Id);
        let mut names: Vec<String> = fields.iter().map(|field| field.name.to_owned()).collect();
        let mut targets: Vec<Target> = fields.iter().map(|field| Target::Field(field)).collect();
        if ids {
            names.push(ID.to_owned());
            targets.push(Target::Id);
        }
        let mut down: HashMap<usize, Vec<(u64, u64)>> = HashMap::new();
        let after = table.heading.map_or(0, |(_, last)| last);
        for merge in &table.merged {
            if merge.lines.1 > merge.lines.0
                && merge.columns.0 == merge.columns.1
                && merge.lines.0 > after
            {
                down.entry(merge.columns.0).or_default().push(merge.lines);
            }
        }
        down.values_mut().for_each(|lines| lines.sort_unstable());
        Self {
            sorter: Sorter::new(table),
            above: vec![String::new(); names.len()],
            heading: Heading { of: table.of, names, targets },
            groups: table.groups.iter().map(|group| group.first.clone()).collect(),
            down,
            held: HashMap::new(),
            known: HashMap::new(),
            near: None,
            codes: HashMap::new(),
            ended: false,
            table,
            ask: *ask,
        }
    }

    /// The columns of the rows: the fields of the type.
    pub fn heading(&self) -> &Heading {
        &self.heading
    }

    /// The place of a field in the heading.
    pub(super) fn place(&self, tag: u16) -> Option<usize> {
        self.heading
            .targets
            .iter()
            .position(|target| matches!(target, Target::Field(field) if field.tag == tag))
    }

    /// What the next line is.
    pub fn pick(&mut self, line: &Line) -> Picked {
        let held = self.hold(line);
        let empty = Cell::Empty;
        let width = line.cells.len().max(held.keys().max().map_or(0, |column| column + 1));
        let cells: Vec<&Cell> = (0..width)
            .map(|at| match line.cells.get(at) {
                Some(cell) if !is_empty(cell) => cell,
                _ => held.get(&at).unwrap_or(&empty),
            })
            .collect();
        if line.cells.iter().all(is_empty) {
            return Picked::Empty;
        }
        let texts: Vec<_> = cells.iter().map(|cell| text(cell)).collect();
        if is_remark(texts.iter().map(AsRef::as_ref)) {
            return skipped(why::REMARKS);
        }
        if let Some((first, last)) = self.table.heading.filter(|(_, last)| line.number <= *last) {
            let label = if line.number < first { why::TITLE } else { why::HEADING };
            return skipped(if line.number <= last { label } else { why::HEADING });
        }
        if line.hidden && self.table.skips_hidden {
            return skipped(why::HIDDEN_LINE);
        }
        match self.sorter.sort(line.number, &cells, &self.ask) {
            Sort::Empty => Picked::Empty,
            Sort::Numbers => skipped(why::NUMBERS),
            Sort::Total => skipped(why::TOTAL),
            Sort::Again => {
                self.ended = false;
                skipped(why::HEADING_AGAIN)
            }
            Sort::Signature => {
                self.ended = true;
                skipped(why::SIGNATURE)
            }
            // Behind a signature another list may begin, under its own title.
            Sort::Group(_, of) if self.ended && of.is_empty() => skipped(why::BELOW),
            Sort::Group(title, of) => {
                self.enter(&title, &of);
                Picked::Group(title)
            }
            Sort::Record => self.record(line, &cells),
        }
    }

    /// Notes a title for the rows that follow.
    fn enter(&mut self, title: &str, of: &str) {
        let sheets = self.ask.tables.sheets();
        for (group, now) in self.table.groups.iter().zip(&mut self.groups) {
            if let Some(said) = groups::said(title, group.of, sheets) {
                *now = Some(said);
            } else if group.of == of && !of.is_empty() {
                *now = Some(title.to_owned());
            }
        }
    }

    /// The cells of earlier lines that this line shares by being merged with them.
    fn hold(&mut self, line: &Line) -> HashMap<usize, Cell> {
        let mut out = HashMap::new();
        for (column, spans) in &self.down {
            let at = spans.partition_point(|(first, _)| *first <= line.number);
            let Some((first, last)) = at.checked_sub(1).and_then(|at| spans.get(at)) else {
                continue;
            };
            if line.number > *last {
                continue;
            }
            if line.number == *first {
                let cell = line.cells.get(*column).cloned().unwrap_or_default();
                self.held.insert(*column, (*first, cell));
            } else if let Some((_, cell)) = self.held.get(column).filter(|(from, _)| from == first)
            {
                out.insert(*column, cell.clone());
            }
        }
        out
    }

    fn record(&mut self, line: &Line, cells: &[&Cell]) -> Picked {
        let mut making =
            Making { texts: vec![String::new(); self.heading.names.len()], ..Making::default() };
        let table = self.table;
        // An age tells a birth where nothing else does, and a mark what is else written out.
        let is_last = |column: &&Column| match &column.takes {
            Takes::Age(_) => true,
            Takes::Mark(field, _) => matches!(field.kind, FieldKind::Text(_)),
            _ => false,
        };
        let columns = table.columns.iter().filter(|column| !is_last(column));
        for column in columns.chain(table.columns.iter().filter(is_last)) {
            if let Some(cell) = cells.get(column.at).filter(|cell| !is_empty(cell)) {
                self.take(column, cell, cells, &mut making);
            }
        }
        self.join_parts(&mut making);
        if !making.own {
            return skipped(if making.texts.iter().all(String::is_empty) {
                why::NO_USE
            } else {
                why::ONLY_NUMBER
            });
        }
        // Behind a signature only what is plainly a record counts.
        let filled = cells.iter().filter(|cell| !is_empty(cell)).count();
        if self.ended && filled < 3 {
            return skipped(why::BELOW);
        }
        self.ended = false;
        self.settle(&mut making);
        self.settle_name(&mut making);
        for (group, now) in self.table.groups.iter().zip(&self.groups) {
            let place = self.place(group.field.tag);
            if let (Some(text), Some(now)) = (place.and_then(|at| making.texts.get_mut(at)), now)
                && text.is_empty()
            {
                text.clone_from(now);
            }
        }
        self.above.clone_from(&making.texts);
        let row = Row::of(line.number, making.texts.iter().map(String::as_str));
        Picked::Row(row, making.guesses)
    }

    /// Adds an entry to its row; of several columns for a field the first one filled has it.
    pub(super) fn add(
        &mut self,
        field: &'static Field,
        place: usize,
        was: &str,
        mended: Mended,
        column: &Column,
        making: &mut Making,
    ) {
        making.own |= !mended.text.is_empty() || mended.why.is_some();
        if let Some(note) = &mended.note {
            making.notes.push(format!("{}: {note}", field.label.vi));
        }
        if let Some((why, doubtful)) = &mended.why {
            let mut guess = guess_of(field, was, &mended.text, why.clone(), *doubtful);
            guess.offers.clone_from(&mended.offers);
            if mended.problem.is_some() {
                (guess.weight, guess.problem) = (Weight::Fault, mended.problem);
            }
            making.guesses.push(guess);
        }
        self.placed(field, &mended.text, mended.old.as_deref(), making);
        let before = making.texts.get(place).cloned().unwrap_or_default();
        if before.is_empty() {
            put(making, place, mended.text);
        } else if before != mended.text && !mended.text.is_empty() {
            self.second(field, place, &before, mended.text, column, making);
        }
    }

    /// The mended text of a cell; of what stands in many cells it is kept.
    pub(super) fn mended(
        &mut self,
        field: &'static Field,
        age: bool,
        column: &Column,
        cell: &Cell,
        was: &str,
        cells: &[&Cell],
    ) -> (Mended, Option<(Why, bool)>) {
        let keeps =
            !field.kind.differs() && was.len() <= KEPT_BYTES && matches!(cell, Cell::Text(_));
        if keeps && let Some(known) = self.known.get(&column.at).and_then(|known| known.get(was)) {
            return known.clone();
        }
        let (said, font) = self.unicode(column, cell, was, cells);
        let around = Around {
            tables: self.ask.tables,
            today: self.ask.today,
            near: self
                .near
                .as_ref()
                .map(|(district, province)| (district.as_str(), province.as_str())),
            lowers: self.table.lowers_capitals,
        };
        let found = (mend::mend(field, cell, &said, age, &around), font);
        if keeps && !column.mixed {
            let known = self.known.entry(column.at).or_default();
            if known.len() >= KEPT {
                known.clear();
            }
            known.insert(was.to_owned(), found.clone());
        }
        found
    }

    /// Puts the parts of texts together: "Nguyễn Văn" and "An".
    fn join_parts(&mut self, making: &mut Making) {
        let mut parts = std::mem::take(&mut making.parts);
        parts.sort_by_key(|(place, part, _)| (*place, *part));
        while let Some((place, ..)) = parts.first().cloned() {
            let own: Vec<_> = parts.iter().take_while(|(at, ..)| *at == place).cloned().collect();
            parts.drain(..own.len());
            let Some(Target::Field(field)) = self.heading.targets.get(place).copied() else {
                continue;
            };
            let whole = joined(field, &own);
            let around = Around {
                tables: self.ask.tables,
                today: self.ask.today,
                near: None,
                lowers: self.table.lowers_capitals,
            };
            let cell = Cell::Text(whole.clone());
            let mended = mend::mend(field, &cell, &whole, false, &around);
            let table = self.table;
            if let Some(column) = table.columns.first() {
                self.add(field, place, &whole, mended, column, making);
            }
        }
    }
}

/// The parts of one text. A day without its month leaves a gap: it is no month.
fn joined(field: &Field, parts: &[(usize, u8, String)]) -> String {
    let dated = matches!(field.kind, FieldKind::PartialDate | FieldKind::Date);
    let mut whole = String::new();
    let mut last = 0;
    for (_, part, text) in parts {
        if !whole.is_empty() {
            whole.push_str(if dated { "/" } else { " " });
            let gaps = if dated { part.saturating_sub(last + 1) } else { 0 };
            (0..gaps).for_each(|_| whole.push('/'));
        }
        whole.push_str(text);
        last = *part;
    }
    whole
}

fn skipped(label: crate::lang::Label) -> Picked {
    Picked::Skipped(Why::bare(label))
}
