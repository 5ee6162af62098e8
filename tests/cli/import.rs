//! Files into the register and out again: counts, rejects, and never a row twice.

use crate::desk::{Desk, sample};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

const HEAD: &str = "full_name,birth_date,gender,unit,village";

/// read, added, changed, unchanged, rejected.
#[track_caller]
fn counts(summary: &Value) -> [u64; 5] {
    ["read", "added", "changed", "unchanged", "rejected"]
        .map(|name| summary[name].as_u64().expect(name))
}

/// The sample's first 300 members, who have all kinds of values among them.
fn some_of_the_sample(desk: &Desk) -> String {
    let all = std::fs::read_to_string(sample("member")).unwrap();
    desk.file("some.csv", all.split_inclusive('\n').take(301).collect::<String>())
}

/// Rows without any key; every third is the one before it again.
fn members(count: usize) -> String {
    let middles = ["Văn", "Đình", "Hữu", "Quang", "Đức", "Minh", "Xuân"];
    let given = ["An", "Bình", "Chí", "Dũng", "Em", "Giang", "Hùng", "Khoa", "Lâm", "Minh", "Năm"];
    let mut file = format!("{HEAD}\n");
    for n in 0..count {
        let n = if n % 3 == 2 { n - 1 } else { n };
        let name = format!("Trần {} {}", middles[n % 7], given[n / 7 % 11]);
        let (year, unit, village) = (1930 + n / 77 % 70, 1 + n % 9, 1 + n % 12);
        file.push_str(&format!("{name},{year},1,CH0{unit},{village}\n"));
    }
    file
}

#[test]
fn the_sample_comes_in_is_found_and_its_batch_is_taken_back() {
    let desk = Desk::with_places();
    let before = desk.digest();
    let ran = desk.json(&["import", "member", &sample("member")]).ended(0);
    let objects = ran.objects();
    let (summary, acks) = objects.split_last().unwrap();
    assert_eq!(counts(summary), [2_000, 2_000, 0, 0, 0]);
    assert_eq!(acks.len(), 2);
    assert_eq!((&acks[0]["lines"], &acks[1]["chunk"]), (&json!([2, 1_001]), &json!(2)));
    assert_eq!(acks[0]["batch"], summary["batch"]);
    assert!(acks[0]["seqs"][1].as_u64() < acks[1]["seqs"][0].as_u64());
    assert_eq!(desk.total("member"), 2_000);
    assert_ne!(desk.digest(), before);
    desk.json(&["undo", &summary["batch"].to_string()]).ended(0);
    assert_eq!(desk.total("member"), 0);
    assert_eq!(desk.digest(), before);
    // What was undone can come in again.
    let again = desk.json(&["import", "member", &sample("member")]).ended(0).object();
    assert_eq!(counts(&again), [2_000, 2_000, 0, 0, 0]);
}

#[test]
fn what_was_imported_or_exported_says_nothing_new() {
    let desk = Desk::with_places();
    let some = some_of_the_sample(&desk);
    desk.json(&["import", "member", &some]).ended(0);
    let digest = desk.digest();
    let again = desk.json(&["import", "member", &some]).ended(0).object();
    assert_eq!(counts(&again), [300, 0, 0, 300, 0]);
    for of in ["member", "unit", "village", "clan"] {
        let file = format!("{of}.out.csv");
        desk.run(&["export", of, &file]).ended(0);
        let back = desk.json(&["import", of, &file]).ended(0).object();
        let [read, added, changed, unchanged, rejected] = counts(&back);
        assert_eq!((added, changed, rejected, read), (0, 0, 0, unchanged), "{of}");
    }
    assert_eq!(desk.digest(), digest);
}

#[test]
fn what_one_register_exports_another_one_takes() {
    let desk = Desk::with_places();
    desk.json(&["import", "member", &some_of_the_sample(&desk)]).ended(0);
    let other = Desk::new();
    for of in ["unit", "village", "clan", "member"] {
        let file = desk.path(&format!("{of}.csv"));
        let file = file.to_str().unwrap();
        desk.run(&["export", of, file, "--full-ids", "sang sổ khác"]).ended(0);
        // The unit that keeps the register has the same code in both: one row of units.
        let ran = other.json(&["import", of, file]);
        let [read, added, _, _, rejected] = counts(&ran.object());
        assert_eq!(added + rejected, read, "{of}");
        assert_eq!(rejected, u64::from(of == "unit"), "{}", ran.out);
    }
    desk.run(&["export", "member", "a.csv", "--full-ids", "so"]).ended(0);
    other.run(&["export", "member", "b.csv", "--full-ids", "so"]).ended(0);
    assert!(desk.read("a.csv") == other.read("b.csv"), "the lists differ");
}

#[test]
fn bad_rows_go_to_the_rejects_with_line_field_and_reason() {
    let desk = Desk::with_places();
    let mut file = format!("{HEAD}\n").into_bytes();
    file.extend_from_slice("Trần Văn Tốt,1950,1,CH01,1\n".as_bytes());
    file.extend_from_slice(b"Tr\xffn,1950,1,CH01,1\n");
    file.extend_from_slice("Trần Văn Chữ,19a4,1,CH01,1\n".as_bytes());
    file.extend_from_slice("Trần Văn Lạc,1950,1,CH01,99\n".as_bytes());
    file.extend_from_slice("Trần Văn Thiếu,1950,,CH01,1\n".as_bytes());
    file.extend_from_slice("Trần Văn Ngắn,1950\n".as_bytes());
    file.extend_from_slice("Lê Thị Tốt,1951,2,CH02,2\n".as_bytes());
    let file = desk.file("ds.csv", file);
    let ran = desk.json(&["import", "member", &file]).ended(1);
    assert_eq!(counts(&ran.object()), [7, 2, 0, 0, 5]);
    let rejects = ran.object()["rejects"].as_str().unwrap().to_owned();
    assert!(rejects.ends_with("ds.rejects.csv"));
    let rejects = desk.read("ds.rejects.csv");
    let rows: Vec<Vec<&str>> =
        rejects.trim_start_matches('\u{feff}').lines().map(|l| l.split(',').collect()).collect();
    assert_eq!(rows[0][..4], ["#line", "#field", "#reason", "full_name"]);
    let told: Vec<_> = rows[1..].iter().map(|row| (row[0], row[1])).collect();
    assert_eq!(
        told,
        [("3", ""), ("4", "birth_date"), ("5", "village"), ("6", "gender"), ("7", "")]
    );
    assert!(rows[1..].iter().all(|row| !row[2].is_empty()));
    // Mended in place, the rejects come in as they are; the old rejects are not written over.
    let mended = rejects
        .replace("19a4", "1954")
        .replace("CH01,99", "CH01,9")
        .replace("Thiếu,1950,,", "Thiếu,1950,1,")
        .replace("Ngắn,1950", "Ngắn,1950,1,CH01,1")
        .replace('\u{fffd}', "ầ");
    let mended = desk.file("mended.csv", mended);
    assert_eq!(
        counts(&desk.json(&["import", "member", &mended]).ended(0).object()),
        [5, 5, 0, 0, 0]
    );
    desk.json(&["import", "member", &file]).ended(1);
    assert!(desk.path("ds.rejects.2.csv").exists());
    assert_eq!(desk.total("member"), 7);
}

#[test]
fn a_line_of_100_mb_costs_its_row_only() {
    let desk = Desk::with_places();
    let path = desk.path("big.csv");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    write!(file, "{HEAD}\nTrần Văn Trước,1950,1,CH01,1\n").unwrap();
    std::io::copy(&mut std::io::repeat(b'x').take(100 << 20), &mut file).unwrap();
    write!(file, "\nTrần Văn Sau,1950,1,CH01,1\n").unwrap();
    file.into_inner().unwrap();
    let ran = desk.json(&["import", "member", path.to_str().unwrap()]).ended(1);
    assert_eq!(counts(&ran.object()), [3, 2, 0, 0, 1]);
    assert!(desk.read("big.rejects.csv").len() < 4_096);
}

#[test]
fn a_heading_that_does_not_fit_stops_everything() {
    let desk = Desk::new();
    let cases = [
        ("full_name,colour\nA,b\n", "unknown_column"),
        ("full_name,gender,full_name\n", "doubled_column"),
        ("full_name,Full name\n", "doubled_field"),
        ("", "no_columns"),
        ("PK\u{3}\u{4}", "spreadsheet"),
        ("\"full_name", "bad_heading"),
    ];
    for (text, code) in cases {
        let file = desk.file("h.csv", text);
        assert_eq!(desk.json(&["import", "member", &file]).ended(2).error(), code);
    }
    let file = desk.file("h.csv", b"\xff\xfef\0u\0");
    assert_eq!(desk.json(&["import", "member", &file]).ended(2).error(), "no_table");
    assert_eq!(desk.json(&["import", "member", "."]).ended(2).error(), "file_unreadable");
}

#[test]
fn columns_are_mapped_and_left_out() {
    let desk = Desk::with_places();
    let file =
        desk.file("m.csv", "TT;Tên hội viên;Sinh;Giới;Chi hội\n1;Trần Văn Cột;1950;Nam;CH01\n");
    let ran = desk
        .json(&["import", "member", &file, "--map", "TT=-", "--map", "Tên hội viên=full_name"])
        .ended(0);
    assert_eq!(counts(&ran.object()), [1, 1, 0, 0, 0]);
}

#[test]
fn a_dry_run_tells_all_and_changes_nothing() {
    let desk = Desk::with_places();
    let digest = desk.digest();
    let file = desk.file("d.csv", format!("{HEAD}\nTrần Văn Khô,1950,1,CH01,1\nTrần,x,1,CH01,1\n"));
    let ran = desk.json(&["import", "member", &file, "--dry-run"]).ended(1);
    assert_eq!(counts(&ran.object()), [2, 1, 0, 0, 1]);
    assert_eq!(ran.object()["batch"], 0);
    assert_eq!(desk.digest(), digest);
}

#[test]
fn a_key_finds_its_record_but_never_somebody_elses() {
    let desk = Desk::with_places();
    let head = "full_name,birth_date,gender,unit,card_no,phone\n";
    let file = |name: &str, rows: &str| desk.file(name, format!("{head}{rows}"));
    let first = file("1.csv", "Trần Văn Thẻ,1950,1,CH01,HP-7,\n");
    desk.json(&["import", "member", &first]).ended(0);
    let more = file("2.csv", "tran van the,1950,1,CH01,hp-7,0912000111\n");
    let ran = desk.json(&["import", "member", &more]).ended(0);
    assert_eq!(counts(&ran.object()), [1, 0, 1, 0, 0]);
    let other = file("3.csv", "Lê Thị Khác,1960,2,CH01,HP-7,\n");
    let ran = desk.json(&["import", "member", &other]).ended(1);
    assert_eq!(counts(&ran.object()), [1, 0, 0, 0, 1]);
    // Two rows of one file never change one record.
    let twice = file("4.csv", "Trần Văn Hai,1950,1,CH01,HP-8,\nTrần Văn Hai,1951,1,CH01,HP-8,\n");
    let ran = desk.json(&["import", "member", &twice]).ended(1);
    assert_eq!(counts(&ran.object()), [2, 1, 0, 0, 1]);
}

#[test]
fn an_empty_cell_keeps_and_a_dash_empties() {
    let desk = Desk::with_places();
    let head = "full_name,gender,unit,card_no,phone,note";
    let rows = "Trần Văn Gạch,1,CH01,HP-9,0912000111,giữ";
    let file = desk.file("1.csv", format!("{head}\n{rows}\n"));
    desk.json(&["import", "member", &file]).ended(0);
    let file = desk.file("2.csv", format!("{head}\nTrần Văn Gạch,1,CH01,HP-9,-,\n"));
    let ran = desk.json(&["import", "member", &file]).ended(0);
    assert_eq!(counts(&ran.object()), [1, 0, 1, 0, 0]);
    let fields = desk.json(&["show", "HP-9"]).ended(0).object()["fields"].clone();
    assert_eq!((fields.get("phone"), &fields["note"]), (None, &json!("giữ")));
}

#[test]
fn soft_checks_are_accepted_with_the_file_as_the_reason() {
    let desk = Desk::with_places();
    let head = "full_name,birth_date,gender,unit,citizen_id,card_no";
    let file = desk.file("s.csv", format!("{head}\nTrần Văn Mềm,1954,1,CH01,000160123321,HP-5\n"));
    let summary = desk.json(&["import", "member", &file]).ended(0).object();
    assert_eq!((&summary["added"], &summary["warned"]), (&json!(1), &json!(1)));
    let history = desk.json(&["history", "HP-5"]).ended(0).objects();
    let accepted = history[0]["accepted"].as_array().unwrap();
    assert!(!accepted.is_empty());
    assert!(accepted.iter().all(|one| one["reason"].as_str().unwrap().contains("s.csv")));
}

#[test]
fn an_import_that_was_killed_is_run_again_and_doubles_nothing() {
    let desk = Desk::with_places();
    let file = desk.file("k.csv", members(4_000));
    let register = desk.path("reg");
    let mut child = desk
        .command(&["--register", register.to_str().unwrap(), "--json", "import", "member", &file])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let acknowledged: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(acknowledged["added"], 1_000);
    let held = desk.total("member");
    assert!((1_000..4_000).contains(&held) && held.is_multiple_of(1_000), "{held}");
    let ran = desk.json(&["import", "member", &file]).ended(0);
    assert_eq!(counts(&ran.object()), [4_000, 4_000 - held, 0, held, 0]);
    assert_eq!(desk.total("member"), 4_000);
}

#[test]
fn a_row_may_refer_to_one_before_it() {
    let desk = Desk::new();
    let file = desk.file("u.csv", "code,name,kind,parent\nA1,Hội A,commune,\nA2,Chi hội A2,branch,A1\nA3,Chi hội A3,branch,A1\n");
    let ran = desk.json(&["import", "unit", &file]).ended(0);
    assert_eq!(counts(&ran.object()), [3, 3, 0, 0, 0]);
}

#[test]
fn rejects_are_never_written_over_and_an_unwritable_place_is_told() {
    let desk = Desk::with_places();
    let file = desk.file("r.csv", format!("{HEAD}\nTrần Văn Sai,x,1,CH01,1\n"));
    let mine = desk.file("mine.csv", "mine");
    let ran = desk.json(&["import", "member", &file, "--rejects", &mine]).ended(2);
    assert_eq!(ran.error(), "rejects_exist");
    assert_eq!(desk.read("mine.csv"), "mine");
    let ran = desk.json(&["import", "member", &file, "--rejects", "no/where.csv"]).ended(2);
    assert_eq!(ran.error(), "file_unwritable");
}

#[test]
fn exports_are_whole_private_and_readable_by_programs() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_places();
    desk.file("village.json", "old");
    let ran = desk.json(&["export", "village", "village.json"]).ended(0);
    assert_eq!(ran.object()["records"], 12);
    let list: Vec<Value> = serde_json::from_str(&desk.read("village.json")).unwrap();
    assert_eq!(list.len(), 12);
    assert!(list.iter().all(|village| village["id"].is_string() && village["name"].is_string()));
    let mode = std::fs::metadata(desk.path("village.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    desk.run(&["export", "centre", "none.json"]).ended(0);
    assert_eq!(serde_json::from_str::<Vec<Value>>(&desk.read("none.json")).unwrap().len(), 0);
    desk.run(&["export", "village", "v.csv", "--bom"]).ended(0);
    assert!(desk.read("v.csv").starts_with("\u{feff}id,number,"));
    let left = std::fs::read_dir(desk.path("")).unwrap();
    let parts =
        left.filter(|e| e.as_ref().unwrap().path().extension().is_some_and(|x| x == "part"));
    assert_eq!(parts.count(), 0);
}
