//! What a record is: an identity, a kind, a revision, and values by tag.
//!
//! Values this program does not know (a tag or type of a later version) are carried along
//! untouched: nothing is lost by opening a newer record here.

use serde::{Deserialize, Serialize};

/// A record's identity for ever: a UUIDv7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordId(pub [u8; 16]);

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
    /// The field.
    pub tag: u16,
    /// The value type (see `domain::value`).
    pub ty: u8,
    /// The value.
    pub bytes: Vec<u8>,
}

/// The values of a record: sorted by tag, one for each. Absent means no entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

impl RecordId {
    /// The short code: nine Crockford base-32 characters of the random tail and a check
    /// character, `H7K2-04M9-QX`.
    pub fn short(&self) -> String {
        todo!()
    }
}

impl Values {
    /// From values in any order.
    ///
    /// # Errors
    /// A tag that stands twice.
    pub fn from_raw(_raw: Vec<RawValue>) -> Result<Self, crate::lang::Problem> {
        todo!()
    }

    /// The raw values, sorted by tag.
    pub fn raw(&self) -> &[RawValue] {
        &self.0
    }

    /// The decoded value of a field; None where there is no entry, or one of an unknown type.
    pub fn get(&self, _tag: u16) -> Option<super::Value> {
        todo!()
    }

    /// Sets or removes (None) a field's value.
    pub fn set(&mut self, _tag: u16, _value: Option<&super::Value>) {
        todo!()
    }

    /// The canonical bytes: count u16 LE, then for each tag u16 LE, type u8, length u32 LE, bytes.
    pub fn encode(&self) -> Vec<u8> {
        todo!()
    }

    /// Reads [`encode`](Self::encode)'s bytes.
    ///
    /// # Errors
    /// Anything that `encode` could not have written.
    pub fn decode(_bytes: &[u8]) -> Result<Self, crate::lang::Problem> {
        todo!()
    }
}
