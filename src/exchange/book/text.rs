//! Lists in plain text: how the bytes are letters is found out by looking at them, and the csv
//! reader reads what they are turned into.

mod guess;

use super::file::Source;
use super::limits::MAX_LETTERS;
use super::line::{Building, Letters};
use super::{Format, Lines};
use crate::exchange::csv::{self, Next, Reader};
use crate::exchange::sheet::{Cell, Facts, Line};
use crate::lang::Problem;
use crate::text::clean;
use encoding_rs::{Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use std::io::{self, Read};

/// How bytes are letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 behind a byte order mark, as Excel writes it.
    Utf8Bom,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows in Vietnamese: tones are letters of their own behind the vowel.
    Windows1258,
    /// Windows in the West: what texts in TCVN3 and VNI are kept as.
    Windows1252,
}

impl Encoding {
    fn decoder(self) -> Option<Decoder> {
        let of = match self {
            Self::Utf8 => return None,
            Self::Utf8Bom => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1258 => WINDOWS_1258,
            Self::Windows1252 => WINDOWS_1252,
        };
        // What is no UTF-8 is for the csv reader to tell, row by row.
        (of != UTF_8).then(|| of.new_decoder_without_bom_handling())
    }
}

/// A text file.
#[derive(Debug)]
pub(super) struct Text {
    source: Source,
    encoding: Encoding,
    /// Bytes of the byte order mark.
    mark: u64,
    delimiter: u8,
}

impl Text {
    /// Looks at the beginning of it.
    pub(super) fn open(source: Source) -> Result<Self, Problem> {
        let (encoding, mark) = guess::encoding(&source)?;
        let mut text = Self { source, encoding, mark, delimiter: b',' };
        let delimiter = text.reader()?.delimiter();
        text.delimiter = delimiter;
        Ok(text)
    }

    /// What it is.
    pub(super) fn format(&self) -> Format {
        Format::Text { encoding: self.encoding, delimiter: self.delimiter }
    }

    /// Its lines.
    pub(super) fn rows(&self) -> Result<Rows<'_>, Problem> {
        Ok(Rows { reader: self.reader()?, compose: self.encoding == Encoding::Windows1258 })
    }

    fn reader(&self) -> Result<Reader<Box<dyn Read + '_>>, Problem> {
        let bytes = self.source.range(self.mark, self.source.len.saturating_sub(self.mark));
        let stream: Box<dyn Read> = match self.encoding.decoder() {
            Some(decoder) => Box::new(Decoded::new(bytes, decoder)),
            None => Box::new(bytes),
        };
        Reader::new(stream, &self.source.name)
    }
}

/// A stream in UTF-8 of one that is in another encoding.
struct Decoded<R> {
    input: R,
    decoder: Decoder,
    raw: Box<[u8]>,
    out: Box<[u8]>,
    /// What of `raw` is not decoded yet, and what of `out` not given yet.
    raw_left: (usize, usize),
    out_left: (usize, usize),
    at_end: bool,
    over: bool,
}

const CHUNK: usize = 32 * 1024;

impl<R: Read> Decoded<R> {
    fn new(input: R, decoder: Decoder) -> Self {
        let (raw, out) = (vec![0; CHUNK].into(), vec![0; CHUNK].into());
        let (raw_left, out_left) = ((0, 0), (0, 0));
        Self { input, decoder, raw, out, raw_left, out_left, at_end: false, over: false }
    }

    fn decode(&mut self) -> io::Result<()> {
        if self.raw_left.0 == self.raw_left.1 && !self.at_end {
            let read = self.input.read(&mut self.raw)?;
            self.at_end = read == 0;
            self.raw_left = (0, read);
        }
        let raw = self.raw.get(self.raw_left.0..self.raw_left.1).unwrap_or_default();
        let (result, taken, given, _) =
            self.decoder.decode_to_utf8(raw, &mut self.out, self.at_end);
        self.raw_left.0 += taken;
        self.out_left = (0, given);
        self.over = self.at_end && result == encoding_rs::CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, mut into: &mut [u8]) -> io::Result<usize> {
        while self.out_left.0 == self.out_left.1 {
            if self.over {
                return Ok(0);
            }
            self.decode()?;
        }
        let ready = self.out.get(self.out_left.0..self.out_left.1).unwrap_or_default();
        let given = io::Write::write(&mut into, ready)?;
        self.out_left.0 += given;
        Ok(given)
    }
}

/// Reads the lines of a text file.
pub(super) struct Rows<'a> {
    reader: Reader<Box<dyn Read + 'a>>,
    compose: bool,
}

impl Rows<'_> {
    fn line(&self, row: &csv::Row, bad: Option<Problem>) -> Option<Line> {
        let mut line = Building::new(row.line, false);
        for (column, text) in row.iter().enumerate() {
            let mut text = text.to_owned();
            if text.len() > MAX_LETTERS {
                let mut letters = Letters::default();
                letters.push(&text);
                if letters.cut {
                    line.too_long();
                }
                text = letters.into_text();
            }
            if self.compose {
                text = clean::composed(&text).into_owned();
            }
            line.put(column, Cell::Text(text));
        }
        let Some(problem) = bad else {
            return line.done();
        };
        let left = line.done().unwrap_or_else(|| Line { number: row.line, ..Line::default() });
        Some(Line { bad: Some(problem), ..left })
    }
}

impl Lines for Rows<'_> {
    fn next(&mut self) -> Result<Option<Line>, Problem> {
        loop {
            let line = match self.reader.next_row()? {
                Some(Next::Row(row)) => self.line(&row, None),
                Some(Next::Bad(row, problem)) => self.line(&row, Some(problem)),
                None => return Ok(None),
            };
            if line.is_some() {
                return Ok(line);
            }
        }
    }

    fn facts(self: Box<Self>) -> Result<Facts, Problem> {
        Ok(Facts::default())
    }
}
