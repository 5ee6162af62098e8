//! Broken entries, each with what it comes to and why.

use super::*;
use crate::domain::records::{centre, member, unit, village};
use crate::domain::{RecordType, input};
use crate::lang::Lang;
use crate::lang::errors::exchange::COMMUNE_SPLIT;
use std::sync::LazyLock;

const TODAY: PartialDate = PartialDate { year: 2026, month: 11, day: 22 };

fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::built_in().unwrap());
    &TABLES
}

fn around() -> Around<'static> {
    Around { tables: tables(), today: TODAY, near: None, lowers: true }
}

/// A cell of a spreadsheet: `#5` a number, `@2024-10-07` a day.
fn cell(text: &str) -> Cell {
    if let Some(number) = text.strip_prefix('#').filter(|rest| rest.parse::<f64>().is_ok()) {
        return Cell::Number(number.parse().unwrap());
    }
    match text.strip_prefix('@') {
        Some(day) => Cell::Date(input::date(day, TODAY).unwrap()),
        None => Cell::Text(text.to_owned()),
    }
}

fn mended(of: &'static RecordType, field: &str, text: &str) -> Mended {
    let cell = cell(text);
    let said = own(&cell).into_owned();
    mend(of.field_named(field).unwrap(), &cell, &said, false, &around())
}

/// What it comes to, and why where that is a guess (`?` before a doubtful one).
fn came(of: &'static RecordType, field: &str, text: &str) -> (String, String) {
    let mended = mended(of, field, text);
    let why = mended
        .why
        .map(|(why, doubtful)| format!("{}{}", if doubtful { "?" } else { "" }, why.get(Lang::En)));
    (mended.text, why.unwrap_or_default())
}

fn comes(of: &'static RecordType, field: &str, cases: &[(&str, &str, &str)]) {
    for (text, now, why) in cases {
        let (text_now, reason) = came(of, field, text);
        assert_eq!((text_now.as_str(), reason.as_str()), (*now, *why), "{field}: {text}");
    }
}

#[test]
fn dates_in_all_their_ways() {
    comes(
        &member::TYPE,
        "birth_date",
        &[
            ("#1954", "1954", ""),
            ("1954", "1954", ""),
            ("1954.0", "1954", "without its .0"),
            ("12.3.1961", "12.3.1961", ""),
            ("1961-03-12 00:00:00", "1961-03-12 00:00:00", ""),
            ("@1961-03-12", "1961-03-12", ""),
            ("12/3/61", "12/03/1961", "the century is a guess"),
            ("54", "1954", "the century is a guess"),
            ("#22352", "1961-03-12", "a spreadsheet's day number"),
            ("22352", "1961-03-12", "a spreadsheet's day number"),
            ("22352.0", "1961-03-12", "a spreadsheet's day number"),
            ("#16000", "1943-10-21", "?may be a spreadsheet's day number"),
            ("72t", "1954", "aged 72, as of today"),
            ("72 tuổi", "1954", "aged 72, as of today"),
            ("tháng 5/1958", "05/1958", "a date in words"),
            ("T5/1958", "05/1958", "a date in words"),
            ("ngày 12 tháng 3 năm 1961", "12/03/1961", "a date in words"),
            ("Sinh năm 1961", "1961", "a date in words"),
            ("12-Mar-61", "12/03/1961", "?a date in words"),
            ("12/03/1961 07:30:00", "12/03/1961", "a date in words"),
            ("~1950", "1950", "?about that date"),
            ("khoảng 1950", "1950", "?about that date"),
            ("3/25/1961", "25/03/1961", "?the month stood first"),
            ("#3121954", "03121954", "?the zeros a spreadsheet dropped"),
            ("12/13/14/15", "12/13/14/15", ""),
            ("không rõ", "không rõ", ""),
        ],
    );
    let field = member::TYPE.field_named("birth_date").unwrap();
    let age = mend(field, &cell("#72"), "72", true, &around());
    assert_eq!(age.text, "1954");
    assert_eq!(age.why.unwrap().0.get(Lang::Vi), "72 tuổi, tính đến nay");
}

#[test]
fn day_numbers_are_the_spreadsheets() {
    for (number, day) in
        [(61, "1900-03-01"), (25_569, "1970-01-01"), (45_292, "2024-01-01"), (45_351, "2024-02-29")]
    {
        assert_eq!(dates::serial(number).unwrap().iso(), day);
    }
    assert_eq!(dates::serial(60), None);
}

#[test]
fn telephones_and_ids_that_lost_digits() {
    comes(
        &member::TYPE,
        "phone",
        &[
            ("#912345678", "0912345678", "the zeros a spreadsheet dropped"),
            ("912345678", "0912345678", "the zeros a spreadsheet dropped"),
            ("#2373852123", "02373852123", "the zeros a spreadsheet dropped"),
            ("#1621234567", "01621234567", "the zeros a spreadsheet dropped"),
            ("912345678.0", "0912345678", "without its .0"),
            ("9.12345678E+08", "0912345678", "without its .0"),
            ("9.12E+08", "9.12E+08", "?a spreadsheet lost the digits"),
            ("0912345678 / 0987654321", "0912345678", "the second number goes to the note"),
            ("0912 345 678", "0912 345 678", ""),
            ("+84912345678", "+84912345678", ""),
        ],
    );
    assert_eq!(
        mended(&member::TYPE, "phone", "0912345678/0987654321").note.as_deref(),
        Some("0987654321")
    );
    comes(
        &member::TYPE,
        "citizen_id",
        &[
            ("000054000321", "000054000321", ""),
            ("'000054000321", "000054000321", ""),
            ("3.8E+10", "3.8E+10", "?a spreadsheet lost the digits"),
            ("3.8054E+10", "3.8054E+10", "?a spreadsheet lost the digits"),
            ("#38000000000", "38000000000", "?a spreadsheet lost the digits"),
            ("#38054000321", "38054000321", ""),
        ],
    );
    assert!(mended(&member::TYPE, "citizen_id", "3.8E+10").problem.is_some());
}

#[test]
fn short_ids_are_settled_by_their_row() {
    let of = |digits, gender, born| {
        settle(digits, gender, born, tables()).map(|mended| {
            let (why, doubtful) = mended.why.unwrap();
            format!("{}{} {}", mended.text, if doubtful { "?" } else { "" }, why.get(Lang::En))
        })
    };
    let zeros = "the zeros a spreadsheet dropped";
    assert_eq!(of("38054000321", None, None), Some(format!("038054000321 {zeros}")));
    assert_eq!(of("1054000321", Some("male"), Some(1954)), Some(format!("001054000321 {zeros}")));
    let doubt = "zeros added; birth and gender do not agree";
    assert_eq!(
        of("38054000321", Some("female"), Some(1954)),
        Some(format!("038054000321? {doubt}"))
    );
    assert_eq!(of("154000321", Some("female"), Some(1954)), Some(format!("000154000321? {zeros}")));
    let card = "an old card of 9 digits, no citizen id";
    assert_eq!(of("171234567", Some("female"), Some(1954)), Some(format!("171234567? {card}")));
    assert_eq!(of("171234567", None, None), Some(format!("171234567? {card}")));
    for digits in ["000054000321", "1234567", "17123456A"] {
        assert_eq!(of(digits, Some("male"), Some(1954)), None);
    }
}

#[test]
fn names_of_people() {
    comes(
        &member::TYPE,
        "full_name",
        &[
            ("Nguyễn Văn An", "Nguyễn Văn An", ""),
            ("NGUYỄN VĂN AN", "Nguyễn Văn An", "was in capitals"),
            ("H'MÔNG NIÊ-KĐĂM", "H'Mông Niê-Kđăm", "was in capitals"),
            ("nguyễn văn an", "Nguyễn Văn An", "capitals were missing"),
            ("Nguyễn Thị ánh", "Nguyễn Thị Ánh", "capitals were missing"),
            ("Nguyễn Văn\nAn", "Nguyễn Văn An", "a broken line joined"),
            ("1. Nguyễn Văn An", "Nguyễn Văn An", "without the number before it"),
            ("Ông Nguyễn Văn An", "Nguyễn Văn An", "without \"Ông\" before it"),
            ("Nguyễn Văn An (Tám)", "Nguyễn Văn An", "what is in brackets goes to the note"),
            ("Nguyễn\u{200b} Văn An", "Nguyễn Văn An", ""),
        ],
    );
    for text in [
        "Nguyễn Văn An\nTrần Thị Bình",
        "Nguyễn Văn An; Trần Thị Bình",
        "1. Nguyễn Văn An\n2. Trần Thị Bình",
    ] {
        let mended = mended(&member::TYPE, "full_name", text);
        assert!(mended.problem.unwrap().what(Lang::Vi).contains("Trần Thị Bình"));
        assert_eq!(people(text).unwrap().len(), 2);
    }
}

#[test]
fn choices_marks_and_counts() {
    comes(
        &member::TYPE,
        "education",
        &[
            ("7/10", "7/10", ""),
            ("@2024-10-07", "7/10", "a spreadsheet made 7/10 a date"),
            ("#45572", "7/10", "a spreadsheet made 7/10 a date"),
            ("lớp 7/10", "7/10", "?from \"lớp 7/10\""),
            ("Đại học", "Đại học", ""),
        ],
    );
    comes(
        &member::TYPE,
        "gender",
        &[("nữ", "nữ", ""), ("1.0", "1", "without its .0"), ("-", "", "")],
    );
    comes(&member::TYPE, "honorary", &[("✓", "1", ""), ("X", "1", ""), ("không", "không", "")]);
    comes(
        &village::TYPE,
        "people",
        &[("#812", "812", ""), ("812.0", "812", "without its .0"), ("2.318", "2.318", "")],
    );
    comes(
        &member::TYPE,
        "unit",
        &[("Chi hội (cũ)", r"Chi hội \(cũ\)", ""), ("2019: CH01", "2019: CH01", "")],
    );
    let broken = mend(
        member::TYPE.field_named("note").unwrap(),
        &Cell::Error("#REF!".into()),
        "#REF!",
        false,
        &around(),
    );
    assert_eq!(
        (broken.text.as_str(), broken.why.unwrap().0.get(Lang::En)),
        ("", "a broken formula, #REF!".into())
    );
}

#[test]
fn what_acts_in_a_name_is_dropped_and_doubted() {
    let why = "?without control characters nobody sees";
    let name = "Lê \u{202e}Văn An";
    comes(
        &member::TYPE,
        "full_name",
        &[(name, name, why), ("Lê\nVăn An", "Lê Văn An", "a broken line joined")],
    );
}

#[test]
fn old_communes_are_placed_in_todays() {
    let (key, why) = came(&village::TYPE, "area", "Hoằng Quý");
    assert_eq!(key, "2025-07:15889");
    assert_eq!(why, "xã Hoằng Quý, Hoằng Hóa, Thanh Hóa is now xã Hoằng Phú, Thanh Hóa");
    assert!(
        mended(&village::TYPE, "area", "Hoằng Quý")
            .old
            .is_some_and(|key| key.starts_with("2025-06:"))
    );
    assert_eq!(came(&centre::TYPE, "area", "Hoằng Phú"), ("2025-07:15889".into(), String::new()));
    assert_eq!(came(&centre::TYPE, "area", "2025-07:15889").1, "");
    // A code of both times is doubtful, one that lost its zeros is mended.
    let (key, why) = came(&unit::TYPE, "area", "#4");
    assert_eq!(key, "2025-07:00004");
    assert!(why.starts_with("?this code was phường Trúc Bạch"), "{why}");
    // A split commune is placed in none: all are offered.
    let found = mended(&village::TYPE, "area", "Xuân Nộn");
    let problem = found.problem.unwrap();
    assert!(problem.is(&COMMUNE_SPLIT), "{problem:?}");
    assert!(problem.params[1].ends_with("; 00466 xã Phúc Thịnh, Hà Nội"), "{problem:?}");
    assert_eq!((found.text.as_str(), found.offers.len()), ("Xuân Nộn", 2));
    assert_eq!(found.old.as_deref(), Some("2025-06:00457"));
    assert!(mended(&unit::TYPE, "area", "#457").problem.is_some_and(|p| p.is(&COMMUNE_SPLIT)));
    let (key, _) = came(&member::TYPE, "old_commune", "Hoằng Quý");
    assert!(key.starts_with("2025-06:"), "{key}");
}

#[test]
fn each_of_what_a_commune_was_split_among_is_taken_as_it_is_shown() {
    let areas = tables().areas();
    let (mut split, mut offers) = (0, 0);
    let olds: std::collections::BTreeSet<u32> = areas.map().iter().map(|(old, ..)| *old).collect();
    for old in olds {
        let became: Vec<_> = areas.successors(old).collect();
        if became.len() < 2 {
            continue;
        }
        split += 1;
        for area in became {
            offers += 1;
            for text in [area.shown(), area.digits(), area.key()] {
                let (key, why) = came(&village::TYPE, "area", &text);
                assert_eq!(key, area.key(), "{text}: {why}");
            }
        }
    }
    assert_eq!((split, offers > 1_000), (473, true), "{offers}");
}
