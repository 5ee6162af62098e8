//! Where the program is seen and typed at: its size, and how it is left for a while and for good.

use crate::lang::errors::term as codes;
use crate::lang::{Lang, Problem};
use crate::term::{Modes, Signals, Tty, job};
use std::io::Write;

/// The place a clerk sits at.
pub trait Seat {
    /// Columns and rows.
    fn size(&self) -> (u16, u16);

    /// Ctrl-Z: stops, and returns once it is back and on the screen again.
    ///
    /// # Errors
    /// Nothing above would bring it back; it was not stopped.
    fn suspend(&mut self) -> Result<(), Problem>;

    /// The same, asked for from outside.
    fn stop(&mut self);

    /// It was stopped without being asked and goes on: takes the screen again.
    fn resume(&mut self);

    /// Gives the screen back for good.
    fn leave(&mut self);
}

/// At this process's terminal.
pub(super) struct AtTerminal {
    tty: Tty,
    modes: Modes,
    signals: Signals,
    lang: Lang,
}

impl AtTerminal {
    pub(super) fn new(tty: Tty, modes: Modes, signals: Signals, lang: Lang) -> Self {
        Self { tty, modes, signals, lang }
    }

    fn come_back(&self) {
        // Told to end meanwhile, and perhaps in the background: the terminal is the shell's.
        if !self.signals.ending() {
            // A terminal that refuses now is gone: reading and writing will say so.
            let _ = self.modes.again();
        }
    }
}

impl Seat for AtTerminal {
    fn size(&self) -> (u16, u16) {
        self.tty.size()
    }

    fn suspend(&mut self) -> Result<(), Problem> {
        if !job::has_shell_above() {
            return Err(Problem::bare(&codes::NO_SHELL_ABOVE));
        }
        self.modes.leave();
        // Said to a terminal that is gone, it is lost, and so is whoever would have read it.
        let words = format!("{}\n", codes::SUSPENDED.get(self.lang));
        let _ = std::io::stderr().write_all(words.as_bytes());
        let stopped = job::stop(job::Who::Group, &self.signals);
        self.come_back();
        stopped.map_err(|error| Problem::new(&codes::TERMINAL_REFUSED, [error.to_string()]))
    }

    fn stop(&mut self) {
        // Without anybody to bring it back, a stop is ignored, as the system itself would.
        if job::has_shell_above() {
            self.modes.leave();
            // A system that refuses to stop it leaves it running, which the clerk sees.
            let _ = job::stop(job::Who::Process, &self.signals);
            self.come_back();
        }
    }

    fn resume(&mut self) {
        if job::is_in_foreground() {
            self.come_back();
        }
    }

    fn leave(&mut self) {
        self.modes.leave();
    }
}
