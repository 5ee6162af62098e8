//! The loop with everything around it in memory: what is typed, what is drawn, what is sent.
use densach::app::{Effect, Event};
use densach::keys::Key;
use densach::lang::Problem;
use densach::lang::errors::register::{DOOR_CLOSED, TAKEN_OVER};
use densach::lang::errors::term as codes;
use densach::register::{Beside, Envelope, PROTO, Reply, Request};
use densach::runtime::{Link, Message, Program, Seat, Turns, Wires};
use densach::term::{Caps, Colours, Signal};
use densach::ui::{Look, Screen};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

/// Notes every event; what is typed stands on its one line. Says each event to the test.
struct Line {
    text: String,
    heard: Sender<Event>,
}

fn envelope<T>(ticket: u64, body: T) -> Envelope<T> {
    Envelope { proto: PROTO, session: 1, ticket, body }
}

impl Program for Line {
    fn update(&mut self, event: Event) -> Vec<Effect> {
        let effects = match &event {
            Event::Key(Key::Char(letter)) => {
                self.text.push(*letter);
                Vec::new()
            }
            Event::Key(Key::Ctrl('q')) => vec![Effect::Quit(7)],
            Event::Key(Key::Ctrl('z')) => vec![Effect::Suspend],
            Event::Key(Key::Ctrl('g')) => vec![Effect::Bell],
            Event::Key(Key::Ctrl('o')) => vec![Effect::OpenSample],
            Event::Key(Key::F(5)) => vec![Effect::IdleAfter(1)],
            Event::HangUp => vec![Effect::Send(envelope(1, Request::Drafts))],
            _ => Vec::new(),
        };
        let _ = self.heard.send(event);
        effects
    }

    fn view(&self, (columns, rows): (u16, u16), _: Look) -> Screen {
        let mut cells = Buffer::empty(Rect::new(0, 0, columns, rows));
        cells.set_string(0, 0, &self.text, ratatui::style::Style::new());
        Screen { cells, cursor: Some((u16::try_from(self.text.len()).unwrap(), 0)) }
    }
}

struct Typed(Receiver<Vec<u8>>);

impl Read for Typed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let bytes = self.0.recv().unwrap_or_default();
        into[..bytes.len()].copy_from_slice(&bytes);
        Ok(bytes.len())
    }
}

/// Says each write to the test; with a gate, each waits until the test opens it.
struct Drawn {
    frames: Sender<Vec<u8>>,
    gate: Option<Receiver<()>>,
}

impl Write for Drawn {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(gate) = &self.gate {
            gate.recv().map_err(|_| ErrorKind::BrokenPipe)?;
        }
        let _ = self.frames.send(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Chair;

impl Seat for Chair {
    fn size(&self) -> (u16, u16) {
        (300, 2)
    }
    fn suspend(&mut self) -> Result<(), Problem> {
        Err(Problem::bare(&codes::NO_SHELL_ABOVE))
    }
    fn stop(&mut self) {}
    fn resume(&mut self) {}
    fn leave(&mut self) {}
}

/// The sending side of a door: dropped, it takes no more requests, and waits until it is closed.
struct Way {
    ask: Option<Sender<Envelope<Request>>>,
    closes: Receiver<()>,
}

impl Way {
    fn send(&self, request: Envelope<Request>) -> Result<(), Problem> {
        let sent = self.ask.as_ref().map(|ask| ask.send(request).is_ok());
        sent.filter(|sent| *sent).map(|_| ()).ok_or_else(|| Problem::new(&DOOR_CLOSED, [""]))
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        self.ask.take();
        let _ = self.closes.recv();
    }
}

/// A running loop and the test's ends of everything.
struct Bench {
    keys: Option<Sender<Vec<u8>>>,
    frames: Receiver<Vec<u8>>,
    heard: Receiver<Event>,
    tell: SyncSender<Message>,
    asked: Receiver<Envelope<Request>>,
    replies: Option<Sender<Envelope<Reply>>>,
    close: Option<Sender<()>>,
    ended: Receiver<Result<u8, Problem>>,
}

fn no_side_door() -> Beside {
    Arc::new(|| Err(Problem::bare(&codes::NO_SCRATCH)))
}

const SOON: Duration = Duration::from_secs(60);

impl Bench {
    fn new(gate: Option<Receiver<()>>) -> Self {
        let (keys, typed) = channel();
        let (drawn, frames) = channel();
        let (heard, hears) = channel();
        let (ask, asked) = channel();
        let (reply, replies) = channel();
        let (close, closes) = channel();
        let (end, ended) = channel();
        let (tell, inbox) = sync_channel(256);
        let own = tell.clone();
        std::thread::spawn(move || {
            let wires = Wires {
                input: Box::new(Typed(typed)),
                output: Box::new(Drawn { frames: drawn, gate }),
                seat: Box::new(Chair),
                caps: Caps { colours: Colours::Sixteen, glyphs: true },
                opener: Arc::new(|_, _| Err(Problem::bare(&codes::NO_SCRATCH))),
            };
            let way = Way { ask: Some(ask), closes };
            let send = Box::new(move |request| way.send(request));
            let link = Link { send, replies, beside: no_side_door(), scratch: None };
            let line = Line { text: String::new(), heard };
            let code = Turns::new(line, wires, own).unwrap().run(Vec::new(), Some(link), &inbox);
            let _ = end.send(code);
        });
        let replies = Some(reply);
        let (keys, replies, close) = (Some(keys), replies, Some(close));
        let bench = Self { keys, frames, heard: hears, tell, asked, replies, close, ended };
        assert_eq!(bench.hear(), Event::Size(300, 2));
        assert_eq!(bench.hear(), Event::Opened);
        bench
    }

    fn hear(&self) -> Event {
        self.heard.recv_timeout(SOON).unwrap()
    }

    fn key(&self, bytes: &[u8]) {
        self.keys.as_ref().unwrap().send(bytes.to_vec()).unwrap();
    }

    fn frame(&self) -> Vec<u8> {
        self.frames.recv_timeout(SOON).unwrap()
    }

    fn end(&self) -> Result<u8, Problem> {
        self.ended.recv_timeout(SOON).unwrap()
    }
}

#[test]
fn a_burst_is_one_frame_and_loses_nothing() {
    let bench = Bench::new(None);
    assert!(bench.frame().starts_with(b"\x1b[?2026h"));
    let burst: Vec<u8> = (0..200).map(|n| b'a' + n % 26).collect();
    bench.key(&burst);
    assert_eq!(bench.frame(), burst, "each letter once, in order, in one write");
    bench.key(b"x");
    assert_eq!(bench.frame(), b"x");
    bench.key(b"\x07");
    assert_eq!(bench.frame(), b"\x07", "the bell rides in a frame");
}

#[test]
fn frames_wait_for_a_slow_terminal_and_then_catch_up() {
    let (open, gate) = channel();
    let bench = Bench::new(Some(gate));
    for letter in b"abc" {
        bench.key(&[*letter]);
        bench.hear();
    }
    open.send(()).unwrap();
    bench.frame();
    open.send(()).unwrap();
    // However the turns fell, everything typed meanwhile comes in what is drawn next.
    assert!(b"abc".ends_with(&bench.frame()));
}

#[test]
fn a_hang_up_keeps_the_draft_although_the_terminal_is_stalled() {
    let (_closed, gate) = channel();
    let mut bench = Bench::new(Some(gate));
    bench.key(b"a");
    assert_eq!(bench.hear(), Event::Key(Key::Char('a')));
    bench.tell.send(Message::Signal(Signal::End(143))).unwrap();
    assert_eq!(bench.hear(), Event::HangUp);
    assert_eq!(bench.asked.recv_timeout(SOON).unwrap(), envelope(1, Request::Drafts));
    // The door has no more requests; only once it has closed does the program end.
    assert!(bench.asked.recv_timeout(SOON).is_err());
    assert!(bench.ended.try_recv().is_err());
    bench.close.take();
    assert_eq!(bench.end(), Ok(143));
}

#[test]
fn an_input_that_ends_is_a_hang_up() {
    let mut bench = Bench::new(None);
    bench.keys.take();
    assert_eq!(bench.hear(), Event::HangUp);
    bench.close.take();
    assert_eq!(bench.end(), Ok(129));
}

#[test]
fn leaving_closes_the_door_first_and_a_signal_meanwhile_waits_no_longer() {
    let bench = Bench::new(None);
    bench.key(b"\x11");
    assert_eq!(bench.hear(), Event::Key(Key::Ctrl('q')));
    assert!(bench.asked.recv_timeout(SOON).is_err());
    assert!(bench.ended.try_recv().is_err());
    bench.tell.send(Message::Signal(Signal::End(130))).unwrap();
    assert_eq!(bench.end(), Ok(7));
}

#[test]
fn what_happens_to_doors_and_to_ctrl_z_is_told() {
    let mut bench = Bench::new(None);
    bench.key(b"\x1a");
    assert_eq!(bench.hear(), Event::Key(Key::Ctrl('z')));
    assert_eq!(bench.hear(), Event::Notice(Problem::bare(&codes::NO_SHELL_ABOVE)));
    bench.key(b"\x0f");
    assert_eq!(bench.hear(), Event::Key(Key::Ctrl('o')));
    assert_eq!(bench.hear(), Event::Failed(Problem::bare(&codes::NO_SCRATCH)));
    let reply = envelope(3, Reply::Done);
    bench.replies.as_ref().unwrap().send(reply.clone()).unwrap();
    assert_eq!(bench.hear(), Event::Reply(Box::new(reply)));
    bench.replies.take();
    assert_eq!(bench.hear(), Event::Failed(Problem::new(&DOOR_CLOSED, ["the worker ended"])));
    bench.close.take();
    bench.key(b"\x11");
    assert_eq!(bench.hear(), Event::Key(Key::Ctrl('q')));
    assert_eq!(bench.end(), Ok(7));
}

#[test]
fn a_pause_is_told_once_and_only_where_it_was_asked_for() {
    let bench = Bench::new(None);
    bench.key(b"\x1b[15~");
    assert_eq!(bench.hear(), Event::Key(Key::F(5)));
    assert_eq!(bench.hear(), Event::Idle);
    bench.key(b"\x1b");
    assert_eq!(bench.hear(), Event::Key(Key::Esc), "after the grace, without another key");
    bench.key(b"a");
    assert_eq!(bench.hear(), Event::Key(Key::Char('a')), "and no second pause");
}

#[test]
fn a_session_that_is_taken_over_ends_although_its_terminal_is_stalled() {
    let (_closed, gate) = channel();
    let mut bench = Bench::new(Some(gate));
    let why = Problem::new(&TAKEN_OVER, ["12/05/2026"]);
    let told = envelope(0, Reply::Refused(why.clone()));
    bench.replies.as_ref().unwrap().send(told).unwrap();
    // It closes its side, then the door closes.
    assert!(bench.asked.recv_timeout(SOON).is_err());
    bench.close.take();
    assert_eq!(bench.end(), Err(why));
}
