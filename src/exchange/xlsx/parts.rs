//! The parts of a workbook besides its rows, and how texts stand in them.

use super::Numbers;

/// The formats of cells, by their place in the styles part.
#[derive(Clone, Copy)]
pub(super) enum Style {
    /// As the program likes.
    Any,
    /// A text, whatever is typed.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Count,
    /// The same with thousands set apart.
    Money,
    /// What stands over a column.
    Heading,
    /// How it is filled in.
    Help,
}

impl Style {
    /// Of what will be typed into a column.
    pub(super) fn of(numbers: Numbers) -> Self {
        match numbers {
            Numbers::None => Self::Text,
            Numbers::Count => Self::Count,
            Numbers::Money => Self::Money,
        }
    }

    /// Of a number that stands there.
    pub(super) fn number(numbers: Numbers) -> Self {
        match numbers {
            Numbers::None => Self::Any,
            numbers => Self::of(numbers),
        }
    }
}

/// What the parts say of the sheets.
pub(super) struct About<'a> {
    /// What the first sheet is called; the others have a number behind it.
    pub(super) name: &'a str,
    /// The last row of each.
    pub(super) rows: &'a [u64],
    /// The letters of the last column.
    pub(super) last: String,
    /// Rows of the heading.
    pub(super) head: u64,
}

/// A part besides the sheets.
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) text: fn(&About<'_>) -> String,
}

pub(super) const PARTS: &[Part] = &[
    Part { name: "xl/styles.xml", text: |_| STYLES.replace('\n', "") },
    Part { name: "xl/workbook.xml", text: workbook },
    Part { name: "xl/_rels/workbook.xml.rels", text: relations },
    Part { name: "_rels/.rels", text: |_| ROOT.replace('\n', "") },
    Part { name: "[Content_Types].xml", text: types },
];

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Landscape on A4, as wide as the page; the rows' lines are printed, for what is filled in by hand.
pub(super) const SHEET_END: &str = r#"<printOptions gridLines="1"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>"#;

const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"#;

/// In the order of [`Style`].
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>
<fonts count="3">
<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>
<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>
<font><i/><sz val="9"/><color rgb="FF595959"/><name val="Calibri"/><family val="2"/></font>
</fonts>
<fills count="3">
<fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/><bgColor indexed="64"/></patternFill></fill>
</fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="7">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>
<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"#;

/// What stands before a sheet's columns; so many rows stay in sight.
pub(super) fn sheet_head(rows: u64) -> String {
    let top = rows + 1;
    format!(
        r#"{XML}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="{rows}" topLeftCell="A{top}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A{top}" sqref="A{top}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>"#
    )
}

fn workbook(about: &About<'_>) -> String {
    let (mut sheets, mut names, mut titles) = (String::new(), String::new(), String::new());
    for (at, row) in about.rows.iter().enumerate() {
        let n = at + 1;
        let name = if at == 0 { about.name.to_owned() } else { format!("{} {n}", about.name) };
        let name = text(&name);
        sheets.push_str(&format!(r#"<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>"#));
        let quoted = format!("'{}'", name.replace('\'', "''"));
        let (last, head) = (&about.last, about.head);
        if head == 1 {
            names.push_str(&format!(
                r#"<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">{quoted}!$A$1:${last}${row}</definedName>"#
            ));
        }
        titles.push_str(&format!(
            r#"<definedName name="_xlnm.Print_Titles" localSheetId="{at}">{quoted}!$1:${head}</definedName>"#
        ));
    }
    format!(
        r#"{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews><sheets>{sheets}</sheets><definedNames>{names}{titles}</definedNames></workbook>"#
    )
}

fn relations(about: &About<'_>) -> String {
    let mut all = String::new();
    for n in 1..=about.rows.len() {
        all.push_str(&format!(
            r#"<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>"#
        ));
    }
    format!(
        r#"{XML}<Relationships xmlns="{PACKAGE}/relationships">{all}<Relationship Id="rIdStyles" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>"#
    )
}

fn types(about: &About<'_>) -> String {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut sheets = String::new();
    for n in 1..=about.rows.len() {
        sheets.push_str(&format!(
            r#"<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>"#
        ));
    }
    format!(
        r#"{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{sheets}</Types>"#
    )
}

/// The letters of a column, from 0: A … Z, AA ….
pub(super) fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut backwards = Vec::new();
    while left > 0 {
        left -= 1;
        let letter = u8::try_from(left % 26).unwrap_or_default();
        backwards.push(char::from(b'A' + letter));
        left /= 26;
    }
    backwards.iter().rev().collect()
}

/// A text as it stands between tags. What xml does not hold, or would change, is written by its
/// number, as spreadsheets do it; and so is the beginning of what only looks like such a number.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("_x{:04X}_", u32::from(c)));
            }
            '_' if looks_numbered(text.get(at..).unwrap_or_default()) => out.push_str("_x005F_"),
            c => out.push(c),
        }
    }
    out
}

fn looks_numbered(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes, [b'_', b'x', a, b, c, d, b'_', ..] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()))
}
