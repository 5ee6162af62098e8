//! How the loop ends: the draft is kept, the terminal given back, the door closed, in that order
//! and within bounds.

use super::{LAST_FRAME, Program, Turns};
use crate::app::Event;
use crate::lang::Problem;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How long the door may take to close (drafts and a checkpoint are synced) once the program ends.
const CLOSING: Duration = Duration::from_secs(30);

/// How long it may take once the program was told to end from outside.
const CLOSING_TOLD: Duration = Duration::from_secs(5);

/// The exit codes of Ctrl-C and Ctrl-\ on the shell's screen: 128 and the signal's number.
const INTERRUPTED: [u8; 2] = [130, 131];

/// The end has begun.
pub(super) struct Leaving {
    pub(super) outcome: Result<u8, Problem>,
    pub(super) until: Instant,
}

impl<P: Program> Turns<P> {
    /// Told to end from outside: the program keeps its draft first. One end often comes with
    /// others (a hang-up, then the end of input), which do not cut that short.
    pub(super) fn end(&mut self, code: u8) {
        let impatient = self.leaving.is_some() && INTERRUPTED.contains(&code);
        if self.leaving.is_none() {
            self.happen([Event::HangUp].into());
            self.leave(Ok(code));
        }
        let patience = if impatient { Duration::ZERO } else { CLOSING_TOLD };
        if let Some(leaving) = &mut self.leaving {
            leaving.until = leaving.until.min(Instant::now() + patience);
        }
    }

    pub(super) fn leave(&mut self, outcome: Result<u8, Problem>) {
        if self.leaving.is_none() {
            self.leaving = Some(Leaving { outcome, until: Instant::now() + CLOSING });
            self.ending.store(true, Ordering::Release);
            self.stop_sending();
            self.output.finish(LAST_FRAME);
            self.seat.leave();
        }
    }

    pub(super) fn is_over(&self) -> bool {
        let closed = self.doors.is_empty() && self.opening == 0 && self.working == 0;
        self.leaving.as_ref().is_some_and(|leaving| closed || leaving.until <= Instant::now())
    }
}
