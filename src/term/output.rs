//! Writing on a thread of its own, so that a terminal that stopped reading holds up nothing but
//! the picture: keys, the door and the end of the program go on.

use std::io::{self, ErrorKind, Write};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

enum Job {
    Write(Vec<u8>),
    Tell(SyncSender<()>),
}

/// The way to the writing thread. It is never joined: it may be stuck for good.
#[derive(Debug)]
pub struct Output {
    jobs: Sender<Job>,
}

impl Output {
    /// Starts the thread. `written` is told after each piece how that went; an error is the end of
    /// the terminal (EIO: it hung up).
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(
        to: impl Write + Send + 'static,
        written: impl Fn(io::Result<()>) + Send + 'static,
    ) -> io::Result<Self> {
        let (jobs, todo) = channel();
        std::thread::Builder::new()
            .name("screen".to_owned())
            .spawn(move || write_all(to, &todo, written))?;
        Ok(Self { jobs })
    }

    /// Hands over one piece, which is one `write`; returns at once.
    pub fn send(&self, bytes: Vec<u8>) {
        // With the thread gone, `written` has already told why.
        let _ = self.jobs.send(Job::Write(bytes));
    }

    /// Waits until everything handed over is written, but no longer than that; whether it is.
    pub fn finish(&self, at_most: Duration) -> bool {
        let (tell, told) = sync_channel(1);
        self.jobs.send(Job::Tell(tell)).is_ok() && told.recv_timeout(at_most).is_ok()
    }
}

fn write_all(mut to: impl Write, todo: &Receiver<Job>, written: impl Fn(io::Result<()>)) {
    for job in todo {
        match job {
            Job::Write(bytes) => {
                let went = write_once(&mut to, &bytes);
                let over = went.is_err();
                written(went);
                if over {
                    return;
                }
            }
            Job::Tell(tell) => {
                let _ = tell.send(());
            }
        }
    }
}

/// One `write` where the terminal takes it whole; the rest again where it took a part.
pub(super) fn write_once(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match to.write(rest) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(n) => rest = rest.get(n..).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// Takes three bytes at a time, is interrupted before each, and hangs up at last.
    struct Slow {
        seen: Arc<Mutex<Vec<u8>>>,
        interrupt: bool,
        left: usize,
    }

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.interrupt = !self.interrupt;
            if self.interrupt {
                return Err(ErrorKind::Interrupted.into());
            }
            if self.left == 0 {
                return Err(io::Error::from_raw_os_error(5));
            }
            self.left -= 1;
            let taken = bytes.len().min(3);
            self.seen.lock().unwrap().extend(&bytes[..taken]);
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn parts_are_written_on_and_a_hang_up_is_told() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (tell, told) = channel();
        let slow = Slow { seen: seen.clone(), interrupt: false, left: 3 };
        let output = Output::start(slow, move |went| {
            tell.send(went.map_err(|error| error.raw_os_error())).unwrap();
        })
        .unwrap();
        output.send(b"12345678".to_vec());
        assert!(told.recv().unwrap().is_ok());
        assert_eq!(*seen.lock().unwrap(), b"12345678");
        output.send(b"9".to_vec());
        assert_eq!(told.recv().unwrap(), Err(Some(5)));
        assert!(told.recv().is_err(), "nothing is written to a terminal that is gone");
    }

    /// Blocks until it is let go, as a terminal that stopped reading.
    struct Stalled(Receiver<()>);

    impl Write for Stalled {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.recv().map_err(|_| ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_stalled_terminal_holds_up_nobody() {
        let (go, wait) = channel();
        let output = Output::start(Stalled(wait), |_| {}).unwrap();
        output.send(b"frame".to_vec());
        assert!(!output.finish(Duration::from_millis(1)));
        go.send(()).unwrap();
        assert!(output.finish(Duration::from_secs(60)));
    }
}
