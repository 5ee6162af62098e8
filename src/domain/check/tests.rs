//! Every check finds what it is for, and nothing in a sound record.

use super::*;
use crate::domain::records::{
    batch, centre, clan, distinct, layout, member, name_code, operator, unit, village,
};
use crate::domain::show::exact_key;
use crate::domain::{RawValue, Rev, Value, Values, input};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

pub(crate) const TODAY: PartialDate = PartialDate { year: 2026, month: 6, day: 1 };

pub(crate) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables::built_in().unwrap())
}

/// A register of a few records.
#[derive(Default)]
pub(crate) struct Few(BTreeMap<RecordId, Record>);

impl Facts for Few {
    fn record(&self, id: RecordId) -> Option<Record> {
        self.0.get(&id).cloned()
    }

    fn holders(&self, kind: Kind, tag: u16, key: &str) -> Vec<RecordId> {
        let ty = records::of(kind).unwrap();
        let holds = |record: &&Record| {
            let value = record.values.get(tag);
            let own = value.and_then(|value| exact_key(ty.field(tag).unwrap(), &value));
            record.kind == kind && (ty.active)(record) && own.as_deref() == Some(key)
        };
        self.0.values().filter(holds).map(|record| record.id).collect()
    }

    fn referring(&self, to: RecordId) -> Vec<RecordId> {
        let refers = |record: &&Record| {
            let fields = records::of(record.kind).unwrap().fields.iter();
            let mut values = fields.filter_map(|field| record.values.see(field.tag));
            values.any(|value| value.refs().any(|id| id == to))
        };
        self.0.values().filter(refers).map(|record| record.id).collect()
    }
}

pub(crate) fn id(n: u8) -> RecordId {
    RecordId([n; 16])
}

/// A record with these fields, as they would be typed; look-ups by number.
pub(crate) fn record(n: u8, ty: &'static RecordType, fields: &[(&str, &str)]) -> Record {
    let resolve = |_: Kind, text: &str| Ok(id(text.parse().unwrap()));
    let mut values = Values::default();
    for (name, text) in fields {
        let field = ty.field_named(name).unwrap();
        let value = input::parse_with(field, text, tables(), TODAY, &resolve).unwrap();
        values.set(field.tag, value.as_ref());
    }
    Record { id: id(n), kind: ty.kind, rev: Rev::default(), values }
}

/// A sound register: one record of each type, a dissolved unit, and a few to run into.
fn few() -> Few {
    let all = [
        record(1, &unit::TYPE, &[("code", "HX"), ("name", "Hội xã"), ("kind", "commune")]),
        record(2, &unit::TYPE, UNIT),
        record(
            3,
            &unit::TYPE,
            &[("code", "CU"), ("name", "Chi hội cũ"), ("kind", "branch"), ("dissolved_on", "2020")],
        ),
        record(4, &village::TYPE, VILLAGE),
        record(5, &clan::TYPE, CLAN),
        record(6, &centre::TYPE, CENTRE),
        record(7, &operator::TYPE, OPERATOR),
        record(8, &member::TYPE, MEMBER),
        record(11, &layout::TYPE, LAYOUT),
        record(12, &batch::TYPE, BATCH),
        record(30, &batch::TYPE, &[("number", "8"), ("of", "member"), ("closed_on", "2/5/2026")]),
        record(13, &distinct::TYPE, DISTINCT),
        record(9, &member::TYPE, &[MEMBER, &[("status", "died")]].concat()),
    ];
    Few(all.into_iter().map(|record| (record.id, record)).collect())
}

type Fields = &'static [(&'static str, &'static str)];
const UNIT: Fields = &[
    ("code", "CH01"),
    ("name", "Chi hội Phú Khê"),
    ("kind", "branch"),
    ("parent", "1"),
    ("area", "15889"),
    ("established_on", "2005"),
    ("head", "Lê Văn Đắc"),
    ("phone", "0912345678"),
];
const VILLAGE: Fields = &[
    ("number", "3"),
    ("kind", "thon"),
    ("name", "Phú Khê"),
    ("area", "15889"),
    ("old_commune", "15916"),
    ("households", "215"),
    ("people", "812"),
];
const CLAN: Fields = &[
    ("family_name", "Nguyễn Văn"),
    ("branch", "chi 2"),
    ("unit", "1"),
    ("village", "4"),
    ("number", "12"),
];
const CENTRE: Fields = &[
    ("code", "TT01"),
    ("name", "TTHTCĐ xã Hoằng Phú"),
    ("area", "15889"),
    ("status", "active"),
    ("founded_on", "2005"),
    ("equipment_vnd", "120.000.000"),
];
const OPERATOR: Fields = &[("short_name", "Lan"), ("role", "clerk")];
const NAME_CODE: Fields = &[("code", "nt"), ("text", "Nguyễn Thị")];
const LAYOUT: Fields = &[
    ("name", "D"),
    ("of", "member"),
    ("label", "Danh sách Phú Khê"),
    ("header", "Chi hội"),
    ("fields", "Họ và tên; Sinh; Giới"),
    ("defaults", "Dân tộc = Kinh; Thôn = 3"),
];
const BATCH: Fields = &[
    ("number", "7"),
    ("of", "member"),
    ("unit", "2"),
    ("count", "3"),
    ("first", "41"),
    ("last", "43"),
    ("sum_of_years", "5870"),
];
const DISTINCT: Fields = &[("a", "8"), ("b", "9"), ("note", "hai chị em họ")];
const MEMBER: Fields = &[
    ("full_name", "Nguyễn Văn Hòa"),
    ("birth_date", "1954"),
    ("gender", "1"),
    ("village", "4"),
    ("citizen_id", "000054000321"),
    ("clan", "5"),
    ("unit", "2"),
    ("joined_on", "2019"),
    ("card_no", "HP-00042"),
    ("status", "active"),
    ("consent", "1"),
    ("consent_on", "12/05/2026"),
];

fn found(record: &Record, before: Option<&Record>) -> Vec<Finding> {
    let facts = few();
    findings(&Subject { record, before, tables: tables(), today: TODAY, facts: &facts, sound: &[] })
}

fn checks(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|finding| finding.check.as_str()).collect()
}

/// A sound record of the type (new, number 20) with these fields instead.
fn but(ty: &'static RecordType, base: Fields, other: &[(&str, &str)]) -> Record {
    let own: Fields = match ty.kind {
        member::KIND => &[("citizen_id", ""), ("card_no", "")],
        village::KIND => &[("number", "4")],
        unit::KIND | centre::KIND => &[("code", "NEW")],
        operator::KIND => &[("short_name", "Hùng")],
        layout::KIND => &[("name", "E")],
        batch::KIND => &[("number", "9")],
        clan::KIND => &[("number", "13")],
        _ => &[],
    };
    record(20, ty, &[base, own, other].concat())
}

#[test]
fn sound_records_are_found_sound() {
    let types: &[(&RecordType, Fields)] = &[
        (&unit::TYPE, UNIT),
        (&village::TYPE, VILLAGE),
        (&clan::TYPE, CLAN),
        (&centre::TYPE, CENTRE),
        (&operator::TYPE, OPERATOR),
        (&layout::TYPE, LAYOUT),
        (&batch::TYPE, BATCH),
        (&name_code::TYPE, NAME_CODE),
        (&distinct::TYPE, DISTINCT),
        (&member::TYPE, MEMBER),
    ];
    for (ty, fields) in types {
        assert_eq!(
            found(&but(records::of(ty.kind).unwrap(), fields, &[]), None),
            [],
            "{}",
            ty.name
        );
    }
    for saved in few().0.values() {
        assert_eq!(found(saved, Some(saved)), [], "{:?}", saved.id);
    }
}

/// (check, type, sound fields, what is wrong with them).
type Case = (&'static str, &'static RecordType, Fields, Fields);

/// One case at least for each check; a check without one fails the test below.
static CASES: &[Case] = &[
    ("required", &member::TYPE, MEMBER, &[("gender", "")]),
    ("reference", &member::TYPE, MEMBER, &[("village", "99")]),
    ("reference", &member::TYPE, MEMBER, &[("village", "5")]),
    ("reference", &member::TYPE, MEMBER, &[("unit", "2018: 99; 2020: 2")]),
    ("reference", &unit::TYPE, UNIT, &[("parent", "20")]),
    ("unique", &member::TYPE, MEMBER, &[("citizen_id", "000054000321")]),
    ("unique", &member::TYPE, MEMBER, &[("card_no", "hp 00042")]),
    ("unique", &unit::TYPE, UNIT, &[("code", "ch-01")]),
    ("unique", &operator::TYPE, OPERATOR, &[("short_name", "LAN")]),
    ("value", &member::TYPE, MEMBER, &[("full_name", "? giấy mờ")]),
    ("value", &member::TYPE, MEMBER, &[("status", "? giấy mờ")]),
    ("steps", &member::TYPE, MEMBER, &[("status", "2020: active; 2020: left")]),
    ("steps", &member::TYPE, MEMBER, &[("status", "active; left")]),
    ("date_too_early", &unit::TYPE, UNIT, &[("established_on", "1799")]),
    ("date_future", &member::TYPE, MEMBER, &[("joined_on", "2/6/2026")]),
    (
        "date_future",
        &member::TYPE,
        MEMBER,
        &[("status", "2019: active; 2027: moved"), ("transfer_to", "x")],
    ),
    ("steps_repeat", &member::TYPE, MEMBER, &[("status", "2019: active; 2020: active")]),
    ("phone_prefix", &member::TYPE, MEMBER, &[("phone", "0512345678")]),
    ("birth_before_1900", &member::TYPE, MEMBER, &[("birth_date", "1899")]),
    ("birth_in_future", &member::TYPE, MEMBER, &[("birth_date", "2027"), ("joined_on", "")]),
    ("joined_before_birth", &member::TYPE, MEMBER, &[("joined_on", "1950")]),
    ("status_after_death", &member::TYPE, MEMBER, &[("status", "2020: died; 2021: active")]),
    ("name_short", &member::TYPE, MEMBER, &[("full_name", "Hòa")]),
    ("name_abbreviated", &member::TYPE, MEMBER, &[("full_name", "Ng. Văn Hòa")]),
    ("age_low", &member::TYPE, MEMBER, &[("birth_date", "2010"), ("joined_on", "2024")]),
    ("age_low", &member::TYPE, MEMBER, &[("birth_date", "2/6/2010"), ("joined_on", "")]),
    ("age_high", &member::TYPE, MEMBER, &[("birth_date", "1915")]),
    ("citizen_id_province", &member::TYPE, MEMBER, &[("citizen_id", "003054000321")]),
    ("citizen_id_gender", &member::TYPE, MEMBER, &[("citizen_id", "000154000322")]),
    ("citizen_id_year", &member::TYPE, MEMBER, &[("citizen_id", "000045000321")]),
    ("citizen_id_year", &member::TYPE, MEMBER, &[("citizen_id", "000254000321")]),
    ("status_move", &member::TYPE, MEMBER, &[("status", "2019: active; 2020: left; 2021: active")]),
    ("status_before_joining", &member::TYPE, MEMBER, &[("status", "2018: active")]),
    ("moved_without_place", &member::TYPE, MEMBER, &[("status", "2019: active; 2020: moved")]),
    ("consent_incomplete", &member::TYPE, MEMBER, &[("consent_on", "")]),
    ("consent_incomplete", &member::TYPE, MEMBER, &[("consent", "2")]),
    ("unit_dissolved", &member::TYPE, MEMBER, &[("unit", "3")]),
    ("parent_loop", &unit::TYPE, UNIT, &[("parent", "20")]),
    ("dissolved_before_established", &unit::TYPE, UNIT, &[("dissolved_on", "2004")]),
    ("parent_dissolved", &unit::TYPE, UNIT, &[("parent", "3")]),
    ("village_number", &village::TYPE, VILLAGE, &[("number", "3")]),
    ("households_over_people", &village::TYPE, VILLAGE, &[("households", "813")]),
    ("households_over_people", &clan::TYPE, CLAN, &[("households", "9"), ("people", "8")]),
    ("clan_number", &clan::TYPE, CLAN, &[("number", "12")]),
    ("board_kind", &clan::TYPE, CLAN, &[("board", "2")]),
    ("distinct_same", &distinct::TYPE, DISTINCT, &[("b", "8")]),
    ("layout_taken", &layout::TYPE, LAYOUT, &[("name", "d")]),
    ("layout_header", &layout::TYPE, LAYOUT, &[("header", "Chi hội; Tuổi")]),
    ("layout_fields", &layout::TYPE, LAYOUT, &[("fields", "Họ và tên; Giới; Tuổi")]),
    ("layout_fields", &layout::TYPE, LAYOUT, &[("fields", "Họ và tên; gioi; gender")]),
    ("layout_fields", &layout::TYPE, LAYOUT, &[("fields", "Họ và tên; Giới; chi hoi")]),
    ("layout_defaults", &layout::TYPE, LAYOUT, &[("defaults", "Tuổi = 3")]),
    ("layout_defaults", &layout::TYPE, LAYOUT, &[("defaults", "Dân tộc =")]),
    ("layout_defaults", &layout::TYPE, LAYOUT, &[("defaults", "Giới = 9")]),
    ("layout_lacks", &layout::TYPE, LAYOUT, &[("fields", "Họ và tên; Sinh")]),
    ("batch_numbers", &batch::TYPE, BATCH, &[("count", "4")]),
    ("batch_numbers", &batch::TYPE, BATCH, &[("last", "40"), ("count", "")]),
    ("batch_unbalanced", &batch::TYPE, BATCH, &[("closed_on", "1/6/2026")]),
    ("ref_closed", &member::TYPE, MEMBER, &[("batch", "30")]),
    ("name_code", &name_code::TYPE, NAME_CODE, &[("code", "n t")]),
    ("name_code", &name_code::TYPE, NAME_CODE, &[("code", "nt2")]),
    ("operator_role", &operator::TYPE, OPERATOR, &[("role", "? chưa giao")]),
];

#[test]
fn every_check_finds_what_it_is_for() {
    for (check, ty, base, wrong) in CASES {
        let found = found(&but(ty, base, wrong), None);
        let hit = found.iter().find(|finding| finding.check == *check);
        assert!(hit.is_some(), "{check} {wrong:?}: {:?}", checks(&found));
        let soft = names(ty).find(|(name, _)| name == check).map(|(_, soft)| soft);
        assert_eq!(hit.map(|finding| finding.soft), soft, "{check}");
        // The unit that is its own parent is found twice, and no other case more than once.
        let alone = found.iter().all(|f| f.check == *check || *check == "parent_loop");
        let parent_of_itself = *check == "reference" && ty.kind == unit::KIND;
        assert!(alone || parent_of_itself, "{check} {wrong:?}: {:?}", checks(&found));
    }
}

#[test]
fn every_check_has_its_case_and_its_own_name() {
    let cased: BTreeSet<&str> = CASES.iter().map(|(check, ..)| *check).collect();
    for ty in records::all() {
        let all: Vec<&str> = names(ty).map(|(name, _)| name).collect();
        let once: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), once.len(), "{} has a check twice", ty.name);
        assert!(once.is_subset(&cased), "{:?}", once.difference(&cased));
        for check in ty.checks {
            assert!(check.tags.iter().all(|tag| ty.field(*tag).is_some()), "{}", check.name);
            assert!(!check.tags.is_empty(), "{}", check.name);
        }
    }
}

#[test]
fn what_was_accepted_is_not_found_again_until_it_changes() {
    let odd = [("citizen_id", "003154000321"), ("full_name", "Hòa")];
    let before = but(&member::TYPE, MEMBER, &odd);
    let all = ["name_short", "citizen_id_gender", "citizen_id_province"];
    let names: BTreeSet<&str> = all.into_iter().collect();
    assert_eq!(checks(&found(&before, None)).into_iter().collect::<BTreeSet<_>>(), names);
    let other = but(&member::TYPE, MEMBER, &[&odd[..], &[("occupation", "Hưu trí")]].concat());
    assert_eq!(found(&other, Some(&before)), []);
    let renamed = but(&member::TYPE, MEMBER, &[odd[0], ("full_name", "Thu")]);
    assert_eq!(checks(&found(&renamed, Some(&before))), ["name_short"]);
}

#[test]
fn only_living_members_are_held_to_uniqueness() {
    let same: Fields = &[("citizen_id", "000054000321"), ("status", "2020: died")];
    let died = but(&member::TYPE, MEMBER, same);
    assert_eq!(found(&died, None), []);
    let again = but(&member::TYPE, MEMBER, &[("citizen_id", "000054000321")]);
    assert_eq!(checks(&found(&again, Some(&died))), ["unique"], "alive again, taken meanwhile");
    assert_eq!(found(&again, Some(&again)), [], "two registers came together: editable elsewhere");
}

#[test]
fn hard_findings_come_first_then_in_field_order() {
    let wrong = [("full_name", "Hòa"), ("gender", ""), ("village", "99"), ("joined_on", "1950")];
    let found = found(&but(&member::TYPE, MEMBER, &wrong), None);
    assert_eq!(checks(&found)[..3], ["required", "reference", "joined_before_birth"]);
    assert!(found[3..].iter().all(|finding| finding.soft));
}

#[test]
fn values_that_no_form_writes_are_refused() {
    let put = |name: &str, ty: u8, bytes: &[u8]| {
        let mut record = but(&member::TYPE, MEMBER, &[]);
        let tag = member::TYPE.field_named(name).unwrap().tag;
        let held = record.values.clone();
        let mut raw: Vec<RawValue> = held.raw().filter(|value| value.tag != tag).collect();
        raw.push(RawValue { tag, ty, bytes });
        record.values = Values::from_raw(raw).unwrap();
        checks(&found(&record, None)).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let value = |name: &str, value: Value| {
        let (ty, bytes) = value.encode();
        put(name, ty, &bytes)
    };
    assert_eq!(put("gender", 2, b"\xff"), ["value"]);
    assert_eq!(put("birth_date", 3, &[0xa2, 7, 13, 1]), ["value"]);
    for (name, odd) in [
        ("gender", Value::Code("none".into())),
        ("gender", Value::Text("male".into())),
        ("birth_date", Value::Code("1954".into())),
        ("full_name", Value::Text("Nguyễn\u{1b}[2J".into())),
        ("full_name", Value::Text("Nguye\u{302}n Va\u{306}n".into())),
        ("full_name", Value::Text("a".repeat(81))),
        ("note", Value::Text("a".repeat(5000))),
        ("citizen_id", Value::Text("12".into())),
        ("phone", Value::Text("+84912345678".into())),
        ("unit", Value::Ref(id(2))),
        ("village", Value::Text("3".into())),
        ("consent", Value::Whole(1)),
        ("old_commune", Value::Code("2025-07:15889".into())),
        ("occupation", Value::Unknown(String::new())),
    ] {
        let found = value(name, odd.clone());
        assert!(found.iter().any(|check| check == "value"), "{name} {odd:?}: {found:?}");
    }
    let whole = Value::Whole(-1);
    let mut village = but(&village::TYPE, VILLAGE, &[("households", "")]);
    village.values.set(village::PEOPLE, Some(&whole));
    assert_eq!(checks(&found(&village, None)), ["value"]);
}

#[test]
fn what_a_later_version_wrote_is_left_alone() {
    let mut record = but(&member::TYPE, MEMBER, &[]);
    let held = record.values.clone();
    let mut raw: Vec<_> = held.raw().filter(|value| value.tag != member::OCCUPATION).collect();
    raw.push(RawValue { tag: member::OCCUPATION, ty: 200, bytes: &[1, 2, 3] });
    raw.push(RawValue { tag: 999, ty: 1, bytes: b"later" });
    record.values = Values::from_raw(raw).unwrap();
    assert_eq!(found(&record, None), []);
    record.kind = Kind(77);
    assert_eq!(checks(&found(&record, None)), ["kind"]);
}

#[test]
fn a_long_chain_of_units_ends_the_walk() {
    let mut facts = Few::default();
    for n in 30..90 {
        let parent = (n + 1).to_string();
        let fields = [("code", parent.as_str()), ("name", "x"), ("parent", parent.as_str())];
        facts.0.insert(id(n), record(n, &unit::TYPE, &fields));
    }
    let lowest = but(&unit::TYPE, UNIT, &[("parent", "30")]);
    let subject = Subject {
        record: &lowest,
        before: None,
        tables: tables(),
        today: TODAY,
        facts: &facts,
        sound: &[],
    };
    assert_eq!(checks(&findings(&subject)), ["parent_loop"]);
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_a_check_fail_otherwise(
        kind in 0_u16..9,
        raw in proptest::collection::btree_map(1_u16..30, (0_u8..10, proptest::collection::vec(0_u8.., 0..24)), 0..12),
    ) {
        // A type of a later version is carried along unjudged; it may stand in for a required value.
        let judged = raw.values().all(|(ty, _)| (1..=8).contains(ty));
        let raw = raw.iter().map(|(tag, (ty, bytes))| RawValue { tag: *tag, ty: *ty, bytes });
        let values = Values::from_raw(raw.collect()).unwrap();
        let hostile = Record { id: id(20), kind: Kind(kind), rev: Rev::default(), values };
        let found = found(&hostile, None);
        let refused = found.iter().any(|finding| !finding.soft);
        proptest::prop_assert!(refused || !judged, "it cannot be sound");
        crate::domain::show::title(&hostile, tables(), crate::lang::Lang::En);
        crate::domain::lookup::refs(&hostile);
        crate::domain::lookup::exact_keys(&hostile);
    }
}
