//! Typed sessions on the real program, byte by byte as each kind of terminal sends them: the same
//! scripts that are played directly, under five names of `TERM` and inside a real tmux.
mod common;
#[path = "desk/keys.rs"]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
mod keys;

use common::clerk::{SIZE, densach, run};
use common::terminal::{Terminal, command, has};
use densach::app::keymap::ROWS;
use densach::keys::Key;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How long the register may take to hold what a script says of it.
const AT_MOST: Duration = Duration::from_secs(30);

/// The scripts that are played: a first run to the first corrected member, layouts, going back
/// through what was entered.
const SCRIPTS: &[(&str, &str)] = &[
    ("first.keys", include_str!("scripts/first.keys")),
    ("layouts.keys", include_str!("scripts/layouts.keys")),
    ("day.keys", include_str!("scripts/day.keys")),
];

/// The key that does the same, for a terminal that has no such function key.
fn twin(key: Key) -> Key {
    let row = ROWS.iter().find(|row| row.keys.contains(&key));
    let twin = row.and_then(|row| row.keys.iter().find(|key| !matches!(key, Key::F(_))));
    *twin.unwrap_or_else(|| panic!("{key:?} has no twin"))
}

/// What a terminal of that name sends for a key.
fn bytes(key: Key, term: &str) -> Vec<u8> {
    let (console, dec) = (term == "linux", term == "vt100");
    let text = match key {
        Key::Char(c) | Key::Pad(c) => c.to_string(),
        Key::Ctrl('\\') => "\x1c".into(),
        Key::Ctrl(c) => char::from(c as u8 & 0x1f).to_string(),
        Key::Enter => "\r".into(),
        Key::Tab => "\t".into(),
        Key::Esc => "\x1b".into(),
        Key::Backspace if dec => "\x08".into(),
        Key::Backspace => "\x7f".into(),
        Key::BackTab => "\x1b[Z".into(),
        Key::Up | Key::Down | Key::Right | Key::Left => {
            let end = match key {
                Key::Up => 'A',
                Key::Down => 'B',
                Key::Right => 'C',
                _ => 'D',
            };
            // In the application mode of the cursor keys some terminals stay from an earlier
            // program.
            format!("\x1b{}{end}", if dec { 'O' } else { '[' })
        }
        Key::Home if console || term == "screen" => "\x1b[1~".into(),
        Key::Home => "\x1b[H".into(),
        Key::End if console || term == "screen" => "\x1b[4~".into(),
        Key::End => "\x1b[F".into(),
        Key::Insert => "\x1b[2~".into(),
        Key::Delete => "\x1b[3~".into(),
        Key::PageUp => "\x1b[5~".into(),
        Key::PageDown => "\x1b[6~".into(),
        Key::F(n @ 1..=5) if console => format!("\x1b[[{}", char::from(b'A' + n - 1)),
        Key::F(n @ 1..=4) => format!("\x1bO{}", char::from(b'P' + n - 1)),
        Key::F(_) if dec => return bytes(twin(key), term),
        Key::F(n) => format!("\x1b[{}~", [15, 17, 18, 19, 20, 21][usize::from(n) - 5]),
        Key::Unknown => panic!("no key"),
    };
    text.into_bytes()
}

/// A clerk at some terminal.
struct Player<'a> {
    terminal: Terminal,
    home: &'a Path,
    term: &'a str,
    file: &'a str,
    line: usize,
}

impl Player<'_> {
    fn play(&mut self, script: &str) {
        for (n, line) in script.lines().enumerate() {
            let line = line.trim_start();
            self.line = n + 1;
            if let Some((word, rest)) = line.split_once(' ').filter(|_| !line.starts_with('#')) {
                self.step(word, rest);
            }
        }
    }

    fn step(&mut self, word: &str, rest: &str) {
        let what = format!("{}:{} {word} {rest} (TERM={})", self.file, self.line, self.term);
        let shows = |screen: &vt100::Screen, text: &str| {
            screen.rows(0, SIZE.0).any(|row| row.contains(text))
        };
        match word {
            "keys" => self.keys(rest),
            "screen" => self.terminal.await_that(&what, |screen| shows(screen, rest).then_some(())),
            "not" => self.terminal.await_that(&what, |screen| (!shows(screen, rest)).then_some(())),
            "row" => {
                let (row, text) = rest.split_once(' ').unwrap();
                let row: usize = row.parse().unwrap();
                self.terminal.await_that(&what, |screen| {
                    screen.rows(0, SIZE.0).nth(row)?.contains(text).then_some(())
                });
            }
            "cursor" => self.terminal.await_that(&what, |screen| {
                let (y, x) = screen.cursor_position();
                (format!("{x} {y}") == rest).then_some(())
            }),
            "count" => {
                let (kind, count) = rest.split_once(' ').unwrap();
                self.holds(&what, kind, |rows| rows.len() == count.parse::<usize>().unwrap());
            }
            "record" => {
                let (kind, wanted) = rest.split_once(' ').unwrap();
                self.holds(&what, kind, |rows| rows.iter().any(|row| has_all(row, wanted)));
            }
            // Said of the journal, whose changes the screens show as well.
            "history" | "most" => {}
            _ => panic!("{what}: not for a terminal"),
        }
    }

    /// Types as a hand does: what follows an Esc comes later than a sequence's bytes would.
    fn keys(&mut self, line: &str) {
        for key in keys::read(line) {
            self.terminal.keys(bytes(key, self.term));
            if key == Key::Esc {
                self.terminal.await_silence(Duration::from_millis(100));
            }
        }
    }

    /// Waits until the register holds that, asked while the screens are open.
    fn holds(&self, what: &str, kind: &str, wanted: impl Fn(&[Vec<(String, String)>]) -> bool) {
        let until = Instant::now() + AT_MOST;
        loop {
            let rows = self.rows(kind);
            if wanted(&rows) {
                return;
            }
            assert!(
                Instant::now() < until,
                "{what}: the register holds {rows:#?}\n{}",
                self.terminal.contents()
            );
        }
    }

    /// The records of a type, field by field.
    fn rows(&self, kind: &str) -> Vec<Vec<(String, String)>> {
        let path = self.home.join("out.csv");
        let ran = run(self.home, &["export", kind, path.to_str().unwrap()]);
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let text = std::fs::read_to_string(&path).unwrap();
        let mut lines = text.lines().map(cells);
        let heads = lines.next().unwrap();
        lines.map(|row| heads.iter().cloned().zip(row).collect()).collect()
    }
}

/// The cells of a line of csv.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

fn has_all(row: &[(String, String)], wanted: &str) -> bool {
    wanted.split("; ").all(|pair| {
        let (field, value) = pair.split_once('=').unwrap();
        row.iter().any(|(name, is)| name == field && is == value)
    })
}

fn play(term: &str) {
    for (file, script) in SCRIPTS {
        let home = tempfile::tempdir().unwrap();
        let mut command = densach(home.path(), &[]);
        command.env("TERM", term);
        let terminal = Terminal::start(command, SIZE);
        Player { terminal, home: home.path(), term, file, line: 0 }.play(script);
    }
}

#[test]
fn xterm() {
    play("xterm-256color");
}

#[test]
fn screen() {
    play("screen");
}

#[test]
fn tmux() {
    play("tmux-256color");
}

#[test]
fn the_linux_console() {
    play("linux");
}

#[test]
fn a_vt100_without_most_function_keys() {
    play("vt100");
}

/// A tmux server, which outlives its clients: ended with the test.
struct Server(PathBuf);

impl Drop for Server {
    fn drop(&mut self) {
        let end = Command::new("tmux").arg("-S").arg(&self.0).arg("kill-server").output();
        drop(end.expect("tmux was there when the test began"));
    }
}

#[test]
fn inside_a_real_tmux() {
    if !has("tmux") {
        return;
    }
    for (file, script) in SCRIPTS {
        let home = tempfile::tempdir().unwrap();
        // A whole screen for the program, and no long wait behind an Esc.
        let settings = "set -g status off\nset -s escape-time 10\n";
        std::fs::write(home.path().join("tmux.conf"), settings).unwrap();
        let server = Server(home.path().join("tmux"));
        let mut tmux = command("tmux", home.path());
        tmux.args(["-f", "tmux.conf", "-S"]);
        tmux.arg(&server.0);
        let program = format!("exec {} --lang vi", common::clerk::DENSACH);
        tmux.args(["-u", "new-session", &program]);
        let terminal = Terminal::start(tmux, SIZE);
        let term = "xterm-256color";
        Player { terminal, home: home.path(), term, file, line: 0 }.play(script);
    }
}
