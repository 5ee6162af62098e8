//! Signals as messages, from one thread blocked in signal-hook's pipe.

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// To end with that exit code (128 and the signal's number).
    End(u8),
    /// To look at the terminal's size again.
    Resize,
    /// To stop: somebody outside sent what Ctrl-Z would.
    Stop,
    /// To repaint: the program was stopped and goes on.
    Continue,
}

/// The signals that end the program. Ctrl-C and Ctrl-\ are keys here, since the terminal is raw;
/// sent from outside, their signals end it as decently as the others.
const ENDING: [i32; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];

/// What the signal thread knows.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    ending: Arc<AtomicBool>,
    stopped: Arc<(Mutex<Stopped>, Condvar)>,
}

/// Somebody who stops this process and waits for it to go on.
#[derive(Debug, Default, PartialEq)]
enum Stopped {
    #[default]
    Nobody,
    Waits,
    GoesOn,
}

/// For a command without screens: 0 until a signal comes that is to end it, then the exit code
/// (128 and the signal's number). Nothing else is caught, so that Ctrl-Z does what it always does.
///
/// # Errors
/// The system refuses to catch them.
pub fn ending_code() -> io::Result<Arc<AtomicUsize>> {
    let code = Arc::new(AtomicUsize::new(0));
    for signal in ENDING {
        let ends_with = 128 + usize::try_from(signal).unwrap_or_default();
        signal_hook::flag::register_usize(signal, Arc::clone(&code), ends_with)?;
    }
    Ok(code)
}

impl Signals {
    /// Catches the signals for the rest of the process's life; `each` is told of every one.
    ///
    /// # Errors
    /// The system refuses to catch them, or gives no thread.
    pub fn watch(each: impl Fn(Signal) + Send + 'static) -> io::Result<Self> {
        let own = Self::default();
        for signal in ENDING {
            signal_hook::flag::register(signal, Arc::clone(&own.ending))?;
        }
        let caught = ENDING.into_iter().chain([SIGWINCH, SIGTSTP, SIGCONT]);
        let mut signals = signal_hook::iterator::Signals::new(caught)?;
        let known = own.clone();
        std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                match signal {
                    SIGWINCH => each(Signal::Resize),
                    SIGTSTP => each(Signal::Stop),
                    SIGCONT if known.go_on() => {}
                    SIGCONT => each(Signal::Continue),
                    ending => {
                        known.go_on();
                        known.stopped.1.notify_all();
                        each(Signal::End(128 + u8::try_from(ending).unwrap_or_default()));
                    }
                }
            }
        })?;
        Ok(own)
    }

    /// Whether a signal that ends the program has come, even before `each` was told.
    pub fn ending(&self) -> bool {
        self.ending.load(Ordering::SeqCst)
    }

    /// Whether a signal that ends the program has come, or comes within that time: one sent
    /// together with SIGCONT is seen a moment after it.
    pub(super) fn ending_soon(&self, within: Duration) -> bool {
        let state = self.lock();
        drop(self.stopped.1.wait_timeout_while(state, within, |_| !self.ending()));
        self.ending()
    }

    /// Does `stop`, which makes the system stop this process some time soon (another thread may
    /// take the signal), and returns once it goes on or is to end.
    ///
    /// # Errors
    /// Those of `stop`.
    pub(super) fn stopped(&self, stop: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        *self.lock() = Stopped::Waits;
        let asked = stop();
        let mut state = self.lock();
        while asked.is_ok() && *state == Stopped::Waits && !self.ending() {
            state = self.stopped.1.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        *state = Stopped::Nobody;
        asked
    }

    /// Tells whoever waits for it; whether anybody does.
    fn go_on(&self) -> bool {
        let mut state = self.lock();
        let awaited = *state != Stopped::Nobody;
        if awaited {
            *state = Stopped::GoesOn;
            self.stopped.1.notify_all();
        }
        awaited
    }

    fn lock(&self) -> MutexGuard<'_, Stopped> {
        self.stopped.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
