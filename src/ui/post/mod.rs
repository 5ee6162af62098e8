//! Bundles: what goes out, what comes in, what is held.

mod held;
mod receive;
mod send;
mod shell;

pub(super) use held::draw as quarantine;
pub(super) use receive::draw as receive;
pub(super) use send::draw as send;

use super::paint::{Paint, Tone, wrap};
use crate::app::desk::Desk;
use crate::exchange::fetch;
use crate::lang::outgoing::OUT_FETCH;
use crate::lang::post::BY_USB;
use shell::{broken, continued};
use std::path::Path;

/// A text of several rows.
enum Text {
    /// Words.
    Words(String, Tone),
    /// Where something lies.
    Path(String),
    /// A line to be typed or copied into a shell.
    Shell(String),
}

impl Text {
    fn rows(&self, room: usize) -> Vec<String> {
        match self {
            Self::Words(text, _) if text.is_empty() => vec![String::new()],
            Self::Words(text, _) => wrap(text, room),
            Self::Path(path) => broken(path, room),
            Self::Shell(line) => continued(line, room),
        }
    }

    fn tone(&self) -> Tone {
        match self {
            Self::Words(_, tone) => *tone,
            Self::Path(_) | Self::Shell(_) => Tone::Strong,
        }
    }
}

/// How a file gets onto a stick: at this machine, or (over SSH) at the clerk's own, to which it is
/// fetched first.
fn to_a_stick(file: &Path, usb: String, desk: &Desk) -> [Text; 2] {
    let (user, ssh) = desk.user();
    match fetch::line(file, user, ssh) {
        Some(line) => [words(OUT_FETCH.get(desk.lang)), Text::Shell(line)],
        None => [words(BY_USB.get(desk.lang)), Text::Shell(usb)],
    }
}

/// Plain words.
fn words(text: impl Into<String>) -> Text {
    Text::Words(text.into(), Tone::Plain)
}

/// Writes texts below each other from the edge on, so that a line that is marked and copied brings
/// nothing else along; the row after them.
fn lines(paint: &mut Paint, top: u16, texts: &[Text]) -> u16 {
    let room = usize::from(paint.width());
    let mut y = top;
    for text in texts {
        for row in text.rows(room) {
            if y <= paint.body() {
                paint.put(0, y, &row, text.tone());
            }
            y += 1;
        }
    }
    y
}
