//! The terminal itself: its ends, raw mode and the other screen, and the way back.
//!
//! Whatever happens, the terminal is left as it was found: [`Modes`] restores when it is dropped,
//! and a panic hook restores before anything is said.

use crate::lang::Problem;
use crate::lang::errors::term as codes;
use crate::term::job;
use crate::term::output::write_once;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use rustix::event::{PollFd, PollFlags, poll};
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::AsFd;
use std::panic::PanicHookInfo;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Condvar, Mutex, Once, PoisonError};
use std::thread::ThreadId;
use std::time::Duration;

/// How long a terminal may take to read the last bytes; one that stopped reading never does.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Columns and rows of a terminal that does not know its own.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// The end of a terminal that is drawn on. Waits where somebody left it in non-blocking mode.
#[derive(Debug)]
pub struct Tty {
    file: File,
}

impl Tty {
    /// The end that is written.
    ///
    /// # Errors
    /// Standard output is closed.
    pub fn output() -> Result<Self, Problem> {
        Self::of(&std::io::stdout())
    }

    fn of(end: &impl AsFd) -> Result<Self, Problem> {
        let own = end.as_fd().try_clone_to_owned().map_err(refused)?;
        Ok(Self { file: File::from(own) })
    }

    fn try_clone(&self) -> Result<Self, Problem> {
        Self::of(&self.file)
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        rustix::termios::tcgetwinsize(&self.file)
            .map(|size| (size.ws_col, size.ws_row))
            .ok()
            .filter(|(columns, rows)| *columns > 0 && *rows > 0)
            .unwrap_or(USUAL_SIZE)
    }

    fn wait_for(&self, what: PollFlags) -> io::Result<()> {
        poll(&mut [PollFd::new(&self.file, what)], None)?;
        Ok(())
    }
}

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.file.write(bytes) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    self.wait_for(PollFlags::OUT)?;
                }
                done => return done,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The end that is typed at. It is read only while the screens are on: suspended, a thread that
/// stood in `read` would take the shell's input, or be stopped for reading in the background.
#[derive(Debug)]
pub struct Keyboard {
    tty: Tty,
    gate: Arc<Gate>,
}

impl Keyboard {
    /// Standard input, read while these modes are on.
    ///
    /// # Errors
    /// Standard input is closed.
    pub fn new(modes: &Modes) -> Result<Self, Problem> {
        Ok(Self { tty: Tty::of(&std::io::stdin())?, gate: Arc::clone(&modes.gate) })
    }
}

impl Read for Keyboard {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            self.gate.wait_until_open();
            self.tty.wait_for(PollFlags::IN)?;
            if self.gate.is_open() {
                match self.tty.file.read(into) {
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                    done => return done,
                }
            }
        }
    }
}

/// Open while the screens are on.
#[derive(Debug, Default)]
struct Gate {
    open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn set(&self, open: bool) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = open;
        self.opened.notify_all();
    }

    fn is_open(&self) -> bool {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_until_open(&self) {
        let closed = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.opened.wait_while(closed, |open| !*open));
    }
}

/// The terminal while the screens are on it.
struct Live {
    tty: Tty,
    /// The thread whose panic ends the program; another's (sled's, caught) disturbs no screen.
    owner: ThreadId,
    /// What is said to the clerk after a panic, before the machine's own words.
    broken: String,
}

static LIVE: Mutex<Option<Live>> = Mutex::new(None);

/// What the last panic of another thread said.
static ASIDE: Mutex<Option<String>> = Mutex::new(None);

/// The screens' modes: raw, the other screen, bracketed paste. Dropped, the terminal is as found.
#[derive(Debug)]
#[must_use = "dropped, the terminal is as it was found"]
pub struct Modes {
    tty: Tty,
    broken: String,
    gate: Arc<Gate>,
}

impl Modes {
    /// Goes over to the screens' modes. A panic of this thread restores the terminal first, then
    /// says `broken` and what the machine has to say.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn enter(tty: &Tty, broken: &str) -> Result<Self, Problem> {
        restore_before_a_panic_speaks();
        let modes = Self { tty: tty.try_clone()?, broken: broken.to_owned(), gate: Arc::default() };
        modes.again()?;
        Ok(modes)
    }

    /// Goes over once more, after [`Modes::leave`] or when somebody else changed them.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn again(&self) -> Result<(), Problem> {
        // First, while all is as found: a process may have no descriptor left for it.
        let tty = self.tty.try_clone()?;
        let mut live = LIVE.lock().unwrap_or_else(PoisonError::into_inner);
        if live.is_some() {
            crossterm::terminal::disable_raw_mode().map_err(refused)?;
        }
        crossterm::terminal::enable_raw_mode().map_err(refused)?;
        let owner = std::thread::current().id();
        let live = live.insert(Live { tty, owner, broken: self.broken.clone() });
        let mut say = Vec::new();
        crossterm::queue!(say, EnterAlternateScreen, EnableBracketedPaste).map_err(refused)?;
        write_once(&mut live.tty, &say).map_err(refused)?;
        self.gate.set(true);
        Ok(())
    }

    /// Goes back to what was found. A terminal that stopped reading is given half a second.
    pub fn leave(&self) {
        self.gate.set(false);
        restore(LIVE.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

impl Drop for Modes {
    fn drop(&mut self) {
        self.leave();
    }
}

fn restore(live: Option<Live>) {
    let Some(Live { mut tty, .. }) = live else { return };
    // In the background the terminal is the shell's: a touch would only stop this process.
    if job::is_in_foreground() {
        let mut say = b"\x1b[?2026l\x1b[m\x1b[?25h".to_vec();
        // To the last row first, for terminals that have no other screen (the Linux console).
        say.extend_from_slice(b"\x1b[999H\r\n");
        // Writing to memory does not fail.
        let _ = crossterm::queue!(say, DisableBracketedPaste, LeaveAlternateScreen);
        let (tell, told) = sync_channel(1);
        std::thread::spawn(move || {
            let _ = tell.send(write_once(&mut tty, &say));
        });
        let _ = told.recv_timeout(LAST_WORDS);
        // Gone with the terminal, there is nothing left to restore.
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

fn restore_before_a_panic_speaks() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // A lock held here is held by this very thread, inside one of the calls above.
            let mut live = match LIVE.try_lock() {
                Ok(live) => live,
                Err(std::sync::TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(std::sync::TryLockError::WouldBlock) => return before(panic),
            };
            let here = std::thread::current().id();
            match live.as_ref().map(|live| live.owner == here) {
                Some(true) => {
                    let broken = live.as_ref().map(|live| live.broken.clone());
                    restore(live.take());
                    // Standard error may be gone with the terminal.
                    let _ = writeln!(io::stderr(), "densach: {}", broken.unwrap_or_default());
                    before(panic);
                }
                // On the screen its text would only tear it; whoever misses that thread says it.
                Some(false) => {
                    *ASIDE.lock().unwrap_or_else(PoisonError::into_inner) = Some(told(panic));
                }
                None => before(panic),
            }
        }));
    });
}

/// What another thread's panic said while the screens were on, the last one; told once.
pub fn panic_aside() -> Option<String> {
    ASIDE.lock().unwrap_or_else(PoisonError::into_inner).take()
}

fn told(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("panic");
    match panic.location() {
        Some(at) => format!("{text} ({}:{})", at.file(), at.line()),
        None => text.to_owned(),
    }
}

fn refused(error: impl Into<io::Error>) -> Problem {
    let error: io::Error = error.into();
    Problem::new(&codes::TERMINAL_REFUSED, [error.to_string()])
}
