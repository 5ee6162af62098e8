//! Help.

use super::Said;
use super::paint::{Paint, Tone, wrap};
use crate::app::desk::Desk;
use crate::app::help::Help;
use crate::lang::screens;

/// Where the explanations begin.
const DOC: u16 = 22;

pub(super) fn draw(paint: &mut Paint, help: &Help, desk: &Desk) -> Said {
    let last = 1 + paint.body();
    let mut y = 1;
    for about in &help.about {
        paint.put(1, y, about, Tone::Strong);
        y += 2;
    }
    let width = paint.width();
    let lines = help.lines(desk);
    for (keys, doc) in lines.iter().skip(help.top) {
        let parts = wrap(doc, usize::from(width - DOC));
        if y + u16::try_from(parts.len()).unwrap_or(1) > last {
            break;
        }
        paint.put_in(1, y, usize::from(DOC) - 2, keys, Tone::Strong);
        for part in parts {
            paint.put(DOC, y, &part, Tone::Plain);
            y += 1;
        }
    }
    paint.cursor(0, 1);
    let title = help.title.get(desk.lang).to_owned();
    Said { title, what: None, hint: screens::HELP_HINT.get(desk.lang).to_owned() }
}
