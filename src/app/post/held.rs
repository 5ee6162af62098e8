//! What is held in quarantine: each file with why; one key tries it again once the gap or the trust is
//! mended.

use super::go;
use super::job::{Errand, Heard, HeldRow};
use super::receive::Receive;
use crate::app::confirm::{Asks, Confirm};
use crate::app::desk::{Desk, LayerId};
use crate::app::import::job::Told;
use crate::app::keymap::{Action, Context, chains};
use crate::app::layer::{Given, Go, Layer, Screen};
use crate::app::list;
use crate::lang::post as said;

/// Rows that a file takes: its name, and why.
pub(crate) const ROWS: usize = 2;

/// The screen.
pub(crate) struct Quarantine {
    id: LayerId,
    pub(crate) all: Vec<HeldRow>,
    pub(crate) at: usize,
    pub(crate) waiting: bool,
}

/// Files in sight on a screen so high; what is to be done about one stands below them.
pub(crate) fn page(height: u16) -> usize {
    (usize::from(height).saturating_sub(8) / ROWS).max(1)
}

impl Quarantine {
    /// The screen; what is held is read once it is on top.
    pub(crate) fn look(desk: &mut Desk) -> Go {
        let screen = Self { id: desk.layer(), all: Vec::new(), at: 0, waiting: true };
        Go::Open(Box::new(Layer::Quarantine(screen)))
    }

    /// The file that the bar stands on.
    pub(crate) fn here(&self) -> Option<&HeldRow> {
        self.all.get(self.at)
    }
}

impl Screen for Quarantine {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::QUARANTINE
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if let Some(at) = list::moved(self.at, self.all.len(), action, page(desk.size.1)) {
            self.at = at;
            return Go::Stay;
        }
        let Some((held, _)) = self.here() else { return Go::Pass };
        match action {
            Action::TryAgain => Receive::of(desk, &held.file.path),
            Action::ThrowAway => {
                let name = held.file.name.clone();
                let asks = Asks::ThrowAway(name.clone());
                let about = vec![said::THROW_AWAY_ABOUT.get(desk.lang).to_owned()];
                let confirm = Confirm::new(desk, said::THROW_AWAY, vec![name], asks).about(about);
                Go::Open(Box::new(Layer::Confirm(confirm)))
            }
            _ => Go::Pass,
        }
    }

    fn works(&self) -> bool {
        true
    }

    fn told(&mut self, told: Told, desk: &mut Desk) -> Go {
        match told {
            Told::Post(heard) => {
                if let Heard::Held(all) = *heard {
                    self.at = self.at.min(all.len().saturating_sub(1));
                    (self.all, self.waiting) = (all, false);
                }
            }
            Told::Failed(problem) => {
                self.waiting = false;
                desk.wrong(problem);
            }
            _ => {}
        }
        Go::Stay
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        if let Given::Yes(Asks::ThrowAway(name)) = given {
            desk.say_with(said::THROWN_AWAY, [name.clone()]);
            self.waiting = true;
            go(desk, Errand::ThrowAway(name));
        }
        Go::Stay
    }

    fn focus(&mut self, desk: &mut Desk) {
        // Back from a file that was tried again, too.
        self.waiting = true;
        go(desk, Errand::Held);
    }

    fn holding(&self) -> bool {
        self.waiting
    }

    fn stops(&self) -> bool {
        true
    }

    fn door_gone(&mut self) {
        self.waiting = false;
    }
}
