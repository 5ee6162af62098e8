//! A record's view.

use super::Said;
use super::paint::{Paint, Tone, wrap};
use crate::app::desk::Desk;
use crate::app::record::{LineOf, View};
use crate::lang::screens;

/// Where values begin.
const VALUE: u16 = 20;
/// Where what a change did begins.
const CHANGE: u16 = 25;

pub(super) fn draw(paint: &mut Paint, view: &View, desk: &Desk) -> Said {
    let lang = desk.lang;
    let last = 1 + paint.body();
    let width = paint.width();
    let mut y = 2;
    let code = screens::CODE.fill(lang, &[view.shown.record.id.short()]);
    let gone = if view.there { "" } else { screens::RECORD_GONE_MARK.get(lang) };
    paint.rule(1, &format!("{}   {code}", desk.title(&view.shown)), gone);
    for line in view.lines(desk).into_iter().skip(view.top) {
        if y >= last {
            break;
        }
        let (head, text, x) = match line {
            LineOf::Head(head) => {
                paint.rule(y, &head, "");
                y += 1;
                continue;
            }
            LineOf::Field(label, text) => (label, text, VALUE),
            LineOf::Change(head, text) => (head, text, CHANGE),
            LineOf::Text(text) => (String::new(), text, 1),
        };
        paint.put_in(1, y, usize::from(x).saturating_sub(2), &head, Tone::Plain);
        for part in wrap(&text, usize::from(width - x)) {
            if y < last {
                paint.put(x, y, &part, Tone::Plain);
                y += 1;
            }
        }
    }
    paint.cursor(0, 2);
    let kind = view.kind().map_or("", |kind| kind.label.get(lang)).to_uppercase();
    let hint = if view.there { screens::RECORD_HINT } else { screens::RECORD_GONE_HINT };
    Said { title: kind, what: None, hint: hint.get(lang).to_owned() }
}
