//! Files made to do harm, and files that came to harm, given to the real program: each is named with
//! what to do, the program ends as its contract says, nothing of it is saved, and the most memory any
//! of them took is bounded.

#[allow(dead_code)] // The command line's tests ask more of it.
#[path = "../cli/desk.rs"]
mod desk;
mod made;

use densach::exchange::book::Book;
use desk::{Desk, Ran};
use made::{
    HEAD, Lies, Zip, different_texts, excel5, name, ods, row, rows, sheet, sheet_called,
    sheet_that, xlsx, xlsx_with,
};
use nix::sys::resource::{UsageWho, getrusage};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// MiB that no file may make the program take.
const MEMORY: i64 = 256;

const XLS: &[u8] = include_bytes!("../samples/small.xls");
const ODS: &[u8] = include_bytes!("../samples/small.ods");

/// What comes of a file.
enum Comes {
    /// It is refused as a whole, under that name; nothing is saved.
    Refused(&'static str),
    /// Every record in it is refused; the first reason in the rejects says this; nothing is saved.
    Rejected(&'static str),
    /// Its one good row is taken, and stdout or stderr says this.
    Taken(&'static str),
}
use Comes::{Refused, Rejected, Taken};

/// A file's name, what it holds, what comes of it.
type Case = (&'static str, fn() -> Vec<u8>, Comes);

fn good() -> Vec<u8> {
    rows(&row(2, &name("Lê Văn An")))
}

/// Where in a file some bytes stand first.
fn place(file: &[u8], bytes: &[u8]) -> usize {
    file.windows(bytes.len()).position(|window| window == bytes).expect("those bytes")
}

const SPACES: &[u8] = &[b' '; 512 * 1024];

#[rustfmt::skip]
const CASES: &[Case] = &[
    // What swells.
    ("bomb.xlsx", || sheet(&[(&[SPACES, b"<row/>"].concat(), 600)]), Refused("workbook_inflates")),
    ("bomb.ods", || ods(&[(&[SPACES, b"<table:table-row/>"].concat(), 600)]), Refused("workbook_inflates")),
    ("bomb in one piece.xlsx", || sheet(&[(SPACES, 600)]), Refused("workbook_too_deep")),
    ("bomb of texts.xlsx", || xlsx_with("worksheets/sheet1.xml", "sharedStrings.xml").part("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{HEAD}</sheetData></worksheet>")).lying("xl/sharedStrings.xml", Lies::default(), &[(b"<sst>", 1), (format!("<si><t>{}</t></si>", "a".repeat(1_000)).as_bytes(), 240_000), (b"</sst>", 1)]).end(), Refused("workbook_text")),
    ("bomb of one text.xlsx", || xlsx_with("worksheets/sheet1.xml", "sharedStrings.xml").part("xl/worksheets/sheet1.xml", "<worksheet/>").lying("xl/sharedStrings.xml", Lies::default(), &[(b"<sst><si><t>", 1), (SPACES, 400), (b"</t></si></sst>", 1)]).end(), Refused("workbook_too_deep")),
    ("all texts different.xlsx", || different_texts(200), Refused("workbook_text")),
    ("says it is small.xlsx", || sheet_that(Lies { unpacked: Some(10), ..Lies::default() }, &[(&[SPACES, b"<row/>"].concat(), 300)]), Refused("workbook_inflates")),
    ("says it is packed small.xlsx", || sheet_that(Lies { packed: Some(40), ..Lies::default() }, &[(b"<row/>", 100)]), Refused("workbook_damaged")),
    ("says it is packed large.xlsx", || sheet_that(Lies { packed: Some(u32::MAX - 1), ..Lies::default() }, &[(b"<row/>", 100)]), Taken("")),
    ("part in a part.xlsx", || sheet_that(Lies { at: Some(0), ..Lies::default() }, &[]), Refused("workbook_damaged")),
    ("laughs.xlsx", || xlsx("<sst/>").part("xl/worksheets/sheet1.xml", r#"<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet>&c;</worksheet>"#).end(), Refused("workbook_dtd")),
    ("laughs.ods", || Zip::default().part("mimetype", "application/vnd.oasis.opendocument.spreadsheet").part("content.xml", r#"<!DOCTYPE x [<!ENTITY a "haha">]><office:document-content>&a;</office:document-content>"#).end(), Refused("workbook_dtd")),
    ("reads your files.xlsx", || xlsx(r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>"#).part("xl/worksheets/sheet1.xml", "<worksheet/>").end(), Refused("workbook_dtd")),
    ("laughs in the workbook.xlsx", || Zip::default().part("xl/workbook.xml", r#"<!DOCTYPE x [<!ENTITY a "Thôn 1">]><workbook><sheets><sheet name="&a;" r:id="r1"/></sheets></workbook>"#).end(), Refused("workbook_dtd")),
    ("a type from outside.xlsx", || xlsx("<sst/>").part("xl/worksheets/sheet1.xml", r#"<!DOCTYPE x SYSTEM "http://x/x.dtd"><worksheet/>"#).end(), Refused("workbook_dtd")),
    ("an entity of its own.xlsx", || rows(&row(2, &name("Lê &van; An"))), Refused("workbook_dtd")),
    ("deep.xlsx", || sheet(&[(b"<a>", 1_000_000)]), Refused("workbook_too_deep")),
    ("deep texts.xlsx", || xlsx_with("worksheets/sheet1.xml", "sharedStrings.xml").part("xl/worksheets/sheet1.xml", "<worksheet/>").lying("xl/sharedStrings.xml", Lies::default(), &[(b"<sst>", 1), (b"<r>", 100_000)]).end(), Refused("workbook_too_deep")),
    ("deep.ods", || ods(&[(b"<table:table-row><table:table-cell>", 100_000)]), Refused("workbook_too_deep")),
    ("tables in tables.ods", || ods(&[(b"<table:table-row><table:table-cell><table:table>", 100_000)]), Refused("workbook_too_deep")),
    ("a person in 16,384 columns.ods", || ods(&[(b"<table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16384\"><text:p>An</text:p></table:table-cell></table:table-row>", 1)]), Refused("unknown_column")),
    ("a thousand million spaces.ods", || ods(&[(b"<table:table-row><table:table-cell office:value-type=\"string\"><text:p>", 1), (b"<text:s text:c=\"1000000000\"/>", 10_000), (b"</text:p></table:table-cell></table:table-row>", 1)]), Rejected("longer than may be")),
    ("more merged than there is.xlsx", || xlsx("<sst/>").lying("xl/worksheets/sheet1.xml", Lies::default(), &[(format!("<worksheet><sheetData>{HEAD}{}</sheetData><mergeCells>", row(2, &name("Lê Văn An"))).as_bytes(), 1), (b"<mergeCell ref=\"A1:XFD1048576\"/>", 200_000), (b"</mergeCells></worksheet>", 1)]).end(), Taken("")),
    ("parts.xlsx", || (0..10_001).fold(Zip::default(), |zip, n| zip.part(&n.to_string(), "")).end(), Refused("workbook_parts")),
    ("60 MB.xlsx", || [good(), vec![b' '; 60 << 20]].concat(), Refused("workbook_too_large")),
    ("60 MB.xls", || [XLS.to_vec(), vec![0; 60 << 20]].concat(), Refused("workbook_too_large")),
    // Rows without end, and rows far apart.
    ("a million empty rows.xlsx", || xlsx("<sst/>").lying("xl/worksheets/sheet1.xml", Lies::default(), &[(b"<worksheet><sheetData>", 1), (b"<row/>", 1_048_576), (b"</sheetData></worksheet>", 1)]).end(), Refused("no_table")),
    ("a million empty rows behind one.xlsx", || sheet(&[(b"<row/>", 1_048_574)]), Taken("")),
    ("a million rows and one.xlsx", || sheet(&[(b"<row/>", 1_048_575)]), Refused("workbook_damaged")),
    ("a million empty rows.ods", || ods(&[(b"<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>", 3)]), Taken("")),
    ("far apart.xlsx", || rows(&(row(2, &name("Lê Văn An")) + r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#)), Rejected("behind column 256")),
    ("far apart and nobody else.ods", || ods(&[(b"<table:table-row table:number-rows-repeated=\"1048573\"/><table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>", 1)]), Rejected("behind column 256")),
    ("farther.xlsx", || rows(r#"<row r="4294967296"><c r="ZZZZZZZZZZZZZZ1"><v>1</v></c></row>"#), Refused("workbook_damaged")),
    // Formulas: what they gave is taken and told, what gave nothing is none; in a text they are text.
    ("a formula for a name.xlsx", || rows(&row(2, r#"<c t="str"><f>HYPERLINK("http://x","Lê Văn An")</f><v>Lê Văn An</v></c>"#)), Taken("\"formulas\":1")),
    ("a formula that gave nothing.xlsx", || rows(&row(2, r#"<c><f>WEBSERVICE("http://x")</f></c>"#)), Rejected("full_name")),
    ("a formula that failed.xlsx", || rows(&row(2, r#"<c t="e"><f>1/0</f><v>#REF!</v></c>"#)), Rejected("full_name")),
    ("a formula as text.csv", || "Họ và tên,Năm sinh,Giới tính,Đơn vị\n\"=HYPERLINK(\"\"http://x\"\",\"\"An\"\")\",1954,Nam,15889\n".into(), Rejected("full_name")),
    ("a command as text.csv", || "full_name,birth_date,gender,unit\n=cmd|'/c calc'!A1,1954,1,15889\n".into(), Rejected("full_name")),
    // Texts that are not there, and parts that are each other.
    ("no such text.xlsx", || rows(&row(2, r#"<c t="s"><v>7</v></c>"#)), Refused("workbook_no_text")),
    ("text before the first.xlsx", || rows(&row(2, r#"<c t="s"><v>-1</v></c>"#)), Refused("workbook_no_text")),
    ("texts are the sheet.xlsx", || xlsx_with("worksheets/sheet1.xml", "worksheets/sheet1.xml").part("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{HEAD}{}</sheetData></worksheet>", row(2, r#"<c t="s"><v>0</v></c>"#))).end(), Refused("workbook_no_text")),
    ("sheet is the workbook.xlsx", || xlsx_with("workbook.xml", "workbook.xml").end(), Refused("no_table")),
    ("out of the archive.xlsx", || xlsx_with("../../../../etc/passwd", "sharedStrings.xml").part("../../../../tmp/evil.xml", "x").end(), Refused("workbook_damaged")),
    ("sheet is nowhere.xlsx", || xlsx_with("worksheets/sheet9.xml", "sharedStrings.xml").part("xl/worksheets/sheet1.xml", "<worksheet/>").end(), Refused("workbook_damaged")),
    ("sheet is its texts.xlsx", || xlsx_with("sharedStrings.xml", "sharedStrings.xml").part("xl/sharedStrings.xml", "<sst><si><t>An</t></si></sst>").end(), Refused("no_table")),
    ("sheet is a picture.xlsx", || xlsx_with("media/image1.png", "sharedStrings.xml").part("xl/media/image1.png", b"\x89PNG\r\n\x1a\n<\0\0\0\rIHDR").end(), Refused("workbook_damaged")),
    ("sheet is on the web.xlsx", || xlsx_with("http://x/sheet1.xml\" TargetMode=\"External", "sharedStrings.xml").end(), Refused("workbook_damaged")),
    ("one sheet a thousand times.xlsx", || Zip::default().part("xl/workbook.xml", format!("<workbook><sheets>{}</sheets></workbook>", r#"<sheet name="Thôn 1" r:id="r1"/>"#.repeat(1_000))).part("xl/_rels/workbook.xml.rels", r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#).part("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{HEAD}</sheetData></worksheet>")).end(), Refused("workbook_damaged")),
    // What points outside is not gone after; what it gave when it was saved is taken and told.
    ("from another workbook.xlsx", || xlsx("<sst/>").part("xl/externalLinks/externalLink1.xml", r#"<externalLink><externalBook r:id="r1"/></externalLink>"#).part("xl/externalLinks/_rels/externalLink1.xml.rels", r#"<Relationships><Relationship Id="r1" Type="x/externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/></Relationships>"#).part("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{HEAD}{}</sheetData></worksheet>", row(2, r#"<c t="str"><f>[1]Sheet1!$A$1</f><v>Lê Văn An</v></c>"#))).end(), Taken("\"formulas\":1")),
    ("from another workbook.ods", || ods(&[(b"<table:table-source xlink:href=\"file:///etc/passwd\" table:table-name=\"x\"/>", 1)]), Taken("")),
    // Another form than the name says.
    ("really xlsx.xls", good, Taken("other_inside")),
    ("really ods.csv", || ods(&[]), Taken("other_inside")),
    ("really csv.xls", || "full_name,birth_date,gender,unit\nLê Văn An,1954,1,15889\n".into(), Taken("other_inside")),
    ("really pdf.xlsx", || b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj".to_vec(), Refused("not_a_sheet")),
    ("really png.xls", || b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Refused("not_a_sheet")),
    ("really png.csv", || b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Refused("not_a_sheet")),
    ("really a page.xls", || b"<html><table><tr><td>An</td></tr></table></html>".to_vec(), Refused("sheet_is_web_page")),
    ("really zip.xlsx", || Zip::default().part("danh sach.xlsx", good()).end(), Refused("not_a_sheet")),
    ("really gz.xlsx", || b"\x1F\x8B\x08\0\0\0\0\0".to_vec(), Refused("not_a_sheet")),
    ("archives in archives.xlsx", || (0..64).fold(good(), |inner, _| Zip::default().part("xl/workbook.xml", inner).end()), Refused("workbook_damaged")),
    ("sheet is an archive.xlsx", || xlsx("<sst/>").part("xl/worksheets/sheet1.xml", good()).end(), Refused("workbook_damaged")),
    ("really xlsb.xlsx", || Zip::default().part("[Content_Types].xml", "<Types/>").part("_rels/.rels", r#"<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>"#).end(), Refused("other_workbook")),
    ("Excel 5.xls", || excel5(&[]), Taken("")),
    ("Excel 4.xls", || b"\x09\x04\x06\0\0\0\x10\0\0\0".to_vec(), Refused("other_workbook")),
    // Cut in half, or empty.
    ("half.xlsx", || good()[..good().len() / 2].to_vec(), Refused("workbook_cut_off")),
    ("half.ods", || ODS[..ODS.len() / 2].to_vec(), Refused("workbook_cut_off")),
    ("half.xls", || XLS[..XLS.len() / 2].to_vec(), Refused("workbook_cut_off")),
    ("half.csv", || "full_name,birth_date,gender,unit\n\"Lê Văn".into(), Rejected("quote")),
    ("nothing.xlsx", Vec::new, Refused("empty_file")),
    ("nothing.csv", Vec::new, Refused("no_columns")),
    // Macros, and locks.
    ("macros.xlsm", || xlsx("<sst/>").part("xl/vbaProject.bin", "Sub Auto_Open()").part("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{HEAD}{}</sheetData></worksheet>", row(2, &name("Lê Văn An")))).end(), Taken("has_macros")),
    ("locked.xlsx", locked_package, Refused("workbook_encrypted")),
    ("locked.xls", || changed(XLS, place(XLS, b"\x42\x00\x02\x00"), &[0x2F]), Refused("workbook_encrypted")),
    ("locked Excel 5.xls", || excel5(&[(0x2F, &[0x5A, 0xB3, 0x12, 0xF4])]), Refused("workbook_encrypted")),
    ("half Excel 5.xls", || excel5(&[])[..excel5(&[]).len() / 2].to_vec(), Refused("workbook_cut_off")),
    ("locked.ods", || Zip::default().part("mimetype", "application/vnd.oasis.opendocument.spreadsheet").part("content.xml", [7; 64]).part("META-INF/manifest.xml", "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>").end(), Refused("workbook_encrypted")),
    ("locked parts.xlsx", || sheet_that(Lies { locked: true, ..Lies::default() }, &[]), Refused("workbook_encrypted")),
    // Old workbooks that run in circles or past their end.
    ("circle.xls", circle, Refused("workbook_damaged")),
    ("past its end.xls", || changed(XLS, place(XLS, b"\x42\x00\x02\x00") + 2, &[0xFF, 0xFF]), Refused("workbook_cut_off")),
    // Letters nobody sees.
    ("zeros.csv", || b"full_name,birth_date,gender,unit\nL\0e,1954,1,15889\n".to_vec(), Refused("not_a_sheet")),
    ("zeros.xlsx", || rows(&row(2, &name("Lê&#0;An"))), Refused("workbook_dtd")),
    ("control.csv", || "full_name,birth_date,gender,unit\nLê \u{7} An\u{1b}[31m,1954,1,15889\n".into(), Rejected("full_name")),
    ("backwards.csv", || "full_name,birth_date,gender,unit\nLê \u{202e}nA nêL,1954,1,15889\n".into(), Taken("")),
    ("backwards.xlsx", || rows(&row(2, &name("Lê &#x202E;nA nêL"))), Taken("")),
    ("a sheet that acts.xlsx", || sheet_called("Thôn &#x1B;[2J&#x9B;31m&#7;1"), Taken("")),
    ("a name with a bell \u{7}\u{1b}[2J.xlsx", good, Taken("")),
    // Texts without end.
    ("a line of 100 MB.csv", Vec::new, Rejected("too long")),
    ("one line of 100 MB.csv", Vec::new, Refused("bad_heading")),
    ("a million columns.csv", || [b"full_name,birth_date,gender,unit\n".to_vec(), b"x,".repeat(1_000_000), b"x\n".to_vec()].concat(), Rejected("too long")),
    ("a heading of a million columns.csv", || [b"full_name,".to_vec(), b"x,".repeat(1_000_000), b"x\n".to_vec()].concat(), Refused("bad_heading")),
];

fn changed(file: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

/// A package of Office behind a password is a compound file.
fn locked_package() -> Vec<u8> {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let at = 512 + place(&XLS[512..], &wide("Workbook"));
    let name = wide("EncryptedPackage");
    let file = changed(XLS, at, &name);
    changed(&file, at + 64, &[name.len() as u8 + 2])
}

/// A compound file in which every sector comes after itself.
fn circle() -> Vec<u8> {
    let table = (u32::from_le_bytes(XLS[76..80].try_into().unwrap()) as usize + 1) * 512;
    (0..128_u32)
        .fold(XLS.to_vec(), |file, n| changed(&file, table + n as usize * 4, &n.to_le_bytes()))
}

/// Writes the file of a case; what is long is never held.
fn write(path: &Path, (file, made, _): &Case) {
    let long = |begins: &str| {
        let mut out = BufWriter::new(File::create(path).unwrap());
        out.write_all(begins.as_bytes()).unwrap();
        (0..100).for_each(|_| out.write_all(&[b'x'; 1 << 20]).unwrap());
    };
    match *file {
        "a line of 100 MB.csv" => long("full_name,birth_date,gender,unit\n"),
        "one line of 100 MB.csv" => long(""),
        _ => std::fs::write(path, made()).unwrap(),
    }
}

/// All that stands in the rejects file.
fn rejects(path: &str) -> String {
    let book = Book::open(Path::new(path));
    let lines = book.and_then(|book| book.head(0, 10)).map(|(lines, _)| lines).unwrap_or_default();
    lines.iter().flat_map(|line| &line.cells).map(|cell| format!("{cell:?} ")).collect()
}

/// Whether a terminal does something at that letter.
fn acts(c: &char) -> bool {
    c.is_control() && *c != '\n'
}

/// What is wrong with what came of a case; the register is as it was, but for the row that is taken.
fn judge(ran: &Ran, comes: &Comes, same: bool) -> Result<(), String> {
    let said = ran.out.lines().last().and_then(|line| serde_json::from_str(line).ok());
    let object: serde_json::Value = said.unwrap_or_default();
    let counts = |name: &str| object[name].as_u64().unwrap_or(1 << 32);
    // A terminal obeys what is in them.
    if let Some(c) = [&ran.out, &ran.err].iter().flat_map(|said| said.chars()).find(acts) {
        return Err(format!("{c:?} goes to the terminal"));
    }
    match comes {
        Refused(code) => {
            let good = ran.code == 2 && ran.out.is_empty() && ran.error() == *code && same;
            good.then_some(()).ok_or_else(|| format!("not refused as {code}"))
        }
        Rejected(reason) => {
            let none = counts("added") + counts("changed") == 0 && counts("rejected") == 1;
            let kept = same && (counts("read") == 1 || counts("unchanged") == 1);
            let said = rejects(object["rejects"].as_str().unwrap_or_default());
            let good = ran.code == 1 && none && kept && said.contains(reason);
            good.then_some(()).ok_or_else(|| format!("not rejected for {reason}: {said}"))
        }
        Taken(told) => {
            let one = counts("added") + counts("unchanged") == 1 && counts("rejected") == 0;
            let said = [ran.out.as_str(), ran.err.as_str()].concat();
            let good = ran.code == 0 && one && said.contains(told);
            good.then_some(()).ok_or_else(|| format!("not taken, or not told {told}"))
        }
    }
}

#[test]
fn a_hostile_file_is_named_and_leaves_nothing_behind() {
    let desk = Desk::new();
    // Whoever is in some of them is in already: nobody but who is taken may come beside him.
    let an = desk.file("an.csv", "full_name,birth_date,gender,unit\nLê Văn An,1954,1,15889\n");
    desk.json(&["import", "member", &an]).ended(0);
    let (mut wrong, mut before) = (Vec::new(), desk.digest());
    for case in CASES {
        let (file, _, comes) = case;
        let path = desk.path(file);
        write(&path, case);
        let ran = desk.json(&["import", "member", path.to_str().unwrap()]);
        std::fs::remove_file(&path).unwrap();
        let after = desk.digest();
        if let Err(why) = judge(&ran, comes, before == after) {
            wrong.push(format!("{file}: {why}\n  {} {} {}", ran.code, ran.out, ran.err));
        }
        before = after;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Of all runs together the largest: what each of them had resident at its peak.
    let peak = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss() / 1024;
    println!("{} files, at most {peak} MiB", CASES.len());
    assert!(peak <= MEMORY, "{peak} MiB");
}
