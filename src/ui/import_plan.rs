//! What was found in a list: its sheets, where each column goes and why, the letters before and after, and
//! what would come of it.

use super::Said;
use super::first::mark;
use super::paint::{Paint, Tone};
use crate::app::desk::Desk;
use crate::app::import::{Import, Line, Plan, font, format, takes};
use crate::app::words::number;
use crate::domain::records;
use crate::exchange::table::Column;
use crate::exchange::take::SheetFound;
use crate::lang::{import as said, screens};
use crate::text::legacy::Font;
use crate::text::width::{columns, fit};

/// Where the table's columns begin: the heading, the field, a sample; the sample ends before the
/// last so many columns, where the font stands.
const FIELD: u16 = 24;
const SAMPLE: u16 = 45;
const FONT: usize = 7;

pub(super) fn draw(paint: &mut Paint, import: &Import, desk: &Desk) -> Said {
    let Some(plan) = &import.plan else { return Said::default() };
    let lang = desk.lang;
    let kind = import.kind.label.get(lang);
    let of = said::IMPORT_AS.fill(lang, &[kind]);
    paint.put(1, 1, &format(plan.found.format, lang), Tone::Plain);
    paint.put_right(1, &format!("{of} "), Tone::Strong);
    let bottom = paint.body();
    paint.cursor(0, 4);
    match plan.here() {
        Some(sheet) => {
            rule(paint, plan, sheet, desk);
            let above = notes(paint, plan, sheet, desk);
            // Letters that are converted want more to be seen of them; else all columns do.
            let legacy = plan.columns_of(plan.sheet).iter().any(|column| column.font.is_legacy());
            let fits = plan.lines().len() <= usize::from(above.saturating_sub(4 + 5));
            let samples = if paint.height() >= 24 && (legacy || fits) { 5 } else { 3 };
            let below = above.saturating_sub(samples);
            table(paint, plan, (4, below), desk);
            column(paint, plan, (below, above), desk);
        }
        None => _ = paint.put(1, 3, said::IMPORT_NO_TABLE.get(lang), Tone::Plain),
    }
    counts(paint, import, plan, bottom, desk);
    Said { hint: hint(import, plan, desk), ..Said::default() }
}

fn rule(paint: &mut Paint, plan: &Plan, sheet: &SheetFound, desk: &Desk) {
    let lang = desk.lang;
    let many = plan.found.sheets.len();
    let name = match many {
        0 | 1 => sheet.name.clone(),
        _ => {
            let place = [(plan.sheet + 1).to_string(), many.to_string(), sheet.name.clone()];
            said::IMPORT_SHEET.fill(lang, &place)
        }
    };
    let right = match (&sheet.table, plan.taken.contains(&plan.sheet)) {
        (None, _) => String::new(),
        (_, false) => said::IMPORT_LEFT_OUT.get(lang).to_owned(),
        (_, true) => {
            let star = if many > 1 { "* " } else { "" };
            format!("{star}{}", said::IMPORT_ROWS.fill(lang, &[number(sheet.rows, lang)]))
        }
    };
    paint.rule(2, &name, &right);
}

/// What was passed over; the row above it.
fn notes(paint: &mut Paint, plan: &Plan, sheet: &SheetFound, desk: &Desk) -> u16 {
    let lang = desk.lang;
    let width = usize::from(paint.width()).saturating_sub(2);
    let mut y = paint.body().saturating_sub(1);
    if let Some(text) = unsearched(plan, desk) {
        paint.put_in(1, y, width, &text, Tone::Plain);
        y -= 1;
    }
    let made = made(plan, desk);
    if !made.is_empty() {
        let text = said::IMPORT_MISSING.fill(lang, &[made]);
        paint.put_in(1, y, width, &fit(&text, width), Tone::Plain);
        y -= 1;
    }
    for note in &plan.found.notes {
        paint.put_in(1, y, width, &fit(&format!("! {}", note.what(lang)), width), Tone::Error);
        y -= 1;
    }
    if sheet.hidden_rows + sheet.hidden_columns > 0 {
        let params = [sheet.hidden_rows, sheet.hidden_columns].map(|n| number(n, lang));
        paint.put_in(1, y, width, &said::IMPORT_HIDDEN.fill(lang, &params), Tone::Plain);
        y -= 1;
    }
    if sheet.formulas > 0 {
        let count = [number(sheet.formulas, lang)];
        paint.put_in(1, y, width, &said::IMPORT_FORMULAS.fill(lang, &count), Tone::Plain);
        y -= 1;
    }
    // Its titles and heading are no loss; what is below may be.
    let heading = sheet.table.as_ref().and_then(|table| table.heading).map_or(0, |(_, last)| last);
    let skipped = sheet.skipped.iter().filter(|(line, _)| *line > heading);
    let lines: Vec<String> =
        skipped.map(|(line, why)| format!("{line} ({})", why.get(lang))).collect();
    if !lines.is_empty() {
        let count = u64::try_from(lines.len()).unwrap_or(u64::MAX);
        let lines = lines.join(", ");
        let text = said::IMPORT_SKIPPED.fill(lang, &[number(count, lang), lines]);
        paint.put_in(1, y, width, &fit(&text, width), Tone::Plain);
        y -= 1;
    }
    y
}

/// The columns, one below the other.
fn table(paint: &mut Paint, plan: &Plan, (top, end): (u16, u16), desk: &Desk) {
    let lang = desk.lang;
    if plan.lines().is_empty() {
        paint.put(1, 3, said::IMPORT_NO_TABLE.get(lang), Tone::Plain);
        return;
    }
    let heads = [
        (2, said::IMPORT_HEAD_COLUMN),
        (FIELD, said::IMPORT_HEAD_FIELD),
        (SAMPLE, said::IMPORT_HEAD_SAMPLE),
    ];
    for (x, head) in heads {
        paint.put(x, 3, head.get(lang), Tone::Strong);
    }
    let room = usize::from(end.saturating_sub(top)).max(1);
    let from = plan.at - plan.at % room;
    let rows = plan.lines();
    for (y, (n, line)) in (top..end).zip(rows.iter().enumerate().skip(from).take(room)) {
        mark(paint, y, n == plan.at);
        if n == plan.at {
            paint.cursor(0, y);
        }
        match line {
            Line::Column(column) => column_row(paint, y, column, desk),
            Line::All(group) => {
                let field = group.field;
                paint.put(2, y, said::ALL_ROWS.get(lang), Tone::Plain);
                let star = if field.required { " *" } else { "" };
                let label = format!("{}{star}", field.label.get(lang));
                paint.put_in(FIELD, y, usize::from(SAMPLE - FIELD - 1), &label, Tone::Plain);
                let text = group.first.as_deref().unwrap_or_default();
                paint.put(SAMPLE, y, text, Tone::Strong);
            }
        }
    }
}

fn column_row(paint: &mut Paint, y: u16, column: &Column, desk: &Desk) {
    paint.put_in(2, y, usize::from(FIELD - 3), &column.heading, Tone::Plain);
    let to = takes(&column.takes, desk);
    paint.put_in(FIELD, y, usize::from(SAMPLE - FIELD - 1), &to, Tone::Plain);
    let sample_room = usize::from(paint.width().saturating_sub(SAMPLE)).saturating_sub(FONT + 2);
    let mut samples = column.samples.iter().map(|(_, after)| after.as_str());
    let sample = samples.find(|text| !text.is_empty()).unwrap_or_default();
    paint.put_in(SAMPLE, y, sample_room, sample, Tone::Plain);
    if column.font != Font::Unicode {
        paint.put_right(y, short(column), Tone::Plain);
    }
}

/// A font in a word.
fn short(column: &Column) -> &'static str {
    match column.font {
        Font::Unicode => "",
        Font::Tcvn3 | Font::Tcvn3Capitals => "TCVN3 ",
        Font::Vni => "VNI ",
    }
}

/// The column the bar stands on: why it goes there, and its first cells before and after.
fn column(paint: &mut Paint, plan: &Plan, (top, end): (u16, u16), desk: &Desk) {
    let lang = desk.lang;
    let Some(column) = plan.column() else { return paint.rule(top, "", "") };
    let to = takes(&column.takes, desk);
    let arrow = screens::ARROW.get(lang);
    let left = format!("{} {arrow} {to}", column.heading);
    let mut why = column.why.get(lang);
    if column.font.is_legacy() {
        why = format!("{why}; {}", font(column.font, lang));
    }
    let room = usize::from(paint.width()).saturating_sub(columns(&why) + 12);
    paint.rule(top, &fit(&left, room), &why);
    let half = usize::from(paint.width() / 2).saturating_sub(4);
    for (y, (before, after)) in (top + 1..=end).zip(&column.samples) {
        if before == after {
            paint.put(2, y, after, Tone::Plain);
            continue;
        }
        let x = paint.put_in(2, y, half, before, Tone::Plain).max(paint.width() / 2 - 2);
        let x = paint.put(x, y, arrow, Tone::Plain);
        paint.put(x + 1, y, after, Tone::Strong);
    }
}

/// What would come of it.
fn counts(paint: &mut Paint, import: &Import, plan: &Plan, y: u16, desk: &Desk) {
    let lang = desk.lang;
    if let Some(far) = import.far {
        let text = said::IMPORT_COUNTING.fill(lang, &[number(far.read, lang)]);
        paint.put(1, y, &text, Tone::Plain);
        return;
    }
    if let Some(counts) = plan.counts() {
        super::import_rows::counts(paint, counts, y, desk);
    }
}

/// How many were not held against the register.
pub(super) fn unsearched(plan: &Plan, desk: &Desk) -> Option<String> {
    let count = plan.tried.as_ref().map_or(0, |tried| tried.unsearched);
    let text = || said::IMPORT_UNSEARCHED.fill(desk.lang, &[number(count, desk.lang)]);
    (count > 0).then(text)
}

/// How many records of which types are missing.
fn made(plan: &Plan, desk: &Desk) -> String {
    let Some(tried) = &plan.tried else { return String::new() };
    let mut by_kind = std::collections::BTreeMap::<_, u64>::new();
    for missing in &tried.missing {
        *by_kind.entry(missing.kind).or_default() += 1;
    }
    let word = |(kind, count): (&_, &u64)| {
        let label = records::of(*kind).map_or("", |kind| kind.label.get(desk.lang));
        format!("{} {label}", number(*count, desk.lang))
    };
    by_kind.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn hint(import: &Import, plan: &Plan, desk: &Desk) -> String {
    let lang = desk.lang;
    let items = u64::try_from(plan.items().len()).unwrap_or(u64::MAX);
    match (import.far.is_some(), plan.counts()) {
        (true, _) | (_, None) if import.wants() => said::IMPORT_WAITING_HINT.get(lang).to_owned(),
        (true, _) | (_, None) => said::IMPORT_PLAN_WAIT_HINT.get(lang).to_owned(),
        _ if items > 0 => said::IMPORT_PLAN_LOOK_HINT.fill(lang, &[number(items, lang)]),
        (_, Some([0, 0, ..])) => said::IMPORT_NOTHING.get(lang).to_owned(),
        (_, Some([new, changed, ..])) => {
            said::IMPORT_PLAN_HINT.fill(lang, &[number(new + changed, lang)])
        }
    }
}
