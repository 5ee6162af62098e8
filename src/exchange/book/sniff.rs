//! What a file is, by its first bytes and by what an archive holds; never by its name.

use super::file::Source;
use super::package::Package;
use crate::lang::errors::book as codes;
use crate::lang::{Code, Problem, both};
use std::io::Read;

/// What is read in a way of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip archive.
    Package,
    /// A compound file of old Office, or the stream of records alone.
    Compound,
    /// Text.
    Text,
}

/// Beginnings of what is no list, and what they are in both languages.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "tệp PDF", "a PDF"),
    (b"{\\rtf", "văn bản Word (RTF)", "a Word text (RTF)"),
    (b"\x89PNG", "ảnh", "a picture"),
    (b"\xFF\xD8\xFF", "ảnh", "a picture"),
    (b"GIF8", "ảnh", "a picture"),
    (b"PK\x05\x06", "tệp nén rỗng", "an empty archive"),
    (b"Rar!", "tệp nén", "an archive"),
    (b"7z\xBC\xAF", "tệp nén", "an archive"),
    (b"\x1F\x8B", "tệp nén", "an archive"),
    (b"\x7FELF", "chương trình", "a program"),
    (b"MZ\x90", "chương trình", "a program"),
];

/// What a file is.
pub(super) fn kind(source: &Source) -> Result<Kind, Problem> {
    let first = source.bytes(0, 8 * 1024)?;
    let say = |code: &'static Code, what: String| Problem::new(code, [source.name.clone(), what]);
    if first.is_empty() {
        return Err(say(&codes::EMPTY_FILE, String::new()));
    }
    if let Some((_, vi, en)) = OTHERS.iter().find(|(magic, _, _)| first.starts_with(magic)) {
        return Err(say(&codes::NOT_A_SHEET, both(vi, en)));
    }
    if first.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Package);
    }
    let old: [&[u8]; 5] = [
        b"\xD0\xCF\x11\xE0",
        b"\x09\x08",
        b"\x09\x04\x06\x00",
        b"\x09\x02\x06\x00",
        b"\x09\x00\x04\x00",
    ];
    if old.iter().any(|magic| first.starts_with(magic)) {
        return Ok(Kind::Compound);
    }
    let text = String::from_utf8_lossy(&first).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let pages = ["<html", "<!doctype html", "<table", "<head", "<meta", "<body", "<div", "<style"];
    if pages.iter().any(|tag| text.starts_with(tag)) || text.starts_with("mime-version:") {
        return Err(say(&codes::WEB_PAGE, String::new()));
    }
    if text.starts_with("<?xml") {
        if text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            return Err(say(&codes::OTHER_WORKBOOK, "XML 2003".to_owned()));
        }
        if text.contains("<html") {
            return Err(say(&codes::WEB_PAGE, String::new()));
        }
        return Err(say(&codes::NOT_A_SHEET, both("tệp XML", "an XML file")));
    }
    Ok(Kind::Text)
}

/// Whether a workbook in an archive is an ods, otherwise it is an xlsx; says what else it is.
pub(super) fn is_ods(package: &Package) -> Result<bool, Problem> {
    let others = [
        ("word/document.xml", "văn bản Word", "a Word text"),
        ("ppt/presentation.xml", "bài trình chiếu PowerPoint", "a PowerPoint presentation"),
    ];
    let found = others.into_iter().find(|(part, _, _)| package.has(part));
    let mut what =
        found.map_or_else(|| both("tệp nén (zip)", "a zip archive"), |(_, vi, en)| both(vi, en));
    if found.is_none() {
        if package.has("[Content_Types].xml") || package.has("xl/workbook.xml") {
            return Ok(false);
        }
        if package.has("content.xml") {
            let mut kind = String::new();
            if let Some(flow) = package.part("mimetype")? {
                let read = flow.take(100).read_to_string(&mut kind);
                read.map_err(|_| package.damaged("mimetype"))?;
            }
            if kind.is_empty() || kind.contains("spreadsheet") {
                return Ok(true);
            }
            what = both("văn bản OpenDocument", "an OpenDocument text");
        }
    }
    Err(Problem::new(&codes::NOT_A_SHEET, [package.source.name.clone(), what]))
}
