//! In which font's codes a column is written, and a cell of it.

use super::Column;
use super::said::text;
use crate::exchange::sheet::{Cell, Line};
use crate::exchange::why::{self, Why};
use crate::text::legacy::{Font, Reading, convert, weigh};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What the texts of a column tell.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    unicode: usize,
    either: usize,
    sure: BTreeMap<Font, usize>,
    unsure: BTreeMap<Font, usize>,
}

impl Told {
    /// Of that column of those lines.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a Line>, column: usize) -> Self {
        let mut told = Self::default();
        for cell in lines.filter_map(|line| line.cells.get(column)) {
            let Cell::Text(text) = cell else { continue };
            match weigh(text) {
                Reading::Unicode => told.unicode += 1,
                Reading::Either => told.either += 1,
                Reading::Legacy { font, sure: true } => *told.sure.entry(font).or_default() += 1,
                Reading::Legacy { font, sure: false } => {
                    *told.unsure.entry(font).or_default() += 1;
                }
                Reading::Silent | Reading::Neither => {}
            }
        }
        told
    }

    /// The font, and whether some rows are Unicode; None where the column does not tell.
    pub(super) fn font(&self) -> Option<(Font, bool)> {
        let most = |by: &BTreeMap<Font, usize>| {
            by.iter().max_by_key(|(_, n)| **n).map(|(font, n)| (*font, *n))
        };
        match (most(&self.sure), most(&self.unsure)) {
            (Some((font, _)), _) => Some((font, self.unicode > 0)),
            (None, Some((font, count))) if count > self.unicode => Some((font, self.unicode > 0)),
            _ if self.unicode > 0 => Some((Font::Unicode, false)),
            _ => None,
        }
    }

    /// How many cells say which font for sure.
    pub(super) fn sure(&self) -> &BTreeMap<Font, usize> {
        &self.sure
    }

    /// Whether it has nothing to convert.
    pub(super) fn is_silent(&self) -> bool {
        self.unicode + self.either + self.sure.len() + self.unsure.len() == 0
    }
}

/// A cell's text in Unicode, with the reason where that was not plain from the column. `row` tells
/// the font of the other cells beside it.
pub(super) fn unicode<'t>(
    column: &Column,
    text: &'t str,
    row: impl Fn() -> Option<Font>,
) -> (Cow<'t, str>, Option<(Why, bool)>) {
    let capitals = column.font == Font::Tcvn3Capitals;
    if text.is_ascii() && !capitals {
        return (Cow::Borrowed(text), None);
    }
    if column.said {
        return (convert(text, column.font), None);
    }
    let by = |font: Font| match (capitals, font) {
        (true, Font::Tcvn3) => Font::Tcvn3Capitals,
        _ => font,
    };
    let mended = |font: Font, doubtful: bool| {
        (convert(text, by(font)), Some((Why::new(why::FONT, [font.name()]), doubtful)))
    };
    match (column.font.is_legacy() && !column.mixed, weigh(text)) {
        (_, Reading::Unicode) => (Cow::Borrowed(text), None),
        (true, Reading::Legacy { font, sure: true }) if by(font) != column.font => {
            mended(font, true)
        }
        (true, _) => (convert(text, column.font), None),
        (false, Reading::Legacy { font, sure: true }) => mended(font, !column.mixed),
        (false, Reading::Legacy { font, sure: false }) if column.mixed => mended(font, true),
        (false, Reading::Either) if column.mixed => match row() {
            Some(font) => mended(font, true),
            None => (Cow::Borrowed(text), None),
        },
        (false, _) => (Cow::Borrowed(text), None),
    }
}

/// What a cell says, in Unicode: as it is read, and shown to whoever mends it.
pub(in crate::exchange) fn shown(at: usize, columns: &[Column], cells: &[Cell]) -> String {
    let column = columns.get(at);
    let Some((column, cell)) = column.and_then(|column| Some((column, cells.get(column.at)?)))
    else {
        return String::new();
    };
    let (said, all): (_, Vec<&Cell>) = (text(cell), cells.iter().collect());
    match cell {
        Cell::Text(_) => unicode(column, &said, || of_row(&all, columns)).0.into_owned(),
        _ => said.into_owned(),
    }
}

/// The font that the cells of a row tell, if they tell one: those of columns in which rows differ. A
/// column that is of one hand throughout tells nothing of the others.
pub(super) fn of_row(cells: &[&Cell], columns: &[Column]) -> Option<Font> {
    let mixed = columns.iter().filter(|column| column.mixed);
    mixed.filter_map(|column| cells.get(column.at)).find_map(|cell| match weigh(&text(cell)) {
        Reading::Legacy { font, sure: true } => Some(font),
        _ => None,
    })
}
