//! What a register does with a file that came: a bundle is taken in and answered with a receipt, or goes
//! into quarantine with the reason beside it; a receipt moves the outbox.

use super::bundle::{Check, NAMESPACE, Verified};
use super::dispatch::{act, ledger};
use super::post::{Folder, Folders, Why};
use super::receipt::{self, Receipt, Rows};
use super::receive::{self, Received};
use super::rejects::unreadable;
use super::sealed::{Spooled, is_sealed, unseal};
use crate::domain::PartialDate;
use crate::lang::errors::{bundle, queue, sealed, trust as trusts};
use crate::lang::{Code, Problem};
use crate::register::{self, BundleAct, Chain, Door, LedgerRow, Taken, Way};
use crate::trust::{Principal, RECEIPT, Signer, Trust, age_file, age_keys};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A register's own office: who signs, whom it trusts, and what the clock says.
pub struct Office<'o> {
    /// The register's folder.
    pub dir: &'o Path,
    /// Whose signatures count.
    pub trust: &'o Trust,
    /// Milliseconds since 1970 (UTC).
    pub now: i64,
    /// Today.
    pub day: PartialDate,
}

/// A bundle that broke no rule.
pub struct Arrived {
    /// As it was read.
    pub received: Received,
    /// Kept as long as it is looked at.
    _opened: Option<Spooled>,
}

/// What became of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What its rows came to.
    pub taken: Taken,
    /// The receipt to hand back.
    pub receipt: PathBuf,
}

impl Office<'_> {
    pub(super) fn check<'c>(
        &'c self,
        namespace: &'static str,
    ) -> impl Fn(&[u8], &str) -> Result<Verified, Problem> + 'c {
        move |bytes, armoured| {
            self.trust.verify(namespace, bytes, armoured, self.now).map(Verified::from)
        }
    }

    /// Reads a bundle and holds it to every rule.
    ///
    /// # Errors
    /// The first rule that it breaks; then it is in quarantine ([`hold`](Self::hold)).
    pub fn open(&self, door: &mut dyn Door, file: &Path, me: &str) -> Result<Arrived, Problem> {
        let opened = unsealed(self.dir, file)?;
        let path = opened.as_ref().map_or(file, |opened| opened.path());
        let check = self.check(NAMESPACE);
        let check: &Check<'_> = &check;
        let received = receive::open(door, self.dir, path, (me, check));
        let told = |problem| match &opened {
            Some(opened) => opened.told_of(problem),
            None => problem,
        };
        Ok(Arrived { received: received.map_err(told)?, _opened: opened })
    }

    /// Takes a bundle in, keeps its file, and writes the receipt. Done again, it gives the same.
    ///
    /// # Errors
    /// What the door refused: then nothing was changed.
    pub fn take(
        &self,
        door: &mut dyn Door,
        (file, arrived): (&Path, &Arrived),
        signer: &Signer,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<Answer, Problem> {
        let taken = arrived.received.take(door, told)?;
        let bundle = &arrived.received.bundle;
        let counts = taken.counts;
        let rows = Rows {
            taken: counts.new + counts.changed,
            unchanged: counts.same,
            conflicting: counts.open,
        };
        let principal = Principal::read(signer.public().comment())?;
        let receipt =
            Receipt::of(bundle.id(), bundle.head(), (rows, taken.highest), &principal, self.day);
        let folders = Folders::of(self.dir);
        let path = match folders.named(Folder::Receipts, &receipt.file_name()) {
            Ok(given) => given.path,
            Err(_) => {
                let text = receipt.write(&|bytes| signer.sign(RECEIPT, bytes))?;
                folders.put(Folder::Receipts, &receipt.file_name(), text.as_bytes())?
            }
        };
        self.settle(file, taken.before)?;
        Ok(Answer { taken, receipt: path })
    }

    /// A bundle's file, once it is taken in: kept in the inbox, and in quarantine no more.
    fn settle(&self, file: &Path, before: bool) -> Result<(), Problem> {
        let folders = Folders::of(self.dir);
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
        if file.parent() == Some(&folders.path(Folder::Quarantine)) {
            folders.release(&name, Folder::Inbox)?;
        } else if !before && file.parent() != Some(&folders.path(Folder::Inbox)) {
            folders.bring(file, Folder::Inbox)?;
        }
        Ok(())
    }

    /// Puts what broke a rule into quarantine; what failed here (a disk, a key that is missing) leaves
    /// the file where it is. Gives the problem back.
    pub fn hold(&self, file: &Path, problem: Problem) -> Problem {
        if !is_of_the_file(&problem) {
            return problem;
        }
        let why = Why { problem: problem.clone(), at: self.now };
        match Folders::of(self.dir).hold(file, &why) {
            Ok(_) => problem,
            // That it could not even be kept aside is the more urgent thing to know.
            Err(other) => other,
        }
    }

    /// Whether a problem is the file's own, which then is in quarantine.
    pub fn holds(problem: &Problem) -> bool {
        is_of_the_file(problem)
    }

    /// Takes a receipt in: what it acknowledges leaves the outbox.
    ///
    /// # Errors
    /// It is none of ours, or not signed by whom the bundle was for.
    pub fn acknowledge(&self, door: &mut dyn Door, file: &Path) -> Result<Receipt, Problem> {
        let mut bytes = Vec::new();
        let read = File::open(file)
            .and_then(|file| file.take(receipt::MOST as u64 + 1).read_to_end(&mut bytes));
        read.map_err(|error| unreadable(file, &error))?;
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
        let check = self.check(RECEIPT);
        let receipt = Receipt::read(&bytes, &name, &check)?;
        let told = register::Receipt {
            chain: chain(&receipt),
            identity: receipt.bundle.0,
            seq: receipt.seq,
            highest: receipt.highest,
        };
        act(door, BundleAct::Receipt(told), &mut |_, _| ())?;
        self.clear_outbox(door)?;
        Ok(receipt)
    }

    /// Moves what was acknowledged out of the outbox.
    ///
    /// # Errors
    /// What the door refused, the disk.
    pub fn clear_outbox(&self, door: &mut dyn Door) -> Result<(), Problem> {
        let folders = Folders::of(self.dir);
        let rows = ledger(door)?.rows;
        let acknowledged: Vec<&LedgerRow> =
            rows.iter().filter(|row| row.way == Way::Acknowledged).collect();
        for file in folders.list(Folder::Outbox)? {
            if acknowledged.iter().any(|row| row.file == file.name) {
                folders.transfer(&file.name, Folder::Outbox, Folder::Sent)?;
            }
        }
        Ok(())
    }
}

/// An encrypted file opened with the keys of the register in that folder, for as long as it is looked
/// at; None: it is not encrypted.
///
/// # Errors
/// `no_age_key`, and as [`unseal`].
pub fn unsealed(dir: &Path, file: &Path) -> Result<Option<Spooled>, Problem> {
    if !is_sealed(file)? {
        return Ok(None);
    }
    let keys = age_keys(dir)?;
    if keys.is_empty() {
        return Err(Problem::new(&trusts::NO_AGE_KEY, [age_file(dir).display().to_string()]));
    }
    unseal(file, &Folders::of(dir).spool(), &keys).map(Some)
}

fn chain(receipt: &Receipt) -> Chain {
    Chain {
        unit: receipt.unit.clone(),
        device: receipt.device,
        epoch: receipt.epoch,
        profile: receipt.profile.word().to_owned(),
        recipient: receipt.recipient.clone(),
    }
}

/// Whether a problem is the file's own.
fn is_of_the_file(problem: &Problem) -> bool {
    let own: [&[&Code]; 3] = [bundle::ALL, sealed::ALL, queue::REFUSED];
    let signing = trusts::ALL
        .iter()
        .filter(|code| code.name.starts_with("sign") || **code == &trusts::KEY_TYPE);
    own.into_iter().flatten().chain(signing).any(|code| problem.is(code))
}
