//! The styles of an xlsx: number formats, fonts and what of them a cell's style has.

use crate::exchange::book::dates::{is_built_in_date, is_date_format};
use crate::exchange::book::limits::MAX_FACTS;
use crate::exchange::book::package::Package;
use crate::exchange::book::style::{Style, Styles};
use crate::exchange::book::xml::{Pull, Token, closed};
use crate::lang::Problem;
use std::collections::BTreeMap;

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
                "font" if of_fonts => styles.push_font(""),
                "name" if of_fonts => {
                    if let (Some(last), Some(name)) = (styles.fonts.last_mut(), tag.get("val")) {
                        *last = name.chars().take(64).collect();
                    }
                }
                "xf" if of_cells => {
                    let format = tag.number("numFmtId").unwrap_or(0);
                    let date = formats.get(&format).copied();
                    styles.push(Style {
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
