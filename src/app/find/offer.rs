//! What is offered while a filter is typed: the filters whose word begins so, then the values
//! behind the colon. Tab takes the first.

use super::Find;
use crate::app::desk::{Desk, LayerId, Why, slot};
use crate::app::entry::Entry;
use crate::app::keymap::Action;
use crate::domain::{Field, Kind, filter, records};
use crate::lang::{Label, Lang};
use crate::register::{Ask, Offer};
use crate::text::fold::fold;

/// Something that may stand in place of the word being typed.
pub(crate) enum Suggestion {
    /// A filter.
    Word(Label, &'static Field),
    /// A value of one.
    Value(Offer),
}

/// What is offered for the word that ends at the cursor.
#[derive(Default)]
pub(crate) struct Offers {
    /// Where that word begins.
    at: usize,
    /// Of a filter: its word and what of the value is typed.
    filter: Option<(String, String)>,
    /// What is offered, once known.
    pub(crate) rows: Option<Vec<Suggestion>>,
    asked: bool,
}

impl Offers {
    /// For a question as it stands.
    pub(super) fn of(query: &Entry, kind: Option<Kind>) -> Self {
        let (text, before) = (query.text(), query.line.before());
        let ends = |part: &filter::Part<'_>| part.at + part.text.len() == before.len();
        let Some(part) = filter::parts(text).find(ends) else { return Self::default() };
        if let Some((word, value)) = part.filter() {
            let known = filter::named(kind, word).next().is_some();
            let filter = known.then(|| (word.to_owned(), value.to_owned()));
            return Self { at: part.at, filter, ..Self::default() };
        }
        let typed = fold(part.text);
        let mut rows: Vec<Suggestion> = Vec::new();
        for (_, field) in filter::fields(kind) {
            let begins = |word: &Label| [word.vi, word.en].iter().any(|w| w.starts_with(&typed));
            let is_new = |word: &Label| {
                rows.iter().all(|row| !matches!(row, Suggestion::Word(known, _) if known == word))
            };
            if let Some(word) = field.filter.filter(|word| begins(word) && is_new(word)) {
                rows.push(Suggestion::Word(word, field));
            }
        }
        Self { at: part.at, rows: Some(rows), ..Self::default() }
    }

    /// Asks for the values of the filter being typed, once.
    pub(super) fn ask(&mut self, id: LayerId, kind: Option<Kind>, desk: &mut Desk) {
        let Some((word, value)) = self.filter.clone().filter(|_| !self.asked) else { return };
        self.asked = true;
        let ask = Ask::Offers { kind, word, value };
        desk.ask(id, Why::Offers, slot::OFFERS, ask);
    }

    /// Values have come.
    pub(super) fn heard(&mut self, offers: Vec<Offer>) {
        self.rows = Some(offers.into_iter().map(Suggestion::Value).collect());
    }

    /// Whether values are offered, which take the place of the preview.
    pub(crate) fn values(&self) -> Option<&[Suggestion]> {
        let rows = self.rows.as_deref()?;
        matches!(rows, [Suggestion::Value(_), ..]).then_some(rows)
    }

    /// The filters offered.
    pub(crate) fn words(&self) -> impl Iterator<Item = (Label, &'static Field)> {
        self.rows.iter().flatten().filter_map(|row| match row {
            Suggestion::Word(word, field) => Some((*word, *field)),
            Suggestion::Value(_) => None,
        })
    }
}

impl Suggestion {
    /// What is typed for it.
    fn typed(&self, word: &str, lang: Lang) -> String {
        match self {
            Self::Word(word, _) => format!("{}:", word.get(lang)),
            Self::Value(offer) => format!("{word}:{} ", offer.typed),
        }
    }

    /// The field it filters by.
    pub(crate) fn field(&self) -> Option<&'static Field> {
        match self {
            Self::Word(_, field) => Some(field),
            Self::Value(offer) => records::of(offer.field.0)?.field(offer.field.1),
        }
    }
}

impl Find {
    /// From now on that is offered; values on their way were for what was typed before.
    pub(super) fn offer(&mut self, offers: Offers, desk: &mut Desk) {
        self.offers = offers;
        desk.forget(slot::OFFERS);
    }

    /// Takes the first of what is offered; where it is not known yet, once it is.
    pub(super) fn complete(&mut self, desk: &mut Desk) {
        let offers = &mut self.offers;
        let Some(rows) = &offers.rows else {
            if offers.filter.is_some() {
                offers.ask(self.id, self.kind, desk);
                self.pending = Some(Action::Complete);
            }
            return;
        };
        let Some(first) = rows.first() else { return };
        let word = offers.filter.as_ref().map_or("", |(word, _)| word.as_str());
        let typed = first.typed(word, desk.lang);
        let at = offers.at;
        self.query.line.replace_from(at, &typed);
        self.anew(desk);
    }
}
