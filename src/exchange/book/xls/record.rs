//! Records of an xls (BIFF 5 and 8): where each ends, and the texts in them, which may go on in
//! the next.

use crate::exchange::book::file::{array, u16_at, u32_at};
use crate::exchange::book::line::Letters;
use crate::text::clean;
use encoding_rs::{WINDOWS_1252, WINDOWS_1258};

/// What a record is.
pub(super) mod id {
    pub(in crate::exchange::book) const FORMULA: u16 = 0x0006;
    pub(in crate::exchange::book) const EOF: u16 = 0x000A;
    pub(in crate::exchange::book) const DATE_SYSTEM: u16 = 0x0022;
    pub(in crate::exchange::book) const LOCKED: u16 = 0x002F;
    pub(in crate::exchange::book) const FONT: u16 = 0x0031;
    pub(in crate::exchange::book) const CONTINUE: u16 = 0x003C;
    pub(in crate::exchange::book) const CODE_PAGE: u16 = 0x0042;
    pub(in crate::exchange::book) const COLUMNS: u16 = 0x007D;
    pub(in crate::exchange::book) const SHEET: u16 = 0x0085;
    pub(in crate::exchange::book) const NUMBERS: u16 = 0x00BD;
    pub(in crate::exchange::book) const RICH_TEXT: u16 = 0x00D6;
    pub(in crate::exchange::book) const STYLE: u16 = 0x00E0;
    pub(in crate::exchange::book) const MERGED: u16 = 0x00E5;
    pub(in crate::exchange::book) const TEXTS: u16 = 0x00FC;
    pub(in crate::exchange::book) const SHARED_TEXT: u16 = 0x00FD;
    pub(in crate::exchange::book) const NUMBER: u16 = 0x0203;
    pub(in crate::exchange::book) const TEXT: u16 = 0x0204;
    pub(in crate::exchange::book) const BOOL_OR_ERROR: u16 = 0x0205;
    pub(in crate::exchange::book) const RESULT: u16 = 0x0207;
    pub(in crate::exchange::book) const ROW: u16 = 0x0208;
    pub(in crate::exchange::book) const SHORT_NUMBER: u16 = 0x027E;
    pub(in crate::exchange::book) const FORMAT: u16 = 0x041E;
    pub(in crate::exchange::book) const BEGIN: u16 = 0x0809;
    /// What may stand between a formula and the text it gave.
    pub(in crate::exchange::book) const BETWEEN: [u16; 3] = [0x0221, 0x0236, 0x04BC];
}

/// A record: what it is, its bytes, and where the next begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub(super) id: u16,
    pub(super) data: &'a [u8],
    pub(super) next: usize,
}

/// The record that begins there; None where the stream ends before it does.
pub(super) fn record(bytes: &[u8], at: usize) -> Option<Record<'_>> {
    at.checked_add(4 + 0xFFFF)?;
    let id = u16_at(bytes, at)?;
    let len = usize::from(u16_at(bytes, at + 2)?);
    let data = bytes.get(at + 4..at + 4 + len)?;
    Some(Record { id, data, next: at + 4 + len })
}

/// How the texts of a workbook are written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letterset {
    /// BIFF 8: Unicode.
    pub(super) wide: bool,
    /// Before that: the code page of the Windows it was written on.
    pub(super) page: u16,
}

/// The bytes of a record and of those that continue it.
#[derive(Debug)]
pub(super) struct Bytes<'a> {
    stream: &'a [u8],
    data: &'a [u8],
    next: usize,
}

impl<'a> Bytes<'a> {
    /// From the beginning of a record.
    pub(super) fn new(stream: &'a [u8], record: Record<'a>) -> Self {
        Self { stream, data: record.data, next: record.next }
    }

    /// What is left of the record itself.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.data
    }

    /// Leaves out so many bytes; None at the end.
    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.fill()?;
            let here = count.min(self.data.len());
            self.data = self.data.get(here..)?;
            count -= here;
        }
        Some(())
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        if let Some(whole) = array::<N>(self.data, 0) {
            self.data = self.data.get(N..)?;
            return Some(whole);
        }
        let mut out = [0; N];
        for byte in &mut out {
            self.fill()?;
            let (first, rest) = self.data.split_first()?;
            (*byte, self.data) = (*first, rest);
        }
        Some(out)
    }

    /// Goes on to the record that continues where this one is used up.
    fn fill(&mut self) -> Option<()> {
        while self.data.is_empty() {
            let record = record(self.stream, self.next).filter(|next| next.id == id::CONTINUE)?;
            (self.data, self.next) = (record.data, record.next);
        }
        Some(())
    }

    /// A text behind its length of two bytes, in Unicode.
    pub(super) fn text(&mut self) -> Option<Letters> {
        let count = usize::from(u16::from_le_bytes(self.take()?));
        let [flags] = self.take::<1>()?;
        self.letters(count, flags)
    }

    /// A text behind its length of one byte, in Unicode.
    pub(super) fn short_text(&mut self) -> Option<Letters> {
        let [count, flags] = self.take::<2>()?;
        self.letters(usize::from(count), flags)
    }

    fn letters(&mut self, count: usize, flags: u8) -> Option<Letters> {
        let runs = if flags & 8 != 0 { usize::from(u16::from_le_bytes(self.take()?)) } else { 0 };
        let other = if flags & 4 != 0 { u32::from_le_bytes(self.take()?) as usize } else { 0 };
        let mut letters = Letters::default();
        let mut wide = flags & 1 != 0;
        let mut left = count;
        // Half a letter may wait for its other half behind the end of a record.
        let mut units: Vec<u16> = Vec::new();
        while left > 0 {
            if self.data.is_empty() {
                self.fill()?;
                let [flags] = self.take::<1>()?;
                wide = flags & 1 != 0;
                continue;
            }
            let size = if wide { 2 } else { 1 };
            let here = (self.data.len() / size).min(left);
            if here == 0 {
                return None;
            }
            let (now, rest) = self.data.split_at_checked(here * size)?;
            if wide {
                units.extend(now.chunks_exact(2).filter_map(|two| u16_at(two, 0)));
            } else {
                units.extend(now.iter().map(|byte| u16::from(*byte)));
            }
            self.data = rest;
            left -= here;
        }
        letters.push(&String::from_utf16_lossy(&units));
        self.skip(runs * 4 + other)?;
        Some(letters)
    }
}

/// A text of a code page; in an old font's letters it stays as the West has them.
pub(super) fn narrow(bytes: &[u8], page: u16, font: &str) -> Letters {
    let old_font = font.starts_with(".Vn") || font.to_ascii_uppercase().starts_with("VNI");
    let mut letters = Letters::default();
    if page == 1258 && !old_font {
        let (text, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
        letters.push(&clean::composed(&text));
    } else {
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        letters.push(&text);
    }
    letters
}

/// The number in four bytes: a whole one or the upper half of a fraction, perhaps hundredths.
pub(super) fn short_number(bytes: &[u8], at: usize) -> Option<f64> {
    let packed = u32_at(bytes, at)?;
    let number = if packed & 2 != 0 {
        f64::from(packed.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    Some(if packed & 1 != 0 { number / 100.0 } else { number })
}

/// How the spreadsheet shows an error.
pub(super) fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
