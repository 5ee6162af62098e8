//! A person who moves here: with their slip they become a member of this unit, under the id they
//! have always had. What only the unit they left knows (its village, its clan) stays behind.

use super::owner::unit_field;
use super::weigh::State;
use crate::domain::{FieldKind, Kind, RecordId, Seen, Step, Value, records};
use crate::register::clock;
use crate::register::core::Core;

/// The record as it is here from today on; None where the type belongs to no unit, or the unit is ours
/// already.
pub(crate) fn here(core: &Core, kind: Kind, came: &State) -> Option<State> {
    let of = records::of(kind).filter(|of| of.person && came.live)?;
    let unit = unit_field(kind)?;
    let own = core.own_unit();
    if matches!(came.values.now(unit.tag), Some(Seen::Ref(id)) if id == own) {
        return None;
    }
    let mut state = came.clone();
    let mut from_today = |tag: u16, value: Value| {
        let mut steps = match state.values.get(tag) {
            Some(Value::Timeline(steps)) => steps,
            _ => Vec::new(),
        };
        let today = Some(clock::today());
        steps.retain(|step| step.from != today);
        steps.push(Step { from: today, value, reason: String::new() });
        state.values.set(tag, Some(&Value::Timeline(steps)));
    };
    from_today(unit.tag, Value::Ref(own));
    if let Some(status) = of.status.as_ref()
        && let Some(FieldKind::Choice(table)) =
            of.status_field().map(|field| field.kind.at_a_time())
        && let Some(first) =
            core.made.tables.choices(table).and_then(|choices| choices.rows().first())
    {
        from_today(status.tag, Value::Code(first.code.clone()));
        for tag in status.asks.iter().flat_map(|(_, tags)| *tags) {
            state.values.set(*tag, None);
        }
    }
    let stays_behind = |id: RecordId| !matches!(core.row(id), Ok(Some(row)) if row.live);
    for field in of.fields.iter().filter(|field| field.tag != unit.tag) {
        if let Some(Seen::Ref(id)) = state.values.see(field.tag)
            && stays_behind(id)
        {
            state.values.set(field.tag, None);
        }
    }
    Some(state)
}
