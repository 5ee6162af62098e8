//! The bincode codec: the only file naming bincode. What lies on disk carries a crc over key and
//! value that is checked before anything is decoded; what comes over a socket is capped.

use crate::lang::Problem;
use crate::lang::errors::derived::{VALUE_TOO_LARGE, VALUE_UNREADABLE};
use serde::{Serialize, de::DeserializeOwned};

/// The most bytes one value may decode from.
pub const LIMIT: usize = 16 << 20;
/// Most values are no longer: their bytes need not grow while they are written.
pub const USUAL: usize = 512;

/// The limit makes bincode refuse a claimed length before it allocates for it.
fn config() -> impl bincode::config::Config {
    bincode::config::standard().with_limit::<LIMIT>()
}

/// Encodes a value.
///
/// # Errors
/// A value that cannot be encoded, or is larger than [`LIMIT`].
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::with_capacity(USUAL);
    encode_to(value, &mut bytes).map(|()| bytes)
}

/// As [`encode`], appending the bytes.
///
/// # Errors
/// As [`encode`].
pub fn encode_to<T: Serialize>(value: &T, out: &mut Vec<u8>) -> Result<(), Problem> {
    let written = bincode::serde::encode_into_std_write(value, out, config())
        .map_err(|cause| Problem::new(&VALUE_TOO_LARGE, [cause.to_string()]))?;
    if written > LIMIT {
        return Err(Problem::new(&VALUE_TOO_LARGE, [format!("{written} > {LIMIT}")]));
    }
    Ok(())
}

/// Decodes a value, all bytes of it.
///
/// # Errors
/// Bytes that do not decode, are left over, or exceed [`LIMIT`].
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let unreadable = |cause: String| Problem::new(&VALUE_UNREADABLE, [cause]);
    if bytes.len() > LIMIT {
        return Err(unreadable(format!("{} > {LIMIT}", bytes.len())));
    }
    let (value, read) = bincode::serde::decode_from_slice(bytes, config())
        .map_err(|cause| unreadable(cause.to_string()))?;
    if read != bytes.len() {
        return Err(unreadable(format!("{read} of {} bytes", bytes.len())));
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_encoded_decodes_and_a_byte_more_or_less_does_not(
            value in any::<(u64, String, Vec<(u16, Option<String>)>)>()
        ) {
            let bytes = encode(&value).unwrap();
            prop_assert_eq!(&decode::<(u64, String, Vec<(u16, Option<String>)>)>(&bytes).unwrap(), &value);
            let mut longer = bytes.clone();
            longer.push(0);
            prop_assert!(decode::<(u64, String, Vec<(u16, Option<String>)>)>(&longer).is_err());
            prop_assert!(decode::<(u64, String, Vec<(u16, Option<String>)>)>(&bytes[..bytes.len() - 1]).is_err());
        }

        #[test]
        fn hostile_bytes_end_in_an_error_or_a_value(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = decode::<Vec<Vec<(u64, String)>>>(&bytes);
        }
    }

    #[test]
    fn a_claimed_length_beyond_the_limit_allocates_nothing() {
        // Marker 253 = a u64 follows: a string of 2^62 bytes.
        let mut bytes = vec![253];
        bytes.extend((1u64 << 62).to_le_bytes());
        assert!(decode::<String>(&bytes).is_err());
        assert!(decode::<Vec<u64>>(&bytes).is_err());
        assert!(encode(&vec![0u8; LIMIT + 1]).is_err());
    }
}
