//! What the number of a cell's style says: whether its number is shown as a day, and its font.

use crate::exchange::book::dates::{is_built_in_date, is_date_format};
use crate::exchange::book::limits::MAX_FACTS;
use crate::exchange::book::package::Package;
use crate::exchange::book::xml::{Pull, Token, closed};
use crate::lang::Problem;
use std::collections::BTreeMap;

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
}

/// Reads the styles.
pub(super) fn read(package: &Package, part: &str) -> Result<Styles, Problem> {
    let mut pull = Pull::new(package.need(part)?);
    let mut styles = Styles::default();
    let mut formats: BTreeMap<u32, bool> = BTreeMap::new();
    let (mut of_fonts, mut of_cells) = (false, false);
    loop {
        match pull.next()? {
            Token::Open(tag) => match tag.name() {
                "numFmt" if formats.len() < MAX_FACTS => {
                    if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.get("formatCode"))
                    {
                        formats.insert(id, is_date_format(&code));
                    }
                }
                "fonts" => of_fonts = true,
                "cellXfs" => of_cells = true,
                "font" if of_fonts && styles.fonts.len() < MAX_FACTS => {
                    styles.fonts.push(String::new())
                }
                "name" if of_fonts => {
                    if let (Some(last), Some(name)) = (styles.fonts.last_mut(), tag.get("val")) {
                        *last = name.chars().take(64).collect();
                    }
                }
                "xf" if of_cells && styles.cells.len() < MAX_FACTS => {
                    let format = tag.number("numFmtId").unwrap_or(0);
                    let date = formats.get(&format).copied();
                    styles.cells.push(Style {
                        date: date.unwrap_or_else(|| is_built_in_date(format)),
                        font: tag.number("fontId").unwrap_or(0),
                    });
                }
                _ => {}
            },
            Token::Close(tag) => match closed(&tag) {
                "fonts" => of_fonts = false,
                "cellXfs" => of_cells = false,
                _ => {}
            },
            Token::End => return Ok(styles),
            _ => {}
        }
    }
}
