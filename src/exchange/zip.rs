//! A zip archive as a stream: nothing is held back and nothing is sought, whatever it is written to.
//! Every byte of its headers follows from the files; who knows those can tell how they must look.

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

/// The bytes of a local header before the name, and of what stands behind a file.
pub(super) const LOCAL_BYTES: u64 = 30;
/// See [`LOCAL_BYTES`].
pub(super) const BEHIND_BYTES: u64 = 16;
/// The bytes of a central header before the name.
pub(super) const CENTRAL_BYTES: usize = 46;
/// The bytes of the end record.
pub(super) const END_BYTES: u64 = 22;

/// An archive that is being written, one file after the other.
pub(super) struct Zip<W: Write> {
    at: At<W>,
    files: Vec<Entry>,
}

enum At<W: Write> {
    Between(Counted<W>),
    In(Entry, Inside, DeflateEncoder<Counted<W>>),
    /// What it is written to failed.
    Broken,
}

/// A file of an archive, as its headers tell of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its path.
    pub(super) name: String,
    /// Where its local header begins.
    pub(super) begins: u64,
    /// Its checksum.
    pub(super) crc: u32,
    /// Its bytes in the archive.
    pub(super) packed: u64,
    /// Its bytes.
    pub(super) size: u64,
}

/// What is known of the file that is being written.
struct Inside {
    /// Where its packed bytes begin.
    begins: u64,
    crc: Crc,
    read: u64,
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
fn number(size: u64) -> io::Result<[u8; 4]> {
    let small = u32::try_from(size).map_err(|_| Error::new(ErrorKind::FileTooLarge, "> 4 GiB"))?;
    Ok(small.to_le_bytes())
}

impl Entry {
    /// The header before it.
    pub(super) fn local(&self) -> io::Result<Vec<u8>> {
        let mut bytes = LOCAL.to_le_bytes().to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(self.about([[0; 4]; 3]));
        bytes.extend(self.name.as_bytes());
        Ok(bytes)
    }

    /// What stands behind it.
    pub(super) fn behind(&self) -> io::Result<Vec<u8>> {
        let mut bytes = DESCRIPTOR.to_le_bytes().to_vec();
        bytes.extend(self.sums()?.as_flattened());
        Ok(bytes)
    }

    /// Its header in the directory.
    pub(super) fn central(&self) -> io::Result<Vec<u8>> {
        let mut bytes = CENTRAL.to_le_bytes().to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(self.about(self.sums()?));
        // No comment, the first disk, nothing said of its kind and mode.
        bytes.extend([0; 10]);
        bytes.extend(number(self.begins)?);
        bytes.extend(self.name.as_bytes());
        Ok(bytes)
    }

    fn sums(&self) -> io::Result<[[u8; 4]; 3]> {
        Ok([self.crc.to_le_bytes(), number(self.packed)?, number(self.size)?])
    }

    /// What both headers say of it, from the flags on.
    fn about(&self, sums: [[u8; 4]; 3]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for half in [BEHIND, DEFLATE, 0, DAY] {
            bytes.extend(half.to_le_bytes());
        }
        bytes.extend(sums.as_flattened());
        let length = u16::try_from(self.name.len()).unwrap_or_default();
        bytes.extend(length.to_le_bytes());
        bytes.extend(0u16.to_le_bytes());
        bytes
    }
}

/// The end record of an archive of so many files, whose directory begins there and is so long.
pub(super) fn end(files: usize, begins: u64, length: u64) -> io::Result<Vec<u8>> {
    let files = u16::try_from(files).unwrap_or_default().to_le_bytes();
    let mut bytes = END.to_le_bytes().to_vec();
    bytes.extend([0; 4]);
    bytes.extend(files);
    bytes.extend(files);
    bytes.extend(number(length)?);
    bytes.extend(number(begins)?);
    bytes.extend([0; 2]);
    Ok(bytes)
}

impl<W: Write> Zip<W> {
    /// An empty one.
    pub(super) fn new(out: W) -> Self {
        Self { at: At::Between(Counted { out, count: 0 }), files: Vec::new() }
    }

    /// Begins a file of that path; what is written from now on is in it.
    pub(super) fn begin(&mut self, name: impl Into<String>) -> io::Result<()> {
        let mut out = self.between()?;
        let entry = Entry { name: name.into(), begins: out.count, ..Entry::default() };
        out.write_all(&entry.local()?)?;
        let inside = Inside { begins: out.count, crc: Crc::new(), read: 0 };
        self.at = At::In(entry, inside, DeflateEncoder::new(out, Compression::fast()));
        Ok(())
    }

    /// Bytes of the file so far, before they are packed.
    pub(super) fn read(&self) -> u64 {
        match &self.at {
            At::In(_, inside, _) => inside.read,
            At::Between(_) | At::Broken => 0,
        }
    }

    /// Ends the archive.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let mut out = self.between()?;
        let begins = out.count;
        for entry in &self.files {
            out.write_all(&entry.central()?)?;
        }
        let length = out.count - begins;
        out.write_all(&end(self.files.len(), begins, length)?)?;
        Ok(out.out)
    }

    /// Ends the file that is being written, if one is.
    fn between(&mut self) -> io::Result<Counted<W>> {
        match std::mem::replace(&mut self.at, At::Broken) {
            At::Broken => Err(Error::other("an earlier part could not be written")),
            At::Between(out) => Ok(out),
            At::In(mut entry, inside, packer) => {
                let mut out = packer.finish()?;
                entry.packed = out.count - inside.begins;
                entry.crc = inside.crc.sum();
                entry.size = inside.read;
                out.write_all(&entry.behind()?)?;
                self.files.push(entry);
                Ok(out)
            }
        }
    }
}

impl<W: Write> Write for Zip<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let At::In(_, inside, packer) = &mut self.at else {
            return Err(Error::other("no part is being written"));
        };
        let written = packer.write(bytes)?;
        inside.crc.update(bytes.get(..written).unwrap_or_default());
        inside.read += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
