//! Which letters can be a Vietnamese syllable: initials and rhymes, with those of the minority
//! peoples' names and places. What fits none is a foreign word, which Telex and VNI leave alone.

use super::letter::{Letter, Tone};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a syllable may begin with.
const INITIALS: &[&str] = &[
    "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "p", "ph", "q", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// Initials of names of the Central Highlands and the North (Krông, Đrăng, Mlô, Kpă, Jút, Brếu).
const OTHER_INITIALS: &[&str] = &[
    "bb", "bh", "bl", "br", "chr", "dj", "djr", "dl", "dr", "đr", "gl", "gr", "hb", "hd", "hđ",
    "hl", "hm", "hn", "hr", "ht", "j", "jl", "jr", "kb", "kd", "kđ", "kl", "km", "kn", "kp", "kr",
    "ks", "kt", "md", "mđ", "mđr", "ml", "mn", "mr", "pl", "pn", "pr", "px", "rb", "rc", "rl",
    "rm", "rs", "rt", "rv", "sm", "sr", "tl", "xt", "y", "z",
];

/// The rhymes of Vietnamese.
const RHYMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm",
    "ăn", "ăng", "ăp", "ăt", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "e", "ec", "em",
    "en", "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "i", "ia",
    "ich", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "im", "in", "inh", "ip", "it", "iu",
    "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay",
    "oăc", "oăm", "oăn", "oăng", "oăt", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong",
    "ooc", "oong", "op", "ot", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ", "ơi", "ơm",
    "ơn", "ơp", "ơt", "u", "ua", "uân", "uâng", "uât", "uây", "uc", "uê", "uêch", "uên", "uênh",
    "ui", "um", "un", "ung", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "up", "ut", "uy",
    "uya", "uych", "uyên", "uyêt", "uyn", "uynh", "uyp", "uyt", "uyu", "ư", "ưa", "ưc", "ưi", "ưm",
    "ưn", "ưng", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu", "ưt", "ưu", "y", "yêm",
    "yên", "yêng", "yêt", "yêu",
];

/// Rhymes that only such names have (Đamb, Plei, Tênh, Ning, Rooi, Srônh, Chơng, Kuăng, Khươl).
const OTHER_RHYMES: &[&str] =
    &["amb", "ei", "êng", "iâu", "ing", "ooi", "ooih", "oăi", "ônh", "ơng", "uăng", "uch", "ươl"];

/// Vowels and finals that such names join freely (Đắk, Măih, Tẻh, Môl, Cuôr).
const OTHER_NUCLEI: &[&str] =
    &["a", "ă", "e", "ê", "i", "iê", "iơ", "o", "oa", "ô", "ơ", "u", "ua", "uê", "uô", "ư"];
const OTHER_FINALS: &[&str] = &["h", "ih", "k", "l", "r"];

/// Names written in one word of several syllables.
const WORDS: &[&str] =
    &["avương", "ađrơng", "bliă", "đakrông", "êban", "êbur", "ênuôl", "êwi", "pơnan", "sơmei"];

/// Names that hold keys of Telex as plain letters.
const LEFT: &[&str] = &["ksor"];

/// Whether the letters (lower case, without tone) with that tone can be the beginning of a
/// syllable; a letter may still lack its mark (`nguye` on the way to `nguyê`).
pub(super) fn may_become(letters: &str, tone: Tone) -> bool {
    let ends_in_stop = ["c", "ch", "k", "p", "t"].iter().any(|stop| letters.ends_with(stop));
    if ends_in_stop && matches!(tone, Tone::Grave | Tone::Hook | Tone::Tilde) {
        return false;
    }
    if WORDS.iter().any(|word| begins(word, letters)) {
        return true;
    }
    initials().any(|initial| initial.starts_with(letters))
        || is_rhyme(letters)
        || initials().any(|initial| letters.strip_prefix(initial).is_some_and(is_rhyme))
}

/// Whether the letters (lower case, without tone) with that tone are a whole Vietnamese syllable,
/// every mark where it belongs.
pub(super) fn is_whole(letters: &str, tone: Tone) -> bool {
    let ends_in_stop = ["c", "ch", "p", "t"].iter().any(|stop| letters.ends_with(stop));
    if ends_in_stop && !matches!(tone, Tone::Acute | Tone::Dot) {
        return false;
    }
    let rhyme = |rest: &str| WHOLE.contains(rest);
    // Of "giêng" and "gìn" the i is the initial's and the rhyme's: "g" takes both.
    rhyme(letters)
        || INITIALS.iter().any(|initial| letters.strip_prefix(initial).is_some_and(rhyme))
}

/// The rhymes, to be found at once.
static WHOLE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| RHYMES.iter().copied().collect());

/// Whether typed letters are a name that Telex must not touch.
pub(super) fn is_left(typed: &str) -> bool {
    LEFT.contains(&typed)
}

fn initials() -> impl Iterator<Item = &'static str> {
    INITIALS.iter().chain(OTHER_INITIALS).copied()
}

/// Whether the letters begin a rhyme.
fn is_rhyme(letters: &str) -> bool {
    let known = RHYMES.iter().chain(OTHER_RHYMES).any(|rhyme| begins(rhyme, letters));
    known
        || OTHER_NUCLEI
            .iter()
            .filter_map(|nucleus| rest_after(nucleus, letters))
            .any(|rest| OTHER_FINALS.iter().any(|last| last.starts_with(rest)))
}

/// Whether `whole` begins with the letters, marks not yet typed allowed to lack.
fn begins(whole: &str, letters: &str) -> bool {
    let mut rest = whole.chars();
    letters.chars().all(|typed| rest.next().is_some_and(|c| suits(typed, c)))
}

/// What follows `nucleus` in the letters.
fn rest_after<'a>(nucleus: &str, letters: &'a str) -> Option<&'a str> {
    let mut rest = letters.chars();
    let found = nucleus.chars().all(|c| rest.next().is_some_and(|typed| suits(typed, c)));
    found.then_some(rest.as_str())
}

/// Whether a typed letter stands for that one, or may still become it.
fn suits(typed: char, letter: char) -> bool {
    let marked = || Letter::of(letter).is_some_and(|letter| letter.folded == typed);
    typed == letter || (typed.is_ascii() && !letter.is_ascii() && marked())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_and_their_beginnings_are_possible() {
        for letters in
            ["ngh", "nghiêng", "nguye", "quynh", "gi", "giêng", "đăk", "kpă", "brêu", "krông"]
        {
            assert!(may_become(letters, Tone::Acute), "{letters}");
        }
        for letters in ["gôg", "ưang", "hưing", "ưil", "wang", "str", "êq", "kpaw"] {
            assert!(!may_become(letters, Tone::Level), "{letters}");
        }
        assert!(!may_become("hoc", Tone::Grave) && may_become("hoc", Tone::Dot));
    }
}
