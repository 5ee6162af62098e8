//! An xls of Excel 5 to 2003: its sheets, styles and shared texts, record by record. No length a
//! record tells is believed, and no table of cells is made.

mod record;
mod rows;

use super::Sheet;
use super::compound::Compound;
use super::dates::{Epoch, is_built_in_date, is_date_format};
use super::file::{Source, u16_at, u32_at};
use super::limits::{MAX_FACTS, MAX_SHEETS};
use super::line::Letters;
use super::style::{Style, Styles};
use super::texts::Texts;
use crate::lang::errors::book as codes;
use crate::lang::{Code, Problem, both};
use record::{Bytes, Letterset, Record, id, narrow, record};
pub(super) use rows::Rows;
use std::collections::BTreeMap;

/// An opened workbook.
#[derive(Debug)]
pub(super) struct Xls {
    name: String,
    stream: Vec<u8>,
    sheets: Vec<(Sheet, usize)>,
    letterset: Letterset,
    epoch: Epoch,
    styles: Styles,
    texts: Texts,
    macros: bool,
}

/// What is read before the styles can be told.
#[derive(Default)]
struct Globals {
    formats: BTreeMap<u16, bool>,
    /// Font and format of the styles.
    styles: Vec<(u16, u16)>,
}

impl Xls {
    /// Reads what stands before the sheets.
    pub(super) fn open(source: &Source) -> Result<Self, Problem> {
        let say =
            |code: &'static Code, what: String| Problem::new(code, [source.name.clone(), what]);
        let first = source.bytes(0, 8)?;
        let (stream, macros) = if first.starts_with(b"\x09") {
            (source.bytes(0, source.len)?, false)
        } else {
            let file = Compound::open(source)?;
            if file.has("EncryptedPackage") {
                return Err(say(&codes::ENCRYPTED, String::new()));
            }
            let Some(stream) = file
                .stream("Workbook")?
                .map_or_else(|| file.stream("Book"), |found| Ok(Some(found)))?
            else {
                let what = if file.has("WordDocument") {
                    both("văn bản Word", "a Word text")
                } else if file.has("PowerPoint Document") {
                    both("bài trình chiếu PowerPoint", "a PowerPoint presentation")
                } else {
                    both("tệp của chương trình khác", "another program's file")
                };
                return Err(say(&codes::NOT_A_SHEET, what));
            };
            (stream, file.has("_VBA_PROJECT"))
        };
        let mut book = Self {
            name: source.name.clone(),
            stream,
            sheets: Vec::new(),
            letterset: Letterset { wide: true, page: 1252 },
            epoch: Epoch::Of1900,
            styles: Styles::default(),
            texts: Texts::default(),
            macros,
        };
        book.globals()?;
        Ok(book)
    }

    /// Its sheets.
    pub(super) fn sheets(&self) -> Vec<Sheet> {
        self.sheets.iter().map(|(sheet, _)| sheet.clone()).collect()
    }

    /// Whether it has macros.
    pub(super) fn has_macros(&self) -> bool {
        self.macros
    }

    /// The rows of a sheet.
    pub(super) fn rows(&self, sheet: usize) -> Result<Rows<'_>, Problem> {
        let start = self.sheets.get(sheet).map_or(usize::MAX, |(_, start)| *start);
        Rows::new(self, start)
    }

    /// The record that begins there, which must be whole.
    fn record(&self, at: usize) -> Result<Record<'_>, Problem> {
        record(&self.stream, at).ok_or_else(|| self.say(&codes::CUT_OFF))
    }

    fn say(&self, code: &'static Code) -> Problem {
        Problem::new(code, [self.name.as_str(), "Workbook"])
    }

    fn globals(&mut self) -> Result<(), Problem> {
        // Taken out, so that what is read of it can be put into the book.
        let stream = std::mem::take(&mut self.stream);
        let read = self.globals_of(&stream);
        self.stream = stream;
        read
    }

    fn globals_of(&mut self, stream: &[u8]) -> Result<(), Problem> {
        let mut globals = Globals::default();
        let mut at = 0;
        loop {
            let record = record(stream, at).ok_or_else(|| self.say(&codes::CUT_OFF))?;
            match record.id {
                id::BEGIN if at == 0 => match u16_at(record.data, 0) {
                    Some(0x0600) => {}
                    Some(0x0500) => self.letterset.wide = false,
                    _ => return Err(self.old()),
                },
                _ if at == 0 => return Err(self.old()),
                id::LOCKED => return Err(self.say(&codes::ENCRYPTED)),
                id::EOF => break,
                _ => self.global(stream, record, &mut globals)?,
            }
            at = record.next;
        }
        for (font, format) in globals.styles {
            let date = globals.formats.get(&format).copied();
            self.styles.push(Style {
                date: date.unwrap_or_else(|| is_built_in_date(u32::from(format))),
                // There is no font of the number 4.
                font: usize::from(if font > 4 { font - 1 } else { font }),
            });
        }
        Ok(())
    }

    fn global(
        &mut self,
        stream: &[u8],
        record: Record,
        globals: &mut Globals,
    ) -> Result<(), Problem> {
        let data = record.data;
        let bytes = || Bytes::new(stream, record);
        match record.id {
            id::DATE_SYSTEM if u16_at(data, 0) == Some(1) => self.epoch = Epoch::Of1904,
            id::CODE_PAGE => self.letterset.page = u16_at(data, 0).unwrap_or(1252),
            id::FONT => {
                let name = self.short(bytes(), 14);
                self.styles.push_font(name.as_str());
            }
            id::FORMAT => {
                let mut code = bytes();
                let text = if self.letterset.wide {
                    code.skip(2).and_then(|()| code.text()).unwrap_or_default()
                } else {
                    self.short(code, 2)
                };
                let number = u16_at(data, 0).unwrap_or_default();
                globals.formats.insert(number, is_date_format(text.as_str()));
            }
            id::STYLE if globals.styles.len() < MAX_FACTS => {
                let (font, format) = (u16_at(data, 0), u16_at(data, 2));
                globals.styles.push((font.unwrap_or(0), format.unwrap_or(0)));
            }
            id::SHEET if self.sheets.len() < MAX_SHEETS => {
                let kind = data.get(5).copied().unwrap_or(u8::MAX);
                let hidden = data.get(4).is_some_and(|state| state & 3 != 0);
                let start = u32_at(data, 0).unwrap_or(u32::MAX) as usize;
                if kind == 0 {
                    let name = self.short(bytes(), 6).into_text();
                    self.sheets.push((Sheet { name, hidden }, start));
                }
            }
            id::TEXTS => {
                let mut bytes = bytes();
                let count = u32_at(data, 4).unwrap_or(0);
                let _ = bytes.skip(8);
                for _ in 0..count {
                    // Fewer than told: who points to a missing one is told so.
                    let Some(text) = bytes.text() else {
                        break;
                    };
                    self.texts.push(&self.name, &text)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A text with its length in one byte, from that place of a record on.
    fn short(&self, mut bytes: Bytes, at: usize) -> Letters {
        if bytes.skip(at).is_none() {
            return Letters::default();
        }
        if self.letterset.wide {
            return bytes.short_text().unwrap_or_default();
        }
        let rest = bytes.rest();
        let len = rest.first().copied().map_or(0, usize::from);
        narrow(rest.get(1..=len).unwrap_or_default(), self.letterset.page, "")
    }

    fn old(&self) -> Problem {
        Problem::new(&codes::OTHER_WORKBOOK, [self.name.as_str(), "Excel 2–4"])
    }
}
