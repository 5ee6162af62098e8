//! csv as a bundle has it, a row at a time from pieces of any size: what our writer would have
//! quoted is quoted, every line ends with CRLF, and nothing is longer than it may be.

use super::fault::MAX_FIELD;
use crate::lang::errors::bundle::{ROW_FORM, ROW_LARGE};
use crate::lang::{Code, Problem};
use std::borrow::Cow;

/// Bytes of a row, at most.
pub(super) const MAX_ROW: usize = 1024 * 1024;
/// Columns of a row, at most: more than any type has fields.
const MAX_COLUMNS: usize = 256;

/// What hears of a row: its line, and its texts.
pub(super) type Each<'a> = dyn FnMut(u64, Texts<'_>) -> Result<(), Problem> + 'a;

/// The texts of a row, where they lie: most of them are never copied.
#[derive(Clone, Copy)]
pub(super) struct Texts<'a> {
    row: &'a str,
    cells: &'a [Cell],
}

impl<'a> Texts<'a> {
    /// How many there are.
    pub(super) fn len(self) -> usize {
        self.cells.len()
    }

    /// The texts, in order.
    pub(super) fn iter(self) -> impl Iterator<Item = Cow<'a, str>> {
        self.cells.iter().map(move |cell| {
            let text = self.row.get(cell.start..cell.end).unwrap_or_default();
            if cell.doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { text.into() }
        })
    }
}

/// Rows out of pieces.
pub(super) struct Rows {
    /// The file's name, for messages.
    name: String,
    waiting: Vec<u8>,
    cells: Vec<Cell>,
    line: u64,
}

/// Where a text stands in its row.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    start: usize,
    end: usize,
    /// Whether quotes in it are doubled.
    doubled: bool,
}

impl Rows {
    /// Of the file of that name.
    pub(super) fn new(name: String) -> Self {
        Self { name, waiting: Vec::new(), cells: Vec::new(), line: 1 }
    }

    fn wrong(&self, code: &'static Code) -> Problem {
        Problem::new(code, [self.name.clone(), self.line.to_string()])
    }

    /// Takes the next piece.
    pub(super) fn feed(&mut self, piece: &[u8], each: &mut Each<'_>) -> Result<(), Problem> {
        self.waiting.extend_from_slice(piece);
        let waiting = std::mem::take(&mut self.waiting);
        let mut rest = waiting.as_slice();
        loop {
            let end = scan(rest, &mut self.cells).map_err(|()| self.wrong(&ROW_FORM))?;
            let Some(end) = end else { break };
            let (row, behind) = rest.split_at_checked(end).unwrap_or_default();
            self.row(row, each)?;
            rest = behind;
        }
        if rest.len() > MAX_ROW {
            return Err(self.wrong(&ROW_LARGE));
        }
        self.waiting = rest.to_vec();
        Ok(())
    }

    /// Nothing comes any more.
    pub(super) fn end(&self) -> Result<(), Problem> {
        if self.waiting.is_empty() { Ok(()) } else { Err(self.wrong(&ROW_FORM)) }
    }

    fn row(&mut self, row: &[u8], each: &mut Each<'_>) -> Result<(), Problem> {
        if row.len() > MAX_ROW || self.cells.iter().any(|cell| cell.end - cell.start > MAX_FIELD) {
            return Err(self.wrong(&ROW_LARGE));
        }
        let text = std::str::from_utf8(row).map_err(|_| self.wrong(&ROW_FORM))?;
        each(self.line, Texts { row: text, cells: &self.cells })?;
        self.line += row.iter().filter(|byte| **byte == b'\n').count() as u64;
        Ok(())
    }
}

/// Finds the first row of these bytes: its end, or None where it has not come yet.
fn scan(bytes: &[u8], cells: &mut Vec<Cell>) -> Result<Option<usize>, ()> {
    cells.clear();
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let cell = match rest.first() {
            None => return Ok(None),
            Some(b'"') => quoted(bytes, at + 1)?,
            Some(_) => {
                let end = sign(rest).map(|len| at + len);
                end.map(|end| (Cell { start: at, end, doubled: false }, end))
            }
        };
        let Some((cell, end)) = cell else { return Ok(None) };
        if cells.len() == MAX_COLUMNS {
            return Err(());
        }
        cells.push(cell);
        match (bytes.get(end), bytes.get(end + 1)) {
            (Some(b','), _) => at = end + 1,
            (Some(b'\r'), Some(b'\n')) => return Ok(Some(end + 2)),
            (Some(b'\r'), None) | (None, _) => return Ok(None),
            _ => return Err(()),
        }
    }
}

/// One in each byte of eight.
const EACH: u64 = u64::MAX / 255;

/// The first sign that ends a text or may not stand in one without quotes. Looks at eight bytes at a
/// time, which matters: letters and digits all lie above the signs.
fn sign(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        at += match rest.first_chunk() {
            Some(eight) => {
                let word = u64::from_le_bytes(*eight);
                let below = word.wrapping_sub(EACH * u64::from(b'-')) & !word & (EACH << 7);
                // The lowest mark is right; those above it may be borrowed.
                below.trailing_zeros() as usize / 8
            }
            None => rest.iter().position(|byte| *byte < b'-')?,
        };
        match bytes.get(at) {
            Some(b',' | b'"' | b'\r' | b'\n') => return Some(at),
            Some(byte) if *byte < b'-' => at += 1,
            _ => {}
        }
    }
}

/// The text in quotes that begins there, and what stands behind its last quote.
fn quoted(bytes: &[u8], start: usize) -> Result<Option<(Cell, usize)>, ()> {
    let (mut end, mut doubled, mut must) = (start, false, false);
    loop {
        let rest = bytes.get(end..).unwrap_or_default();
        let Some(len) = rest.iter().position(|byte| *byte == b'"') else { return Ok(None) };
        let inside = rest.get(..len).unwrap_or_default();
        must |= inside.iter().any(|byte| matches!(byte, b',' | b'\r' | b'\n'));
        end += len;
        match bytes.get(end + 1) {
            None => return Ok(None),
            Some(b'"') => {
                doubled = true;
                end += 2;
            }
            Some(_) if must || doubled => {
                return Ok(Some((Cell { start, end, doubled }, end + 1)));
            }
            Some(_) => return Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv::write_row;
    use proptest::prelude::*;

    fn read(file: &[u8], piece: usize) -> Result<Vec<Vec<String>>, Problem> {
        let mut rows = Rows::new("a.csv".into());
        let mut all = Vec::new();
        for piece in file.chunks(piece) {
            rows.feed(piece, &mut |_, texts| {
                all.push(texts.iter().map(Cow::into_owned).collect());
                Ok(())
            })?;
        }
        rows.end().map(|()| all)
    }

    proptest! {
        #[test]
        fn rows_are_read_back_whatever_the_pieces_are(
            rows in proptest::collection::vec(
                proptest::collection::vec("[a,\"\r\nơ]{0,6}", 2..5), 0..5),
            piece in 1_usize..40,
        ) {
            let rows: Vec<Vec<String>> = rows.into_iter().map(|mut row| {
                row[0].push('x');
                row
            }).collect();
            let mut file = Vec::new();
            for row in &rows {
                write_row(&mut file, b',', row.iter().map(String::as_str)).unwrap();
            }
            prop_assert_eq!(read(&file, piece).unwrap(), rows);
        }

        #[test]
        fn what_is_read_is_what_would_be_written(file in "[ab,\"\r\n]{0,16}", piece in 1_usize..9) {
            if let Ok(rows) = read(file.as_bytes(), piece) {
                let mut again = Vec::new();
                for row in &rows {
                    // A first text that is empty stands in quotes elsewhere; no row here has one.
                    let texts = row.iter().map(String::as_str);
                    write_row(&mut again, b',', texts).unwrap();
                }
                let empty = rows.iter().any(|row| row[0].is_empty());
                prop_assert!(empty || again == file.as_bytes(), "{:?}", file);
            }
        }
    }

    #[test]
    fn other_writings_are_refused() {
        for (file, code) in [
            ("a,b\n", &ROW_FORM),
            ("a,b", &ROW_FORM),
            ("a,b\r", &ROW_FORM),
            ("a,\"b\"\r\n", &ROW_FORM),
            ("a,b\"c\r\n", &ROW_FORM),
            ("a,\"b\"\"\r\n", &ROW_FORM),
            ("a,\"b,\"c\r\n", &ROW_FORM),
            ("a\rb\r\n", &ROW_FORM),
        ] {
            assert!(read(file.as_bytes(), 3).unwrap_err().is(code), "{file:?}");
        }
        assert!(read(b"a\xff\r\n", 3).unwrap_err().is(&ROW_FORM));
        let long = vec![b'a'; MAX_ROW + 1];
        assert!(read(&long, 65_536).unwrap_err().is(&ROW_LARGE));
        let field = [vec![b'a'; MAX_FIELD + 1], b"\r\n".to_vec()].concat();
        assert!(read(&field, 65_536).unwrap_err().is(&ROW_LARGE));
        assert!(read(&vec![b','; 300], 65_536).unwrap_err().is(&ROW_FORM));
    }
}
