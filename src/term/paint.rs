//! Cells to the fewest bytes that bring the terminal from what it shows to what it is to show.
//!
//! ratatui's own backend moves the cursor for every run, sets every colour anew and ends each
//! frame in 21 bytes of resets. Here the look stays as it was left, moves take the shortest form,
//! and a row's blank end is cleared instead of written.

use crate::term::caps::{Caps, Colours};
use crate::term::style::Pen;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// Knows what the terminal shows, and writes what differs.
#[derive(Debug)]
pub struct Painter {
    colours: Colours,
    /// What the terminal shows; None: not known.
    shown: Option<Buffer>,
    /// Where its cursor stands (column, row); None: not known.
    at: Option<(u16, u16)>,
    /// How it would write the next letter; None: not known.
    pen: Option<Pen>,
    /// Whether its cursor shows; None: not known.
    cursor: Option<bool>,
}

/// One cell as it will be seen.
#[derive(Clone, Copy, PartialEq)]
struct Glyph<'a> {
    text: &'a str,
    pen: Pen,
    /// Columns it takes: 1 or 2; 0 where the wide one before it reaches over.
    width: u8,
}

const BLANK: Glyph<'static> = Glyph { text: " ", pen: Pen::PLAIN, width: 1 };

/// Clearing to the end of the row.
const CLEAR_REST: &[u8] = b"\x1b[K";

impl Painter {
    /// For a terminal of which nothing is known yet.
    pub fn new(caps: Caps) -> Self {
        Self { colours: caps.colours, shown: None, at: None, pen: None, cursor: None }
    }

    /// The terminal may show anything now: the next frame is painted whole.
    pub fn forget(&mut self) {
        *self = Self { colours: self.colours, shown: None, at: None, pen: None, cursor: None };
    }

    /// The bytes that bring the terminal to `next` with its cursor there; empty where it is so.
    pub fn frame(&mut self, next: Buffer, cursor: Option<(u16, u16)>) -> Vec<u8> {
        let mut out = Vec::new();
        match self.shown.take().filter(|shown| shown.area == next.area) {
            Some(shown) => {
                self.differences(&shown, &next, &mut out);
                self.place_cursor(cursor, &mut out);
            }
            None => self.whole(&next, cursor, &mut out),
        }
        self.shown = Some(next);
        out
    }

    /// Everything, inside a synchronised update so that it is seen at once.
    fn whole(&mut self, next: &Buffer, cursor: Option<(u16, u16)>, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\x1b[?2026h\x1b[?25l\x1b[m\x1b[H\x1b[2J");
        (self.at, self.pen, self.cursor) = (Some((0, 0)), Some(Pen::PLAIN), Some(false));
        self.differences(&Buffer::empty(next.area), next, out);
        self.place_cursor(cursor, out);
        out.extend_from_slice(b"\x1b[?2026l");
    }

    fn differences(&mut self, shown: &Buffer, next: &Buffer, out: &mut Vec<u8>) {
        let width = usize::from(next.area.width).max(1);
        let rows = shown.content.chunks(width).zip(next.content.chunks(width));
        for (y, (old, new)) in (0..).zip(rows) {
            if old != new {
                let old = glyphs(old, self.colours);
                let new = glyphs(new, self.colours);
                self.row(y, &old, &new, out);
            }
        }
    }

    fn row(&mut self, y: u16, old: &[Glyph<'_>], new: &[Glyph<'_>], out: &mut Vec<u8>) {
        let differs = |x: usize| old.get(x) != new.get(x);
        let end = new.iter().rposition(|glyph| *glyph != BLANK).map_or(0, |last| last + 1);
        let rest = (end..new.len()).find(|x| differs(*x));
        let last = new.len().checked_sub(1).and_then(|n| (0..=n).rev().find(|x| differs(*x)));
        let upto = rest.unwrap_or(new.len());
        for (x, glyph) in new.iter().enumerate().take(upto) {
            if differs(x) && glyph.width > 0 {
                self.bridge(y, x, new, out);
                self.write(*glyph, x, y, new.len(), out);
            }
        }
        let Some((first, last)) = rest.zip(last) else { return };
        // Clearing wins where it is shorter than the blanks it stands for.
        let reset = if self.pen == Some(Pen::PLAIN) { 0 } else { 3 };
        if last + 1 - first > CLEAR_REST.len() + reset {
            self.go(column(first), y, out);
            self.set_pen(Pen::PLAIN, out);
            out.extend_from_slice(CLEAR_REST);
        } else {
            for x in (first..=last).filter(|x| differs(*x)) {
                self.bridge(y, x, new, out);
                self.write(BLANK, x, y, new.len(), out);
            }
        }
    }

    /// Comes to a column: by writing what stands between anew, where that is shorter than moving.
    fn bridge(&mut self, y: u16, x: usize, new: &[Glyph<'_>], out: &mut Vec<u8>) {
        let Some((from, row)) = self.at else { return self.go(column(x), y, out) };
        let from = usize::from(from);
        if row == y && from < x {
            let between = new.get(from..x).unwrap_or_default();
            let same = between.iter().all(|glyph| {
                glyph.width == 1 && glyph.text.len() == 1 && self.pen_for(*glyph).is_none()
            });
            if same && between.len() < moving(self.at, (column(x), y)).len() {
                for glyph in between {
                    out.extend_from_slice(glyph.text.as_bytes());
                }
                self.at = Some((column(x), y));
                return;
            }
        }
        self.go(column(x), y, out);
    }

    fn write(&mut self, glyph: Glyph<'_>, x: usize, y: u16, width: usize, out: &mut Vec<u8>) {
        if let Some(pen) = self.pen_for(glyph) {
            self.set_pen(pen, out);
        }
        out.extend_from_slice(glyph.text.as_bytes());
        let next = x + usize::from(glyph.width);
        // At the right edge the cursor hangs; where letters are stacked or wide, terminals differ.
        let sure = next < width && glyph.width == 1 && glyph.text.chars().nth(1).is_none();
        self.at = sure.then_some((column(next), y));
    }

    /// The look to change to before writing that glyph; None: the present one shows the same.
    fn pen_for(&self, glyph: Glyph<'_>) -> Option<Pen> {
        let now = self.pen.map(|pen| if glyph.text == " " { pen.on_blank() } else { pen });
        (now != Some(glyph.pen)).then_some(glyph.pen)
    }

    fn set_pen(&mut self, pen: Pen, out: &mut Vec<u8>) {
        pen.write(self.pen, out);
        self.pen = Some(pen);
    }

    fn go(&mut self, x: u16, y: u16, out: &mut Vec<u8>) {
        if self.at != Some((x, y)) {
            out.extend_from_slice(&moving(self.at, (x, y)));
            self.at = Some((x, y));
        }
    }

    fn place_cursor(&mut self, cursor: Option<(u16, u16)>, out: &mut Vec<u8>) {
        if let Some((x, y)) = cursor {
            self.go(x, y, out);
        }
        if self.cursor != Some(cursor.is_some()) {
            let say: &[u8] = if cursor.is_some() { b"\x1b[?25h" } else { b"\x1b[?25l" };
            out.extend_from_slice(say);
            self.cursor = Some(cursor.is_some());
        }
    }
}

/// A row's cells as they will be seen.
fn glyphs(cells: &[ratatui::buffer::Cell], colours: Colours) -> Vec<Glyph<'_>> {
    let mut covered = 0;
    let mut row = Vec::with_capacity(cells.len());
    for (x, cell) in cells.iter().enumerate() {
        if covered > 0 {
            covered -= 1;
            row.push(Glyph { text: "", pen: Pen::PLAIN, width: 0 });
            continue;
        }
        let text = cell.symbol();
        let room = cells.len() - x;
        let acts = text.chars().any(char::is_control);
        // A letter that acts, takes no column or does not fit is a blank: nothing may shift.
        let (text, width) = match text.width() {
            wide @ 1..=2 if !acts && wide <= room => (text, wide),
            _ => (" ", 1),
        };
        let pen = Pen::of(cell, colours);
        let pen = if text == " " { pen.on_blank() } else { pen };
        covered = width - 1;
        row.push(Glyph { text, pen, width: if width == 2 { 2 } else { 1 } });
    }
    row
}

/// The shortest move between two places (column, row).
fn moving(from: Option<(u16, u16)>, to: (u16, u16)) -> Vec<u8> {
    let (x, y) = to;
    let absolute = match (x, y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, _) => format!("\x1b[{}H", y + 1),
        _ => format!("\x1b[{};{}H", y + 1, x + 1),
    };
    let Some((from_x, from_y)) = from else { return absolute.into_bytes() };
    let down = match (y.checked_sub(from_y), from_y.checked_sub(y)) {
        (Some(0), _) => String::new(),
        (Some(n), _) if n <= 3 => "\n".repeat(usize::from(n)),
        (Some(n), _) => format!("\x1b[{n}B"),
        (None, n) => relative(n.unwrap_or_default(), 'A'),
    };
    let right = |from_x: u16| match (x.checked_sub(from_x), from_x.checked_sub(x)) {
        (Some(0), _) => String::new(),
        (Some(n), _) => relative(n, 'C'),
        (None, Some(n)) if n <= 3 => "\u{8}".repeat(usize::from(n)),
        (None, n) => relative(n.unwrap_or_default(), 'D'),
    };
    let ways = [format!("{down}{}", right(from_x)), format!("\r{down}{}", right(0))];
    ways.into_iter()
        .fold(absolute, |best, way| if way.len() < best.len() { way } else { best })
        .into()
}

fn relative(n: u16, end: char) -> String {
    if n == 1 { format!("\x1b[{end}") } else { format!("\x1b[{n}{end}") }
}

fn column(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
