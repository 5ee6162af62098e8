//! Look-up.

use super::Said;
use super::first::mark;
use super::paint::{Paint, Tone};
use super::table::{columns_of, heads, mixed, row};
use crate::app::desk::Desk;
use crate::app::find::{Find, rows_in};
use crate::app::words::{number, time};
use crate::domain::records;
use crate::lang::screens;
use crate::register::Shown;
use crate::text::width::pad;

pub(super) fn draw(paint: &mut Paint, find: &Find, desk: &Desk) -> Said {
    let lang = desk.lang;
    let (rows, below) = rows_in(paint.height());
    let x = paint.put(0, 1, screens::FIND_QUERY.get(lang), Tone::Plain);
    let others = match find.others {
        0 => String::new(),
        others => screens::FIND_OTHERS.fill(lang, &[number(others, lang)]),
    };
    paint.rule(2, &number(find.total, lang), &others);
    let room = usize::from(paint.width()).saturating_sub(3);
    let columns = find.record_type().map(|kind| columns_of(kind, room, desk));
    if let Some(columns) = &columns {
        heads(paint, 3, 3, columns, desk);
    }
    let from = find.at - find.at % rows;
    for (at, shown) in find.rows.iter().enumerate().skip(from).take(rows) {
        let y = 4 + u16::try_from(at - from).unwrap_or(0);
        mark(paint, y, at == find.at);
        if !is_active(shown) {
            paint.put(1, y, GONE, Tone::Plain);
        }
        let text = match &columns {
            Some(columns) => row(shown, columns, desk),
            None => mixed(shown, room, desk),
        };
        paint.put_in(3, y, room, &text, Tone::Plain);
    }
    if find.heard && find.rows.is_empty() {
        let none = if find.picking { screens::PICK_NONE } else { screens::FIND_NONE };
        paint.put(3, 4, none.get(lang), Tone::Plain);
    }
    let top = 4 + u16::try_from(rows).unwrap_or(0);
    preview(paint, find, desk, top, below);
    paint.entry(x + 1, 1, &find.query);
    let hint = if find.picking { screens::PICK_HINT } else { screens::FIND_HINT };
    Said { title: title(find, desk), what: None, hint: hint.get(lang).to_owned() }
}

/// Stands before a record that is no longer active.
const GONE: &str = "-";

fn is_active(shown: &Shown) -> bool {
    records::of(shown.record.kind).is_none_or(|kind| (kind.active)(&shown.record))
}

fn title(find: &Find, desk: &Desk) -> String {
    let lang = desk.lang;
    let kind = match find.record_type() {
        Some(kind) => kind.label.get(lang),
        None => screens::FIND_ALL.get(lang),
    };
    let label = if find.picking { screens::FIND_PICK } else { screens::FIND_TITLE };
    let title = label.fill(lang, &[kind]);
    match find.inactive {
        true => format!("{title}  {}", screens::FIND_INACTIVE.fill(lang, &[GONE])),
        false => title,
    }
}

/// The record the bar stands on: its name at once, what else it holds once the typing pauses.
fn preview(paint: &mut Paint, find: &Find, desk: &Desk, top: u16, below: usize) {
    let lang = desk.lang;
    let Some(shown) = find.current() else { return paint.rule(top, "", "") };
    let code = screens::CODE.fill(lang, &[shown.record.id.short()]);
    paint.rule(top, &format!("{}   {code}", desk.title(shown)), "");
    if find.preview.as_ref().is_none_or(|(id, _)| *id != shown.record.id) {
        return;
    }
    let Some(kind) = records::of(shown.record.kind) else { return };
    let mut texts: Vec<(String, String)> = Vec::new();
    for field in kind.fields.iter().filter(|field| !kind.title.contains(&field.tag)) {
        let text = desk.seen(shown, field);
        if !text.is_empty() {
            let label = kind.label_of(field, &shown.record.values).get(lang);
            texts.push((label.to_owned(), text));
        }
    }
    // Two fields a row; the last row is for the last change.
    let rows = below.saturating_sub(2);
    let half = usize::from(paint.width()) / 2;
    let last = texts.len().saturating_sub(1);
    for (at, (label, text)) in texts.iter().take(rows * 2).enumerate() {
        let y = top + 1 + u16::try_from(at / 2).unwrap_or(0);
        let x = if at % 2 == 0 { 0 } else { u16::try_from(half).unwrap_or(0) };
        let text = format!("{} {text}", pad(label, 16));
        // The last one has the rest of its row.
        let room = if at == last { usize::from(paint.width()) } else { half - 1 };
        paint.put_in(x, y, room, &text, Tone::Plain);
    }
    if let Some((_, Some(change))) = &find.preview {
        let what = crate::app::record::change_lines(kind, change, desk).join("; ");
        let head = screens::LAST_CHANGE.get(lang);
        let text = format!("{head}: {} {}: {what}", time(change.time), change.operator);
        paint.put(0, top + u16::try_from(below).unwrap_or(1) - 1, &text, Tone::Plain);
    }
}
