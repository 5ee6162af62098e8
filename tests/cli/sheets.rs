//! Workbooks out of the register, judged by openpyxl and LibreOffice: what stands in them, and that
//! it comes back in as it went out.

use crate::desk::{Desk, sample};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Every cell of every sheet: what it holds, its type and its format; then what is around them.
const LOOK: &str = r#"
import datetime, json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
def value(cell):
    v = cell.value
    return v.strftime('%Y-%m-%d') if isinstance(v, datetime.datetime) else v
sheets = [{
    'name': sheet.title, 'frozen': sheet.freeze_panes, 'filter': sheet.auto_filter.ref,
    'widths': [d.width for d in sheet.column_dimensions.values()],
    'rows': [[value(c) for c in row] for row in sheet.iter_rows()],
    'types': [[c.data_type + ' ' + c.number_format for c in row] for row in sheet.iter_rows()],
    'links': len(sheet._hyperlinks),
    'offers': {str(d.sqref): d.formula1 for d in sheet.data_validations.dataValidation},
} for sheet in book.worksheets]
print(json.dumps(sheets))
"#;

/// A Python with openpyxl: the one the gate installed, or the machine's.
fn python() -> Option<String> {
    let python = std::env::var("DENSACH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let found = Command::new(&python).args(["-c", "import openpyxl"]).output();
    if found.is_ok_and(|ran| ran.status.success()) {
        return Some(python);
    }
    assert!(std::env::var_os("DENSACH_REQUIRE_TOOLS").is_none(), "openpyxl is missing");
    eprintln!("not tested: openpyxl is missing");
    None
}

fn look(python: &str, book: &Path) -> Vec<Value> {
    let ran = Command::new(python).args(["-c", LOOK]).arg(book).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).unwrap()
}

fn rows(sheet: &Value) -> &Vec<Value> {
    sheet["rows"].as_array().unwrap()
}

/// As csv, the way a program that knows nothing of the register would write it.
fn as_csv(rows: &[Value]) -> String {
    let text = |cell: &Value| match cell {
        Value::Null => String::new(),
        Value::String(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        other => other.to_string(),
    };
    let row = |row: &Value| row.as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(",");
    rows.iter().map(|cells| row(cells) + "\n").collect()
}

#[test]
fn every_type_s_workbook_says_nothing_new_when_it_comes_back() {
    let Some(python) = python() else { return };
    let desk = Desk::with_places();
    let all = std::fs::read_to_string(sample("member")).unwrap();
    let some = desk.file("some.csv", all.split_inclusive('\n').take(301).collect::<String>());
    desk.run(&["import", "member", &some]).ended(0);
    for lang in ["vi", "en"] {
        for of in ["unit", "village", "clan", "member"] {
            let file = format!("{of}.xlsx");
            desk.run(&["--lang", lang, "export", of, &file]).ended(0);
            let sheets = look(&python, &desk.path(&file));
            let [sheet] = sheets.as_slice() else { panic!("{sheets:?}") };
            assert_eq!(sheet["frozen"], json!("A2"));
            assert!(sheet["filter"].as_str().unwrap().starts_with("A1:"), "{sheet}");
            let widths = sheet["widths"].as_array().unwrap();
            assert!(
                widths.iter().all(|w| (6.0..50.0).contains(&w.as_f64().unwrap())),
                "{widths:?}"
            );
            let back = desk.file("back.csv", as_csv(rows(sheet)));
            let summary = desk.json(&["import", of, &back]).ended(0).object();
            assert_eq!(summary["read"], summary["unchanged"], "{lang} {of}: {summary}");
            assert_ne!(summary["read"], json!(0));
        }
    }
}

#[test]
fn nothing_in_a_record_becomes_a_formula_a_link_or_another_number() {
    let Some(python) = python() else { return };
    let desk = Desk::with_places();
    let odd =
        ["=1+1", "@SUM(A1)", "-2+3", "+84912345678", "http://x.vn", "_x0041_", "<b>&\"'", "1E5"];
    let mut file =
        String::from("full_name,birth_date,gender,unit,status,citizen_id,phone,card_no,note\n");
    let births = ["1954", "1954-03", "1954-03-12", "12/1931", "1900-02-28", "2000-02-29"];
    let given = ["An", "Bình", "Chí", "Dũng", "Em", "Giang", "Hùng", "Khoa"];
    for (n, odd) in odd.iter().enumerate() {
        let (name, birth) = (given[n], births[n % births.len()]);
        let odd = odd.replace('"', "\"\"");
        file.push_str(&format!(
            "Lê Văn {name},{birth},1,CH01,active,,091000000{n},0000{n},\"{odd}\"\n"
        ));
    }
    let file = desk.file("odd.csv", file);
    desk.run(&["import", "member", &file]).ended(0);
    desk.run(&["--lang", "vi", "export", "member", "odd.xlsx"]).ended(0);
    let sheet = look(&python, &desk.path("odd.xlsx")).remove(0);
    assert_eq!(sheet["links"], json!(0));
    let column = |heading: &str| {
        rows(&sheet)[0].as_array().unwrap().iter().position(|one| one == heading).unwrap()
    };
    let (note, phone, card) = (column("Ghi chú"), column("Điện thoại"), column("Số thẻ"));
    let (name, born) = (column("Họ và tên"), column("Sinh"));
    for (n, odd) in odd.iter().enumerate() {
        let row = rows(&sheet).iter().position(|row| row[name] == format!("Lê Văn {}", given[n]));
        let row = row.unwrap();
        let (cells, types) = (&rows(&sheet)[row], &sheet["types"][row]);
        assert_eq!(cells[phone], json!(format!("091000000{n}")));
        assert_eq!(cells[card], json!(format!("0000{n}")));
        // openpyxl leaves the escaped underscore of an inline text as it stands in the file.
        let read = cells[note].as_str().unwrap().replace("_x005F_", "_");
        assert_eq!(&read, odd);
        for column in [note, phone, card] {
            // Text, in a cell that stays text when it is edited.
            assert!(["s @", "inlineStr @"].contains(&types[column].as_str().unwrap()), "{types}");
        }
        let date = matches!(births[n % births.len()], "1954-03-12" | "2000-02-29");
        assert_eq!(types[born].as_str().unwrap().starts_with('d'), date, "{cells}");
    }
    let back = desk.file("back.csv", as_csv(rows(&sheet)).replace("_x005F_", "_"));
    let summary = desk.json(&["import", "member", &back]).ended(0).object();
    assert_eq!(summary["unchanged"], json!(odd.len()), "{summary}");
}

#[test]
fn citizen_ids_are_masked_unless_asked_for_and_numbers_are_numbers() {
    let Some(python) = python() else { return };
    let desk = Desk::with_places();
    desk.run(&["import", "centre", &sample("centre")]).ended(0);
    desk.run(&["export", "centre", "centre.xlsx"]).ended(0);
    let sheet = look(&python, &desk.path("centre.xlsx")).remove(0);
    let types: Vec<&str> =
        sheet["types"][1].as_array().unwrap().iter().map(|kind| kind.as_str().unwrap()).collect();
    assert!(types.contains(&"n #,##0") && types.contains(&"n 0"), "{types:?}");
    let head = "full_name,birth_date,gender,unit,status,citizen_id\n";
    let file = format!("{head}Trần Văn An,1954,1,CH01,active,000054123456\n");
    desk.run(&["import", "member", &desk.file("one.csv", file)]).ended(0);
    for (more, told) in [(&[][..], "*********456"), (&["--full-ids", "x"][..], "000054123456")] {
        let export = [&["export", "member", "one.xlsx"][..], more].concat();
        desk.run(&export).ended(0);
        let sheet = look(&python, &desk.path("one.xlsx")).remove(0);
        let cells = rows(&sheet)[1].as_array().unwrap();
        assert!(cells.contains(&json!(told)), "{cells:?}");
    }
}

#[test]
fn an_empty_sheet_is_filled_in_and_comes_back_without_a_question() {
    let Some(python) = python() else { return };
    let desk = Desk::with_places();
    let ran =
        desk.json(&["--lang", "vi", "export", "member", "a.xlsx", "--blank"]).ended(0).object();
    assert_eq!(ran["layout"], json!("A"));
    let sheet = look(&python, &desk.path("a.xlsx")).remove(0);
    assert_eq!(sheet["frozen"], json!("A3"));
    assert_eq!(sheet["offers"]["E3:E202"], json!("\"Nam,Nữ,Khác\""));
    let all = sheet["types"].as_array().unwrap();
    assert!(all.iter().all(|row| {
        row.as_array().unwrap().iter().all(|one| one.as_str().unwrap().ends_with(" @"))
    }));
    let headings = rows(&sheet)[0].as_array().unwrap();
    let filled = |heading: &str| match heading {
        "Chi hội" => "CH01",
        "Trạng thái" => "Đang sinh hoạt",
        "Họ và tên" => "Trần Thị Bình",
        "Sinh" => "12/3/1954",
        "Giới" => "Nữ",
        "Điện thoại" => "0910000003",
        _ => "",
    };
    let row: Vec<Value> = headings.iter().map(|one| json!(filled(one.as_str().unwrap()))).collect();
    let rows = [&rows(&sheet)[..2], &[json!(row)], &rows(&sheet)[3..]].concat();
    let back = desk.file("a.csv", as_csv(&rows));
    let summary = desk.json(&["import", "member", &back]).ended(0).object();
    assert_eq!((&summary["read"], &summary["added"]), (&json!(1), &json!(1)), "{summary}");
    // The same as csv: nothing in it is a record.
    desk.run(&["export", "member", "c.csv", "--blank", "--layout", "c"]).ended(0);
    let empty = std::fs::read_to_string(desk.path("c.csv")).unwrap();
    assert_eq!(empty.lines().count(), 2);
    let summary = desk.json(&["import", "member", "c.csv"]).ended(0).object();
    assert_eq!(summary["read"], json!(0));
    for (args, code) in
        [(["c.csv", "--layout", "Z"], "no_layout"), (["c.json", "--layout", "A"], "not_to_fill_in")]
    {
        let args = [&["export", "member", "--blank"][..], &args].concat();
        assert_eq!(desk.json(&args).ended(2).error(), code);
    }
}

#[test]
fn libreoffice_opens_what_was_written() {
    let found = Command::new("soffice").arg("--version").output();
    if !found.is_ok_and(|ran| ran.status.success()) {
        assert!(std::env::var_os("DENSACH_REQUIRE_TOOLS").is_none(), "soffice is missing");
        return eprintln!("not tested: soffice is missing");
    }
    let desk = Desk::with_places();
    for (file, more) in [("unit.xlsx", &[][..]), ("blank.xlsx", &["--blank"][..])] {
        desk.run(&[&["export", "unit", file][..], more].concat()).ended(0);
        let ran = Command::new("soffice")
            .args(["--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76"])
            .arg("--outdir")
            .arg(desk.path("."))
            .arg(desk.path(file))
            .env("HOME", desk.path("."))
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let text = std::fs::read_to_string(desk.path(file).with_extension("csv")).unwrap();
        desk.file("back.csv", &text);
        let summary = desk.json(&["import", "unit", "back.csv"]).ended(0).object();
        assert_eq!(summary["read"], summary["unchanged"], "{summary}");
    }
}

#[test]
fn over_ssh_the_line_that_fetches_the_file_is_said() {
    let desk = Desk::with_places();
    let register = desk.path("reg");
    let args = ["--register", register.to_str().unwrap(), "export", "unit", "my units.csv"];
    let mut command = desk.command(&args);
    command.env("SSH_CONNECTION", "10.0.0.7 50122 10.0.0.5 2222");
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    // The system's name for the folder may be another one.
    let (from, end) = ("@10.0.0.5:/", "/my units.csv\" .");
    let line = said.lines().find(|line| line.contains(from)).expect(&said);
    assert!(line.contains("scp -P 2222 \"") && line.ends_with(end), "{line}");
    let here = desk.run(&["export", "unit", "my units.csv"]).ended(0);
    assert!(!here.out.contains("scp"), "{}", here.out);
}
