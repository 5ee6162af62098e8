//! A change made ready to be written: its acts carried out on copies and checked, each seeing what
//! the ones before it did. Nothing is written here.
//!
//! Acts may refer to records made earlier in the same change only if the asker chose their ids
//! ([`Mint`](crate::register::clock::Mint)); ids minted here are known once it is saved.

mod acts;
mod ahead;
mod facts;
mod stale;

pub(crate) use ahead::Judgement;
pub(crate) use facts::holders_but;
pub(crate) use stale::changed_tags;

use crate::derived::store::Row;
use crate::domain::check::Finding;
use crate::domain::{Find, Kind, Record, RecordId, Rev, lookup, records};
use crate::journal::{self, FrameKind};
use crate::lang::Problem;
use crate::lang::errors::exchange::GUESSED;
use crate::lang::errors::register as codes;
use crate::register::core::{Core, values_of};
use crate::register::doc;
use crate::register::operators::Operator;
use crate::register::proto::{Change, Reply};
use ahead::Ahead;
use foldhash::{HashMap, HashMapExt};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

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
    /// Its revision, where another register gave it one.
    pub(crate) rev: Option<Rev>,
}

impl Staged {
    /// Whether it comes to nothing: made and unmade in one change.
    pub(crate) fn is_nothing(&self) -> bool {
        self.before.is_none() && !self.after.live
    }
}

/// Who holds an exact key: type, field, key.
pub(crate) type Keys = HashMap<(Kind, u16, String), BTreeSet<RecordId>>;

/// A change in the making.
struct Stage<'c> {
    core: &'c mut Core,
    actor: &'c Operator,
    list: Vec<Staged>,
    at: HashMap<RecordId, usize>,
    /// Exact keys of staged records, live and active.
    keys: Keys,
    /// The staged records that refer to a record, or did on the way; made when it is first asked.
    refs: Option<HashMap<RecordId, BTreeSet<RecordId>>>,
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

/// Carries out a change's acts on copies; what was judged of them before is not judged again.
///
/// # Errors
/// The reply that says why it cannot be done: `Checks`, `Stale` or `Refused`.
pub(crate) fn stage(
    core: &mut Core,
    actor: &Operator,
    change: &Change,
    judgement: Option<Judgement>,
) -> Result<Ready, Box<Reply>> {
    let tables = Arc::clone(&core.made.tables);
    if let Some(known) = judgement.and_then(|judgement| Ahead::known(judgement, &tables)) {
        return stage_all(core, actor, change, known);
    }
    std::thread::scope(|threads| {
        let judged = ahead::judge(threads, change, &tables);
        stage_all(core, actor, change, judged)
    })
}

fn stage_all(
    core: &mut Core,
    actor: &Operator,
    change: &Change,
    mut judged: Ahead,
) -> Result<Ready, Box<Reply>> {
    let mut found = Vec::new();
    let mut acts = Vec::with_capacity(change.acts.len());
    let mut stage = Stage::new(core, actor);
    for (index, act) in change.acts.iter().enumerate() {
        match stage.act(act, change, judged.next()) {
            Ok((id, findings)) => {
                stage.note_guesses(id, index, change);
                acts.push(id);
                found.extend(findings.into_iter().map(|finding| (index, finding)));
            }
            Err(Stop::Refused(problem)) if Core::is_derived(&problem) => {
                return Err(Box::new(Reply::Refused(problem)));
            }
            Err(Stop::Refused(problem)) if change.acts.len() == 1 => {
                return Err(Box::new(Reply::Refused(problem)));
            }
            Err(Stop::Stale(reply, _)) if change.acts.len() == 1 => return Err(reply),
            Err(Stop::Refused(problem) | Stop::Stale(_, problem)) => {
                let check = problem.code.0.name.to_owned();
                found.push((index, Finding { check, tag: 0, soft: false, problem }));
            }
        }
    }
    if !found.is_empty() {
        return Err(Box::new(Reply::Checks(found)));
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
    let Err(reply) = stage(core, actor, change, None) else { return Ok(Vec::new()) };
    match *reply {
        Reply::Checks(found) => Ok(found),
        Reply::Refused(problem) => Err(problem),
        Reply::Stale { theirs, by, .. } => {
            Err(Problem::new(&codes::STALE, [theirs.record.id.short(), by]))
        }
        _ => Ok(Vec::new()),
    }
}

impl<'c> Stage<'c> {
    fn new(core: &'c mut Core, actor: &'c Operator) -> Self {
        Self {
            core,
            actor,
            list: Vec::new(),
            at: HashMap::new(),
            keys: HashMap::new(),
            refs: None,
            failed: RefCell::new(None),
        }
    }

    /// Notes with a record's change what was guessed of the act that made it.
    fn note_guesses(&mut self, id: RecordId, index: usize, change: &Change) {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let from = change.guessed.partition_point(|(at, _)| *at < index);
        let of_it = change.guessed.iter().skip(from).take_while(|(at, _)| *at == index);
        let Some(staged) = self.at.get(&id).and_then(|at| self.list.get_mut(*at)) else { return };
        let name = GUESSED.name.to_owned();
        staged.body.accepted.extend(of_it.map(|(_, what)| (name.clone(), what.clone())));
    }

    /// The record as the register holds it, live or gone.
    fn held(&self, id: RecordId) -> Result<Option<Row>, Problem> {
        self.core.look(id, |row| row.cloned())
    }

    /// The record as this change has left it so far.
    fn current(&self, id: RecordId) -> Result<Option<Row>, Problem> {
        match self.at.get(&id).and_then(|at| self.list.get(*at)) {
            Some(staged) => Ok(Some(staged.after.clone())),
            None => self.held(id),
        }
    }

    fn current_live(&self, id: RecordId) -> Result<Row, Problem> {
        match self.current(id)? {
            Some(row) if row.live => Ok(row),
            Some(_) => Err(Problem::new(&codes::GONE, [id.short()])),
            None => Err(Problem::new(&codes::NOT_FOUND, [id.short()])),
        }
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
    fn stage(
        &mut self,
        after: Row,
        frame: FrameKind,
        mut body: journal::Change,
    ) -> Result<(), Problem> {
        let id = after.record.id;
        body.values = after.record.values.clone();
        body.into = after.merged_into;
        if let Some(refs) = &mut self.refs {
            note_refs(refs, &after.record);
        }
        let known = self.at.get(&id).copied();
        if let Some(staged) = known.and_then(|at| self.list.get_mut(at)) {
            each_key(&mut self.keys, &staged.after, false);
            body.accepted.extend(std::mem::take(&mut staged.body.accepted));
            (staged.after, staged.frame, staged.body) = (after, frame, body);
            each_key(&mut self.keys, &staged.after, true);
            return Ok(());
        }
        each_key(&mut self.keys, &after, true);
        let before = self.held(id)?;
        self.at.insert(id, self.list.len());
        self.list.push(Staged { before, after, frame, body, rev: None });
        Ok(())
    }
}

/// Adds what a live and active record is looked up by as a whole, or takes it away.
pub(crate) fn each_key(keys: &mut Keys, row: &Row, add: bool) {
    let Some(ty) = records::of(row.record.kind).filter(|ty| row.live && (ty.active)(&row.record))
    else {
        return;
    };
    for field in ty.fields.iter().filter(|field| field.find == Find::Exact) {
        let value = row.record.values.see(field.tag);
        let Some(key) = value.and_then(|value| lookup::key(field, value)) else {
            continue;
        };
        let holders = keys.entry((ty.kind, field.tag, key)).or_default();
        if add {
            holders.insert(row.record.id);
        } else {
            holders.remove(&row.record.id);
        }
    }
}

/// Notes what a staged record refers to.
fn note_refs(refs: &mut HashMap<RecordId, BTreeSet<RecordId>>, record: &Record) {
    for to in values_of(record).iter().flat_map(doc::referred) {
        refs.entry(to).or_default().insert(record.id);
    }
}
