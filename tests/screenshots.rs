//! Pictures of the real screens, in both languages: `screenshots/*.svg`, compared byte for byte.
//! `UPDATE_SCREENSHOTS=1` writes them anew.

mod desk;

use densach::lang::Lang;
use densach::ui::Screen;
use desk::peopled::{LAST, SCREENS, peopled, steady};
use desk::{Carrier, Desk, Pace};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;
use std::path::Path;

/// A cell's width and height, and where the first one stands.
const CELL: (f32, f32) = (8.4, 18.0);
const LEFT: f32 = 14.0;
const TOP: f32 = 42.0;

fn colour(colour: Color) -> &'static str {
    match colour {
        Color::Cyan => "#56b6c2",
        Color::Green => "#98c379",
        Color::Red => "#e06c75",
        _ => "#d7dae0",
    }
}

/// A run of cells that look alike.
struct Run {
    x: u16,
    text: String,
    colour: Color,
    bold: bool,
}

fn runs(screen: &Screen, y: u16) -> Vec<Run> {
    let width = screen.cells.area.width;
    let row: String = (0..width).map(|x| screen.cells[(x, y)].symbol().to_owned()).collect();
    // Every cell of these screens holds one letter, one column wide.
    let letters: Vec<char> = steady(&row).chars().collect();
    assert_eq!(letters.len(), usize::from(width), "{row}");
    let mut runs: Vec<Run> = Vec::new();
    for (x, letter) in (0..width).zip(letters) {
        let cell = &screen.cells[(x, y)];
        let bold = cell.modifier.contains(Modifier::BOLD);
        match runs.last_mut() {
            Some(run) if run.colour == cell.fg && run.bold == bold => run.text.push(letter),
            _ => runs.push(Run { x, text: letter.into(), colour: cell.fg, bold }),
        }
    }
    runs.retain(|run| !run.text.trim().is_empty());
    runs
}

fn svg(screen: &Screen, title: &str) -> String {
    let area = screen.cells.area;
    let (width, height) =
        (LEFT * 2.0 + CELL.0 * f32::from(area.width), TOP + 14.0 + CELL.1 * f32::from(area.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\">\n<title>{title}</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1e2127\"/>\n\
         <g fill=\"#4b5263\"><circle cx=\"20\" cy=\"18\" r=\"6\"/><circle cx=\"40\" cy=\"18\" \
         r=\"6\"/><circle cx=\"60\" cy=\"18\" r=\"6\"/></g>\n\
         <g font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\" font-size=\"14\" \
         xml:space=\"preserve\">\n"
    );
    for y in 0..area.height {
        for run in runs(screen, y) {
            let lead = run.text.len() - run.text.trim_start().len();
            let text = run.text.trim();
            let x = LEFT + CELL.0 * (f32::from(run.x) + lead as f32);
            let base = TOP + CELL.1 * f32::from(y) + 13.0;
            let length = CELL.0 * text.chars().count() as f32;
            let weight = if run.bold { " font-weight=\"bold\"" } else { "" };
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{base:.0}\" textLength=\"{length:.1}\" fill=\"{}\"{weight}>{text}</text>",
                colour(run.colour)
            )
            .unwrap();
        }
    }
    if let Some((x, y)) = screen.cursor {
        let (x, y) = (LEFT + CELL.0 * f32::from(x), TOP + CELL.1 * f32::from(y));
        writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.0}\" width=\"{}\" height=\"{}\" fill=\"#d7dae0\" fill-opacity=\".6\"/>",
            CELL.0, CELL.1
        )
        .unwrap();
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn compare(name: &str, drawn: &str) {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots").join(format!("{name}.svg"));
    if std::env::var_os("UPDATE_SCREENSHOTS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "{name}.svg is not what the screen looks like now; UPDATE_SCREENSHOTS=1 writes it anew"
    );
}

fn picture(lang: Lang, suffix: &str) {
    let mut desk = Desk::new(Carrier::Direct, Pace::Burst, lang);
    desk.keys("hoang qu<Down><Down>");
    compare(&format!("first-{suffix}"), &svg(&desk.screen(), "densach"));
    let mut desk = peopled(lang);
    for (name, keys) in SCREENS {
        desk.keys(keys);
        compare(&format!("{name}-{suffix}"), &svg(&desk.screen(), "densach"));
        desk.home();
    }
    for (name, keys) in LAST {
        desk.keys(keys);
        compare(&format!("{name}-{suffix}"), &svg(&desk.screen(), "densach"));
    }
}

#[test]
fn vietnamese() {
    picture(Lang::Vi, "vi");
}

#[test]
fn english() {
    picture(Lang::En, "en");
}
