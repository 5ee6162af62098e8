//! Opening doors aside from the loop, and passing on what comes through them.

use crate::lang::Problem;
use crate::lang::errors::{register, term as codes};
use crate::register::{Beside, Envelope, Local, NewRegister, Reply, SendRequest, create};
use crate::runtime::sample::{Scratch, sample};
use crate::runtime::turn::Message;
use crate::runtime::{Plan, What};
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, SyncSender};

/// An open door. It closes once `send` is dropped and every request is done.
pub struct Link {
    /// The way in.
    pub send: SendRequest,
    /// What comes back; ends when the door is closed.
    pub replies: Receiver<Envelope<Reply>>,
    /// Opens side doors to the same register, for long work aside from the screens.
    pub beside: Beside,
    /// The throw-away folder behind it, if it is one.
    pub scratch: Option<Scratch>,
}

impl Link {
    /// To a register of this process.
    pub fn to(local: Local) -> Self {
        let beside = local.beside();
        let (send, replies) = local.split();
        Self { send, replies, beside, scratch: None }
    }
}

/// What is to be opened while the screens are on.
pub enum Wanted {
    /// A register made anew.
    New(NewRegister),
    /// A throw-away one with the invented sample.
    Sample,
}

/// Opens what is wanted, on a thread of its own; gives up soon once the flag says that the program
/// ends.
pub type Opener = Arc<dyn Fn(Wanted, &AtomicBool) -> Result<Link, Problem> + Send + Sync>;

/// The real opener: registers on this disk.
pub(super) fn opener(plan: &Plan) -> Opener {
    let lang = plan.lang;
    let options = match &plan.what {
        What::Register(options) => Some(options.clone()),
        What::Sample => None,
    };
    Arc::new(move |wanted, ending| match (wanted, &options) {
        (Wanted::New(new), Some(options)) => {
            create(&options.dir, &new)?;
            Ok(Link::to(Local::open(options)?))
        }
        (Wanted::New(_), None) | (Wanted::Sample, _) => sample(lang, ending),
    })
}

/// Opens aside from the loop, which is told how that went.
pub(super) fn open_aside(
    opener: &Opener,
    wanted: Wanted,
    ending: &Arc<AtomicBool>,
    tell: SyncSender<Message>,
) -> io::Result<()> {
    let (opener, ending) = (Arc::clone(opener), Arc::clone(ending));
    std::thread::Builder::new().name("opening".to_owned()).spawn(move || {
        // With the loop gone, the link is dropped and the door closes.
        let _ = tell.send(Message::Opened(opener(wanted, &ending)));
    })?;
    Ok(())
}

/// Passes on what comes through a door until nothing more comes.
pub(super) fn pass_on(
    number: u32,
    replies: Receiver<Envelope<Reply>>,
    tell: SyncSender<Message>,
) -> io::Result<()> {
    std::thread::Builder::new().name("replies".to_owned()).spawn(move || {
        for reply in replies {
            if tell.send(Message::Reply(number, reply)).is_err() {
                return;
            }
        }
        let _ = tell.send(Message::Silent(number));
    })?;
    Ok(())
}

/// The system gives no thread.
pub(super) fn no_thread(error: &io::Error) -> Problem {
    Problem::new(&codes::NO_THREAD, [error.to_string()])
}

/// Closes a door, which takes as long as its last requests and a checkpoint take, aside from the
/// loop; then removes the throw-away register behind it, and tells that it is closed.
pub(super) fn close_aside(
    number: u32,
    send: SendRequest,
    scratch: Option<Scratch>,
    tell: SyncSender<Message>,
) {
    let close = move || {
        drop(send);
        drop(scratch);
        // With the loop gone, nobody is left to tell.
        let _ = tell.send(Message::Closed(number));
    };
    // Without a thread the closure is dropped right here, and with it all that closes; only that
    // it did is not told, and the loop waits as long as it waits for any door.
    let _ = std::thread::Builder::new().name("closing".to_owned()).spawn(close);
}

/// The door closed without being asked to: its thread broke, and this is what it said.
pub(super) fn lost() -> Problem {
    let why = crate::term::panic_aside().unwrap_or_else(|| "the worker ended".to_owned());
    Problem::new(&register::DOOR_CLOSED, [why])
}
