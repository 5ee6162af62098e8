//! Files made to do harm, or that came to harm: a named problem each, and nothing else happens.

use super::workbooks::{ODS, XLS};
use super::*;
use crate::lang::errors::book as codes;

#[test]
fn what_is_no_list_is_named() {
    fails("a.xlsx", b"", &codes::EMPTY_FILE);
    fails("a.xls", b"%PDF-1.7 ...", &codes::NOT_A_SHEET);
    fails("a.xls", b"\n <HTML><body><table><tr><td>An</td></tr></table>", &codes::WEB_PAGE);
    fails("a.xls", "\u{feff}<!DOCTYPE html><p>x".as_bytes(), &codes::WEB_PAGE);
    fails("a.xls", b"MIME-Version: 1.0\nX", &codes::WEB_PAGE);
    fails(
        "a.xml",
        br#"<?xml version="1.0"?><W xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>"#,
        &codes::OTHER_WORKBOOK,
    );
    fails(
        "a.xls",
        &zip(&[("[Content_Types].xml", b"x"), ("word/document.xml", b"x")]),
        &codes::NOT_A_SHEET,
    );
    fails("a.zip", &zip(&[("a.txt", b"x")]), &codes::NOT_A_SHEET);
    fails(
        "a.odt",
        &zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")]),
        &codes::NOT_A_SHEET,
    );
    fails("a.csv", b"a,b\n\x00\x01\x02\x03", &codes::NOT_A_SHEET);
    fails("a.xls", b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", &codes::OTHER_WORKBOOK);
    fails(
        "a.xlsx",
        &xlsx_of("<workbook/>", b"<worksheet/>", "<s/>", "<sst/>", &[]),
        &codes::NO_SHEETS,
    );
}

#[test]
fn what_is_cut_off_or_changed_is_named() {
    let whole = xlsx(&r#"<row><c t="s"><v>0</v></c></row>"#.repeat(1_000));
    fails("a.xlsx", &whole[..whole.len() / 2], &codes::CUT_OFF);
    fails("a.ods", &ODS[..ODS.len() / 2], &codes::CUT_OFF);
    fails("a.xls", &XLS[..XLS.len() / 2], &codes::CUT_OFF);
    fails("a.xls", &XLS[..100], &codes::CUT_OFF);
    fails("a.xlsx", &xlsx("<row><c><v>1"), &codes::DAMAGED);
    let mut changed = whole.clone();
    let at = changed.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    changed[at + 16] ^= 1;
    fails("a.xlsx", &changed, &codes::DAMAGED);
}

#[test]
fn what_swells_is_stopped() {
    let sheet = |inside: Vec<u8>| xlsx_of(ONE, &inside, "<s/>", "<sst/>", &[]);
    let mut spaces = b"<worksheet><sheetData>".to_vec();
    for _ in 0..80 {
        spaces.extend(vec![b' '; 512 * 1024]);
        spaces.extend(b"<row/>");
    }
    fails("bomb.xlsx", &sheet(spaces), &codes::INFLATES);
    fails(
        "piece.xlsx",
        &sheet([b"<a b='".as_slice(), &vec![b'x'; 3 << 20], b"'/>"].concat()),
        &codes::TOO_DEEP,
    );
    fails("deep.xlsx", &sheet("<a>".repeat(100_000).into_bytes()), &codes::TOO_DEEP);
    let entities =
        r#"<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>"#;
    fails("dtd.xlsx", &sheet(entities.into()), &codes::HAS_DTD);
    fails("entity.xlsx", &xlsx("<row><c t=\"str\"><v>&b;</v></c></row>"), &codes::HAS_DTD);
    fails("rows.xlsx", &xlsx(r#"<row r="1048576"/><row><c><v>1</v></c></row>"#), &codes::DAMAGED);
    let parts: Vec<(String, &[u8])> =
        (0..10_001).map(|n| (format!("{n}"), b"".as_slice())).collect();
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    fails("parts.xlsx", &zip(&parts), &codes::TOO_MANY_PARTS);
    let long = "x".repeat(40_000);
    let lines =
        all(&made("long.xlsx", &xlsx(&format!("<row><c t=\"str\"><v>{long}</v></c></row>"))).path)
            .unwrap();
    assert!(lines[0].bad.as_ref().is_some_and(|problem| problem.is(&codes::CELL_TOO_LONG)));
    assert_eq!(lines[0].cells[0], text(&long[..32_767]));
}

#[test]
fn a_cell_that_points_nowhere_is_named() {
    for number in ["1", "-1", "x", "99999999999999999999", "4294967296"] {
        fails(
            "a.xlsx",
            &xlsx(&format!("<row><c t=\"s\"><v>{number}</v></c></row>")),
            &codes::NO_SUCH_TEXT,
        );
    }
}

#[test]
fn a_workbook_too_large_is_not_read_at_all() {
    let made = made("a.xls", XLS);
    let file = std::fs::File::options().write(true).open(&made.path).unwrap();
    file.set_len(51 << 20).unwrap();
    assert!(made.book().unwrap_err().is(&codes::WORKBOOK_TOO_LARGE));
}

/// Where in the sample the first record of that kind and length begins.
fn record(id: u16, from: usize) -> usize {
    let at = XLS[from..].windows(2).position(|two| two == id.to_le_bytes()).unwrap();
    from + at
}

#[test]
fn an_xls_that_lies_or_is_locked_is_named() {
    let mut locked = XLS.to_vec();
    let page = XLS.windows(4).position(|four| four == b"\x42\x00\x02\x00").unwrap();
    locked[page] = 0x2F;
    fails("a.xls", &locked, &codes::ENCRYPTED);
    let mut long = XLS.to_vec();
    long[page + 2..page + 4].copy_from_slice(&[0xFF, 0xFF]);
    fails("a.xls", &long, &codes::CUT_OFF);
    let mut name = XLS.to_vec();
    let at = record(u16::from_le_bytes(*b"W\0"), 512);
    let package: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    name[at..at + 32].copy_from_slice(&package);
    name[at + 64] = 34;
    fails("a.xlsx", &name, &codes::ENCRYPTED);
    // The first table of sectors says of every sector that it comes after itself.
    let mut circle = XLS.to_vec();
    let table = (u32::from_le_bytes(XLS[76..80].try_into().unwrap()) as usize + 1) * 512;
    for (n, four) in circle[table..table + 512].chunks_exact_mut(4).enumerate() {
        four.copy_from_slice(&(n as u32).to_le_bytes());
    }
    fails("a.xls", &circle, &codes::DAMAGED);
    let manifest = b"<m><encryption-data/></m>".as_slice();
    let ods = zip(&[
        ("mimetype", b"spreadsheet"),
        ("content.xml", b"<x/>"),
        ("META-INF/manifest.xml", manifest),
    ]);
    fails("a.ods", &ods, &codes::ENCRYPTED);
}

#[test]
fn no_change_of_bytes_is_more_than_a_problem() {
    let xlsx = xlsx(r#"<row r="7"><c r="B7" t="s" s="1"><v>0</v></c></row>"#);
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    for round in 0..1_500 {
        let sample = [XLS, ODS, &xlsx][round % 3];
        let mut bytes = sample.to_vec();
        for _ in 0..=next() % 6 {
            let at = next() % bytes.len();
            bytes[at] = [0, 0xFF, next() as u8][next() % 3];
        }
        std::fs::write(&path, &bytes).unwrap();
        let _ = all(&path);
    }
}
