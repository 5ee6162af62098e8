//! A row of a bundle against the record as it is here: taken, merged field by field, or left to a
//! person. Never the last one to write, and never a silent choice.

use super::past::Past;
use crate::derived::store::Row;
use crate::domain::{Carried, Kind, Op, RecordId, Rev, Values, records};
use crate::lang::Problem;
use crate::register::core::Core;
use crate::register::stage::changed_tags;

/// What a record is, whichever revision says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) live: bool,
    pub(crate) merged_into: Option<RecordId>,
    pub(crate) values: Values,
}

impl State {
    pub(crate) fn of(row: &Row) -> Self {
        Self { live: row.live, merged_into: row.merged_into, values: row.record.values.clone() }
    }
}

/// Why a person has to decide: the codes of `conflict_reasons`.
pub(crate) mod why {
    pub(crate) const BOTH_CHANGED: &str = "both_changed";
    pub(crate) const NO_COMMON: &str = "no_common";
    pub(crate) const DELETED_THERE: &str = "deleted_there";
    pub(crate) const DELETED_HERE: &str = "deleted_here";
    pub(crate) const TAKEN: &str = "taken";
    pub(crate) const LACKING: &str = "lacking";
}

/// What is to be done with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing: it is so already, or was, and was changed here since.
    Known,
    /// The record becomes that.
    Take(State),
    /// Both are the same by two ways: their revision is noted.
    Note(State),
    /// Theirs, and then what both come to.
    Join(State, State),
    /// Theirs, and then ours again until somebody decides.
    Open {
        theirs: State,
        why: &'static str,
        /// The revision both come from.
        base: Option<Rev>,
    },
}

/// Weighs a row; `tags`: the fields that it carries.
pub(crate) fn weigh(
    core: &Core,
    kind: Kind,
    tags: &[u16],
    row: &Carried,
    ours: Option<&Row>,
) -> Result<Verdict, Problem> {
    let Some(ours) = ours else {
        return Ok(match &row.op {
            Op::Put(values) => Verdict::Take(theirs(values, &Values::default(), tags)),
            // It came and went before it was ever here.
            Op::Delete | Op::Merge(_) => Verdict::Known,
        });
    };
    let here = State::of(ours);
    let theirs = match &row.op {
        Op::Put(values) => theirs(values, &here.values, tags),
        Op::Delete => State::default(),
        Op::Merge(into) => State { merged_into: Some(*into), ..State::default() },
    };
    if row.rev == ours.record.rev {
        return Ok(same_revision(here, theirs));
    }
    let past = Past::of(core, ours)?;
    if past.place(row.rev).is_some() {
        return Ok(Verdict::Known);
    }
    if theirs == here {
        return Ok(Verdict::Note(theirs));
    }
    if row.bases.contains(&ours.record.rev) {
        return Ok(Verdict::Take(theirs));
    }
    let line = past.line();
    let common = row.bases.iter().find_map(|base| line.iter().find(|(rev, _)| rev == base));
    let Some((base, place)) = common else {
        let why = ended(&here, &theirs).unwrap_or(why::NO_COMMON);
        return Ok(Verdict::Open { theirs, why, base: None });
    };
    let Some(before) = core.row_at(*place)?.map(|row| State::of(&row)) else {
        return Ok(Verdict::Open { theirs, why: why::NO_COMMON, base: Some(*base) });
    };
    Ok(three_ways(kind, tags, (before, here, theirs), *base))
}

/// What came, with what stays at home as it is here.
fn theirs(values: &Values, here: &Values, tags: &[u16]) -> State {
    let mut all = here.clone();
    for tag in tags {
        if all.raw_of(*tag) != values.raw_of(*tag) {
            all.set(*tag, values.get(*tag).as_ref());
        }
    }
    State { live: true, merged_into: None, values: all }
}

/// The same revision may have carried fewer fields before; it never says something else.
fn same_revision(here: State, theirs: State) -> Verdict {
    if here == theirs {
        return Verdict::Known;
    }
    let tags = changed_tags(&here.values, &theirs.values);
    let fills = here.live == theirs.live
        && here.merged_into == theirs.merged_into
        && tags.iter().all(|tag| here.values.raw_of(*tag).is_none());
    match fills {
        true => Verdict::Take(theirs),
        false => Verdict::Open { theirs, why: why::NO_COMMON, base: None },
    }
}

/// Why one side ended the record, if one did.
fn ended(here: &State, theirs: &State) -> Option<&'static str> {
    match (here.live, theirs.live) {
        (true, false) => Some(why::DELETED_THERE),
        (false, true) => Some(why::DELETED_HERE),
        _ => None,
    }
}

fn three_ways(
    kind: Kind,
    tags: &[u16],
    (before, here, theirs): (State, State, State),
    base: Rev,
) -> Verdict {
    if here == before {
        return Verdict::Take(theirs);
    }
    if !(before.live && here.live && theirs.live) {
        let why = ended(&here, &theirs).unwrap_or(why::BOTH_CHANGED);
        return Verdict::Open { theirs, why, base: Some(base) };
    }
    let linked = records::of(kind).map_or(&[][..], |ty| ty.linked);
    let differs = |tag: &u16| here.values.raw_of(*tag) != theirs.values.raw_of(*tag);
    let of = |side: &Values| {
        let mut changed = changed_tags(&before.values, side);
        // What both changed alike is no quarrel.
        changed.retain(differs);
        changed
    };
    let (mine, mut other) = (of(&here.values), of(&theirs.values));
    other.retain(|tag| tags.contains(tag));
    let quarrel = |tag: &u16| {
        let group = linked.iter().find(|group| group.contains(tag));
        mine.iter().any(|mine| mine == tag || group.is_some_and(|group| group.contains(mine)))
    };
    if other.iter().any(quarrel) {
        return Verdict::Open { theirs, why: why::BOTH_CHANGED, base: Some(base) };
    }
    let mut joined = here;
    for tag in other {
        joined.values.set(tag, theirs.values.get(tag).as_ref());
    }
    match joined == theirs {
        true => Verdict::Take(theirs),
        false => Verdict::Join(theirs, joined),
    }
}
