//! The letters of the fonts of before, written down a second time and apart from the program's table:
//! by letter and tone, as their keyboards were learned.

use unicode_normalization::UnicodeNormalization;

/// A font of before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Old {
    Tcvn3,
    Vni,
}

/// Tones behind a vowel: none, grave, hook, tilde, acute, dot.
const TONES: [&str; 6] = ["", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"];

/// A vowel's codes in TCVN3 by tone; capitals have a code for their shape alone.
const TCVN3: &[(char, &str)] = &[
    ('a', "aµ¶·¸¹"),
    ('ă', "¨»¼½¾Æ"),
    ('â', "©ÇÈÉÊË"),
    ('e', "eÌÎÏÐÑ"),
    ('ê', "ªÒÓÔÕÖ"),
    ('i', "i×ØÜÝÞ"),
    ('o', "oßáâãä"),
    ('ô', "«åæçèé"),
    ('ơ', "¬êëìíî"),
    ('u', "uïñòóô"),
    ('ư', "\u{ad}õö÷øù"),
    ('y', "yúûüýþ"),
];
const TCVN3_CAPITALS: &[(char, char)] =
    &[('Ă', '¡'), ('Â', '¢'), ('Ê', '£'), ('Ô', '¤'), ('Ơ', '¥'), ('Ư', '¦'), ('Đ', '§')];

/// A vowel's codes in VNI by tone.
const VNI: &[(char, [&str; 6])] = &[
    ('a', ["a", "aø", "aû", "aõ", "aù", "aï"]),
    ('ă', ["aê", "aè", "aú", "aü", "aé", "aë"]),
    ('â', ["aâ", "aà", "aå", "aã", "aá", "aä"]),
    ('e', ["e", "eø", "eû", "eõ", "eù", "eï"]),
    ('ê', ["eâ", "eà", "eå", "eã", "eá", "eä"]),
    ('i', ["i", "ì", "æ", "ó", "í", "ò"]),
    ('o', ["o", "oø", "oû", "oõ", "où", "oï"]),
    ('ô', ["oâ", "oà", "oå", "oã", "oá", "oä"]),
    ('ơ', ["ô", "ôø", "ôû", "ôõ", "ôù", "ôï"]),
    ('u', ["u", "uø", "uû", "uõ", "uù", "uï"]),
    ('ư', ["ö", "öø", "öû", "öõ", "öù", "öï"]),
    ('y', ["y", "yø", "yû", "yõ", "yù", "î"]),
];

/// Every letter with its code, both cases. In TCVN3 a toned capital has none: it is written with the
/// small one, in a typeface of capitals.
pub fn letters(font: Old) -> Vec<(char, String)> {
    let toned = |letter: char, tone: usize| -> char {
        format!("{letter}{}", TONES[tone]).nfc().next().unwrap()
    };
    let mut all = Vec::new();
    match font {
        Old::Tcvn3 => {
            for (letter, codes) in TCVN3 {
                for (tone, code) in codes.chars().enumerate() {
                    all.push((toned(*letter, tone), code.to_string()));
                    if tone > 0 {
                        all.push((upper(toned(*letter, tone)), code.to_string()));
                    }
                }
            }
            all.push(('đ', "®".to_owned()));
            all.extend(TCVN3_CAPITALS.iter().map(|(letter, code)| (*letter, code.to_string())));
        }
        Old::Vni => {
            for (letter, codes) in VNI {
                for (tone, code) in codes.iter().enumerate() {
                    all.push((toned(*letter, tone), (*code).to_owned()));
                    all.push((upper(toned(*letter, tone)), code.to_uppercase()));
                }
            }
            all.push(('đ', "ñ".to_owned()));
            all.push(('Đ', "Ñ".to_owned()));
        }
    }
    all
}

fn upper(letter: char) -> char {
    letter.to_uppercase().next().unwrap()
}

/// A text in that font's codes.
pub fn encode(text: &str, font: Old) -> String {
    use std::collections::HashMap;
    use std::sync::LazyLock;
    type Codes = HashMap<char, String>;
    static OF: LazyLock<[Codes; 2]> =
        LazyLock::new(|| [Old::Tcvn3, Old::Vni].map(|font| letters(font).into_iter().collect()));
    let codes = &OF[usize::from(font == Old::Vni)];
    let code = |letter: char| codes.get(&letter).cloned().unwrap_or_else(|| letter.to_string());
    text.nfc().map(code).collect()
}
