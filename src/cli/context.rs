//! What every command is given: where the register is, who asks, and how to answer.

use super::language::Early;
use super::out::{self, Out};
use super::places;
use super::progress::Progress;
use crate::domain::{PartialDate, RecordType, Right, Role, Tables, records};
use crate::exchange::ask;
use crate::lang::errors::cli as codes;
use crate::lang::errors::journal::NO_REGISTER;
use crate::lang::errors::register::{READ_ONLY_DAMAGED, ROLE};
use crate::lang::{Lang, Problem};
use crate::register;
use crate::register::{Door, Local, Options, Reply, Request, Welcome};
use crate::term;
use clap::ArgMatches;
use std::cell::Cell;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What every command is given.
pub(super) struct Context {
    /// The language and the form of output.
    pub(super) early: Early,
    /// Stdout.
    pub(super) out: Out,
    /// The operator asked for.
    pub(super) operator: Option<String>,
    /// A register was opened that is damaged: what is read of it may not be all.
    damaged: Cell<bool>,
    register: Option<PathBuf>,
    pin_file: Option<PathBuf>,
}

/// A register that is open.
pub(super) struct Session {
    /// Its door.
    pub(super) door: Box<dyn Door>,
    /// What it said first.
    pub(super) welcome: Welcome,
    /// Its reference tables.
    pub(super) tables: Tables,
    /// Today at +07:00.
    pub(super) today: PartialDate,
}

impl Context {
    /// From the arguments.
    pub(super) fn new(matches: &ArgMatches, early: Early) -> Self {
        Self {
            early,
            out: Out::new(),
            operator: matches.get_one::<String>("operator").cloned(),
            damaged: Cell::new(false),
            register: matches.get_one::<PathBuf>("register").cloned(),
            pin_file: matches.get_one::<PathBuf>("pin-file").cloned(),
        }
    }

    /// The exit code of a command that came so far: damage met on the way is no plain success.
    pub(super) fn ends_with(&self, code: u8) -> u8 {
        if self.damaged.get() { code.max(1) } else { code }
    }

    /// The language.
    pub(super) fn lang(&self) -> Lang {
        self.early.lang
    }

    /// Whether json is wanted.
    pub(super) fn json(&self) -> bool {
        self.early.json
    }

    /// The register's folder.
    pub(super) fn dir(&self) -> Result<PathBuf, Problem> {
        let dir = self.register.clone().or_else(places::register);
        dir.ok_or_else(|| Problem::bare(&codes::NO_HOME))
    }

    /// The register's folder, which is there; what stands in it besides a register may be all there is.
    pub(super) fn folder(&self) -> Result<PathBuf, Problem> {
        let dir = self.dir()?;
        match dir.is_dir() {
            true => Ok(dir),
            false => Err(Problem::new(&NO_REGISTER, [dir.display().to_string()])),
        }
    }

    /// Whether the command line itself names a register; a variable or the default is no word for
    /// what changes one that a person keeps.
    pub(super) fn names_register(&self) -> bool {
        self.register.is_some()
    }

    /// The file that holds the operator's PIN, where a script names one.
    pub(super) fn pin_file(&self) -> Option<PathBuf> {
        self.pin_file.clone().or_else(places::pin_file)
    }

    /// How the register is opened.
    pub(super) fn options(&self, write: bool) -> Result<Options, Problem> {
        Ok(Options {
            dir: self.dir()?,
            write,
            take_over: false,
            state_home: places::state(),
            segment_bytes: None,
        })
    }

    /// Opens the register and says who asks.
    pub(super) fn open(&self, write: bool) -> Result<Session, Problem> {
        let tables = register::tables(&self.dir()?)?;
        let mut door: Box<dyn Door> = Box::new(Local::open(&self.options(write)?)?);
        let (mut pin, mut asked) = (None, false);
        let replies = loop {
            let (user, ssh) = (register::system_user(), places::ssh());
            let hello = Request::Hello { operator: self.operator.clone(), pin, user, ssh };
            let mut bar = Progress::new(self);
            let replies = door.call_with(hello, &mut |done, all| bar.at(done, all));
            bar.end();
            match replies {
                Ok(replies) => break replies,
                Err(refused) => pin = super::pin::after(self, refused, &mut asked)?,
            }
        };
        let Some(Reply::Welcome(welcome)) = replies.into_iter().next() else {
            return Err(ask::unexpected("Hello"));
        };
        let damage = welcome.read_only.as_ref().filter(|why| why.is(&READ_ONLY_DAMAGED));
        self.damaged.set(self.damaged.get() || damage.is_some());
        let refused = welcome.read_only.as_ref().filter(|_| write);
        for notice in welcome.notices.iter().filter(|notice| Some(*notice) != refused) {
            out::notice(notice, self.early);
        }
        if let Some(why) = refused {
            return Err(why.clone());
        }
        Ok(Session { door, welcome: *welcome, tables, today: register::clock::today() })
    }
}

impl Context {
    /// That whoever runs this may mend the register.
    pub(super) fn may_repair(&self) -> Result<(), Problem> {
        self.may(Right::Repair).map(drop)
    }

    /// That whoever runs this has that right; who they are, unless nobody could be asked. What does
    /// not open, or has lost those who have the right, is in the hands of whoever owns its files.
    pub(super) fn may(&self, right: Right) -> Result<Option<Welcome>, Problem> {
        let Ok(mut door) = Local::open(&self.options(false)?) else { return Ok(None) };
        let has = |role: Option<Role>| role.is_some_and(|role| role.may(right));
        let able = |reply: &Reply| match reply {
            Reply::Who(people) => people.iter().any(|who| has(who.role)),
            _ => false,
        };
        if !door.call(Request::Who).is_ok_and(|replies| replies.iter().any(able)) {
            return Ok(None);
        }
        drop(door);
        let session = self.open(false)?;
        let welcome = session.welcome.clone();
        session.close()?;
        match has(welcome.role) {
            true => Ok(Some(welcome)),
            false => Err(Problem::new(&ROLE, right.params())),
        }
    }
}

impl Session {
    /// Ends it: a checkpoint, and the register is free.
    pub(super) fn close(mut self) -> Result<(), Problem> {
        self.door.call(Request::Bye).map(|_| ())
    }
}

/// The record type of an argument that clap has checked.
pub(super) fn type_of(matches: &ArgMatches) -> Result<&'static RecordType, Problem> {
    let name = super::spec::text(matches, "type");
    records::named(name).ok_or_else(|| Problem::new(&codes::UNKNOWN_TYPE, [name]))
}

/// Told of signals that are to end a long command: 0, or the exit code it is to end with.
#[derive(Clone)]
pub(super) struct Ending(Arc<AtomicUsize>);

impl Ending {
    /// From now on; long work ends at its next safe point instead of at once.
    pub(super) fn watch() -> Result<Self, Problem> {
        let code = term::ending_code();
        code.map(Self).map_err(|error| Problem::new(&codes::NO_SIGNALS, [error.to_string()]))
    }

    /// The exit code to end with, if it is to end.
    pub(super) fn code(&self) -> Option<u8> {
        match self.0.load(Ordering::SeqCst) {
            0 => None,
            code => Some(u8::try_from(code).unwrap_or(u8::MAX)),
        }
    }
}

/// Random bytes for request ids.
pub(super) fn seed() -> Result<[u8; 16], Problem> {
    register::clock::random()
}
