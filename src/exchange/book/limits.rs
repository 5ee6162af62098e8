//! How much of a file is believed: beyond these it is no list of people.

use crate::exchange::csv;

/// Bytes of a workbook; a text file may be larger, it streams.
pub const MAX_WORKBOOK: u64 = 50 * 1024 * 1024;
/// Columns that are read.
pub const MAX_COLUMNS: usize = csv::MAX_COLUMNS;
/// Letters of a cell: as many as Excel takes.
pub const MAX_LETTERS: usize = 32_767;
/// Bytes of the texts of a row.
pub const MAX_ROW: usize = csv::MAX_ROW;
/// Sheets of a workbook.
pub const MAX_SHEETS: usize = 1_000;

/// Parts of an archive.
pub(super) const MAX_PARTS: u64 = 10_000;
/// Bytes of the list of them.
pub(super) const MAX_DIRECTORY: u64 = 4 * 1024 * 1024;
/// Bytes a part may inflate to: a million rows of twenty columns are less.
pub(super) const MAX_INFLATED: u64 = 1 << 30;
/// How many times its size a part may inflate to; a bomb has 1,000, rows and rows of empty cells 50.
pub(super) const MAX_RATIO: u64 = 250;
/// Up to here the ratio does not matter.
pub(super) const INFLATED_FREELY: u64 = 32 * 1024 * 1024;
/// Bytes of one tag or one text in XML.
pub(super) const MAX_PIECE: usize = 1024 * 1024;
/// Elements in one another.
pub(super) const MAX_DEPTH: usize = 128;
/// Memory that the shared texts of a workbook may take.
pub(super) const MAX_TEXTS: usize = 144 * 1024 * 1024;
/// Cells shown as one, fonts, styles: more than these are left out.
pub(super) const MAX_FACTS: usize = 65_536;
/// Rows of a sheet.
pub(super) const MAX_LINES: u64 = 1_048_576;
/// Letters of a name of a sheet, a style or a part.
const MAX_NAME: usize = 255;
/// Bytes of lines that are shown at once.
pub(super) const MAX_HEAD: usize = 16 * 1024 * 1024;

/// A name, no longer than names are.
pub(super) fn short(name: &str) -> String {
    name.chars().take(MAX_NAME).collect()
}
