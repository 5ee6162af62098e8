//! Suspending: what Ctrl-Z means to a program that reads it as a key.

use crate::term::signals::Signals;
use rustix::process::{Signal, getpid, kill_current_process_group, kill_process};
use std::io;
use std::time::Duration;

/// Generations looked through for a shell.
const ANCESTORS: usize = 32;

/// The foreground group of a terminal that is not there.
const NO_TERMINAL: &str = "-1";

/// How long after SIGCONT a signal sent together with it may be seen (`kill %1` of a stopped job).
const WITH_CONTINUE: Duration = Duration::from_secs(1);

/// Whether somebody would bring this program back if it stopped: a process of this session above
/// its own group (a shell with job control).
pub fn has_shell_above() -> bool {
    let Some(own) = Kin::of("self") else { return false };
    let mut above = Kin::of(&own.parent);
    for _ in 0..ANCESTORS {
        match above {
            Some(kin) if kin.session != own.session => return false,
            Some(kin) if kin.group != own.group => return true,
            Some(kin) => above = Kin::of(&kin.parent),
            None => return false,
        }
    }
    false
}

/// Whether this process may draw: it is in the foreground of its terminal, or has none that a shell
/// could want back (none at all, or one that is gone).
pub fn is_in_foreground() -> bool {
    Kin::of("self").is_none_or(|own| [own.group.as_str(), NO_TERMINAL].contains(&&*own.foreground))
}

/// Who stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The whole group (cargo, a wrapper): else the shell waits on for them.
    Group,
    /// This process alone, as it was asked to from outside.
    Process,
}

/// Stops, and returns once it goes on and this terminal is its own again, or it is to end.
/// Continued in the background (`bg`), where the terminal is somebody else's, it stops again.
///
/// # Errors
/// The system refuses to stop it.
pub fn stop(who: Who, signals: &Signals) -> io::Result<()> {
    loop {
        // SIGSTOP, not SIGTSTP: that one is caught here, for those who send it from outside.
        signals.stopped(|| match who {
            Who::Group => Ok(kill_current_process_group(Signal::STOP)?),
            Who::Process => Ok(kill_process(getpid(), Signal::STOP)?),
        })?;
        if is_in_foreground() || signals.ending_soon(WITH_CONTINUE) {
            return Ok(());
        }
    }
}

/// What a process belongs to, as the kernel prints it. Read from there, since a container's first
/// processes have a group and a session from outside it, whose number is 0: no process id to the
/// calls that would tell them.
struct Kin {
    parent: String,
    group: String,
    session: String,
    /// The group in the foreground of its terminal.
    foreground: String,
}

impl Kin {
    /// Of the process of that number, or `self`; None: there is none.
    fn of(pid: &str) -> Option<Self> {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        Self::parse(&stat)
    }

    /// Of proc(5)'s `stat`: number, (name), state, parent, group, session, terminal,
    /// the foreground group of it …
    fn parse(stat: &str) -> Option<Self> {
        // The name may hold anything, brackets too.
        let (_, after_name) = stat.rsplit_once(')')?;
        let mut fields = after_name.split_ascii_whitespace().skip(1);
        let mut next = || fields.next().map(str::to_owned);
        let (parent, group, session, _terminal) = (next()?, next()?, next()?, next()?);
        Some(Self { parent, group, session, foreground: next()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kin_of_a_process_with_any_name_in_any_session() {
        let kin = Kin::parse("42 (a) b ( c) S 1 7 0 34816 9 4194560").unwrap();
        assert_eq!([kin.parent, kin.group, kin.session, kin.foreground], ["1", "7", "0", "9"]);
        assert!(Kin::parse("42 (sh) S 1 0 0 0").is_none());
        assert!(Kin::of("0").is_none());
    }
}
