//! A bundle or a receipt comes in: its file is chosen; of a bundle it is shown what it would do, and one
//! key takes it.

use super::job::{Errand, Heard, In, Looked, Secret};
use super::{failed, go, held};
use crate::app::conflicts::Conflicts;
use crate::app::desk::{Desk, LayerId};
use crate::app::files::Files;
use crate::app::import::job::{Job, Sort, Told};
use crate::app::import::page;
use crate::app::keymap::{Action, Context, chains};
use crate::app::layer::{Given, Go, Layer, Screen};
use crate::app::list;
use crate::app::prompt::{Asks, Prompt};
use crate::exchange::post::Folder;
use crate::exchange::receipt::Receipt;
use crate::lang::{Problem, errors::app, post as said};
use std::path::{Path, PathBuf};

/// How the names of receipts end.
const RECEIPT: &str = "txt";

/// Where it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    /// A file is chosen.
    Files,
    /// It is being read.
    Looking,
    /// What a bundle would do is looked at.
    Seen,
    /// It is being taken in.
    Taking,
    /// It was taken in.
    Done(Box<In>),
    /// A receipt was.
    Receipt(Box<Receipt>),
    /// It breaks a rule; whether it is held now.
    Refused(Problem, bool),
}

/// The screen.
pub(crate) struct Receive {
    id: LayerId,
    pub(crate) step: Step,
    sort: Sort,
    pub(crate) files: Files,
    pub(crate) file: PathBuf,
    pub(crate) seen: Option<Looked>,
    /// The row of what it would do that stands at the top.
    pub(crate) top: usize,
    /// So much of so much is done.
    pub(crate) far: (u64, u64),
    /// It was opened for that one file.
    alone: bool,
}

/// Rows of what it would do in sight on a screen so high.
pub(crate) fn rows_in(height: u16) -> usize {
    usize::from(height).saturating_sub(12).max(1)
}

impl Receive {
    /// Looks which files there are.
    pub(crate) fn start(desk: &mut Desk, sort: Sort) -> Go {
        let mut screen = Self::new(desk, sort, PathBuf::new());
        screen.files_again(desk);
        Go::Open(Box::new(Layer::Receive(screen)))
    }

    /// Looks at that one.
    pub(crate) fn of(desk: &mut Desk, file: &Path) -> Go {
        let mut screen = Self::new(desk, Sort::Post, file.to_owned());
        screen.alone = true;
        screen.look(file.to_owned(), desk);
        Go::Open(Box::new(Layer::Receive(screen)))
    }

    fn new(desk: &mut Desk, sort: Sort, file: PathBuf) -> Self {
        let (step, files) = (Step::Files, Files::default());
        let id = desk.layer();
        Self { id, step, sort, files, file, seen: None, top: 0, far: (0, 0), alone: false }
    }

    /// Only receipts are wanted.
    pub(crate) fn is_of_receipts(&self) -> bool {
        self.sort == Sort::Receipts
    }

    /// What it would do, in rows below the sums.
    fn rows(&self) -> usize {
        self.seen.as_ref().map_or(0, |seen| seen.taken.first.len())
    }

    fn files_again(&mut self, desk: &mut Desk) {
        self.step = Step::Files;
        self.files = Files::default();
        self.files.waiting = true;
        desk.work(Job::Lists(desk.folders.clone(), self.sort));
    }

    fn look(&mut self, file: PathBuf, desk: &mut Desk) {
        (self.step, self.far, self.top, self.seen) = (Step::Looking, (0, 0), 0, None);
        let is_receipt = file.extension().is_some_and(|end| end == RECEIPT);
        self.file.clone_from(&file);
        go(desk, if is_receipt { Errand::Acknowledge(file) } else { Errand::Look(file) });
    }

    fn take(&mut self, passphrase: Option<Secret>, desk: &mut Desk) {
        let Some(seen) = self.seen.as_ref().map(|seen| seen.id) else { return };
        (self.step, self.far) = (Step::Taking, (0, 0));
        go(desk, Errand::Take { file: self.file.clone(), seen, passphrase });
    }

    /// One step back; a file it was opened for is all there is.
    fn back(&mut self, desk: &mut Desk) -> Go {
        match self.step {
            Step::Files if !self.files.entry.is_empty() => self.files.clear(),
            Step::Files => return Go::Back,
            Step::Taking => {}
            _ if self.alone => {
                desk.give_up_work();
                return Go::Back;
            }
            _ => self.files_again(desk),
        }
        Go::Stay
    }

    /// The receipts that there are now: of the bundle, and of those that came with it.
    fn receipts(&self) -> Vec<String> {
        let Step::Done(done) = &self.step else { return Vec::new() };
        let others = done.after.iter().filter_map(|after| after.went.as_ref().ok());
        let all = std::iter::once(&done.answer).chain(others);
        let name = |path: &Path| Some(path.file_name()?.to_string_lossy().into_owned());
        all.filter_map(|answer| name(&answer.receipt)).collect()
    }

    fn act_done(&mut self, action: Action, desk: &mut Desk) -> Go {
        let open = match &self.step {
            Step::Done(done) => done.answer.taken.counts.open,
            _ => 0,
        };
        match action {
            Action::SendOut if !self.receipts().is_empty() => {
                Go::Open(Box::new(Layer::Prompt(Prompt::place(desk, ""))))
            }
            Action::GoOnWith if open > 0 => match Conflicts::look(desk) {
                Go::Open(layer) => Go::Instead(layer),
                other => other,
            },
            Action::GoOnWith => self.back(desk),
            _ => Go::Pass,
        }
    }

    fn heard(&mut self, heard: Heard, desk: &mut Desk) {
        match (&self.step, heard) {
            (Step::Looking, Heard::Looked(seen)) => {
                self.step = Step::Seen;
                self.seen = Some(*seen);
            }
            (Step::Looking, Heard::Acknowledged(receipt)) => self.step = Step::Receipt(receipt),
            (Step::Looking | Step::Taking, Heard::Refused(problem, held)) => {
                self.step = Step::Refused(problem, held);
            }
            (Step::Taking, Heard::Came(came)) => self.step = Step::Done(came),
            (Step::Done(_), Heard::Carried(count, place)) => {
                desk.say_with(said::CARRIED, [count.to_string(), place]);
            }
            _ => {}
        }
    }

    /// Back to where the work was begun.
    fn stopped(&mut self) {
        self.files.waiting = false;
        match self.step {
            Step::Looking => self.step = Step::Files,
            Step::Taking => self.step = Step::Seen,
            _ => {}
        }
    }
}

impl Screen for Receive {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        match self.step {
            Step::Files => chains::BUNDLE_FILES,
            Step::Looking | Step::Taking => chains::RUNNING,
            Step::Seen => chains::BUNDLE_SEEN,
            Step::Done(_) => chains::BUNDLE_DONE,
            Step::Receipt(_) | Step::Refused(..) => chains::BUNDLE_OVER,
        }
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if matches!(action, Action::Back | Action::Close) {
            return self.back(desk);
        }
        match self.step {
            Step::Files => match action {
                Action::Open => match self.files.chosen() {
                    Some(file) => self.look(file, desk),
                    None => desk.wrong(Problem::bare(&app::NO_LIST)),
                },
                Action::Quarantine => return held::Quarantine::look(desk),
                _ if self.files.act(action, page(desk)) => {}
                _ => return Go::Pass,
            },
            Step::Seen => match list::moved(self.top, self.rows(), action, rows_in(desk.size.1)) {
                Some(top) => {
                    let last = self.rows().saturating_sub(rows_in(desk.size.1));
                    self.top = top.min(last);
                }
                None if action == Action::TakeIn => self.take(None, desk),
                None => return Go::Pass,
            },
            Step::Done(_) | Step::Receipt(_) | Step::Refused(..) => {
                return self.act_done(action, desk);
            }
            Step::Looking | Step::Taking => return Go::Pass,
        }
        Go::Stay
    }

    fn typed(&mut self, letter: char, _desk: &mut Desk) -> Go {
        if self.step == Step::Files {
            self.files.typed(letter);
        }
        Go::Stay
    }

    fn paste(&mut self, text: &str, _desk: &mut Desk) -> Go {
        if self.step == Step::Files {
            self.files.paste(text);
        }
        Go::Stay
    }

    fn erase(&mut self, _desk: &mut Desk) {
        if self.step == Step::Files {
            self.files.entry.erase();
        }
    }

    fn works(&self) -> bool {
        true
    }

    fn told(&mut self, told: Told, desk: &mut Desk) -> Go {
        match told {
            Told::Lists(files) => self.files.take(files),
            Told::Part(done, all) => self.far = (done, all),
            Told::Post(heard) => self.heard(*heard, desk),
            Told::Failed(problem) => {
                let alone = self.alone && self.step == Step::Looking;
                self.stopped();
                if let Some(prompt) = failed(problem, desk) {
                    return Go::Open(Box::new(Layer::Prompt(prompt)));
                }
                if alone {
                    return Go::Back;
                }
            }
            _ => {}
        }
        Go::Stay
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        match given {
            Given::Text(Asks::Passphrase, text) => self.take(Some(Secret(text)), desk),
            Given::Text(Asks::Place, place) => {
                go(desk, Errand::Carry(Folder::Receipts, self.receipts(), place));
            }
            _ => {}
        }
        Go::Stay
    }

    fn holding(&self) -> bool {
        self.files.waiting || matches!(self.step, Step::Looking | Step::Taking)
    }

    fn stops(&self) -> bool {
        self.step != Step::Taking
    }

    fn door_gone(&mut self) {
        self.stopped();
    }
}
