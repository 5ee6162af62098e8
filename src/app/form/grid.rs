//! The form as a grid: a line a record, for lists. What differs from the form is where the cursor
//! goes: on paper the year of birth stands in one of two columns, whose heading is the gender.

use super::{After, Form, Read, Snap};
use crate::app::desk::Desk;
use crate::app::layer::Go;
use crate::domain::{FieldKind, Value};
use crate::lang::{Problem, errors::app, screens};

/// What stands in a column of a list where only the column is told: no year, but the gender.
const MARK: &str = "x";

/// A column of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// The place of its field among the form's.
    pub(crate) at: usize,
    /// Under which code of the other field it stands, and what that is called; None for a field that
    /// has one column.
    pub(crate) under: Option<(String, String)>,
}

impl Form {
    /// From form to grid and back.
    pub(super) fn switch_grid(&mut self, desk: &mut Desk) -> Go {
        if self.of.is_some() {
            desk.wrong(Problem::bare(&app::GRID_NEW_ONLY));
            return Go::Stay;
        }
        self.grid = !self.grid;
        self.enter(self.at, desk);
        desk.say(if self.grid { screens::GRID_ON } else { screens::GRID_OFF });
        self.batch_goes_on_so(desk);
        Go::Stay
    }

    /// The columns of the grid, from the first field of each form on.
    pub(crate) fn columns(&self, desk: &Desk) -> Vec<Column> {
        let mut columns = Vec::new();
        for (at, cell) in self.cells.iter().enumerate().skip(self.header) {
            match &self.kind.split {
                Some(split) if cell.field.tag == split.by => {}
                Some(split) if cell.field.tag == split.of => {
                    let under = self.codes(desk).into_iter();
                    columns.extend(under.map(|code| Column { at, under: Some(code) }));
                }
                _ => columns.push(Column { at, under: None }),
            }
        }
        columns
    }

    /// The codes that head the columns of the split field, with what they are called.
    fn codes(&self, desk: &Desk) -> Vec<(String, String)> {
        let Some(split) = &self.kind.split else { return Vec::new() };
        let table = self.kind.field(split.by).and_then(|field| match field.kind.at_a_time() {
            FieldKind::Choice(table) => desk.tables.choices(table),
            _ => None,
        });
        let row = |code: &&str| table.and_then(|table| table.row(code));
        let rows = split.codes.iter().filter_map(row);
        rows.map(|row| (row.code.clone(), row.label(desk.lang).to_owned())).collect()
    }

    /// Whether the cursor stands in the field that has several columns.
    fn in_split(&self) -> bool {
        let split = self.kind.split.as_ref().filter(|_| self.grid);
        self.cell().zip(split).is_some_and(|(cell, split)| cell.field.tag == split.of)
    }

    /// What the field the cursor stands in wants, where it has several columns.
    pub(crate) fn column_help(&self, desk: &Desk) -> Option<String> {
        let help = self.cell().filter(|_| self.in_split())?.field.help.get(desk.lang);
        Some(screens::GRID_MARK.fill(desk.lang, &[help]))
    }

    /// What is wrong with a field that a column tells: where it is to be typed.
    pub(super) fn in_column(&self, tag: u16, problem: Problem, desk: &Desk) -> Problem {
        if !self.is_told(tag) {
            return problem;
        }
        let heads: Vec<String> = self.codes(desk).into_iter().map(|(_, called)| called).collect();
        Problem::new(&app::GRID_COLUMN, [problem.what(desk.lang), heads.join(" / ")])
    }

    /// Whether the cursor stands in the column of that code.
    pub(crate) fn is_under(&self, (code, _): &(String, String), desk: &Desk) -> bool {
        self.codes(desk).get(self.under).is_some_and(|(here, _)| here == code)
    }

    /// Whether the other field holds that code.
    pub(crate) fn tells(&self, code: &str) -> bool {
        let by = self.kind.split.as_ref().map(|split| split.by);
        let cell = self.cells.iter().find(|cell| Some(cell.field.tag) == by);
        cell.and_then(|cell| cell.value())
            .is_some_and(|value| *value == Value::Code(code.to_owned()))
    }

    /// Whether a field has no column of its own: the column of another one tells it.
    pub(crate) fn is_told(&self, tag: u16) -> bool {
        self.grid && self.kind.split.as_ref().is_some_and(|split| split.by == tag)
    }

    /// The cursor came into a field: of several columns into the one that is filled, else into the
    /// one that the name leans to.
    pub(super) fn choose_column(&mut self, desk: &Desk) {
        self.under = if self.in_split() { self.likely_column(desk) } else { 0 };
        if let Some(cell) = self.told_at().and_then(|at| self.cells.get_mut(at)) {
            cell.was = cell.snap();
        }
    }

    /// The column into which the cursor comes.
    fn likely_column(&self, desk: &Desk) -> usize {
        let Some(code) = self.likely_code() else { return 0 };
        self.codes(desk).iter().position(|(known, _)| *known == code).unwrap_or(0)
    }

    /// The code of that column.
    pub(crate) fn column_ahead(&self, desk: &Desk) -> Option<String> {
        self.codes(desk).into_iter().nth(self.likely_column(desk)).map(|(code, _)| code)
    }

    /// Whether the cursor came past a column, by the name alone.
    pub(super) fn has_leant(&self) -> bool {
        let told = self.told_at().and_then(|at| self.cells.get(at));
        self.under > 0 && told.is_some_and(|cell| cell.entry.is_empty())
    }

    /// The column into which a `+` goes behind a full name, while nothing stands in its field: the one
    /// behind that into which the cursor would come.
    pub(crate) fn column_beside(&self, desk: &Desk) -> Option<(String, String)> {
        let (of, _) = self.split_here().filter(|_| self.of.is_none())?;
        self.cell().filter(|cell| self.is_full_name(cell))?;
        let next = self.cells.get(self.next_cell()?)?;
        let free = next.field.tag == of && next.entry.is_empty();
        let at = self.likely_column(desk) + 1;
        let codes = self.codes(desk);
        codes.get(at.min(codes.len().saturating_sub(1))).filter(|_| free).cloned()
    }

    /// A `+` behind a full name, which holds none: into that column.
    pub(super) fn plus_goes_on(&mut self, letter: char, desk: &mut Desk) -> Option<Go> {
        let beside = self.column_beside(desk).filter(|_| letter == '+')?;
        self.cell().filter(|cell| Self::is_whole(cell, desk))?;
        let from = self.at;
        let go = self.leave(After::Next, desk);
        if self.at != from {
            self.under = self.codes(desk).iter().position(|code| *code == beside).unwrap_or(0);
            self.aids.last = Some(super::aids::Last::WentOn);
        }
        Some(go)
    }

    /// What stands in the other field already, or what the name leans to.
    fn likely_code(&self) -> Option<String> {
        let split = self.kind.split.as_ref()?;
        let by = self.cells.iter().find(|cell| cell.field.tag == split.by)?;
        if let Some(Value::Code(code)) = by.value() {
            return Some(code.clone());
        }
        let names = self.cells.iter().filter(|cell| self.kind.title.contains(&cell.field.tag));
        // The last word is somebody's given name.
        let mut words = names.flat_map(|cell| cell.entry.text().split(' ').rev().skip(1));
        let leans = |word: &str| split.leans.iter().find(|(lean, _)| *lean == word);
        words.find_map(leans).map(|(_, code)| (*code).to_owned())
    }

    /// The place of the field that the columns tell, while the cursor stands in one of them.
    fn told_at(&self) -> Option<usize> {
        let by = self.kind.split.as_ref().filter(|_| self.in_split())?.by;
        self.cells.iter().position(|cell| cell.field.tag == by)
    }

    /// What a column told since the cursor came in is a step of undo as well; false where it told
    /// nothing new.
    pub(super) fn note_told(&mut self) -> bool {
        let Some(at) = self.told_at() else { return false };
        let Some(cell) = self.cells.get_mut(at).filter(|cell| cell.snap() != cell.was) else {
            return false;
        };
        let now = cell.snap();
        let before = std::mem::replace(&mut cell.was, now.clone());
        self.undo.push((at, before, now));
        true
    }

    /// What is typed in a column is undone, and what the column told with it.
    pub(super) fn untell(&mut self) {
        let Some(at) = self.told_at() else { return };
        let Some(cell) = self.cells.get_mut(at).filter(|cell| cell.snap() != cell.was) else {
            return;
        };
        let (was, now) = (cell.was.clone(), cell.snap());
        cell.put(was.clone());
        self.redo.push((at, was, now));
    }

    /// A column of several is left: true where the cursor goes to the next one of the same field.
    pub(super) fn leaves_column(&mut self, after: After, desk: &Desk) -> bool {
        if !self.in_split() {
            return false;
        }

        let typed =
            self.cell().map_or_else(String::new, |cell| cell.entry.text().trim().to_owned());
        if typed.is_empty() {
            let next = match after {
                After::Next | After::Below => {
                    Some(self.under + 1).filter(|next| *next < self.codes(desk).len())
                }
                After::Prev => self.under.checked_sub(1),
                After::Save(_) => None,
            };
            self.under = next.unwrap_or(self.under);
            return next.is_some();
        }
        if typed.eq_ignore_ascii_case(MARK)
            && let Some(cell) = self.cell_mut()
        {
            cell.put(Snap::of("", Read::Empty));
        }
        false
    }

    /// In the grid: the field of the several columns, and the one that they tell.
    pub(crate) fn split_here(&self) -> Option<(u16, u16)> {
        self.kind.split.as_ref().filter(|_| self.grid).map(|split| (split.of, split.by))
    }

    /// The code of the column in which the cursor stands, where its field has several.
    pub(crate) fn column_code(&self, desk: &Desk) -> Option<String> {
        let here = self.codes(desk).into_iter().nth(self.under);
        here.filter(|_| self.in_split()).map(|(code, _)| code)
    }

    /// Letters came into a column, or went: it tells the other field, or does no longer.
    pub(super) fn column_tells(&mut self, desk: &Desk) {
        if !self.in_split() {
            return;
        }
        let empty = self.cell().is_none_or(|cell| cell.entry.is_empty());
        let code = self.codes(desk).into_iter().nth(self.under).filter(|_| !empty);
        let Some(split) = &self.kind.split else { return };
        let mut cells = self.cells.iter_mut();
        let Some(cell) = cells.find(|cell| cell.field.tag == split.by) else { return };
        match code.map(|(code, _)| Value::Code(code)) {
            Some(value) if cell.value() == Some(&value) => {}
            Some(value) => {
                let text = cell.worded(&value, &[], desk);
                cell.set(value, text);
            }
            None => cell.put(Snap::of("", Read::Empty)),
        }
    }
}
