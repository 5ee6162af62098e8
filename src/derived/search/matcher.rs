//! How well a row of syllables answers a question: one pass, a table look-up a syllable.

use super::query::{Fit, Question, Year};
use super::words::{self, Dictionary, ESCAPE};

/// What a slip costs: more than any number of unfinished words.
const SLIP: u32 = 64;
/// What a slip takes off the score.
const SLIP_SCORE: u32 = 40;

/// Which words something meets, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Meets {
    /// As a whole.
    pub(super) whole: u32,
    /// As a beginning.
    pub(super) begins: u32,
    /// But for a slip.
    slip: u32,
}

impl Meets {
    fn any(self) -> u32 {
        self.whole | self.begins | self.slip
    }

    fn or(self, other: Self) -> Self {
        Self {
            whole: self.whole | other.whole,
            begins: self.begins | other.begins,
            slip: self.slip | other.slip,
        }
    }

    /// Whether it could serve more than one word.
    fn is_shared(self) -> bool {
        !self.any().is_power_of_two() && self.any() != 0
    }

    fn cost(self, word: usize) -> Option<u32> {
        let bit = 1u32.checked_shl(u32::try_from(word).ok()?)?;
        match bit {
            _ if self.whole & bit != 0 => Some(0),
            _ if self.begins & bit != 0 => Some(1),
            _ if self.slip & bit != 0 => Some(SLIP),
            _ => None,
        }
    }
}

/// A question made ready for one pass over the rows.
pub(super) struct Matcher {
    words: usize,
    all: u32,
    /// What each syllable of the dictionary meets.
    meets: Vec<Meets>,
    years: Vec<(u32, Year)>,
    /// The first look at a row.
    pub(super) quick: Quick,
}

/// Of the first eight words, a bit each: what a row could meet, never too little.
pub(super) struct Quick {
    /// By unit.
    pub(super) units: Box<[u8; 65_536]>,
    /// By year.
    pub(super) years: Box<[u8; 65_536]>,
    /// All that must be met.
    pub(super) all: u8,
}

impl Matcher {
    /// For rows whose syllables are in that dictionary.
    pub(super) fn new(question: &Question, dictionary: &Dictionary) -> Self {
        let low = |mask: u32| u8::try_from(mask & 0xff).unwrap_or(0);
        let mut quick = Quick {
            units: Box::new([0; 65_536]),
            years: Box::new([0; 65_536]),
            all: low(question.all()),
        };
        let mut meets = vec![Meets::default(); dictionary.list().len()];
        for (code, (meets, syllable)) in meets.iter_mut().zip(dictionary.list()).enumerate() {
            for (bit, word) in (0u32..).zip(&question.words) {
                match word.fit(syllable) {
                    Some(Fit::Whole) => meets.whole |= 1 << bit,
                    Some(Fit::Begins) => meets.begins |= 1 << bit,
                    Some(Fit::Slip) => meets.slip |= 1 << bit,
                    None => {}
                }
            }
            if let Some(quick) = quick.units.get_mut(code) {
                *quick = low(meets.any());
            }
        }
        // A unit with high bits may stand for any of 65,536 syllables.
        quick.units.iter_mut().skip(usize::from(ESCAPE)).for_each(|quick| *quick = u8::MAX);
        let years: Vec<(u32, Year)> = (0u32..)
            .zip(&question.words)
            .filter_map(|(bit, word)| Some((1 << bit, word.year?)))
            .collect();
        for (bit, year) in &years {
            for of_year in year.all() {
                if let Some(quick) = quick.years.get_mut(usize::from(of_year)) {
                    *quick |= low(*bit);
                }
            }
        }
        Self { words: question.words.len(), all: question.all(), meets, years, quick }
    }

    /// The words that only an exact key can meet.
    pub(super) fn only_exact(&self) -> u32 {
        let met = self.meets.iter().fold(0, |met, meets| met | meets.any());
        let years = self.years.iter().fold(0, |met, (bit, _)| met | bit);
        self.all & !met & !years
    }

    fn year(&self, year: u16) -> u32 {
        self.years.iter().filter(|(_, asked)| asked.is(year)).fold(0, |met, (bit, _)| met | bit)
    }

    /// How well a row answers: 100 down to 1, None for not at all. `free` is what its exact keys
    /// meet.
    pub(super) fn score(&self, units: &[u16], year: u16, free: Meets) -> Option<u16> {
        if self.all == 0 {
            return Some(100);
        }
        let year = Meets { whole: self.year(year), ..Meets::default() };
        let mut all = free.or(year);
        let mut is_shared = year.is_shared();
        for code in words::codes(units) {
            let meets = self.meets.get(code).copied().unwrap_or_default();
            is_shared |= meets.is_shared();
            all = all.or(meets);
        }
        if all.any() != self.all {
            return None;
        }
        // Where no syllable could serve two words, each word simply takes its best.
        let cost = if is_shared {
            self.share_out(units, year, free)?
        } else if all.whole == self.all {
            0
        } else {
            let begins = (self.all & !all.whole & all.begins).count_ones();
            let slips = (self.all & !all.whole & !all.begins).count_ones();
            slips * SLIP + begins
        };
        let (slips, begins) = (cost / SLIP, cost % SLIP);
        let lost = slips.saturating_mul(SLIP_SCORE).saturating_add(begins);
        if slips > 1 { None } else { u16::try_from(100u32.saturating_sub(lost).max(1)).ok() }
    }

    /// The least cost of meeting every word where syllables could serve several.
    fn share_out(&self, units: &[u16], year: Meets, free: Meets) -> Option<u32> {
        let syllables = words::codes(units).filter_map(|code| self.meets.get(code).copied());
        // What exact keys meet serves every word on its own.
        let own = (0..self.words).filter_map(|word| {
            let bit = 1u32.checked_shl(u32::try_from(word).ok()?)?;
            Some(Meets { whole: free.whole & bit, begins: free.begins & bit, slip: 0 })
        });
        let items = syllables.chain([year]).chain(own).filter(|item| item.any() != 0);
        let items: Vec<Meets> = items.collect();
        if items.len() < self.words { None } else { assign(self.words, &items) }
    }
}

/// The least cost of giving every word an item of its own: shortest augmenting paths.
fn assign(words: usize, items: &[Meets]) -> Option<u32> {
    let mut holders: Vec<Option<usize>> = vec![None; items.len()];
    let cost =
        |word: usize, item: usize| items.get(item).and_then(|item| item.cost(word)).map(i64::from);
    let mut total = 0i64;
    for word in 0..words {
        // The way to each item: its cost, and the item whose holder moves there.
        let mut ways: Vec<Option<(i64, Option<usize>)>> =
            (0..items.len()).map(|item| Some((cost(word, item)?, None))).collect();
        let mut shorter = true;
        while shorter {
            shorter = false;
            for (from, holder) in holders.iter().enumerate() {
                let Some((holder, (way, _))) = holder.zip(ways.get(from).copied().flatten()) else {
                    continue;
                };
                let freed = way - cost(holder, from).unwrap_or(0);
                for (to, way) in ways.iter_mut().enumerate() {
                    let Some(step) = cost(holder, to) else { continue };
                    if to != from && way.is_none_or(|(now, _)| freed + step < now) {
                        *way = Some((freed + step, Some(from)));
                        shorter = true;
                    }
                }
            }
        }
        let free = holders.iter().enumerate().filter(|(_, holder)| holder.is_none());
        let best = free.filter_map(|(item, _)| Some((ways.get(item).copied()??.0, item))).min();
        let (way, mut item) = best?;
        total += way;
        while let Some((_, Some(from))) = ways.get(item).copied().flatten() {
            let holder = holders.get(from).copied().flatten();
            if let Some(slot) = holders.get_mut(item) {
                *slot = holder;
            }
            item = from;
        }
        if let Some(slot) = holders.get_mut(item) {
            *slot = Some(word);
        }
    }
    u32::try_from(total).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every way of giving words items, tried.
    fn try_all(words: usize, items: &[Meets], word: usize, taken: u32) -> Option<u32> {
        if word == words {
            return Some(0);
        }
        (0..items.len())
            .filter(|item| taken & 1 << item == 0)
            .filter_map(|item| {
                let cost = items[item].cost(word)?;
                Some(cost + try_all(words, items, word + 1, taken | 1 << item)?)
            })
            .min()
    }

    proptest! {
        #[test]
        fn assignment_is_the_best_of_all(
            words in 0usize..5,
            items in proptest::collection::vec((0u32..32, 0u32..32, 0u32..32), 0..6),
        ) {
            let items: Vec<Meets> = items
                .into_iter()
                .map(|(whole, begins, slip)| Meets { whole: whole & begins, begins, slip })
                .collect();
            prop_assert_eq!(assign(words, &items), try_all(words, &items, 0, 0));
        }
    }
}
