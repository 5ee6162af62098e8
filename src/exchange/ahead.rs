//! Rows read and parsed ahead of the door, on a thread of their own, in chunks.

use super::csv::Reader;
use super::heading::Heading;
use super::import::{Ahead, Plan};
use super::listed::Listed;
use super::rows::{Cells, Parsed};
use crate::lang::Problem;
use std::fs::File;
use std::sync::mpsc::SyncSender;

/// Rows of a chunk, at most.
pub(super) const CHUNK: usize = 1_000;
/// Bytes of a chunk's rows, about: a file of huge rows takes no more memory than one of small ones.
const CHUNK_BYTES: usize = 4 << 20;

/// What is being read.
pub(super) enum Reading {
    /// A file of rows.
    Rows(Box<Reader<File>>, Heading),
    /// Sheets of a book.
    Listed(Box<Listed>),
}

/// The chunk being put together, and where it goes.
struct Chunk {
    rows: Vec<Parsed>,
    bytes: usize,
    out: SyncSender<Ahead>,
}

impl Chunk {
    /// Adds a row; false: nobody takes rows any more.
    fn add(&mut self, parsed: Parsed, far: u64) -> bool {
        self.bytes += parsed.row.bytes();
        self.rows.push(parsed);
        (self.rows.len() < CHUNK && self.bytes < CHUNK_BYTES) || self.send(far)
    }

    fn send(&mut self, far: u64) -> bool {
        self.bytes = 0;
        let rows = std::mem::replace(&mut self.rows, Vec::with_capacity(CHUNK));
        self.out.send(Ok((rows, far))).is_ok()
    }
}

impl Reading {
    /// The names of the sheets, by their places; none of a file without sheets.
    pub(super) fn sheets(&self) -> Vec<String> {
        match self {
            Self::Rows(..) => Vec::new(),
            Self::Listed(listed) => {
                (0..listed.book.sheets().len()).map(|at| listed.sheet(at).to_owned()).collect()
            }
        }
    }

    /// Reads to the end, or until nobody takes the rows any more.
    pub(super) fn ahead(self, plan: &Plan<'_>, out: SyncSender<Ahead>) {
        let mut chunk = Chunk { rows: Vec::with_capacity(CHUNK), bytes: 0, out };
        let read = match self {
            Self::Rows(reader, heading) => rows(*reader, &heading, plan, &mut chunk),
            Self::Listed(listed) => sheets(&listed, plan, &mut chunk),
        };
        // Whoever waits for rows is told; whoever does not needs not know.
        let _ = match read {
            Ok(far) => chunk.out.send(Ok((chunk.rows, far))),
            Err(problem) => chunk.out.send(Err(problem)),
        };
    }
}

fn rows(
    mut reader: Reader<File>,
    heading: &Heading,
    plan: &Plan<'_>,
    chunk: &mut Chunk,
) -> Result<u64, Problem> {
    let mut cells = Cells::new(heading, plan.tables, plan.today);
    while let Some(next) = reader.next_row()? {
        if let Some(parsed) = cells.parse(next)
            && !chunk.add(parsed, reader.bytes_read())
        {
            break;
        }
    }
    Ok(reader.bytes_read())
}

fn sheets(listed: &Listed, plan: &Plan<'_>, chunk: &mut Chunk) -> Result<u64, Problem> {
    let mut far = 0;
    listed.each(plan, &mut |parsed| {
        far += 1;
        Ok(chunk.add(parsed, far))
    })?;
    Ok(far)
}
