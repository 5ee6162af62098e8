//! Tables to choose from: short lists of codes with what they are called and how people key them.

use super::csv;
use crate::domain::records;
use crate::lang::errors::domain::{CHOICE_AMBIGUOUS, CHOICE_UNKNOWN};
use crate::lang::{Lang, Problem};
use crate::text::fold::{fold, marked};
use std::sync::OnceLock;

/// A table to choose from.
#[derive(Clone, Debug)]
pub struct Choices {
    name: &'static str,
    rows: Vec<Choice>,
    /// Made when words are first looked for; anew after an amendment.
    wordings: OnceLock<Vec<Wording>>,
}

/// A wording of the row of that number, as it is compared.
#[derive(Clone, Debug)]
struct Wording {
    row: usize,
    marked: String,
    folded: String,
}

/// A row of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The code that is stored, for ever.
    pub code: String,
    /// What is keyed heads-down and shown before the label: `1`, `03`.
    pub key: String,
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
    /// What else people write for it.
    pub synonyms: Vec<String>,
    /// Whether it is kept for old records only.
    pub retired: bool,
}

impl Choice {
    /// What it is called.
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }

    /// As a form shows it: `1 Nam`, `03 Trung học cơ sở`.
    pub fn shown(&self, lang: Lang) -> String {
        format!("{} {}", self.key, self.label(lang))
    }

    fn added(code: &str, name: &str) -> Self {
        Self {
            code: code.into(),
            key: code.into(),
            vi: name.into(),
            en: name.into(),
            synonyms: Vec::new(),
            retired: false,
        }
    }

    fn set(&mut self, field: &str, old: &str, new: &str) -> Option<()> {
        if field == "synonyms" {
            let fits = self.synonyms.join("|") == old;
            self.synonyms = new.split('|').filter(|s| !s.is_empty()).map(Into::into).collect();
            return fits.then_some(());
        }
        let cell = match field {
            "key" => &mut self.key,
            "vi" => &mut self.vi,
            "en" => &mut self.en,
            _ => return None,
        };
        let fits = cell == old && !new.is_empty();
        *cell = new.to_owned();
        fits.then_some(())
    }

    /// Every wording it goes by.
    pub fn wordings(&self) -> impl Iterator<Item = &str> {
        [self.vi.as_str(), self.en.as_str()]
            .into_iter()
            .chain(self.synonyms.iter().map(String::as_str))
    }
}

impl Choices {
    pub(super) fn read(name: &'static str, bytes: &[u8]) -> Result<Self, Problem> {
        let mut rows: Vec<Choice> = Vec::new();
        let header = ["code", "key", "vi", "en", "synonyms"];
        csv::read(name, bytes, header, |_, [code, key, vi, en, synonyms]| {
            let known = rows.iter().any(|row| row.code == code || row.key == key);
            let whole = ![code, key, vi, en].contains(&"");
            rows.push(Choice {
                code: code.into(),
                key: key.into(),
                vi: vi.into(),
                en: en.into(),
                synonyms: synonyms.split('|').filter(|s| !s.is_empty()).map(Into::into).collect(),
                retired: false,
            });
            (whole && !known).then_some(())
        })?;
        Ok(Self { name, rows, wordings: OnceLock::new() })
    }

    /// The types of record that can be entered, but for the register's own: the schema is the table.
    pub(super) fn record_types() -> Self {
        let types = records::all().iter().filter(|kind| kind.is_entered() && !kind.internal);
        let rows = types.zip(1..).map(|(kind, place)| Choice {
            code: kind.name.into(),
            key: place.to_string(),
            vi: kind.label.vi.into(),
            en: kind.label.en.into(),
            synonyms: Vec::new(),
            retired: false,
        });
        Self { name: "record_types", rows: rows.collect(), wordings: OnceLock::new() }
    }

    /// The table's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Every row, retired ones too.
    pub fn rows(&self) -> &[Choice] {
        &self.rows
    }

    /// The rows a list offers.
    pub fn offered(&self) -> impl Iterator<Item = &Choice> {
        self.rows.iter().filter(|row| !row.retired)
    }

    /// The row of that code, retired or not.
    pub fn row(&self, code: &str) -> Option<&Choice> {
        self.rows.iter().find(|row| row.code == code)
    }

    /// The one row that `typed` means: its code or key, then a wording (label or synonym) with its
    /// marks, then without them, then the beginning of one, with marks and without. Where the tone
    /// stands is indifferent, so are case, dots and hyphens.
    ///
    /// # Errors
    /// `choice_unknown`, or `choice_ambiguous` with the rows it may mean.
    pub fn find(&self, typed: &str) -> Result<&Choice, Problem> {
        let typed = typed.trim();
        match self.fitting(typed).as_slice() {
            [] => Err(Problem::new(&CHOICE_UNKNOWN, [typed.to_owned(), self.listed()])),
            [row] => Ok(row),
            many => {
                let names: Vec<String> =
                    many.iter().take(5).map(|row| row.shown(Lang::Vi)).collect();
                let params = [typed.to_owned(), names.join(", ")];
                Err(Problem::new(&CHOICE_AMBIGUOUS, params))
            }
        }
    }

    /// Every row that `typed` may mean, by the first of the ways of [`find`](Self::find) that
    /// gives any.
    pub fn fitting(&self, typed: &str) -> Vec<&Choice> {
        let typed = typed.trim();
        let exact = self.rows.iter().find(|row| {
            row.key.eq_ignore_ascii_case(typed) || row.code.eq_ignore_ascii_case(typed)
        });
        if let Some(row) = exact {
            return vec![row];
        }
        let (with_marks, without) = (plain(&marked(typed)), plain(&fold(typed)));
        if without.is_empty() {
            return Vec::new();
        }
        let ways: [&dyn Fn(&Wording) -> bool; 4] = [
            &|wording| wording.marked == with_marks,
            &|wording| wording.folded == without,
            &|wording| wording.marked.starts_with(&with_marks),
            &|wording| wording.folded.starts_with(&without),
        ];
        for way in ways {
            let mut hits: Vec<usize> =
                self.wordings().iter().filter(|w| way(w)).map(|wording| wording.row).collect();
            hits.dedup();
            if !hits.is_empty() {
                return hits.iter().filter_map(|at| self.rows.get(*at)).collect();
            }
        }
        Vec::new()
    }

    /// The wordings of the rows a list offers, in the order of the rows.
    fn wordings(&self) -> &[Wording] {
        self.wordings.get_or_init(|| {
            let offered = self.rows.iter().enumerate().filter(|(_, row)| !row.retired);
            let of = |(row, choice): (usize, &Choice)| {
                let wording = move |text: &str| Wording {
                    row,
                    marked: plain(&marked(text)),
                    folded: plain(&fold(text)),
                };
                choice.wordings().map(wording).collect::<Vec<_>>()
            };
            offered.flat_map(of).collect()
        })
    }

    /// An amendment; None where it does not fit.
    pub(super) fn amend(&mut self, code: &str, field: &str, old: &str, new: &str) -> Option<()> {
        self.wordings = OnceLock::new();
        let at = self.rows.iter().position(|row| row.code == code);
        let row = at.and_then(|at| self.rows.get_mut(at));
        match (field, row) {
            ("row", None) if old.is_empty() && ![code, new].contains(&"") => {
                self.rows.push(Choice::added(code, new));
                Some(())
            }
            ("row", Some(row)) if row.retired && old.is_empty() && row.vi == new => {
                row.retired = false;
                Some(())
            }
            ("row", Some(row)) if !row.retired && row.vi == old && new.is_empty() => {
                row.retired = true;
                Some(())
            }
            (_, Some(row)) => row.set(field, old, new),
            _ => None,
        }
    }

    /// The first rows, for a message.
    fn listed(&self) -> String {
        let names: Vec<String> = self.offered().take(6).map(|row| row.shown(Lang::Vi)).collect();
        let more = if self.offered().count() > names.len() { " …" } else { "" };
        format!("{}{more}", names.join(", "))
    }
}

/// Without what people write or leave out at will: dots, hyphens, apostrophes, spaces.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
