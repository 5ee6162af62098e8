//! Questions, over the screen they are about.

use super::Said;
use super::paint::{Paint, Tone, wrap};
use crate::app::confirm::Confirm;
use crate::app::desk::Desk;
use crate::app::prompt::Prompt;
use crate::lang::screens;

/// Yes or no.
pub(super) fn confirm(paint: &mut Paint, confirm: &Confirm, desk: &Desk, below: Said) -> Said {
    let bottom = 1 + paint.body();
    paint.blank(bottom.saturating_sub(2), bottom);
    paint.rule(bottom.saturating_sub(2), "", "");
    let question = confirm.question.fill(desk.lang, &confirm.params);
    let x = paint.put(1, bottom.saturating_sub(1), &question, Tone::Strong);
    paint.cursor(x + 1, bottom.saturating_sub(1));
    let hint = screens::CONFIRM_HINT.get(desk.lang).to_owned();
    Said { title: below.title, what: None, hint }
}

/// A line of text.
pub(super) fn prompt(paint: &mut Paint, prompt: &Prompt, desk: &Desk, below: Said) -> Said {
    let bottom = 1 + paint.body();
    let room = usize::from(paint.width()).saturating_sub(2);
    let mut lines: Vec<String> = prompt.about.iter().flat_map(|line| wrap(line, room)).collect();
    lines.truncate(usize::from(paint.body()).saturating_sub(3));
    let top = bottom.saturating_sub(2 + u16::try_from(lines.len()).unwrap_or(0));
    paint.blank(top, bottom);
    paint.rule(top, prompt.title.get(desk.lang), "");
    for (y, line) in (top + 1..).zip(&lines) {
        paint.put(1, y, line, Tone::Plain);
    }
    let y = bottom.saturating_sub(1);
    let x = paint.put(1, y, &format!("{}: ", prompt.label.get(desk.lang)), Tone::Strong);
    paint.entry(x, y, &prompt.entry);
    Said { title: below.title, what: None, hint: prompt.hint.get(desk.lang).to_owned() }
}
