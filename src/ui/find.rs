//! Look-up.

use super::Said;
use super::first::mark;
use super::paint::{Paint, Tone};
use super::table::{columns_of, heads, mixed, row};
use crate::app::desk::Desk;
use crate::app::find::{Find, GONE, Suggestion, is_wide, pane_of, rows_in};
use crate::app::record::{changes_of, fields_of};
use crate::app::words::number;
use crate::domain::{FieldKind, RecordType, records};
use crate::lang::screens;
use crate::register::Shown;
use crate::text::width::{columns, pad};
use std::ops::Range;

/// Stands before a marked record.
const MARKED: &str = "*";
/// Where the rows begin; before them the bar, the mark, and whether a record is gone.
const ROW: u16 = 3;

pub(super) fn draw(paint: &mut Paint, find: &Find, desk: &Desk) -> Said {
    let lang = desk.lang;
    let size = (paint.width(), paint.height());
    let (rows, below) = rows_in(size);
    let wide = is_wide(size);
    let left = if wide { size.0 - pane_of(size.0) - 1 } else { size.0 };
    let x = paint.put(0, 1, screens::FIND_QUERY.get(lang), Tone::Plain);
    let (_, marked) = heading(find, desk);
    // The rule shows the count at its left.
    let mut right = find.left_out(desk, usize::from(size.0) - 20);
    // Beside the record there is no rule of its own to say it.
    if wide && !marked.is_empty() {
        right = if right.is_empty() { marked } else { format!("{right} | {marked}") };
    }
    paint.rule(2, &number(find.total, lang), &right);
    let room = usize::from(left.saturating_sub(ROW));
    let columns = find.record_type().map(|kind| columns_of(kind, room, desk));
    if let Some(columns) = &columns {
        heads(paint, ROW, 3, columns, desk);
    }
    let from = find.at - find.at % rows;
    for (at, shown) in find.rows.iter().enumerate().skip(from).take(rows) {
        let y = 4 + u16::try_from(at - from).unwrap_or(0);
        mark(paint, y, at == find.at);
        let marked = find.marks.has(shown.record.id);
        if marked {
            paint.put(1, y, MARKED, Tone::Strong);
        }
        if !is_active(shown) {
            paint.put(if marked { 2 } else { 1 }, y, GONE, Tone::Plain);
        }
        let text = match &columns {
            Some(columns) => row(shown, columns, desk),
            None => mixed(shown, room, desk),
        };
        paint.put_in(ROW, y, room, &text, Tone::Plain);
    }
    if find.heard && find.rows.is_empty() && find.refused.is_none() {
        let none = if find.picking { screens::PICK_NONE } else { screens::FIND_NONE };
        paint.put_in(ROW, 4, room, none.get(lang), Tone::Plain);
    }
    let top = 4 + u16::try_from(rows).unwrap_or(0);
    if wide {
        pane(paint, find, desk, left, top);
    } else {
        preview(paint, find, desk, top, below);
    }
    paint.entry(x + 1, 1, &find.query);
    said(find, desk, size.0)
}

fn is_active(shown: &Shown) -> bool {
    records::of(shown.record.kind).is_none_or(|kind| (kind.active)(&shown.record))
}

/// The title with what is looked for, piece by piece as far as it fits.
fn title(find: &Find, desk: &Desk, width: u16) -> String {
    let lang = desk.lang;
    let kind = match find.record_type() {
        Some(kind) => kind.label.get(lang),
        None => screens::FIND_ALL.get(lang),
    };
    let label = if find.picking { screens::FIND_PICK } else { screens::FIND_TITLE };
    let title = label.fill(lang, &[kind]);
    let room = super::title_room(desk, width);
    let with = |pieces: &[String]| format!("{title}  {}", pieces.join(" | ")).trim_end().to_owned();
    let mut pieces = find.holding(desk);
    if columns(&with(&pieces)) > room {
        return with(&find.holding_short(desk));
    }
    for piece in find.free(desk) {
        pieces.push(piece);
        if columns(&with(&pieces)) > room {
            pieces.pop();
        }
    }
    with(&pieces)
}

fn said(find: &Find, desk: &Desk, width: u16) -> Said {
    let lang = desk.lang;
    let title = title(find, desk, width);
    if let Some(problem) = &find.refused {
        let (what, hint) = desk.worded(problem);
        return Said { title, what: Some((format!("! {what}"), Tone::Error)), hint };
    }
    let hint = offered(find, desk, usize::from(width)).unwrap_or_else(|| match find.picking {
        true => screens::PICK_HINT.get(lang).to_owned(),
        false => find.hint(desk),
    });
    Said { title, what: None, hint }
}

/// The filters whose word is being typed, as many as fit.
fn offered(find: &Find, desk: &Desk, width: usize) -> Option<String> {
    let mut said: Option<String> = None;
    let mut words = String::new();
    for (word, field) in find.offers.words() {
        let one = format!("{}: {}", word.get(desk.lang), field.label.get(desk.lang));
        words = if words.is_empty() { one } else { format!("{words}, {one}") };
        let next = screens::FIND_FILTERS.fill(desk.lang, &[&words]);
        if said.is_some() && columns(&next) > width {
            break;
        }
        said = Some(next);
    }
    said
}

/// What the rule over the record says: what it is called, its code, and how many are marked.
fn heading(find: &Find, desk: &Desk) -> (String, String) {
    let lang = desk.lang;
    let marked = match find.marks.count() {
        0 => String::new(),
        count => screens::MARKED.fill(lang, &[number(count, lang)]),
    };
    let title = find.current().map(|shown| {
        let code = screens::CODE.fill(lang, &[shown.record.id.short()]);
        format!("{}   {code}", desk.title(shown))
    });
    (title.unwrap_or_default(), marked)
}

/// The record beside the list: its name at once, the rest once the typing pauses.
fn pane(paint: &mut Paint, find: &Find, desk: &Desk, left: u16, end: u16) {
    paint.down(left, 3..end);
    let x = left + 1;
    if let Some(values) = find.offers.values() {
        return self::values(paint, values, desk, (x, 3), end);
    }
    paint.put(x + 1, 3, &heading(find, desk).0, Tone::Strong);
    let seen = find.preview.as_ref().zip(find.current());
    if let Some((preview, shown)) = seen.filter(|(seen, shown)| seen.id == shown.record.id) {
        let Some(kind) = records::of(shown.record.kind) else { return };
        let room = paint.width().saturating_sub(x);
        let mut rows = fields_of(kind, shown, false, desk, room);
        if let Some(history) = preview.history() {
            rows.extend(changes_of(kind, history, desk, room));
        }
        super::record::rows(paint, x, 4..end, &rows);
    }
}

/// The record the bar stands on: its name at once, what else it holds once the typing pauses.
fn preview(paint: &mut Paint, find: &Find, desk: &Desk, top: u16, below: usize) {
    let end = top + u16::try_from(below).unwrap_or(0);
    if let Some(values) = find.offers.values() {
        return self::values(paint, values, desk, (0, top), end);
    }
    let (title, marked) = heading(find, desk);
    paint.rule(top, &title, &marked);
    let seen = find.preview.as_ref().zip(find.current());
    let seen = seen.filter(|(seen, shown)| seen.id == shown.record.id);
    let Some((preview, shown)) = seen else { return };
    let Some(kind) = records::of(shown.record.kind) else { return };
    // The last rows say where it came from, what changed last and where that was sent.
    let lines = preview.lines(kind, desk);
    let below = u16::try_from(lines.len()).unwrap_or(u16::MAX).max(2);
    let end_of_fields = end.saturating_sub(below);
    fields(paint, &texts(kind, shown, desk), top + 1..end_of_fields);
    for (y, (label, text)) in (end_of_fields..end).zip(lines) {
        paint.put(0, y, &labelled(label, &text), Tone::Plain);
    }
}

/// Two fields a row, where neither is too long for its half.
fn fields(paint: &mut Paint, texts: &[String], mut rows: Range<u16>) {
    let half = paint.width() / 2;
    let mut texts = texts.iter().peekable();
    let fits = |text: &String| columns(text) < usize::from(half);
    while let Some(y) = rows.next()
        && let Some(text) = texts.next()
    {
        paint.put(0, y, text, Tone::Plain);
        if fits(text)
            && let Some(text) = texts.next_if(|text| fits(text))
        {
            paint.put(half, y, text, Tone::Plain);
        }
    }
}

fn labelled(label: &str, text: &str) -> String {
    format!("{} {text}", pad(label, 16))
}

/// What a preview tells of a record: its state, then what its row does not say, then the rest.
fn texts(kind: &RecordType, shown: &Shown, desk: &Desk) -> Vec<String> {
    let fields = kind.fields.iter().filter(|field| !kind.title.contains(&field.tag));
    let mut fields: Vec<_> = fields.collect();
    fields.sort_by_key(|field| {
        (kind.list.contains(&field.tag), kind.status_field().map(|of| of.tag) != Some(field.tag))
    });
    let mut texts = Vec::new();
    for field in fields {
        let text = desk.seen(shown, field);
        if !text.is_empty() {
            let label = kind.label_of(field, &shown.record.values).get(desk.lang);
            texts.push(labelled(label, &text));
        }
    }
    texts
}

/// The values that a filter being typed may take, the first one being what Tab takes.
fn values(paint: &mut Paint, values: &[Suggestion], desk: &Desk, from: (u16, u16), end: u16) {
    let (x, top) = from;
    let label = values.first().and_then(Suggestion::field).map_or("", |f| f.label.get(desk.lang));
    paint.rule_from(x, top, &screens::FIND_VALUES.fill(desk.lang, &[label]), "");
    for (y, value) in (top + 1..end).zip(values) {
        let Suggestion::Value(offer) = value else { continue };
        let Some(field) = value.field() else { continue };
        let (value, name) = &offer.value;
        let refer = |_| name.clone();
        let said = crate::domain::show::listed(field, value, &desk.tables, desk.lang, &refer);
        let said = match field.kind.at_a_time() {
            FieldKind::Area(_) => format!("{} {said}", offer.typed),
            _ => said,
        };
        let tone = if y == top + 1 { Tone::Strong } else { Tone::Plain };
        let line = format!("{} {}", pad(&said, 36), number(offer.count, desk.lang));
        paint.put(x + 1, y, &line, tone);
    }
}
