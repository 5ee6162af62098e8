//! What a field can hold, and its bytes.

use super::seen::Seen;
use super::{PartialDate, RecordId};
use crate::lang::Problem;
use crate::lang::errors::domain::BAD_VALUE;
use serde::{Deserialize, Serialize};

/// A decoded value. Which variant a field takes is its [`FieldKind`](super::FieldKind)'s business.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Text, name, note, citizen id, phone: NFC, as written.
    Text(String),
    /// A row of a reference table, by its code. An area is `scheme:code` (`2025-07:15889`).
    Code(String),
    /// A date whose day, or day and month, may be unknown.
    Date(PartialDate),
    /// Another record.
    Ref(RecordId),
    /// A whole number, or whole VND.
    Whole(i64),
    /// Yes or no.
    Flag(bool),
    /// A fact that changes on a day: steps in the order of their dates.
    Timeline(Vec<Step>),
    /// Known to be unknown, with the reason.
    Unknown(String),
}

/// One step of a timeline: from this day on, this value, for this reason.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Step {
    /// The first day it holds; an unknown day is a partial date or none.
    pub from: Option<PartialDate>,
    /// What holds from then on (never itself a timeline).
    pub value: Value,
    /// Why; may be empty.
    pub reason: String,
}

/// Value types as they stand in files. Numbers are for ever.
pub(super) mod ty {
    pub(in crate::domain) const TEXT: u8 = 1;
    pub(in crate::domain) const CODE: u8 = 2;
    pub(in crate::domain) const DATE: u8 = 3;
    pub(in crate::domain) const REF: u8 = 4;
    pub(in crate::domain) const WHOLE: u8 = 5;
    pub(in crate::domain) const FLAG: u8 = 6;
    pub(in crate::domain) const TIMELINE: u8 = 7;
    pub(in crate::domain) const UNKNOWN: u8 = 8;
}

impl Value {
    /// The type and the canonical bytes:
    ///
    /// | type | bytes |
    /// |---|---|
    /// | 1 text, 2 code | UTF-8, not empty |
    /// | 3 date | year u16 LE, month u8, day u8 (0 where unknown) |
    /// | 4 reference | the 16 bytes of the id |
    /// | 5 whole number | i64 LE |
    /// | 6 yes or no | 1 or 0 |
    /// | 7 timeline | steps in the order of their dates, undated ones first; each: date as in 3 (zeros for none), type u8, length u32 LE, bytes, reason's length u32 LE, reason in UTF-8 |
    /// | 8 unknown | the reason in UTF-8 |
    pub fn encode(&self) -> (u8, Vec<u8>) {
        let mut bytes = Vec::new();
        (self.encode_to(&mut bytes), bytes)
    }

    /// As [`encode`](Self::encode), appending the bytes.
    pub(super) fn encode_to(&self, out: &mut Vec<u8>) -> u8 {
        let (ty, bytes): (u8, &[u8]) = match self {
            Self::Text(text) => (ty::TEXT, text.as_bytes()),
            Self::Code(code) => (ty::CODE, code.as_bytes()),
            Self::Date(date) => (ty::DATE, &date_bytes(Some(*date))),
            Self::Ref(id) => (ty::REF, &id.0),
            Self::Whole(n) => (ty::WHOLE, &n.to_le_bytes()),
            Self::Flag(flag) => (ty::FLAG, &[u8::from(*flag)]),
            Self::Timeline(steps) => {
                timeline_to(out, steps);
                return ty::TIMELINE;
            }
            Self::Unknown(reason) => (ty::UNKNOWN, reason.as_bytes()),
        };
        out.extend_from_slice(bytes);
        ty
    }

    /// Reads [`encode`](Self::encode)'s bytes.
    ///
    /// # Errors
    /// `unknown_type` for a type of a later version, `value_damaged` for bytes that `encode` could not
    /// have written.
    pub fn decode(ty: u8, bytes: &[u8]) -> Result<Self, Problem> {
        Seen::read(ty, bytes).map(Seen::to_value)
    }

    /// Whether it is as good as no entry: an empty text or code, a timeline without steps.
    pub fn says_nothing(&self) -> bool {
        match self {
            Self::Text(text) | Self::Code(text) => text.is_empty(),
            Self::Timeline(steps) => steps.is_empty(),
            _ => false,
        }
    }
}

/// Where no field is known, the type stands for its name.
pub(super) fn bad(ty: u8) -> Problem {
    Problem::new(&BAD_VALUE, [format!("(kiểu {ty})"), format!("a field (type {ty})")])
}

fn date_bytes(date: Option<PartialDate>) -> [u8; 4] {
    let Some(date) = date else { return [0; 4] };
    let [low, high] = date.year.to_le_bytes();
    [low, high, date.month, date.day]
}

fn timeline_to(out: &mut Vec<u8>, steps: &[Step]) {
    if !steps.is_sorted_by_key(|step| step.from) {
        let mut sorted = steps.to_vec();
        sorted.sort_by_key(|step| step.from);
        return timeline_to(out, &sorted);
    }
    for step in steps {
        out.extend(date_bytes(step.from));
        // The type and the length are known once the value stands there.
        let head = out.len();
        out.extend([0; 5]);
        let ty = step.value.encode_to(out);
        let [a, b, c, d] = (out.len().saturating_sub(head + 5) as u32).to_le_bytes();
        if let Some(at) = out.get_mut(head..).and_then(|rest| rest.first_chunk_mut()) {
            *at = [ty, a, b, c, d];
        }
        out.extend((step.reason.len() as u32).to_le_bytes());
        out.extend(step.reason.as_bytes());
    }
}

/// Takes bytes from the front; None where there are too few.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(n)?;
        self.0 = tail;
        Some(head)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_le_bytes)
    }

    /// A length u32 LE and so many bytes.
    pub(super) fn sized(&mut self) -> Option<&'a [u8]> {
        let len = self.take(4)?.try_into().ok().map(u32::from_le_bytes)?;
        self.take(usize::try_from(len).ok()?)
    }

    /// A date, or none where it is all zeros.
    pub(super) fn date(&mut self) -> Option<Option<PartialDate>> {
        let (year, month, day) = (self.u16()?, self.u8()?, self.u8()?);
        if (year, month, day) == (0, 0, 0) {
            return Some(None);
        }
        PartialDate::new(year, month, day).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::errors::domain::UNKNOWN_TYPE;
    use proptest::prelude::*;

    fn date() -> impl Strategy<Value = PartialDate> {
        (1_u16..=9999, 0_u8..=12, 0_u8..=28).prop_map(|(year, month, day)| PartialDate {
            year,
            month,
            day: if month == 0 { 0 } else { day },
        })
    }

    fn plain() -> impl Strategy<Value = Value> {
        prop_oneof![
            "\\PC{1,20}".prop_map(Value::Text),
            "[a-z0-9:-]{1,12}".prop_map(Value::Code),
            date().prop_map(Value::Date),
            any::<[u8; 16]>().prop_map(|id| Value::Ref(RecordId(id))),
            any::<i64>().prop_map(Value::Whole),
            any::<bool>().prop_map(Value::Flag),
            "\\PC{0,20}".prop_map(Value::Unknown),
        ]
    }

    fn value() -> impl Strategy<Value = Value> {
        let step = (proptest::option::of(date()), plain(), "\\PC{0,20}")
            .prop_map(|(from, value, reason)| Step { from, value, reason });
        let timeline = proptest::collection::vec(step, 1..5).prop_map(|mut steps| {
            steps.sort_by_key(|step| step.from);
            Value::Timeline(steps)
        });
        prop_oneof![4 => plain(), 1 => timeline]
    }

    proptest! {
        #[test]
        fn a_value_is_read_back(value in value()) {
            let (ty, bytes) = value.encode();
            prop_assert_eq!(Value::decode(ty, &bytes), Ok(value));
        }

        #[test]
        fn bytes_that_are_read_are_the_ones_that_are_written(ty in 0_u8..12, bytes: Vec<u8>) {
            if let Ok(value) = Value::decode(ty, &bytes) {
                prop_assert_eq!(value.encode(), (ty, bytes));
            }
        }

        #[test]
        fn a_damaged_value_is_read_canonically_or_refused(
            value in value(), at: prop::sample::Index, flip in 1_u8..,
        ) {
            let (ty, mut bytes) = value.encode();
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] ^= flip;
            }
            if let Ok(read) = Value::decode(ty, &bytes) {
                prop_assert_eq!(read.encode(), (ty, bytes));
            }
        }
    }

    #[test]
    fn the_bytes_of_each_type_stay_what_they_are() {
        let day = PartialDate { year: 1954, month: 3, day: 12 };
        let cases = [
            (Value::Text("Hòa".into()), 1, "48c3b261"),
            (Value::Code("03".into()), 2, "3033"),
            (Value::Date(day), 3, "a207030c"),
            (Value::Ref(RecordId([7; 16])), 4, "07070707070707070707070707070707"),
            (Value::Whole(-2), 5, "feffffffffffffff"),
            (Value::Flag(true), 6, "01"),
            (
                Value::Timeline(vec![Step {
                    from: Some(PartialDate { year: 2019, month: 0, day: 0 }),
                    value: Value::Code("active".into()),
                    reason: "x".into(),
                }]),
                7,
                "e307000002060000006163746976650100000078",
            ),
            (Value::Unknown("lost".into()), 8, "6c6f7374"),
        ];
        for (value, ty, hex) in cases {
            let (got, bytes) = value.encode();
            let written: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!((got, written.as_str()), (ty, hex), "{value:?}");
        }
    }

    #[test]
    fn what_encode_never_writes_is_refused() {
        let nested = Value::Timeline(vec![Step {
            from: None,
            value: Value::Timeline(vec![Step {
                from: None,
                value: Value::Flag(true),
                reason: String::new(),
            }]),
            reason: String::new(),
        }]);
        let (ty, bytes) = nested.encode();
        assert!(Value::decode(ty, &bytes).is_err_and(|problem| problem.is(&BAD_VALUE)));
        for (ty, bytes) in [
            (1, &b""[..]),
            (1, b"\xff"),
            (3, &[0, 0, 0, 0]),
            (3, &[0xa2, 7, 2, 30]),
            (3, &[0xa2, 7, 0, 1]),
            (4, b"short"),
            (6, &[2]),
            (7, b""),
        ] {
            assert!(Value::decode(ty, bytes).is_err_and(|problem| problem.is(&BAD_VALUE)));
        }
        assert!(Value::decode(99, b"later").is_err_and(|problem| problem.is(&UNKNOWN_TYPE)));
    }

    #[test]
    fn steps_out_of_order_are_written_in_order() {
        let step = |year, code: &str| Step {
            from: Some(PartialDate { year, month: 0, day: 0 }),
            value: Value::Code(code.into()),
            reason: String::new(),
        };
        let (ty, bytes) = Value::Timeline(vec![step(2020, "b"), step(2010, "a")]).encode();
        let sorted = Value::Timeline(vec![step(2010, "a"), step(2020, "b")]);
        assert_eq!(Value::decode(ty, &bytes), Ok(sorted));
    }
}
