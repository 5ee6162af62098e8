//! Sealed files: a bundle encrypted with age to one recipient, and opened into a private file that is
//! there only once its last byte proved good. Other kinds of recipient (passphrases above all, whose
//! work the sender chooses) are refused before any work is done.

use super::book::file::Source;
use super::bundle;
use super::post::{begin_part, sync_folder};
use super::rejects::{private, unreadable, unwritable};
use crate::lang::errors::sealed as codes;
use crate::lang::{Code, Problem};
use crate::text::clean::shown;
use crate::trust::{AgeIdentity, AgeKey};
use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// How a sealed file begins.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// Its header is no longer, in bytes.
const HEADER: u64 = 8 * 1024;
/// Recipients in it, at most.
const STANZAS: usize = 16;
/// What may follow an arrow: the kind that is taken, and what age itself puts there to be passed over.
const TAKEN: &str = "X25519";
const GREASE: &str = "-grease";
/// A tag for every so many bytes.
const CHUNK: u64 = 64 * 1024;
const TAG: u64 = 16;
/// How the names of opened files begin.
const SPOOLED: &str = "opened-";
/// How many names are tried.
const NAMES: u32 = 10_000;

/// A file that was opened: private, locked, gone when this is dropped.
#[derive(Debug)]
pub struct Spooled {
    path: PathBuf,
    /// What messages are to call it.
    name: String,
    lock: File,
}

impl Spooled {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A problem of what was opened, told of the file that came.
    pub fn told_of(&self, mut problem: Problem) -> Problem {
        let own = self.path.file_name().map(|name| name.to_string_lossy().into_owned());
        for param in problem.params.iter_mut().filter(|param| Some(&**param) == own.as_ref()) {
            param.clone_from(&self.name);
        }
        problem
    }
}

impl Drop for Spooled {
    fn drop(&mut self) {
        // What cannot be removed now is at the next opening: see `sweep`.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Whether a file is sealed, or is called as if it were.
///
/// # Errors
/// It cannot be read.
pub fn is_sealed(file: &Path) -> Result<bool, Problem> {
    let begins = Source::open(file)?.bytes(0, MAGIC.len() as u64)?;
    Ok(begins == MAGIC || file.extension().is_some_and(|ending| ending == "age"))
}

/// Seals a file for that recipient. What stood at `out` is replaced once the new one is whole.
///
/// # Errors
/// The file cannot be read, the disk, no random bytes.
pub fn seal(plain: &Path, to: &AgeKey, out: &Path) -> Result<(), Problem> {
    let mut from = File::open(plain).map_err(|error| unreadable(plain, &error))?;
    let fail = |error: io::Error| unwritable(out, &error);
    let (part, file) = begin_part(out).map_err(fail)?;
    let mut write = || -> io::Result<()> {
        let recipient: &dyn Recipient = to.key();
        let sealing = Encryptor::with_recipients(std::iter::once(recipient));
        let sealing = sealing.map_err(|_| io::Error::other("age"))?;
        let mut sealing = sealing.wrap_output(BufWriter::new(&file))?;
        io::copy(&mut from, &mut sealing)?;
        sealing.finish()?.flush()?;
        file.sync_all()?;
        std::fs::rename(&part, out)?;
        sync_folder(out)
    };
    write().map_err(|error| {
        let _ = std::fs::remove_file(&part);
        fail(error)
    })
}

/// Opens a sealed file into that folder, which is made where there is none.
///
/// # Errors
/// `sealed_too_large`, `sealed_header`, `sealed_many`, `sealed_kind`, `sealed_not_ours`,
/// `sealed_damaged`; the disk.
pub fn unseal(file: &Path, spool: &Path, with: &[AgeIdentity]) -> Result<Spooled, Problem> {
    let source = Source::open(file)?;
    let says = |code| Problem::new(code, [source.name.clone()]);
    if source.len > most() {
        let mb = (bundle::MOST_BYTES >> 20).to_string();
        return Err(Problem::new(&codes::TOO_LARGE, [source.name.clone(), mb]));
    }
    header(&source)?;
    let failed = |error: DecryptError| match error {
        DecryptError::Io(error) if error.kind() != ErrorKind::UnexpectedEof => {
            source.unreadable(&error)
        }
        error => says(code_of(&error)),
    };
    let reader = BufReader::new(source.range(0, source.len));
    let sealed = Decryptor::new_buffered(reader).map_err(failed)?;
    let keys = with.iter().map(|own| own.key() as &dyn Identity);
    let plain = sealed.decrypt(keys).map_err(failed)?;
    let (spooled, to) = place(spool, &source.name)?;
    let mut plain = Told { from: plain, failed: false };
    let copied = io::copy(&mut plain.by_ref().take(bundle::MOST_BYTES + 1), &mut &to);
    match copied {
        Ok(bytes) if bytes > bundle::MOST_BYTES => {
            let mb = (bundle::MOST_BYTES >> 20).to_string();
            Err(Problem::new(&codes::TOO_LARGE, [source.name.clone(), mb]))
        }
        Ok(_) => Ok(spooled),
        Err(_) if plain.failed => Err(says(&codes::DAMAGED)),
        Err(error) => Err(unwritable(&spooled.path, &error)),
    }
}

/// A stream that remembers that it was the one that failed.
struct Told<R> {
    from: R,
    failed: bool,
}

impl<R: Read> Read for Told<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into);
        self.failed |= read.as_ref().is_err_and(|error| error.kind() != ErrorKind::Interrupted);
        read
    }
}

/// A sealed file's bytes, at most.
fn most() -> u64 {
    let chunks = bundle::MOST_BYTES.div_ceil(CHUNK);
    HEADER + TAG + bundle::MOST_BYTES + chunks * TAG
}

fn code_of(error: &DecryptError) -> &'static Code {
    match error {
        DecryptError::NoMatchingKeys => &codes::NOT_OURS,
        DecryptError::InvalidHeader | DecryptError::UnknownFormat => &codes::HEADER,
        _ => &codes::DAMAGED,
    }
}

/// Holds a header to what is taken, line by line, before anything is computed from it.
fn header(source: &Source) -> Result<(), Problem> {
    let says = |code| Err(Problem::new(code, [source.name.clone()]));
    let begins = source.bytes(0, HEADER.min(source.len))?;
    let Some(lines) = begins.strip_prefix(MAGIC) else { return says(&codes::HEADER) };
    let mut stanzas = 0;
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        if !line.ends_with(b"\n") {
            break;
        }
        if line.starts_with(b"--- ") {
            return Ok(());
        }
        let Some(kind) = line.strip_prefix(b"-> ") else { continue };
        stanzas += 1;
        if stanzas > STANZAS {
            return says(&codes::MANY);
        }
        let kind = String::from_utf8_lossy(kind);
        let kind = kind.split_whitespace().next().unwrap_or_default();
        if kind != TAKEN && !kind.ends_with(GREASE) {
            let kind: String = shown(kind).chars().take(40).collect();
            return Err(Problem::new(&codes::KIND, [source.name.clone(), kind]));
        }
    }
    says(if source.len > HEADER { &codes::MANY } else { &codes::HEADER })
}

/// A new private file in that folder.
fn place(spool: &Path, name: &str) -> Result<(Spooled, File), Problem> {
    let fail = |error: io::Error| unwritable(spool, &error);
    DirBuilder::new().mode(0o700).recursive(true).create(spool).map_err(fail)?;
    sweep(spool);
    for n in 0..NAMES {
        let path = spool.join(format!("{SPOOLED}{}-{n}", std::process::id()));
        match private(OpenOptions::new().write(true).create_new(true)).open(&path) {
            Ok(file) => {
                let to = file.try_clone().map_err(fail)?;
                let spooled = Spooled { path, name: name.to_owned(), lock: file };
                spooled.lock.try_lock().map_err(|error| fail(error.into()))?;
                return Ok((spooled, to));
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(fail(error)),
        }
    }
    Err(fail(ErrorKind::AlreadyExists.into()))
}

/// Removes what a killed process left open there. One that is being made is empty or locked.
fn sweep(spool: &Path) {
    for entry in std::fs::read_dir(spool).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(SPOOLED);
        let filled = entry.metadata().is_ok_and(|about| about.is_file() && about.len() > 0);
        let left = || File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if ours && filled && left() {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
#[path = "sealed_tests.rs"]
mod tests;
