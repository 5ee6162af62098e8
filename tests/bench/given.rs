//! What every engine is given: lists that the program invents, queries, how much of each.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Queries as a clerk types them, and as FTS5 must be asked for the same (typing mistakes, which
/// the register forgives, it cannot be asked for).
pub const QUERIES: &[(&str, &str, Option<u16>)] = &[
    ("nguyen", "nguyen", None),
    ("nguyen thi", "nguyen thi", None),
    ("nguyen van hoa", "nguyen van hoa*", None),
    ("hoa", "hoa*", None),
    ("ng th ho", "ng* th* ho*", None),
    ("tran van", "tran van*", None),
    ("le thi hong", "le thi hong*", None),
    ("pham 1954", "pham*", Some(1954)),
    ("nguyen thi 1961", "nguyen thi*", Some(1961)),
    ("hoang", "hoang*", None),
    ("thi", "thi*", None),
    ("van", "van*", None),
    ("dang thi lan", "dang thi lan*", None),
    ("bui minh tuan", "bui minh tuan*", None),
    ("do thi thu huong", "do thi thu huong*", None),
];

/// Rows of a page of answers.
pub const PAGE: usize = 20;
/// Single saves measured.
pub const SAVES: usize = 2_000;

/// The lists both engines take in, made by the program itself.
pub fn generate(root: &Path, size: usize) {
    let units = 30.max(size / 80);
    let lists = [("unit", units), ("village", 12.max(units / 3)), ("clan", 40), ("member", size)];
    for (of, count) in lists {
        let status = Command::new(env!("CARGO_BIN_EXE_densach"))
            .args(["generate", of, &count.to_string(), "--seed", "7", "--out"])
            .arg(list(root, of))
            .stdout(Stdio::null())
            .status()
            .expect("the program runs");
        assert!(status.success(), "generate {of}");
    }
}

/// The file of a list.
pub fn list(root: &Path, of: &str) -> PathBuf {
    root.join(format!("{of}.csv"))
}
