//! A record: its fields, its history, what refers to it.

use super::desk::{Desk, LayerId, Why, slot};
use super::form::Form;
use super::keymap::{Action, Context, chains};
use super::layer::{Given, Go, Layer, Screen};
use super::prompt::{Asks, Prompt};
use super::words;
use crate::domain::{Field, RecordId, RecordType, Rev, Value, records};
use crate::lang::errors::{app, register};
use crate::lang::{Problem, screens};
use crate::register::{Act, Ask, Change, Entry, Reply, Request, Shown};

/// A line of the view.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum LineOf {
    /// A field: label and value.
    Field(String, String),
    /// A heading.
    Head(String),
    /// A change: when and who, what.
    Change(String, String),
    /// Anything else.
    Text(String),
}

/// The view.
pub(crate) struct View {
    id: LayerId,
    pub(crate) shown: Shown,
    /// None: gone.
    pub(crate) there: bool,
    history: Option<Vec<Entry>>,
    referring: Option<(Vec<(Shown, u16)>, u64)>,
    /// The first line shown.
    pub(crate) top: usize,
}

impl View {
    pub(crate) fn new(desk: &mut Desk, shown: Shown) -> Self {
        let id = desk.layer();
        Self { id, shown, there: true, history: None, referring: None, top: 0 }
    }

    /// Its type.
    pub(crate) fn kind(&self) -> Option<&'static RecordType> {
        records::of(self.shown.record.kind)
    }

    fn load(&self, desk: &mut Desk) {
        let id = self.shown.record.id;
        desk.ask(self.id, Why::Record, slot::NONE, Ask::Records(vec![id]));
        desk.ask(self.id, Why::History, slot::NONE, Ask::History(id));
        desk.ask(self.id, Why::Referring, slot::NONE, Ask::Referring(id));
    }

    /// Everything there is to show, line by line.
    pub(crate) fn lines(&self, desk: &Desk) -> Vec<LineOf> {
        let mut lines = lines_of(&self.shown, self.history.as_deref(), desk);
        if let Some((rows, total)) = self.referring.as_ref().filter(|(_, total)| *total > 0) {
            let total = words::number(*total, desk.lang);
            lines.push(LineOf::Head(screens::REFERRING.fill(desk.lang, &[total])));
            for (shown, tag) in rows {
                let kind = records::of(shown.record.kind);
                let label = kind.map_or("", |kind| kind.label.get(desk.lang));
                let field = kind.and_then(|kind| kind.field(*tag));
                let field = field.map_or("", |field| field.label.get(desk.lang));
                let title = desk.title(shown);
                lines.push(LineOf::Text(format!("{title}   {label}, {field}")));
            }
        }
        lines
    }
}

/// A record's fields and, once known, its history.
pub(crate) fn lines_of(shown: &Shown, history: Option<&[Entry]>, desk: &Desk) -> Vec<LineOf> {
    let mut lines = Vec::new();
    let Some(kind) = records::of(shown.record.kind) else { return lines };
    for field in kind.fields {
        let text = desk.seen(shown, field);
        if !text.is_empty() {
            let label = kind.label_of(field, &shown.record.values).get(desk.lang);
            lines.push(LineOf::Field(label.to_owned(), text));
        }
    }
    if let Some(history) = history {
        lines.push(LineOf::Head(screens::HISTORY.fill(desk.lang, &[history.len().to_string()])));
        for entry in history {
            entry_lines(kind, entry, desk, &mut lines);
        }
    }
    lines
}

fn entry_lines(kind: &RecordType, entry: &Entry, desk: &Desk, lines: &mut Vec<LineOf>) {
    let head = format!("{} {}", words::time(entry.time), entry.operator);
    let mut said = change_lines(kind, entry, desk);
    if said.is_empty() {
        said.push(screens::NO_FIELD_CHANGED.get(desk.lang).to_owned());
    }
    for (n, text) in said.into_iter().enumerate() {
        let head = if n == 0 { head.clone() } else { String::new() };
        lines.push(LineOf::Change(head, text));
    }
}

/// What a change did to the fields, line by line.
pub(crate) fn field_lines(kind: &RecordType, entry: &Entry, desk: &Desk) -> Vec<String> {
    let lang = desk.lang;
    let word = |field: &'static Field, value: &Option<Value>| match value {
        Some(value) => desk.whole(field, value, &entry.names),
        None => screens::NO_ENTRY.get(lang).to_owned(),
    };
    let line = |(tag, before, after): &(u16, Option<Value>, Option<Value>)| {
        let field = kind.field(*tag)?;
        let (label, arrow) = (field.label.get(lang), screens::ARROW.get(lang));
        Some(format!("{label}: {} {arrow} {}", word(field, before), word(field, after)))
    };
    entry.changes.iter().filter_map(line).collect()
}

/// What a change did, line by line.
pub(crate) fn change_lines(kind: &RecordType, entry: &Entry, desk: &Desk) -> Vec<String> {
    let lang = desk.lang;
    let mut lines = Vec::new();
    if entry.undoes > 0 {
        lines.push(screens::UNDOES.fill(lang, &[entry.undoes.to_string()]));
    }
    let new = entry.changes.iter().all(|(_, before, _)| before.is_none());
    if entry.erased {
        lines.push(screens::ERASED.get(lang).to_owned());
    } else if entry.what == "delete" {
        lines.push(screens::DELETED.get(lang).to_owned());
    } else if new && entry.changes.len() > 1 {
        let label = if entry.undoes > 0 { screens::RETURNED } else { screens::ENTERED };
        lines.push(label.fill(lang, &[entry.changes.len().to_string()]));
    } else {
        lines.extend(field_lines(kind, entry, desk));
    }
    if !entry.reason.is_empty() {
        lines.push(format!("«{}»", entry.reason));
    }
    for (check, reason) in &entry.accepted {
        // What the check says, without the values of that day.
        let said = crate::lang::errors::named(check)
            .map_or_else(|| check.clone(), |code| code.what.fill(lang, &["…"; 4]));
        lines.push(screens::ACCEPTED.fill(lang, &[&said, reason]));
    }
    if let Some((file, sheet, row)) = &entry.source {
        let of: Vec<&str> =
            [file.as_str(), sheet].into_iter().filter(|part| !part.is_empty()).collect();
        lines.push(screens::SOURCE.fill(lang, &[of.join(" "), row.to_string()]));
    }
    lines
}

/// Whether that says of a record that it is not in the register, and not only out of reach.
pub(crate) fn is_gone(problem: &Problem) -> bool {
    problem.is(&register::NOT_FOUND) || problem.is(&register::GONE)
}

impl Screen for View {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::RECORD
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        let lines = self.lines(desk).len();
        if let Some(top) = super::list::scrolled(self.top, lines, action, desk) {
            self.top = top;
            return Go::Stay;
        }
        match action {
            Action::Edit if self.there => Form::edit(desk, self.shown.clone()),
            Action::Delete if self.there => {
                let about = desk.title(&self.shown);
                Go::Open(Box::new(Layer::Prompt(Prompt::why_delete(desk, about))))
            }
            _ => Go::Pass,
        }
    }

    fn reply(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        match (why, reply) {
            (Why::Record, Reply::Rows { mut rows, .. }) => {
                let id = self.shown.record.id;
                match rows.iter().position(|row| row.record.id == id) {
                    Some(at) => {
                        self.shown = rows.swap_remove(at);
                        self.there = true;
                    }
                    None => self.there = false,
                }
            }
            (Why::History, Reply::History(history)) => self.history = Some(history),
            (Why::Referring, Reply::Referring(rows, total)) => self.referring = Some((rows, total)),
            (Why::Delete, Reply::Saved { .. }) => {
                self.there = false;
                desk.say_with(screens::DELETED_NOW, [desk.title(&self.shown)]);
                self.load(desk);
            }
            (Why::Delete, Reply::Checks(findings)) => {
                if let Some((_, finding)) = findings.into_iter().next() {
                    desk.wrong(finding.problem);
                }
            }
            (Why::Delete, Reply::Stale { by, .. }) => {
                desk.wrong(Problem::new(&app::NOT_DELETED, [desk.title(&self.shown), by]));
                self.load(desk);
            }
            // A record that is gone has no fields; its history still answers.
            (Why::Record, Reply::Refused(problem)) if is_gone(&problem) => self.there = false,
            (_, Reply::Refused(problem)) => desk.wrong(problem),
            _ => {}
        }
        Go::Stay
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        if let Given::Text(Asks::WhyDelete, reason) = given {
            if let Some(problem) = desk.forbidden() {
                desk.wrong(problem);
                return Go::Stay;
            }
            let record = &self.shown.record;
            let act = Act::Delete { id: record.id, base: record.rev };
            let request = desk.request();
            let change = Change { request, acts: vec![act], reason, ..Change::default() };
            desk.send(self.id, Why::Delete, Request::Do(change));
        }
        Go::Stay
    }

    fn focus(&mut self, desk: &mut Desk) {
        self.load(desk);
    }

    fn changed(&mut self, revs: &[(RecordId, Rev)], desk: &mut Desk) {
        if revs.iter().any(|(id, _)| *id == self.shown.record.id) {
            self.load(desk);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Start;
    use crate::app::desk::Note;
    use crate::domain::records::village;
    use crate::domain::{Record, Tables, Values};
    use std::sync::Arc;

    fn view() -> (View, Desk) {
        let mut desk = Desk::new(Start::of_a_test(), Arc::new(Tables::built_in().unwrap()));
        let mut values = Values::default();
        values.set(village::NUMBER, Some(&Value::Text("3".into())));
        let record =
            Record { id: RecordId([1; 16]), kind: village::KIND, rev: Rev::default(), values };
        let shown = Shown { record, names: Vec::new(), seq: 1 };
        (View::new(&mut desk, shown), desk)
    }

    #[test]
    fn what_the_register_refuses_is_said_and_only_what_is_gone_is_called_so() {
        for why in [Why::Record, Why::History, Why::Referring, Why::Delete] {
            let (mut view, mut desk) = view();
            let disk = Problem::new(&register::REGISTER_IO, ["0001.seg", "EIO"]);
            view.reply(why, Reply::Refused(disk.clone()), &mut desk);
            assert_eq!(desk.note, Some(Note::Wrong(disk)), "{why:?}");
            assert!(view.there, "{why:?}");
        }
        for code in [&register::NOT_FOUND, &register::GONE] {
            let (mut view, mut desk) = view();
            view.reply(Why::Record, Reply::Refused(Problem::new(code, ["x"])), &mut desk);
            assert!(!view.there && desk.note.is_none());
        }
    }

    #[test]
    fn a_delete_over_somebody_elses_change_says_that_it_was_not_done() {
        let (mut view, mut desk) = view();
        let theirs = view.shown.clone();
        let by = "Hùng".to_owned();
        view.reply(Why::Delete, Reply::Stale { theirs, by, overlapping: Vec::new() }, &mut desk);
        let Some(Note::Wrong(problem)) = &desk.note else { panic!("{:?}", desk.note) };
        assert!(problem.is(&app::NOT_DELETED) && problem.params[1] == "Hùng", "{problem}");
        assert!(!desk.effects.is_empty(), "and the record is read again");
    }
}
