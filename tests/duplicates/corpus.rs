//! Invented members some of whom are in the register twice, made by code: the same for ever for the
//! same count and seed.
//!
//! Names, births, genders, citizen ids and telephones are those of `densach generate`, with its
//! frequencies. Villages have about 280 members, twelve lie in a commune. Three in a hundred members
//! are keyed a second time from another list, each with one kind of difference; and as many have a
//! namesake of the same gender and year of birth in the same commune, who is another person.

use densach::domain::records::member::{self, *};
use densach::domain::{PartialDate, Record, RecordId, Rev, Value, Values};
use densach::invent;
use std::collections::HashMap;

/// How the second record differs from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Typing,
    Marks,
    DayMonth,
    MissingId,
    Village,
    Order,
    /// Beyond what is asked: not in the sums.
    Middle,
    /// Beyond what is asked: not in the sums.
    Year,
}

/// Those that are summed up.
pub const ASKED: [Kind; 6] =
    [Kind::Typing, Kind::Marks, Kind::DayMonth, Kind::MissingId, Kind::Village, Kind::Order];
/// The others.
pub const BEYOND: [Kind; 2] = [Kind::Middle, Kind::Year];

/// Members, and who is who.
pub struct Corpus {
    pub records: Vec<Record>,
    /// The pairs that are one person, the lower id first.
    pub truth: HashMap<(RecordId, RecordId), Kind>,
    /// The namesakes who are two, likewise.
    pub namesakes: Vec<(RecordId, RecordId)>,
}

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() >> 33) as usize % end.max(1)
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A person as one list has them.
#[derive(Clone, Default)]
pub struct Person {
    pub name: String,
    pub birth: Option<PartialDate>,
    pub gender: String,
    pub village: u32,
    pub citizen_id: String,
    pub phone: String,
}

const VILLAGE_SIZE: usize = 280;
const VILLAGES: u32 = 12;
/// Villages from here on are the new records of renamed ones.
const RENAMED: u32 = 1_000_000;

/// A number as a record's id.
pub fn id(number: u64) -> RecordId {
    let mut id = [0; 16];
    id[..6].copy_from_slice(&(1_u64 << 40 | number).to_be_bytes()[2..]);
    id[6..8].copy_from_slice(&[0x70, 0]);
    id[8..].copy_from_slice(&Random(number).next().to_be_bytes());
    id[8] = id[8] & 0x3f | 0x80;
    RecordId(id)
}

/// The commune of a village record.
pub fn commune(village: RecordId) -> Option<String> {
    let number = u32::from_be_bytes(village.0[..4].try_into().unwrap());
    Some(format!("commune {}", number % RENAMED / VILLAGES))
}

/// A village's record.
pub fn village(number: u32) -> RecordId {
    let mut id = [0; 16];
    id[..4].copy_from_slice(&number.to_be_bytes());
    RecordId(id)
}

impl Person {
    pub fn record(&self, id: RecordId) -> Record {
        let mut values = Values::default();
        let text = |text: &str| (!text.is_empty()).then(|| Value::Text(text.to_owned()));
        values.set(FULL_NAME, text(&self.name).as_ref());
        values.set(BIRTH_DATE, self.birth.map(Value::Date).as_ref());
        values.set(GENDER, Some(&Value::Code(self.gender.clone())));
        values.set(VILLAGE, Some(&Value::Ref(village(self.village))));
        values.set(CITIZEN_ID, text(&self.citizen_id).as_ref());
        values.set(PHONE, text(&self.phone).as_ref());
        Record { id, kind: member::KIND, rev: Rev::default(), values }
    }
}

fn date(text: &str) -> Option<PartialDate> {
    let part = |at: std::ops::Range<usize>| text.get(at).and_then(|part| part.parse().ok());
    PartialDate::new(part(0..4)?, part(5..7).unwrap_or(0) as u8, part(8..10).unwrap_or(0) as u8)
}

/// So many invented members.
pub fn people(count: usize, seed: u64, random: &mut Random) -> Vec<Person> {
    let villages = (count / VILLAGE_SIZE).max(6);
    let rows = invent::rows("member", count as u64, seed).unwrap();
    let at: HashMap<&str, usize> =
        rows.header().iter().zip(0..).map(|(name, at)| (*name, at)).collect();
    rows.map(|row| Person {
        name: row[at["full_name"]].clone(),
        birth: date(&row[at["birth_date"]]),
        gender: row[at["gender"]].clone(),
        village: random.below(villages) as u32,
        citizen_id: row[at["citizen_id"]].clone(),
        phone: row[at["phone"]].clone(),
    })
    .collect()
}

/// Members, some of them twice.
pub fn corpus(count: usize, seed: u64) -> Corpus {
    let random = &mut Random(seed ^ 0x5eed);
    let people = people(count, seed, random);
    let each = count * 3 / 100 / ASKED.len();
    let mut all = Corpus { records: Vec::new(), truth: HashMap::new(), namesakes: Vec::new() };
    for (number, person) in people.iter().enumerate() {
        all.records.push(person.record(id(number as u64)));
    }
    let mut used = std::collections::HashSet::new();
    for kind in ASKED.into_iter().chain(BEYOND) {
        let mut made = 0;
        while made < each {
            let at = random.below(people.len());
            if used.contains(&at) {
                continue;
            }
            if let Some(twin) = keyed_again(&people[at], kind, random) {
                used.insert(at);
                made += 1;
                let new = id(all.records.len() as u64);
                all.records.push(twin.record(new));
                all.truth.insert((id(at as u64), new), kind);
            }
        }
    }
    for _ in 0..each * ASKED.len() {
        let at = random.below(people.len());
        let (one, other) = (&people[at], &people[random.below(people.len())]);
        let Some(born) = one.birth else { continue };
        let commune = one.village / VILLAGES * VILLAGES;
        let villages = (count / VILLAGE_SIZE).max(6) as u32;
        let village = commune + random.below(VILLAGES.min(villages - commune) as usize) as u32;
        let birth = other
            .birth
            .and_then(|birth| PartialDate::new(born.year, birth.month, birth.day.min(28)));
        let namesake = Person {
            name: one.name.clone(),
            gender: one.gender.clone(),
            birth,
            village,
            citizen_id: String::new(),
            phone: other.phone.clone(),
        };
        let new = id(all.records.len() as u64);
        all.records.push(namesake.record(new));
        all.namesakes.push((id(at as u64), new));
    }
    all
}

/// The same person from another list: without the citizen id (two may not share one), the telephone
/// mostly the same, sometimes missing or a new one; and one kind of difference. None where that
/// person cannot differ so.
pub fn keyed_again(one: &Person, kind: Kind, random: &mut Random) -> Option<Person> {
    let mut twin = Person { citizen_id: String::new(), ..one.clone() };
    if !twin.phone.is_empty() && !random.chance(60) {
        let new = format!("{}{:04}", &twin.phone[..6], random.below(10_000));
        twin.phone = if random.chance(60) { String::new() } else { new };
    }
    match kind {
        Kind::Typing => twin.name = slip(&one.name, random),
        Kind::Marks => twin.name = without_marks(&one.name, random),
        Kind::DayMonth => {
            let born = one.birth.filter(|b| b.is_day() && b.day <= 12 && b.day != b.month)?;
            twin.birth = PartialDate::new(born.year, born.day, born.month);
        }
        Kind::MissingId if one.citizen_id.is_empty() => return None,
        Kind::MissingId => {}
        // One village in ten has a new name, and a second record with it.
        Kind::Village if one.village % 10 != 3 => return None,
        Kind::Village => twin.village += RENAMED,
        Kind::Order => twin.name = reordered(&one.name, random),
        Kind::Middle => {
            let mut words: Vec<&str> = one.name.split(' ').collect();
            if words.len() < 4 {
                return None;
            }
            words.remove(1 + random.below(words.len() - 2));
            twin.name = words.join(" ");
        }
        Kind::Year => {
            let born = one.birth?;
            let (tens, ones) = (born.year / 10 % 10, born.year % 10);
            if tens == ones || ones < 3 || born.year >= 2000 {
                return None;
            }
            twin.birth = PartialDate::new(
                born.year / 100 * 100 + ones * 10 + tens,
                born.month,
                born.day.min(28),
            );
        }
    }
    (kind == Kind::MissingId
        || kind == Kind::Village
        || twin.name != one.name
        || twin.birth != one.birth)
        .then_some(twin)
}

/// Keys beside each key of the letters' rows.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// A slip of the finger: a letter beside the right one, one too few, one twice, or two swapped.
pub fn slip(name: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    loop {
        let at = random.below(letters.len());
        if letters[at] == ' ' {
            continue;
        }
        match random.below(4) {
            0 => {
                let plain =
                    densach::text::fold::fold(&letters[at].to_string()).chars().next().unwrap();
                let row = ROWS.iter().find(|row| row.contains(plain)).unwrap();
                let place = row.find(plain).unwrap();
                let beside: Vec<char> = row
                    .char_indices()
                    .filter(|(n, _)| n.abs_diff(place) == 1)
                    .map(|(_, c)| c)
                    .collect();
                letters[at] = beside[random.below(beside.len())];
            }
            1 if at > 0 && letters[at - 1] != ' ' => {
                letters.remove(at);
            }
            2 => letters.insert(at, letters[at]),
            _ if letters.get(at + 1).is_some_and(|next| *next != ' ' && *next != letters[at]) => {
                letters.swap(at, at + 1);
            }
            _ => continue,
        }
        return letters.into_iter().collect();
    }
}

/// All marks lost, or those of one word.
fn without_marks(name: &str, random: &mut Random) -> String {
    let bare = |word: &str| {
        let mut bare = densach::text::fold::fold(word);
        if let Some(first) = bare.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        bare
    };
    let one = (!random.chance(60)).then(|| random.below(name.split(' ').count()));
    let words = name.split(' ').enumerate();
    let words = words
        .map(|(at, word)| if one.is_none_or(|one| one == at) { bare(word) } else { word.into() });
    words.collect::<Vec<String>>().join(" ")
}

/// The given name first, or two neighbours swapped.
fn reordered(name: &str, random: &mut Random) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    if random.chance(50) {
        words.rotate_right(1);
    } else {
        let at = random.below(words.len() - 1);
        words.swap(at, at + 1);
    }
    words.join(" ")
}
