//! What is read from what people type and files carry.

use super::*;
use crate::domain::records::{centre, clan, member, unit, village};
use crate::domain::{RecordType, Step, records, show};
use crate::lang::errors::domain::*;
use proptest::prelude::*;

const TODAY: PartialDate = PartialDate { year: 2026, month: 6, day: 1 };

fn with<T>(run: impl FnOnce(&Tables) -> T) -> T {
    use std::sync::OnceLock;
    static TABLES: OnceLock<Tables> = OnceLock::new();
    run(TABLES.get_or_init(|| Tables::built_in().unwrap()))
}

fn typed(ty: &'static RecordType, name: &str, text: &str) -> Result<Option<Value>, Problem> {
    with(|tables| parse(ty.field_named(name).unwrap(), text, tables, TODAY))
}

fn iso(text: &str) -> Result<String, &'static str> {
    match typed(&member::TYPE, "birth_date", text) {
        Ok(Some(Value::Date(date))) => Ok(date.iso()),
        Ok(other) => panic!("{text}: {other:?}"),
        Err(problem) => Err(problem.code.0.name),
    }
}

#[test]
fn dates_are_read_as_papers_and_files_write_them() {
    for (text, date) in [
        ("12/05/1987", "1987-05-12"),
        ("12-5-1987", "1987-05-12"),
        ("12.5.1987", "1987-05-12"),
        ("12 5 1987", "1987-05-12"),
        ("1987-05-12", "1987-05-12"),
        ("1987-05-12 00:00:00", "1987-05-12"),
        ("12051987", "1987-05-12"),
        ("120587", "1987-05-12"),
        ("051987", "1987-05"),
        ("5/1987", "1987-05"),
        ("12/58", "1958-12"),
        ("1987-05", "1987-05"),
        ("1987", "1987"),
        ("54", "1954"),
        ("26", "2026"),
        ("27", "1927"),
        ("1/6/26", "2026-06-01"),
        ("2/6/26", "1926-06-02"),
        ("020626", "1926-06-02"),
        ("29/2/2024", "2024-02-29"),
        ("72t", "1954"),
        ("72 tuổi", "1954"),
        ("7 TUOI", "2019"),
        ("01122010", "2010-12-01"),
        ("011210", "2010-12-01"),
    ] {
        assert_eq!(iso(text).as_deref(), Ok(date), "{text}");
    }
    for text in [
        "5",
        "123",
        "12345",
        "1234567",
        "123456789",
        "a",
        "12/5/198",
        "1987-5-12-1",
        "12//5",
        "t",
        "1/72t",
    ] {
        assert_eq!(iso(text), Err("date_unreadable"), "{text}");
    }
    for text in ["0t", "131t", "0072t", "1954t", "0 tuổi"] {
        assert_eq!(iso(text), Err("date_age"), "{text}");
    }
    for text in ["30/02/1987", "13/1987", "29/2/2023", "0000", "310487", "1987-13", "32011990"] {
        assert_eq!(iso(text), Err("date_no_such_day"), "{text}");
    }
    for text in ["00/05/1987", "12/0/1987"] {
        assert_eq!(iso(text), Err("date_unreadable"), "{text}");
    }
    let day = typed(&member::TYPE, "consent_on", "5/2026");
    assert!(day.is_err_and(|problem| problem.is(&DATE_DAY_WANTED)));
}

#[test]
fn citizen_ids_are_12_or_9_digits() {
    let read = |text| typed(&member::TYPE, "citizen_id", text);
    for (text, digits) in [
        ("000154000321", "000154000321"),
        ("000 154 000 321", "000154000321"),
        ("38054000321", "038054000321"),
        ("012345678", "012345678"),
    ] {
        assert_eq!(read(text), Ok(Some(Value::Text(digits.into()))), "{text}");
    }
    for text in
        ["00015400032", "1540003210", "00015400032A", "0001540003211", "12345678", "１23456789"]
    {
        assert!(read(text).is_err_and(|problem| problem.is(&CITIZEN_ID_DIGITS)), "{text}");
    }
}

#[test]
fn telephones_are_normalised() {
    let read = |text| typed(&member::TYPE, "phone", text);
    for (text, digits) in [
        ("0912 345 678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("+84(0)912345678", "0912345678"),
        ("912345678", "0912345678"),
        ("01621234567", "0321234567"),
        ("0237 3852 123", "02373852123"),
    ] {
        assert_eq!(read(text), Ok(Some(Value::Text(digits.into()))), "{text}");
    }
    for text in
        ["091234567", "09123456789", "0912345678 / 0987654321", "abc", "113", "+33612345678"]
    {
        assert!(read(text).is_err_and(|problem| problem.is(&PHONE_DIGITS)), "{text}");
    }
}

#[test]
fn amounts_are_read_only_where_they_mean_one_thing() {
    let read = |text| typed(&centre::TYPE, "equipment_vnd", text);
    for (text, amount) in [
        ("1200000", 1_200_000),
        ("1.200.000", 1_200_000),
        ("1,200,000", 1_200_000),
        ("1 200 000 đ", 1_200_000),
        ("1.200.000 VNĐ", 1_200_000),
        ("1,5 tr", 1_500_000),
        ("1.5tr", 1_500_000),
        ("120 triệu", 120_000_000),
        ("2,25 tỷ đồng", 2_250_000_000),
        ("500k", 500_000),
        ("4tr5", 4_500_000),
        ("4 tr 5", 4_500_000),
        ("4triệu500", 4_500_000),
        ("4tr050", 4_050_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1,2 ty", 1_200_000_000),
        ("1tỉ2", 1_200_000_000),
        ("2k5", 2_500),
        ("3 trieu dong", 3_000_000),
        ("0", 0),
    ] {
        assert_eq!(read(text), Ok(Some(Value::Whole(amount))), "{text}");
    }
    for text in [
        "1.500 tr",
        "1.5",
        "1,20",
        "1.200,000",
        "-5",
        "12a",
        "1..2",
        "tr",
        "1, tr",
        "1.2.3 tr",
        "4tr50",
        "4tr5000",
        "tr5",
        "1,5tr2",
        "4tr5tr",
    ] {
        assert!(read(text).is_err_and(|problem| problem.is(&VND_UNREADABLE)), "{text}");
    }
    for text in ["9999999999999999", "99999999999999999999999", "9999999999 tỷ"] {
        assert!(read(text).is_err_and(|problem| problem.is(&NUMBER_TOO_LARGE)), "{text}");
    }
    assert_eq!(typed(&village::TYPE, "people", "2.318"), Ok(Some(Value::Whole(2318))));
    let tr = typed(&village::TYPE, "people", "2 tr");
    assert!(tr.is_err_and(|problem| problem.is(&WHOLE_UNREADABLE)));
}

#[test]
fn names_are_kept_as_written_and_hold_letters_only() {
    let read = |text: &str| typed(&member::TYPE, "full_name", text);
    for (text, name) in [
        ("  Nguyễn  Văn Hoà ", "Nguyễn Văn Hoà"),
        ("H’Mok Niê", "H'Mok Niê"),
        ("Y-Bih Ksor", "Y-Bih Ksor"),
        ("Ng. Văn A", "Ng. Văn A"),
        ("Ðặng Văn Ðức", "Đặng Văn Đức"),
    ] {
        assert_eq!(read(text), Ok(Some(Value::Text(name.into()))), "{text}");
    }
    for text in ["Nguyễn Văn 2", "A@B", "--", "Nguyễn (Tám)", "a/b"] {
        assert!(read(text).is_err_and(|problem| problem.is(&NAME_LETTERS_ONLY)), "{text}");
    }
    assert!(read(&"a".repeat(81)).is_err_and(|problem| problem.is(&TEXT_TOO_LONG)));
    assert!(read(&"a\u{301}\u{302}\u{303}\u{304}\u{323}\u{308}".repeat(60)).is_err());
    assert!(read(&"a".repeat(10_000_000)).is_err_and(|problem| problem.is(&TEXT_TOO_LONG)));
}

#[test]
fn yes_no_gender_and_education_are_keyed_shortly() {
    for text in ["1", "có", "Co", "y", "x", "yes"] {
        assert_eq!(typed(&member::TYPE, "consent", text), Ok(Some(Value::Flag(true))), "{text}");
    }
    for text in ["2", "không", "n", "no", "k"] {
        assert_eq!(typed(&member::TYPE, "consent", text), Ok(Some(Value::Flag(false))), "{text}");
    }
    assert!(typed(&member::TYPE, "consent", "3").is_err_and(|p| p.is(&YES_NO_UNREADABLE)));
    let code = |code: &str| Ok(Some(Value::Code(code.into())));
    assert_eq!(typed(&member::TYPE, "gender", "2"), code("female"));
    for (text, level) in [
        ("7/10", "03"),
        ("10/10", "04"),
        ("12/12", "04"),
        ("4/10", "02"),
        ("9/12", "03"),
        ("3", "03"),
    ] {
        assert_eq!(typed(&member::TYPE, "education", text), code(level), "{text}");
    }
}

#[test]
fn communes_are_read_by_key_code_or_their_only_name() {
    let read = |text| typed(&village::TYPE, "area", text);
    let hoang_phu = Ok(Some(Value::Code("2025-07:15889".into())));
    for text in ["2025-07:15889", "15889", "Hoằng Phú", "xã hoằng phú", "hoang phu thanh hoa"]
    {
        assert_eq!(read(text), hoang_phu, "{text}");
    }
    assert!(read("Hoằng Quý").is_err_and(|p| p.is(&AREA_OFFERED) && p.params[1].contains("15889")));
    assert!(read("Tân Thành").is_err_and(|p| p.is(&AREA_AMBIGUOUS)));
    assert!(read("xyzzy").is_err_and(|p| p.is(&AREA_UNKNOWN)));
    assert!(read("2025-06:15889").is_err(), "an old commune is no commune of today");
    let old = typed(&village::TYPE, "old_commune", "Hoằng Quý");
    assert!(matches!(old, Ok(Some(Value::Code(key))) if key.starts_with("2025-06:")));
    let province = typed(&unit::TYPE, "area", "38");
    assert_eq!(province, Ok(Some(Value::Code("2025-07:38".into()))));
}

#[test]
fn a_look_up_takes_an_id_or_asks() {
    let id = RecordId([7; 16]);
    assert_eq!(typed(&clan::TYPE, "unit", &id.to_string()), Ok(Some(Value::Ref(id))));
    assert!(typed(&clan::TYPE, "unit", "CH01").is_err_and(|p| p.is(&REF_UNREADABLE)));
    let asked = with(|tables| {
        let resolve = |kind: Kind, text: &str| {
            assert_eq!((kind, text), (unit::KIND, "CH01"));
            Ok(id)
        };
        parse_with(member::TYPE.field_named("unit").unwrap(), "2019: CH01", tables, TODAY, &resolve)
    });
    let step =
        Step { from: PartialDate::new(2019, 0, 0), value: Value::Ref(id), reason: String::new() };
    assert_eq!(asked, Ok(Some(Value::Timeline(vec![step]))));
}

#[test]
fn timelines_are_written_in_one_line() {
    let text = "active; 12/5/2023: đã mất (ốm; nặng)";
    assert!(typed(&member::TYPE, "status", text).is_err(), "a bare ; ends the step");
    let text = r"12/5/2023: đã mất (ốm\; nặng); active";
    let step = |from: Option<PartialDate>, code: &str, reason: &str| Step {
        from,
        value: Value::Code(code.into()),
        reason: reason.into(),
    };
    let steps =
        vec![step(None, "active", ""), step(PartialDate::new(2023, 5, 12), "died", "ốm; nặng")];
    assert_eq!(typed(&member::TYPE, "status", text), Ok(Some(Value::Timeline(steps))));
    for text in ["1: 2: 3", ";", "nope: active", "2019: "] {
        assert!(typed(&member::TYPE, "status", text).is_err(), "{text}");
    }
}

#[test]
fn nothing_is_no_entry_and_a_question_mark_is_unknown() {
    for text in ["", "  ", "\u{200b}"] {
        assert_eq!(typed(&member::TYPE, "birth_date", text), Ok(None));
    }
    let unknown = Ok(Some(Value::Unknown("giấy mờ".into())));
    assert_eq!(typed(&member::TYPE, "birth_date", "? giấy mờ"), unknown);
    let not_on_paper = Ok(Some(Value::Unknown(NOT_ON_PAPER.into())));
    for text in ["?", " ? "] {
        assert_eq!(typed(&member::TYPE, "birth_date", text), not_on_paper);
    }
    assert_eq!(typed(&member::TYPE, "note", r"\?"), Ok(Some(Value::Text("?".into()))));
}

#[test]
fn what_was_read_beyond_the_letters_is_said_beside_them() {
    let said = |ty: &'static RecordType, name: &str, text: &str| {
        let field = ty.field_named(name).unwrap();
        let value = typed(ty, name, text).unwrap().unwrap();
        with(|tables| remark(&field.kind, text, &value, tables, crate::lang::Lang::Vi))
    };
    for (text, says) in [
        ("011210", Some("năm 2010?")),
        ("1/12/10", Some("năm 2010?")),
        ("12/58", Some("năm 1958?")),
        ("54", Some("năm 1954?")),
        ("20/12/12", Some("năm 2012?")),
        ("72t", Some("72 tuổi: sinh 1954")),
        ("01122010", None),
        ("121958", None),
        ("12/2010", None),
        ("2010", None),
        ("2010-12", None),
    ] {
        assert_eq!(said(&member::TYPE, "birth_date", text).as_deref(), says, "{text}");
    }
    for (text, says) in [
        ("7/10", Some("phiếu ghi 7/10")),
        ("10/10", Some("phiếu ghi 10/10")),
        ("cấp 2", Some("phiếu ghi cấp 2")),
        ("3", None),
        ("03", None),
        ("trung hoc co so", None),
    ] {
        assert_eq!(said(&member::TYPE, "education", text).as_deref(), says, "{text}");
    }
    assert_eq!(said(&member::TYPE, "gender", "1"), None);
    assert_eq!(said(&member::TYPE, "phone", "0912345678"), None);
}

fn full(name: &str, text: &str) -> bool {
    let field = member::TYPE.field_named(name).unwrap();
    with(|tables| is_full(&field.kind, text, tables, TODAY))
}

#[test]
fn a_field_is_full_where_no_key_more_could_belong_to_it() {
    for (name, text) in [
        ("citizen_id", "000054000321"),
        ("phone", "0912345678"),
        ("phone", "02373852123"),
        ("birth_date", "01122010"),
        ("birth_date", "011210"),
        ("birth_date", "120354"),
        ("birth_date", "121954"),
        ("birth_date", "1954"),
        ("birth_date", "3/1954"),
        ("joined_on", "12/2010"),
        ("consent_on", "1/12/2025"),
        ("consent_on", "120526"),
        ("joined_on", "2019"),
        ("consent_on", "12052026"),
        ("gender", "1"),
        ("gender", "3"),
        ("status", "1"),
        ("education", "03"),
        ("education", "99"),
        ("ethnicity", "01"),
        ("consent", "2"),
    ] {
        assert!(full(name, text), "{name} {text}");
    }
    let kind = FieldKind::Choice("village_kinds");
    with(|tables| {
        assert!(!is_full(&kind, "1", tables, TODAY) && is_full(&kind, "2", tables, TODAY));
        assert!(is_full(&kind, "12", tables, TODAY));
    });
}

#[test]
fn a_field_that_may_go_on_or_is_wrong_is_not_full() {
    for (name, text) in [
        ("citizen_id", "012345678"),
        ("citizen_id", "38054000321"),
        ("citizen_id", "999054000321"),
        ("phone", "091234567"),
        // No such prefix; and the first ten digits of an old number, of a landline.
        ("phone", "0112345678"),
        ("phone", "0162123456"),
        ("phone", "0237385212"),
        // 10/10 of a year, 12/03/1954.
        ("birth_date", "1010"),
        ("birth_date", "12/19"),
        ("birth_date", "1/2/1"),
        ("birth_date", "31/02/1954"),
        ("consent_on", "12/2025"),
        ("birth_date", "120319"),
        ("birth_date", "310260"),
        ("consent_on", "121954"),
        // 19/10/1954 and 20/12/1954 may follow, and nobody alive was born then.
        ("birth_date", "1910"),
        ("birth_date", "2012"),
        ("birth_date", "1854"),
        ("joined_on", "195"),
        ("birth_date", "31021960"),
        ("birth_date", "12052030"),
        ("gender", "4"),
        ("gender", "nam"),
        // 7/10 may follow; 10 is a key, and so may 10/10 be.
        ("education", "7"),
        ("education", "1"),
        ("education", "10"),
        ("consent", "0"),
        ("full_name", "1"),
        ("village", "3"),
        ("gender", ""),
    ] {
        assert!(!full(name, text), "{name} {text}");
    }
}

fn date() -> impl Strategy<Value = PartialDate> {
    (1000_u16..=9999, 0_u8..=12, 0_u8..=28).prop_map(|(year, month, day)| {
        PartialDate::new(year, month, if month == 0 { 0 } else { day }).unwrap()
    })
}

/// A value such as a field of that kind holds.
fn held(kind: FieldKind) -> BoxedStrategy<Value> {
    let code = |codes: Vec<String>| prop::sample::select(codes).prop_map(Value::Code).boxed();
    match kind {
        FieldKind::Text(_) => "\\PC{1,8}"
            .prop_map(|s| clean::line(&s))
            .prop_filter("empty", |s| !s.is_empty())
            .prop_map(Value::Text)
            .boxed(),
        FieldKind::Note => "(\\PC|\n){1,20}"
            .prop_map(|s| clean::note(&s))
            .prop_filter("empty", |s| !s.is_empty())
            .prop_map(Value::Text)
            .boxed(),
        FieldKind::Name => {
            "[A-ZĐ][a-zàđ']{0,8}( [A-Z][a-zữ-]{0,5}){0,3}".prop_map(Value::Text).boxed()
        }
        FieldKind::PartialDate => date().prop_map(Value::Date).boxed(),
        FieldKind::Date => date().prop_map(|d| Value::Date(d.earliest())).boxed(),
        FieldKind::CitizenId => "[0-9]{12}|[0-9]{9}".prop_map(Value::Text).boxed(),
        FieldKind::Phone => "09[0-9]{8}".prop_map(Value::Text).boxed(),
        FieldKind::Choice(name) => code(with(|tables| {
            tables.choices(name).unwrap().rows().iter().map(|row| row.code.clone()).collect()
        })),
        FieldKind::Area(crate::domain::AreaScope::OldCommune) => code(vec!["2025-06:15916".into()]),
        FieldKind::Area(_) => code(vec!["2025-07:15889".into(), "2025-07:00004".into()]),
        FieldKind::Lookup(_) => any::<[u8; 16]>().prop_map(|id| Value::Ref(RecordId(id))).boxed(),
        FieldKind::Whole | FieldKind::Vnd => (0..=numbers::LARGEST).prop_map(Value::Whole).boxed(),
        FieldKind::Secret => Just(Value::Text("x".into())).boxed(),
        FieldKind::YesNo => any::<bool>().prop_map(Value::Flag).boxed(),
        FieldKind::Timeline(inner) => {
            let reason = "\\PC{0,12}".prop_map(|s| clean::line(&s));
            let value = prop_oneof![9 => held(*inner), 1 => Just(Value::Unknown("mất".into()))];
            let step = (proptest::option::of(date()), value, reason)
                .prop_map(|(from, value, reason)| Step { from, value, reason });
            proptest::collection::vec(step, 1..4)
                .prop_map(|mut steps| {
                    steps.sort_by_key(|step| step.from);
                    Value::Timeline(steps)
                })
                .boxed()
        }
    }
}

fn field_and_value() -> impl Strategy<Value = (&'static Field, Value)> {
    let fields: Vec<&'static Field> =
        records::all().iter().flat_map(|ty| ty.open_fields()).collect();
    prop::sample::select(fields).prop_flat_map(|field| (Just(field), held(field.kind)))
}

proptest! {
    #[test]
    fn what_a_file_carries_is_read_back((field, value) in field_and_value()) {
        let text = show::file(field, &value);
        let read = with(|tables| parse(field, &text, tables, TODAY));
        prop_assert_eq!(read, Ok(Some(value)), "{}: {}", field.name, text);
    }

    #[test]
    fn what_stands_in_a_form_is_read_back((field, value) in field_and_value()) {
        let (read, text) = with(|tables| {
            let text = show::entry(field, &value, tables);
            (parse(field, &text, tables, TODAY), text)
        });
        let now = |value: Value| crate::domain::timeline::now(value);
        prop_assert_eq!(read.map(|read| read.and_then(now)), Ok(now(value)), "{}: {}", field.name, text);
    }

    #[test]
    fn no_text_makes_reading_fail_otherwise(at in 0_usize..77, text in "\\PC{0,30}|[0-9/.:;()?\\\\ -]{0,20}") {
        let fields: Vec<&'static Field> = records::all().iter().flat_map(|ty| ty.fields).collect();
        let _ = with(|tables| parse(fields[at], &text, tables, TODAY));
    }
}
