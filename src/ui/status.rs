//! A status act, over the screen it is about.

use super::Said;
use super::first::mark;
use super::paint::{Paint, Tone, wrap};
use crate::app::desk::Desk;
use crate::app::form::{Cell, Read};
use crate::app::status::StatusAct;
use crate::lang::screens;

/// Where values begin.
const VALUE: u16 = 21;

pub(super) fn draw(paint: &mut Paint, act: &StatusAct, desk: &Desk, below: Said) -> Said {
    let lang = desk.lang;
    let bottom = 1 + paint.body();
    // In the first field what there is to choose; from then on what will come of it.
    let line = if act.fields.at == 0 { act.choices(desk) } else { act.will(desk) };
    let lines = wrap(&line, usize::from(paint.width()).saturating_sub(2));
    let rows = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let top = bottom.saturating_sub(rows(1 + act.fields.cells.len() + lines.len()));
    paint.blank(top, bottom);
    let title = screens::STATUS_TITLE.fill(lang, &[act.title(desk)]);
    paint.rule(top, &title, "");
    for (y, (at, cell)) in (top + 1..).zip(act.fields.cells.iter().enumerate()) {
        field(paint, y, cell, at == act.fields.at, desk);
    }
    for (y, line) in (top + 1 + rows(act.fields.cells.len())..).zip(&lines) {
        let tone = if act.fields.at == 0 { Tone::Plain } else { Tone::Strong };
        paint.put(1, y, line, tone);
    }
    said(act, desk, below)
}

pub(super) fn field(paint: &mut Paint, y: u16, cell: &Cell, here: bool, desk: &Desk) {
    mark(paint, y, here);
    let tone = if here { Tone::Strong } else { Tone::Plain };
    paint.put_in(4, y, 16, cell.field.label.get(desk.lang), tone);
    if here {
        // Nothing stands right of the cursor while something is typed.
        return paint.entry(VALUE, y, &cell.entry);
    }
    let after = paint.put(VALUE, y, cell.entry.text(), Tone::Plain);
    if let Read::Wrong(problem) = &cell.read {
        paint.put(after + 2, y, &format!("! {}", problem.what(desk.lang)), Tone::Error);
    }
}

fn said(act: &StatusAct, desk: &Desk, below: Said) -> Said {
    let Some(cell) = act.fields.cell() else { return Said::default() };
    let title = below.title;
    match &cell.read {
        Read::Wrong(problem) => {
            let (what, hint) = desk.worded(problem);
            Said { title, what: Some((format!("! {what}"), Tone::Error)), hint }
        }
        _ => Said { title, what: None, hint: cell.field.help.get(desk.lang).to_owned() },
    }
}
