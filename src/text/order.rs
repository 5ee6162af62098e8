//! Vietnamese order: letters a ă â b c d đ e ê …, then tones ngang < huyền < hỏi < ngã < sắc < nặng.

use unicode_normalization::UnicodeNormalization;

use super::letter::{Letter, Tone, is_mark};

/// Weights of the first level, in their order: end of a level, a gap between words, a number, a
/// letter of the alphabet (by its place, from 1), any other letter.
const END: u8 = 0;
const GAP: u8 = 1;
const NUMBER: u8 = 2;
const LETTER: u8 = 2;
const OTHER: u8 = 0xfe;

/// A byte key such that keys compare as whole texts do (unit names, villages): all letters first,
/// then all tones; case, punctuation and the place of a tone make no difference, and numbers count
/// by their size (Thôn 2 before Thôn 10).
pub fn key(text: &str) -> Vec<u8> {
    let mut key = Key::new(text);
    key.append(text);
    key.bytes
}

/// A byte key for persons: the given name completely (letters, then tones), then the family name,
/// then the middle.
pub fn person_key(full_name: &str) -> Vec<u8> {
    let name = full_name.trim();
    let (rest, given) = name.rsplit_once(char::is_whitespace).unwrap_or(("", name));
    let rest = rest.trim_end();
    let (family, middle) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let mut key = Key::new(full_name);
    for part in [given, family, middle] {
        key.append(part);
    }
    key.bytes
}

/// A key in the making.
struct Key {
    bytes: Vec<u8>,
    /// The tones of the syllables since the last end.
    tones: Vec<u8>,
}

impl Key {
    fn new(text: &str) -> Self {
        Self { bytes: Vec::with_capacity(text.len() + 12), tones: Vec::with_capacity(8) }
    }

    /// Appends the letters of `text`, an end, its syllables' tones, an end.
    fn append(&mut self, text: &str) {
        if text.chars().any(|c| Letter::of(c).is_none() && is_mark(c)) {
            self.append_composed(&text.nfc().collect::<String>());
        } else {
            self.append_composed(text);
        }
        self.bytes.push(END);
        self.bytes.append(&mut self.tones);
        self.bytes.push(END);
    }

    fn append_composed(&mut self, text: &str) {
        let mut tone = Tone::Level;
        let (mut begun, mut gap) = (false, false);
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            let letter = Letter::of(c).filter(|letter| letter.place > 0);
            if letter.is_none() && !c.is_alphanumeric() {
                gap = begun;
                continue;
            }
            if gap {
                self.tones.push(1 + std::mem::take(&mut tone).rank());
                self.bytes.push(GAP);
                gap = false;
            }
            begun = true;
            match letter {
                Some(letter) => {
                    self.bytes.push(LETTER + letter.place);
                    tone = tone.max(letter.tone);
                }
                None if c.is_ascii_digit() => {
                    let more = rest.as_str().trim_start_matches(|c: char| c.is_ascii_digit());
                    let more = rest.as_str().len() - more.len();
                    let digits = std::iter::once(c).chain(rest.by_ref().take(more));
                    append_number(digits, &mut self.bytes);
                }
                None => append_other(c, &mut self.bytes),
            }
        }
        self.tones.push(1 + tone.rank());
    }
}

/// A number sorts by how many digits it has, then by the digits; leading zeros do not count.
fn append_number(digits: impl Iterator<Item = char>, bytes: &mut Vec<u8>) {
    let digits: String = digits.skip_while(|c| *c == '0').collect();
    bytes.push(NUMBER);
    bytes.push(u8::try_from(digits.len()).unwrap_or(u8::MAX));
    bytes.extend_from_slice(digits.as_bytes());
}

/// Letters of other scripts stand behind, in the order of their code points.
fn append_other(c: char, bytes: &mut Vec<u8>) {
    for c in c.to_lowercase() {
        bytes.push(OTHER);
        bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ascending(key: fn(&str) -> Vec<u8>, texts: &[&str]) {
        for pair in texts.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{} before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn letters_then_tones() {
        ascending(
            key,
            &["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "o", "ô", "ơ", "u", "ư", "y"],
        );
        ascending(key, &["la", "là", "lả", "lã", "lá", "lạ", "lan", "làn", "lăn", "lân"]);
        ascending(key, &["ma ca", "mà ca", "ma cb", "mab"]);
        ascending(key, &["Thôn 2", "Thôn 10", "Thôn Đông", "Thôn Tây"]);
        assert_eq!(key("Hoà-bình"), key("HÒA  Bình"));
        assert_eq!(key("Thôn 03"), key("Thôn 3"));
    }

    #[test]
    fn persons_by_given_family_middle() {
        ascending(
            person_key,
            &[
                "Nguyễn Văn An",
                "Trần Thị An",
                "Đỗ Ân",
                "Lê Thị Hoa",
                "Lê Văn Hoa",
                "An Thị Hòa",
                "Lê Hòa",
                "Lê Ánh Hòa",
                "Lê Hoàn",
            ],
        );
        assert!(person_key("An") < person_key("Lê An"));
        ascending(person_key, &["", "A", "B"]);
    }

    proptest! {
        #[test]
        fn syllables_of_one_shape_compare_by_letters_then_tones(
            a in prop::sample::select("aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ".chars().enumerate().collect::<Vec<_>>()),
            b in prop::sample::select("aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ".chars().enumerate().collect::<Vec<_>>()),
            tail in "n|ng|",
        ) {
            let (x, y) = (format!("{}{tail}", a.1), format!("{}{tail}", b.1));
            prop_assert_eq!(key(&x).cmp(&key(&y)), a.0.cmp(&b.0), "{} {}", x, y);
        }

        #[test]
        fn form_case_and_spaces_do_not_move_a_text(text in "[a-zA-ZđĐÀ-ÃÈ-ÊẠ-ỹĂăƠơƯư 0-9]*") {
            let nfd: String = text.nfd().collect();
            prop_assert_eq!(key(&nfd), key(&text));
            prop_assert_eq!(key(&format!("  {} ", text.to_uppercase())), key(&text));
            prop_assert_eq!(person_key(&nfd), person_key(&text));
        }

        #[test]
        fn a_given_name_decides_before_all_else(
            a in "[a-cà-ã]{1,3}", b in "[a-cà-ã]{1,3}", x in "[a-z]{1,3} [a-z]{1,3}", y in "[a-z]{1,3}",
        ) {
            if key(&a) < key(&b) {
                let (first, second) = (format!("{x} {a}"), format!("{y} {b}"));
                prop_assert!(person_key(&first) < person_key(&second));
            }
        }

        #[test]
        fn any_text_has_a_key(text in "(?s:.*)") {
            prop_assert_eq!(key(&text).len() >= 2, true);
            prop_assert!(person_key(&text).len() >= 6);
        }
    }
}
