use proptest::prelude::*;
use tui_input::{Input, InputRequest};

use super::*;

#[test]
fn a_mark_typed_after_its_letter_joins_it() {
    let mut line = Line::new("Nguye");
    line.insert("\u{302}");
    line.insert("\u{303}");
    line.insert("n");
    assert_eq!((line.text(), line.cursor(), line.column()), ("Nguyễn", 6, 6));
    assert!(line.backspace() && line.backspace());
    assert_eq!((line.text(), line.cursor()), ("Nguy", 4));
}

#[test]
fn an_input_method_recomposes_by_backspaces() {
    let mut line = Line::new("Lê Thị Hoa Mai");
    line.set_cursor(10);
    assert_eq!(line.word(), "Hoa");
    // What UniKey and ibus send for the key f: two erasures, then the letters again.
    assert!(line.backspace() && line.backspace());
    line.insert("o\u{300}a");
    assert_eq!((line.text(), line.cursor(), line.word()), ("Lê Thị Hòa Mai", 10, "Hòa"));
}

#[test]
fn a_word_ends_at_whatever_is_no_letter() {
    for (text, word) in [("H'Mok", "Mok"), ("Thôn 3", ""), ("a-bê", "bê"), ("", ""), ("Nga ", "")]
    {
        assert_eq!(Line::new(text).word(), word, "{text}");
    }
    let mut line = Line::new("K'Bre");
    line.replace_word("Bre\u{302}\u{301}u");
    assert_eq!((line.text(), line.cursor()), ("K'Brếu", 6));
}

#[test]
fn pasted_controls_are_left_out() {
    let mut line = Line::new("a\u{1b}[31m\tb\u{200b}\r\n");
    assert_eq!(line.text(), "a[31m b  ");
    line.home();
    line.insert("\u{301}");
    assert!(line.delete());
}

/// What a person at the keys can do.
#[derive(Clone, Debug)]
enum Step {
    Insert(String),
    Backspace,
    Delete,
    Left,
    Right,
    Home,
    End,
    Cursor(usize),
}

fn steps(text: &'static str) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => text.prop_map(Step::Insert),
        2 => Just(Step::Backspace),
        1 => Just(Step::Delete),
        2 => Just(Step::Left),
        1 => Just(Step::Right),
        1 => Just(Step::Home),
        1 => Just(Step::End),
        1 => (0usize..12).prop_map(Step::Cursor),
    ];
    prop::collection::vec(step, 0..24)
}

fn act(line: &mut Line, step: &Step) {
    match step {
        Step::Insert(text) => line.insert(text),
        Step::Backspace => drop(line.backspace()),
        Step::Delete => drop(line.delete()),
        Step::Left => line.left(),
        Step::Right => line.right(),
        Step::Home => line.home(),
        Step::End => line.end(),
        Step::Cursor(to) => line.set_cursor(*to),
    }
}

/// Letters in a list with a cursor: what the line is for Vietnamese.
#[derive(Default)]
struct Model {
    letters: Vec<String>,
    cursor: usize,
}

impl Model {
    fn act(&mut self, step: &Step) {
        match step {
            Step::Insert(text) => {
                for letter in text.nfc().collect::<String>().graphemes(true) {
                    self.letters.insert(self.cursor, letter.to_owned());
                    self.cursor += 1;
                }
            }
            Step::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.letters.remove(self.cursor);
            }
            Step::Delete if self.cursor < self.letters.len() => {
                self.letters.remove(self.cursor);
            }
            Step::Backspace | Step::Delete => {}
            Step::Left => self.cursor = self.cursor.saturating_sub(1),
            Step::Right => self.cursor = (self.cursor + 1).min(self.letters.len()),
            Step::Home => self.cursor = 0,
            Step::End => self.cursor = self.letters.len(),
            Step::Cursor(to) => self.cursor = (*to).min(self.letters.len()),
        }
    }
}

proptest! {
    #[test]
    fn on_ascii_it_does_what_tui_input_does(steps in steps("[a-z ]{0,3}")) {
        let mut line = Line::default();
        let mut input = Input::default();
        for step in &steps {
            act(&mut line, step);
            let requests = match step {
                Step::Insert(text) => text.chars().map(InputRequest::InsertChar).collect(),
                Step::Backspace => vec![InputRequest::DeletePrevChar],
                Step::Delete => vec![InputRequest::DeleteNextChar],
                Step::Left => vec![InputRequest::GoToPrevChar],
                Step::Right => vec![InputRequest::GoToNextChar],
                Step::Home => vec![InputRequest::GoToStart],
                Step::End => vec![InputRequest::GoToEnd],
                Step::Cursor(to) => vec![InputRequest::SetCursor(*to)],
            };
            for request in requests {
                input.handle(request);
            }
            prop_assert_eq!(line.text(), input.value());
            prop_assert_eq!(line.cursor(), input.cursor());
            prop_assert_eq!(line.column(), input.visual_cursor());
        }
    }

    #[test]
    fn on_vietnamese_it_moves_by_letters(steps in steps("[a-zđà-ãè-êĂăƠơƯưẠ-ỹ ]{0,3}"), decomposed: bool) {
        let mut line = Line::default();
        let mut model = Model::default();
        for step in &steps {
            let sent = match step {
                Step::Insert(text) if decomposed => Step::Insert(text.nfd().collect()),
                other => other.clone(),
            };
            act(&mut line, &sent);
            model.act(step);
            prop_assert_eq!(line.text(), model.letters.concat());
            prop_assert_eq!(line.cursor(), model.cursor);
            prop_assert_eq!(line.column(), model.cursor);
        }
    }

    #[test]
    fn whatever_is_pasted_it_stays_composed_and_within_bounds(steps in steps("(?s:.{0,4})|[\u{300}-\u{323}ᄀ-ᇂ가-힣🇦-🇿a]{0,3}")) {
        let mut line = Line::default();
        for step in &steps {
            act(&mut line, step);
            prop_assert!(is_nfc(line.text()));
            prop_assert!(line.cursor() <= line.text().graphemes(true).count());
            prop_assert!(line.text().ends_with(line.word()) || line.cursor() < line.letters());
            prop_assert!(!line.text().contains(char::is_control));
        }
    }
}
