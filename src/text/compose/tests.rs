use std::collections::BTreeSet;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::text::letter::{Letter, Tone};
use crate::text::line::Line;

/// What a line holds after those keys, as the screens use the composer.
fn typed(method: Method, keys: &str) -> String {
    let mut composer = Composer::new(method);
    let mut line = Line::default();
    type_into(&mut composer, &mut line, keys);
    line.text().to_owned()
}

fn type_into(composer: &mut Composer, line: &mut Line, keys: &str) {
    for key in keys.chars() {
        match composer.push(key, line.word()) {
            Some(word) => line.replace_word(&word),
            None => line.insert(key.encode_utf8(&mut [0; 4])),
        }
    }
}

/// The keys of a word: each mark right behind its letter, the tone behind the word or its vowel;
/// a plain letter that is a key of Telex is typed twice.
fn keys_of(word: &str, method: Method, tone_last: bool) -> String {
    let mut keys = String::new();
    let mut last = None;
    for c in word.chars() {
        let letter = Letter::of(c).unwrap();
        keys.push(if c.is_uppercase() {
            letter.folded.to_ascii_uppercase()
        } else {
            letter.folded
        });
        let mark = match (letter.toneless, method) {
            ('â' | 'ê' | 'ô', Method::Telex) => Some(letter.folded),
            ('ă' | 'ơ' | 'ư', Method::Telex) => Some('w'),
            ('đ', Method::Telex) => Some('d'),
            ('â' | 'ê' | 'ô', _) => Some('6'),
            ('ơ' | 'ư', _) => Some('7'),
            ('ă', _) => Some('8'),
            ('đ', _) => Some('9'),
            _ => None,
        };
        keys.extend(mark);
        let vowel_before =
            keys.chars().rev().skip(1).any(|c| "aeiouyw".contains(c.to_ascii_lowercase()));
        let key =
            "sfrxjz".contains(c) || (letter.toneless == 'o' && keys.to_lowercase().ends_with("oo"));
        if method == Method::Telex && vowel_before && key {
            keys.push(letter.folded);
        }
        let tone = match (letter.tone, method) {
            (Tone::Level, _) => None,
            (Tone::Grave, Method::Telex) => Some('f'),
            (Tone::Hook, Method::Telex) => Some('r'),
            (Tone::Tilde, Method::Telex) => Some('x'),
            (Tone::Acute, Method::Telex) => Some('s'),
            (Tone::Dot, Method::Telex) => Some('j'),
            (tone, _) => ['0', '2', '3', '4', '1', '5'].get(usize::from(tone.rank())).copied(),
        };
        if tone_last {
            last = last.or(tone);
        } else {
            keys.extend(tone);
        }
    }
    keys.extend(last);
    keys
}

/// The tone moved to where the old style puts it, for words of tables that have the new one.
fn old_style(word: &str) -> String {
    Word::of(word).map_or_else(|| word.to_owned(), |word| word.text())
}

fn words_of(table: &str) -> BTreeSet<String> {
    let words = table.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(|word| old_style(&word.nfc().collect::<String>())).collect()
}

/// Types every word in both methods, the tone in both places; the words that came out otherwise.
fn wrong(words: &BTreeSet<String>) -> Vec<String> {
    let ways = [Method::Telex, Method::Vni].map(|method| [(method, true), (method, false)]);
    let mut wrong = Vec::new();
    for word in words {
        for &(method, tone_last) in ways.iter().flatten() {
            let keys = keys_of(word, method, tone_last);
            let made = typed(method, &keys);
            if made != *word {
                wrong.push(format!("{word}: {keys} -> {made}"));
            }
        }
    }
    wrong
}

#[test]
fn every_name_of_the_tables_comes_out_right() {
    let mut words = BTreeSet::new();
    for table in [
        include_str!("../../../data/reference/surnames.csv"),
        include_str!("../../../data/reference/given_male.csv"),
        include_str!("../../../data/reference/given_female.csv"),
        include_str!("../../../data/reference/provinces_old.csv"),
    ] {
        words.extend(words_of(&table.split_once('\n').unwrap().1.replace("BR", "")));
    }
    assert!(words.len() > 140);
    assert_eq!(wrong(&words), Vec::<String>::new());
}

#[test]
fn a_tone_may_be_typed_anywhere_behind_its_vowel() {
    let table = include_str!("../../../data/reference/communes_2025.csv");
    for word in words_of(table.split_once('\n').unwrap().1).into_iter().step_by(3) {
        let plain = keys_of(&word, Method::Vni, true);
        let Some(tone) = plain.chars().last().filter(|c| "12345".contains(*c)) else { continue };
        let telex = ['s', 'f', 'r', 'x', 'j'][tone.to_digit(10).unwrap() as usize - 1];
        for (method, tone) in [(Method::Vni, tone), (Method::Telex, telex)] {
            let mut keys = keys_of(&word, method, true);
            keys.pop();
            let vowel = keys.find(|c| "aeouyAEOUY".contains(c)).or(keys.find(['i', 'I'])).unwrap();
            for at in vowel + 1..=keys.len() {
                let mut keys = keys.clone();
                keys.insert(at, tone);
                assert_eq!(typed(method, &keys), word, "{keys}");
            }
        }
    }
}

#[test]
fn the_words_of_the_communes_come_out_right() {
    let table = include_str!("../../../data/reference/communes_old.csv");
    let mut words = words_of(table.split_once('\n').unwrap().1);
    // What only the raw keys, or another order of keys, can make of these is no syllable.
    for odd in ["Wa", "Wer", "Dêê", "Lêê", "Êê", "Pơơ", "Nguơn", "Kuăng", "Đakrông"] {
        words.remove(odd);
    }
    assert!(words.len() > 1_900);
    assert_eq!(wrong(&words), Vec::<String>::new());
}

#[test]
fn the_weak_spots_of_other_engines() {
    for (keys, made) in [
        ("Kpaw", "Kpă"),
        ("K'Breesu", "K'Brếu"),
        ("Wang", "Wang"),
        ("Willy", "Willy"),
        ("Hwing", "Hwing"),
        ("Ddawks Lawks", "Đắk Lắk"),
        ("google", "google"),
        ("Ksor", "Ksor"),
        ("password", "password"),
        ("Ddakroong Wer", "Đakrông Wer"),
        ("Kroong Puks", "Krông Púk"),
        ("Mloo H'Mok Niee Kddawm", "Mlô H'Mok Niê Kđăm"),
    ] {
        assert_eq!(typed(Method::Telex, keys), made, "{keys}");
    }
}

#[test]
fn telex_as_clerks_know_it() {
    for (keys, made) in [
        ("Nguyeenx Thij Hoaf", "Nguyễn Thị Hòa"),
        ("Nguyenex nguyenxe", "Nguyễn nguyễn"),
        ("Ddoox DDucws ddungs Dungd", "Đỗ Đức đúng Đung"),
        (
            "thuyr khuyur ngoaif quys giaf gif gins giuwx giuwowngf",
            "thủy khuỷu ngoài quý già gì gín giữ giường",
        ),
        (
            "thuowr huow nguwowif nguowif truongwf muaw quaw quow",
            "thuở huơ người người trường mưa quă quơ",
        ),
        ("thuowng thuowngj", "thương thượng"),
        ("Phuwong Nguwoif Giuwongf huwou dduwocj", "Phương Người Giường hươu được"),
        ("w wng tw uw", "ư ưng tư ư"),
        ("hoass hoaff aaa ddd aww oww uww ww eee", "hoas hoaf aa dd aw ow uw w ee"),
        ("booongf xooong", "boòng xoong"),
        ("hoasf hoasz HOAF hOAF", "hòa hoa HÒA hÒA"),
        ("ngoaof khoeof yeeus yeenr", "ngoào khoèo yếu yển"),
        ("Thoon3 a1", "Thôn3 a1"),
        ("hocf test David", "hocf tét David"),
        ("QDD 27/QDD-UBND HDDND DDH LDDLDD", "QĐ 27/QĐ-UBND HĐND ĐH LĐLĐ"),
    ] {
        assert_eq!(typed(Method::Telex, keys), made, "{keys}");
    }
}

#[test]
fn vni_as_clerks_know_it() {
    for (keys, made) in [
        ("Nguye6n4 Thi5 Hoa2", "Nguyễn Thị Hòa"),
        ("D9a81k D9ak81 Nguyen64", "Đắk Đắk Nguyễn"),
        ("Tru7o7ng2 truong72 thuo73 huong7", "Trường trường thuở hương"),
        ("Phu7ong Tru7o7ng2 ngu7oi2 d9u7oc5", "Phương Trường người được"),
        ("hoa11 a66 d99 hoa10 u77", "hoa1 a6 d9 hoa u7"),
        ("Tho6n 3 To63 12", "Thôn 3 Tổ 12"),
        ("Wang google", "Wang google"),
    ] {
        assert_eq!(typed(Method::Vni, keys), made, "{keys}");
    }
}

#[test]
fn nothing_is_composed_while_it_is_off() {
    assert_eq!(typed(Method::Off, "Hoaf a1 ddaa"), "Hoaf a1 ddaa");
}

#[test]
fn after_an_erasure_the_letters_that_stand_there_are_taken_up() {
    let mut composer = Composer::new(Method::Telex);
    let mut line = Line::default();
    type_into(&mut composer, &mut line, "Nguyeenn");
    assert!(line.backspace());
    composer.reset();
    type_into(&mut composer, &mut line, "x");
    assert_eq!(line.text(), "Nguyễn");
    assert!(line.backspace() && line.backspace());
    composer.reset();
    type_into(&mut composer, &mut line, "eetj");
    assert_eq!(line.text(), "Nguyệt");
    let mut line = Line::new("Le Thi Hoa");
    line.set_cursor(2);
    composer.reset();
    type_into(&mut composer, &mut line, "e");
    assert_eq!((line.text(), line.cursor()), ("Lê Thi Hoa", 2));
}

#[test]
fn raw_keys_stand_until_the_word_ends() {
    let mut composer = Composer::new(Method::Telex);
    let mut line = Line::default();
    type_into(&mut composer, &mut line, "Moscow");
    assert_eq!(composer.raw().as_deref(), Some("Moscow"));
    line.replace_word("Moscow");
    type_into(&mut composer, &mut line, "s Hoaf");
    assert_eq!(line.text(), "Moscows Hòa");
    composer.reset();
    assert_eq!(composer.raw(), None);
}

#[test]
fn the_engine_of_the_vi_crate_agrees_on_names() {
    for table in ["surnames", "given_male", "given_female"] {
        let path = format!("{}/data/reference/{table}.csv", env!("CARGO_MANIFEST_DIR"));
        for word in words_of(std::fs::read_to_string(path).unwrap().split_once('\n').unwrap().1) {
            for (method, definition) in [(Method::Telex, &vi::TELEX), (Method::Vni, &vi::VNI)] {
                let keys = keys_of(&word, method, true);
                let mut theirs = String::new();
                let style = vi::processor::AccentStyle::Old;
                vi::transform_buffer_with_style(definition, style, keys.chars(), &mut theirs);
                assert_eq!(typed(method, &keys), theirs, "{keys}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_keys_leave_one_composed_line(keys in "[a-zA-Z0-9' ]{0,12}|[aeiouydwsfrxjzngh]{0,10}", vni: bool) {
        let method = if vni { Method::Vni } else { Method::Telex };
        let made = typed(method, &keys);
        prop_assert_eq!(made.nfc().collect::<String>(), made.clone());
        prop_assert!(made.chars().count() <= keys.chars().count());
        prop_assert_eq!(made.split(' ').count(), keys.split(' ').count());
    }

    #[test]
    fn raw_gives_the_keys_back(keys in "[a-zA-Z]{1,8}") {
        let mut composer = Composer::new(Method::Telex);
        let mut line = Line::default();
        type_into(&mut composer, &mut line, &keys);
        prop_assert_eq!(composer.raw(), Some(keys));
    }

    #[test]
    fn keys_of_no_method_pass(keys in "[bcghklmnpqtv]{0,6}") {
        prop_assert_eq!(typed(Method::Telex, &keys), keys);
    }
}
