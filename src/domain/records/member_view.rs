//! A member as rules see one, without tags.

use super::member::{
    BIRTH_DATE, CITIZEN_ID, FULL_NAME, GENDER, JOINED_ON, PHONE, STATUS, UNIT, VILLAGE,
};
use super::{code, text};
use crate::domain::seen::SeenStep;
use crate::domain::{PartialDate, Record, RecordId, Seen};

/// The statuses of one who takes part no more.
pub const ENDED: &[&str] = &["moved", "died", "left", "struck_off"];

/// A member, as rules see one.
pub struct Member<'a>(pub &'a Record);

impl<'a> Member<'a> {
    /// The full name, as written.
    pub fn full_name(&self) -> &'a str {
        text(&self.0.values, FULL_NAME)
    }

    /// The birth date, as far as it is known.
    pub fn birth_date(&self) -> Option<PartialDate> {
        self.date(BIRTH_DATE)
    }

    /// The gender's code.
    pub fn gender(&self) -> Option<&'a str> {
        code(&self.0.values, GENDER)
    }

    /// The village.
    pub fn village(&self) -> Option<RecordId> {
        match self.0.values.see(VILLAGE) {
            Some(Seen::Ref(id)) => Some(id),
            _ => None,
        }
    }

    /// The citizen id's digits, empty where there is none.
    pub fn citizen_id(&self) -> &'a str {
        text(&self.0.values, CITIZEN_ID)
    }

    /// The telephone's digits, empty where there is none.
    pub fn phone(&self) -> &'a str {
        text(&self.0.values, PHONE)
    }

    /// The day of joining, as far as it is known.
    pub fn joined_on(&self) -> Option<PartialDate> {
        self.date(JOINED_ON)
    }

    /// The unit now.
    pub fn unit(&self) -> Option<RecordId> {
        match self.0.values.now(UNIT) {
            Some(Seen::Ref(id)) => Some(id),
            _ => None,
        }
    }

    /// The steps of the status.
    pub fn status(&self) -> impl Iterator<Item = SeenStep<'a>> + use<'a> {
        self.0.values.see(STATUS).into_iter().flat_map(Seen::steps)
    }

    /// Whether the member takes part now. A status this program does not know counts as active:
    /// uniqueness is rather held once too often.
    pub fn is_active(&self) -> bool {
        !code(&self.0.values, STATUS).is_some_and(|code| ENDED.contains(&code))
    }

    fn date(&self, tag: u16) -> Option<PartialDate> {
        match self.0.values.see(tag) {
            Some(Seen::Date(date)) => Some(date),
            _ => None,
        }
    }
}
