//! Who works at the register: records of the type `operator`.

use super::core::Core;
use crate::domain::records::operator::{self, Operator as View};
use crate::domain::{Kind, Record, RecordId};
use crate::lang::Problem;
use crate::lang::errors::register as codes;

/// The role that may change operators.
pub(crate) const TECHNICIAN: &str = "technician";
/// More operators than this are not looked through.
const MOST: usize = 1_000;

/// An operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Operator {
    pub(crate) id: RecordId,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) active: bool,
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
        role: view.role().unwrap_or_default(),
        active: view.is_active(),
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
        let mut active = operators.into_iter().filter(|operator| operator.active);
        return match (active.next(), active.next()) {
            (Some(only), None) => Ok(only),
            // Who only reads writes no name anywhere.
            (Some(one), _) if core.read_only.is_some() => Ok(one),
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
    Operator { id: RecordId([0; 16]), name: name.to_owned(), role: String::new(), active: true }
}
