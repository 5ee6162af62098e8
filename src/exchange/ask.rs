//! Readings at the door that files need: records by id, by what was written, and all of a type
//! page by page without holding them.

use crate::derived::search::Query;
use crate::domain::{Kind, Record, RecordId};
use crate::lang::Problem;
use crate::lang::errors::{exchange as codes, register};
use crate::register::{Among, Ask, Called, Door, Pair, Reply, Request, Shown};
use std::collections::HashMap;

/// Rows of a page of a scan.
const PAGE: usize = 1_000;

/// An Ask that nothing cancels.
pub fn reading(ask: Ask) -> Request {
    Request::Ask { ask, slot: 0 }
}

/// Sends and takes the one answer.
///
/// # Errors
/// What the door refused, or no answer at all.
pub fn one(door: &mut dyn Door, request: Request) -> Result<Reply, Problem> {
    let called = door.begin(request)?;
    answer(door, &called)
}

/// Takes the one answer to what was sent before.
///
/// # Errors
/// As [`one`].
pub fn answer(door: &mut dyn Door, called: &Called) -> Result<Reply, Problem> {
    door.finish(called)?.into_iter().next().ok_or_else(|| unexpected("nothing"))
}

/// That an answer does not fit.
pub fn unexpected(what: &str) -> Problem {
    Problem::new(&codes::UNEXPECTED_REPLY, [what])
}

/// The live records of those ids, in any order.
///
/// # Errors
/// What the door refused.
pub fn records(door: &mut dyn Door, ids: Vec<RecordId>) -> Result<Vec<Shown>, Problem> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    match one(door, reading(Ask::Records(ids)))? {
        Reply::Rows { rows, .. } => Ok(rows),
        _ => Err(unexpected("Records")),
    }
}

/// The one record that a person's text means.
///
/// # Errors
/// That there is none (`not_found`) or several (`many_records`, naming some by their codes), or
/// what else the door refused.
pub fn resolve(door: &mut dyn Door, kind: Option<Kind>, text: &str) -> Result<Shown, Problem> {
    resolve_among(door, kind, text, &|_| true)
}

/// As [`resolve`]; of several the one that fits, where all of them could be looked at and only one does.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_among(
    door: &mut dyn Door,
    kind: Option<Kind>,
    text: &str,
    fits: &dyn Fn(&Record) -> bool,
) -> Result<Shown, Problem> {
    let Reply::Page { found, mut rows, .. } =
        one(door, reading(Ask::Resolve { kind, text: text.to_owned() }))?
    else {
        return Err(unexpected("Resolve"));
    };
    if found.total > 1 {
        let some: Vec<_> = rows.iter().map(|shown| shown.record.id.short()).collect();
        let all = u64::try_from(rows.len()).is_ok_and(|count| count == found.total);
        rows.retain(|shown| fits(&shown.record));
        if rows.len() != 1 || !all {
            let params = [text.to_owned(), found.total.to_string(), some.join(", ")];
            return Err(Problem::new(&codes::MANY_RECORDS, params));
        }
    }
    rows.into_iter().next().ok_or_else(|| Problem::new(&register::NOT_FOUND, [text]))
}

/// Shows every live record of a type to `visit`, in the order of their ids.
///
/// # Errors
/// What the door refused, or what `visit` returns.
pub fn scan(
    door: &mut dyn Door,
    kind: Kind,
    visit: &mut dyn FnMut(Shown) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let envelope = door.address().wrap(reading(Ask::Scan { kind, page: PAGE }));
    let ticket = envelope.ticket;
    door.send(envelope)?;
    loop {
        let Some(reply) = door.next(None)? else { continue };
        if reply.ticket != ticket {
            continue;
        }
        match reply.body {
            Reply::Rows { rows, .. } => rows.into_iter().try_for_each(&mut *visit)?,
            Reply::Progress(..) => {}
            Reply::Done => return Ok(()),
            Reply::Refused(problem) => return Err(problem),
            _ => return Err(unexpected("Scan")),
        }
    }
}

/// Shows every live record that a look-up finds to `visit`, in its order.
///
/// # Errors
/// What the door refused, or what `visit` returns.
pub fn found(
    door: &mut dyn Door,
    query: &Query,
    visit: &mut dyn FnMut(Shown) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut query = Query { skip: 0, ..query.clone() };
    loop {
        let Reply::Ids(ids, _) = one(door, reading(Ask::Ids(query.clone())))? else {
            return Err(unexpected("Ids"));
        };
        if ids.is_empty() {
            return Ok(());
        }
        query.skip += ids.len();
        in_order(door, &ids, visit)?;
    }
}

/// Shows the live records of those ids to `visit`, in their order.
///
/// # Errors
/// What the door refused, or what `visit` returns.
pub fn in_order(
    door: &mut dyn Door,
    ids: &[RecordId],
    visit: &mut dyn FnMut(Shown) -> Result<(), Problem>,
) -> Result<(), Problem> {
    for ids in ids.chunks(PAGE) {
        let rows = records(door, ids.to_vec())?;
        let mut rows: HashMap<_, _> = rows.into_iter().map(|one| (one.record.id, one)).collect();
        ids.iter().filter_map(|id| rows.remove(id)).try_for_each(&mut *visit)?;
    }
    Ok(())
}

/// Shows every pair that may be one person to `visit`, the likeliest first; how many there are.
///
/// # Errors
/// What the door refused.
pub fn pairs(
    door: &mut dyn Door,
    among: Among,
    progress: &mut dyn FnMut(u64, u64),
    visit: &mut dyn FnMut(Pair),
) -> Result<u64, Problem> {
    let mut all = 0;
    for reply in door.call_with(reading(Ask::Pairs(among)), progress)? {
        let Reply::Pairs { pairs, total } = reply else { return Err(unexpected("Pairs")) };
        pairs.into_iter().for_each(&mut *visit);
        all = total;
    }
    Ok(all)
}
