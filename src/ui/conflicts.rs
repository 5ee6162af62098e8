//! What waits to be decided, and of one entry both sides beside each other.

use super::Said;
use super::alike::{bar, cut, fields, heads};
use super::paint::{Paint, Tone};
use crate::app::conflicts::{self, Conflicts, Open, ROWS};
use crate::app::desk::Desk;
use crate::app::words::{number, time};
use crate::domain::records;
use crate::lang::screens;

/// Digits of a bundle's identity that tell it from others.
const DIGITS: usize = 8;

pub(super) fn draw(paint: &mut Paint, screen: &Conflicts, desk: &Desk) -> Said {
    match &screen.open {
        Some(open) => one(paint, open, desk),
        None => all(paint, screen, desk),
    }
}

fn said(hint: &str, desk: &Desk) -> Said {
    let title = screens::CONFLICTS_TITLE.get(desk.lang).to_owned();
    Said { title, what: None, hint: hint.to_owned() }
}

/// From whom, and in which bundle.
fn origin(entry: &crate::register::Queued, desk: &Desk) -> String {
    let digits = entry.bundle.chars().take(DIGITS).collect();
    screens::CONFLICT_FROM.fill(desk.lang, &[entry.sender.clone(), digits])
}

fn all(paint: &mut Paint, screen: &Conflicts, desk: &Desk) -> Said {
    let lang = desk.lang;
    let count = number(u64::try_from(screen.all.len()).unwrap_or(u64::MAX), lang);
    paint.rule(1, &screens::CONFLICTS_LEFT.fill(lang, &[count]), "");
    paint.cursor(0, 2);
    if screen.all.is_empty() {
        if !screen.asking {
            paint.put(2, 2, screens::CONFLICTS_NONE.get(lang), Tone::Plain);
        }
        return said(screens::RECORD_GO_BACK.get(lang), desk);
    }
    let page = conflicts::page(paint.height());
    let from = screen.at - screen.at % page;
    for (n, (at, entry)) in screen.all.iter().enumerate().skip(from).take(page).enumerate() {
        let y = 2 + u16::try_from(n * ROWS).unwrap_or(u16::MAX);
        let kind = records::of(entry.kind).map_or("", |kind| kind.label.get(lang));
        let after = paint.put(2, y, &entry.called, Tone::Strong);
        paint.put(after + 2, y, kind, Tone::Rule);
        let why = [Conflicts::why(entry, desk), origin(entry, desk)].join(" · ");
        paint.put(4, y + 1, &why, Tone::Plain);
        if at == screen.at {
            bar(paint, y);
        }
    }
    said(screens::CONFLICTS_HINT.get(lang), desk)
}

fn one(paint: &mut Paint, open: &Open, desk: &Desk) -> Said {
    let lang = desk.lang;
    let entry = &open.sides.entry;
    let about = [entry.called.clone(), Conflicts::why(entry, desk)].join(" · ");
    paint.rule(1, &about, "");
    paint.cursor(0, 2);
    if let Some(hint) = open.other() {
        let mut lines = vec![origin(entry, desk)];
        lines.extend(entry.other.iter().map(|(id, field)| {
            let field = open.kind().and_then(|kind| kind.field_named(field));
            let field = field.map_or("", |field| field.label.get(lang));
            screens::CONFLICT_SAME.fill(lang, &[field.to_owned(), id.short()])
        }));
        for (y, line) in (2..).zip(lines) {
            paint.put(2, y, &line, Tone::Plain);
        }
        return said(hint.get(lang), desk);
    }
    heads(paint, 2, screens::CONFLICT_OURS.get(lang), screens::CONFLICT_THEIRS.get(lang));
    let (ours, theirs) = (&open.sides.ours, &open.sides.theirs);
    let gone = screens::CONFLICT_GONE.get(lang);
    let by = |side: &crate::register::Side| match side.values {
        Some(_) => side.by.clone(),
        None => format!("{gone}{}", side.by),
    };
    let label = screens::CONFLICT_BY.get(lang);
    fields(paint, 3, label, (&by(ours), &by(theirs)), (Tone::Rule, Tone::Rule));
    let label = screens::CONFLICT_SINCE.get(lang);
    fields(paint, 4, label, (&time(ours.at), &time(theirs.at)), (Tone::Rule, Tone::Rule));
    let lines = open.lines(desk);
    let page = conflicts::fields_in(paint.height());
    let from = open.at - open.at % page;
    let mut what = None;
    for (y, (at, line)) in (5..).zip(lines.iter().enumerate().skip(from).take(page)) {
        let takes = open.takes(line);
        let choice = |on: bool, text: &str| format!("({}) {text}", if on { 'x' } else { ' ' });
        let tone = |on: bool| if on { Tone::Strong } else { Tone::Plain };
        let texts = (choice(!takes, &line.left), choice(takes, &line.right));
        let label = line.field.label.get(lang);
        fields(paint, y, label, (&texts.0, &texts.1), (tone(!takes), tone(takes)));
        if at == open.at {
            bar(paint, y);
            what = cut(paint, line);
        }
    }
    if let Some(before) = open.before(desk) {
        let text = screens::CONFLICT_BEFORE.fill(lang, &[before]);
        paint.put(3, paint.height().saturating_sub(4), &text, Tone::Rule);
    }
    Said { what, ..said(screens::CONFLICT_HINT.get(lang), desk) }
}
