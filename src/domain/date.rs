//! Dates as papers give them: a year, a month of a year, or a day.

use serde::{Deserialize, Serialize};

/// A date whose day, or day and month, may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartialDate {
    /// 1 … 9999.
    pub year: u16,
    /// 1 … 12, or 0 where unknown.
    pub month: u8,
    /// 1 … 31, or 0 where unknown (always 0 where the month is).
    pub day: u8,
}
