//! The same door over a Unix socket: frames of a length (4 bytes, little-endian, capped) and a
//! bincode message. The far side is not trusted: a length is checked before anything is read, a
//! message that does not decode ends the connection, and one that stops reading is given up.

use super::post::{Flags, Gate, Inbox, Luggage, Out};
use super::{Address, Door, Envelope, Local, Reply, Request, files, gone};
use crate::derived::codec;
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use serde::{Serialize, de::DeserializeOwned};
use std::io::{ErrorKind, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, sync_channel};
use std::time::{Duration, Instant};

/// Replies that wait for the far side.
const UNREAD: usize = 256;
/// How long a far side that does not read is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes read at once.
const READ: usize = 64 << 10;
/// Bytes of a length.
const LENGTH: usize = 4;

/// Where connections over sockets come in: a register's worker serves them beside its owner.
#[derive(Clone)]
pub struct Doorway {
    inbox: Sender<Inbox>,
    flags: Arc<Flags>,
    next: Arc<AtomicU64>,
}

impl Local {
    /// The way in for connections over sockets, as long as this door is open.
    pub fn doorway(&self) -> Doorway {
        let Self { owner, .. } = self;
        Doorway {
            inbox: owner.inbox.clone(),
            flags: Arc::clone(&owner.flags),
            next: Arc::clone(&owner.connections),
        }
    }
}

impl Doorway {
    /// Serves one connection on two threads, until the far side closes it.
    ///
    /// # Errors
    /// The register is closed, or the system gives no thread.
    pub fn serve(&self, stream: UnixStream) -> Result<(), Problem> {
        let io = |error: std::io::Error| files::io(Path::new("socket"), &error);
        let number = self.next.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        let (to, replies) = sync_channel(UNREAD);
        let out = Out::patient(to, Arc::clone(&self.flags), PATIENCE);
        let (reading, writing) = (stream.try_clone().map_err(io)?, stream);
        self.inbox.send(Inbox::Connect(number, out)).map_err(|_| gone())?;
        let write = move || write_replies(writing, &replies);
        std::thread::Builder::new().name("socket-out".into()).spawn(write).map_err(io)?;
        let inbox = self.inbox.clone();
        let read = move || {
            let why = read_requests(reading, number, &inbox);
            // A worker that is gone has closed the connection itself.
            let _ = inbox.send(Inbox::Broken(number, why));
        };
        std::thread::Builder::new().name("socket-in".into()).spawn(read).map_err(io)?;
        Ok(())
    }
}

/// Hands requests on until the connection ends, and says how it did.
fn read_requests(stream: UnixStream, number: u64, inbox: &Sender<Inbox>) -> Problem {
    let mut frames = Frames::new(stream);
    let gate = Arc::new(Gate::default());
    loop {
        match frames.body(None) {
            Ok(Some(body)) => {
                let share = gate.enter(body.len());
                let request = match message(&body) {
                    Ok(request) => request,
                    Err(problem) => return problem,
                };
                if inbox.send(Inbox::From(number, request, Luggage::Share(share))).is_err() {
                    return gone();
                }
            }
            Ok(None) => {}
            Err(problem) => return problem,
        }
    }
}

fn write_replies(mut stream: UnixStream, replies: &Receiver<Envelope<Reply>>) {
    while let Ok(reply) = replies.recv() {
        let written = write_frame(&mut stream, &reply).or_else(|problem| {
            // What cannot be sent is refused in its place.
            write_frame(&mut stream, &Envelope { body: Reply::Refused(problem), ..reply })
        });
        if written.is_err() {
            break;
        }
    }
    let _ = stream.shutdown(Shutdown::Both);
}

fn write_frame<T: Serialize>(stream: &mut UnixStream, message: &T) -> Result<(), Problem> {
    let body = codec::encode(message)?;
    let length = u32::try_from(body.len()).map_err(|_| bad("too long"))?;
    let mut frame = Vec::with_capacity(LENGTH + body.len());
    frame.extend_from_slice(&length.to_le_bytes());
    frame.extend_from_slice(&body);
    stream.write_all(&frame).map_err(|error| closed(&error.to_string()))
}

fn bad(what: &str) -> Problem {
    Problem::new(&codes::BAD_MESSAGE, [what])
}

fn closed(what: &str) -> Problem {
    Problem::new(&codes::DOOR_CLOSED, [what])
}

fn message<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    codec::decode(body).map_err(|problem| bad(&problem.to_string()))
}

/// Whole frames out of a stream that brings them in pieces.
struct Frames {
    stream: UnixStream,
    bytes: Vec<u8>,
}

impl Frames {
    fn new(stream: UnixStream) -> Self {
        Self { stream, bytes: Vec::new() }
    }

    /// The bytes of the next message, waiting at most `wait` (None: for ever).
    fn body(&mut self, wait: Option<Duration>) -> Result<Option<Vec<u8>>, Problem> {
        let end = wait.and_then(|wait| Instant::now().checked_add(wait));
        loop {
            if let Some(body) = self.whole()? {
                return Ok(Some(body));
            }
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Ok(None);
            }
            if !self.read(left)? {
                return Ok(None);
            }
        }
    }

    /// The body of a frame that is here as a whole.
    fn whole(&mut self) -> Result<Option<Vec<u8>>, Problem> {
        let Some((length, rest)) = self.bytes.split_first_chunk::<LENGTH>() else {
            return Ok(None);
        };
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        if length > codec::LIMIT {
            return Err(bad(&format!("{length} > {}", codec::LIMIT)));
        }
        let Some(body) = rest.get(..length) else { return Ok(None) };
        let body = body.to_vec();
        self.bytes.drain(..LENGTH + length);
        Ok(Some(body))
    }

    /// Reads what is there; false when nothing came in time.
    fn read(&mut self, wait: Option<Duration>) -> Result<bool, Problem> {
        let failed = |error: std::io::Error| closed(&error.to_string());
        self.stream.set_read_timeout(wait).map_err(failed)?;
        let mut piece = vec![0; READ];
        match self.stream.read(&mut piece) {
            Ok(0) => Err(closed("end of file")),
            Ok(read) => {
                self.bytes.extend_from_slice(piece.get(..read).unwrap_or_default());
                Ok(true)
            }
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut => Ok(false),
                ErrorKind::Interrupted => Ok(true),
                _ => Err(failed(error)),
            },
        }
    }
}

/// The far side of a door.
pub struct Client {
    frames: Frames,
    writing: UnixStream,
    address: Address,
}

impl Client {
    /// A conversation over a connected socket.
    ///
    /// # Errors
    /// The system gives no second handle.
    pub fn new(stream: UnixStream) -> Result<Self, Problem> {
        let writing = stream.try_clone().map_err(|error| closed(&error.to_string()))?;
        Ok(Self { frames: Frames::new(stream), writing, address: Address::default() })
    }
}

impl Door for Client {
    fn send(&mut self, request: Envelope<Request>) -> Result<(), Problem> {
        write_frame(&mut self.writing, &request)
    }

    fn next(&mut self, wait: Option<Duration>) -> Result<Option<Envelope<Reply>>, Problem> {
        self.frames.body(wait)?.map(|body| message(&body)).transpose()
    }

    fn address(&mut self) -> &mut Address {
        &mut self.address
    }
}
