//! What a record is: an identity, a kind, a revision, and values by tag.
//!
//! Values this program does not know (a tag or type of a later version) are carried along
//! untouched: nothing is lost by opening a newer record here.

use super::value::Reader;
use super::{Seen, Value};
use crate::lang::Problem;
use crate::lang::errors::domain::{BAD_VALUES, TAG_TWICE};
use crate::text::hex;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;

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

impl Rev {
    /// Adds its text, `N-HEX`: number and 32 hexadecimal digits.
    pub fn write(&self, out: &mut String) {
        out.push_str(&self.n.to_string());
        out.push('-');
        hex::write(out, &self.digest);
    }

    /// Reads what [`write`](Self::write) wrote, and nothing else.
    pub fn read(text: &str) -> Option<Self> {
        let (n, digest) = text.split_once('-')?;
        let n = hex::number(n).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0)?;
        Some(Self { n, digest: hex::read(digest.as_bytes())? })
    }
}

impl std::fmt::Display for Rev {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.write_str(&text)
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawValue<'a> {
    /// The field, from 1.
    pub tag: u16,
    /// The value type (see [`Value::encode`]).
    pub ty: u8,
    /// The value.
    pub bytes: &'a [u8],
}

/// The values of a record: sorted by tag, one for each. Absent means no entry. Kept as their
/// canonical bytes, since a change copies, hashes and writes a record far more often than it looks
/// at one of its values.
///
/// Count u16 LE, then for each value tag u16 LE, type u8, length u32 LE, bytes; nothing at all where
/// the count is 0.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Values(Vec<u8>);

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

/// The bytes of values before the first one, and of a value before its own.
const COUNT: usize = 2;
const HEAD: usize = 7;
/// Most records' values take no more, so that they need not grow while they are set.
const USUAL: usize = 320;

impl Values {
    /// From values in any order.
    ///
    /// # Errors
    /// A tag that stands twice, or tag 0, which is none.
    pub fn from_raw(mut raw: Vec<RawValue<'_>>) -> Result<Self, Problem> {
        raw.sort_by_key(|value| value.tag);
        let mut values = Self::default();
        let mut last = 0;
        for value in raw {
            if value.tag == last {
                return Err(Problem::new(&TAG_TWICE, [value.tag.to_string()]));
            }
            last = value.tag;
            values.put(value);
        }
        Ok(values)
    }

    /// The raw values, sorted by tag.
    pub fn raw(&self) -> impl Iterator<Item = RawValue<'_>> {
        let mut reader = Reader(self.0.get(COUNT..).unwrap_or_default());
        std::iter::from_fn(move || one(&mut reader))
    }

    /// The raw value of a field.
    pub fn raw_of(&self, tag: u16) -> Option<RawValue<'_>> {
        self.raw().find(|value| value.tag >= tag).filter(|value| value.tag == tag)
    }

    /// The decoded value of a field; None where there is no entry, or one of an unknown type.
    pub fn get(&self, tag: u16) -> Option<Value> {
        self.see(tag).map(Seen::to_value)
    }

    /// As [`get`](Self::get), where it lies.
    pub fn see(&self, tag: u16) -> Option<Seen<'_>> {
        let raw = self.raw_of(tag)?;
        Seen::read(raw.ty, raw.bytes).ok()
    }

    /// As [`see`](Self::see), as it holds now: of a timeline the current value.
    pub fn now(&self, tag: u16) -> Option<Seen<'_>> {
        self.see(tag).and_then(Seen::now)
    }

    /// Sets or removes (None, or a value that says nothing: an empty text, a timeline without
    /// steps) a field's value. Tag 0 is no field's.
    pub fn set(&mut self, tag: u16, value: Option<&Value>) {
        match value.filter(|value| tag != 0 && !value.says_nothing()) {
            Some(value) if self.raw().all(|other| other.tag < tag) => self.add(tag, value),
            Some(value) => {
                let (ty, bytes) = value.encode();
                self.put(RawValue { tag, ty, bytes: &bytes });
            }
            None if self.raw_of(tag).is_some() => {
                let place = self.place_of(tag);
                self.0.drain(place);
                self.count_on(-1);
            }
            None => {}
        }
    }

    /// Puts a value behind all others: most are set in the order of their tags, and are written
    /// where they will stand.
    fn add(&mut self, tag: u16, value: &Value) {
        if self.0.is_empty() {
            self.0.reserve(USUAL);
            self.0.extend([0; COUNT]);
        }
        let start = self.0.len();
        self.0.extend([0; HEAD]);
        let ty = value.encode_to(&mut self.0);
        let len = self.0.len().saturating_sub(start + HEAD);
        if let Some(at) = self.0.get_mut(start..).and_then(|rest| rest.first_chunk_mut()) {
            *at = head(tag, ty, len);
        }
        self.count_on(1);
    }

    /// Puts a value where it belongs; one that stands there is replaced.
    fn put(&mut self, RawValue { tag, ty, bytes }: RawValue<'_>) {
        if self.0.is_empty() {
            self.0.extend([0; COUNT]);
        }
        let place = self.place_of(tag);
        let head = head(tag, ty, bytes.len());
        self.count_on(i16::from(place.is_empty()));
        if place.start == self.0.len() {
            self.0.extend_from_slice(&head);
            self.0.extend_from_slice(bytes);
        } else {
            self.0.splice(place, head.into_iter().chain(bytes.iter().copied()));
        }
    }

    /// Where the value of a field stands; empty where it would.
    fn place_of(&self, tag: u16) -> Range<usize> {
        let mut start = COUNT;
        for value in self.raw() {
            let end = start + HEAD + value.bytes.len();
            match value.tag.cmp(&tag) {
                Ordering::Less => start = end,
                Ordering::Equal => return start..end,
                Ordering::Greater => break,
            }
        }
        start..start
    }

    /// Counts values on. Tags are unique and not 0: there are at most 65,535 of them.
    fn count_on(&mut self, by: i16) {
        let Some(count) = self.0.first_chunk_mut::<COUNT>() else { return };
        let now = u16::from_le_bytes(*count).saturating_add_signed(by);
        *count = now.to_le_bytes();
        if now == 0 {
            self.0.clear();
        }
    }

    /// The canonical bytes: count u16 LE, then for each tag u16 LE, type u8, length u32 LE, bytes.
    pub fn encoded(&self) -> &[u8] {
        if self.0.is_empty() { &[0; COUNT] } else { &self.0 }
    }

    /// Reads [`encoded`](Self::encoded) bytes.
    ///
    /// # Errors
    /// Anything that could not have been written.
    pub fn decode(bytes: &[u8]) -> Result<Self, Problem> {
        Self::decode_whole(bytes).ok_or_else(|| Problem::bare(&BAD_VALUES))
    }

    fn decode_whole(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let count = reader.u16()?;
        let mut last = 0;
        for _ in 0..count {
            let RawValue { tag, .. } = one(&mut reader)?;
            if tag <= last {
                return None;
            }
            last = tag;
        }
        let whole = if count == 0 { Vec::new() } else { bytes.to_vec() };
        reader.0.is_empty().then_some(Self(whole))
    }
}

/// What stands before a value's bytes.
fn head(tag: u16, ty: u8, len: usize) -> [u8; HEAD] {
    let [a, b] = tag.to_le_bytes();
    let [c, d, e, f] = (len as u32).to_le_bytes();
    [a, b, ty, c, d, e, f]
}

/// The next value.
fn one<'a>(reader: &mut Reader<'a>) -> Option<RawValue<'a>> {
    let (head, rest) = reader.0.split_first_chunk::<HEAD>()?;
    let [a, b, ty, c, d, e, f] = *head;
    let len = usize::try_from(u32::from_le_bytes([c, d, e, f])).ok()?;
    let (bytes, rest) = rest.split_at_checked(len)?;
    reader.0 = rest;
    Some(RawValue { tag: u16::from_le_bytes([a, b]), ty, bytes })
}

impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.raw()).finish()
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(self.encoded())
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Values;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the bytes of a record's values")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Values, E> {
                Values::decode(bytes).map_err(E::custom)
            }
        }
        from.deserialize_bytes(Bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    type Raw = BTreeMap<u16, (u8, Vec<u8>)>;

    fn raw() -> impl Strategy<Value = Raw> {
        proptest::collection::btree_map(1_u16.., any::<(u8, Vec<u8>)>(), 0..8)
    }

    fn values(raw: &Raw) -> Values {
        let raw = raw.iter().rev();
        let raw = raw.map(|(tag, (ty, bytes))| RawValue { tag: *tag, ty: *ty, bytes });
        Values::from_raw(raw.collect()).unwrap()
    }

    proptest! {
        #[test]
        fn unknown_tags_and_types_survive_the_bytes(raw in raw()) {
            let values = values(&raw);
            let back = values.raw().map(|value| (value.tag, (value.ty, value.bytes.to_vec())));
            prop_assert_eq!(back.collect::<Raw>(), raw);
            prop_assert_eq!(Values::decode(values.encoded()), Ok(values));
        }

        #[test]
        fn bytes_that_are_read_are_the_ones_that_are_written(bytes: Vec<u8>) {
            if let Ok(values) = Values::decode(&bytes) {
                prop_assert_eq!(values.encoded(), bytes);
            }
        }

        #[test]
        fn a_cut_or_lengthened_record_is_refused(raw in raw(), cut: prop::sample::Index) {
            let values = values(&raw);
            let bytes = values.encoded();
            prop_assert!(Values::decode(&bytes[..cut.index(bytes.len())]).is_err());
            let longer = [bytes, &[0]].concat();
            prop_assert!(Values::decode(&longer).is_err());
        }

        #[test]
        fn set_one_by_one_in_any_order_they_are_the_same(
            sets in proptest::collection::vec((1_u16..9, any::<Option<i8>>()), 0..24)
        ) {
            let (mut values, mut model) = (Values::default(), BTreeMap::new());
            for (tag, number) in sets {
                let value = number.map(|n| Value::Text("x".repeat(usize::from(n.unsigned_abs()))));
                values.set(tag, value.as_ref());
                match value.filter(|value| !value.says_nothing()) {
                    Some(value) => model.insert(tag, value),
                    None => model.remove(&tag),
                };
            }
            let held = values.raw().filter_map(|raw| Some((raw.tag, values.get(raw.tag)?)));
            prop_assert_eq!(held.collect::<BTreeMap<_, _>>(), model);
            prop_assert_eq!(Values::decode(values.encoded()), Ok(values));
        }
    }

    #[test]
    fn setting_keeps_the_order_and_an_empty_value_removes() {
        let mut values = Values::default();
        for tag in [7, 3, 5] {
            values.set(tag, Some(&Value::Whole(i64::from(tag))));
        }
        assert_eq!(values.raw().map(|v| v.tag).collect::<Vec<_>>(), [3, 5, 7]);
        assert_eq!(values.get(5), Some(Value::Whole(5)));
        values.set(5, Some(&Value::Text(String::new())));
        values.set(3, None);
        values.set(0, Some(&Value::Flag(true)));
        assert_eq!(values.raw().map(|v| v.tag).collect::<Vec<_>>(), [7]);
        values.set(7, None);
        assert_eq!(values, Values::default());
    }

    #[test]
    fn a_tag_that_stands_twice_is_refused() {
        let value = RawValue { tag: 4, ty: 1, bytes: b"a" };
        let twice = Values::from_raw(vec![value, value]);
        assert!(twice.is_err_and(|problem| problem.is(&TAG_TWICE)));
        assert!(Values::from_raw(vec![RawValue { tag: 0, ..value }]).is_err());
    }

    #[test]
    fn a_length_beyond_the_bytes_allocates_nothing() {
        let hostile = [1, 0, 1, 0, 1, 0xff, 0xff, 0xff, 0xff, b'a'];
        assert!(Values::decode(&hostile).is_err_and(|problem| problem.is(&BAD_VALUES)));
    }
}
