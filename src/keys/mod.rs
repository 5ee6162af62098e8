//! What a key is: its name, written (`F9`, `^N`, `Enter`) and read.
//!
//! Both the terminal (which decodes bytes into keys) and the keymap (which gives them meanings)
//! speak of keys; this is the one word for both.

use serde::{Deserialize, Serialize};

/// A key as a clerk knows it. What terminals send for it is the terminal's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Key {
    /// A letter, digit or mark; composed letters arrive as they are.
    Char(char),
    /// Ctrl with a lower-case letter, or with `\\`.
    Ctrl(char),
    /// F1 … F12.
    F(u8),
    /// A key of the number pad in application mode: `0`–`9`, `+`, `*`, `-`, `/`, `.`.
    Pad(char),
    /// Return, on the keyboard or on the pad.
    Enter,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// 0x7F or 0x08.
    Backspace,
    /// Delete forward.
    Delete,
    /// Insert.
    Insert,
    /// Escape alone.
    Esc,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A sequence that stands for no key here; never acts.
    Unknown,
}
