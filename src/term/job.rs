//! Suspending: what Ctrl-Z means to a program that reads it as a key.

use crate::term::tty::Tty;
use rustix::process::{Pid, Signal, getpgid, getpgrp, getppid, getsid, kill_current_process_group};
use std::io;

/// Generations looked through for a shell.
const ANCESTORS: usize = 32;

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

/// Stops the whole group (cargo, a wrapper: else the shell waits on for them) and returns once it
/// goes on and this terminal is its own again, or `ending` says that it is to end.
///
/// # Errors
/// The system refuses to stop it.
pub fn stop_group(tty: &Tty, ending: impl Fn() -> bool) -> io::Result<()> {
    // SIGSTOP, not SIGTSTP: that one is caught here, for those who send it from outside.
    kill_current_process_group(Signal::STOP)?;
    come_back(tty, ending)
}

/// Stops this process alone, as it was asked to from outside; returns as [`stop_group`].
///
/// # Errors
/// The system refuses to stop it.
pub fn stop_self(tty: &Tty, ending: impl Fn() -> bool) -> io::Result<()> {
    rustix::process::kill_process(rustix::process::getpid(), Signal::STOP)?;
    come_back(tty, ending)
}

/// Continued in the background (`bg`), the terminal is somebody else's: stops again.
fn come_back(tty: &Tty, ending: impl Fn() -> bool) -> io::Result<()> {
    while !ending() && !tty.is_ours() {
        rustix::process::kill_process(rustix::process::getpid(), Signal::STOP)?;
    }
    Ok(())
}

fn parent_of(pid: Pid) -> Option<Pid> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
    // The second field is a name in brackets that may hold anything, brackets too.
    let (_, after_name) = stat.rsplit_once(')')?;
    Pid::from_raw(after_name.split_ascii_whitespace().nth(1)?.parse().ok()?)
}
