//! The bincode codec: the only file naming bincode. What lies on disk carries a crc over key and
//! value that is checked before anything is decoded; what comes over a socket is capped.

use crate::lang::Problem;
use serde::{Serialize, de::DeserializeOwned};

/// The most bytes one value may decode from.
pub const LIMIT: usize = 16 << 20;

/// Encodes a value.
///
/// # Errors
/// A value that cannot be encoded, or is larger than [`LIMIT`].
pub fn encode<T: Serialize>(_value: &T) -> Result<Vec<u8>, Problem> {
    todo!()
}

/// Decodes a value, all bytes of it.
///
/// # Errors
/// Bytes that do not decode, are left over, or exceed [`LIMIT`].
pub fn decode<T: DeserializeOwned>(_bytes: &[u8]) -> Result<T, Problem> {
    todo!()
}
