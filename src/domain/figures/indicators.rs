//! What is counted from records, in one table: an indicator is a type and what holds of a record on
//! the last day of the period.

use crate::domain::Kind;
use crate::domain::records::{centre, clan, member, unit, village};
use crate::lang::Label;

/// A number of records.
#[derive(Debug)]
pub struct Indicator {
    /// Its code, for ever: `members.active.female.age_31_59`.
    pub code: &'static str,
    /// What people call it.
    pub label: Label,
    /// The type that is counted.
    pub of: Kind,
    /// What holds of those that are counted.
    pub tests: &'static [Test],
}

/// Something that holds of a record on a day, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// The field has an entry that is known.
    Has(u16),
    /// The choice is one of these.
    Is(u16, &'static [&'static str]),
    /// The choice is none of these, or none is known.
    IsNot(u16, &'static [&'static str]),
    /// So many whole years have passed since the date (the longest span it may be), from and to.
    Years(u16, u16, u16),
    /// The date is not known, or lies behind the day.
    NoYears(u16),
    /// The date, or a timeline's first step, does not lie behind the day; or nothing is known of it.
    Begun(u16),
    /// The date lies behind the day, or there is none.
    Lasting(u16),
}

impl Test {
    /// The field that it looks at.
    pub(super) fn tag(self) -> u16 {
        match self {
            Self::Has(tag)
            | Self::Is(tag, _)
            | Self::IsNot(tag, _)
            | Self::Years(tag, ..)
            | Self::NoYears(tag)
            | Self::Begun(tag)
            | Self::Lasting(tag) => tag,
        }
    }
}

/// A type that is counted.
#[derive(Debug)]
pub struct Counted {
    /// The type.
    pub of: Kind,
    /// What holds of a record that is there on the day at all.
    pub there: &'static [Test],
    /// Where it is counted, beside the whole register.
    pub places: &'static [Place],
}

/// Where a record is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the unit that a field names, and in all units above it.
    Unit(u16),
    /// It is a unit itself: there, and in all units above it.
    Itself,
    /// In the village that a field names.
    Village(u16),
    /// In the area that a field names.
    Area(u16),
}

/// Every type that is counted.
pub static COUNTED: &[Counted] = &[
    Counted {
        of: unit::KIND,
        there: &[Test::Begun(unit::ESTABLISHED_ON), Test::Lasting(unit::DISSOLVED_ON)],
        places: &[Place::Itself],
    },
    Counted { of: village::KIND, there: &[], places: &[Place::Area(village::AREA)] },
    Counted {
        of: member::KIND,
        there: &[Test::Begun(member::JOINED_ON), Test::Begun(member::STATUS)],
        places: &[Place::Unit(member::UNIT), Place::Village(member::VILLAGE)],
    },
    Counted { of: clan::KIND, there: &[], places: &[Place::Unit(clan::UNIT)] },
    Counted {
        of: centre::KIND,
        there: &[
            Test::Begun(centre::FOUNDED_ON),
            Test::Begun(centre::STATUS),
            Test::IsNot(centre::STATUS, &["closed"]),
        ],
        places: &[Place::Area(centre::AREA)],
    },
];

const ACTIVE: Test = Test::IsNot(member::STATUS, member::ENDED);
const FEMALE: Test = Test::Is(member::GENDER, &["female"]);
const MALE: Test = Test::Is(member::GENDER, &["male"]);
const OTHER: Test = Test::Is(member::GENDER, &["other"]);
const NO_GENDER: Test = Test::IsNot(member::GENDER, &["female", "male", "other"]);
const TO_30: Test = Test::Years(member::BIRTH_DATE, 0, 30);
const TO_59: Test = Test::Years(member::BIRTH_DATE, 31, 59);
const FROM_60: Test = Test::Years(member::BIRTH_DATE, 60, u16::MAX);
const NO_AGE: Test = Test::NoYears(member::BIRTH_DATE);

const fn of(
    of: Kind,
    code: &'static str,
    vi: &'static str,
    en: &'static str,
    tests: &'static [Test],
) -> Indicator {
    Indicator { code, label: Label::new(vi, en), of, tests }
}

const fn people(
    code: &'static str,
    vi: &'static str,
    en: &'static str,
    tests: &'static [Test],
) -> Indicator {
    of(member::KIND, code, vi, en, tests)
}

const fn units(
    code: &'static str,
    vi: &'static str,
    en: &'static str,
    tests: &'static [Test],
) -> Indicator {
    of(unit::KIND, code, vi, en, tests)
}

/// Every indicator. Ages are those of domain.md: the young up to 30, the old from 60 on.
#[rustfmt::skip]
pub static INDICATORS: &[Indicator] = &[
    people("members", "Hội viên trong sổ", "Members on record", &[]),
    people("members.active", "Hội viên đang sinh hoạt", "Active members", &[ACTIVE]),
    people("members.active.female", "Nữ", "Women", &[ACTIVE, FEMALE]),
    people("members.active.male", "Nam", "Men", &[ACTIVE, MALE]),
    people("members.active.other", "Giới khác", "Other gender", &[ACTIVE, OTHER]),
    people("members.active.gender_unknown", "Chưa rõ giới", "Gender not known", &[ACTIVE, NO_GENDER]),
    people("members.active.age_0_30", "Đến 30 tuổi", "Up to 30", &[ACTIVE, TO_30]),
    people("members.active.age_31_59", "31–59 tuổi", "31 to 59", &[ACTIVE, TO_59]),
    people("members.active.age_60_up", "Từ 60 tuổi", "60 and over", &[ACTIVE, FROM_60]),
    people("members.active.age_unknown", "Chưa rõ tuổi", "Age not known", &[ACTIVE, NO_AGE]),
    people("members.active.female.age_0_30", "Nữ, đến 30 tuổi", "Women, up to 30", &[ACTIVE, FEMALE, TO_30]),
    people("members.active.female.age_31_59", "Nữ, 31–59 tuổi", "Women, 31 to 59", &[ACTIVE, FEMALE, TO_59]),
    people("members.active.female.age_60_up", "Nữ, từ 60 tuổi", "Women, 60 and over", &[ACTIVE, FEMALE, FROM_60]),
    people("members.active.female.age_unknown", "Nữ, chưa rõ tuổi", "Women, age not known", &[ACTIVE, FEMALE, NO_AGE]),
    people("members.active.male.age_0_30", "Nam, đến 30 tuổi", "Men, up to 30", &[ACTIVE, MALE, TO_30]),
    people("members.active.male.age_31_59", "Nam, 31–59 tuổi", "Men, 31 to 59", &[ACTIVE, MALE, TO_59]),
    people("members.active.male.age_60_up", "Nam, từ 60 tuổi", "Men, 60 and over", &[ACTIVE, MALE, FROM_60]),
    people("members.active.male.age_unknown", "Nam, chưa rõ tuổi", "Men, age not known", &[ACTIVE, MALE, NO_AGE]),
    of(clan::KIND, "clans", "Dòng họ", "Clans", &[]),
    of(clan::KIND, "clans.board", "Dòng họ có ban khuyến học", "Clans with a board", &[Test::Has(clan::BOARD)]),
    of(centre::KIND, "centres", "Trung tâm HTCĐ", "Learning centres", &[]),
    of(centre::KIND, "centres.active", "Trung tâm HTCĐ đang hoạt động", "Active learning centres", &[Test::Is(centre::STATUS, &["active"])]),
    of(village::KIND, "villages", "Thôn", "Villages", &[]),
    units("units", "Đơn vị", "Units", &[]),
    units("units.province", "Hội cấp tỉnh", "Province associations", &[Test::Is(unit::UNIT_KIND, &["province"])]),
    units("units.commune", "Hội cấp xã", "Commune associations", &[Test::Is(unit::UNIT_KIND, &["commune"])]),
    units("units.attached", "Hội trực thuộc", "Attached associations", &[Test::Is(unit::UNIT_KIND, &["attached"])]),
    units("units.branch", "Chi hội", "Branches", &[Test::Is(unit::UNIT_KIND, &["branch"])]),
    units("units.board", "Ban khuyến học", "Boards", &[Test::Is(unit::UNIT_KIND, &["board"])]),
];
