//! What a batch is that somebody asks for, by the name in its note.

/// It takes a file in.
pub const IMPORT: &str = "import";
/// It gives one field of many records one value.
pub const BULK: &str = "bulk_edit";
/// It notes an export with whole citizen ids.
pub const WHOLE_IDS: &str = "whole_ids";
/// Forms that were keyed in a batch of forms: what an undo of them all says that it takes back.
pub const ENTERED: &str = "entered";
