//! The first run.

use super::Said;
use super::paint::{Paint, Tone};
use crate::app::desk::Desk;
use crate::app::first::{CHOICES, First, Step};
use crate::lang::screens;
use crate::text::width::pad;

/// Where values begin.
const VALUE: u16 = 16;

pub(super) fn draw(paint: &mut Paint, first: &First, desk: &Desk) -> Said {
    let lang = desk.lang;
    paint.put(1, 2, screens::FIRST_WHAT.get(lang), Tone::Plain);
    let area =
        first.area.as_ref().map(|row| format!("{} ({}), {}", row.name, row.code, row.province));
    let steps = [
        (Step::Area, screens::FIRST_AREA, &first.query, area.as_deref()),
        (Step::Name, screens::FIRST_NAME, &first.name, None),
        (Step::Operator, screens::FIRST_OPERATOR, &first.operator, None),
    ];
    for (y, (step, label, entry, done)) in (4..).zip(steps) {
        let here = step == first.step;
        let tone = if here { Tone::Strong } else { Tone::Plain };
        paint.put(0, y, if here { ">" } else { " " }, Tone::Strong);
        paint.put(2, y, label.get(lang), tone);
        match done.filter(|_| !here) {
            Some(done) => _ = paint.put(VALUE, y, done, Tone::Plain),
            None if here => paint.entry(VALUE, y, entry),
            None => _ = paint.put(VALUE, y, entry.text(), Tone::Plain),
        }
    }
    let hint = match first.step {
        Step::Area => {
            rows(paint, first, desk);
            screens::FIRST_AREA_HINT
        }
        Step::Name => screens::FIRST_NAME_HINT,
        Step::Operator => screens::FIRST_OPERATOR_HINT,
    };
    let hint = match (&first.sent, first.step) {
        (_, Step::Area) | (None, _) => hint.get(lang).to_owned(),
        (Some((sent, method)), _) => sent.fill(lang, &[method]),
    };
    let title = format!("densach  {}", screens::FIRST_TITLE.get(lang));
    Said { title, what: None, hint }
}

fn rows(paint: &mut Paint, first: &First, desk: &Desk) {
    let lang = desk.lang;
    let top = 8;
    if first.query.is_empty() {
        paint.rule(top, screens::FIRST_EMPTY.get(lang), "");
        for (at, (y, choice)) in (top + 1..).zip(CHOICES).enumerate() {
            mark(paint, y, at == first.at);
            paint.put(2, y, choice.get(lang), Tone::Plain);
        }
        paint.put(2, top + 5, screens::FIRST_READ.get(lang), Tone::Plain);
        return;
    }
    paint.rule(top, screens::FIRST_AREA.get(lang), "");
    if first.rows.is_empty() {
        paint.put(2, top + 1, screens::FIRST_NONE.get(lang), Tone::Plain);
    }
    let room = usize::from(paint.height().saturating_sub(top + 4));
    let from = first.at - first.at % room.max(1);
    for (at, row) in first.rows.iter().enumerate().skip(from).take(room) {
        let y = top + 1 + u16::try_from(at - from).unwrap_or(0);
        mark(paint, y, at == first.at);
        let formerly = row.formerly.as_ref().map(|old| screens::FORMERLY.fill(lang, &[old]));
        let text = format!(
            "{} {} {} {}",
            row.code,
            pad(&row.name, 22),
            pad(&row.province, 11),
            formerly.unwrap_or_default()
        );
        paint.put(2, y, text.trim_end(), Tone::Plain);
    }
}

/// The bar of a list: a mark, so that moving it costs few bytes.
pub(super) fn mark(paint: &mut Paint, y: u16, here: bool) {
    if here {
        paint.put(0, y, ">", Tone::Strong);
    }
}
