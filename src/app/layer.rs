//! The stack of screens. Each screen is a layer: it says in which contexts it is, takes actions,
//! letters and replies, and answers with where to go.

use super::desk::{Desk, LayerId, Why};
use super::keymap::{Action, Context};
use super::{
    alike, bulk, confirm, conflicts, find, first, form, gate, help, home, import, list, outgoing,
    palette, post, prompt, record, status, waiting,
};
use crate::domain::{Kind, RecordId, Rev, Value};
use crate::register::{Reply, Shown};

/// Where to go after a key or a reply.
pub(crate) enum Go {
    /// Nowhere.
    Stay,
    /// Nowhere, though it was to be left: what was typed ahead was meant for another screen.
    Refused,
    /// It is none of this screen's actions.
    Pass,
    /// One layer back.
    Back,
    /// On top of this one.
    Open(Box<Layer>),
    /// In place of this one.
    Instead(Box<Layer>),
    /// One layer back, handing that over.
    Give(Given),
    /// The action, taken by the layer below.
    Do(Action),
}

/// What a closing layer hands to the one below.
pub(crate) enum Given {
    /// A value chosen for a field, with its wording.
    Value(Value, String),
    /// The draft of that place chosen.
    Draft(usize),
    /// The layout of that name chosen.
    Layout(String),
    /// A record chosen, with its title.
    Record(RecordId, String),
    /// The answer to a question.
    Text(prompt::Asks, String),
    /// Yes.
    Yes(confirm::Asks),
    /// The act on the marked records is done.
    Done,
    /// A bulk edit is done; these it left as they were.
    Left(Vec<RecordId>),
    /// The field of that tag chosen.
    Field(u16),
    /// That record, of the row of that place, is another person's.
    Apart(RecordId, usize),
    /// That record is the one that is being entered.
    Same(Box<Shown>),
    /// Two records were merged or told apart: the record that says so, and its revision.
    Settled(RecordId, Rev),
}

/// What every screen does.
pub(crate) trait Screen {
    /// Its number.
    fn id(&self) -> LayerId;
    /// The contexts it is in now, most special first.
    fn contexts(&self) -> &'static [Context];
    /// Takes an action.
    fn act(&mut self, action: Action, desk: &mut Desk) -> Go;
    /// Takes a typed letter.
    fn typed(&mut self, _letter: char, _desk: &mut Desk) -> Go {
        Go::Stay
    }
    /// Takes a cleaned paste.
    fn paste(&mut self, _text: &str, _desk: &mut Desk) -> Go {
        Go::Stay
    }
    /// An erasing key in the middle of letters: an outside input method recomposing.
    fn erase(&mut self, _desk: &mut Desk) {}
    /// Takes a reply.
    fn reply(&mut self, _why: Why, _reply: Reply, _desk: &mut Desk) -> Go {
        Go::Stay
    }
    /// Whether it has work done aside.
    fn works(&self) -> bool {
        false
    }
    /// Takes what is told of the work aside.
    fn told(&mut self, _told: import::job::Told, _desk: &mut Desk) -> Go {
        Go::Stay
    }
    /// Takes what the layer above handed over.
    fn given(&mut self, _given: Given, _desk: &mut Desk) -> Go {
        Go::Stay
    }
    /// It is on top (again).
    fn focus(&mut self, _desk: &mut Desk) {}
    /// Those records were changed by something else than this screen.
    fn changed(&mut self, _revs: &[(RecordId, Rev)], _desk: &mut Desk) {}
    /// Nothing was typed for a while.
    fn idle(&mut self, _desk: &mut Desk) {}
    /// The program ends, or this layer does: keep what is not saved.
    fn keep(&mut self, _desk: &mut Desk) {}
    /// The raw keys of the word being typed are wanted back.
    fn raw(&mut self, _word: &str) {}
    /// No answer will come any more.
    fn door_gone(&mut self) {}
    /// The type of record it is about: a look-up over it begins with that.
    fn about(&self) -> Option<Kind> {
        None
    }
    /// Whether keys have to wait for an answer.
    fn holding(&self) -> bool {
        false
    }
    /// Whether Esc stops what keys wait for, without waiting itself.
    fn stops(&self) -> bool {
        false
    }
}

/// The screens.
pub(crate) enum Layer {
    Waiting(waiting::Waiting),
    First(first::First),
    Gate(gate::Gate),
    Home(home::Home),
    Form(form::Form),
    Find(find::Find),
    Record(record::View),
    Alike(alike::Panel),
    Pairs(alike::Pairs),
    Sides(alike::Sides),
    Conflicts(conflicts::Conflicts),
    Send(post::send::Send),
    Receive(post::receive::Receive),
    Quarantine(post::held::Quarantine),
    Status(status::StatusAct),
    Bulk(bulk::Bulk),
    Import(import::Import),
    Out(outgoing::Out),
    Help(help::Help),
    Palette(palette::Palette),
    List(list::List),
    Prompt(prompt::Prompt),
    Confirm(confirm::Confirm),
}

impl Layer {
    /// The screen.
    pub(crate) fn screen(&mut self) -> &mut dyn Screen {
        match self {
            Self::Waiting(screen) => screen,
            Self::First(screen) => screen,
            Self::Gate(screen) => screen,
            Self::Home(screen) => screen,
            Self::Form(screen) => screen,
            Self::Find(screen) => screen,
            Self::Record(screen) => screen,
            Self::Alike(screen) => screen,
            Self::Pairs(screen) => screen,
            Self::Sides(screen) => screen,
            Self::Conflicts(screen) => screen,
            Self::Send(screen) => screen,
            Self::Receive(screen) => screen,
            Self::Quarantine(screen) => screen,
            Self::Status(screen) => screen,
            Self::Bulk(screen) => screen,
            Self::Import(screen) => screen,
            Self::Out(screen) => screen,
            Self::Help(screen) => screen,
            Self::Palette(screen) => screen,
            Self::List(screen) => screen,
            Self::Prompt(screen) => screen,
            Self::Confirm(screen) => screen,
        }
    }

    /// The screen, to look at.
    pub(crate) fn seen(&self) -> &dyn Screen {
        match self {
            Self::Waiting(screen) => screen,
            Self::First(screen) => screen,
            Self::Gate(screen) => screen,
            Self::Home(screen) => screen,
            Self::Form(screen) => screen,
            Self::Find(screen) => screen,
            Self::Record(screen) => screen,
            Self::Alike(screen) => screen,
            Self::Pairs(screen) => screen,
            Self::Sides(screen) => screen,
            Self::Conflicts(screen) => screen,
            Self::Send(screen) => screen,
            Self::Receive(screen) => screen,
            Self::Quarantine(screen) => screen,
            Self::Status(screen) => screen,
            Self::Bulk(screen) => screen,
            Self::Import(screen) => screen,
            Self::Out(screen) => screen,
            Self::Help(screen) => screen,
            Self::Palette(screen) => screen,
            Self::List(screen) => screen,
            Self::Prompt(screen) => screen,
            Self::Confirm(screen) => screen,
        }
    }
}
