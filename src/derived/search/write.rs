//! The base file written: from documents in any order (a build), or from a base and a delta that
//! are both in order (a merge). Either way in streams, so that a country's province fits into the
//! memory of an old PC.

use super::aside::Aside;
use super::base::{Base, RowView};
use super::delta::{Delta, Entry};
use super::layout::{self, Attr};
use super::pages::{Mark, Writer};
use super::slots::{self, Key, Map};
use super::sorter::{Sorted, Sorter};
use super::words::Dictionary;
use super::{Doc, damaged, order};
use crate::derived::{Applied, codec, disk};
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use std::path::Path;

/// What a sorter of map entries holds in memory.
const MAP_MEMORY: usize = 4 << 20;
/// What the sorter of documents holds in memory.
const DOC_MEMORY: usize = 16 << 20;

/// Takes a map's entry, key and row.
type Emit<'a> = &'a mut dyn FnMut(&[u8], u32) -> Result<(), Problem>;

/// A row to be written.
struct NewRow<'a> {
    id: RecordId,
    kind: Kind,
    active: bool,
    year: u16,
    units: &'a [u16],
    encoded: &'a [u8],
}

/// The rows of a base file being written, in their order.
struct Rows<'a> {
    dir: &'a Path,
    out: Writer,
    offsets: Aside,
    ids: Aside,
    attrs: Aside,
    units: Aside,
    kinds: Vec<Kind>,
    count: u32,
}

impl<'a> Rows<'a> {
    fn new(dir: &'a Path) -> Result<Self, Problem> {
        let mut mark = Mark::default();
        getrandom::fill(&mut mark).map_err(|cause| damaged(&cause.to_string()))?;
        let mut out = Writer::new(&dir.join(layout::TMP), layout::VERSION, mark)?;
        out.section(1)?;
        let column = |name| Aside::new(&dir.join(name));
        Ok(Self {
            dir,
            out,
            offsets: column("offsets.tmp")?,
            ids: column("ids.tmp")?,
            attrs: column("attrs.tmp")?,
            units: column("units.tmp")?,
            kinds: Vec::new(),
            count: 0,
        })
    }

    /// Appends a row; its number.
    fn push(&mut self, row: &NewRow<'_>) -> Result<u32, Problem> {
        let known = self.kinds.iter().position(|kind| *kind == row.kind);
        let kind = known.unwrap_or(self.kinds.len());
        if known.is_none() {
            self.kinds.push(row.kind);
        }
        if kind >= layout::MOST_KINDS || self.count == u32::MAX {
            return Err(damaged("more rows or types than a search file holds"));
        }
        self.offsets.push(&self.out.bytes(row.encoded)?.to_le_bytes())?;
        self.ids.push(&row.id.0)?;
        self.attrs.push(&Attr::new(row.year, kind, row.active, row.units.len()).encode())?;
        row.units.iter().try_for_each(|unit| self.units.push(&unit.to_le_bytes()))?;
        let number = self.count;
        self.count = number.saturating_add(1);
        Ok(number)
    }

    /// Writes the rest, syncs, and puts the file in its place. `entries` gives a map's entries in
    /// order.
    fn finish(
        self,
        dictionary: &Dictionary,
        applied: &Applied,
        entries: &mut dyn FnMut(Map, Emit<'_>) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let mut out = self.out;
        column::<8>(&mut out, self.offsets)?;
        column::<16>(&mut out, self.ids)?;
        column::<4>(&mut out, self.attrs)?;
        column::<2>(&mut out, self.units)?;
        out.section(1)?;
        out.bytes(&dictionary.encode())?;
        out.section(2)?;
        for kind in &self.kinds {
            out.item(&kind.0.to_le_bytes())?;
        }
        for map in Map::ALL {
            write_map(&mut out, map, entries)?;
        }
        out.finish(&codec::encode(&(*applied, self.count))?)?;
        disk::rename(self.dir, &self.dir.join(layout::TMP), layout::NAME)
    }
}

/// Writes a column of items of that size.
fn column<const N: usize>(out: &mut Writer, items: Aside) -> Result<(), Problem> {
    out.section(N)?;
    items.each::<N>(&mut |item| out.item(item))
}

/// Writes a map's entries, and behind them the first key of each page.
fn write_map(
    out: &mut Writer,
    map: Map,
    entries: &mut dyn FnMut(Map, Emit<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let width = map.width();
    let per_page = out.section(width + 4)?;
    let mut fences = Vec::new();
    let mut count = 0u64;
    let mut item = Vec::with_capacity(width + 4);
    entries(map, &mut |key, row| {
        if count.is_multiple_of(per_page) {
            fences.extend_from_slice(key);
        }
        count = count.saturating_add(1);
        item.clear();
        item.extend_from_slice(key);
        item.extend(row.to_be_bytes());
        out.item(&item)
    })?;
    out.section(width)?;
    for fence in fences.chunks_exact(width) {
        out.item(fence)?;
    }
    Ok(())
}

/// Sorts documents into their order.
fn sorted(
    dir: &Path,
    docs: &mut dyn FnMut() -> Result<Option<Doc>, Problem>,
) -> Result<Sorted, Problem> {
    let mut sorter = Sorter::new(&dir.join("docs.tmp"), DOC_MEMORY);
    while let Some(doc) = docs()? {
        let order = order(&doc);
        let len = u32::try_from(order.len()).unwrap_or(u32::MAX).to_le_bytes();
        sorter.push(&[&order, &codec::encode(&doc)?, &len])?;
    }
    sorter.finish()
}

/// Writes a base file of documents in any order.
pub(super) fn build(
    dir: &Path,
    docs: &mut dyn FnMut() -> Result<Option<Doc>, Problem>,
    applied: &Applied,
) -> Result<(), Problem> {
    let mut sorted = sorted(dir, docs)?;
    let mut rows = Rows::new(dir)?;
    let mut dictionary = Dictionary::default();
    let mut maps = Map::ALL
        .map(|map| Some(Sorter::new(&dir.join(format!("map{}.tmp", map.number())), MAP_MEMORY)));
    let mut item = Vec::new();
    while sorted.next(&mut item)? {
        let encoded = item
            .split_last_chunk::<4>()
            .and_then(|(rest, len)| rest.get(usize::try_from(u32::from_le_bytes(*len)).ok()?..));
        let encoded = encoded.unwrap_or_default();
        let doc: Doc = codec::decode(encoded).map_err(|problem| damaged(&problem.to_string()))?;
        let units = dictionary.units(&doc.words);
        let Doc { id, kind, active, year, .. } = doc;
        let row = rows.push(&NewRow { id, kind, active, year, units: &units, encoded })?;
        for (map, key) in slots::keys(&doc) {
            if let Some(Some(sorter)) = maps.get_mut(map.number()) {
                sorter.push(&[map.trim(&key), &row.to_be_bytes()])?;
            }
        }
    }
    drop(sorted);
    rows.finish(&dictionary, applied, &mut |map, emit| {
        let sorter = maps.get_mut(map.number()).and_then(Option::take);
        let Some(mut sorted) = sorter.map(Sorter::finish).transpose()? else { return Ok(()) };
        while sorted.next(&mut item)? {
            if let Some((key, row)) = item.split_last_chunk::<4>() {
                emit(key, u32::from_be_bytes(*row))?;
            }
        }
        Ok(())
    })
}

/// A row number that stands for none.
const GONE: u32 = u32::MAX;

/// Writes a base file of a base and the delta on it.
pub(super) fn merge(
    dir: &Path,
    base: Option<&Base>,
    delta: &Delta,
    dictionary: &Dictionary,
    applied: &Applied,
) -> Result<(), Problem> {
    let mut rows = Rows::new(dir)?;
    // New numbers, by the old number in the base and in the delta.
    let mut from_base = vec![GONE; base.map_or(0, |base| usize::try_from(base.len()).unwrap_or(0))];
    let mut from_delta = vec![GONE; delta.end()];
    let note = |numbers: &mut Vec<u32>, old: u32, new: u32| {
        if let Some(number) = usize::try_from(old).ok().and_then(|old| numbers.get_mut(old)) {
            *number = new;
        }
    };
    let mut entries = delta.sorted().into_iter().peekable();
    if let Some(base) = base {
        base.each(&mut |view, id, encoded| {
            if entries.peek().is_some() {
                let doc = codec::decode(encoded);
                let order = order(&doc.map_err(|problem| damaged(&problem.to_string()))?);
                while let Some((row, entry)) = entries.next_if(|(_, e)| *e.order < *order) {
                    note(&mut from_delta, row, rows.push(&of_entry(entry))?);
                }
            }
            note(&mut from_base, view.row, rows.push(&of_view(base, view, id, encoded)?)?);
            Ok(())
        })?;
    }
    for (row, entry) in entries {
        note(&mut from_delta, row, rows.push(&of_entry(entry))?);
    }
    rows.finish(dictionary, applied, &mut |map, emit| {
        merge_map(map, base, &from_base, delta, &from_delta, emit)
    })
}

fn of_entry(entry: &Entry) -> NewRow<'_> {
    NewRow {
        id: entry.id,
        kind: entry.kind,
        active: entry.active,
        year: entry.year,
        units: &entry.units,
        encoded: entry.encoded(),
    }
}

fn of_view<'a>(
    base: &Base,
    view: RowView<'a>,
    id: RecordId,
    encoded: &'a [u8],
) -> Result<NewRow<'a>, Problem> {
    let kind = base.kinds.get(view.kind).ok_or_else(|| damaged("a row is of no type"))?;
    Ok(NewRow { id, kind: *kind, active: view.active, year: view.year, units: view.units, encoded })
}

/// The entries of a map of base and delta, renumbered. Rows of the base keep their order, so that
/// its entries stay sorted.
fn merge_map(
    map: Map,
    base: Option<&Base>,
    from_base: &[u32],
    delta: &Delta,
    from_delta: &[u32],
    emit: Emit<'_>,
) -> Result<(), Problem> {
    let new = |numbers: &[u32], old: u32| {
        let number = usize::try_from(old).ok().and_then(|old| numbers.get(old).copied());
        number.filter(|number| *number != GONE)
    };
    let of_delta = delta.entries(map);
    let mut changed: Vec<(Key, u32)> =
        of_delta.filter_map(|(key, row)| Some((key, new(from_delta, row)?))).collect();
    changed.sort_unstable();
    let mut changed = changed.into_iter().peekable();
    let mut page = 0u64;
    while let Some(items) = base.map(|base| base.map_page(map, page)).transpose()?.flatten() {
        for item in items.chunks_exact(map.width() + 4) {
            let Some((key, row)) = item.split_last_chunk::<4>() else { continue };
            let Some(row) = new(from_base, u32::from_be_bytes(*row)) else { continue };
            while let Some((own, number)) =
                changed.next_if(|(own, number)| (map.trim(own), *number) < (key, row))
            {
                emit(map.trim(&own), number)?;
            }
            emit(key, row)?;
        }
        page = page.saturating_add(1);
    }
    changed.try_for_each(|(own, number)| emit(map.trim(&own), number))
}
