//! What the number of a cell's style says: whether its number is shown as a day, and its font.

use super::limits::MAX_FACTS;

/// A style of cells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    /// Whether a number in it is shown as a day.
    pub(super) date: bool,
    /// Which font, of [`Styles::fonts`].
    pub(super) font: usize,
}

/// The styles by number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    cells: Vec<Style>,
    /// The names of the fonts by number.
    pub(super) fonts: Vec<String>,
}

impl Styles {
    /// The style of that number; without one the first.
    pub(super) fn get(&self, number: Option<usize>) -> Style {
        self.cells.get(number.unwrap_or(0)).copied().unwrap_or_default()
    }

    /// Adds the next style.
    pub(super) fn push(&mut self, style: Style) {
        if self.cells.len() < MAX_FACTS {
            self.cells.push(style);
        }
    }

    /// Adds the next font.
    pub(super) fn push_font(&mut self, name: &str) {
        if self.fonts.len() < MAX_FACTS {
            self.fonts.push(name.chars().take(64).collect());
        }
    }
}
