//! How rows and notes lie in the store: their keys, and values under a crc over key and value.

use super::{Row, damaged};
use crate::derived::codec;
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use serde::{Serialize, de::DeserializeOwned};

const REQUEST: u8 = b'r';

/// Type, then record: what is changed together lies together.
pub(super) fn row_key(kind: Kind, id: RecordId) -> [u8; 18] {
    let mut key = [0; 18];
    for (to, from) in key.iter_mut().zip(kind.0.to_be_bytes().into_iter().chain(id.0)) {
        *to = from;
    }
    key
}

/// Where a remembered request stands.
pub(super) fn request_key(id: [u8; 16]) -> Vec<u8> {
    let mut key = vec![REQUEST];
    key.extend(id);
    key
}

fn crc(key: &[u8], value: &[u8]) -> [u8; 4] {
    let mut crc = crc32fast::Hasher::new();
    crc.update(key);
    crc.update(value);
    crc.finalize().to_le_bytes()
}

/// A value as it lies in the store: crc over key and value, then the value.
pub(super) fn sealed<T: Serialize>(key: &[u8], value: &T) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::with_capacity(codec::USUAL);
    bytes.extend([0; 4]);
    codec::encode_to(value, &mut bytes)?;
    if let Some((sum, value)) = bytes.split_first_chunk_mut() {
        *sum = crc(key, value);
    }
    Ok(bytes)
}

/// What [`sealed`] made, the crc checked before anything is decoded.
pub(super) fn opened<T: DeserializeOwned>(key: &[u8], bytes: &[u8]) -> Result<T, Problem> {
    match bytes.split_at_checked(4) {
        Some((sum, value)) if sum == crc(key, value) => {
            codec::decode(value).map_err(|problem| damaged(&problem.to_string()))
        }
        _ => Err(damaged("a row's checksum is wrong")),
    }
}

/// A row, which must be the one its key names.
pub(super) fn row(key: &[u8], bytes: &[u8]) -> Result<Row, Problem> {
    let row: Row = opened(key, bytes)?;
    if key != row_key(row.record.kind, row.record.id) {
        return Err(damaged("a row stands under another key"));
    }
    Ok(row)
}
