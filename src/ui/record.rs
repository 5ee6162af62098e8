//! A record's view.

use super::Said;
use super::paint::{Paint, Tone, wrap};
use crate::app::desk::Desk;
use crate::app::record::{LineOf, View};
use crate::lang::screens;
use std::ops::Range;

/// Where values begin.
const VALUE: u16 = 20;
/// Where what a change did begins.
const CHANGE: u16 = 25;

pub(super) fn draw(paint: &mut Paint, view: &View, desk: &Desk) -> Said {
    let lang = desk.lang;
    let code = screens::CODE.fill(lang, &[view.shown.record.id.short()]);
    let gone = if view.there { "" } else { screens::RECORD_GONE_MARK.get(lang) };
    paint.rule(1, &format!("{}   {code}", desk.title(&view.shown)), gone);
    let lines = view.lines(desk);
    self::lines(paint, 0, 2..1 + paint.body(), lines.into_iter().skip(view.top));
    paint.cursor(0, 2);
    let kind = view.kind().map_or("", |kind| kind.label.get(lang)).to_uppercase();
    let hint = if view.there { screens::RECORD_HINT } else { screens::RECORD_GONE_HINT };
    Said { title: kind, what: None, hint: hint.get(lang).to_owned() }
}

/// Lines of a record from that column to the right edge, as many as there are rows for.
pub(super) fn lines(
    paint: &mut Paint,
    left: u16,
    mut rows: Range<u16>,
    lines: impl Iterator<Item = LineOf>,
) {
    for line in lines {
        let (head, text, x) = match line {
            LineOf::Head(head) => {
                if let Some(y) = rows.next() {
                    paint.rule_from(left, y, &head, "");
                }
                continue;
            }
            LineOf::Field(label, text) => (label, text, VALUE),
            LineOf::Change(head, text) => (head, text, CHANGE),
            LineOf::Text(text) => (String::new(), text, 1),
        };
        let (head_room, x) = (usize::from(x).saturating_sub(2), left + x);
        let room = usize::from(paint.width().saturating_sub(x));
        let mut head = Some(head);
        for part in wrap(&text, room) {
            let Some(y) = rows.next() else { return };
            paint.put_in(left + 1, y, head_room, &head.take().unwrap_or_default(), Tone::Plain);
            paint.put(x, y, &part, Tone::Plain);
        }
    }
}
