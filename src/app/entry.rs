//! A line being typed: the editor, and the rule that typing in a filled field replaces it.

use crate::text::compose::{Composer, Method};
use crate::text::line::Line;

/// The longest line a person may type or paste, in bytes; a hostile paste ends here.
const MAX_BYTES: usize = 4096;

/// A line and whether the next letter replaces it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The text and the cursor.
    pub(crate) line: Line,
    /// Just entered and filled: a letter replaces all of it.
    pub(crate) fresh: bool,
    /// Where the word begins whose first letter was made a capital, in bytes.
    pub(crate) raised: Option<usize>,
}

/// What typing a letter did besides changing the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// Nothing else.
    Plain,
    /// A composed letter came while Telex or VNI was on inside: it has been switched off.
    SwitchedOff,
}

impl Entry {
    /// With that text, the cursor at its end; a letter replaces it.
    pub(crate) fn new(text: &str) -> Self {
        Self { line: Line::new(text), fresh: !text.is_empty(), raised: None }
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        self.line.text()
    }

    /// Whether nothing stands there.
    pub(crate) fn is_empty(&self) -> bool {
        self.line.text().is_empty()
    }

    /// Takes a typed letter, through the composer where the field holds words.
    pub(crate) fn typed(&mut self, letter: char, composer: Option<&mut Composer>) -> Typed {
        if self.fresh {
            self.line = Line::new("");
            self.fresh = false;
        }
        let mut typed = Typed::Plain;
        if self.line.text().len() + letter.len_utf8() > MAX_BYTES {
            return typed;
        }
        if let Some(composer) = composer {
            if !letter.is_ascii() && composer.method() != Method::Off {
                composer.set_method(Method::Off);
                composer.reset();
                typed = Typed::SwitchedOff;
            } else if let Some(word) = composer.push(letter, self.line.word()) {
                self.line.replace_word(&word);
                return typed;
            }
        }
        self.line.insert(letter.encode_utf8(&mut [0; 4]));
        typed
    }

    /// A letter that is about to be typed into a name: at the start of a syllable a capital. What
    /// comes as a capital already stays one.
    pub(crate) fn raise(&mut self, letter: char) -> char {
        let before = if self.fresh { "" } else { self.line.before() };
        let begins = before.is_empty() || before.ends_with([' ', '-', '\'', '’']);
        if !begins || !letter.is_alphabetic() {
            return letter;
        }
        let mut upper = letter.to_uppercase();
        let (first, rest) = (upper.next().unwrap_or(letter), upper.next());
        let raised = first != letter && rest.is_none();
        self.raised = raised.then_some(before.len());
        if raised { first } else { letter }
    }

    /// The word at the cursor as it was typed, where its first letter was made a capital.
    pub(crate) fn unraised(&self) -> Option<String> {
        let word = self.line.word();
        let mut letters = word.chars();
        let first = letters.next().filter(|first| first.is_uppercase())?;
        let start = self.line.before().len() - word.len();
        (self.raised == Some(start)).then(|| first.to_lowercase().chain(letters).collect())
    }

    /// Takes a paste, already cleaned.
    pub(crate) fn paste(&mut self, text: &str) {
        if self.fresh {
            self.line = Line::new("");
            self.fresh = false;
        }
        let room = MAX_BYTES.saturating_sub(self.line.text().len());
        let end = (0..=room.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
        self.line.insert(text.get(..end.unwrap_or(0)).unwrap_or_default());
    }

    /// Erases the letter before the cursor; false where there is none.
    pub(crate) fn erase(&mut self) -> bool {
        self.fresh = false;
        self.line.backspace()
    }

    /// Moves or erases inside the line; false for an action that is none of the line's.
    pub(crate) fn act(&mut self, action: super::Action) -> bool {
        use super::Action;
        match action {
            Action::Left => self.line.left(),
            Action::Right => self.line.right(),
            Action::LineStart => self.line.home(),
            Action::LineEnd => self.line.end(),
            Action::Erase => {
                self.line.backspace();
            }
            // What a letter would replace, Delete takes away.
            Action::EraseNext if self.fresh => self.line = Line::new(""),
            Action::EraseNext => {
                self.line.delete();
            }
            _ => return false,
        }
        self.fresh = false;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Action;

    fn typed(entry: &mut Entry, text: &str, composer: &mut Composer) -> Vec<Typed> {
        text.chars().map(|letter| entry.typed(letter, Some(composer))).collect()
    }

    #[test]
    fn typing_in_a_filled_line_replaces_it_unless_it_is_edited_first() {
        let mut off = Composer::new(Method::Off);
        let mut entry = Entry::new("1954");
        typed(&mut entry, "19", &mut off);
        assert_eq!(entry.text(), "19");
        let mut entry = Entry::new("1954");
        assert!(entry.act(Action::Left));
        typed(&mut entry, "x", &mut off);
        assert_eq!(entry.text(), "195x4");
        let mut entry = Entry::new("1954");
        assert!(entry.erase());
        assert_eq!(entry.text(), "195");
        let mut entry = Entry::new("1954");
        assert!(entry.act(Action::EraseNext));
        assert_eq!(entry.text(), "");
    }

    #[test]
    fn composed_letters_switch_the_inner_method_off_once() {
        let mut telex = Composer::new(Method::Telex);
        let mut entry = Entry::default();
        let said = typed(&mut entry, "Hoafễee", &mut telex);
        assert_eq!(entry.text(), "Hòaễee");
        assert_eq!(said.iter().filter(|said| **said == Typed::SwitchedOff).count(), 1);
        assert_eq!(telex.method(), Method::Off);
    }

    #[test]
    fn a_name_gets_its_capitals_as_it_is_typed() {
        for (method, keys, name) in [
            (Method::Off, "nguyễn văn hòa", "Nguyễn Văn Hòa"),
            (Method::Telex, "ddoox ddinhf ann", "Đỗ Đình Ann"),
            (Method::Telex, "uwng HOAF", "Ưng HÒA"),
            (Method::Vni, "d9o64 va8n", "Đỗ Văn"),
            (Method::Off, "y-bih k'brêu h’mok", "Y-Bih K'Brêu H’Mok"),
            (Method::Off, "n\u{303}e\u{302}", "Ñê"),
            (Method::Off, "ng. văn 2a", "Ng. Văn 2a"),
        ] {
            let mut composer = Composer::new(method);
            let mut entry = Entry::new("Lê Lai");
            for letter in keys.chars() {
                let letter = entry.raise(letter);
                entry.typed(letter, Some(&mut composer));
            }
            assert_eq!(entry.text(), name, "{keys}");
        }
    }

    #[test]
    fn a_capital_that_was_made_is_known_from_one_that_was_typed() {
        let typed = |keys: &str| {
            let mut entry = Entry::default();
            for letter in keys.chars() {
                let letter = entry.raise(letter);
                entry.typed(letter, None);
            }
            entry.unraised()
        };
        assert_eq!(typed("lê vana").as_deref(), Some("vana"));
        assert_eq!(typed("K'sor").as_deref(), Some("sor"));
        for keys in ["Lê", "lê Van", "lê ", ""] {
            assert_eq!(typed(keys), None, "{keys}");
        }
    }

    #[test]
    fn a_line_ends_somewhere_whatever_is_pasted() {
        let mut entry = Entry::default();
        entry.paste(&"ễ".repeat(5_000));
        assert!(entry.text().len() <= MAX_BYTES);
        entry.typed('x', None);
        entry.paste("ễ");
        assert!(entry.text().len() <= MAX_BYTES);
    }
}
