//! One letter taken apart: its base, its letter without the tone, its tone. The table is made
//! once from Unicode's decompositions, so folding and ordering cost one look-up a character.

use std::sync::LazyLock;

use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

/// The tone of a syllable, in the order in which Vietnamese sorts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tone {
    /// ngang: no mark.
    #[default]
    Level,
    /// huyền.
    Grave,
    /// hỏi.
    Hook,
    /// ngã.
    Tilde,
    /// sắc.
    Acute,
    /// nặng.
    Dot,
}

impl Tone {
    /// The tone of a combining mark.
    pub(super) fn of_mark(mark: char) -> Option<Self> {
        Some(match mark {
            '\u{300}' => Self::Grave,
            '\u{309}' => Self::Hook,
            '\u{303}' => Self::Tilde,
            '\u{301}' => Self::Acute,
            '\u{323}' => Self::Dot,
            _ => return None,
        })
    }

    /// Its combining mark.
    pub(super) fn mark(self) -> Option<char> {
        Some(match self {
            Self::Level => return None,
            Self::Grave => '\u{300}',
            Self::Hook => '\u{309}',
            Self::Tilde => '\u{303}',
            Self::Acute => '\u{301}',
            Self::Dot => '\u{323}',
        })
    }

    /// Its place in the order: 0 for ngang to 5 for nặng.
    pub(super) fn rank(self) -> u8 {
        self as u8
    }
}

/// A lower-case letter taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// Without any mark, đ as d: `ậ` → `a`.
    pub(super) folded: char,
    /// Without its tone: `ậ` → `â`.
    pub(super) toneless: char,
    /// Its tone; only vowels carry one.
    pub(super) tone: Tone,
    /// Its place in the alphabet without the tone, from 1; 0 for what is no letter of it.
    pub(super) place: u8,
}

/// The alphabet, with the letters of other languages in their Latin places.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// The place of a letter in the alphabet, from 1; one with a foreign mark stands with its base.
fn place(toneless: char, folded: char) -> u8 {
    let of = |letter| ALPHABET.chars().position(|c| c == letter);
    let place = of(toneless).or_else(|| of(folded));
    place.and_then(|place| u8::try_from(place + 1).ok()).unwrap_or_default()
}

/// The blocks in which precomposed Latin letters stand.
const LATIN: [(u32, u32); 2] = [(0, 0x24f), (0x1e00, 0x1eff)];

static TABLE: LazyLock<[Vec<Option<Letter>>; 2]> = LazyLock::new(|| {
    LATIN.map(|(first, last)| {
        (first..=last).map(|n| char::from_u32(n).and_then(Letter::apart)).collect()
    })
});

impl Letter {
    /// The lower-case letter of `c` taken apart; None outside the Latin letters, ASCII punctuation,
    /// digits and the space (a lone mark, another script, a control character).
    pub(super) fn of(c: char) -> Option<Self> {
        let n = u32::from(c);
        let [low, high] = &*TABLE;
        let (block, first) = if n >= 0x1e00 { (high, 0x1e00) } else { (low, 0) };
        block.get(usize::try_from(n - first).ok()?).copied().flatten()
    }

    /// Takes one apart by Unicode's decomposition; None for what is not one lower-case letter.
    fn apart(c: char) -> Option<Self> {
        if c.is_control() || (c.is_whitespace() && c != ' ') {
            return None;
        }
        let mut lower = c.to_lowercase();
        let (Some(lower), None) = (lower.next(), lower.next()) else { return None };
        if matches!(lower, 'đ' | 'ð' | 'ɖ') {
            let place = place('đ', 'd');
            return Some(Self { folded: 'd', toneless: 'đ', tone: Tone::Level, place });
        }
        let mut marks = Vec::new();
        decompose_canonical(lower, |part| marks.push(part));
        let (&folded, marks) = marks.split_first()?;
        if !marks.iter().copied().all(is_combining_mark) {
            return None;
        }
        let vowel = matches!(folded, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        let tone = marks.iter().copied().filter(|_| vowel).find_map(Tone::of_mark);
        let mut rest = marks.iter().copied().filter(|&m| !(vowel && Tone::of_mark(m).is_some()));
        let toneless = rest.try_fold(folded, compose)?;
        let place = place(toneless, folded);
        Some(Self { folded, toneless, tone: tone.unwrap_or_default(), place })
    }
}

/// Whether a character is a mark on the letter before it.
pub(super) fn is_mark(c: char) -> bool {
    is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn vietnamese_letters_come_apart() {
        let of = |c| Letter::of(c).map(|l| (l.folded, l.toneless, l.tone.rank()));
        assert_eq!(of('Ậ'), Some(('a', 'â', 5)));
        assert_eq!(of('ở'), Some(('o', 'ơ', 2)));
        assert_eq!(of('ỹ'), Some(('y', 'y', 3)));
        assert_eq!(of('Đ'), Some(('d', 'đ', 0)));
        assert_eq!(of('ñ'), Some(('n', 'ñ', 0)));
        assert_eq!(of('\''), Some(('\'', '\'', 0)));
        assert_eq!(of('\u{301}'), None);
        assert_eq!(of('Ж'), None);
    }

    #[test]
    fn every_vietnamese_vowel_with_every_tone_is_in_the_table() {
        for vowel in "aăâeêioôơuưy".chars() {
            for tone in [Tone::Level, Tone::Grave, Tone::Hook, Tone::Tilde, Tone::Acute, Tone::Dot]
            {
                let c = [Some(vowel), tone.mark()].into_iter().flatten().nfc().next().unwrap();
                let letter = Letter::of(c).unwrap();
                assert_eq!((letter.toneless, letter.tone), (vowel, tone), "{c}");
                assert!(letter.folded.is_ascii());
            }
        }
    }
}
