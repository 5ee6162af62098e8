//! What the form does with the register's replies and with what the layers above hand over.

use super::cell::Since;
use super::{Busy, Form, Hits};
use crate::app::confirm;
use crate::app::desk::{Desk, Why, slot};
use crate::app::layer::{Given, Go, Layer};
use crate::app::prompt::{Asks, Prompt};
use crate::domain::{Field, FieldKind, RecordId, Value, input};
use crate::lang::Label;
use crate::register::{Ask, Reply, Request};

impl Form {
    pub(super) fn heard(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        match (why, reply) {
            (Why::KeepDraft(state), Reply::DraftKept(request)) if request == self.request => {
                self.kept = self.kept.max(state);
            }
            (Why::Candidates, Reply::Page { found, rows, .. }) => {
                self.candidates = Some(Hits { rows, total: found.total });
            }
            (Why::Twins, Reply::Page { rows, .. }) => self.compare(rows),
            (Why::Check, Reply::Checks(findings)) if self.busy == Busy::No => {
                self.findings = findings.into_iter().map(|(_, finding)| finding).collect();
            }
            (Why::Resolve(tag), Reply::Page { found, rows, .. }) => {
                return self.resolved(tag, &found, rows, desk);
            }
            (Why::Resolve(_), Reply::Refused(problem)) => return self.not_resolved(problem),
            (Why::DraftOf, Reply::Rows { rows, .. }) => {
                return self.loaded(rows.into_iter().next(), desk);
            }
            (Why::DraftOf, Reply::Refused(_)) => return self.loaded(None, desk),
            (Why::Reload, Reply::Rows { rows, .. }) => {
                let by = std::mem::take(&mut self.changed_by);
                if let (Some(theirs), Busy::No) = (rows.into_iter().next(), &self.busy) {
                    self.merge(theirs, &by, desk);
                }
            }
            (Why::Save, reply) => return self.heard_save(reply, desk),
            (Why::KeepDraft(_), Reply::Refused(problem)) => {
                self.sent = 0;
                desk.wrong(problem);
            }
            _ => {}
        }
        Go::Stay
    }

    fn heard_save(&mut self, reply: Reply, desk: &mut Desk) -> Go {
        match reply {
            Reply::Saved { revs, .. } => return self.saved(&revs, desk),
            Reply::Checks(findings) => {
                let findings = findings.into_iter().map(|(_, finding)| finding).collect();
                return self.found(findings, desk);
            }
            Reply::Stale { theirs, by, .. } => self.merge(theirs, &by, desk),
            Reply::Refused(problem) => {
                self.busy = Busy::No;
                self.keep_draft(desk);
                desk.wrong(problem);
            }
            _ => {}
        }
        Go::Stay
    }

    /// Somebody else changed records: if this one is among them, it is read again and merged.
    pub(super) fn somebody_changed(&mut self, ids: &[RecordId], desk: &mut Desk) {
        self.saved.retain(|saved| !ids.contains(&saved.record.id));
        let Some(of) = &self.of else { return };
        if ids.contains(&of.record.id) {
            let ask = Ask::Records(vec![of.record.id]);
            self.changed_by = desk.last_changed_by.clone();
            desk.ask(self.id, Why::Reload, slot::NONE, ask);
        }
    }

    pub(super) fn took(&mut self, given: Given, desk: &mut Desk) -> Go {
        match given {
            Given::Value(value, text) => self.chosen(value, text, desk),
            Given::Record(id, title) => self.chosen(Value::Ref(id), title, desk),
            Given::Text(Asks::Reason, reason) => self.accept(&reason, desk),
            Given::Text(Asks::Since(tag), text) => self.since(tag, &text, desk),
            Given::Yes(confirm::Asks::PasteRow(row)) => {
                self.fill_row(&row, desk);
                Go::Stay
            }
            Given::Yes(confirm::Asks::DropDraft) => {
                if self.drafted {
                    let request = self.request;
                    desk.send(self.id, Why::DropDraft, Request::DropDraft { request });
                }
                self.state = 0;
                Go::Back
            }
            _ => Go::Stay,
        }
    }

    /// From which day the new value of a timeline holds; empty: what stood there was wrong.
    fn since(&mut self, tag: u16, text: &str, desk: &mut Desk) -> Go {
        let label = Label::new("", "");
        let day = Field::new(0, "since", FieldKind::PartialDate, label, label);
        let read = input::parse(&day, text, &desk.tables, desk.today);
        let Some(cell) = self.cells.iter_mut().find(|cell| cell.field.tag == tag) else {
            return Go::Stay;
        };
        cell.since = match read {
            Ok(Some(Value::Date(day))) => Some(Since::Day(day)),
            Ok(_) => Some(Since::Ever),
            Err(problem) => {
                let about = format!("{}: {}", cell.field.label.get(desk.lang), cell.entry.text());
                desk.wrong(problem);
                return Go::Open(Box::new(Layer::Prompt(Prompt::since(desk, tag, about))));
            }
        };
        self.save(self.then, desk)
    }
}
