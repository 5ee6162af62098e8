//! Questions, over the screen they are about.

use super::Said;
use super::paint::{Paint, Tone, wrap};
use crate::app::confirm::Confirm;
use crate::app::desk::Desk;
use crate::app::prompt::Prompt;
use crate::lang::screens;

/// Yes or no.
pub(super) fn confirm(paint: &mut Paint, confirm: &Confirm, desk: &Desk, below: Said) -> Said {
    let y = about(paint, "", &confirm.about);
    let question = confirm.question.fill(desk.lang, &confirm.params);
    let x = paint.put(1, y, &question, Tone::Strong);
    paint.cursor(x + 1, y);
    let hint = screens::CONFIRM_HINT.get(desk.lang).to_owned();
    Said { title: below.title, what: None, hint }
}

/// A line of text.
pub(super) fn prompt(paint: &mut Paint, prompt: &Prompt, desk: &Desk, below: Said) -> Said {
    let y = about(paint, prompt.title.get(desk.lang), &prompt.about);
    let x = paint.put(1, y, &format!("{}: ", prompt.label.get(desk.lang)), Tone::Strong);
    match prompt.is_secret() {
        true => paint.entry(x, y, &super::gate::starred(&prompt.entry)),
        false => paint.entry(x, y, &prompt.entry),
    }
    Said { title: below.title, what: None, hint: prompt.hint.get(desk.lang).to_owned() }
}

/// What a question is about, under a rule with its title; the row of the question itself.
fn about(paint: &mut Paint, title: &str, lines: &[String]) -> u16 {
    let bottom = 1 + paint.body();
    let room = usize::from(paint.width()).saturating_sub(2);
    let mut lines: Vec<String> = lines.iter().flat_map(|line| wrap(line, room)).collect();
    lines.truncate(usize::from(paint.body()).saturating_sub(3));
    let top = bottom.saturating_sub(2 + u16::try_from(lines.len()).unwrap_or(0));
    paint.blank(top, bottom);
    paint.rule(top, title, "");
    for (y, line) in (top + 1..).zip(&lines) {
        paint.put(1, y, line, Tone::Plain);
    }
    bottom.saturating_sub(1)
}
