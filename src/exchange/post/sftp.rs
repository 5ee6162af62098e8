//! Sending through the system's `sftp`, which asks nothing (`-b`): it looks what is there, uploads under
//! a temporary name from where an earlier sending was cut, renames, and looks again.
//!
//! The temporary name holds a hash of the content, so that no file goes on where another one stopped: an
//! encrypted bundle is another file each time it is encrypted. Nothing is asked of the drop box but to
//! look at a name, to write and to rename: it may refuse to read, list and remove.

use super::send::{Arrived, Carried};
use super::target::Host;
use super::{Listed, PART};
use crate::exchange::rejects::unreadable;
use crate::lang::errors::post as codes;
use crate::lang::{Code, Problem};
use crate::text::clean::shown;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// What a host says is no longer, in bytes.
const SAID: u64 = 1 << 20;
/// Digits of the hash in a temporary name.
const DIGITS: usize = 16;
/// A host that does not answer for so long is given up, in seconds.
const CONNECT: &str = "ConnectTimeout=20";
const ALIVE: &str = "ServerAliveInterval=15";
/// A piece of it stands there as soon as it has arrived; left to itself, sftp asks for pieces so large
/// that a bad line never brings one.
const PIECE: &str = "32768";

/// What ssh and sftp say, and what that means; the first that fits counts.
static MEANINGS: &[(&str, &Code)] = &[
    ("Host key verification failed", &codes::HOST_UNKNOWN),
    ("REMOTE HOST IDENTIFICATION HAS CHANGED", &codes::HOST_UNKNOWN),
    ("Permission denied (", &codes::HOST_REFUSED),
    ("Too many authentication failures", &codes::HOST_REFUSED),
    ("Could not resolve hostname", &codes::HOST_UNREACHED),
    ("Connection refused", &codes::HOST_UNREACHED),
    ("Connection timed out", &codes::HOST_UNREACHED),
    ("Operation timed out", &codes::HOST_UNREACHED),
    ("No route to host", &codes::HOST_UNREACHED),
    ("Network is unreachable", &codes::HOST_UNREACHED),
    ("kex_exchange_identification", &codes::HOST_UNREACHED),
    ("Connection closed", &codes::CUT),
    ("closed by remote host", &codes::CUT),
    ("Connection reset", &codes::CUT),
    ("Broken pipe", &codes::CUT),
    ("not responding", &codes::CUT),
    ("No space left", &codes::FULL),
    ("Quota exceeded", &codes::FULL),
    ("write remote", &codes::FULL),
    ("Permission denied", &codes::FOLDER_REFUSED),
    ("No such file", &codes::FOLDER_REFUSED),
    ("not found", &codes::FOLDER_REFUSED),
];

/// A drop box, and how it is reached.
pub(super) struct Sftp<'a> {
    pub(super) host: &'a Host,
    pub(super) config: Option<&'a Path>,
    pub(super) from: &'a Path,
    pub(super) limit: Option<u32>,
}

/// A file on its way.
struct Bound<'a> {
    file: &'a Listed,
    part: String,
}

impl Sftp<'_> {
    /// Sends those files.
    pub(super) fn send(&self, files: &[Listed], arrived: &mut Arrived<'_>) -> Result<(), Problem> {
        let bound = files.iter().map(|file| Ok(Bound { file, part: temporary(file)? }));
        let bound: Vec<Bound<'_>> = bound.collect::<Result<_, Problem>>()?;
        if bound.is_empty() {
            return Ok(());
        }
        let names = bound.iter().flat_map(|one| [one.file.name.as_str(), &one.part]);
        let looked = self.run(&names.map(look).collect::<String>())?;
        for Bound { file, part } in bound {
            let known = |name: &str| size(&looked, name);
            let before = match (known(&file.name), known(part.as_str())) {
                (Some(size), _) if size == file.bytes => {
                    arrived(file, Carried::There)?;
                    continue;
                }
                (Some(_), _) => return Err(self.taken(&file.name)),
                (None, Some(size)) if size <= file.bytes => size,
                // What is longer than the file is none of it.
                (None, _) => 0,
            };
            let name = &file.name;
            let how = match before {
                0 => format!("put {name} {part}\n"),
                before if before == file.bytes => String::new(),
                _ => format!("reput {name} {part}\n"),
            };
            let batch = format!("{how}{}rename -l {part} {name}\n{}", look(&part), look(name));
            let said = self.run(&batch)?;
            if size(&said, &part) != Some(file.bytes) || size(&said, name) != Some(file.bytes) {
                return Err(Problem::new(&codes::DIFFERS, [format!("{}:{name}", self.host.name)]));
            }
            arrived(file, Carried::Sent { before })?;
        }
        Ok(())
    }

    fn taken(&self, name: &str) -> Problem {
        Problem::new(&codes::NAME_TAKEN, [name, &self.host.to_string()])
    }

    /// Runs a batch; what sftp says of it.
    fn run(&self, batch: &str) -> Result<String, Problem> {
        let mut command = Command::new("sftp");
        if let Some(config) = self.config {
            command.arg("-F").arg(config);
        }
        if let Some(port) = self.host.port {
            command.arg("-P").arg(port.to_string());
        }
        if let Some(limit) = self.limit {
            command.arg("-l").arg(limit.to_string());
        }
        command.args(["-B", PIECE, "-o", CONNECT, "-o", ALIVE, "-b", "-", "--", &self.host.name]);
        command.current_dir(self.from).env("LC_ALL", "C");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => Problem::bare(&codes::NO_SFTP),
            _ => Problem::new(&codes::SFTP, [self.host.to_string(), error.to_string()]),
        })?;
        let goes = match self.host.folder.as_str() {
            "" => String::new(),
            folder => format!("cd {}\n", quoted(folder)),
        };
        if let Some(mut to) = child.stdin.take() {
            // One that has ended says why on its own.
            let _ = to.write_all((goes + batch).as_bytes());
        }
        let complains = child.stderr.take().map(|from| std::thread::spawn(move || heard(from)));
        let said = child.stdout.take().map(heard).unwrap_or_default();
        let complained = complains.and_then(|thread| thread.join().ok()).unwrap_or_default();
        let ended = child.wait();
        match ended {
            Ok(status) if status.success() => Ok(said),
            Ok(status) => Err(self.meant(&complained, &status.to_string())),
            Err(error) => Err(self.meant(&complained, &error.to_string())),
        }
    }

    /// What a failure means.
    fn meant(&self, complained: &str, ended: &str) -> Problem {
        // That a name is not there is an answer, and no failure.
        let told = |line: &&str| !line.trim().is_empty() && !line.starts_with("Can't ls");
        let lines = || complained.lines().filter(told);
        let found = MEANINGS.iter().find_map(|(words, code)| {
            lines().find(|line| line.contains(words)).map(|line| (*code, line))
        });
        let (code, line) = found.unwrap_or((&codes::SFTP, lines().next_back().unwrap_or(ended)));
        Problem::new(code, [self.host.to_string(), shown(line.trim())])
    }
}

/// Reads what a program says, to its end; the beginning of it is kept.
fn heard(mut from: impl Read) -> String {
    let mut kept = Vec::new();
    let _ = from.by_ref().take(SAID).read_to_end(&mut kept);
    let _ = std::io::copy(&mut from, &mut std::io::sink());
    String::from_utf8_lossy(&kept).into_owned()
}

/// The name under which a file is uploaded.
fn temporary(file: &Listed) -> Result<String, Problem> {
    let fail = |error| unreadable(&file.path, &error);
    let mut from = File::open(&file.path).map_err(fail)?;
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match from.read(&mut piece).map_err(fail)? {
            0 => break,
            read => hash.update(piece.get(..read).unwrap_or_default()),
        }
    }
    let mut digits = crate::text::hex::text(&hash.finalize());
    digits.truncate(DIGITS);
    Ok(format!("{}.{digits}{PART}", file.name))
}

/// Looks at a name, which need not be there.
fn look(name: &str) -> String {
    format!("-ls -ln {name}\n")
}

/// The size of a file that was looked at: the fifth word of the line that ends with its name.
fn size(said: &str, name: &str) -> Option<u64> {
    said.lines().filter(|line| !line.starts_with("sftp>")).find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let named = words.len() > 5 && words.last().is_some_and(|word| word == &name);
        words.get(4).filter(|_| named)?.parse().ok()
    })
}

/// A word for sftp.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_that_of_the_name_asked_for() {
        let said = "sftp> -ls -ln a.zip\nsftp> -ls -ln a.zip.part\n\
            -rw-------    ? 1000     1000       400000 Nov 25 14:20 a.zip.part\n";
        assert_eq!(size(said, "a.zip.part"), Some(400_000));
        assert_eq!([size(said, "a.zip"), size("", "a.zip")], [None, None]);
    }

    #[test]
    fn what_ssh_says_is_told_by_its_meaning() {
        let host = Host { name: "hkh@tinh".into(), port: None, folder: "den".into() };
        let sftp = Sftp { host: &host, config: None, from: Path::new("."), limit: None };
        for (said, code) in [
            (
                "No ED25519 host key is known for tinh\nHost key verification failed.\n",
                &codes::HOST_UNKNOWN,
            ),
            ("hkh@tinh: Permission denied (publickey).\nConnection closed\n", &codes::HOST_REFUSED),
            (
                "ssh: Could not resolve hostname tinh: x\nConnection closed\n",
                &codes::HOST_UNREACHED,
            ),
            ("ssh: connect to host tinh port 22: Connection refused\n", &codes::HOST_UNREACHED),
            ("client_loop: send disconnect: Broken pipe\nConnection closed\n", &codes::CUT),
            ("Connection to 127.0.0.1 closed by remote host.\n", &codes::CUT),
            ("write remote \"/den/a\": Failure\n", &codes::FULL),
            ("dest open \"/den/a\": Permission denied\n", &codes::FOLDER_REFUSED),
            ("realpath /nowhere: No such file\n", &codes::FOLDER_REFUSED),
            ("something else \u{1b}[2J\n", &codes::SFTP),
            ("", &codes::SFTP),
        ] {
            let problem = sftp.meant(said, "exit status: 255");
            assert!(problem.is(code), "{said}: {problem}");
            assert!(!problem.params.iter().any(|param| param.contains('\u{1b}')));
        }
    }
}
