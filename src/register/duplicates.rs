//! Records that may already be the one being entered: the same name, and no other year.

use super::core::Core;
use super::proto::{Act, Change};
use crate::derived::search::Query;
use crate::domain::check::Finding;
use crate::domain::{Record, RecordId, Rev, Values, lookup, records};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use crate::text::fold::fold;

/// Candidates looked at for one record.
const LOOKED_AT: usize = 50;
/// Candidates named.
const NAMED: usize = 5;

/// What the persons a change makes or renames may be already.
pub(crate) fn of(core: &Core, change: &Change) -> Result<Vec<(usize, Finding)>, Problem> {
    let mut found = Vec::new();
    for (index, act) in change.acts.iter().enumerate() {
        let Act::Put { id, kind, set, .. } = act else { continue };
        let Some(ty) = records::of(*kind).filter(|ty| ty.person) else { continue };
        let mut values = match id {
            Some(id) => core.live(*id)?.map(|row| row.record.values).unwrap_or_default(),
            None => Values::default(),
        };
        for (tag, value) in set {
            values.set(*tag, value.as_ref());
        }
        let own = id.unwrap_or(RecordId([0; 16]));
        let record = Record { id: own, kind: *kind, rev: Rev::default(), values };
        let tag = ty.title.first().copied().unwrap_or(0);
        found.extend(like(core, &record)?.into_iter().map(|problem| {
            (index, Finding { check: "maybe_same".into(), tag, soft: true, problem })
        }));
    }
    Ok(found)
}

fn like(core: &Core, record: &Record) -> Result<Vec<Problem>, Problem> {
    let tables = &core.made.tables;
    let (name, year) = (lookup::words(record, tables), lookup::year(record));
    if name.trim().is_empty() {
        return Ok(Vec::new());
    }
    let folded = fold(&name);
    let query = Query {
        kind: Some(record.kind),
        text: name,
        inactive: true,
        limit: LOOKED_AT,
        ..Query::default()
    };
    let mut like = Vec::new();
    for hit in core.made.index.find(&query)?.hits {
        let Some(row) = core.row(hit.id)?.filter(|row| row.live && hit.id != record.id) else {
            continue;
        };
        let other = lookup::year(&row.record);
        let words = lookup::words(&row.record, tables);
        if fold(&words) == folded && (year == 0 || other == 0 || year == other) {
            like.push(Problem::new(&codes::MAYBE_SAME, [words, row.record.id.short()]));
        }
        if like.len() >= NAMED {
            break;
        }
    }
    Ok(like)
}
