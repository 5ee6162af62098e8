//! Signals as messages, from one thread blocked in signal-hook's pipe.

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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

/// Whether one of the signals that end the program has come.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    ending: Arc<AtomicBool>,
}

impl Signals {
    /// Catches the signals for the rest of the process's life; `each` is told of every one.
    ///
    /// # Errors
    /// The system refuses to catch them.
    pub fn watch(each: impl Fn(Signal) + Send + 'static) -> io::Result<Self> {
        let ending = Arc::new(AtomicBool::new(false));
        for signal in ENDING {
            signal_hook::flag::register(signal, Arc::clone(&ending))?;
        }
        let caught = ENDING.into_iter().chain([SIGWINCH, SIGTSTP, SIGCONT]);
        let mut signals = signal_hook::iterator::Signals::new(caught)?;
        std::thread::spawn(move || {
            for signal in signals.forever() {
                each(match signal {
                    SIGWINCH => Signal::Resize,
                    SIGTSTP => Signal::Stop,
                    SIGCONT => Signal::Continue,
                    ending => Signal::End(128 + u8::try_from(ending).unwrap_or_default()),
                });
            }
        });
        Ok(Self { ending })
    }

    /// Whether a signal that ends the program has come, even before `each` was told.
    pub fn ending(&self) -> bool {
        self.ending.load(Ordering::SeqCst)
    }
}
