//! What the form does with the register's replies and with what the layers above hand over.

use super::cell::Since;
use super::{Busy, Form, Hits};
use crate::app::confirm;
use crate::app::desk::{Desk, Why, slot};
use crate::app::layer::{Given, Go, Layer};
use crate::app::prompt::{Asks, Prompt};
use crate::domain::{Field, FieldKind, RecordId, Rev, Value, input};
use crate::lang::{Label, screens};
use crate::register::{Ask, Reply, Shown};

impl Form {
    pub(super) fn heard(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        match (why, reply) {
            (Why::KeepDraft(state), Reply::DraftKept(request)) if request == self.request => {
                self.kept = self.kept.max(state);
                if self.busy == Busy::Keeping && self.kept == self.state {
                    self.busy = Busy::No;
                    self.left(desk);
                    return Go::Back;
                }
            }
            (Why::Candidates, Reply::Page { found, rows, .. }) => {
                self.candidates = Some(Hits { rows, total: found.total });
            }
            (Why::Twins, Reply::Alike(alike)) => self.alike(alike),
            (Why::Alike, Reply::Alike(alike)) => return self.look_at(alike, desk),
            (Why::Alike | Why::KeepBoth | Why::Merged, Reply::Refused(problem)) => {
                desk.wrong(problem);
            }
            (Why::KeepBoth, Reply::Saved { .. }) => {
                let title = self.of.as_ref().map(|of| desk.title(of)).unwrap_or_default();
                desk.say_with(screens::KEPT_BOTH, [title]);
            }
            (Why::Merged, Reply::Rows { rows, .. }) => self.merged(rows, desk),
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
            (Why::DraftOf, Reply::Refused(problem)) => return self.not_loaded(problem, desk),
            (Why::Reload, Reply::Rows { rows, .. }) => self.reloaded(rows, desk),
            (Why::BatchOf, Reply::Rows { rows, .. }) => self.batch_came(rows, desk),
            (Why::Tally, Reply::Tally { totals, last }) => self.added_up(totals, last, desk),
            (Why::BatchGoesOn, reply) => self.heard_going_on(reply, desk),
            (Why::CloseBatch, reply) => return self.heard_closing(reply, desk),
            (Why::Saved, Reply::Rows { rows, .. }) => self.saved_again(rows),
            (Why::Save, reply) => return self.heard_save(reply, desk),
            (Why::KeepDraft(_), Reply::Refused(problem)) => {
                self.sent = 0;
                desk.wrong(problem);
                // Left now, the letters would be nowhere.
                if self.busy == Busy::Keeping {
                    self.busy = Busy::No;
                    return Go::Refused;
                }
            }
            _ => {}
        }
        Go::Stay
    }

    fn heard_save(&mut self, reply: Reply, desk: &mut Desk) -> Go {
        match reply {
            Reply::Saved { revs, .. } => return self.saved(&revs, desk),
            Reply::Checks(findings) if self.apart_from_nobody(&findings) => {
                self.busy = Busy::No;
                return self.save(self.then, desk);
            }
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

    /// Records were changed, perhaps by this form: if this one has another revision than the one
    /// known here, it is read again and merged.
    pub(super) fn somebody_changed(&mut self, revs: &[(RecordId, Rev)], desk: &mut Desk) {
        let other = |shown: &Shown| {
            let of =
                |(id, rev): &(RecordId, Rev)| *id == shown.record.id && rev.n > shown.record.rev.n;
            revs.iter().any(of)
        };
        self.saved_changed(revs, desk);
        self.batch_changed(revs, desk);
        self.add_up(desk);
        let Some(of) = self.of.as_ref().filter(|of| other(of)) else { return };
        let ask = Ask::Records(vec![of.record.id]);
        self.changed_by = desk.last_changed_by.clone();
        desk.ask(self.id, Why::Reload, slot::NONE, ask);
    }

    /// The record being edited as it is now, unless this form's own save made it so.
    fn reloaded(&mut self, rows: Vec<Shown>, desk: &mut Desk) {
        let by = std::mem::take(&mut self.changed_by);
        let Some(of) = self.of.as_ref().map(|of| (of.record.id, of.record.rev)) else { return };
        let newer = |row: &Shown| row.record.id == of.0 && row.record.rev != of.1;
        if let (Some(theirs), Busy::No) = (rows.into_iter().find(newer), &self.busy) {
            self.merge(theirs, &by, desk);
        }
    }

    pub(super) fn took(&mut self, given: Given, desk: &mut Desk) -> Go {
        match given {
            Given::Value(value, text) => self.chosen(value, text, desk),
            Given::Layout(name) => {
                self.take_layout(&name, desk);
                Go::Stay
            }
            Given::Record(id, title) => self.chosen(Value::Ref(id), title, desk),
            Given::Apart(id, at) => self.told_apart(id, at, desk),
            Given::Same(shown) => self.same_as(*shown, desk),
            Given::Settled(..) => self.merged_into(desk),
            Given::Done => {
                // The record that this form was for is saved as another one.
                self.drop_draft(desk);
                self.remember(desk);
                self.next_record(desk);
                self.add_up(desk);
                Go::Stay
            }
            Given::Text(Asks::Reason, reason) => self.accept(&reason, desk),
            Given::Text(Asks::WhyClose, reason) => self.close_all_the_same(&reason, desk),
            Given::Text(Asks::Since(tag), text) => self.since(tag, &text, desk),
            Given::Yes(confirm::Asks::PasteRow(row)) => {
                self.fill_row(&row, desk);
                Go::Stay
            }
            Given::Yes(confirm::Asks::DropDraft) => {
                self.drop_draft(desk);
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
