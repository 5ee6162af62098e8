//! The base file read: rows in their order of names, the column of syllables and years in memory,
//! the documents and exact maps by page.

use super::bits::Bits;
use super::layout::{self, Attr};
use super::matcher::Quick;
use super::pages::{Mark, Near, Pages, Section, Stream};
use super::slots::{Key, Map};
use super::words::Dictionary;
use super::{Doc, Source, damaged, slots};
use crate::derived::{Applied, codec};
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use std::path::Path;

/// Rows between two notes of where the column stands.
const STEP: u32 = 64;

/// A row of the column.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowView<'a> {
    /// Its number.
    pub(super) row: u32,
    /// Its syllables.
    pub(super) units: &'a [u16],
    /// Its year.
    pub(super) year: u16,
    /// Living and active.
    pub(super) active: bool,
    /// The place of its type in [`Base::kinds`].
    pub(super) kind: usize,
}

/// Units that a scan looks at without asking how many a row has.
const AHEAD: usize = 4;
/// Rows that a scan looks at before it visits those that could answer: a bit each.
const BLOCK: usize = 64;
/// By a row's units, which of those count.
const COUNTS: [[u8; AHEAD]; AHEAD + 1] =
    [[0, 0, 0, 0], [255, 0, 0, 0], [255, 255, 0, 0], [255, 255, 255, 0], [255, 255, 255, 255]];

/// Takes a row, its record, and its document as it was encoded.
type Each<'a> = &'a mut dyn FnMut(RowView<'_>, RecordId, &[u8]) -> Result<(), Problem>;

/// An exact map: entries sorted by key, then row; the first key of each page in memory.
#[derive(Debug)]
struct Entries {
    section: Section,
    fences: Vec<u8>,
    width: usize,
}

/// An open base file.
#[derive(Debug)]
pub(super) struct Base {
    pages: Pages,
    docs: Section,
    offsets: Section,
    ids: Section,
    maps: Vec<Entries>,
    attrs: Vec<Attr>,
    units: Vec<u16>,
    starts: Vec<u32>,
    /// The types of its rows.
    pub(super) kinds: Vec<Kind>,
    /// Rows that the delta holds anew.
    gone: Bits,
    /// How far it is applied.
    pub(super) applied: Applied,
}

/// The records of rows.
pub(super) struct Ids<'a>(Near<'a>);

impl Ids<'_> {
    /// The record of a row.
    pub(super) fn of(&mut self, row: u32) -> Result<RecordId, Problem> {
        let bytes = self.0.item(u64::from(row))?;
        bytes.first_chunk().map(|id| RecordId(*id)).ok_or_else(|| damaged("an id is short"))
    }
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn offset(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(u64::MAX, |offset| u64::from_le_bytes(*offset))
}

/// Items of two bytes.
fn shorts(bytes: &[u8]) -> Vec<u16> {
    bytes.as_chunks::<2>().0.iter().map(|two| u16::from_le_bytes(*two)).collect()
}

impl Base {
    /// Opens the file in `dir`, with its dictionary.
    pub(super) fn open(dir: &Path) -> Result<(Self, Dictionary), Problem> {
        let (pages, note) = Pages::open(&dir.join(layout::NAME), layout::VERSION)?;
        let (applied, rows): (Applied, u32) =
            codec::decode(&note).map_err(|problem| damaged(&problem.to_string()))?;
        let ids = pages.section(layout::IDS, 16)?;
        let attrs = pages.section(layout::ATTRS, 4)?;
        let offsets = pages.section(layout::OFFSETS, 8)?;
        if [ids.len, attrs.len, offsets.len].iter().any(|len| *len != u64::from(rows)) {
            return Err(damaged("the sections differ in length"));
        }
        let kinds: Vec<Kind> =
            shorts(&pages.all(&pages.section(layout::KINDS, 2)?)?).into_iter().map(Kind).collect();
        let dictionary = Dictionary::decode(&pages.all(&pages.section(layout::WORDS, 1)?)?)?;
        let mut maps = Vec::new();
        for (number, map) in Map::ALL.into_iter().enumerate() {
            let width = map.width();
            let section = pages.section(layout::MAPS + 2 * number, width + 4)?;
            let fences = pages.all(&pages.section(layout::MAPS + 2 * number + 1, width)?)?;
            maps.push(Entries { section, fences, width });
        }
        let units = shorts(&pages.all(&pages.section(layout::UNITS, 2)?)?);
        let mut base = Self {
            docs: pages.section(layout::DOCS, 1)?,
            offsets,
            ids,
            maps,
            attrs: Vec::with_capacity(size(rows)),
            units,
            starts: Vec::new(),
            kinds,
            gone: Bits::new(size(rows)),
            applied,
            pages,
        };
        let mut start = 0u32;
        base.pages.each_page(&attrs, 0, u64::MAX, &mut |content| {
            for bytes in content.as_chunks::<4>().0 {
                if base.attrs.len().is_multiple_of(size(STEP)) {
                    base.starts.push(start);
                }
                let attr = Attr::decode(*bytes);
                if attr.kind() >= base.kinds.len() {
                    return Err(damaged("a row is of no type"));
                }
                start = start.saturating_add(u32::from(attr.units));
                base.attrs.push(attr);
            }
            Ok(true)
        })?;
        if size(start) != base.units.len() {
            return Err(damaged("the column and its rows differ in length"));
        }
        // So that a row's first units can always be read as many at once.
        base.units.extend([0; AHEAD]);
        Ok((base, dictionary))
    }

    /// Its mark, by which a delta names the base it belongs to.
    pub(super) fn mark(&self) -> Mark {
        self.pages.mark()
    }

    /// Rows, with those that are gone.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.attrs.len()).unwrap_or(u32::MAX)
    }

    fn view<'a>(&self, row: u32, attr: Attr, units: &'a [u16]) -> RowView<'a> {
        RowView { row, units, year: attr.year, active: attr.active(), kind: attr.kind() }
    }

    /// Every row that is not gone, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = RowView<'_>> {
        let mut rest = self.units.as_slice();
        (0u32..).zip(&self.attrs).filter_map(move |(row, attr)| {
            let (units, later) = rest.split_at_checked(usize::from(attr.units)).unwrap_or_default();
            rest = later;
            (!self.gone.contains(row)).then(|| self.view(row, *attr, units))
        })
    }

    /// Every row that is not gone, in order, with its record and its document as it was encoded.
    pub(super) fn each(&self, visit: Each<'_>) -> Result<(), Problem> {
        let mut ids = Stream::new(&self.pages, self.ids);
        let mut offsets = Stream::new(&self.pages, self.offsets);
        let mut docs = Stream::new(&self.pages, self.docs);
        let mut live = self.rows().peekable();
        let mut start = match self.len() {
            0 => 0,
            _ => offset(offsets.take(8)?),
        };
        for row in 0..self.len() {
            let is_last = row.saturating_add(1) == self.len();
            let end = if is_last { self.docs.len } else { offset(offsets.take(8)?) };
            let len = end.checked_sub(start).and_then(|len| usize::try_from(len).ok());
            let encoded = docs.take(len.ok_or_else(|| damaged("a document has no length"))?)?;
            start = end;
            let id = ids.take(16)?.first_chunk().copied().unwrap_or_default();
            if let Some(view) = live.next_if(|view| view.row == row) {
                visit(view, RecordId(id), encoded)?;
            }
        }
        Ok(())
    }

    /// Gives `visit` the rows that could answer, in order; of `free` those that are live too.
    pub(super) fn scan<'a>(
        &'a self,
        quick: &Quick,
        free: impl Iterator<Item = u32>,
        visit: &mut impl FnMut(RowView<'a>),
    ) {
        let mut free = free.peekable();
        let mut starts = [0; BLOCK];
        let mut start = 0;
        for (first, attrs) in (0u32..).step_by(BLOCK).zip(self.attrs.chunks(BLOCK)) {
            let mut could = self.look(quick, attrs, &mut starts, &mut start);
            while let Some(row) = free.next_if(|row| size(row.saturating_sub(first)) < BLOCK) {
                could |= 1u64.wrapping_shl(row);
            }
            could &= !self.gone.word(first);
            while could != 0 {
                let at = could.trailing_zeros();
                could &= could.wrapping_sub(1);
                let row = attrs.get(size(at)).zip(starts.get(size(at)));
                if let Some((attr, start)) = row {
                    let end = start.saturating_add(usize::from(attr.units));
                    let units = self.units.get(*start..end).unwrap_or_default();
                    visit(self.view(first.saturating_add(at), *attr, units));
                }
            }
        }
    }

    /// Which rows of a block could answer, a bit each, and where the units of each of them start;
    /// the block's units start at `start`, and the next one's when it returns.
    ///
    /// Most names have three or four syllables, so a row's first four units are looked up at
    /// once: a loop whose length changes from row to row costs more than a look-up too many. Nor
    /// is it a branch whether a row could answer: where a third of them do, every other one would
    /// be guessed wrong.
    fn look(
        &self,
        quick: &Quick,
        attrs: &[Attr],
        starts: &mut [usize; BLOCK],
        start: &mut usize,
    ) -> u64 {
        let met = |unit: u16| quick.units.get(usize::from(unit)).copied().unwrap_or(0);
        let mut could = 0u64;
        for (attr, at) in attrs.iter().zip(starts) {
            *at = *start;
            let rest = self.units.get(*start..).unwrap_or_default();
            let count = usize::from(attr.units);
            *start = start.saturating_add(count);
            let counts = COUNTS.get(count.min(AHEAD)).copied().unwrap_or_default();
            let [a, b, c, d] = rest.first_chunk::<AHEAD>().copied().unwrap_or_default().map(met);
            let [of_a, of_b, of_c, of_d] = counts;
            let mut meets = (a & of_a) | (b & of_b) | (c & of_c) | (d & of_d);
            meets |= quick.years.get(usize::from(attr.year)).copied().unwrap_or(0);
            if count > AHEAD {
                let units = rest.get(AHEAD..count).unwrap_or_default();
                meets = units.iter().fold(meets, |meets, unit| meets | met(*unit));
            }
            // From the top down, so that the first row ends at the lowest bit.
            could = could >> 1 | u64::from(meets & quick.all == quick.all) << (BLOCK - 1);
        }
        could
            .checked_shr(u32::try_from(BLOCK.saturating_sub(attrs.len())).unwrap_or(0))
            .unwrap_or(0)
    }

    /// The entries of a page of a map, with the rows that are gone; None behind the last page.
    pub(super) fn map_page(&self, map: Map, page: u64) -> Result<Option<Vec<u8>>, Problem> {
        let Some(entries) = self.entries(map) else { return Ok(None) };
        let per_page = entries.section.per_page();
        let first = page.saturating_mul(per_page);
        let count = entries.section.len.saturating_sub(first).min(per_page);
        if count == 0 {
            return Ok(None);
        }
        self.pages.items(&entries.section, first, count).map(Some)
    }

    fn entries(&self, map: Map) -> Option<&Entries> {
        self.maps.get(map.number())
    }

    /// One row; None where it is gone.
    pub(super) fn row(&self, row: u32) -> Option<RowView<'_>> {
        if self.gone.contains(row) {
            return None;
        }
        let block = size(row / STEP * STEP);
        let mut start = size(*self.starts.get(size(row / STEP))?);
        for attr in self.attrs.get(block..size(row))? {
            start = start.saturating_add(usize::from(attr.units));
        }
        let attr = self.attrs.get(size(row))?;
        let units = self.units.get(start..start.saturating_add(usize::from(attr.units)))?;
        Some(self.view(row, *attr, units))
    }

    /// The record of a row.
    pub(super) fn id(&self, row: u32) -> Result<RecordId, Problem> {
        self.ids().of(row)
    }

    /// The records of rows, most of which stand near each other.
    pub(super) fn ids(&self) -> Ids<'_> {
        Ids(Near::new(&self.pages, self.ids))
    }

    /// The document of a row, as it was encoded.
    pub(super) fn encoded(&self, row: u32) -> Result<Vec<u8>, Problem> {
        let row = u64::from(row);
        let count = self.offsets.len.saturating_sub(row).min(2);
        let offsets = self.pages.items(&self.offsets, row, count)?;
        let mut offsets =
            offsets.as_chunks::<8>().0.iter().map(|offset| u64::from_le_bytes(*offset));
        let start = offsets.next().unwrap_or(u64::MAX);
        let end = offsets.next().unwrap_or(self.docs.len);
        let len = end.checked_sub(start).ok_or_else(|| damaged("a document has no length"))?;
        self.pages.items(&self.docs, start, len)
    }

    /// The row of a record; None where there is none, or it is gone.
    pub(super) fn row_of(&self, id: RecordId) -> Result<Option<RowView<'_>>, Problem> {
        let Some((key, _)) = slots::short(&id.short_plain()) else { return Ok(None) };
        let mut candidates = Vec::new();
        self.find(Map::Short, &key, &key, &mut |_, row| {
            candidates.push(row);
            Ok(())
        })?;
        for row in candidates {
            if self.id(row)? == id {
                return Ok(self.row(row));
            }
        }
        Ok(None)
    }

    /// From now on a row does not count.
    pub(super) fn remove(&mut self, row: u32) {
        self.gone.insert(row);
    }
}

impl Source for Base {
    fn find(
        &self,
        map: Map,
        first: &Key,
        last: &Key,
        visit: &mut dyn FnMut(&Key, u32) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let Some(entries) = self.entries(map) else { return Ok(()) };
        let width = entries.width;
        let first = first.get(..width).unwrap_or_default();
        let last = last.get(..width).unwrap_or_default();
        let from = lower(&entries.fences, width, |fence| fence < first).saturating_sub(1);
        let to = lower(&entries.fences, width, |fence| fence <= last);
        let (from, to) = (u64::try_from(from).unwrap_or(0), u64::try_from(to).unwrap_or(0));
        self.pages.each_page(&entries.section, from, to, &mut |content| {
            let start = lower(content, width + 4, |entry| entry.get(..width) < Some(first));
            for entry in content.chunks_exact(width + 4).skip(start) {
                let (bytes, row) = entry.split_at_checked(width).unwrap_or_default();
                if bytes > last {
                    return Ok(false);
                }
                let row = row.first_chunk().map_or(u32::MAX, |row| u32::from_be_bytes(*row));
                if row >= self.len() {
                    return Err(damaged("a map points behind the rows"));
                }
                if !self.gone.contains(row) {
                    let mut key = Key::default();
                    key.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
                    visit(&key, row)?;
                }
            }
            Ok(true)
        })
    }

    fn doc(&self, row: u32) -> Result<Doc, Problem> {
        codec::decode(&self.encoded(row)?).map_err(|problem| damaged(&problem.to_string()))
    }
}

/// How many items of a sorted run of bytes come before the first for which `before` is false.
fn lower(bytes: &[u8], width: usize, before: impl Fn(&[u8]) -> bool) -> usize {
    let item = |number: usize| bytes.get(number * width..(number + 1) * width).unwrap_or_default();
    let (mut low, mut high) = (0, bytes.len().checked_div(width).unwrap_or(0));
    while low < high {
        let middle = low.midpoint(high);
        if before(item(middle)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
