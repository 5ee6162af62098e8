//! What is derived from the journal and can be thrown away: the sled store of records, and the
//! search. `sled` is named in `store.rs` alone, `bincode` in `codec.rs` alone.

pub mod codec;
mod disk;
pub mod folder;
mod quiet;
pub mod search;
pub mod store;

use crate::lang::Problem;
use crate::lang::errors::derived::{DERIVED_STALE, SEARCH_DAMAGED, STORE_DAMAGED};

/// Whether the answer to this error is to make the derived files again (rather than to free disk
/// space, or to wait for another program).
pub fn must_rebuild(problem: &Problem) -> bool {
    [&DERIVED_STALE, &STORE_DAMAGED, &SEARCH_DAMAGED].into_iter().any(|code| problem.is(code))
}

/// How far a derived file has applied the journal; equal to the journal's head at that seq, or
/// the file is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Applied {
    /// The register.
    pub register: [u8; 16],
    /// The epoch.
    pub epoch: [u8; 16],
    /// The journal's seq.
    pub seq: u64,
    /// The chain value there.
    pub chain: [u8; 32],
}
