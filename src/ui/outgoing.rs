//! A list or an empty sheet that goes out: how far it is, and where it lies then.

use super::Said;
use super::paint::{Paint, Tone, wrap};
use crate::app::desk::Desk;
use crate::app::outgoing::Out;
use crate::app::words::number;
use crate::lang::outgoing as said;

pub(super) fn draw(paint: &mut Paint, out: &Out, desk: &Desk) -> Said {
    let lang = desk.lang;
    let title = out.title.clone();
    let Some(written) = &out.done else {
        let far = said::OUT_RUNNING.fill(lang, &[number(out.far, lang)]);
        let x = paint.put(1, 2, &far, Tone::Strong);
        paint.cursor(x + 1, 2);
        return Said { title, what: None, hint: said::OUT_RUNNING_HINT.get(lang).to_owned() };
    };
    let what = match written.records {
        Some(records) => {
            let said = if out.masked { said::OUT_DONE_MASKED } else { said::OUT_DONE };
            said.fill(lang, &[number(records, lang)])
        }
        None => said::OUT_DONE_BLANK.get(lang).to_owned(),
    };
    let mut lines = vec![(what, Tone::Good), (String::new(), Tone::Plain)];
    lines.push((said::OUT_FILE.get(lang).to_owned(), Tone::Plain));
    lines.push((written.path.display().to_string(), Tone::Strong));
    if let Some(line) = &written.fetch {
        lines.push((String::new(), Tone::Plain));
        lines.push((said::OUT_FETCH.get(lang).to_owned(), Tone::Plain));
        lines.push((line.clone(), Tone::Strong));
    }
    let room = usize::from(paint.width());
    let last = paint.body();
    let mut y = 2;
    for (text, tone) in lines {
        // From the edge on, so that a line that is marked and copied brings nothing else along.
        let parts = if text.is_empty() { vec![text] } else { wrap(&text, room) };
        for part in parts {
            if y <= last {
                paint.put(0, y, &part, tone);
            }
            y += 1;
        }
    }
    paint.cursor(0, 1);
    Said { title, what: None, hint: said::OUT_DONE_HINT.get(lang).to_owned() }
}
