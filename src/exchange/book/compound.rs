//! The compound file an old xls is: streams in chains of sectors, which may not run in circles.

use super::file::{Source, u16_at, u32_at};
use crate::lang::errors::book as codes;
use crate::lang::{Code, Problem};

/// Above these a sector's number says that there is none.
const LAST: u32 = 0xFFFF_FFFA;
const HEADER: u64 = 512;
/// Streams that are looked at.
const MAX_STREAMS: usize = 10_000;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;

/// A stream of the file.
#[derive(Debug)]
struct Stream {
    name: String,
    start: u32,
    len: u64,
}

/// An opened compound file.
#[derive(Debug)]
pub(super) struct Compound<'a> {
    source: &'a Source,
    shift: u32,
    next: Vec<u32>,
    /// As `next`, of the small sectors that lie in the first entry's stream.
    small_next: Vec<u32>,
    small: Vec<u8>,
    streams: Vec<Stream>,
}

impl<'a> Compound<'a> {
    /// Reads where its streams are.
    pub(super) fn open(source: &'a Source) -> Result<Self, Problem> {
        let say = |code: &'static Code| Problem::new(code, [source.name.as_str(), "OLE"]);
        let header = source.bytes(0, HEADER)?;
        let field = |at| u32_at(&header, at).ok_or_else(|| say(&codes::CUT_OFF));
        let shift = u32::from(u16_at(&header, 30).ok_or_else(|| say(&codes::CUT_OFF))?);
        if !matches!(shift, 9 | 12) {
            return Err(say(&codes::DAMAGED));
        }
        let (streams, small) = (Vec::new(), Vec::new());
        let (next, small_next) = (Vec::new(), Vec::new());
        let mut file = Self { source, shift, next, small_next, small, streams };
        let tables = file.tables(&header, field(68)?)?;
        for table in tables {
            let bytes = file.sectors(table, 1)?;
            file.next.extend(numbers(&bytes));
        }
        let directory = file.chain(field(48)?)?;
        let mut root = None;
        for entry in directory.chunks_exact(ENTRY) {
            let kind = entry.get(66).copied().unwrap_or_default();
            let Some(stream) = stream(entry).filter(|_| matches!(kind, 2 | 5)) else {
                continue;
            };
            if kind == 5 {
                root = Some(stream.start);
            } else if file.streams.len() < MAX_STREAMS {
                file.streams.push(stream);
            }
        }
        file.small_next = numbers(&file.chain(field(60)?)?).collect();
        file.small = root.map_or(Ok(Vec::new()), |start| file.chain(start))?;
        Ok(file)
    }

    /// The sectors the table of sectors lies in: 109 of them are told in the header, others in
    /// sectors of their own.
    fn tables(&self, header: &[u8], mut more: u32) -> Result<Vec<u32>, Problem> {
        let most = (self.source.len >> self.shift) + 1;
        let mut tables: Vec<u32> = numbers(header.get(76..).unwrap_or_default()).collect();
        tables.retain(|sector| *sector < LAST);
        let mut steps = 0;
        while more < LAST {
            steps += 1;
            if steps > most || tables.len() as u64 > most {
                return Err(self.say(&codes::DAMAGED));
            }
            let mut inner: Vec<u32> = numbers(&self.sectors(more, 1)?).collect();
            more = inner.pop().unwrap_or(u32::MAX);
            tables.extend(inner.into_iter().filter(|sector| *sector < LAST));
        }
        // A table tells of 128 sectors or more; twice as many as the file has are a lie.
        if tables.len() as u64 > most / 64 + 128 {
            return Err(self.say(&codes::DAMAGED));
        }
        Ok(tables)
    }

    /// Whether there is a stream of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.streams.iter().any(|stream| stream.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream; None where there is none of that name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let found = self.streams.iter().find(|stream| stream.name.eq_ignore_ascii_case(name));
        let Some(stream) = found else {
            return Ok(None);
        };
        let mut bytes = if stream.len < 4096 && stream.len > 0 {
            self.small_chain(stream.start)?
        } else {
            self.chain(stream.start)?
        };
        bytes.truncate(usize::try_from(stream.len).unwrap_or(usize::MAX));
        Ok(Some(bytes))
    }

    /// The sectors of a chain, one behind the other.
    fn chain(&self, start: u32) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        let (mut first, mut run) = (start, 0_u32);
        let mut sector = start;
        let most = (self.source.len >> self.shift) + 1;
        let mut steps = 0;
        while sector < LAST {
            steps += 1;
            if steps > most {
                return Err(self.say(&codes::DAMAGED));
            }
            if first.checked_add(run) == Some(sector) {
                run += 1;
            } else {
                bytes.extend(self.sectors(first, run)?);
                (first, run) = (sector, 1);
            }
            let next = self.next.get(sector as usize);
            sector = *next.ok_or_else(|| self.say(&codes::DAMAGED))?;
        }
        if run > 0 {
            bytes.extend(self.sectors(first, run)?);
        }
        Ok(bytes)
    }

    fn small_chain(&self, start: u32) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        let mut sector = start;
        let mut steps = 0;
        while sector < LAST {
            steps += 1;
            let at = (sector as usize).saturating_mul(64);
            let part = self.small.get(at..at.saturating_add(64));
            let next = self.small_next.get(sector as usize);
            let (Some(part), Some(next)) = (part, next) else {
                return Err(self.say(&codes::DAMAGED));
            };
            if steps > self.small_next.len() {
                return Err(self.say(&codes::DAMAGED));
            }
            bytes.extend_from_slice(part);
            sector = *next;
        }
        Ok(bytes)
    }

    /// Sectors side by side. The very last of a file may be shorter.
    fn sectors(&self, first: u32, count: u32) -> Result<Vec<u8>, Problem> {
        let start = (u64::from(first) + 1) << self.shift;
        let len = u64::from(count) << self.shift;
        let last = start + len.saturating_sub(1 << self.shift);
        if last >= self.source.len {
            return Err(self.say(&codes::CUT_OFF));
        }
        self.source.bytes(start, len)
    }

    fn say(&self, code: &'static Code) -> Problem {
        Problem::new(code, [self.source.name.as_str(), "OLE"])
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0))
}

fn stream(entry: &[u8]) -> Option<Stream> {
    let len = usize::from(u16_at(entry, 64)?).saturating_sub(2).min(62);
    let units = entry.get(..len)?.chunks_exact(2).filter_map(|two| u16_at(two, 0));
    let name: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
    let (start, len) = (u32_at(entry, 116)?, u64::from(u32_at(entry, 120)?));
    Some(Stream { name, start, len })
}
