//! The lists of hashes: manifest-sha256.txt and tagmanifest-sha256.txt (FORMAT.md §3).

use super::hex;

/// Paths with their sha256.
pub(super) type Hashes = Vec<(String, [u8; 32])>;

/// The lines of a list: a hash, two spaces, a path.
pub(super) fn text<'a>(files: impl IntoIterator<Item = (&'a str, [u8; 32])>) -> String {
    let line = |(path, hash): (&str, [u8; 32])| format!("{}  {path}\n", hex::text(&hash));
    files.into_iter().map(line).collect()
}

/// Reads the lines of a list; the number of the line that is none.
pub(super) fn read(text: &[u8]) -> Result<Hashes, usize> {
    let text = std::str::from_utf8(text).map_err(|_| 1_usize)?;
    let mut files = Vec::new();
    for (line, number) in text.split_inclusive('\n').zip(1_usize..) {
        let parts = line.strip_suffix('\n').and_then(|line| line.split_once("  "));
        let (hash, path) = parts.ok_or(number)?;
        let hash = hex::read(hash.as_bytes()).ok_or(number)?;
        files.push((path.to_owned(), hash));
    }
    Ok(files)
}
