//! An ods: which sheets it has, and the fonts of its styles.

mod rows;

use super::Sheet;
use super::limits::{MAX_FACTS, MAX_SHEETS, short};
use super::package::Package;
use super::xml::{Pull, Token, closed};
use crate::lang::Problem;
use crate::lang::errors::book::ENCRYPTED;
pub(super) use rows::Rows;
use std::collections::{BTreeMap, BTreeSet};

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// An opened workbook.
#[derive(Debug)]
pub(super) struct Ods {
    package: Package,
    sheets: Vec<Sheet>,
    /// Of the styles of cells, the number of the font.
    fonts: BTreeMap<String, usize>,
    names: Vec<String>,
}

impl Ods {
    /// Reads what sheets there are.
    pub(super) fn open(package: Package) -> Result<Self, Problem> {
        if let Some(flow) = package.part(MANIFEST)? {
            let mut pull = Pull::new(flow);
            loop {
                match pull.next()? {
                    Token::Open(tag) if tag.name() == "encryption-data" => {
                        return Err(Problem::new(&ENCRYPTED, [package.source.name.clone()]));
                    }
                    Token::End => break,
                    _ => {}
                }
            }
        }
        let (sheets, fonts) = (Vec::new(), BTreeMap::new());
        let mut book = Self { package, sheets, fonts, names: Vec::new() };
        book.survey()?;
        Ok(book)
    }

    /// Its sheets.
    pub(super) fn sheets(&self) -> Vec<Sheet> {
        self.sheets.clone()
    }

    /// The rows of a sheet.
    pub(super) fn rows(&self, sheet: usize) -> Result<Rows<'_>, Problem> {
        Rows::new(self, Pull::new(self.package.need(CONTENT)?), sheet)
    }

    fn survey(&mut self) -> Result<(), Problem> {
        let mut pull = Pull::new(self.package.need(CONTENT)?);
        let mut style = String::new();
        let mut hidden: BTreeSet<String> = BTreeSet::new();
        let mut tables = 0_usize;
        loop {
            match pull.next()? {
                Token::Open(tag) => match tag.name() {
                    "style" => style = short(&tag.get("style:name").unwrap_or_default()),
                    "table-properties"
                        if hidden.len() < MAX_FACTS
                            && tag.get("table:display").is_some_and(|shown| shown == "false") =>
                    {
                        hidden.insert(style.clone());
                    }
                    "text-properties" if self.fonts.len() < MAX_FACTS => {
                        let name = tag.get("style:font-name").or_else(|| tag.get("fo:font-family"));
                        if let (Some(name), false) = (name, style.is_empty()) {
                            let font = font(&mut self.names, name.trim_matches('\''));
                            self.fonts.insert(style.clone(), font);
                        }
                    }
                    "table" => {
                        if tables == 0 && self.sheets.len() < MAX_SHEETS {
                            let name = short(&tag.get("table:name").unwrap_or_default());
                            let style = tag.get("table:style-name").unwrap_or_default();
                            let hidden = hidden.contains(style.as_ref());
                            self.sheets.push(Sheet { name, hidden });
                        }
                        tables += 1;
                    }
                    _ => {}
                },
                Token::Close(tag) if closed(&tag) == "table" => tables = tables.saturating_sub(1),
                Token::End => return Ok(()),
                _ => {}
            }
        }
    }
}

fn font(names: &mut Vec<String>, name: &str) -> usize {
    let place = names.iter().position(|known| known == name);
    place.unwrap_or_else(|| {
        // So many fonts no list has; more are all called by the last one's number, which has none.
        if names.len() < 256 {
            names.push(name.chars().take(64).collect());
            return names.len() - 1;
        }
        names.len()
    })
}
