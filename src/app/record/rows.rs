//! A record's view as rows: fields, history, what refers to it, laid out for the window's width.

use super::View;
use crate::app::changes::history_lines;
use crate::app::desk::Desk;
use crate::app::words;
use crate::domain::lookup::PAST;
use crate::domain::{Place, RecordId, RecordType, records};
use crate::lang::screens;
use crate::register::{Entry, Shown};
use crate::text::width::wrap;

/// Where values begin in their pane, and where what a change did begins.
pub(crate) const VALUE: u16 = 20;
pub(crate) const CHANGE: u16 = 25;
/// From so many columns on history stands beside the fields.
const WIDE: u16 = 120;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A field: label and value.
    Field,
    /// A heading.
    Head,
    /// A change: when and who, what.
    Change,
    /// Anything else.
    Text,
}

/// What Enter opens there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Opens {
    /// A record.
    Record(RecordId),
    /// The history before what is shown.
    Older(Place),
}

/// A row of a pane, as wide as the pane.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) what: What,
    pub(crate) head: String,
    pub(crate) text: String,
    pub(crate) opens: Option<Opens>,
}

/// The rows, side by side where there is room. The bar goes through the left ones, then through
/// the right ones.
#[derive(Debug, Default)]
pub(crate) struct Panes {
    pub(crate) left: Vec<Row>,
    pub(crate) right: Vec<Row>,
    /// The column at which the right ones begin.
    pub(crate) split: Option<u16>,
}

impl Panes {
    /// The row at a place of the bar.
    pub(crate) fn row(&self, at: usize) -> Option<&Row> {
        self.left.iter().chain(&self.right).nth(at)
    }

    pub(super) fn len(&self) -> usize {
        self.left.len() + self.right.len()
    }
}

impl View {
    /// Everything there is to show: fields, history, what refers to it.
    pub(crate) fn panes(&self, desk: &Desk) -> Panes {
        let Some(kind) = self.kind() else { return Panes::default() };
        let width = desk.size.0;
        let split = (width >= WIDE).then_some(width / 2);
        let (left, right) = match split {
            Some(split) => (split.saturating_sub(2), width.saturating_sub(split)),
            None => (width, width),
        };
        let fields = fields_of(kind, &self.shown, self.revealed, desk, left);
        let mut panes = Panes { left: fields, split, ..Panes::default() };
        panes.left.extend(self.counted(desk, left));
        let history = self.history.as_deref();
        let history = history.map_or_else(Vec::new, |all| changes_of(kind, all, desk, right));
        let referring = self.referrers(desk, left);
        match split {
            Some(_) => panes.right = history,
            None => panes.left.extend(history),
        }
        panes.left.extend(referring);
        panes
    }

    /// How many refer to it, by type and field.
    fn counted(&self, desk: &Desk, width: u16) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut label = screens::REFERRED_BY.get(desk.lang);
        for (kind, tag, n) in &self.counts {
            let of = records::of(*kind);
            let field = of.and_then(|kind| kind.field(tag & !PAST));
            let params = [
                words::number(*n, desk.lang),
                of.map_or("", |kind| kind.label.get(desk.lang)).to_owned(),
                field.map_or("", |field| field.label.get(desk.lang)).to_owned(),
            ];
            let said = match tag & PAST {
                0 => screens::REFERS,
                _ => screens::REFERRED_BEFORE,
            };
            let text = said.fill(desk.lang, &params);
            lay(&mut rows, What::Field, std::mem::take(&mut label), &text, None, width);
        }
        rows
    }

    fn referrers(&self, desk: &Desk, width: u16) -> Vec<Row> {
        let mut rows = Vec::new();
        let total: u64 = self.counts.iter().map(|(.., n)| n).sum();
        if total == 0 {
            return rows;
        }
        let total = words::number(total, desk.lang);
        rows.push(head(screens::REFERRING.fill(desk.lang, &[total])));
        for (shown, tag) in &self.referring {
            let kind = records::of(shown.record.kind);
            let label = kind.map_or("", |kind| kind.label.get(desk.lang));
            let field = kind.and_then(|kind| kind.field(*tag));
            let field = field.map_or("", |field| field.label.get(desk.lang));
            let text = format!("{} · {label}, {field}", desk.title(shown));
            lay(&mut rows, What::Text, "", &text, Some(Opens::Record(shown.record.id)), width);
        }
        rows
    }
}

/// A record's fields, timelines written out; hidden numbers whole where they are revealed.
pub(crate) fn fields_of(
    kind: &RecordType,
    shown: &Shown,
    revealed: bool,
    desk: &Desk,
    width: u16,
) -> Vec<Row> {
    let record = &shown.record;
    let mut rows = Vec::new();
    for field in kind.fields {
        let Some(value) = record.values.get(field.tag) else { continue };
        let mut label = kind.label_of(field, &record.values).get(desk.lang);
        let texts = match revealed && field.kind.is_masked() {
            true => vec![(desk.bare(shown, field), None)],
            false => desk.written_out(field, &value, &shown.names),
        };
        for (text, refers) in texts {
            let opens = refers.map(Opens::Record);
            lay(&mut rows, What::Field, std::mem::take(&mut label), &text, opens, width);
        }
    }
    rows
}

/// A record's history, under its heading.
pub(crate) fn changes_of(
    kind: &RecordType,
    history: &[Entry],
    desk: &Desk,
    width: u16,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let older = history.last().and_then(|oldest| oldest.before);
    let more = if older.is_some() { "+" } else { "" };
    let known = u64::try_from(history.len()).unwrap_or(u64::MAX);
    let count = format!("{}{more}", words::number(known, desk.lang));
    rows.push(head(screens::HISTORY.fill(desk.lang, &[count])));
    for entry in history {
        let mut when = format!("{} {}", words::time(entry.time), entry.operator);
        for text in history_lines(kind, entry, history, desk) {
            lay(&mut rows, What::Change, &std::mem::take(&mut when), &text, None, width);
        }
    }
    if let Some(place) = older {
        let text = screens::OLDER.get(desk.lang);
        lay(&mut rows, What::Text, "", text, Some(Opens::Older(place)), width);
    }
    rows
}

fn head(text: String) -> Row {
    Row { what: What::Head, head: String::new(), text, opens: None }
}

/// Adds a text as rows no wider than their pane.
fn lay(rows: &mut Vec<Row>, what: What, head: &str, text: &str, opens: Option<Opens>, width: u16) {
    let begins = match what {
        What::Field => VALUE,
        What::Change => CHANGE,
        What::Head | What::Text => 1,
    };
    let mut head = head.to_owned();
    for text in text.lines().flat_map(|line| wrap(line, usize::from(width - begins.min(width)))) {
        rows.push(Row { what, head: std::mem::take(&mut head), text, opens });
    }
}
