//! What is in a workbook is what comes out.

use super::*;
use crate::exchange::book::Format;
use crate::exchange::sheet::Merge;
use crate::lang::errors::book as codes;

const SHEET: &str = r#"<?xml version="1.0"?><x:worksheet xmlns:x="m"><x:dimension ref="A1:XFD1048576"/>
<x:cols><x:col min="4" max="5" hidden="1"/></x:cols><x:sheetData>
<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1"/></x:row>
<x:row r="2" s="1"/>
<x:row r="4" hidden="1"><x:c r="B4" s="1" t="s"><x:v>1</x:v></x:c><x:c s="2"><x:v>45351</x:v></x:c><x:c s="3"><x:v>25569.5</x:v></x:c>
<x:c r="F4" t="b"><x:v>1</x:v></x:c><x:c r="G4" t="e"><x:v>#N/A</x:v></x:c><x:c r="H4" t="str"><x:f>A1</x:f><x:v>A &amp; B&#10;C</x:v></x:c>
<x:c r="I4" t="inlineStr"><x:is><x:r><x:t>x_x0041_</x:t></x:r><x:r><x:t>_x</x:t></x:r></x:is></x:c><x:c r="J4"><x:f>HYPERLINK("x")</x:f></x:c>
<x:c r="K4"><x:v>3.8E+10</x:v></x:c><x:c r="L4" t="d"><x:v>2024-02-29T00:00:00</x:v></x:c></x:row>
</x:sheetData><x:mergeCells count="1"><x:mergeCell ref="A1:C2"/></x:mergeCells></x:worksheet>"#;

const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>
<fonts><font><name val="Arial"/></font><font><name val=".VnTime"/></font></fonts>
<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>"#;

const TEXTS: &str = "<sst><si><t>DANH S\u{c1}CH</t></si><si><r><t>NguyÔn </t></r><r><t>V¨n</t></r><rPh><t>no</t></rPh></si></sst>";

fn workbook(date1904: bool) -> String {
    format!(
        r#"<workbook><workbookPr date1904="{date1904}"/><sheets><sheet name="Thôn 1" r:id="r1"/>
<sheet name="Biểu đồ" r:id="r5"/><sheet name="Ẩn" state="veryHidden" r:id="r2"/></sheets></workbook>"#
    )
}

#[test]
fn an_xlsx_gives_its_cells_and_what_is_known_of_its_sheets() {
    let hidden: &[u8] = b"<worksheet><sheetData/></worksheet>";
    let more = [("xl/worksheets/sheet2.xml", hidden), ("xl/vbaProject.bin", b"x")];
    let made = made("a.xlsm", &xlsx_of(&workbook(false), SHEET.as_bytes(), STYLES, TEXTS, &more));
    let book = made.book().unwrap();
    assert_eq!(book.format(), Format::Xlsx);
    let sheets: Vec<_> = book.sheets().iter().map(|s| (s.name.as_str(), s.hidden)).collect();
    assert_eq!(sheets, [("Thôn 1", false), ("Ẩn", true)]);
    assert!(book.notes().len() == 1 && book.notes()[0].is(&codes::HAS_MACROS));
    let (lines, facts) = head(&book, 0);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], Line { number: 1, cells: vec![text("DANH SÁCH")], ..Line::default() });
    assert!(lines[1].hidden && lines[1].number == 4);
    let cells = [
        Cell::Empty,
        text("NguyÔn V¨n"),
        date(2024, 2, 29),
        date(1970, 1, 1),
        Cell::Empty,
        Cell::Bool(true),
        Cell::Error("#N/A".into()),
        text("A & B\nC"),
        text("xA_x"),
        Cell::Error("=HYPERLINK(\"x\")".into()),
        Cell::Number(3.8e10),
        date(2024, 2, 29),
    ];
    assert_eq!(lines[1].cells, cells);
    assert_eq!(facts.hidden_columns, [3, 4]);
    assert_eq!(facts.merged, [Merge { lines: (1, 2), columns: (0, 2) }]);
    assert!(facts.fonts.contains(&(1, ".VnTime".into())), "{:?}", facts.fonts);
    assert_eq!(book.head(0, 1).unwrap().1.merged.len(), 1, "known without reading every row");
    assert!(head(&book, 1).0.is_empty());
    assert!(book.head(2, 1).unwrap_err().is(&codes::NO_SUCH_SHEET));
    let mut seen = 0;
    book.read(0, &mut |_| {
        seen += 1;
        Ok(false)
    })
    .unwrap();
    assert_eq!(seen, 1, "it stops where it is told to");
}

#[test]
fn a_workbook_may_count_from_1904() {
    let sheet =
        r#"<worksheet><sheetData><row><c s="2"><v>43889</v></c></row></sheetData></worksheet>"#;
    let hidden = [("xl/worksheets/sheet2.xml", sheet.as_bytes())];
    let made = made("a.xlsx", &xlsx_of(&workbook(true), sheet.as_bytes(), STYLES, TEXTS, &hidden));
    assert_eq!(head(&made.book().unwrap(), 0).0[0].cells, [date(2024, 2, 29)]);
}

/// The samples were made by LibreOffice from one xlsx.
fn sample(name: &str, bytes: &[u8], format: Format, yes: &Cell, no: &Cell) {
    let made = made(name, bytes);
    let book = made.book().unwrap();
    assert_eq!(book.format(), format);
    assert!(book.notes().is_empty());
    let sheets: Vec<_> = book.sheets().iter().map(|s| (s.name.as_str(), s.hidden)).collect();
    assert_eq!(sheets, [("Thôn Đông", false), ("Ẩn", true)]);
    let (lines, facts) = head(&book, 0);
    let numbers: Vec<_> = lines.iter().map(|line| (line.number, line.hidden)).collect();
    assert_eq!(numbers, [(1, false), (3, false), (4, false), (5, true), (6, false)]);
    let heading = ["STT", "Họ và tên", "Ngày sinh", "CCCD", "Đúng"].map(text);
    assert_eq!(lines[1].cells, heading);
    let first = [
        Cell::Number(1.0),
        text("NguyÔn V¨n An"),
        date(1960, 5, 4),
        text("000123456789"),
        yes.clone(),
        Cell::Number(2.0),
        Cell::Error("#DIV/0!".into()),
    ];
    assert_eq!(lines[2].cells, first);
    assert_eq!(lines[3].cells[4..], [no.clone(), text("Ô chữ")]);
    assert_eq!(lines[4].cells[1], text("Hai\ndòng & <dấu> \"kép\""));
    assert_eq!(facts.hidden_columns, [3]);
    assert_eq!(facts.merged, [Merge { lines: (1, 1), columns: (0, 4) }]);
    assert!(facts.fonts.contains(&(1, ".VnTime".into())), "{:?}", facts.fonts);
    assert_eq!(head(&book, 1).0[0].cells[2], text("x"));
}

pub(super) const XLS: &[u8] = include_bytes!("../../../../tests/samples/small.xls");
pub(super) const ODS: &[u8] = include_bytes!("../../../../tests/samples/small.ods");

#[test]
fn an_xls_gives_the_same() {
    sample("a.xls", XLS, Format::Xls, &Cell::Bool(true), &Cell::Bool(false));
}

#[test]
fn an_ods_gives_the_same() {
    sample("a.ods", ODS, Format::Ods, &Cell::Number(1.0), &Cell::Number(0.0));
}

#[test]
fn a_book_under_another_name_is_read_and_it_is_said() {
    for (name, bytes) in [("a.csv", XLS), ("a.xls", ODS), ("a.xlsx", XLS), ("a.ods", b"a;b\n1;2\n")]
    {
        let made = made(name, bytes);
        let book = made.book().unwrap();
        assert!(book.notes()[0].is(&codes::OTHER_INSIDE), "{name}");
    }
}

#[test]
fn what_stands_far_away_or_is_repeated_costs_nothing() {
    let mut rows: String =
        (2..20_000).map(|n| format!(r#"<row r="{n}"><c s="1"/></row>"#)).collect();
    rows.insert_str(0, r#"<row r="1"><c t="s"><v>0</v></c></row>"#);
    rows.push_str(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#);
    let lines = all(&made("a.xlsx", &xlsx(&rows)).path).unwrap();
    assert_eq!(lines.len(), 2);
    assert!(lines[1].bad.as_ref().is_some_and(|problem| problem.is(&codes::CELL_TOO_FAR)));

    let content = r#"<d xmlns:table="t"><table:table table:name="A"><table:table-column table:number-columns-repeated="16384"/>
<table:table-row><table:table-cell office:value-type="string"><text:p>An</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16383"/></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row table:number-rows-repeated="99999999999"><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table></d>"#;
    let ods = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    let lines = all(&made("a.ods", &ods).path).unwrap();
    let numbers: Vec<_> = lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 1_048_572, 1_048_573, 1_048_574, 1_048_575, 1_048_576]);
}
