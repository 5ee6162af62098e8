//! The zip archive an xlsx or ods is: its parts by name, and each as a stream that counts what it
//! inflates to. Nothing the archive says about sizes is believed.

use super::file::{Range, Source, u16_at, u32_at, u64_at};
use super::limits::{
    INFLATED_FREELY, MAX_DIRECTORY, MAX_INFLATED, MAX_PARTS, MAX_PIECE, MAX_RATIO,
};
use crate::lang::errors::book as codes;
use crate::lang::{Code, Problem};
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufRead, BufReader, Read};

/// The end record with the longest comment.
const TAIL: u64 = 22 + 65_535;
const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

/// A part of the archive.
#[derive(Debug)]
struct Part {
    name: String,
    /// Where its local header begins.
    at: u64,
    packed: u64,
    method: u16,
    locked: bool,
    crc: u32,
}

/// An opened archive.
#[derive(Debug)]
pub(super) struct Package {
    pub(super) source: Source,
    parts: Vec<Part>,
}

/// What the end of the archive says of its directory.
struct Directory {
    entries: u64,
    len: u64,
    at: u64,
}

impl Package {
    /// Reads the directory.
    pub(super) fn open(source: Source) -> Result<Self, Problem> {
        let cut = || Problem::new(&codes::CUT_OFF, [source.name.clone()]);
        let directory = directory(&source)?.ok_or_else(cut)?;
        if directory.entries > MAX_PARTS || directory.len > MAX_DIRECTORY {
            let params = [source.name.clone(), MAX_PARTS.to_string()];
            return Err(Problem::new(&codes::TOO_MANY_PARTS, params));
        }
        let bytes = source.bytes(directory.at, directory.len)?;
        let mut parts = Vec::new();
        let mut at = 0;
        for _ in 0..directory.entries {
            let (part, next) = entry(&bytes, at).ok_or_else(cut)?;
            parts.push(part);
            at = next;
        }
        Ok(Self { source, parts })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.name.eq_ignore_ascii_case(name))
    }

    /// Whether a part's name ends so.
    pub(super) fn has_ending(&self, end: &str) -> bool {
        self.parts.iter().any(|part| part.name.ends_with(end))
    }

    /// A part as a stream; None where there is none of that name.
    pub(super) fn part(&self, name: &str) -> Result<Option<Flow<'_>>, Problem> {
        let found = self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name));
        let Some(part) = found else {
            return Ok(None);
        };
        if part.locked {
            return Err(Problem::new(&codes::ENCRYPTED, [self.source.name.clone()]));
        }
        let damaged = || self.damaged(name);
        let header = self.source.bytes(part.at, 30)?;
        if !header.starts_with(LOCAL) {
            return Err(damaged());
        }
        let name_len = u64::from(u16_at(&header, 26).ok_or_else(damaged)?);
        let extra_len = u64::from(u16_at(&header, 28).ok_or_else(damaged)?);
        let packed = BufReader::with_capacity(
            32 * 1024,
            self.source.range(part.at.saturating_add(30 + name_len + extra_len), part.packed),
        );
        let inner = match part.method {
            0 => Inner::Stored(packed),
            8 => Inner::Deflated(BufReader::with_capacity(64 * 1024, DeflateDecoder::new(packed))),
            _ => return Err(damaged()),
        };
        Ok(Some(Flow {
            inner,
            name: name.to_owned(),
            book: self.source.name.clone(),
            packed: part.packed,
            expected: part.crc,
            crc: Crc::new(),
            out: 0,
            piece: 0,
            stopped: None,
        }))
    }

    /// A part that must be there, as a stream.
    pub(super) fn need(&self, name: &str) -> Result<Flow<'_>, Problem> {
        self.part(name)?.ok_or_else(|| self.damaged(name))
    }

    /// A part is missing or is no sense.
    pub(super) fn damaged(&self, part: &str) -> Problem {
        Problem::new(&codes::DAMAGED, [self.source.name.clone(), part.to_owned()])
    }
}

fn directory(source: &Source) -> Result<Option<Directory>, Problem> {
    let start = source.len.saturating_sub(TAIL);
    let tail = source.bytes(start, TAIL)?;
    let mut places = (0..tail.len().saturating_sub(21)).rev();
    let Some(end) = places.find(|at| tail.get(*at..*at + 4) == Some(END)) else {
        return Ok(None);
    };
    let small = || {
        Some(Directory {
            entries: u64::from(u16_at(&tail, end + 10)?),
            len: u64::from(u32_at(&tail, end + 12)?),
            at: u64::from(u32_at(&tail, end + 16)?),
        })
    };
    let Some(mut found) = small() else {
        return Ok(None);
    };
    let saturated = found.entries == 0xFFFF || found.len == 0xFFFF_FFFF || found.at == 0xFFFF_FFFF;
    let locator = end.checked_sub(20).filter(|at| tail.get(*at..*at + 4) == Some(b"PK\x06\x07"));
    if let (true, Some(locator)) = (saturated, locator) {
        let record = source.bytes(u64_at(&tail, locator + 8).unwrap_or(u64::MAX), 56)?;
        let large = || {
            Some(Directory {
                entries: u64_at(&record, 32)?,
                len: u64_at(&record, 40)?,
                at: u64_at(&record, 48)?,
            })
        };
        let Some(large) = large().filter(|_| record.starts_with(b"PK\x06\x06")) else {
            return Ok(None);
        };
        found = large;
    }
    let inside = found.at.checked_add(found.len).is_some_and(|end| end <= source.len);
    Ok(inside.then_some(found))
}

/// An entry of the directory, and where the next begins.
fn entry(bytes: &[u8], at: usize) -> Option<(Part, usize)> {
    if bytes.get(at..at + 4)? != ENTRY {
        return None;
    }
    let name_len = usize::from(u16_at(bytes, at + 28)?);
    let extra_len = usize::from(u16_at(bytes, at + 30)?);
    let comment_len = usize::from(u16_at(bytes, at + 32)?);
    let name = bytes.get(at + 46..at + 46 + name_len)?;
    let extra = bytes.get(at + 46 + name_len..at + 46 + name_len + extra_len)?;
    let unpacked = u32_at(bytes, at + 24)?;
    let mut packed = u64::from(u32_at(bytes, at + 20)?);
    let mut start = u64::from(u32_at(bytes, at + 42)?);
    // Large archives keep the numbers that do not fit in an extra field, in this order.
    let mut wide = wide_field(extra).unwrap_or_default();
    if unpacked == u32::MAX {
        wide = wide.get(8..).unwrap_or_default();
    }
    for number in [&mut packed, &mut start] {
        if *number == u64::from(u32::MAX) {
            *number = u64_at(wide, 0)?;
            wide = wide.get(8..).unwrap_or_default();
        }
    }
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    let part = Part {
        name: name.trim_start_matches('/').to_owned(),
        at: start,
        packed,
        method: u16_at(bytes, at + 10)?,
        locked: u16_at(bytes, at + 8)? & 1 == 1,
        crc: u32_at(bytes, at + 16)?,
    };
    Some((part, at + 46 + name_len + extra_len + comment_len))
}

fn wide_field(mut extra: &[u8]) -> Option<&[u8]> {
    loop {
        let id = u16_at(extra, 0)?;
        let len = usize::from(u16_at(extra, 2)?);
        let data = extra.get(4..4 + len)?;
        if id == 1 {
            return Some(data);
        }
        extra = extra.get(4 + len..)?;
    }
}

#[derive(Debug)]
enum Inner<'a> {
    Stored(BufReader<Range<'a>>),
    Deflated(BufReader<DeflateDecoder<BufReader<Range<'a>>>>),
}

impl Inner<'_> {
    fn buffer(&mut self) -> &mut dyn BufRead {
        match self {
            Self::Stored(reader) => reader,
            Self::Deflated(reader) => reader,
        }
    }
}

/// A part as it inflates: stops where it grows beyond reason, or where a single piece of it does.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    inner: Inner<'a>,
    name: String,
    book: String,
    packed: u64,
    expected: u32,
    crc: Crc,
    out: u64,
    piece: usize,
    stopped: Option<&'static Code>,
}

impl Flow<'_> {
    /// A piece (a tag, a text) was read; the next begins.
    pub(super) fn next_piece(&mut self) {
        self.piece = 0;
    }

    /// Why it stopped; what the library that reads from it said is of no use to anyone.
    pub(super) fn problem(&self) -> Problem {
        let code = self.stopped.unwrap_or(&codes::DAMAGED);
        Problem::new(code, [self.book.clone(), self.name.clone()])
    }

    /// Its name in the archive.
    pub(super) fn said(&self, code: &'static Code) -> Problem {
        Problem::new(code, [self.book.clone(), self.name.clone()])
    }

    fn stop(&mut self, code: &'static Code) -> io::Error {
        self.stopped = Some(code);
        io::Error::other(code.name)
    }
}

impl Read for Flow<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let buffer = self.fill_buf()?;
        let most = buffer.len().min(into.len());
        for (to, from) in into.iter_mut().zip(buffer) {
            *to = *from;
        }
        self.consume(most);
        Ok(most)
    }
}

impl BufRead for Flow<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.piece > MAX_PIECE {
            return Err(self.stop(&codes::TOO_DEEP));
        }
        let swollen = self.out > INFLATED_FREELY && self.out / MAX_RATIO > self.packed;
        if swollen || self.out > MAX_INFLATED {
            return Err(self.stop(&codes::INFLATES));
        }
        let empty = self.inner.buffer().fill_buf()?.is_empty();
        if empty && self.crc.sum() != self.expected {
            return Err(self.stop(&codes::DAMAGED));
        }
        self.inner.buffer().fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        if let Ok(buffer) = self.inner.buffer().fill_buf() {
            self.crc.update(buffer.get(..bytes).unwrap_or_default());
        }
        self.out += bytes as u64;
        self.piece += bytes;
        self.inner.buffer().consume(bytes);
    }
}
