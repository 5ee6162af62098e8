//! The other way round: which Telex keys make a text. So that what a clerk would key can be counted.

use super::{Composer, Method};
use crate::text::letter::{Letter, Tone};

/// Where the tone's key is typed, and whether ư and ơ side by side share one `w`.
const ORDERS: [(bool, bool); 4] = [(true, true), (true, false), (false, true), (false, false)];

/// The fewest keys that make the text, word by word; None where Telex cannot make it.
pub fn telex(text: &str) -> Option<String> {
    // A word is letters only, as the line has it that Telex composes in.
    let pieces = text.split_inclusive(|c: char| !c.is_alphabetic());
    let piece = |piece: &str| {
        let letters = piece.trim_end_matches(|c: char| !c.is_alphabetic());
        let rest = piece.get(letters.len()..).filter(|rest| rest.is_ascii())?;
        Some(word(letters)? + rest)
    };
    pieces.map(piece).collect()
}

fn word(wanted: &str) -> Option<String> {
    let orders = ORDERS.iter().map(|(last, shared)| in_order(wanted, *last, *shared));
    let mut ways: Vec<String> = [wanted.to_owned()].into_iter().chain(orders).collect();
    ways.retain(|keys| keys.is_ascii() && made(keys, Method::Telex) == wanted);
    ways.into_iter().min_by_key(String::len)
}

fn in_order(wanted: &str, tone_last: bool, shared: bool) -> String {
    let (mut keys, mut tone) = (String::new(), None);
    let mut letters = wanted.chars().peekable();
    while let Some(c) = letters.next() {
        let Some(letter) = Letter::of(c).filter(|_| !c.is_ascii()) else {
            keys.push(c);
            continue;
        };
        let upper = c.is_uppercase();
        keys.push(if upper { letter.folded.to_ascii_uppercase() } else { letter.folded });
        let next = letters.peek().and_then(|next| Letter::of(*next));
        let horns = letter.toneless == 'ư' && next.is_some_and(|next| next.toneless == 'ơ');
        match letter.toneless {
            'ư' if shared && horns => {}
            'ă' | 'ơ' | 'ư' => keys.push('w'),
            'đ' if wanted.chars().count() > 1 && wanted.chars().all(char::is_uppercase) => {
                keys.push('D');
            }
            'â' | 'ê' | 'ô' | 'đ' => keys.push(letter.folded),
            _ => {}
        }
        let key = match letter.tone {
            Tone::Level => continue,
            Tone::Grave => 'f',
            Tone::Hook => 'r',
            Tone::Tilde => 'x',
            Tone::Acute => 's',
            Tone::Dot => 'j',
        };
        if tone_last { tone = Some(key) } else { keys.push(key) }
    }
    keys.extend(tone);
    keys
}

/// What keys make that were typed where nothing was composed.
pub fn composed(keys: &str, method: Method) -> String {
    let words = keys.split_inclusive(char::is_whitespace);
    words.map(|word| made(word, method)).collect()
}

/// What the keys of a word make.
fn made(keys: &str, method: Method) -> String {
    let mut composer = Composer::new(method);
    let mut word = String::new();
    for key in keys.chars() {
        match composer.push(key, &word) {
            Some(composed) => word = composed,
            None => word.push(key),
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_typed_elsewhere_are_read_afterwards() {
        assert_eq!(composed("bor nhaps", Method::Telex), "bỏ nháp");
        assert_eq!(composed("bo3 nha1p 2", Method::Vni), "bỏ nháp 2");
        assert_eq!(composed("bo nhap", Method::Telex), "bo nhap");
    }

    #[test]
    fn the_fewest_keys_make_the_text() {
        let cases = [
            ("Nguyễn Thị Hòa", "Nguyeenx Thij Hoaf"),
            ("Đỗ Văn Được", "Ddoox Vawn Dduowcj"),
            ("27/QĐ-HKH", "27/QDD-HKH"),
            ("Dương Ất", "Duowng Aats"),
            ("Giáo viên, THCS Phú Khê", "Giaos vieen, THCS Phus Khee"),
            ("CH01", "CH01"),
        ];
        for (text, keys) in cases {
            assert_eq!(telex(text).as_deref(), Some(keys), "{text}");
        }
        assert_eq!(telex("ß"), None);
    }
}
