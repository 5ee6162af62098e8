//! Provinces, districts and communes: of today (scheme `2025-07`) and until 30/06/2025 (scheme
//! `2025-06`), and which old commune became which new one. A code alone says nothing: 1,792 codes
//! of today named another commune before. Hence the key `scheme:code`.

use super::column::Column;
use super::{csv, embedded};
use crate::lang::Problem;
use std::collections::BTreeMap;

/// Which list an area stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scheme {
    /// As it was until 30/06/2025: provinces, districts, communes.
    Old,
    /// Since 01/07/2025: provinces and communes.
    Now,
}

impl Scheme {
    /// As it stands before the colon of a key.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Old => "2025-06",
            Self::Now => "2025-07",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Old, Self::Now].into_iter().find(|scheme| scheme.name() == name)
    }
}

/// How high an area stands; its codes have so many digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Two digits.
    Province,
    /// Three digits; until 30/06/2025 only.
    District,
    /// Five digits.
    Commune,
}

impl Level {
    fn of_digits(digits: usize) -> Option<Self> {
        match digits {
            2 => Some(Self::Province),
            3 => Some(Self::District),
            5 => Some(Self::Commune),
            _ => None,
        }
    }

    const fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::District => 3,
            Self::Commune => 5,
        }
    }
}

/// An area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area<'a> {
    /// Its list.
    pub scheme: Scheme,
    /// Its level.
    pub level: Level,
    /// Its code as a number.
    pub code: u32,
    /// Xã, Phường, Tỉnh …
    pub kind: &'a str,
    /// Its name without its kind: Hoằng Phú.
    pub name: &'a str,
    /// Its district's name, where it had one.
    pub district: Option<&'a str>,
    /// Its province's name; its own for a province.
    pub province: &'a str,
    /// No longer one of today's: kept for old records.
    pub retired: bool,
}

impl Area<'_> {
    /// The key that records hold: `2025-07:15889`.
    pub fn key(&self) -> String {
        format!("{}:{}", self.scheme.name(), self.digits())
    }

    /// The code with its leading zeros: `00004`.
    pub fn digits(&self) -> String {
        format!("{:0width$}", self.code, width = self.level.digits())
    }

    /// With kind and province, since names repeat: "xã Hoằng Phú, Thanh Hóa"; an old commune with
    /// its district: "xã Hoằng Quý, Hoằng Hóa, Thanh Hóa".
    pub fn shown(&self) -> String {
        let mut out = format!("{} {}", self.kind.to_lowercase(), self.name);
        let district = self.district.filter(|_| self.level == Level::Commune);
        let province = Some(self.province).filter(|_| self.level != Level::Province);
        for part in district.into_iter().chain(province) {
            out.push_str(", ");
            out.push_str(part);
        }
        out
    }
}

/// One row of a list.
#[derive(Clone, Copy)]
struct Row {
    code: u32,
    /// Index into the kinds.
    kind: u8,
    /// The code of the area above; 0 for a province.
    above: u16,
    name: u32,
    retired: bool,
}

/// Every area.
#[derive(Clone, Default)]
pub struct Areas {
    lists: BTreeMap<(Scheme, Level), Vec<Row>>,
    names: Column,
    kinds: Vec<String>,
    /// (old commune, new commune, default target), sorted.
    became: Vec<(u32, u32, bool)>,
}

impl Areas {
    pub(super) fn built_in() -> Result<Self, Problem> {
        let mut areas = Self::default();
        for (name, scheme, level, bytes) in embedded::AREAS {
            areas.read(name, *scheme, *level, bytes)?;
        }
        let mut became = Vec::new();
        let header = ["old", "new", "extent", "default", "source"];
        csv::read("commune_map_2025", embedded::BECAME, header, |_, [old, new, _, default, _]| {
            became.push((old.parse().ok()?, new.parse().ok()?, default == "1"));
            Some(())
        })?;
        became.sort_unstable();
        areas.became = became;
        Ok(areas)
    }

    fn read(
        &mut self,
        table: &str,
        scheme: Scheme,
        level: Level,
        bytes: &[u8],
    ) -> Result<(), Problem> {
        let mut rows = Vec::new();
        let mut take = |code: &str, above: &str, kind: &str, name: &str| {
            let above = if above.is_empty() { 0 } else { above.parse().ok()? };
            let code = code.parse().ok().filter(|_| code.len() == level.digits())?;
            let (kind, name) = (self.kind(kind)?, self.names.push(name)?);
            rows.push(Row { code, kind, above, name, retired: false });
            Some(())
        };
        match (scheme, level) {
            (_, Level::Province) => {
                csv::read(table, bytes, ["code", "type", "name"], |_, [code, kind, name]| {
                    take(code, "", kind, name)
                })?;
            }
            (Scheme::Old, Level::Commune) => {
                let header = ["code", "district", "type", "name"];
                csv::read(table, bytes, header, |_, [code, above, kind, name]| {
                    take(code, above, kind, name)
                })?;
            }
            _ => {
                let header = ["code", "province", "type", "name"];
                csv::read(table, bytes, header, |_, [code, above, kind, name]| {
                    take(code, above, kind, name)
                })?;
            }
        }
        rows.sort_unstable_by_key(|row| row.code);
        self.lists.insert((scheme, level), rows);
        Ok(())
    }

    /// The index of a kind, new ones taken in.
    fn kind(&mut self, kind: &str) -> Option<u8> {
        let at = self.kinds.iter().position(|known| known == kind).unwrap_or_else(|| {
            self.kinds.push(kind.to_owned());
            self.kinds.len() - 1
        });
        u8::try_from(at).ok()
    }

    fn list(&self, scheme: Scheme, level: Level) -> &[Row] {
        self.lists.get(&(scheme, level)).map(Vec::as_slice).unwrap_or_default()
    }

    fn row(&self, scheme: Scheme, level: Level, code: u32) -> Option<&Row> {
        let list = self.list(scheme, level);
        list.get(list.binary_search_by_key(&code, |row| row.code).ok()?)
    }

    fn area(&self, scheme: Scheme, level: Level, row: &Row) -> Area<'_> {
        let name_of = |level, code| {
            self.row(scheme, level, code).map(|row| (self.names.get(row.name), row.above))
        };
        let name = self.names.get(row.name);
        let above = u32::from(row.above);
        let (district, province) = match (scheme, level) {
            (_, Level::Province) => (None, Some(name)),
            (Scheme::Now, _) | (_, Level::District) => {
                (None, name_of(Level::Province, above).map(|(name, _)| name))
            }
            (Scheme::Old, Level::Commune) => {
                let district = name_of(Level::District, above);
                let province =
                    district.and_then(|(_, code)| name_of(Level::Province, u32::from(code)));
                (district.map(|(name, _)| name), province.map(|(name, _)| name))
            }
        };
        Area {
            scheme,
            level,
            code: row.code,
            kind: self.kinds.get(usize::from(row.kind)).map(String::as_str).unwrap_or_default(),
            name,
            district,
            province: province.unwrap_or_default(),
            retired: row.retired,
        }
    }

    /// The area of a key (`2025-07:15889`).
    pub fn get(&self, key: &str) -> Option<Area<'_>> {
        let (scheme, digits) = key.split_once(':')?;
        self.coded(Scheme::named(scheme)?, digits)
    }

    /// The area of a code in that list; the count of its digits says the level.
    pub fn coded(&self, scheme: Scheme, digits: &str) -> Option<Area<'_>> {
        let level = Level::of_digits(digits.len())?;
        let code = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())??;
        self.row(scheme, level, code).map(|row| self.area(scheme, level, row))
    }

    /// Every area of a list, by code.
    pub fn all(&self, scheme: Scheme, level: Level) -> impl Iterator<Item = Area<'_>> {
        self.list(scheme, level).iter().map(move |row| self.area(scheme, level, row))
    }

    /// What an old commune became: the default target first.
    pub fn successors(&self, old: u32) -> impl Iterator<Item = Area<'_>> {
        let from = self.became.partition_point(|(code, _, _)| *code < old);
        let pairs = self.became.get(from..).unwrap_or_default();
        let mut pairs: Vec<_> = pairs.iter().take_while(|(code, _, _)| *code == old).collect();
        pairs.sort_by_key(|(_, new, default)| (!default, *new));
        pairs.into_iter().filter_map(|(_, new, _)| {
            self.row(Scheme::Now, Level::Commune, *new)
                .map(|row| self.area(Scheme::Now, Level::Commune, row))
        })
    }

    /// The old communes that a commune of today was made of, wholly or in part.
    pub fn predecessors(&self, new: u32) -> impl Iterator<Item = Area<'_>> {
        self.became
            .iter()
            .filter(move |(_, code, _)| *code == new)
            .filter_map(|(old, _, _)| self.row(Scheme::Old, Level::Commune, *old))
            .map(|row| self.area(Scheme::Old, Level::Commune, row))
    }

    /// The (old, new, default) pairs, sorted.
    pub fn map(&self) -> &[(u32, u32, bool)] {
        &self.became
    }
}

/// Changes by amendment: today's lists only, history stays as it was.
impl Areas {
    /// A cell of a row as it is now: `name`, `type`, `province`; None where there is no such row
    /// or cell.
    pub(super) fn cell(&self, level: Level, code: &str, field: &str) -> Option<String> {
        let area = self.coded(Scheme::Now, code).filter(|area| area.level == level)?;
        match field {
            "name" => Some(area.name.to_owned()),
            "type" => Some(area.kind.to_owned()),
            "province" if level == Level::Commune => {
                let row = self.row(Scheme::Now, level, area.code)?;
                Some(format!("{:02}", row.above))
            }
            _ => None,
        }
    }

    /// Sets a cell that [`cell`](Self::cell) knows; None where the new text does not fit.
    pub(super) fn set_cell(
        &mut self,
        level: Level,
        code: &str,
        field: &str,
        new: &str,
    ) -> Option<()> {
        let mut row = *self.row(Scheme::Now, level, code.parse().ok()?)?;
        match field {
            "name" => row.name = self.names.push(new)?,
            "type" => row.kind = self.kind(new)?,
            "province" => {
                row.above =
                    self.coded(Scheme::Now, new).filter(|a| a.level == Level::Province)?.code
                        as u16;
            }
            _ => return None,
        }
        self.replace(level, row)
    }

    /// Adds a row with that name, or brings it back.
    pub(super) fn add(&mut self, level: Level, code: &str, name: &str) -> Option<()> {
        let digits = code.len() == level.digits() && code.bytes().all(|b| b.is_ascii_digit());
        let code: u32 = code.parse().ok().filter(|_| digits && !name.is_empty())?;
        let name = self.names.push(name)?;
        match self.row(Scheme::Now, level, code) {
            Some(row) if row.retired => self.replace(level, Row { name, retired: false, ..*row }),
            Some(_) => None,
            None => {
                let kind = self.kind("")?;
                let list = self.lists.get_mut(&(Scheme::Now, level))?;
                let at = list.partition_point(|row| row.code < code);
                list.insert(at, Row { code, kind, above: 0, name, retired: false });
                Some(())
            }
        }
    }

    /// Retires a row: kept for old records, offered no more.
    pub(super) fn retire(&mut self, level: Level, code: &str) -> Option<()> {
        let row = *self.row(Scheme::Now, level, code.parse().ok()?)?;
        self.replace(level, Row { retired: true, ..row })
    }

    fn replace(&mut self, level: Level, with: Row) -> Option<()> {
        let list = self.lists.get_mut(&(Scheme::Now, level))?;
        let at = list.binary_search_by_key(&with.code, |row| row.code).ok()?;
        *list.get_mut(at)? = with;
        Some(())
    }
}
