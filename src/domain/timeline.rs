//! Facts that change on a day: what held when, and taking the next step.

use super::{Field, PartialDate, Step, Value};
use crate::lang::Problem;
use crate::lang::errors::domain::STEP_TOO_EARLY;

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

/// The steps with what holds from a day on. The value that holds already gets that day instead: its
/// date was wrong.
///
/// # Errors
/// The day on which what holds now began, where the new one lies before it.
pub fn next(steps: &[Step], step: Step) -> Result<Vec<Step>, PartialDate> {
    let again = |last: &&Step| last.value == step.value;
    let before = steps.len() - usize::from(current(steps).filter(again).is_some());
    let before = steps.get(..before).unwrap_or_default();
    match current(before).and_then(|last| last.from) {
        Some(began) if step.from < Some(began) => Err(began),
        _ => Ok(with(before, step)),
    }
}

/// That a day lies before the one on which what holds now began (see [`next`]).
pub fn too_early(field: &Field, day: PartialDate, began: PartialDate) -> Problem {
    let (vi, en) = (field.label.vi.to_owned(), field.label.en.to_owned());
    Problem::new(&STEP_TOO_EARLY, [vi, en, day.screen(), began.screen()])
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
    fn the_next_step_lies_behind_and_the_same_value_again_corrects_its_day() {
        let steps = [step(Some((2019, 0, 0)), "a"), step(Some((2023, 5, 12)), "b")];
        assert_eq!(next(&steps, step(Some((2024, 0, 0)), "c")).map(|all| all.len()), Ok(3));
        assert_eq!(next(&steps, step(Some((2023, 0, 0)), "c")), Err(day(2023, 5, 12)));
        let earlier = next(&steps, step(Some((2020, 0, 0)), "b")).unwrap();
        assert_eq!(earlier, [steps[0].clone(), step(Some((2020, 0, 0)), "b")]);
        assert_eq!(next(&steps, step(Some((2018, 0, 0)), "b")), Err(day(2019, 0, 0)));
        assert_eq!(next(&[step(None, "a")], step(Some((1990, 0, 0)), "b")).unwrap().len(), 2);
        assert_eq!(next(&[], step(Some((1990, 0, 0)), "b")).unwrap().len(), 1);
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
