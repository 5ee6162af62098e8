//! What two members' likeness is made of, and that the keys of a whole register miss nobody.

use super::names::is_slip;
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
    let a = [("full_name", "Lê Văn Đắc"), ("citizen_id", "000061000321"), ("birth_date", "1961")];
    let same = [("full_name", "Lê Đắc Văn"), ("citizen_id", "000061000321")];
    let other =
        [("full_name", "Lê Văn Đắc"), ("citizen_id", "000061000322"), ("birth_date", "1961")];
    let old = [("full_name", "Lê Văn Đắc"), ("citizen_id", "012345678"), ("birth_date", "1961")];
    assert_eq!(line(&a, &same).0, 100);
    assert_eq!(line(&a, &other).0, 10);
    assert_eq!(line(&a, &old).0, 70, "an old number is no other number");
}

#[test]
fn every_reason_has_its_row() {
    for (at, (reason, points, label)) in REASONS.iter().enumerate() {
        assert_eq!(*reason as usize, at, "the table is in the order of the reasons");
        assert_eq!((reason.points(), reason.label(Lang::En)), (*points, label.get(Lang::En)));
        assert!(!label.get(Lang::Vi).is_empty());
    }
    assert_eq!(Reason::DayMonthSwapped.name(), "day_month_swapped");
}

/// Name; year, month, day, whether more than the year is known; village, phone, citizen id, gender.
type Drawn = (String, (u16, u8, u8, bool), u8, u8, u8, u8);

/// Members of a few names, years, places and numbers, so that many are alike.
fn some() -> impl Strategy<Value = Vec<Record>> {
    let name = "(le|tran|ho) (thi |van |thi ngoc )?(hoa|hao|hoan|lan|lna|mai)";
    let date = (0_u16..4, 0_u8..4, 0_u8..4, prop::bool::ANY);
    let drawn = (name, date, 0_u8..4, 0_u8..6, 0_u8..8, 1_u8..3);
    prop::collection::vec(drawn, 2..40).prop_map(|all| {
        let member = |(n, (name, date, village, phone, citizen, gender)): (usize, Drawn)| {
            let (year, month, day, whole) = date;
            let year = [1945, 1954, 1955, 1972][usize::from(year)];
            let month = if whole { month } else { 0 };
            let day = if month == 0 { 0 } else { day };
            let born = crate::domain::PartialDate::new(year, month, day).unwrap().screen();
            let (village, gender) = (village.to_string(), gender.to_string());
            let phone = if phone == 0 { String::new() } else { format!("091200055{phone}") };
            let citizen = if citizen < 5 { String::new() } else { format!("00015400032{citizen}") };
            let mut fields =
                vec![("full_name", name.as_str()), ("birth_date", &born), ("gender", &gender)];
            if village.as_str() != "0" {
                fields.push(("village", &village));
            }
            fields.extend([("phone", phone.as_str()), ("citizen_id", &citizen)]);
            one(u8::try_from(n + 1).unwrap(), &fields)
        };
        all.into_iter().enumerate().map(member).collect()
    })
}

fn faces(records: &[Record]) -> Faces {
    let mut faces = Faces::default();
    for record in records {
        // Villages 1 and 2 lie in one commune.
        faces.add(record, &mut |village| Some((village.0[15] / 3).to_string()));
    }
    faces.learn();
    faces
}

proptest! {
    #[test]
    fn the_keys_miss_no_likely_pair(records in some(), least in LIKELY..90, told in any::<prop::sample::Index>()) {
        let mut faces = faces(&records);
        let none = std::collections::HashSet::new();
        let found = pairs(&mut faces, least, &none, &mut |_, _| true).unwrap();
        let mut all = Vec::new();
        for (a, one) in (0_u32..).zip(faces.all()) {
            for (b, other) in (0_u32..).zip(faces.all()).skip(a as usize + 1) {
                let score = faces.compare(one, other).score;
                if score >= least {
                    all.push(Pair { score, of: (a, b) });
                }
            }
        }
        all.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.of));
        prop_assert_eq!(&found, &all);
        // Two who are said to be two people are left out, and nobody else is.
        if !found.is_empty() {
            let said = found[told.index(found.len())];
            let id = |number: u32| faces.all()[number as usize].id;
            let two = [(id(said.of.1), id(said.of.0))].into();
            let left = pairs(&mut faces, least, &two, &mut |_, _| true).unwrap();
            let rest: Vec<Pair> = found.into_iter().filter(|pair| *pair != said).collect();
            prop_assert_eq!(left, rest);
        }
    }


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
        prop_assert!(is_slip(&word, &longer));
        let twice = format!("{longer}zz");
        prop_assert!(!is_slip(&word, &twice));
    }
}
