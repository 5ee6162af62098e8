//! To which unit a row belongs: a sender speaks for its own unit and those below it, and for nobody
//! else.

use super::lacking;
use crate::derived::store::Row;
use crate::domain::records::{self, unit};
use crate::domain::{Field, FieldKind, Kind, RecordId, Seen, Values, lookup};
use crate::lang::Problem;
use crate::lang::errors::queue::UNIT_UNKNOWN;
use crate::register::core::Core;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

/// How far units are followed upwards.
const DEPTH: usize = 32;

/// The units as they are here, and as the bundle says.
pub(crate) struct Owners {
    /// The sender's unit, its code.
    code: String,
    /// The records of that unit: ours of it, and its own.
    senders: Vec<RecordId>,
    /// Those of the bundle: the one above, if there is one.
    brought: HashMap<RecordId, Option<RecordId>>,
    /// Those of them that keep a register of their own.
    offices: HashSet<RecordId>,
    /// What is known of units already: whether they are the sender's.
    known: HashMap<RecordId, bool>,
    /// The files of bundles: the sender's, or (of this register itself) everybody's.
    files: HashSet<String>,
    /// Whether it is this register that sends.
    is_own: bool,
}

impl Owners {
    /// Of a bundle of that unit, by somebody of whom those bundles came before.
    pub(crate) fn new(core: &Core, code: &str, files: HashSet<String>) -> Result<Self, Problem> {
        let mut owners = Self {
            code: code.to_owned(),
            senders: Vec::new(),
            brought: HashMap::new(),
            offices: HashSet::new(),
            known: HashMap::new(),
            files,
            is_own: false,
        };
        let field = unit::TYPE.field(unit::CODE);
        let key = field.and_then(|field| lookup::key(field, Seen::Text(code)));
        if let Some(key) = key {
            for id in core.made.index.exact(unit::KIND, unit::CODE, &key)? {
                if core.row(id)?.is_some_and(|row| row.live) {
                    owners.senders.push(id);
                }
            }
        }
        Ok(owners)
    }

    /// Of this register itself, into which those bundles came.
    pub(crate) fn own(core: &Core, files: HashSet<String>) -> Self {
        Self {
            code: String::new(),
            senders: vec![core.own_unit()],
            brought: HashMap::new(),
            offices: HashSet::new(),
            known: HashMap::new(),
            files,
            is_own: true,
        }
    }

    /// Takes in a unit that the bundle brings; units come first.
    pub(crate) fn bring(&mut self, core: &Core, id: RecordId, values: &Values) {
        let is = matches!(values.see(unit::CODE), Some(Seen::Text(code)) if code == self.code);
        if is && !self.senders.contains(&id) {
            self.senders.push(id);
        }
        let above = match values.see(unit::PARENT) {
            Some(Seen::Ref(id)) => Some(id),
            _ => None,
        };
        // Where ours hangs is for us to say.
        if id != core.own_unit() {
            self.brought.insert(id, above);
            if unit::is_office(values) {
                self.offices.insert(id);
            }
        }
        self.known.clear();
    }

    /// Whether a row is the sender's to send.
    ///
    /// # Errors
    /// `bundle_unit_unknown`.
    pub(crate) fn holds(
        &mut self,
        core: &Core,
        of: (Kind, RecordId),
        values: &Values,
    ) -> Result<bool, Problem> {
        let Some(owner) = owner(of, values) else { return Ok(true) };
        if self.senders.is_empty() {
            return Err(Problem::new(&UNIT_UNKNOWN, [self.code.clone()]));
        }
        if let Some(inside) = self.known.get(&owner) {
            return Ok(*inside);
        }
        let inside = self.is_theirs_unit(core, owner)?;
        self.known.insert(owner, inside);
        Ok(inside)
    }

    /// Whether that is the sender's own unit.
    pub(crate) fn is_sender(&self, id: RecordId) -> bool {
        self.senders.contains(&id)
    }

    /// Whether that is the sender's own unit, and stands above ours by a record of our own: we know
    /// who is above us, and need no second record of it.
    pub(crate) fn is_above(&self, core: &Core, id: RecordId) -> Result<bool, Problem> {
        Ok(self.is_sender(id)
            && id != core.own_unit()
            && self.is_theirs_unit(core, core.own_unit())?)
    }

    /// Whether a record here is of the sender's unit or one below it.
    pub(crate) fn is_theirs(&self, core: &Core, row: &Row) -> Result<bool, Problem> {
        let owner = owner((row.record.kind, row.record.id), &row.record.values);
        owner.map_or(Ok(false), |owner| self.is_theirs_unit(core, owner))
    }

    /// Whether a unit is the sender's or stands below it. A branch that hangs nowhere is whose register
    /// it was made in; a commune's association is its own.
    fn is_theirs_unit(&self, core: &Core, id: RecordId) -> Result<bool, Problem> {
        let mut top = id;
        for _ in 0..DEPTH {
            if self.senders.contains(&top) {
                return Ok(true);
            }
            match self.above(core, top)? {
                Some(above) => top = above,
                None => return self.made(core, top),
            }
        }
        Ok(false)
    }

    /// The unit above, as the bundle says or as it is here.
    fn above(&self, core: &Core, id: RecordId) -> Result<Option<RecordId>, Problem> {
        if let Some(above) = self.brought.get(&id) {
            return Ok(*above);
        }
        // A unit that is gone belongs where it did.
        core.look(id, |row| {
            let row = row?;
            match row.record.values.see(unit::PARENT) {
                Some(Seen::Ref(above)) => row.merged_into.or(Some(above)),
                _ => row.merged_into,
            }
        })
    }

    /// Whether a unit above which nothing stands was made in the sender's register.
    fn made(&self, core: &Core, top: RecordId) -> Result<bool, Problem> {
        let Some(row) = core.row(top)? else {
            return Ok(self.brought.contains_key(&top) && !self.offices.contains(&top));
        };
        if unit::is_office(&row.record.values) {
            return Ok(false);
        }
        let came = lacking::came_in(core, &row, &self.files)?;
        match self.is_own {
            true => Ok(!came && !self.is_over_us(core, top)?),
            false => Ok(came),
        }
    }

    /// Whether our own unit stands below that one.
    fn is_over_us(&self, core: &Core, top: RecordId) -> Result<bool, Problem> {
        let mut at = core.own_unit();
        for _ in 0..DEPTH {
            match self.above(core, at)? {
                Some(above) if above == top => return Ok(true),
                Some(above) => at = above,
                None => return Ok(false),
            }
        }
        Ok(false)
    }
}

/// The unit a record belongs to: the first field that names one.
fn owner((kind, id): (Kind, RecordId), values: &Values) -> Option<RecordId> {
    if kind == unit::KIND {
        return Some(id);
    }
    match values.now(unit_field(kind)?.tag) {
        Some(Seen::Ref(id)) => Some(id),
        _ => None,
    }
}

/// The field that says to which unit a record belongs.
pub fn unit_field(kind: Kind) -> Option<&'static Field> {
    let mut fields = records::of(kind)?.fields.iter();
    fields.find(|field| *field.kind.at_a_time() == FieldKind::Lookup(unit::KIND))
}
