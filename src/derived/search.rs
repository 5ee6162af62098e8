//! The search of design §6: a column of syllable codes, exact maps, a delta.

mod base;
mod bits;
mod delta;
mod find;
mod pages;
mod query;
mod slots;
mod sorter;
mod words;

use super::{Applied, codec, disk};
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use crate::lang::errors::derived::{DERIVED_STALE, SEARCH_DAMAGED};
use crate::text;
use base::{Base, BaseWriter};
use delta::Delta;
use find::Sources;
use slots::{Key, Map};
use sorter::Sorter;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use words::Dictionary;

/// What the search knows of a record.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Doc {
    /// The record.
    pub id: RecordId,
    /// Its type.
    pub kind: Kind,
    /// Living and active.
    pub active: bool,
    /// The words it is found by: a name as written (NFC).
    pub words: String,
    /// A person, so that equals stand in the order of given name, family, middle; else in the
    /// plain order of the words.
    pub person: bool,
    /// Its year (birth), 0 for none.
    pub year: u16,
    /// Exact keys: (tag, key).
    pub exact: Vec<(u16, String)>,
    /// What it refers to: (tag, record).
    pub refs: Vec<(u16, RecordId)>,
    /// Codes it holds, for filters: (tag, code).
    pub codes: Vec<(u16, String)>,
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Query {
    /// Of this type only.
    pub kind: Option<Kind>,
    /// Words, years and numbers in any order, as typed.
    pub text: String,
    /// Only what refers to these: (tag, record).
    pub refs: Vec<(u16, RecordId)>,
    /// Only what holds these codes: (tag, code).
    pub codes: Vec<(u16, String)>,
    /// Inactive ones too (else they are only counted).
    pub inactive: bool,
    /// At most so many hits, after leaving out `skip`.
    pub limit: usize,
    /// Leave out the first so many.
    pub skip: usize,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Found {
    /// Best first; equals in Vietnamese order of names.
    pub hits: Vec<Hit>,
    /// All that match.
    pub total: u64,
    /// Of those asked for without `inactive`: how many inactive ones match besides.
    pub inactive: u64,
}

/// A hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Hit {
    /// The record.
    pub id: RecordId,
    /// Its type.
    pub kind: Kind,
    /// Higher is better: 100 exact … 1 within one edit.
    pub score: u16,
}

/// Rows that exact keys lead to: of the base, or of the delta.
trait Source {
    /// Gives `visit` the live rows whose key in a map is in a range, with that key.
    fn find(
        &self,
        map: Map,
        first: &Key,
        last: &Key,
        visit: &mut dyn FnMut(&Key, u32) -> Result<(), Problem>,
    ) -> Result<(), Problem>;

    /// The document of a row.
    fn doc(&self, row: u32) -> Result<Doc, Problem>;
}

fn damaged(why: &str) -> Problem {
    Problem::new(&SEARCH_DAMAGED, [why])
}

/// A record's place among others: names in Vietnamese order, then the year, then the id.
fn order(doc: &Doc) -> Vec<u8> {
    let key =
        if doc.person { text::order::person_key(&doc.words) } else { text::order::key(&doc.words) };
    let mut order = Vec::with_capacity(key.len().saturating_add(20));
    // So that a key that begins another one stays before it, whatever follows.
    for byte in key {
        order.push(byte);
        if byte == 0 {
            order.push(u8::MAX);
        }
    }
    order.extend([0, 0]);
    order.extend(doc.year.to_be_bytes());
    order.extend(doc.id.0);
    order
}

/// The search index.
#[derive(Debug)]
pub struct Index {
    dir: PathBuf,
    base: Option<Base>,
    delta: Delta,
    dictionary: Dictionary,
    /// Active records and all, by type.
    counts: BTreeMap<Kind, (u64, u64)>,
    /// What was found damaged while taking a change in: the index is not to be asked again.
    broken: Option<Problem>,
}

impl Index {
    /// Opens the search file and its delta.
    ///
    /// # Errors
    /// Missing, stale or damaged: build it again.
    pub fn open(dir: &Path) -> Result<(Self, Applied), Problem> {
        for name in ["names.tmp", "delta.tmp"] {
            disk::remove(&dir.join(name))?;
        }
        let mut index = Self::empty(dir);
        let has_base = dir.join(base::NAME).exists();
        if has_base {
            index.take_base()?;
        }
        let based = index.base.as_ref().map(|base| (base.mark(), base.applied));
        match (delta::read(dir)?, based) {
            (Some(kept), _) if kept.base == based.map(|(mark, _)| mark) => {
                for (id, doc) in &kept.records {
                    index.take(*id, doc.as_ref())?;
                }
                Ok((index, kept.applied))
            }
            // A crash between putting a new base in place and removing the old delta.
            (Some(kept), Some((_, applied))) if kept.applied.seq <= applied.seq => {
                disk::remove(&dir.join(delta::NAME))?;
                Ok((index, applied))
            }
            (None, Some((_, applied))) => Ok((index, applied)),
            (Some(_), _) => Err(damaged("the delta belongs to another base")),
            (None, None) => Err(Problem::new(&DERIVED_STALE, ["no search file"])),
        }
    }

    /// An empty index kept in `dir`.
    pub fn empty(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            base: None,
            delta: Delta::default(),
            dictionary: Dictionary::default(),
            counts: BTreeMap::new(),
            broken: None,
        }
    }

    /// Takes a record's new state (None: deleted) into the delta. Should the base be found
    /// damaged meanwhile, every later question is answered with that error.
    pub fn put(&mut self, id: RecordId, doc: Option<&Doc>) {
        if self.broken.is_none()
            && let Err(problem) = self.take(id, doc)
        {
            self.broken = Some(problem);
        }
    }

    /// Answers a question.
    ///
    /// # Errors
    /// The exact maps cannot be read: build it again.
    pub fn find(&self, query: &Query) -> Result<Found, Problem> {
        self.sources()?.find(query)
    }

    /// Records of `kind` whose exact key of `tag` is `key`.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub fn exact(&self, kind: Kind, tag: u16, key: &str) -> Result<Vec<RecordId>, Problem> {
        let hash = slots::exact(kind, tag, key);
        self.sources()?.matching(Map::Exact, (&hash, &hash), &|doc| {
            doc.kind == kind && doc.exact.iter().any(|(own, value)| *own == tag && value == key)
        })
    }

    /// Records whose short code, without dashes, begins with `code`.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub fn short(&self, code: &str) -> Result<Vec<RecordId>, Problem> {
        let sources = self.sources()?;
        let code = slots::typed_short(code);
        match slots::short(&code) {
            Some((first, last)) => sources.matching(Map::Short, (&first, &last), &|doc| {
                doc.id.short_plain().starts_with(&code)
            }),
            None => Ok(Vec::new()),
        }
    }

    /// Everything that refers to a record, and by which field.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub fn referring(&self, to: RecordId) -> Result<Vec<(RecordId, Kind, u16)>, Problem> {
        let sources = self.sources()?;
        let (first, last) = (slots::reference(to, 0), slots::reference(to, u16::MAX));
        let mut found = Vec::new();
        if let Some(base) = sources.base {
            base.find(Map::Ref, &first, &last, &mut |key, row| {
                let kind = base.row(row).and_then(|view| base.kinds.get(view.kind));
                if let Some(kind) = kind {
                    found.push((base.id(row)?, *kind, slots::field(key)));
                }
                Ok(())
            })?;
        }
        sources.delta.find(Map::Ref, &first, &last, &mut |key, row| {
            let entry = sources.delta.row(row);
            found.extend(entry.map(|entry| (entry.id, entry.kind, slots::field(key))));
            Ok(())
        })?;
        found.sort_unstable();
        Ok(found)
    }

    /// Active records and all records, by type.
    pub fn counts(&self) -> Vec<(Kind, u64, u64)> {
        self.counts.iter().map(|(kind, (active, all))| (*kind, *active, *all)).collect()
    }

    /// Keeps the delta as a file (small), by temporary file, sync, rename, folder sync.
    ///
    /// # Errors
    /// The disk.
    pub fn keep(&mut self, applied: &Applied) -> Result<(), Problem> {
        self.sources()?;
        disk::make_dir(&self.dir)?;
        // An index begun empty replaces whatever base stood there.
        if self.base.is_none() && disk::remove(&self.dir.join(base::NAME))? {
            disk::sync_dir(&self.dir)?;
        }
        self.delta.keep(&self.dir, self.base.as_ref().map(Base::mark), applied)
    }

    /// How many records the delta holds: merge when it is large.
    pub fn delta_len(&self) -> usize {
        self.delta.len()
    }

    /// Merges base and delta as streams into a new base file and takes it.
    ///
    /// # Errors
    /// The disk.
    pub fn merge(&mut self, applied: &Applied) -> Result<(), Problem> {
        self.sources()?;
        disk::make_dir(&self.dir)?;
        let mut writer = BaseWriter::new(&self.dir)?;
        let mut entries = self.delta.sorted().into_iter().peekable();
        if let Some(base) = &self.base {
            for view in base.rows() {
                let encoded = base.encoded(view.row)?;
                let doc: Doc =
                    codec::decode(&encoded).map_err(|problem| damaged(&problem.to_string()))?;
                if entries.peek().is_some() {
                    let order = order(&doc);
                    while let Some(entry) = entries.next_if(|entry| *entry.order < *order) {
                        writer.row(&entry.doc()?, entry.encoded())?;
                    }
                }
                writer.row(&doc, &encoded)?;
            }
        }
        for entry in entries {
            writer.row(&entry.doc()?, entry.encoded())?;
        }
        writer.finish(applied)?;
        self.take_base()?;
        disk::remove(&self.dir.join(delta::NAME))?;
        disk::sync_dir(&self.dir)
    }

    /// Opens the base file that stands in the folder, and empties the delta.
    fn take_base(&mut self) -> Result<(), Problem> {
        let (base, dictionary) = Base::open(&self.dir)?;
        self.counts.clear();
        for view in base.rows() {
            if let Some(kind) = base.kinds.get(view.kind) {
                count(&mut self.counts, *kind, view.active, true);
            }
        }
        self.base = Some(base);
        self.dictionary = dictionary;
        self.delta = Delta::default();
        Ok(())
    }

    fn take(&mut self, id: RecordId, doc: Option<&Doc>) -> Result<(), Problem> {
        if self.delta.holds(id) {
            if let Some(entry) = self.delta.remove(id)? {
                count(&mut self.counts, entry.kind, entry.active, false);
            }
        } else if let Some(base) = &mut self.base {
            let old = base.row_of(id)?.map(|view| (view.row, view.kind, view.active));
            if let Some((row, kind, active)) = old {
                if let Some(kind) = base.kinds.get(kind) {
                    count(&mut self.counts, *kind, active, false);
                }
                base.remove(row);
            }
        }
        match doc {
            Some(doc) => {
                self.delta.insert(doc, &mut self.dictionary)?;
                count(&mut self.counts, doc.kind, doc.active, true);
            }
            None if self.base.is_some() => self.delta.bury(id),
            None => {}
        }
        Ok(())
    }

    fn sources(&self) -> Result<Sources<'_>, Problem> {
        match &self.broken {
            Some(problem) => Err(problem.clone()),
            None => Ok(Sources {
                base: self.base.as_ref(),
                delta: &self.delta,
                dictionary: &self.dictionary,
            }),
        }
    }
}

/// Counts a record in, or out.
fn count(counts: &mut BTreeMap<Kind, (u64, u64)>, kind: Kind, active: bool, is_in: bool) {
    let (actives, all) = counts.entry(kind).or_default();
    let step = |number: &mut u64| {
        *number = if is_in { number.saturating_add(1) } else { number.saturating_sub(1) };
    };
    step(all);
    if active {
        step(actives);
    }
    if *all == 0 {
        counts.remove(&kind);
    }
}

/// What the building of a base holds of documents in memory.
const DOC_MEMORY: usize = 16 << 20;

/// Builds a base file from documents in one go (rebuild, first import).
///
/// # Errors
/// The disk, or what `docs` gives.
pub fn build(
    dir: &Path,
    docs: &mut dyn FnMut() -> Result<Option<Doc>, Problem>,
    applied: &Applied,
) -> Result<Index, Problem> {
    disk::make_dir(dir)?;
    let mut sorter = Sorter::new(&dir.join("docs.tmp"), DOC_MEMORY);
    while let Some(doc) = docs()? {
        let order = order(&doc);
        let len = u32::try_from(order.len()).unwrap_or(u32::MAX).to_le_bytes();
        sorter.push(&[&order, &codec::encode(&doc)?, &len])?;
    }
    let mut sorted = sorter.finish()?;
    let mut writer = BaseWriter::new(dir)?;
    let mut item = Vec::new();
    while sorted.next(&mut item)? {
        let encoded = item
            .split_last_chunk::<4>()
            .and_then(|(rest, len)| rest.get(usize::try_from(u32::from_le_bytes(*len)).ok()?..));
        let encoded = encoded.unwrap_or_default();
        let doc = codec::decode(encoded).map_err(|problem| damaged(&problem.to_string()))?;
        writer.row(&doc, encoded)?;
    }
    drop(sorted);
    writer.finish(applied)?;
    let mut index = Index::empty(dir);
    index.take_base()?;
    disk::remove(&dir.join(delta::NAME))?;
    disk::sync_dir(dir)?;
    Ok(index)
}

#[cfg(test)]
mod tests;
