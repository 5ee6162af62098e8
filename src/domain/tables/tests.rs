//! The built-in data, finding communes, and amendments.

use super::*;
use crate::domain::records;
use crate::lang::errors::domain::{AMENDMENT_MISFIT, BAD_TABLE, CHOICE_AMBIGUOUS, CHOICE_UNKNOWN};

/// The built-in tables, parsed once for all tests that only read.
fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables::built_in().unwrap())
}

fn day(year: u16, month: u8, day: u8) -> PartialDate {
    PartialDate::new(year, month, day).unwrap()
}

#[test]
fn the_built_in_lists_are_whole() {
    let areas = amend::areas_built_in().unwrap();
    let count = |scheme, level| areas.all(scheme, level).count();
    assert_eq!(count(Scheme::Now, Level::Province), 34);
    assert_eq!(count(Scheme::Now, Level::Commune), 3321);
    assert_eq!(count(Scheme::Old, Level::Province), 63);
    assert_eq!(count(Scheme::Old, Level::District), 696);
    assert_eq!(count(Scheme::Old, Level::Commune), 10_035);
    for scheme in [Scheme::Old, Scheme::Now] {
        for level in [Level::Province, Level::District, Level::Commune] {
            for area in areas.all(scheme, level) {
                assert!(!area.name.is_empty() && !area.province.is_empty(), "{}", area.key());
                assert_eq!(areas.get(&area.key()), Some(area));
            }
        }
    }
    for old in areas.all(Scheme::Old, Level::Commune) {
        assert!(areas.successors(old.code).next().is_some(), "{}", old.key());
    }
}

#[test]
fn every_heading_names_a_field_and_every_type_has_some() {
    let sheets = Sheets::built_in().unwrap();
    for ty in records::all().iter().filter(|ty| !ty.layouts.is_empty() && !ty.internal) {
        let known = |field: &&crate::domain::Field| {
            sheets.headed(ty.name, &sheets::heading(field.label.vi)).is_some()
        };
        assert!(ty.fields.iter().filter(known).count() >= 5, "{}", ty.name);
    }
    csv::read("h", embedded::HEADINGS, ["type", "field", "as", "heading"], |_, row| {
        let [of, field, part, text] = row;
        assert!(["", "1", "2", "age"].contains(&part) || part.starts_with('='));
        assert!(!sheets::heading(text).is_empty());
        let special = ["-", "id"].contains(&field);
        let known = || records::named(of).unwrap().field_named(field).is_some();
        assert!(special || known(), "{of} {field} {text}");
        let headed = sheets.headed(of, &sheets::heading(text)).unwrap();
        assert_eq!((headed.field.as_str(), headed.part.as_str()), (field, part), "{text} twice");
        Some(())
    })
    .unwrap();
}

#[test]
fn lines_that_are_no_record_are_known_by_their_words() {
    let sheets = Sheets::built_in().unwrap();
    for (kind, text, known) in [
        ("total", "Cộng: 25 hội viên", true),
        ("total", "TỔNG CỘNG", true),
        ("total", "Công Văn An", false),
        ("signature", "Phú Khê, ngày 12 tháng 5 năm 2026", true),
        ("signature", "TM. BAN CHẤP HÀNH", true),
        ("signature", "NGƯỜI LẬP BIỂU", true),
        ("signature", "Nguyễn Văn Năm", false),
        ("group", "Chi hội thôn Phú Khê", true),
    ] {
        assert_eq!(sheets.begins(kind, text).is_some(), known, "{text}");
    }
    assert!(sheets.is("mark", "X") && sheets.is("ditto", "\"") && !sheets.is("mark", "Nam"));
}

#[test]
fn one_code_is_two_communes_in_two_schemes() {
    let tables = tables();
    let now = tables.areas().get("2025-07:00004").unwrap();
    let old = tables.areas().get("2025-06:00004").unwrap();
    assert_eq!((now.shown().as_str(), old.name), ("phường Ba Đình, Hà Nội", "Trúc Bạch"));
    assert_eq!(old.shown(), "phường Trúc Bạch, Ba Đình, Hà Nội");
    for key in ["2025-07:4", "2025-07:99999", "2021:00004", "00004", "", ":", "2025-07:0000４"] {
        assert!(tables.areas().get(key).is_none(), "{key}");
    }
}

#[test]
fn an_old_name_offers_the_commune_of_today() {
    let tables = tables();
    // Without its marks it may also be Hoằng Quỳ, which became another commune.
    let offered: Vec<_> = tables
        .find_communes("hoang quy", 5)
        .iter()
        .map(|hit| (hit.area.name, hit.old.map(|old| old.name)))
        .collect();
    assert!(offered.contains(&("Hoằng Phú", Some("Hoằng Quý"))), "{offered:?}");
    assert!(offered.contains(&("Hoằng Giang", Some("Hoằng Quỳ"))), "{offered:?}");
    for typed in ["Hoằng Quý", "hoằng quý thanh hóa", "xã Hoằng Quý", "Hoằng Qúy"] {
        let hits = tables.find_communes(typed, 5);
        let first = hits.first().unwrap();
        assert_eq!(first.area.shown(), "xã Hoằng Phú, Thanh Hóa", "{typed}");
        assert_eq!(first.old.map(|old| old.name), Some("Hoằng Quý"), "{typed}");
    }
    let hits = tables.find_communes("hoang ph", 5);
    assert!(hits.iter().any(|hit| hit.area.key() == "2025-07:15889" && hit.old.is_none()));
    assert_eq!(tables.find_communes("15889", 5).first().unwrap().area.name, "Hoằng Phú");
}

#[test]
fn names_that_repeat_come_with_their_provinces() {
    let tables = tables();
    let hits = tables.find_communes("tan thanh", 40);
    let exact: Vec<String> =
        hits.iter().filter(|hit| hit.old.is_none()).map(|hit| hit.area.shown()).collect();
    assert!(exact.len() >= 15, "{exact:?}");
    let narrowed = tables.find_communes("tân thành cà mau", 5);
    assert!(narrowed.iter().all(|hit| hit.area.province == "Cà Mau"), "{narrowed:?}");
    assert!(!narrowed.is_empty());
    let marked = tables.find_communes("Cẩm Giàng", 9);
    assert!(marked.first().is_some_and(|hit| hit.area.name == "Cẩm Giàng"), "{marked:?}");
    assert!(tables.find_communes("", 5).is_empty());
    assert!(tables.find_communes("xyzzy", 5).is_empty());
}

#[test]
fn a_split_commune_offers_its_usual_target_first() {
    let tables = tables();
    let split = tables
        .areas()
        .all(Scheme::Old, Level::Commune)
        .find(|old| tables.areas().successors(old.code).count() > 1)
        .unwrap();
    let first = tables.areas().successors(split.code).next().unwrap();
    assert!(tables.areas().map().contains(&(split.code, first.code, true)));
    assert!(tables.areas().predecessors(first.code).any(|old| old.code == split.code));
}

#[test]
fn what_was_decided_since_is_known() {
    let tables = tables();
    assert_eq!(tables.areas().get("2025-07:75").unwrap().kind, "Thành phố");
}

const HEAD: &str = "effective,table,code,field,old,new,source\n";

#[test]
fn amendments_rename_add_and_retire() {
    let mut tables = Tables::built_in().unwrap();
    let csv = format!(
        "{HEAD}2026-05-01,communes_2025,15889,name,Hoằng Phú,Hoằng Phú Mới,x\n\
         2026-05-01,communes_2025,15889,type,Xã,Phường,x\n\
         2026-05-01,communes_2025,99001,row,,Tân Lập Thử,x\n\
         2026-05-01,communes_2025,99001,type,,Xã,x\n\
         2026-05-01,communes_2025,99001,province,00,38,x\n\
         2026-05-01,communes_2025,00004,row,Ba Đình,,x\n\
         2026-05-01,village_kinds,cum,row,,Cụm,x\n\
         2026-05-01,village_kinds,cum,key,cum,20,x\n\
         2026-05-01,village_kinds,soc,row,Sóc,,x\n\
         2026-05-01,phone_prefixes,051,row,,Thử,x\n\
         2027-01-01,village_kinds,thon,vi,Thôn,Làng,not yet\n"
    );
    tables.amend(csv.as_bytes(), day(2026, 6, 1)).unwrap();
    let hits = tables.find_communes("hoang phu moi", 3);
    assert_eq!(hits.first().unwrap().area.shown(), "phường Hoằng Phú Mới, Thanh Hóa");
    let added = tables.areas().get("2025-07:99001").unwrap();
    assert_eq!(added.shown(), "xã Tân Lập Thử, Thanh Hóa");
    assert!(tables.areas().get("2025-07:00004").unwrap().retired);
    assert!(tables.find_communes("00004", 3).is_empty());
    let kinds = tables.choices("village_kinds").unwrap();
    assert_eq!(kinds.find("20").unwrap().vi, "Cụm");
    assert!(kinds.row("soc").unwrap().retired && !kinds.offered().any(|row| row.code == "soc"));
    assert_eq!(kinds.row("thon").unwrap().vi, "Thôn");
    assert!(tables.numbers().is_mobile("0511234567"));
}

#[test]
fn an_amendment_that_does_not_fit_changes_nothing() {
    for row in [
        "2026-05-01,communes_2025,15889,name,Another,New,x",
        "2026-05-01,communes_2025,99999,name,A,B,x",
        "2026-05-01,communes_2025,15889,colour,A,B,x",
        "2026-05-01,no_table,1,name,A,B,x",
        "2026-05-01,village_kinds,thon,vi,Bản,X,x",
        "2026-05-01,village_kinds,thon,row,,Thôn,x",
        "2026-05-01,phone_prefixes,09,row,,X,x",
    ] {
        let mut tables = Tables::built_in().unwrap();
        let csv = format!("{HEAD}2026-05-01,village_kinds,cum,row,,Cụm,x\n{row}\n");
        let problem = tables.amend(csv.as_bytes(), day(2026, 6, 1)).unwrap_err();
        assert!(problem.is(&AMENDMENT_MISFIT), "{row}: {problem:?}");
        assert_eq!(problem.params[0], "3", "{row}");
        assert!(tables.choices("village_kinds").unwrap().row("cum").is_none());
    }
    for csv in ["", "a,b\n", &format!("{HEAD}2026-13-01,t,c,f,o,n,s\n"), &format!("{HEAD}1,2\n")] {
        assert!(
            Tables::built_in()
                .unwrap()
                .amend(csv.as_bytes(), day(2026, 6, 1))
                .unwrap_err()
                .is(&BAD_TABLE)
        );
    }
}

#[test]
fn a_choice_is_found_by_code_key_label_synonym_or_beginning() {
    let tables = tables();
    let find = |table, typed| {
        tables.choices(table).unwrap().find(typed).map(|row| row.code.as_str()).map_err(|p| p.code)
    };
    for (table, typed, code) in [
        ("genders", "1", "male"),
        ("genders", "nữ", "female"),
        ("genders", "NU", "female"),
        ("genders", "Female", "female"),
        ("education", "3", "03"),
        ("education", "THCS", "03"),
        ("education", "đại", "08"),
        ("ethnic_groups", "H'Mông", "08"),
        ("ethnic_groups", "mông", "08"),
        ("ethnic_groups", "Khmer", "05"),
        ("ethnic_groups", "Ê Đê", "12"),
        ("ethnic_groups", "Jrai", "10"),
        ("ethnic_groups", "Tà Ôi", "31"),
        ("ethnic_groups", "Giẻ Triêng", "27"),
        ("ethnic_groups", "Giáy", "25"),
        ("ethnic_groups", "Thái", "03"),
        ("member_status", "đã mất", "died"),
        ("member_status", "xoá tên", "struck_off"),
        ("unit_kinds", "ban khuyen hoc", "board"),
        ("village_kinds", "TDP", "to_dan_pho"),
    ] {
        assert_eq!(find(table, typed), Ok(code), "{table}: {typed}");
    }
    for typed in ["", "  ", "zz", "…"] {
        assert!(find("genders", typed).is_err_and(|code| code.0 == &CHOICE_UNKNOWN));
    }
    assert!(find("genders", "n").is_err_and(|code| code.0 == &CHOICE_AMBIGUOUS));
}

#[test]
fn no_table_has_two_rows_for_one_wording() {
    for table in &tables().choices {
        for row in table.rows() {
            for wording in [&row.vi, &row.en].into_iter().chain(&row.synonyms) {
                let found = table.find(wording).map(|found| found.code.clone());
                assert_eq!(found, Ok(row.code.clone()), "{}: {wording}", table.name());
            }
        }
    }
}
