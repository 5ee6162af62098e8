//! Lists narrowed by typing: the values of a field, the layouts of a form, the commands.

use super::Said;
use super::first::mark;
use super::paint::{Paint, Tone};
use crate::app::desk::Desk;
use crate::app::entry::Entry;
use crate::app::keymap::{Context, key_name};
use crate::app::list::{List, Offers};
use crate::app::palette::{Item, Palette};
use crate::domain::records::layout;
use crate::lang::{import as said, screens};
use crate::text::width::pad;

/// A row: its text and what stands at its right.
type Row = (String, String);

fn draw(paint: &mut Paint, entry: &Entry, at: usize, rows: &[Row], desk: &Desk) {
    let x = paint.put(0, 1, screens::FIND_QUERY.get(desk.lang), Tone::Plain);
    paint.rule(2, "", "");
    let room = usize::from(paint.body()).saturating_sub(2).max(1);
    let from = at - at % room;
    let width = usize::from(paint.width());
    for (n, (text, right)) in rows.iter().enumerate().skip(from).take(room) {
        let y = 3 + u16::try_from(n - from).unwrap_or(0);
        mark(paint, y, n == at);
        let taken = crate::text::width::columns(right) + 2;
        paint.put_in(2, y, width.saturating_sub(2 + taken), text, Tone::Plain);
        paint.put_right(y, right, Tone::Plain);
    }
    if rows.is_empty() {
        let none = if entry.is_empty() { screens::LIST_TYPE } else { screens::LIST_NONE };
        paint.put(2, 3, none.get(desk.lang), Tone::Plain);
    }
    paint.entry(x + 1, 1, entry);
}

/// The values of a field.
pub(super) fn values(paint: &mut Paint, list: &List, desk: &Desk) -> Said {
    let rows: Vec<Row> = list
        .rows
        .iter()
        .map(|row| (format!("{} {}", pad(&row.label, 34), row.detail), String::new()))
        .collect();
    draw(paint, &list.entry, list.at, &rows, desk);
    let label = match list.of {
        Offers::Values(field) => field.label.get(desk.lang),
        Offers::Layouts(_) => layout::TYPE.label.get(desk.lang),
        Offers::Fields(_) => screens::BULK_FIELD.get(desk.lang),
        Offers::Drafts => screens::DRAFTS.get(desk.lang),
        Offers::Column => said::COLUMN_OF.get(desk.lang),
        Offers::Cell => said::CELL_OF.get(desk.lang),
    };
    Said {
        title: screens::LIST_TITLE.fill(desk.lang, &[label]),
        what: None,
        hint: screens::LIST_HINT.get(desk.lang).to_owned(),
    }
}

/// The commands.
pub(super) fn palette(paint: &mut Paint, palette: &Palette, desk: &Desk) -> Said {
    let rows: Vec<Row> =
        palette.rows().into_iter().map(|item| command(item, palette.chain, desk)).collect();
    draw(paint, &palette.entry, palette.at, &rows, desk);
    Said {
        title: screens::PALETTE_TITLE.get(desk.lang).to_owned(),
        what: None,
        hint: screens::PALETTE_HINT.get(desk.lang).to_owned(),
    }
}

/// A command and its keys; whether it does nothing on the screen below.
fn command(item: Item, chain: &[Context], desk: &Desk) -> Row {
    let row = match item {
        Item::Act(row) => row,
        Item::Enter(kind) => {
            let text = screens::HOME_NEW.fill(desk.lang, &[kind.label.get(desk.lang)]);
            return (text, String::new());
        }
    };
    let here = row.applies(chain);
    let keys = if here { row.keys_in(chain) } else { row.keys.to_vec() };
    let mut keys: Vec<String> = keys.into_iter().map(key_name).collect();
    // A key and the keypad's have one name.
    keys.dedup();
    let keys = row.shown.map_or_else(|| keys.join(" "), str::to_owned);
    let here = match here {
        true => keys,
        false => format!("{keys} ({})", screens::NOT_HERE.get(desk.lang)),
    };
    (format!("{} {}", pad(row.label.get(desk.lang), 14), row.doc.get(desk.lang)), here)
}
