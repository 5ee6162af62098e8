//! A question answered with yes (Enter) or no (Esc).

use super::desk::{Desk, LayerId};
use super::keymap::{Action, Context, chains};
use super::layer::{Given, Go, Screen};
use crate::lang::Label;
use crate::register::UndoWhat;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Asks {
    /// To leave the program.
    Leave,
    /// To fill the fields from the current one on with the cells of a pasted row.
    PasteRow(Vec<String>),
    /// To undo that.
    Undo(UndoWhat),
    /// To do again what was undone last.
    Redo,
    /// To take a field's value away from all these records.
    TakeAway,
    /// To take what is entered for the record of that place.
    Same,
    /// To merge two records.
    Merge,
    /// To give a form up with its draft.
    DropDraft,
    /// To throw a file in quarantine away.
    ThrowAway(String),
    /// To throw the draft of that request away.
    DropDraftOf([u8; 16]),
}

/// The question.
pub(crate) struct Confirm {
    id: LayerId,
    /// What the question is about, line by line.
    pub(crate) about: Vec<String>,
    pub(crate) question: Label,
    pub(crate) params: Vec<String>,
    asks: Option<Asks>,
}

impl Confirm {
    pub(crate) fn new(desk: &mut Desk, question: Label, params: Vec<String>, asks: Asks) -> Self {
        Self { id: desk.layer(), about: Vec::new(), question, params, asks: Some(asks) }
    }

    pub(crate) fn about(mut self, lines: Vec<String>) -> Self {
        self.about = lines;
        self
    }
}

impl Screen for Confirm {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::CONFIRM
    }

    fn act(&mut self, action: Action, _desk: &mut Desk) -> Go {
        match (action, self.asks.take()) {
            (Action::Yes, Some(asks)) => Go::Give(Given::Yes(asks)),
            (_, asks) => {
                self.asks = asks;
                Go::Pass
            }
        }
    }
}
