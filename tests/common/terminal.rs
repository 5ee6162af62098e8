//! A terminal of our own: a pseudo-terminal with a program in it, and what its screen shows.
//! Nothing here sleeps but a line that was made slow: a test awaits what the screen shows.

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// After so long a test has failed; it is never waited for otherwise.
const AT_MOST: Duration = Duration::from_secs(60);

struct State {
    parser: vt100::Parser,
    /// Everything the program wrote.
    written: Vec<u8>,
    /// The terminal reads no more for now.
    stalled: bool,
    /// The terminal goes away at its next read.
    going: bool,
    /// How long each piece is under way, in either direction.
    delay: Duration,
    /// The reading end is closed.
    gone: bool,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Poisoned, a test has failed and says so itself.
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// The terminal.
pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    shared: Arc<Shared>,
    exit: Receiver<u32>,
    pid: i32,
}

/// A command in a clean environment of a UTF-8 xterm; `home` is its home, state and data.
pub fn command(program: &str, home: &std::path::Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    command.cwd(home);
    for (name, value) in [
        ("PATH", std::env::var("PATH").unwrap_or_default()),
        ("TERM", "xterm-256color".into()),
        ("LANG", "C.UTF-8".into()),
        ("USER", "lan".into()),
        ("HOME", home.display().to_string()),
        ("TMPDIR", home.display().to_string()),
        ("XDG_DATA_HOME", home.join("data").display().to_string()),
        ("XDG_STATE_HOME", home.join("state").display().to_string()),
    ] {
        command.env(name, value);
    }
    command
}

/// Whether an outside program is there. Where it must be (`DENSACH_REQUIRE_TOOLS=1`), a missing
/// one fails the test; elsewhere that is said.
pub fn has(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|dir| dir.join(tool).is_file());
    assert!(found || std::env::var_os("DENSACH_REQUIRE_TOOLS").is_none(), "{tool} is missing");
    if !found {
        eprintln!("not tested: {tool} is missing");
    }
    found
}

impl Terminal {
    /// Starts a program in a terminal of that size (columns, rows).
    pub fn start(command: CommandBuilder, (columns, rows): (u16, u16)) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let pid = i32::try_from(child.process_id().unwrap()).unwrap();
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                parser: vt100::Parser::new(rows, columns, 0),
                written: Vec::new(),
                stalled: false,
                going: false,
                delay: Duration::ZERO,
                gone: false,
            }),
            changed: Condvar::new(),
        });
        let reader = pair.master.try_clone_reader().unwrap();
        let own = Arc::clone(&shared);
        std::thread::spawn(move || read(reader, &own));
        let (tell, exit) = channel();
        std::thread::spawn(move || {
            let status = child.wait().unwrap();
            let _ = tell.send(status.exit_code());
        });
        let keyboard = pair.master.take_writer().unwrap();
        Self { master: Some(pair.master), keyboard: Some(keyboard), shared, exit, pid }
    }

    /// Types.
    pub fn keys(&mut self, bytes: impl AsRef<[u8]>) {
        std::thread::sleep(self.shared.lock().delay);
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(bytes.as_ref()).unwrap();
        keyboard.flush().unwrap();
    }

    /// Waits until the screen is as wanted; what `seen` made of it.
    pub fn await_that<T>(&self, what: &str, seen: impl Fn(&vt100::Screen) -> Option<T>) -> T {
        let until = Instant::now() + AT_MOST;
        let mut state = self.shared.lock();
        loop {
            if let Some(seen) = seen(state.parser.screen()) {
                return seen;
            }
            let left = until.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !state.gone,
                "never saw {what}; the terminal {} and shows:\n{}",
                if state.gone { "is gone" } else { "is there" },
                state.parser.screen().contents()
            );
            state = self.shared.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    /// Waits until the screen shows that text.
    pub fn await_text(&self, text: &str) {
        self.await_that(text, |screen| screen.contents().contains(text).then_some(()));
    }

    /// Waits until the last thing the screen shows is that text (a shell's prompt).
    pub fn await_at_the_end(&self, text: &str) {
        self.await_that(text, |screen| screen.contents().trim_end().ends_with(text).then_some(()));
    }

    /// Waits until the screen no longer shows that text.
    pub fn await_no(&self, text: &str) {
        self.await_that(&format!("no {text}"), |screen| {
            (!screen.contents().contains(text)).then_some(())
        });
    }

    /// Waits until the program has written nothing for that long; whether it ever was so.
    pub fn await_silence(&self, quiet: Duration) {
        let mut state = self.shared.lock();
        loop {
            let before = state.written.len();
            let (after, waited) = self.shared.changed.wait_timeout(state, quiet).unwrap();
            state = after;
            if waited.timed_out() && state.written.len() == before {
                return;
            }
        }
    }

    /// What the screen shows now.
    pub fn contents(&self) -> String {
        self.shared.lock().parser.screen().contents()
    }

    /// Asks about the screen as it is now.
    pub fn screen<T>(&self, ask: impl Fn(&vt100::Screen) -> T) -> T {
        ask(self.shared.lock().parser.screen())
    }

    /// How many bytes the program has written so far.
    pub fn written(&self) -> usize {
        self.shared.lock().written.len()
    }

    /// Everything the program has written since it had written `from` bytes.
    pub fn written_since(&self, from: usize) -> Vec<u8> {
        self.shared.lock().written[from..].to_vec()
    }

    /// Changes the terminal's size (columns, rows).
    pub fn resize(&self, (columns, rows): (u16, u16)) {
        self.shared.lock().parser.screen_mut().set_size(rows, columns);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// The terminal's modes, as stty would list them.
    pub fn modes(&self) -> String {
        format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap())
    }

    /// Stops reading what the program writes (at the next read), or goes on.
    pub fn stall(&self, stalled: bool) {
        self.shared.lock().stalled = stalled;
        self.shared.changed.notify_all();
    }

    /// From now on the line is slow: what is typed and what is shown is so long under way.
    pub fn slow(&self, delay: Duration) {
        self.shared.lock().delay = delay;
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.pid).unwrap(), signal).unwrap();
    }

    /// The line drops: the terminal is gone, without a word to the program. `any_key` must make
    /// the program write, since the reading end closes when it has read once more.
    pub fn hang_up(&mut self, any_key: &[u8]) {
        self.shared.lock().going = true;
        self.keys(any_key);
        let until = Instant::now() + AT_MOST;
        let mut state = self.shared.lock();
        while !state.gone {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "the program wrote nothing after {any_key:?}");
            state = self.shared.changed.wait_timeout(state, left).unwrap().0;
        }
        drop(state);
        // portable-pty types a line feed and ^D when its writer is dropped; inside a paste that
        // never ends they reach nobody.
        self.keys(b"\x1b[200~");
        self.keyboard.take();
        self.master.take();
    }

    /// Waits for the program's end; its exit code.
    pub fn exit_code(&self) -> u32 {
        match self.exit.recv_timeout(AT_MOST) {
            Ok(code) => code,
            Err(_) => panic!("the program does not end; the screen shows:\n{}", self.contents()),
        }
    }

    /// Waits until everything the program wrote has been read (it has ended).
    pub fn await_gone(&self) {
        let until = Instant::now() + AT_MOST;
        let mut state = self.shared.lock();
        while !state.gone {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "the terminal is still in use");
            state = self.shared.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    /// The program's process id.
    pub fn pid(&self) -> i32 {
        self.pid
    }
}

fn read(mut from: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = [0; 65536];
    loop {
        let read = from.read(&mut buffer);
        let delay = shared.lock().delay;
        std::thread::sleep(delay);
        let mut state = shared.lock();
        match read {
            Ok(n) if n > 0 && !state.going => {
                state.parser.process(&buffer[..n]);
                state.written.extend(&buffer[..n]);
            }
            _ => {
                drop(from);
                state.gone = true;
                shared.changed.notify_all();
                return;
            }
        }
        shared.changed.notify_all();
        while state.stalled {
            state = shared.changed.wait(state).unwrap();
        }
    }
}

/// A thread of a process, by its name there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Task {
    pub name: String,
    pub id: u32,
}

/// A number in each of a process's threads' files (`status`: `voluntary_ctxt_switches`; `io`: `syscw`).
pub fn tasks(pid: i32, file: &str, field: &str) -> BTreeMap<Task, u64> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(format!("/proc/{pid}/task")).unwrap() {
        let dir = entry.unwrap().path();
        let id = dir.file_name().unwrap().to_str().unwrap().parse().unwrap();
        // A thread may end while it is looked at.
        let (Ok(name), Ok(text)) =
            (fs::read_to_string(dir.join("comm")), fs::read_to_string(dir.join(file)))
        else {
            continue;
        };
        let line = text.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'));
        let number = line.unwrap_or_else(|| panic!("no {field} in {file}")).trim().parse().unwrap();
        found.insert(Task { name: name.trim().to_owned(), id }, number);
    }
    found
}

/// The same of the one thread of that name.
pub fn task(pid: i32, name: &str, file: &str, field: &str) -> u64 {
    let all = tasks(pid, file, field);
    let mut of_name = all.iter().filter(|(task, _)| task.name == name);
    let (_, number) = of_name.next().unwrap_or_else(|| panic!("no thread {name} in {all:?}"));
    assert!(of_name.next().is_none(), "two threads {name}");
    *number
}
