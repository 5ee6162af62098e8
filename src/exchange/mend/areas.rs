//! Communes by names and codes of before 01/07/2025, placed in those of today.

use super::{Around, Mended, own};
use crate::domain::tables::{Area, Level, Scheme};
use crate::domain::{AreaScope, Tables};
use crate::exchange::sheet::Cell;
use crate::exchange::why::{self, Why};
use crate::lang::Problem;
use crate::lang::errors::exchange::COMMUNE_SPLIT;
use crate::text::fold::{fold, marked};

/// Mends a commune.
pub(super) fn mend(scope: AreaScope, cell: &Cell, said: &str, around: &Around<'_>) -> Mended {
    let areas = around.tables.areas();
    // A code as a number has lost its zeros.
    let digits = said.bytes().all(|b| b.is_ascii_digit()) && (1..=5).contains(&said.len());
    let code = match (digits, cell) {
        (true, Cell::Number(_)) => format!("{:0>5}", own(cell)),
        (true, _) => format!("{said:0>5}"),
        (false, _) => said.to_owned(),
    };
    if areas.get(said).is_some() {
        return Mended::same(said);
    }
    let old = if digits { areas.coded(Scheme::Old, &code) } else { None };
    let new = if digits { areas.coded(Scheme::Now, &code) } else { None };
    match (scope, old, new) {
        (AreaScope::OldCommune, Some(old), _) => return keyed(old, said, &code),
        (AreaScope::OldCommune, ..) => {}
        (_, Some(old), Some(new)) if fold(old.name) != fold(new.name) => {
            return Mended::maybe(new.key(), Why::new(why::TWO_CODES, [old.shown()]));
        }
        (_, _, Some(new)) => return keyed(new, said, &code),
        (_, Some(old), None) => return placed(&[old], said, around, false),
        _ => {}
    }
    named(scope, said, around)
}

/// The area of a code, a guess where zeros were added.
fn keyed(area: Area<'_>, said: &str, code: &str) -> Mended {
    match said == code {
        true => Mended::same(area.key()),
        false => Mended::to(area.key(), Why::bare(why::ZEROS)),
    }
}

/// By name: one of today, else what old ones of that name became.
fn named(scope: AreaScope, said: &str, around: &Around<'_>) -> Mended {
    let tables = around.tables;
    let today: Vec<Area<'_>> = match scope {
        AreaScope::OldCommune => Vec::new(),
        _ => exact(
            tables
                .find_communes(said, 40)
                .into_iter()
                .filter(|hit| hit.old.is_none())
                .map(|hit| hit.area),
            said,
        ),
    };
    let near = |areas: &[Area<'_>]| -> Option<usize> {
        let (district, province) = around.near?;
        let by = |wide: bool| {
            let fits = |area: &Area<'_>| {
                area.province == province && (wide || area.district.is_none_or(|d| d == district))
            };
            let mut hits = areas.iter().enumerate().filter(|(_, area)| fits(area));
            hits.next().map(|(at, _)| at).filter(|_| hits.next().is_none())
        };
        by(false).or_else(|| by(true))
    };
    match today.as_slice() {
        [] => {}
        [only] => return Mended::same(only.key()),
        many => {
            return match near(many).and_then(|at| many.get(at)) {
                Some(area) => Mended::maybe(area.key(), Why::new(why::NEAR, [area.shown()])),
                None => Mended::same(said),
            };
        }
    }
    let old = exact(tables.find_old_communes(said, 40).into_iter(), said);
    let chosen: &[Area<'_>] = match old.as_slice() {
        [] => return Mended::same(said),
        [only] => std::slice::from_ref(only),
        many => match near(many).and_then(|at| many.get(at)) {
            Some(area) => std::slice::from_ref(area),
            None => return Mended::same(said),
        },
    };
    match (scope, chosen) {
        (AreaScope::OldCommune, [area]) if old.len() == 1 => Mended::same(area.key()),
        (AreaScope::OldCommune, [area]) => {
            Mended::maybe(area.key(), Why::new(why::NEAR, [area.shown()]))
        }
        _ => placed(chosen, said, around, old.len() > 1),
    }
}

/// Those of exactly that name, with its marks where any has them.
fn exact<'a>(areas: impl Iterator<Item = Area<'a>>, said: &str) -> Vec<Area<'a>> {
    let all: Vec<Area<'a>> = areas.filter(|area| area.level == Level::Commune).collect();
    let by = |normal: fn(&str) -> String| -> Vec<Area<'a>> {
        // What stands behind a comma is the district and the province.
        let wanted = normal(said.split(',').next().unwrap_or(said));
        let named = |area: &&Area<'_>| {
            let name = normal(area.name);
            name == wanted || format!("{} {name}", normal(area.kind)) == wanted
        };
        all.iter().filter(named).copied().collect()
    };
    let with_marks = by(marked);
    if with_marks.is_empty() { by(fold) } else { with_marks }
}

/// What an old commune is now, where that is one. What was split is not placed by its name: its villages
/// went to one and to the other, so each row is asked for.
fn placed(old: &[Area<'_>], said: &str, around: &Around<'_>, doubtful: bool) -> Mended {
    let [old] = old else { return Mended::default() };
    let became: Vec<Area<'_>> = around.tables.areas().successors(old.code).collect();
    let Some(first) = became.first() else { return Mended::same(old.key()) };
    let old_key = Some(old.key());
    if became.len() == 1 {
        let why = Why::new(why::OLD_COMMUNE, [old.shown(), first.shown()]);
        return Mended { why: Some((why, doubtful)), old: old_key, ..Mended::same(first.key()) };
    }
    let offers = |area: &Area<'_>| format!("{} {}", area.digits(), area.shown());
    let names = became.iter().map(offers).collect::<Vec<_>>().join("; ");
    let problem = Problem::new(&COMMUNE_SPLIT, [old.shown(), names.clone()]);
    let why = Why::new(why::SPLIT_COMMUNE, [old.shown(), names]);
    let offers = became.iter().map(Area::key).collect();
    Mended { offers, old: old_key, ..Mended::fault(said, why, problem) }
}

/// District and province of a key, which the next commune is likely to share.
pub(in crate::exchange) fn place<'a>(key: &str, tables: &'a Tables) -> Option<(&'a str, &'a str)> {
    let area = tables.areas().get(key)?;
    Some((area.district.unwrap_or_default(), area.province))
}
