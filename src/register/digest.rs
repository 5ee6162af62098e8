//! The state digest: what a register says, in 32 bytes, whatever the order of its records and
//! whichever way they came to be.
//!
//! A sum modulo 2^256 of one sha256 a record, so that a change costs two hashes and not a pass
//! over everything. It tells accidents apart, and undo from no undo; it is no signature.

use crate::domain::{Kind, RecordId, Values};
use sha2::{Digest as _, Sha256};

/// The running digest of a register's live records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Digest {
    key: [u8; 32],
    sum: [u64; 4],
}

impl Digest {
    /// The digest of an empty register.
    pub(crate) fn new(register: [u8; 16]) -> Self {
        let key = Sha256::new().chain_update(b"densach state digest 1").chain_update(register);
        Self { key: key.finalize().into(), sum: [0; 4] }
    }

    /// One that stood at `bytes`.
    pub(crate) fn at(register: [u8; 16], bytes: [u8; 32]) -> Self {
        Self { sum: words(&bytes), ..Self::new(register) }
    }

    /// A live record appears.
    pub(crate) fn add(&mut self, id: RecordId, kind: Kind, values: &Values) {
        let mut carry = false;
        let hash = self.hash(id, kind, values);
        for (sum, word) in self.sum.iter_mut().zip(hash) {
            let (once, over) = sum.overflowing_add(word);
            let (twice, again) = once.overflowing_add(u64::from(carry));
            *sum = twice;
            carry = over || again;
        }
    }

    /// A live record goes.
    pub(crate) fn take(&mut self, id: RecordId, kind: Kind, values: &Values) {
        let mut borrow = false;
        let hash = self.hash(id, kind, values);
        for (sum, word) in self.sum.iter_mut().zip(hash) {
            let (once, under) = sum.overflowing_sub(word);
            let (twice, again) = once.overflowing_sub(u64::from(borrow));
            *sum = twice;
            borrow = under || again;
        }
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (chunk, word) in bytes.chunks_exact_mut(8).zip(self.sum) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }

    fn hash(&self, id: RecordId, kind: Kind, values: &Values) -> [u64; 4] {
        let hash = Sha256::new()
            .chain_update(self.key)
            .chain_update(id.0)
            .chain_update(kind.0.to_le_bytes())
            .chain_update(values.encoded());
        words(&hash.finalize().into())
    }
}

fn words(bytes: &[u8; 32]) -> [u64; 4] {
    let mut words = [0; 4];
    for (word, chunk) in words.iter_mut().zip(bytes.chunks_exact(8)) {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        *word = u64::from_le_bytes(eight);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values(text: &[u8]) -> Values {
        let raw = crate::domain::RawValue { tag: 1, ty: 1, bytes: text };
        Values::from_raw(vec![raw]).unwrap()
    }

    proptest! {
        #[test]
        fn order_does_not_matter_and_what_went_is_gone(
            mut rows in proptest::collection::vec((any::<[u8; 16]>(), any::<[u8; 8]>()), 1..20),
            gone in any::<[u8; 16]>(),
        ) {
            let mut one = Digest::new([7; 16]);
            for (id, text) in &rows {
                one.add(RecordId(*id), Kind(3), &values(text));
            }
            rows.reverse();
            let mut two = Digest::new([7; 16]);
            two.add(RecordId(gone), Kind(3), &values(b"x"));
            for (id, text) in &rows {
                two.add(RecordId(*id), Kind(3), &values(text));
            }
            prop_assert_ne!(one.bytes(), two.bytes());
            two.take(RecordId(gone), Kind(3), &values(b"x"));
            prop_assert_eq!(one.bytes(), two.bytes());
            prop_assert_eq!(&Digest::at([7; 16], one.bytes()), &one);
        }
    }

    #[test]
    fn id_kind_and_values_all_count() {
        let of = |id, kind, text: &[u8]| {
            let mut digest = Digest::new([1; 16]);
            digest.add(RecordId([id; 16]), Kind(kind), &values(text));
            digest.bytes()
        };
        let all = [of(1, 1, b"a"), of(2, 1, b"a"), of(1, 2, b"a"), of(1, 1, b"b")];
        for (at, one) in all.iter().enumerate() {
            assert!(!all[..at].contains(one));
        }
    }
}
