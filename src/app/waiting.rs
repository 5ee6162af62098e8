//! Nothing to key yet: the register is being opened, or closed.

use super::desk::{Desk, LayerId};
use super::keymap::{Action, Context, chains};
use super::layer::{Go, Screen};
use crate::lang::Label;

/// What is waited for.
pub(crate) struct Waiting {
    id: LayerId,
    pub(crate) what: Label,
    /// Keys typed meanwhile are kept for the screen that comes.
    holds: bool,
}

impl Waiting {
    pub(crate) fn new(desk: &mut Desk, what: Label, holds: bool) -> Self {
        Self { id: desk.layer(), what, holds }
    }
}

impl Screen for Waiting {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        // Where the register cannot be opened the only thing left to do is to leave.
        chains::WAITING
    }

    fn act(&mut self, _action: Action, _desk: &mut Desk) -> Go {
        Go::Pass
    }

    fn door_gone(&mut self) {
        self.holds = false;
    }

    fn holding(&self) -> bool {
        self.holds
    }
}
