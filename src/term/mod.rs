//! Bytes to keys, cells to one write a frame, signals, what a terminal can do. Knows no record.
//!
//! Nothing here polls or ticks: one thread blocks in `read`, one in the signal pipe, one waits for
//! a frame to write, and each speaks only when something happened.

mod caps;
mod decode;
mod hidden;
mod input;
pub mod job;
mod output;
mod paint;
mod signals;
mod style;
mod tty;

pub use caps::{Caps, Colours};
pub use decode::{Decoder, GRACE, Input, PASTE_CAP};
pub use hidden::{hidden_line, one_key};
pub use input::read_in_chunks;
pub use output::Output;
pub use paint::Painter;
pub use signals::{Signal, Signals, ending_code};
pub use tty::{Keyboard, Modes, Tty, panic_aside};
