//! Something to choose from: the values of a field (a reference table, or areas by a few letters),
//! the layouts of a form, or the forms that were left open.

use super::desk::{Desk, LayerId};
use super::entry::Entry;
use super::keymap::{Action, Context, chains};
use super::layer::{Given, Go, Screen};
use crate::domain::{Field, RecordType, Value};
use crate::text::fold::fold;

/// Moves a bar over `len` rows of which `page` are in sight; None for an action that moves none.
pub(crate) fn moved(at: usize, len: usize, action: Action, page: usize) -> Option<usize> {
    let last = len.saturating_sub(1);
    Some(match action {
        Action::RowUp => at.saturating_sub(1),
        Action::RowDown => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => (at + page).min(last),
        _ => return None,
    })
}

/// Scrolls a text of `len` lines; at its end half a page stays in sight, more where lines wrap.
pub(crate) fn scrolled(top: usize, len: usize, action: Action, desk: &Desk) -> Option<usize> {
    let page = page(desk);
    let tops = if len <= page { 0 } else { len.saturating_sub(page / 2) };
    moved(top, tops.max(1), action, page)
}

/// Rows of a list in sight: all but title, question, rule and the three rows that stay.
pub(crate) fn page(desk: &Desk) -> usize {
    usize::from(desk.size.1).saturating_sub(6).max(1)
}

/// A value with what stands for it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    pub(crate) value: Value,
    pub(crate) label: String,
    /// What tells it from others of that name.
    pub(crate) detail: String,
}

/// What a list offers.
#[derive(Clone, Copy)]
pub(crate) enum Offers {
    /// The values of that field.
    Values(&'static Field),
    /// The layouts of that type.
    Layouts(&'static RecordType),
    /// The fields of that type which a bulk edit may set.
    Fields(&'static RecordType),
    /// The drafts, whose rows home gives.
    Drafts,
    /// What can be said of a column of a list that is taken in; its rows are given.
    Column,
    /// What a cell of such a list may be; its rows are given.
    Cell,
}

/// The list.
pub(crate) struct List {
    id: LayerId,
    pub(crate) of: Offers,
    pub(crate) entry: Entry,
    pub(crate) at: usize,
    /// The rows that match what is typed.
    pub(crate) rows: Vec<Choice>,
    /// All rows, where they do not come from a table.
    all: Vec<Choice>,
}

impl List {
    pub(crate) fn new(desk: &mut Desk, of: Offers, typed: &str) -> Self {
        let id = desk.layer();
        let entry =
            Entry { line: crate::text::line::Line::new(typed), fresh: false, ..Entry::default() };
        let mut list = Self { id, of, entry, at: 0, rows: Vec::new(), all: Vec::new() };
        if let Offers::Fields(kind) = of {
            let row = |field: &'static Field| Choice {
                value: Value::Whole(field.tag.into()),
                label: field.label.get(desk.lang).to_owned(),
                detail: field.help.get(desk.lang).to_owned(),
            };
            list.all = super::bulk::fields(kind).map(row).collect();
        }
        list.look(desk);
        list
    }

    /// The drafts, each by what its record is called and of which type it is.
    pub(crate) fn of_drafts(desk: &mut Desk, drafts: Vec<(String, String)>) -> Self {
        let row = |(at, (label, detail))| Choice { value: Value::Whole(at), label, detail };
        Self::of_rows(desk, Offers::Drafts, (0..).zip(drafts).map(row).collect())
    }

    /// Rows that are given.
    pub(crate) fn of_rows(desk: &mut Desk, of: Offers, rows: Vec<Choice>) -> Self {
        let mut list = Self::new(desk, of, "");
        list.all = rows;
        list.look(desk);
        list
    }

    fn look(&mut self, desk: &Desk) {
        self.rows = match self.of {
            Offers::Values(field) => desk.choices(field, self.entry.text()),
            Offers::Layouts(kind) => desk.layout_rows(kind, self.entry.text()),
            Offers::Fields(_) | Offers::Drafts | Offers::Column | Offers::Cell => {
                let typed = fold(self.entry.text());
                let matches = |row: &&Choice| {
                    let text = fold(&[row.label.as_str(), &row.detail].join(" "));
                    typed.split_whitespace().all(|word| text.contains(word))
                };
                self.all.iter().filter(matches).cloned().collect()
            }
        };
        self.at = 0;
    }
}

impl Screen for List {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::LIST
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if let Some(at) = moved(self.at, self.rows.len(), action, page(desk)) {
            self.at = at;
            return Go::Stay;
        }
        if action == Action::Take {
            let Some(row) = self.rows.get(self.at) else { return Go::Stay };
            return Go::Give(match (self.of, &row.value) {
                (Offers::Layouts(_), Value::Text(name)) => Given::Layout(name.clone()),
                (Offers::Fields(_), Value::Whole(tag)) => {
                    u16::try_from(*tag).map_or(Given::Done, Given::Field)
                }
                (Offers::Drafts, Value::Whole(at)) => {
                    usize::try_from(*at).map_or(Given::Done, Given::Draft)
                }
                _ => Given::Value(row.value.clone(), row.label.clone()),
            });
        }
        let taken = self.entry.act(action);
        if taken {
            self.look(desk);
        }
        if taken { Go::Stay } else { Go::Pass }
    }

    fn typed(&mut self, letter: char, desk: &mut Desk) -> Go {
        self.entry.typed(letter, Some(&mut desk.composer));
        self.look(desk);
        Go::Stay
    }

    fn paste(&mut self, text: &str, desk: &mut Desk) -> Go {
        self.entry.paste(text);
        self.look(desk);
        Go::Stay
    }

    fn erase(&mut self, desk: &mut Desk) {
        self.entry.erase();
        self.look(desk);
    }

    fn raw(&mut self, word: &str) {
        self.entry.line.replace_word(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_goes_on_by_what_is_in_sight_and_no_row_is_skipped() {
        let page = crate::app::find::rows_in((80, 24)).0;
        let mut seen = Vec::new();
        let mut at = 0;
        for _ in 0..5 {
            // What stands on the screen with the bar there.
            let from = at - at % page;
            seen.extend(from..(from + page).min(45));
            at = moved(at, 45, Action::PageDown, page).unwrap();
        }
        assert_eq!(seen, (0..45).collect::<Vec<_>>());
        assert_eq!((at, moved(at, 45, Action::PageUp, page)), (44, Some(34)));
        assert_eq!(moved(0, 0, Action::PageDown, page), Some(0));
    }
}
