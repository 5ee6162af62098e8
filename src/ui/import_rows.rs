//! The rows of a list that a person should look at: a grid, and below it the reasons and the cell that is
//! being mended.

use super::Said;
use super::first::mark;
use super::paint::{Paint, Tone, wrap};
use crate::app::desk::Desk;
use crate::app::import::{Import, Item, Plan, in_sight};
use crate::app::words::number;
use crate::domain::records;
use crate::exchange::table::Column;
use crate::exchange::take::{Doubt, Missing};
use crate::lang::import as said;
use crate::text::width::{columns, fit, pad};

/// Where cells begin, behind the mark and the line's number.
const CELLS: u16 = 9;
/// The least and the most columns of a cell.
const WIDTHS: (usize, usize) = (6, 22);

/// What would come of it, in one line.
pub(super) fn counts(paint: &mut Paint, counts: [u64; 5], y: u16, desk: &Desk) {
    let params = counts.map(|count| number(count, desk.lang));
    let text = said::IMPORT_COUNTS.fill(desk.lang, &params);
    let room = usize::from(paint.width()).saturating_sub(2);
    paint.put_in(1, y, room, &text, Tone::Strong);
}

pub(super) fn draw(paint: &mut Paint, import: &Import, desk: &Desk) -> Said {
    let Some(plan) = &import.plan else { return Said::default() };
    let lang = desk.lang;
    match (import.far, plan.counts()) {
        (Some(far), _) => {
            let text = said::IMPORT_COUNTING.fill(lang, &[number(far.read, lang)]);
            paint.put(1, 1, &text, Tone::Plain);
        }
        (None, Some(all)) => counts(paint, all, 1, desk),
        (None, None) => {}
    }
    let items = plan.items();
    let many = u64::try_from(items.len()).unwrap_or(u64::MAX);
    paint.rule(2, &said::IMPORT_ROWS_TITLE.fill(lang, &[number(many, lang)]), "");
    let room = in_sight(paint.height());
    let from = import.rows.at - import.rows.at % room;
    let widths = widths(import, plan, usize::from(paint.width()));
    heads(paint, plan, &widths, import);
    for (y, (n, item)) in (4..).zip(items.iter().enumerate().skip(from).take(room)) {
        let here = n == import.rows.at;
        mark(paint, y, here);
        if here {
            paint.cursor(0, y);
        }
        let star = if plan.is_marked(*item) { "*" } else { " " };
        paint.put(1, y, star, Tone::Plain);
        match item {
            Item::Missing(missing) => make(paint, (2, y), missing, plan.is_marked(*item), desk),
            Item::Row(row) => line(paint, y, row, &widths, (import, here)),
        }
    }
    let top = 4 + u16::try_from(room).unwrap_or(0);
    let hint = below(paint, import, plan, top, desk);
    Said { hint, ..Said::default() }
}

/// What is missing, and whether it is made.
fn make(paint: &mut Paint, (x, y): (u16, u16), missing: &Missing, made: bool, desk: &Desk) {
    let lang = desk.lang;
    let kind = records::of(missing.kind).map_or("", |kind| kind.label.get(lang));
    let label = if made { said::IMPORT_MAKE } else { said::IMPORT_LEAVE };
    paint.put(x + 1, y, &label.fill(lang, &[kind, &missing.text]), Tone::Plain);
    let rows = said::IMPORT_ROWS.fill(lang, &[number(missing.rows, lang)]);
    paint.put_right(y, &format!("{rows} "), Tone::Plain);
}

/// The columns in sight: which, where and how wide; the bar's among them, those that go nowhere
/// left out.
fn widths(import: &Import, plan: &Plan, width: usize) -> Vec<(usize, u16, usize)> {
    let sheet = import.rows.sheet(plan).unwrap_or(plan.sheet);
    let all = plan.columns_of(sheet);
    let wide = |column: &Column| {
        let samples = column.samples.iter().map(|(_, after)| columns(after));
        let most = samples.max().unwrap_or(0).max(columns(&column.heading));
        most.clamp(WIDTHS.0, WIDTHS.1)
    };
    let fits = |from: usize| {
        let mut x = usize::from(CELLS);
        let mut out = Vec::new();
        for (at, column) in all.iter().enumerate().skip(from) {
            let wide = wide(column);
            if x + wide > width && !out.is_empty() {
                break;
            }
            out.push((at, u16::try_from(x).unwrap_or(u16::MAX), wide));
            x += wide + 1;
        }
        out
    };
    let here = import.rows.column;
    let shows = |from: &usize| fits(*from).iter().any(|(at, ..)| *at == here);
    fits((0..=here).find(shows).unwrap_or(here))
}

fn heads(paint: &mut Paint, plan: &Plan, widths: &[(usize, u16, usize)], import: &Import) {
    let sheet = import.rows.sheet(plan).unwrap_or(plan.sheet);
    let all = plan.columns_of(sheet);
    for (at, x, wide) in widths {
        let head = all.get(*at).map_or("", |column| column.heading.as_str());
        paint.put_in(*x, 3, *wide, &pad(&fit(head, *wide), *wide), Tone::Strong);
    }
}

fn line(
    paint: &mut Paint,
    y: u16,
    row: &Doubt,
    widths: &[(usize, u16, usize)],
    (import, here): (&Import, bool),
) {
    paint.put(2, y, &format!("{:>6}", row.place.1), Tone::Plain);
    for (at, x, wide) in widths {
        let text = row.cells.get(*at).map_or("", String::as_str).replace(['\n', '\r'], " ");
        let wrong = row.reasons.iter().any(|(column, _)| *column == Some(*at));
        let tone = if wrong { Tone::Error } else { Tone::Plain };
        paint.put_in(*x, y, *wide, &text, tone);
        if here && *at == import.rows.column {
            paint.cursor(*x, y);
        }
    }
}

/// The row's reasons, and the cell that is being mended; what to do.
fn below(paint: &mut Paint, import: &Import, plan: &Plan, top: u16, desk: &Desk) -> String {
    let lang = desk.lang;
    let items = plan.items();
    let counts = plan.counts().unwrap_or_default();
    let taken = number(counts.iter().take(2).sum(), lang);
    let hint = match import.offers() {
        [] if import.people().is_some() => said::IMPORT_APART_HINT,
        [] => said::IMPORT_ROWS_HINT,
        _ => said::IMPORT_OFFERS_HINT,
    };
    let hint = hint.fill(lang, &[taken]);
    let Some(Item::Row(row)) = items.get(import.rows.at) else {
        paint.rule(top, "", "");
        return hint;
    };
    let (in_sheet, line, _) = row.place;
    let line = line.to_string();
    let sheet = plan.found.sheets.get(in_sheet).map_or("", |sheet| sheet.name.as_str());
    let title = match plan.found.sheets.len() {
        0 | 1 => said::IMPORT_LINE.fill(lang, &[line]),
        _ => said::IMPORT_LINE_OF.fill(lang, &[sheet, &line]),
    };
    paint.rule(top, &title, "");
    let bottom = paint.body();
    let room = usize::from(paint.width()).saturating_sub(4);
    let reasons = row.reasons.iter().flat_map(|(_, reason)| {
        let mark = if row.rejected { "!" } else { "~" };
        wrap(&format!("{mark} {reason}"), room)
    });
    for (y, reason) in (top + 1..bottom).zip(reasons) {
        let tone = if row.rejected { Tone::Error } else { Tone::Plain };
        paint.put(1, y, &reason, tone);
    }
    match &import.rows.cell {
        Some(cell) => {
            let column = plan.columns_of(in_sheet).get(import.rows.column);
            let head = column.map_or("", |column| column.heading.as_str());
            let x = paint.put(1, bottom, &format!("{head}: "), Tone::Strong);
            paint.entry(x, bottom, cell);
            said::IMPORT_CELL_HINT.get(lang).to_owned()
        }
        None => hint,
    }
}
