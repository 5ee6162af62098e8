//! Invented persons: name, gender, birth. Surnames and given names by the weights in
//! `data/reference`; how middle names and ages spread is assumed (domain notes: Thị for 55 % and
//! Văn for 35 % of those born before 1980, 17.6 % and under 3 % of the youngest).

use std::sync::LazyLock;

use super::random::Random;

/// Names with weights.
type Names = Vec<(&'static str, u32)>;

static SURNAMES: LazyLock<Names> =
    LazyLock::new(|| table(include_str!("../../data/reference/surnames.csv")));
static WOMEN: LazyLock<Names> =
    LazyLock::new(|| table(include_str!("../../data/reference/given_female.csv")));
static MEN: LazyLock<Names> =
    LazyLock::new(|| table(include_str!("../../data/reference/given_male.csv")));

/// Weights of other middle names, men's and women's.
const MEN_MIDDLE: &[(&str, u32)] = &[
    ("Đức", 9),
    ("Hữu", 8),
    ("Đình", 8),
    ("Xuân", 7),
    ("Quang", 7),
    ("Công", 5),
    ("Minh", 6),
    ("Ngọc", 6),
    ("Thanh", 5),
    ("Bá", 4),
    ("Trọng", 4),
    ("Viết", 3),
    ("Duy", 4),
    ("Tiến", 4),
    ("Thế", 4),
    ("Quốc", 4),
    ("Mạnh", 3),
    ("Hoàng", 4),
    ("Gia", 2),
    ("Tuấn", 3),
];
const WOMEN_MIDDLE: &[(&str, u32)] = &[
    ("Thu", 9),
    ("Thanh", 8),
    ("Ngọc", 9),
    ("Kim", 6),
    ("Minh", 7),
    ("Hồng", 7),
    ("Bích", 5),
    ("Thúy", 5),
    ("Phương", 5),
    ("Mai", 4),
    ("Lan", 3),
    ("Diệu", 3),
    ("Khánh", 3),
    ("Bảo", 2),
    ("Quỳnh", 3),
    ("Tuyết", 3),
    ("Cẩm", 2),
    ("Ánh", 2),
];

/// Births by decade (its first year), in a thousand members: more than half are past sixty.
const DECADES: &[(u32, u32)] =
    &[(1935, 50), (1945, 190), (1955, 270), (1965, 190), (1975, 140), (1985, 95), (1995, 65)];

/// An invented person.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) surname: &'static str,
    pub(super) full_name: String,
    pub(super) woman: bool,
    pub(super) year: u32,
}

impl Person {
    /// Of any age.
    pub(super) fn new(random: &mut Random) -> Self {
        let year = random.pick(DECADES) + random.below(10);
        Self::named(random, year, None)
    }

    /// Born in that year, of that family where one is given.
    pub(super) fn named(random: &mut Random, year: u32, surname: Option<&'static str>) -> Self {
        let woman = random.chance(470);
        let surname = surname.unwrap_or_else(|| random.pick(&SURNAMES));
        let given = random.pick(if woman { &WOMEN } else { &MEN });
        let mut words = vec![surname];
        for middle in middles(random, year, woman) {
            if middle != given && !words.contains(&middle) {
                words.push(middle);
            }
        }
        words.push(given);
        Self { surname, full_name: words.join(" "), woman, year }
    }
}

/// None, one or two middle names, as the year and the gender have it.
fn middles(random: &mut Random, year: u32, woman: bool) -> Vec<&'static str> {
    let (first, others) = if woman { ("Thị", WOMEN_MIDDLE) } else { ("Văn", MEN_MIDDLE) };
    let (usual, two) = match (year, woman) {
        (..1960, true) => (620, 250),
        (..1980, true) => (550, 350),
        (..1995, true) => (400, 550),
        (_, true) => (176, 640),
        (..1960, false) => (400, 90),
        (..1980, false) => (350, 130),
        (..1995, false) => (200, 200),
        (_, false) => (60, 260),
    };
    if random.chance(8) {
        return Vec::new();
    }
    let mut middles = Vec::new();
    if random.chance(usual) {
        middles.push(first);
    } else {
        middles.push(random.pick(others));
    }
    if random.chance(two) {
        middles.push(random.pick(others));
    }
    middles
}

/// A telephone number that nobody has: a mobile prefix, 000, four digits.
pub(super) fn phone(random: &mut Random) -> String {
    const PREFIXES: [&str; 8] = ["032", "035", "038", "086", "091", "093", "097", "098"];
    let prefix = random.pick(&PREFIXES.map(|prefix| (prefix, 1)));
    format!("{prefix}000{:04}", random.below(10_000))
}

/// Reads `name,weight` rows under a heading; weights in hundredths of a percent.
fn table(csv: &'static str) -> Names {
    let weight = |text: &str| {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let hundredths: u32 = format!("{part:0<2}").parse().ok()?;
        Some(whole.parse::<u32>().ok()? * 100 + hundredths)
    };
    let row = |line: &'static str| {
        let (name, percent) = line.split_once(',')?;
        Some((name, weight(percent)?))
    };
    csv.lines().skip(1).filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read_whole() {
        assert_eq!((SURNAMES.len(), WOMEN.len(), MEN.len()), (57, 47, 49));
        assert_eq!(SURNAMES.first(), Some(&("Nguyễn", 3_150)));
        assert_eq!(SURNAMES.last(), Some(&("Uông", 3)));
    }

    #[test]
    fn names_are_as_frequent_as_the_tables_say() {
        let people: Vec<Person> =
            (0..20_000).map(|at| Person::new(&mut Random::new(7, 0, at))).collect();
        let share = |is: &dyn Fn(&Person) -> bool| {
            people.iter().filter(|person| is(person)).count() * 1_000 / people.len()
        };
        assert!((290..340).contains(&share(&|p| p.surname == "Nguyễn")));
        assert!((440..500).contains(&share(&|p| p.woman)));
        assert!((400..600).contains(&share(&|p| p.year < 1966)));
        let (women, thi): (Vec<_>, Vec<_>) = (
            people.iter().filter(|p| p.woman && p.year < 1980).collect(),
            people
                .iter()
                .filter(|p| p.woman && p.year < 1980 && p.full_name.contains(" Thị "))
                .collect(),
        );
        assert!((500..650).contains(&(thi.len() * 1_000 / women.len())));
        assert!(people.iter().all(|p| (2..=4).contains(&p.full_name.split(' ').count())));
    }
}
