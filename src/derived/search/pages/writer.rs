//! Writing a file of pages: sections one behind the other, the head last.

use super::{CONTENT, MAGIC, Mark, PAGE, RUN, Section, crc};
use crate::derived::disk;
use crate::derived::search::damaged;
use crate::lang::Problem;
use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file being written, section after section.
pub(crate) struct Writer {
    out: BufWriter<File>,
    path: PathBuf,
    mark: Mark,
    version: u16,
    page: Vec<u8>,
    number: u64,
    sections: Vec<Section>,
}

impl Writer {
    /// Begins a file at `path`.
    pub(crate) fn new(path: &Path, version: u16, mark: Mark) -> Result<Self, Problem> {
        let file = disk::make_file(path)?;
        let mut out = BufWriter::with_capacity(RUN * PAGE, file);
        out.write_all(&[0; PAGE]).map_err(disk::refused(path))?;
        Ok(Self {
            out,
            path: path.to_owned(),
            mark,
            version,
            page: Vec::with_capacity(PAGE),
            number: 1,
            sections: Vec::new(),
        })
    }

    /// Ends the section before, and begins one with items of that size; how many go on a page.
    pub(crate) fn section(&mut self, item: usize) -> Result<u64, Problem> {
        self.flush()?;
        let item = u32::try_from(item).unwrap_or(u32::MAX);
        let section = Section { start: self.number, len: 0, item };
        self.sections.push(section);
        Ok(section.per_page())
    }

    /// Appends an item.
    pub(crate) fn item(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        if self.page.len().saturating_add(bytes.len()) > CONTENT {
            self.flush()?;
        }
        self.page.extend_from_slice(bytes);
        self.count(1);
        Ok(())
    }

    /// Appends to a section of bytes; where it stands in the section.
    pub(crate) fn bytes(&mut self, mut bytes: &[u8]) -> Result<u64, Problem> {
        let at = self.sections.last().map_or(0, |section| section.len);
        self.count(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        while !bytes.is_empty() {
            let room = CONTENT.saturating_sub(self.page.len());
            let (now, later) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
            self.page.extend_from_slice(now);
            bytes = later;
            if self.page.len() >= CONTENT {
                self.flush()?;
            }
        }
        Ok(at)
    }

    fn count(&mut self, items: u64) {
        if let Some(section) = self.sections.last_mut() {
            section.len = section.len.saturating_add(items);
        }
    }

    fn flush(&mut self) -> Result<(), Problem> {
        if self.page.is_empty() {
            return Ok(());
        }
        self.page.resize(CONTENT, 0);
        let sum = crc(&self.mark, self.number, &self.page);
        self.page.extend_from_slice(&sum);
        self.out.write_all(&self.page).map_err(disk::refused(&self.path))?;
        self.page.clear();
        self.number = self.number.saturating_add(1);
        Ok(())
    }

    /// Writes the head with `note`, and syncs.
    pub(crate) fn finish(mut self, note: &[u8]) -> Result<(), Problem> {
        self.flush()?;
        let mut head = Vec::with_capacity(PAGE);
        head.extend_from_slice(MAGIC);
        head.extend(self.version.to_le_bytes());
        head.extend(self.version.to_le_bytes());
        head.extend(self.mark);
        head.extend(self.number.to_le_bytes());
        head.push(u8::try_from(self.sections.len()).unwrap_or(u8::MAX));
        for section in &self.sections {
            head.extend(section.start.to_le_bytes());
            head.extend(section.len.to_le_bytes());
            head.extend(section.item.to_le_bytes());
        }
        head.extend(u16::try_from(note.len()).unwrap_or(u16::MAX).to_le_bytes());
        head.extend_from_slice(note);
        if head.len() > CONTENT {
            return Err(damaged("the head of a search file is too long"));
        }
        head.resize(CONTENT, 0);
        let sum = crc(&[0; 16], 0, &head);
        head.extend_from_slice(&sum);
        let path = self.path;
        let mut write = || {
            self.out.seek(SeekFrom::Start(0))?;
            self.out.write_all(&head)?;
            self.out.flush()?;
            self.out.get_ref().sync_all()
        };
        write().map_err(disk::refused(&path))
    }
}
