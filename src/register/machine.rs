//! What this machine remembers of a register's head, outside the register's folder. By it a copy,
//! or a folder put back from yesterday, is told from the register itself: it then begins a new
//! epoch, so that two lives of one register are never taken for one.

use super::files;
use crate::journal::{self, Head, Identity, Journal};
use crate::lang::errors::journal::DAMAGED;
use crate::lang::errors::register::FORGOTTEN;
use crate::lang::{Problem, both};
use crate::text::hex;
use sha2::{Digest as _, Sha256};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The first line of a file of this kind.
const TITLE: &str = "densach head 1";

/// Where this machine remembers one register.
#[derive(Clone, Debug)]
pub(crate) struct Memory {
    folder: PathBuf,
    register: PathBuf,
    device: [u8; 16],
}

/// A head as it was remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remembered {
    pub(crate) seq: u64,
    pub(crate) chain: [u8; 32],
    /// The register's folder then.
    pub(crate) dir: PathBuf,
}

/// Why a register is held to be a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copy {
    /// Another machine wrote it last.
    Machine,
    /// The folder it was copied from is still there.
    Folder,
    /// It is older than it was, or another history than it had.
    Older,
}

impl Copy {
    /// A word for the notice.
    pub(crate) fn word(self) -> String {
        match self {
            Self::Machine => both("máy khác", "another machine"),
            Self::Folder => both("thư mục khác", "another folder"),
            Self::Older => both("cũ hơn trước", "older than it was"),
        }
    }
}

impl Memory {
    /// The memory of the register in `dir` under `home` (`$XDG_STATE_HOME/densach`).
    pub(crate) fn new(home: &Path, dir: &Path, register: [u8; 16]) -> Self {
        Self {
            folder: home.join(hex::text(&register)),
            register: dir.canonicalize().unwrap_or_else(|_| dir.to_owned()),
            device: device(register),
        }
    }

    fn path(&self, epoch: [u8; 16]) -> PathBuf {
        self.folder.join(hex::text(&epoch))
    }

    /// The device number of this machine in this register.
    pub(crate) fn device(&self) -> [u8; 16] {
        self.device
    }

    /// What is remembered of that epoch; None where nothing is.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn recall(&self, epoch: [u8; 16]) -> Result<Option<Remembered>, Problem> {
        let path = self.path(epoch);
        let forgotten = |why: String| Problem::new(&FORGOTTEN, [path.display().to_string(), why]);
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let known = read(&text).map(Some);
                known.ok_or_else(|| forgotten(both("hỏng", "damaged")))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(forgotten(error.to_string())),
        }
    }

    /// Remembers a head.
    pub(crate) fn keep(&self, identity: &Identity, head: &Head) -> Result<(), Problem> {
        files::make_dir(&self.folder)?;
        let text = format!(
            "{TITLE}\nseq {}\nchain {}\ndir {}\n",
            head.seq,
            hex::text(&head.chain),
            self.register.display()
        );
        files::write_whole(&self.path(identity.epoch), text.as_bytes())
    }

    /// Whether the journal is a copy, by what is remembered.
    pub(crate) fn copy(
        &self,
        journal: &Journal,
        known: Option<&Remembered>,
    ) -> Result<Option<Copy>, Problem> {
        let identity = journal.identity();
        if identity.device != self.device {
            return Ok(Some(Copy::Machine));
        }
        let Some(known) = known else { return Ok(None) };
        if known.dir != self.register && is_register(&known.dir, identity.register) {
            return Ok(Some(Copy::Folder));
        }
        let same = match known.seq {
            0 => true,
            seq if seq > journal.head().seq => false,
            seq => match journal.chain_at(seq) {
                Ok(Some(chain)) => chain == known.chain,
                Err(problem) if !problem.is(&DAMAGED) => return Err(problem),
                // Another history, or one that is damaged there: damage is no reason to begin anew.
                _ => !journal::verify(&self.register, &[], &mut |_, _| ())?.damage.is_empty(),
            },
        };
        Ok((!same).then_some(Copy::Older))
    }
}

/// Reads what [`Memory::keep`] wrote.
fn read(text: &str) -> Option<Remembered> {
    let mut lines = text.lines();
    (lines.next()? == TITLE).then_some(())?;
    let seq = lines.next()?.strip_prefix("seq ")?.parse().ok()?;
    let chain = hex::read(lines.next()?.strip_prefix("chain ")?.as_bytes())?;
    let dir = PathBuf::from(lines.next()?.strip_prefix("dir ")?);
    Some(Remembered { seq, chain, dir })
}

/// Whether that folder holds that register still.
fn is_register(dir: &Path, register: [u8; 16]) -> bool {
    Journal::open(dir, journal::Mode::Read, &[])
        .is_ok_and(|(journal, _)| journal.identity().register == register)
}

/// This machine's device number within a register: no two registers see the same one.
pub(crate) fn device(register: [u8; 16]) -> [u8; 16] {
    let hash = Sha256::new()
        .chain_update(b"densach device 1")
        .chain_update(machine().as_bytes())
        .chain_update(register)
        .finalize();
    let mut device = [0; 16];
    for (byte, from) in device.iter_mut().zip(hash) {
        *byte = from;
    }
    device
}

/// The machine's own id, or its name where it has none.
fn machine() -> String {
    ["/etc/machine-id", "/var/lib/dbus/machine-id", "/proc/sys/kernel/hostname"]
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .map(|text| text.trim().to_owned())
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}
