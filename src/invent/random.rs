//! Chance that is the same for ever: SplitMix64 (Steele, Lea, Flood 2014), written out here so
//! that no crate's update changes a row.

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// The stream of row `at` of a `kind` of rows. Rows do not depend on each other.
    pub(super) fn new(seed: u64, kind: u64, at: u64) -> Self {
        let mut random = Self(seed);
        for part in [kind, at] {
            random.0 = random.next() ^ part.wrapping_mul(STEP);
        }
        random
    }

    /// The next 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end` (0 where `end` is 0).
    pub(super) fn below(&mut self, end: u32) -> u32 {
        let scaled = (u64::from(end) * (self.next() >> 32)) >> 32;
        u32::try_from(scaled).unwrap_or_default()
    }

    /// A number from `first` to `last`.
    pub(super) fn within(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// Whether something of so many in a thousand happens.
    pub(super) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1_000) < per_mille
    }

    /// One of them, by weight; the default where there is none.
    pub(super) fn pick<T: Copy + Default>(&mut self, weighted: &[(T, u32)]) -> T {
        let total = weighted.iter().map(|(_, weight)| *weight).sum();
        let mut left = self.below(total);
        for &(item, weight) in weighted {
            match left.checked_sub(weight) {
                Some(rest) => left = rest,
                None => return item,
            }
        }
        T::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_splitmix64() {
        // The first numbers of the reference implementation for the seed 1234567.
        let mut random = Random(1_234_567);
        let numbers = [random.next(), random.next(), random.next()];
        assert_eq!(
            numbers,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn weights_are_kept() {
        let mut random = Random::new(1, 2, 3);
        let picks: Vec<&str> =
            (0..10_000).map(|_| random.pick(&[("a", 1), ("b", 3), ("c", 0)])).collect();
        let a = picks.iter().filter(|pick| **pick == "a").count();
        assert!((2_300..2_700).contains(&a), "{a}");
        assert!(!picks.contains(&"c") && !picks.contains(&""));
        assert!((0..1_000).all(|_| (5..=7).contains(&random.within(5, 7))));
        assert_eq!(random.below(0), 0);
    }
}
