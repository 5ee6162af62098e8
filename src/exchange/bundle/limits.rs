//! How large a bundle and its parts may be (FORMAT.md §7).

use super::columns::PACKAGE;

/// The file.
pub(super) const FILE: u64 = 1 << 30;
/// Its entries.
pub(super) const ENTRIES: u32 = 32;
/// Its directory.
pub(super) const DIRECTORY: u64 = 16 << 10;
/// All entries, unpacked.
pub(super) const TOTAL: u64 = 3 << 30;
/// A table, unpacked.
pub(super) const TABLE: u64 = 2 << 30;
/// datapackage.json.
const PACKAGE_BYTES: u64 = 1 << 20;
/// Any other file.
const SMALL: u64 = 64 << 10;
/// How often the packed size the unpacked one may be, above so many bytes.
const RATIO: u64 = 200;
const FREE: u64 = 1 << 20;

/// A file's bytes, at most.
pub(super) fn of(path: &str) -> u64 {
    match path {
        PACKAGE => PACKAGE_BYTES,
        path if path.ends_with(".csv") => TABLE,
        _ => SMALL,
    }
}

/// Whether it becomes larger than any real table does.
pub(super) fn swells(size: u64, packed: u64) -> bool {
    size > FREE && size / RATIO > packed
}
