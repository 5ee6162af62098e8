//! What the checks catch: two thousand invented forms with an error of a known kind in each, and as
//! many without one, read as the form reads them and checked at a real door. Prints its figures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use densach::domain::{Field, Finding, Tables, Value, input, records};
use densach::invent;
use densach::register::{
    Act, Ask, Change, Door, Local, NewRegister, Options, Reply, Request, Welcome, clock, create,
};
use std::collections::BTreeMap;

/// Forms of each kind.
const EACH: u64 = 500;

/// A form: what stands under each column.
type Form = BTreeMap<&'static str, String>;

struct Desk {
    door: Local,
    welcome: Box<Welcome>,
    tables: Tables,
    _dir: tempfile::TempDir,
}

/// What the checks say of a form: that a field cannot be read, or what was found.
#[derive(Debug)]
enum Said {
    Unreadable(&'static str),
    Found(Vec<Finding>),
}

impl Said {
    fn names(&self) -> Vec<&str> {
        match self {
            Self::Unreadable(_) => Vec::new(),
            Self::Found(all) => all.iter().map(|finding| finding.check.as_str()).collect(),
        }
    }

    fn says(&self, check: &str) -> bool {
        self.names().contains(&check)
    }

    fn is_clean(&self) -> bool {
        matches!(self, Self::Found(all) if all.is_empty())
    }
}

impl Desk {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let dir = temp.path().join("register");
        let new =
            NewRegister { code: "15889".into(), name: "Hội".into(), operator: "Lan".into() };
        create(&dir, &new).unwrap();
        let options =
            Options { dir, write: true, take_over: false, state_home: None, segment_bytes: None };
        let mut door = Local::open(&options).unwrap();
        let hello =
            Request::Hello { operator: None, pin: None, user: String::new(), ssh: String::new() };
        let mut replies = door.call(hello).unwrap();
        let Some(Reply::Welcome(welcome)) = replies.pop() else { panic!("nobody is let in") };
        Self { door, welcome, tables: Tables::built_in().unwrap(), _dir: temp }
    }

    /// Reads a form as the screen does, and asks for its checks.
    fn check(&mut self, form: &Form) -> Said {
        let member = records::named("member").unwrap();
        let mut set: Vec<(u16, Option<Value>)> = Vec::new();
        let own = self.welcome.unit.record.id.to_string();
        for (name, text) in form {
            // Where they belong is none of these checks' business: all are the register's own.
            let text = match *name {
                "unit" => &own,
                "village" => continue,
                remark if remark.starts_with('#') => continue,
                _ => text,
            };
            let field: &Field = member.field_named(name).unwrap();
            match input::parse(field, text, &self.tables, clock::today()) {
                Ok(value) => set.push((field.tag, value)),
                Err(_) => return Said::Unreadable(field.name),
            }
        }
        let status = member.field_named("status").unwrap();
        let active = input::parse(status, "active", &self.tables, clock::today()).unwrap();
        set.push((status.tag, active));
        let act =
            Act::Put { id: None, kind: member.kind, base: None, set: set.into(), source: None };
        let change = Change { acts: vec![act], dry: true, ..Change::default() };
        let ask = Request::Ask { ask: Ask::Check(change), slot: 0 };
        match self.door.call(ask).unwrap().pop() {
            Some(Reply::Checks(all)) => {
                Said::Found(all.into_iter().map(|(_, finding)| finding).collect())
            }
            other => panic!("{other:?}"),
        }
    }
}

fn forms(paper: &str, count: u64, seed: u64) -> Vec<Form> {
    let rows = invent::papers(paper, count, seed).unwrap();
    let header = rows.header();
    rows.map(|row| header.iter().copied().zip(row).collect()).collect()
}

/// The n-th digit of the id becomes another one.
fn other_digit(form: &mut Form, at: usize, n: u64) {
    let id = form.get_mut("citizen_id").unwrap();
    let old = u64::from(id.as_bytes()[at] - b'0');
    let new = (old + 1 + n % 9) % 10;
    id.replace_range(at..=at, &new.to_string());
}

fn wrong_sex(form: &mut Form, _: u64) {
    let gender = form.get_mut("gender").unwrap();
    *gender = if gender == "male" { "female" } else { "male" }.to_owned();
}

/// A digit of the year misread, or two exchanged.
fn wrong_year(form: &mut Form, n: u64) {
    let birth = form.get_mut("birth_date").unwrap();
    let year: u64 = birth[..4].parse().unwrap();
    let (tens, ones) = (year / 10 % 10, year % 10);
    let wrong = match n % 4 {
        0 if tens != ones => year - tens * 10 - ones + ones * 10 + tens,
        1 => year - ones + (ones + 1 + n / 4 % 9) % 10,
        2 => year - tens * 10 + (tens + 1 + n / 4 % 9) % 10 * 10,
        _ => year - 10,
    };
    birth.replace_range(..4, &wrong.to_string());
}

fn impossible_date(form: &mut Form, n: u64) {
    let birth = form.get_mut("birth_date").unwrap();
    let year = &birth[..4].to_owned();
    let common = if year.parse::<u32>().unwrap().is_multiple_of(4) { "30" } else { "29" };
    *birth = match n % 8 {
        0 => format!("31/02/{year}"),
        1 => format!("{common}02{year}"),
        2 => format!("3104{year}"),
        3 => format!("12/13/{year}"),
        4 => format!("3211{year}"),
        5 => format!("0/5/{year}"),
        6 => format!("00/{year}"),
        _ => format!("3106{}", &year[2..]),
    };
}

fn wrong_digit(form: &mut Form, n: u64) {
    other_digit(form, usize::try_from(n % 6).unwrap(), n / 6);
}

/// How many of those forms are as asked.
fn share(said: &[Said], of: impl Fn(&Said) -> bool) -> f64 {
    let count = said.iter().filter(|said| of(said)).count();
    f64::from(u32::try_from(count).unwrap()) * 100.0 / f64::from(u32::try_from(said.len()).unwrap())
}

#[test]
fn seeded_errors_are_flagged_and_clean_forms_are_left_alone() {
    let mut desk = Desk::new();
    let mut seeded = |seed: u64, spoil: fn(&mut Form, u64)| -> Vec<Said> {
        let mut forms = forms("C", EACH, seed);
        forms.iter_mut().zip(0..).for_each(|(form, n)| spoil(form, n));
        forms.iter().map(|form| desk.check(form)).collect()
    };
    let sex = seeded(11, wrong_sex);
    let year = seeded(12, wrong_year);
    let date = seeded(13, impossible_date);
    let digit = seeded(14, wrong_digit);
    let by_place: Vec<f64> = (0..6)
        .map(|place| {
            let of: Vec<Said> = digit.iter().skip(place).step_by(6).map(copy).collect();
            share(&of, |said| !said.is_clean())
        })
        .collect();
    let clean: Vec<Said> = ["A", "B", "C"]
        .iter()
        .flat_map(|paper| forms(paper, 700, 15))
        .map(|form| desk.check(&form))
        .collect();
    let sex_flagged = share(&sex, |said| said.says("citizen_id_gender"));
    let year_flagged = share(&year, |said| said.says("citizen_id_year"));
    let date_flagged = share(&date, |said| matches!(said, Said::Unreadable("birth_date")));
    let digit_flagged = share(&digit, |said| !said.is_clean());
    let alarms = share(&clean, |said| !said.is_clean());
    println!("wrong sex against the id      {sex_flagged:6.1} %");
    println!("wrong year against the id     {year_flagged:6.1} %");
    println!("impossible date               {date_flagged:6.1} %");
    println!("a wrong digit among six       {digit_flagged:6.1} %, by place {by_place:.1?}");
    println!("false alarms on clean forms   {alarms:6.2} % of {}", clean.len());
    for said in clean.iter().filter(|said| !said.is_clean()).take(5) {
        println!("  {said:?}");
    }
    assert!(sex_flagged >= 95.0 && year_flagged >= 95.0);
    assert!(date_flagged >= 100.0);
    // A digit of century, sex or year always gives itself away; one of the place only where no
    // province has the number.
    assert!(by_place[3..].iter().all(|share| *share >= 95.0));
    assert!(alarms <= 1.0);
}

fn copy(said: &Said) -> Said {
    match said {
        Said::Unreadable(field) => Said::Unreadable(field),
        Said::Found(all) => Said::Found(all.clone()),
    }
}
