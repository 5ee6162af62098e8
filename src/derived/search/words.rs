//! The syllables that names are made of, and their codes: an append-only dictionary.

use super::damaged;
use crate::lang::Problem;
use crate::text::fold;
use foldhash::HashMap;

/// Codes from here on take two units: this one with the high bits, then the low 16 bits.
pub(super) const ESCAPE: u16 = 0xf000;
/// The most units a record's words take; what lies beyond is not searched.
const MOST_UNITS: usize = 250;

/// A syllable as look-up compares it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Syllable {
    /// Lower case without marks: `thuy`.
    pub(super) folded: String,
    /// Lower case with the marks of letters, without tones: `thuy`, `hô`, `đăc`.
    pub(super) letters: String,
    /// The tones as digits, wherever they stood; empty for ngang.
    pub(super) tones: String,
}

impl Syllable {
    /// Of a word without the punctuation around it; None where nothing is left.
    pub(super) fn of(word: &str) -> Option<Self> {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let folded = fold::fold(word);
        if folded.is_empty() {
            return None;
        }
        let marked = fold::marked(word);
        // `marked` writes the tones behind the letters; there are as many letters as folded.
        let at =
            marked.char_indices().nth(folded.chars().count()).map_or(marked.len(), |(at, _)| at);
        let (letters, tones) = marked.split_at_checked(at).unwrap_or((&marked, ""));
        Some(Self { letters: letters.to_owned(), tones: tones.to_owned(), folded })
    }
}

/// Syllables by code.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    list: Vec<Syllable>,
    codes: HashMap<Syllable, u32>,
    /// Numbers for syllables without marks, and each code's.
    folds: HashMap<String, u32>,
    fold_of: Vec<u32>,
    /// Words as written whose syllable is known: folding is the dear part of taking a name in.
    written: HashMap<String, Option<u32>>,
}

/// Written forms remembered; beyond, they are forgotten all at once.
const WRITTEN: usize = 4_096;

impl Dictionary {
    /// Every syllable, in the order of codes.
    pub(super) fn list(&self) -> &[Syllable] {
        &self.list
    }

    fn code(&mut self, syllable: Syllable) -> u32 {
        if let Some(code) = self.codes.get(&syllable) {
            return *code;
        }
        let code = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let next = u32::try_from(self.folds.len()).unwrap_or(u32::MAX);
        let fold = match self.folds.get(&syllable.folded) {
            Some(fold) => *fold,
            None => *self.folds.entry(syllable.folded.clone()).or_insert(next),
        };
        self.fold_of.push(fold);
        self.list.push(syllable.clone());
        self.codes.insert(syllable, code);
        code
    }

    /// The number of a syllable without marks; None where no name has it.
    pub(super) fn fold(&self, folded: &str) -> Option<u32> {
        self.folds.get(folded).copied()
    }

    /// By code, the number of the syllable without marks.
    pub(super) fn folds(&self) -> &[u32] {
        &self.fold_of
    }

    /// The units of words; new syllables are added.
    pub(super) fn units(&mut self, words: &str) -> Vec<u16> {
        let mut units = Vec::with_capacity(8);
        for word in words.split_whitespace().flat_map(fold::syllables) {
            let code = match self.written.get(word) {
                Some(code) => *code,
                None => {
                    let code = Syllable::of(word).map(|syllable| self.code(syllable));
                    if self.written.len() >= WRITTEN {
                        self.written.clear();
                    }
                    self.written.insert(word.to_owned(), code);
                    code
                }
            };
            if let Some(code) = code {
                push_units(code, &mut units);
            }
            if units.len() >= MOST_UNITS {
                break;
            }
        }
        units
    }

    /// The bytes of the dictionary in a file.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for syllable in &self.list {
            for text in [&syllable.folded, &syllable.letters, &syllable.tones] {
                let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
                bytes.extend(len.to_le_bytes());
                bytes.extend(text.as_bytes());
            }
        }
        bytes
    }

    /// Reads [`encode`](Self::encode)'s bytes.
    pub(super) fn decode(mut bytes: &[u8]) -> Result<Self, Problem> {
        let mut dictionary = Self::default();
        while !bytes.is_empty() {
            let syllable = Syllable {
                folded: take_text(&mut bytes)?,
                letters: take_text(&mut bytes)?,
                tones: take_text(&mut bytes)?,
            };
            let before = dictionary.list.len();
            dictionary.code(syllable);
            if dictionary.list.len() == before {
                return Err(damaged("a syllable stands twice"));
            }
        }
        Ok(dictionary)
    }
}

/// In how many names each syllable stands, whatever its marks.
#[derive(Debug, Default)]
pub(super) struct Seen(Vec<u32>);

impl Seen {
    /// Counts a name in, or out.
    pub(super) fn count(&mut self, units: &[u16], dictionary: &Dictionary, is_in: bool) {
        self.0.resize(self.0.len().max(dictionary.folds.len()), 0);
        for code in codes(units) {
            let fold = dictionary.fold_of.get(code).and_then(|fold| usize::try_from(*fold).ok());
            if let Some(count) = fold.and_then(|fold| self.0.get_mut(fold)) {
                *count = if is_in { count.saturating_add(1) } else { count.saturating_sub(1) };
            }
        }
    }

    /// Of a syllable without marks.
    pub(super) fn of(&self, folded: &str, dictionary: &Dictionary) -> u32 {
        let fold = dictionary.fold(folded).and_then(|fold| usize::try_from(fold).ok());
        fold.and_then(|fold| self.0.get(fold)).copied().unwrap_or(0)
    }
}

fn take_text(bytes: &mut &[u8]) -> Result<String, Problem> {
    let (len, rest) =
        bytes.split_first_chunk::<4>().ok_or_else(|| damaged("the dictionary ends early"))?;
    let len = usize::try_from(u32::from_le_bytes(*len)).unwrap_or(usize::MAX);
    let (text, rest) =
        rest.split_at_checked(len).ok_or_else(|| damaged("the dictionary ends early"))?;
    *bytes = rest;
    String::from_utf8(text.to_vec()).map_err(|_| damaged("a syllable is no text"))
}

fn push_units(code: u32, units: &mut Vec<u16>) {
    match u16::try_from(code) {
        Ok(unit) if unit < ESCAPE => units.push(unit),
        _ => {
            let rest = code.saturating_sub(u32::from(ESCAPE));
            units.push(ESCAPE | u16::try_from(rest >> 16).unwrap_or(0x0fff) & 0x0fff);
            units.push(u16::try_from(rest & 0xffff).unwrap_or(0));
        }
    }
}

/// The codes that units stand for.
pub(super) fn codes(units: &[u16]) -> impl Iterator<Item = usize> {
    let mut units = units.iter().copied();
    std::iter::from_fn(move || {
        let first = units.next()?;
        let code = match first.checked_sub(ESCAPE) {
            None => u32::from(first),
            Some(high) => {
                let low = units.next().unwrap_or(0);
                (u32::from(high) << 16 | u32::from(low)).saturating_add(u32::from(ESCAPE))
            }
        };
        Some(usize::try_from(code).unwrap_or(usize::MAX))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn units_give_their_codes_back(list in proptest::collection::vec(0u32..0x0100_0000, 0..20)) {
            let mut units = Vec::new();
            for code in &list {
                push_units(*code, &mut units);
            }
            let back: Vec<usize> = codes(&units).collect();
            prop_assert_eq!(back, list.iter().map(|code| *code as usize).collect::<Vec<_>>());
        }

        #[test]
        fn a_dictionary_reads_back_and_damage_is_an_error_or_another_one(
            words in "[a-zđéHòồ' -]{0,40}", cut in any::<prop::sample::Index>()
        ) {
            let mut dictionary = Dictionary::default();
            let units = dictionary.units(&words);
            let bytes = dictionary.encode();
            let mut back = Dictionary::decode(&bytes).unwrap();
            prop_assert_eq!(back.list(), dictionary.list());
            prop_assert_eq!(back.units(&words), units);
            let _ = Dictionary::decode(&bytes[..cut.index(bytes.len() + 1)]);
        }
    }

    #[test]
    fn a_syllable_is_taken_apart() {
        let syllable = |folded: &str, letters: &str, tones: &str| {
            Some(Syllable { folded: folded.into(), letters: letters.into(), tones: tones.into() })
        };
        assert_eq!(Syllable::of("Hoà"), syllable("hoa", "hoa", "1"));
        assert_eq!(Syllable::of("Hòa,"), syllable("hoa", "hoa", "1"));
        assert_eq!(Syllable::of("(Đắc)"), syllable("dac", "đăc", "4"));
        assert_eq!(Syllable::of("3"), syllable("3", "3", ""));
        assert_eq!(Syllable::of("..."), None);
    }
}
