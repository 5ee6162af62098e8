//! What goes out: to whom, what has changed for them, and what awaits its receipt; a bundle is made, and
//! then shown where it lies and how it gets there.

use super::job::{Errand, Heard, Secret};
use super::receive::Receive;
use super::{failed, go};
use crate::app::desk::{Desk, LayerId};
use crate::app::import::job::{Sort, Told};
use crate::app::keymap::{Action, Context, chains};
use crate::app::layer::{Given, Go, Layer, Screen};
use crate::app::list;
use crate::app::prompt::{Asks, Prompt};
use crate::exchange::bundle::Profile;
use crate::exchange::post::{ByHand, Folder, by_hand};
use crate::exchange::standing::{Recipient, Standing, Waits};
use crate::lang::{Label, post as said};

/// Where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To whom, or which bundle that was made already.
    Outbox,
    /// What goes to the one chosen.
    Contents,
    /// It is being made.
    Making,
    /// A bundle that was made: the row of it, and how many records stay behind where it is new.
    Made(usize, Option<u64>),
}

/// What can go to somebody.
pub(crate) struct Way {
    pub(crate) label: Label,
    pub(crate) note: Label,
    profile: Profile,
    snapshot: bool,
}

/// Everything that can, in the order in which it is offered.
static WAYS: [Way; 3] = [
    Way {
        label: said::WAY_CHANGES,
        note: said::WAY_CHANGES_NOTE,
        profile: Profile::Full,
        snapshot: false,
    },
    Way {
        label: said::WAY_FIGURES,
        note: said::WAY_FIGURES_NOTE,
        profile: Profile::Summary,
        snapshot: false,
    },
    Way { label: said::WAY_ALL, note: said::WAY_ALL_NOTE, profile: Profile::Full, snapshot: true },
];

/// A row of the outbox.
pub(crate) enum Row<'s> {
    /// Somebody to send to.
    To(&'s Recipient),
    /// A bundle that awaits its receipt.
    Waits(&'s Waits),
}

/// The screen.
pub(crate) struct Send {
    id: LayerId,
    pub(crate) step: Step,
    /// How it stands, once known.
    pub(crate) standing: Option<Standing>,
    /// The row that the bar stands on.
    pub(crate) at: usize,
    /// What goes, of that recipient's ways.
    pub(crate) way: usize,
    /// The recipient that was chosen.
    chosen: usize,
    /// So much of so much is done.
    pub(crate) far: (u64, u64),
    waiting: bool,
}

/// Rows in sight on a screen so high.
pub(crate) fn page(height: u16) -> usize {
    usize::from(height).saturating_sub(7).max(1)
}

impl Send {
    /// The screen; how it stands is read once it is on top.
    pub(crate) fn start(desk: &mut Desk) -> Go {
        let screen = Self {
            id: desk.layer(),
            step: Step::Outbox,
            standing: None,
            at: 0,
            way: 0,
            chosen: 0,
            far: (0, 0),
            waiting: true,
        };
        Go::Open(Box::new(Layer::Send(screen)))
    }

    /// Recipients, then bundles.
    pub(crate) fn rows(&self) -> Vec<Row<'_>> {
        let Some(standing) = &self.standing else { return Vec::new() };
        let to = standing.to.iter().map(Row::To);
        to.chain(standing.waiting.iter().map(Row::Waits)).collect()
    }

    /// To whom.
    pub(crate) fn recipient(&self) -> Option<&Recipient> {
        self.standing.as_ref()?.to.get(self.chosen)
    }

    /// What can go to them: changes only once something went.
    pub(crate) fn ways(&self) -> impl Iterator<Item = &'static Way> {
        let first = self.recipient().is_none_or(|to| to.full.is_none());
        WAYS.iter().filter(move |way| !first || way.snapshot || way.profile == Profile::Summary)
    }

    /// The bundle that is looked at.
    pub(crate) fn made(&self) -> Option<&Waits> {
        match self.step {
            Step::Made(at, _) => self.standing.as_ref()?.waiting.get(at),
            _ => None,
        }
    }

    /// The lines by which it goes by hand.
    pub(crate) fn by_hand(&self, desk: &Desk) -> Option<ByHand> {
        let file = self.made()?.file.clone()?;
        let (office, target) = (desk.office.as_ref()?, self.standing.as_ref()?.target.as_ref());
        Some(by_hand((&office.dir, Folder::Outbox), &[file], target))
    }

    fn make(&mut self, passphrase: Option<Secret>, desk: &mut Desk) {
        let way = self.ways().nth(self.way);
        let Some((way, to)) = way.zip(self.recipient()) else { return };
        let (recipient, profile, snapshot) = (to.name.clone(), way.profile, way.snapshot);
        (self.step, self.far) = (Step::Making, (0, 0));
        go(desk, Errand::Make { recipient, profile, snapshot, passphrase });
    }

    fn open(&mut self) {
        let to = self.standing.as_ref().map_or(0, |standing| standing.to.len());
        match self.rows().get(self.at) {
            Some(Row::To(_)) => {
                (self.step, self.chosen, self.way) = (Step::Contents, self.at, 0);
            }
            Some(Row::Waits(_)) => self.step = Step::Made(self.at.saturating_sub(to), None),
            None => {}
        }
    }

    fn act_outbox(&mut self, action: Action, desk: &mut Desk) -> Go {
        if let Some(at) = list::moved(self.at, self.rows().len(), action, page(desk.size.1)) {
            self.at = at;
            return Go::Stay;
        }
        match action {
            Action::Open => self.open(),
            Action::Receipts => return Receive::start(desk, Sort::Receipts),
            _ => return Go::Pass,
        }
        Go::Stay
    }

    fn act_contents(&mut self, action: Action, desk: &mut Desk) -> Go {
        let count = self.ways().count();
        if let Some(way) = list::moved(self.way, count, action, count) {
            self.way = way;
            return Go::Stay;
        }
        match action {
            Action::Make => self.make(None, desk),
            _ => return Go::Pass,
        }
        Go::Stay
    }

    fn heard(&mut self, heard: Heard, desk: &mut Desk) {
        match heard {
            Heard::Standing(standing) => self.stands(*standing),
            Heard::Made(None) if self.step == Step::Making => {
                self.step = Step::Contents;
                desk.say(said::NOTHING_NEW);
            }
            Heard::Made(Some(made)) if self.step == Step::Making => {
                let (standing, identity, left) = *made;
                let at = standing.waiting.iter().position(|waits| waits.row.identity == identity);
                self.stands(standing);
                self.step = at.map_or(Step::Outbox, |at| Step::Made(at, Some(left)));
            }
            Heard::Carried(count, place) => {
                desk.say_with(said::CARRIED, [count.to_string(), place]);
                // Where it went is remembered, and offered the next time.
                self.waiting = true;
                go(desk, Errand::Standing);
            }
            _ => {}
        }
    }

    fn stands(&mut self, standing: Standing) {
        // What is looked at may be elsewhere by now, or gone: acknowledged.
        if let (Step::Made(_, left), Some(made)) = (self.step, self.made()) {
            let same = |waits: &Waits| waits.row.identity == made.row.identity;
            let at = standing.waiting.iter().position(same);
            self.step = at.map_or(Step::Outbox, |at| Step::Made(at, left));
        }
        self.waiting = false;
        self.standing = Some(standing);
        self.at = self.at.min(self.rows().len().saturating_sub(1));
    }
}

impl Screen for Send {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        match self.step {
            Step::Outbox => chains::OUTBOX,
            Step::Contents => chains::CONTENTS,
            Step::Making => chains::RUNNING,
            Step::Made(..) => chains::MADE,
        }
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        match (self.step, action) {
            (Step::Making, _) => Go::Pass,
            (Step::Outbox, Action::Back | Action::Close) => Go::Back,
            (_, Action::Back | Action::Close) => {
                self.step = Step::Outbox;
                Go::Stay
            }
            (Step::Outbox, _) => self.act_outbox(action, desk),
            (Step::Contents, _) => self.act_contents(action, desk),
            (Step::Made(..), Action::SendOut) if self.made().is_some_and(|m| m.file.is_some()) => {
                let target = self.standing.as_ref().and_then(|standing| standing.target.as_ref());
                let known = target.map(|target| target.place.to_string()).unwrap_or_default();
                Go::Open(Box::new(Layer::Prompt(Prompt::place(desk, &known))))
            }
            _ => Go::Pass,
        }
    }

    fn works(&self) -> bool {
        true
    }

    fn told(&mut self, told: Told, desk: &mut Desk) -> Go {
        match told {
            Told::Part(done, all) => self.far = (done, all),
            Told::Post(heard) => self.heard(*heard, desk),
            Told::Failed(problem) => {
                self.waiting = false;
                if self.step == Step::Making {
                    self.step = Step::Contents;
                }
                if let Some(prompt) = failed(problem, desk) {
                    return Go::Open(Box::new(Layer::Prompt(prompt)));
                }
            }
            _ => {}
        }
        Go::Stay
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        match given {
            Given::Text(Asks::Passphrase, text) => self.make(Some(Secret(text)), desk),
            Given::Text(Asks::Place, place) => {
                let name = self.made().map(|made| made.row.file.clone());
                go(desk, Errand::Carry(Folder::Outbox, name.into_iter().collect(), place));
            }
            _ => {}
        }
        Go::Stay
    }

    fn focus(&mut self, desk: &mut Desk) {
        // Back from a receipt, too, which moves what awaits it.
        if self.step != Step::Making {
            self.waiting = true;
            go(desk, Errand::Standing);
        }
    }

    fn holding(&self) -> bool {
        self.waiting || self.step == Step::Making
    }

    fn stops(&self) -> bool {
        self.step != Step::Making
    }

    fn door_gone(&mut self) {
        self.waiting = false;
        if self.step == Step::Making {
            self.step = Step::Contents;
        }
    }
}
