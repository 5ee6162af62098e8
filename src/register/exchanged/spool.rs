//! Rows on their way between the door and a bundle: a file of its own that goes away. One side writes
//! all of it before the other reads, so that neither waits for a bundle's compression, and a bundle
//! of any size takes no memory.

use crate::derived::codec;
use crate::domain::carried::Table;
use crate::domain::{Carried, Kind};
use crate::lang::Problem;
use crate::lang::errors::queue::SPOOL;
use crate::register::files::{create_new, io};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes read or written at once.
const PIECE: usize = 1 << 16;

/// What stands in a spool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Item {
    /// Rows of this type come now.
    Table(Table),
    /// A row.
    Row(Box<Carried>),
}

/// A spool that is being written.
pub struct SpoolWriter {
    path: PathBuf,
    file: BufWriter<File>,
    piece: Vec<u8>,
    table: Option<Kind>,
    rows: u64,
}

impl SpoolWriter {
    /// Begins one.
    ///
    /// # Errors
    /// The file is there, or the disk.
    pub fn create(path: &Path) -> Result<Self, Problem> {
        let file = BufWriter::with_capacity(PIECE, create_new(path)?);
        Ok(Self { path: path.to_owned(), file, piece: Vec::new(), table: None, rows: 0 })
    }

    /// Rows of this type come now.
    ///
    /// # Errors
    /// The disk.
    pub fn table(&mut self, table: Table) -> Result<(), Problem> {
        self.table = Some(table.kind);
        self.item(&Item::Table(table))
    }

    /// The type whose rows come now.
    pub fn current(&self) -> Option<Kind> {
        self.table
    }

    /// Adds a row.
    ///
    /// # Errors
    /// The disk.
    pub fn put(&mut self, row: Carried) -> Result<(), Problem> {
        self.rows += 1;
        self.item(&Item::Row(Box::new(row)))
    }

    /// Ends it; how many rows there are.
    ///
    /// # Errors
    /// The disk.
    pub fn finish(mut self) -> Result<u64, Problem> {
        self.file.flush().map_err(|error| io(&self.path, &error))?;
        Ok(self.rows)
    }

    fn item(&mut self, item: &Item) -> Result<(), Problem> {
        self.piece.clear();
        codec::encode_to(item, &mut self.piece)?;
        let length = u32::try_from(self.piece.len()).unwrap_or(u32::MAX).to_le_bytes();
        let written = self.file.write_all(&length).and_then(|()| self.file.write_all(&self.piece));
        written.map_err(|error| io(&self.path, &error))
    }
}

/// A spool that is being read.
pub struct SpoolReader {
    path: PathBuf,
    file: BufReader<File>,
    piece: Vec<u8>,
}

impl SpoolReader {
    /// Opens one.
    ///
    /// # Errors
    /// The disk.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        let file = File::open(path).map_err(|error| io(path, &error))?;
        let file = BufReader::with_capacity(PIECE, file);
        Ok(Self { path: path.to_owned(), file, piece: Vec::new() })
    }

    /// What comes next; None at the end.
    ///
    /// # Errors
    /// It is not as it was written, or the disk.
    pub fn item(&mut self) -> Result<Option<Item>, Problem> {
        let mut length = [0; 4];
        match self.file.read_exact(&mut length) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
            read => read.map_err(|error| io(&self.path, &error))?,
        }
        let length = u32::from_le_bytes(length) as usize;
        if length > codec::LIMIT {
            return Err(Problem::new(&SPOOL, [self.path.display().to_string()]));
        }
        self.piece.resize(length, 0);
        self.file.read_exact(&mut self.piece).map_err(|error| io(&self.path, &error))?;
        codec::decode(&self.piece).map(Some)
    }
}
