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
    /// Of the first eight words: what a unit of a row could meet. Never too little.
    quick: Box<[u8; 65_536]>,
    quick_all: u8,
    items: Vec<Meets>,
}

impl Matcher {
    /// For rows whose syllables are in that dictionary.
    pub(super) fn new(question: &Question, dictionary: &Dictionary) -> Self {
        let low = |mask: u32| u8::try_from(mask & 0xff).unwrap_or(0);
        let mut quick = Box::new([0u8; 65_536]);
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
            if let Some(quick) = quick.get_mut(code) {
                *quick = low(meets.any());
            }
        }
        // A unit with high bits may stand for any of 65,536 syllables.
        quick.iter_mut().skip(usize::from(ESCAPE)).for_each(|quick| *quick = u8::MAX);
        let years = (0u32..)
            .zip(&question.words)
            .filter_map(|(bit, word)| Some((1 << bit, word.year?)))
            .collect();
        Self {
            words: question.words.len(),
            all: question.all(),
            meets,
            years,
            quick,
            quick_all: low(question.all()),
            items: Vec::new(),
        }
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
    #[inline]
    pub(super) fn score(&mut self, units: &[u16], year: u16, free: Meets) -> Option<u16> {
        let mut could = 0u8;
        for unit in units {
            could |= self.quick.get(usize::from(*unit)).copied().unwrap_or(0);
        }
        let besides = free.any() | if self.years.is_empty() { 0 } else { self.year(year) };
        if (could | u8::try_from(besides & 0xff).unwrap_or(0)) & self.quick_all != self.quick_all {
            return None;
        }
        self.weigh(units, year, free)
    }

    fn weigh(&mut self, units: &[u16], year: u16, free: Meets) -> Option<u16> {
        self.items.clear();
        self.items.extend(words::codes(units).filter_map(|code| self.meets.get(code).copied()));
        self.items.push(Meets { whole: self.year(year), ..Meets::default() });
        self.items.retain(|item| item.any() != 0);
        let all = self.items.iter().fold(free, |all, item| Meets {
            whole: all.whole | item.whole,
            begins: all.begins | item.begins,
            slip: all.slip | item.slip,
        });
        if all.any() != self.all {
            return None;
        }
        // Where no syllable could serve two words, each word simply takes its best.
        let cost = if self.items.iter().all(|item| item.any().count_ones() <= 1) {
            let begins = (self.all & !all.whole & all.begins).count_ones();
            let slips = (self.all & !all.whole & !all.begins).count_ones();
            slips * SLIP + begins
        } else {
            self.items.extend((0..self.words).filter_map(|word| {
                let bit = 1u32.checked_shl(u32::try_from(word).ok()?)?;
                let own = Meets { whole: free.whole & bit, begins: free.begins & bit, slip: 0 };
                (own.any() != 0).then_some(own)
            }));
            assign(self.words, &self.items)?
        };
        let (slips, begins) = (cost / SLIP, cost % SLIP);
        let lost = slips.saturating_mul(SLIP_SCORE).saturating_add(begins);
        if slips > 1 { None } else { u16::try_from(100u32.saturating_sub(lost).max(1)).ok() }
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
