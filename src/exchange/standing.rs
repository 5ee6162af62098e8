//! How it stands with what goes out: to whom, what has changed for them since, and what awaits its
//! receipt.

use super::courier::Office;
use super::dispatch::{changed, ledger};
use super::post::{Folder, Folders, Listed, Target};
use crate::lang::Problem;
use crate::register::{Door, LedgerRow, Way};
use crate::trust::State;

/// Recipients for whom is counted what has changed; of more it is known once one is chosen.
const COUNTED: usize = 12;

/// How it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// To whom bundles can be sent.
    pub to: Vec<Recipient>,
    /// What awaits its receipt.
    pub waiting: Vec<Waits>,
    /// Where bundles went.
    pub target: Option<Target>,
}

/// Somebody to whom bundles can be sent: their signature counts, and so their receipts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The principal.
    pub name: String,
    /// The last bundle for them, of any profile.
    pub last: Option<LedgerRow>,
    /// The last one of whole records.
    pub full: Option<LedgerRow>,
    /// Records that have changed since that one; None: there is none, or it was not counted.
    pub changed: Option<u64>,
}

/// A bundle that awaits its receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// Its line in the ledger.
    pub row: LedgerRow,
    /// Its file in the outbox; None: it is gone.
    pub file: Option<Listed>,
}

/// The bundles among those lines that await their receipts, each with its file.
///
/// # Errors
/// The disk.
pub fn waiting(folders: &Folders, rows: &[LedgerRow]) -> Result<Vec<Waits>, Problem> {
    let files = folders.list(Folder::Outbox)?;
    let waits = rows.iter().filter(|row| row.way == Way::Sent).map(|row| Waits {
        row: row.clone(),
        file: files.iter().find(|file| file.name == row.file).cloned(),
    });
    Ok(waits.collect())
}

impl Office<'_> {
    /// How it stands; `me`: the principal that signs here.
    ///
    /// # Errors
    /// What the door refused, the disk.
    pub fn standing(
        &self,
        door: &mut dyn Door,
        me: &str,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<Standing, Problem> {
        let rows = ledger(door)?.rows;
        let counts = self.trust.entries().iter();
        let counts = counts.filter(|entry| self.trust.state(entry, self.now) == State::Good);
        let mut names: Vec<String> =
            counts.flat_map(|entry| &entry.principals).map(ToString::to_string).collect();
        names.retain(|name| name != me);
        names.sort_unstable();
        names.dedup();
        let are_few = names.len() <= COUNTED;
        let mut to = Vec::new();
        for name in names {
            let sent =
                rows.iter().filter(|row| row.way != Way::Taken && row.chain.recipient == name);
            let last = sent.clone().max_by_key(|row| row.covers).cloned();
            let full = sent.filter(|row| row.chain.profile == super::bundle::Profile::Full.word());
            let full = full.max_by_key(|row| (row.covers, row.seq)).cloned();
            let changed = match &full {
                Some(_) if are_few => Some(changed(door, self, &name, told)?),
                _ => None,
            };
            to.push(Recipient { name, last, full, changed });
        }
        let waiting = waiting(&Folders::of(self.dir), &rows)?;
        Ok(Standing { to, waiting, target: Target::remembered(self.dir)? })
    }
}
