//! A bundle that comes in: its file, what it would do, what it did.

use super::{Text, lines, to_a_stick, words};
use crate::app::desk::Desk;
use crate::app::post::job::{In, Looked};
use crate::app::post::receive::{Receive, Step, rows_in};
use crate::app::words::number;
use crate::domain::records;
use crate::exchange::bundle::Head;
use crate::exchange::receipt::Receipt;
use crate::lang::{Lang, Problem, post as said};
use crate::register::{Counts, Effect};
use crate::text::clean::shown;
use crate::text::width::pad;
use crate::ui::home::capital;
use crate::ui::paint::{Paint, Tone};
use crate::ui::{Said, files};

/// Columns of what happens to a record, and of its type.
const WHAT: usize = 11;
const TYPE: usize = 12;

pub(in crate::ui) fn draw(paint: &mut Paint, screen: &Receive, desk: &Desk) -> Said {
    let lang = desk.lang;
    paint.cursor(0, 1);
    let hint = match &screen.step {
        Step::Files => {
            files::draw(paint, &screen.files, &said::RECEIVE_NO_FILES, desk);
            said::RECEIVE_FILES_HINT.get(lang).to_owned()
        }
        Step::Looking => working(paint, said::RECEIVE_LOOKING.get(lang), screen, desk),
        Step::Taking => {
            let far = [screen.far.0, screen.far.1].map(|n| number(n, lang));
            _ = working(paint, &said::RECEIVE_TAKING.fill(lang, &far), screen, desk);
            said::RECEIVE_TAKING_HINT.get(lang).to_owned()
        }
        Step::Seen => {
            if let Some(seen) = &screen.seen {
                would(paint, seen, screen.top, lang);
            }
            said::SEEN_HINT.get(lang).to_owned()
        }
        Step::Done(done) => came(paint, done, desk),
        Step::Receipt(receipt) => receipt_in(paint, receipt, lang),
        Step::Refused(problem, held) => refused(paint, problem, *held, lang),
    };
    let what = if screen.is_of_receipts() { said::RECEIVE_RECEIPTS } else { said::RECEIVE_TITLE };
    let name = match screen.step {
        Step::Files => String::new(),
        _ => shown(&screen.file.file_name().unwrap_or_default().to_string_lossy()),
    };
    Said { title: format!("{}  {name}", what.get(lang)).trim_end().to_owned(), what: None, hint }
}

fn working(paint: &mut Paint, text: &str, screen: &Receive, desk: &Desk) -> String {
    let x = paint.put(1, 2, text, Tone::Strong);
    if screen.far.1 > 0 {
        paint.bar(1, 4, screen.far.0, screen.far.1);
    }
    paint.cursor(x + 1, 2);
    crate::lang::import::IMPORT_LOOKING_HINT.get(desk.lang).to_owned()
}

/// Number, sender and day.
fn which(head: &Head) -> [String; 3] {
    [head.seq.to_string(), head.sender.clone(), head.day.screen()]
}

fn counts(counts: Counts, lang: Lang) -> [String; 4] {
    [counts.new, counts.changed, counts.same, counts.open].map(|count| number(count, lang))
}

fn would(paint: &mut Paint, seen: &Looked, top: usize, lang: Lang) {
    let (head, taken) = (&seen.head, &seen.taken);
    paint.put(1, 2, &said::SEEN.fill(lang, &which(head)), Tone::Strong);
    let signed = [head.sender.clone(), head.unit.clone()];
    paint.put(1, 3, &said::SEEN_SIGNED.fill(lang, &signed), Tone::Plain);
    let carries = [
        said::profile(head.profile.word()).get(lang).to_owned(),
        said::extent(head.extent.code()).get(lang).to_owned(),
        number(seen.rows, lang),
    ];
    paint.put(1, 4, &capital(&said::SEEN_CARRIES.fill(lang, &carries)), Tone::Plain);
    if taken.before {
        paint.put(1, 6, said::SEEN_BEFORE.get(lang), Tone::Strong);
        return;
    }
    let text = said::SEEN_WOULD.fill(lang, &counts(taken.counts, lang));
    paint.put(1, 6, &text, Tone::Strong);
    paint.rule(7, said::SEEN_EFFECTS.get(lang), "");
    if taken.first.is_empty() {
        paint.put(1, 8, said::SEEN_NOTHING.get(lang), Tone::Plain);
    }
    let room = rows_in(paint.height());
    for (y, effect) in (8..).zip(taken.first.iter().skip(top).take(room)) {
        paint.put(1, y, &row(effect, lang), Tone::Plain);
    }
}

/// What happens to a record, and in which fields.
fn row(effect: &Effect, lang: Lang) -> String {
    let of = records::of(effect.kind);
    let label = of.map_or("", |of| of.label.get(lang));
    let fields = effect.tags.iter().filter_map(|tag| Some(of?.field(*tag)?.label.get(lang)));
    let fields: Vec<&str> = if effect.what == "new" { Vec::new() } else { fields.collect() };
    let what = said::effect(&effect.what).get(lang);
    let about = [effect.called.clone(), fields.join(", ")];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    format!("{}{}{about}", pad(what, WHAT), pad(label, TYPE))
}

fn came(paint: &mut Paint, done: &In, desk: &Desk) -> String {
    let lang = desk.lang;
    let taken = &done.answer.taken;
    let label = if taken.before { said::CAME_BEFORE } else { said::CAME };
    let mut texts = vec![
        Text::Words(label.fill(lang, &which(&done.head)), Tone::Good),
        words(said::CAME_COUNTS.fill(lang, &counts(taken.counts, lang))),
    ];
    for after in &done.after {
        texts.push(match &after.went {
            Ok(_) => Text::Words(said::CAME_AFTER.fill(lang, &[&after.file]), Tone::Good),
            Err(problem) => {
                let params = [after.file.clone(), problem.what(lang)];
                Text::Words(said::CAME_AFTER_NOT.fill(lang, &params), Tone::Error)
            }
        });
    }
    texts.push(words(said::CAME_RECEIPT.get(lang)));
    texts.push(Text::Path(done.answer.receipt.display().to_string()));
    texts.extend(to_a_stick(&done.answer.receipt, done.back.usb.clone(), desk));
    texts.push(words(said::BY_SCP.get(lang)));
    texts.push(Text::Shell(done.back.scp.clone()));
    lines(paint, 2, &texts);
    match taken.counts.open {
        0 => said::CAME_HINT.get(lang).to_owned(),
        open => said::CAME_DECIDE_HINT.fill(lang, &[number(open, lang)]),
    }
}

fn receipt_in(paint: &mut Paint, receipt: &Receipt, lang: Lang) -> String {
    let highest = [receipt.signer.clone(), receipt.highest.to_string()];
    let rows = [receipt.seq, receipt.rows.taken, receipt.rows.unchanged, receipt.rows.conflicting];
    let texts = [
        Text::Words(said::RECEIPT_IN.fill(lang, &highest), Tone::Good),
        words(said::RECEIPT_ROWS.fill(lang, &rows.map(|n| number(n, lang)))),
        words(""),
        words(said::RECEIPT_MOVED.get(lang)),
    ];
    lines(paint, 2, &texts);
    said::NEXT_HINT.get(lang).to_owned()
}

fn refused(paint: &mut Paint, problem: &Problem, held: bool, lang: Lang) -> String {
    let mut texts = vec![
        Text::Words(said::REFUSED.fill(lang, &[problem.what(lang)]), Tone::Error),
        words(problem.hint(lang)),
        words(""),
        words(said::REFUSED_CODE.fill(lang, &[problem.code.0.name])),
    ];
    if held {
        texts.push(words(said::REFUSED_HELD.get(lang)));
    }
    lines(paint, 2, &texts);
    said::NEXT_HINT.get(lang).to_owned()
}
