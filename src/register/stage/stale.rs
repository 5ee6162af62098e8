//! Optimistic revisions: a change made from an older revision than the newest is told what the
//! others changed.

use super::{Stage, Stop};
use crate::derived::store::Row;
use crate::domain::{Rev, Value, Values, records};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use crate::register::doc;
use crate::register::proto::Reply;

impl Stage<'_> {
    /// Refuses a change that was made from an older revision, naming the fields changed on both
    /// sides.
    pub(super) fn based(
        &self,
        row: &Row,
        base: Rev,
        set: &[(u16, Option<Value>)],
    ) -> Result<(), Stop> {
        if row.record.rev == base {
            return Ok(());
        }
        let theirs = self.changed_since(row, base)?;
        let mine = set.iter().filter(|(tag, value)| row.record.values.get(*tag) != *value);
        let mine: Vec<u16> = mine.map(|(tag, _)| *tag).collect();
        let linked = records::of(row.record.kind).map_or(&[][..], |ty| ty.linked);
        let mut overlapping: Vec<u16> = mine
            .iter()
            .copied()
            .filter(|tag| {
                theirs.as_ref().is_none_or(|theirs| {
                    let group = linked.iter().find(|group| group.contains(tag));
                    theirs.contains(tag)
                        || group.is_some_and(|group| group.iter().any(|tag| theirs.contains(tag)))
                })
            })
            .collect();
        overlapping.sort_unstable();
        let by = self.core.who_made(row.seq)?;
        let name = doc::named(&row.record, &self.core.made.tables);
        let problem = Problem::new(&codes::STALE, [name, by.clone()]);
        let theirs = self.core.shown(row.clone())?;
        Err(Stop::Stale(Box::new(Reply::Stale { theirs, by, overlapping }), problem))
    }

    /// The fields that changed since revision `base`; None where that revision is not found.
    fn changed_since(&self, row: &Row, base: Rev) -> Result<Option<Vec<u16>>, Problem> {
        let mut place = Some(row.place);
        while let Some(at) = place {
            // Behind a frame that is lost nothing is found any more.
            let Ok(frame) = self.core.journal.frame_or_damage(at)? else { break };
            if frame.rev == base {
                let old = self.core.row_at(at)?.map(|row| row.record.values).unwrap_or_default();
                return Ok(Some(changed_tags(&old, &row.record.values)));
            }
            place = frame.prev;
        }
        Ok(None)
    }
}

/// The tags whose values differ, sorted.
pub(crate) fn changed_tags(one: &Values, other: &Values) -> Vec<u16> {
    let mut tags: Vec<u16> = one.raw().chain(other.raw()).map(|raw| raw.tag).collect();
    tags.sort_unstable();
    tags.dedup();
    tags.retain(|tag| one.raw_of(*tag) != other.raw_of(*tag));
    tags
}
