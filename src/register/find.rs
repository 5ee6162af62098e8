//! Readings: look-up, records, what refers to a record, what a person typed, and the status.

use super::clock;
use super::core::Core;
use super::filter;
use super::narrowed::Narrowed;
use super::proto::{Reply, Shown, Status};
use super::today::Today;
use crate::derived::search::{Found, Hit, Holds, Query};
use crate::domain::records::batch;
use crate::domain::{Field, Find, Kind, RecordId, Totals, Value, id, input, lookup, records, show};
use crate::lang::Problem;
use crate::text::fold;
use std::collections::{BTreeMap, VecDeque};

/// Rows in one reply at most: they have to fit a message.
pub(crate) const PAGE: usize = 1_000;
/// Ids in one reply at most.
const IDS: usize = 100_000;
/// The score of a record that holds all the words asked for, whole.
const EXACT: u16 = 100;
/// The last records of a batch that are told with what it comes to.
const LAST: usize = 50;
/// Records given when a text fits several.
const CANDIDATES: usize = 20;

/// What the search finds.
pub(crate) fn find(core: &Core, query: &Query) -> Result<Reply, Problem> {
    let query = Query { limit: query.limit.min(PAGE), ..query.clone() };
    let found = core.made.index.find(&query)?;
    page(core, found, Narrowed::default())
}

/// Look-up: the filters in the text are held to, the words besides are looked for.
pub(crate) fn look_up(core: &Core, query: &Query) -> Result<Reply, Problem> {
    let (mut query, held) = filter::read(core, query)?;
    let inactive = filter::means_inactive(&query.filters) && !query.inactive;
    query.inactive |= inactive;
    query.limit = query.limit.min(PAGE);
    if !query.inactive {
        query.apart = filter::reasons(core, query.kind);
    }
    let found = core.made.index.find(&query)?;
    let reasons = query.apart.into_iter().zip(found.apart.iter().copied());
    let others = reasons.filter_map(|((_, holds), count)| match holds {
        Holds::Code(_, code) if count > 0 => Some((Value::Code(code), count)),
        _ => None,
    });
    let narrowed = Narrowed { held, inactive, others: others.collect() };
    page(core, found, narrowed)
}

/// All that a look-up finds, by id, from the one on where it is to begin.
pub(crate) fn ids(core: &Core, query: &Query) -> Result<Reply, Problem> {
    let (mut query, _) = filter::read(core, query)?;
    query.inactive |= filter::means_inactive(&query.filters);
    query.limit = IDS;
    let found = core.made.index.find(&query)?;
    Ok(Reply::Ids(found.hits.into_iter().map(|hit| hit.id).collect(), found.total))
}

fn page(core: &Core, found: Found, narrowed: Narrowed) -> Result<Reply, Problem> {
    let mut rows = Vec::with_capacity(found.hits.len());
    for hit in &found.hits {
        match core.found(hit)? {
            Some(row) => rows.push(core.shown(row)?),
            None => return Err(stale(hit.id)),
        }
    }
    Ok(Reply::Page { found, rows, narrowed, at: core.journal.head().seq })
}

/// The search knows a record that is not there: it is made again.
fn stale(id: RecordId) -> Problem {
    Problem::new(&crate::lang::errors::derived::DERIVED_STALE, [id.short()])
}

/// Records by id, merged ones followed; those that are not there are left out.
pub(crate) fn records(core: &Core, ids: &[RecordId]) -> Result<Reply, Problem> {
    let mut rows: Vec<Shown> = Vec::new();
    for id in ids.iter().take(PAGE) {
        if let Some(row) = core.live(*id)? {
            rows.push(core.shown(row)?);
        }
    }
    Ok(Reply::Rows { rows, at: core.journal.head().seq })
}

/// The live records that refer to one, with the field that does, and how many there are of each.
pub(crate) fn referring(core: &Core, to: RecordId) -> Result<Reply, Problem> {
    let all = core.made.index.referring(to)?;
    let mut counts: BTreeMap<(Kind, u16), u64> = BTreeMap::new();
    for (_, kind, tag) in &all {
        *counts.entry((*kind, *tag)).or_default() += 1;
    }
    let counts = counts.into_iter().map(|((kind, tag), n)| (kind, tag, n)).collect();
    let mut rows = Vec::new();
    for (id, _, tag) in all.into_iter().take(PAGE) {
        if let Some(row) = core.row(id)?.filter(|row| row.live) {
            rows.push((core.shown(row)?, tag & !lookup::PAST));
        }
    }
    Ok(Reply::Referring(rows, counts))
}

/// What was entered of a batch, in the order of the records' ids, which is that of their making.
pub(crate) fn tally(core: &Core, id: RecordId) -> Result<Reply, Problem> {
    let mut ids: Vec<RecordId> =
        core.made.index.referring(id)?.into_iter().map(|of| of.0).collect();
    ids.sort_unstable();
    let mut totals = Totals::default();
    let mut last = VecDeque::new();
    for member in ids {
        let Some(row) = core.row(member)?.filter(|row| row.live) else { continue };
        if !batch::is_in(&row.record.values, id) {
            continue;
        }
        totals.add(&row.record);
        last.push_back(row);
        if last.len() > LAST {
            last.pop_front();
        }
    }
    let last = last.into_iter().map(|row| core.shown(row)).collect::<Result<_, _>>()?;
    Ok(Reply::Tally { totals, last })
}

/// The highest number that a field of that type holds: numbers begin where they end.
pub(crate) fn highest(core: &Core, kind: Kind, tag: u16) -> Result<Reply, Problem> {
    let query = Query { kind: Some(kind), inactive: true, limit: IDS, ..Query::default() };
    let mut highest = 0;
    for hit in core.made.index.find(&query)?.hits {
        let value = core.row(hit.id)?.and_then(|row| row.record.values.get(tag));
        let number = match value {
            Some(Value::Text(text)) => text.trim().parse().ok(),
            Some(Value::Whole(number)) => u64::try_from(number).ok(),
            _ => None,
        };
        highest = highest.max(number.unwrap_or(0));
    }
    Ok(Reply::Highest(highest))
}

/// The records that a person's text means, by the first of these that gives any: an id, a short
/// code, an exact key, a name. One is an answer; several are for a person to choose from.
pub(crate) fn resolve(core: &Core, kind: Option<Kind>, text: &str) -> Result<Reply, Problem> {
    let text = text.trim();
    let mut found = Found::default();
    for look in [by_id, by_short_code, by_key, by_name] {
        for id in look(core, kind, text)? {
            let row = core.row(id)?.filter(|row| row.live);
            let fits = row.filter(|row| kind.is_none_or(|kind| kind == row.record.kind));
            let Some(row) = fits.filter(|_| found.hits.iter().all(|hit| hit.id != id)) else {
                continue;
            };
            found.hits.push(Hit { id, kind: row.record.kind, score: 100 });
        }
        if !found.hits.is_empty() {
            break;
        }
    }
    found.total = u64::try_from(found.hits.len()).unwrap_or(u64::MAX);
    found.hits.truncate(CANDIDATES);
    page(core, found, Narrowed::default())
}

/// The records that are no longer there which an id or a short code names; the search knows none.
pub(crate) fn gone(core: &Core, text: &str) -> Result<Reply, Problem> {
    let mut ids: Vec<RecordId> = text.parse().into_iter().collect();
    if let Some(code) = id::short_code(text.trim()) {
        for ty in records::all() {
            let all = core.made.rows.ids(ty.kind)?;
            ids.extend(all.into_iter().filter(|id| id.short_plain() == code));
        }
    }
    let mut rows = Vec::new();
    for id in ids {
        if let Some(row) = core.row(id)?.filter(|row| !row.live) {
            rows.push(core.shown(row)?);
        }
    }
    rows.truncate(CANDIDATES);
    Ok(Reply::Rows { rows, at: core.journal.head().seq })
}

fn by_id(core: &Core, _: Option<Kind>, text: &str) -> Result<Vec<RecordId>, Problem> {
    match text.parse::<RecordId>().ok() {
        Some(id) => Ok(core.live(id)?.map(|row| row.record.id).into_iter().collect()),
        None => Ok(Vec::new()),
    }
}

fn by_short_code(core: &Core, _: Option<Kind>, text: &str) -> Result<Vec<RecordId>, Problem> {
    match id::short_code(text) {
        Some(code) => core.made.index.short(&code),
        None => Ok(Vec::new()),
    }
}

fn by_key(core: &Core, kind: Option<Kind>, text: &str) -> Result<Vec<RecordId>, Problem> {
    let mut ids = Vec::new();
    let types = records::all().iter().filter(|ty| kind.is_none_or(|kind| kind == ty.kind));
    for ty in types {
        for field in ty.fields.iter().filter(|field| field.find == Find::Exact) {
            if let Some(key) = key_of(core, field, text) {
                ids.extend(core.made.index.exact(ty.kind, field.tag, &key)?);
            }
        }
    }
    Ok(ids)
}

fn key_of(core: &Core, field: &Field, text: &str) -> Option<String> {
    let value = input::parse(field, text, &core.made.tables, clock::today()).ok()??;
    show::exact_key(field, &value)
}

/// Records called exactly so, with their marks or, if none is, without; else those that hold all
/// the words.
fn by_name(core: &Core, kind: Option<Kind>, text: &str) -> Result<Vec<RecordId>, Problem> {
    let query =
        Query { kind, text: text.to_owned(), inactive: true, limit: PAGE, ..Query::default() };
    let (marked, folded) = (fold::marked(text), fold::fold(text));
    let (mut same, mut alike, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for hit in core.made.index.find(&query)?.hits {
        let name = core.called(hit.id)?;
        if fold::marked(&name) == marked {
            same.push(hit.id);
        } else if fold::fold(&name) == folded {
            alike.push(hit.id);
        } else if hit.score >= EXACT {
            others.push(hit.id);
        }
    }
    Ok([same, alike, others].into_iter().find(|ids| !ids.is_empty()).unwrap_or_default())
}

/// What is in the register.
pub(crate) fn status(core: &mut Core) -> Result<Reply, Problem> {
    let now = clock::now();
    if core.today.is_none() {
        core.today = Some(Today::read(core, now)?);
    }
    let mut today = Vec::new();
    for (id, count) in core.today.iter().flat_map(|today| today.counts(now)) {
        today.push((core.called(id)?, count));
    }
    Ok(Reply::Status(Status {
        counts: core.made.index.counts(),
        seq: core.journal.head().seq,
        today,
    }))
}
