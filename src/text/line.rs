//! The line editor: text by whole letters (grapheme clusters), always NFC.

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

use super::{clean, width};

/// A line being edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    /// Letters before the cursor.
    cursor: usize,
}

impl Line {
    /// With that text, the cursor at its end.
    pub fn new(text: &str) -> Self {
        let mut line = Self::default();
        line.insert(text);
        line
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The cursor, in letters from the start.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The columns left of the cursor.
    pub fn column(&self) -> usize {
        width::columns(self.parts().0)
    }

    /// Moves the cursor (clamped).
    pub fn set_cursor(&mut self, letters: usize) {
        self.cursor = letters.min(self.letters());
    }

    /// Inserts text at the cursor; it becomes NFC with what stands before it. White space becomes
    /// spaces, control and format characters are left out.
    pub fn insert(&mut self, text: &str) {
        let (before, after) = self.parts();
        let head: String = before.chars().chain(text.chars().filter_map(clean::kept)).collect();
        let after = after.to_owned();
        self.put(head, &after);
    }

    /// Erases the letter before the cursor; false where there is none.
    pub fn backspace(&mut self) -> bool {
        let (before, after) = self.parts();
        let Some((at, _)) = before.grapheme_indices(true).next_back() else { return false };
        let head = before.get(..at).unwrap_or_default().to_owned();
        let after = after.to_owned();
        self.put(head, &after);
        true
    }

    /// Erases the letter at the cursor; false where there is none.
    pub fn delete(&mut self) -> bool {
        let (before, after) = self.parts();
        let mut letters = after.graphemes(true);
        if letters.next().is_none() {
            return false;
        }
        let after = letters.as_str().to_owned();
        self.put(before.to_owned(), &after);
        true
    }

    /// One letter left.
    pub fn left(&mut self) {
        self.cursor = self.cursor.saturating_sub(1);
    }

    /// One letter right.
    pub fn right(&mut self) {
        self.set_cursor(self.cursor.saturating_add(1));
    }

    /// To the start.
    pub fn home(&mut self) {
        self.cursor = 0;
    }

    /// To the end.
    pub fn end(&mut self) {
        self.cursor = self.letters();
    }

    /// The word left of the cursor, up to it: what Telex composes on. A word is letters only;
    /// spaces, digits, hyphens and apostrophes end it.
    pub fn word(&self) -> &str {
        let before = self.parts().0;
        let start = before
            .grapheme_indices(true)
            .rev()
            .map_while(|(at, letter)| letter.starts_with(char::is_alphabetic).then_some(at));
        start.last().and_then(|at| before.get(at..)).unwrap_or_default()
    }

    /// The text left of the cursor.
    pub fn before(&self) -> &str {
        self.parts().0
    }

    /// Replaces the word left of the cursor.
    pub fn replace_word(&mut self, with: &str) {
        self.replace_from(self.before().len() - self.word().len(), with);
    }

    /// Replaces what stands between that byte and the cursor.
    pub fn replace_from(&mut self, at: usize, with: &str) {
        let (before, after) = self.parts();
        let head = before.get(..at).unwrap_or(before);
        let head = head.chars().chain(with.chars().filter_map(clean::kept)).collect();
        let after = after.to_owned();
        self.put(head, &after);
    }

    /// How many letters the whole text has.
    fn letters(&self) -> usize {
        self.text.graphemes(true).count()
    }

    /// The text before and after the cursor.
    fn parts(&self) -> (&str, &str) {
        let at = self.text.grapheme_indices(true).nth(self.cursor).map(|(at, _)| at);
        self.text.split_at_checked(at.unwrap_or(self.text.len())).unwrap_or((&self.text, ""))
    }

    /// Takes a new text, the cursor between its two parts; where they grow together into one
    /// letter, behind that letter.
    fn put(&mut self, head: String, after: &str) {
        let head = if is_nfc(&head) { head } else { head.nfc().collect() };
        let letters = head.graphemes(true).count();
        let whole = head + after;
        self.text = if is_nfc(&whole) { whole } else { whole.nfc().collect() };
        self.set_cursor(letters);
    }
}

#[cfg(test)]
mod tests;
