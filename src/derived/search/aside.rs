//! A column of a file being written, put aside in a file without a name until its turn comes: a
//! column of a whole province is more than memory should hold.

use crate::derived::disk;
use crate::lang::Problem;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Bytes written and read at a time.
const BLOCK: usize = 32 << 10;

/// Items of one size.
pub(super) struct Aside {
    path: PathBuf,
    out: BufWriter<File>,
    items: u64,
}

impl Aside {
    /// None yet.
    pub(super) fn new(path: &Path) -> Result<Self, Problem> {
        let out = BufWriter::with_capacity(BLOCK, disk::make_unnamed(path)?);
        Ok(Self { path: path.to_owned(), out, items: 0 })
    }

    /// Takes an item.
    pub(super) fn push(&mut self, item: &[u8]) -> Result<(), Problem> {
        self.items = self.items.saturating_add(1);
        self.out.write_all(item).map_err(disk::refused(&self.path))
    }

    /// Gives all of them, of `N` bytes each, in the order in which they came.
    pub(super) fn each<const N: usize>(
        self,
        take: &mut dyn FnMut(&[u8]) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let path = &self.path;
        let mut file =
            self.out.into_inner().map_err(|error| disk::refused(path)(error.into_error()))?;
        file.rewind().map_err(disk::refused(path))?;
        let mut items = BufReader::with_capacity(BLOCK, file);
        let mut item = [0; N];
        for _ in 0..self.items {
            items.read_exact(&mut item).map_err(disk::refused(path))?;
            take(&item)?;
        }
        Ok(())
    }
}
