//! The program without a terminal: keys go into the real model, what it wants of the register goes
//! through a real door.

use super::forms::Stack;
use crate::app::{Context, Effect, Event, Model, Start, update};
use crate::domain::{PartialDate, RecordId, RecordType, Tables, records};
use crate::exchange::ask;
use crate::keys::Key;
use crate::lang::errors::app::NOT_SAVED;
use crate::lang::{Lang, Problem};
use crate::register::clock;
use crate::register::{Door, Local, Options, Reply, Request};
use std::sync::Arc;
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The model and its door.
pub(super) struct Player {
    pub(super) model: Model,
    door: Local,
    effects: Vec<Effect>,
    /// Whether the register has let the clerk in: what it refuses later, the screens say.
    let_in: bool,
    /// The record saved last.
    pub(super) saved: Option<RecordId>,
}

impl Player {
    /// At home in that register.
    pub(super) fn start(
        options: &Options,
        operator: Option<String>,
        tables: &Arc<Tables>,
        (today, seed): (PartialDate, [u8; 16]),
    ) -> Result<Self, Problem> {
        let start = Start {
            // The clerk's Telex is on where the screens are Vietnamese.
            lang: Lang::Vi,
            today,
            user: (crate::register::system_user(), String::new()),
            operator,
            register: true,
            read_only: false,
            sample: false,
            lock_after: 0,
            folders: Vec::new(),
            maps: None,
            outgoing: std::path::PathBuf::new(),
            office: None,
            seed,
        };
        let (model, effects) = Model::new(start, Arc::clone(tables));
        let door = Local::open(options)?;
        let mut player = Self { model, door, effects, let_in: false, saved: None };
        player.event(Event::Opened)?;
        while !player.is_at(Context::Home) {
            player.hear(true)?;
        }
        player.let_in = true;
        player.settle()?;
        // A draft left open comes by itself; it is not of this stack.
        if player.is_at(Context::Form) {
            player.press(&[Key::Esc])?;
        }
        Ok(player)
    }

    fn is_at(&self, context: Context) -> bool {
        self.model.contexts().contains(&context)
    }

    /// Opens a new form in the layout of that stack.
    pub(super) fn open(&mut self, stack: &Stack) -> Result<(), Problem> {
        let layout = &stack.layout;
        let entry = home_number(stack.kind).ok_or_else(|| Problem::bare(&NOT_SAVED))?;
        self.press(&[Key::Char(entry)])?;
        let name = layout.name.as_str();
        if self.model.form_layout().is_some_and(|now| now != name) {
            self.command("change_layout")?;
            self.event(Event::Paste([name, layout.label(Lang::Vi)].join(" ")))?;
            self.press(&[Key::Enter])?;
        }
        if stack.grid {
            self.command("grid")?;
        }
        match self.model.form_layout() == Some(name) {
            true => Ok(()),
            false => Err(Problem::bare(&NOT_SAVED)),
        }
    }

    fn command(&mut self, name: &str) -> Result<(), Problem> {
        self.press(&[Key::Ctrl('k')])?;
        let keys: Vec<Key> = name.chars().map(Key::Char).chain([Key::Enter]).collect();
        self.press(&keys)
    }

    /// Gives the form up and goes home.
    pub(super) fn drop_form(&mut self) -> Result<(), Problem> {
        while !self.is_at(Context::Form) && !self.is_at(Context::Home) {
            self.press(&[Key::Esc])?;
        }
        if self.is_at(Context::Form) {
            self.command("drop_draft")?;
            self.press(&[Key::Enter])?;
        }
        Ok(())
    }

    /// Goes home, as a clerk does at the end of the stack.
    pub(super) fn leave(mut self) -> Result<(), Problem> {
        self.press(&[Key::Esc])?;
        self.door.call(Request::Bye).map(|_| ())
    }

    /// Presses keys one by one, each once the one before has done what it does.
    pub(super) fn press(&mut self, keys: &[Key]) -> Result<(), Problem> {
        for key in keys {
            self.event(Event::Key(*key))?;
            self.settle()?;
        }
        Ok(())
    }

    fn event(&mut self, event: Event) -> Result<(), Problem> {
        self.effects.extend(update(&mut self.model, Event::Clock(clock::now())));
        let more = update(&mut self.model, event);
        self.effects.extend(more);
        for effect in std::mem::take(&mut self.effects) {
            if let Effect::Send(envelope) = effect {
                self.door.send(envelope)?;
            }
        }
        Ok(())
    }

    /// Takes what has been answered; waits only where keys would.
    fn settle(&mut self) -> Result<(), Problem> {
        while self.hear(self.model.is_waiting())? {}
        Ok(())
    }

    fn hear(&mut self, waits: bool) -> Result<bool, Problem> {
        let wait = if waits { PATIENCE } else { Duration::ZERO };
        let Some(reply) = self.door.next(Some(wait))? else {
            return if waits { Err(ask::unexpected("silence")) } else { Ok(false) };
        };
        if let Reply::Saved { revs, .. } = &reply.body {
            self.saved = revs.first().map(|(id, _)| *id);
        }
        if let (Reply::Refused(problem), false) = (&reply.body, self.let_in) {
            return Err(problem.clone());
        }
        self.event(Event::Reply(Box::new(reply)))?;
        Ok(true)
    }
}

/// Under which number home opens a new record of a type: the first type, look-up, then the others.
fn home_number(kind: &RecordType) -> Option<char> {
    let entered = records::all().iter().filter(|kind| kind.is_entered());
    let place = entered.map(|kind| kind.kind).position(|of| of == kind.kind)?;
    let number = if place == 0 { 1 } else { place + 2 };
    u32::try_from(number).ok().and_then(|number| char::from_digit(number, 10))
}
