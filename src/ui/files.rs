//! The files that lie where files are put, to choose from.

use super::first::mark;
use super::paint::{Paint, Tone, wrap};
use crate::app::desk::Desk;
use crate::app::files::Files;
use crate::app::import::page;
use crate::app::words::{number, time};
use crate::lang::{Label, import as said};
use crate::text::width::{columns, pad};

/// Columns of a file's day and length.
const RIGHT: usize = 26;

/// Draws them; `none`: what is said where there are none.
pub(super) fn draw(paint: &mut Paint, files: &Files, none: &Label, desk: &Desk) {
    let lang = desk.lang;
    let x = paint.put(0, 1, said::IMPORT_FILE.get(lang), Tone::Plain);
    paint.rule(2, said::IMPORT_FILES.get(lang), "");
    let rows = files.rows();
    let room = page(desk).max(1);
    let from = files.at - files.at % room;
    let width = usize::from(paint.width());
    for (y, (n, list)) in (3..).zip(rows.iter().enumerate().skip(from).take(room)) {
        mark(paint, y, n == files.at);
        paint.put_in(2, y, width.saturating_sub(RIGHT + 3), &list.name, Tone::Plain);
        paint.put_right(y, &right(list.bytes, list.changed, desk), Tone::Plain);
    }
    if rows.is_empty() {
        let none = match (files.waiting, files.entry.is_empty() || !files.any()) {
            (true, _) => &said::IMPORT_LISTING,
            (false, _) if !files.entry.is_empty() => &said::IMPORT_AS_PATH,
            (false, _) => none,
        };
        for (y, line) in (3..).zip(wrap(none.get(lang), width.saturating_sub(3))) {
            paint.put(2, y, &line, Tone::Plain);
        }
    }
    paint.entry(x, 1, &files.entry);
}

/// How long a file is, and when it was changed.
fn right(bytes: u64, changed: i64, desk: &Desk) -> String {
    let size = format!("{} KB", number(bytes.div_ceil(1024), desk.lang));
    let size = pad(&" ".repeat(9_usize.saturating_sub(columns(&size))), 0) + &size;
    format!("{size} {}", time(changed))
}
