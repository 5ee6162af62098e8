//! Whether two members may be one person: a pure comparison with its reasons, as the duplicates
//! panel shows them ("cùng tên, cùng năm, cùng thôn").

use super::records::member::{CITIZEN_ID, Member, PHONE};
use super::{PartialDate, Record, Value};
use crate::lang::{Label, Lang};
use crate::text::fold::{fold, marked, syllables};

/// From this score on a pair is worth showing.
pub const LIKELY: u16 = 60;

/// What speaks for or against two members being one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// One citizen id.
    SameCitizenId,
    /// Two citizen ids.
    OtherCitizenId,
    /// One name, wherever its tones stand.
    SameName,
    /// One name but for marks.
    NameMarksDiffer,
    /// One name but for a letter or a middle word.
    NameNearly,
    /// One day of birth.
    SameBirthday,
    /// One year of birth.
    SameYear,
    /// A year with two digits swapped.
    YearSwapped,
    /// A year with one digit different.
    YearDigit,
    /// Two years of birth.
    OtherYear,
    /// One village.
    SameVillage,
    /// Two villages.
    OtherVillage,
    /// One telephone.
    SamePhone,
    /// Two genders.
    OtherGender,
}

/// Reason, points, wording.
const REASONS: &[(Reason, i16, Label)] = &[
    (Reason::SameCitizenId, 100, Label::new("cùng số định danh", "same citizen id")),
    (Reason::OtherCitizenId, -60, Label::new("khác số định danh", "other citizen id")),
    (Reason::SameName, 50, Label::new("cùng tên", "same name")),
    (Reason::NameMarksDiffer, 40, Label::new("khác dấu", "other marks")),
    (Reason::NameNearly, 30, Label::new("tên gần giống", "nearly the same name")),
    (Reason::SameBirthday, 35, Label::new("cùng ngày sinh", "same day of birth")),
    (Reason::SameYear, 20, Label::new("cùng năm", "same year")),
    (Reason::YearSwapped, 20, Label::new("năm đảo số", "year's digits swapped")),
    (Reason::YearDigit, 5, Label::new("năm lệch một số", "one digit of the year")),
    (Reason::OtherYear, -20, Label::new("khác năm", "other year")),
    (Reason::SameVillage, 15, Label::new("cùng thôn", "same village")),
    (Reason::OtherVillage, 0, Label::new("khác thôn", "other village")),
    (Reason::SamePhone, 25, Label::new("cùng điện thoại", "same phone")),
    (Reason::OtherGender, -30, Label::new("khác giới", "other gender")),
];

impl Reason {
    /// Its wording.
    pub fn label(self, lang: Lang) -> &'static str {
        self.row().map(|(_, _, label)| label.get(lang)).unwrap_or_default()
    }

    fn row(self) -> Option<&'static (Self, i16, Label)> {
        REASONS.iter().find(|(reason, ..)| *reason == self)
    }
}

/// How much alike two members are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    /// 0 … 100; from [`LIKELY`] on worth showing.
    pub score: u16,
    /// Why, in a fixed order.
    pub reasons: Vec<Reason>,
}

impl Likeness {
    /// The reasons in one line: "cùng tên, cùng năm, cùng thôn".
    pub fn line(&self, lang: Lang) -> String {
        self.reasons.iter().map(|reason| reason.label(lang)).collect::<Vec<_>>().join(", ")
    }
}

/// Compares two members. What one of them does not tell speaks neither for nor against.
pub fn compare(a: &Record, b: &Record) -> Likeness {
    let (one, two) = (Member(a), Member(b));
    let name = name(one.full_name(), two.full_name());
    let reasons: Vec<Reason> = [
        both(a, b, CITIZEN_ID, |x, y| (x.len() == y.len()).then_some(x == y))
            .map(|same| if same { Reason::SameCitizenId } else { Reason::OtherCitizenId }),
        name,
        one.birth_date().zip(two.birth_date()).and_then(|(x, y)| birth(x, y)),
        one.village()
            .zip(two.village())
            .map(|(x, y)| if x == y { Reason::SameVillage } else { Reason::OtherVillage }),
        both(a, b, PHONE, |x, y| (x == y).then_some(true)).map(|_| Reason::SamePhone),
        one.gender().zip(two.gender()).and_then(|(x, y)| (x != y).then_some(Reason::OtherGender)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let points: i16 =
        reasons.iter().filter_map(|reason| reason.row()).map(|(_, points, _)| points).sum();
    // Neighbours of one year, and relatives with one telephone, are no duplicates of each other.
    let told = name.is_some() || reasons.contains(&Reason::SameCitizenId);
    let score = if told { u16::try_from(points.clamp(0, 100)).unwrap_or(0) } else { 0 };
    Likeness { score, reasons }
}

/// Compares two text fields where both tell something.
fn both(a: &Record, b: &Record, tag: u16, alike: fn(&str, &str) -> Option<bool>) -> Option<bool> {
    match (a.values.get(tag)?, b.values.get(tag)?) {
        (Value::Text(x), Value::Text(y)) => alike(&x, &y),
        _ => None,
    }
}

fn name(a: &str, b: &str) -> Option<Reason> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let (x, y) = (fold(a), fold(b));
    let (x, y): (Vec<&str>, Vec<&str>) = (syllables(&x).collect(), syllables(&y).collect());
    let with_marks = |name: &str| marked(name).replace(['-', '\''], " ");
    if x == y {
        let same = with_marks(a).split_whitespace().eq(with_marks(b).split_whitespace());
        return Some(if same { Reason::SameName } else { Reason::NameMarksDiffer });
    }
    (nearly(&x, &y) || middle_left_out(&x, &y)).then_some(Reason::NameNearly)
}

/// One syllable differs, and that by one letter.
fn nearly(x: &[&str], y: &[&str]) -> bool {
    let mut odd = x.iter().zip(y).filter(|(a, b)| a != b);
    let first = odd.next();
    x.len() == y.len()
        && odd.next().is_none()
        && first.is_some_and(|(a, b)| within_one_edit(a.as_bytes(), b.as_bytes()))
}

/// Family and given name are the same, and the shorter name's middle is part of the longer one's.
fn middle_left_out(x: &[&str], y: &[&str]) -> bool {
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    let mut rest = long.iter();
    short.len() >= 2
        && short.len() + 1 == long.len()
        && short.first() == long.first()
        && short.last() == long.last()
        && short.iter().all(|word| rest.any(|other| other == word))
}

/// One letter put in, left out or changed.
fn within_one_edit(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let tail = |skip: usize| long.get(head + 1..) == short.get(head + skip..);
    match long.len() - short.len() {
        0 => head == long.len() || tail(1),
        1 => tail(0),
        _ => false,
    }
}

fn birth(a: PartialDate, b: PartialDate) -> Option<Reason> {
    if a.is_day() && a == b {
        return Some(Reason::SameBirthday);
    }
    if a.year == b.year {
        return Some(Reason::SameYear);
    }
    let (x, y) = (a.year.to_string(), b.year.to_string());
    let odd: Vec<(char, char)> = x.chars().zip(y.chars()).filter(|(x, y)| x != y).collect();
    Some(match odd.as_slice() {
        _ if x.len() != y.len() => Reason::OtherYear,
        [(p, q), (r, s)] if p == s && q == r => Reason::YearSwapped,
        [_] => Reason::YearDigit,
        _ => Reason::OtherYear,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::tests::record;
    use crate::domain::records::member;
    use proptest::prelude::*;

    fn one(n: u8, fields: &[(&str, &str)]) -> Record {
        record(n, &member::TYPE, fields)
    }

    fn line(a: &[(&str, &str)], b: &[(&str, &str)]) -> (u16, String) {
        let likeness = compare(&one(1, a), &one(2, b));
        (likeness.score, likeness.line(Lang::Vi))
    }

    #[test]
    fn the_panel_says_why() {
        let new = [("full_name", "Nguyễn Văn Hòa"), ("birth_date", "1954"), ("village", "3")];
        let a = [("full_name", "Nguyễn Văn Hoà"), ("birth_date", "1954"), ("village", "3")];
        let b = [("full_name", "Nguyễn Văn Hoa"), ("birth_date", "1945"), ("village", "1")];
        assert_eq!(line(&new, &a), (85, "cùng tên, cùng năm, cùng thôn".into()));
        assert_eq!(line(&new, &b), (60, "khác dấu, năm đảo số, khác thôn".into()));
    }

    #[test]
    fn likely_pairs_are_told_from_unlikely_ones() {
        let base = [("full_name", "Trần Thị Thủy"), ("birth_date", "12/03/1961"), ("gender", "2")];
        for (other, likely) in [
            (&[("full_name", "Trần Thị Thuỷ"), ("birth_date", "12/03/1961")][..], true),
            (&[("full_name", "Tràn Thị Thủy"), ("birth_date", "1961"), ("village", "3")], true),
            (&[("full_name", "Trần Thủy"), ("birth_date", "12/03/1961")], true),
            (&[("full_name", "Trần Thị Thúyy"), ("birth_date", "12/03/1961")], true),
            (&[("full_name", "Trần Thị Thủy"), ("birth_date", "1983")], false),
            (&[("full_name", "Trần Thị Thủy")], false),
            (&[("full_name", "Trần Thị Thủy"), ("birth_date", "1961"), ("gender", "1")], false),
            (&[("full_name", "Lê Thị Hoa"), ("birth_date", "12/03/1961"), ("gender", "2")], false),
        ] {
            let (score, why) = line(&base, other);
            assert_eq!(score >= LIKELY, likely, "{other:?}: {score} {why}");
        }
    }

    #[test]
    fn a_citizen_id_decides() {
        let a =
            [("full_name", "Lê Văn Đắc"), ("citizen_id", "000061000321"), ("birth_date", "1961")];
        let same = [("full_name", "Lê Đắc Văn"), ("citizen_id", "000061000321")];
        let other =
            [("full_name", "Lê Văn Đắc"), ("citizen_id", "000061000322"), ("birth_date", "1961")];
        let old =
            [("full_name", "Lê Văn Đắc"), ("citizen_id", "012345678"), ("birth_date", "1961")];
        assert_eq!(line(&a, &same).0, 100);
        assert_eq!(line(&a, &other).0, 10);
        assert_eq!(line(&a, &old).0, 70, "an old number is no other number");
    }

    #[test]
    fn every_reason_has_its_row() {
        let rows: std::collections::BTreeSet<Reason> = REASONS.iter().map(|row| row.0).collect();
        assert_eq!(rows.len(), REASONS.len());
        assert_eq!(rows.len(), 14);
        assert!(rows.iter().all(|reason| !reason.label(Lang::En).is_empty()));
    }

    proptest! {
        #[test]
        fn which_one_comes_first_is_indifferent(
            names in ("[a-d]{1,3}( [a-d]{1,3}){1,3}", "[a-d]{1,3}( [a-d]{1,3}){1,3}"),
            years in (1940_u16..1960, 1940_u16..1960),
        ) {
            let member = |n, name: &str, year: u16| {
                one(n, &[("full_name", name), ("birth_date", &year.to_string())])
            };
            let (a, b) = (member(1, &names.0, years.0), member(2, &names.1, years.1));
            prop_assert_eq!(compare(&a, &b), compare(&b, &a));
            prop_assert!(compare(&a, &a).score >= LIKELY);
        }

        #[test]
        fn one_edit_is_told_from_two(word in "[a-z]{0,6}", at: prop::sample::Index, c in "[a-z]") {
            let at = at.index(word.len() + 1);
            let longer = format!("{}{c}{}", &word[..at], &word[at..]);
            prop_assert!(within_one_edit(word.as_bytes(), longer.as_bytes()));
            let twice = format!("{longer}zz");
            prop_assert!(!within_one_edit(word.as_bytes(), twice.as_bytes()));
        }
    }
}
