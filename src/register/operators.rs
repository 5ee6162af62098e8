//! Who works at the register: records of the type `operator`.

use super::core::Core;
use crate::domain::records::operator::{self, Operator as View};
use crate::domain::{Kind, Record, RecordId, Right, Role};
use crate::lang::Problem;
use crate::lang::errors::register as codes;

/// More operators than this are not looked through.
const MOST: usize = 1_000;

/// An operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Operator {
    pub(crate) id: RecordId,
    pub(crate) name: String,
    pub(crate) role: Option<Role>,
    pub(crate) active: bool,
    /// The PIN's hash.
    pub(crate) pin: Option<String>,
}

impl Operator {
    /// Whether the role has that right.
    ///
    /// # Errors
    /// It has not: what it is, and who has it.
    pub(crate) fn may(&self, right: Right) -> Result<(), Problem> {
        match self.role.is_some_and(|role| role.may(right)) {
            true => Ok(()),
            false => Err(Problem::new(&codes::ROLE, right.params())),
        }
    }

    /// Whether the register keeps, with this one, somebody who may change operators.
    pub(crate) fn keeps(&self) -> bool {
        self.active && self.may(Right::Operators).is_ok()
    }
}

/// The type of operators.
pub(crate) fn kind() -> Kind {
    operator::KIND
}

/// The operator a record is.
pub(crate) fn of(record: &Record) -> Operator {
    let view = View(record);
    Operator {
        id: record.id,
        name: view.short_name(),
        role: view.role(),
        active: view.is_active(),
        pin: view.pin(),
    }
}

/// Every operator.
pub(crate) fn all(core: &Core) -> Result<Vec<Operator>, Problem> {
    Ok(core.every(kind(), MOST)?.iter().map(of).collect())
}

/// The operator of that short name, or the only one there is; where nothing can be written, any.
pub(crate) fn named(core: &Core, name: Option<&str>) -> Result<Operator, Problem> {
    let operators = all(core)?;
    let Some(name) = name else {
        let mut active: Vec<Operator> = operators.into_iter().filter(|one| one.active).collect();
        // Who only reads writes no name anywhere: whoever may do most without proving it.
        if core.read_only.is_some() && active.len() != 1 {
            let open = active.iter().filter(|one| one.pin.is_none()).max_by_key(|one| one.role);
            if let Some(open) = open.cloned() {
                return Ok(open);
            }
        }
        let mut active = active.drain(..);
        return match (active.next(), active.next()) {
            (Some(only), None) => Ok(only),
            (Some(one), Some(two)) => {
                let names: Vec<String> =
                    [one, two].into_iter().chain(active).map(|o| o.name).collect();
                Err(Problem::new(&codes::WHICH_OPERATOR, [names.join(", ")]))
            }
            (None, _) if core.read_only.is_some() => Ok(onlooker("")),
            (None, _) => Err(Problem::new(&codes::NO_OPERATOR, ["?"])),
        };
    };
    let wanted = crate::text::fold::marked(name);
    match operators.into_iter().find(|operator| crate::text::fold::marked(&operator.name) == wanted)
    {
        Some(operator) if operator.active => Ok(operator),
        Some(operator) => Err(Problem::new(&codes::OPERATOR_OFF, [operator.name])),
        // A damaged register may have lost its operators; the damage is what must be said then.
        None if core.read_only.is_some() => Ok(onlooker(name)),
        None => Err(Problem::new(&codes::NO_OPERATOR, [name])),
    }
}

/// Somebody without a record, who can only look.
fn onlooker(name: &str) -> Operator {
    Operator { id: RecordId([0; 16]), name: name.to_owned(), role: None, active: true, pin: None }
}
