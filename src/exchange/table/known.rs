//! What a heading means: by the schema's names and labels, by what people write, by the choices
//! that stand under it.

use super::Ask;
use super::takes::Takes;
use crate::domain::tables::sheets;
use crate::domain::{Field, FieldKind, RecordType};
use crate::exchange::heading::{self, REMARK};
use crate::exchange::why::{self, Why};
use crate::text::fold::fold;

/// What a heading means.
#[derive(Clone, Debug)]
pub(super) enum Known {
    /// Nothing known.
    No,
    /// A column goes there; the last tells whether that is only by how the heading begins.
    Takes(Takes, Why, bool),
    /// A choice that the heading names: crosses under it, or something else by it.
    Choice(&'static Field, String, Why),
}

/// What the levels over a column mean, from the top.
pub(super) fn of(levels: &[String], ask: &Ask<'_>) -> Known {
    let Some((lowest, above)) = levels.split_last() else { return Known::No };
    if let Some(known) = part(lowest, above, ask) {
        return known;
    }
    let joined = levels.join(" ");
    if levels.len() > 1
        && let known @ Known::Takes(_, _, false) = one(&joined, ask)
    {
        return known;
    }
    let upper = || above.iter().rev().map(|level| (level, one(level, ask)));
    if let Some((field, code)) = choice(lowest, ask) {
        let under = |level: &str| Why::new(why::UNDER, [level, lowest.as_str()]);
        for (level, known) in upper() {
            let Known::Takes(Takes::Field(over) | Takes::Age(over), _, _) = known else { continue };
            let split =
                ask.of.split.as_ref().filter(|split| split.of == over.tag && split.by == field.tag);
            if split.is_some() {
                let takes = Takes::Under { field: over, by: field, code };
                return Known::Takes(takes, under(level), false);
            }
            if let Some(code) = code_of(over, lowest, ask) {
                return Known::Takes(Takes::Mark(over, code), under(level), false);
            }
        }
        if matches!(one(lowest, ask), Known::No) {
            return Known::Choice(field, code, Why::new(why::MARKS, [lowest.as_str()]));
        }
    }
    match one(lowest, ask) {
        Known::No => {
            let mut known = upper().map(|(_, known)| known);
            known.find(|known| !matches!(known, Known::No)).unwrap_or(Known::No)
        }
        known => known,
    }
}

/// Day, month or year under what says a date.
fn part(lowest: &str, above: &[String], ask: &Ask<'_>) -> Option<Known> {
    // With its marks: "Nam" is no "Năm".
    let lowest = lowest.trim();
    let mut words = ask.tables.sheets().words("part").iter();
    let part = words.find(|words| words.written.to_lowercase() == lowest.to_lowercase())?;
    above.iter().rev().find_map(|level| {
        let Known::Takes(Takes::Field(over), ..) = one(level, ask) else { return None };
        let dated = matches!(over.kind, FieldKind::PartialDate | FieldKind::Date);
        let takes = Takes::of_part(over, &part.of).filter(|_| dated)?;
        Some(Known::Takes(takes, Why::new(why::UNDER, [level.as_str(), lowest]), false))
    })
}

/// What one text over a column means.
pub(super) fn one(text: &str, ask: &Ask<'_>) -> Known {
    let takes = |takes, label, word: &str| Known::Takes(takes, Why::new(label, [word]), false);
    if text.starts_with(REMARK) {
        return takes(Takes::Nowhere, why::USELESS, text);
    }
    if text.eq_ignore_ascii_case(heading::ID) {
        return takes(Takes::Id, why::NAMED, text);
    }
    // A form's star and colon belong to no name.
    if let Some(field) = heading::field(text.trim_end_matches([' ', '*', ':']), ask.of) {
        return takes(Takes::Field(field), why::NAMED, text);
    }
    let key = sheets::heading(text);
    if key.is_empty() {
        return Known::No;
    }
    let sheets = ask.tables.sheets();
    let headed = |key: &str| {
        let headed = sheets.headed(ask.of.name, key)?;
        read(ask.of, &headed.field, &headed.part)
    };
    let bare = || text.split_once('(').map(|(before, _)| sheets::heading(before));
    if let Some(found) = headed(&key).or_else(|| headed(&bare()?)) {
        let label = if found == Takes::Nowhere { why::USELESS } else { why::HEADED };
        return takes(found, label, text);
    }
    if let Some(found) = parted(text, &headed) {
        return takes(found, why::HEADED, text);
    }
    let begins = sheets.headed_before(ask.of.name, &key);
    match begins.and_then(|(word, by)| Some((word, read(ask.of, &by.field, &by.part)?))) {
        Some((word, found)) => Known::Takes(found, Why::new(why::BEGINS, [word]), true),
        None => Known::No,
    }
}

/// "Thôn / Ấp": every part that is known says the same.
fn parted(text: &str, headed: &dyn Fn(&str) -> Option<Takes>) -> Option<Takes> {
    let mut parts = text.split(['/', ',', '\n']).map(sheets::heading).map(|key| headed(&key));
    let first = parts.next()??;
    let mut more = false;
    let same = parts.all(|other| {
        more = true;
        other.as_ref() == Some(&first)
    });
    (same && more && first != Takes::Nowhere).then_some(first)
}

fn read(of: &'static RecordType, field: &str, part: &str) -> Option<Takes> {
    match field {
        heading::NOWHERE => Some(Takes::Nowhere),
        heading::ID => Some(Takes::Id),
        name => Takes::of_part(of.field_named(name)?, part),
    }
}

/// The choice of the type that goes by that name, if only one does.
fn choice(text: &str, ask: &Ask<'_>) -> Option<(&'static Field, String)> {
    let fields = ask.of.open_fields().filter(|field| !field.retired);
    let mut found = fields.filter_map(|field| Some((field, code_of(field, text, ask)?)));
    // The one by which another field is split goes first.
    let by = ask.of.split.as_ref().map(|split| split.by);
    let first = found.next()?;
    let all: Vec<_> = std::iter::once(first).chain(found).collect();
    let split = all.iter().find(|(field, _)| Some(field.tag) == by);
    match (split, all.as_slice()) {
        (Some(split), _) => Some(split.clone()),
        (None, [only]) => Some(only.clone()),
        _ => None,
    }
}

/// The code of a choice's row that goes by exactly that name.
fn code_of(field: &Field, text: &str, ask: &Ask<'_>) -> Option<String> {
    let FieldKind::Choice(table) = field.kind.at_a_time() else { return None };
    let table = ask.tables.choices(table)?;
    let wanted = fold(text);
    if wanted.chars().count() < 2 {
        return None;
    }
    let named =
        |row: &&crate::domain::tables::Choice| row.wordings().any(|word| fold(word) == wanted);
    table.offered().find(named).map(|row| row.code.clone())
}
