//! Files as clerks make them: what stands in their cells, and the writing of them by openpyxl, by
//! LibreOffice and by hand.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use unicode_normalization::UnicodeNormalization;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    /// A day, `2019-05-12`, and how the spreadsheet shows it.
    Day(String, &'static str),
    Formula(String),
}

pub fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// Records as they must come in: field by field.
pub type Truth = BTreeMap<&'static str, String>;

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    pub rows: Vec<Vec<Cell>>,
    /// Top, left, bottom, right, from 0.
    pub merges: Vec<[usize; 4]>,
    pub hidden_rows: Vec<usize>,
    pub hidden_columns: Vec<usize>,
    /// Typefaces of columns.
    pub faces: BTreeMap<usize, &'static str>,
    /// Where each column must go, as `--map` writes it; none: no list, it must be passed over.
    pub takes: Vec<String>,
}

/// Letters of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    Utf8,
    Utf8Bom,
    Utf16Le,
    Utf16Be,
    Windows1258,
}

/// Kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Xls,
    Ods,
    Text(Letters, char),
}

/// What the register holds before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing but its own unit: what lists refer to is made.
    Nothing,
    /// The sample's units, villages and clans.
    Places,
}

/// A file and what must come of it.
pub struct List {
    pub name: &'static str,
    pub format: Format,
    /// Days are counted from 1904.
    pub mac: bool,
    pub of: &'static str,
    pub before: Before,
    pub sheets: Vec<Sheet>,
    /// What the file says nowhere, and the clerk is asked.
    pub says: &'static [(&'static str, &'static str)],
    /// Who must be there.
    pub truth: Vec<Truth>,
    /// What the clerk says where no table is found: (column, field), at most two.
    pub corrects: &'static [(&'static str, &'static str)],
    /// Rows that must be told of as doubtful or refused, at least.
    pub told: usize,
    /// A request: names in capitals are written in title case.
    pub lowers: bool,
}

impl List {
    pub fn new(name: &'static str, format: Format, of: &'static str) -> Self {
        Self {
            name,
            format,
            mac: false,
            of,
            before: Before::Nothing,
            sheets: Vec::new(),
            says: &[],
            truth: Vec::new(),
            corrects: &[],
            told: 0,
            lowers: false,
        }
    }

    /// With one more sheet.
    pub fn sheet(mut self, (sheet, truth): (Sheet, Vec<Truth>)) -> Self {
        self.sheets.push(sheet);
        self.truth.extend(truth);
        self
    }

    /// Its file.
    pub fn path(&self, dir: &Path) -> PathBuf {
        dir.join(format!("{}.{}", self.name, self.ending()))
    }

    fn ending(&self) -> &'static str {
        match self.format {
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Ods => "ods",
            Format::Text(_, '\t') => "tsv",
            Format::Text(..) => "csv",
        }
    }
}

/// Writes the lists: texts by hand, workbooks by openpyxl, and those of other kinds by LibreOffice from
/// these.
pub fn write(lists: &[List], dir: &Path, python: &str) {
    let mut books = Vec::new();
    for list in lists {
        match list.format {
            Format::Text(letters, delimiter) => {
                let text = delimited(&list.sheets[0].rows, delimiter);
                std::fs::write(list.path(dir), encoded(&text, letters)).unwrap();
            }
            _ => books.push(book(list, dir)),
        }
    }
    let mut ran = Command::new(python)
        .arg("-c")
        .arg(include_str!("write.py"))
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = ran.stdin.take().unwrap();
    input.write_all(Value::Array(books).to_string().as_bytes()).unwrap();
    drop(input);
    assert!(ran.wait().unwrap().success(), "openpyxl");
    for (format, filter) in [(Format::Xls, "xls:MS Excel 97"), (Format::Ods, "ods")] {
        let of = lists.iter().filter(|list| list.format == format);
        let from: Vec<_> = of.map(|list| dir.join(format!("{}.xlsx", list.name))).collect();
        if from.is_empty() {
            continue;
        }
        let ran = Command::new("soffice")
            .args(["--headless", "--convert-to", filter, "--outdir"])
            .arg(dir)
            .args(&from)
            .env("HOME", dir)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        from.iter().for_each(|file| std::fs::remove_file(file).unwrap());
    }
}

fn book(list: &List, dir: &Path) -> Value {
    let sheets: Vec<_> = list
        .sheets
        .iter()
        .map(|sheet| {
            let rows: Vec<Vec<Value>> =
                sheet.rows.iter().map(|row| row.iter().map(said).collect()).collect();
            json!({
                "name": sheet.name, "hidden": sheet.hidden, "rows": rows, "merges": sheet.merges,
                "hidden_rows": sheet.hidden_rows, "hidden_columns": sheet.hidden_columns,
                "faces": sheet.faces,
            })
        })
        .collect();
    json!({"path": dir.join(format!("{}.xlsx", list.name)), "mac": list.mac, "sheets": sheets})
}

fn said(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Number(number) => json!(number),
        Cell::Day(day, shown) => json!({"day": day, "shown": shown}),
        Cell::Formula(formula) => json!({"formula": formula}),
    }
}

fn delimited(rows: &[Vec<Cell>], delimiter: char) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut all = String::new();
    for row in rows {
        let mut cells: Vec<_> = row.iter().map(|cell| quoted(&shown(cell), delimiter)).collect();
        cells.resize(width, String::new());
        all.push_str(&cells.join(&delimiter.to_string()));
        all.push_str("\r\n");
    }
    all
}

/// As a spreadsheet that saves text shows it.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::Formula(_) => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day, _) => {
            let parts: Vec<_> = day.split('-').rev().collect();
            parts.join("/")
        }
    }
}

fn quoted(text: &str, delimiter: char) -> String {
    if text.contains([delimiter, '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn encoded(text: &str, letters: Letters) -> Vec<u8> {
    match letters {
        Letters::Utf8 => text.as_bytes().to_vec(),
        Letters::Utf8Bom => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Letters::Utf16Le => {
            [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        }
        Letters::Utf16Be => {
            [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
        }
        Letters::Windows1258 => {
            let marked: String = text.chars().flat_map(toned).collect();
            let (bytes, _, lost) = encoding_rs::WINDOWS_1258.encode(&marked);
            assert!(!lost, "{marked}");
            bytes.into_owned()
        }
    }
}

/// A letter as that code page has it: letters with their shape, tones behind them.
fn toned(letter: char) -> Vec<char> {
    let tones = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let all: Vec<char> = letter.nfd().collect();
    let shape: String = all.iter().copied().filter(|c| !tones.contains(c)).nfc().collect();
    shape.chars().chain(all.into_iter().filter(|c| tones.contains(c))).collect()
}
