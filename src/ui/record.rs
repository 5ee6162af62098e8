//! A record's view.

use super::Said;
use super::paint::{Paint, Tone};
use crate::app::desk::Desk;
use crate::app::form::is_stack;
use crate::app::record::{CHANGE, Opens, Row, VALUE, View, What, page};
use crate::lang::screens;
use std::ops::Range;

pub(super) fn draw(paint: &mut Paint, view: &View, desk: &Desk) -> Said {
    let lang = desk.lang;
    let code = screens::CODE.fill(lang, &[view.shown.record.id.short()]);
    let gone = if view.there { "" } else { screens::RECORD_GONE_MARK.get(lang) };
    paint.rule(1, &format!("{}   {code}", desk.title(&view.shown)), gone);
    paint.cursor(0, 2);
    let panes = view.panes(desk);
    let width = paint.width();
    let right = panes.split.unwrap_or(width);
    let left = if panes.split.is_some() { right.saturating_sub(2) } else { width };
    pane(paint, (0, left), &panes.left, view.at);
    if let Some(split) = panes.split {
        // Left of the bar nothing of these is in sight yet: they begin at their first page.
        match view.at.checked_sub(panes.left.len()) {
            Some(at) => pane(paint, (split, width), &panes.right, at),
            None => pane(paint, (split, width), &panes.right, usize::MAX),
        }
    }
    let kind = view.kind().map_or("", |kind| kind.label.get(lang)).to_uppercase();
    let hint = match panes.row(view.at).and_then(|row| row.opens) {
        _ if !view.there => screens::RECORD_GONE_HINT,
        Some(Opens::Record(_)) => screens::RECORD_OPENS_HINT,
        Some(Opens::Older(_)) => screens::RECORD_OLDER_HINT,
        None => screens::RECORD_HINT,
    };
    let hint = match view.there && is_stack(&view.shown.record) {
        true => screens::RECORD_BATCH_HINT.fill(lang, &[hint.get(lang)]),
        false => hint.get(lang).to_owned(),
    };
    Said { title: kind, what: None, hint }
}

/// The page of the rows that the bar stands on; the last one where it is past them, the first one
/// where it has not come to them.
fn pane(paint: &mut Paint, (left, right): (u16, u16), rows: &[Row], at: usize) {
    let page = page(paint.height());
    let here = (at < rows.len()).then_some(at);
    let seen = match here {
        Some(at) => at,
        None if at == usize::MAX => 0,
        None => rows.len().saturating_sub(1),
    };
    let from = seen - seen % page;
    for (y, (n, row)) in (2..).zip(rows.iter().enumerate().skip(from).take(page)) {
        if here == Some(n) {
            paint.put(left, y, ">", Tone::Strong);
            paint.cursor(left, y);
        }
        draw_row(paint, y, (left, right), row);
    }
}

/// Rows of a record from that column to the right edge, as many as there is room for.
pub(super) fn rows(paint: &mut Paint, left: u16, room: Range<u16>, rows: &[Row]) {
    let right = paint.width();
    for (y, row) in room.zip(rows) {
        draw_row(paint, y, (left, right), row);
    }
}

fn draw_row(paint: &mut Paint, y: u16, (left, right): (u16, u16), row: &Row) {
    let room = |from: u16| usize::from(right.saturating_sub(from));
    let begins = match row.what {
        What::Head => return paint.rule_in(y, (left, right), &row.text, ""),
        What::Field => VALUE,
        What::Change => CHANGE,
        What::Text => 1,
    };
    paint.put_in(left + 1, y, usize::from(begins).saturating_sub(2), &row.head, Tone::Plain);
    paint.put_in(left + begins, y, room(left + begins), &row.text, Tone::Plain);
}
