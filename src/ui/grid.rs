//! The form as a grid: the records entered last and the one being entered, a line each.

use super::Said;
use super::form::{Place, header, panel, said, state, title, totals};
use super::paint::{Paint, Tone};
use crate::app::desk::Desk;
use crate::app::form::{Column, Form};
use crate::domain::FieldKind;
use crate::register::Shown;
use crate::text::width::{columns, fit, pad};

/// Columns of the screen for the number of the form.
const NUMBER: usize = 4;
/// Rows of the panel below, with its rule.
const PANEL: u16 = 3;

pub(super) fn draw(paint: &mut Paint, form: &Form, desk: &Desk) -> Said {
    let right = [totals(form, desk), state(form, desk)];
    let right =
        right.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("  ");
    let room = usize::from(paint.width()).saturating_sub(10 + columns(&right));
    paint.rule(1, &fit(&header(form, desk), room), &right);
    let shown = in_sight(form, usize::from(paint.width()), desk);
    heads(paint, form, &shown, desk);
    let below = paint.body().saturating_sub(PANEL).max(4);
    let rows = usize::from(below.saturating_sub(4));
    let from = form.saved.len().saturating_sub(rows);
    let first = form.first_number() + form.count.saturating_sub(form.saved.len());
    let mut y = 3;
    for (at, saved) in form.saved.iter().enumerate().skip(from) {
        number(paint, y, first + at, Tone::Plain);
        for (x, width, column) in &shown {
            paint.put_in(*x, y, *width, &saved_text(saved, form, column, desk), Tone::Plain);
        }
        y += 1;
    }
    number(paint, y, form.number(), Tone::Strong);
    for (x, width, column) in &shown {
        cell(paint, (*x, y, *width), (form, column), desk);
    }
    panel(paint, form, desk, Place { y: below, below: 0 });
    Said { title: title(form, desk), ..said(form, desk) }
}

fn number(paint: &mut Paint, y: u16, n: usize, tone: Tone) {
    paint.put_in(0, y, NUMBER - 1, &format!("{n:>3}"), tone);
}

/// A column in sight: where it begins, how wide it is, what it is.
type InSight = (u16, usize, Column);

/// The first column, and as many of the others as there is room for, the cursor's among them.
fn in_sight(form: &Form, width: usize, desk: &Desk) -> Vec<InSight> {
    let all = form.columns(desk);
    let here = all.iter().position(|column| is_here(form, column, desk)).unwrap_or(0);
    let wide = |column: &Column| width_of(form, column, desk);
    let Some(first) = all.first() else { return Vec::new() };
    let room = width.saturating_sub(NUMBER + wide(first) + 1);
    let fits = |from: usize| {
        let mut left = room;
        let rest = all.iter().enumerate().skip(from);
        rest.take_while(|(_, column)| {
            let taken = wide(column) + 1;
            let fits = taken <= left + 1;
            left = left.saturating_sub(taken);
            fits
        })
        .map(|(at, _)| at)
        .last()
    };
    // From the least column on from which the cursor's is in sight.
    let from = (1..=here.max(1)).find(|from| fits(*from) >= Some(here)).unwrap_or(here.max(1));
    let to = fits(from).map_or(from, |last| last + 1);
    let shown = std::iter::once(first).chain(all.get(from..to).unwrap_or_default());
    let mut x = NUMBER;
    let mut out = Vec::new();
    for column in shown {
        let at = u16::try_from(x).unwrap_or(u16::MAX);
        out.push((at, wide(column), column.clone()));
        x += wide(column) + 1;
    }
    out
}

/// Whether the cursor stands in that column.
fn is_here(form: &Form, column: &Column, desk: &Desk) -> bool {
    column.at == form.at && column.under.as_ref().is_none_or(|under| form.is_under(under, desk))
}

fn width_of(form: &Form, column: &Column, desk: &Desk) -> usize {
    let Some(cell) = form.cells.get(column.at) else { return 0 };
    let least = match cell.flat.kind {
        FieldKind::Name => 24,
        FieldKind::Text(most) => usize::from(most).clamp(6, 14),
        FieldKind::PartialDate | FieldKind::Date | FieldKind::Phone => 10,
        FieldKind::Choice(_) | FieldKind::Whole | FieldKind::YesNo => 6,
        FieldKind::CitizenId | FieldKind::Vnd => 12,
        FieldKind::Lookup(_) | FieldKind::Area(_) | FieldKind::Note => 14,
        FieldKind::Timeline(_) | FieldKind::Secret => 14,
    };
    least.max(columns(&fit(&head(form, column, desk), 10)))
}

fn head(form: &Form, column: &Column, desk: &Desk) -> String {
    let Some(cell) = form.cells.get(column.at) else { return String::new() };
    let star = if cell.field.required { " *" } else { "" };
    match &column.under {
        Some((_, called)) => called.clone(),
        None => format!("{}{star}", cell.field.label.get(desk.lang)),
    }
}

fn heads(paint: &mut Paint, form: &Form, shown: &[InSight], desk: &Desk) {
    paint.put(0, 2, " TT", Tone::Strong);
    for (x, width, column) in shown {
        let head = pad(&fit(&head(form, column, desk), *width), *width);
        paint.put_in(*x, 2, *width, &head, Tone::Strong);
    }
}

/// What of a saved record stands in a column.
fn saved_text(saved: &Shown, form: &Form, column: &Column, desk: &Desk) -> String {
    let Some(cell) = form.cells.get(column.at) else { return String::new() };
    let text = desk.listed(saved, cell.field);
    let Some((code, _)) = &column.under else { return text };
    let by = form.kind.split.as_ref().map(|split| saved.record.values.get(split.by));
    let here = by.flatten() == Some(crate::domain::Value::Code(code.clone()));
    match (here, text.is_empty()) {
        (true, true) => "x".to_owned(),
        (true, false) => text,
        (false, _) => String::new(),
    }
}

/// A field of the record being entered; the cursor in the one that is typed in.
fn cell(
    paint: &mut Paint,
    (x, y, width): (u16, u16, usize),
    (form, column): (&Form, &Column),
    desk: &Desk,
) {
    let Some(cell) = form.cells.get(column.at) else { return };
    if is_here(form, column, desk) {
        return paint.entry_in(x, y, width, &cell.entry);
    }
    let tone = if cell.over { Tone::Error } else { Tone::Plain };
    let text = match &column.under {
        Some((code, _)) if form.tells(code) && cell.entry.is_empty() => "x".to_owned(),
        Some((code, _)) if !form.tells(code) => String::new(),
        _ => cell.shown(),
    };
    paint.put_in(x, y, width, &text, tone);
}
