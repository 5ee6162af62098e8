//! What each act does to the records it is about.

use super::ahead::Judged;
use super::{Stage, Stop, note_refs};
use crate::derived::store::Row;
use crate::domain::check::Finding;
use crate::domain::schema::RecordType;
use crate::domain::{Record, RecordId, Rev, Right, Value, Values, records, timeline};
use crate::journal::{FrameKind, Source};
use crate::lang::Problem;
use crate::lang::errors::queue::NOT_ENTERED;
use crate::lang::errors::register as codes;
use crate::register::operators;
use crate::register::proto::{Act, Change};
use crate::register::{clock, core, doc};
use foldhash::{HashMap, HashMapExt};

impl Stage<'_> {
    /// Carries out an act: its record, and what stands against it.
    pub(super) fn act(
        &mut self,
        act: &Act,
        change: &Change,
        judged: Judged,
    ) -> Result<(RecordId, Vec<Finding>), Stop> {
        match act {
            Act::Put { id, kind, base, set, source } => {
                let ty = records::of(*kind)
                    .ok_or_else(|| Problem::new(&codes::UNKNOWN_KIND, [kind.0.to_string()]))?;
                entered(ty)?;
                let row = self.begin_put(*id, ty, *base, set)?;
                let id = row.record.id;
                let found = self.put(ty, row, set, (change, judged))?;
                if let Some(staged) = self.at.get(&id).and_then(|at| self.list.get_mut(*at)) {
                    staged.body.source = source.as_ref().map(|(file, sheet, row)| Source {
                        file: file.clone(),
                        sheet: sheet.clone(),
                        row: *row,
                    });
                }
                Ok((id, found))
            }
            Act::Delete { id, base } => {
                let row = self.current_live(*id)?;
                records::of(row.record.kind).map_or(Ok(()), entered)?;
                self.based(&row, *base, &[])?;
                self.delete(row, &change.reason)?;
                Ok((*id, Vec::new()))
            }
            Act::Merge { from, into } => {
                self.merge(*from, *into, &change.reason)?;
                Ok((*from, Vec::new()))
            }
        }
    }

    /// The record a put begins from: the live one at its base, or a new one.
    fn begin_put(
        &mut self,
        id: Option<RecordId>,
        ty: &RecordType,
        base: Option<Rev>,
        set: &[(u16, Option<Value>)],
    ) -> Result<Row, Stop> {
        let new = |id| Row::new(id, ty.kind);
        let Some(id) = id else { return Ok(new(self.core.mint.id()?)) };
        match (self.current(id)?, base) {
            (Some(row), _) if row.record.kind != ty.kind => {
                Err(Problem::new(&codes::WRONG_KIND, [id.short(), ty.name.to_owned()]).into())
            }
            // A deleted record may be made anew under its id.
            (Some(row), None) if !row.live && row.merged_into.is_none() => {
                Ok(Row { live: true, ..row })
            }
            (Some(row), _) if !row.live => Err(Problem::new(&codes::GONE, [id.short()]).into()),
            (Some(row), Some(base)) => {
                self.based(&row, base, set)?;
                Ok(row)
            }
            (Some(row), None) if self.made_here(row.record.id) => Ok(row),
            (Some(_), None) => Err(Problem::new(&codes::BASE_NEEDED, [id.short()]).into()),
            (None, None) if clock::is_v7(id) => Ok(new(id)),
            (None, None) => Err(Problem::new(&codes::BAD_ID, [id.short()]).into()),
            (None, Some(_)) => Err(Problem::new(&codes::NOT_FOUND, [id.short()]).into()),
        }
    }

    fn made_here(&self, id: RecordId) -> bool {
        let staged = self.at.get(&id).and_then(|at| self.list.get(*at));
        staged.is_some_and(|staged| staged.before.is_none())
    }

    /// Sets fields, runs the checks, and stages the result unless nothing changed.
    fn put(
        &mut self,
        ty: &'static RecordType,
        mut row: Row,
        set: &[(u16, Option<Value>)],
        (change, judged): (&Change, Judged),
    ) -> Result<Vec<Finding>, Stop> {
        let operators = ty.kind == operators::kind();
        self.actor.may(if operators { Right::Operators } else { Right::Key })?;
        let is_open = |tag: u16| ty.open_fields().any(|field| field.tag == tag);
        if let Some((tag, _)) = set.iter().find(|(tag, _)| !is_open(*tag)) {
            let params = [ty.name.to_owned(), tag.to_string()];
            return Err(Problem::new(&codes::UNKNOWN_FIELD, params).into());
        }
        let was = self.current(row.record.id)?;
        let old = row.record.values.clone();
        // What was judged is a new record's: a timeline's entry comes to another as something else.
        let Judged { sound, values } = if was.is_none() { judged } else { Judged::default() };
        match values {
            Some(values) => row.record.values = values,
            None => {
                for (tag, value) in set {
                    enter(&mut row.record.values, *tag, value.as_ref());
                }
            }
        }
        if operators {
            self.keeps_a_technician(&row.record)?;
        }
        if was.is_some_and(|was| was.live) && row.record.values == old {
            return Ok(Vec::new());
        }
        let (found, accepted) = self.judge(&row.record, change, &sound)?;
        self.push(row, FrameKind::Put, &change.reason, accepted)?;
        Ok(found)
    }

    fn delete(&mut self, mut row: Row, reason: &str) -> Result<(), Stop> {
        self.may_go(&row.record)?;
        let left = self.holding(row.record.id)?;
        if !left.is_empty() {
            let mut names = Vec::new();
            for id in left.iter().take(3) {
                names.push(self.core.called(*id)?);
            }
            if left.len() > names.len() {
                names.push("…".to_owned());
            }
            let name = doc::named(&row.record, &self.core.made.tables);
            let params = [name, left.len().to_string(), names.join(", ")];
            return Err(Problem::new(&codes::REFERRED, params).into());
        }
        row.live = false;
        row.record.values = Values::default();
        if row.record.kind == operators::kind() {
            self.keeps_a_technician(&row.record)?;
        }
        self.push(row, FrameKind::Delete, reason, Vec::new())?;
        Ok(())
    }

    fn may_go(&self, record: &Record) -> Result<(), Problem> {
        if record.id == self.core.own_unit() || record.id == self.actor.id {
            return Err(Problem::new(&codes::NEEDED, [doc::named(record, &self.core.made.tables)]));
        }
        let operators = record.kind == operators::kind();
        self.actor.may(if operators { Right::Operators } else { Right::Delete })
    }

    /// Refuses to leave the register without anybody who may change operators.
    fn keeps_a_technician(&self, after: &Record) -> Result<(), Problem> {
        let is = |record: &Record| operators::of(record).keeps();
        if is(after) {
            return Ok(());
        }
        let mut ids: Vec<RecordId> = self.list.iter().map(|s| s.after.record.id).collect();
        ids.extend(operators::all(self.core)?.into_iter().map(|operator| operator.id));
        for id in ids.into_iter().filter(|id| *id != after.id) {
            if self.current(id)?.is_some_and(|row| row.live && is(&row.record)) {
                return Ok(());
            }
        }
        let was = self.current(after.id)?.filter(|row| row.live && is(&row.record));
        match was {
            Some(row) => {
                Err(Problem::new(&codes::LAST_TECHNICIAN, [operators::of(&row.record).name]))
            }
            // There was none before either.
            None => Ok(()),
        }
    }

    /// Those that keep a record from going. Internal ones note something of it, and hold nobody.
    fn holding(&mut self, id: RecordId) -> Result<Vec<RecordId>, Problem> {
        let mut left = Vec::new();
        for id in self.referring(id)? {
            let row = self.current(id)?;
            let kind = row.and_then(|row| records::of(row.record.kind));
            if !kind.is_some_and(|kind| kind.internal) {
                left.push(id);
            }
        }
        Ok(left)
    }

    /// The live records, other than itself, that refer to a record after the acts so far.
    fn referring(&mut self, to: RecordId) -> Result<Vec<RecordId>, Problem> {
        let refs = self.refs.get_or_insert_with(|| {
            let mut refs = HashMap::new();
            self.list.iter().for_each(|staged| note_refs(&mut refs, &staged.after.record));
            refs
        });
        let mut ids = refs.get(&to).cloned().unwrap_or_default();
        ids.extend(self.core.made.index.referring(to)?.into_iter().map(|(id, _, _)| id));
        let mut left = Vec::new();
        for id in ids {
            if id != to
                && let Some(row) = self.current(id)?
                && row.live
                && core::values_of(&row.record)
                    .iter()
                    .any(|value| doc::referred(value).contains(&to))
            {
                left.push(id);
            }
        }
        Ok(left)
    }

    fn merge(&mut self, from: RecordId, into: RecordId, reason: &str) -> Result<(), Stop> {
        let mut gone = self.current_live(from)?;
        let stays = self.current_live(into)?;
        records::of(gone.record.kind).map_or(Ok(()), entered)?;
        if from == into {
            return Err(Problem::new(&codes::SAME_RECORD, [from.short()]).into());
        }
        if gone.record.kind != stays.record.kind {
            let kind = records::of(stays.record.kind).map_or("?", |ty| ty.name);
            return Err(Problem::new(&codes::WRONG_KIND, [from.short(), kind.to_owned()]).into());
        }
        self.may_go(&gone.record)?;
        for id in self.referring(from)? {
            let mut row = self.current_live(id)?;
            let tags: Vec<u16> = row.record.values.raw().map(|raw| raw.tag).collect();
            for tag in tags {
                let value = row.record.values.get(tag);
                if let Some(value) = value.and_then(|value| doc::redirected(&value, from, into)) {
                    row.record.values.set(tag, Some(&value));
                }
            }
            self.push(row, FrameKind::Put, reason, Vec::new())?;
        }
        gone.live = false;
        gone.merged_into = Some(into);
        gone.record.values = Values::default();
        self.push(gone, FrameKind::Alias, reason, Vec::new())?;
        Ok(())
    }
}

/// Sets a field, or (None) empties it. A timeline's entry means "from now on" where it bears no date.
pub(super) fn enter(values: &mut Values, tag: u16, value: Option<&Value>) {
    let Some(Value::Timeline(typed)) = value else { return values.set(tag, value) };
    match values.get(tag) {
        Some(Value::Timeline(steps)) => {
            let steps = timeline::entered(&steps, typed.clone(), clock::today());
            values.set(tag, Some(&Value::Timeline(steps)));
        }
        _ => values.set(tag, value),
    }
}

/// Refuses what the register writes by itself alone.
fn entered(ty: &RecordType) -> Result<(), Problem> {
    match ty.is_entered() {
        true => Ok(()),
        false => Err(Problem::new(&NOT_ENTERED, [ty.name])),
    }
}
