//! Every command with its key; those the screen below can take come first.

use super::desk::{Desk, LayerId};
use super::entry::Entry;
use super::keymap::{Action, Context, ROWS, Row, chains};
use super::layer::{Go, Screen};
use super::list;
use crate::lang::{Problem, errors::app};
use crate::text::fold::fold;

/// The palette.
pub(crate) struct Palette {
    id: LayerId,
    pub(crate) entry: Entry,
    /// The contexts of the screen below.
    pub(crate) chain: &'static [Context],
    /// The row the bar stands on.
    pub(crate) at: usize,
}

impl Palette {
    pub(crate) fn new(desk: &mut Desk, chain: &'static [Context]) -> Self {
        Self { id: desk.layer(), entry: Entry::default(), chain, at: 0 }
    }

    /// The rows that match, those that apply first.
    pub(crate) fn rows(&self) -> Vec<&'static Row> {
        let words = fold(self.entry.text());
        let matches = |row: &&'static Row| {
            // In both languages: a command is also looked for by somebody who reads the other.
            let (label, doc) = (row.label, row.doc);
            let text = [label.vi, label.en, doc.vi, doc.en, row.name].join(" ");
            let text = fold(&text);
            words.split_whitespace().all(|word| text.contains(word))
        };
        let mut rows: Vec<&'static Row> = ROWS.iter().filter(matches).collect();
        // Moving about is looked for last: nobody opens the palette to press an arrow.
        let moves = |row: &Row| row.on.iter().all(|on| matches!(on, Context::Text | Context::Rows));
        // What a command is called says more than what its explanation says.
        let called = |row: &Row| {
            let text = fold(&[row.label.vi, row.label.en, row.name].join(" "));
            words.split_whitespace().all(|word| text.split([' ', '_']).any(|w| w.starts_with(word)))
        };
        rows.sort_by_key(|row| (!row.applies(self.chain), moves(row), !called(row)));
        rows
    }
}

impl Screen for Palette {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::LIST
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        let rows = self.rows();
        if let Some(at) = list::moved(self.at, rows.len(), action, list::page(desk)) {
            self.at = at;
            return Go::Stay;
        }
        if action != Action::Take {
            let taken = self.entry.act(action);
            self.at = if taken { 0 } else { self.at };
            return if taken { Go::Stay } else { Go::Pass };
        }
        match rows.get(self.at) {
            Some(row) if row.applies(self.chain) => Go::Do(row.action),
            Some(row) => {
                let name = row.label.get(desk.lang);
                desk.wrong(Problem::new(&app::NOT_HERE, [name]));
                Go::Stay
            }
            None => Go::Stay,
        }
    }

    fn typed(&mut self, letter: char, _desk: &mut Desk) -> Go {
        // Commands are found without marks: composing would only be in the way.
        self.entry.typed(letter, None);
        self.at = 0;
        Go::Stay
    }

    fn paste(&mut self, text: &str, _desk: &mut Desk) -> Go {
        self.entry.paste(text);
        self.at = 0;
        Go::Stay
    }

    fn erase(&mut self, _desk: &mut Desk) {
        self.entry.erase();
    }
}
