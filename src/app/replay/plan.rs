//! Which fields are worth keeping from one form to the next: the whole stack is reckoned through
//! with and without each, on paper alone.

use super::{Clerk, Said};
use crate::app::form::{Cell, Form};
use crate::app::model::Model;
use crate::domain::Value;

/// What a field of one form takes.
#[derive(Clone, Default)]
struct Cost {
    /// The keys that type it.
    keys: usize,
    value: Option<Value>,
}

/// The fields whose keeping saves keys, the most saving first.
pub(super) fn keeps(
    clerk: &mut Clerk,
    model: &Model,
    form: &Form,
    forms: &[Vec<Said>],
) -> Vec<u16> {
    let tags: Vec<u16> = form.cells.iter().map(|cell| cell.field.tag).collect();
    let start: Vec<Option<Value>> = form.cells.iter().map(|cell| cell.value().cloned()).collect();
    let (header, rows) = (form.header, costs(clerk, model, form, forms));
    let mut kept: Vec<bool> = (0..tags.len()).map(|at| at < header).collect();
    let mut least = total(&rows, &start, &kept, header);
    let mut keeps = Vec::new();
    loop {
        let mut best = None;
        for at in header..tags.len() {
            if kept.get(at).is_none_or(|kept| *kept) {
                continue;
            }
            let mut with = kept.clone();
            with.iter_mut().skip(at).take(1).for_each(|kept| *kept = true);
            let keys = total(&rows, &start, &with, header) + 1;
            if keys < least {
                (least, best) = (keys, Some((at, with)));
            }
        }
        let Some((at, with)) = best else { return keeps };
        keeps.extend(tags.get(at));
        kept = with;
    }
}

/// What each field of each form takes.
fn costs(clerk: &mut Clerk, model: &Model, form: &Form, forms: &[Vec<Said>]) -> Vec<Vec<Cost>> {
    let mut rows: Vec<Vec<Cost>> = Vec::with_capacity(forms.len());
    for said in forms {
        let cost = |cell: &Cell| match said.iter().find(|one| one.field.tag == cell.field.tag) {
            None => Cost { keys: 0, value: cell.value().cloned() },
            Some(one) => Cost {
                keys: clerk.keys_for(model, one).map_or(0, |keys| keys.chars().count()),
                value: one.value.clone().ok().flatten(),
            },
        };
        rows.push(form.cells.iter().map(cost).collect());
    }
    rows
}

/// The keys of the values that are not those of the form before, by field.
pub(super) fn least(
    clerk: &mut Clerk,
    model: &Model,
    form: &Form,
    forms: &[Vec<Said>],
) -> Vec<(u16, usize)> {
    let rows = costs(clerk, model, form, forms);
    let keys = |at: usize, cell: &Cell| {
        let mut before = cell.value();
        let mut keys = 0;
        for cost in rows.iter().filter_map(|row| row.get(at)) {
            if before != cost.value.as_ref() {
                keys += cost.keys;
            }
            before = cost.value.as_ref();
        }
        (cell.field.tag, keys)
    };
    form.cells.iter().enumerate().map(|(at, cell)| keys(at, cell)).collect()
}

/// The keys of the whole stack, with those fields kept.
fn total(rows: &[Vec<Cost>], start: &[Option<Value>], kept: &[bool], header: usize) -> usize {
    let mut last: Option<&Vec<Cost>> = None;
    let mut keys = 0;
    for row in rows {
        let stands = |at: usize| match last {
            Some(last) if kept.get(at) == Some(&true) => last.get(at).map(|cost| &cost.value),
            _ => start.get(at),
        };
        let is_right = |at: usize, cost: &Cost| stands(at) == Some(&cost.value);
        let until = row.iter().enumerate().rfind(|(at, cost)| !is_right(*at, cost));
        let until = until.map_or(header, |(at, _)| at);
        for (at, cost) in row.iter().enumerate().take(until + 1).skip(header) {
            let same = last.and_then(|last| last.get(at)).is_some_and(|c| c.value == cost.value);
            keys += match &cost.value {
                _ if is_right(at, cost) => 1,
                None => 2,
                Some(_) if same => 1 + usize::from(at == until),
                Some(_) => cost.keys + 1,
            };
        }
        last = Some(row);
    }
    keys
}
