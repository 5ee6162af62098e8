//! A bulk edit: the fields over the look-up; then what would come of it, on the whole screen.

use super::Said;
use super::paint::{Paint, Tone, wrap};
use super::status;
use crate::app::bulk::{Bulk, Step};
use crate::app::desk::Desk;
use crate::app::form::Read;
use crate::app::words::number;
use crate::lang::{Label, screens};

pub(super) fn draw(paint: &mut Paint, bulk: &Bulk, desk: &Desk, below: Said) -> Said {
    match bulk.step {
        Step::Keying => keying(paint, bulk, desk, below),
        Step::Seen(top) => seen(paint, bulk, top, desk),
        Step::Reading(n) => running(paint, bulk, (screens::BULK_READING, n), desk, below),
        Step::Checking(n) => running(paint, bulk, (screens::BULK_CHECKING, n), desk, below),
        Step::Saving(n, _) => running(paint, bulk, (screens::BULK_SAVING, n), desk, below),
    }
}

fn keying(paint: &mut Paint, bulk: &Bulk, desk: &Desk, below: Said) -> Said {
    let bottom = 1 + paint.body();
    let rows = u16::try_from(bulk.fields.cells.len()).unwrap_or(u16::MAX);
    let top = bottom.saturating_sub(1 + rows);
    paint.blank(top, bottom);
    paint.rule(top, &bulk.title(desk), "");
    for (y, (at, cell)) in (top + 1..).zip(bulk.fields.cells.iter().enumerate()) {
        status::field(paint, y, cell, at == bulk.fields.at, desk);
    }
    let title = below.title;
    let Some(cell) = bulk.fields.cell() else { return Said::default() };
    match &cell.read {
        Read::Wrong(problem) => {
            let (what, hint) = desk.worded(problem);
            Said { title, what: Some((format!("! {what}"), Tone::Error)), hint }
        }
        _ if bulk.fields.is_last() => {
            Said { title, what: None, hint: screens::BULK_REASON_HINT.get(desk.lang).to_owned() }
        }
        _ => Said { title, what: None, hint: cell.field.help.get(desk.lang).to_owned() },
    }
}

fn running(paint: &mut Paint, bulk: &Bulk, at: (Label, usize), desk: &Desk, below: Said) -> Said {
    let bottom = 1 + paint.body();
    let top = bottom.saturating_sub(2);
    paint.blank(top, bottom);
    paint.rule(top, &bulk.title(desk), "");
    let params = [at.1, bulk.all()];
    let params = params.map(|n| number(u64::try_from(n).unwrap_or(u64::MAX), desk.lang));
    let x = paint.put(1, top + 1, &at.0.fill(desk.lang, &params), Tone::Strong);
    paint.cursor(x + 1, top + 1);
    let hint = match bulk.step {
        Step::Saving(..) => screens::BULK_RUNNING_HINT,
        _ => screens::BULK_LOOKING_HINT,
    };
    Said { title: below.title, what: None, hint: hint.get(desk.lang).to_owned() }
}

fn seen(paint: &mut Paint, bulk: &Bulk, top: usize, desk: &Desk) -> Said {
    let lang = desk.lang;
    paint.rule(1, &bulk.what(desk), "");
    let room = usize::from(paint.width()).saturating_sub(2);
    let bottom = paint.body();
    let lines = bulk.plan.lines(desk);
    let lines = lines.iter().skip(top).flat_map(|line| wrap(line, room));
    for (y, line) in (2..bottom).zip(lines) {
        paint.put(1, y, &line, if line.starts_with('!') { Tone::Error } else { Tone::Plain });
    }
    let [changes, _, left] = bulk.plan.counts();
    let (question, hint) = match (changes, left) {
        (0, _) => (screens::STATUS_SAME, screens::BULK_NOTHING_HINT),
        (_, 0) => (screens::BULK_ASK, screens::CONFIRM_HINT),
        _ => (screens::BULK_ASK_LEFT, screens::CONFIRM_HINT),
    };
    let params = [number(changes, lang), number(left, lang)];
    let x = paint.put(1, bottom, &question.fill(lang, &params), Tone::Strong);
    paint.cursor(x + 1, bottom);
    Said { title: bulk.title(desk), what: None, hint: hint.get(lang).to_owned() }
}
