//! Bytes in and out: a cursor that never reads past its end, and the seeded crc.

/// Reads little-endian fields from the front of a slice; None once it is too short.
pub(super) struct Cursor<'a>(pub(super) &'a [u8]);

impl<'a> Cursor<'a> {
    /// The next `n` bytes.
    pub(super) fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(front)
    }

    /// The next `N` bytes as an array.
    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// The next byte.
    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array::<1>().map(u8::from_le_bytes)
    }

    /// The next 2 bytes.
    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    /// The next 4 bytes.
    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// The next 8 bytes.
    pub(super) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    /// The next 8 bytes, signed.
    pub(super) fn i64(&mut self) -> Option<i64> {
        self.array().map(i64::from_le_bytes)
    }

    /// Nothing may be left.
    pub(super) fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

/// The four bytes before everything a segment's crc guards (FORMAT.md §4).
pub(super) type Seed = [u8; 4];

/// The crc of `bytes` behind a seed.
pub(super) fn seeded(seed: Seed, bytes: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&seed);
    crc.update(bytes);
    crc.finalize()
}

/// Splits `bytes` into all but the last four and those as a crc.
pub(super) fn split_crc(bytes: &[u8]) -> Option<(&[u8], u32)> {
    let (body, crc) = bytes.split_at_checked(bytes.len().checked_sub(4)?)?;
    Some((body, u32::from_le_bytes(crc.try_into().ok()?)))
}

/// Appends the plain crc of all that is there.
pub(super) fn close_with_crc(bytes: &mut Vec<u8>) {
    let crc = crc32fast::hash(bytes);
    bytes.extend_from_slice(&crc.to_le_bytes());
}

/// A length as `u32`; a length that large was refused long before.
pub(super) fn len32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
