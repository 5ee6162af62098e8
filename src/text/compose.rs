//! Vietnamese without an input method: Telex and VNI, a word at a time.
//!
//! Keys act on the word as UniKey's do: anywhere in it, doubled to take a mark back. What can be
//! no Vietnamese syllable stands as it was typed.

mod keys;
mod word;

use crate::text::letter::Letter;
pub use keys::{composed, telex};
use word::Word;

/// How typed letters become Vietnamese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// As they come.
    #[default]
    Off,
    /// Telex.
    Telex,
    /// VNI.
    Vni,
}

impl Method {
    /// off → Telex → VNI → off.
    pub fn next(self) -> Self {
        match self {
            Self::Off => Self::Telex,
            Self::Telex => Self::Vni,
            Self::Vni => Self::Off,
        }
    }
}

/// Whether the word is being composed, or why not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Composing,
    /// It can be no Vietnamese syllable.
    Foreign,
    /// The clerk asked for its raw keys.
    Raw,
}

/// The raw keys of the word being typed, and what they make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composer {
    method: Method,
    state: State,
    /// The letters that stood there when composing began, and the keys typed since.
    keys: String,
    /// What they make.
    word: Word,
    /// How it stands in the line.
    shown: String,
    /// How the word before the last reset stood, where it was left as typed: part of it may
    /// still stand there.
    left: (State, String),
}

impl Composer {
    /// With that method.
    pub fn new(method: Method) -> Self {
        Self { method, ..Self::default() }
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Switches (at the start of a word).
    pub fn set_method(&mut self, method: Method) {
        *self = Self::new(method);
    }

    /// A letter was typed; the word up to the cursor is `word`. The word to put in its place, or
    /// None: insert the letter as it is (and the composer starts anew where it is no word letter).
    pub fn push(&mut self, letter: char, word: &str) -> Option<String> {
        if self.shown != word {
            self.take_up(word);
        }
        let key = letter.is_ascii_alphabetic()
            || (self.method == Method::Vni && letter.is_ascii_digit() && !word.is_empty());
        if self.method == Method::Off || !key {
            *self = Self::new(self.method);
            return None;
        }
        let mut plain = self.shown.clone();
        plain.push(letter);
        self.keys.push(letter);
        self.shown = self.after(letter).unwrap_or_else(|| plain.clone());
        let shown = (self.shown != plain).then(|| self.shown.clone());
        if self.shown.ends_with(|c: char| !c.is_alphabetic()) {
            *self = Self::new(self.method);
        }
        shown
    }

    /// The raw keys of this word, to stand as they were typed; composing pauses until the word ends.
    pub fn raw(&mut self) -> Option<String> {
        if self.keys.is_empty() {
            return None;
        }
        self.state = State::Raw;
        self.shown.clone_from(&self.keys);
        Some(self.keys.clone())
    }

    /// As [`raw`](Self::raw), the first key small: somebody else had made it a capital.
    pub fn raw_small(&mut self) -> Option<String> {
        let first = self.keys.chars().next()?;
        let rest = self.keys.get(first.len_utf8()..).unwrap_or_default();
        self.keys = first.to_lowercase().chain(rest.chars()).collect();
        self.raw()
    }

    /// The cursor moved, or something was erased: the keys so far are forgotten. A letter typed
    /// next composes with the letters that stand before it.
    pub fn reset(&mut self) {
        let left = match self.state {
            _ if self.keys.is_empty() => std::mem::take(&mut self.left),
            State::Composing => (State::Composing, String::new()),
            state => (state, std::mem::take(&mut self.shown)),
        };
        *self = Self { left, ..Self::new(self.method) };
    }

    /// What stands there after that key; None where the key is a letter like any other.
    fn after(&mut self, key: char) -> Option<String> {
        match self.state {
            State::Composing => {}
            State::Foreign => return self.initials(key),
            State::Raw => return None,
        }
        if let Some(word) = self.word.typed(key, self.method, &self.keys) {
            self.word = word;
            return Some(self.word.text());
        }
        self.state = State::Foreign;
        if let Some(initials) = self.initials(key) {
            return Some(initials);
        }
        // Nobody types VNI's digits inside a foreign word, so what they have made may stand.
        (self.method == Method::Telex).then(|| self.keys.clone())
    }

    /// Initials are no syllable, yet Đ is common in them: QĐ, HĐND.
    fn initials(&self, key: char) -> Option<String> {
        let is_one = |c: char| {
            let vowel = Letter::of(c).is_some_and(|c| "aeiouy".contains(c.folded));
            c.is_uppercase() && !vowel
        };
        if self.method != Method::Telex || !self.shown.chars().all(is_one) || !is_one(key) {
            return None;
        }
        match (self.shown.strip_suffix('D'), self.shown.strip_suffix('Đ'), key) {
            (Some(before), _, 'D') => Some(format!("{before}Đ")),
            (_, Some(before), 'D') => Some(format!("{before}DD")),
            _ => self.shown.contains('Đ').then(|| format!("{}{key}", self.shown)),
        }
    }

    /// Begins with letters that stand there already. What is left of a word that was foreign is
    /// typed again: without its last letter it may be none.
    fn take_up(&mut self, word: &str) {
        self.reset();
        let (state, left) = std::mem::take(&mut self.left);
        let rest_of_it = !word.is_empty() && left.starts_with(word);
        match (state, Word::of(word)) {
            (State::Raw, _) if rest_of_it => self.state = State::Raw,
            (State::Foreign, _) if rest_of_it && self.method == Method::Telex => {
                for key in word.chars() {
                    self.keys.push(key);
                    self.after(key);
                }
            }
            (_, Some(letters)) => self.word = letters,
            (_, None) => self.state = State::Foreign,
        }
        word.clone_into(&mut self.keys);
        word.clone_into(&mut self.shown);
    }
}

#[cfg(test)]
mod tests;
