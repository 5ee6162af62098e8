//! Ask slots: a new question in a slot cancels the old one.

pub(crate) const NONE: u8 = 0;
pub(crate) const FIND: u8 = 1;
pub(crate) const CANDIDATES: u8 = 2;
pub(crate) const CHECK: u8 = 3;
pub(crate) const TWINS: u8 = 4;
pub(crate) const PREVIEW: u8 = 5;
pub(crate) const STATUS: u8 = 6;
pub(crate) const LAYOUTS: u8 = 7;
pub(crate) const OFFERS: u8 = 8;
pub(crate) const TALLY: u8 = 9;
pub(crate) const BATCHES: u8 = 10;
pub(crate) const HOME_TALLY: u8 = 11;
pub(crate) const BULK: u8 = 12;
pub(crate) const NAME_CODES: u8 = 13;
pub(crate) const CONFLICTS: u8 = 14;
