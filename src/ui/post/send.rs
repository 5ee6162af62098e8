//! What goes out: to whom, what, and how a bundle that was made gets there.

use super::{Text, lines, to_a_stick, words};
use crate::app::desk::Desk;
use crate::app::post::send::{Row, Send, Step, page};
use crate::app::words::number;
use crate::exchange::standing::{Recipient, Waits};
use crate::lang::{Lang, post as said};
use crate::register::{LedgerRow, Way};
use crate::text::width::pad;
use crate::ui::alike::bar;
use crate::ui::home::capital;
use crate::ui::paint::{Paint, Tone};
use crate::ui::{Said, first};

/// Columns of a name, and of a way's label.
const NAME: usize = 22;
const WAY: u16 = 30;

pub(in crate::ui) fn draw(paint: &mut Paint, screen: &Send, desk: &Desk) -> Said {
    let lang = desk.lang;
    paint.cursor(0, 1);
    let hint = match screen.step {
        Step::Outbox => outbox(paint, screen, desk),
        Step::Contents => contents(paint, screen, lang),
        Step::Making => {
            let x = paint.put(1, 2, said::MAKING.get(lang), Tone::Strong);
            paint.bar(1, 4, screen.far.0, screen.far.1);
            paint.cursor(x + 1, 2);
            said::MAKING_HINT.get(lang).to_owned()
        }
        Step::Made(_, left) => match screen.made() {
            Some(made) => one(paint, screen, (made, left), desk),
            None => String::new(),
        },
    };
    Said { title: said::SEND_TITLE.get(lang).to_owned(), what: None, hint }
}

fn outbox(paint: &mut Paint, screen: &Send, desk: &Desk) -> String {
    let lang = desk.lang;
    paint.rule(1, said::SEND_TO.get(lang), "");
    let back = || crate::lang::screens::RECORD_GO_BACK.get(lang).to_owned();
    let Some(standing) = &screen.standing else { return back() };
    let rows = screen.rows();
    let page = page(paint.height());
    let from = screen.at - screen.at % page;
    let mut y = 2;
    if standing.to.is_empty() {
        y = lines(paint, 2, &[words(said::SEND_NOBODY.get(lang))]);
    }
    let count = number(u64::try_from(standing.waiting.len()).unwrap_or(u64::MAX), lang);
    let rule = said::SEND_WAITING.fill(lang, &[count]);
    for (at, row) in rows.iter().enumerate().skip(from).take(page) {
        if at == standing.to.len() {
            paint.rule(y, &rule, "");
            y += 1;
        }
        match row {
            Row::To(to) => {
                let name = format!("{} {}", pad(&to.name, NAME), stands(to, lang));
                paint.put(2, y, &name, Tone::Plain);
            }
            Row::Waits(waits) => {
                let tone = if waits.file.is_some() { Tone::Plain } else { Tone::Error };
                paint.put(2, y, &waits_in(waits, lang), tone);
            }
        }
        if at == screen.at {
            bar(paint, y);
        }
        y += 1;
    }
    if standing.waiting.is_empty() {
        paint.rule(y, &rule, "");
    }
    if rows.is_empty() { back() } else { said::SEND_HINT.get(lang).to_owned() }
}

/// How it stands with somebody: what has changed, and the last bundle.
fn stands(to: &Recipient, lang: Lang) -> String {
    let last = to.last.as_ref().map_or_else(
        || said::LAST_NONE.get(lang).to_owned(),
        |last| {
            let label = if last.way == Way::Sent { said::LAST_SENT } else { said::LAST_RECEIVED };
            let profile = said::profile(&last.chain.profile).get(lang).to_owned();
            label.fill(lang, &[last.seq.to_string(), profile])
        },
    );
    let changed = to.changed.map(|count| said::CHANGED.fill(lang, &[number(count, lang)]));
    changed.into_iter().chain([last]).collect::<Vec<_>>().join("; ")
}

/// Number, profile and extent.
fn carries(row: &LedgerRow, lang: Lang) -> [String; 4] {
    [
        row.seq.to_string(),
        row.chain.recipient.clone(),
        said::profile(&row.chain.profile).get(lang).to_owned(),
        said::extent(row.extent.code()).get(lang).to_owned(),
    ]
}

fn waits_in(waits: &Waits, lang: Lang) -> String {
    let [seq, recipient, profile, extent] = carries(&waits.row, lang);
    let gone = if waits.file.is_none() { said::FILE_GONE.get(lang) } else { "" };
    let recipient = pad(&recipient, NAME);
    format!("{recipient} {}{gone}", said::WAITS.fill(lang, &[seq, profile, extent]))
}

fn contents(paint: &mut Paint, screen: &Send, lang: Lang) -> String {
    let Some(to) = screen.recipient() else { return String::new() };
    paint.rule(1, &said::CONTENTS.fill(lang, &[&to.name]), "");
    let changed = to.changed.map_or_else(|| "?".to_owned(), |count| number(count, lang));
    let full = to.full.as_ref().map_or_else(String::new, |full| full.seq.to_string());
    let params = [changed, full, to.name.clone()];
    for (y, (at, way)) in (2..).zip(screen.ways().enumerate()) {
        first::mark(paint, y, at == screen.way);
        paint.put(2, y, way.label.get(lang), Tone::Strong);
        paint.put(WAY, y, &way.note.fill(lang, &params), Tone::Plain);
    }
    paint.put(2, 6, &stands(to, lang), Tone::Rule);
    said::CONTENTS_HINT.get(lang).to_owned()
}

/// A bundle: where it lies, and the lines by which it goes.
fn one(
    paint: &mut Paint,
    screen: &Send,
    (made, left): (&Waits, Option<u64>),
    desk: &Desk,
) -> String {
    let lang = desk.lang;
    let [seq, recipient, profile, extent] = carries(&made.row, lang);
    let rows = number(made.row.rows, lang);
    let about = said::MADE.fill(lang, &[seq, recipient]);
    let what = capital(&said::SEEN_CARRIES.fill(lang, &[profile, extent, rows]));
    let tone = if left.is_some() { Tone::Good } else { Tone::Strong };
    let mut texts = vec![Text::Words(about, tone), words(what)];
    if let Some(left) = left.filter(|left| *left > 0) {
        let left = said::MADE_LEFT.fill(lang, &[number(left, lang)]);
        texts.push(Text::Words(left, Tone::Error));
    }
    let (Some(file), Some(by_hand)) = (&made.file, screen.by_hand(desk)) else {
        texts.push(Text::Words(said::GONE.get(lang).to_owned(), Tone::Error));
        lines(paint, 2, &texts);
        return crate::lang::screens::RECORD_GO_BACK.get(lang).to_owned();
    };
    texts.push(words(said::MADE_FILE.get(lang)));
    texts.push(Text::Path(file.path.display().to_string()));
    texts.extend(to_a_stick(&file.path, by_hand.usb, desk));
    for (label, line) in [(said::BY_SCP, by_hand.scp), (said::BY_SFTP, by_hand.sftp)] {
        texts.push(words(label.get(lang)));
        texts.push(Text::Shell(line));
    }
    lines(paint, 2, &texts);
    said::MADE_HINT.get(lang).to_owned()
}
