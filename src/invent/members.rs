//! Rows of members.

use std::collections::HashMap;

use super::CLANS;
use super::people::{Person, phone};
use super::places::{self, VILLAGES};
use super::random::Random;

pub(super) const HEADER: &[&str] = &[
    "full_name",
    "birth_date",
    "gender",
    "village",
    "occupation",
    "education",
    "citizen_id",
    "phone",
    "clan",
    "unit",
    "joined_on",
    "joined_decision",
    "card_no",
    "status",
    "transfer_to",
    "role",
    "honorary",
    "ethnicity",
    "household",
    "old_commune",
    "address_old",
    "consent",
    "consent_on",
    "note",
];

/// The year in which the rows are set; the generator asks no clock.
const NOW: u32 = 2025;

/// A table to pick from by weight.
type Weighted = &'static [(&'static str, u32)];

const OF_STUDENTS: Weighted =
    &[("Sinh viên", 6), ("Công nhân", 3), ("Bộ đội nghĩa vụ", 1), ("Lao động tự do", 2)];
const OF_MEN: Weighted = &[
    ("Nông dân", 28),
    ("Công nhân, khu công nghiệp", 14),
    ("Buôn bán", 5),
    ("Giáo viên, Trường Tiểu học", 4),
    ("Giáo viên, Trường THCS", 6),
    ("Giáo viên, Trường THPT", 4),
    ("Cán bộ UBND xã", 4),
    ("Công an xã", 2),
    ("Bộ đội", 3),
    ("Y sĩ, Trạm Y tế", 1),
    ("Thợ xây", 9),
    ("Lái xe", 6),
    ("Lao động tự do", 6),
];
const OF_WOMEN: Weighted = &[
    ("Nông dân", 30),
    ("Công nhân, khu công nghiệp", 12),
    ("Buôn bán", 12),
    ("Giáo viên, Trường Mầm non", 8),
    ("Giáo viên, Trường Tiểu học", 9),
    ("Giáo viên, Trường THCS", 8),
    ("Giáo viên, Trường THPT", 4),
    ("Cán bộ UBND xã", 4),
    ("Y sĩ, Trạm Y tế", 2),
    ("Thợ may", 6),
    ("Kế toán", 2),
    ("Lao động tự do", 3),
];
const OF_RETIRED: Weighted = &[
    ("Hưu trí", 24),
    ("Nhà giáo nghỉ hưu", 16),
    ("Nông dân", 34),
    ("Bộ đội nghỉ hưu", 10),
    ("Cán bộ xã nghỉ hưu", 6),
    ("Già yếu", 6),
    ("Buôn bán", 4),
];
/// Units of those who work somewhere: how the occupation ends or begins, and which unit.
const AT_WORK: &[(&str, u64)] = &[
    ("Trường Mầm non", 13),
    ("Trường Tiểu học", 14),
    ("Trường THCS", 15),
    ("Trường THPT", 16),
    ("Trạm Y tế", 17),
    ("Cán bộ UBND xã", 18),
    ("Nhà giáo nghỉ hưu", 19),
    ("Công an xã", 20),
    ("Bộ đội", 20),
];
/// Education by its code.
const SCHOOLING: Weighted =
    &[("03", 10), ("04", 44), ("05", 6), ("06", 12), ("07", 12), ("08", 15), ("09", 1)];
const OLD_SCHOOLING: Weighted =
    &[("01", 3), ("02", 15), ("03", 45), ("04", 25), ("06", 7), ("07", 2), ("08", 3)];
const TRAINED: Weighted = &[("06", 30), ("07", 30), ("08", 37), ("09", 3)];
/// What takes training.
const TRAINED_FOR: [&str; 5] = ["Giáo viên", "Nhà giáo", "Cán bộ", "Y sĩ", "Kế toán"];
/// Status, under sixty and from sixty on.
const STATUSES: [Weighted; 2] = [
    &[("active", 950), ("moved", 35), ("left", 12), ("struck_off", 3)],
    &[("active", 930), ("moved", 15), ("died", 44), ("left", 9), ("struck_off", 2)],
];
const ROLES: Weighted = &[
    ("branch_head", 8),
    ("branch_deputy", 8),
    ("board_head", 3),
    ("board_deputy", 3),
    ("committee", 6),
    ("treasurer", 2),
    ("accountant", 1),
    ("secretary", 1),
];
const MOVED_TO: Weighted = &[
    ("Hội Khuyến học nơi ở mới, Hà Nội", 3),
    ("Hội Khuyến học nơi ở mới, Bình Dương", 3),
    ("Theo con vào Nam", 2),
    ("Chi hội nơi ở mới trong tỉnh", 4),
];
/// Families of some peoples, by the people's code.
const PEOPLES: &[(&str, &str)] =
    &[("Lò", "03"), ("Cầm", "03"), ("Giàng", "08"), ("Vàng", "08"), ("Bế", "02"), ("Nông", "02")];

/// Makes member rows. Citizen ids are numbered within each gender and year of birth, hence not
/// out of order.
#[derive(Debug)]
pub(super) struct Members {
    seed: u64,
    /// How many have got a citizen id, by gender-and-century digit and year.
    ids: HashMap<(u32, u32), u32>,
    /// The clans members may belong to, by surname.
    clans: HashMap<&'static str, Vec<(u64, u32)>>,
}

impl Members {
    pub(super) fn new(seed: u64) -> Self {
        let mut clans: HashMap<&'static str, Vec<(u64, u32)>> = HashMap::new();
        for at in 0..CLANS {
            clans.entry(places::clan(at).surname).or_default().push((at, 1));
        }
        Self { seed, ids: HashMap::new(), clans }
    }

    /// The next row; `at` counts up from 0.
    pub(super) fn row(&mut self, at: u64) -> Vec<String> {
        let random = &mut Random::new(self.seed, 0, at);
        let person = Person::new(random);
        let village = random.within(1, VILLAGES);
        let clan = self.clans.get(person.surname).filter(|_| random.chance(450));
        let clan = clan.map(|clans| random.pick(clans));
        let age = NOW - person.year;
        let [younger, older] = STATUSES;
        let status = random.pick(if age < 60 { younger } else { older });
        let joined = joined_on(random, person.year);
        let occupation = occupation(random, age, person.woman);
        let with_id = random.chance(420);
        let consents = random.chance(800) && status == "active" && !joined.starts_with("2025");
        vec![
            person.full_name.clone(),
            birth_date(random, person.year),
            if person.woman { "female" } else { "male" }.into(),
            village.to_string(),
            occupation.into(),
            schooling(random, age, occupation),
            if with_id { self.citizen_id(&person) } else { String::new() },
            some(random, 580, phone),
            clan.map(|at| places::clan(at).called()).unwrap_or_default(),
            unit(random, village, occupation, clan),
            joined.clone(),
            if joined.len() == 10 { decision(random) } else { String::new() },
            some(random, 700, |_| format!("DS-{:06}", at + 1)),
            status_since(random, status, &joined),
            if status == "moved" { random.pick(MOVED_TO).into() } else { String::new() },
            if status == "active" {
                some(random, 32, |r| r.pick(ROLES).into())
            } else {
                String::new()
            },
            if age >= 70 { some(random, 40, |_| "yes".into()) } else { String::new() },
            ethnicity(random, person.surname),
            some(random, 250, |r| household(r, &person)),
            places::old_commune(u64::from(village) - 1),
            some(random, 300, |r| format!("Xóm {}", r.within(1, 9))),
            if consents { "yes" } else { "" }.into(),
            if consents { date(random, 2025) } else { String::new() },
            String::new(),
        ]
    }

    /// 000, the digit of gender and century, two of the year, six of its own.
    fn citizen_id(&mut self, person: &Person) -> String {
        let digit = (person.year / 100 - 19) * 2 + u32::from(person.woman);
        let year = person.year % 100;
        let count = self.ids.entry((digit, year)).or_default();
        // A step coprime to a million reaches every number once, and looks like none in order.
        let first = Random::new(self.seed, u64::from(digit) + 100, year.into()).below(1_000_000);
        let own = (u64::from(*count) * 387_421 + u64::from(first)) % 1_000_000;
        *count += 1;
        format!("000{digit}{year:02}{own:06}")
    }
}

/// The citizen id of one who stands at that place of a stack of papers.
pub(super) fn citizen_id(person: &Person, seed: u64, at: u64) -> String {
    let digit = (person.year / 100 - 19) * 2 + u32::from(person.woman);
    let own = (at.wrapping_mul(387_421) + Random::new(seed, 99, 0).next() % 1_000_000) % 1_000_000;
    format!("000{digit}{:02}{own:06}", person.year % 100)
}

/// Something for so many in a thousand, else nothing.
pub(super) fn some(
    random: &mut Random,
    per_mille: u32,
    make: impl FnOnce(&mut Random) -> String,
) -> String {
    if random.chance(per_mille) { make(random) } else { String::new() }
}

fn date(random: &mut Random, year: u32) -> String {
    format!("{year}-{:02}-{:02}", random.within(1, 12), random.within(1, 28))
}

/// As lists have it: often the year alone, sometimes nothing.
fn birth_date(random: &mut Random, year: u32) -> String {
    match random.below(100) {
        0..3 => String::new(),
        3..55 => year.to_string(),
        55..62 => format!("{year}-{:02}", random.within(1, 12)),
        _ => date(random, year),
    }
}

/// From eighteen on, and not before the association was founded.
fn joined_on(random: &mut Random, born: u32) -> String {
    let first = (born + 18).max(1997);
    let year = random.within(first.min(NOW), NOW);
    match random.below(100) {
        0..15 => String::new(),
        15..75 => year.to_string(),
        75..85 => format!("{year}-{:02}", random.within(1, 12)),
        _ => date(random, year),
    }
}

/// The status alone, or since when a former member was active and is no longer.
fn status_since(random: &mut Random, status: &str, joined: &str) -> String {
    let year = joined.get(..4).and_then(|year| year.parse::<u32>().ok());
    match year {
        Some(year) if status != "active" && year < NOW => {
            let ended = random.within((year + 1).max(2015), NOW);
            format!("{joined}: active; {}: {status}", date(random, ended))
        }
        _ => status.to_owned(),
    }
}

fn decision(random: &mut Random) -> String {
    format!("{}/QĐ-HKH", random.within(1, 60))
}

fn occupation(random: &mut Random, age: u32, woman: bool) -> &'static str {
    let table = match (age, woman) {
        (..24, _) => OF_STUDENTS,
        (24..60, true) => OF_WOMEN,
        (24..60, false) => OF_MEN,
        _ => OF_RETIRED,
    };
    if random.chance(850) { random.pick(table) } else { "" }
}

fn schooling(random: &mut Random, age: u32, occupation: &str) -> String {
    let trained = TRAINED_FOR.iter().any(|work| occupation.starts_with(work));
    let table = match age {
        _ if trained => TRAINED,
        ..50 => SCHOOLING,
        _ => OLD_SCHOOLING,
    };
    some(random, 800, |random| random.pick(table).into())
}

/// Where they work or worked, the clan's board for some, else the branch of the village.
fn unit(random: &mut Random, village: u32, occupation: &str, clan: Option<u64>) -> String {
    let work = AT_WORK.iter().find(|(work, _)| occupation.contains(work)).map(|(_, unit)| *unit);
    if let Some(unit) = work.filter(|_| random.chance(700)) {
        return places::unit(unit).code;
    }
    let board = clan.and_then(places::board_of);
    if let Some(board) = board.filter(|_| random.chance(400)) {
        return board;
    }
    let village = if random.chance(950) { village } else { random.within(27, 28) };
    places::unit(village.into()).code
}

fn ethnicity(random: &mut Random, surname: &str) -> String {
    let people = PEOPLES.iter().find(|(family, _)| *family == surname).map(|(_, code)| *code);
    match people {
        Some(code) => some(random, 900, |_| code.into()),
        None => some(random, 350, |_| "01".into()),
    }
}

/// A woman's household often bears another name; a man mostly heads his own.
fn household(random: &mut Random, person: &Person) -> String {
    if !person.woman && random.chance(700) {
        return person.full_name.clone();
    }
    let year = person.year.saturating_sub(random.below(12));
    Person::named(random, year, None).full_name
}
