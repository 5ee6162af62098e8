//! A sheet as it stands in a spreadsheet or a text file: what every reader gives, and what the table
//! of records is found in.

use crate::domain::PartialDate;
use crate::lang::Problem;

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text, as it was written: unchanged, in whatever font's letters.
    Text(String),
    /// What a person typed in its place: Unicode, whatever the column's font.
    Typed(String),
    /// A number.
    Number(f64),
    /// A whole day, from a number that the sheet shows as a date.
    Date(PartialDate),
    /// True or false.
    Bool(bool),
    /// What the spreadsheet could not work out: `#REF!`, `#N/A` …
    Error(String),
}

/// A row of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its number as the spreadsheet shows it, or the line of a text file; from 1.
    pub number: u64,
    /// Whether the spreadsheet hides it.
    pub hidden: bool,
    /// Its cells from the first column on; those behind the last one with something in it are left out.
    pub cells: Vec<Cell>,
    /// How many of them a formula gave: what the spreadsheet last made of it, never worked out again.
    pub formulas: u64,
    /// Why it could not be read whole; its cells are then what is left of it.
    pub bad: Option<Problem>,
}

/// Cells shown as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First and last line, from 1.
    pub lines: (u64, u64),
    /// First and last column, from 0.
    pub columns: (usize, usize),
}

/// What is known of a sheet besides its cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Columns that are hidden, from 0.
    pub hidden_columns: Vec<usize>,
    /// Cells shown as one; the text stands in the first of them.
    pub merged: Vec<Merge>,
    /// The sheet's font by column where the file tells one (`.VnTime`, `VNI-Times`): a hint, since
    /// a cell may have another.
    pub fonts: Vec<(usize, String)>,
}
