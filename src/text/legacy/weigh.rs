//! Which reading of a text makes Vietnamese syllables.

use super::{Font, codes, convert};
use crate::text::fold::fold;
use crate::text::letter::{Letter, Tone};
use crate::text::syllable;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a text alone tells of its font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing: it has no letter that a font could have another for.
    Silent,
    /// Unicode: it has letters that no such font has codes for, or is Vietnamese as it stands.
    Unicode,
    /// That font: Vietnamese by its codes, and not as it stands. `sure` where more than one short
    /// word says so.
    Legacy {
        /// The font.
        font: Font,
        /// Whether it may be converted without its neighbours' word.
        sure: bool,
    },
    /// Vietnamese as it stands and by a font's codes: "Hoàng" is Hoàng or, in VNI, Hồng.
    Either,
    /// Vietnamese in no way: a foreign name.
    Neither,
}

/// Words that stand in most lists: one of them converted is as good as two others.
static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let rows = include_str!("../../../data/reference/surnames.csv").lines().skip(1);
    let names = rows.filter_map(|row| row.split(',').next());
    let marked = |name: &&str| !name.is_ascii();
    names.filter(marked).chain(["Văn", "Thị"]).map(str::to_lowercase).collect()
});

/// Which reading of `text` makes Vietnamese syllables.
pub fn weigh(text: &str) -> Reading {
    if text.is_ascii() {
        return Reading::Silent;
    }
    if !codes::all_are_codes(text) {
        return Reading::Unicode;
    }
    let plain = as_it_stands(text);
    if plain == Some(false) {
        return Reading::Silent;
    }
    let mut fits = Font::LEGACY.into_iter().filter_map(|font| Some((font, by_codes(text, font)?)));
    match (plain, fits.next(), fits.next()) {
        (Some(_), None, _) => Reading::Unicode,
        (Some(_), Some(_), _) => Reading::Either,
        (None, Some((font, weight)), None) => Reading::Legacy { font, sure: weight >= 2 },
        (None, Some((first, a)), Some((second, b))) => {
            let font = if b > a { second } else { first };
            Reading::Legacy { font, sure: a != b && a.max(b) >= 2 }
        }
        (None, None, _) => Reading::Neither,
    }
}

/// Whether every marked word is Vietnamese as it stands: None where one is not, false where there
/// is none (signs only).
fn as_it_stands(text: &str) -> Option<bool> {
    // A sign between letters (`V¨n`, `§ç`, `Ph¹m`) is no word of Unicode.
    let mut before = ' ';
    for c in text.chars().chain([' ']) {
        let sign = |c: char| !c.is_alphabetic() && codes::is_tcvn3_letter(c);
        if sign(c) && before.is_alphabetic() || sign(before) && c.is_alphabetic() {
            let quote = matches!((before, c), ('«', _) | (_, '»'));
            if !quote {
                return None;
            }
        }
        before = c;
    }
    let mut marked =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii()).peekable();
    let any = marked.peek().is_some();
    marked.all(is_syllable).then_some(any)
}

/// How much speaks for that font: its converted words, common ones and those with signs counted
/// double; None where one is no Vietnamese syllable.
fn by_codes(text: &str, font: Font) -> Option<usize> {
    let whole = if font == Font::Vni { codes::is_vni(text) } else { codes::is_tcvn3(text) };
    if !whole {
        return None;
    }
    let converted = convert(text, font);
    let mut weight = 0;
    let split = |c: char| c.is_ascii() && !c.is_ascii_alphabetic() || "–—‘’“”…\u{a0}".contains(c);
    for word in converted.split(split).filter(|word| !word.is_ascii()) {
        if word.chars().count() < 2 || !is_syllable(word) {
            return None;
        }
        weight += 1 + usize::from(COMMON.contains(&word.to_lowercase()));
    }
    let signs = text.chars().any(|c| !c.is_alphabetic() && codes::is_tcvn3_letter(c));
    (weight > 0).then_some(weight + usize::from(signs && font == Font::Tcvn3))
}

/// Whether a word, whatever its case, is one Vietnamese syllable.
pub(super) fn is_syllable(word: &str) -> bool {
    let (mut letters, mut tone) = (String::with_capacity(word.len()), Tone::Level);
    for c in word.chars() {
        let Some(letter) = Letter::of(c) else { return false };
        letters.push(letter.toneless);
        if letter.tone != Tone::Level {
            if tone != Tone::Level {
                return false;
            }
            tone = letter.tone;
        }
    }
    syllable::is_whole(&letters, tone)
}

/// Whether most words of a text are Vietnamese, marks or not: what a name of a person is known by.
pub fn is_vietnamese(text: &str) -> bool {
    let all = |word: &str| is_syllable(word) || fold(word).len() < 2;
    !text.trim().is_empty() && text.split_whitespace().all(all)
}
