//! What is derived from the journal and can be thrown away: the sled store of records, and the
//! search. `sled` is named in `store.rs` alone, `bincode` in `codec.rs` alone.

pub mod codec;
pub mod search;
pub mod store;

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
