//! The letters' codes, from one table: `data/tables/legacy_fonts.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Letter, its code in TCVN3 (toned capitals have none), its one or two codes in VNI-Windows.
static TABLE: LazyLock<Vec<(char, String, String)>> = LazyLock::new(|| {
    let rows = include_str!("../../../data/tables/legacy_fonts.csv").lines().skip(1);
    let one = |line: &str| {
        let mut cells = line.split(',');
        let letter = cells.next()?.chars().next()?;
        Some((letter, codes(cells.next()?), codes(cells.next()?)))
    };
    rows.filter_map(one).collect()
});

/// By one code.
static TCVN3: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let one = |(letter, code, _): &(char, String, String)| Some((code.chars().next()?, *letter));
    TABLE.iter().filter_map(one).collect()
});

/// By one or two codes.
static VNI: LazyLock<HashMap<(char, Option<char>), char>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    for (letter, _, codes) in TABLE.iter() {
        map.insert(pair(codes), *letter);
    }
    // The mark of a capital may be written small and the other way round.
    for (letter, _, codes) in TABLE.iter() {
        if let (base, Some(mark)) = pair(codes) {
            let small = mark.is_lowercase();
            let other = if small { mark.to_uppercase().next() } else { mark.to_lowercase().next() };
            map.entry((base, other)).or_insert(*letter);
        }
    }
    map
});

/// Punctuation that the Western code page has beside Latin-1, and that stays what it is.
const PUNCTUATION: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

/// `61F8`
fn codes(hex: &str) -> String {
    let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    (0..hex.len()).step_by(2).filter_map(byte).map(char::from).collect()
}

fn pair(codes: &str) -> (char, Option<char>) {
    let mut codes = codes.chars();
    (codes.next().unwrap_or_default(), codes.next())
}

/// Whether every character can be a code of such a font.
pub(super) fn all_are_codes(text: &str) -> bool {
    text.chars().all(|c| u32::from(c) <= 0xff || PUNCTUATION.contains(c))
}

/// Whether every letter of a text is a code of TCVN3: `à` is none.
pub(super) fn is_tcvn3(text: &str) -> bool {
    let letter = |c: char| !c.is_ascii() && c.is_alphabetic();
    text.chars().filter(|c| letter(*c)).all(is_tcvn3_letter)
}

/// Whether a character is the code of a letter in TCVN3.
pub(super) fn is_tcvn3_letter(c: char) -> bool {
    TCVN3.contains_key(&c)
}

/// Letter by letter.
pub(super) fn from_tcvn3(text: &str) -> String {
    text.chars().map(|c| TCVN3.get(&c).copied().unwrap_or(c)).collect()
}

/// A letter and its mark together, then what stands alone.
pub(super) fn from_vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let mark = rest.peek().copied().filter(|mark| !mark.is_ascii());
        let both = mark.and_then(|mark| VNI.get(&(c, Some(mark))));
        if both.is_some() {
            rest.next();
        }
        out.push(both.or_else(|| VNI.get(&(c, None))).copied().unwrap_or(c));
    }
    out
}

/// The other way; a toned capital becomes the small letter's code, as those fonts have it.
pub(super) fn to_tcvn3(text: &str) -> String {
    let code = |c: char| {
        let own = |c: char| TABLE.iter().find(|(l, code, _)| *l == c && !code.is_empty());
        let small = || c.to_lowercase().next().and_then(own);
        own(c).or_else(small).and_then(|(_, code, _)| code.chars().next()).unwrap_or(c)
    };
    text.chars().map(code).collect()
}

/// Whether every mark of a text belongs to a letter before it: of "Lê" it does not.
pub(super) fn is_vni(text: &str) -> bool {
    let codes = text.to_lowercase();
    to_vni(&from_vni(&codes)) == codes
}

/// By letter.
static LETTERS: LazyLock<HashMap<char, &'static str>> =
    LazyLock::new(|| TABLE.iter().map(|(letter, _, codes)| (*letter, codes.as_str())).collect());

/// The other way.
pub(super) fn to_vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match LETTERS.get(&c) {
            Some(codes) => out.push_str(codes),
            None => out.push(c),
        }
    }
    out
}
