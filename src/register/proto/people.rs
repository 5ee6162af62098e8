//! Who is who at the door.

use super::Shown;
use crate::domain::{Record, RecordId, Role};
use crate::lang::Problem;
use serde::{Deserialize, Serialize};

/// An operator, as anybody may know them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The short name.
    pub name: String,
    /// What they are.
    pub role: Option<Role>,
    /// Whether they have a PIN.
    pub pin: bool,
}

/// To Hello.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// The session's number for later envelopes.
    pub session: u64,
    /// The operator's record.
    pub operator: RecordId,
    /// The operator's short name.
    pub operator_name: String,
    /// What they are; None for somebody who only looks.
    pub role: Option<Role>,
    /// Whether they have a PIN.
    pub pin: bool,
    /// The unit that keeps the register.
    pub unit: Shown,
    /// The register's own layouts.
    pub layouts: Vec<Record>,
    /// Its own name codes.
    pub name_codes: Vec<Record>,
    /// What the opening found that a person should know.
    pub notices: Vec<Problem>,
    /// Whether changes are refused, and why.
    pub read_only: Option<Problem>,
}
