//! The record the bar stands on, told once the keys pause: where it came from, what changed last.

use super::Find;
use crate::app::changes;
use crate::app::desk::{Desk, Why, slot};
use crate::app::words::{date, time};
use crate::domain::{RecordId, RecordType};
use crate::lang::screens;
use crate::register::{Ask, Entry, Origin};

/// From this width on the whole record stands beside the list.
const WIDE: u16 = 120;

/// Whether the record stands beside the list.
pub(crate) fn is_wide(size: (u16, u16)) -> bool {
    size.0 >= WIDE
}

/// The columns it then takes.
pub(crate) fn pane_of(width: u16) -> u16 {
    (width / 5).saturating_mul(2)
}

/// What is told of a record.
pub(crate) struct Preview {
    pub(crate) id: RecordId,
    /// All its changes are asked for, and not the last and the first alone.
    whole: bool,
    /// Its changes, newest first, once known.
    pub(crate) entries: Option<Vec<Entry>>,
}

impl Preview {
    /// All its changes, where they are asked for and known.
    pub(crate) fn history(&self) -> Option<&[Entry]> {
        self.entries.as_deref().filter(|_| self.whole)
    }

    /// Where the record came from, its last change where that is another one, and what took that on.
    pub(crate) fn lines(&self, kind: &RecordType, desk: &Desk) -> Vec<(&'static str, String)> {
        let lang = desk.lang;
        let mut lines = Vec::new();
        let Some((first, rest)) = self.entries.as_deref().and_then(<[Entry]>::split_last) else {
            return lines;
        };
        let origin = match &first.source {
            Some(Origin::Bundle { sender, seq, by, .. }) => {
                let bundle = changes::bundle(sender, *seq, by, desk);
                screens::BROUGHT_IN.fill(lang, &[&bundle, &first.operator, &date(first.time)])
            }
            Some(Origin::Row { file, sheet, row }) => {
                let sheet = match sheet.as_str() {
                    "" => String::new(),
                    sheet => screens::SHEET.fill(lang, &[sheet]),
                };
                let params = [file, &sheet, &row.to_string(), &first.operator, &date(first.time)];
                screens::IMPORTED.fill(lang, &params)
            }
            None => screens::KEYED.fill(lang, &[&first.operator, &time(first.time)]),
        };
        lines.push((screens::ORIGIN.get(lang), origin));
        if let Some(last) = rest.first() {
            let what = crate::app::record::change_lines(kind, last, desk).join("; ");
            let text = format!("{} {}: {what}", time(last.time), last.operator);
            lines.push((screens::LAST_CHANGE.get(lang), text));
        }
        let newest = rest.first().unwrap_or(first);
        lines.extend(changes::took(newest, desk).map(|took| (screens::SENT.get(lang), took)));
        lines
    }
}

impl Find {
    pub(super) fn preview(&mut self, desk: &mut Desk) {
        let Some(id) = self.current().map(|shown| shown.record.id) else {
            self.preview = None;
            return;
        };
        let whole = is_wide(desk.size);
        if !self.preview.as_ref().is_some_and(|seen| seen.id == id && seen.whole == whole) {
            self.preview = Some(Preview { id, whole, entries: None });
            let ask = if whole { Ask::History(id) } else { Ask::Ends(id) };
            desk.ask(self.id, Why::Preview, slot::PREVIEW, ask);
        }
    }
}

/// How many rows of answers are in sight on a screen of that size, and how many the preview below
/// takes with its rule: none where the record stands beside the list.
pub(crate) fn rows_in(size: (u16, u16)) -> (usize, usize) {
    let preview = match size {
        size if is_wide(size) => 0,
        (_, 24..) => 7,
        _ => 5,
    };
    // Title, query, rule, heads and the three rows that stay.
    (usize::from(size.1).saturating_sub(7 + preview).max(1), preview)
}
