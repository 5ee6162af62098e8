//! Wires term, app, ui and the door.
//!
//! Everything that happens (bytes read, a frame written, a signal, a reply) comes through one
//! channel. The loop waits for it without a clock, handles all that is there, then draws once.

mod doors;
mod errands;
pub mod jobs;
mod key_test;
mod program;
pub mod replay;
mod sample;
mod seat;
mod start;
mod turn;

pub use doors::{Link, Opener, Wanted};
pub use key_test::test_keys;
pub use program::Program;
pub use sample::Scratch;
pub use seat::Seat;
pub use turn::{Message, Turns, Wires};

use crate::app::{self, Effect, Event, Model};
use crate::domain::Tables;
use crate::lang::errors::{journal, register, term as words};
use crate::lang::{Lang, Problem};
use crate::register::{Local, Options, clock};
use crate::term::{Caps, Keyboard, Modes, Signals, Tty, one_key};
use crate::ui::{self, Look, Screen};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
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
    /// The system's user and SSH_CONNECTION.
    pub user: (String, String),
    /// The operator asked for on the command line.
    pub operator: Option<String>,
    /// Minutes without a key after which the screen is locked; 0 for never.
    pub lock_after: u32,
    /// Where the clerk's ssh-agent listens.
    pub agent: Option<PathBuf>,
    /// What to open.
    pub what: What,
}

/// Messages that may wait unread; whoever sends more waits, so that a flood fills no memory.
const WAITING: usize = 256;

/// Runs the screens on this process's terminal until the clerk leaves; the exit code.
///
/// # Errors
/// Not a terminal, or one that cannot be drawn on; the register does not open (held, damaged …),
/// or was taken over from elsewhere. The terminal is as it was found.
pub fn run(plan: &Plan) -> Result<u8, Problem> {
    at_terminal(plan.lang, || {
        let link = first_link(plan)?;
        let tables = Arc::new(tables(&plan.what)?);
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
/// Not a terminal, or one that cannot be drawn on; what `begin` refuses; the register was taken
/// over from elsewhere.
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
    turns.run(begun.first, begun.link, &inbox)
}

/// The reference tables as the register amends them.
fn tables(what: &What) -> Result<Tables, Problem> {
    match what {
        What::Register(options) => crate::register::tables(&options.dir),
        What::Sample => Tables::built_in(),
    }
}

/// The door of a register that is there; None: the first run.
fn first_link(plan: &Plan) -> Result<Option<Link>, Problem> {
    let options = match &plan.what {
        What::Sample => return sample::sample(plan.lang, &AtomicBool::new(false)).map(Some),
        What::Register(options) => options,
    };
    // Somebody may be at work there: only who sits here knows whether that is a session of their
    // own that hangs.
    let asked = Options { take_over: false, ..options.clone() };
    let opened = match Local::open(&asked) {
        Err(held) if options.take_over && held.is(&register::HELD) => {
            if !wants_to_take_over(&held, plan.lang) {
                return Err(held);
            }
            Local::open(options)
        }
        opened => opened,
    };
    match opened {
        Ok(local) => Ok(Some(Link::to(local))),
        Err(problem) if options.write && problem.is(&journal::NO_REGISTER) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// Asks on the shell's screen, where nothing is drawn yet.
fn wants_to_take_over(held: &Problem, lang: Lang) -> bool {
    let question = format!("densach: {}\n{} ", held.what(lang), words::TAKE_OVER.get(lang));
    let key = one_key(&question).ok().flatten();
    key.is_some_and(|key| words::YES.contains(&key.to_ascii_lowercase()))
}

/// The real program: app's model, drawn by ui. It tells the model the day, which has no clock and
/// may be left open past midnight.
struct Desk(Model);

impl Program for Desk {
    fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = app::update(&mut self.0, Event::Today(clock::today()));
        effects.extend(app::update(&mut self.0, Event::Clock(clock::now())));
        effects.extend(app::update(&mut self.0, event));
        effects
    }

    fn view(&self, size: (u16, u16), look: Look) -> Screen {
        ui::view(&self.0, size, look)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_each_event_however_long_ago_the_start_was() {
        let long_ago = app::Start::of_a_test();
        assert_ne!(long_ago.today, clock::today());
        let (model, _) = Model::new(long_ago, Arc::new(Tables::built_in().unwrap()));
        let mut desk = Desk(model);
        desk.update(Event::Idle);
        assert_eq!(desk.0.desk.today, clock::today());
    }

    #[test]
    fn the_screens_see_a_register_s_own_amendments() {
        let dir = tempfile::tempdir().unwrap();
        let amendments = "effective,table,code,field,old,new,source\n\
                          2026-05-01,communes_2025,15889,name,Hoằng Phú,Hoằng Phú Mới,x\n";
        std::fs::write(dir.path().join("amendments.csv"), amendments).unwrap();
        let options = Options {
            dir: dir.path().to_owned(),
            write: true,
            take_over: false,
            state_home: None,
            segment_bytes: None,
        };
        let shown = |what| tables(&what).unwrap().areas().get("2025-07:15889").unwrap().shown();
        assert_eq!(shown(What::Register(options)), "xã Hoằng Phú Mới, Thanh Hóa");
        assert_eq!(shown(What::Sample), "xã Hoằng Phú, Thanh Hóa");
    }
}
