//! Every command with its key; those the screen below can take come first.

use super::desk::{Desk, LayerId};
use super::entry::Entry;
use super::form::Form;
use super::keymap::{Action, Context, ROWS, Row, chains};
use super::layer::{Go, Screen};
use super::list;
use crate::domain::{RecordType, records};
use crate::lang::{Lang, Problem, errors::app, screens};
use crate::text::compose::{Method, composed};
use crate::text::fold::fold;

/// A row of the palette.
#[derive(Clone, Copy)]
pub(crate) enum Item {
    /// A command.
    Act(&'static Row),
    /// A new record of that type.
    Enter(&'static RecordType),
}

/// Where a record can be begun: where no form is open.
const ENTERED_FROM: [Context; 3] = [Context::Home, Context::Find, Context::Record];

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

    /// The rows that match: what is called so before what is explained so, then those that apply.
    /// A command looked for by its name is never hidden behind another that Enter would do. Typed with
    /// the keys of marks it is found as well.
    pub(crate) fn rows(&self) -> Vec<Item> {
        let typed = self.entry.text();
        let made = [Method::Telex, Method::Vni].into_iter().map(|method| composed(typed, method));
        let ways = std::iter::once(typed.to_owned()).chain(made);
        let found = ways.map(|words| self.called(&fold(&words)));
        found.fold(Vec::new(), |rows, more| if rows.is_empty() { more } else { rows })
    }

    fn called(&self, words: &str) -> Vec<Item> {
        let enters = self.chain.iter().any(|context| ENTERED_FROM.contains(context));
        let types = records::all().iter().filter(|kind| enters && kind.is_entered());
        let items = ROWS.iter().map(Item::Act).chain(types.map(|kind| Item::Enter(kind)));
        let mut rows: Vec<Item> = items.filter(|item| item.matches(words)).collect();
        rows.sort_by_key(|item| (!item.called(words), !item.applies(self.chain), item.rank()));
        rows
    }
}

impl Item {
    /// Everything it is called, in both languages: a command is also looked for by somebody who
    /// reads the other.
    fn names(&self) -> String {
        match self {
            Self::Act(row) => [row.label.vi, row.label.en, row.name].join(" "),
            Self::Enter(kind) => {
                let label = |lang| screens::HOME_NEW.fill(lang, &[kind.label.get(lang)]);
                [label(Lang::Vi), label(Lang::En), kind.name.to_owned()].join(" ")
            }
        }
    }

    fn matches(&self, words: &str) -> bool {
        let doc = match self {
            Self::Act(row) => [row.doc.vi, row.doc.en].join(" "),
            Self::Enter(_) => String::new(),
        };
        begins(words, &[self.names(), doc].join(" "))
    }

    /// What a command is called says more than what its explanation says.
    fn called(&self, words: &str) -> bool {
        begins(words, &self.names())
    }

    /// What lives here alone comes first, what asks for a right behind it, then what the footer
    /// has a key for; moving about last: nobody opens the palette to press an arrow.
    fn rank(&self) -> u8 {
        let moving = |on: &Context| matches!(on, Context::Text | Context::Rows);
        match self {
            Self::Act(row) if row.on.iter().all(moving) => 5,
            Self::Act(row) if !row.keys.is_empty() => 4,
            Self::Act(row) if row.on.contains(&Context::Everywhere) => 3,
            Self::Enter(_) => 2,
            Self::Act(row) => u8::from(row.needs.is_some()),
        }
    }

    fn applies(&self, chain: &[Context]) -> bool {
        match self {
            Self::Act(row) => row.applies(chain),
            Self::Enter(_) => true,
        }
    }
}

/// Whether each of the words begins one of the text.
fn begins(words: &str, text: &str) -> bool {
    let text = fold(text);
    let mut parts = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.all(|word| text.split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with(word)))
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
            Some(Item::Enter(kind)) => match Form::start(desk, kind) {
                Go::Open(form) => Go::Instead(form),
                go => go,
            },
            Some(Item::Act(row)) if row.applies(self.chain) => Go::Do(row.action),
            Some(Item::Act(row)) => {
                let name = row.label.get(desk.lang);
                desk.wrong(Problem::new(&app::NOT_HERE, [name]));
                Go::Stay
            }
            None => Go::Stay,
        }
    }

    fn typed(&mut self, letter: char, _desk: &mut Desk) -> Go {
        // Commands are found without marks: composing would only be in the way of those who type none.
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
