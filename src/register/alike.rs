//! Whoever may be a person that is being keyed, among all: the search names those that could be, the
//! nearest first, and they are compared until no other can come before those found.

use super::core::Core;
use super::proto::{Alike, Reply, Whom};
use crate::derived::search::{Look, Near};
use crate::domain::duplicates::{self, DISTINCT, Face, Faces, Hint, Known, LIKELY};
use crate::domain::{Kind, Record, RecordId, Rev, records};
use crate::lang::Problem;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Records compared at most.
const MOST: usize = 600;
/// Records read at once, before it is seen whether others can still come before them.
const AT_ONCE: usize = 40;
/// Told at most.
const TOLD: usize = 50;

/// Who among all may be that person.
pub(crate) fn alike(core: &Core, whom: &Whom) -> Result<Reply, Problem> {
    let none = Reply::Alike(Vec::new());
    if !duplicates::compares(whom.kind) {
        return Ok(none);
    }
    let id = whom.but.unwrap_or(RecordId([0; 16]));
    let values = whom.values.clone();
    let this = Record { id, kind: whom.kind, rev: Rev::default(), values };
    let mut faces = Faces::default();
    faces.add(&this, &mut |village| commune(core, village));
    let Some(own) = faces.all().first().copied() else { return Ok(none) };
    let found = could_be(core, whom, (&this, &faces, &own))?;
    let apart = match whom.but {
        Some(id) => told_apart_from(core, id)?,
        None => BTreeSet::new(),
    };
    let limit = whom.limit.min(TOLD);
    let mut alike: Vec<Alike> = Vec::new();
    for some in found.chunks(AT_ONCE) {
        let enough = alike.get(limit.saturating_sub(1)).map(|last| last.like.score);
        if some.first().is_none_or(|(most, _)| enough.is_some_and(|least| least >= *most)) {
            break;
        }
        let first = faces.all().len();
        let mut rows = Vec::new();
        for (_, id) in some.iter().filter(|(_, id)| !apart.contains(id)) {
            if let Some(row) = core.row(*id)?.filter(|row| row.live) {
                faces.add(&row.record, &mut |village| commune(core, village));
                rows.push(row);
            }
        }
        faces.know(&|text| core.made.index.standing(whom.kind, text), members(core, whom.kind));
        for (row, face) in rows.into_iter().zip(faces.all().iter().skip(first)) {
            let like = faces.compare(&own, face);
            if like.score >= LIKELY {
                alike.push(Alike { shown: core.shown(row)?, like });
            }
        }
        alike.sort_by_key(|one| (Reverse(one.like.score), one.shown.record.id));
        alike.truncate(limit);
    }
    Ok(Reply::Alike(alike))
}

/// Those who could be, as far as the search knows them.
fn could_be(
    core: &Core,
    whom: &Whom,
    (this, faces, own): (&Record, &Faces, &Face),
) -> Result<Vec<(u16, RecordId)>, Problem> {
    let (birth, known) = (Faces::birth(own), Known::of(this));
    let rank = |near: &Near| {
        let hint = Hint {
            fit: near.fit,
            birth: duplicates::birth_at_most(birth, near.year),
            village: near.place,
            phone: near.number,
        };
        Some(hint.at_most()).filter(|most| *most >= LIKELY)
    };
    let Known { village, phone, citizen_id } = &known;
    let look = Look {
        kind: whom.kind,
        name: faces.name(own),
        but: whom.but,
        place: *village,
        number: phone.as_ref().map(|(tag, key)| (*tag, key.as_str())),
        own: citizen_id.as_ref().map(|(tag, key)| (*tag, key.as_str())),
    };
    core.made.index.alike(&look, &rank, MOST)
}

fn members(core: &Core, kind: Kind) -> u32 {
    let counts = core.made.index.counts();
    let all = counts.into_iter().find(|(of, _, _)| *of == kind).map_or(0, |(_, _, all)| all);
    u32::try_from(all).unwrap_or(u32::MAX)
}

/// The commune that a village lies in.
pub(crate) fn commune(core: &Core, village: RecordId) -> Option<String> {
    let row = core.live(village).ok()??;
    records::village::commune(&row.record.values).map(str::to_owned)
}

/// Those whom somebody said to be other people than that one.
fn told_apart_from(core: &Core, id: RecordId) -> Result<BTreeSet<RecordId>, Problem> {
    let mut apart = BTreeSet::new();
    for (from, kind, _) in core.made.index.referring(id)? {
        if kind == DISTINCT
            && let Some(row) = core.row(from)?.filter(|row| row.live)
            && let Some((a, b)) = duplicates::told_apart(&row.record)
        {
            apart.extend([a, b].into_iter().filter(|other| *other != id));
        }
    }
    Ok(apart)
}

/// Every two records that somebody said to be two people.
pub(crate) fn told_apart(core: &Core) -> Result<Vec<(RecordId, RecordId)>, Problem> {
    let mut apart = Vec::new();
    for id in core.made.rows.ids(DISTINCT)? {
        let row = core.row(id)?.filter(|row| row.live);
        apart.extend(row.and_then(|row| duplicates::told_apart(&row.record)));
    }
    Ok(apart)
}
