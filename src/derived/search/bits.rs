//! A set of row numbers, a bit each.

/// The set.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// An empty set with room for that many rows.
    pub(super) fn new(rows: usize) -> Self {
        Self(vec![0; rows.div_ceil(64)])
    }

    /// Puts a row in; false where it was in.
    pub(super) fn insert(&mut self, row: u32) -> bool {
        let bit = 1u64 << (row % 64);
        let word = usize::try_from(row / 64).unwrap_or(usize::MAX);
        match self.0.get_mut(word) {
            Some(word) if *word & bit == 0 => {
                *word |= bit;
                true
            }
            _ => false,
        }
    }

    /// Whether a row is in.
    pub(super) fn contains(&self, row: u32) -> bool {
        self.word(row) & 1u64 << (row % 64) != 0
    }

    /// The 64 rows that `row` is one of: the first one's is the lowest bit.
    pub(super) fn word(&self, row: u32) -> u64 {
        let word = usize::try_from(row / 64).unwrap_or(usize::MAX);
        self.0.get(word).copied().unwrap_or(0)
    }
}
