//! The model as cells. Pure.
//!
//! Every screen has a title row, a body, and three rows that always stay: what happened, what to
//! do, and the keys.

mod alike;
mod bulk;
mod conflicts;
mod dialog;
mod files;
mod find;
mod first;
mod form;
mod gate;
mod grid;
mod help;
mod home;
mod import;
mod import_plan;
mod import_rows;
mod key_test;
mod list;
mod outgoing;
mod paint;
mod post;
mod record;
mod status;
mod table;

pub use key_test::key_test;

use crate::app::Model;
use crate::app::bulk::Step;
use crate::app::desk::{Desk, Note};
use crate::app::layer::Layer;
use crate::lang::screens;
use crate::text::compose::Method;
use paint::{Paint, Tone};
use ratatui::buffer::Buffer;

/// The least columns and rows a screen is drawn in.
const LEAST: (u16, u16) = (60, 20);

/// How the program looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// 16 colours; else bold, reverse and underline alone.
    pub colour: bool,
    /// Borders and marks beyond ASCII.
    pub glyphs: bool,
}

impl Look {
    /// The next one of the three: colours, none, ASCII borders; `colours`: the terminal has any.
    pub fn next(self, colours: bool) -> Self {
        match self {
            Self { glyphs: true, colour: true } => Self { colour: false, glyphs: true },
            Self { glyphs: true, colour: false } => Self { colour: colours, glyphs: false },
            Self { glyphs: false, .. } => Self { colour: colours, glyphs: true },
        }
    }
}

/// A whole screen and where the real cursor stands in it.
pub struct Screen {
    /// The cells.
    pub cells: Buffer,
    /// Column and row.
    pub cursor: Option<(u16, u16)>,
}

/// What a layer says of itself: title, what happened and what to do. Empty texts leave the row.
#[derive(Default)]
struct Said {
    title: String,
    what: Option<(String, Tone)>,
    hint: String,
}

/// Draws the model at that size (columns, rows).
pub fn view(model: &Model, size: (u16, u16), look: Look) -> Screen {
    let mut paint = Paint::new(size, look);
    if size.0 < LEAST.0 || size.1 < LEAST.1 {
        let said = screens::TOO_SMALL.get(model.desk.lang);
        for (y, line) in (0..size.1).zip(paint::wrap(said, usize::from(size.0))) {
            paint.put(0, y, &line, Tone::Plain);
        }
        paint.cursor(0, 0);
        return paint.done();
    }
    let top = model.layers.len().saturating_sub(1);
    let said = layer(&mut paint, model, top);
    title(&mut paint, &model.desk, &said.title);
    bottom(&mut paint, model, said);
    paint.done()
}

/// Draws a layer's body.
fn layer(paint: &mut Paint, model: &Model, at: usize) -> Said {
    let desk = &model.desk;
    match model.layers.get(at) {
        Some(Layer::Waiting(waiting)) => {
            paint.put(2, 2, waiting.what.get(desk.lang), Tone::Plain);
            paint.cursor(0, 2);
            Said { title: screens::HOME_TITLE.get(desk.lang).to_owned(), ..Said::default() }
        }
        Some(Layer::First(first)) => first::draw(paint, first, desk),
        Some(Layer::Gate(gate)) => gate::draw(paint, gate, desk),
        Some(Layer::Home(home)) => home::draw(paint, home, desk),
        Some(Layer::Form(form)) => form::draw(paint, form, desk),
        Some(Layer::Find(find)) => find::draw(paint, find, desk),
        Some(Layer::Record(view)) => record::draw(paint, view, desk),
        Some(Layer::Alike(panel)) => {
            let title = match at.checked_sub(1).and_then(|below| model.layers.get(below)) {
                Some(Layer::Form(form)) => form::title(form, desk),
                _ => String::new(),
            };
            alike::panel(paint, panel, desk, title)
        }
        Some(Layer::Pairs(pairs)) => alike::pairs(paint, pairs, desk),
        Some(Layer::Sides(sides)) => alike::sides(paint, sides, desk),
        Some(Layer::Conflicts(screen)) => conflicts::draw(paint, screen, desk),
        Some(Layer::Send(screen)) => post::send(paint, screen, desk),
        Some(Layer::Receive(screen)) => post::receive(paint, screen, desk),
        Some(Layer::Quarantine(screen)) => post::quarantine(paint, screen, desk),
        Some(Layer::Status(act)) => {
            let said = below(paint, model, at);
            status::draw(paint, act, desk, said)
        }
        Some(Layer::Bulk(bulk)) => {
            // What would come of it has the whole screen.
            let said = match bulk.step {
                Step::Seen(_) => Said::default(),
                _ => below(paint, model, at),
            };
            bulk::draw(paint, bulk, desk, said)
        }
        Some(Layer::Import(import)) => import::draw(paint, import, desk),
        Some(Layer::Out(out)) => outgoing::draw(paint, out, desk),
        Some(Layer::Help(help)) => help::draw(paint, help, desk),
        Some(Layer::Palette(palette)) => list::palette(paint, palette, desk),
        Some(Layer::List(values)) => list::values(paint, values, desk),
        Some(Layer::Prompt(prompt)) => {
            let said = below(paint, model, at);
            dialog::prompt(paint, prompt, desk, said)
        }
        Some(Layer::Confirm(confirm)) => {
            let said = below(paint, model, at);
            dialog::confirm(paint, confirm, desk, said)
        }
        None => Said::default(),
    }
}

fn below(paint: &mut Paint, model: &Model, at: usize) -> Said {
    match at.checked_sub(1) {
        Some(below) => layer(paint, model, below),
        None => Said::default(),
    }
}

/// The title row: where one is; who is keying and how letters are composed.
fn title(paint: &mut Paint, desk: &Desk, title: &str) {
    paint.put_in(0, 0, title_room(desk, paint.width()), title, Tone::Title);
    paint.put_right(0, &who(desk), Tone::Plain);
}

/// The columns a title has.
fn title_room(desk: &Desk, width: u16) -> usize {
    usize::from(width).saturating_sub(crate::text::width::columns(&who(desk)) + 2)
}

/// Who is keying, and how letters are composed.
fn who(desk: &Desk) -> String {
    let lang = desk.lang;
    let input = match desk.composer.method() {
        Method::Off => screens::INPUT_OFF,
        Method::Telex => screens::INPUT_TELEX,
        Method::Vni => screens::INPUT_VNI,
    };
    let mut right: Vec<&str> = Vec::new();
    if desk.sample {
        right.push(screens::SAMPLE.get(lang));
    }
    if desk.who.is_some() && desk.forbidden().is_some() {
        right.push(screens::LOOKING.get(lang));
    }
    if !desk.operator_name().is_empty() {
        right.push(desk.operator_name());
    }
    right.push(input.get(lang));
    right.join(" | ")
}

/// The last three rows.
fn bottom(paint: &mut Paint, model: &Model, said: Said) {
    let desk = &model.desk;
    let (width, height) = (usize::from(paint.width()), paint.height());
    let (mut what, mut hint) = (said.what, said.hint);
    match &desk.note {
        Some(Note::Said(label, params)) => {
            what = Some((label.fill(desk.lang, params), Tone::Good));
        }
        Some(Note::Wrong(problem)) => {
            let (problem, todo) = desk.worded(problem);
            what = Some((format!("! {problem}"), Tone::Error));
            hint = todo;
        }
        None => {}
    }
    if let Some((text, tone)) = what {
        paint.put_in(0, height.saturating_sub(3), width, &text, tone);
    }
    paint.put_in(0, height.saturating_sub(2), width, &hint, Tone::Plain);
    let footer = crate::app::keymap::footer(model.contexts(), width, desk.lang);
    paint.put_in(0, height.saturating_sub(1), width, &footer, Tone::Footer);
}
