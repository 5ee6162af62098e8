//! Files made to do harm, written piece by piece: a bomb must not burst in the test either.

use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write;

/// Bytes of a part as its header tells them, whatever they are.
#[derive(Clone, Copy, Default)]
pub struct Lies {
    /// Of what it inflates to.
    pub unpacked: Option<u32>,
    /// Of what lies in the archive.
    pub packed: Option<u32>,
    /// Where it begins.
    pub at: Option<u32>,
    /// Locked by a password.
    pub locked: bool,
}

/// An archive, part after part.
#[derive(Default)]
pub struct Zip {
    out: Vec<u8>,
    directory: Vec<u8>,
    parts: u16,
}

impl Zip {
    pub fn part(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.lying(name, Lies::default(), &[(bytes.as_ref(), 1)])
    }

    /// A part of pieces, each so many times over.
    pub fn lying(mut self, name: &str, lies: Lies, pieces: &[(&[u8], usize)]) -> Self {
        let mut crc = Crc::new();
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(6));
        let mut unpacked = 0_u64;
        for (bytes, times) in pieces {
            for _ in 0..*times {
                crc.update(bytes);
                encoder.write_all(bytes).unwrap();
                unpacked += bytes.len() as u64;
            }
        }
        let packed = encoder.finish().unwrap();
        let at = lies.at.unwrap_or(self.out.len() as u32);
        let mut common = vec![20, 0, u8::from(lies.locked), 0, 8, 0, 0, 0, 0, 0];
        common.extend(crc.sum().to_le_bytes());
        common.extend(lies.packed.unwrap_or(packed.len() as u32).to_le_bytes());
        common.extend(lies.unpacked.unwrap_or(unpacked as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        self.out.extend(b"PK\x03\x04");
        self.out.extend(&common);
        self.out.extend(name.as_bytes());
        self.out.extend(&packed);
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(&common);
        self.directory.extend([0; 10]);
        self.directory.extend(at.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.parts += 1;
        self
    }

    pub fn end(mut self) -> Vec<u8> {
        let at = self.out.len() as u32;
        self.out.extend(&self.directory);
        self.out.extend(b"PK\x05\x06\0\0\0\0");
        self.out.extend(self.parts.to_le_bytes());
        self.out.extend(self.parts.to_le_bytes());
        self.out.extend((self.directory.len() as u32).to_le_bytes());
        self.out.extend(at.to_le_bytes());
        self.out.extend([0, 0]);
        self.out
    }
}

/// What an xlsx has beside its sheet and its texts.
pub fn xlsx(texts: &str) -> Zip {
    xlsx_with("worksheets/sheet1.xml", "sharedStrings.xml").part("xl/sharedStrings.xml", texts)
}

/// The same without texts, its sheet and texts in those parts.
pub fn xlsx_with(sheet: &str, texts: &str) -> Zip {
    xlsx_of("Thôn 1", sheet, texts)
}

/// An xlsx of one good sheet under that name.
pub fn sheet_called(called: &str) -> Vec<u8> {
    let sheet = format!(
        "<worksheet><sheetData>{HEAD}{}</sheetData></worksheet>",
        row(2, &name("Lê Văn An"))
    );
    xlsx_of(called, "worksheets/sheet1.xml", "none.xml")
        .part("xl/worksheets/sheet1.xml", sheet)
        .end()
}

fn xlsx_of(called: &str, sheet: &str, texts: &str) -> Zip {
    let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    Zip::default()
        .part("[Content_Types].xml", "<Types/>")
        .part(
            "xl/workbook.xml",
            format!(
                r#"<workbook><sheets><sheet name="{called}" r:id="r1"/></sheets></workbook>"#
            ),
        )
        .part(
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships><Relationship Id="r1" Type="{of}/worksheet" Target="{sheet}"/><Relationship Id="r2" Type="{of}/sharedStrings" Target="{texts}"/></Relationships>"#
            ),
        )
}

/// The heading and a person, as rows of a sheet.
pub const HEAD: &str = r#"<row r="1"><c t="str"><v>Họ và tên</v></c><c t="str"><v>Năm sinh</v></c><c t="str"><v>Giới tính</v></c><c t="str"><v>Đơn vị</v></c></row>"#;

/// A person's row; what stands in the name's cell is given.
pub fn row(number: u32, name: &str) -> String {
    format!(
        r#"<row r="{number}">{name}<c r="B{number}"><v>1954</v></c><c r="C{number}" t="str"><v>Nam</v></c><c r="D{number}" t="str"><v>15889</v></c></row>"#
    )
}

/// A name's cell.
pub fn name(text: &str) -> String {
    format!(r#"<c t="str"><v>{text}</v></c>"#)
}

/// An xlsx with those rows under the heading.
pub fn rows(rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{HEAD}{rows}</sheetData></worksheet>");
    xlsx("<sst><si><t>Lê Văn An</t></si></sst>").part("xl/worksheets/sheet1.xml", sheet).end()
}

/// A sheet that consists of pieces, each so many times over.
pub fn sheet(pieces: &[(&[u8], usize)]) -> Vec<u8> {
    sheet_that(Lies::default(), pieces)
}

pub fn sheet_that(lies: Lies, pieces: &[(&[u8], usize)]) -> Vec<u8> {
    let head = format!("<worksheet><sheetData>{HEAD}{}", row(2, &name("Lê Văn An")));
    let all: Vec<(&[u8], usize)> = [(head.as_bytes(), 1)]
        .into_iter()
        .chain(pieces.iter().copied())
        .chain([(b"</sheetData></worksheet>".as_slice(), 1)])
        .collect();
    xlsx("<sst/>").lying("xl/worksheets/sheet1.xml", lies, &all).end()
}

/// An ods of those rows, in pieces, each so many times over.
pub fn ods(pieces: &[(&[u8], usize)]) -> Vec<u8> {
    let head = "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Thôn 1\">";
    let cells = |texts: [&str; 4]| -> String {
        let cell = |text| {
            format!(
                "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
            )
        };
        format!("<table:table-row>{}</table:table-row>", texts.map(cell).concat())
    };
    let head = head.to_owned()
        + &cells(["Họ và tên", "Năm sinh", "Giới tính", "Đơn vị"])
        + &cells(["Lê Văn An", "1954", "Nam", "15889"]);
    let end = "</table:table></office:spreadsheet></office:body></office:document-content>";
    let all: Vec<(&[u8], usize)> = [(head.as_bytes(), 1)]
        .into_iter()
        .chain(pieces.iter().copied())
        .chain([(end.as_bytes(), 1)])
        .collect();
    Zip::default()
        .part("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        .lying("content.xml", Lies::default(), &all)
        .end()
}

/// Texts that pack well and are all different: letters of a pool from ever another place.
pub fn different_texts(megabytes: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let pool: String = (0..20_000).map(|_| char::from(b'a' + (next() % 26) as u8)).collect();
    let one: String = (0..1_024)
        .map(|_| {
            let at = (next() % 19_000) as usize;
            format!("<si><t>{}</t></si>", &pool[at..at + 1_000])
        })
        .collect();
    xlsx_with("worksheets/sheet1.xml", "sharedStrings.xml")
        .part(
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{HEAD}</sheetData></worksheet>"),
        )
        .lying(
            "xl/sharedStrings.xml",
            Lies::default(),
            &[(b"<sst>", 1), (one.as_bytes(), megabytes), (b"</sst>", 1)],
        )
        .end()
}

/// A workbook of Excel 5, which is its records and nothing around them; those given stand behind the
/// first.
pub fn excel5(more: &[(u16, &[u8])]) -> Vec<u8> {
    let record = |id: u16, data: &[u8]| {
        [&id.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
    };
    let begin = |kind: u8| record(0x0809, &[0, 5, kind, 0, 0, 0, 0, 0]);
    let end = record(0x000A, &[]);
    // What windows-1258 makes of the letters beyond ASCII.
    let bytes = |text: &str| encoding_rs::WINDOWS_1258.encode(text).0.into_owned();
    let label = |line: u16, column: u16, text: &str| {
        let (text, place) = (bytes(text), [line, column, 0].map(u16::to_le_bytes).concat());
        record(0x0204, &[place, (text.len() as u16).to_le_bytes().to_vec(), text].concat())
    };
    let lines =
        [["full_name", "birth_date", "gender", "unit"], ["Lê Văn An", "1954", "Nam", "15889"]];
    let cells: Vec<u8> = (0..)
        .zip(lines)
        .flat_map(|(line, texts)| {
            (0..).zip(texts).flat_map(move |(column, text)| label(line, column, text))
        })
        .collect();
    let more: Vec<u8> = more.iter().flat_map(|(id, data)| record(*id, data)).collect();
    let page = record(0x0042, &1258_u16.to_le_bytes());
    let name = bytes("Thon 1");
    let globals = [begin(5), more, page].concat();
    let at = (globals.len() + 4 + 7 + name.len() + end.len()) as u32;
    let sheet = [&at.to_le_bytes(), [0, 0, name.len() as u8].as_slice(), &name].concat();
    [globals, record(0x0085, &sheet), end.clone(), begin(0x10), cells, end].concat()
}
