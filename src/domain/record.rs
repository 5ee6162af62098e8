//! What a record is: an identity, a kind, a revision, and values by tag.
//!
//! Values this program does not know (a tag or type of a later version) are carried along
//! untouched: nothing is lost by opening a newer record here.

use super::Value;
use super::value::Reader;
use crate::lang::Problem;
use crate::lang::errors::domain::{BAD_VALUES, TAG_TWICE};
use serde::{Deserialize, Serialize};

pub use super::id::RecordId;

/// A record type by number. Numbers are for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Kind(pub u16);

/// A revision: the count of changes and 16 bytes of the salted payload's digest. Minted once by
/// the journal that first wrote it, copied with bundles, never recomputed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rev {
    /// 1 for a record's first version.
    pub n: u32,
    /// The first 16 bytes of sha256(salt ‖ body).
    pub digest: [u8; 16],
}

/// Where a frame stands in the journal: segment number and byte offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Segment number, from 1.
    pub segment: u32,
    /// Offset of the frame's first byte in the segment file.
    pub offset: u64,
}

/// One value as it is stored: a field's tag, a value type, and bytes of that type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RawValue {
    /// The field, from 1.
    pub tag: u16,
    /// The value type (see [`Value::encode`]).
    pub ty: u8,
    /// The value.
    pub bytes: Vec<u8>,
}

/// The values of a record: sorted by tag, one for each. Absent means no entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<RawValue>", into = "Vec<RawValue>")]
pub struct Values(Vec<RawValue>);

/// A record after its latest change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its identity.
    pub id: RecordId,
    /// Its type.
    pub kind: Kind,
    /// Its revision.
    pub rev: Rev,
    /// Its values.
    pub values: Values,
}

impl Values {
    /// From values in any order.
    ///
    /// # Errors
    /// A tag that stands twice, or tag 0, which is none.
    pub fn from_raw(mut raw: Vec<RawValue>) -> Result<Self, Problem> {
        raw.sort_by_key(|value| value.tag);
        let mut last = 0;
        for value in &raw {
            if value.tag == last {
                return Err(Problem::new(&TAG_TWICE, [value.tag.to_string()]));
            }
            last = value.tag;
        }
        Ok(Self(raw))
    }

    /// The raw values, sorted by tag.
    pub fn raw(&self) -> &[RawValue] {
        &self.0
    }

    /// The raw value of a field.
    pub fn raw_of(&self, tag: u16) -> Option<&RawValue> {
        self.0.binary_search_by_key(&tag, |value| value.tag).ok().and_then(|at| self.0.get(at))
    }

    /// The decoded value of a field; None where there is no entry, or one of an unknown type.
    pub fn get(&self, tag: u16) -> Option<Value> {
        let raw = self.raw_of(tag)?;
        Value::decode(raw.ty, &raw.bytes).ok()
    }

    /// Sets or removes (None, or a value that says nothing: an empty text, a timeline without
    /// steps) a field's value. Tag 0 is no field's.
    pub fn set(&mut self, tag: u16, value: Option<&Value>) {
        let at = self.0.binary_search_by_key(&tag, |value| value.tag);
        let value = value.filter(|value| tag != 0 && !value.says_nothing());
        match (at, value.map(Value::encode)) {
            (Ok(at), Some((ty, bytes))) => {
                if let Some(slot) = self.0.get_mut(at) {
                    *slot = RawValue { tag, ty, bytes };
                }
            }
            (Ok(at), None) => drop(self.0.remove(at)),
            (Err(at), Some((ty, bytes))) => self.0.insert(at, RawValue { tag, ty, bytes }),
            (Err(_), None) => {}
        }
    }

    /// How many bytes [`encode`](Self::encode) gives.
    pub fn encoded_len(&self) -> usize {
        2 + self.0.iter().map(|value| 7 + value.bytes.len()).sum::<usize>()
    }

    /// The canonical bytes: count u16 LE, then for each tag u16 LE, type u8, length u32 LE, bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.encoded_len());
        // Tags are unique and not 0: at most 65,535 of them.
        out.extend((self.0.len() as u16).to_le_bytes());
        for value in &self.0 {
            out.extend(value.tag.to_le_bytes());
            out.push(value.ty);
            out.extend((value.bytes.len() as u32).to_le_bytes());
            out.extend(&value.bytes);
        }
        out
    }

    /// Reads [`encode`](Self::encode)'s bytes.
    ///
    /// # Errors
    /// Anything that `encode` could not have written.
    pub fn decode(bytes: &[u8]) -> Result<Self, Problem> {
        Self::decode_whole(bytes).ok_or_else(|| Problem::bare(&BAD_VALUES))
    }

    fn decode_whole(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let count = reader.u16()?;
        let mut raw = Vec::new();
        let mut last = 0;
        for _ in 0..count {
            let tag = reader.u16()?;
            if tag <= last {
                return None;
            }
            last = tag;
            let ty = reader.u8()?;
            let bytes = reader.sized()?.to_vec();
            raw.push(RawValue { tag, ty, bytes });
        }
        reader.0.is_empty().then_some(Self(raw))
    }
}

impl TryFrom<Vec<RawValue>> for Values {
    type Error = Problem;

    fn try_from(raw: Vec<RawValue>) -> Result<Self, Problem> {
        Self::from_raw(raw)
    }
}

impl From<Values> for Vec<RawValue> {
    fn from(values: Values) -> Self {
        values.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn raw() -> impl Strategy<Value = Vec<RawValue>> {
        let one = (1_u16.., any::<u8>(), any::<Vec<u8>>());
        proptest::collection::vec(one, 0..8).prop_map(|list| {
            let mut raw: Vec<RawValue> =
                list.into_iter().map(|(tag, ty, bytes)| RawValue { tag, ty, bytes }).collect();
            raw.sort_by_key(|value| value.tag);
            raw.dedup_by_key(|value| value.tag);
            raw
        })
    }

    proptest! {
        #[test]
        fn unknown_tags_and_types_survive_the_bytes(raw in raw()) {
            let values = Values::from_raw(raw).unwrap();
            prop_assert_eq!(Values::decode(&values.encode()), Ok(values));
        }

        #[test]
        fn bytes_that_are_read_are_the_ones_that_are_written(bytes: Vec<u8>) {
            if let Ok(values) = Values::decode(&bytes) {
                prop_assert_eq!(values.encode(), bytes);
            }
        }

        #[test]
        fn a_cut_or_lengthened_record_is_refused(raw in raw(), cut: prop::sample::Index) {
            let bytes = Values::from_raw(raw).unwrap().encode();
            prop_assert!(Values::decode(&bytes[..cut.index(bytes.len())]).is_err());
            let longer = [bytes.as_slice(), &[0]].concat();
            prop_assert!(Values::decode(&longer).is_err());
        }
    }

    #[test]
    fn setting_keeps_the_order_and_an_empty_value_removes() {
        let mut values = Values::default();
        for tag in [7, 3, 5] {
            values.set(tag, Some(&Value::Whole(i64::from(tag))));
        }
        assert_eq!(values.raw().iter().map(|v| v.tag).collect::<Vec<_>>(), [3, 5, 7]);
        assert_eq!(values.get(5), Some(Value::Whole(5)));
        values.set(5, Some(&Value::Text(String::new())));
        values.set(3, None);
        values.set(0, Some(&Value::Flag(true)));
        assert_eq!(values.raw().iter().map(|v| v.tag).collect::<Vec<_>>(), [7]);
    }

    #[test]
    fn a_tag_that_stands_twice_is_refused() {
        let value = RawValue { tag: 4, ty: 1, bytes: vec![b'a'] };
        let twice = Values::from_raw(vec![value.clone(), value.clone()]);
        assert!(twice.is_err_and(|problem| problem.is(&TAG_TWICE)));
        assert!(Values::from_raw(vec![RawValue { tag: 0, ..value }]).is_err());
    }

    #[test]
    fn a_length_beyond_the_bytes_allocates_nothing() {
        let hostile = [1, 0, 1, 0, 1, 0xff, 0xff, 0xff, 0xff, b'a'];
        assert!(Values::decode(&hostile).is_err_and(|problem| problem.is(&BAD_VALUES)));
    }
}
