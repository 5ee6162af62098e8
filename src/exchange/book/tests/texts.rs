//! Text files in every encoding, and pasted blocks.

use super::*;
use crate::exchange::book::{Encoding, Format};
use crate::lang::errors::exchange::ROW_NOT_UTF8;

const LIST: &str = "Họ và tên;Thôn\r\nNguyễn Văn Ấm;Đông\r\nTrần Thị Bưởi;\"Thôn; 2\"\r\n";

fn check(name: &str, bytes: &[u8], encoding: Encoding) {
    let made = made(name, bytes);
    let book = made.book().unwrap();
    assert_eq!(book.format(), Format::Text { encoding, delimiter: b';' }, "{name}");
    let (lines, _) = head(&book, 0);
    assert_eq!(lines.len(), 3, "{name}");
    assert_eq!(lines[0].cells, ["Họ và tên", "Thôn"].map(text), "{name}");
    assert_eq!(lines[1].cells, ["Nguyễn Văn Ấm", "Đông"].map(text), "{name}");
    assert_eq!(lines[2].cells, ["Trần Thị Bưởi", "Thôn; 2"].map(text), "{name}");
    assert_eq!(lines[2].number, 3, "{name}");
}

fn wide(big: bool, mark: bool) -> Vec<u8> {
    let with = if mark { format!("\u{feff}{LIST}") } else { LIST.to_owned() };
    let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
    with.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn every_encoding_is_found_out() {
    check("a.csv", LIST.as_bytes(), Encoding::Utf8);
    check("b.csv", format!("\u{feff}{LIST}").as_bytes(), Encoding::Utf8Bom);
    check("c.csv", &wide(false, true), Encoding::Utf16Le);
    check("d.csv", &wide(true, true), Encoding::Utf16Be);
    check("e.csv", &wide(false, false), Encoding::Utf16Le);
    check("f.csv", &wide(true, false), Encoding::Utf16Be);
    // "Họ và tên", "Nguyễn Văn Ấm", "Đông", "Trần Thị Bưởi", "Thôn" in windows-1258.
    let old = b"Ho\xF2 v\xE0 t\xEAn;Th\xF4n\r\nNguy\xEA\xDEn V\xE3n \xC2\xECm;\xD0\xF4ng\r\nTr\xE2\xCCn Thi\xF2 B\xFD\xF5\xD2i;\"Th\xF4n; 2\"\r\n";
    check("g.csv", old, Encoding::Windows1258);
}

#[test]
fn texts_in_old_fonts_keep_their_letters() {
    // TCVN3 and VNI.
    let tcvn = b"H\xE4 t\xAAn,Th\xABn".to_vec();
    for (bytes, wanted) in [
        (tcvn, "Hä tªn"),
        (b"Nguye\xE3n Va\xEAn \xD1o\xE2ng,2\n\xF1\xF6\xF8ng,3".to_vec(), "Nguyeãn Vaên Ñoâng"),
    ] {
        let made = made("a.csv", &bytes);
        let book = made.book().unwrap();
        assert!(
            matches!(book.format(), Format::Text { encoding: Encoding::Windows1252, .. }),
            "{wanted}"
        );
        assert_eq!(head(&book, 0).0[0].cells[0], text(wanted));
    }
}

#[test]
fn a_title_with_commas_does_not_hide_the_semicolons() {
    let made = made(
        "a.csv",
        "DANH SÁCH, NĂM 2024, THÔN 1, 2\n\nSTT;Họ tên\n1;An\n2;Bình, con\n".as_bytes(),
    );
    assert_eq!(head(&made.book().unwrap(), 0).0[1].cells, ["STT", "Họ tên"].map(text));
    let said = super::made("b.csv", b"sep=\t\r\na,b\tc\r\n");
    let (lines, _) = head(&said.book().unwrap(), 0);
    assert_eq!((lines[0].number, lines[0].cells.clone()), (2, vec![text("a,b"), text("c")]));
}

#[test]
fn a_broken_letter_spoils_its_row_only() {
    let made = made("a.csv", b"a,b\n\xC4\x90\xC3\xB4ng \xE1\xBA\xA4m,1\nx\xFF,2\n");
    let lines = all(&made.path).unwrap();
    let bad: Vec<_> = lines.iter().map(|l| l.bad.as_ref().map(|p| p.is(&ROW_NOT_UTF8))).collect();
    assert_eq!(bad, [None, None, Some(true)]);
}

#[test]
fn a_pasted_block_keeps_quotes_and_line_breaks() {
    let block = "Họ tên\tGhi chú\r\nAn\t\"hai\nd\"\"òng\"\r\n\r\n\"Ba\" Hai\tx\r\t\n\"mở\tz";
    let book = Book::pasted("dán", block).unwrap();
    assert_eq!(book.format(), Format::Pasted);
    let (lines, _) = head(&book, 0);
    let seen: Vec<_> = lines.iter().map(|line| (line.number, line.cells.clone())).collect();
    let wanted = [
        (1, ["Họ tên", "Ghi chú"]),
        (2, ["An", "hai\nd\"òng"]),
        (5, ["\"Ba\" Hai", "x"]),
        (7, ["\"mở", "z"]),
    ];
    assert_eq!(seen, wanted.map(|(number, cells)| (number, cells.map(text).to_vec())));
    assert!(Book::pasted("dán", " \n").is_err());
}
