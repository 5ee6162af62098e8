//! The line editor: text by whole letters (grapheme clusters), always NFC.

/// A line being edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {}

impl Line {
    /// With that text, the cursor at its end.
    pub fn new(_text: &str) -> Self {
        todo!()
    }

    /// The text.
    pub fn text(&self) -> &str {
        todo!()
    }

    /// The cursor, in letters from the start.
    pub fn cursor(&self) -> usize {
        todo!()
    }

    /// The columns left of the cursor.
    pub fn column(&self) -> usize {
        todo!()
    }

    /// Moves the cursor (clamped).
    pub fn set_cursor(&mut self, _letters: usize) {
        todo!()
    }

    /// Inserts text at the cursor; it becomes NFC with what stands before it.
    pub fn insert(&mut self, _text: &str) {
        todo!()
    }

    /// Erases the letter before the cursor; false where there is none.
    pub fn backspace(&mut self) -> bool {
        todo!()
    }

    /// Erases the letter at the cursor; false where there is none.
    pub fn delete(&mut self) -> bool {
        todo!()
    }

    /// One letter left.
    pub fn left(&mut self) {
        todo!()
    }

    /// One letter right.
    pub fn right(&mut self) {
        todo!()
    }

    /// To the start.
    pub fn home(&mut self) {
        todo!()
    }

    /// To the end.
    pub fn end(&mut self) {
        todo!()
    }

    /// The word left of the cursor, up to it: what Telex composes on.
    pub fn word(&self) -> &str {
        todo!()
    }

    /// Replaces the word left of the cursor.
    pub fn replace_word(&mut self, _with: &str) {
        todo!()
    }
}
