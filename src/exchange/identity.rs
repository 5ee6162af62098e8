//! How a row without an id is known again.
//!
//! An import that was cut off is simply run again, and a list is often imported twice, mended or
//! longer. A row that was taken must not be taken again, yet most rows carry nothing that is
//! unique. So the id of a record made from a row carries in its random tail 62 bits of a digest
//! of (register, type, the row's values, how many equal rows stand before it in this file). A
//! later row with the same digest is that record: it counts as unchanged, whatever a clerk has
//! made of it since; once deleted or undone, it is added anew. The digest does not see the file's
//! name, its order of columns or its other rows. The head of the id is the time, as in any
//! UUIDv7, so that keys keep growing and the store stays dense.

use crate::domain::{Kind, RecordId, Value, Values};
use foldhash::{HashSet, HashSetExt};
use sha2::{Digest, Sha256};

/// The bits of a UUIDv7's tail that are free.
const TAIL: u64 = (1 << 62) - 1;
/// Ids a millisecond has room for.
const A_MILLISECOND: u64 = 1 << 12;

/// Gives rows their identities.
pub struct Identities {
    register: RecordId,
    kind: Kind,
    known: HashSet<u64>,
    given: HashSet<u64>,
    millis: u64,
    minted: u64,
}

/// Which record a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// One that was taken before.
    Known,
    /// A new one.
    New(RecordId),
}

impl Identities {
    /// For rows of a type in a register; `millis` is now, since 1970.
    pub fn new(register: RecordId, kind: Kind, millis: u64) -> Self {
        let (known, given) = (HashSet::new(), HashSet::new());
        Self { register, kind, known, given, millis, minted: 0 }
    }

    /// Takes note of a record the register holds.
    pub fn know(&mut self, id: RecordId) {
        self.known.insert(tail(id));
    }

    /// Which record a row with these values is.
    pub fn of(&mut self, set: &[(u16, Option<Value>)]) -> Identity {
        let mut values = Values::default();
        for (tag, value) in set {
            values.set(*tag, value.as_ref());
        }
        let mut nth = 0_u32;
        let digest = loop {
            let digest = self.digest(values.encoded(), nth);
            if self.given.insert(digest) {
                break digest;
            }
            nth += 1;
        };
        if self.known.contains(&digest) {
            Identity::Known
        } else {
            Identity::New(self.mint(digest))
        }
    }

    fn digest(&self, values: &[u8], nth: u32) -> u64 {
        let mut hash = Sha256::new();
        hash.update(self.register.0);
        hash.update(self.kind.0.to_le_bytes());
        hash.update(nth.to_le_bytes());
        hash.update(values);
        let bytes = hash.finalize();
        bytes.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)) & TAIL
    }

    fn mint(&mut self, digest: u64) -> RecordId {
        let millis = self.millis + self.minted / A_MILLISECOND;
        let within = u16::try_from(self.minted % A_MILLISECOND).unwrap_or_default();
        self.minted += 1;
        let mut random = [0; 10];
        let bytes = within.to_be_bytes().into_iter().chain(digest.to_be_bytes());
        random.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        RecordId::mint(millis, &random)
    }
}

fn tail(id: RecordId) -> u64 {
    id.0.iter().skip(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)) & TAIL
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Vec<(u16, Option<Value>)> {
        vec![(1, Some(Value::Text(text.into()))), (9, None)]
    }

    fn new(identity: Identity) -> RecordId {
        match identity {
            Identity::New(id) => id,
            Identity::Known => panic!("known"),
        }
    }

    #[test]
    fn a_row_is_known_again_in_any_later_run() {
        let register = RecordId([7; 16]);
        let mut first = Identities::new(register, Kind(3), 1_700_000_000_000);
        let (a, twin, b) =
            (new(first.of(&row("a"))), new(first.of(&row("a"))), new(first.of(&row("b"))));
        assert!(a < twin && twin < b, "ids grow in the order of rows");
        let mut later = Identities::new(register, Kind(3), 1_800_000_000_000);
        [a, b].into_iter().for_each(|id| later.know(id));
        assert_eq!(later.of(&row("b")), Identity::Known);
        assert_eq!(later.of(&row("a")), Identity::Known);
        let again = new(later.of(&row("a")));
        assert_eq!(tail(again), tail(twin), "the second equal row had not been taken");
        assert_ne!(again, twin);
        assert_ne!(tail(new(later.of(&row("c")))), tail(a));
    }

    #[test]
    fn other_registers_and_types_have_other_tails() {
        let id = |register: u8, kind: u16| {
            tail(new(Identities::new(RecordId([register; 16]), Kind(kind), 0).of(&row("a"))))
        };
        assert_ne!(id(1, 3), id(2, 3));
        assert_ne!(id(1, 3), id(1, 4));
    }
}
