//! Who holds a register: one writer at a time, by a lock of the system on the file `lock`, which
//! also says who it is. The lock goes with the process, however it ends; the words in the file
//! are only for the message.

use super::files::{Files, io};
use super::{clock, control};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::time::{Duration, Instant};

/// The first line of the file.
const TITLE: &str = "densach lock 1";
/// The file is no longer than this.
const MOST: u64 = 4096;
/// How long a holder that was asked to leave may take.
const LEAVING: Duration = Duration::from_secs(15);

/// Who holds a register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// The system's user.
    pub who: String,
    /// Since when, local time of the register (+07:00).
    pub since: String,
    /// The host.
    pub host: String,
    /// The terminal, or `-`.
    pub tty: String,
    /// The process.
    pub pid: String,
}

/// The system's user: the name this process's user id has in the system's list, else the number.
pub fn system_user() -> String {
    let Ok(process) = std::fs::metadata("/proc/self") else {
        return std::env::var("USER").unwrap_or_default();
    };
    let uid = process.uid().to_string();
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = |line: &str| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)? == uid).then(|| name.to_owned())
    };
    users.lines().find_map(name).unwrap_or(uid)
}

impl Holder {
    fn me() -> Self {
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let tty = std::fs::read_link("/proc/self/fd/0").ok();
        let tty =
            tty.map(|path| path.display().to_string()).filter(|path| path.starts_with("/dev/"));
        Self {
            who: system_user(),
            since: clock::local(clock::now()),
            host: host.trim().to_owned(),
            tty: tty.unwrap_or_else(|| "-".into()),
            pid: std::process::id().to_string(),
        }
    }

    fn write(&self) -> String {
        let clean = |text: &str| text.replace(|c: char| c.is_control(), " ");
        let lines = [&self.who, &self.since, &self.host, &self.tty, &self.pid];
        let lines: Vec<String> = lines.into_iter().map(|line| clean(line)).collect();
        format!("{TITLE}\n{}\n", lines.join("\n"))
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(TITLE) {
            return None;
        }
        let mut next = || lines.next().map(crate::text::clean::shown);
        Some(Self { who: next()?, since: next()?, host: next()?, tty: next()?, pid: next()? })
    }

    /// The problem that they hold it, or (`left`: they were asked to leave) hold it still.
    fn problem(self, left: bool) -> Problem {
        let code = if left { &codes::NOT_LEFT } else { &codes::HELD };
        Problem::new(code, [self.who, self.since, self.host, self.tty, self.pid])
    }
}

/// The lock of a writer; given back when dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    holder: Holder,
}

impl Lock {
    /// Takes the lock; with `take_over`, a holder of one's own is asked to leave first.
    pub(crate) fn take(files: &Files, take_over: bool) -> Result<Self, Problem> {
        let path = files.lock();
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(|error| io(&path, &error))?;
        if try_lock(files, &file)? {
            return Ok(Self::held(file));
        }
        if !take_over {
            return Err(holder_in(&file).problem(false));
        }
        let _wish = control::ask_to_leave(files);
        let end = Instant::now() + LEAVING;
        while !try_lock(files, &file)? {
            if Instant::now() >= end {
                return Err(holder_in(&file).problem(true));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(Self::held(file))
    }

    fn held(file: File) -> Self {
        let mut lock = Self { file, holder: Holder::me() };
        lock.say();
        lock
    }

    /// Who keys is known now: of several who share one account that is whom others look for.
    pub(crate) fn keyed_by(&mut self, operator: &str) {
        if !operator.is_empty() {
            self.holder.who = format!("{operator} ({})", system_user());
            self.say();
        }
    }

    fn say(&mut self) {
        let (file, text) = (&mut self.file, self.holder.write());
        // The lock is the system's; on a full disk nobody can be told whose it is.
        let _ = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(text.as_bytes()));
    }
}

/// Who holds the register now, None when nobody does.
pub(crate) fn holder(files: &Files) -> Result<Option<Holder>, Problem> {
    let file = match File::open(files.lock()) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io(&files.lock(), &error)),
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(None),
        Err(TryLockError::WouldBlock) => Ok(Some(holder_in(&file))),
        Err(TryLockError::Error(error)) => Err(io(&files.lock(), &error)),
    }
}

fn try_lock(files: &Files, file: &File) -> Result<bool, Problem> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(io(&files.lock(), &error)),
    }
}

fn holder_in(file: &File) -> Holder {
    let mut text = String::new();
    let mut file = file;
    let _ = file.rewind();
    let read = file.take(MOST).read_to_string(&mut text);
    read.ok().and_then(|_| Holder::read(&text)).unwrap_or_else(|| {
        let unknown = || "?".to_owned();
        Holder { who: unknown(), since: unknown(), host: unknown(), tty: unknown(), pid: unknown() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_learns_who_and_the_lock_goes_with_its_holder() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::of(dir.path());
        assert_eq!(holder(&files).unwrap(), None);
        let lock = Lock::take(&files, false).unwrap();
        let problem = Lock::take(&files, false).unwrap_err();
        assert!(problem.is(&codes::HELD), "{problem}");
        assert_eq!(problem.params[4], std::process::id().to_string());
        assert_eq!(holder(&files).unwrap().unwrap().pid, std::process::id().to_string());
        drop(lock);
        assert_eq!(holder(&files).unwrap(), None);
        Lock::take(&files, false).unwrap();
    }

    #[test]
    fn a_lock_file_full_of_rubbish_is_no_obstacle() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::of(dir.path());
        std::fs::write(files.lock(), [0xFF; 10_000]).unwrap();
        let lock = Lock::take(&files, false).unwrap();
        std::fs::write(files.lock(), [0xFF; 10_000]).unwrap();
        assert_eq!(Lock::take(&files, false).unwrap_err().params[0], "?");
        drop(lock);
    }

    #[test]
    fn what_a_holder_says_reads_back() {
        let me = Holder { who: "lan\x1b[2J".into(), ..Holder::me() };
        let read = Holder::read(&me.write()).unwrap();
        assert!(!read.who.contains('\x1b'), "{read:?}");
        assert_eq!(read.pid, me.pid);
        assert_eq!(Holder::read("densach lock 2\na\nb\nc\nd\ne\n"), None);
    }
}
