//! Opening doors aside from the loop, and passing on what comes through them.

use crate::lang::Problem;
use crate::lang::errors::term as codes;
use crate::register::{Envelope, Local, NewRegister, Options, Reply, Request, create};
use crate::runtime::turn::Message;
use crate::runtime::{Plan, What};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};

/// Sends a request through a door.
pub(super) type Send = Box<dyn FnMut(Envelope<Request>) -> Result<(), Problem> + std::marker::Send>;

/// An open door. It closes once `send` is dropped and every request is done.
pub struct Link {
    /// The way in.
    pub send: Send,
    /// What comes back; ends when the door is closed.
    pub replies: Receiver<Envelope<Reply>>,
    /// The throw-away folder behind it, if it is one.
    pub scratch: Option<Scratch>,
}

impl Link {
    /// To a register of this process.
    pub fn to(local: Local) -> Self {
        let (send, replies) = local.split();
        Self { send, replies, scratch: None }
    }
}

/// What is to be opened while the screens are on.
pub enum Wanted {
    /// A register made anew.
    New(NewRegister),
    /// A throw-away one with the invented sample.
    Sample,
}

/// Opens what is wanted, on a thread of its own.
pub type Opener = Arc<dyn Fn(Wanted) -> Result<Link, Problem> + std::marker::Send + Sync>;

/// The real opener: registers on this disk.
pub(super) fn opener(plan: &Plan) -> Opener {
    let options = match &plan.what {
        What::Register(options) => Some(options.clone()),
        What::Sample => None,
    };
    Arc::new(move |wanted| match (wanted, &options) {
        (Wanted::New(new), Some(options)) => {
            create(&options.dir, &new)?;
            Ok(Link::to(Local::open(options)?))
        }
        (Wanted::New(_), None) | (Wanted::Sample, _) => sample(),
    })
}

/// Opens aside from the loop, which is told how that went.
pub(super) fn open_aside(
    opener: &Opener,
    wanted: Wanted,
    tell: SyncSender<Message>,
) -> io::Result<()> {
    let opener = Arc::clone(opener);
    std::thread::Builder::new().name("opening".to_owned()).spawn(move || {
        // With the loop gone, the link is dropped and the door closes.
        let _ = tell.send(Message::Opened(opener(wanted)));
    })?;
    Ok(())
}

/// Passes on what comes through a door until it is closed.
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
        let _ = tell.send(Message::Closed(number));
    })?;
    Ok(())
}

/// The system gives no thread.
pub(super) fn no_thread(error: &io::Error) -> Problem {
    Problem::new(&codes::NO_THREAD, [error.to_string()])
}

/// The door closed without being asked to.
pub(super) fn lost() -> Problem {
    Problem::bare(&codes::DOOR_LOST)
}

/// A throw-away folder, 0700; removed when dropped.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// A new one where the system keeps such folders.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn new() -> Result<Self, Problem> {
        use std::os::unix::fs::DirBuilderExt;
        let name = format!("densach-{}", uuid::Uuid::now_v7().simple());
        let dir = std::env::temp_dir().join(name);
        std::fs::DirBuilder::new()
            .mode(0o700)
            .create(&dir)
            .map_err(|error| Problem::new(&codes::NO_SCRATCH, [shown(&dir), error.to_string()]))?;
        Ok(Self(dir))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is the system's to clear: it lies in its folder for such things.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A throw-away register with the invented sample.
pub(super) fn sample() -> Result<Link, Problem> {
    let scratch = Scratch::new()?;
    let options = Options {
        dir: scratch.path().join("register"),
        write: true,
        take_over: false,
        state_home: None,
        segment_bytes: None,
    };
    create(
        &options.dir,
        &NewRegister {
            code: "15889".to_owned(),
            name: "Hội Khuyến học xã mẫu".to_owned(),
            operator: "Lan".to_owned(),
        },
    )?;
    Ok(Link { scratch: Some(scratch), ..Link::to(Local::open(&options)?) })
}
