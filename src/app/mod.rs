//! Model, screens, actions, keymap, update. Pure: touches neither a disk nor a terminal nor a
//! clock; what it wants done it says as [`Effect`]s.

pub(crate) mod alike;
pub(crate) mod bulk;
pub(crate) mod changes;
pub(crate) mod confirm;
pub(crate) mod conflicts;
pub(crate) mod desk;
pub(crate) mod entry;
pub(crate) mod fields;
pub(crate) mod files;
pub(crate) mod find;
pub(crate) mod first;
pub(crate) mod form;
pub(crate) mod gate;
pub(crate) mod help;
pub(crate) mod home;
pub mod import;
mod key_test;
pub(crate) mod keyer;
pub mod keymap;
pub(crate) mod layer;
pub(crate) mod list;
pub(crate) mod model;
pub mod outgoing;
pub(crate) mod palette;
pub mod post;
pub(crate) mod prompt;
pub(crate) mod record;
pub mod replay;
pub(crate) mod status;
pub(crate) mod waiting;
pub(crate) mod words;

use import::job::{Job, Setting, Told};
pub use key_test::KeyTest;
pub use keymap::{Action, Context};
pub use model::{Model, update};

use crate::domain::PartialDate;
use crate::keys::Key;
use crate::lang::{Lang, Problem};
use crate::register::{Envelope, NewRegister, Reply, Request};
use std::path::PathBuf;

/// What happens to the program.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A key.
    Key(Key),
    /// Letters that arrived in one read together with erasing keys (each stands in it as U+0008)
    /// or already composed: an outside input method at work. Plain typing comes as keys.
    Typed(String),
    /// A bracketed paste, as it came.
    Paste(String),
    /// The terminal's size: columns, rows.
    Size(u16, u16),
    /// From the door.
    Reply(Box<Envelope<Reply>>),
    /// The door to a register is open (after `Effect::Create` or at start).
    Opened,
    /// Creating or opening failed, or the door is gone.
    Failed(Problem),
    /// The terminal hung up, or the program is told to end: keep the draft. The runtime exits
    /// once the effects are carried out.
    HangUp,
    /// Back from a suspension.
    Resumed,
    /// What day it is at +07:00; forms are checked by it from now on.
    Today(PartialDate),
    /// What time it is, in milliseconds since 1970 (UTC): the keys that follow were pressed then.
    Clock(i64),
    /// Nothing was typed for as long as [`Effect::IdleAfter`] said; sent once.
    Idle,
    /// Something to tell the clerk; nothing else has changed (Ctrl-Z without a shell above).
    Notice(Problem),
    /// From the work aside of that number.
    Worked(u64, Told),
}

/// What the program is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send to the door.
    Send(Envelope<Request>),
    /// Make a register and open its door.
    Create(NewRegister),
    /// Make a throw-away register with the invented sample and open its door.
    OpenSample,
    /// Suspend (Ctrl-Z).
    Suspend,
    /// Repaint everything.
    Repaint,
    /// From colours to none, then to ASCII borders, and back.
    NextLook,
    /// Ring once.
    Bell,
    /// Send one [`Event::Idle`] once nothing was typed for that many milliseconds; a newer one
    /// takes its place, 0 takes it back. None stands at the start.
    IdleAfter(u32),
    /// Do that aside, on a thread and through a door of its own; [`Event::Worked`] tells of it with that
    /// number. A newer one takes its place.
    Work {
        /// Its number.
        number: u64,
        /// What.
        job: Job,
        /// For which desk.
        setting: Setting,
    },
    /// Have the work aside end at its next safe point.
    StopWork,
    /// Leave with that exit code.
    Quit(u8),
}

/// What comes in from outside when the program starts. Pure: all of it is given.
#[derive(Clone, Debug)]
pub struct Start {
    /// The language.
    pub lang: Lang,
    /// Today at +07:00.
    pub today: PartialDate,
    /// The system's user and SSH_CONNECTION, for Hello.
    pub user: (String, String),
    /// The operator asked for on the command line.
    pub operator: Option<String>,
    /// Whether there is a register to open (else: the first run).
    pub register: bool,
    /// Only look.
    pub read_only: bool,
    /// It is the throw-away register with the invented sample.
    pub sample: bool,
    /// Minutes without a key after which the screen is locked; 0 for never.
    pub lock_after: u32,
    /// The folders in which lists are looked for that are to be taken in.
    pub folders: Vec<PathBuf>,
    /// The folder in which it is remembered where their columns went; None: it is not.
    pub maps: Option<PathBuf>,
    /// The folder that lists and sheets go out into.
    pub outgoing: PathBuf,
    /// Where the register's post is; None: a register without one.
    pub office: Option<post::job::OfficeAt>,
    /// Random bytes for request ids: the first is this, later ones count up from it.
    pub seed: [u8; 16],
}

#[cfg(test)]
impl Start {
    /// The start of a unit test: a register is there, nobody is named.
    pub(crate) fn of_a_test() -> Self {
        Self {
            lang: Lang::Vi,
            today: PartialDate { year: 2026, month: 6, day: 1 },
            user: (String::new(), String::new()),
            operator: None,
            register: true,
            read_only: false,
            sample: false,
            lock_after: 10,
            folders: Vec::new(),
            maps: None,
            outgoing: PathBuf::new(),
            office: None,
            seed: [0; 16],
        }
    }
}
