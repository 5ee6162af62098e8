//! Who may be one person: beside a form, as a list of pairs, and two records side by side.

use super::Said;
use super::paint::{Paint, Tone};
use super::table::{columns_of, row};
use crate::app::alike::{self, Line, Pairs, Panel, ROWS, Sides};
use crate::app::desk::Desk;
use crate::app::words::number;
use crate::lang::{Label, screens};
use crate::register::Alike;

/// Where the two columns of fields begin.
const LEFT: u16 = 20;

/// The letters by which those who may be one are told from each other.
fn letter(at: usize) -> String {
    u8::try_from(at)
        .ok()
        .filter(|at| *at < 26)
        .map(|at| char::from(b'A' + at))
        .into_iter()
        .collect()
}

/// Who it may be, and why: the name, the first columns that fit, the reasons.
pub(super) fn twin(paint: &mut Paint, y: u16, (at, one): (usize, &Alike), desk: &Desk) {
    let Some(kind) = crate::domain::records::of(one.shown.record.kind) else { return };
    let room = 36;
    let list = columns_of(kind, room, desk);
    paint.put(1, y, &letter(at), Tone::Plain);
    let after = paint.put_in(3, y, room, &row(&one.shown, &list, desk), Tone::Plain);
    paint.put(after.max(39) + 1, y, &one.like.line(desk.lang), Tone::Plain);
}

pub(super) fn bar(paint: &mut Paint, y: u16) {
    paint.put(0, y, ">", Tone::Strong);
    paint.cursor(0, y);
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

fn said(title: &str, hint: Label, desk: &Desk) -> Said {
    Said { title: title.to_owned(), what: None, hint: hint.get(desk.lang).to_owned() }
}

/// The panel over a form.
pub(super) fn panel(paint: &mut Paint, panel: &Panel, desk: &Desk, title: String) -> Said {
    let lang = desk.lang;
    let total = number(count(panel.rows.len()), lang);
    paint.rule(1, &screens::TWINS.fill(lang, &[total]), "");
    let page = alike::alike_in(paint.height());
    let from = panel.at - panel.at % page.max(1);
    let rows = panel.rows.iter().enumerate().skip(from).take(page);
    let mut y = 2;
    for (at, one) in rows {
        twin(paint, y, (at, one), desk);
        if at == panel.at {
            bar(paint, y);
        }
        y += 1;
    }
    let there = format!("{} {}", screens::TWINS_THERE.get(lang), letter(panel.at));
    heads(paint, y, screens::TWINS_HERE.get(lang), &there);
    let bottom = 1 + paint.body();
    for (y, line) in (y + 1..bottom).zip(&panel.lines(desk)) {
        let tone = if line.differs { Tone::Strong } else { Tone::Plain };
        paint.put(1, y, if line.differs { "*" } else { "" }, Tone::Strong);
        let label = line.field.label.get(lang);
        fields(paint, y, label, (&line.left, &line.right), (tone, tone));
    }
    said(&title, screens::TWINS_HINT, desk)
}

/// Where the right column begins.
fn right(paint: &Paint) -> u16 {
    LEFT + (paint.width() - LEFT) / 2
}

/// What stands in either column, in a rule.
pub(super) fn heads(paint: &mut Paint, y: u16, left: &str, there: &str) {
    paint.rule(y, "", "");
    let middle = right(paint);
    let room = usize::from(middle - LEFT).saturating_sub(1);
    paint.put_in(LEFT - 1, y, room, &format!(" {left} "), Tone::Rule);
    paint.put_in(middle - 1, y, room, &format!(" {there} "), Tone::Rule);
}

/// A label, and what stands left and right.
pub(super) fn fields(
    paint: &mut Paint,
    y: u16,
    label: &str,
    (a, b): (&str, &str),
    tones: (Tone, Tone),
) {
    let middle = right(paint);
    let room = usize::from(middle - LEFT).saturating_sub(1);
    paint.put_in(3, y, usize::from(LEFT - 4), label, Tone::Plain);
    paint.put_in(LEFT, y, room, a, tones.0);
    paint.put_in(middle, y, room, b, tones.1);
}

/// Two records side by side.
pub(super) fn sides(paint: &mut Paint, sides: &Sides, desk: &Desk) -> Said {
    let lang = desk.lang;
    let score = number(sides.like.score.into(), lang);
    paint.rule(1, &format!("{score}  {}", sides.like.line(lang)), "");
    let head =
        |label: Label, shown: &crate::register::Shown| label.fill(lang, &[shown.record.id.short()]);
    let (stays, goes) =
        (head(screens::SIDES_STAYS, &sides.stays), head(screens::SIDES_GOES, &sides.goes));
    heads(paint, 2, &stays, &goes);
    let lines = sides.lines(desk);
    let page = usize::from(paint.body()).saturating_sub(2).max(1);
    let from = sides.at - sides.at % page;
    let mut what = None;
    for (y, (at, line)) in (3..).zip(lines.iter().enumerate().skip(from).take(page)) {
        let takes = sides.takes_right(line);
        let choice = |taken: bool, text: &str| match (line.differs, taken) {
            (false, _) => text.to_owned(),
            (true, true) => format!("(x) {text}"),
            (true, false) => format!("( ) {text}"),
        };
        let tone = |taken: bool| if line.differs && taken { Tone::Strong } else { Tone::Plain };
        let texts = (choice(!takes, &line.left), choice(takes, &line.right));
        let label = line.field.label.get(lang);
        fields(paint, y, label, (&texts.0, &texts.1), (tone(!takes), tone(takes)));
        if at == sides.at {
            bar(paint, y);
            what = cut(paint, line);
        }
    }
    Said { what, ..said(screens::SIDES_TITLE.get(lang), screens::SIDES_HINT, desk) }
}

/// What does not fit into the columns is said below, of the row the bar stands on.
pub(super) fn cut(paint: &Paint, line: &Line) -> Option<(String, Tone)> {
    let room = usize::from((paint.width() - LEFT) / 2).saturating_sub(5);
    let long = |text: &str| crate::text::width::columns(text) > room;
    (long(&line.left) || long(&line.right))
        .then(|| (format!("{} | {}", line.left, line.right), Tone::Plain))
}

/// The pairs of a register, or how far it is looked through.
pub(super) fn pairs(paint: &mut Paint, pairs: &Pairs, desk: &Desk) -> Said {
    let lang = desk.lang;
    let title = screens::PAIRS_TITLE.get(lang);
    if let Some(percent) = pairs.looking {
        let text = screens::PAIRS_LOOKING.fill(lang, &[percent.to_string()]);
        let x = paint.put(2, 2, &text, Tone::Strong);
        paint.cursor(x + 1, 2);
        return said(title, screens::PAIRS_LOOKING_HINT, desk);
    }
    paint.rule(1, &screens::PAIRS_LEFT.fill(lang, &[number(pairs.count(), lang)]), "");
    paint.cursor(0, 2);
    if pairs.left().next().is_none() {
        paint.put(2, 2, screens::PAIRS_NONE.get(lang), Tone::Plain);
        return said(title, screens::RECORD_GO_BACK, desk);
    }
    let page = alike::pairs_in(paint.height());
    let from = pairs.at - pairs.at % page;
    let room = usize::from(paint.width()).saturating_sub(8);
    let list = columns_of(pairs.kind, room, desk);
    for (n, (at, pair)) in pairs.left().enumerate().skip(from).take(page).enumerate() {
        let y = 2 + u16::try_from(n * ROWS).unwrap_or(u16::MAX);
        paint.put_in(2, y, 4, &format!("{:>3}", pair.like.score), Tone::Strong);
        paint.put_in(7, y, room, &row(&pair.a, &list, desk), Tone::Plain);
        paint.put_in(7, y + 1, room, &row(&pair.b, &list, desk), Tone::Plain);
        paint.put_in(9, y + 2, room, &pair.like.line(lang), Tone::Rule);
        if at == pairs.at {
            bar(paint, y);
        }
    }
    said(title, screens::PAIRS_HINT, desk)
}
