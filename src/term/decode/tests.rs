//! Known sequences, whole and split everywhere, and anything at all.

use super::*;
use proptest::prelude::*;

fn keys(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut found = decoder.feed(bytes);
    found.extend(decoder.settle());
    found
}

fn key(key: Key) -> Vec<Input> {
    vec![Input::Key(key)]
}

/// Every sequence that stands for one key, and that key.
fn table() -> Vec<(Vec<u8>, Key)> {
    let mut table = Vec::new();
    let mut add = |bytes: &str, key| table.push((bytes.as_bytes().to_vec(), key));
    moving(&mut add);
    functions_and_keypad(&mut add);
    for end in ["a", "b", "c", "d"] {
        add(&format!("\x1b[{end}"), Key::Unknown);
        add(&format!("\x1bO{end}"), Key::Unknown);
    }
    add("\x1b[Z", Key::BackTab);
    add("\x1b[I", Key::Unknown);
    add("\x1b[25~", Key::Unknown);
    add("\x1b[<0;10;10M", Key::Unknown);
    add("\x1b[?62;1;2c", Key::Unknown);
    add("\x1b[12;40R", Key::Unknown);
    table
}

fn moving(add: &mut dyn FnMut(&str, Key)) {
    for (end, key) in [
        ("A", Key::Up),
        ("B", Key::Down),
        ("C", Key::Right),
        ("D", Key::Left),
        ("H", Key::Home),
        ("F", Key::End),
    ] {
        add(&format!("\x1b[{end}"), key);
        add(&format!("\x1bO{end}"), key);
        add(&format!("\x1b[1;1{end}"), key);
        for modifier in 2..=8 {
            add(&format!("\x1b[1;{modifier}{end}"), Key::Unknown);
        }
    }
    for (number, key) in [
        (1, Key::Home),
        (2, Key::Insert),
        (3, Key::Delete),
        (4, Key::End),
        (5, Key::PageUp),
        (6, Key::PageDown),
        (7, Key::Home),
        (8, Key::End),
    ] {
        add(&format!("\x1b[{number}~"), key);
        add(&format!("\x1b[{number};5~"), Key::Unknown);
        for rxvt in ["^", "$", "@"] {
            add(&format!("\x1b[{number}{rxvt}"), Key::Unknown);
        }
    }
}

fn functions_and_keypad(add: &mut dyn FnMut(&str, Key)) {
    for (n, number) in (1..).zip([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24]) {
        add(&format!("\x1b[{number}~"), Key::F(n));
        add(&format!("\x1b[{number};2~"), Key::Unknown);
    }
    for (n, end) in (1..).zip(["P", "Q", "R", "S"]) {
        add(&format!("\x1bO{end}"), Key::F(n));
        add(&format!("\x1b[1;2{end}"), Key::Unknown);
        add(&format!("\x1bO2{end}"), Key::Unknown);
    }
    for (n, end) in (1..).zip(["A", "B", "C", "D", "E"]) {
        add(&format!("\x1b[[{end}"), Key::F(n));
    }
    for (n, end) in (b'0'..).zip(b'p'..=b'y') {
        add(&format!("\x1bO{}", char::from(end)), Key::Pad(char::from(n)));
    }
    for (end, key) in [
        ("M", Key::Enter),
        ("j", Key::Pad('*')),
        ("k", Key::Pad('+')),
        ("m", Key::Pad('-')),
        ("n", Key::Pad('.')),
        ("o", Key::Pad('/')),
    ] {
        add(&format!("\x1bO{end}"), key);
    }
}

#[test]
fn every_known_sequence_is_its_key_wherever_it_is_split() {
    for (bytes, expected) in table() {
        assert_eq!(keys(&bytes), key(expected), "{:?}", String::from_utf8_lossy(&bytes));
        for at in 0..=bytes.len() {
            let mut decoder = Decoder::default();
            let mut found = decoder.feed(&bytes[..at]);
            assert_eq!(decoder.waits(), at > 0 && at < bytes.len(), "{bytes:?} at {at}");
            found.extend(decoder.feed(&bytes[at..]));
            assert_eq!(found, key(expected), "{bytes:?} split at {at}");
            assert!(!decoder.waits());
        }
    }
}

#[test]
fn no_sequence_spoils_the_letter_that_follows_it() {
    for (mut bytes, expected) in table() {
        bytes.push(b'a');
        let expected = [key(expected), key(Key::Char('a'))].concat();
        assert_eq!(keys(&bytes), expected, "{:?}", String::from_utf8_lossy(&bytes));
    }
    for answer in ["\x1b]11;rgb:0/0/0\x07", "\x1bP>|tmux\x1b\\", "\x1b[M !!"] {
        assert_eq!(keys(format!("{answer}a").as_bytes()), key(Key::Char('a')), "{answer:?}");
    }
}

#[test]
fn an_esc_alone_is_esc_only_once_the_grace_is_over() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"a\x1b"), key(Key::Char('a')));
    assert!(decoder.waits());
    assert_eq!(decoder.settle(), key(Key::Esc));
    assert_eq!(decoder.settle(), []);
    assert_eq!(decoder.feed(b"[A"), [key(Key::Char('[')), key(Key::Char('A'))].concat());
    // Twice Esc, then an arrow: two keys and the arrow, nothing swallowed.
    assert_eq!(decoder.feed(b"\x1b\x1b"), key(Key::Esc));
    assert_eq!(decoder.feed(b"\x1b[A"), [key(Key::Esc), key(Key::Up)].concat());
    // A sequence cut off for good stands for nothing.
    assert_eq!(decoder.feed(b"\x1b[1;"), []);
    assert_eq!(decoder.settle(), key(Key::Unknown));
    assert_eq!(decoder.feed(b"a"), key(Key::Char('a')));
}

#[test]
fn esc_and_the_next_key_in_one_read_are_two_keys() {
    let typed = |text: &str| Input::Typed(text.into());
    for (bytes, then) in [
        ("\r", Input::Key(Key::Enter)),
        ("\t", Input::Key(Key::Tab)),
        ("\x15", Input::Key(Key::Ctrl('u'))),
        ("\x7f", Input::Key(Key::Backspace)),
        ("a", Input::Key(Key::Char('a'))),
        ("1", Input::Key(Key::Char('1'))),
        // An input method's word stays one: the Esc before it is no part of it.
        ("ế", typed("ế")),
        ("\x7f\x7fôi", typed("\u{8}\u{8}ôi")),
    ] {
        let read = format!("\x1b{bytes}");
        let expected = [Input::Key(Key::Esc), then];
        assert_eq!(keys(read.as_bytes()), expected, "{read:?}");
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b"), []);
        assert_eq!(decoder.feed(bytes.as_bytes()), expected, "{read:?} split");
        assert!(!decoder.waits());
    }
}

#[test]
fn control_keys() {
    assert_eq!(keys(b"\r"), key(Key::Enter));
    assert_eq!(keys(b"\n"), key(Key::Enter));
    assert_eq!(keys(b"\t"), key(Key::Tab));
    assert_eq!(keys(b"\x7f"), key(Key::Backspace));
    assert_eq!(keys(b"\x08"), key(Key::Backspace));
    assert_eq!(keys(b"\x03"), key(Key::Ctrl('c')));
    assert_eq!(keys(b"\x1a"), key(Key::Ctrl('z')));
    assert_eq!(keys(b"\x1c"), key(Key::Ctrl('\\')));
    for never in [0, 0x1d, 0x1e, 0x1f] {
        assert_eq!(keys(&[never]), key(Key::Unknown));
    }
}

#[test]
fn an_input_method_is_told_from_plain_typing() {
    // Plain letters are keys, however many come at once; erasing keys held down are, too … one
    // by one they are lone bytes, in one read they are not.
    assert_eq!(keys(b"ab"), [key(Key::Char('a')), key(Key::Char('b'))].concat());
    assert_eq!(keys(b"\x7f\x7f"), [Input::Typed("\u{8}\u{8}".into())]);
    // Unikey and the like: erase, then the letters anew, in one read.
    assert_eq!(keys("\x08\x08ôi".as_bytes()), [Input::Typed("\u{8}\u{8}ôi".into())]);
    assert_eq!(keys("\x7foo".as_bytes()), [Input::Typed("\u{8}oo".into())]);
    assert_eq!(keys("đ".as_bytes()), [Input::Typed("đ".into())]);
    assert_eq!(keys("a\u{302}\u{301}".as_bytes()), [Input::Typed("a\u{302}\u{301}".into())]);
    // Another key ends the run.
    assert_eq!(
        keys("ă\rb\x1b[Bc".as_bytes()),
        [
            vec![Input::Typed("ă".into())],
            key(Key::Enter),
            key(Key::Char('b')),
            key(Key::Down),
            key(Key::Char('c')),
        ]
        .concat()
    );
}

#[test]
fn broken_utf8_costs_itself_only() {
    assert_eq!(keys(b"a\xffb\xc4"), [key(Key::Char('a')), key(Key::Char('b'))].concat());
    assert_eq!(keys(b"\xc4a"), key(Key::Char('a')));
    assert_eq!(keys(b"\xe1\xbf\r"), key(Key::Enter));
    assert_eq!(keys(b"\xed\xa0\x80\xc0\x80\xf5a"), key(Key::Char('a')));
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"\xe1\xba"), []);
    assert!(!decoder.waits(), "half a letter needs no clock");
    assert_eq!(decoder.feed(b"\xbf"), [Input::Typed("ế".into())]);
    assert_eq!(keys("\u{9b}A".as_bytes()), [key(Key::Unknown), key(Key::Char('A'))].concat());
}

#[test]
fn a_paste_comes_as_it_is_and_ends_whatever_happens() {
    let paste = |text: &str| vec![Input::Paste(text.into())];
    let whole = "\x1b[200~Hòa\t12\r\nb\x1b[A\x1b\x1b[201x\x1b[201~";
    assert_eq!(keys(whole.as_bytes()), paste("Hòa\t12\r\nb\x1b[A\x1b\x1b[201x"));
    let mut decoder = Decoder::default();
    // Its end got lost: Esc alone is the way out, and typing goes on.
    assert_eq!(decoder.feed(b"\x1b[200~abc"), []);
    assert!(!decoder.waits());
    assert_eq!(decoder.feed(b"\x1b"), []);
    assert!(decoder.waits());
    assert_eq!(decoder.settle(), paste("abc"));
    assert_eq!(decoder.feed(b"\x1b[201~d"), key(Key::Char('d')));
    // More than is kept is dropped up to the end of the paste, never typed.
    decoder.feed(b"\x1b[200~");
    decoder.feed(&vec![b'x'; PASTE_CAP]);
    assert_eq!(decoder.feed("ăyy\x1b[201~z".as_bytes()), {
        let mut expected = paste(&"x".repeat(PASTE_CAP));
        expected.extend(key(Key::Char('z')));
        expected
    });
}

proptest! {
    #[test]
    fn anything_at_all_is_taken_and_esc_always_leads_back(
        reads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..12)
    ) {
        let mut decoder = Decoder::default();
        for read in &reads {
            decoder.feed(read);
        }
        decoder.settle();
        // Out of whatever that was (a paste without an end, at worst), then to work again.
        decoder.feed(b"\x1b");
        decoder.settle();
        prop_assert_eq!(decoder.feed(b"a"), key(Key::Char('a')));
    }

    #[test]
    fn pieces_of_real_input_split_anywhere_lose_and_reorder_nothing(
        picks in prop::collection::vec(0usize..400, 1..30),
        splits in prop::collection::vec(1usize..7, 0..60),
    ) {
        let table = table();
        let mut bytes = Vec::new();
        let mut expected = Vec::new();
        for pick in picks {
            match table.get(pick) {
                Some((sequence, key)) => {
                    bytes.extend(sequence);
                    expected.push(Input::Key(*key));
                }
                None if pick % 5 == 0 => {
                    bytes.extend("\x1b[200~Lê\x1b[201~".as_bytes());
                    expected.push(Input::Paste("Lê".into()));
                }
                None => {
                    bytes.extend(b"k");
                    expected.push(Input::Key(Key::Char('k')));
                }
            }
        }
        let mut decoder = Decoder::default();
        let mut found = Vec::new();
        let mut rest = &bytes[..];
        for split in splits {
            let (read, later) = rest.split_at(split.min(rest.len()));
            found.extend(decoder.feed(read));
            rest = later;
        }
        found.extend(decoder.feed(rest));
        prop_assert_eq!(found, expected);
    }
}
