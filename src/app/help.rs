//! Help: the keys of the screen below, from the keymap, and what the field there wants.

use super::desk::{Desk, LayerId};
use super::keymap::{self, Action, Context, chains};
use super::layer::{Go, Screen};
use crate::lang::{Label, screens};

/// The help.
pub(crate) struct Help {
    id: LayerId,
    pub(crate) title: Label,
    /// What the screen below says about the place the cursor is in.
    pub(crate) about: Vec<String>,
    /// What comes before the keys.
    first: Vec<(String, String)>,
    /// The contexts it is for.
    chain: &'static [Context],
    /// The first line shown.
    pub(crate) top: usize,
}

impl Help {
    pub(crate) fn new(
        desk: &mut Desk,
        chain: &'static [Context],
        about: Vec<String>,
        first: Vec<(String, String)>,
    ) -> Self {
        Self { id: desk.layer(), title: screens::HELP_TITLE, about, first, chain, top: 0 }
    }

    /// Lines of another kind, to look through.
    pub(crate) fn of_lines(
        desk: &mut Desk,
        title: Label,
        about: Vec<String>,
        first: Vec<(String, String)>,
    ) -> Self {
        Self { title, ..Self::new(desk, &[], about, first) }
    }

    /// The lines: keys and what they do.
    pub(crate) fn lines(&self, desk: &Desk) -> Vec<(String, String)> {
        let mut lines = self.first.clone();
        for row in keymap::ROWS {
            let keys = row.keys_in(self.chain);
            if keys.is_empty() {
                continue;
            }
            let mut keys: Vec<String> = keys.into_iter().map(keymap::key_name).collect();
            // The keypad's keys are called as the others are.
            keys.dedup();
            let keys = row.shown.map_or_else(|| keys.join(" "), str::to_owned);
            lines.push((keys, row.doc.get(desk.lang).to_owned()));
        }
        lines
    }
}

impl Screen for Help {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::HELP
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        let lines = self.lines(desk).len();
        match super::list::scrolled(self.top, lines, action, desk) {
            Some(top) => self.top = top,
            None if action == Action::Help => return Go::Back,
            None => return Go::Pass,
        }
        Go::Stay
    }
}
