//! Sorts more byte strings than memory should hold: sorted runs in a file without a name, merged.

use crate::derived::disk;
use crate::lang::Problem;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// Bytes read of a run at a time.
const BLOCK: usize = 32 << 10;

/// Where an item lies, and its first eight bytes: most comparisons need no more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    head: u64,
    start: u32,
    end: u32,
}

/// Collects items.
pub(super) struct Sorter {
    path: PathBuf,
    limit: usize,
    bytes: Vec<u8>,
    places: Vec<Place>,
    file: Option<File>,
    runs: Vec<(u64, u64)>,
    written: u64,
}

impl Sorter {
    /// Holds at most about `limit` bytes; the rest goes to a file made at `path` and removed from
    /// its folder at once, so that no crash leaves names behind.
    pub(super) fn new(path: &Path, limit: usize) -> Self {
        Self {
            path: path.to_owned(),
            limit,
            bytes: Vec::new(),
            places: Vec::new(),
            file: None,
            runs: Vec::new(),
            written: 0,
        }
    }

    /// Takes an item.
    pub(super) fn push(&mut self, parts: &[&[u8]]) -> Result<(), Problem> {
        let start = self.bytes.len();
        parts.iter().for_each(|part| self.bytes.extend_from_slice(part));
        let place = (u32::try_from(start), u32::try_from(self.bytes.len()));
        if let (Ok(start), Ok(end)) = place {
            let place = Place { head: 0, start, end };
            let mut head = [0; 8];
            head.iter_mut().zip(item(&self.bytes, place)).for_each(|(to, from)| *to = *from);
            self.places.push(Place { head: u64::from_be_bytes(head), ..place });
        }
        if self.bytes.len().saturating_add(self.places.len().saturating_mul(16)) >= self.limit {
            self.spill()?;
        }
        Ok(())
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        self.places.sort_unstable_by(|a, b| {
            a.head.cmp(&b.head).then_with(|| item(bytes, *a).cmp(item(bytes, *b)))
        });
    }

    fn spill(&mut self) -> Result<(), Problem> {
        self.sort();
        let file = match self.file.take() {
            Some(file) => file,
            None => disk::make_unnamed(&self.path)?,
        };
        let start = self.written;
        let mut out = BufWriter::with_capacity(BLOCK, &file);
        for place in &self.places {
            let item = item(&self.bytes, *place);
            let len = u32::try_from(item.len()).unwrap_or(u32::MAX);
            out.write_all(&len.to_le_bytes())
                .and_then(|()| out.write_all(item))
                .map_err(disk::refused(&self.path))?;
            self.written = self.written.saturating_add(u64::from(len)).saturating_add(4);
        }
        out.flush().map_err(disk::refused(&self.path))?;
        drop(out);
        self.file = Some(file);
        self.runs.push((start, self.written));
        self.bytes.clear();
        self.places.clear();
        Ok(())
    }

    /// The items in their order.
    pub(super) fn finish(mut self) -> Result<Sorted, Problem> {
        if self.runs.is_empty() {
            self.sort();
            self.places.reverse();
            return Ok(Sorted::Memory { bytes: self.bytes, places: self.places });
        }
        self.spill()?;
        // Given back before the merge takes memory of its own.
        drop(std::mem::take(&mut self.bytes));
        drop(std::mem::take(&mut self.places));
        let file =
            self.file.ok_or_else(|| disk::refused(&self.path)(io::ErrorKind::NotFound.into()))?;
        let mut merge = Merge { file, path: self.path, runs: Vec::new(), heap: BinaryHeap::new() };
        for (number, (at, end)) in self.runs.into_iter().enumerate() {
            merge.runs.push(Run { at, end, block: Vec::new(), read: 0 });
            merge.refill(number, Vec::new())?;
        }
        Ok(Sorted::Runs(merge))
    }
}

fn item(bytes: &[u8], place: Place) -> &[u8] {
    let (start, end) = (usize::try_from(place.start), usize::try_from(place.end));
    start.ok().zip(end.ok()).and_then(|(start, end)| bytes.get(start..end)).unwrap_or_default()
}

/// Items in their order.
pub(super) enum Sorted {
    /// All of them fitted into memory; the last place is the next item's.
    Memory {
        /// The items.
        bytes: Vec<u8>,
        /// Where each lies.
        places: Vec<Place>,
    },
    /// Runs of a file.
    Runs(Merge),
}

impl Sorted {
    /// Puts the next item in `into`; false at the end.
    pub(super) fn next(&mut self, into: &mut Vec<u8>) -> Result<bool, Problem> {
        match self {
            Self::Memory { bytes, places } => {
                let Some(place) = places.pop() else { return Ok(false) };
                into.clear();
                into.extend_from_slice(item(bytes, place));
                Ok(true)
            }
            Self::Runs(merge) => merge.next(into),
        }
    }
}

/// Sorted runs being merged.
pub(super) struct Merge {
    file: File,
    path: PathBuf,
    runs: Vec<Run>,
    heap: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
}

struct Run {
    at: u64,
    end: u64,
    block: Vec<u8>,
    read: usize,
}

impl Merge {
    fn next(&mut self, into: &mut Vec<u8>) -> Result<bool, Problem> {
        let Some(Reverse((mut first, number))) = self.heap.pop() else { return Ok(false) };
        std::mem::swap(into, &mut first);
        self.refill(number, first)?;
        Ok(true)
    }

    /// Puts a run's next item on the heap, in `buffer`.
    fn refill(&mut self, number: usize, mut buffer: Vec<u8>) -> Result<(), Problem> {
        let Some(run) = self.runs.get_mut(number) else { return Ok(()) };
        let mut read = |into: &mut Vec<u8>, len: usize| {
            into.clear();
            while into.len() < len {
                if run.read >= run.block.len() {
                    let left = usize::try_from(run.end.saturating_sub(run.at)).unwrap_or(BLOCK);
                    run.block.resize(BLOCK.min(left), 0);
                    run.read = 0;
                    if run.block.is_empty() {
                        return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
                    }
                    self.file.read_exact_at(&mut run.block, run.at)?;
                    run.at = run.at.saturating_add(u64::try_from(run.block.len()).unwrap_or(0));
                }
                let want = len.saturating_sub(into.len());
                let rest = run.block.get(run.read..).unwrap_or_default();
                let now = rest.get(..want).unwrap_or(rest);
                into.extend_from_slice(now);
                run.read = run.read.saturating_add(now.len());
            }
            Ok(())
        };
        let mut head = Vec::with_capacity(4);
        match read(&mut head, 4) {
            Ok(()) => {}
            Err(cause) if head.is_empty() && cause.kind() == io::ErrorKind::UnexpectedEof => {
                return Ok(());
            }
            Err(cause) => return Err(disk::refused(&self.path)(cause)),
        }
        let len = head.first_chunk::<4>().map_or(0, |len| u32::from_le_bytes(*len));
        read(&mut buffer, usize::try_from(len).unwrap_or(0)).map_err(disk::refused(&self.path))?;
        self.heap.push(Reverse((buffer, number)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn everything_comes_out_sorted(
            mut items in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), 0..200),
            limit in 1usize..4_000,
        ) {
            let tmp = tempfile::tempdir().unwrap();
            let mut sorter = Sorter::new(&tmp.path().join("sort"), limit);
            for item in &items {
                let (a, b) = item.split_at(item.len() / 2);
                sorter.push(&[a, b]).unwrap();
            }
            prop_assert_eq!(std::fs::read_dir(tmp.path()).unwrap().count(), 0);
            let mut sorted = sorter.finish().unwrap();
            let mut out = Vec::new();
            let mut next = Vec::new();
            while sorted.next(&mut next).unwrap() {
                out.push(next.clone());
            }
            items.sort();
            prop_assert_eq!(out, items);
        }
    }
}
