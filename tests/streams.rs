//! What terminals and input methods send for a Vietnamese name, byte by byte, and the name that
//! must stand in the field and in the register.
mod desk;

use densach::app::Event;
use densach::keys::Key;
use densach::lang::Lang;
use densach::term::{Decoder, Input};
use desk::{Carrier, Desk, Pace};

/// Where values begin in a form's row.
const VALUE: usize = 21;

/// The reads a stream of the corpus stands for; `^\` is the key's own byte.
fn reads(text: &str) -> Vec<Vec<u8>> {
    let text = text.replace("^\\", "\\x1c");
    let mut reads = vec![Vec::new()];
    let mut rest = text.as_str();
    while let Some(letter) = rest.chars().next() {
        let last = reads.last_mut().unwrap();
        if letter == '¦' {
            reads.push(Vec::new());
        } else if let Some(hex) = rest.strip_prefix("\\x") {
            last.push(u8::from_str_radix(&hex[..2], 16).unwrap());
            rest = &hex[2..];
            continue;
        } else if let Some((code, after)) =
            rest.strip_prefix("\\u{").and_then(|code| code.split_once('}'))
        {
            last.extend(one(code).to_string().as_bytes());
            rest = after;
            continue;
        } else {
            last.extend(letter.to_string().as_bytes());
        }
        rest = &rest[letter.len_utf8()..];
    }
    reads
}

fn one(code: &str) -> char {
    char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()
}

/// A text of the corpus, its `\u{…}` as letters.
fn plain(text: &str) -> String {
    let text: String = text.replace("^\\", "");
    String::from_utf8(reads(&text).concat()).unwrap()
}

/// A clerk in the name's field of a new member.
fn at_the_name() -> Desk {
    let mut desk = Desk::new(Carrier::Direct, Pace::Burst, Lang::Vi);
    desk.keys("hoang phu<Enter><Enter>Lan<Enter>1");
    desk
}

/// Sets the inner method, at the start of a word.
fn method(desk: &mut Desk, method: &str) {
    let shown = match method {
        "telex" => "Gõ: TELEX",
        "vni" => "Gõ: VNI",
        _ => "Gõ: tắt",
    };
    for _ in 0..3 {
        if desk.rows()[0].ends_with(shown) {
            return;
        }
        desk.keys("<^\\>");
    }
    panic!("there is no method {method}: {}", desk.rows()[0]);
}

/// Each read as the program takes it: decoded, and all it brought handled.
fn send(desk: &mut Desk, decoder: &mut Decoder, bytes: &[u8]) {
    let mut inputs = decoder.feed(bytes);
    if decoder.waits() {
        inputs.extend(decoder.settle());
    }
    for input in inputs {
        desk.event(match input {
            Input::Key(key) => Event::Key(key),
            Input::Typed(text) => Event::Typed(text),
            Input::Paste(text) => Event::Paste(text),
        });
    }
    desk.settle();
}

/// What stands in the field that the cursor is in.
fn name(desk: &Desk) -> String {
    let rows = desk.rows();
    let row = rows.iter().find(|row| row.starts_with('>'));
    let row = row.unwrap_or_else(|| panic!("in no field:\n{}", rows.join("\n")));
    row.chars().skip(VALUE).collect()
}

/// Empties the field again.
fn clear(desk: &mut Desk) {
    desk.keys("<Home>");
    while !name(desk).is_empty() {
        desk.key(Key::Delete);
        desk.settle();
    }
}

#[test]
fn every_stream_gives_its_name() {
    let corpus = include_str!("streams.txt");
    let cases: Vec<[&str; 3]> = corpus
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let parts: Vec<&str> = line.split(" | ").collect();
            parts.try_into().unwrap_or_else(|_| panic!("three parts: {line}"))
        })
        .collect();
    assert!(cases.len() >= 60, "{}", cases.len());
    let mut desk = at_the_name();
    let mut wrong = Vec::new();
    for [inner, bytes, text] in cases {
        method(&mut desk, inner);
        let mut decoder = Decoder::default();
        for read in reads(bytes) {
            send(&mut desk, &mut decoder, &read);
        }
        let got = name(&desk);
        if got != plain(text) {
            wrong.push(format!("{inner} {bytes}: {got:?}, not {:?}", plain(text)));
            clear(&mut desk);
            continue;
        }
        // As written, to the letter, in the register too.
        desk.keys("<Enter><Enter>2<F9>");
        let saved = desk.records("member");
        assert!(
            saved.iter().any(|record| Desk::field(record, "full_name") == plain(text)),
            "{text} is not in the register:\n{}",
            desk.rows().join("\n")
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The letters a mark and a tone make of a vowel, with the keys of Telex and VNI for both.
fn letters() -> Vec<(char, String, String)> {
    let vowels = [
        ("a", "", "aàảãáạ"),
        ("a", "w8", "ăằẳẵắặ"),
        ("a", "a6", "âầẩẫấậ"),
        ("e", "", "eèẻẽéẹ"),
        ("e", "e6", "êềểễếệ"),
        ("i", "", "iìỉĩíị"),
        ("o", "", "oòỏõóọ"),
        ("o", "o6", "ôồổỗốộ"),
        ("o", "w7", "ơờởỡớợ"),
        ("u", "", "uùủũúụ"),
        ("u", "w7", "ưừửữứự"),
        ("y", "", "yỳỷỹýỵ"),
    ];
    let mut letters = vec![('đ', "dd".to_owned(), "d9".to_owned())];
    for (base, mark, toned) in vowels {
        let mut marks = mark.chars().map(String::from);
        let (telex, vni) = (marks.next().unwrap_or_default(), marks.next().unwrap_or_default());
        for (letter, (t, v)) in toned.chars().zip([
            ("", ""),
            ("f", "2"),
            ("r", "3"),
            ("x", "4"),
            ("s", "1"),
            ("j", "5"),
        ]) {
            if !letter.is_ascii() {
                letters.push((letter, format!("{base}{telex}{t}"), format!("{base}{vni}{v}")));
            }
        }
    }
    letters
}

#[test]
fn every_accented_letter_comes_through_however_it_is_sent() {
    let lower = letters();
    assert_eq!(2 * lower.len(), 134);
    let mut desk = at_the_name();
    // A field of words that are no name: there a small letter stays one.
    desk.keys("<Down><Down><Down><Down>");
    let mut wrong = Vec::new();
    for upper in [false, true] {
        for (letter, telex, vni) in &lower {
            let case = |text: &str| if upper { text.to_uppercase() } else { text.to_owned() };
            let letter = case(&letter.to_string());
            let apart: String =
                unicode_normalization::UnicodeNormalization::nfd(letter.as_str()).collect();
            let base = apart.chars().next().unwrap().to_string();
            for (inner, keys) in [
                ("telex", case(telex)),
                ("vni", case(vni)),
                ("off", letter.clone()),
                ("off", apart),
                ("off", format!("{base}\u{7f}{letter}")),
                ("off", format!("{base}\u{8}{letter}")),
            ] {
                method(&mut desk, inner);
                let mut decoder = Decoder::default();
                send(&mut desk, &mut decoder, keys.as_bytes());
                let got = name(&desk);
                if got != letter {
                    wrong.push(format!("{inner} {keys:?}: {got:?}, not {letter:?}"));
                }
                clear(&mut desk);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
