//! Books of every form, made here or by LibreOffice, and those that someone made to do harm.

mod hostile;
mod texts;
mod workbooks;

use super::Book;
use crate::domain::PartialDate;
use crate::exchange::sheet::{Cell, Facts, Line};
use crate::lang::{Code, Problem};
use flate2::Crc;
use flate2::write::DeflateEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A file of those bytes in a folder of its own.
pub(super) struct Made {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

pub(super) fn made(name: &str, bytes: &[u8]) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    Made { _folder: folder, path }
}

impl Made {
    fn book(&self) -> Result<Book, Problem> {
        Book::open(&self.path)
    }
}

/// Opens it and reads every sheet; the problem there was, or the lines of all sheets.
pub(super) fn all(path: &Path) -> Result<Vec<Line>, Problem> {
    let book = Book::open(path)?;
    let mut lines = Vec::new();
    for sheet in 0..book.sheets().len() {
        book.head(sheet, 5)?;
        book.read(sheet, &mut |line| {
            lines.push(line);
            Ok(true)
        })?;
    }
    Ok(lines)
}

pub(super) fn fails(name: &str, bytes: &[u8], code: &'static Code) {
    let made = made(name, bytes);
    let problem = all(&made.path).expect_err(name);
    assert!(problem.is(code), "{name}: {} instead of {}", problem.code.0.name, code.name);
}

pub(super) fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

pub(super) fn date(year: u16, month: u8, day: u8) -> Cell {
    Cell::Date(PartialDate::new(year, month, day).unwrap())
}

pub(super) fn head(book: &Book, sheet: usize) -> (Vec<Line>, Facts) {
    book.head(sheet, 100).unwrap()
}

/// A zip archive of those parts.
pub(super) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        let packed = encoder.finish().unwrap();
        let at = out.len() as u32;
        let mut common = Vec::new();
        common.extend([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
        common.extend(crc.sum().to_le_bytes());
        common.extend((packed.len() as u32).to_le_bytes());
        common.extend((bytes.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(&packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let at = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend((parts.len() as u16).to_le_bytes());
    out.extend((parts.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

const RELS: &str = r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/>
<Relationship Id="r3" Type="x/styles" Target="styles.xml"/>
<Relationship Id="r4" Type="x/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="r5" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>"#;

/// The parts of an xlsx of one sheet and its shared texts.
pub(super) fn xlsx_of(
    workbook: &str,
    sheet: &[u8],
    styles: &str,
    texts: &str,
    more: &[(&str, &[u8])],
) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELS.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/sharedStrings.xml", texts.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.extend(more);
    zip(&parts)
}

/// An xlsx of one sheet with those rows.
pub(super) fn xlsx(rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    xlsx_of(ONE, sheet.as_bytes(), "<styleSheet/>", "<sst><si><t>An</t></si></sst>", &[])
}

pub(super) const ONE: &str =
    r#"<workbook><sheets><sheet name="Thôn 1" r:id="r1"/></sheets></workbook>"#;
