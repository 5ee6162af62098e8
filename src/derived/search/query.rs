//! What a typed question means.
//!
//! A question is words in any order. Each must be met by a syllable of its own, by the year, or
//! by an exact key; so a word that is typed twice must stand there twice. A word with marks is
//! held to its marks. In the whole question one slip of the finger is forgiven.

use super::slots;
use super::words::Syllable;
use crate::text::fold;

/// Words of a question that are looked at; what is typed beyond is ignored.
const MOST_WORDS: usize = 32;
/// Letters a word needs before a slip in it is forgiven.
const SLIP_FROM: usize = 4;
/// A year as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// 1954.
    Whole(u16),
    /// 54, of any century.
    OfCentury(u16),
}

impl Year {
    fn of(digits: &str) -> Option<Self> {
        let number = Some(digits).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        match (digits.len(), number?.parse().ok()?) {
            (4, year) => Some(Self::Whole(year)),
            (2, year) => Some(Self::OfCentury(year)),
            _ => None,
        }
    }

    /// Of a date: 12/03/1961, 05/1954, 12/3/61, 1961-03-12.
    fn of_date(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
        let is_small = |part: &&str| (1..=2).contains(&part.len());
        let year = match parts.as_slice() {
            [year, rest @ ..]
                if year.len() == 4 && !rest.is_empty() && rest.iter().all(is_small) =>
            {
                year
            }
            [rest @ .., year]
                if year.len() == 4 && !rest.is_empty() && rest.iter().all(is_small) =>
            {
                year
            }
            [_, _, year] if parts.iter().all(is_small) => year,
            _ => return None,
        };
        let all = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        Self::of(year).filter(|_| all)
    }

    /// The years it means.
    pub(super) fn all(self) -> impl Iterator<Item = u16> {
        let (first, last) = match self {
            Self::Whole(year) => (year, year),
            Self::OfCentury(year) => (year, u16::MAX),
        };
        (first..=last).step_by(100).filter(move |year| self.is(*year))
    }

    /// Whether it means that year (0: none).
    pub(super) fn is(self, year: u16) -> bool {
        match self {
            Self::Whole(whole) => year == whole,
            Self::OfCentury(short) => year != 0 && year % 100 == short,
        }
    }
}

/// How a syllable meets a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is the word.
    Whole,
    /// It begins with the word.
    Begins,
    /// It is the word but for one slip.
    Slip,
}

/// A word of a question.
#[derive(Clone, Debug)]
pub(super) struct Word {
    syllable: Option<Syllable>,
    /// Typed with marks, and held to them.
    strict: bool,
    /// The year it may mean.
    pub(super) year: Option<Year>,
}

impl Word {
    /// How a syllable meets it.
    pub(super) fn fit(&self, of: &Syllable) -> Option<Fit> {
        let word = self.syllable.as_ref()?;
        if self.strict {
            let begins = of.letters.starts_with(&word.letters)
                && (word.tones.is_empty() || word.tones == of.tones);
            let whole = word.letters == of.letters && word.tones == of.tones;
            return if whole { Some(Fit::Whole) } else { begins.then_some(Fit::Begins) };
        }
        if let Some(rest) = of.folded.strip_prefix(word.folded.as_str()) {
            return Some(if rest.is_empty() { Fit::Whole } else { Fit::Begins });
        }
        is_one_slip(&word.folded, &of.folded).then_some(Fit::Slip)
    }
}

/// Whether two words of letters differ by one letter too many, too few or other, or by two
/// neighbours exchanged. The first letter must be right, or the first two exchanged.
fn is_one_slip(typed: &str, other: &str) -> bool {
    let first = typed.bytes().next() == other.bytes().next();
    let far = typed.len().abs_diff(other.len()) > 8;
    if far || (!first && typed.get(1..2) != other.get(..1)) {
        return false;
    }
    let mut typed: Vec<char> = typed.chars().collect();
    let mut other: Vec<char> = other.chars().collect();
    if typed.len() < SLIP_FROM || !typed.iter().all(|c| c.is_alphabetic()) || typed == other {
        return false;
    }
    while typed.last().is_some() && typed.last() == other.last() {
        typed.pop();
        other.pop();
    }
    let same = typed.iter().zip(&other).take_while(|(a, b)| a == b).count();
    match (typed.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default()) {
        ([a, b], [c, d]) => a == d && b == c,
        ([_], [_] | []) | ([], [_]) => first,
        _ => false,
    }
}

/// An exact key that may stand for words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Exact {
    /// The words it stands for, a bit each.
    pub(super) words: u32,
    /// What is asked for.
    pub(super) what: Asked,
}

/// What kind of exact key is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A number, or its last digits.
    Number(String),
    /// A code's letters and digits.
    Code(String),
    /// A short code or its beginning.
    Short(String),
}

/// A question taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    /// Its words.
    pub(super) words: Vec<Word>,
    /// Exact keys that may stand for some of the words.
    pub(super) exact: Vec<Exact>,
}

impl Question {
    /// Takes a typed text apart.
    pub(super) fn new(text: &str) -> Self {
        let mut question = Self::default();
        let parts: Vec<&str> = text
            .split_whitespace()
            .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|part| !part.is_empty())
            .collect();
        for part in &parts {
            question.take(part);
        }
        // A telephone number typed in groups.
        let digits: String = parts.concat().chars().filter(char::is_ascii_digit).collect();
        let is_number = |c: char| c.is_ascii_digit() || !c.is_alphanumeric();
        if parts.len() > 1
            && digits.len() >= 8
            && parts.iter().all(|part| part.chars().all(is_number))
        {
            let all = question.all();
            question.number(all, digits);
        }
        question
    }

    fn take(&mut self, part: &str) {
        let before = self.words.len();
        if let Some(year) = Year::of_date(part) {
            self.words.push(Word { syllable: None, strict: false, year: Some(year) });
        } else {
            let is_one = fold::syllables(part).count() == 1;
            for text in fold::syllables(part) {
                let Some(syllable) = Syllable::of(text) else { continue };
                let year = is_one.then(|| Year::of(&syllable.folded)).flatten();
                self.words.push(Word {
                    strict: fold::has_marks(text),
                    syllable: Some(syllable),
                    year,
                });
            }
        }
        self.words.truncate(MOST_WORDS);
        let words = self.all() & !bits(before);
        let plain = slots::plain(part);
        if words == 0 || plain.is_empty() {
            return;
        }
        if slots::is_number(&plain) {
            self.number(words, plain);
        } else {
            self.exact.push(Exact { words, what: Asked::Code(plain) });
        }
        let short = slots::typed_short(part);
        if is_short(part, &short) {
            self.exact.push(Exact { words, what: Asked::Short(short) });
        }
    }

    fn number(&mut self, words: u32, digits: String) {
        if let Some(rest) = digits.strip_prefix("84")
            && digits.len() == 11
        {
            self.exact.push(Exact { words, what: Asked::Number(format!("0{rest}")) });
        }
        if slots::is_number(&digits) {
            self.exact.push(Exact { words, what: Asked::Number(digits) });
        }
    }

    /// A bit for every word.
    pub(super) fn all(&self) -> u32 {
        bits(self.words.len())
    }
}

fn bits(count: usize) -> u32 {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    1u32.checked_shl(count).map_or(u32::MAX, |bit| bit.saturating_sub(1))
}

/// Whether a word is meant as a short code: `H7K2-04M…`, at least seven letters and digits
/// mixed, or all ten. Names look otherwise.
fn is_short(typed: &str, short: &str) -> bool {
    let len = short.chars().count();
    let has_digit = short.chars().any(|c| c.is_ascii_digit());
    let has_letter = short.chars().any(|c| c.is_ascii_alphabetic());
    let has_dash = typed.chars().nth(4) == Some('-');
    len == 10
        || (5..10).contains(&len) && has_dash
        || (7..10).contains(&len) && has_digit && has_letter
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edits(a: &[char], b: &[char]) -> usize {
        match (a, b) {
            ([], rest) | (rest, []) => rest.len(),
            ([x, a @ ..], [y, b @ ..]) if x == y => edits(a, b),
            ([x, a1 @ ..], [y, b1 @ ..]) => {
                let mut least = edits(a1, b).min(edits(a, b1)).min(edits(a1, b1));
                if let ([x2, a2 @ ..], [y2, b2 @ ..]) = (a1, b1)
                    && x == y2
                    && y == x2
                {
                    least = least.min(edits(a2, b2));
                }
                least + 1
            }
        }
    }

    proptest! {
        #[test]
        fn a_slip_is_one_edit_behind_the_first_letter(a in "[ah]{4,6}", b in "[ah]{1,7}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let (x, y) = (chars(&a), chars(&b));
            if x[0] == y[0] {
                prop_assert_eq!(is_one_slip(&a, &b), edits(&x, &y) == 1, "{} {}", a, b);
            }
        }
    }

    #[test]
    fn slips_of_the_finger() {
        for (typed, meant) in
            [("thnah", "thanh"), ("htanh", "thanh"), ("nguyn", "nguyen"), ("thuyy", "thuy")]
        {
            assert!(is_one_slip(typed, meant), "{typed}");
        }
        for (typed, other) in
            [("thanh", "khanh"), ("hoa", "hoan"), ("1954", "1945"), ("thanh", "thinhh")]
        {
            assert!(!is_one_slip(typed, other), "{typed}");
        }
    }

    #[test]
    fn years_and_dates() {
        assert_eq!(Year::of("1954"), Some(Year::Whole(1954)));
        assert_eq!(Year::of("54"), Some(Year::OfCentury(54)));
        assert_eq!(Year::of("954"), None);
        assert_eq!(Year::of_date("12/03/1961"), Some(Year::Whole(1961)));
        assert_eq!(Year::of_date("05/1954"), Some(Year::Whole(1954)));
        assert_eq!(Year::of_date("1954-05-12"), Some(Year::Whole(1954)));
        assert_eq!(Year::of_date("12.3.61"), Some(Year::OfCentury(61)));
        for other in ["0912.345.678", "12/3", "HP-00042", "a/b/1954", "1954"] {
            assert_eq!(Year::of_date(other), None, "{other}");
        }
    }

    #[test]
    fn what_looks_like_a_code_is_asked_as_one() {
        let asked = |text: &str| {
            Question::new(text).exact.into_iter().map(|exact| exact.what).collect::<Vec<_>>()
        };
        assert_eq!(asked("hoa"), [Asked::Code("hoa".into())]);
        assert_eq!(
            asked("H7K2-04M"),
            [Asked::Code("h7k204m".into()), Asked::Short("H7K204M".into())]
        );
        assert_eq!(asked("678"), [Asked::Number("678".into())]);
        assert_eq!(
            asked("+84912345678"),
            [Asked::Number("0912345678".into()), Asked::Number("84912345678".into())]
        );
        assert!(asked("0912 345 678").contains(&Asked::Number("0912345678".into())));
        assert_eq!(asked("54"), [Asked::Code("54".into())]);
    }
}
