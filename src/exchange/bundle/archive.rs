//! The zip archive of a bundle, read to the letter: its headers are made again from what they tell,
//! and must be the same bytes.

use super::columns::{Place, SIGNATURE, places};
use super::limits;
use crate::exchange::book::file::{Source, u16_at, u32_at};
use crate::exchange::zip::{self, BEHIND_BYTES, CENTRAL_BYTES, END_BYTES, Entry, LOCAL_BYTES};
use crate::lang::errors::bundle as codes;
use crate::lang::{Code, Problem};
use crate::text::clean::shown;

/// What is too large for the format's numbers.
const SATURATED: [u32; 2] = [0xFFFF, u32::MAX];
/// The bits of the attributes that tell what a file is, and what a plain one has there.
const FILE_TYPE: u32 = 0xF000_0000;
const PLAIN: [u32; 2] = [0, 0x8000_0000];
const FOLDER: u32 = 0x10;

/// An archive whose headers are those of a bundle.
#[derive(Debug)]
pub(super) struct Archive {
    pub(super) source: Source,
    /// Its files: paths below the base folder are in [`Archive::files`].
    entries: Vec<Entry>,
    /// The base folder, with the slash behind it.
    pub(super) base: String,
}

/// What the end record tells.
struct End {
    count: usize,
    begins: u64,
    length: u64,
}

impl Archive {
    /// Reads the directory and every header.
    pub(super) fn open(source: Source) -> Result<Self, Problem> {
        let name = source.name.clone();
        if source.len > limits::FILE {
            let most = limits::FILE >> 20;
            return Err(Problem::new(&codes::TOO_LARGE, [name, most.to_string()]));
        }
        let end = end(&source)?;
        let directory = source.bytes(end.begins, end.length)?;
        let mut archive = Self { source, entries: Vec::new(), base: String::new() };
        let mut at = 0;
        for _ in 0..end.count {
            at = archive.entry(&directory, at)?;
        }
        if at != directory.len() {
            return Err(archive.says(&codes::COUNT, &[]));
        }
        archive.stand_side_by_side(end.begins)?;
        archive.are_those_of_a_bundle()?;
        archive.are_of_fair_size()?;
        Ok(archive)
    }

    /// A problem of this file.
    pub(super) fn says(&self, code: &'static Code, params: &[&str]) -> Problem {
        let params = params.iter().map(|param| shown(param));
        Problem::new(code, std::iter::once(self.source.name.clone()).chain(params))
    }

    /// The files, by their paths below the base folder.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &Entry)> {
        let below = |entry: &'_ Entry| entry.name.len().min(self.base.len());
        self.entries
            .iter()
            .map(move |entry| (entry.name.get(below(entry)..).unwrap_or_default(), entry))
    }

    /// The file of that path.
    pub(super) fn file(&self, path: &str) -> Option<&Entry> {
        self.files().find(|(at, _)| *at == path).map(|(_, entry)| entry)
    }

    /// Reads the directory's next header; where the one after it begins.
    fn entry(&mut self, directory: &[u8], at: usize) -> Result<usize, Problem> {
        let none = || self.says(&codes::COUNT, &[]);
        let half = |place| u16_at(directory, at + place).ok_or_else(none);
        let whole = |place| u32_at(directory, at + place).ok_or_else(none);
        let lengths = [half(28)?, half(30)?, half(32)?].map(usize::from);
        let end = at + CENTRAL_BYTES + lengths.iter().sum::<usize>();
        let bytes = directory.get(at..end).filter(|b| b.starts_with(b"PK\x01\x02"));
        let bytes = bytes.ok_or_else(none)?;
        let [length, ..] = lengths;
        let raw = bytes.get(CENTRAL_BYTES..CENTRAL_BYTES + length).ok_or_else(none)?;
        let name = String::from_utf8_lossy(raw).into_owned();
        if half(8)? & 1 == 1 {
            return Err(self.says(&codes::ENTRY_LOCKED, &[&name]));
        }
        let attributes = whole(38)?;
        let plain = PLAIN.contains(&(attributes & FILE_TYPE)) && attributes & FOLDER == 0;
        if !plain || name.ends_with('/') {
            return Err(self.says(&codes::ENTRY_LINK, &[&name]));
        }
        if leads_elsewhere(&name) {
            return Err(self.says(&codes::ENTRY_PATH, &[&name]));
        }
        let entry = Entry {
            name,
            begins: u64::from(whole(42)?),
            crc: whole(16)?,
            packed: u64::from(whole(20)?),
            size: u64::from(whole(24)?),
        };
        if [entry.begins, entry.packed, entry.size].contains(&u64::from(u32::MAX)) {
            return Err(self.says(&codes::ZIP64, &[]));
        }
        if entry.central().ok().as_deref() != Some(bytes) {
            return Err(self.says(&codes::HEADER, &[&entry.name]));
        }
        self.entries.push(entry);
        Ok(end)
    }

    /// Every file stands where the one before it ends, and is told of there as in the directory.
    fn stand_side_by_side(&self, directory: u64) -> Result<(), Problem> {
        let mut at = 0;
        for entry in &self.entries {
            if entry.begins != at {
                return Err(self.says(&codes::STRAY_BYTES, &[&entry.name]));
            }
            let inside = at + LOCAL_BYTES + entry.name.len() as u64;
            at = inside + entry.packed + BEHIND_BYTES;
            for (place, told) in
                [(entry.begins, entry.local()), (inside + entry.packed, entry.behind())]
            {
                let told = told.unwrap_or_default();
                if self.source.bytes(place, told.len() as u64)? != told {
                    return Err(self.says(&codes::LOCAL_DIFFERS, &[&entry.name]));
                }
            }
        }
        match at == directory {
            true => Ok(()),
            false => Err(self.says(&codes::STRAY_BYTES, &[""])),
        }
    }

    /// All files in one folder, each one that a bundle may hold, in order, none missing.
    fn are_those_of_a_bundle(&mut self) -> Result<(), Problem> {
        let mut seen: Vec<&str> = Vec::new();
        for entry in &self.entries {
            if seen.iter().any(|name| name.eq_ignore_ascii_case(&entry.name)) {
                return Err(self.says(&codes::ENTRY_TWICE, &[&entry.name]));
            }
            seen.push(&entry.name);
        }
        let first = self.entries.first().and_then(|entry| entry.name.split_once('/'));
        let base = first.map(|(base, _)| format!("{base}/")).unwrap_or_default();
        self.base = base;
        let places: Vec<(Place, String)> =
            places().into_iter().map(|place| (place, place.path())).collect();
        let mut last = None;
        for entry in &self.entries {
            let path = entry.name.strip_prefix(&self.base).filter(|_| !self.base.is_empty());
            let at = path.and_then(|path| places.iter().position(|(_, place)| place == path));
            let Some(at) = at else {
                return Err(self.says(&codes::ENTRY_UNKNOWN, &[&entry.name]));
            };
            if last.is_some_and(|last| last > at) {
                return Err(self.says(&codes::ENTRY_ORDER, &[&entry.name]));
            }
            last = Some(at);
        }
        for (place, path) in &places {
            if matches!(place, Place::Fixed(_)) && self.file(path).is_none() {
                let unsigned = path == SIGNATURE;
                let code = if unsigned { &codes::UNSIGNED } else { &codes::ENTRY_MISSING };
                return Err(self.says(code, &[path]));
            }
        }
        Ok(())
    }

    /// No file says that it is larger than it may be.
    fn are_of_fair_size(&self) -> Result<(), Problem> {
        let mut total = 0;
        for (path, entry) in self.files() {
            let most = limits::of(path);
            total += entry.size;
            if entry.size > most || total > limits::TOTAL {
                let mb = (entry.size >> 20).to_string();
                return Err(self.says(&codes::ENTRY_LARGE, &[&entry.name, &mb]));
            }
            if limits::swells(entry.size, entry.packed) {
                return Err(self.says(&codes::INFLATES, &[&entry.name]));
            }
        }
        Ok(())
    }
}

/// The end record, at the end of the file and with the directory right before it.
fn end(source: &Source) -> Result<End, Problem> {
    let says = |code| Problem::new(code, [source.name.clone(), String::new()]);
    let place = source.len.checked_sub(END_BYTES).ok_or_else(|| says(&codes::NOT_WHOLE))?;
    let bytes = source.bytes(place, END_BYTES)?;
    let half = |at| u16_at(&bytes, at).map(u32::from).unwrap_or_default();
    let whole = |at| u32_at(&bytes, at).unwrap_or_default();
    if !bytes.starts_with(b"PK\x05\x06") || half(20) != 0 {
        return Err(says(&codes::NOT_WHOLE));
    }
    let (count, length, begins) = (half(10), whole(12), whole(16));
    let locator = source.bytes(place.saturating_sub(20), 4)?;
    if [count, length, begins].iter().any(|n| SATURATED.contains(n)) || locator == b"PK\x06\x07" {
        return Err(says(&codes::ZIP64));
    }
    let most = limits::ENTRIES;
    if count > most {
        let params = [source.name.clone(), count.to_string(), most.to_string()];
        return Err(Problem::new(&codes::TOO_MANY, params));
    }
    let (count, begins, length) = (count as usize, u64::from(begins), u64::from(length));
    if begins + length != place {
        return Err(says(&codes::STRAY_BYTES));
    }
    let again = zip::end(count, begins, length).unwrap_or_default();
    if length > limits::DIRECTORY || again != bytes {
        return Err(says(&codes::COUNT));
    }
    Ok(End { count, begins, length })
}

/// Whether a path is more than names with slashes between them.
fn leads_elsewhere(path: &str) -> bool {
    let odd = |c: char| c == '\\' || c == ':' || c == '\u{fffd}' || c.is_control();
    path.contains(odd) || path.split('/').any(|part| matches!(part, "" | "." | ".."))
}
