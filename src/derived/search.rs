//! The search of design §6: a column of syllable codes, exact maps, a delta.

mod alike;
mod aside;
mod base;
mod bits;
mod delta;
mod filter;
mod find;
mod index;
mod layout;
mod matcher;
mod pages;
mod query;
mod slots;
mod sorter;
mod words;
mod write;

pub use alike::{Look, Near};
pub use index::{Index, build};

use crate::derived::codec;
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use crate::lang::errors::derived::SEARCH_DAMAGED;
use crate::text;
use slots::{Key, Map};

/// What the search knows of a record.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Doc {
    /// The record.
    pub id: RecordId,
    /// Its type.
    pub kind: Kind,
    /// Living and active.
    pub active: bool,
    /// The words it is found by: a name as written (NFC).
    pub words: String,
    /// A person, so that equals stand in the order of given name, family, middle; else in the
    /// plain order of the words.
    pub person: bool,
    /// Its year (birth), 0 for none.
    pub year: u16,
    /// Exact keys: (tag, key).
    pub exact: Vec<(u16, String)>,
    /// What it refers to: (tag, record).
    pub refs: Vec<(u16, RecordId)>,
    /// Codes it holds, for filters: (tag, code).
    pub codes: Vec<(u16, String)>,
}

/// A document with all that can be made of it before it is taken in: by any thread.
#[derive(Clone, Debug)]
pub struct Leaf {
    id: RecordId,
    kind: Kind,
    active: bool,
    words: String,
    year: u16,
    order: Box<[u8]>,
    encoded: Box<[u8]>,
    keys: Vec<(Map, Key)>,
}

impl Leaf {
    /// Of a document.
    ///
    /// # Errors
    /// One too large to be kept.
    pub fn new(doc: Doc) -> Result<Self, Problem> {
        // Copied, since a block that is cut leaves the allocator a rest to take care of.
        let (order, encoded) = (order(&doc), codec::encode(&doc)?);
        let (order, encoded) = (order.as_slice().into(), encoded.as_slice().into());
        let keys = slots::keys(&doc);
        let Doc { id, kind, active, words, year, .. } = doc;
        Ok(Self { id, kind, active, words, year, order, encoded, keys })
    }
}

/// Something a record of a type can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Holds {
    /// It refers to that record: (tag, record).
    Ref(u16, RecordId),
    /// It holds that code: (tag, code).
    Code(u16, String),
    /// Its year is one of these, from the first to the last.
    Years(u16, u16),
}

/// Accepts a record of one of these types that holds what stands beside it.
pub type Filter = Vec<(Kind, Holds)>;

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Query {
    /// Of this type only.
    pub kind: Option<Kind>,
    /// Words, years and numbers in any order, as typed.
    pub text: String,
    /// Only what every one of these accepts.
    pub filters: Vec<Filter>,
    /// Of the inactive ones that are only counted, how many hold each of these.
    pub apart: Vec<(Kind, Holds)>,
    /// Inactive ones too (else they are only counted).
    pub inactive: bool,
    /// At most so many hits, after leaving out `skip`.
    pub limit: usize,
    /// Leave out the first so many.
    pub skip: usize,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Found {
    /// Best first; equals in Vietnamese order of names.
    pub hits: Vec<Hit>,
    /// All that match.
    pub total: u64,
    /// Of those asked for without `inactive`: how many inactive ones match besides.
    pub inactive: u64,
    /// Of those, how many hold what was asked for apart, in that order.
    pub apart: Vec<u64>,
}

/// A hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Hit {
    /// The record.
    pub id: RecordId,
    /// Its type.
    pub kind: Kind,
    /// Higher is better: 100 exact … 1 within one edit.
    pub score: u16,
}

/// Rows that exact keys lead to: of the base, or of the delta.
trait Source {
    /// Gives `visit` the live rows whose key in a map is in a range, with that key.
    fn find(
        &self,
        map: Map,
        first: &Key,
        last: &Key,
        visit: &mut dyn FnMut(&Key, u32) -> Result<(), Problem>,
    ) -> Result<(), Problem>;

    /// The document of a row.
    fn doc(&self, row: u32) -> Result<Doc, Problem>;
}

fn damaged(why: &str) -> Problem {
    Problem::new(&SEARCH_DAMAGED, [why])
}

/// A record's place among others: names in Vietnamese order, then the year, then the id.
fn order(doc: &Doc) -> Vec<u8> {
    let key =
        if doc.person { text::order::person_key(&doc.words) } else { text::order::key(&doc.words) };
    let mut order = Vec::with_capacity(key.len().saturating_add(28));
    // So that a key that begins another one stays before it, whatever follows.
    for byte in key {
        order.push(byte);
        if byte == 0 {
            order.push(u8::MAX);
        }
    }
    order.extend([0, 0]);
    order.extend(doc.year.to_be_bytes());
    order.extend(doc.id.0);
    order
}

#[cfg(test)]
mod tests;
