//! What comes out brings a terminal to the picture, whatever it showed before, and is short.

use super::*;
use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

const SIXTEEN: Caps = Caps { colours: Colours::Sixteen, glyphs: true };

/// A picture from lines; a line may begin with a look: `!` reversed, `_` underlined, `*` bold red.
fn picture(width: u16, height: u16, lines: &[&str]) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    for (y, line) in (0..).zip(lines) {
        let (style, text) = match line.split_at_checked(1) {
            Some(("!", rest)) => (Style::new().reversed(), rest),
            Some(("_", rest)) => (Style::new().underlined(), rest),
            Some(("*", rest)) => (Style::new().bold().fg(Color::Red), rest),
            _ => (Style::new(), *line),
        };
        buffer.set_string(0, y, text, style);
    }
    buffer
}

/// What a terminal shows: letters, and whether each is bold, underlined, reversed, coloured.
fn seen(screen: &vt100::Screen) -> Vec<(String, bool, bool, bool, vt100::Color)> {
    let (rows, columns) = screen.size();
    let cells = (0..rows).flat_map(|y| (0..columns).filter_map(move |x| screen.cell(y, x)));
    cells
        .map(|cell| {
            let text = if cell.has_contents() { cell.contents() } else { " " };
            let blank = text == " ";
            // On a blank, letters' own looks do not show.
            let fg = if blank && !cell.inverse() && !cell.underline() {
                vt100::Color::Default
            } else {
                cell.fgcolor()
            };
            let bold = cell.bold() && !blank;
            (text.to_owned(), bold, cell.underline(), cell.inverse(), fg)
        })
        .collect()
}

/// Paints the pictures one after the other; after each, the terminal shows what a fresh one would.
fn shows_each(pictures: Vec<(Buffer, Option<(u16, u16)>)>) -> Vec<usize> {
    let area = pictures.first().unwrap().0.area;
    let mut terminal = vt100::Parser::new(area.height, area.width, 0);
    let mut painter = Painter::new(SIXTEEN);
    let mut bytes = Vec::new();
    for (picture, cursor) in pictures {
        let frame = painter.frame(picture.clone(), cursor);
        bytes.push(frame.len());
        terminal.process(&frame);
        let mut fresh = vt100::Parser::new(area.height, area.width, 0);
        fresh.process(&Painter::new(SIXTEEN).frame(picture.clone(), cursor));
        assert_eq!(seen(terminal.screen()), seen(fresh.screen()), "{}", frame.escape_ascii());
        assert_eq!(terminal.screen().hide_cursor(), cursor.is_none());
        if let Some((x, y)) = cursor {
            assert_eq!(terminal.screen().cursor_position(), (y, x), "{}", frame.escape_ascii());
        }
        // The fresh one is right: each cell's letter stands where the picture has it.
        let rows = picture.content.chunks(usize::from(area.width));
        for (row, line) in rows.zip(terminal.screen().rows(0, area.width)) {
            let row: String = glyphs(row, Colours::Mono).iter().map(|glyph| glyph.text).collect();
            assert_eq!(line.trim_end(), row.trim_end());
        }
    }
    bytes
}

const FORM: [&str; 8] = [
    "!NHẬP HỘI VIÊN  Lô 07 CH Phú Khê              ",
    "------------------------------------------------",
    "  1 Họ và tên *      Nguyễn Văn Hò",
    "  2 Sinh             1954",
    "  3 Giới *           1 Nam",
    "",
    "*  Chưa nhập họ và tên",
    "Enter Ô sau  F5 Như trên  F9 Lưu+mới",
];

fn form(name: &str, extra: &str) -> Buffer {
    let mut lines = FORM;
    let named = format!("  1 Họ và tên *      {name}");
    lines[2] = &named;
    lines[5] = extra;
    picture(48, 8, &lines)
}

#[test]
fn a_letter_at_the_end_costs_itself() {
    let bytes = shows_each(vec![
        (form("Nguyễn Văn Hò", ""), Some((34, 2))),
        (form("Nguyễn Văn Hòa", ""), Some((35, 2))),
        (form("Nguyễn Văn Hòaế", ""), Some((36, 2))),
        (form("Nguyễn Văn Hòa", ""), Some((35, 2))),
        (form("Nguyễn Văn Hòa", ""), Some((35, 2))),
    ]);
    // Erasing: back, a blank over the letter, back.
    assert_eq!(bytes[1..], [1, 3, 3, 0]);
}

#[test]
fn moves_and_lines_that_go_are_short() {
    let bytes = shows_each(vec![
        (form("Nguyễn Văn Hòa", ""), Some((35, 2))),
        (form("Nguyễn Văn Hòa", ""), Some((25, 3))),
        (form("Nguyễn Văn Hòa", "!có thể đã có người này"), Some((25, 3))),
        (form("Nguyễn Văn Hòa", ""), Some((25, 3))),
        (form("", ""), Some((21, 2))),
        (form("", ""), None),
    ]);
    assert!(bytes[1] <= 7, "a move: {} bytes", bytes[1]);
    assert!(bytes[3] <= 16, "a line cleared: {} bytes", bytes[3]);
    assert!(bytes[4] <= 12, "a field cleared: {} bytes", bytes[4]);
    assert_eq!(bytes[5], 6, "the cursor hidden");
}

#[test]
fn wide_and_stacked_letters_shift_nothing() {
    shows_each(vec![
        (picture(12, 2, &["ab学习cd", "o\u{302}\u{301}x"]), Some((3, 0))),
        (picture(12, 2, &["a学习bcd", "o\u{302}\u{301}y"]), Some((4, 0))),
        (picture(12, 2, &["ab学习cd", "xo\u{302}\u{301}"]), Some((3, 1))),
        (picture(12, 2, &["abcdefgh", "y"]), Some((3, 1))),
        (picture(12, 2, &["abcdefghijk学", "y"]), Some((3, 1))),
    ]);
}

#[test]
fn nothing_in_a_cell_acts() {
    let mut picture = Buffer::empty(Rect::new(0, 0, 8, 1));
    picture.content[0].set_symbol("\x1b[2J");
    picture.content[1].set_symbol("\n");
    picture.content[2].set_symbol("\u{200b}");
    picture.content[3].set_symbol("a");
    let mut terminal = vt100::Parser::new(1, 8, 0);
    terminal.process(&Painter::new(SIXTEEN).frame(picture, None));
    assert_eq!(terminal.screen().contents(), "   a");
}

#[test]
fn a_resize_and_a_forgotten_screen_are_painted_whole_and_only_they_are_synchronised() {
    let mut painter = Painter::new(SIXTEEN);
    let small = || picture(10, 2, &["abc", "!def"]);
    let whole = painter.frame(small(), Some((0, 0)));
    assert!(whole.starts_with(b"\x1b[?2026h") && whole.ends_with(b"\x1b[?2026l"));
    assert!(painter.frame(small(), Some((0, 0))).is_empty());
    assert_eq!(painter.frame(small(), Some((1, 0))), b"\x1b[C");
    assert!(painter.frame(picture(12, 2, &["abc", "!def"]), None).starts_with(b"\x1b[?2026h"));
    painter.forget();
    assert!(painter.frame(picture(12, 2, &["abc"]), None).starts_with(b"\x1b[?2026h"));
}

#[test]
fn no_colour_leaves_the_house_where_none_is_wanted() {
    let mut painter = Painter::new(Caps { colours: Colours::Mono, glyphs: true });
    let frame = painter.frame(picture(10, 1, &["*abc"]), None);
    assert!(frame.windows(4).any(|bytes| bytes == b"\x1b[1m"), "{}", frame.escape_ascii());
    assert!(!frame.windows(2).any(|bytes| bytes == b"31"));
}

fn any_picture() -> impl Strategy<Value = (Buffer, Option<(u16, u16)>)> {
    let cell = (
        prop::sample::select(vec![" ", " ", " ", "a", "b", "ế", "学", "─", "e\u{302}"]),
        prop::sample::select(vec![
            Style::new(),
            Style::new(),
            Style::new().reversed(),
            Style::new().fg(Color::Red),
            Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        ]),
        1usize..9,
    );
    let runs = prop::collection::vec(cell, 1..24);
    (runs, prop::option::of((0u16..16, 0u16..4))).prop_map(|(runs, cursor)| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 16, 4));
        let mut at = 0;
        for (text, style, times) in runs {
            for _ in 0..times {
                let (x, y) = (at % 16, at / 16);
                if y < 4 {
                    buffer.set_string(x, y, text, style);
                }
                at += if text == "学" { 2 } else { 1 };
            }
        }
        (buffer, cursor)
    })
}

proptest! {
    #[test]
    fn any_picture_after_any_other(pictures in prop::collection::vec(any_picture(), 1..6)) {
        shows_each(pictures);
    }
}
