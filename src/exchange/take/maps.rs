//! Where columns went, remembered by the shape of their sheet: the next list with the same headings
//! needs no help. One small file a shape, in the register's folder.

use super::With;
use crate::exchange::rejects::{private, unwritable};
use crate::exchange::table::Table;
use crate::lang::Problem;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// The folder of a register in which they lie.
pub const FOLDER: &str = "maps";

/// Bytes of such a file, at most: more is none of ours.
const MOST: usize = 64 * 1024;

/// What stands between a column and where it goes.
const TO: char = '=';

/// The (column, field) pairs that a person settled for sheets of that shape; none where nobody did.
pub(super) fn known(shape: &str, with: &With<'_>) -> Vec<(String, String)> {
    let Some(path) = path(shape, with) else { return Vec::new() };
    // What cannot be read is as if it were not there: it only spares keys.
    let text = std::fs::read_to_string(path).unwrap_or_default();
    if text.len() > MOST {
        return Vec::new();
    }
    read(&text)
}

/// Pairs as such a file, and `--map-file`, holds them: one a line, `#` begins a remark.
pub fn read(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pair = |line: &str| {
        // Where it goes may hold the sign itself (`gender=female`), a heading too: the first stands
        // behind a letter, which holds none.
        let (column, to) = line.split_once(TO)?;
        Some((column.trim().to_owned(), to.trim().to_owned()))
    };
    lines.filter_map(pair).collect()
}

/// Remembers where the columns of a table went.
///
/// # Errors
/// It cannot be written.
pub(super) fn keep(table: &Table, with: &With<'_>) -> Result<(), Problem> {
    let Some(path) = path(&table.shape, with) else { return Ok(()) };
    let text: String =
        table.map().iter().map(|(column, to)| format!("{column}{TO}{to}\n")).collect();
    let folder = path.parent().unwrap_or(&path);
    let made = private_folder(folder).and_then(|()| {
        private(OpenOptions::new().write(true).create(true).truncate(true)).open(&path)
    });
    let written = made.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| unwritable(&path, &error))
}

fn private_folder(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn path(shape: &str, with: &With<'_>) -> Option<PathBuf> {
    let plain = !shape.is_empty() && shape.bytes().all(|b| b.is_ascii_alphanumeric());
    with.maps.filter(|_| plain).map(|folder| folder.join(shape))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_a_line_each() {
        let pairs = read("# cột\nB = full_name\n\nE=birth_date@gender=female\nnothing\n");
        let as_texts: Vec<_> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(as_texts, [("B", "full_name"), ("E", "birth_date@gender=female")]);
    }
}
