//! What goes on aside from the loop: doors that open and close, and long work behind a side door.

use super::{Message, Program, Turns};
use crate::app::Event;
use crate::app::import::job::{Job, Setting, Told};
use crate::register::{Beside, SendRequest};
use crate::runtime::doors::{self, Link, Wanted, open_aside, pass_on};
use crate::runtime::jobs::carry_out;
use crate::runtime::sample::Scratch;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The door in use, and what goes with it.
pub(super) struct Open {
    pub(super) number: u32,
    /// None: it is being closed.
    pub(super) send: Option<SendRequest>,
    /// Opens side doors to it.
    beside: Beside,
    /// The throw-away register behind it.
    scratch: Option<Scratch>,
}

/// Long work: what it is given, and the event it ends with. The way to tell how far it came says
/// false once the program ends, which it must then do soon, too.
pub(super) type Work = Box<dyn FnOnce(&Beside, &dyn Fn(Event) -> bool) -> Event + Send>;

impl<P: Program> Turns<P> {
    pub(super) fn open(&mut self, wanted: Wanted) -> Option<Event> {
        self.opening += 1;
        let tell = self.tell.clone();
        if let Err(error) = open_aside(&self.opener, wanted, &self.ending, tell) {
            self.opening -= 1;
            return Some(Event::Failed(doors::no_thread(&error)));
        }
        None
    }

    /// Takes a door into use; the one before it closes.
    pub(super) fn adopt(&mut self, link: Link) -> Event {
        self.stop_sending();
        self.doors_so_far += 1;
        let number = self.doors_so_far;
        if let Err(error) = pass_on(number, link.replies, self.tell.clone()) {
            return Event::Failed(doors::no_thread(&error));
        }
        let Link { send, beside, scratch, .. } = link;
        self.doors.push(Open { number, send: Some(send), beside, scratch });
        if self.leaving.is_some() {
            self.stop_sending();
        }
        Event::Opened
    }

    /// The other side is told by the end of requests, and closes once it has done them all.
    pub(super) fn stop_sending(&mut self) {
        for door in &mut self.doors {
            if let Some(send) = door.send.take() {
                let tell = self.tell.clone();
                doors::close_aside(door.number, send, door.scratch.take(), tell);
            }
        }
    }

    pub(super) fn silent(&mut self, number: u32) {
        let in_use = self.doors.iter().any(|door| door.number == number && door.send.is_some());
        if in_use {
            self.stop_sending();
            self.happen([Event::Failed(doors::lost())].into());
        }
    }

    /// Begins a job of the screens; the one before it is to end.
    pub(super) fn job(&mut self, number: u64, job: Job, setting: Setting) -> Option<Event> {
        self.stop_job();
        let stop = Arc::new(AtomicBool::new(false));
        self.stop = Arc::clone(&stop);
        let broke = move || Event::Worked(number, Told::Failed(doors::lost()));
        let work: Work = Box::new(move |beside, tell| {
            let mut far = |told| {
                let goes_on = tell(Event::Worked(number, told));
                goes_on && !stop.load(Ordering::Acquire)
            };
            Event::Worked(number, carry_out(&job, &setting, beside, &mut far))
        });
        self.work(work, broke)
    }

    /// The job under way is to end at its next safe point.
    pub(super) fn stop_job(&self) {
        self.stop.store(true, Ordering::Release);
    }

    /// Does long work on a thread of its own; None where it began. What is told of one that breaks:
    /// `broke`.
    pub(super) fn work(
        &mut self,
        work: Work,
        broke: impl FnOnce() -> Event + Send + 'static,
    ) -> Option<Event> {
        let beside = Arc::clone(&self.doors.last()?.beside);
        let (tell, ending) = (self.tell.clone(), Arc::clone(&self.ending));
        let run = move || {
            let told = |event| {
                // With the loop gone, nobody is left to tell.
                tell.send(Message::Happened(event)).is_ok() && !ending.load(Ordering::Acquire)
            };
            // One that breaks ends nothing but itself, and is told like what it could not do.
            let event =
                catch_unwind(AssertUnwindSafe(|| work(&beside, &told))).unwrap_or_else(|_| broke());
            let _ = tell.send(Message::Worked(event));
        };
        if let Err(error) = std::thread::Builder::new().name("work".to_owned()).spawn(run) {
            return Some(Event::Notice(doors::no_thread(&error)));
        }
        self.working += 1;
        None
    }
}
