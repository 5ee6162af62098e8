//! What is held in quarantine, each with why.

use super::{lines, words};
use crate::app::desk::Desk;
use crate::app::post::held::{Quarantine, ROWS, page};
use crate::app::post::job::HeldRow;
use crate::app::words::{number, time};
use crate::exchange::waiting::runs;
use crate::lang::{Lang, post as said};
use crate::ui::Said;
use crate::ui::alike::bar;
use crate::ui::paint::{Paint, Tone};

pub(in crate::ui) fn draw(paint: &mut Paint, screen: &Quarantine, desk: &Desk) -> Said {
    let lang = desk.lang;
    let count = number(u64::try_from(screen.all.len()).unwrap_or(u64::MAX), lang);
    paint.rule(1, &said::HELD_COUNT.fill(lang, &[count]), "");
    paint.cursor(0, 2);
    let title = said::HELD_TITLE.get(lang).to_owned();
    if screen.all.is_empty() {
        let text = if screen.waiting { String::new() } else { said::HELD_NONE.get(lang).into() };
        paint.put(2, 2, &text, Tone::Plain);
        let hint = crate::lang::screens::RECORD_GO_BACK.get(lang).to_owned();
        return Said { title, what: None, hint };
    }
    let page = page(paint.height());
    let from = screen.at - screen.at % page;
    for (n, (at, row)) in screen.all.iter().enumerate().skip(from).take(page).enumerate() {
        let y = 2 + u16::try_from(n * ROWS).unwrap_or(u16::MAX);
        let (held, _) = row;
        paint.put(2, y, &held.file.name, Tone::Strong);
        if let Some(why) = &held.why {
            paint.put_right(y, &format!("  {}", time(why.at)), Tone::Plain);
        }
        paint.put(4, y + 1, &short(row, lang), Tone::Plain);
        if at == screen.at {
            bar(paint, y);
        }
    }
    if let Some((held, _)) = screen.here()
        && let Some(why) = &held.why
    {
        // In full of the one that the bar stands on.
        let top = paint.body().saturating_sub(3);
        paint.rule(top, why.problem.code.0.name, "");
        let texts = [why.problem.what(lang), why.problem.hint(lang)];
        lines(paint, top + 1, &texts.map(words));
    }
    Said { title, what: None, hint: said::HELD_HINT.get(lang).to_owned() }
}

/// Why, in a row: what it waits for by now, or what was wrong.
fn short((held, missing): &HeldRow, lang: Lang) -> String {
    match (missing, &held.why) {
        (Some(missing), _) if missing.is_empty() => said::HELD_READY.get(lang).to_owned(),
        (Some(missing), _) => said::HELD_WAITS.fill(lang, &[runs(missing)]),
        (None, Some(why)) => why.problem.what(lang),
        (None, None) => said::HELD_UNTOLD.get(lang).to_owned(),
    }
}
