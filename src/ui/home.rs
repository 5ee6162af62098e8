//! Home.

use super::Said;
use super::first::mark;
use super::paint::{Paint, Tone, wrap};
use crate::app::desk::Desk;
use crate::app::home::{Home, To};
use crate::app::words::number;
use crate::domain::records;
use crate::lang::{post, screens};
use crate::text::width::{columns, pad};

pub(super) fn draw(paint: &mut Paint, home: &Home, desk: &Desk) -> Said {
    let lang = desk.lang;
    paint.rule(1, "", "");
    let mut y = 2;
    for (at, (n, to)) in home.entries(desk).into_iter().enumerate() {
        let (text, note) = match to {
            To::New(kind) => (screens::HOME_NEW.fill(lang, &[kind.label.get(lang)]), String::new()),
            To::Find => (
                screens::HOME_FIND.get(lang).to_owned(),
                screens::HOME_FIND_NOTE.get(lang).to_owned(),
            ),
            To::Import => (
                screens::HOME_IMPORT.get(lang).to_owned(),
                screens::HOME_IMPORT_NOTE.get(lang).to_owned(),
            ),
            To::Send => {
                (post::HOME_SEND.get(lang).to_owned(), post::HOME_SEND_NOTE.get(lang).to_owned())
            }
            To::Receive => (
                post::HOME_RECEIVE.get(lang).to_owned(),
                post::HOME_RECEIVE_NOTE.get(lang).to_owned(),
            ),
            To::Decide(waiting) => {
                let note = screens::HOME_DECIDE_NOTE.fill(lang, &[number(waiting, lang)]);
                (screens::HOME_DECIDE.get(lang).to_owned(), note)
            }
            To::Batch => (screens::HOME_BATCH.get(lang).to_owned(), home.batch_title(desk)),
            To::NewBatch => (
                screens::HOME_NEW_BATCH.get(lang).to_owned(),
                screens::HOME_NEW_BATCH_NOTE.get(lang).to_owned(),
            ),
            To::Draft => (screens::HOME_DRAFT.get(lang).to_owned(), home.draft_title(desk)),
        };
        mark(paint, y, at == home.at);
        if let Some(n) = n {
            paint.put(2, y, &n.to_string(), Tone::Strong);
        }
        paint.put(5, y, &text, Tone::Plain);
        paint.put(36, y, &note, Tone::Plain);
        y += 1;
    }
    y = notices(paint, desk, y);
    counts(paint, home, desk, y);
    let hint = format!("{}: ", screens::HOME_HINT.get(lang));
    let column = u16::try_from(columns(&hint)).unwrap_or(0);
    paint.cursor(column, paint.height().saturating_sub(2));
    Said { title: title(desk), what: None, hint }
}

fn title(desk: &Desk) -> String {
    let unit = desk.who.as_ref().map(|who| desk.title(&who.unit)).unwrap_or_default();
    format!("{}  {unit}", screens::HOME_TITLE.get(desk.lang))
}

/// What the opening found that a person should know; the row after it.
fn notices(paint: &mut Paint, desk: &Desk, top: u16) -> u16 {
    let notices = desk.who.as_ref().map_or(&[][..], |who| who.notices.as_slice());
    let last = paint.height().saturating_sub(3);
    let mut y = top;
    for notice in notices {
        let (what, hint) = desk.worded(notice);
        y += 1;
        for line in wrap(&format!("! {what}. {hint}"), usize::from(paint.width())) {
            if y < last {
                paint.put(0, y, &line, Tone::Error);
                y += 1;
            }
        }
    }
    y
}

fn counts(paint: &mut Paint, home: &Home, desk: &Desk, top: u16) {
    let lang = desk.lang;
    let Some(status) = &home.status else { return };
    let last = paint.height().saturating_sub(3);
    let types = records::all().iter().filter(|kind| kind.is_entered() && !kind.internal);
    // A row apart, where there is one to spare.
    let rows = u16::try_from(types.clone().count()).unwrap_or(0) + 2;
    let mut y = if top + 1 + rows <= last { top + 1 } else { top };
    let heads = format!(
        "{}{}{}",
        pad(screens::HOME_IN.get(lang), 30),
        right(screens::HOME_ACTIVE.get(lang)),
        right(screens::HOME_ALL.get(lang))
    );
    if y < last {
        paint.put(0, y, &heads, Tone::Strong);
    }
    for kind in types {
        y += 1;
        let counts = status.counts.iter().find(|(of, ..)| *of == kind.kind);
        let (active, all) = counts.map_or((0, 0), |(_, active, all)| (*active, *all));
        let label = pad(&capital(kind.label.get(lang)), 28);
        let (active, all) = (right(&number(active, lang)), right(&number(all, lang)));
        if y < last {
            paint.put(2, y, &format!("{label}{active}{all}"), Tone::Plain);
        }
    }
    let today: Vec<String> = status
        .today
        .iter()
        .map(|(who, n)| screens::HOME_TODAY_ONE.fill(lang, &[who.clone(), number(*n, lang)]))
        .collect();
    let today = match today.is_empty() {
        true => screens::HOME_TODAY_NONE.get(lang).to_owned(),
        false => screens::HOME_TODAY.fill(lang, &[today.join(", ")]),
    };
    // A row apart, where there is one to spare.
    let y = if y + 2 < last { y + 2 } else { y + 1 };
    if y < last {
        paint.put(0, y, &today, Tone::Plain);
    }
}

/// A text set to the right of ten columns.
fn right(text: &str) -> String {
    format!("{}{text}", " ".repeat(10_usize.saturating_sub(columns(text))))
}

/// With a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
