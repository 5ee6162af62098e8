//! Who may be one person: beside the form that is being keyed, and over a whole register; told
//! apart, or made one record.

mod compare;
mod pairs;
mod panel;
mod sides;

pub(crate) use compare::{Line, Of, lines};
pub(crate) use pairs::Pairs;
pub(crate) use pairs::{ROWS, page as pairs_in};
pub(crate) use panel::{Below, Panel, page as alike_in};
pub(crate) use sides::Sides;

use crate::domain::RecordId;
use crate::domain::duplicates::{DISTINCT, two_people};
use crate::register::Act;

/// What says that two records are two people.
pub(crate) fn apart(a: RecordId, b: RecordId) -> Act {
    let set = two_people(a, b, "").into();
    Act::Put { id: None, kind: DISTINCT, base: None, set, source: None }
}
