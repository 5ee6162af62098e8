//! Signed bundles: what leaves a register and comes into another, as files that stock tools can check
//! (`FORMAT.md`). Knows neither keys nor merging: signing and checking are handed in, and what is
//! to be done with a row is the caller's.

mod archive;
mod columns;
mod counted;
mod csv;
mod fault;
mod flow;
mod head;
mod limits;
mod manifest;
mod moment;
mod open;
mod pack;
mod row;
mod table;
#[cfg(test)]
mod tests;
mod value;
mod write;

pub use columns::Columns;
pub use counted::counted;
pub(super) use head::is_unit;
pub use head::{BundleId, Extent, FORMAT_NUMBER, Head, Profile};
pub use open::{Bundle, Expect, Ledger};
pub use row::{Figure, Op, Row};
pub(super) use value::read_date;
pub use write::Writer;

use crate::lang::Problem;
use crate::text::hex;
use crate::trust;

/// A bundle's bytes, at most.
pub const MOST_BYTES: u64 = limits::FILE;

/// The namespace of a bundle's signature.
pub const NAMESPACE: &str = trust::BUNDLE;

/// Signs the bytes of a tagmanifest: an armoured SSH signature.
pub type Sign<'a> = dyn Fn(&[u8]) -> Result<String, Problem> + 'a;

/// Checks the signature of a tagmanifest.
pub type Check<'a> = dyn Fn(&[u8], &str) -> Result<Verified, Problem> + 'a;

/// Whose signature it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The key's names, principals all of them; the sender must be one.
    pub principals: Vec<String>,
}

impl From<trust::Verified> for Verified {
    fn from(verified: trust::Verified) -> Self {
        let all = std::iter::once(&verified.principal).chain(&verified.others);
        Self { principals: all.map(ToString::to_string).collect() }
    }
}
