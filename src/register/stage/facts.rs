//! The checks of a record as it would be, and what they may ask: the register as the change has
//! left it so far.

use super::Stage;
use crate::domain::check::{Facts, Finding, Subject, findings};
use crate::domain::{Kind, Record, RecordId, records};
use crate::lang::Problem;
use crate::register::clock;
use crate::register::proto::Change;

/// Soft checks accepted, with their reasons.
type Accepted = Vec<(String, String)>;

impl Stage<'_> {
    /// Findings that stand, and the accepted ones with their reasons.
    pub(super) fn judge(
        &self,
        record: &Record,
        change: &Change,
    ) -> Result<(Vec<Finding>, Accepted), Problem> {
        let before = self.core.row(record.id)?.filter(|row| row.live).map(|row| row.record);
        let subject = Subject {
            record,
            before: before.as_ref(),
            tables: &self.core.made.tables,
            today: clock::today(),
            facts: self,
        };
        let found = findings(&subject);
        if let Some(problem) = self.failed.take() {
            return Err(problem);
        }
        let mut accepted = Vec::new();
        let mut standing = Vec::new();
        for finding in found {
            let mut reasons = change.accepted.iter();
            let reason = reasons.find(|(check, _)| *check == finding.check || check == "*");
            match reason.filter(|_| finding.soft) {
                Some((_, reason)) => {
                    if change.dry {
                        standing.push(finding.clone());
                    }
                    let pair = (finding.check, reason.clone());
                    if !accepted.contains(&pair) {
                        accepted.push(pair);
                    }
                }
                None => standing.push(finding),
            }
        }
        Ok((standing, accepted))
    }

    /// Hard findings about a record as it would be; an undo is held to them too.
    pub(crate) fn hard(&self, record: &Record) -> Result<Vec<Finding>, Problem> {
        let (mut found, _) = self.judge(record, &Change::default())?;
        found.retain(|finding| !finding.soft);
        Ok(found)
    }

    fn holders_or(&self, kind: Kind, tag: u16, key: &str) -> Result<Vec<RecordId>, Problem> {
        let mut holders = Vec::new();
        for id in self.core.made.index.exact(kind, tag, key)? {
            if self.at.contains_key(&id) {
                continue;
            }
            let row = self.core.row(id)?.filter(|row| row.live);
            let ty = records::of(kind);
            if row.zip(ty).is_some_and(|(row, ty)| (ty.active)(&row.record)) {
                holders.push(id);
            }
        }
        if let Some(staged) = self.keys.get(&(kind, tag, key.to_owned())) {
            holders.extend(staged.iter().copied());
        }
        Ok(holders)
    }
}

impl Facts for Stage<'_> {
    fn record(&self, id: RecordId) -> Option<Record> {
        match self.current(id) {
            Ok(row) => row.filter(|row| row.live).map(|row| row.record),
            Err(problem) => {
                self.failed.borrow_mut().get_or_insert(problem);
                None
            }
        }
    }

    fn holders(&self, kind: Kind, tag: u16, key: &str) -> Vec<RecordId> {
        self.holders_or(kind, tag, key).unwrap_or_else(|problem| {
            self.failed.borrow_mut().get_or_insert(problem);
            Vec::new()
        })
    }
}
