//! Whether everything that a change did can go back, as the register would be then. Records are
//! read when they are looked at; only ids and exact keys are held, so that an undo may be large.

use super::core::{Core, values_of};
use super::operators::Operator;
use super::session::Session;
use super::stage::{Keys, Staged, each_key, holders_but};
use super::undo::{Steps, Touch, staged, unchanged};
use super::{clock, doc, operators};
use crate::derived::store::Row;
use crate::domain::check::{Facts, Subject, findings};
use crate::domain::{Finding, Kind, Record, RecordId, Right};
use crate::lang::errors::operators as pins;
use crate::lang::errors::register as codes;
use crate::lang::{Lang, Problem};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Conflicts named in one problem.
const NAMED: usize = 5;

/// What each record was touched by, by record.
pub(crate) type Touches = BTreeMap<RecordId, Touch>;

/// The register as it would be after the undo.
struct Back<'c> {
    core: &'c Core,
    touches: &'c Touches,
    /// Records it takes away.
    going: HashSet<RecordId>,
    /// Records it changes or brings back.
    coming: HashSet<RecordId>,
    /// Their exact keys.
    keys: Keys,
    /// Operators are among them.
    operators: bool,
    /// What the register could not be asked while checks ran.
    failed: RefCell<Option<Problem>>,
}

/// Makes sure that all of it can go back, and says how many records that changes.
pub(crate) fn examine(
    core: &Core,
    session: &Session,
    touches: &Touches,
    steps: &mut Steps<'_>,
) -> Result<usize, Problem> {
    let mut back = Back::of(core, touches);
    let mut conflicts = back.look(session, steps)?;
    if !conflicts.is_empty() {
        if conflicts.len() > NAMED {
            conflicts.truncate(NAMED);
            conflicts.push((RecordId([0; 16]), "…".to_owned()));
        }
        let named: Vec<String> = conflicts.into_iter().map(|(_, name)| name).collect();
        return Err(Problem::new(&codes::CHANGED_SINCE, [named.join("; ")]));
    }
    for id in touches.keys().filter(|id| back.going.contains(id)) {
        back.may_go(session, *id)?;
    }
    back.keeps_a_technician()?;
    for id in touches.keys() {
        steps.step();
        if back.coming.contains(id) {
            back.may_come(*id)?;
        }
    }
    Ok(back.going.len() + back.coming.len())
}

/// Leaves out what cannot go back until all the rest can, and says what stands against it. What was
/// saved piece by piece goes back piece by piece; what was done at once goes as a whole or stays.
pub(crate) fn part(
    core: &Core,
    session: &Session,
    touches: &mut Touches,
) -> Result<Vec<Problem>, Problem> {
    let stays =
        [&codes::CHANGED_SINCE, &codes::REFERRED_SINCE, &codes::NEEDED, &codes::NOT_TAKEN_BACK];
    let mut why = Vec::new();
    loop {
        let mut back = Back::of(core, touches);
        let untold = &mut |_, _| ();
        let conflicts = back.look(session, &mut Steps::new(touches.len(), untold))?;
        let changed = |(id, name)| (id, Problem::new(&codes::CHANGED_SINCE, [name]));
        let mut out: Vec<_> = conflicts.into_iter().map(changed).collect();
        if out.is_empty() {
            for id in touches.keys() {
                match back.may_change(session, *id) {
                    Err(problem) if stays.iter().any(|code| problem.is(code)) => {
                        out.push((*id, problem));
                    }
                    may => may?,
                }
            }
        }
        if out.is_empty() {
            return Ok(why);
        }
        let saves: BTreeSet<u64> =
            out.iter().filter_map(|(id, _)| Some(touches.get(id)?.save)).collect();
        touches.retain(|_, touch| !saves.contains(&touch.save));
        why.extend(out.into_iter().map(|(_, problem)| problem));
    }
}

impl<'c> Back<'c> {
    fn of(core: &'c Core, touches: &'c Touches) -> Self {
        Self {
            core,
            touches,
            going: HashSet::new(),
            coming: HashSet::new(),
            keys: Keys::default(),
            operators: false,
            failed: RefCell::new(None),
        }
    }

    /// Looks at each record; gives those that somebody changed since, with what they are called.
    fn look(
        &mut self,
        session: &Session,
        steps: &mut Steps<'_>,
    ) -> Result<Vec<(RecordId, String)>, Problem> {
        let mut conflicts = Vec::new();
        for (id, touch) in self.touches {
            steps.step();
            match staged(self.core, *id, *touch)? {
                Err(conflict) => conflicts.push((*id, conflict)),
                Ok(staged) if unchanged(&staged) => {}
                Ok(staged) => self.take(session, &staged)?,
            }
        }
        Ok(conflicts)
    }

    /// Whether that record may go, or may come.
    fn may_change(&self, session: &Session, id: RecordId) -> Result<(), Problem> {
        if self.going.contains(&id) {
            return self.may_go(session, id);
        }
        if self.coming.contains(&id) { self.may_come(id) } else { Ok(()) }
    }

    fn take(&mut self, session: &Session, staged: &Staged) -> Result<(), Problem> {
        let record = &staged.after.record;
        if record.kind == operators::kind() {
            session.operator.may(Right::Operators)?;
            self.operators = true;
            let pin = |row: &Row| operators::of(&row.record).pin;
            let before = staged.before.as_ref().filter(|row| row.live && staged.after.live);
            if before.is_some_and(|before| pin(before) != pin(&staged.after)) {
                return Err(Problem::bare(&pins::NOT_UNDONE));
            }
        }
        if staged.after.live {
            each_key(&mut self.keys, &staged.after, true);
            self.coming.insert(record.id);
        } else {
            self.going.insert(record.id);
        }
        Ok(())
    }

    /// Refuses to take away what something refers to that stays.
    fn may_go(&self, session: &Session, id: RecordId) -> Result<(), Problem> {
        let core = self.core;
        if id == core.own_unit() || id == session.operator.id {
            return Err(Problem::new(&codes::NEEDED, [core.called(id)?]));
        }
        for (user, _, _) in core.made.index.referring(id)? {
            if !self.is_touched(user) {
                let params = [core.called(id)?, core.called(user)?];
                return Err(Problem::new(&codes::REFERRED_SINCE, params));
            }
        }
        Ok(())
    }

    /// Refuses to leave the register without anybody who may change operators.
    fn keeps_a_technician(&self) -> Result<(), Problem> {
        if !self.operators {
            return Ok(());
        }
        let all = operators::all(self.core)?;
        for id in all.iter().map(|one| one.id).chain(self.coming.iter().copied()) {
            let after = self.record_or(id)?.filter(|record| record.kind == operators::kind());
            if after.is_some_and(|record| operators::of(&record).keeps()) {
                return Ok(());
            }
        }
        match all.into_iter().find(Operator::keeps) {
            Some(last) => Err(Problem::new(&codes::LAST_TECHNICIAN, [last.name])),
            // There was none before either.
            None => Ok(()),
        }
    }

    /// Refuses to bring back what the checks refuse today: a number somebody else holds by now, a
    /// reference to what is gone.
    fn may_come(&self, id: RecordId) -> Result<(), Problem> {
        let Some(record) = self.record_or(id)? else { return Ok(()) };
        let values = values_of(&record);
        if let Some(gone) = values.iter().flat_map(doc::referred).find(|id| self.going.contains(id))
        {
            let params = [self.core.called(gone)?, doc::named(&record, &self.core.made.tables)];
            return Err(Problem::new(&codes::REFERRED_SINCE, params));
        }
        let before = self.core.row(id)?.filter(|row| row.live).map(|row| row.record);
        let found = findings(&Subject {
            record: &record,
            before: before.as_ref(),
            tables: &self.core.made.tables,
            today: clock::today(),
            facts: self,
            sound: &[],
        });
        if let Some(problem) = self.failed.take() {
            return Err(problem);
        }
        let hard = found.into_iter().find(|finding| !finding.soft);
        let Some(Finding { problem, .. }) = hard else { return Ok(()) };
        let [vi, en] = [Lang::Vi, Lang::En].map(|lang| [problem.what(lang), problem.hint(lang)]);
        let name = doc::named(&record, &self.core.made.tables);
        let params = [name].into_iter().chain(vi).chain(en);
        Err(Problem::new(&codes::NOT_TAKEN_BACK, params))
    }

    fn is_touched(&self, id: RecordId) -> bool {
        self.going.contains(&id) || self.coming.contains(&id)
    }

    fn record_or(&self, id: RecordId) -> Result<Option<Record>, Problem> {
        if self.going.contains(&id) {
            return Ok(None);
        }
        let coming = self.touches.get(&id).filter(|_| self.coming.contains(&id));
        let row = match coming {
            Some(touch) => staged(self.core, id, *touch)?.ok().map(|staged| staged.after),
            None => self.core.row(id)?.filter(|row| row.live),
        };
        Ok(row.map(|row| row.record))
    }
}

impl Facts for Back<'_> {
    fn record(&self, id: RecordId) -> Option<Record> {
        self.record_or(id).unwrap_or_else(|problem| {
            self.failed.borrow_mut().get_or_insert(problem);
            None
        })
    }

    fn holders(&self, kind: Kind, tag: u16, key: &str) -> Vec<RecordId> {
        let key = (kind, tag, key.to_owned());
        holders_but(self.core, &key, &self.keys, |id| self.is_touched(id)).unwrap_or_else(
            |problem| {
                self.failed.borrow_mut().get_or_insert(problem);
                Vec::new()
            },
        )
    }

    fn referring(&self, to: RecordId) -> Vec<RecordId> {
        let known = self.core.made.index.referring(to).unwrap_or_else(|problem| {
            self.failed.borrow_mut().get_or_insert(problem);
            Vec::new()
        });
        // What each of them holds is asked of `record`, which knows what comes and goes.
        let known = known.into_iter().map(|(id, _, _)| id);
        known.chain(self.coming.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect()
    }
}
