//! How many records are live, and the state digest: kept up with every change.

use super::digest::Digest;
use crate::derived::store::Row;
use crate::journal::Checkpoint;
use std::collections::BTreeMap;

/// Counts and digest of the live records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    counts: BTreeMap<u16, u64>,
    digest: Digest,
}

impl Tally {
    /// Of an empty register.
    pub(crate) fn new(register: [u8; 16]) -> Self {
        Self { counts: BTreeMap::new(), digest: Digest::new(register) }
    }

    /// As a checkpoint says.
    pub(crate) fn at(register: [u8; 16], checkpoint: &Checkpoint) -> Self {
        Self {
            counts: checkpoint.counts.iter().copied().filter(|(_, count)| *count > 0).collect(),
            digest: Digest::at(register, checkpoint.digest),
        }
    }

    /// A record was `before` (None: was not there) and is `after`.
    pub(crate) fn change(&mut self, before: Option<&Row>, after: Option<&Row>) {
        if let Some(row) = before.filter(|row| row.live) {
            let record = &row.record;
            self.digest.take(record.id, record.kind, &record.values);
            if let Some(count) = self.counts.get_mut(&record.kind.0) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.counts.remove(&record.kind.0);
                }
            }
        }
        if let Some(row) = after.filter(|row| row.live) {
            let record = &row.record;
            self.digest.add(record.id, record.kind, &record.values);
            *self.counts.entry(record.kind.0).or_default() += 1;
        }
    }

    /// Live records by type number; types without any are left out.
    pub(crate) fn counts(&self) -> Vec<(u16, u64)> {
        self.counts.iter().map(|(kind, count)| (*kind, *count)).collect()
    }

    /// All live records.
    pub(crate) fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// The state digest.
    pub(crate) fn digest(&self) -> [u8; 32] {
        self.digest.bytes()
    }
}
