//! Of a change in a record's history: the bundle that brought it, and those that took it on.

use super::owner::Owners;
use super::{TAKE, lacking, ledger};
use crate::derived::store::Row;
use crate::domain::records;
use crate::journal::{BatchNote, Source};
use crate::lang::Problem;
use crate::register::core::Core;
use crate::register::proto::{Extent, LedgerRow, Origin, Took, Way};
use crate::text::hex;

/// The profile that carries every change; in others perhaps not the field that was changed.
const FULL: &str = "full";

/// The ledger as far as a record's history asks of it.
pub(crate) struct Bundles {
    brought: Vec<LedgerRow>,
    /// By chain, and in a chain by number. Empty where the record is not this register's to send.
    took: Vec<LedgerRow>,
}

impl Bundles {
    /// Of that record.
    pub(crate) fn of(core: &Core, row: &Row) -> Result<Self, Problem> {
        let rows = ledger::rows(core)?;
        let is_internal = records::of(row.record.kind).is_none_or(|of| of.internal);
        let mut owners = Owners::own(core, lacking::files(&rows, None));
        let goes = |row: &LedgerRow| row.chain.profile == FULL && row.extent != Extent::Slip;
        let (brought, mut took): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| row.way == Way::Taken);
        took.retain(goes);
        let of = (row.record.kind, row.record.id);
        if took.is_empty() || is_internal || !owners.holds(core, of, &row.record.values)? {
            took.clear();
        }
        Ok(Self { brought, took })
    }

    /// Where a change came from: a row of a file, or a bundle.
    pub(crate) fn origin(
        &self,
        source: Option<Source>,
        batch: Option<&BatchNote>,
    ) -> Option<Origin> {
        let came = batch.filter(|batch| batch.what == TAKE);
        let bundle = came
            .and_then(|batch| self.brought.iter().find(|row| hex::text(&row.identity) == batch.of));
        match (bundle, source) {
            (Some(bundle), source) => Some(Origin::Bundle {
                sender: bundle.sender.clone(),
                seq: bundle.seq,
                file: bundle.file.clone(),
                by: source.map(|source| source.sheet).unwrap_or_default(),
            }),
            (None, Some(Source { file, sheet, row })) => Some(Origin::Row { file, sheet, row }),
            (None, None) => None,
        }
    }

    /// The first bundle for each recipient that covers that change; what came from them does not go
    /// back to them.
    pub(crate) fn took(&self, seq: u64, origin: Option<&Origin>) -> Vec<Took> {
        let mut all: Vec<Took> = Vec::new();
        for row in self.took.iter().filter(|row| row.covers >= seq) {
            let recipient = &row.chain.recipient;
            let theirs =
                matches!(origin, Some(Origin::Bundle { sender, .. }) if sender == recipient);
            if !theirs && !all.iter().any(|took| took.recipient == *recipient) {
                let received = row.way == Way::Acknowledged;
                all.push(Took { recipient: recipient.clone(), seq: row.seq, received });
            }
        }
        all
    }
}
