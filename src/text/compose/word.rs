//! A word being composed: its letters with their marks, its tone, and what a key does to it.

use unicode_normalization::UnicodeNormalization;

use super::Method;
use crate::text::letter::{Letter, Tone};
use crate::text::syllable;

/// A letter of the word, lower case and without the tone, and how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sign {
    letter: char,
    upper: bool,
}

impl Sign {
    fn of(c: char) -> Self {
        Self { letter: c.to_ascii_lowercase(), upper: c.is_uppercase() }
    }

    /// The letter without its mark.
    fn base(self) -> char {
        Letter::of(self.letter).map_or(self.letter, |letter| letter.folded)
    }

    fn is_vowel(self) -> bool {
        matches!(self.base(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
    }
}

/// The word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    signs: Vec<Sign>,
    tone: Tone,
    /// The last sign is the ư that a lone w made.
    lone_w: bool,
    /// Keys whose mark was taken back: plain letters for the rest of the word.
    plain_keys: Vec<char>,
}

/// A mark that a key puts on letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// ^ on that letter, or on any of a, e, o.
    Circumflex(Option<char>),
    Horn,
    Breve,
    /// Telex's w: horn or breve, or a ư of its own.
    HornOrBreve,
    Stroke,
}

/// What a key means.
enum Act {
    Tone(Tone),
    NoTone,
    Mark(Mark),
    Letter,
}

impl Act {
    fn of(key: char, method: Method) -> Self {
        match (method, key) {
            (Method::Telex, 'f') | (Method::Vni, '2') => Self::Tone(Tone::Grave),
            (Method::Telex, 'r') | (Method::Vni, '3') => Self::Tone(Tone::Hook),
            (Method::Telex, 'x') | (Method::Vni, '4') => Self::Tone(Tone::Tilde),
            (Method::Telex, 's') | (Method::Vni, '1') => Self::Tone(Tone::Acute),
            (Method::Telex, 'j') | (Method::Vni, '5') => Self::Tone(Tone::Dot),
            (Method::Telex, 'z') | (Method::Vni, '0') => Self::NoTone,
            (Method::Telex, 'a' | 'e' | 'o') => Self::Mark(Mark::Circumflex(Some(key))),
            (Method::Vni, '6') => Self::Mark(Mark::Circumflex(None)),
            (Method::Telex, 'w') => Self::Mark(Mark::HornOrBreve),
            (Method::Vni, '7') => Self::Mark(Mark::Horn),
            (Method::Vni, '8') => Self::Mark(Mark::Breve),
            (Method::Telex, 'd') | (Method::Vni, '9') => Self::Mark(Mark::Stroke),
            _ => Self::Letter,
        }
    }
}

impl Word {
    /// The word of letters that stand there; None for what can be no Vietnamese syllable.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut word = Self::default();
        for c in text.nfc() {
            let letter = Letter::of(c)?;
            word.signs.push(Sign { letter: letter.toneless, upper: c.is_uppercase() });
            word.tone = word.tone.max(letter.tone);
        }
        (word.signs.is_empty() || word.is_possible()).then_some(word)
    }

    /// The word after a key; None where it can then be no Vietnamese syllable. `keys` are all
    /// keys of the word, this one included.
    pub(super) fn typed(&self, key: char, method: Method, keys: &str) -> Option<Self> {
        let lower = key.to_ascii_lowercase();
        let plain = self.plain_keys.contains(&lower)
            || (method == Method::Telex && syllable::is_left(&keys.to_ascii_lowercase()));
        let act = if plain { Act::Letter } else { Act::of(lower, method) };
        let made = match act {
            Act::Tone(tone) => self.toned(tone, key),
            Act::NoTone if self.tone != Tone::Level => {
                Some(Self { tone: Tone::Level, ..self.clone() })
            }
            Act::Mark(mark) => self.marked(mark, key),
            Act::NoTone | Act::Letter => None,
        };
        made.or_else(|| self.with_letter(key))
    }

    /// The word as it stands in the line: NFC, the tone where the old style puts it (hòa, thủy).
    pub(super) fn text(&self) -> String {
        let place = self.tone_place();
        let mark = |at| self.tone.mark().filter(|_| Some(at) == place);
        let letters = self.signs.iter().enumerate().flat_map(|(at, sign)| {
            let letter = if sign.upper {
                sign.letter.to_uppercase().next().unwrap_or(sign.letter)
            } else {
                sign.letter
            };
            std::iter::once(letter).chain(mark(at))
        });
        letters.nfc().collect()
    }

    /// Sets the tone; the same tone again takes it back and is a letter.
    fn toned(&self, tone: Tone, key: char) -> Option<Self> {
        if self.nucleus().is_empty() {
            return None;
        }
        if self.tone == tone {
            let mut word = Self { tone: Tone::Level, ..self.clone() };
            word.take_back(key);
            word.plain_keys.extend(['s', 'f', 'r', 'x', 'j', 'z']);
            return Some(word);
        }
        Some(Self { tone, lone_w: false, ..self.clone() }).filter(Self::is_possible)
    }

    /// Puts the mark on the first letters that may carry it, or takes it back.
    fn marked(&self, mark: Mark, key: char) -> Option<Self> {
        if self.lone_w && mark == Mark::HornOrBreve {
            let mut word = self.clone();
            word.signs.pop();
            word.take_back(key);
            return Some(word);
        }
        for marks in self.places(mark) {
            let word = self.with_marks(&marks);
            if word.signs != self.signs && word.is_possible() {
                return Some(word);
            }
        }
        if mark == Mark::HornOrBreve && self.nucleus().is_empty() {
            let mut word = self.clone();
            word.signs.push(Sign { letter: 'ư', upper: key.is_uppercase() });
            word.lone_w = true;
            return Some(word).filter(Self::is_possible);
        }
        let done = |marks: &Vec<(usize, char)>| self.with_marks(marks).signs == self.signs;
        let marks = self.places(mark).into_iter().find(done)?;
        let mut word = self.clone();
        for (at, _) in marks {
            if let Some(sign) = word.signs.get_mut(at) {
                sign.letter = sign.base();
            }
        }
        word.take_back(key);
        Some(word)
    }

    /// Appends a letter; uơ goes on as ươ (thuở, but thương), and so does ưo, which is no vowel.
    fn with_letter(&self, key: char) -> Option<Self> {
        let mut word = Self { lone_w: false, ..self.clone() };
        word.signs.push(Sign::of(key));
        let nucleus = self.nucleus();
        let at = nucleus.start;
        let half = [['u', 'ơ'], ['ư', 'o']].into_iter().any(|half| self.letters_are(at, half));
        let open = half && nucleus.end == self.signs.len();
        let both = || word.with_marks(&[(at, 'ư'), (at + 1, 'ơ')]);
        let horned = open.then(both).filter(Self::is_possible);
        horned.or(Some(word).filter(Self::is_possible))
    }

    /// The key as a letter, and as nothing else for the rest of the word.
    fn take_back(&mut self, key: char) {
        self.signs.push(Sign::of(key));
        self.plain_keys.push(key.to_ascii_lowercase());
        self.lone_w = false;
    }

    /// Where a mark may go, the likeliest first: positions and the letters they become.
    fn places(&self, mark: Mark) -> Vec<Vec<(usize, char)>> {
        let nucleus = self.nucleus();
        let one = |base: char, made: char| {
            let vowels = nucleus.start..self.signs.len();
            let found = vowels.rev().find(|&at| self.base_at(at) == Some(base));
            found.map(|at| vec![(at, made)])
        };
        match mark {
            Mark::Circumflex(only) => [('a', 'â'), ('e', 'ê'), ('o', 'ô')]
                .into_iter()
                .filter(|(base, _)| only.is_none_or(|only| only == *base))
                .filter_map(|(base, made)| one(base, made))
                .collect(),
            Mark::Horn => self.horns(),
            Mark::Breve => one('a', 'ă').into_iter().collect(),
            Mark::HornOrBreve => self.horns().into_iter().chain(one('a', 'ă')).collect(),
            Mark::Stroke => {
                let initial = 0..nucleus.start;
                let d = initial.rev().find(|&at| self.base_at(at) == Some('d'));
                d.map(|at| vec![(at, 'đ')]).into_iter().collect()
            }
        }
    }

    /// Where a horn may go: on both of uo (on o alone in thuở, huơ), else on u, else on o.
    fn horns(&self) -> Vec<Vec<(usize, char)>> {
        let nucleus = self.nucleus();
        let is = |at: usize, base| self.base_at(at) == Some(base);
        let mut places = Vec::new();
        let pair =
            nucleus.clone().find(|&at| is(at, 'u') && at + 1 < nucleus.end && is(at + 1, 'o'));
        if let Some(at) = pair {
            let open = at + 2 == self.signs.len();
            let initial: String =
                self.signs.iter().take(nucleus.start).map(|sign| sign.letter).collect();
            if open
                && matches!(initial.as_str(), "h" | "kh" | "th")
                && self.letters_are(at, ['u', 'o'])
            {
                places.push(vec![(at + 1, 'ơ')]);
            }
            places.push(vec![(at, 'ư'), (at + 1, 'ơ')]);
        }
        places.extend(nucleus.clone().find(|&at| is(at, 'u')).map(|at| vec![(at, 'ư')]));
        places.extend(nucleus.clone().find(|&at| is(at, 'o')).map(|at| vec![(at, 'ơ')]));
        places
    }

    fn with_marks(&self, marks: &[(usize, char)]) -> Self {
        let mut word = Self { lone_w: false, ..self.clone() };
        for &(at, letter) in marks {
            if let Some(sign) = word.signs.get_mut(at) {
                sign.letter = letter;
            }
        }
        word
    }

    fn base_at(&self, at: usize) -> Option<char> {
        self.signs.get(at).map(|sign| sign.base())
    }

    fn letters_are(&self, at: usize, letters: [char; 2]) -> bool {
        let there = self.signs.iter().skip(at).map(|sign| sign.letter);
        there.take(2).eq(letters)
    }

    fn is_possible(&self) -> bool {
        let letters: String = self.signs.iter().map(|sign| sign.letter).collect();
        syllable::may_become(&letters, self.tone)
    }

    /// The vowels that carry marks and tone: not the u of qu, the i of gia, the y of Yă.
    fn nucleus(&self) -> std::ops::Range<usize> {
        let vowel = |at: usize| self.signs.get(at).is_some_and(|sign| sign.is_vowel());
        let mut start = self.signs.iter().take_while(|sign| !sign.is_vowel()).count();
        let before = start.checked_sub(1).and_then(|at| self.base_at(at));
        let glide = match (before, self.base_at(start)) {
            (Some('q'), Some('u')) => true,
            (Some('g'), Some('i')) => start == 1,
            (None, Some('y')) => self.base_at(1) != Some('e'),
            _ => false,
        };
        if glide && vowel(start + 1) {
            start += 1;
        }
        let length = self.signs.iter().skip(start).take_while(|sign| sign.is_vowel()).count();
        start..start + length
    }

    /// The letter that carries the tone.
    fn tone_place(&self) -> Option<usize> {
        let nucleus = self.nucleus();
        let has_mark =
            |at: &usize| self.signs.get(*at).is_some_and(|sign| sign.letter != sign.base());
        if let Some(at) = nucleus.clone().rev().find(has_mark) {
            return Some(at);
        }
        let closed = nucleus.end < self.signs.len();
        match (nucleus.len(), closed) {
            (0, _) => None,
            (_, true) => Some(nucleus.end - 1),
            (1 | 2, false) => Some(nucleus.start),
            (_, false) => Some(nucleus.start + 1),
        }
    }
}
