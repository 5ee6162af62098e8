//! Every screen as a clerk sees it: 80×24 and 60×20, Vietnamese and English, and without colours.

mod desk;

use densach::lang::Lang;
use densach::ui::{Look, Screen};
use desk::peopled::{LAST, SCREENS, peopled, steady};
use desk::{Carrier, Desk, Pace};
use ratatui::style::Modifier;

/// The rows and where the cursor stands.
fn text(screen: &Screen) -> String {
    let rows: Vec<String> = desk::rows(screen).iter().map(|row| steady(row)).collect();
    let cursor = screen.cursor.map_or("none".to_owned(), |(x, y)| format!("{x} {y}"));
    format!("{}\ncursor {cursor}", rows.join("\n"))
}

/// What stands out without colour, row by row: `*` bold, `_` underlined, `#` reversed.
fn marks(screen: &Screen) -> String {
    let area = screen.cells.area;
    let mark = |x, y| {
        let modifier = screen.cells[(x, y)].modifier;
        match modifier {
            _ if modifier.contains(Modifier::REVERSED) => '#',
            _ if modifier.contains(Modifier::UNDERLINED) => '_',
            _ if modifier.contains(Modifier::BOLD) => '*',
            _ => ' ',
        }
    };
    let row = |y| (0..area.width).map(|x| mark(x, y)).collect::<String>().trim_end().to_owned();
    (0..area.height).map(row).collect::<Vec<_>>().join("\n")
}

fn pictured(lang: Lang, size: (u16, u16), suffix: &str) {
    let mut desk = Desk::new(Carrier::Direct, Pace::Burst, lang);
    desk.resize(size);
    insta::assert_snapshot!(format!("first_{suffix}"), text(&desk.screen()));
    desk.keys("hoang qu");
    insta::assert_snapshot!(format!("first_typed_{suffix}"), text(&desk.screen()));
    let mut desk = peopled(lang);
    desk.resize(size);
    for (name, keys) in SCREENS {
        desk.keys(keys);
        insta::assert_snapshot!(format!("{name}_{suffix}"), text(&desk.screen()));
        desk.home();
    }
    for (name, keys) in LAST {
        desk.keys(keys);
        insta::assert_snapshot!(format!("{name}_{suffix}"), text(&desk.screen()));
    }
}

#[test]
fn vietnamese_80_24() {
    pictured(Lang::Vi, (80, 24), "vi_80");
}

#[test]
fn english_80_24() {
    pictured(Lang::En, (80, 24), "en_80");
}

#[test]
fn vietnamese_60_20() {
    pictured(Lang::Vi, (60, 20), "vi_60");
}

#[test]
fn a_wide_window_shows_the_history_beside_the_fields() {
    let mut desk = peopled(Lang::Vi);
    desk.resize((120, 30));
    desk.keys("hoa nguyen thi 45<Enter>");
    insta::assert_snapshot!("record_wide", text(&desk.screen()));
    // A unit: how many refer to it, and the bar among what is beside the fields.
    desk.home();
    desk.keys("trung son<F3><F3><F3><Enter>");
    insta::assert_snapshot!("record_unit_wide", text(&desk.screen()));
    desk.keys("<PgDn>");
    insta::assert_snapshot!("record_history_wide", text(&desk.screen()));
}

#[test]
fn a_wide_window_shows_the_record_beside_the_list() {
    let mut desk = peopled(Lang::Vi);
    desk.resize((120, 30));
    let wide = ["find", "filtered", "offered", "no_filter", "marked"];
    for (name, keys) in SCREENS.iter().filter(|(name, _)| wide.contains(name)) {
        desk.keys(keys);
        insta::assert_snapshot!(format!("{name}_vi_120"), text(&desk.screen()));
        desk.home();
    }
}

#[test]
fn without_colour_what_matters_still_stands_out() {
    let mut desk = peopled(Lang::Vi);
    desk.look(Look { colour: false, glyphs: false });
    for (name, keys) in SCREENS.iter().filter(|(name, _)| ["error", "find"].contains(name)) {
        desk.keys(keys);
        let screen = desk.screen();
        let plain = screen.cells.content.iter().all(|cell| {
            cell.fg == ratatui::style::Color::Reset && cell.bg == ratatui::style::Color::Reset
        });
        assert!(plain);
        let both = format!("{}\n{}", text(&screen), marks(&screen));
        insta::assert_snapshot!(format!("{name}_mono"), both);
        desk.home();
    }
}

#[test]
fn colours_are_the_terminals_own_sixteen() {
    let mut desk = peopled(Lang::Vi);
    for (_, keys) in SCREENS {
        desk.keys(keys);
        for cell in &desk.screen().cells.content {
            assert!(!matches!(
                cell.fg,
                ratatui::style::Color::Rgb(..) | ratatui::style::Color::Indexed(_)
            ));
            assert_eq!(cell.bg, ratatui::style::Color::Reset, "the background is the user's own");
        }
        desk.home();
    }
}

#[test]
fn a_window_too_small_says_so_and_keeps_everything() {
    let mut desk = peopled(Lang::Vi);
    desk.keys("1Nguyeenx");
    desk.resize((59, 24));
    assert_eq!(desk.rows()[0], "Cửa sổ nhỏ quá: cần 60×20");
    for size in [(1, 1), (0, 0), (20, 5), (300, 100), (60, 20)] {
        desk.resize(size);
        let _ = desk.screen();
    }
    desk.keys(" An");
    assert!(desk.rows().iter().any(|row| row.contains("Nguyễn An")));
}

#[test]
fn nothing_stands_right_of_the_cursor_while_something_is_typed() {
    let mut desk = peopled(Lang::Vi);
    for (name, keys) in SCREENS {
        desk.keys(keys);
        let screen = desk.screen();
        let (x, y) = screen.cursor.expect("the cursor stands somewhere");
        if desk.types() {
            let row = &desk::rows(&screen)[usize::from(y)];
            let right: String = row.chars().skip(usize::from(x)).collect();
            assert_eq!(right, "", "{name}: {row}");
        }
        desk.home();
    }
}
