//! The exact maps' keys: what of a document can be looked up without words, as fixed bytes that
//! sort.

use super::Doc;
use crate::domain::{Kind, RecordId};
use crate::text::fold;
use sha2::{Digest, Sha256};

/// The maps of a search file, in the order in which they stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Map {
    /// Hash of (kind, tag, key).
    Exact,
    /// Hash of a key's letters and digits, for keys that are not plain numbers.
    Code,
    /// A key's digits backwards, four bits each.
    Number,
    /// The short code's first nine characters, five bits each.
    Short,
    /// A record referred to, and by which field.
    Ref,
    /// Digest of (tag, code), for filters.
    Filter,
}

impl Map {
    /// Every map.
    pub(super) const ALL: [Self; 6] =
        [Self::Exact, Self::Code, Self::Number, Self::Short, Self::Ref, Self::Filter];

    /// Its place among them.
    pub(super) const fn number(self) -> usize {
        match self {
            Self::Exact => 0,
            Self::Code => 1,
            Self::Number => 2,
            Self::Short => 3,
            Self::Ref => 4,
            Self::Filter => 5,
        }
    }

    /// The bytes of a key that count in this map.
    pub(super) fn trim(self, key: &Key) -> &[u8] {
        key.get(..self.width()).unwrap_or_default()
    }

    /// Bytes of a key.
    pub(super) const fn width(self) -> usize {
        match self {
            Self::Exact | Self::Code | Self::Number | Self::Short => 8,
            Self::Ref => 18,
            Self::Filter => 16,
        }
    }
}

/// A key of any map; of narrower ones the bytes behind stay 0.
pub(super) type Key = [u8; 18];

/// The digits a number may be asked by: at least and at most.
pub(super) const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;

/// Puts bytes at the front of a key.
fn key(bytes: impl IntoIterator<Item = u8>) -> Key {
    let mut key = [0; 18];
    for (to, from) in key.iter_mut().zip(bytes) {
        *to = from;
    }
    key
}

/// FNV-1a with a last mixing; what it finds is compared with the real key.
fn hash(parts: &[&[u8]]) -> Key {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().copied().flatten() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    key((hash ^ (hash >> 33)).to_be_bytes())
}

/// The letters and digits of a key, folded: `HP-00042` → `hp00042`.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    if text.is_ascii() {
        plain.extend(text.chars().filter(char::is_ascii_alphanumeric));
        plain.make_ascii_lowercase();
    } else {
        plain.extend(fold::fold(text).chars().filter(|c| c.is_alphanumeric()));
    }
    plain
}

/// The key of an exact value.
pub(super) fn exact(kind: Kind, tag: u16, value: &str) -> Key {
    hash(&[&kind.0.to_be_bytes(), &tag.to_be_bytes(), value.as_bytes()])
}

/// The key of a code typed, as [`plain`] gives it.
pub(super) fn code(plain: &str) -> Key {
    hash(&[plain.as_bytes()])
}

/// The key of a record referred to by a field.
pub(super) fn reference(to: RecordId, tag: u16) -> Key {
    key(to.0.into_iter().chain(tag.to_be_bytes()))
}

/// The field of a [`reference`]'s key.
pub(super) fn field(key: &Key) -> u16 {
    key.last_chunk::<2>().map_or(0, |tag| u16::from_be_bytes(*tag))
}

/// The key of a code held by a field. A digest, since rows under it are not compared again.
pub(super) fn filter(tag: u16, code: &str) -> Key {
    let mut digest = Sha256::new();
    digest.update(tag.to_be_bytes());
    digest.update(code.as_bytes());
    key(digest.finalize().into_iter().take(16))
}

/// The last 16 digits backwards, four bits each: digit + 1, 0 where there is none.
fn packed(digits: impl DoubleEndedIterator<Item = u8>) -> u64 {
    let mut packed = 0;
    let mut shift = 64u32;
    for digit in digits.rev().take(16) {
        shift = shift.saturating_sub(4);
        packed |= (u64::from(digit.saturating_sub(b'0')) + 1) << shift;
    }
    packed
}

/// The range of keys of numbers that end in these digits, and the key of the one that is just them.
pub(super) fn ending_in(digits: &str) -> (Key, Key) {
    let first = packed(digits.bytes());
    let bits = u32::try_from(digits.len().min(16)).unwrap_or(16).saturating_mul(4);
    let last = first | u64::MAX.checked_shr(bits).unwrap_or(0);
    (key(first.to_be_bytes()), key(last.to_be_bytes()))
}

/// A short code as it is compared: no dashes, upper case, and what is easily misread as Crockford
/// reads it.
pub(super) fn typed_short(code: &str) -> String {
    code.chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// Of a short code, its characters that are packed.
const PACKED: usize = 9;

/// The range of keys of short codes that begin so, as [`typed_short`] gives it; None where no
/// short code does.
pub(super) fn short(plain: &str) -> Option<(Key, Key)> {
    const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut bits = 64u32;
    let mut first = 0u64;
    for c in plain.chars().take(PACKED) {
        bits = bits.checked_sub(5)?;
        first |= u64::try_from(ALPHABET.find(c)?).ok()? << bits;
    }
    let last = first | 1u64.checked_shl(bits).map_or(u64::MAX, |bit| bit.saturating_sub(1));
    Some((key(first.to_be_bytes()), key(last.to_be_bytes())))
}

/// The key of a record's own short code: the bits that its first characters stand for.
fn short_of(id: RecordId) -> Key {
    let tail = id.0.last_chunk::<8>().map_or(0, |tail| u64::from_be_bytes(*tail));
    key((tail << (64 - 5 * PACKED)).to_be_bytes())
}

/// Everything a document stands under.
pub(super) fn keys(doc: &Doc) -> Vec<(Map, Key)> {
    let mut keys = Vec::with_capacity(12);
    keys.push((Map::Short, short_of(doc.id)));
    for (tag, value) in &doc.exact {
        keys.push((Map::Exact, exact(doc.kind, *tag, value)));
        let plain = plain(value);
        let digits = plain.bytes().filter(u8::is_ascii_digit);
        if digits.clone().count() >= *DIGITS.start() {
            keys.push((Map::Number, key(packed(digits).to_be_bytes())));
        }
        if !plain.is_empty() && !is_number(&plain) {
            keys.push((Map::Code, code(&plain)));
        }
    }
    keys.extend(doc.refs.iter().map(|(tag, to)| (Map::Ref, reference(*to, *tag))));
    keys.extend(doc.codes.iter().map(|(tag, code)| (Map::Filter, filter(*tag, code))));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether a plain key is found by its digits, so that it need not stand among the codes.
pub(super) fn is_number(plain: &str) -> bool {
    plain.bytes().all(|byte| byte.is_ascii_digit()) && DIGITS.contains(&plain.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_lies_in_the_range_of_each_of_its_endings(number in "[0-9]{3,20}", len in 3usize..=15) {
            let packed = key(packed(number.bytes()).to_be_bytes());
            let len = len.min(number.len());
            let (first, last) = ending_in(&number[number.len() - len..]);
            prop_assert!(first <= packed && packed <= last);
            prop_assert_eq!(first == packed, len == number.len());
        }

        #[test]
        fn another_ending_is_another_range(number in "[0-9]{3,15}", other in "[0-9]{3,15}") {
            let packed = key(packed(number.bytes()).to_be_bytes());
            let (first, last) = ending_in(&other);
            prop_assert_eq!(first <= packed && packed <= last, number.ends_with(&other));
        }

        #[test]
        fn a_short_code_lies_in_the_range_of_its_beginnings(id in any::<[u8; 16]>(), len in 0usize..=10) {
            let code = RecordId(id).short_plain();
            let (own, _) = short(&code).unwrap();
            let (first, last) = short(&code[..len.min(code.len())]).unwrap();
            prop_assert!(first <= own && own <= last);
            prop_assert_eq!(short_of(RecordId(id)), own);
        }
    }

    #[test]
    fn what_is_easily_misread_is_read_as_meant() {
        assert_eq!(typed_short("h7k2-o4mL"), "H7K204M1");
        assert_eq!(short("U"), None);
        assert_eq!(plain("HP-00042"), "hp00042");
    }
}
