//! What is said of who may be one person.

use super::Shown;
use crate::domain::duplicates::Likeness;
use crate::domain::{Kind, RecordId, Values};
use serde::{Deserialize, Serialize};

/// A person that may be in the register already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whom {
    /// The type; of one that is not of persons nobody is found.
    pub kind: Kind,
    /// What is known so far.
    pub values: Values,
    /// The person's own record, where there is one: neither it nor who is said to be another person
    /// is found.
    pub but: Option<RecordId>,
    /// At most so many.
    pub limit: usize,
}

/// Pairs of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Among {
    /// The type; in one that is not of persons there are none.
    pub kind: Kind,
    /// The least score: [`PAIR`](crate::domain::duplicates::PAIR), or another one no lower than
    /// [`LIKELY`](crate::domain::duplicates::LIKELY).
    pub least: u16,
    /// At most so many.
    pub limit: usize,
}

/// Somebody who may be the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// The record.
    pub shown: Shown,
    /// How likely, and why.
    pub like: Likeness,
}

/// Two records that may be one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The older one.
    pub a: Shown,
    /// The newer one.
    pub b: Shown,
    /// How likely, and why.
    pub like: Likeness,
}
