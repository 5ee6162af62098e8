//! What keying came to, for the keyer alone: counts by hour and by field.

use crate::domain::Kind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was keyed; all of an operator's, or a part to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// By hours since 1970, UTC; those without a key are not there.
    pub hours: BTreeMap<i64, Hour>,
    /// By type and field.
    pub fields: BTreeMap<(Kind, u16), FieldWork>,
}

/// An hour's keying in forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hour {
    /// New records saved.
    pub records: u64,
    /// Keys.
    pub keys: u64,
    /// Of them those that only move: Enter, Tab, arrows.
    pub moving: u64,
    /// Of them those that take something back: erasing, undo.
    pub corrections: u64,
    /// Time at the keys in milliseconds; pauses of more than a minute are none.
    pub millis: u64,
}

/// A field's keying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldWork {
    /// Keys.
    pub keys: u64,
    /// Milliseconds.
    pub millis: u64,
}

impl Hour {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.records += other.records;
        self.keys += other.keys;
        self.moving += other.moving;
        self.corrections += other.corrections;
        self.millis += other.millis;
    }
}

impl Work {
    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.hours.is_empty() && self.fields.is_empty()
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        for (at, hour) in &other.hours {
            self.hours.entry(*at).or_default().add(hour);
        }
        for (field, work) in &other.fields {
            let here = self.fields.entry(*field).or_default();
            here.keys += work.keys;
            here.millis += work.millis;
        }
    }

    /// All hours from that one on together.
    pub fn since(&self, at: i64) -> Hour {
        let mut all = Hour::default();
        self.hours.range(at..).for_each(|(_, hour)| all.add(hour));
        all
    }

    /// The fields that took the most time (keys, where no time is known), the costliest first.
    pub fn costliest(&self) -> Vec<((Kind, u16), FieldWork)> {
        let mut fields: Vec<_> = self.fields.iter().map(|(field, work)| (*field, *work)).collect();
        fields.sort_by_key(|(_, work)| std::cmp::Reverse((work.millis, work.keys)));
        fields
    }
}
