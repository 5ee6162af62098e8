use super::*;

/// The parts of an archive as `unzip` would find them: this reads only what it wrote.
fn sheet(bytes: &[u8]) -> String {
    let name = b"xl/worksheets/sheet1.xml";
    let at = bytes.windows(name.len()).position(|window| window == name).unwrap();
    let mut text = String::new();
    let packed = &bytes[at + name.len()..];
    io::Read::read_to_string(&mut flate2::read::DeflateDecoder::new(packed), &mut text).unwrap();
    text
}

fn book(cells: Vec<Cell>) -> String {
    let columns = (0..cells.len()).map(|at| Column::of_text(format!("C{at}"))).collect();
    let mut book = Book::new(Vec::new(), "Sổ", columns);
    book.add(cells).unwrap();
    sheet(&book.finish().unwrap())
}

#[test]
fn a_text_stays_a_text_whatever_it_looks_like() {
    let odd = ["=1+1", "@SUM(A1)", "-1", "+84912345678", "0012", "http://x.vn", "1954", "TRUE"];
    let sheet = book(odd.iter().map(|text| Cell::Text((*text).to_owned())).collect());
    for (at, odd) in odd.iter().enumerate() {
        let place = letters(at);
        let cell =
            format!(r#"<c r="{place}2" s="1" t="inlineStr"><is><t xml:space="preserve">{odd}<"#);
        assert!(sheet.contains(&cell), "{odd}: {sheet}");
    }
    assert!(!sheet.contains("<f>") && !sheet.contains("hyperlink"));
}

#[test]
fn numbers_and_days_are_such_and_what_is_vague_is_text() {
    let day = |year, month, day| Cell::Date(PartialDate::new(year, month, day).unwrap());
    let cells = vec![
        Cell::Number(1_200_000.0),
        day(1954, 3, 12),
        day(1954, 3, 0),
        day(1899, 12, 31),
        Cell::Number(f64::NAN),
        Cell::Bool(true),
    ];
    let sheet = book(cells);
    for cell in [
        r#"<c r="A2" s="0"><v>1200000</v></c>"#,
        r#"<c r="B2" s="2"><v>19795</v></c>"#,
        ">03/1954<",
        ">31/12/1899<",
        ">NaN<",
        r#"<c r="F2" s="1" t="b"><v>1</v></c>"#,
    ] {
        assert!(sheet.contains(cell), "{cell}: {sheet}");
    }
}

#[test]
fn what_xml_does_not_hold_is_written_by_number() {
    assert_eq!(text("a<b & \"c\""), "a&lt;b &amp; &quot;c&quot;");
    assert_eq!(text("\u{1}\r\n_x0041_ _x_"), "_x0001__x000D_\n_x005F_x0041_ _x_");
    assert_eq!([letters(0), letters(25), letters(26), letters(16_383)], ["A", "Z", "AA", "XFD"]);
}

#[test]
fn what_does_not_fit_goes_to_the_next_sheet_and_too_long_a_text_is_refused() {
    let mut book = Book::new(Vec::new(), "x", vec![Column::of_text("a")]);
    let long = Cell::Text("x".repeat(LETTERS + 1));
    let refused = (0..SAMPLE).find_map(|_| book.add(vec![long.clone()]).err());
    assert_eq!(refused.unwrap().kind(), ErrorKind::InvalidData);
    let mut book = Book::new(Vec::new(), "x", vec![Column::of_text("a")]);
    for n in 0..=SAMPLE {
        book.add(vec![Cell::Number(n as f64)]).unwrap();
    }
    // As many as a sheet has, less one.
    book.row = ROWS - 1;
    book.add(vec![Cell::Empty]).unwrap();
    assert_eq!((book.sheets, book.row), (1, ROWS));
    book.add(vec![Cell::Empty]).unwrap();
    assert_eq!((book.sheets, book.row), (2, 2));
    let bytes = book.finish().unwrap();
    assert!(bytes.windows(4).any(|window| window == b"t2.x"));
}

#[test]
fn days_are_counted_as_a_spreadsheet_does() {
    let number = |year, month, day| serial(PartialDate::new(year, month, day).unwrap());
    let mut day = 61;
    for year in 1900..2200 {
        for month in 1..=12 {
            let from = if year == 1900 && month < 3 { 32 } else { 1 };
            for date in (from..=31).filter_map(|date| PartialDate::new(year, month, date)) {
                assert_eq!(serial(date), Some(day), "{}", date.iso());
                day += 1;
            }
        }
    }
    assert_eq!(number(1954, 3, 12), Some(19_795));
    assert_eq!([number(1900, 2, 28), number(2026, 5, 0)], [None, None]);
}
