//! The index: a base file, the delta on it, and how the two become one again.

use super::alike::{Look, Rank};
use super::base::Base;
use super::delta::{self, Delta};
use super::find::Sources;
use super::layout;
use super::slots::{self, Map};
use super::words::{Dictionary, Seen};
use super::{Doc, Found, Leaf, Query, Source, damaged, write};
use crate::derived::{Applied, disk};
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use crate::lang::errors::derived::DERIVED_STALE;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The search index.
#[derive(Debug)]
pub struct Index {
    dir: PathBuf,
    base: Option<Base>,
    delta: Delta,
    dictionary: Dictionary,
    /// Active records and all, by type.
    counts: BTreeMap<Kind, (u64, u64)>,
    /// In how many names of each type the syllables stand.
    seen: BTreeMap<Kind, Seen>,
    /// What was found damaged while taking a change in: the index is not to be asked again.
    broken: Option<Problem>,
}

impl Index {
    /// Opens the search file and its delta.
    ///
    /// # Errors
    /// Missing, stale or damaged: build it again.
    pub fn open(dir: &Path) -> Result<(Self, Applied), Problem> {
        for name in [layout::TMP, delta::TMP] {
            disk::remove(&dir.join(name))?;
        }
        let opened = Self::open_to_read(dir)?;
        // What a crash between putting a new base in place and removing the old delta left.
        if opened.0.base.is_some() && opened.0.delta.len() == 0 {
            disk::remove(&dir.join(delta::NAME))?;
        }
        Ok(opened)
    }

    /// Opens the search file and its delta, and leaves the folder as it is: for looking while
    /// somebody else may write there. What is opened stays as it was, whatever is merged meanwhile.
    ///
    /// # Errors
    /// As [`open`](Self::open); also where the two were replaced while being opened: try again.
    pub fn open_to_read(dir: &Path) -> Result<(Self, Applied), Problem> {
        let mut index = Self::empty(dir);
        if dir.join(layout::NAME).exists() {
            index.take_base()?;
        }
        let based = index.base.as_ref().map(|base| (base.mark(), base.applied));
        match (delta::read(dir)?, based) {
            (Some(kept), _) if kept.base == based.map(|(mark, _)| mark) => {
                for (id, doc) in kept.records {
                    index.take(id, doc.map(Leaf::new).transpose())?;
                }
                Ok((index, kept.applied))
            }
            // The delta of the base before: it is merged into this one.
            (Some(kept), Some((_, applied))) if kept.applied.seq <= applied.seq => {
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
            seen: BTreeMap::new(),
            broken: None,
        }
    }

    /// Takes a record's new state (None: deleted) into the delta. Should it be none that can be
    /// kept, or the base be found damaged meanwhile, every later question is answered with that.
    pub fn put(&mut self, id: RecordId, leaf: Result<Option<Leaf>, Problem>) {
        if self.broken.is_none() {
            self.broken = self.take(id, leaf).err();
        }
    }

    /// As [`put`](Self::put), of a record that never was there before.
    pub fn put_new(&mut self, leaf: Leaf) {
        if self.broken.is_none() {
            self.add(leaf);
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

    /// Whoever may be the person looked for, the nearest first, at most so many.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub fn alike(
        &self,
        look: &Look<'_>,
        rank: Rank<'_>,
        most: usize,
    ) -> Result<Vec<(u16, RecordId)>, Problem> {
        self.sources()?.alike(look, rank, most)
    }

    /// In how many names of a type a syllable without marks stands.
    pub fn standing(&self, kind: Kind, syllable: &str) -> u32 {
        self.seen.get(&kind).map_or(0, |seen| seen.of(syllable, &self.dictionary))
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
        if self.base.is_none() && disk::remove(&self.dir.join(layout::NAME))? {
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
        write::merge(&self.dir, self.base.as_ref(), &self.delta, &self.dictionary, applied)?;
        if let Err(problem) = self.take_base() {
            self.broken = Some(problem.clone());
            return Err(problem);
        }
        disk::remove(&self.dir.join(delta::NAME))?;
        disk::sync_dir(&self.dir)
    }

    /// Opens the base file that stands in the folder, and empties the delta.
    fn take_base(&mut self) -> Result<(), Problem> {
        // Given back before the new one takes as much memory.
        self.base = None;
        self.delta = Delta::default();
        let (base, dictionary) = Base::open(&self.dir)?;
        self.dictionary = dictionary;
        self.counts.clear();
        self.seen.clear();
        for view in base.rows() {
            if let Some(kind) = base.kinds.get(view.kind) {
                count(&mut self.counts, *kind, view.active, true);
                self.seen.entry(*kind).or_default().count(view.units, &self.dictionary, true);
            }
        }
        self.base = Some(base);
        Ok(())
    }

    fn take(&mut self, id: RecordId, leaf: Result<Option<Leaf>, Problem>) -> Result<(), Problem> {
        let leaf = leaf?;
        if self.delta.holds(id) {
            if let Some(entry) = self.delta.remove(id)? {
                count(&mut self.counts, entry.kind, entry.active, false);
                self.seen.entry(entry.kind).or_default().count(
                    &entry.units,
                    &self.dictionary,
                    false,
                );
            }
        } else if let Some(base) = &mut self.base {
            let old = base.row_of(id)?.map(|view| (view.row, view.kind, view.active));
            if let Some((row, kind, active)) = old {
                if let Some(kind) = base.kinds.get(kind) {
                    count(&mut self.counts, *kind, active, false);
                    let units = base.row(row).map_or(&[][..], |view| view.units);
                    self.seen.entry(*kind).or_default().count(units, &self.dictionary, false);
                }
                base.remove(row);
            }
        }
        match leaf {
            Some(leaf) => self.add(leaf),
            None if self.base.is_some() => self.delta.bury(id),
            None => {}
        }
        Ok(())
    }

    /// Takes in a record that is not there.
    fn add(&mut self, leaf: Leaf) {
        count(&mut self.counts, leaf.kind, leaf.active, true);
        let kind = leaf.kind;
        let units = self.delta.insert(leaf, &mut self.dictionary);
        self.seen.entry(kind).or_default().count(units, &self.dictionary, true);
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
    write::build(dir, docs, applied)?;
    let mut index = Index::empty(dir);
    index.take_base()?;
    disk::remove(&dir.join(delta::NAME))?;
    disk::sync_dir(dir)?;
    Ok(index)
}
