//! Numbers that only one record may bear (a citizen id, a card's number), among what a bundle
//! brings and what is here. One person who lives in two communes refuses no bundle: both stand, and
//! a person decides.

use crate::derived::store::Row;
use crate::domain::{Kind, RecordId, lookup, records};
use crate::lang::Problem;
use crate::register::core::Core;
use foldhash::fast::FixedState;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::hash::BuildHasher;

/// Two records that bear the same number.
pub(crate) struct Twice {
    /// The one that came.
    pub(crate) id: RecordId,
    pub(crate) kind: Kind,
    pub(crate) tag: u16,
    /// The other one.
    pub(crate) other: RecordId,
}

/// What the bundle has brought so far.
pub(crate) struct Numbers {
    hasher: FixedState,
    /// Hashes of the numbers: 64 bits tell a million of them apart.
    brought: HashMap<u64, RecordId>,
    /// Records of before that it changes: what they bore counts no more.
    changed: HashSet<RecordId>,
    /// Among what came, and with what is here.
    found: Vec<Twice>,
    perhaps: Vec<Twice>,
}

impl Numbers {
    pub(crate) fn new() -> Self {
        Self {
            hasher: FixedState::default(),
            brought: HashMap::new(),
            changed: HashSet::new(),
            found: Vec::new(),
            perhaps: Vec::new(),
        }
    }

    /// Takes in a record as it will be.
    pub(crate) fn take(
        &mut self,
        core: &Core,
        was: Option<&Row>,
        row: &Row,
    ) -> Result<(), Problem> {
        let id = row.record.id;
        if was.is_some() {
            self.changed.insert(id);
        }
        let kind = records::of(row.record.kind);
        let Some(kind) = kind.filter(|kind| row.live && (kind.active)(&row.record)) else {
            return Ok(());
        };
        for field in kind.fields.iter().filter(|field| field.unique) {
            let value = row.record.values.see(field.tag);
            let Some(key) = value.and_then(|value| lookup::key(field, value)) else { continue };
            let twice = |other| Twice { id, kind: kind.kind, tag: field.tag, other };
            let hash = self.hasher.hash_one((kind.kind, field.tag, &key));
            if let Some(other) = self.brought.insert(hash, id) {
                self.found.push(twice(other));
            }
            for other in core.made.index.exact(kind.kind, field.tag, &key)? {
                if other != id {
                    self.perhaps.push(twice(other));
                }
            }
        }
        Ok(())
    }

    /// Whether the bundle changes that record.
    pub(crate) fn is_changed(&self, id: RecordId) -> bool {
        self.changed.contains(&id)
    }

    /// Those that stand at the end.
    pub(crate) fn finish(self, core: &Core) -> Result<Vec<Twice>, Problem> {
        let mut all = self.found;
        for twice in self.perhaps {
            if self.changed.contains(&twice.other) {
                continue;
            }
            let kind = records::of(twice.kind);
            let active = core.row(twice.other)?.filter(|row| row.live);
            if active.zip(kind).is_some_and(|(row, kind)| (kind.active)(&row.record)) {
                all.push(twice);
            }
        }
        Ok(all)
    }
}
