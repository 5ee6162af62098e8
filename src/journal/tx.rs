//! Which transactions are open, and whether a commit counts what was written (FORMAT.md §6).

use super::group::{ReadGroup, Role};
use super::types::{Tx, TxId};
use crate::domain::Place;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A transaction that is open.
#[derive(Clone, Debug)]
pub(super) struct OpenTx {
    /// The seq it began with.
    pub(super) first_seq: u64,
    /// Where its groups stand, the begin first.
    pub(super) groups: Vec<Place>,
    /// Frames so far.
    pub(super) count: u64,
    /// False where its begin was not read: lost, or before the place where reading began.
    begun: bool,
    /// sha256 over its heads so far.
    sha: Sha256,
}

impl OpenTx {
    fn new(first_seq: u64, begun: bool) -> Self {
        Self { first_seq, groups: Vec::new(), count: 0, begun, sha: Sha256::new() }
    }

    fn add(&mut self, place: Place, count: u32, heads: &[u8]) {
        self.groups.push(place);
        self.count += u64::from(count);
        self.sha.update(heads);
    }

    /// Count and digest with a last group of `count` frames and these heads.
    pub(super) fn closing(&self, count: u32, heads: &[u8]) -> (u64, [u8; 32]) {
        let mut sha = self.sha.clone();
        sha.update(heads);
        (self.count + u64::from(count), sha.finalize().into())
    }
}

/// What a group does to the transactions.
pub(super) enum Fed {
    /// It stands for itself.
    Single,
    /// It waits for a commit.
    Waits,
    /// It commits these groups (its own not among them). False: its begin was read, but not all
    /// that was written.
    Commits(OpenTx, bool),
    /// It gives a transaction up.
    Aborts,
}

/// The open transactions.
#[derive(Clone, Debug, Default)]
pub(super) struct Transactions(pub(super) BTreeMap<TxId, OpenTx>);

impl Transactions {
    /// Whether that one is open.
    pub(super) fn is_open(&self, id: &TxId) -> bool {
        self.0.contains_key(id)
    }

    /// The oldest open one.
    pub(super) fn oldest(&self) -> Option<&OpenTx> {
        self.0.values().min_by_key(|tx| tx.first_seq)
    }

    /// First seq of the oldest one; 0 for none.
    pub(super) fn open_since(&self) -> u64 {
        self.oldest().map_or(0, |tx| tx.first_seq)
    }

    /// Takes note of a group as read.
    pub(super) fn feed(&mut self, group: &ReadGroup) -> Fed {
        let Role::Group(tx) = group.header.role else { return Fed::Single };
        let first_seq = group.header.first_seq;
        let closing = (group.header.tx_count, group.header.tx_digest);
        self.note(tx, group.place, group.header.count, group.heads(), closing, first_seq)
    }

    /// Takes note of a group: its place, count of frames, heads, what its commit states, and its
    /// first seq.
    pub(super) fn note(
        &mut self,
        tx: Tx,
        place: Place,
        count: u32,
        heads: &[u8],
        closing: (u64, [u8; 32]),
        first_seq: u64,
    ) -> Fed {
        match tx {
            Tx::Single => Fed::Single,
            Tx::Begin(id) | Tx::Rows(id) => {
                let begun = matches!(tx, Tx::Begin(_));
                let open = self.0.entry(id).or_insert_with(|| OpenTx::new(first_seq, begun));
                open.add(place, count, heads);
                Fed::Waits
            }
            // Rows whose begin was lost to damage, which is named, still count once committed.
            Tx::Commit(id) => {
                let open = self.0.remove(&id).unwrap_or_else(|| OpenTx::new(first_seq, false));
                let all = !open.begun || open.closing(count, heads) == closing;
                Fed::Commits(open, all)
            }
            Tx::Abort(id) => {
                self.0.remove(&id);
                Fed::Aborts
            }
        }
    }
}
