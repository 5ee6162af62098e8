//! Suspending: what Ctrl-Z means to a program that reads it as a key.

use crate::term::signals::Signals;
use crate::term::tty::Tty;
use rustix::process::{Pid, Signal, getpgid, getpgrp, getpid, getppid, getsid};
use rustix::process::{kill_current_process_group, kill_process};
use std::io;
use std::time::Duration;

/// Generations looked through for a shell.
const ANCESTORS: usize = 32;

/// How long after SIGCONT a signal sent together with it may be seen (`kill %1` of a stopped job).
const WITH_CONTINUE: Duration = Duration::from_millis(100);

/// Whether somebody would bring this program back if it stopped: a process of this session above
/// its own group (a shell with job control).
pub fn has_shell_above() -> bool {
    let (own_group, Ok(session)) = (getpgrp(), getsid(None)) else { return false };
    let mut above = getppid();
    for _ in 0..ANCESTORS {
        let Some(pid) = above else { return false };
        if getsid(Some(pid)) != Ok(session) {
            return false;
        }
        match getpgid(Some(pid)) {
            Ok(group) if group != own_group => return true,
            Ok(_) => above = parent_of(pid),
            Err(_) => return false,
        }
    }
    false
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
pub fn stop(who: Who, tty: &Tty, signals: &Signals) -> io::Result<()> {
    loop {
        // SIGSTOP, not SIGTSTP: that one is caught here, for those who send it from outside.
        signals.stopped(|| match who {
            Who::Group => Ok(kill_current_process_group(Signal::STOP)?),
            Who::Process => Ok(kill_process(getpid(), Signal::STOP)?),
        })?;
        if tty.is_ours() || signals.ending_soon(WITH_CONTINUE) {
            return Ok(());
        }
    }
}

fn parent_of(pid: Pid) -> Option<Pid> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
    // The second field is a name in brackets that may hold anything, brackets too.
    let (_, after_name) = stat.rsplit_once(')')?;
    Pid::from_raw(after_name.split_ascii_whitespace().nth(1)?.parse().ok()?)
}
