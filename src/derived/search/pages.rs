//! A file of pages, each with its own checksum, so that a single look-up proves what it reads.
//!
//! A page is 4096 bytes: 4092 of content and a crc32 over the file's mark, the page's number and
//! the content. Page 0 is the head: magic, version, oldest reader, mark, the table of sections and
//! a note of the owner's. A section is a run of pages holding items of one size; an item never
//! crosses a page (of size 1, it is a run of bytes).

mod writer;

pub(super) use writer::Writer;

use super::damaged;
use crate::derived::disk;
use crate::lang::Problem;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

const PAGE: usize = 4096;
const CONTENT: usize = PAGE - 4;
const MAGIC: &[u8; 8] = b"DSsearch";
/// Pages read at once where many are.
const RUN: usize = 64;

/// A file's own mark: random, in every page's checksum.
pub(super) type Mark = [u8; 16];

/// A run of pages with items of one size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    start: u64,
    /// Items.
    pub(super) len: u64,
    /// Bytes of an item.
    item: u32,
}

impl Section {
    fn item(&self) -> usize {
        usize::try_from(self.item).unwrap_or(usize::MAX)
    }

    /// Items in a page.
    pub(super) fn per_page(&self) -> u64 {
        u64::try_from(CONTENT.checked_div(self.item()).unwrap_or(1).max(1)).unwrap_or(1)
    }

    fn pages(&self) -> u64 {
        self.len.div_ceil(self.per_page())
    }
}

/// The checksum of a page.
fn crc(mark: &Mark, number: u64, content: &[u8]) -> [u8; 4] {
    let mut crc = crc32fast::Hasher::new();
    crc.update(mark);
    crc.update(&number.to_le_bytes());
    crc.update(content);
    crc.finalize().to_le_bytes()
}

/// A file to read.
#[derive(Debug)]
pub(super) struct Pages {
    file: File,
    path: PathBuf,
    mark: Mark,
    sections: Vec<Section>,
}

/// Takes numbers off the front of a head.
struct Head<'a>(&'a [u8]);

impl Head<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Problem> {
        let (bytes, rest) =
            self.0.split_first_chunk::<N>().ok_or_else(|| damaged("the head ends early"))?;
        self.0 = rest;
        Ok(*bytes)
    }
}

impl Pages {
    /// Opens a file whose oldest reader is at most `version`; its head's note.
    pub(super) fn open(path: &Path, version: u16) -> Result<(Self, Vec<u8>), Problem> {
        let file = File::open(path).map_err(disk::refused(path))?;
        let size = file.metadata().map_err(disk::refused(path))?.len();
        let mut page = [0u8; PAGE];
        file.read_exact_at(&mut page, 0).map_err(|cause| damaged(&cause.to_string()))?;
        let (content, sum) = page.split_at_checked(CONTENT).unwrap_or_default();
        let mut head = Head(content);
        if &head.take::<8>()? != MAGIC {
            return Err(damaged("not a search file"));
        }
        let written = u16::from_le_bytes(head.take()?);
        if u16::from_le_bytes(head.take()?) > version {
            return Err(damaged(&format!("written by a newer densach (format {written})")));
        }
        if sum != crc(&[0; 16], 0, content) {
            return Err(damaged("the head's checksum is wrong"));
        }
        let mark = head.take()?;
        let count = u64::from_le_bytes(head.take()?);
        let page = u64::try_from(PAGE).unwrap_or(u64::MAX);
        if count.checked_mul(page) != Some(size) {
            return Err(damaged("the file is shorter or longer than it says"));
        }
        let mut sections = Vec::new();
        let mut next = 1u64;
        for _ in 0..u8::from_le_bytes(head.take()?) {
            let section = Section {
                start: u64::from_le_bytes(head.take()?),
                len: u64::from_le_bytes(head.take()?),
                item: u32::from_le_bytes(head.take()?),
            };
            if section.start != next || section.item == 0 || section.item() > CONTENT {
                return Err(damaged("the table of sections is wrong"));
            }
            next = next.saturating_add(section.pages());
            sections.push(section);
        }
        if next != count {
            return Err(damaged("the table of sections is wrong"));
        }
        let len = usize::from(u16::from_le_bytes(head.take()?));
        let note = head.0.get(..len).ok_or_else(|| damaged("the head ends early"))?.to_vec();
        Ok((Self { file, path: path.to_owned(), mark, sections }, note))
    }

    /// The file's mark.
    pub(super) fn mark(&self) -> Mark {
        self.mark
    }

    /// The section of that number, which must hold items of that size.
    pub(super) fn section(&self, number: usize, item: usize) -> Result<Section, Problem> {
        match self.sections.get(number) {
            Some(section) if section.item() == item => Ok(*section),
            _ => Err(damaged("a section is missing")),
        }
    }

    /// Gives `visit` the items of a section's pages from that page on, a page at a time, until it
    /// returns false.
    pub(super) fn each_page(
        &self,
        section: &Section,
        from: u64,
        to: u64,
        visit: &mut dyn FnMut(&[u8]) -> Result<bool, Problem>,
    ) -> Result<(), Problem> {
        let to = to.min(section.pages());
        let mut run =
            vec![0u8; PAGE * RUN.min(usize::try_from(to.saturating_sub(from)).unwrap_or(RUN))];
        let mut page = from;
        while page < to {
            let pages = RUN.min(usize::try_from(to - page).unwrap_or(RUN));
            let bytes = run.get_mut(..pages * PAGE).unwrap_or_default();
            let first = section.start.saturating_add(page);
            let offset = first.saturating_mul(u64::try_from(PAGE).unwrap_or(u64::MAX));
            self.file.read_exact_at(bytes, offset).map_err(disk::refused(&self.path))?;
            for (number, bytes) in (first..).zip(bytes.chunks_exact(PAGE)) {
                let (content, sum) = bytes.split_at_checked(CONTENT).unwrap_or_default();
                if sum != crc(&self.mark, number, content) {
                    return Err(damaged(&format!("page {number}'s checksum is wrong")));
                }
                let before = page.saturating_mul(section.per_page());
                let items = section.len.saturating_sub(before).min(section.per_page());
                let used = usize::try_from(items).unwrap_or(0).saturating_mul(section.item());
                if !visit(content.get(..used).unwrap_or_default())? {
                    return Ok(());
                }
                page += 1;
            }
        }
        Ok(())
    }

    /// Items of a section, one behind the other.
    pub(super) fn items(
        &self,
        section: &Section,
        first: u64,
        count: u64,
    ) -> Result<Vec<u8>, Problem> {
        let end = first.checked_add(count).filter(|end| *end <= section.len);
        let end = end.ok_or_else(|| damaged("an offset points behind its section"))?;
        let per_page = section.per_page();
        let size = |items: u64| {
            usize::try_from(items).unwrap_or(usize::MAX).saturating_mul(section.item())
        };
        let mut items = Vec::with_capacity(size(count));
        let mut page = first / per_page;
        self.each_page(section, page, end.div_ceil(per_page), &mut |content| {
            let start = page.saturating_mul(per_page);
            let from = size(first.saturating_sub(start));
            let to = size(end.saturating_sub(start)).min(content.len());
            items.extend_from_slice(content.get(from..to).unwrap_or_default());
            page += 1;
            Ok(true)
        })?;
        Ok(items)
    }

    /// All of a section.
    pub(super) fn all(&self, section: &Section) -> Result<Vec<u8>, Problem> {
        self.items(section, 0, section.len)
    }
}

/// Single items of a section; of those that lie in one page, the page is read once.
pub(super) struct Near<'a> {
    pages: &'a Pages,
    section: Section,
    first: u64,
    items: Vec<u8>,
}

impl<'a> Near<'a> {
    /// Of that section.
    pub(super) fn new(pages: &'a Pages, section: Section) -> Self {
        Self { pages, section, first: 0, items: Vec::new() }
    }

    /// An item.
    pub(super) fn item(&mut self, number: u64) -> Result<&[u8], Problem> {
        let per_page = self.section.per_page();
        let first = number - number % per_page;
        if self.items.is_empty() || self.first != first {
            let count = self.section.len.saturating_sub(first).min(per_page);
            self.items = self.pages.items(&self.section, first, count)?;
            self.first = first;
        }
        let size = self.section.item();
        let at = usize::try_from(number % per_page).unwrap_or(usize::MAX).saturating_mul(size);
        let item = self.items.get(at..at.saturating_add(size));
        item.ok_or_else(|| damaged("an offset points behind its section"))
    }
}

/// A section read from its beginning on.
pub(super) struct Stream<'a> {
    pages: &'a Pages,
    section: Section,
    page: u64,
    bytes: Vec<u8>,
    at: usize,
}

impl<'a> Stream<'a> {
    /// From the first item.
    pub(super) fn new(pages: &'a Pages, section: Section) -> Self {
        Self { pages, section, page: 0, bytes: Vec::new(), at: 0 }
    }

    /// The next bytes.
    pub(super) fn take(&mut self, len: usize) -> Result<&[u8], Problem> {
        while self.bytes.len().saturating_sub(self.at) < len {
            if self.page >= self.section.pages() {
                return Err(damaged("an offset points behind its section"));
            }
            self.bytes.drain(..self.at.min(self.bytes.len()));
            self.at = 0;
            let to = self.page.saturating_add(u64::try_from(RUN).unwrap_or(1));
            let bytes = &mut self.bytes;
            self.pages.each_page(&self.section, self.page, to, &mut |content| {
                bytes.extend_from_slice(content);
                Ok(true)
            })?;
            self.page = to;
        }
        let start = self.at;
        self.at = start.saturating_add(len);
        Ok(self.bytes.get(start..self.at).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn write(path: &Path, items: &[[u8; 12]], bytes: &[u8]) {
        let mut writer = Writer::new(path, 1, [9; 16]).unwrap();
        writer.section(12).unwrap();
        for item in items {
            writer.item(item).unwrap();
        }
        writer.section(1).unwrap();
        let (first, second) = bytes.split_at(bytes.len() / 3);
        assert_eq!(writer.bytes(first).unwrap(), 0);
        assert_eq!(writer.bytes(second).unwrap(), first.len() as u64);
        writer.section(4).unwrap();
        writer.finish(b"note").unwrap();
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
        #[test]
        fn what_was_written_is_read(
            items in proptest::collection::vec(any::<[u8; 12]>(), 0..1200),
            bytes in proptest::collection::vec(any::<u8>(), 0..20_000),
            (a, b) in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let tmp = tempfile::tempdir().unwrap();
            let path = tmp.path().join("f");
            write(&path, &items, &bytes);
            let (pages, note) = Pages::open(&path, 1).unwrap();
            prop_assert_eq!(&note[..], b"note");
            let section = pages.section(0, 12).unwrap();
            prop_assert_eq!(pages.all(&section).unwrap(), items.concat());
            let section = pages.section(1, 1).unwrap();
            prop_assert_eq!(&pages.all(&section).unwrap(), &bytes);
            let (a, b) = (a.index(bytes.len() + 1), b.index(bytes.len() + 1));
            let (a, b) = (a.min(b), a.max(b));
            prop_assert_eq!(&pages.items(&section, a as u64, (b - a) as u64).unwrap(), &bytes[a..b]);
            prop_assert!(pages.items(&section, a as u64, bytes.len() as u64 + 1).is_err());
            let mut near = Near::new(&pages, section);
            for at in [b, a, a + 1, b] {
                prop_assert_eq!(near.item(at as u64).ok(), bytes.get(at..at + 1));
            }
            prop_assert!(pages.section(1, 4).is_err() && pages.section(3, 1).is_err());
        }
    }

    #[test]
    fn flipped_bits_and_cuts_are_found() {
        let tmp = tempfile::tempdir().unwrap();
        let path = tmp.path().join("f");
        write(&path, &[[5; 12]; 40], &[7; 4_500]);
        let whole = std::fs::read(&path).unwrap();
        let reads = || {
            let (pages, note) = Pages::open(&path, 1)?;
            assert_eq!(note, b"note");
            let items = pages.all(&pages.section(0, 12)?)?;
            Ok::<_, Problem>((items, pages.all(&pages.section(1, 1)?)?))
        };
        assert!(reads().is_ok());
        for at in (0..whole.len()).step_by(11) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (at % 8);
            std::fs::write(&path, bytes).unwrap();
            assert!(reads().is_err(), "byte {at}");
        }
        for len in (0..whole.len()).step_by(1_009) {
            std::fs::write(&path, &whole[..len]).unwrap();
            assert!(reads().is_err(), "cut to {len}");
        }
    }
}
