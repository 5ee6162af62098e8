//! Facts that change on a day: what held when, and taking the next step.

use super::{PartialDate, Step, Value};

/// What held on that day: the last step that may have begun by then. Undated steps hold since
/// ever.
pub fn at(steps: &[Step], day: PartialDate) -> Option<&Step> {
    steps.iter().rev().find(|step| step.from.is_none_or(|from| !from.is_after(day)))
}

/// What holds after the last step.
pub fn current(steps: &[Step]) -> Option<&Step> {
    steps.last()
}

/// The steps with one more, in the order of their dates; a step of the same date is replaced.
pub fn with(steps: &[Step], step: Step) -> Vec<Step> {
    let mut all: Vec<Step> = steps.iter().filter(|old| old.from != step.from).cloned().collect();
    let at = all.partition_point(|old| old.from < step.from);
    all.insert(at, step);
    all
}

/// What an entry makes of a timeline. One step without a date means "from now on": nothing happens
/// where it holds already, a first one stays undated, else it begins on `day`. Anything else is
/// the whole timeline.
pub fn entered(before: &[Step], typed: Vec<Step>, day: PartialDate) -> Vec<Step> {
    let [step] = typed.as_slice() else { return typed };
    match current(before) {
        Some(now) if step.from.is_none() && now.value == step.value => before.to_vec(),
        Some(_) if step.from.is_none() => with(before, Step { from: Some(day), ..step.clone() }),
        _ => typed,
    }
}

/// The value of a field as it holds now: a timeline's current one, any other as it is.
pub fn now(value: Value) -> Option<Value> {
    match value {
        Value::Timeline(steps) => steps.into_iter().last().map(|step| step.value),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(from: Option<(u16, u8, u8)>, code: &str) -> Step {
        Step {
            from: from.and_then(|(year, month, day)| PartialDate::new(year, month, day)),
            value: Value::Code(code.into()),
            reason: String::new(),
        }
    }

    fn day(year: u16, month: u8, day: u8) -> PartialDate {
        PartialDate::new(year, month, day).unwrap()
    }

    #[test]
    fn any_past_day_can_be_asked_for() {
        let steps =
            [step(None, "a"), step(Some((2019, 0, 0)), "b"), step(Some((2023, 5, 12)), "c")];
        let code = |year, month, d| at(&steps, day(year, month, d)).map(|s| s.value.clone());
        assert_eq!(code(2018, 12, 31), Some(Value::Code("a".into())));
        assert_eq!(code(2019, 3, 1), Some(Value::Code("b".into())));
        assert_eq!(code(2023, 5, 11), Some(Value::Code("b".into())));
        assert_eq!(code(2023, 5, 12), Some(Value::Code("c".into())));
        assert_eq!(at(&steps[1..], day(2018, 1, 1)), None);
        assert_eq!(current(&steps), Some(&steps[2]));
    }

    #[test]
    fn a_step_takes_its_place_and_one_of_the_same_day_is_replaced() {
        let steps = [step(Some((2019, 0, 0)), "a"), step(Some((2023, 0, 0)), "c")];
        let more = with(&steps, step(Some((2021, 0, 0)), "b"));
        assert_eq!(more, [steps[0].clone(), step(Some((2021, 0, 0)), "b"), steps[1].clone()]);
        assert_eq!(with(&more, step(Some((2023, 0, 0)), "d")).len(), 3);
    }

    #[test]
    fn an_undated_entry_means_from_now_on() {
        let today = day(2026, 5, 3);
        let first = vec![step(None, "active")];
        assert_eq!(entered(&[], first.clone(), today), first);
        assert_eq!(entered(&first, vec![step(None, "active")], today), first);
        let died = entered(&first, vec![step(None, "died")], today);
        assert_eq!(died, [step(None, "active"), step(Some((2026, 5, 3)), "died")]);
        let whole = vec![step(Some((2020, 0, 0)), "left")];
        assert_eq!(entered(&died, whole.clone(), today), whole);
    }
}
