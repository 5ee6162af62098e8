use super::*;
use proptest::prelude::*;

fn rows(bytes: &[u8]) -> Vec<Next> {
    let mut reader = Reader::new(bytes, "t.csv").unwrap();
    let mut all = Vec::new();
    while let Some(next) = reader.next_row().unwrap() {
        all.push(next);
    }
    all
}

fn texts(next: &Next) -> (u64, Vec<String>) {
    match next {
        Next::Row(row) => (row.line, row.iter().map(str::to_owned).collect()),
        Next::Bad(row, problem) => panic!("line {}: {problem}", row.line),
    }
}

fn bad(next: &Next) -> (u64, &'static str) {
    match next {
        Next::Bad(row, problem) => (row.line, problem.code.0.name),
        Next::Row(row) => panic!("line {} was read: {row:?}", row.line),
    }
}

#[test]
fn a_mark_crlf_quotes_and_empty_lines_are_read_with_their_lines() {
    let all = rows("\u{feff}a,b\r\n\r\n\"x\ny\",\"q \"\"r\"\"\"\r\n\n1,\n".as_bytes());
    let all: Vec<_> = all.iter().map(texts).collect();
    assert_eq!(
        all,
        [
            (1, vec!["a".into(), "b".into()]),
            (3, vec!["x\ny".into(), "q \"r\"".into()]),
            (6, vec!["1".into(), String::new()]),
        ]
    );
}

#[test]
fn semicolons_and_tabs_are_found_out() {
    assert_eq!(texts(&rows(b"a;b,c;d\n1;2;3\n")[0]).1, ["a", "b,c", "d"]);
    assert_eq!(texts(&rows(b"a\tb\n")[0]).1, ["a", "b"]);
    assert_eq!(texts(&rows(b"\"a;;;\",b\n")[0]).1, ["a;;;", "b"]);
    assert_eq!(texts(&rows(b"a\n")[0]).1, ["a"]);
}

#[test]
fn bytes_that_are_no_text_cost_their_row_only() {
    let all = rows(b"a,b\nx,\xff\xfey\n1,2\n\xc3,\xa9\n");
    assert_eq!(bad(&all[1]), (2, "row_not_utf8"));
    assert_eq!(texts(&all[2]), (3, vec!["1".into(), "2".into()]));
    assert_eq!(bad(&all[3]), (4, "row_not_utf8"), "a letter split over two columns");
    let Next::Bad(row, _) = &all[1] else { panic!("told above") };
    assert_eq!(row.get(0), Some("x"));
}

#[test]
fn a_huge_line_costs_its_row_and_no_memory() {
    struct Huge(u64);
    impl Read for Huge {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let n = buffer.len().min(usize::try_from(self.0).unwrap());
            buffer[..n].fill(b'x');
            self.0 -= n as u64;
            Ok(n)
        }
    }
    let input = b"a,b\n".chain(Huge(100 * 1024 * 1024)).chain(&b"\n1,2\n"[..]);
    let mut reader = Reader::new(input, "t.csv").unwrap();
    reader.next_row().unwrap();
    assert_eq!(bad(&reader.next_row().unwrap().unwrap()), (2, "row_too_long"));
    assert!(reader.out.capacity() <= MAX_ROW);
    assert_eq!(texts(&reader.next_row().unwrap().unwrap()).0, 3);
    assert_eq!(reader.next_row().unwrap(), None);
}

#[test]
fn too_many_columns_cost_their_row_only() {
    let wide = ",".repeat(MAX_COLUMNS * 3);
    let all = rows(format!("a,b\n{wide}\n1,2\n").as_bytes());
    assert_eq!(bad(&all[1]), (2, "row_too_wide"));
    assert_eq!(texts(&all[2]).0, 3);
    let full = rows(vec!["c"; MAX_COLUMNS].join(",").as_bytes());
    assert_eq!(texts(&full[0]).1.len(), MAX_COLUMNS);
}

#[test]
fn a_text_that_never_ends_is_told() {
    let all = rows(b"a,b\n1,\"2\n3,4\n");
    assert_eq!(bad(&all[1]), (2, "row_cut_off"));
    assert_eq!(all.len(), 2);
}

#[test]
fn other_files_are_refused_by_name() {
    let name = |bytes: &[u8]| {
        Reader::new(bytes, "x").err().map(|problem| problem.code.0.name).unwrap_or_default()
    };
    assert_eq!(name(b"PK\x03\x04rest"), "spreadsheet");
    assert_eq!(name(b"\xD0\xCF\x11\xE0rest"), "spreadsheet");
    assert_eq!(name(b"\xFF\xFEa\0"), "utf16");
    assert_eq!(name(b""), "");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        table in prop::collection::vec(prop::collection::vec("[a,;\"\n\r\t ớđ]{0,8}", 3), 1..20),
        delimiter in prop::sample::select(vec![b',', b';', b'\t']),
    ) {
        let header = ["h", "i", "j"];
        let mut bytes = Vec::new();
        write_row(&mut bytes, delimiter, header).unwrap();
        for row in &table {
            write_row(&mut bytes, delimiter, row.iter().map(String::as_str)).unwrap();
        }
        let all: Vec<_> = rows(&bytes).iter().map(|next| texts(next).1).collect();
        prop_assert_eq!(&all[0], &header);
        prop_assert_eq!(&all[1..], &table[..]);
    }

    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(mut reader) = Reader::new(&bytes[..], "x") {
            let mut last = 0;
            while let Some(Next::Row(row) | Next::Bad(row, _)) = reader.next_row().unwrap() {
                prop_assert!(row.line >= last);
                last = row.line;
            }
        }
    }
}
