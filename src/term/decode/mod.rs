//! Bytes to what they mean: keys, letters of an outside input method, pastes.
//!
//! Bytes may arrive split anywhere. What cannot be told yet is kept; after [`GRACE`] without more
//! bytes the caller says [`Decoder::settle`], and an Esc that nothing followed becomes the key.
//! Anything at all may come in: what stands for nothing is dropped or [`Key::Unknown`].

mod sequence;
#[cfg(test)]
mod tests;

use crate::keys::Key;
use sequence::{Sequence, Step};
use std::time::Duration;

/// How long an Esc, or a sequence begun, waits for what belongs to it.
pub const GRACE: Duration = Duration::from_millis(30);

/// The most bytes of one paste that are kept; the rest of it is dropped.
pub const PASTE_CAP: usize = 1 << 20;

/// What came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Letters that came in one read already composed or together with erasing keys (each stands
    /// in it as U+0008): an outside input method at work.
    Typed(String),
    /// A bracketed paste, as it came but for bytes that are no UTF-8; at most [`PASTE_CAP`] bytes.
    Paste(String),
}

/// What ends a bracketed paste.
const PASTE_END: &[u8] = b"\x1b[201~";

#[derive(Debug, Default)]
enum State {
    /// Between keys.
    #[default]
    Ground,
    /// After an Esc.
    Sequence(Sequence),
    /// Inside a bracketed paste.
    Paste(Paste),
}

#[derive(Debug, Default)]
struct Paste {
    kept: Vec<u8>,
    /// How much of [`PASTE_END`] the last bytes were.
    matched: usize,
}

/// Keeps what cannot be told yet between reads.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    letter: Utf8,
    run: Vec<char>,
    found: Vec<Input>,
}

impl Decoder {
    /// Takes one read; what it made clear, in order.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        for byte in bytes {
            self.byte(*byte);
        }
        self.end_run();
        std::mem::take(&mut self.found)
    }

    /// Whether [`GRACE`] without more bytes would settle something.
    pub fn waits(&self) -> bool {
        match &self.state {
            State::Ground => false,
            State::Sequence(_) => true,
            // An Esc that nothing follows ends a paste whose own end was lost.
            State::Paste(paste) => paste.matched == 1,
        }
    }

    /// Nothing came for [`GRACE`]: what was begun is over.
    pub fn settle(&mut self) -> Vec<Input> {
        if self.waits() {
            match std::mem::take(&mut self.state) {
                State::Ground => {}
                State::Sequence(sequence) => self.key(sequence.cut_short()),
                State::Paste(paste) => self.pasted(paste),
            }
        }
        std::mem::take(&mut self.found)
    }

    fn byte(&mut self, byte: u8) {
        match std::mem::take(&mut self.state) {
            State::Ground => self.ground(byte),
            State::Sequence(sequence) => match sequence.step(byte) {
                Step::More(sequence) => self.state = State::Sequence(sequence),
                Step::Key(key) => self.key(key),
                Step::Paste => {
                    self.end_run();
                    self.state = State::Paste(Paste::default());
                }
                Step::Nothing => {}
                Step::KeyThenByte(key) => {
                    self.key(key);
                    self.ground(byte);
                }
            },
            State::Paste(paste) => self.paste(paste, byte),
        }
    }

    fn ground(&mut self, byte: u8) {
        if byte < 0x20 || byte == 0x7f {
            self.letter = Utf8::default();
        }
        match byte {
            0x1b => self.state = State::Sequence(Sequence::default()),
            0x08 | 0x7f => self.run.push('\u{8}'),
            b'\t' => self.key(Key::Tab),
            // A line feed is an Enter typed ahead, before the terminal was raw; or Ctrl-J, which
            // many terminals cannot tell from it.
            b'\r' | b'\n' => self.key(Key::Enter),
            0x1c => self.key(Key::Ctrl('\\')),
            0x01..=0x1a => self.key(Key::Ctrl(char::from(byte | 0x60))),
            0x00 | 0x1d..=0x1f => self.key(Key::Unknown),
            _ => {
                if let Some(letter) = self.letter.push(byte) {
                    if letter.is_control() {
                        self.key(Key::Unknown);
                    } else {
                        self.run.push(letter);
                    }
                }
            }
        }
    }

    fn paste(&mut self, mut paste: Paste, byte: u8) {
        if PASTE_END.get(paste.matched) == Some(&byte) {
            paste.matched += 1;
            if paste.matched == PASTE_END.len() {
                return self.pasted(paste);
            }
        } else {
            let begun = PASTE_END.get(..paste.matched).unwrap_or_default();
            paste.keep(begun);
            paste.matched = usize::from(byte == 0x1b);
            if paste.matched == 0 {
                paste.keep(&[byte]);
            }
        }
        self.state = State::Paste(paste);
    }

    fn pasted(&mut self, paste: Paste) {
        let mut letters = Utf8::default();
        let text = paste.kept.into_iter().filter_map(|byte| letters.push(byte)).collect();
        self.found.push(Input::Paste(text));
    }

    fn key(&mut self, key: Key) {
        self.end_run();
        self.found.push(Input::Key(key));
    }

    /// A run of letters and erasing keys is over: an input method's, or plain typing.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let erases = run.contains(&'\u{8}') && run.len() > 1;
        if erases || run.iter().any(|letter| !letter.is_ascii()) {
            self.found.push(Input::Typed(run.into_iter().collect()));
        } else {
            self.found.extend(run.into_iter().map(|letter| {
                Input::Key(if letter == '\u{8}' { Key::Backspace } else { Key::Char(letter) })
            }));
        }
    }
}

impl Paste {
    fn keep(&mut self, bytes: &[u8]) {
        let room = PASTE_CAP.saturating_sub(self.kept.len());
        self.kept.extend(bytes.iter().take(room));
    }
}

/// A letter whose bytes are coming in.
#[derive(Debug, Default)]
struct Utf8 {
    bytes: [u8; 4],
    have: usize,
}

impl Utf8 {
    /// The letter that byte ends. A byte that fits nothing is dropped with what it should have
    /// ended, and is itself looked at anew.
    fn push(&mut self, byte: u8) -> Option<char> {
        if self.have > 0 && !(0x80..0xc0).contains(&byte) {
            self.have = 0;
        }
        *self.bytes.get_mut(self.have)? = byte;
        self.have += 1;
        let so_far = self.bytes.get(..self.have).unwrap_or_default();
        match std::str::from_utf8(so_far) {
            Ok(text) => {
                let letter = text.chars().next();
                self.have = 0;
                letter
            }
            Err(error) => {
                // `error_len` is None only while more bytes could make it whole.
                if error.error_len().is_some() {
                    self.have = 0;
                }
                None
            }
        }
    }
}
