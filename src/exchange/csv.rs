//! csv bytes to rows, a row at a time: every length is capped, every row keeps its line, and a
//! bad row is told, never passed on. Knows no field.

use crate::lang::errors::exchange as codes;
use crate::lang::{Code, Problem};
use std::io::Read;

pub use super::row::Row;

/// Columns of a row, at most.
pub const MAX_COLUMNS: usize = 256;
/// Bytes of a row, at most.
pub const MAX_ROW: usize = 256 * 1024;

/// A row longer than this is no row: the stream is no file of rows, and may never end.
const ENDLESS: u64 = 1 << 30;

const INPUT: usize = 64 * 1024;
const FIRST_ROW: usize = 4 * 1024;
/// What is kept of a row that is too long, for the rejects file.
const EXCERPT: usize = 1024;

/// What a file holds next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// A row.
    Row(Row),
    /// A row that cannot be read, with what is left of it, and why.
    Bad(Row, Problem),
}

/// Reads rows from a stream.
pub struct Reader<R> {
    input: R,
    name: String,
    core: csv_core::Reader,
    delimiter: u8,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    at_end: bool,
    line: u64,
    out: Vec<u8>,
    ends: Vec<usize>,
    read: u64,
}

/// How far the row that is being read has come.
#[derive(Default)]
struct Progress {
    taken: u64,
    bytes: usize,
    columns: usize,
    quotes: usize,
    lines: u64,
    too_long: bool,
    too_wide: bool,
}

impl<R: Read> Reader<R> {
    /// Begins to read: leaves out a byte order mark, finds out what stands between the columns
    /// (comma, semicolon or tab, whichever the lines agree on). `name` is for messages.
    ///
    /// # Errors
    /// The stream cannot be read, or holds something other than text in UTF-8.
    pub fn new(input: R, name: &str) -> Result<Self, Problem> {
        let mut reader = Self {
            input,
            name: name.to_owned(),
            core: csv_core::Reader::new(),
            delimiter: b',',
            buffer: vec![0; INPUT].into_boxed_slice(),
            start: 0,
            end: 0,
            at_end: false,
            line: 1,
            out: vec![0; FIRST_ROW],
            ends: vec![0; MAX_COLUMNS],
            read: 0,
        };
        while reader.end < INPUT && !reader.at_end {
            reader.fill()?;
        }
        let first = reader.rest();
        if let Some(code) = foreign(first) {
            return Err(Problem::new(code, [name]));
        }
        let bom = if first.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let text = first.get(bom..).unwrap_or_default();
        let (told, skipped) = said(text).map_or((None, 0), |(byte, len)| (Some(byte), len));
        reader.delimiter = told.unwrap_or_else(|| delimiter(text));
        reader.start = bom + skipped;
        reader.line += u64::from(skipped > 0);
        reader.core = csv_core::ReaderBuilder::new().delimiter(reader.delimiter).build();
        Ok(reader)
    }

    /// What stands between the columns.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Bytes read so far.
    pub fn bytes_read(&self) -> u64 {
        self.read
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    fn fill(&mut self) -> Result<(), Problem> {
        if self.start == self.end {
            self.start = 0;
            self.end = 0;
        }
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        loop {
            match self.input.read(room) {
                Ok(0) => self.at_end = true,
                Ok(n) => {
                    self.end += n;
                    self.read += n as u64;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    return Err(Problem::new(
                        &codes::FILE_UNREADABLE,
                        [self.name.clone(), error.to_string()],
                    ));
                }
            }
            return Ok(());
        }
    }

    /// The next row; None at the end.
    ///
    /// # Errors
    /// The stream cannot be read, or holds no rows at all.
    pub fn next_row(&mut self) -> Result<Option<Next>, Problem> {
        if !self.skip_empty_lines()? {
            return Ok(None);
        }
        let line = self.line;
        let mut progress = Progress::default();
        loop {
            if self.start == self.end && !self.at_end {
                self.fill()?;
            }
            if progress.taken > ENDLESS {
                return Err(Problem::new(&codes::NO_ROWS, [self.name.clone()]));
            }
            let ended_by_file = self.start == self.end;
            match self.step(&mut progress) {
                csv_core::ReadRecordResult::InputEmpty => {}
                csv_core::ReadRecordResult::OutputFull => self.grow(&mut progress),
                csv_core::ReadRecordResult::OutputEndsFull => {
                    progress.too_wide = true;
                    progress.columns = 0;
                }
                csv_core::ReadRecordResult::Record => {
                    return Ok(Some(self.finish(line, &progress, ended_by_file)));
                }
                csv_core::ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// Whether anything but empty lines is left.
    fn skip_empty_lines(&mut self) -> Result<bool, Problem> {
        loop {
            if self.start == self.end {
                if self.at_end {
                    return Ok(false);
                }
                self.fill()?;
                continue;
            }
            match self.rest().first() {
                Some(b'\n') => self.line += 1,
                Some(b'\r') => {}
                _ => return Ok(true),
            }
            self.start += 1;
        }
    }

    fn step(&mut self, progress: &mut Progress) -> csv_core::ReadRecordResult {
        let input = self.buffer.get(self.start..self.end).unwrap_or_default();
        let out = self.out.get_mut(progress.bytes..).unwrap_or_default();
        let ends = self.ends.get_mut(progress.columns..).unwrap_or_default();
        let (result, taken, written, columns) = self.core.read_record(input, out, ends);
        for byte in input.get(..taken).unwrap_or_default() {
            progress.lines += u64::from(*byte == b'\n');
            progress.quotes += usize::from(*byte == b'"');
        }
        self.start += taken;
        progress.taken += taken as u64;
        progress.bytes += written;
        progress.columns += columns;
        result
    }

    fn grow(&mut self, progress: &mut Progress) {
        if self.out.len() < MAX_ROW {
            self.out.resize((self.out.len() * 2).min(MAX_ROW), 0);
        } else {
            // The rest of the row is parsed over what was kept of it, so that it takes no room.
            progress.too_long = true;
            progress.bytes = EXCERPT;
        }
    }

    fn finish(&mut self, line: u64, progress: &Progress, ended_by_file: bool) -> Next {
        self.line += progress.lines;
        if progress.too_long || progress.too_wide {
            let kept = self.out.get(..EXCERPT.min(self.out.len())).unwrap_or_default();
            let code = if progress.too_long { &codes::ROW_TOO_LONG } else { &codes::ROW_TOO_WIDE };
            let last = (line + progress.lines).saturating_sub(1).max(line);
            return Next::Bad(
                Row::lossy(line, kept, &[kept.len()]),
                Problem::new(code, [last.to_string()]),
            );
        }
        let bytes = self.out.get(..progress.bytes).unwrap_or_default();
        let ends = self.ends.get(..progress.columns).unwrap_or_default();
        // An odd number of quotes is a stray one in the middle of a file, and at its very end a
        // text that was cut off.
        if ended_by_file && progress.quotes % 2 == 1 {
            return Next::Bad(Row::lossy(line, bytes, ends), Problem::bare(&codes::ROW_CUT_OFF));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if ends.iter().all(|end| text.is_char_boundary(*end)) => {
                Next::Row(Row { line, text: text.to_owned(), ends: ends.to_vec() })
            }
            _ => Next::Bad(Row::lossy(line, bytes, ends), Problem::bare(&codes::ROW_NOT_UTF8)),
        }
    }
}

impl Row {
    /// A row of bytes that may be no text: what is none becomes `�`.
    fn lossy(line: u64, bytes: &[u8], ends: &[usize]) -> Self {
        let mut row = Self { line, ..Self::default() };
        let mut start = 0;
        for end in ends {
            let field = bytes.get(start..*end).unwrap_or_default();
            row.text.push_str(&String::from_utf8_lossy(field));
            row.ends.push(row.text.len());
            start = *end;
        }
        row
    }
}

/// What the first bytes of a file that is no csv say it is.
fn foreign(first: &[u8]) -> Option<&'static Code> {
    if first.starts_with(b"PK\x03\x04") || first.starts_with(b"\xD0\xCF\x11\xE0") {
        Some(&codes::SPREADSHEET)
    } else if first.starts_with(b"\xFF\xFE") || first.starts_with(b"\xFE\xFF") {
        Some(&codes::UTF16)
    } else {
        None
    }
}

/// What a first line `sep=;` says that stands between the columns, and its length: Excel's own.
fn said(first: &[u8]) -> Option<(u8, usize)> {
    let rest = first.strip_prefix(b"sep=").or_else(|| first.strip_prefix(b"SEP="))?;
    match rest {
        [byte @ (b',' | b';' | b'\t'), b'\n', ..] => Some((*byte, 6)),
        [byte @ (b',' | b';' | b'\t'), b'\r', b'\n', ..] => Some((*byte, 7)),
        _ => None,
    }
}

/// So many lines are asked what stands between the columns.
const ASKED: usize = 64;

/// Comma, semicolon or tab: the one of which most lines have the same number outside quotes, and
/// of those the one the lines have most of. A title above the list has commas of its own.
fn delimiter(first: &[u8]) -> u8 {
    let mut quoted = false;
    let mut lines: Vec<[usize; 3]> = vec![[0; 3]];
    for byte in first {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && lines.len() == ASKED => break,
            b'\n' if !quoted => lines.push([0; 3]),
            _ if quoted => {}
            byte => {
                for (candidate, count) in
                    DELIMITERS.iter().zip(lines.iter_mut().last().into_iter().flatten())
                {
                    *count += usize::from(candidate == byte);
                }
            }
        }
    }
    let agreed = |at: usize| {
        let counts = || lines.iter().filter_map(|line| line.get(at).copied()).filter(|n| *n > 0);
        let fits = |n: usize| counts().filter(|other| *other == n).count();
        counts().map(|n| (fits(n), n)).max().unwrap_or_default()
    };
    let places = DELIMITERS.iter().enumerate();
    // The first of equals: a comma where there is one column only.
    places.rev().max_by_key(|(at, _)| agreed(*at)).map_or(b',', |(_, byte)| *byte)
}

const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Writes a row: texts with the delimiter, a quote or a line break in them stand in quotes.
///
/// # Errors
/// What the writer says.
pub fn write_row<'a>(
    out: &mut dyn std::io::Write,
    delimiter: u8,
    texts: impl IntoIterator<Item = &'a str>,
) -> std::io::Result<()> {
    let mut first = true;
    for text in texts {
        if !first {
            out.write_all(&[delimiter])?;
        }
        write_text(out, delimiter, text, first)?;
        first = false;
    }
    out.write_all(b"\r\n")
}

fn write_text(
    out: &mut dyn std::io::Write,
    delimiter: u8,
    text: &str,
    first: bool,
) -> std::io::Result<()> {
    let special = |byte: u8| byte == delimiter || matches!(byte, b'"' | b'\r' | b'\n');
    // A row of one empty text would be an empty line, which is no row.
    let quoted = text.bytes().any(special) || (first && text.is_empty());
    if !quoted {
        return out.write_all(text.as_bytes());
    }
    out.write_all(b"\"")?;
    for (i, part) in text.split('"').enumerate() {
        if i > 0 {
            out.write_all(b"\"\"")?;
        }
        out.write_all(part.as_bytes())?;
    }
    out.write_all(b"\"")
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
