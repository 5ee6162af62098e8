//! How a cell looks, as far as this terminal can show it, and the shortest way to say so.

use crate::term::caps::Colours;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// A cell's colours and attributes, brought down to what the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pen {
    /// The SGR number of the letters' colour (30–37, 90–97), or 0: the user's own.
    fg: u8,
    /// The SGR number of the ground's colour (40–47, 100–107), or 0: the user's own.
    bg: u8,
    attributes: Modifier,
}

/// The attributes that show on a blank.
const SEEN_ON_BLANK: Modifier =
    Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// Attribute and its SGR number.
const ATTRIBUTES: [(Modifier, u8); 7] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::CROSSED_OUT, 9),
];

impl Pen {
    /// The user's own colours and no attribute.
    pub(super) const PLAIN: Self = Self { fg: 0, bg: 0, attributes: Modifier::empty() };

    /// A cell's look under these colours.
    pub(super) fn of(cell: &Cell, colours: Colours) -> Self {
        let mut attributes = cell.modifier;
        let (mut fg, mut bg) = (number(cell.fg), number(cell.bg));
        match colours {
            Colours::Sixteen => {}
            Colours::Eight => {
                if fg >= 90 {
                    fg -= 60;
                    attributes |= Modifier::BOLD;
                }
                if bg >= 90 {
                    bg -= 60;
                }
            }
            Colours::Mono => (fg, bg) = (0, 0),
        }
        Self { fg, bg: if bg == 0 { 0 } else { bg + 10 }, attributes }
    }

    /// The part of it that shows on a blank.
    pub(super) fn on_blank(self) -> Self {
        let attributes = self.attributes & SEEN_ON_BLANK;
        // Reversed or struck through, the letters' colour is seen too.
        let fg = if attributes.is_empty() { 0 } else { self.fg };
        Self { fg, bg: self.bg, attributes }
    }

    /// Goes from one look (None: not known) to this one.
    pub(super) fn write(self, from: Option<Self>, out: &mut Vec<u8>) {
        if from == Some(self) {
            return;
        }
        if self == Self::PLAIN {
            out.extend_from_slice(b"\x1b[m");
            return;
        }
        // What is only added is added; anything taken away costs more than starting over.
        let added = from.filter(|from| {
            self.attributes.contains(from.attributes)
                && (self.fg != 0 || from.fg == 0)
                && (self.bg != 0 || from.bg == 0)
        });
        let base = added.unwrap_or(Self::PLAIN);
        let mut numbers = Vec::with_capacity(5);
        if added.is_none() {
            numbers.push(0);
        }
        let new = self.attributes - base.attributes;
        numbers.extend(ATTRIBUTES.iter().filter(|(a, _)| new.contains(*a)).map(|(_, n)| *n));
        for (ours, theirs) in [(self.fg, base.fg), (self.bg, base.bg)] {
            if ours != theirs {
                numbers.push(ours);
            }
        }
        if numbers.is_empty() {
            return;
        }
        let numbers: Vec<String> = numbers.iter().map(u8::to_string).collect();
        out.extend_from_slice(format!("\x1b[{}m", numbers.join(";")).as_bytes());
    }
}

/// The SGR number of a colour for letters; 0 for the user's own, and for what is no ANSI colour.
fn number(colour: Color) -> u8 {
    match colour {
        Color::Black | Color::Indexed(0) => 30,
        Color::Red | Color::Indexed(1) => 31,
        Color::Green | Color::Indexed(2) => 32,
        Color::Yellow | Color::Indexed(3) => 33,
        Color::Blue | Color::Indexed(4) => 34,
        Color::Magenta | Color::Indexed(5) => 35,
        Color::Cyan | Color::Indexed(6) => 36,
        Color::Gray | Color::Indexed(7) => 37,
        Color::DarkGray | Color::Indexed(8) => 90,
        Color::LightRed | Color::Indexed(9) => 91,
        Color::LightGreen | Color::Indexed(10) => 92,
        Color::LightYellow | Color::Indexed(11) => 93,
        Color::LightBlue | Color::Indexed(12) => 94,
        Color::LightMagenta | Color::Indexed(13) => 95,
        Color::LightCyan | Color::Indexed(14) => 96,
        Color::White | Color::Indexed(15) => 97,
        Color::Reset | Color::Indexed(_) | Color::Rgb(..) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn pen(style: Style, colours: Colours) -> Pen {
        let mut cell = Cell::default();
        cell.set_style(style);
        Pen::of(&cell, colours)
    }

    fn said(to: Pen, from: Option<Pen>) -> String {
        let mut out = Vec::new();
        to.write(from, &mut out);
        String::from_utf8(out).unwrap().replace('\x1b', "E")
    }

    #[test]
    fn the_way_from_look_to_look_is_short() {
        let bold = pen(Style::new().bold(), Colours::Sixteen);
        let red = pen(Style::new().bold().light_red(), Colours::Sixteen);
        assert_eq!(said(bold, Some(Pen::PLAIN)), "E[1m");
        assert_eq!(said(red, Some(bold)), "E[91m");
        assert_eq!(said(bold, Some(red)), "E[0;1m");
        assert_eq!(said(Pen::PLAIN, Some(red)), "E[m");
        assert_eq!(said(red, None), "E[0;1;91m");
        assert_eq!(said(red, Some(red)), "");
    }

    #[test]
    fn colours_come_down_to_what_the_terminal_has() {
        let style = Style::new().light_red().on_yellow();
        assert_eq!(said(pen(style, Colours::Sixteen), Some(Pen::PLAIN)), "E[91;43m");
        assert_eq!(said(pen(style, Colours::Eight), Some(Pen::PLAIN)), "E[1;31;43m");
        assert_eq!(said(pen(style, Colours::Mono), Some(Pen::PLAIN)), "");
    }
}
