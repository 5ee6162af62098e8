//! Who sits there: the operators to pick from, the PIN, and the locked screen, which hides what
//! stands below it.

use super::desk::{Desk, LayerId, Why};
use super::entry::Entry;
use super::keymap::{Action, Context, chains};
use super::layer::{Go, Screen};
use crate::domain::Pin;
use crate::lang::errors::operators as pins;
use crate::lang::errors::register as codes;
use crate::lang::{Problem, screens};
use crate::register::{Person, Reply, Request};
use crate::text::fold::fold;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// Who is keying.
    Name,
    /// The PIN of the one who was named.
    Pin,
    /// That the one who went away is back.
    Back,
}

/// The gate.
pub(crate) struct Gate {
    id: LayerId,
    pub(crate) asks: Asks,
    pub(crate) entry: Entry,
    people: Vec<Person>,
    pub(crate) at: usize,
    /// The one whose PIN is asked for.
    pub(crate) name: String,
    /// Whether it hides the screens of somebody who went away.
    pub(crate) locked: bool,
    /// An answer decides where it goes.
    waits: bool,
}

impl Gate {
    /// Asks who is keying.
    pub(crate) fn pick(desk: &mut Desk) -> Self {
        let mut gate = Self {
            id: desk.layer(),
            asks: Asks::Name,
            entry: Entry::default(),
            people: Vec::new(),
            at: 0,
            name: String::new(),
            locked: false,
            waits: false,
        };
        gate.ask_who(desk);
        gate
    }

    /// Hides everything until whoever is keying is back.
    pub(crate) fn lock(desk: &mut Desk) -> Self {
        let name = desk.operator_name().to_owned();
        let (id, entry, people) = (desk.layer(), Entry::default(), Vec::new());
        Self { id, asks: Asks::Back, entry, people, at: 0, name, locked: true, waits: false }
    }

    /// Whether the digits of a PIN are typed.
    pub(crate) fn is_pin(&self, desk: &Desk) -> bool {
        self.asks == Asks::Pin || (self.asks == Asks::Back && desk.has_pin())
    }

    /// The operators that match what is typed.
    pub(crate) fn rows(&self) -> Vec<&Person> {
        let typed = fold(self.entry.text());
        self.people.iter().filter(|person| fold(&person.name).contains(&typed)).collect()
    }

    /// The register did not let in who was named.
    pub(crate) fn refused(&mut self, problem: Problem, desk: &mut Desk) {
        self.waits = false;
        self.entry = Entry::default();
        let of_a_pin = [&pins::PIN_NEEDED, &pins::WRONG_PIN, &pins::PIN_WAIT];
        if of_a_pin.into_iter().any(|code| problem.is(code)) {
            self.asks = Asks::Pin;
            self.name = problem.params.first().cloned().unwrap_or_default();
        } else {
            self.ask_who(desk);
        }
        // That there is a choice, and that a PIN is wanted, is what the gate itself says.
        if !problem.is(&codes::WHICH_OPERATOR) && !problem.is(&pins::PIN_NEEDED) {
            desk.wrong(problem);
        }
    }

    fn ask_who(&mut self, desk: &mut Desk) {
        self.asks = Asks::Name;
        self.entry = Entry::default();
        self.at = 0;
        self.waits = desk.gone.is_none();
        desk.send(self.id, Why::Who, Request::Who);
    }

    fn take(&mut self, desk: &mut Desk) -> Go {
        match self.asks {
            Asks::Name => {
                let typed = crate::text::clean::line(self.entry.text());
                let picked = self.rows().get(self.at).map_or(typed, |person| person.name.clone());
                self.named(picked, desk)
            }
            Asks::Pin => match Pin::read(self.entry.text()) {
                Ok(pin) => {
                    self.waits = true;
                    desk.operator = Some(self.name.clone());
                    desk.hello(Some(pin));
                    Go::Stay
                }
                Err(problem) => self.again(problem, desk),
            },
            Asks::Back if !desk.has_pin() => Go::Back,
            Asks::Back => match Pin::read(self.entry.text()) {
                Ok(pin) => {
                    self.waits = true;
                    desk.send(self.id, Why::Unlock, Request::Unlock { pin: Some(pin) });
                    Go::Stay
                }
                Err(problem) => self.again(problem, desk),
            },
        }
    }

    fn again(&mut self, problem: Problem, desk: &mut Desk) -> Go {
        self.entry = Entry::default();
        desk.wrong(problem);
        Go::Stay
    }

    fn named(&mut self, name: String, desk: &mut Desk) -> Go {
        if name.is_empty() {
            return Go::Stay;
        }
        // Who keys already goes on where they were.
        if name == desk.operator_name() {
            return if self.locked { self.away(desk) } else { Go::Back };
        }
        self.waits = true;
        desk.operator = Some(name);
        desk.hello(None);
        Go::Stay
    }

    fn away(&mut self, desk: &Desk) -> Go {
        self.asks = Asks::Back;
        self.entry = Entry::default();
        desk.operator_name().clone_into(&mut self.name);
        Go::Stay
    }

    fn back(&mut self, desk: &mut Desk) -> Go {
        match self.asks {
            Asks::Pin | Asks::Back => self.ask_who(desk),
            Asks::Name if self.locked => return self.away(desk),
            Asks::Name if desk.who.is_some() => return Go::Back,
            // Below it there is nothing to go back to.
            Asks::Name => desk.say(screens::HOME_BACK),
        }
        Go::Stay
    }
}

impl Screen for Gate {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        if self.asks == Asks::Name { chains::LIST } else { chains::PROMPT }
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        let page = super::list::page(desk);
        if let Some(at) = super::list::moved(self.at, self.rows().len(), action, page) {
            self.at = at;
            return Go::Stay;
        }
        match action {
            Action::Take => self.take(desk),
            Action::Back => self.back(desk),
            // A locked screen is left by who went away, or by who takes their place.
            Action::Close if self.locked && desk.gone.is_none() => Go::Stay,
            Action::Close if self.locked || desk.who.is_none() => Go::Do(Action::Leave),
            Action::Close => Go::Back,
            _ if self.is_pin(desk) && !matches!(action, Action::Erase | Action::EraseNext) => {
                Go::Pass
            }
            _ => {
                let taken = self.entry.act(action);
                self.at = if taken { 0 } else { self.at };
                if taken { Go::Stay } else { Go::Pass }
            }
        }
    }

    fn typed(&mut self, letter: char, desk: &mut Desk) -> Go {
        if self.asks != Asks::Name {
            if self.is_pin(desk) && letter.is_ascii_digit() {
                self.entry.typed(letter, None);
            }
            return Go::Stay;
        }
        let row = letter.to_digit(10).and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
        if let Some(row) = row.filter(|row| self.entry.is_empty() && *row < self.rows().len()) {
            self.at = row;
            return self.take(desk);
        }
        // Names are found without marks: composing would only be in the way.
        self.entry.typed(letter, None);
        self.at = 0;
        Go::Stay
    }

    fn erase(&mut self, _desk: &mut Desk) {
        self.entry.erase();
        self.at = 0;
    }

    fn reply(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        match (why, reply) {
            (Why::Who, Reply::Who(people)) => {
                self.waits = false;
                self.people = people;
            }
            (Why::Unlock, Reply::Done) => return Go::Back,
            (Why::Unlock, Reply::Refused(problem)) => {
                self.waits = false;
                return self.again(problem, desk);
            }
            (_, Reply::Refused(problem)) => {
                self.waits = false;
                desk.wrong(problem);
            }
            _ => {}
        }
        Go::Stay
    }

    fn holding(&self) -> bool {
        self.waits
    }

    fn door_gone(&mut self) {
        self.waits = false;
    }
}
