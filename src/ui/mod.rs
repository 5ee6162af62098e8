//! The model as cells. Pure.

use crate::app::Model;
use ratatui::buffer::Buffer;

/// How the program looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// 16 colours; else bold, reverse and underline alone.
    pub colour: bool,
    /// Borders and marks beyond ASCII.
    pub glyphs: bool,
}

/// A whole screen and where the real cursor stands in it.
pub struct Screen {
    /// The cells.
    pub cells: Buffer,
    /// Column and row.
    pub cursor: Option<(u16, u16)>,
}

/// Draws the model at that size (columns, rows).
pub fn view(_model: &Model, _size: (u16, u16), _look: Look) -> Screen {
    todo!()
}
