//! What is said at the door of filters: those that hold, and the values one may take.

use crate::domain::{Kind, Value};
use serde::{Deserialize, Serialize};

/// What a look-up was narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrowed {
    /// The filters that hold, in the order of the text.
    pub held: Vec<Held>,
    /// Those no longer active were looked for too, since a filter means only such.
    pub inactive: bool,
    /// Why the others are no longer active, where their type says it: the status and how many.
    pub others: Vec<(Value, u64)>,
}

/// A filter that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The field: of the first type that has such a filter.
    pub field: (Kind, u16),
    /// The value as it is typed.
    pub typed: String,
    /// How many values it takes; 0 where years are meant.
    pub values: u64,
    /// The value, where it takes just one, with what the record is called that it refers to.
    pub one: Option<(Value, String)>,
}

/// A value that a filter may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The field: of the first type that has such a filter.
    pub field: (Kind, u16),
    /// What is typed for it behind the colon.
    pub typed: String,
    /// The value, with what the record is called that it refers to.
    pub value: (Value, String),
    /// How many of those looked for hold it.
    pub count: u64,
}
