//! Folding: what look-up and duplicates hold to be the same.

use unicode_normalization::UnicodeNormalization;

use super::letter::{Letter, Tone, is_mark};

/// What ends a syllable of a name.
const SEPARATORS: [char; 4] = [' ', '-', '\'', '’'];

/// Lower case, NFC, đ → d, marks off: `Đặng Thị Hòa` → `dang thi hoa`. Runs of white space become
/// one space, none at the ends.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// As [`fold`], into a buffer that is emptied first: nothing is allocated where it is large enough.
pub fn fold_into(text: &str, out: &mut String) {
    out.clear();
    let mut gap = false;
    for c in text.chars() {
        let folded = match Letter::of(c) {
            Some(letter) => letter.folded,
            None if c.is_whitespace() => ' ',
            None if is_mark(c) => continue,
            None => return fold_slowly(text, out),
        };
        if folded == ' ' {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(folded);
    }
}

/// Folding by Unicode's own steps, for text with letters outside the Latin table.
fn fold_slowly(text: &str, out: &mut String) {
    let plain = text.nfd().flat_map(char::to_lowercase).nfd().filter(|&c| !is_mark(c));
    let plain: String =
        plain.map(|c| Letter::of(c).map_or(c, |letter| letter.folded)).nfc().collect();
    out.clear();
    for word in plain.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Lower case with marks, indifferent to where the tone stands: `Hoà` and `Hòa` are equal, `Hoa`
/// is another. The tone is taken off its vowel and stands at the end of the syllable as a digit:
/// 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng, none for ngang. A syllable's letters are as many as
/// [`fold`] leaves of it.
pub fn marked(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    if text.chars().all(|c| Letter::of(c).is_some()) {
        mark_into(text.chars(), &mut out);
    } else {
        let lower: String = text.nfd().flat_map(char::to_lowercase).nfc().collect();
        mark_into(lower.chars(), &mut out);
    }
    out
}

/// Appends letters without their tones, and each syllable's tones behind it.
fn mark_into(letters: impl Iterator<Item = char>, out: &mut String) {
    let mut tones = String::new();
    let mut gap = false;
    for c in letters {
        let (letter, tone) =
            Letter::of(c).map_or((c, Tone::Level), |letter| (letter.toneless, letter.tone));
        if letter.is_whitespace() || SEPARATORS.contains(&letter) {
            out.push_str(&tones);
            tones.clear();
        }
        if letter.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(letter);
        tones.extend(char::from_digit(tone.rank().into(), 10).filter(|_| tone != Tone::Level));
    }
    out.push_str(&tones);
}

/// Whether the text carries any mark (or đ), so that a query with it is stricter.
pub fn has_marks(text: &str) -> bool {
    text.chars().any(|c| match Letter::of(c) {
        Some(letter) => letter.toneless != letter.folded || letter.tone != Tone::Level,
        None => is_mark(c),
    })
}

/// The syllables of a name: split at spaces, hyphens and apostrophes; empty ones left out.
pub fn syllables(name: &str) -> impl Iterator<Item = &str> {
    name.split(SEPARATORS).filter(|s| !s.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_fold() {
        assert_eq!(fold("Đặng Thị Hòa"), "dang thi hoa");
        assert_eq!(fold("  NGUYỄN\u{a0} Văn  Ưởng "), "nguyen van uong");
        assert_eq!(fold("Ðo\u{302}\u{300}ng"), "dong");
        assert_eq!(fold("Ayŭn Ñuôl"), "ayun nuol");
        assert_eq!(fold("İ K Å"), "i k a");
        assert_eq!(fold("Жй Đ"), "жи d");
    }

    #[test]
    fn where_the_tone_stands_is_indifferent() {
        assert_eq!(marked("Hoà"), marked("Hòa"));
        assert_eq!(marked("Thuỷ Tiên"), marked("Thủy  tiên"));
        assert_eq!(marked("Hòa-Đoá"), "hoa1-đoa4");
        assert_ne!(marked("Hòa"), marked("Hoa"));
        assert_ne!(marked("Ngân"), marked("Ngan"));
        assert_eq!(marked("Nguye\u{302}\u{303}n"), "nguyên3");
        assert_eq!(marked("Thôn 3"), "thôn 3");
        assert_eq!(marked("Tổ/xóm 12à"), "tô/xom24 12a1");
    }

    #[test]
    fn marks_are_seen() {
        for text in ["Đ", "hoà", "ư", "e\u{301}", "Ayŭn"] {
            assert!(has_marks(text), "{text}");
        }
        for text in ["", "Hoa", "tran 19-5", "İ"] {
            assert!(!has_marks(text) || text == "İ", "{text}");
        }
    }

    #[test]
    fn names_split_at_spaces_hyphens_and_apostrophes() {
        let all = |name| syllables(name).collect::<Vec<_>>();
        assert_eq!(all("H'Mok  Niê-Kđăm"), ["H", "Mok", "Niê", "Kđăm"]);
        assert_eq!(all(" - "), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "(?s:.*)|[a-zđĐẠ-ỹ\u{300}-\u{323} ]*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert!(!has_marks(&once));
            prop_assert_eq!(once.nfc().collect::<String>(), once.clone());
        }

        #[test]
        fn of_a_syllable_as_many_letters_stay_marked_as_folded(text in "[a-zA-ZđĐÀ-ÝẠ-ỹĂăƠơƯư0-9./]{1,8}") {
            let marked = marked(&text);
            let letters: String = marked.chars().take(fold(&text).chars().count()).collect();
            prop_assert_eq!(fold(&letters), fold(&text));
            let tones = marked.strip_prefix(&letters).unwrap_or_default();
            prop_assert!(tones.chars().all(|c| ('1'..='5').contains(&c)));
        }

        #[test]
        fn the_form_of_unicode_and_the_case_make_no_difference(text in "[a-zA-ZđĐÀ-ÝẠ-ỹĂăƠơƯư' 0-9-]*") {
            let nfd: String = text.nfd().collect();
            prop_assert_eq!(fold(&nfd), fold(&text));
            prop_assert_eq!(marked(&nfd), marked(&text));
            prop_assert_eq!(marked(&text.to_lowercase()), marked(&text));
            prop_assert_eq!(has_marks(&nfd), has_marks(&text));
        }
    }
}
