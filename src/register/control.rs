//! How one's own stalled session is asked to leave: a socket in the register's folder, which only
//! its owner can enter. Its thread waits in the system and wakes for nobody else; it works while
//! the holder's terminal hangs, since neither it nor the worker draws.

use super::files::Files;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// What is said to the holder.
const LEAVE: &str = "densach control 1 leave";
/// What is said to its own listening thread, to end it.
const END: &str = "densach control 1 end";
/// A line is no longer than this.
const MOST: u64 = 256;
/// How long somebody who connects may take to say what they want.
const SPEAK: Duration = Duration::from_secs(2);

/// How long it rests where the system gives no connection.
const REST: Duration = Duration::from_millis(200);

/// The listening thread; ended and its socket removed when dropped.
pub(crate) struct Control {
    files: Files,
    ended: Arc<AtomicBool>,
    /// Those who asked: each keeps the connection as long as they wait.
    asked: Arc<Mutex<Vec<UnixStream>>>,
    thread: Option<JoinHandle<()>>,
}

impl Control {
    /// Listens; `leave` is called, on its thread, when somebody asks the holder to leave. None
    /// where the system has no such socket there: then nobody can take over.
    pub(crate) fn listen(files: &Files, leave: impl Fn() + Send + 'static) -> Option<Self> {
        // We hold the lock: whatever stands there is left from a holder that is gone.
        let _ = std::fs::remove_file(files.control());
        let listener = near(files, UnixListener::bind)?;
        let closed = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(files.control(), closed).ok()?;
        let ended = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&ended);
        let asked: Arc<Mutex<Vec<UnixStream>>> = Arc::default();
        let asking = Arc::clone(&asked);
        let thread = std::thread::Builder::new().name("control".into());
        let thread = thread.spawn(move || {
            let rest = || std::thread::sleep(REST);
            hear(listener.incoming(), &seen, rest, |stream| {
                waiting(&asking).push(stream);
                leave();
            });
        });
        Some(Self { files: files.clone(), ended, asked, thread: Some(thread.ok()?) })
    }

    /// Whether somebody who asked the holder to leave still waits for it.
    pub(crate) fn is_awaited(&self) -> bool {
        let mut asked = waiting(&self.asked);
        asked.retain(is_held);
        !asked.is_empty()
    }
}

/// Gives those who ask to leave, until ended. Where the system gives no connection (no more files may
/// be open), one that waits stays there, and would be asked for again at once: rests before it does.
fn hear(
    incoming: impl Iterator<Item = std::io::Result<UnixStream>>,
    ended: &AtomicBool,
    rest: impl Fn(),
    asked: impl Fn(UnixStream),
) {
    for stream in incoming {
        if ended.load(Ordering::Acquire) {
            break;
        }
        match stream {
            Ok(stream) if said(&stream).as_deref() == Some(LEAVE) => asked(stream),
            Ok(_) => {}
            Err(_) => rest(),
        }
    }
}

fn waiting(asked: &Mutex<Vec<UnixStream>>) -> MutexGuard<'_, Vec<UnixStream>> {
    asked.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the other end has not let go of a connection over which nothing more is said.
fn is_held(stream: &UnixStream) -> bool {
    let quiet = stream.set_nonblocking(true).and_then(|()| (&mut &*stream).read(&mut [0]));
    quiet.is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
}

impl Drop for Control {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Release);
        let woken = say(&self.files, END).is_some();
        let _ = std::fs::remove_file(self.files.control());
        if let Some(thread) = self.thread.take().filter(|_| woken) {
            let _ = thread.join();
        }
    }
}

/// A wish that the holder leave, which stands until this is dropped.
#[must_use]
pub(crate) struct Wish {
    _stream: Option<UnixStream>,
}

/// Asks the holder to leave. Whether it does is seen by its lock.
pub(crate) fn ask_to_leave(files: &Files) -> Wish {
    Wish { _stream: say(files, LEAVE) }
}

fn say(files: &Files, line: &str) -> Option<UnixStream> {
    let mut stream = near(files, UnixStream::connect)?;
    stream.write_all(format!("{line}\n").as_bytes()).ok().map(|()| stream)
}

fn said(stream: &UnixStream) -> Option<String> {
    stream.set_read_timeout(Some(SPEAK)).ok()?;
    let mut line = String::new();
    BufReader::new(stream.take(MOST)).read_line(&mut line).ok()?;
    Some(line.trim_end().to_owned())
}

/// Runs `with` on a path of the socket that is short enough for the system (108 bytes), however
/// deep the folder lies.
fn near<T>(files: &Files, with: impl Fn(PathBuf) -> std::io::Result<T>) -> Option<T> {
    let folder = std::fs::File::open(files.dir()).ok()?;
    let name = files.control().file_name()?.to_owned();
    let short = PathBuf::from(format!("/proc/self/fd/{}", folder.as_raw_fd())).join(name);
    with(short).or_else(|_| with(files.control())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn only_the_right_words_ask_to_leave_and_the_socket_goes_with_its_owner() {
        let dir = tempfile::tempdir().unwrap();
        let deep = dir.path().join("d".repeat(100)).join("e".repeat(100));
        std::fs::create_dir_all(&deep).unwrap();
        let files = Files::of(&deep);
        let (tell, told) = channel();
        let control = Control::listen(&files, move || tell.send(()).unwrap()).unwrap();
        assert!(files.control().exists());
        assert!(say(&files, "densach control 2 leave").is_some());
        let wish = ask_to_leave(&files);
        told.recv().unwrap();
        assert!(control.is_awaited());
        drop(wish);
        assert!(!control.is_awaited(), "who asked has given up");
        drop(control);
        assert!(!files.control().exists());
        assert!(told.recv().is_err(), "asked once only");
        assert!(say(&files, LEAVE).is_none());
    }

    #[test]
    fn where_the_system_gives_no_connection_it_rests_before_it_asks_again() {
        let (near, mut far) = UnixStream::pair().unwrap();
        far.write_all(format!("{LEAVE}\n").as_bytes()).unwrap();
        let none = || Err(std::io::Error::other("too many open files"));
        let (rested, asked) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
        let rest = || rested.set(rested.get() + 1);
        let incoming = [none(), none(), Ok(near), none()].into_iter();
        hear(incoming, &AtomicBool::new(false), rest, |_| asked.set(asked.get() + 1));
        assert_eq!((rested.get(), asked.get()), (3, 1));
        hear([none()].into_iter(), &AtomicBool::new(true), rest, |_| ());
        assert_eq!(rested.get(), 3, "ended");
    }
}
