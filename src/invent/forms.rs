//! Stacks of invented paper forms, as a clerk has them on the table: lists run branch by branch and
//! village by village, a batch shares its day and its decision, and what a paper does not ask for
//! is empty. Villages, units and clans are those of [`places`](super::places).

use super::members::{self, citizen_id};
use super::people::{Person, phone};
use super::places;
use super::random::Random;

/// The papers there are: the member layouts they are keyed in.
pub const PAPERS: [&str; 3] = ["A", "B", "C"];

/// Columns of the list of a branch.
const LIST: &[&str] = &[
    "full_name",
    "birth_date",
    "gender",
    "village",
    "occupation",
    "education",
    "#education",
    "phone",
    "joined_on",
    "unit",
];
/// Columns of an application.
const APPLICATION: &[&str] = &[
    "full_name",
    "gender",
    "birth_date",
    "ethnicity",
    "citizen_id",
    "village",
    "household",
    "occupation",
    "education",
    "phone",
    "unit",
    "joined_on",
    "joined_decision",
    "consent",
    "consent_on",
];
/// Columns of what is keyed from identity cards.
const CARD: &[&str] =
    &["citizen_id", "full_name", "birth_date", "gender", "village", "phone", "unit"];

/// A branch's list is so long, and a batch of applications.
const BLOCK: u64 = 42;

/// Makes the forms of one paper.
#[derive(Debug)]
pub(super) struct Forms {
    paper: char,
    seed: u64,
}

impl Forms {
    pub(super) fn new(paper: &str, seed: u64) -> Option<Self> {
        let paper = PAPERS.iter().find(|one| **one == paper)?.chars().next()?;
        Some(Self { paper, seed })
    }

    pub(super) fn header(&self) -> &'static [&'static str] {
        match self.paper {
            'A' => LIST,
            'B' => APPLICATION,
            _ => CARD,
        }
    }

    pub(super) fn row(&self, at: u64) -> Vec<String> {
        let random = &mut Random::new(self.seed, 0x5041_5045 + u64::from(self.paper), at);
        let block = &mut Random::new(self.seed, 0x424c_4f43, at / BLOCK);
        let person = Person::new(random);
        // A branch is one village's; its list may end with people of the next.
        let branch = (at / BLOCK) % super::VILLAGES;
        let stray = at % BLOCK >= BLOCK - 4 && block.chance(300);
        let village = (branch + u64::from(stray)) % super::VILLAGES + 1;
        let unit = places::unit(branch + 1).code;
        match self.paper {
            'A' => list(random, block, &person, village, unit),
            'B' => application(random, block, (&person, at), village, unit),
            _ => vec![
                citizen_id(&person, self.seed, at),
                person.full_name.clone(),
                day(random, person.year),
                gender(&person),
                village.to_string(),
                members::some(random, 250, phone),
                unit,
            ],
        }
    }
}

fn gender(person: &Person) -> String {
    if person.woman { "female" } else { "male" }.to_owned()
}

fn day(random: &mut Random, year: u32) -> String {
    format!("{year}-{:02}-{:02}", random.within(1, 12), random.within(1, 28))
}

/// Most of a list are of the village's own trade, or retired.
fn list(
    random: &mut Random,
    block: &mut Random,
    person: &Person,
    village: u64,
    unit: String,
) -> Vec<String> {
    let birth = match random.below(100) {
        0..78 => person.year.to_string(),
        78..88 => format!("{}-{:02}", person.year, random.within(1, 12)),
        _ => day(random, person.year),
    };
    let old = person.year < 1965;
    let occupation = match random.below(100) {
        0..35 => "Nông dân",
        35..60 if old => "Hưu trí",
        60..70 if old => "Nhà giáo nghỉ hưu",
        35..45 => "Giáo viên",
        45..60 => "Công nhân",
        _ => "",
    };
    let (education, paper) = match random.below(100) {
        0..25 if old => ("03", "7/10"),
        25..45 if old => ("04", "10/10"),
        0..45 => ("04", "12/12"),
        45..55 => ("08", ""),
        _ => ("", ""),
    };
    // The branch came into the association together; a few joined since.
    let founded = block.within(2012, 2020);
    let joined = if random.chance(850) { founded } else { random.within(founded, 2025) };
    let joined = joined.max(person.year + 18);
    vec![
        person.full_name.clone(),
        birth,
        gender(person),
        village.to_string(),
        occupation.to_owned(),
        education.to_owned(),
        paper.to_owned(),
        members::some(random, 80, phone),
        joined.to_string(),
        unit,
    ]
}

fn application(
    random: &mut Random,
    block: &mut Random,
    (person, at): (&Person, u64),
    village: u64,
    unit: String,
) -> Vec<String> {
    let decided = block.within(1, 9);
    let occupation = match random.below(100) {
        0..30 => "Nông dân",
        30..45 => "Công nhân",
        45..60 => "Giáo viên",
        60..70 => "Hưu trí",
        70..80 => "Buôn bán",
        80..90 => "Lao động tự do",
        _ => "",
    };
    // Where it is somebody else: more often so in a woman's application.
    let household = members::some(random, if person.woman { 500 } else { 200 }, |random| {
        Person::named(random, person.year.saturating_sub(4), None).full_name
    });
    // Signed where the branch met; some bring the paper later.
    let met = block.within(1, 3);
    let signed = if random.chance(850) { met } else { random.within(met, 12) };
    vec![
        person.full_name.clone(),
        gender(person),
        day(random, person.year),
        if random.chance(960) { "01" } else { "16" }.to_owned(),
        citizen_id(person, 2, at),
        village.to_string(),
        household,
        occupation.to_owned(),
        members::some(random, 850, |random| {
            random.pick(&[("04", 5), ("03", 3), ("07", 1), ("08", 2)]).to_owned()
        }),
        members::some(random, 650, phone),
        unit,
        format!("2026-0{decided}-15"),
        format!("{}/QĐ-HKH", decided * 3),
        "yes".to_owned(),
        format!("2026-0{decided}-{:02}", signed),
    ]
}
