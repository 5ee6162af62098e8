//! Areas as they are typed: a key, a code, or a name that means one commune alone.

use crate::domain::tables::{Area, Scheme};
use crate::domain::{AreaScope, Tables};
use crate::lang::Problem;
use crate::lang::errors::domain::{AREA_AMBIGUOUS, AREA_OFFERED, AREA_UNKNOWN};
use crate::text::fold::{fold, marked};

/// The key of the area that is meant: `2025-07:15889`.
pub(super) fn read(scope: AreaScope, text: &str, tables: &Tables) -> Result<String, Problem> {
    let schemes: &[Scheme] = match scope {
        AreaScope::Commune => &[Scheme::Now],
        AreaScope::OldCommune => &[Scheme::Old],
        AreaScope::Any => &[Scheme::Now, Scheme::Old],
    };
    let areas = tables.areas();
    let coded =
        areas.get(text).or_else(|| schemes.iter().find_map(|scheme| areas.coded(*scheme, text)));
    if let Some(area) = coded.filter(|area| fits(scope, area)) {
        return Ok(area.key());
    }
    if scope == AreaScope::OldCommune {
        let found = tables.find_old_communes(text, 12);
        return one(text, &found);
    }
    let hits = tables.find_communes(text, 12);
    let of_today: Vec<Area<'_>> =
        hits.iter().filter(|hit| hit.old.is_none()).map(|hit| hit.area).collect();
    if of_today.is_empty() && !hits.is_empty() {
        let offers: Vec<String> = hits.iter().take(4).map(|hit| offer(&hit.area)).collect();
        return Err(Problem::new(&AREA_OFFERED, [text.to_owned(), offers.join("; ")]));
    }
    one(text, &of_today)
}

/// Whether a field of that scope takes the area.
pub(crate) fn fits(scope: AreaScope, area: &Area<'_>) -> bool {
    use crate::domain::tables::Level::Commune;
    match scope {
        AreaScope::Commune => (area.scheme, area.level) == (Scheme::Now, Commune),
        AreaScope::OldCommune => (area.scheme, area.level) == (Scheme::Old, Commune),
        AreaScope::Any => true,
    }
}

/// The only one found, or the only one of exactly that name (with its marks, else without).
fn one(text: &str, found: &[Area<'_>]) -> Result<String, Problem> {
    let same = |normal: fn(&str) -> String| {
        let typed = normal(text);
        let named = |area: &&Area<'_>| {
            let (name, kind) = (normal(area.name), normal(area.kind));
            name == typed || format!("{kind} {name}") == typed
        };
        let mut hits = found.iter().filter(named);
        hits.next().filter(|_| hits.next().is_none())
    };
    let only = match found {
        [] => return Err(Problem::new(&AREA_UNKNOWN, [text])),
        [only] => Some(only),
        _ => same(marked).or_else(|| same(fold)),
    };
    only.map(Area::key).ok_or_else(|| {
        let offers: Vec<String> = found.iter().take(4).map(offer).collect();
        Problem::new(&AREA_AMBIGUOUS, [text.to_owned(), offers.join("; ")])
    })
}

/// "15889 xã Hoằng Phú, Thanh Hóa"
fn offer(area: &Area<'_>) -> String {
    format!("{} {}", area.digits(), area.shown())
}
