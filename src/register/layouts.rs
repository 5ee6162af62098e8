//! The register's own layouts and name codes: told at the door, so that forms have them from the
//! first key on.

use super::core::Core;
use crate::domain::{Kind, Record};

/// More of its own of a type than this a register cannot offer.
const MOST: usize = 200;

/// The records of that type. Without them forms have what is built in: what is wrong is told, and
/// nobody is kept out.
pub(crate) fn all(core: &mut Core, kind: Kind) -> Vec<Record> {
    core.every(kind, MOST).unwrap_or_else(|problem| {
        core.notice(problem);
        Vec::new()
    })
}
