//! What stands on lists made by hand: the headings that people write over a field's column, and the
//! words of lines that are no record.

use super::{csv, embedded};
use crate::lang::Problem;
use crate::text::fold::{fold, has_marks, marked};
use std::collections::{HashMap, HashSet};

/// The record type of headings that mean the same on every list.
const EVERY: &str = "*";

/// How a heading says that its column goes into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headed {
    /// The field's English schema name, `id`, or `-` for a column of no use.
    pub field: String,
    /// `1`, `2`: which part of the field's text stands there; `age`: an age in place of a date;
    /// `=Giáo viên`: a mark there stands for that; empty: the whole.
    pub part: String,
}

/// Words of one kind of line or cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What they are about: a record type's schema name for groups.
    pub of: String,
    /// As [`heading`] makes them; several where anything may stand between.
    parts: Vec<String>,
    /// The same with their marks.
    marked: Vec<String>,
    /// As they are written.
    pub written: String,
}

/// Headings and words.
#[derive(Clone, Debug, Default)]
pub struct Sheets {
    headings: HashMap<String, HashMap<String, Headed>>,
    /// Those of several words, written as one: `HoTen`.
    glued: HashMap<String, HashMap<String, Headed>>,
    words: HashMap<String, Vec<Words>>,
    signs: HashMap<String, HashSet<String>>,
}

/// A heading as it is compared: folded, words only.
pub fn heading(text: &str) -> String {
    spaced(&fold(text))
}

/// The words alone.
fn spaced(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As [`heading`], with marks.
fn with_marks(text: &str) -> String {
    marked(&spaced(text))
}

impl Sheets {
    pub(super) fn built_in() -> Result<Self, Problem> {
        let mut sheets = Self::default();
        let header = ["type", "field", "as", "heading"];
        csv::read("headings", embedded::HEADINGS, header, |_, [of, field, part, text]| {
            let headed = Headed { field: field.into(), part: part.into() };
            let key = heading(text);
            let glued = sheets.glued.entry(of.into()).or_default();
            glued.entry(key.replace(' ', "")).or_insert_with(|| headed.clone());
            sheets.headings.entry(of.into()).or_default().entry(key).or_insert(headed);
            Some(())
        })?;
        csv::read("sheet_words", embedded::SHEET_WORDS, ["kind", "of", "words"], |_, row| {
            let [kind, of, written] = row;
            let parts = |way: fn(&str) -> String| {
                written.split('…').map(way).filter(|part| !part.is_empty()).collect()
            };
            let (parts, marked) = (parts(heading), parts(with_marks));
            let words = Words { of: of.into(), parts, marked, written: written.into() };
            sheets.words.entry(kind.into()).or_default().push(words);
            sheets.signs.entry(kind.into()).or_default().insert(written.to_lowercase());
            Some(())
        })?;
        Ok(sheets)
    }

    /// What a heading (see [`heading`]) on a list of that type means.
    pub fn headed(&self, of: &str, heading: &str) -> Option<&Headed> {
        let by = |of| self.headings.get(of).and_then(|known| known.get(heading));
        let glued = |of| self.glued.get(of).and_then(|known| known.get(heading));
        by(of).or_else(|| by(EVERY)).or_else(|| glued(of))
    }

    /// The longest known heading that the words begin with, two words at least.
    pub fn headed_before(&self, of: &str, heading: &str) -> Option<(&str, &Headed)> {
        let known = [of, EVERY].into_iter().filter_map(|of| self.headings.get(of)).flatten();
        known
            .filter(|(known, _)| {
                let rest = heading.strip_prefix(known.as_str());
                known.contains(' ') && rest.is_some_and(|rest| rest.starts_with(' '))
            })
            .max_by_key(|(known, _)| (known.len(), known.as_str()))
            .map(|(known, headed)| (known.as_str(), headed))
    }

    /// The words of that kind.
    pub fn words(&self, kind: &str) -> &[Words] {
        self.words.get(kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a whole cell is such a word or sign.
    pub fn is(&self, kind: &str, text: &str) -> bool {
        self.signs.get(kind).is_some_and(|signs| signs.contains(text.to_lowercase().trim()))
    }

    /// The words of that kind that a text begins with, the longest first of all; where anything
    /// may stand between, the text holds their parts in order. Marks count where the text has any:
    /// "Cộng" adds up, "Công" is a name.
    pub fn begins(&self, kind: &str, text: &str) -> Option<&Words> {
        let strict = has_marks(text);
        let key = if strict { with_marks(text) } else { heading(text) };
        let fits = |words: &&Words| {
            let parts = if strict { &words.marked } else { &words.parts };
            match parts.as_slice() {
                [] => false,
                [one] if !words.written.contains('…') => after(&key, one).is_some(),
                many => in_order(&key, many),
            }
        };
        self.words(kind).iter().filter(fits).max_by_key(|words| words.written.len())
    }
}

/// What follows whole words.
fn after<'a>(key: &'a str, words: &str) -> Option<&'a str> {
    key.strip_prefix(words).filter(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn in_order(key: &str, parts: &[String]) -> bool {
    let mut rest = key.split(' ');
    parts.iter().all(|part| rest.any(|word| word == part))
}
