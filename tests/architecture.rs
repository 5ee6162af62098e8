//! Holds the floors of `src/lib.rs`, the homes of the outside crates, and the ceiling on their number.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Module → floor. A floor uses lower floors only; two of one floor do not use each other.
const FLOORS: &[(&str, u8)] = &[
    ("text", 0),
    ("lang", 0),
    ("keys", 0),
    ("domain", 1),
    ("journal", 2),
    ("derived", 2),
    ("register", 3),
    ("trust", 3),
    ("exchange", 4),
    ("invent", 4),
    ("app", 5),
    ("ui", 6),
    ("term", 6),
    ("runtime", 7),
    ("cli", 8),
];

/// `term` knows no record: beside the words of its errors it may use nothing but these.
const TERM_USES: &[&str] = &["term", "keys", "lang"];

/// Outside crate → where alone it may be named.
const HOMES: &[(&str, &[&str])] = &[
    ("sled", &["derived/store.rs"]),
    ("bincode", &["derived/codec.rs"]),
    ("ratatui", &["ui/", "term/"]),
    ("crossterm", &["term/"]),
    ("signal_hook", &["term/"]),
    ("rustix", &["term/"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("clap_mangen", &["cli/"]),
    ("indicatif", &["cli/"]),
    ("quick_xml", &["exchange/book/"]),
    ("flate2", &["exchange/"]),
    ("encoding_rs", &["exchange/book/"]),
    ("csv_core", &["exchange/", "domain/"]),
    ("unicode_width", &["text/", "ui/", "term/"]),
    ("unicode_normalization", &["text/"]),
    ("unicode_segmentation", &["text/", "domain/input/"]),
    ("chrono", &["app/", "register/", "trust/", "cli/"]),
    ("getrandom", &["journal/", "derived/", "register/"]),
    ("uuid", &["domain/", "runtime/"]),
    ("serde_json", &["exchange/", "cli/"]),
    ("argon2", &["register/pin.rs"]),
    ("ssh_key", &["trust/"]),
    ("age", &["trust/", "exchange/sealed.rs"]),
    ("flate2", &["exchange/"]),
    ("crc32fast", &["journal/", "derived/", "register/"]),
    ("foldhash", &["derived/", "register/", "exchange/"]),
];

/// Floors that ask neither clock nor disk nor the system: what they need of them comes in.
const PURE: &[&str] = &["text", "lang", "keys", "domain", "app", "ui"];

/// What such a floor may not name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "SystemTime",
    "Utc::now",
    "Local::now",
    "getrandom",
];

/// No file of the program is longer; tests, which are read a case at a time, may have twice that.
const LINES: usize = 400;

/// The most crates Cargo.lock may name (development ones included). ssh-key alone is 64 of them, half of
/// which (rsa, the NIST curves) are optional parts of it that are named there and never built. age is 61
/// more: mostly translated messages and kinds of recipient that are not called here.
const CRATES: usize = 360;

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// The code of a file: comments and string literals blanked, so that prose names nothing.
fn code_of(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => {
                for c in chars.by_ref() {
                    if c == '\n' {
                        out.push('\n');
                        break;
                    }
                }
            }
            '"' => {
                while let Some(c) = chars.next() {
                    match c {
                        '\\' => {
                            chars.next();
                        }
                        '"' => break,
                        _ => {}
                    }
                }
                out.push_str("\"\"");
            }
            '\'' => {
                // A character literal holds one character or one escape; a lifetime has no end.
                let mut ahead = chars.clone();
                let first = ahead.next();
                let second = ahead.next();
                if first == Some('\\') {
                    for c in chars.by_ref().skip(2) {
                        if c == '\'' {
                            break;
                        }
                    }
                } else if second == Some('\'') {
                    chars.next();
                    chars.next();
                }
                out.push(' ');
            }
            c => out.push(c),
        }
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The first names after every `crate::`, also inside braces.
fn crate_paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].chars().next_back().is_some_and(|c| is_word(c) || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(inner) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut name = String::new();
            let mut head = true;
            for c in inner.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                let in_name = head && depth == 1 && is_word(c);
                if in_name {
                    name.push(c);
                } else if !name.is_empty() {
                    found.push(std::mem::take(&mut name));
                    head = false;
                }
                if c == ',' && depth == 1 {
                    head = true;
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            found.push(rest.chars().take_while(|c| is_word(*c)).collect());
        }
    }
    found
}

/// In a floor's own root `super::` is `crate::`.
fn root_paths(file: &str, code: &str) -> Vec<String> {
    let is_root = file.ends_with("/mod.rs") && file.matches('/').count() == 1;
    if is_root || !file.contains('/') {
        crate_paths(&code.replace("super::", "crate::"))
    } else {
        Vec::new()
    }
}

/// Whether the code names that outside crate, as the head of a path or brought in whole.
fn names_crate(code: &str, name: &str) -> bool {
    code.contains(&format!("use {name};"))
        || code.contains(&format!("use {name} as "))
        || code.match_indices(name).any(|(at, _)| {
            let before = code[..at].chars().next_back();
            let after = &code[at + name.len()..];
            !before.is_some_and(|c| is_word(c) || c == ':' || c == '.') && after.starts_with("::")
        })
}

fn tree() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            (name, code_of(&fs::read_to_string(path).unwrap()))
        })
        .collect()
}

fn floor_of_file(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap()
}

#[test]
fn a_floor_uses_lower_floors_only() {
    let floors: BTreeMap<_, _> = FLOORS.iter().copied().collect();
    let mut broken = Vec::new();
    for (file, code) in tree() {
        let own = floor_of_file(&file);
        if own == "main" || own == "lib" {
            continue;
        }
        let Some(&height) = floors.get(own) else {
            broken.push(format!("{file}: no floor is known for {own}"));
            continue;
        };
        // Of a root's `super::` only what is a floor counts: its tests name the floor's own so.
        let through_root = root_paths(&file, &code);
        let through_root =
            through_root.into_iter().filter(|used| floors.contains_key(used.as_str()));
        for used in crate_paths(&code).into_iter().chain(through_root) {
            let lower = floors.get(used.as_str()).is_some_and(|&h| h < height);
            if used != own && !lower {
                broken.push(format!("{file} (floor {height}) uses crate::{used}"));
            }
            if own == "term" && !TERM_USES.contains(&used.as_str()) {
                broken.push(format!("{file} uses crate::{used}: term knows no record"));
            }
        }
        if code.contains("super::super") {
            broken.push(format!("{file} reaches through super::super"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_pure_floor_asks_nothing_of_the_system() {
    let mut broken = Vec::new();
    for (file, code) in tree().iter().filter(|(file, _)| PURE.contains(&floor_of_file(file))) {
        // The tests of a floor may.
        let is_test = file.ends_with("tests.rs") || file.contains("/tests/");
        let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or(code);
        for name in IMPURE.iter().filter(|name| !is_test && code.contains(**name)) {
            broken.push(format!("{file} names {name}"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_file_is_no_longer_than_it_may_be() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    ["src", "tests"].iter().for_each(|dir| sources(&root.join(dir), &mut files));
    let mut long = Vec::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        let of_tests = name.starts_with("tests/") || name.contains("tests");
        if lines > if of_tests { 2 * LINES } else { LINES } {
            long.push(format!("{name}: {lines} lines"));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn an_outside_crate_is_named_at_home_only() {
    let mut broken = Vec::new();
    for (file, code) in tree() {
        for (name, homes) in HOMES {
            if names_crate(&code, name) && !homes.iter().any(|home| file.starts_with(home)) {
                broken.push(format!("{file} names {name}; its home is {}", homes.join(", ")));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_scanner_sees_what_it_should() {
    let code = code_of(
        "use crate::{app::Model, term, text::{a, b}}; // crate::cli\nlet s = \"crate::cli\"; '\"'; crate::ui::x",
    );
    assert_eq!(crate_paths(&code), ["app", "term", "text", "ui"]);
    assert!(names_crate("let x = sled::open(p);", "sled"));
    assert!(!names_crate("let x = self.sled; unsled::open()", "sled"));
    assert!(names_crate("use sled;", "sled"));
    assert_eq!(root_paths("app/mod.rs", "use super::ui::x;"), ["ui"]);
    assert!(root_paths("app/form/mod.rs", "use super::ui::x;").is_empty());
}

#[test]
fn the_number_of_crates_stays_under_its_ceiling() {
    let lock =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let crates = lock.lines().filter(|line| line.starts_with("name = ")).count();
    assert!(crates <= CRATES, "{crates} crates are locked, the ceiling is {CRATES}");
}

#[test]
fn the_release_profile_can_catch_a_panicking_sled() {
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    assert!(manifest.contains("panic = \"unwind\""), "derived/store.rs relies on catch_unwind");
}
