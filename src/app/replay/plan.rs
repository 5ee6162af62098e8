//! Which fields are worth keeping from one form to the next, and which are worth passing over: the
//! whole stack is reckoned through with and without each, on paper alone.

use super::{Clerk, Keyed, Said};
use crate::app::form::{Cell, Form};
use crate::app::model::Model;
use crate::domain::Value;

/// In which form of the stack, from 0, a field kept to the end of the batch is kept anew.
pub(super) type Anew = Vec<(usize, u16)>;

/// What a key counts that only moves.
const MOVE: usize = 2;

/// What is done with a field for the forms that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The cursor comes there, and nothing stands in it.
    Plain,
    /// What stands in it is kept, and the cursor passes it over.
    Kept,
    /// The same, but what another form has there is that form's alone.
    Batch,
    /// It stays empty, and the cursor passes it over.
    Skipped,
}

/// What a field of one form takes.
#[derive(Clone, Default)]
struct Cost {
    /// The keys that type it.
    keys: usize,
    /// The cursor then goes on by itself.
    goes_on: bool,
    /// The first of them is a digit.
    digit: bool,
    /// A digit behind it begins the next field.
    whole: bool,
    value: Option<Value>,
}

/// What is kept in a column to the end of the batch.
struct Lasting {
    /// As in that form.
    from: Option<usize>,
    /// This form has something else, and so has the next: that is kept from now on.
    again: bool,
}

/// The stack as it is reckoned through.
struct Reckoning {
    rows: Vec<Vec<Cost>>,
    lasting: Vec<Vec<Lasting>>,
    /// What stands in a new form.
    start: Vec<Option<Value>>,
    header: usize,
    /// What another field's column tells takes no key.
    told: Vec<bool>,
    /// What one key would put there as in the form before.
    copies: Vec<bool>,
    /// Where a digit that ends the field before may begin.
    begins: Vec<bool>,
}

/// The fields whose keeping or passing over saves keys, the most saving first; and where one is kept
/// anew.
pub(super) fn keeps(
    clerk: &mut Clerk,
    model: &Model,
    form: &Form,
    forms: &[Vec<Said>],
) -> (Vec<(u16, Mode)>, Anew) {
    let tags: Vec<u16> = form.cells.iter().map(|cell| cell.field.tag).collect();
    let in_columns = |tag: u16| form.split_here().is_some_and(|(of, _)| of == tag);
    let rows = costs(clerk, model, form, forms);
    let all = Reckoning {
        lasting: lasting(&rows, tags.len()),
        rows,
        start: form.cells.iter().map(|cell| cell.value().cloned()).collect(),
        header: form.header,
        told: tags.iter().map(|tag| form.is_told(*tag)).collect(),
        copies: tags.iter().map(|tag| !in_columns(*tag)).collect(),
        begins: form.cells.iter().map(Cell::begins_with_digit).collect(),
    };
    let mode = |at: usize| if at < form.header { Mode::Kept } else { Mode::Plain };
    let mut modes: Vec<Mode> = (0..tags.len()).map(mode).collect();
    let mut least = all.total(&modes).unwrap_or(usize::MAX);
    let mut keeps = Vec::new();
    loop {
        let mut best = None;
        for (at, tag) in tags.iter().enumerate().skip(form.header) {
            let plain = modes.get(at) == Some(&Mode::Plain);
            if !plain || form.is_told(*tag) || in_columns(*tag) {
                continue;
            }
            for (mode, presses) in [(Mode::Kept, 1), (Mode::Batch, 2), (Mode::Skipped, 1)] {
                let mut with = modes.clone();
                with.iter_mut().skip(at).take(1).for_each(|one| *one = mode);
                let Some(keys) = all.total(&with) else { continue };
                if keys + presses < least {
                    (least, best) = (keys + presses, Some(((*tag, mode), with)));
                }
            }
        }
        let Some((kept, with)) = best else { break };
        keeps.push(kept);
        modes = with;
    }
    let mut again = Vec::new();
    for (n, lasting) in all.lasting.iter().enumerate() {
        let tags = tags.iter().zip(lasting).filter(|(_, lasting)| lasting.again);
        again.extend(tags.map(|(tag, _)| (n, *tag)));
    }
    (keeps, again)
}

/// What is kept to the end of the batch in each column, before each form.
fn lasting(rows: &[Vec<Cost>], columns: usize) -> Vec<Vec<Lasting>> {
    let value = |n: usize, at: usize| rows.get(n).and_then(|row| row.get(at)?.value.as_ref());
    let mut kept: Vec<Option<usize>> = vec![None; columns];
    let one = |n: usize| {
        let before = kept.iter().enumerate().map(|(at, from)| {
            let now = value(n, at);
            let other = from.is_some_and(|from| value(from, at) != now);
            Lasting { from: *from, again: other && now.is_some() && value(n + 1, at) == now }
        });
        let before: Vec<Lasting> = before.collect();
        for (at, (kept, before)) in kept.iter_mut().zip(&before).enumerate() {
            if before.again || kept.is_none() && value(n, at).is_some() {
                *kept = Some(n);
            }
        }
        before
    };
    (0..rows.len()).map(one).collect()
}

/// What each field of each form takes.
fn costs(clerk: &mut Clerk, model: &Model, form: &Form, forms: &[Vec<Said>]) -> Vec<Vec<Cost>> {
    let mut rows: Vec<Vec<Cost>> = Vec::with_capacity(forms.len());
    for said in forms {
        let mut cost = |at: usize, cell: &Cell| {
            let Some(one) = said.iter().find(|one| one.field.tag == cell.field.tag) else {
                let value = cell.value().cloned();
                return Cost {
                    whole: form.ends_whole(cell, value.as_ref()),
                    value,
                    ..Cost::default()
                };
            };
            let value = one.value.clone().ok().flatten();
            let keyed = clerk.keys_for(model, form, one);
            let keys = keyed.as_ref().map_or(0, |keyed| keyed.keys.chars().count());
            let digit = keyed.as_ref().is_some_and(Keyed::begins_with_digit);
            let goes_on = keyed.is_some_and(|keyed| keyed.goes_on);
            let whole = form.ends_whole(cell, value.as_ref());
            let known = || rows.iter().any(|row| row.get(at).is_some_and(|c| c.value == value));
            // A letter, and as in the latest form that begins so.
            match cell.shares_words() && value.is_some() && keys > 2 && known() {
                true => Cost { keys: 2, goes_on: true, digit: false, whole, value },
                false => Cost { keys, goes_on, digit, whole, value },
            }
        };
        let row = form.cells.iter().enumerate().map(|(at, cell)| cost(at, cell)).collect();
        rows.push(row);
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
    let typed = form.cells.iter().enumerate().filter(|(_, cell)| !form.is_told(cell.field.tag));
    typed.map(|(at, cell)| keys(at, cell)).collect()
}

/// Whether Enter, which goes to the next field that wants something, leads to a place with fewer keys
/// than the arrow, one by one: also past it and back.
pub(super) fn by_enter(at: usize, to: usize, next: usize) -> bool {
    next <= to || next - to + 1 < to.saturating_sub(at)
}

impl Reckoning {
    /// What the whole stack takes, that way: a key that only moves counts twice, since the eyes have to
    /// leave the paper for it. None where a field could not be reached.
    fn total(&self, modes: &[Mode]) -> Option<usize> {
        (0..self.rows.len()).map(|n| self.one(n, modes)).sum()
    }

    /// What is kept in that column to the end of the batch, before that form.
    fn lasts(&self, n: usize, at: usize) -> Option<&Value> {
        let from = self.lasting.get(n)?.get(at)?.from?;
        self.rows.get(from)?.get(at)?.value.as_ref()
    }

    /// The keys that keep from now on what was typed there.
    fn presses(&self, n: usize, at: usize, modes: &[Mode], goes_on: bool) -> usize {
        let lasting = self.lasting.get(n).and_then(|lasting| lasting.get(at));
        let again = lasting.is_some_and(|lasting| lasting.again);
        match modes.get(at) {
            Some(Mode::Batch) if again => 1 + if goes_on { MOVE } else { 0 },
            _ => 0,
        }
    }

    /// Where a key leads on the way to that field: back, to the next one that wants something, or with
    /// the arrow to what is passed over.
    fn toward(&self, at: usize, to: usize, next: Option<usize>) -> Option<usize> {
        let own = |at: &usize| self.told.get(*at) != Some(&true);
        match to < at {
            true => (0..at).rev().find(own),
            false => {
                next.filter(|next| by_enter(at, to, *next)).or((at + 1..self.told.len()).find(own))
            }
        }
    }

    /// What one form takes, as the clerk keys it.
    fn one(&self, n: usize, modes: &[Mode]) -> Option<usize> {
        let row = self.rows.get(n)?;
        let last = n.checked_sub(1).and_then(|last| self.rows.get(last));
        let before = |at: usize| last.and_then(|last| last.get(at)).map(|cost| &cost.value);
        let start = |at: usize| self.start.get(at).and_then(Option::as_ref);
        let stands = |at: usize| match modes.get(at) {
            Some(Mode::Kept) => before(at).and_then(Option::as_ref).or(start(at)),
            Some(Mode::Batch) => self.lasts(n, at).or(start(at)),
            _ => start(at),
        };
        let told = |at: usize| self.told.get(at) == Some(&true);
        let stops = |at: usize| match modes.get(at) {
            _ if told(at) => false,
            Some(Mode::Kept | Mode::Batch) => last.is_none() || stands(at).is_none(),
            Some(Mode::Skipped) => last.is_none() || stands(at).is_some(),
            _ => true,
        };
        let wrong = |(at, cost): (usize, &Cost)| !told(at) && stands(at) != cost.value.as_ref();
        let mut wrong: Vec<bool> = row.iter().enumerate().map(wrong).collect();
        let (mut keys, mut at) = (0, self.header);
        while let Some(first) = wrong.iter().position(|wrong| *wrong) {
            if first < at {
                at = self.toward(at, first, None)?;
                keys += MOVE;
                continue;
            }
            let next = (at + 1..row.len()).find(|at| stops(*at));
            let cost = row.get(at)?;
            // A digit takes the cursor to the next field that wants something.
            let ends = |first: Option<usize>| {
                let to = first.filter(|first| Some(*first) == next && cost.whole);
                let begins = to.filter(|to| self.begins.get(*to) == Some(&true));
                begins.and_then(|to| row.get(to)).is_some_and(|cost| cost.digit)
            };
            if first > at {
                keys += if ends(Some(first)) { 0 } else { MOVE };
                at = self.toward(at, first, next)?;
                continue;
            }
            wrong.iter_mut().skip(at).take(1).for_each(|wrong| *wrong = false);
            let then = wrong.iter().position(|wrong| *wrong);
            let left = then.is_some();
            let copied = self.copies.get(at) == Some(&true) && before(at) == Some(&cost.value);
            let (typed, goes_on) = match &cost.value {
                None => (1, false),
                Some(_) if copied => (1, true),
                Some(_) => (cost.keys, cost.goes_on && next.is_some()),
            };
            keys += typed
                + self.presses(n, at, modes, goes_on)
                + if goes_on || !left || ends(then) { 0 } else { MOVE };
            let on = if goes_on { next } else { then.map_or(next, |to| self.toward(at, to, next)) };
            match on {
                Some(next) => at = next,
                // As before in the last field saves by itself.
                None if !left && goes_on => return Some(keys),
                None if left => return None,
                None => {}
            }
        }
        Some(keys + 1)
    }
}
