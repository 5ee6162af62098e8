//! Escape sequences: what follows an Esc, and which key it stands for.
//!
//! Decoded are xterm, PuTTY and the VTs (`ESC [ 11 ~`), the Linux console (`ESC [ [ A`), rxvt, and
//! the keypad in application mode (`ESC O p`). A sequence with a modifier is [`Key::Unknown`]:
//! nothing here is bound to it. Nor is anything to Alt, and over a line that lags Esc and the next
//! key come in one read: what begins no sequence is Esc, and then a key of its own.

use crate::keys::Key;

/// The most bytes of a sequence that are looked at; a longer one stands for no key.
const LONGEST: usize = 32;

/// A sequence so far, the Esc left out.
#[derive(Debug, Default)]
pub(super) struct Sequence {
    shape: Shape,
    params: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Shape {
    /// Only Esc so far.
    #[default]
    Esc,
    /// `ESC [`.
    Csi,
    /// `ESC [ [`: a function key of the Linux console.
    Console,
    /// `ESC O`.
    Ss3,
    /// A terminal's answer to a question we never ask: runs to BEL or `ESC \`.
    Text,
    /// The Esc of the `ESC \` that ends a text.
    TextEsc,
    /// A mouse report of the old kind: so many bytes are still to come.
    Mouse(u8),
}

/// What a byte made of a sequence.
pub(super) enum Step {
    /// It goes on.
    More(Sequence),
    /// It is whole.
    Key(Key),
    /// A bracketed paste begins.
    Paste,
    /// It is whole and means nothing.
    Nothing,
    /// The sequence is over, and the byte does not belong to it.
    KeyThenByte(Key),
}

impl Sequence {
    /// What it stands for when nothing follows.
    pub(super) fn cut_short(&self) -> Key {
        if self.shape == Shape::Esc { Key::Esc } else { Key::Unknown }
    }

    /// Takes the next byte.
    pub(super) fn step(mut self, byte: u8) -> Step {
        match self.shape {
            Shape::Esc => self.after_esc(byte),
            Shape::Csi => self.csi(byte),
            Shape::Ss3 => self.ss3(byte),
            Shape::Console => match byte {
                b'A'..=b'E' => Step::Key(Key::F(byte - b'A' + 1)),
                0x20..=0x7e => Step::Key(Key::Unknown),
                _ => Step::KeyThenByte(Key::Unknown),
            },
            Shape::Text => match byte {
                0x07 => Step::Nothing,
                0x1b => self.into_shape(Shape::TextEsc),
                _ => Step::More(self),
            },
            Shape::TextEsc => match byte {
                b'\\' => Step::Nothing,
                _ => {
                    self.shape = Shape::Esc;
                    self.step(byte)
                }
            },
            Shape::Mouse(left) if byte >= 0x20 => match left {
                0 | 1 => Step::Nothing,
                _ => self.into_shape(Shape::Mouse(left - 1)),
            },
            Shape::Mouse(_) => Step::KeyThenByte(Key::Unknown),
        }
    }

    fn into_shape(mut self, shape: Shape) -> Step {
        self.shape = shape;
        Step::More(self)
    }

    fn after_esc(self, byte: u8) -> Step {
        match byte {
            b'[' => self.into_shape(Shape::Csi),
            b'O' => self.into_shape(Shape::Ss3),
            b']' | b'P' | b'_' | b'^' | b'X' => self.into_shape(Shape::Text),
            // Two Escs are two keys, whatever the second one begins.
            _ => Step::KeyThenByte(Key::Esc),
        }
    }

    fn csi(mut self, byte: u8) -> Step {
        match byte {
            b'[' if self.params.is_empty() => self.into_shape(Shape::Console),
            // rxvt ends Shift with its keys in `$`, which elsewhere never ends a sequence.
            b'$' if self.params.iter().all(u8::is_ascii_digit) => Step::Key(Key::Unknown),
            0x20..=0x3f => {
                if self.params.len() < LONGEST {
                    self.params.push(byte);
                }
                Step::More(self)
            }
            b'M' if self.params.is_empty() => self.into_shape(Shape::Mouse(3)),
            b'~' if self.params == b"200" => Step::Paste,
            b'~' if self.params == b"201" => Step::Nothing,
            0x40..=0x7e => Step::Key(self.csi_key(byte)),
            _ => Step::KeyThenByte(Key::Unknown),
        }
    }

    fn csi_key(&self, end: u8) -> Key {
        let mut params = self.params.split(|byte| *byte == b';');
        let first = params.next().unwrap_or_default();
        let modified = match params.next() {
            None | Some(b"" | b"1") => params.next().is_some(),
            Some(_) => true,
        };
        if modified {
            return Key::Unknown;
        }
        match (end, first) {
            (b'~', number) => numbered(number),
            (b'Z', b"") => Key::BackTab,
            (_, b"" | b"1") => moved(end),
            _ => Key::Unknown,
        }
    }

    fn ss3(mut self, byte: u8) -> Step {
        match byte {
            b'0'..=b'9' | b';' => {
                if self.params.len() < LONGEST {
                    self.params.push(byte);
                }
                Step::More(self)
            }
            0x20..=0x7e if !self.params.is_empty() => Step::Key(Key::Unknown),
            b'P'..=b'S' => Step::Key(Key::F(byte - b'P' + 1)),
            b'M' => Step::Key(Key::Enter),
            b'I' => Step::Key(Key::Tab),
            b'p'..=b'y' => Step::Key(Key::Pad(char::from(byte - b'p' + b'0'))),
            b'j' => Step::Key(Key::Pad('*')),
            b'k' => Step::Key(Key::Pad('+')),
            b'm' => Step::Key(Key::Pad('-')),
            b'n' | b'l' => Step::Key(Key::Pad('.')),
            b'o' => Step::Key(Key::Pad('/')),
            0x20..=0x7e => Step::Key(moved(byte)),
            _ => Step::KeyThenByte(Key::Unknown),
        }
    }
}

/// The keys whose last letter names them, in both cursor modes.
fn moved(end: u8) -> Key {
    match end {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        _ => Key::Unknown,
    }
}

/// The keys that are numbers: xterm's, the VTs', rxvt's and the console's agree but for Home and End.
fn numbered(number: &[u8]) -> Key {
    match number {
        b"1" | b"7" => Key::Home,
        b"2" => Key::Insert,
        b"3" => Key::Delete,
        b"4" | b"8" => Key::End,
        b"5" => Key::PageUp,
        b"6" => Key::PageDown,
        b"11" => Key::F(1),
        b"12" => Key::F(2),
        b"13" => Key::F(3),
        b"14" => Key::F(4),
        b"15" => Key::F(5),
        b"17" => Key::F(6),
        b"18" => Key::F(7),
        b"19" => Key::F(8),
        b"20" => Key::F(9),
        b"21" => Key::F(10),
        b"23" => Key::F(11),
        b"24" => Key::F(12),
        _ => Key::Unknown,
    }
}
