//! One row of a bundle that is being taken in: whose it is, what is to be done with it, and what is
//! written for it.

use super::entry::{self, Entry};
use super::second::Second;
use super::take::{FIRST, Taking};
use super::weigh::{State, Verdict, weigh, why};
use super::{arrive, staged};
use crate::derived::store::Row;
use crate::domain::carried::Table;
use crate::domain::records::unit;
use crate::domain::{Carried, Op, RecordId, Rev, records};
use crate::journal::Source;
use crate::lang::errors::bundle::ROW_OUTSIDE;
use crate::lang::errors::queue::{ID_FOREIGN, ID_KIND};
use crate::lang::{Code, Problem};
use crate::register::core::Core;
use crate::register::proto::{Effect, Extent};
use crate::register::stage::{Revision, Staged, changed_tags};
use crate::register::{clock, doc};
use std::borrow::Cow;

impl Taking<'_> {
    fn says(&self, code: &'static Code, table: &Table, line: u64) -> Problem {
        let name = records::of(table.kind).map_or("", |kind| kind.name);
        Problem::new(code, [format!("data/{name}.csv"), line.to_string()])
    }

    /// Weighs a row and stages what comes of it.
    pub(super) fn weighed(
        &mut self,
        core: &mut Core,
        table: &Table,
        (row, line): (Carried, u64),
        list: &mut Vec<Staged>,
    ) -> Result<(), Problem> {
        let ours = core.row(row.id)?;
        if ours.as_ref().is_some_and(|ours| ours.record.kind != table.kind) {
            return Err(self.says(&ID_KIND, table, line));
        }
        if !clock::is_v7(row.id) {
            return Err(self.says(&ID_FOREIGN, table, line));
        }
        if let Op::Put(values) = &row.op {
            if table.kind == unit::KIND {
                self.owners.bring(core, row.id, values);
            }
            // Who moves comes from a branch that only the unit they left knows.
            let moves = self.row.extent == Extent::Slip
                && records::of(table.kind).is_some_and(|kind| kind.person);
            if !self.owners.holds(core, (table.kind, row.id), values)? && !moves {
                return Err(self.says(&ROW_OUTSIDE, table, line));
            }
        }
        if ours.is_none() && self.owners.is_above(core, row.id)? {
            self.counts.same += 1;
            return Ok(());
        }
        let tags = self.carries(core, table, row.id);
        let mut verdict = weigh(core, table.kind, &tags, &row, ours.as_ref())?;
        if let Verdict::Take(state) = &verdict
            && !state.live
            && self.is_needed(core, row.id)?
        {
            let theirs = state.clone();
            verdict = Verdict::Open { theirs, why: why::DELETED_THERE, base: None };
        }
        if let (Verdict::Take(state), Extent::Slip) = (&verdict, self.row.extent)
            && let Some(here) = arrive::here(core, table.kind, state)
        {
            verdict = Verdict::Join(state.clone(), here);
        }
        let older = matches!(verdict, Verdict::Known)
            && ours.as_ref().is_some_and(|ours| ours.record.rev != row.rev);
        if self.row.extent == Extent::Snapshot && !older {
            self.named.push(row.id);
        }
        if let Some(ours) = ours.as_ref().filter(|_| self.quarrels) {
            self.close(core, &row, (ours.record.rev, &verdict))?;
        }
        self.stage_verdict(core, table, (row, line, ours), verdict, list)
    }

    /// The fields that count. Under which unit a whole office hangs is for everybody to say in their
    /// own register.
    fn carries<'a>(&self, core: &Core, table: &'a Table, id: RecordId) -> Cow<'a, [u16]> {
        let head = table.kind == unit::KIND && (id == core.own_unit() || self.owners.is_sender(id));
        match head {
            true => table.tags.iter().copied().filter(|tag| *tag != unit::PARENT).collect(),
            false => Cow::Borrowed(&table.tags),
        }
    }

    /// Whether something here refers to it that the bundle does not bring.
    fn is_needed(&self, core: &Core, id: RecordId) -> Result<bool, Problem> {
        let goes = |id| self.numbers.is_changed(id) || self.ending.contains(&id);
        let users = core.made.index.referring(id)?;
        Ok(id == core.own_unit() || users.iter().any(|(user, _, _)| !goes(*user)))
    }

    /// Ends the entries that this row settles: what stands here now was made from what waited.
    fn close(
        &mut self,
        core: &Core,
        row: &Carried,
        (ours, verdict): (Rev, &Verdict),
    ) -> Result<(), Problem> {
        let mut made_from = row.bases.clone();
        match verdict {
            Verdict::Take(_) | Verdict::Note(_) | Verdict::Join(..) => made_from.push(row.rev),
            // They have it as it is here, and had the other before.
            Verdict::Known if row.rev == ours => {}
            Verdict::Known | Verdict::Open { .. } => made_from.clear(),
        }
        self.closing.extend(entry::settled(core, row.id, &made_from)?);
        if row.rev == ours || row.bases.contains(&ours) {
            self.closing.extend(entry::found(core, row.id, &self.row.sender)?);
        }
        Ok(())
    }

    fn stage_verdict(
        &mut self,
        core: &Core,
        table: &Table,
        (row, line, ours): (Carried, u64, Option<Row>),
        verdict: Verdict,
        list: &mut Vec<Staged>,
    ) -> Result<(), Problem> {
        let was = ours.as_ref().map(|ours| ours.record.rev);
        let (theirs, second) = match verdict {
            Verdict::Known => {
                self.counts.same += 1;
                return Ok(());
            }
            Verdict::Note(state) => {
                self.counts.same += 1;
                (state, None)
            }
            Verdict::Take(state) => {
                let counted =
                    if ours.is_none() { &mut self.counts.new } else { &mut self.counts.changed };
                *counted += 1;
                (state, None)
            }
            Verdict::Join(state, joined) => {
                self.counts.changed += 1;
                (state, Some((joined, Revision::New)))
            }
            Verdict::Open { theirs, why, base } => {
                let ours = ours.as_ref().map(State::of).unwrap_or_default();
                let entry = Entry {
                    record: row.id,
                    kind: table.kind,
                    called: String::new(),
                    why,
                    theirs: Some(row.rev),
                    base,
                    other: None,
                };
                self.entries.push(entry);
                (theirs, Some((ours, was.map_or(Revision::New, Revision::Given))))
            }
        };
        let blank = || Row::new(row.id, table.kind);
        let final_state = second.as_ref().map_or(&theirs, |(state, _)| state);
        let mut becomes = ours.clone().unwrap_or_else(blank);
        (becomes.live, becomes.record.values) = (final_state.live, final_state.values.clone());
        self.tell(core, table, ours.as_ref(), (&becomes, &theirs));
        self.numbers.take(core, ours.as_ref(), &becomes)?;
        let after = ours.clone().unwrap_or_else(blank);
        let mut first = staged(ours, after, theirs, Revision::Given(row.rev));
        first.body.bases = row.bases;
        first.body.reason = row.reason;
        first.body.source = Some(Source {
            file: self.row.file.clone(),
            sheet: format!("{} {}", row.by, clock::local(row.at)),
            row: line,
        });
        if let Some((state, rev)) = second {
            let highest = was.map_or(0, |rev| rev.n);
            let (at, first, reason) = (list.len(), first.after.clone(), String::new());
            self.seconds.push(Second { at, first, state, rev, highest, reason });
        }
        list.push(first);
        Ok(())
    }

    /// Notes what happens to a record, for a preview, and what it is called, for the queue.
    fn tell(
        &mut self,
        core: &Core,
        table: &Table,
        ours: Option<&Row>,
        (becomes, theirs): (&Row, &State),
    ) {
        let opened = self
            .entries
            .last_mut()
            .filter(|entry| entry.record == becomes.record.id && entry.called.is_empty());
        if opened.is_none() && self.first.len() >= FIRST {
            return;
        }
        let was = ours.filter(|ours| ours.live).map(|ours| &ours.record);
        let called = doc::called(was.unwrap_or(&becomes.record), &core.made.tables);
        let what = match (&opened, ours) {
            (Some(entry), _) => entry.why,
            (None, None) => "new",
            (None, Some(_)) if !theirs.live => "deleted",
            (None, Some(_)) if theirs.values != becomes.record.values => "merged",
            (None, Some(_)) => "changed",
        };
        let none = crate::domain::Values::default();
        let tags = changed_tags(was.map_or(&none, |was| &was.values), &theirs.values);
        if let Some(entry) = opened {
            entry.called.clone_from(&called);
        }
        if self.first.len() < FIRST {
            let (id, kind, what) = (becomes.record.id, table.kind, what.to_owned());
            self.first.push(Effect { id, kind, called, what, tags });
        }
    }
}
