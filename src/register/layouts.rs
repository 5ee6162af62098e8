//! The register's own layouts: told at the door, so that forms have them from the first key on.

use super::core::Core;
use crate::domain::Record;
use crate::domain::records::layout;

/// More layouts of its own than this a register cannot offer.
const MOST: usize = 200;

/// The layouts. Without them forms have those built in: what is wrong is told, and nobody is kept
/// out.
pub(crate) fn all(core: &mut Core) -> Vec<Record> {
    core.every(layout::KIND, MOST).unwrap_or_else(|problem| {
        core.notice(problem);
        Vec::new()
    })
}
