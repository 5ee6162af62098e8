//! The checks of a record as it would be, and what they may ask: the register as the change has
//! left it so far.

use super::{Keys, Stage};
use crate::derived::store::Row;
use crate::domain::check::{Facts, Finding, Subject, findings};
use crate::domain::{Kind, Record, RecordId, records};
use crate::lang::Problem;
use crate::register::clock;
use crate::register::core::Core;
use crate::register::proto::Change;
use std::collections::BTreeSet;

/// Soft checks accepted, with their reasons.
type Accepted = Vec<(String, String)>;

impl Stage<'_> {
    /// Findings that stand, and the accepted ones with their reasons. `sound`: fields whose values
    /// need no second look.
    pub(super) fn judge(
        &self,
        record: &Record,
        change: &Change,
        sound: &[u16],
    ) -> Result<(Vec<Finding>, Accepted), Problem> {
        let before = self.held(record.id)?.filter(|row| row.live).map(|row| row.record);
        let subject = Subject {
            record,
            before: before.as_ref(),
            tables: &self.core.made.tables,
            today: clock::today(),
            facts: self,
            sound,
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
}

/// The active records that hold an exact key: by the search those that are not staged, by `staged`
/// those that are.
pub(crate) fn holders_but(
    core: &Core,
    key: &(Kind, u16, String),
    staged: &Keys,
    is_staged: impl Fn(RecordId) -> bool,
) -> Result<Vec<RecordId>, Problem> {
    let mut holders = Vec::new();
    for id in core.made.index.exact(key.0, key.1, &key.2)? {
        if is_staged(id) {
            continue;
        }
        let row = core.row(id)?.filter(|row| row.live);
        let ty = records::of(key.0);
        if row.zip(ty).is_some_and(|(row, ty)| (ty.active)(&row.record)) {
            holders.push(id);
        }
    }
    holders.extend(staged.get(key).into_iter().flatten());
    Ok(holders)
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

    fn kind(&self, id: RecordId) -> Option<Kind> {
        let kind = |row: Option<&Row>| row.filter(|row| row.live).map(|row| row.record.kind);
        let staged = self.at.get(&id).and_then(|at| self.list.get(*at));
        let known = match staged {
            Some(staged) => Ok(kind(Some(&staged.after))),
            None => self.core.look(id, kind),
        };
        known.unwrap_or_else(|problem| {
            self.failed.borrow_mut().get_or_insert(problem);
            None
        })
    }

    fn holders(&self, kind: Kind, tag: u16, key: &str) -> Vec<RecordId> {
        let key = (kind, tag, key.to_owned());
        let is_staged = |id| self.at.contains_key(&id);
        holders_but(self.core, &key, &self.keys, is_staged).unwrap_or_else(|problem| {
            self.failed.borrow_mut().get_or_insert(problem);
            Vec::new()
        })
    }

    fn referring(&self, to: RecordId) -> Vec<RecordId> {
        let known = self.core.made.index.referring(to).unwrap_or_else(|problem| {
            self.failed.borrow_mut().get_or_insert(problem);
            Vec::new()
        });
        // What each of them holds is asked of `record`, which knows what this change does to it.
        let known = known.into_iter().map(|(id, _, _)| id);
        known.chain(self.at.keys().copied()).collect::<BTreeSet<_>>().into_iter().collect()
    }
}
