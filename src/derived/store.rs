//! The sled store: trees `records` and `meta`, transactions only. The only file naming sled.
//!
//! sled 0.34.7 is never the truth here. Its `flush` is no fsync, damaged files make it panic or
//! open with rows missing, and an iterator can repeat one error for ever. So: every call into it
//! is caught; after the first panic the store answers with an error and sled is not asked again;
//! every value carries a crc over key and value; how far the journal is applied stands in every
//! transaction; and whatever is wrong, the answer is to make the store again.

mod files;
mod flush;
mod row;
mod seal;

pub use self::row::Row;
use super::{Applied, disk, quiet::caught};
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use crate::lang::errors::derived::{STORE_DAMAGED, STORE_STOPPED};
use seal::{opened, request_key, row, row_key, sealed};
use sled::transaction::{ConflictableTransactionResult, Transactional};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Stands while sled opens; still there at the next opening, it says that sled did not come back.
const MARKER: &str = "opening";
/// Not a limit (real memory is 3 to 6 times it), but sled's own default is 1 GiB.
const CACHE: u64 = 16 << 20;

const APPLIED: &[u8] = b"applied";
/// No id is beyond this one.
const LAST: RecordId = RecordId([u8::MAX; 16]);

/// What an opening found.
#[derive(Debug)]
pub enum Opening {
    /// Usable; replay from here. None: empty, replay everything.
    At(Store, Option<Applied>),
    /// To be made again in an empty folder, and why.
    Rebuild(String),
}

/// sled's handles.
struct Trees {
    records: sled::Tree,
    meta: sled::Tree,
    db: sled::Db,
}

/// The store.
pub struct Store {
    /// None only while being dropped.
    trees: Option<Trees>,
    /// Set by the first panic inside sled: it is not asked again.
    broken: AtomicBool,
    /// The types that have rows, each with an id that none of its rows is beyond: new ids grow, so
    /// that most records that are not there need not be looked for.
    kinds: Mutex<BTreeMap<u16, RecordId>>,
    /// Our own handle of sled's file, for a real sync.
    data: File,
    dir: PathBuf,
    _lock: File,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("dir", &self.dir).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens `dir` by the sequence of design §5: marker file, `*.generating` removed, panics
    /// caught, snapshots aside on an error, then `Rebuild`.
    ///
    /// # Errors
    /// The disk itself (permissions, read-only), or another process that has it open; damage is
    /// `Opening::Rebuild`.
    pub fn open(dir: &Path) -> Result<Opening, Problem> {
        disk::make_dir(dir)?;
        let lock = files::lock(dir)?;
        let marker = dir.join(MARKER);
        if marker.try_exists().map_err(disk::refused(&marker))? {
            return Ok(Opening::Rebuild("the last opening did not end".to_owned()));
        }
        disk::make_file(&marker)?;
        disk::sync_dir(dir)?;
        files::remove_unfinished(dir)?;
        let mut opened = attempt(dir);
        if matches!(opened, Err(Unopened::Damaged(_))) {
            files::set_snapshots_aside(dir)?;
            opened = attempt(dir);
        }
        let (trees, applied, kinds) = match opened {
            Ok(opened) => opened,
            // The marker stays: these files are never asked again.
            Err(Unopened::Damaged(why)) => return Ok(Opening::Rebuild(why)),
            Err(Unopened::Disk(cause)) => {
                disk::remove(&marker)?;
                return Err(disk::refused(dir)(cause));
            }
        };
        files::make_private(dir)?;
        let path = dir.join(files::DATA);
        let data =
            OpenOptions::new().read(true).write(true).open(&path).map_err(disk::refused(&path))?;
        let store = Self {
            trees: Some(trees),
            broken: AtomicBool::new(false),
            kinds: Mutex::new(kinds.into_iter().map(|kind| (kind, LAST)).collect()),
            data,
            dir: dir.to_owned(),
            _lock: lock,
        };
        disk::remove(&marker)?;
        disk::sync_dir(dir)?;
        Ok(Opening::At(store, applied))
    }

    /// The record, live or tombstone.
    ///
    /// # Errors
    /// A row whose crc or bytes are wrong, or sled.
    pub fn get(&self, kind: Kind, id: RecordId) -> Result<Option<Row>, Problem> {
        let key = row_key(kind, id);
        match self.ask(|trees| trees.records.get(key))? {
            Some(value) => row(&key, &value).map(Some),
            None => Ok(None),
        }
    }

    /// The record of whatever type.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn find(&self, id: RecordId) -> Result<Option<Row>, Problem> {
        for kind in self.kinds_of(id) {
            if let Some(row) = self.get(Kind(kind), id)? {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    /// Applies rows, remembered requests (request → first seq, last seq) and the new `Applied` in
    /// one sled transaction. Give it about 1,000 rows: of 50,000 it is no faster, and sled then
    /// takes 7 KB of memory a row.
    ///
    /// # Errors
    /// sled.
    pub fn apply(
        &self,
        rows: &[Row],
        requests: &[([u8; 16], u64, u64)],
        applied: &Applied,
    ) -> Result<(), Problem> {
        let mut records = Vec::with_capacity(rows.len());
        for row in rows {
            let key = row_key(row.record.kind, row.record.id);
            records.push((key, sealed(&key, row)?));
        }
        let mut meta = Vec::with_capacity(requests.len().saturating_add(1));
        for (id, first, last) in requests {
            let key = request_key(*id);
            meta.push((key.clone(), sealed(&key, &(*first, *last))?));
        }
        meta.push((APPLIED.to_vec(), sealed(APPLIED, applied)?));
        self.ask(|trees| {
            (&trees.records, &trees.meta)
                .transaction(|(into_records, into_meta)| {
                    for (key, value) in &records {
                        into_records.insert(&key[..], value.as_slice())?;
                    }
                    for (key, value) in &meta {
                        into_meta.insert(key.as_slice(), value.as_slice())?;
                    }
                    ConflictableTransactionResult::<(), std::convert::Infallible>::Ok(())
                })
                .map_err(|error| match error {
                    sled::transaction::TransactionError::Abort(never) => match never {},
                    sled::transaction::TransactionError::Storage(error) => error,
                })
        })?;
        let mut kinds = self.kinds.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for Row { record, .. } in rows {
            let last = kinds.entry(record.kind.0).or_insert(record.id);
            *last = record.id.max(*last);
        }
        Ok(())
    }

    /// The seqs a request made (first, last), if it was done.
    ///
    /// # Errors
    /// sled.
    pub fn request(&self, id: [u8; 16]) -> Result<Option<(u64, u64)>, Problem> {
        let key = request_key(id);
        match self.ask(|trees| trees.meta.get(&key))? {
            Some(value) => opened(&key, &value).map(Some),
            None => Ok(None),
        }
    }

    /// Every row of a type (None: of all), in key order; the first damaged row ends it with an
    /// error. `visit` returns false to stop.
    ///
    /// # Errors
    /// A damaged row, or sled.
    pub fn scan(
        &self,
        kind: Option<Kind>,
        visit: &mut dyn FnMut(Row) -> Result<bool, Problem>,
    ) -> Result<(), Problem> {
        let prefix = kind.map(|kind| kind.0.to_be_bytes().to_vec()).unwrap_or_default();
        let mut rows = self.ask(|trees| Ok(trees.records.scan_prefix(prefix)))?;
        // `?` ends it at the first error: sled's iterator would repeat that one for ever.
        while let Some((key, value)) = self.ask(|_| rows.next().transpose())? {
            if !visit(row(&key, &value)?)? {
                break;
            }
        }
        Ok(())
    }

    /// The ids of every row of a type, live or tombstone, in order; no row is read.
    ///
    /// # Errors
    /// A key that is none, or sled.
    pub fn ids(&self, kind: Kind) -> Result<Vec<RecordId>, Problem> {
        let prefix = kind.0.to_be_bytes();
        let mut keys = self.ask(|trees| Ok(trees.records.scan_prefix(prefix).keys()))?;
        let mut ids = Vec::new();
        while let Some(key) = self.ask(|_| keys.next().transpose())? {
            let id = key.get(prefix.len()..).and_then(|id| id.try_into().ok());
            ids.push(RecordId(id.ok_or_else(|| damaged("a key that is none"))?));
        }
        Ok(ids)
    }

    /// sled's flush, then `sync_data` on our own handle of its file.
    ///
    /// # Errors
    /// The disk.
    pub fn sync(&self) -> Result<(), Problem> {
        self.flush()?;
        self.data.sync_data().map_err(disk::refused(&self.dir))?;
        // Values too large for a page stand in files of their own, which sled does not sync.
        let blobs = self.dir.join("blobs");
        for entry in fs::read_dir(&blobs).map_err(disk::refused(&blobs))? {
            let path = entry.map_err(disk::refused(&blobs))?.path();
            File::open(&path).and_then(|blob| blob.sync_data()).map_err(disk::refused(&path))?;
        }
        disk::sync_dir(&blobs)?;
        disk::sync_dir(&self.dir)
    }

    /// The types that may have that record.
    fn kinds_of(&self, id: RecordId) -> Vec<u16> {
        let kinds = self.kinds.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        kinds.iter().filter(|(_, last)| id <= **last).map(|(kind, _)| *kind).collect()
    }

    /// One call into sled.
    fn ask<T>(&self, work: impl FnOnce(&Trees) -> sled::Result<T>) -> Result<T, Problem> {
        let trees = match &self.trees {
            Some(trees) if !self.broken.load(Ordering::Relaxed) => trees,
            _ => return Err(damaged("it failed before")),
        };
        self.judge(caught(|| work(trees)))
    }

    /// What came of a call into sled; after a panic it is asked nothing any more.
    fn judge<T>(&self, outcome: Result<sled::Result<T>, String>) -> Result<T, Problem> {
        match outcome {
            Ok(result) => result.map_err(|error| match Unopened::from(error) {
                Unopened::Disk(cause) => {
                    // sled hands on a copy that is worded for programmers.
                    let params = [self.dir.display().to_string(), cause.kind().to_string()];
                    Problem::new(&STORE_STOPPED, params)
                }
                Unopened::Damaged(why) => damaged(&why),
            }),
            Err(panic) => {
                self.broken.store(true, Ordering::Relaxed);
                Err(damaged(&panic))
            }
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let Some(trees) = self.trees.take() else { return };
        if self.broken.load(Ordering::Relaxed) {
            // Closing flushes, and a sled that panicked may wait for ever for what it lost.
            std::mem::forget(trees);
        } else {
            let _ = caught(move || drop(trees));
        }
    }
}

fn damaged(why: &str) -> Problem {
    Problem::new(&STORE_DAMAGED, [why])
}

/// Why sled did not open, or stopped.
enum Unopened {
    /// The disk, which another folder would not mend.
    Disk(std::io::Error),
    /// Damage.
    Damaged(String),
}

impl From<sled::Error> for Unopened {
    fn from(error: sled::Error) -> Self {
        use std::io::ErrorKind::{
            PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
        };
        match error {
            sled::Error::Io(cause)
                if matches!(
                    cause.kind(),
                    PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull
                ) =>
            {
                Self::Disk(cause)
            }
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// What an opening gives: the handles, how far the journal is applied, the types with rows.
type Opened = (Trees, Option<Applied>, BTreeSet<u16>);

/// One try to open. Whatever was opened before an error is closed inside, where panics are caught.
fn attempt(dir: &Path) -> Result<Opened, Unopened> {
    caught(|| {
        let db = sled::Config::new()
            .path(dir)
            .cache_capacity(CACHE)
            .use_compression(false)
            .flush_every_ms(None)
            .open()?;
        let trees = Trees { records: db.open_tree("records")?, meta: db.open_tree("meta")?, db };
        let applied = match trees.meta.get(APPLIED)? {
            Some(bytes) => Some(
                opened(APPLIED, &bytes)
                    .map_err(|problem| Unopened::Damaged(problem.to_string()))?,
            ),
            None => None,
        };
        let kinds = kinds_in(&trees.records)?;
        if applied.is_none() && !kinds.is_empty() {
            return Err(Unopened::Damaged("rows without a note of how far they go".to_owned()));
        }
        Ok((trees, applied, kinds))
    })
    .unwrap_or_else(|panic| Err(Unopened::Damaged(panic)))
}

/// The types that have rows, a seek each.
fn kinds_in(records: &sled::Tree) -> sled::Result<BTreeSet<u16>> {
    let mut kinds = BTreeSet::new();
    let mut from = Some(0u16);
    while let Some(first) = from {
        let next = records.range(first.to_be_bytes()..).next().transpose()?;
        let kind =
            next.and_then(|(key, _)| key.first_chunk::<2>().copied()).map(u16::from_be_bytes);
        kinds.extend(kind);
        from = kind.and_then(|kind| kind.checked_add(1));
    }
    Ok(kinds)
}

#[cfg(test)]
mod tests;
