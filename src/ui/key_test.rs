//! The test of keys: what came, what it is taken for, and what has not come yet.

use super::paint::{Paint, Tone, wrap};
use super::{Look, Screen};
use crate::app::KeyTest;
use crate::lang::screens;

/// Where the columns begin.
const KEY: u16 = 27;
const DOES: u16 = 40;

/// Draws the test at that size (columns, rows).
pub fn key_test(test: &KeyTest, size: (u16, u16), look: Look) -> Screen {
    let mut paint = Paint::new(size, look);
    let (lang, width) = (test.lang, usize::from(size.0));
    paint.put(0, 0, screens::KEYS_TITLE.get(lang), Tone::Title);
    paint.put_right(0, &test.terminal, Tone::Plain);
    let missing = wrap(&test.missing().join("  "), width.saturating_sub(2));
    let missing_rows = u16::try_from(missing.len()).unwrap_or(0);
    let bottom = size.1.saturating_sub(3 + missing_rows);
    for (x, head) in
        [(1, screens::KEYS_BYTES), (KEY, screens::KEYS_KEY), (DOES, screens::KEYS_DOES)]
    {
        paint.put(x, 1, head.get(lang), Tone::Strong);
    }
    let room = usize::from(bottom.saturating_sub(2));
    let from = test.came.len().saturating_sub(room);
    for (y, came) in (2..).zip(test.came.iter().skip(from)) {
        paint.put_in(1, y, usize::from(KEY) - 2, &came.bytes, Tone::Plain);
        paint.put_in(KEY, y, usize::from(DOES - KEY) - 1, &came.key, Tone::Strong);
        paint.put(DOES, y, &came.does, Tone::Plain);
    }
    paint.rule(bottom, screens::KEYS_MISSING.get(lang), "");
    for (y, line) in (bottom + 1..).zip(&missing) {
        paint.put(1, y, line, Tone::Plain);
    }
    let last = size.1.saturating_sub(1);
    paint.put(0, last.saturating_sub(1), screens::KEYS_HINT.get(lang), Tone::Plain);
    paint.put(0, last, screens::KEYS_END.get(lang), Tone::Footer);
    let y = 2 + u16::try_from(test.came.len().min(room)).unwrap_or(0);
    paint.cursor(1, y.min(bottom));
    paint.done()
}
