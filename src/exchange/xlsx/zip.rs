//! A zip archive as a stream: nothing is held back and nothing is sought, whatever it is written to.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::{self, Error, ErrorKind, Write};

const LOCAL: u32 = 0x0403_4b50;
const DESCRIPTOR: u32 = 0x0807_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// What a reader must know: deflate.
const VERSION: u16 = 20;
/// Sizes and checksum stand behind the file.
const BEHIND: u16 = 1 << 3;
const DEFLATE: u16 = 8;
/// 1 January 1980, the first day there is: what is in a list must not tell when it was made.
const DAY: u16 = (1 << 5) | 1;

/// An archive that is being written, one file after the other.
pub(super) struct Zip<W: Write> {
    at: At<W>,
    files: Vec<Entry>,
}

enum At<W: Write> {
    Between(Counted<W>),
    In(Entry, DeflateEncoder<Counted<W>>),
    /// What it is written to failed.
    Broken,
}

struct Entry {
    name: &'static str,
    number: Option<usize>,
    begins: u64,
    /// Where its packed bytes begin.
    inside: u64,
    crc: Crc,
    read: u64,
    written: u64,
}

/// Counts what passes.
struct Counted<W> {
    out: W,
    count: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.count += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The format's numbers end there; what is larger is not written at all.
fn size(size: u64) -> io::Result<[u8; 4]> {
    let small = u32::try_from(size).map_err(|_| Error::new(ErrorKind::FileTooLarge, "> 4 GiB"))?;
    Ok(small.to_le_bytes())
}

impl Entry {
    fn path(&self) -> String {
        match self.number {
            Some(number) => self.name.replace('*', &number.to_string()),
            None => self.name.to_owned(),
        }
    }

    /// What both headers of a file say of it, from the flags on.
    fn about(&self, told: bool) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for half in [BEHIND, DEFLATE, 0, DAY] {
            bytes.extend(half.to_le_bytes());
        }
        let crc = if told { self.crc.sum() } else { 0 };
        bytes.extend(crc.to_le_bytes());
        bytes.extend(size(if told { self.written } else { 0 })?);
        bytes.extend(size(if told { self.read } else { 0 })?);
        let length = u16::try_from(self.path().len()).unwrap_or_default();
        bytes.extend(length.to_le_bytes());
        bytes.extend(0u16.to_le_bytes());
        Ok(bytes)
    }
}

impl<W: Write> Zip<W> {
    /// An empty one.
    pub(super) fn new(out: W) -> Self {
        Self { at: At::Between(Counted { out, count: 0 }), files: Vec::new() }
    }

    /// Begins a file; what is written from now on is in it. `*` in the name stands for the number.
    pub(super) fn begin(&mut self, name: &'static str, number: Option<usize>) -> io::Result<()> {
        let mut out = self.between()?;
        let crc = Crc::new();
        let begins = out.count;
        let mut entry = Entry { name, number, begins, inside: 0, crc, read: 0, written: 0 };
        out.write_all(&LOCAL.to_le_bytes())?;
        out.write_all(&VERSION.to_le_bytes())?;
        out.write_all(&entry.about(false)?)?;
        out.write_all(entry.path().as_bytes())?;
        entry.inside = out.count;
        self.at = At::In(entry, DeflateEncoder::new(out, Compression::fast()));
        Ok(())
    }

    /// Bytes of the file so far, before they are packed.
    pub(super) fn read(&self) -> u64 {
        match &self.at {
            At::In(entry, _) => entry.read,
            At::Between(_) | At::Broken => 0,
        }
    }

    /// Ends the archive.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let mut out = self.between()?;
        let begins = out.count;
        for entry in &self.files {
            out.write_all(&CENTRAL.to_le_bytes())?;
            out.write_all(&VERSION.to_le_bytes())?;
            out.write_all(&VERSION.to_le_bytes())?;
            out.write_all(&entry.about(true)?)?;
            // No comment, the first disk, nothing said of its kind and mode.
            out.write_all(&[0; 10])?;
            out.write_all(&size(entry.begins)?)?;
            out.write_all(entry.path().as_bytes())?;
        }
        let length = out.count - begins;
        let files = u16::try_from(self.files.len()).unwrap_or_default().to_le_bytes();
        out.write_all(&END.to_le_bytes())?;
        out.write_all(&[0; 4])?;
        out.write_all(&files)?;
        out.write_all(&files)?;
        out.write_all(&size(length)?)?;
        out.write_all(&size(begins)?)?;
        out.write_all(&[0; 2])?;
        Ok(out.out)
    }

    /// Ends the file that is being written, if one is.
    fn between(&mut self) -> io::Result<Counted<W>> {
        match std::mem::replace(&mut self.at, At::Broken) {
            At::Broken => Err(Error::other("an earlier part could not be written")),
            At::Between(out) => Ok(out),
            At::In(mut entry, packer) => {
                let mut out = packer.finish()?;
                entry.written = out.count - entry.inside;
                out.write_all(&DESCRIPTOR.to_le_bytes())?;
                out.write_all(&entry.crc.sum().to_le_bytes())?;
                out.write_all(&size(entry.written)?)?;
                out.write_all(&size(entry.read)?)?;
                self.files.push(entry);
                Ok(out)
            }
        }
    }
}

impl<W: Write> Write for Zip<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let At::In(entry, packer) = &mut self.at else {
            return Err(Error::other("no part is being written"));
        };
        let written = packer.write(bytes)?;
        entry.crc.update(bytes.get(..written).unwrap_or_default());
        entry.read += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
