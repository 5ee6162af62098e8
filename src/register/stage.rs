//! A change made ready to be written: its acts carried out on copies and checked, each seeing what
//! the ones before it did. Nothing is written here.
//!
//! Acts may refer to records made earlier in the same change only if the asker chose their ids
//! ([`Mint`](super::clock::Mint)); ids minted here are known once it is saved.

use super::core::Core;
use super::operators::{self, Operator, TECHNICIAN};
use super::proto::{Act, Change, Reply};
use super::{clock, doc};
use crate::derived::store::Row;
use crate::domain::check::{Facts, Finding, Subject, findings};
use crate::domain::schema::RecordType;
use crate::domain::{Kind, Record, RecordId, Rev, Value, Values, records, show, timeline};
use crate::journal::{self, FrameKind, Source};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// A record as it will be after the change.
#[derive(Clone, Debug)]
pub(crate) struct Staged {
    /// As it is in the register; None for a new one.
    pub(crate) before: Option<Row>,
    /// As it will be; its rev, seq and place are the old ones until it is written.
    pub(crate) after: Row,
    /// What the journal will say was done.
    pub(crate) frame: FrameKind,
    /// What else it will say.
    pub(crate) body: journal::Change,
}

impl Staged {
    /// Whether it comes to nothing: made and unmade in one change.
    pub(crate) fn is_nothing(&self) -> bool {
        self.before.is_none() && !self.after.live
    }
}

/// A change in the making.
pub(crate) struct Stage<'c> {
    core: &'c mut Core,
    actor: &'c Operator,
    list: Vec<Staged>,
    at: HashMap<RecordId, usize>,
    /// Exact keys of staged records, live and active.
    keys: HashMap<(Kind, u16, String), Vec<RecordId>>,
    /// What the register could not be asked while checks ran.
    failed: RefCell<Option<Problem>>,
}

/// What an act runs into.
enum Stop {
    Refused(Problem),
    Stale(Box<Reply>, Problem),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

/// A change made ready.
pub(crate) struct Ready {
    /// What is to be written.
    pub(crate) list: Vec<Staged>,
    /// The record of each act.
    pub(crate) acts: Vec<RecordId>,
}

/// Carries out a change's acts on copies.
///
/// # Errors
/// The reply that says why it cannot be done: `Checks`, `Stale` or `Refused`.
pub(crate) fn stage(core: &mut Core, actor: &Operator, change: &Change) -> Result<Ready, Reply> {
    let mut found = Vec::new();
    let mut acts = Vec::with_capacity(change.acts.len());
    let mut stage = Stage::new(core, actor);
    for (index, act) in change.acts.iter().enumerate() {
        match stage.act(act, change) {
            Ok((id, findings)) => {
                acts.push(id);
                found.extend(findings.into_iter().map(|finding| (index, finding)));
            }
            Err(Stop::Refused(problem)) if Core::is_derived(&problem) => {
                return Err(Reply::Refused(problem));
            }
            Err(Stop::Refused(problem)) if change.acts.len() == 1 => {
                return Err(Reply::Refused(problem));
            }
            Err(Stop::Stale(reply, _)) if change.acts.len() == 1 => return Err(*reply),
            Err(Stop::Refused(problem) | Stop::Stale(_, problem)) => {
                let check = problem.code.0.name.to_owned();
                found.push((index, Finding { check, tag: 0, soft: false, problem }));
            }
        }
    }
    if !found.is_empty() {
        return Err(Reply::Checks(found));
    }
    let list = stage.list.into_iter().filter(|staged| !staged.is_nothing()).collect();
    Ok(Ready { list, acts })
}

/// Everything a change would run into.
pub(crate) fn check(
    core: &mut Core,
    actor: &Operator,
    change: &Change,
) -> Result<Vec<(usize, Finding)>, Problem> {
    match stage(core, actor, change) {
        Ok(_) => Ok(Vec::new()),
        Err(Reply::Checks(found)) => Ok(found),
        Err(Reply::Refused(problem)) => Err(problem),
        Err(Reply::Stale { theirs, by, .. }) => {
            Err(Problem::new(&codes::STALE, [theirs.record.id.short(), by]))
        }
        Err(_) => Ok(Vec::new()),
    }
}

impl<'c> Stage<'c> {
    pub(crate) fn new(core: &'c mut Core, actor: &'c Operator) -> Self {
        Self {
            core,
            actor,
            list: Vec::new(),
            at: HashMap::new(),
            keys: HashMap::new(),
            failed: RefCell::new(None),
        }
    }

    /// The record as this change has left it so far.
    fn current(&self, id: RecordId) -> Result<Option<Row>, Problem> {
        match self.at.get(&id).and_then(|at| self.list.get(*at)) {
            Some(staged) => Ok(Some(staged.after.clone())),
            None => self.core.row(id),
        }
    }

    fn current_live(&self, id: RecordId) -> Result<Row, Problem> {
        match self.current(id)? {
            Some(row) if row.live => Ok(row),
            Some(_) => Err(Problem::new(&codes::GONE, [id.short()])),
            None => Err(Problem::new(&codes::NOT_FOUND, [id.short()])),
        }
    }

    fn act(&mut self, act: &Act, change: &Change) -> Result<(RecordId, Vec<Finding>), Stop> {
        match act {
            Act::Put { id, kind, base, set, source } => {
                let ty = records::of(*kind)
                    .ok_or_else(|| Problem::new(&codes::UNKNOWN_KIND, [kind.0.to_string()]))?;
                let row = self.begin_put(*id, ty, *base, set)?;
                let id = row.record.id;
                let found = self.put(ty, row, set, change)?;
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
        let new = |id| Row {
            record: Record { id, kind: ty.kind, rev: Rev::default(), values: Values::default() },
            live: true,
            merged_into: None,
            seq: 0,
            place: crate::domain::Place { segment: 0, offset: 0 },
        };
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

    /// Refuses a change that was made from an older revision, naming the fields changed on both
    /// sides.
    fn based(&self, row: &Row, base: Rev, set: &[(u16, Option<Value>)]) -> Result<(), Stop> {
        if row.record.rev == base {
            return Ok(());
        }
        let theirs = self.changed_since(row, base)?;
        let mine = set.iter().filter(|(tag, value)| row.record.values.get(*tag) != *value);
        let mine: Vec<u16> = mine.map(|(tag, _)| *tag).collect();
        let linked = records::of(row.record.kind).map_or(&[][..], |ty| ty.linked);
        let mut overlapping: Vec<u16> = mine
            .iter()
            .copied()
            .filter(|tag| {
                theirs.as_ref().is_none_or(|theirs| {
                    let group = linked.iter().find(|group| group.contains(tag));
                    theirs.contains(tag)
                        || group.is_some_and(|group| group.iter().any(|tag| theirs.contains(tag)))
                })
            })
            .collect();
        overlapping.sort_unstable();
        let by = self.core.who_made(row.seq)?;
        let name = doc::named(&row.record, &self.core.made.tables);
        let problem = Problem::new(&codes::STALE, [name, by.clone()]);
        let theirs = self.core.shown(row.clone())?;
        Err(Stop::Stale(Box::new(Reply::Stale { theirs, by, overlapping }), problem))
    }

    /// The fields that changed since revision `base`; None where that revision is not found.
    fn changed_since(&self, row: &Row, base: Rev) -> Result<Option<Vec<u16>>, Problem> {
        let mut place = Some(row.place);
        while let Some(at) = place {
            let frame = self.core.journal.frame(at)?;
            if frame.rev == base {
                let old = self.core.row_at(at)?.map(|row| row.record.values).unwrap_or_default();
                return Ok(Some(changed_tags(&old, &row.record.values)));
            }
            place = frame.prev;
        }
        Ok(None)
    }

    /// Sets fields, runs the checks, and stages the result unless nothing changed.
    fn put(
        &mut self,
        ty: &'static RecordType,
        mut row: Row,
        set: &[(u16, Option<Value>)],
        change: &Change,
    ) -> Result<Vec<Finding>, Stop> {
        if ty.kind == operators::kind() && self.actor.role != TECHNICIAN {
            let what = "thêm, sửa người dùng / add or change operators";
            return Err(Problem::new(&codes::ROLE, [what]).into());
        }
        let old = row.record.values.clone();
        for (tag, value) in set {
            if ty.field(*tag).is_none() {
                let params = [ty.name.to_owned(), tag.to_string()];
                return Err(Problem::new(&codes::UNKNOWN_FIELD, params).into());
            }
            let value = value.clone().map(|value| entered(&row.record.values, *tag, value));
            row.record.values.set(*tag, value.as_ref());
        }
        let was = self.current(row.record.id)?;
        if was.is_some_and(|was| was.live) && row.record.values == old {
            return Ok(Vec::new());
        }
        let (found, accepted) = self.judge(&row.record, change)?;
        self.push(row, FrameKind::Put, &change.reason, accepted)?;
        Ok(found)
    }

    /// Findings that stand, and the accepted ones with their reasons.
    #[allow(clippy::type_complexity)] // two plain lists
    fn judge(
        &self,
        record: &Record,
        change: &Change,
    ) -> Result<(Vec<Finding>, Vec<(String, String)>), Problem> {
        let before = self.core.row(record.id)?.filter(|row| row.live).map(|row| row.record);
        let subject = Subject {
            record,
            before: before.as_ref(),
            tables: &self.core.made.tables,
            today: clock::today(),
            facts: self,
        };
        let found = findings(&subject);
        if let Some(problem) = self.failed.take() {
            return Err(problem);
        }
        let mut accepted = Vec::new();
        let mut standing = Vec::new();
        for finding in found {
            let mut reasons = change.accepted.iter();
            let reason = reasons.find(|(check, _)| *check == finding.check || check == "*");
            match reason.filter(|_| finding.soft) {
                Some((_, reason)) => {
                    if change.dry {
                        standing.push(finding.clone());
                    }
                    let pair = (finding.check, reason.clone());
                    if !accepted.contains(&pair) {
                        accepted.push(pair);
                    }
                }
                None => standing.push(finding),
            }
        }
        Ok((standing, accepted))
    }

    /// Hard findings about a record as it would be; an undo is held to them too.
    pub(crate) fn hard(&self, record: &Record) -> Result<Vec<Finding>, Problem> {
        let (mut found, _) = self.judge(record, &Change::default())?;
        found.retain(|finding| !finding.soft);
        Ok(found)
    }

    fn delete(&mut self, mut row: Row, reason: &str) -> Result<(), Stop> {
        self.may_go(&row.record)?;
        let left = self.referring(row.record.id)?;
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
        self.push(row, FrameKind::Delete, reason, Vec::new())?;
        Ok(())
    }

    fn may_go(&self, record: &Record) -> Result<(), Problem> {
        if record.id == self.core.own_unit() || record.id == self.actor.id {
            return Err(Problem::new(&codes::NEEDED, [doc::named(record, &self.core.made.tables)]));
        }
        if record.kind == operators::kind() && self.actor.role != TECHNICIAN {
            return Err(Problem::new(&codes::ROLE, ["xóa người dùng / delete operators"]));
        }
        Ok(())
    }

    /// The live records, other than itself, that refer to a record after the acts so far.
    pub(crate) fn referring(&self, to: RecordId) -> Result<Vec<RecordId>, Problem> {
        let mut ids: Vec<RecordId> =
            self.core.made.index.referring(to)?.into_iter().map(|(id, _, _)| id).collect();
        ids.extend(self.list.iter().map(|staged| staged.after.record.id));
        ids.sort_unstable();
        ids.dedup();
        let mut left = Vec::new();
        for id in ids {
            if id != to
                && let Some(row) = self.current(id)?
                && row.live
                && super::core::values_of(&row.record)
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
            for raw in row.record.values.raw().to_vec() {
                let value = row.record.values.get(raw.tag);
                if let Some(value) = value.and_then(|value| doc::redirected(&value, from, into)) {
                    row.record.values.set(raw.tag, Some(&value));
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

    fn push(
        &mut self,
        after: Row,
        frame: FrameKind,
        reason: &str,
        accepted: Vec<(String, String)>,
    ) -> Result<(), Problem> {
        let body = journal::Change { reason: reason.to_owned(), accepted, ..Default::default() };
        self.stage(after, frame, body)
    }

    /// Stages a record as it will be; one staged before is replaced.
    pub(crate) fn stage(
        &mut self,
        after: Row,
        frame: FrameKind,
        mut body: journal::Change,
    ) -> Result<(), Problem> {
        let id = after.record.id;
        body.values = after.record.values.clone();
        body.into = after.merged_into;
        let known = self.at.get(&id).copied();
        if let Some(staged) = known.and_then(|at| self.list.get_mut(at)) {
            Self::each_key(&mut self.keys, &staged.after, false);
            body.accepted.extend(std::mem::take(&mut staged.body.accepted));
            (staged.after, staged.frame, staged.body) = (after, frame, body);
            Self::each_key(&mut self.keys, &staged.after, true);
            return Ok(());
        }
        Self::each_key(&mut self.keys, &after, true);
        let before = self.core.row(id)?;
        self.at.insert(id, self.list.len());
        self.list.push(Staged { before, after, frame, body });
        Ok(())
    }

    fn each_key(keys: &mut HashMap<(Kind, u16, String), Vec<RecordId>>, row: &Row, add: bool) {
        let Some(ty) =
            records::of(row.record.kind).filter(|ty| row.live && (ty.active)(&row.record))
        else {
            return;
        };
        for field in ty.fields.iter().filter(|field| field.unique) {
            let value = row.record.values.get(field.tag);
            let Some(key) = value.and_then(|value| show::exact_key(field, &value)) else {
                continue;
            };
            let holders = keys.entry((ty.kind, field.tag, key)).or_default();
            holders.retain(|id| *id != row.record.id);
            if add {
                holders.push(row.record.id);
            }
        }
    }

    fn holders_or(&self, kind: Kind, tag: u16, key: &str) -> Result<Vec<RecordId>, Problem> {
        let mut holders = Vec::new();
        for id in self.core.made.index.exact(kind, tag, key)? {
            if self.at.contains_key(&id) {
                continue;
            }
            let row = self.core.row(id)?.filter(|row| row.live);
            let ty = records::of(kind);
            if row.zip(ty).is_some_and(|(row, ty)| (ty.active)(&row.record)) {
                holders.push(id);
            }
        }
        if let Some(staged) = self.keys.get(&(kind, tag, key.to_owned())) {
            holders.extend(staged.iter().copied());
        }
        Ok(holders)
    }
}

impl Facts for Stage<'_> {
    fn record(&self, id: RecordId) -> Option<Record> {
        match self.current(id) {
            Ok(row) => row.filter(|row| row.live).map(|row| row.record),
            Err(problem) => {
                self.failed.borrow_mut().get_or_insert(problem);
                None
            }
        }
    }

    fn holders(&self, kind: Kind, tag: u16, key: &str) -> Vec<RecordId> {
        self.holders_or(kind, tag, key).unwrap_or_else(|problem| {
            self.failed.borrow_mut().get_or_insert(problem);
            Vec::new()
        })
    }
}

/// A timeline's entry means "from now on" where it bears no date.
fn entered(before: &Values, tag: u16, value: Value) -> Value {
    match (before.get(tag), value) {
        (Some(Value::Timeline(steps)), Value::Timeline(typed)) => {
            Value::Timeline(timeline::entered(&steps, typed, clock::today()))
        }
        (_, value) => value,
    }
}

/// The tags whose values differ, sorted.
pub(crate) fn changed_tags(one: &Values, other: &Values) -> Vec<u16> {
    let map = |values: &Values| -> BTreeMap<u16, (u8, Vec<u8>)> {
        values.raw().iter().map(|raw| (raw.tag, (raw.ty, raw.bytes.clone()))).collect()
    };
    let (one, other) = (map(one), map(other));
    let mut tags: Vec<u16> = one.keys().chain(other.keys()).copied().collect();
    tags.sort_unstable();
    tags.dedup();
    tags.retain(|tag| one.get(tag) != other.get(tag));
    tags
}
