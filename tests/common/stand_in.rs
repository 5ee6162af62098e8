//! A program small enough to break at will, run on the real terminal by the real loop: for what
//! the real one must never offer (a panic), and for what needs its frames and drafts counted.

use densach::app::{Effect, Event};
use densach::keys::Key;
use densach::lang::errors::register::DOOR_CLOSED;
use densach::lang::errors::term as codes;
use densach::lang::{Lang, Problem};
use densach::register::{Envelope, PROTO, Request};
use densach::runtime::{Begun, Link, Program, at_terminal};
use densach::ui::{Look, Screen};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

/// Names the draft's file; set, this process is the stand-in.
pub const DRAFT: &str = "DENSACH_TEST_STAND_IN";

struct Editor {
    text: String,
    last: String,
    size: (u16, u16),
    /// Every key changes the whole screen.
    noisy: bool,
    turn: usize,
    resumed: u32,
}

impl Program for Editor {
    fn update(&mut self, event: Event) -> Vec<Effect> {
        self.turn += 1;
        match event {
            Event::Key(Key::Char(letter)) => self.text.push(letter),
            Event::Typed(text) => self.text.push_str(&text),
            Event::Paste(text) => self.last = format!("Paste({text:?})"),
            Event::Size(columns, rows) => self.size = (columns, rows),
            Event::Resumed => self.resumed += 1,
            Event::Notice(problem) => self.last = problem.what(Lang::En),
            Event::HangUp => return vec![Effect::Send(self.draft())],
            Event::Key(key) => return self.key(key),
            _ => {}
        }
        Vec::new()
    }

    fn view(&self, (columns, rows): (u16, u16), _: Look) -> Screen {
        let mut cells = Buffer::empty(Rect::new(0, 0, columns, rows));
        let lines = [
            format!("> {}", self.text),
            format!("last: {}", self.last),
            format!("size: {} x {}, resumed: {}", self.size.0, self.size.1, self.resumed),
        ];
        for (y, line) in (0..rows).zip(&lines) {
            cells.set_stringn(0, y, line, columns.into(), Style::new());
        }
        if self.noisy {
            for (n, cell) in cells.content.iter_mut().enumerate().skip(3 * usize::from(columns)) {
                let noise = (n * 7 + self.turn * 13) % 26;
                cell.set_char(char::from(b'a' + u8::try_from(noise).unwrap()));
            }
        }
        let column = u16::try_from(2 + self.text.chars().count()).unwrap();
        Screen { cells, cursor: Some((column.min(columns - 1), 0)) }
    }
}

impl Editor {
    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.last = format!("{key:?}");
        match key {
            Key::Ctrl('q') => return vec![Effect::Quit(0)],
            Key::Ctrl('z') => return vec![Effect::Suspend],
            Key::Ctrl('l') => return vec![Effect::Repaint],
            Key::Ctrl('f') => self.noisy = true,
            Key::Ctrl('x') => panic!("told to"),
            Key::Ctrl('t') => {
                let worker = std::thread::spawn(|| panic!("told to, aside"));
                let failed = worker.join().is_err();
                let said = densach::term::panic_aside().unwrap_or_default();
                self.last = format!("worker failed: {failed}, said: {said}");
            }
            _ => {}
        }
        Vec::new()
    }

    /// A request that carries the text; the door writes it into a file.
    fn draft(&self) -> Envelope<Request> {
        let operator = Some(self.text.clone());
        let body = Request::Hello { operator, pin: None, user: String::new(), ssh: String::new() };
        Envelope { proto: PROTO, session: 0, ticket: 1, body }
    }
}

/// The stand-in's door. Dropped, it waits for its thread, as a register's does.
struct Door {
    ask: Option<Sender<Envelope<Request>>>,
    thread: Option<JoinHandle<()>>,
}

impl Door {
    fn send(&self, request: Envelope<Request>) -> Result<(), Problem> {
        let sent = self.ask.as_ref().and_then(|ask| ask.send(request).ok());
        sent.ok_or_else(|| Problem::new(&DOOR_CLOSED, [""]))
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.ask.take();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

/// Becomes the stand-in if this process was started as one; never returns then.
pub fn become_it_if_told_to() {
    let Some(file) = std::env::var_os(DRAFT).map(PathBuf::from) else { return };
    let code = at_terminal(Lang::En, || {
        let (ask, asked) = channel::<Envelope<Request>>();
        let (reply, replies) = channel();
        // A door that keeps the draft, and closes once it has.
        let thread = std::thread::spawn(move || {
            for request in asked {
                if let Request::Hello { operator: Some(text), .. } = request.body {
                    std::fs::write(&file, text).unwrap();
                }
            }
            drop(reply);
        });
        let door = Door { ask: Some(ask), thread: Some(thread) };
        let send = move |request| door.send(request);
        let beside = std::sync::Arc::new(|| Err(Problem::bare(&codes::NO_SCRATCH)));
        Ok(Begun {
            program: Editor {
                text: String::new(),
                last: String::new(),
                size: (0, 0),
                noisy: false,
                turn: 0,
                resumed: 0,
            },
            first: Vec::new(),
            link: Some(Link { send: Box::new(send), replies, beside, scratch: None }),
            opener: std::sync::Arc::new(|_, _| Err(Problem::bare(&codes::NO_SCRATCH))),
        })
    });
    match code {
        Ok(code) => std::process::exit(code.into()),
        Err(problem) => {
            eprintln!("{}", problem.what(Lang::En));
            std::process::exit(2)
        }
    }
}
