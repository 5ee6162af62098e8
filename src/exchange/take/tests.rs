//! Pasted blocks taken in at a real door: told to stop, with rows that are rejected, with more people
//! than are held against the register.

use super::{Choice, Counts, Source, With, look, run, try_out};
use crate::domain::{PartialDate, RecordId, Tables, records};
use crate::lang::Lang;
use crate::register::{Door, Local, NewRegister, Options, Reply, Request, create};
use std::sync::LazyLock;

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::built_in().unwrap());

struct Desk {
    door: Local,
    unit: RecordId,
    dir: tempfile::TempDir,
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
        let Some(Reply::Welcome(welcome)) = door.call(hello).unwrap().pop() else { panic!("out") };
        Self { unit: welcome.unit.record.id, door, dir: temp }
    }

    /// What is done with a pasted block of so many people, one of them born on a day that is none.
    fn with<R>(&mut self, people: usize, does: fn(&mut Local, &Choice, &With<'_>) -> R) -> R {
        let outgoing = self.dir.path().join("outgoing");
        let with = With {
            lang: Lang::Vi,
            tables: &TABLES,
            today: PartialDate { year: 2026, month: 6, day: 1 },
            now: 1_780_000_000_000,
            unit: self.unit,
            seed: [7; 16],
            maps: None,
            outgoing: &outgoing,
        };
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        let row = |n: usize| {
            let day = if n == 0 { "31/02/1950" } else { "1950" };
            let given = [n / 676, n / 26, n].map(letter).iter().collect::<String>();
            format!("Lê Văn Q{given}\t{day}\tNam\t15889\n")
        };
        let text = "Họ và tên\tNgày sinh\tGiới tính\tĐơn vị\n".to_owned()
            + &(0..people).map(row).collect::<String>();
        let source = Source::Pasted(text);
        let of = records::named("member").unwrap().kind;
        let found = look(&source, Some(of), &with).unwrap();
        let sheets = found.sheets.into_iter().enumerate();
        let sheets = sheets.filter_map(|(at, sheet)| Some((at, sheet.table?))).collect();
        let (mends, without, news) = (Vec::new(), Vec::new(), Vec::new());
        let choice = Choice { source, of, sheets, mends, without, news, batch: 0 };
        does(&mut self.door, &choice, &with)
    }
}

/// Takes it in, told to stop at once; whether it says that it was stopped.
fn stopped(door: &mut Local, choice: &Choice, with: &With<'_>) -> (bool, Counts) {
    let summary = run(door, choice, with, &mut |_| Ok(false)).unwrap();
    (summary.stopped, summary.counts)
}

#[test]
fn a_run_told_to_stop_is_stopped_where_rows_are_left() {
    for (people, stops) in [(900, false), (1_000, false), (1_001, true), (4_000, true)] {
        let (stopped, counts) = Desk::new().with(people, stopped);
        assert_eq!(stopped, stops, "{people}: {counts:?}");
        assert_eq!(counts.read < people as u64, stops, "{people}: {counts:?}");
    }
}

#[test]
fn rejects_of_a_pasted_block_lie_where_lists_go_out() {
    let mut desk = Desk::new();
    let told = |door: &mut Local, choice: &Choice, with: &With<'_>| {
        run(door, choice, with, &mut |_| Ok(true)).unwrap().rejects
    };
    for name in ["paste.rejects.csv", "paste.rejects.2.csv"] {
        let path = desk.with(3, told).unwrap();
        assert_eq!(path, desk.dir.path().join("outgoing").join(name));
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains("31/02/1950") && text.lines().count() == 2, "{text}");
    }
}

#[test]
fn people_who_are_not_held_against_the_register_are_counted() {
    let told = |door: &mut Local, choice: &Choice, with: &With<'_>| {
        try_out(door, choice, with, &mut |_| true).unwrap().unsearched
    };
    assert_eq!(Desk::new().with(20, told), 0);
    assert_eq!(Desk::new().with(2_101, told), 100, "one of them is rejected");
}
