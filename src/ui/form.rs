//! The form: what was saved last, the fields, who it may be.

use super::Said;
use super::paint::{Paint, Tone};
use super::table::{columns_of, row};
use crate::app::desk::Desk;
use crate::app::form::{Busy, Cell, Form, Read, Scope};
use crate::domain::{FieldKind, Value, show};
use crate::lang::{Label, screens};
use crate::text::width::columns;

/// Where values begin.
const VALUE: u16 = 21;
/// Where remarks beside them begin at the earliest.
const REMARK: u16 = 50;
/// Rows of the panel below the fields, with its rule.
const PANEL: usize = 3;

/// Where the panel stands, and how many fields are below those in sight.
pub(super) struct Place {
    pub(super) y: u16,
    pub(super) below: usize,
}

/// How many rows each part gets.
struct Parts {
    /// Saved records above, without the rule.
    saved: usize,
    fields: usize,
}

fn parts(paint: &Paint, form: &Form) -> Parts {
    let room = usize::from(paint.body()).saturating_sub(1 + PANEL);
    let wanted = form.cells.len() - form.header;
    let left = room.saturating_sub(wanted);
    let saved = if form.of.is_none() && left >= 2 { (left - 1).min(3) } else { 0 };
    let rule = usize::from(saved > 0);
    Parts { saved, fields: room - saved - rule }
}

pub(super) fn draw(paint: &mut Paint, form: &Form, desk: &Desk) -> Said {
    // What is entered once for a batch has no column.
    if form.grid && form.at >= form.header {
        return super::grid::draw(paint, form, desk);
    }
    let parts = parts(paint, form);
    let mut y = 1;
    if parts.saved > 0 {
        saved(paint, form, desk, parts.saved);
        y += 1 + row_count(parts.saved);
    }
    let state = state(form, desk);
    let room = usize::from(paint.width()).saturating_sub(10 + columns(&state));
    let values = form.values();
    let len = form.cells.len();
    let mut from = form.header.min(len.saturating_sub(parts.fields));
    if form.at < from {
        from = form.at;
    } else if form.at >= from + parts.fields {
        from = form.at + 1 - parts.fields;
    }
    // What stands in the rows below is not said twice.
    let header = if from == 0 { String::new() } else { header(form, desk) };
    // How they are changed is said where a batch begins, as far as there is room.
    let batch = screens::FORM_BATCH.fill(desk.lang, &[header.as_str()]);
    let tells = form.of.is_none() && from == form.header && !header.is_empty();
    let header = if tells && columns(&batch) <= room { batch } else { header };
    paint.rule(y, &crate::text::width::fit(&header, room), &state);
    y += 1;
    for (at, cell) in form.cells.iter().enumerate().skip(from).take(parts.fields) {
        let label = form.kind.label_of(cell.field, &values).get(desk.lang);
        field(paint, y + row_count(at - from), form, (at, cell, label), desk);
    }
    let below = len - (from + parts.fields).min(len);
    panel(paint, form, desk, Place { y: y + row_count(parts.fields), below });
    Said { title: title(form, desk), ..said(form, desk) }
}

fn row_count(rows: usize) -> u16 {
    u16::try_from(rows).unwrap_or(u16::MAX)
}

pub(super) fn title(form: &Form, desk: &Desk) -> String {
    let kind = form.kind.label.get(desk.lang).to_uppercase();
    let (label, what) = match &form.of {
        Some(shown) if form.saved.is_empty() => (screens::FORM_EDIT, desk.title(shown)),
        Some(shown) => {
            let n = screens::FORM_NUMBER.fill(desk.lang, &[form.number().to_string()]);
            (screens::FORM_EDIT, format!("{n}  {}", desk.title(shown)))
        }
        None => {
            let n = number(form, desk);
            let what = match form.kind.layouts {
                [_] => n,
                // Where the title is cut, the layout is known.
                _ if form.batch.is_some() => format!("{n}  {}", form.layout_label(desk.lang)),
                _ => format!("{}  {n}", form.layout_label(desk.lang)),
            };
            (screens::FORM_NEW, what)
        }
    };
    format!("{}  {what}", label.fill(desk.lang, &[kind]))
}

/// Which form it is: of how many in which batch, where it is part of one.
fn number(form: &Form, desk: &Desk) -> String {
    let n = form.number();
    let batch = form.batch.as_ref();
    let last = batch.and_then(|batch| batch.says()?.last());
    let n = last.map_or_else(|| n.to_string(), |last| format!("{n}/{last}"));
    let n = screens::FORM_NUMBER.fill(desk.lang, &[n]);
    match batch.and_then(|batch| batch.shown.as_ref()) {
        Some(shown) => format!("{}  {n}", desk.title(shown)),
        None => n,
    }
}

/// What was entered of the batch, beside what paper says.
pub(super) fn totals(form: &Form, desk: &Desk) -> String {
    let Some(batch) = &form.batch else { return String::new() };
    let (Some(totals), Some(says)) = (batch.totals, batch.says()) else { return String::new() };
    let number = |n| crate::app::words::number(n, desk.lang);
    let one = |(label, paper, n): (Label, Option<u64>, u64)| {
        let paper = paper.map(number)?;
        Some(label.fill(desk.lang, &[number(n), paper]))
    };
    let labels = [screens::TOTAL_FORMS, screens::TOTAL_YEARS, screens::TOTAL_IDS];
    let all = labels.into_iter().zip(says.sums(&totals));
    let parts = all.filter_map(|(label, (_, paper, n))| one((label, paper, n)));
    parts.collect::<Vec<_>>().join("  ")
}

/// The fields entered once for a batch, in the rule above the others.
pub(super) fn header(form: &Form, desk: &Desk) -> String {
    let texts: Vec<String> = form
        .cells
        .iter()
        .take(form.header)
        .filter(|cell| !cell.entry.is_empty())
        .map(|cell| match (cell.flat.kind, cell.value()) {
            // What was chosen from a table says itself what it is.
            (FieldKind::Choice(_), Some(value)) => {
                show::listed(&cell.flat, value, &desk.tables, desk.lang, &|_| String::new())
            }
            _ => format!("{}: {}", cell.field.label.get(desk.lang), cell.shown()),
        })
        .collect();
    texts.join(" · ")
}

pub(super) fn state(form: &Form, desk: &Desk) -> String {
    let label = match (&form.busy, form.is_kept()) {
        (Busy::Saving(_), _) => screens::FORM_WAIT,
        (_, true) => screens::DRAFT_KEPT,
        _ => return String::new(),
    };
    label.get(desk.lang).to_owned()
}

fn saved(paint: &mut Paint, form: &Form, desk: &Desk, rows: usize) {
    paint.rule(1, screens::FORM_SAVED.get(desk.lang), &totals(form, desk));
    let mark = screens::SAVED_MARK.get(desk.lang);
    let room = usize::from(paint.width()).saturating_sub(6 + columns(mark));
    let list = columns_of(form.kind, room, desk);
    let first = form.first_number() + form.count.saturating_sub(form.saved.len());
    let from = form.saved.len().saturating_sub(rows);
    for (at, shown) in form.saved.iter().enumerate().skip(from) {
        let y = 2 + row_count(at - from);
        paint.put_in(0, y, 3, &format!("{:>3}", first + at), Tone::Plain);
        paint.put_in(4, y, room, &row(shown, &list, desk), Tone::Plain);
        paint.put_right(y, mark, Tone::Good);
    }
}

/// A field: its place, what is in it, and what stands before it.
fn field(
    paint: &mut Paint,
    y: u16,
    form: &Form,
    (at, cell, label): (usize, &Cell, &str),
    desk: &Desk,
) {
    let here = at == form.at;
    let star = if cell.field.required { " *" } else { "" };
    if here {
        paint.put(0, y, ">", Tone::Strong);
    }
    if at >= form.header {
        paint.put(1, y, &format!("{:>2}", at + 1 - form.header), Tone::Plain);
    }
    let tone = if here { Tone::Strong } else { Tone::Plain };
    paint.put_in(4, y, 16, &format!("{label}{star}"), tone);
    if here {
        // Nothing stands right of the cursor while something is typed.
        return paint.entry(VALUE, y, &cell.entry);
    }
    let (remark, tone) = remark(form, cell, desk);
    let width = usize::from(paint.width() - VALUE);
    // The value comes first; a remark takes what it leaves, but never less than its beginning.
    let room = if remark.is_empty() { width } else { usize::from(REMARK - VALUE) - 2 };
    let text = cell.shown();
    let taken = columns(&text).min(width);
    let room = room.max(width.saturating_sub(columns(&remark) + 2)).min(width);
    paint.put_in(VALUE, y, room, &text, Tone::Plain);
    if !remark.is_empty() {
        // Remarks stand below each other; a long one begins earlier rather than being cut.
        let least = VALUE + row_count(taken.min(room)) + 2;
        let fits = paint.width().saturating_sub(row_count(columns(&remark)));
        paint.put(least.max(REMARK.min(paint.width() - 10).min(fits)), y, &remark, tone);
    }
}

/// What stands beside a field the cursor is not in.
fn remark(form: &Form, cell: &Cell, desk: &Desk) -> (String, Tone) {
    let lang = desk.lang;
    if let Some(theirs) = &cell.theirs {
        return (screens::THEIRS.fill(lang, &[theirs]), Tone::Error);
    }
    if let Read::Wrong(problem) = &cell.read {
        return (format!("! {}", problem.what(lang)), Tone::Error);
    }
    if let Some(finding) = form.finding(cell) {
        return (format!("! {}", finding.problem.what(lang)), Tone::Error);
    }
    let filled = cell.remark(desk);
    let partial = match (cell.flat.kind, cell.value()) {
        (FieldKind::PartialDate, Some(Value::Date(date))) if date.month == 0 => {
            screens::YEAR_ONLY.get(lang)
        }
        (FieldKind::PartialDate, Some(Value::Date(date))) if date.day == 0 => {
            screens::MONTH_ONLY.get(lang)
        }
        _ => "",
    };
    if cell.over {
        return (form.kept_over(cell, lang), Tone::Error);
    }
    let kept = match (cell.carry, form.derives(cell)) {
        (Some(Scope::Skipped), _) if !cell.entry.is_empty() => String::new(),
        (Some(_), _) if cell.is_exception() => screens::KEPT_NOT_HERE.get(lang).to_owned(),
        (Some(scope), _) => scope.mark(form.kind, lang),
        (None, true) => screens::FILLS.get(lang).to_owned(),
        (None, false) => String::new(),
    };
    (format!("{} {kept}", filled.as_deref().unwrap_or(partial)).trim().to_owned(), Tone::Plain)
}

/// Candidates for a look-up field, else records this one may be.
/// Its rule says how many fields are below those in sight.
pub(super) fn panel(paint: &mut Paint, form: &Form, desk: &Desk, Place { y, below }: Place) {
    let below = match below {
        0 => String::new(),
        below => screens::FORM_BELOW.fill(desk.lang, &[below.to_string()]),
    };
    let total =
        |label: Label, n: u64| label.fill(desk.lang, &[crate::app::words::number(n, desk.lang)]);
    let offered = form.offered(desk);
    match (&form.candidates, candidate_kind(form)) {
        (Some(hits), Some(kind)) => {
            paint.rule(y, &total(screens::CANDIDATES, hits.total), &below);
            let room = usize::from(paint.width()).saturating_sub(5);
            let list = columns_of(kind, room, desk);
            for (y, shown) in (y + 1..).zip(hits.rows.iter().take(PANEL - 1)) {
                paint.put_in(4, y, room, &row(shown, &list, desk), Tone::Plain);
            }
        }
        _ if offered.is_some() => {
            let text = offered.map_or_else(String::new, |snap| snap.text);
            paint.rule(y, &screens::AS_BEFORE_OFFER.fill(desk.lang, &[text]), &below);
        }
        _ if !form.twins.rows.is_empty() => {
            let n = u64::try_from(form.twins.rows.len()).unwrap_or(u64::MAX);
            paint.rule(y, &total(screens::TWINS, n), &below);
            twins(paint, form, desk, y + 1);
        }
        _ => paint.rule(y, "", &below),
    }
}

/// The first who it may be.
fn twins(paint: &mut Paint, form: &Form, desk: &Desk, top: u16) {
    for (y, one) in (top..).zip(form.twins.rows.iter().take(PANEL - 1).enumerate()) {
        super::alike::twin(paint, y, one, desk);
    }
}

fn candidate_kind(form: &Form) -> Option<&'static crate::domain::RecordType> {
    match form.cell()?.flat.kind {
        FieldKind::Lookup(kind) => crate::domain::records::of(kind),
        _ => None,
    }
}

/// What is wrong with the field the cursor stands in, else what it wants.
pub(super) fn said(form: &Form, desk: &Desk) -> Said {
    let Some(cell) = form.cell() else { return Said::default() };
    let problem = match &cell.read {
        Read::Wrong(problem) => Some(problem),
        _ => form.finding(cell).map(|finding| &finding.problem),
    };
    let told = form.told_here(desk).or_else(|| form.column_help(desk));
    let mut help = told.unwrap_or_else(|| cell.field.help.get(desk.lang).to_owned());
    if form.digit_begins(desk).is_some() {
        help.push_str(screens::DIGIT_BEGINS.get(desk.lang));
    }
    if let Some((_, called)) = form.column_beside(desk) {
        help.push_str(&screens::PLUS_BESIDE.fill(desk.lang, &[called]));
    }
    match problem {
        Some(problem) => {
            let (what, hint) = desk.worded(problem);
            Said { title: String::new(), what: Some((format!("! {what}"), Tone::Error)), hint }
        }
        None => {
            let what = cell.over.then(|| (form.kept_over(cell, desk.lang), Tone::Error));
            Said { title: String::new(), what, hint: help }
        }
    }
}
