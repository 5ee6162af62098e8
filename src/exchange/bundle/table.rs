//! A table of a bundle as it is read: its heading, then rows in order, each once.

use super::columns::{Columns, FIGURES};
use super::csv;
use super::row::{self, Figure, Row};
use crate::domain::{RecordId, RecordType};
use crate::lang::errors::bundle as codes;
use crate::lang::{Code, Problem};
use std::borrow::Cow;

/// What a table is of.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Records(&'static RecordType),
    Figures,
}

/// A row of either.
pub(super) enum Item {
    Row(Row),
    Figure(Figure),
}

/// What hears of the rows.
pub(super) type Hear<'a> = dyn FnMut(Item) -> Result<(), Problem> + 'a;

/// A table that is being read.
pub(super) struct Table {
    rows: csv::Rows,
    state: State,
    /// What is wrong with the rows; what follows is not looked at.
    pub(super) fault: Option<Problem>,
}

struct State {
    of: Of,
    /// The bundle's name, and the file's in it.
    bundle: String,
    file: String,
    columns: Option<Columns>,
    headed: bool,
    heading: Option<Problem>,
    last: Option<Last>,
    count: u64,
}

#[derive(PartialEq, PartialOrd)]
enum Last {
    Id(RecordId),
    Figure(row::FigureKey),
}

impl Table {
    pub(super) fn new(of: Of, bundle: &str, file: &str) -> Self {
        let (bundle, file) = (bundle.to_owned(), file.to_owned());
        let rows = csv::Rows::new(file.clone());
        let (columns, heading, last) = (None, None, None);
        let state = State { of, bundle, file, columns, headed: false, heading, last, count: 0 };
        Self { rows, state, fault: None }
    }

    /// Takes a piece; whether more is of use. Where nobody hears of the rows they are looked at alone.
    pub(super) fn feed(&mut self, piece: &[u8], mut hear: Option<&mut Hear<'_>>) -> bool {
        if self.fault.is_none() {
            let state = &mut self.state;
            let each = &mut |line, texts: csv::Texts<'_>| match (
                state.row(line, texts, hear.is_some())?,
                &mut hear,
            ) {
                (Some(item), Some(hear)) => hear(item),
                _ => Ok(()),
            };
            self.fault = self.rows.feed(piece, each).err();
        }
        self.fault.is_none()
    }

    /// Nothing comes any more: what is wrong, the heading first.
    pub(super) fn end(&mut self) {
        let needs = matches!(self.state.of, Of::Records(_));
        let empty = !self.state.headed || needs && self.state.count == 0;
        if self.fault.is_none() {
            self.fault = self.rows.end().err();
        }
        if self.fault.is_none() && empty {
            self.fault = Some(self.state.wrong(&codes::ROW_FORM, 1, None));
        }
    }

    /// What is wrong with the heading.
    pub(super) fn heading(&self) -> Option<&Problem> {
        self.state.heading.as_ref()
    }

    /// The columns, of a table of records whose heading was read.
    pub(super) fn columns(&self) -> Option<&Columns> {
        self.state.columns.as_ref()
    }

    /// Whether its heading was read.
    pub(super) fn is_headed(&self) -> bool {
        self.state.headed
    }

    /// Rows of records.
    pub(super) fn count(&self) -> u64 {
        if matches!(self.state.of, Of::Records(_)) { self.state.count } else { 0 }
    }
}

impl State {
    fn wrong(&self, code: &'static Code, line: u64, column: Option<&str>) -> Problem {
        let params = [self.file.clone(), line.to_string()];
        Problem::new(code, params.into_iter().chain(column.map(str::to_owned)))
    }

    /// Takes a row; it, if it is wanted.
    fn row(
        &mut self,
        line: u64,
        texts: csv::Texts<'_>,
        wanted: bool,
    ) -> Result<Option<Item>, Problem> {
        if !std::mem::replace(&mut self.headed, true) {
            return self.head(texts).map(|()| None);
        }
        let width = self.columns.as_ref().map_or(FIGURES.len(), Columns::width);
        if texts.len() != width {
            return Err(self.wrong(&codes::ROW_FORM, line, None));
        }
        let told = |(column, fault): row::Wrong| self.wrong(fault.code(), line, Some(column));
        let (item, key) = match &self.columns {
            Some(columns) if wanted => {
                let row = row::read(texts, columns).map_err(told)?;
                let key = Last::Id(row.id);
                (Some(Item::Row(row)), key)
            }
            Some(columns) => (None, Last::Id(row::check(texts, columns).map_err(told)?)),
            None => {
                let figure = row::read_figure(texts).map_err(told)?;
                let (area, from, to, indicator) = figure.key();
                let key = Last::Figure((area.to_owned(), from, to, indicator.to_owned()));
                (Some(Item::Figure(figure)), key)
            }
        };
        if self.last.as_ref().is_some_and(|last| *last >= key) {
            return Err(self.wrong(&codes::ROW_ORDER, line, None));
        }
        self.last = Some(key);
        self.count += 1;
        Ok(item)
    }

    fn head(&mut self, texts: csv::Texts<'_>) -> Result<(), Problem> {
        let names: Vec<String> = texts.iter().map(Cow::into_owned).collect();
        let read = match self.of {
            Of::Records(of) => Columns::of_heading(of, &names).map(Some),
            Of::Figures if names == FIGURES => Ok(None),
            Of::Figures => Err(names.first().cloned().unwrap_or_default()),
        };
        match read {
            Ok(columns) => {
                self.columns = columns;
                Ok(())
            }
            Err(name) => {
                let name = crate::text::clean::shown(&name);
                let params = [self.bundle.clone(), self.file.clone(), name];
                let problem = Problem::new(&codes::COLUMNS, params);
                self.heading = Some(problem.clone());
                Err(problem)
            }
        }
    }
}
