//! A member as rules see one, without tags.

use super::member::{BIRTH_DATE, CITIZEN_ID, FULL_NAME, GENDER, JOINED_ON, STATUS, UNIT, VILLAGE};
use super::{code, text};
use crate::domain::{PartialDate, Record, RecordId, Step, Value, timeline};

/// A member, as rules see one.
pub struct Member<'a>(pub &'a Record);

impl Member<'_> {
    /// The full name, as written.
    pub fn full_name(&self) -> String {
        text(&self.0.values, FULL_NAME)
    }

    /// The birth date, as far as it is known.
    pub fn birth_date(&self) -> Option<PartialDate> {
        self.date(BIRTH_DATE)
    }

    /// The gender's code.
    pub fn gender(&self) -> Option<String> {
        code(&self.0.values, GENDER)
    }

    /// The village.
    pub fn village(&self) -> Option<RecordId> {
        match self.0.values.get(VILLAGE) {
            Some(Value::Ref(id)) => Some(id),
            _ => None,
        }
    }

    /// The citizen id's digits, empty where there is none.
    pub fn citizen_id(&self) -> String {
        text(&self.0.values, CITIZEN_ID)
    }

    /// The day of joining, as far as it is known.
    pub fn joined_on(&self) -> Option<PartialDate> {
        self.date(JOINED_ON)
    }

    /// The unit now.
    pub fn unit(&self) -> Option<RecordId> {
        match timeline::now(self.0.values.get(UNIT)?) {
            Some(Value::Ref(id)) => Some(id),
            _ => None,
        }
    }

    /// The steps of the status.
    pub fn status(&self) -> Vec<Step> {
        match self.0.values.get(STATUS) {
            Some(Value::Timeline(steps)) => steps,
            _ => Vec::new(),
        }
    }

    /// Whether the member takes part now. A status this program does not know counts as active:
    /// uniqueness is rather held once too often.
    pub fn is_active(&self) -> bool {
        !matches!(
            code(&self.0.values, STATUS).as_deref(),
            Some("moved" | "died" | "left" | "struck_off")
        )
    }

    fn date(&self, tag: u16) -> Option<PartialDate> {
        match self.0.values.get(tag) {
            Some(Value::Date(date)) => Some(date),
            _ => None,
        }
    }
}
