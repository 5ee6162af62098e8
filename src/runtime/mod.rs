//! Wires term, app, ui and the door.
//!
//! Everything that happens (bytes read, a frame written, a signal, a reply) comes through one
//! channel. The loop waits for it without a clock, handles all that is there, then draws once.

mod doors;
mod seat;
mod start;
mod turn;

pub use doors::{Link, Opener, Scratch, Wanted};
pub use seat::Seat;
pub use turn::{Message, Program, Turns, Wires};

use crate::app::{self, Effect, Event, Model};
use crate::domain::Tables;
use crate::lang::errors::term as words;
use crate::lang::{Lang, Problem};
use crate::register::{Local, Options};
use crate::term::{Caps, Keyboard, Modes, Signals, Tty};
use crate::ui::{self, Look, Screen};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

/// What the screens are to open.
#[derive(Clone, Debug)]
pub enum What {
    /// That register; the first run where there is none.
    Register(Options),
    /// A throw-away register with the invented sample.
    Sample,
}

/// How the screens start.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The language.
    pub lang: Lang,
    /// The operator asked for on the command line.
    pub operator: Option<String>,
    /// What to open.
    pub what: What,
}

/// Messages that may wait unread; whoever sends more waits, so that a flood fills no memory.
const WAITING: usize = 256;

/// Runs the screens on this process's terminal until the clerk leaves; the exit code.
///
/// # Errors
/// Not a terminal, or one that cannot be drawn on; the register does not open (held, damaged …).
/// The terminal is as it was found.
pub fn run(plan: &Plan) -> Result<u8, Problem> {
    at_terminal(plan.lang, || {
        let tables = Arc::new(Tables::built_in()?);
        let link = first_link(plan)?;
        let start = start::start(plan, link.is_some())?;
        let (model, first) = Model::new(start, tables);
        Ok(Begun { program: Desk(model), first, link, opener: doors::opener(plan) })
    })
}

/// A program about to run.
pub struct Begun<P> {
    /// It.
    pub program: P,
    /// What it wants done first.
    pub first: Vec<Effect>,
    /// The door that is open already.
    pub link: Option<Link>,
    /// Opens others.
    pub opener: Opener,
}

/// Runs any program on this process's terminal. `begin` is called once it is known to be one, and
/// before the screens are on it: what it refuses is said on the shell's own screen.
///
/// # Errors
/// Not a terminal, or one that cannot be drawn on; what `begin` refuses.
pub fn at_terminal<P: Program>(
    lang: Lang,
    begin: impl FnOnce() -> Result<Begun<P>, Problem>,
) -> Result<u8, Problem> {
    let caps = Caps::of_this_process()?;
    let (output, screen) = (Tty::output()?, Tty::output()?);
    let begun = begin()?;
    let (tell, inbox) = sync_channel(WAITING);
    let signal = tell.clone();
    // With the loop gone, nobody is left to tell.
    let signals = Signals::watch(move |came| drop(signal.send(Message::Signal(came))))
        .map_err(|error| doors::no_thread(&error))?;
    let modes = Modes::enter(&screen, words::BROKEN.get(lang))?;
    let wires = Wires {
        input: Box::new(Keyboard::new(&modes)?),
        output: Box::new(output),
        seat: Box::new(seat::AtTerminal::new(screen, modes, signals, lang)),
        caps,
        opener: begun.opener,
    };
    let turns = Turns::new(begun.program, wires, tell).map_err(|error| doors::no_thread(&error))?;
    Ok(turns.run(begun.first, begun.link, &inbox))
}

/// The door of a register that is there; None: the first run.
fn first_link(plan: &Plan) -> Result<Option<Link>, Problem> {
    match &plan.what {
        What::Sample => doors::sample().map(Some),
        What::Register(options) => match Local::open(options) {
            Ok(local) => Ok(Some(Link::to(local))),
            Err(problem) => Err(problem),
        },
    }
}

/// The real program: app's model, drawn by ui.
struct Desk(Model);

impl Program for Desk {
    fn update(&mut self, event: Event) -> Vec<Effect> {
        app::update(&mut self.0, event)
    }

    fn view(&self, size: (u16, u16), look: Look) -> Screen {
        ui::view(&self.0, size, look)
    }
}
