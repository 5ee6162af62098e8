//! The one file of a backup: a header, files with their lengths and digests, and a digest over
//! all of it at the end. Whole numbers are little-endian.
//!
//! | what | size |
//! |---|---|
//! | magic `densachB`, version 1, oldest reader 1, count of files, crc32 of these 16 bytes | 8+2+2+4+4 |
//! | each file: length of the name, length of the file, name, crc32 of these; the bytes; sha256 of the bytes | 2+8+n+4; m; 32 |
//! | magic `densachE`, sha256 of everything before it | 8+32 |

use crate::lang::errors::register as codes;
use crate::lang::{Problem, both};
use crate::register::files::io;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Component, Path};

const MAGIC: &[u8; 8] = b"densachB";
const END: &[u8; 8] = b"densachE";
/// The format, and the oldest program that may read it.
const VERSION: u16 = 1;
/// Bytes read at once.
const PIECE: usize = 1 << 16;
/// A name in a backup is no longer.
const NAME: usize = 255;
/// Folders a name may go through.
const DEPTH: usize = 4;

/// Writes a container.
pub(super) struct Writer<'f> {
    file: &'f mut File,
    path: &'f Path,
    whole: Sha256,
    pub(super) bytes: u64,
}

impl<'f> Writer<'f> {
    pub(super) fn begin(file: &'f mut File, path: &'f Path, files: usize) -> Result<Self, Problem> {
        let mut writer = Self { file, path, whole: Sha256::new(), bytes: 0 };
        let mut head = MAGIC.to_vec();
        head.extend_from_slice(&VERSION.to_le_bytes());
        head.extend_from_slice(&VERSION.to_le_bytes());
        head.extend_from_slice(&u32::try_from(files).unwrap_or(u32::MAX).to_le_bytes());
        head.extend_from_slice(&crc32fast::hash(&head).to_le_bytes());
        writer.put(&head)?;
        Ok(writer)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.whole.update(bytes);
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
        self.file.write_all(bytes).map_err(|error| io(self.path, &error))
    }

    /// Adds the first `length` bytes of `source`, which stands at `from`, under that name.
    pub(super) fn add(
        &mut self,
        name: &str,
        from: &Path,
        source: &mut dyn Read,
        length: u64,
        done: &mut dyn FnMut(u64),
    ) -> Result<(), Problem> {
        let mut head = u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes().to_vec();
        head.extend_from_slice(&length.to_le_bytes());
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(&crc32fast::hash(&head).to_le_bytes());
        self.put(&head)?;
        let mut digest = Sha256::new();
        let mut left = length;
        let mut piece = vec![0; PIECE];
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            let room = piece.get_mut(..most).unwrap_or_default();
            let read = source.read(room).map_err(|error| io(from, &error))?;
            if read == 0 {
                let short = std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
                return Err(io(from, &short));
            }
            let bytes = piece.get(..read).unwrap_or_default();
            digest.update(bytes);
            self.put(bytes)?;
            left = left.saturating_sub(read as u64);
            done(self.bytes);
        }
        self.put(&digest.finalize())
    }

    /// Ends the container and syncs it.
    pub(super) fn end(mut self) -> Result<u64, Problem> {
        self.put(END)?;
        let digest = std::mem::take(&mut self.whole).finalize();
        self.put(&digest)?;
        self.file.sync_all().map_err(|error| io(self.path, &error))?;
        Ok(self.bytes)
    }
}

/// Takes the files of a container, one after the other, in pieces; a digest is known to be right
/// only once the whole container is read.
pub(super) trait Sink {
    /// A file of that name begins.
    fn begin(&mut self, name: &str) -> Result<(), Problem>;
    /// More of it.
    fn piece(&mut self, bytes: &[u8]) -> Result<(), Problem>;
    /// It is whole.
    fn end(&mut self) -> Result<(), Problem>;
}

struct Reader<'p> {
    path: &'p Path,
    file: BufReader<File>,
    at: u64,
    length: u64,
    whole: Sha256,
}

/// Reads a container and proves it; the count of its files.
///
/// # Errors
/// No container, one of a later format, the first byte that is not as it should be, or the sink.
pub(super) fn read(
    path: &Path,
    sink: &mut dyn Sink,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<u64, Problem> {
    let file = File::open(path).map_err(|error| io(path, &error))?;
    let length = file.metadata().map_err(|error| io(path, &error))?.len();
    let mut reader =
        Reader { path, file: BufReader::new(file), at: 0, length, whole: Sha256::new() };
    let files = reader.head()?;
    for _ in 0..files {
        reader.file(sink, progress)?;
    }
    reader.end()?;
    Ok(u64::from(files))
}

impl Reader<'_> {
    fn bad(&self, what: &str) -> Problem {
        let params = [self.path.display().to_string(), self.at.to_string(), what.to_owned()];
        Problem::new(&codes::BACKUP_DAMAGED, params)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Problem> {
        if self.length.saturating_sub(self.at) < bytes.len() as u64 {
            return Err(self.bad(&both("tệp kết thúc quá sớm", "the file ends too early")));
        }
        self.file.read_exact(bytes).map_err(|error| io(self.path, &error))?;
        self.at = self.at.saturating_add(bytes.len() as u64);
        Ok(())
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Problem> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        self.whole.update(bytes);
        Ok(bytes)
    }

    fn head(&mut self) -> Result<u32, Problem> {
        let shown = self.path.display().to_string();
        let none = || Problem::new(&codes::NOT_A_BACKUP, [shown.clone()]);
        if self.length < 20 || self.array()? != *MAGIC {
            return Err(none());
        }
        let (version, oldest) =
            (u16::from_le_bytes(self.array()?), u16::from_le_bytes(self.array()?));
        let files = self.array::<4>()?;
        let mut head = MAGIC.to_vec();
        head.extend_from_slice(&version.to_le_bytes());
        head.extend_from_slice(&oldest.to_le_bytes());
        head.extend_from_slice(&files);
        if self.array()? != crc32fast::hash(&head).to_le_bytes() {
            return Err(self.bad(&both("phần đầu", "the header")));
        }
        if oldest > VERSION {
            return Err(Problem::new(&codes::NEWER_BACKUP, [shown, version.to_string()]));
        }
        Ok(u32::from_le_bytes(files))
    }

    fn file(
        &mut self,
        sink: &mut dyn Sink,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), Problem> {
        let (long, length) = (self.array::<2>()?, self.array::<8>()?);
        let mut name = vec![0; usize::from(u16::from_le_bytes(long)).min(NAME + 1)];
        self.fill(&mut name)?;
        self.whole.update(&name);
        let head = [&long[..], &length[..], &name[..]].concat();
        if self.array()? != crc32fast::hash(&head).to_le_bytes() {
            return Err(self.bad(&both("đầu của một tệp", "a file's header")));
        }
        let name = String::from_utf8(name).ok().filter(|name| is_inside(name));
        let name = name.ok_or_else(|| self.bad(&both("tên của một tệp", "a file's name")))?;
        sink.begin(&name)?;
        let mut digest = Sha256::new();
        let mut left = u64::from_le_bytes(length);
        let mut piece = vec![0; PIECE];
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            let room = piece.get_mut(..most).unwrap_or_default();
            self.fill(room)?;
            self.whole.update(&*room);
            digest.update(&*room);
            sink.piece(room)?;
            left = left.saturating_sub(most as u64);
            progress(self.at, self.length);
        }
        if self.array::<32>()? != <[u8; 32]>::from(digest.finalize()) {
            return Err(self.bad(&name));
        }
        sink.end()
    }

    fn end(&mut self) -> Result<(), Problem> {
        if self.array()? != *END {
            return Err(self.bad(&both("phần cuối", "the end")));
        }
        let whole = <[u8; 32]>::from(self.whole.clone().finalize());
        if self.array()? != whole || self.at != self.length {
            return Err(self.bad(&both("phần cuối", "the end")));
        }
        Ok(())
    }
}

/// Whether a name stays inside the folder it is put in.
fn is_inside(name: &str) -> bool {
    let path = Path::new(name);
    let mut count = 0;
    let plain = path.components().all(|part| {
        count += 1;
        matches!(part, Component::Normal(_))
    });
    plain && (1..=DEPTH).contains(&count) && name.len() <= NAME && !name.contains('\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside() {
        for good in ["register", "journal/00000001.seg", "keys/a/b/c"] {
            assert!(is_inside(good), "{good}");
        }
        for bad in ["", "/etc/passwd", "../x", "a/../../x", "a/b/c/d/e", "a\0b"] {
            assert!(!is_inside(bad), "{bad:?}");
        }
    }
}
