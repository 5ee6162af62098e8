//! The rows that a person should look at, as a grid: each with its reasons, its cells mended and
//! counted again before anything is saved.

use super::Import;
use super::plan::{Item, Plan, holds_words};
use crate::app::desk::Desk;
use crate::app::entry::{Entry, Typed};
use crate::app::keymap::Action;
use crate::app::layer::{Go, Layer};
use crate::app::list::{self, Choice, List, Offers};
use crate::domain::Value;
use crate::exchange::take::Place;
use crate::lang::{import as said, screens};

/// Where the bar stands in the grid, and the cell that is being mended.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) at: usize,
    /// The column, of those of the row's sheet.
    pub(crate) column: usize,
    pub(crate) cell: Option<Entry>,
}

/// Rows of the grid in sight on a screen so high: all but title, counts, heads, the reasons below
/// and the three rows that stay.
pub(crate) fn in_sight(height: u16) -> usize {
    usize::from(height).saturating_sub(11).max(1)
}

impl Rows {
    /// Which row that is, in the file.
    pub(super) fn place(&self, plan: &Plan) -> Option<Place> {
        match plan.items().get(self.at) {
            Some(Item::Row(row)) => Some(row.place),
            _ => None,
        }
    }

    /// The sheet of the row the bar stands on.
    pub(crate) fn sheet(&self, plan: &Plan) -> Option<usize> {
        self.place(plan).map(|(sheet, ..)| sheet)
    }

    /// Stays on that row, counted again; where nothing is wrong with it any more, on what stands in
    /// its place.
    pub(super) fn stay(&mut self, place: Option<Place>, plan: &Plan) {
        let items = plan.items();
        let same = |item: &Item<'_>| match item {
            Item::Row(row) => Some(row.place) == place,
            Item::Missing(_) => false,
        };
        let at = items.iter().position(same).unwrap_or(self.at);
        self.at = at.min(items.len().saturating_sub(1));
    }
}

impl Import {
    pub(super) fn act_rows(&mut self, action: Action, desk: &mut Desk) -> Go {
        if self.rows.cell.is_some() {
            return self.act_cell(action, desk);
        }
        let Some(plan) = &mut self.plan else { return Go::Pass };
        let page = in_sight(desk.size.1);
        if let Some(at) = list::moved(self.rows.at, plan.items().len(), action, page) {
            self.rows.at = at;
            self.face_reason();
            return Go::Stay;
        }
        match action {
            Action::Step => self.next(desk),
            Action::Before => self.rows.column = self.rows.column.saturating_sub(1),
            Action::After => {
                let last = self.width().saturating_sub(1);
                self.rows.column = (self.rows.column + 1).min(last);
            }
            Action::Mark => {
                plan.mark(self.rows.at);
                let last = plan.items().len().saturating_sub(1);
                self.rows.at = (self.rows.at + 1).min(last);
                self.face_reason();
                self.count(desk);
            }
            Action::Edit => self.begin(),
            Action::Values => return self.choose(desk),
            _ => return Go::Pass,
        }
        Go::Stay
    }

    /// The columns of the row the bar stands on.
    fn width(&self) -> usize {
        let Some(plan) = &self.plan else { return 0 };
        match plan.items().get(self.rows.at) {
            Some(Item::Row(row)) => row.cells.len().min(plan.columns_of(row.place.0).len()),
            _ => 0,
        }
    }

    /// The bar goes to the cell that the first reason is about.
    pub(super) fn face_reason(&mut self) {
        let Some(plan) = &self.plan else { return };
        if let Some(Item::Row(row)) = plan.items().get(self.rows.at)
            && let Some(column) = row.reasons.iter().find_map(|(column, _)| *column)
        {
            self.rows.column = column;
        }
    }

    /// Offers what the cell may be.
    fn choose(&self, desk: &mut Desk) -> Go {
        let rows = (0..).zip(self.offers()).map(|(at, label)| Choice {
            value: Value::Whole(at),
            label: label.clone(),
            detail: String::new(),
        });
        let mut rows: Vec<Choice> = rows.collect();
        if let Some(people) = self.people() {
            let names = people.iter().filter_map(|cells| cells.get(self.rows.column).cloned());
            let label = said::TAKE_APART.fill(desk.lang, &[people.len().to_string()]);
            let detail = names.collect::<Vec<_>>().join("; ");
            rows.push(Choice { value: Value::Whole(0), label, detail });
        }
        if rows.is_empty() {
            return Go::Pass;
        }
        Go::Open(Box::new(Layer::List(List::of_rows(desk, Offers::Cell, rows))))
    }

    /// What the cell that the bar stands on may be.
    pub(crate) fn offers(&self) -> &[String] {
        let row = self.plan.as_ref().and_then(|plan| plan.row(self.rows.at));
        let offers = row.map_or(&[][..], |row| row.offers.as_slice());
        let here = offers.iter().find(|(column, _)| *column == self.rows.column);
        here.map_or(&[][..], |(_, all)| all.as_slice())
    }

    /// Several people in the cell that the bar stands on, each with a row of cells.
    pub(crate) fn people(&self) -> Option<Vec<Vec<String>>> {
        let plan = self.plan.as_ref().filter(|_| self.offers().is_empty())?;
        plan.people(self.rows.at)
    }

    /// The cell is that of what it may be, or its people are taken apart.
    pub(super) fn chosen(&mut self, at: usize, desk: &mut Desk) {
        let text = self.offers().get(at).cloned();
        if let Some(plan) = &mut self.plan {
            match text {
                Some(text) => plan.mend(self.rows.at, self.rows.column, text),
                None => plan.take_apart(self.rows.at),
            }
        }
        self.count(desk);
    }

    /// Begins to mend the cell.
    fn begin(&mut self) {
        let Some(plan) = &self.plan else { return };
        if let Some(Item::Row(row)) = plan.items().get(self.rows.at)
            && let Some(text) = row.cells.get(self.rows.column)
        {
            self.rows.cell = Some(Entry::new(text));
        }
    }

    fn act_cell(&mut self, action: Action, desk: &mut Desk) -> Go {
        let Some(cell) = &mut self.rows.cell else { return Go::Pass };
        match action {
            Action::Back => self.rows.cell = None,
            Action::Take => {
                let text = crate::text::clean::line(cell.text());
                self.rows.cell = None;
                if let Some(plan) = &mut self.plan {
                    plan.mend(self.rows.at, self.rows.column, text);
                }
                self.count(desk);
            }
            _ if cell.act(action) => {}
            _ => return Go::Pass,
        }
        Go::Stay
    }

    /// A letter begins to mend the cell, or goes on with it.
    pub(super) fn rows_typed(&mut self, letter: char, desk: &mut Desk) {
        if self.rows.cell.is_none() {
            self.begin();
        }
        let words = self.plan.as_ref().is_none_or(|plan| {
            let sheet = self.rows.place(plan).map_or(plan.sheet, |(sheet, ..)| sheet);
            let column = plan.columns_of(sheet).get(self.rows.column);
            column.is_none_or(holds_words)
        });
        let Some(cell) = &mut self.rows.cell else { return };
        if cell.typed(letter, words.then_some(&mut desk.composer)) == Typed::SwitchedOff {
            desk.say(screens::INPUT_SWITCHED_OFF);
        }
    }
}
