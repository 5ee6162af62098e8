//! `densach keys --test`: what this terminal sends for each key, and what that is taken for.

use super::keymap::{self, ROWS};
use super::{Effect, Event};
use crate::keys::Key;
use crate::lang::{Lang, screens};
use std::collections::{BTreeSet, VecDeque};

/// How many of the last keys are kept in sight at most.
const KEPT: usize = 200;
/// How many bytes of a key are kept: no key has as many, and a paste may have millions.
const BYTES: usize = 64;

/// A key as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Came {
    /// The bytes; empty for what came in the same read as the one before.
    pub(crate) bytes: String,
    /// What they are taken for: `F9`.
    pub(crate) key: String,
    /// What that does, wherever it does something.
    pub(crate) does: String,
}

/// The test.
pub struct KeyTest {
    pub(crate) lang: Lang,
    /// What the terminal says of itself.
    pub(crate) terminal: String,
    /// The last keys, the newest last.
    pub(crate) came: VecDeque<Came>,
    seen: BTreeSet<Key>,
    bytes: Vec<u8>,
    /// Whether the last key was an Esc: the next one ends the test.
    esc: bool,
}

impl KeyTest {
    /// A test on a terminal that says that of itself.
    pub fn new(lang: Lang, terminal: String) -> Self {
        let (came, seen, bytes) = (VecDeque::new(), BTreeSet::new(), Vec::new());
        Self { lang, terminal, came, seen, bytes, esc: false }
    }

    /// One read brought these bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        let room = BYTES.saturating_sub(self.bytes.len());
        self.bytes.extend(bytes.iter().take(room));
    }

    /// What they meant.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let (key, does) = match &event {
            Event::Key(key) => (keymap::key_name(*key), self.does(*key)),
            Event::Typed(text) => {
                let text = text.replace('\u{8}', "⌫");
                (format!("«{text}»"), screens::KEYS_METHOD.get(self.lang).to_owned())
            }
            Event::Paste(text) => {
                let letters = text.chars().count().to_string();
                (String::new(), screens::KEYS_PASTE.fill(self.lang, &[letters]))
            }
            _ => return Vec::new(),
        };
        if let Event::Key(key) = event {
            self.seen.insert(key);
            if std::mem::replace(&mut self.esc, key == Key::Esc) && key == Key::Esc {
                return vec![Effect::Quit(0)];
            }
        }
        let bytes = written(&std::mem::take(&mut self.bytes));
        self.came.push_back(Came { bytes, key, does });
        if self.came.len() > KEPT {
            self.came.pop_front();
        }
        Vec::new()
    }

    /// What a key does, by every name it has; letters are typed.
    fn does(&self, key: Key) -> String {
        let mut labels: Vec<&str> = Vec::new();
        let has = |row: &&keymap::Row| {
            row.keys.contains(&key) || row.also.iter().any(|(also, _)| *also == key)
        };
        for row in ROWS.iter().filter(has) {
            let label = row.label.get(self.lang);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        match (labels.is_empty(), key) {
            (false, _) => labels.join(", "),
            (true, Key::Char(_) | Key::Pad(_)) => screens::KEYS_LETTER.get(self.lang).to_owned(),
            (true, _) => screens::KEYS_NOTHING.get(self.lang).to_owned(),
        }
    }

    /// The keys that act and have not come yet; letters and marks are not waited for.
    pub(crate) fn missing(&self) -> Vec<String> {
        let mut missing: Vec<Key> = Vec::new();
        for key in ROWS.iter().flat_map(|row| row.keys) {
            let is_letter = matches!(key, Key::Char(_) | Key::Pad(_));
            if !is_letter && !self.seen.contains(key) && !missing.contains(key) {
                missing.push(*key);
            }
        }
        missing.into_iter().map(keymap::key_name).collect()
    }
}

/// Bytes as a technician reads them: `1B 4F 50`.
fn written(bytes: &[u8]) -> String {
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    hex.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_shows_its_bytes_its_name_and_all_it_does() {
        let mut test = KeyTest::new(Lang::En, "xterm".into());
        assert!(test.missing().contains(&"F3".to_owned()));
        test.bytes(b"\x1b");
        test.bytes(b"OR");
        assert_eq!(test.update(Event::Key(Key::F(3))), []);
        let came = test.came.back().cloned().unwrap();
        assert_eq!((came.bytes.as_str(), came.key.as_str()), ("1B 4F 52", "F3"));
        assert_eq!(came.does, "Type, Find, Scope, Held");
        assert!(!test.missing().contains(&"F3".to_owned()));
        test.bytes("ơ".as_bytes());
        test.update(Event::Typed("\u{8}ơ".into()));
        assert_eq!(test.came.back().unwrap().key, "«⌫ơ»");
    }

    #[test]
    fn a_large_paste_is_counted_and_not_kept() {
        let mut test = KeyTest::new(Lang::En, "xterm".into());
        for _ in 0..1_000 {
            test.bytes(&[b'a'; 4_096]);
        }
        test.update(Event::Paste("a".repeat(4_096_000)));
        let came = test.came.back().unwrap();
        assert!(came.bytes.len() < 3 * BYTES && came.does.contains("4096000"), "{came:?}");
    }

    #[test]
    fn two_esc_one_after_the_other_end_it() {
        let mut test = KeyTest::new(Lang::Vi, String::new());
        let esc = || Event::Key(Key::Esc);
        assert_eq!(test.update(esc()), []);
        assert_eq!(test.update(Event::Key(Key::Up)), []);
        assert_eq!(test.update(esc()), []);
        assert_eq!(test.update(esc()), [Effect::Quit(0)]);
    }
}
