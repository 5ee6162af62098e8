//! The table of records in a sheet: where its heading stands, where each column goes and why.
//! Every guess is plain data that the caller may change before rows are picked.

mod block;
mod content;
mod find;
mod fonts;
mod groups;
mod known;
mod named;
mod picked;
mod picker;
mod said;
mod settle;
mod sort;
mod take;
mod takes;

#[cfg(test)]
mod tests;

pub use find::find;
pub(in crate::exchange) use fonts::shown;
pub use picked::{Guess, Picked, Weight};
pub use picker::Picker;
pub use said::letters;
pub use takes::Takes;

pub(in crate::exchange) use said::text as said_text;

use super::called;
use super::sheet::Merge;
use super::why::{self, Why};
use crate::domain::{Field, PartialDate, RecordType, Tables};
use crate::lang::Lang;
use crate::text::legacy::{Font, convert};

/// What is to be found, and by what.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// The type of the records.
    pub of: &'static RecordType,
    /// Reference tables.
    pub tables: &'a Tables,
    /// Today at +07:00: ages are counted to it.
    pub today: PartialDate,
    /// The clerk's own (column's heading or letter, field) pairs; fields as [`Takes::read`] reads
    /// them.
    pub map: &'a [(String, String)],
    /// The font of all columns, where it is said; else each is told by its texts.
    pub font: Option<Font>,
    /// For messages.
    pub lang: Lang,
}

/// A table in a sheet.
#[derive(Clone)]
pub struct Table {
    /// The type of its records.
    pub of: &'static RecordType,
    /// The lines of its heading, first and last; None where it has none.
    pub heading: Option<(u64, u64)>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Fields that a title over several lines may say.
    pub groups: Vec<Grouped>,
    /// What stands above it.
    pub titles: Vec<(u64, String)>,
    /// Digest of its headings and type: what a map is remembered by.
    pub shape: String,
    /// Whether lines that the sheet hides are left out.
    pub skips_hidden: bool,
    /// Whether names in capitals are written in title case.
    pub lowers_capitals: bool,
    /// Cells shown as one.
    pub(super) merged: Vec<Merge>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Which, from 0.
    pub at: usize,
    /// What stands over it, levels joined: "Năm sinh / Nữ".
    pub heading: String,
    /// Where it goes.
    pub takes: Takes,
    /// Why there.
    pub why: Why,
    /// In which font's codes it is written.
    pub font: Font,
    /// Whether only some of its rows are, each told by itself.
    pub mixed: bool,
    /// Whether the font was said, and no cell is to be told by itself.
    pub said: bool,
    /// Whether the sheet hides it.
    pub hidden: bool,
    /// A few of its texts, as they stand and in Unicode.
    pub samples: Vec<(String, String)>,
    /// What stands over it, from the top.
    pub(super) levels: Vec<String>,
}

/// A field that titles over several lines say: "Chi hội thôn Phú Khê" the unit of those below.
#[derive(Clone, Debug)]
pub struct Grouped {
    /// The field.
    pub field: &'static Field,
    /// The schema name of the type that it refers to, as titles are known by.
    pub of: &'static str,
    /// What a title above the table says of it.
    pub first: Option<String>,
}

impl Column {
    /// Its letter: `A`.
    pub fn letter(&self) -> String {
        letters(self.at)
    }

    /// Takes another font, and shows the samples in it.
    pub fn set_font(&mut self, font: Font) {
        (self.font, self.mixed, self.said) = (font, false, true);
        for (before, after) in &mut self.samples {
            *after = convert(before, font).into_owned();
        }
    }

    /// Takes another field.
    pub fn set(&mut self, takes: Takes) {
        self.takes = takes;
        self.why = Why::bare(why::SAID);
    }
}

impl Table {
    /// The columns' map as [`Ask::map`] takes it: (letter, field).
    pub fn map(&self) -> Vec<(String, String)> {
        self.columns.iter().map(|column| (column.letter(), column.takes.spec())).collect()
    }

    /// The required fields that no column, title or default says.
    pub fn lacks(&self) -> impl Iterator<Item = &'static Field> {
        let said = |field: &Field| {
            let by = |takes: &Takes| match takes {
                Takes::Under { field: one, by, .. } => one.tag == field.tag || by.tag == field.tag,
                takes => takes.field().is_some_and(|one| one.tag == field.tag),
            };
            let grouped = self.groups.iter().any(|group| group.field.tag == field.tag);
            grouped || self.columns.iter().any(|column| by(&column.takes))
        };
        let needed =
            |field: &&Field| field.required && !field.retired && !called::is_made(self.of, field);
        let required = self.of.open_fields().filter(needed);
        required.filter(move |field| field.default.is_empty() && !said(field))
    }
}
