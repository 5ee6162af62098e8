//! What spreadsheets and hurried hands do to entries, undone: each a guess with its reason, never
//! silent. What cannot be undone is told.

pub(super) mod areas;
mod choices;
mod dates;
mod names;
mod numbers;

pub use names::people;
pub use numbers::settle;

use super::sheet::Cell;
use super::table::said_text;
use super::why::{self, Why};
use crate::domain::{Field, FieldKind, PartialDate, Tables};
use crate::lang::Problem;
use crate::text::clean;

/// What an entry came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mended {
    /// As `input::parse` reads it.
    pub text: String,
    /// Why it is another than what stood there, and whether that is doubtful.
    pub why: Option<(Why, bool)>,
    /// What of it belongs to the note.
    pub note: Option<String>,
    /// What cannot be mended.
    pub problem: Option<Problem>,
    /// Entries that may be meant.
    pub offers: Vec<String>,
    /// An old commune's key that stood for one of today.
    pub old: Option<String>,
}

impl Mended {
    /// As it stands.
    pub(super) fn same(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Another text, and why.
    pub(super) fn to(text: impl Into<String>, why: Why) -> Self {
        Self { text: text.into(), why: Some((why, false)), ..Self::default() }
    }

    /// Another text that may be meant.
    pub(super) fn maybe(text: impl Into<String>, why: Why) -> Self {
        Self { text: text.into(), why: Some((why, true)), ..Self::default() }
    }

    /// What cannot be mended.
    pub(super) fn fault(text: &str, why: Why, problem: Problem) -> Self {
        Self {
            text: text.into(),
            why: Some((why, true)),
            problem: Some(problem),
            ..Self::default()
        }
    }
}

/// What mending may look at.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// Reference tables.
    pub tables: &'a Tables,
    /// Today.
    pub today: PartialDate,
    /// District (empty where there is none) and province of the commune last read for sure.
    pub near: Option<(&'a str, &'a str)>,
    /// Whether names in capitals are written in title case.
    pub lowers: bool,
}

/// Mends a cell for a field. `said` is its text in Unicode; `age` where its column holds ages.
pub fn mend(
    field: &'static Field,
    cell: &Cell,
    said: &str,
    age: bool,
    around: &Around<'_>,
) -> Mended {
    let said = without_invisible(said.trim());
    let kind = field.kind.at_a_time();
    if let Cell::Error(error) = cell {
        return Mended::maybe("", Why::new(why::BROKEN, [error.as_str()]));
    }
    if around.tables.sheets().is("none", &said) {
        return Mended::same("");
    }
    let mut mended = match kind {
        FieldKind::CitizenId => numbers::id(cell, &said),
        FieldKind::Phone => numbers::phone(field, cell, &said, around),
        FieldKind::PartialDate | FieldKind::Date => dates::mend(cell, &said, age, around),
        FieldKind::Name => names::mend(&said, around),
        FieldKind::Choice(table) => choices::mend(table, cell, &said, around),
        FieldKind::YesNo => choices::yes_no(&said, around),
        FieldKind::Area(scope) => areas::mend(*scope, cell, &said, around),
        FieldKind::Whole | FieldKind::Vnd => numbers::whole(cell, &said),
        FieldKind::Lookup(_) => numbers::unfloated(cell, &said).unwrap_or(Mended::same(&*said)),
        FieldKind::Text(_) | FieldKind::Note | FieldKind::Secret | FieldKind::Timeline(_) => {
            Mended::same(&*said)
        }
    };
    // They are dropped wherever text is kept; whoever put them there wanted something else to be read.
    if mended.why.is_none() && said.contains(acts) {
        mended.why = Some((Why::bare(why::UNSEEN), true));
    }
    if matches!(field.kind, FieldKind::Timeline(_)) && !is_steps(&mended.text, around.today) {
        mended.text = escaped(&mended.text);
    }
    mended
}

/// Without characters that take no room and are not meant.
fn without_invisible(text: &str) -> std::borrow::Cow<'_, str> {
    let invisible = |c: char| "\u{200b}\u{200c}\u{200d}\u{feff}\u{ad}\u{2060}".contains(c);
    match text.contains(invisible) {
        true => text.chars().filter(|c| !invisible(*c)).collect::<String>().into(),
        false => text.into(),
    }
}

/// Whether a character does something instead of standing for a letter; line breaks and tabs stand
/// for spaces.
fn acts(c: char) -> bool {
    clean::acts(c) && !c.is_whitespace()
}

/// Whether a text is in the notation of timelines: `2019: active; 2023-05-12: died`.
fn is_steps(text: &str, today: PartialDate) -> bool {
    text.split(';').any(|step| {
        step.split_once(':')
            .is_some_and(|(from, _)| crate::domain::input::date(from, today).is_ok())
    })
}

/// With a `\` before what that notation has a meaning for.
fn escaped(text: &str) -> String {
    if !text.contains(['\\', ';', ':', '(', ')']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        if r"\;:()".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A cell's own text.
pub(super) fn own(cell: &Cell) -> std::borrow::Cow<'_, str> {
    said_text(cell)
}

#[cfg(test)]
mod tests;
