//! To which unit a row belongs: a sender speaks for its own unit and those below it, and for nobody
//! else.

use crate::derived::store::Row;
use crate::domain::records::{self, unit};
use crate::domain::{Field, FieldKind, Kind, RecordId, Seen, Values, lookup};
use crate::lang::Problem;
use crate::lang::errors::queue::UNIT_UNKNOWN;
use crate::register::core::Core;
use foldhash::{HashMap, HashMapExt};

/// How far units are followed upwards.
const DEPTH: usize = 32;

/// The units as they are here, and as the bundle says.
pub(crate) struct Owners {
    /// The sender's unit, its code.
    code: String,
    sender: Option<RecordId>,
    /// Those of the bundle: the one above, if there is one.
    brought: HashMap<RecordId, Option<RecordId>>,
    /// What is known of units already: whether they are the sender's.
    known: HashMap<RecordId, bool>,
}

impl Owners {
    /// Of a bundle of that unit.
    pub(crate) fn new(core: &Core, code: &str) -> Result<Self, Problem> {
        let mut owners = Self {
            code: code.to_owned(),
            sender: None,
            brought: HashMap::new(),
            known: HashMap::new(),
        };
        let field = unit::TYPE.field(unit::CODE);
        let key = field.and_then(|field| lookup::key(field, Seen::Text(code)));
        if let Some(key) = key {
            for id in core.made.index.exact(unit::KIND, unit::CODE, &key)? {
                if core.row(id)?.is_some_and(|row| row.live) {
                    owners.sender = Some(id);
                }
            }
        }
        Ok(owners)
    }

    /// Takes in a unit that the bundle brings; units come first.
    pub(crate) fn bring(&mut self, id: RecordId, values: &Values) {
        let is = matches!(values.see(unit::CODE), Some(Seen::Text(code)) if code == self.code);
        if is && self.sender.is_none() {
            self.sender = Some(id);
        }
        let above = match values.see(unit::PARENT) {
            Some(Seen::Ref(id)) => Some(id),
            _ => None,
        };
        self.brought.insert(id, above);
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
        let Some(sender) = self.sender else {
            return Err(Problem::new(&UNIT_UNKNOWN, [self.code.clone()]));
        };
        if let Some(inside) = self.known.get(&owner) {
            return Ok(*inside);
        }
        let inside = self.is_below(core, owner, sender)?;
        self.known.insert(owner, inside);
        Ok(inside)
    }

    /// Whether a record here is of the sender's unit or one below it.
    pub(crate) fn is_theirs(&self, core: &Core, row: &Row) -> Result<bool, Problem> {
        let owner = owner((row.record.kind, row.record.id), &row.record.values);
        match owner.zip(self.sender) {
            Some((owner, sender)) => self.is_below(core, owner, sender),
            None => Ok(false),
        }
    }

    fn is_below(&self, core: &Core, mut id: RecordId, of: RecordId) -> Result<bool, Problem> {
        for _ in 0..DEPTH {
            if id == of {
                return Ok(true);
            }
            let above = match self.brought.get(&id) {
                Some(above) => *above,
                // A unit that is gone belongs where it did.
                None => core.look(id, |row| {
                    let row = row?;
                    match row.record.values.see(unit::PARENT) {
                        Some(Seen::Ref(above)) => row.merged_into.or(Some(above)),
                        _ => row.merged_into,
                    }
                })?,
            };
            let Some(above) = above else { return Ok(false) };
            id = above;
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
pub(crate) fn unit_field(kind: Kind) -> Option<&'static Field> {
    let mut fields = records::of(kind)?.fields.iter();
    fields.find(|field| *field.kind.at_a_time() == FieldKind::Lookup(unit::KIND))
}
