//! A question answered with one line of text.

use super::desk::{Desk, LayerId, Note};
use super::entry::{Entry, Typed};
use super::keymap::{Action, Context, chains};
use super::layer::{Given, Go, Screen};
use crate::domain::Field;
use crate::lang::{Label, Problem, errors::app, import as said, post, screens};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// Why soft findings are accepted.
    Reason,
    /// From which day the new value of that timeline holds; empty: it was wrong before.
    Since(u16),
    /// Why a batch is closed that does not come to what paper says.
    WhyClose,
    /// What all rows of a list say of the field of that tag.
    AllRows(u16),
    /// Why a record is deleted.
    WhyDelete,
    /// Why hidden numbers are looked at.
    WhyReveal,
    /// A new PIN.
    NewPin,
    /// The same again.
    PinAgain,
    /// The passphrase of the register's key.
    Passphrase,
    /// To where files are carried.
    Place,
}

/// The question and the line.
pub(crate) struct Prompt {
    id: LayerId,
    pub(crate) title: Label,
    /// What the question is about, line by line.
    pub(crate) about: Vec<String>,
    pub(crate) label: Label,
    pub(crate) hint: Label,
    pub(crate) entry: Entry,
    asks: Asks,
    needed: bool,
}

impl Prompt {
    /// Why those soft findings are accepted.
    pub(crate) fn reason(desk: &mut Desk, about: Vec<String>) -> Self {
        Self::new(desk, Asks::Reason, screens::SOFT_TITLE, screens::REASON, screens::SOFT_HINT)
            .about(about)
    }

    /// From which day a value holds.
    pub(crate) fn since(desk: &mut Desk, tag: u16, about: String) -> Self {
        let asks = Asks::Since(tag);
        Self::new(desk, asks, screens::SINCE_TITLE, screens::SINCE, screens::SINCE_HINT)
            .about(vec![about])
            .may_be_empty()
    }

    /// Why a batch is closed in which those findings stand.
    pub(crate) fn close(desk: &mut Desk, about: Vec<String>) -> Self {
        let (title, hint) = (screens::CLOSE_TITLE, screens::CLOSE_HINT);
        Self::new(desk, Asks::WhyClose, title, screens::REASON, hint).about(about)
    }

    /// What all rows of a list say of that field.
    pub(crate) fn for_all_rows(desk: &mut Desk, field: &Field, said: &str) -> Self {
        let asks = Asks::AllRows(field.tag);
        let mut prompt =
            Self::new(desk, asks, said::ALL_ROWS_TITLE, field.label, said::ALL_ROWS_HINT)
                .about(vec![field.help.get(desk.lang).to_owned()])
                .may_be_empty();
        prompt.entry = Entry::new(said);
        prompt
    }

    /// Why a record is deleted.
    pub(crate) fn why_delete(desk: &mut Desk, about: String) -> Self {
        let (title, hint) = (screens::DELETE_TITLE, screens::DELETE_HINT);
        Self::new(desk, Asks::WhyDelete, title, screens::REASON, hint).about(vec![about])
    }

    /// Why hidden numbers of a record are looked at.
    pub(crate) fn why_reveal(desk: &mut Desk, about: String) -> Self {
        let (title, hint) = (screens::REVEAL_TITLE, screens::REVEAL_HINT);
        Self::new(desk, Asks::WhyReveal, title, screens::REASON, hint).about(vec![about])
    }

    /// A new PIN; nothing takes away the one there is.
    pub(crate) fn new_pin(desk: &mut Desk) -> Self {
        let clears = desk.has_pin();
        let hint = if clears { screens::PIN_NEW_OR_NONE } else { screens::PIN_NEW_HINT };
        Self::new(desk, Asks::NewPin, screens::PIN_NEW, screens::PIN, hint).may_be_empty()
    }

    /// The new PIN again.
    pub(crate) fn pin_again(desk: &mut Desk) -> Self {
        let (title, hint) = (screens::PIN_AGAIN, screens::PIN_AGAIN_HINT);
        Self::new(desk, Asks::PinAgain, title, screens::PIN, hint)
    }

    /// The passphrase of the register's key.
    pub(crate) fn passphrase(desk: &mut Desk) -> Self {
        let (title, hint) = (post::PASSPHRASE_TITLE, post::PASSPHRASE_HINT);
        Self::new(desk, Asks::Passphrase, title, post::PASSPHRASE, hint)
    }

    /// To where files are carried; `known`: where others went.
    pub(crate) fn place(desk: &mut Desk, known: &str) -> Self {
        let (title, hint) = (post::PLACE_TITLE, post::PLACE_HINT);
        let mut prompt = Self::new(desk, Asks::Place, title, post::PLACE, hint)
            .about(vec![post::PLACE_ABOUT.get(desk.lang).to_owned()]);
        prompt.entry = Entry::new(known);
        prompt
    }

    /// Whether what is typed is not shown.
    pub(crate) fn is_secret(&self) -> bool {
        matches!(self.asks, Asks::NewPin | Asks::PinAgain | Asks::Passphrase)
    }

    /// Whether every letter counts as it was typed, spaces at both ends too.
    pub(crate) fn is_raw(&self) -> bool {
        self.asks == Asks::Passphrase
    }

    /// Whether what is typed is no words.
    fn is_plain(&self) -> bool {
        self.is_secret() || self.asks == Asks::Place
    }

    fn new(desk: &mut Desk, asks: Asks, title: Label, label: Label, hint: Label) -> Self {
        let id = desk.layer();
        let entry = Entry::default();
        Self { id, title, about: Vec::new(), label, hint, entry, asks, needed: true }
    }

    fn about(mut self, lines: Vec<String>) -> Self {
        self.about = lines;
        self
    }

    fn may_be_empty(mut self) -> Self {
        self.needed = false;
        self
    }
}

impl Screen for Prompt {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::PROMPT
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if action != Action::Take {
            return if self.entry.act(action) { Go::Stay } else { Go::Pass };
        }
        let text = match self.is_raw() {
            true => self.entry.text().to_owned(),
            false => crate::text::clean::line(self.entry.text()),
        };
        if self.needed && text.is_empty() {
            let label = self.label.get(desk.lang).to_owned();
            desk.wrong(Problem::new(&app::NOTHING_TYPED, [label]));
            return Go::Stay;
        }
        Go::Give(Given::Text(self.asks, text))
    }

    fn typed(&mut self, letter: char, desk: &mut Desk) -> Go {
        let composer = (!self.is_plain()).then_some(&mut desk.composer);
        if self.entry.typed(letter, composer) == Typed::SwitchedOff {
            desk.note = Some(Note::Said(screens::INPUT_SWITCHED_OFF, Vec::new()));
        }
        Go::Stay
    }

    fn paste(&mut self, text: &str, _desk: &mut Desk) -> Go {
        self.entry.paste(text);
        Go::Stay
    }

    fn erase(&mut self, _desk: &mut Desk) {
        self.entry.erase();
    }

    fn raw(&mut self, word: &str) {
        self.entry.line.replace_word(word);
    }
}
