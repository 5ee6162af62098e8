//! Figures counted from records: how many there are of what, in which unit, village and area, on the
//! last day of a period. Numbers alone: nothing of a single person is kept or given out.

mod areas;
mod count;
mod indicators;
#[cfg(test)]
mod tests;

pub use count::{Counter, Figure};
pub use indicators::{COUNTED, Counted, INDICATORS, Indicator, Place, Test};
