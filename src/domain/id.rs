//! A record's identity, and the short code people read out over the telephone.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A record's identity for ever: a UUIDv7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordId(pub [u8; 16]);

/// Crockford's base 32: no I, L, O, U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a short code before its check character.
const SHORT: usize = 9;

impl RecordId {
    /// A new identity from a time (milliseconds since 1970, UTC; the caller never lets it go back)
    /// and ten random bytes.
    pub fn mint(millis: u64, random: &[u8; 10]) -> Self {
        Self(*uuid::Builder::from_unix_timestamp_millis(millis, random).into_uuid().as_bytes())
    }

    /// The milliseconds since 1970 it was minted at.
    pub fn millis(&self) -> u64 {
        self.0.iter().take(6).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }

    /// The short code: nine Crockford base-32 characters of the random tail and a check
    /// character, `H7K2-04M9-QX`. The check catches every single wrong letter and every pair of
    /// swapped ones.
    pub fn short(&self) -> String {
        let code = self.short_plain();
        let (a, rest) = code.split_at(4);
        let (b, c) = rest.split_at(4);
        format!("{a}-{b}-{c}")
    }

    /// The short code without dashes, as the search keeps it: `H7K204M9QX`.
    pub fn short_plain(&self) -> String {
        let tail = self.0.iter().skip(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        let digits: Vec<u8> =
            (0..SHORT).rev().map(|place| (tail >> (5 * place) & 31) as u8).collect();
        digits.iter().copied().chain([check(&digits)]).map(letter).collect()
    }
}

/// What a person typed as a short code, without dashes and in capitals; None where it is none:
/// wrong length, wrong letters, or a check character that does not fit. `i` and `l` are read as 1,
/// `o` as 0.
pub fn short_code(text: &str) -> Option<String> {
    let digits = text
        .chars()
        .filter(|c| !matches!(c, '-' | ' '))
        .map(|c| match c.to_ascii_uppercase() {
            'I' | 'L' => Some(1),
            'O' => Some(0),
            c => LETTERS.iter().position(|l| char::from(*l) == c).map(|at| at as u8),
        })
        .collect::<Option<Vec<u8>>>()?;
    let (last, head) = digits.split_last()?;
    let fits = head.len() == SHORT && check(head) == *last;
    fits.then(|| digits.iter().copied().map(letter).collect())
}

fn letter(digit: u8) -> char {
    LETTERS.get(usize::from(digit)).map_or('0', |l| char::from(*l))
}

/// The sum of `digit · αⁱ` over the field of 32 elements (x⁵ + x² + 1). No αⁱ (i < 31) is another
/// one or zero, so no single change and no swap leaves the sum as it was.
fn check(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |sum, digit| times_alpha(sum ^ digit))
}

fn times_alpha(x: u8) -> u8 {
    let shifted = x << 1;
    if shifted & 32 != 0 { shifted ^ 0b10_0101 } else { shifted }
}

impl fmt::Display for RecordId {
    /// The whole id, as files carry it: `0197…-….`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        uuid::Uuid::from_bytes(self.0).hyphenated().fmt(f)
    }
}

impl FromStr for RecordId {
    type Err = ();

    /// Reads what [`Display`](fmt::Display) wrote, dashes or not.
    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim();
        if !matches!(text.len(), 32 | 36) {
            return Err(());
        }
        uuid::Uuid::try_parse(text).map(|id| Self(*id.as_bytes())).map_err(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_short_code_survives_reading_and_the_check_catches_slips(
            bytes: [u8; 16], at in 0_usize..10, other in 0_usize..32, swap in 0_usize..9,
        ) {
            let id = RecordId(bytes);
            let plain = id.short_plain();
            prop_assert_eq!(plain.len(), 10);
            prop_assert_eq!(short_code(&id.short().to_lowercase()), Some(plain.clone()));
            let mut wrong: Vec<u8> = plain.clone().into_bytes();
            wrong[at] = LETTERS[other];
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(short_code(&wrong).is_some(), wrong == plain);
            let mut swapped = plain.clone().into_bytes();
            swapped.swap(swap, swap + 1);
            let swapped = String::from_utf8(swapped).unwrap();
            prop_assert_eq!(short_code(&swapped).is_some(), swapped == plain);
        }

        #[test]
        fn an_id_is_read_back(bytes: [u8; 16]) {
            let id = RecordId(bytes);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn what_is_read_out_may_be_written_otherwise() {
        let code = RecordId([0; 16]).short_plain();
        assert_eq!(code, "0000000000");
        assert_eq!(short_code("oOo0-0000-00"), Some(code));
        assert_eq!(short_code("0000000001"), None);
        assert_eq!(short_code("H7K2"), None);
        assert_eq!(short_code("đ000000000"), None);
    }

    #[test]
    fn a_minted_id_is_a_version_7_and_tells_its_time() {
        let id = RecordId::mint(1_780_000_000_123, &[0xff; 10]);
        assert_eq!(id.millis(), 1_780_000_000_123);
        assert_eq!(uuid::Uuid::from_bytes(id.0).get_version_num(), 7);
        assert!(RecordId::mint(1, &[0xff; 10]) < RecordId::mint(2, &[0; 10]));
        assert!("no".parse::<RecordId>().is_err());
    }
}
