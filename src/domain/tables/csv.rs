//! A table's csv: a header that must be as expected, then rows of as many cells.

use crate::lang::Problem;
use crate::lang::errors::domain::BAD_TABLE;
use csv_core::{ReadRecordResult, Reader};

/// The most bytes of one row: tables are short, amendments come from a folder anyone may write to.
const ROW: usize = 4096;

/// Calls `row` with the line (from 1) and the cells of every row under the header.
///
/// # Errors
/// `bad_table` with the table's name and the line: another header, another count of cells, text
/// that is not UTF-8, a row that is too long, or one that `row` refuses (None).
pub(super) fn read<const N: usize>(
    table: &str,
    bytes: &[u8],
    header: [&str; N],
    mut row: impl FnMut(u64, [&str; N]) -> Option<()>,
) -> Result<(), Problem> {
    let mut reader = Reader::new();
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (mut cells, mut ends) = ([0_u8; ROW], [0_usize; N]);
    let mut header_seen = false;
    let mut line = 1;
    loop {
        // The reader leaves the `\n` of a `\r\n` to the next record.
        let ahead = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let (breaks, from) = rest.split_at(ahead);
        line += lines(breaks);
        rest = from;
        let bad = || Problem::new(&BAD_TABLE, [table.to_owned(), line.to_string()]);
        let found = record(&mut reader, &mut rest, &mut cells, &mut ends).ok_or_else(bad)?;
        if !found {
            return if header_seen { Ok(()) } else { Err(bad()) };
        }
        let found = split(&cells, &ends).ok_or_else(bad)?;
        if header_seen {
            row(line, found).ok_or_else(bad)?;
        } else if found != header {
            return Err(bad());
        }
        header_seen = true;
        line += lines(from.get(..from.len() - rest.len()).unwrap_or_default());
    }
}

fn lines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// Reads the next record; false at the end, None where it has another shape.
fn record<const N: usize>(
    reader: &mut Reader,
    rest: &mut &[u8],
    cells: &mut [u8],
    ends: &mut [usize; N],
) -> Option<bool> {
    let (mut wrote, mut ended) = (0, 0);
    loop {
        let (result, read, out, count) =
            reader.read_record(rest, cells.get_mut(wrote..)?, ends.get_mut(ended..)?);
        *rest = rest.get(read..)?;
        wrote += out;
        ended += count;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => return None,
            ReadRecordResult::Record => return (ended == N).then_some(true),
            ReadRecordResult::End => return Some(false),
        }
    }
}

fn split<'a, const N: usize>(cells: &'a [u8], ends: &[usize; N]) -> Option<[&'a str; N]> {
    let mut start = 0;
    let mut out = [""; N];
    for (slot, end) in out.iter_mut().zip(ends) {
        *slot = std::str::from_utf8(cells.get(start..*end)?).ok()?.trim();
        start = *end;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(bytes: &[u8]) -> Result<Vec<(u64, [String; 2])>, Problem> {
        let mut out = Vec::new();
        read("t", bytes, ["a", "b"], |line, cells| {
            out.push((line, cells.map(str::to_owned)));
            Some(())
        })?;
        Ok(out)
    }

    #[test]
    fn rows_are_read_with_their_lines() {
        let two = [(2, ["1".into(), "x, y".into()]), (3, ["2".into(), "z".into()])];
        assert_eq!(rows(b"a,b\n1,\"x, y\"\n2,z\n"), Ok(two.to_vec()));
        assert_eq!(rows(b"\xef\xbb\xbfa,b\r\n1,\"x, y\"\r\n2, z "), Ok(two.to_vec()));
        assert_eq!(rows(b"a,b\n"), Ok(vec![]));
    }

    #[test]
    fn another_shape_is_refused_with_its_line() {
        let long = format!("a,b\n1,{}\n", "x".repeat(ROW));
        for (bytes, line) in [
            (&b""[..], "1"),
            (b"a,c\n", "1"),
            (b"a,b\n1\n", "2"),
            (b"a,b\n1,2\n1,2,3\n", "3"),
            (b"a,b\n1,\xff\n", "2"),
            (long.as_bytes(), "2"),
        ] {
            let problem = rows(bytes).unwrap_err();
            assert!(problem.is(&BAD_TABLE), "{problem:?}");
            assert_eq!(problem.params, ["t", line]);
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fail_otherwise(bytes: Vec<u8>) {
            let _ = rows(&[b"a,b\n", bytes.as_slice()].concat());
        }
    }
}
