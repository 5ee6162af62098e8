//! Keys as scripts write them: letters as they are, others in angle brackets: `Lan<Enter>`,
//! `<F9>`, `<^S>`, `<Shift-Tab>`; `<lt>` and `<gt>` for the brackets themselves.

use densach::keys::Key;

/// Reads a line of keys.
pub fn read(line: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        match named {
            Some((name, after)) => {
                keys.push(key(name));
                rest = after;
            }
            None => {
                keys.push(Key::Char(letter));
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    keys
}

fn key(name: &str) -> Key {
    match name {
        "Enter" => Key::Enter,
        "Tab" => Key::Tab,
        "Shift-Tab" => Key::BackTab,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Insert" => Key::Insert,
        "Esc" => Key::Esc,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Space" => Key::Char(' '),
        "Home" => Key::Home,
        "End" => Key::End,
        "PgUp" => Key::PageUp,
        "PgDn" => Key::PageDown,
        "lt" => Key::Char('<'),
        "gt" => Key::Char('>'),
        _ => match (name.strip_prefix('^'), name.strip_prefix('F'), name.strip_prefix("Pad ")) {
            (Some(letter), _, _) => Key::Ctrl(letter.to_ascii_lowercase().chars().next().unwrap()),
            (_, Some(n), _) => Key::F(n.parse().expect("F and a number")),
            (_, _, Some(c)) => Key::Pad(c.chars().next().unwrap()),
            _ => panic!("no key is called <{name}>"),
        },
    }
}
