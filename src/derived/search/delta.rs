//! The delta: records changed since the base file was written, in memory, and as a small file.

use super::pages::Mark;
use super::slots::{self, Key, Map};
use super::words::Dictionary;
use super::{Doc, Leaf, Source, damaged};
use crate::derived::{Applied, codec, disk};
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The file's name.
pub(super) const NAME: &str = "delta";
/// Its name while it is being written.
pub(super) const TMP: &str = "delta.tmp";
const MAGIC: &[u8; 8] = b"DSdelta\0";
const VERSION: u16 = 1;
/// A file larger than this is none of ours.
const MOST_BYTES: u64 = 1 << 30;

/// A record's state in the delta.
#[derive(Debug)]
pub(super) struct Entry {
    /// The record.
    pub(super) id: RecordId,
    /// Its type.
    pub(super) kind: Kind,
    /// Living and active.
    pub(super) active: bool,
    /// Its year.
    pub(super) year: u16,
    /// Its syllables.
    pub(super) units: Box<[u16]>,
    /// Its place among others.
    pub(super) order: Box<[u8]>,
    doc: Box<[u8]>,
}

/// Changed records, by row numbers of their own.
#[derive(Debug, Default)]
pub(super) struct Delta {
    entries: Vec<Option<Entry>>,
    free: Vec<u32>,
    /// None: deleted.
    of: HashMap<RecordId, Option<u32>>,
    maps: Maps,
}

/// The exact maps: keys and rows under them, in that order.
#[derive(Debug, Default)]
struct Maps {
    /// Under a record or a code stand many rows, and there are few of them.
    shared: BTreeMap<(Map, Key), Vec<u32>>,
    /// A number or a code of one's own is seldom another's: its eight bytes, and the row.
    own: BTreeMap<Map, BTreeSet<(u64, u32)>>,
}

impl Maps {
    fn insert(&mut self, map: Map, key: &Key, row: u32) {
        match own_bytes(map, key) {
            Some(bytes) => drop(self.own.entry(map).or_default().insert((bytes, row))),
            None => {
                let rows = self.shared.entry((map, *key)).or_default();
                // Most are the newest.
                let at = match rows.last() {
                    Some(last) if *last >= row => rows.partition_point(|other| *other < row),
                    _ => rows.len(),
                };
                if rows.get(at) != Some(&row) {
                    rows.insert(at, row);
                }
            }
        }
    }

    fn remove(&mut self, map: Map, key: &Key, row: u32) {
        match own_bytes(map, key) {
            Some(bytes) => drop(self.own.entry(map).or_default().remove(&(bytes, row))),
            None => {
                if let Some(rows) = self.shared.get_mut(&(map, *key))
                    && let Ok(at) = rows.binary_search(&row)
                {
                    rows.remove(at);
                }
            }
        }
    }

    fn range(&self, map: Map, first: &Key, last: &Key) -> impl Iterator<Item = (Key, u32)> {
        let own = own_bytes(map, first).zip(own_bytes(map, last)).into_iter();
        let own = own.flat_map(move |(first, last)| {
            let set = self.own.get(&map).into_iter();
            set.flat_map(move |set| set.range((first, 0)..=(last, u32::MAX)))
        });
        let shared = self.shared.range((map, *first)..=(map, *last));
        let shared = shared.flat_map(|((_, key), rows)| rows.iter().map(|row| (*key, *row)));
        own.map(|(bytes, row)| (own_key(*bytes), *row)).chain(shared)
    }
}

/// The bytes of a key in a map whose keys are records' own.
fn own_bytes(map: Map, key: &Key) -> Option<u64> {
    let bytes = map.trim(key).try_into().ok()?;
    Some(u64::from_be_bytes(bytes))
}

/// The key that has these bytes.
fn own_key(bytes: u64) -> Key {
    let mut key = Key::default();
    key.iter_mut().zip(bytes.to_be_bytes()).for_each(|(to, from)| *to = from);
    key
}

impl Delta {
    /// Records held, deleted ones too.
    pub(super) fn len(&self) -> usize {
        self.of.len()
    }

    /// Row numbers in use are below this.
    pub(super) fn end(&self) -> usize {
        self.entries.len()
    }

    /// Whether a record's state is held here, be it deleted.
    pub(super) fn holds(&self, id: RecordId) -> bool {
        self.of.contains_key(&id)
    }

    /// A row.
    pub(super) fn row(&self, row: u32) -> Option<&Entry> {
        self.entries.get(usize::try_from(row).ok()?)?.as_ref()
    }

    /// Every row.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, &Entry)> {
        (0u32..).zip(&self.entries).filter_map(|(row, entry)| Some((row, entry.as_ref()?)))
    }

    /// Forgets a record; what was held of it.
    pub(super) fn remove(&mut self, id: RecordId) -> Result<Option<Entry>, Problem> {
        let Some(Some(row)) = self.of.remove(&id) else { return Ok(None) };
        for (map, key) in slots::keys(&self.doc(row)?) {
            self.maps.remove(map, &key, row);
        }
        self.free.push(row);
        let entry = usize::try_from(row).ok().and_then(|row| self.entries.get_mut(row));
        Ok(entry.and_then(Option::take))
    }

    /// Notes that a record of the base is deleted.
    pub(super) fn bury(&mut self, id: RecordId) {
        self.of.insert(id, None);
    }

    /// Takes a document in; the record must not be held. Its units.
    pub(super) fn insert(&mut self, leaf: Leaf, dictionary: &mut Dictionary) -> &[u16] {
        let Leaf { id, kind, active, words, year, order, encoded: doc, keys } = leaf;
        let units = dictionary.units(&words).into();
        let entry = Entry { id, kind, active, year, units, order, doc };
        let row = match self.free.pop() {
            Some(row) => row,
            None => {
                self.entries.push(None);
                u32::try_from(self.entries.len().saturating_sub(1)).unwrap_or(u32::MAX)
            }
        };
        if let Some(slot) = usize::try_from(row).ok().and_then(|row| self.entries.get_mut(row)) {
            *slot = Some(entry);
        }
        self.of.insert(id, Some(row));
        keys.iter().for_each(|(map, key)| self.maps.insert(*map, key, row));
        self.row(row).map_or(&[], |entry| &entry.units)
    }

    /// Every row in the order of names.
    pub(super) fn sorted(&self) -> Vec<(u32, &Entry)> {
        let mut entries: Vec<(u32, &Entry)> = self.rows().collect();
        entries.sort_unstable_by(|(_, a), (_, b)| a.order.cmp(&b.order));
        entries
    }

    /// Every entry of a map.
    pub(super) fn entries(&self, map: Map) -> impl Iterator<Item = (Key, u32)> {
        self.maps.range(map, &[0; 18], &[u8::MAX; 18])
    }

    /// Writes the delta beside the base of that mark (None: there is none).
    pub(super) fn keep(
        &self,
        dir: &Path,
        base: Option<Mark>,
        applied: &Applied,
    ) -> Result<(), Problem> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(base.unwrap_or_default());
        put(&mut bytes, &codec::encode(applied)?);
        for (id, row) in &self.of {
            let entry = row.and_then(|row| self.row(row));
            let mut record = id.0.to_vec();
            record.extend_from_slice(entry.map_or(&[], |entry| &entry.doc));
            put(&mut bytes, &record);
        }
        bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
        disk::replace(dir, NAME, &bytes)
    }
}

impl Entry {
    /// The document, as it was encoded.
    pub(super) fn encoded(&self) -> &[u8] {
        &self.doc
    }

    fn doc(&self) -> Result<Doc, Problem> {
        codec::decode(&self.doc).map_err(|problem| damaged(&problem.to_string()))
    }
}

impl Source for Delta {
    fn find(
        &self,
        map: Map,
        first: &Key,
        last: &Key,
        visit: &mut dyn FnMut(&Key, u32) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.maps.range(map, first, last).try_for_each(|(key, row)| visit(&key, row))
    }

    fn doc(&self, row: u32) -> Result<Doc, Problem> {
        self.row(row).ok_or_else(|| damaged("a row of the delta is missing"))?.doc()
    }
}

/// What a delta file holds.
pub(super) struct Kept {
    /// The base it belongs to.
    pub(super) base: Option<Mark>,
    /// How far it is applied.
    pub(super) applied: Applied,
    /// Records, None where deleted.
    pub(super) records: Vec<(RecordId, Option<Doc>)>,
}

/// Reads the delta file in `dir`; None where there is none.
pub(super) fn read(dir: &Path) -> Result<Option<Kept>, Problem> {
    let path = dir.join(NAME);
    let size = match std::fs::metadata(&path) {
        Ok(found) => found.len(),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(disk::refused(&path)(cause)),
    };
    if size > MOST_BYTES {
        return Err(damaged("the delta is larger than any"));
    }
    let bytes = std::fs::read(&path).map_err(disk::refused(&path))?;
    parse(&bytes).map(Some)
}

fn parse(bytes: &[u8]) -> Result<Kept, Problem> {
    let short = || damaged("the delta ends early");
    let (content, sum) = bytes.split_last_chunk::<4>().ok_or_else(short)?;
    let (magic, rest) = content.split_first_chunk::<8>().ok_or_else(short)?;
    let (_, rest) = rest.split_first_chunk::<2>().ok_or_else(short)?;
    let (oldest, rest) = rest.split_first_chunk::<2>().ok_or_else(short)?;
    if magic != MAGIC || u16::from_le_bytes(*oldest) > VERSION {
        return Err(damaged("not a delta of this program's"));
    }
    if crc32fast::hash(content) != u32::from_le_bytes(*sum) {
        return Err(damaged("the delta's checksum is wrong"));
    }
    let (mark, mut rest) = rest.split_first_chunk::<16>().ok_or_else(short)?;
    let applied =
        codec::decode(take(&mut rest)?).map_err(|problem| damaged(&problem.to_string()))?;
    let mut records = Vec::new();
    while !rest.is_empty() {
        let (id, doc) = take(&mut rest)?.split_first_chunk::<16>().ok_or_else(short)?;
        let doc: Option<Doc> = match doc {
            [] => None,
            doc => Some(codec::decode(doc).map_err(|problem| damaged(&problem.to_string()))?),
        };
        if doc.as_ref().is_some_and(|doc| doc.id.0 != *id) {
            return Err(damaged("a document stands under another id"));
        }
        records.push((RecordId(*id), doc));
    }
    Ok(Kept { base: Some(*mark).filter(|mark| *mark != Mark::default()), applied, records })
}

/// Appends bytes behind their length.
fn put(into: &mut Vec<u8>, bytes: &[u8]) {
    into.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes());
    into.extend_from_slice(bytes);
}

/// Takes off what [`put`] appended.
fn take<'a>(bytes: &mut &'a [u8]) -> Result<&'a [u8], Problem> {
    let short = || damaged("the delta ends early");
    let (len, rest) = bytes.split_first_chunk::<4>().ok_or_else(short)?;
    let len = usize::try_from(u32::from_le_bytes(*len)).unwrap_or(usize::MAX);
    let (taken, rest) = rest.split_at_checked(len).ok_or_else(short)?;
    *bytes = rest;
    Ok(taken)
}
