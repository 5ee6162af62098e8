//! Bundles: what comes in, what is held.

mod held;
mod receive;

pub(super) use held::draw as quarantine;
pub(super) use receive::draw as receive;

use super::paint::{Paint, Tone, wrap};

/// Writes texts below each other from the edge on, so that a line that is marked and copied brings
/// nothing else along; the row after them. An empty text leaves a row.
fn lines(paint: &mut Paint, top: u16, texts: &[(String, Tone)]) -> u16 {
    let room = usize::from(paint.width());
    let mut y = top;
    for (text, tone) in texts {
        let parts = if text.is_empty() { vec![String::new()] } else { wrap(text, room) };
        for part in parts {
            if y <= paint.body() {
                paint.put(0, y, &part, *tone);
            }
            y += 1;
        }
    }
    y
}
