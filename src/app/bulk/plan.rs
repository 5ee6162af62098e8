//! What a bulk edit comes to: a change for each record that would become another, counted by what
//! stands there now, and what speaks against it.

use super::Bulk;
use crate::app::desk::Desk;
use crate::app::form::Cell;
use crate::app::words::{self, number};
use crate::domain::{Finding, Kind, RecordId, Rev, Value};
use crate::lang::screens;
use crate::register::{Act, Shown};
use std::collections::BTreeMap;

/// Different values that are told of those that stand there now.
const TOLD: usize = 12;

/// A record that would change.
pub(crate) struct Todo {
    pub(super) id: RecordId,
    base: Rev,
    to: Option<Value>,
    pub(super) title: String,
}

/// What it comes to.
#[derive(Default)]
pub(crate) struct Plan {
    /// What would change, by what stands there now.
    before: BTreeMap<String, u64>,
    /// The records that would change; those that fail the checks are taken out of it.
    pub(super) todo: Vec<Todo>,
    /// How many hold the value already.
    same: u64,
    /// How many are no longer there.
    gone: u64,
    /// Those that fail the checks, with why.
    pub(super) left: Vec<(RecordId, String)>,
    /// Soft findings by check: how many, and the first.
    pub(super) soft: BTreeMap<String, (u64, String)>,
}

impl Plan {
    /// Takes in records that were read, of `asked` that were asked for.
    pub(super) fn take(&mut self, cell: &Cell, asked: usize, rows: Vec<Shown>, desk: &Desk) {
        let missing = asked.saturating_sub(rows.len());
        self.gone += u64::try_from(missing).unwrap_or(u64::MAX);
        for shown in rows {
            let base = shown.record.values.get(cell.field.tag);
            let now = base.clone().and_then(words::now);
            if now.as_ref() == cell.value() {
                self.same += 1;
                continue;
            }
            let before = match &base {
                Some(value) => desk.value(cell.field, value.clone(), &shown.names),
                None => screens::NO_ENTRY.get(desk.lang).to_owned(),
            };
            *self.before.entry(before).or_default() += 1;
            let to = cell.value().map(|value| cell.whole_over(base.as_ref(), value.clone()));
            let (id, rev) = (shown.record.id, shown.record.rev);
            self.todo.push(Todo { id, base: rev, to, title: desk.title(&shown) });
        }
    }

    /// The acts of the records from one on.
    pub(super) fn acts(&self, (kind, tag): (Kind, u16), from: usize) -> Vec<Act> {
        let todo = self.todo.iter().skip(from).take(super::CHUNK);
        let act = |todo: &Todo| Act::Put {
            id: Some(todo.id),
            kind,
            base: Some(todo.base),
            set: vec![(tag, todo.to.clone())].into(),
            source: None,
        };
        todo.map(act).collect()
    }

    /// Takes in what the register found against the changes from one on: those that cannot be made
    /// are taken out; how many were.
    pub(super) fn found(&mut self, from: usize, found: &[(usize, Finding)], desk: &Desk) -> usize {
        let mut bad: BTreeMap<usize, String> = BTreeMap::new();
        for (at, finding) in found {
            let what = finding.problem.what(desk.lang);
            if finding.soft {
                let name = self.todo.get(from + at).map_or("", |todo| todo.title.as_str());
                let first = || (0, format!("{name}: {what}"));
                self.soft.entry(finding.check.clone()).or_insert_with(first).0 += 1;
            } else {
                bad.entry(*at).or_insert(what);
            }
        }
        self.leave_out(from, bad)
    }

    /// Takes changes out, each by its place behind `from`, with why; how many.
    pub(super) fn leave_out(&mut self, from: usize, mut bad: BTreeMap<usize, String>) -> usize {
        let before = self.todo.len();
        let behind = self.todo.split_off(from.min(before));
        for (at, todo) in behind.into_iter().enumerate() {
            match bad.remove(&at) {
                Some(why) => self.left.push((todo.id, format!("{}: {why}", todo.title))),
                None => self.todo.push(todo),
            }
        }
        before - self.todo.len()
    }

    /// How many would change, have it already, and fail the checks.
    pub(crate) fn counts(&self) -> [u64; 3] {
        let count = |len: usize| u64::try_from(len).unwrap_or(u64::MAX);
        [count(self.todo.len()), self.same, count(self.left.len())]
    }

    /// All there is to see, line by line.
    pub(crate) fn lines(&self, desk: &Desk) -> Vec<String> {
        let lang = desk.lang;
        let counts = self.counts().map(|count| number(count, lang));
        let mut lines = vec![screens::BULK_COUNTS.fill(lang, &counts)];
        if self.gone > 0 {
            lines.push(screens::BULK_GONE.fill(lang, &[number(self.gone, lang)]));
        }
        let mut before: Vec<_> = self.before.iter().collect();
        before.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let more = before.len() > TOLD;
        let before = before.into_iter().take(TOLD);
        let mut said: Vec<String> =
            before.map(|(value, count)| format!("{value} ({})", number(*count, lang))).collect();
        said.extend(more.then(|| "…".to_owned()));
        if !said.is_empty() {
            lines.push(screens::BULK_BEFORE.fill(lang, &[said.join(", ")]));
        }
        lines.extend(self.soft_lines(desk));
        if !self.left.is_empty() {
            lines.push(screens::BULK_LEFT.get(lang).to_owned());
            lines.extend(self.left.iter().map(|(_, why)| format!("! {why}")));
        }
        lines
    }

    /// What is unusual: one line a check.
    pub(super) fn soft_lines(&self, desk: &Desk) -> Vec<String> {
        let line = |(count, first): &(u64, String)| match count {
            1 => format!("~ {first}"),
            many => {
                let params = [first.clone(), number(many - 1, desk.lang)];
                format!("~ {}", screens::BULK_SOFT.fill(desk.lang, &params))
            }
        };
        self.soft.values().map(line).collect()
    }
}

impl Bulk {
    /// The type and the field.
    pub(super) fn sets(&self) -> (Kind, u16) {
        (self.of.kind.kind, self.field.tag)
    }
}
