//! Figures are what a plain count of the same records comes to, and tell nothing of one person.

use super::*;
use crate::domain::check::tests::{id, record};
use crate::domain::records::{centre, clan, member, unit, village};
use crate::domain::{PartialDate, Record, RecordId, Step, Value, Values, timeline};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const FROM: PartialDate = PartialDate { year: 2026, month: 1, day: 1 };
const TO: PartialDate = PartialDate { year: 2026, month: 6, day: 30 };

type Told = BTreeMap<(String, &'static str), Option<i64>>;

fn count(records: &[Record]) -> Told {
    let mut counter = Counter::new(FROM, TO);
    records.iter().for_each(|record| counter.see(record));
    let figures: Vec<Figure> = counter.finish().collect();
    assert!(
        figures
            .is_sorted_by(|one, other| (&one.area, one.indicator) < (&other.area, other.indicator))
    );
    assert!(figures.iter().all(|one| (one.from, one.to, one.source) == (FROM, TO, "records")));
    figures.into_iter().map(|one| ((one.area, one.indicator), one.value)).collect()
}

fn person(n: u8, fields: &[(&str, &str)]) -> Record {
    let named = [("full_name", "Lê Mai"), ("unit", "2"), ("status", "active")];
    let left = named.iter().filter(|(name, _)| fields.iter().all(|(other, _)| name != other));
    let all: Vec<_> = left.chain(fields).copied().collect();
    record(n, &member::TYPE, &all)
}

/// A commune with a branch and a board, two villages, five members, a clan.
fn commune() -> Vec<Record> {
    let unit = |n, fields: &[(&str, &str)]| record(n, &unit::TYPE, fields);
    vec![
        unit(1, &[("code", "HX"), ("name", "Hội xã"), ("kind", "commune")]),
        unit(2, &[("code", "CH01"), ("name", "Phú Khê"), ("kind", "branch"), ("parent", "1")]),
        unit(3, &[("code", "BH"), ("name", "Họ Lê"), ("kind", "board"), ("parent", "1")]),
        record(4, &village::TYPE, &[("number", "3"), ("name", "Phú Khê"), ("area", "15889")]),
        record(5, &village::TYPE, &[("name", "Đông"), ("area", "15889")]),
        person(10, &[("gender", "female"), ("birth_date", "1996"), ("village", "4")]),
        person(11, &[("gender", "female"), ("birth_date", "01/07/1966"), ("village", "4")]),
        person(12, &[("gender", "male"), ("birth_date", "30/06/1966"), ("unit", "3")]),
        person(13, &[("gender", "? không ghi"), ("birth_date", "? rách")]),
        person(14, &[("gender", "male"), ("status", "died")]),
        record(20, &clan::TYPE, &[("family_name", "Lê"), ("unit", "2"), ("board", "3")]),
    ]
}

#[test]
fn a_commune_is_counted_by_unit_village_gender_and_age() {
    let told = count(&commune());
    let value = |area: &str, indicator| told.get(&(area.to_owned(), indicator)).copied();
    for (area, indicator, wanted) in [
        ("register", "members", 5),
        ("register", "members.active", 4),
        ("unit:HX", "members.active", 4),
        ("unit:CH01", "members.active", 3),
        ("unit:BH", "members.active", 1),
        ("register", "members.active.female.age_0_30", 1),
        ("register", "members.active.female.age_31_59", 1),
        ("register", "members.active.male.age_60_up", 1),
        ("register", "members.active.gender_unknown", 1),
        ("register", "members.active.age_unknown", 1),
        ("village:2025-07:15889/3", "members.active.female", 2),
        ("village:?", "members.active", 2),
        ("unit:HX", "clans", 1),
        ("unit:HX", "clans.board", 1),
        ("unit:HX", "units.branch", 1),
        ("unit:CH01", "units.branch", 1),
        ("register", "units.board", 1),
        ("unit:HX", "units", 3),
        ("area:2025-07:15889", "villages", 2),
    ] {
        assert_eq!(value(area, indicator), Some(Some(wanted)), "{area} {indicator}");
    }
    // Where nothing was entered nothing is told, which is not 0.
    for (area, indicator) in [
        ("register", "centres"),
        ("village:2025-07:15889/Đông", "members.active"),
        ("unit:BH", "clans"),
    ] {
        assert_eq!(value(area, indicator), Some(None), "{area} {indicator}");
    }
    assert_eq!(value("village:2025-07:15889/3", "clans"), None, "not told of villages");
}

#[test]
fn what_counts_is_how_it_stood_on_the_last_day() {
    let told = count(&[
        record(1, &unit::TYPE, &[("code", "A"), ("name", "A"), ("established_on", "2026")]),
        record(2, &unit::TYPE, &[("code", "B"), ("name", "B"), ("established_on", "07/2026")]),
        record(3, &unit::TYPE, &[("code", "C"), ("name", "C"), ("dissolved_on", "30/06/2026")]),
        record(4, &unit::TYPE, &[("code", "D"), ("name", "D"), ("dissolved_on", "01/07/2026")]),
        person(10, &[("unit", "1"), ("joined_on", "01/07/2026")]),
        person(11, &[("unit", "1"), ("status", "active; 01/07/2026: moved")]),
        person(12, &[("unit", "77")]),
        record(20, &centre::TYPE, &[("name", "X"), ("area", "15889"), ("status", "closed")]),
        record(21, &centre::TYPE, &[("name", "Y"), ("area", "15889"), ("status", "paused")]),
    ]);
    let value = |area: &str, indicator| told.get(&(area.to_owned(), indicator)).copied().flatten();
    assert_eq!(value("register", "units"), Some(2));
    assert_eq!(value("unit:B", "units"), Some(0));
    assert_eq!(value("register", "members"), Some(2));
    assert_eq!(value("unit:A", "members.active"), Some(1), "the later move does not count yet");
    assert_eq!(value("unit:?", "members.active"), Some(1), "of a unit that is not there");
    assert_eq!(value("area:2025-07:15889", "centres"), Some(1));
    assert_eq!(value("area:2025-07:15889", "centres.active"), Some(0));
}

#[test]
fn places_of_one_name_are_told_apart_and_a_ring_of_units_ends() {
    let village =
        |n| record(n, &village::TYPE, &[("number", "3"), ("name", "Đông"), ("area", "15889")]);
    let ring = |n, code, parent| {
        record(n, &unit::TYPE, &[("code", code), ("name", code), ("parent", parent)])
    };
    let told = count(&[
        village(1),
        village(2),
        ring(3, "A", "4"),
        ring(4, "B", "3"),
        person(10, &[("unit", "3")]),
    ]);
    let areas: BTreeSet<&str> = told.keys().map(|(area, _)| area.as_str()).collect();
    assert_eq!(areas.iter().filter(|area| area.starts_with("village:2025-07:15889/3 ")).count(), 2);
    assert_eq!(told.get(&("unit:B".into(), "members")), Some(&Some(1)));
}

#[test]
fn nothing_of_a_person_is_told() {
    let person = person(
        10,
        &[
            ("full_name", "Tôn Nữ Bí Mật"),
            ("citizen_id", "000154000321"),
            ("phone", "0912345678"),
            ("card_no", "THE-1"),
            ("birth_date", "12/03/1954"),
            ("note", "ghi riêng"),
        ],
    );
    let secrets = ["Bí Mật", "000154000321", "912345678", "THE-1", "1954", "ghi riêng"];
    let own = [person.id.to_string(), person.id.short()];
    let told = count(&[vec![person], commune()].concat());
    let text = format!("{told:?}");
    for secret in secrets.into_iter().chain(own.iter().map(String::as_str)) {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn the_table_of_indicators_is_sound() {
    assert!(INDICATORS.len() <= 64 && COUNTED.len() <= 64, "answers are bits");
    let codes: BTreeSet<_> = INDICATORS.iter().map(|one| one.code).collect();
    assert_eq!(codes.len(), INDICATORS.len());
    for one in INDICATORS {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._".contains(c);
        assert!(one.code.chars().all(plain) && !one.label.vi.is_empty(), "{}", one.code);
        let counted = COUNTED.iter().find(|counted| counted.of == one.of);
        let ty = crate::domain::records::of(one.of).unwrap();
        let tests = one.tests.iter().chain(counted.unwrap().there);
        assert!(tests.clone().all(|test| ty.field(test.tag()).is_some()), "{}", one.code);
        // A code that the tables do not know would never be counted.
        for test in tests {
            let (Test::Is(tag, codes) | Test::IsNot(tag, codes)) = test else { continue };
            let crate::domain::FieldKind::Choice(table) = ty.field(*tag).unwrap().kind.at_a_time()
            else {
                panic!("{}", one.code)
            };
            let table = crate::domain::check::tests::tables().choices(table).unwrap();
            assert!(codes.iter().all(|code| table.row(code).is_some()), "{}", one.code);
        }
    }
}

/// A member in the plainest terms: what held of it on the last day.
#[derive(Clone, Debug)]
struct Plain {
    gender: Option<usize>,
    born: Option<PartialDate>,
    joined: Option<PartialDate>,
    village: Option<u8>,
    units: Vec<Step>,
    status: Vec<Step>,
}

const GENDERS: [&str; 3] = ["female", "male", "other"];

fn steps(values: Vec<Value>, years: Vec<u16>) -> Vec<Step> {
    let dated = |(at, value): (usize, Value)| {
        let from = years.get(at.wrapping_sub(1)).map(|year| PartialDate::new(*year, 0, 0).unwrap());
        Step { from, value, reason: String::new() }
    };
    let mut steps: Vec<Step> = values.into_iter().enumerate().map(dated).collect();
    steps.sort_by_key(|step| step.from);
    steps
}

fn plain() -> impl Strategy<Value = Plain> {
    let born = prop_oneof![
        (1930_u16..2030, 0_u8..13, 0_u8..29).prop_map(|(year, month, day)| {
            PartialDate::new(year, month, if month == 0 { 0 } else { day })
        }),
        Just(None),
    ];
    let code = prop_oneof![3 => Just("active"), 1 => Just("moved"), 1 => Just("died")];
    let status = proptest::collection::vec(code.prop_map(|code| Value::Code(code.into())), 1..4);
    let units = proptest::collection::vec((1_u8..6).prop_map(|n| Value::Ref(id(n))), 1..4);
    let years = || proptest::collection::btree_set(2010_u16..2030, 3);
    (
        proptest::option::of(0_usize..3),
        born,
        proptest::option::of(
            (2000_u16..2030).prop_map(|year| PartialDate::new(year, 0, 0).unwrap()),
        ),
        proptest::option::of(6_u8..9),
        (units, years()),
        (status, years()),
    )
        .prop_map(|(gender, born, joined, village, units, status)| Plain {
            gender,
            born,
            joined,
            village,
            units: steps(units.0, units.1.into_iter().collect()),
            status: steps(status.0, status.1.into_iter().collect()),
        })
}

fn of_plain(n: usize, plain: &Plain) -> Record {
    let mut values = Values::default();
    let mut set = |tag, value: Option<Value>| values.set(tag, value.as_ref());
    set(member::FULL_NAME, Some(Value::Text("Lê Mai".into())));
    set(member::GENDER, plain.gender.map(|at| Value::Code(GENDERS[at].into())));
    set(member::BIRTH_DATE, plain.born.map(Value::Date));
    set(member::JOINED_ON, plain.joined.map(Value::Date));
    set(member::VILLAGE, plain.village.map(|n| Value::Ref(id(n))));
    set(member::UNIT, Some(Value::Timeline(plain.units.clone())));
    set(member::STATUS, Some(Value::Timeline(plain.status.clone())));
    let id = RecordId::mint(1_000 + n as u64, &[9; 10]);
    Record { id, kind: member::KIND, rev: Default::default(), values }
}

/// The code a person is counted under, spelled out.
fn codes(person: &Plain) -> Vec<String> {
    let is = |code: &str| {
        timeline::at(&person.status, TO).is_some_and(|step| step.value == Value::Code(code.into()))
    };
    let none = timeline::at(&person.status, TO).is_none();
    if none || person.joined.is_some_and(|day| day.is_after(TO)) {
        return Vec::new();
    }
    let mut codes = vec!["members".to_owned()];
    if is("moved") || is("died") {
        return codes;
    }
    let years = person.born.filter(|born| !born.is_after(TO)).map(|born| born.years_until(TO));
    let age = match years {
        None => "age_unknown",
        Some(0..=30) => "age_0_30",
        Some(31..=59) => "age_31_59",
        Some(_) => "age_60_up",
    };
    let gender = person.gender.map_or("gender_unknown", |at| GENDERS[at]);
    codes.push("members.active".to_owned());
    codes.push(format!("members.active.{gender}"));
    codes.push(format!("members.active.{age}"));
    if gender == "female" || gender == "male" {
        codes.push(format!("members.active.{gender}.{age}"));
    }
    codes
}

proptest! {
    #[test]
    fn a_naive_count_comes_to_the_same(people in proptest::collection::vec(plain(), 0..30), turn: bool) {
        // Unit 1 above 2 and 3, 3 above 4; 5 is not there, nor is village 8.
        let unit = |n, code, parent: &[(&str, &str)]| {
            let own = [("code", code), ("name", code)];
            record(n, &unit::TYPE, &[&own, parent].concat())
        };
        let village = |n, name| record(n, &village::TYPE, &[("name", name), ("area", "15889")]);
        let mut records = vec![
            unit(1, "U1", &[]),
            unit(2, "U2", &[("parent", "1")]),
            unit(3, "U3", &[("parent", "1")]),
            unit(4, "U4", &[("parent", "3")]),
            village(6, "V6"),
            village(7, "V7"),
        ];
        records.extend(people.iter().enumerate().map(|(n, plain)| of_plain(n, plain)));
        if turn {
            records.reverse();
        }
        let told = count(&records);
        let within = |area: &str, person: &Plain| {
            let unit = timeline::at(&person.units, TO).map(|step| step.value.clone());
            let of = |all: &[u8]| all.iter().any(|n| unit == Some(Value::Ref(id(*n))));
            match area {
                "register" => true,
                "unit:U1" => of(&[1, 2, 3, 4]),
                "unit:U2" => of(&[2]),
                "unit:U3" => of(&[3, 4]),
                "unit:U4" => of(&[4]),
                "unit:?" => !of(&[1, 2, 3, 4]),
                "village:2025-07:15889/V6" => person.village == Some(6),
                "village:2025-07:15889/V7" => person.village == Some(7),
                "village:?" => !matches!(person.village, Some(6 | 7)),
                _ => false,
            }
        };
        for ((area, indicator), value) in told.iter().filter(|((_, code), _)| code.starts_with("members")) {
            let there: Vec<_> = people.iter().filter(|person| within(area, person)).collect();
            let counts = |person: &&&Plain| codes(person).iter().any(|code| code == indicator);
            let wanted = (!there.is_empty()).then(|| there.iter().filter(counts).count() as i64);
            prop_assert_eq!(*value, wanted, "{} {}", area, indicator);
        }
        let active = |code: &str| told.get(&("register".to_owned(), code)).copied().flatten().unwrap_or(0);
        let genders = ["female", "male", "other", "gender_unknown"];
        let ages = ["age_0_30", "age_31_59", "age_60_up", "age_unknown"];
        for parts in [genders, ages] {
            let code = |part: &str| INDICATORS.iter().find(|one| one.code == format!("members.active.{part}")).unwrap().code;
            let sum: i64 = parts.iter().map(|part| active(code(part))).sum();
            prop_assert_eq!(sum, active("members.active"));
        }
    }
}
