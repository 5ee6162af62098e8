//! Who speaks at the door.

use super::operators::Operator;
use crate::domain::RecordId;

/// A conversation of one operator.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) operator: Operator,
    /// The system's user.
    pub(crate) user: String,
    /// SSH_CONNECTION, or empty.
    pub(crate) ssh: String,
    /// The seq of its frame in the journal; 0 until it changes something.
    pub(crate) frame: u64,
    /// The connection it came over.
    pub(crate) connection: u64,
    /// The ticket that asked to watch.
    pub(crate) watch: Option<u64>,
    /// The record it edits.
    pub(crate) lease: Option<RecordId>,
    /// It was let in beside the owner's: its work is theirs.
    pub(crate) joined: bool,
    /// The frames of those that were let in beside it and have ended.
    pub(crate) besides: Vec<u64>,
}
