//! Writing on cells: texts, rules, fields, the cursor; tones as 16 colours or as mono.

use super::{Look, Screen};
use crate::app::entry::Entry;
pub(super) use crate::text::width::wrap;
use crate::text::width::{columns, fit};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// What a text is; how it looks depends on the terminal. Nothing is told by colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tone {
    #[default]
    Plain,
    Title,
    Rule,
    Strong,
    Good,
    Error,
    Footer,
}

/// The cells being drawn.
pub(super) struct Paint {
    cells: Buffer,
    cursor: Option<(u16, u16)>,
    look: Look,
}

impl Paint {
    pub(super) fn new(size: (u16, u16), look: Look) -> Self {
        let cells = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        Self { cells, cursor: None, look }
    }

    pub(super) fn done(self) -> Screen {
        Screen { cells: self.cells, cursor: self.cursor }
    }

    pub(super) fn width(&self) -> u16 {
        self.cells.area.width
    }

    pub(super) fn height(&self) -> u16 {
        self.cells.area.height
    }

    /// The rows between the title and the three that stay.
    pub(super) fn body(&self) -> u16 {
        self.height().saturating_sub(4)
    }

    fn style(&self, tone: Tone) -> Style {
        let colour = |style: Style, colour| if self.look.colour { style.fg(colour) } else { style };
        let bold = Style::new().add_modifier(Modifier::BOLD);
        match tone {
            Tone::Plain => Style::new(),
            Tone::Title | Tone::Strong => bold,
            Tone::Rule | Tone::Footer => colour(Style::new(), Color::Cyan),
            Tone::Good => colour(Style::new(), Color::Green),
            Tone::Error => colour(bold, Color::Red),
        }
    }

    /// Writes a text; the column after it.
    pub(super) fn put(&mut self, x: u16, y: u16, text: &str, tone: Tone) -> u16 {
        let room = usize::from(self.width().saturating_sub(x));
        self.put_in(x, y, room, text, tone)
    }

    /// Writes a text cut to so many columns; the column after it.
    pub(super) fn put_in(&mut self, x: u16, y: u16, room: usize, text: &str, tone: Tone) -> u16 {
        if x >= self.width() || y >= self.height() {
            return x;
        }
        let text = crate::text::clean::shown(text);
        let room = room.min(usize::from(self.width() - x));
        let style = self.style(tone);
        self.cells.set_stringn(x, y, fit(&text, room), room, style).0
    }

    /// Writes a text that ends at the right edge.
    pub(super) fn put_right(&mut self, y: u16, text: &str, tone: Tone) {
        let width = u16::try_from(columns(text)).unwrap_or(u16::MAX);
        self.put(self.width().saturating_sub(width), y, text, tone);
    }

    /// A rule over the whole width, with texts set into its left and right.
    pub(super) fn rule(&mut self, y: u16, left: &str, right: &str) {
        self.rule_in(y, (0, self.width()), left, right);
    }

    /// A rule from that column to the right edge, with texts set into its left and right.
    pub(super) fn rule_from(&mut self, x: u16, y: u16, left: &str, right: &str) {
        self.rule_in(y, (x, self.width()), left, right);
    }

    /// The same from one column to another.
    pub(super) fn rule_in(&mut self, y: u16, (x, end): (u16, u16), left: &str, right: &str) {
        let line = if self.look.glyphs { "─" } else { "-" };
        let width = usize::from(end.saturating_sub(x));
        self.put(x, y, &line.repeat(width), Tone::Rule);
        if !left.is_empty() {
            let taken = if right.is_empty() { 4 } else { columns(right) + 8 };
            self.put_in(x + 2, y, width.saturating_sub(taken), &format!(" {left} "), Tone::Rule);
        }
        if !right.is_empty() {
            let right = format!(" {right} ");
            let taken = columns(&right) + 2;
            let begins = u16::try_from(width.saturating_sub(taken)).unwrap_or(0);
            self.put(x + begins, y, &right, Tone::Rule);
        }
    }

    /// A line down those rows.
    pub(super) fn down(&mut self, x: u16, rows: std::ops::Range<u16>) {
        let line = if self.look.glyphs { "│" } else { "|" };
        for y in rows {
            self.put_in(x, y, 1, line, Tone::Rule);
        }
    }

    /// How far something is, over the whole width.
    pub(super) fn bar(&mut self, x: u16, y: u16, done: u64, all: u64) {
        let (full, empty) = if self.look.glyphs { ("█", "░") } else { ("#", ".") };
        let room = u64::from(self.width().saturating_sub(2 * x));
        let part = done.min(all).saturating_mul(room).checked_div(all).unwrap_or(0);
        let cells = |n: u64| usize::try_from(n).unwrap_or(0);
        let bar = full.repeat(cells(part)) + &empty.repeat(cells(room - part));
        self.put(x, y, &bar, Tone::Good);
    }

    /// Blanks rows.
    pub(super) fn blank(&mut self, from: u16, to: u16) {
        let blank = " ".repeat(usize::from(self.width()));
        for y in from..to.min(self.height()) {
            self.put(0, y, &blank, Tone::Plain);
        }
    }

    /// Puts the real cursor.
    pub(super) fn cursor(&mut self, x: u16, y: u16) {
        self.cursor = Some((x.min(self.width().saturating_sub(1)), y));
    }

    /// A line being typed, moved left as far as it must be for the cursor to be in sight.
    pub(super) fn entry(&mut self, x: u16, y: u16, entry: &Entry) {
        self.entry_in(x, y, usize::from(self.width().saturating_sub(x)), entry);
    }

    /// The same in so many columns.
    pub(super) fn entry_in(&mut self, x: u16, y: u16, room: usize, entry: &Entry) {
        let room = room.saturating_sub(1);
        // What the next letter replaces is told by its beginning.
        if entry.fresh && entry.line.column() > room {
            self.put_in(x, y, room + 1, entry.text(), Tone::Plain);
            return self.cursor(x + u16::try_from(room).unwrap_or(0), y);
        }
        let column = entry.line.column();
        let mut from = 0;
        let mut skipped = 0;
        let text = entry.text();
        for (at, letter) in text.char_indices() {
            if column - skipped <= room {
                break;
            }
            let end = at + letter.len_utf8();
            skipped = columns(text.get(..end).unwrap_or_default());
            from = end;
        }
        let shown = text.get(from..).unwrap_or_default();
        self.put_in(x, y, room + 1, shown, Tone::Plain);
        let column = u16::try_from(column.saturating_sub(skipped)).unwrap_or(0);
        self.cursor(x + column, y);
    }
}
