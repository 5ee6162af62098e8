//! Rows of units, villages, clans and centres.

use super::people::{Person, phone};
use super::places::{self, AREA, ROOT, ROOT_NAME, VILLAGES};
use super::random::Random;

/// Makes rows of one of these types.
#[derive(Clone, Copy, Debug)]
pub(super) struct Others {
    kind: Kind,
    seed: u64,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Unit,
    Village,
    Clan,
    Centre,
}

const UNIT: &[&str] = &[
    "code",
    "name",
    "kind",
    "parent",
    "area",
    "established_on",
    "dissolved_on",
    "decision_no",
    "head",
    "phone",
    "members_reported",
    "note",
];
const VILLAGE: &[&str] = &["number", "kind", "name", "area", "old_commune", "households", "people"];
const CLAN: &[&str] = &[
    "family_name",
    "branch",
    "unit",
    "village",
    "head",
    "phone",
    "households",
    "people",
    "board",
    "note",
    "number",
];
const CENTRE: &[&str] = &[
    "code",
    "name",
    "area",
    "decision_no",
    "founded_on",
    "address",
    "director",
    "deputy_school",
    "deputy_association",
    "phone",
    "teachers",
    "rooms",
    "seats",
    "computers",
    "internet",
    "books",
    "equipment_vnd",
    "learning_points",
    "status",
    "predecessor",
    "note",
];

impl Others {
    /// Of that type; None for any other.
    pub(super) fn new(type_name: &str, seed: u64) -> Option<Self> {
        let kind = match type_name {
            "unit" => Kind::Unit,
            "village" => Kind::Village,
            "clan" => Kind::Clan,
            "centre" => Kind::Centre,
            _ => return None,
        };
        Some(Self { kind, seed })
    }

    pub(super) fn header(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Unit => UNIT,
            Kind::Village => VILLAGE,
            Kind::Clan => CLAN,
            Kind::Centre => CENTRE,
        }
    }

    /// Row `at`, from 0.
    pub(super) fn row(&self, at: u64) -> Vec<String> {
        let mut random = Random::new(self.seed, self.kind as u64 + 1, at);
        match self.kind {
            Kind::Unit if at == 0 => association(&mut random),
            Kind::Unit => unit(at, &mut random),
            Kind::Village => village(at, &mut random),
            Kind::Clan => clan(at, &mut random),
            Kind::Centre => centre(at, &mut random),
        }
    }
}

/// Somebody of an age to head something.
fn elder(random: &mut Random, surname: Option<&'static str>) -> String {
    let year = random.within(1950, 1978);
    Person::named(random, year, surname).full_name
}

fn decision(random: &mut Random) -> String {
    format!("{}/QĐ-HKH", random.within(3, 180))
}

fn association(random: &mut Random) -> Vec<String> {
    vec![
        ROOT.into(),
        ROOT_NAME.into(),
        "commune".into(),
        String::new(),
        AREA.into(),
        "2025-08-20".into(),
        String::new(),
        decision(random),
        elder(random, None),
        phone(random),
        String::new(),
        "Mọi người trong bộ mẫu này đều là hư cấu.".into(),
    ]
}

fn unit(at: u64, random: &mut Random) -> Vec<String> {
    let unit = places::unit(at);
    let year = random.within(1998, 2018);
    let established = if random.chance(500) {
        format!("{year}")
    } else {
        format!("{year}-{:02}-{:02}", random.within(1, 12), random.within(1, 28))
    };
    vec![
        unit.code,
        unit.name,
        if unit.board { "board" } else { "branch" }.into(),
        ROOT.into(),
        AREA.into(),
        established,
        String::new(),
        decision(random),
        elder(random, None),
        phone(random),
        random.within(35, 140).to_string(),
        String::new(),
    ]
}

fn village(at: u64, random: &mut Random) -> Vec<String> {
    let (number, name) = places::village(at);
    let households = random.within(95, 310);
    let people = households * random.within(330, 410) / 100;
    vec![
        number.to_string(),
        "thon".into(),
        name,
        AREA.into(),
        places::old_commune(at),
        households.to_string(),
        people.to_string(),
    ]
}

fn clan(at: u64, random: &mut Random) -> Vec<String> {
    let clan = places::clan(at);
    let village = random.within(1, VILLAGES);
    let households = random.within(12, 120);
    let people = households * random.within(330, 430) / 100;
    vec![
        clan.family,
        clan.branch,
        places::unit(village.into()).code,
        village.to_string(),
        elder(random, Some(clan.surname)),
        if random.chance(600) { phone(random) } else { String::new() },
        households.to_string(),
        people.to_string(),
        places::board_of(at).unwrap_or_default(),
        String::new(),
        (at + 1).to_string(),
    ]
}

fn centre(at: u64, random: &mut Random) -> Vec<String> {
    let name = "Trung tâm học tập cộng đồng xã Đèn Sách (mẫu)";
    let (name, status) =
        if at == 0 { (name.into(), "active") } else { (format!("{name} {}", at + 1), "closed") };
    let teachers = random.within(1, 3);
    let rooms = random.within(2, 6);
    vec![
        format!("TT{:02}", at + 1),
        name,
        AREA.into(),
        format!("{}/QĐ-UBND", random.within(100, 2_400)),
        random.within(2002, 2010).to_string(),
        format!("Nhà văn hóa thôn {}", random.within(1, VILLAGES)),
        elder(random, None),
        elder(random, None),
        elder(random, None),
        phone(random),
        teachers.to_string(),
        rooms.to_string(),
        (rooms * random.within(25, 45)).to_string(),
        random.within(0, 12).to_string(),
        "yes".into(),
        (random.within(30, 150) * 10).to_string(),
        (random.within(15, 220) * 1_000_000).to_string(),
        random.within(4, VILLAGES).to_string(),
        status.into(),
        String::new(),
        String::new(),
    ]
}
