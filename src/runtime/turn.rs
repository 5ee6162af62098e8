//! The loop: wait, handle all that is there, draw once, carry out what the program wants done.

mod aside;
mod ending;

use crate::app::{Effect, Event};
use crate::lang::Problem;
use crate::lang::errors::register::TAKEN_OVER;
use crate::register::{Envelope, Reply};
use crate::runtime::doors::{Link, Opener, Wanted};
use crate::runtime::program::Program;
use crate::runtime::seat::Seat;
use crate::term::{Caps, Colours, Decoder, GRACE, Input, Output, Painter, Signal, read_in_chunks};
use crate::ui::Look;
use aside::Open;
use ending::Leaving;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, SyncSender};
use std::time::{Duration, Instant};

/// Messages handled before a frame is drawn after all, so that a flood does not blind the clerk.
const AT_ONCE: usize = 256;

/// How long the last frame may take before the terminal is given back without it.
const LAST_FRAME: Duration = Duration::from_millis(500);

/// The exit code of a hang-up: 128 and SIGHUP's number.
const HUNG_UP: u8 = 129;

/// What the loop is told.
pub enum Message {
    /// One read brought that.
    Bytes(Vec<u8>),
    /// There will be no more input.
    InputEnded,
    /// A frame was written, or (false) could not be.
    Written(bool),
    /// A signal came.
    Signal(Signal),
    /// A door was opened, or not.
    Opened(Result<Link, Problem>),
    /// A reply through the door of that number.
    Reply(u32, Envelope<Reply>),
    /// The door of that number will say no more.
    Silent(u32),
    /// The door of that number was closed, and nothing is left of it.
    Closed(u32),
    /// Work aside from the loop came that far.
    Happened(Event),
    /// It ended so.
    Worked(Event),
}

/// The ends the loop is wired to; tests give their own.
pub struct Wires {
    /// What is typed.
    pub input: Box<dyn Read + Send>,
    /// Where frames go.
    pub output: Box<dyn Write + Send>,
    /// The terminal around them.
    pub seat: Box<dyn Seat>,
    /// What may be sent to it.
    pub caps: Caps,
    /// Opens doors.
    pub opener: Opener,
}

/// The loop and all it keeps between two turns.
pub struct Turns<P> {
    program: P,
    seat: Box<dyn Seat>,
    look: Look,
    /// Whether the terminal has colours at all.
    colours: bool,
    size: (u16, u16),
    decoder: Decoder,
    painter: Painter,
    output: Output,
    tell: SyncSender<Message>,
    opener: Opener,
    /// Openings under way.
    opening: usize,
    /// Work aside that is under way.
    working: usize,
    /// Tells the last one that it is to end.
    stop: Arc<AtomicBool>,
    doors: Vec<Open>,
    doors_so_far: u32,
    changed: bool,
    /// A frame is on its way: the next one waits until the terminal has taken it.
    writing: bool,
    bell: bool,
    /// When what the decoder keeps is settled.
    grace: Option<Instant>,
    /// How long a typing pause the program waits for, and when it is over.
    pause: Option<(Duration, Instant)>,
    leaving: Option<Leaving>,
    /// Tells openings under way that the end has begun.
    ending: Arc<AtomicBool>,
}

impl<P: Program> Turns<P> {
    /// Wires everything up: the reading and the writing thread run from here on.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn new(program: P, wires: Wires, tell: SyncSender<Message>) -> io::Result<Self> {
        let read = tell.clone();
        read_in_chunks(wires.input, move |chunk| {
            read.send(chunk.map_or(Message::InputEnded, Message::Bytes)).is_ok()
        })?;
        let written = tell.clone();
        // With the loop gone, nobody is left to tell.
        let output = Output::start(wires.output, move |went| {
            drop(written.send(Message::Written(went.is_ok())));
        })?;
        let colours = wires.caps.colours != Colours::Mono;
        Ok(Self {
            program,
            size: wires.seat.size(),
            seat: wires.seat,
            look: Look { colour: colours, glyphs: wires.caps.glyphs },
            colours,
            decoder: Decoder::default(),
            painter: Painter::new(wires.caps),
            output,
            tell,
            opener: wires.opener,
            opening: 0,
            working: 0,
            stop: Arc::default(),
            doors: Vec::new(),
            doors_so_far: 0,
            changed: true,
            writing: false,
            bell: false,
            grace: None,
            pause: None,
            leaving: None,
            ending: Arc::default(),
        })
    }

    /// Runs until the program leaves and its doors are closed; the exit code. `first` is what the
    /// program wants done at the start, `link` the door that is open then.
    ///
    /// # Errors
    /// The register was taken over from elsewhere.
    pub fn run(
        mut self,
        first: Vec<Effect>,
        link: Option<Link>,
        inbox: &Receiver<Message>,
    ) -> Result<u8, Problem> {
        let opened = link.map(|link| self.adopt(link));
        let mut events: VecDeque<Event> = [Event::Size(self.size.0, self.size.1)].into();
        events.extend(first.into_iter().filter_map(|effect| self.carry_out(effect)));
        events.extend(opened);
        self.happen(events);
        loop {
            self.draw();
            if self.is_over()
                && let Some(leaving) = self.leaving
            {
                return leaving.outcome;
            }
            if let Some(message) = self.wait(inbox) {
                self.handle(message);
                for message in inbox.try_iter().take(AT_ONCE) {
                    self.handle(message);
                }
            }
            self.look_at_the_clock();
        }
    }

    /// The next message; None when a moment waited for has come. Without such a moment, no clock.
    fn wait(&self, inbox: &Receiver<Message>) -> Option<Message> {
        let moments = [
            self.grace,
            self.pause.map(|(_, until)| until),
            self.leaving.as_ref().map(|leaving| leaving.until),
        ];
        match moments.into_iter().flatten().min() {
            None => inbox.recv().ok(),
            Some(until) => {
                let left = until.saturating_duration_since(Instant::now());
                // The loop itself keeps the channel open: an error is the moment waited for.
                inbox.recv_timeout(left).ok()
            }
        }
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Bytes(bytes) => {
                self.program.bytes(&bytes);
                let inputs = self.decoder.feed(&bytes);
                self.grace = self.decoder.waits().then(|| Instant::now() + GRACE);
                if let Some((pause, until)) = &mut self.pause {
                    *until = Instant::now() + *pause;
                }
                self.typed(inputs);
            }
            Message::InputEnded | Message::Written(false) => self.end(HUNG_UP),
            Message::Written(true) => self.writing = false,
            Message::Signal(Signal::End(code)) => self.end(code),
            Message::Signal(Signal::Resize) => self.resized(),
            Message::Signal(Signal::Stop) => {
                self.seat.stop();
                self.back();
            }
            Message::Signal(Signal::Continue) => {
                self.seat.resume();
                self.back();
            }
            Message::Opened(Ok(link)) => {
                self.opening = self.opening.saturating_sub(1);
                let opened = self.adopt(link);
                self.happen([opened].into());
            }
            Message::Opened(Err(problem)) => {
                self.opening = self.opening.saturating_sub(1);
                self.happen([Event::Failed(problem)].into());
            }
            Message::Reply(number, reply) => self.reply(number, reply),
            Message::Silent(number) => self.silent(number),
            Message::Closed(number) => self.doors.retain(|door| door.number != number),
            Message::Happened(event) => self.happen([event].into()),
            Message::Worked(event) => {
                self.working = self.working.saturating_sub(1);
                self.happen([event].into());
            }
        }
    }

    fn reply(&mut self, number: u32, reply: Envelope<Reply>) {
        if self.doors.last().is_none_or(|door| door.number != number) {
            return;
        }
        match reply.body {
            // Whatever the clerk looks at (a terminal that hangs, perhaps): somebody goes on
            // elsewhere with the draft that is on disk, and this session is over.
            Reply::Refused(why) if why.is(&TAKEN_OVER) => self.leave(Err(why)),
            body => {
                let reply = Envelope { body, ..reply };
                self.happen([Event::Reply(Box::new(reply))].into());
            }
        }
    }

    fn typed(&mut self, inputs: Vec<Input>) {
        if self.leaving.is_none() && !inputs.is_empty() {
            self.happen(inputs.into_iter().map(event_of).collect());
        }
    }

    /// Lets events happen, and those that what they want done brings about.
    fn happen(&mut self, mut events: VecDeque<Event>) {
        while let Some(event) = events.pop_front() {
            self.changed = true;
            for effect in self.program.update(event) {
                events.extend(self.carry_out(effect));
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Send(request) => {
                let door = self.doors.last_mut().and_then(|door| door.send.as_mut())?;
                let sent = door(request);
                if sent.is_err() {
                    self.stop_sending();
                }
                return sent.err().map(Event::Failed);
            }
            Effect::Create(new) => return self.open(Wanted::New(new)),
            Effect::OpenSample => return self.open(Wanted::Sample),
            Effect::Suspend => return self.suspend(),
            Effect::Repaint => self.painter.forget(),
            Effect::NextLook => {
                self.look = self.look.next(self.colours);
                self.painter.forget();
            }
            Effect::Work { number, job, setting } => return self.job(number, job, setting),
            Effect::StopWork => self.stop_job(),
            Effect::Bell => self.bell = true,
            Effect::IdleAfter(0) => self.pause = None,
            Effect::IdleAfter(after) => {
                let pause = Duration::from_millis(after.into());
                self.pause = Some((pause, Instant::now() + pause));
            }
            Effect::Quit(code) => self.leave(Ok(code)),
        }
        None
    }

    fn suspend(&mut self) -> Option<Event> {
        self.output.finish(LAST_FRAME);
        match self.seat.suspend() {
            Ok(()) => {
                self.back();
                Some(Event::Resumed)
            }
            Err(problem) => Some(Event::Notice(problem)),
        }
    }

    /// The screen is this program's again, and may show anything.
    fn back(&mut self) {
        self.painter.forget();
        self.changed = true;
        self.resized();
    }

    fn resized(&mut self) {
        let size = self.seat.size();
        if size != self.size {
            self.size = size;
            self.happen([Event::Size(size.0, size.1)].into());
        }
    }

    fn look_at_the_clock(&mut self) {
        let over = |until: Option<Instant>| until.is_some_and(|until| until <= Instant::now());
        if over(self.grace) {
            self.grace = None;
            let inputs = self.decoder.settle();
            self.typed(inputs);
        }
        if over(self.pause.map(|(_, until)| until)) {
            self.pause = None;
            if self.leaving.is_none() {
                self.happen([Event::Idle].into());
            }
        }
    }

    fn draw(&mut self) {
        if !self.changed || self.writing || self.leaving.is_some() {
            return;
        }
        self.changed = false;
        let screen = self.program.view(self.size, self.look);
        let mut frame = self.painter.frame(screen.cells, screen.cursor);
        if std::mem::take(&mut self.bell) {
            frame.push(b'\x07');
        }
        if !frame.is_empty() {
            self.writing = true;
            self.output.send(frame);
        }
    }
}

fn event_of(input: Input) -> Event {
    match input {
        Input::Key(key) => Event::Key(key),
        Input::Typed(text) => Event::Typed(text),
        Input::Paste(text) => Event::Paste(text),
    }
}
