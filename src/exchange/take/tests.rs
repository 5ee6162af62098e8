//! Pasted blocks taken in at a real door: told to stop, with rows that are rejected, with more people
//! than are held against the register.

use super::{Choice, Counts, Preview, Source, With, look, run, try_out};
use crate::domain::{PartialDate, RecordId, Tables, input, records};
use crate::lang::Lang;
use crate::register::{Act, Change, Door, Local, NewRegister, Options, Reply, Request, create};
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU8, Ordering};

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

    fn settings<'a>(&self, outgoing: &'a Path) -> With<'a> {
        With {
            lang: Lang::Vi,
            tables: &TABLES,
            today: PartialDate { year: 2026, month: 6, day: 1 },
            now: 1_780_000_000_000,
            unit: self.unit,
            seed: [7; 16],
            maps: None,
            outgoing,
        }
    }

    /// What is done with a pasted block of so many people, one of them born on a day that is none.
    fn with<R>(&mut self, people: usize, does: fn(&mut Local, &Choice, &With<'_>) -> R) -> R {
        let outgoing = self.dir.path().join("outgoing");
        let with = self.settings(&outgoing);
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        let row = |n: usize| {
            let day = if n == 0 { "31/02/1950" } else { "1950" };
            let given = [n / 676, n / 26, n].map(letter).iter().collect::<String>();
            format!("Lê Văn Q{given}\t{day}\tNam\t15889\n")
        };
        let text = "Họ và tên\tNgày sinh\tGiới tính\tĐơn vị\n".to_owned()
            + &(0..people).map(row).collect::<String>();
        let choice = choice(Source::Pasted(text), "member", &with);
        does(&mut self.door, &choice, &with)
    }
}

/// All that is found in it.
fn choice(source: Source, of: &str, with: &With<'_>) -> Choice {
    let of = records::named(of).unwrap().kind;
    let found = look(&source, Some(of), with).unwrap();
    let sheets = found.sheets.into_iter().enumerate();
    let sheets = sheets.filter_map(|(at, sheet)| Some((at, sheet.table?))).collect();
    let (mends, without, news) = (Vec::new(), Vec::new(), Vec::new());
    let apart = Vec::new();
    Choice { source, of, sheets, mends, without, apart, news, batch: 0 }
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

/// Saves a record of those entries.
fn save(door: &mut Local, of: &str, entries: &[(&str, &str)]) {
    let of = records::named(of).unwrap();
    let today = PartialDate { year: 2026, month: 6, day: 1 };
    let read = |(name, text): &(&str, &str)| {
        let field = of.field_named(name).unwrap();
        (field.tag, input::parse(field, text, &TABLES, today).unwrap())
    };
    let mut set: Vec<_> = entries.iter().map(read).collect();
    set.sort_by_key(|(tag, _)| *tag);
    let acts =
        vec![Act::Put { id: None, kind: of.kind, base: None, set: set.into(), source: None }];
    let accepted = vec![("*".to_owned(), "x".to_owned())];
    // Each its own: what was done already is not done again.
    static SAVED: AtomicU8 = AtomicU8::new(0);
    let request = [SAVED.fetch_add(1, Ordering::Relaxed); 16];
    let change = Change { request, acts, accepted, ..Change::default() };
    assert!(matches!(door.call(Request::Do(change)).unwrap().pop(), Some(Reply::Saved { .. })));
}

/// What comes of a pasted block of a type.
fn tried(desk: &mut Desk, of: &str, text: &str) -> Preview {
    let outgoing = desk.dir.path().join("outgoing");
    let with = desk.settings(&outgoing);
    let source = Source::Pasted(text.to_owned());
    let choice = choice(source, of, &with);
    try_out(&mut desk.door, &choice, &with, &mut |_| true).unwrap()
}

#[test]
fn a_split_commune_is_asked_for_each_village_the_register_does_not_hold() {
    let mut desk = Desk::new();
    let village = |name, area| [("kind", "thon"), ("name", name), ("area", area)];
    let old = ("old_commune", "2025-06:00457");
    save(&mut desk.door, "village", &[village("Đông", "00466").as_slice(), &[old]].concat());
    // Of another old commune.
    save(&mut desk.door, "village", &village("Tây", "00466"));
    let list = "Loại\tTên thôn\tXã\tSố hộ\nThôn\tĐông\tXuân Nộn\t90\nThôn\tTây\tXuân Nộn\t80\n";
    let preview = tried(&mut desk, "village", list);
    assert_eq!((preview.counts.added, preview.counts.rejected), (1, 1), "{preview:?}");
    let [row] = preview.rows.as_slice() else { panic!("{preview:?}") };
    let [(column, offers)] = row.offers.as_slice() else { panic!("{row:?}") };
    assert_eq!((row.place.1, row.rejected, *column), (3, true, 2));
    let offered: Vec<_> = offers.iter().map(String::as_str).collect();
    assert_eq!(offered, ["xã Thư Lâm, Hà Nội", "xã Phúc Thịnh, Hà Nội"]);
    assert!(row.reasons[0].1.contains("00475 xã Thư Lâm"), "{row:?}");
}

#[test]
fn a_unit_in_a_split_commune_lies_where_what_it_belongs_to_lies() {
    let mut desk = Desk::new();
    let unit = [("kind", "commune"), ("code", "PT"), ("name", "Hội xã"), ("area", "00466")];
    save(&mut desk.door, "unit", &unit);
    let list =
        "code\tTên\tXã\tTrực thuộc\nA1\tChi hội Đông\tXuân Nộn\tPT\nA2\tChi hội Tây\tXuân Nộn\t\n";
    let preview = tried(&mut desk, "unit", list);
    assert_eq!((preview.counts.added, preview.counts.rejected), (1, 1), "{preview:?}");
    assert_eq!(preview.rows[0].place.1, 3);
}

#[test]
fn of_several_villages_called_so_that_of_the_row_s_old_commune_is_meant() {
    let mut desk = Desk::new();
    for old in ["2025-06:00457", "2025-06:00004"] {
        let entries = [("kind", "thon"), ("number", "3"), ("name", "3"), ("area", "00466")];
        save(&mut desk.door, "village", &[entries.as_slice(), &[("old_commune", old)]].concat());
    }
    let heads = "Họ và tên\tNgày sinh\tGiới tính\tĐơn vị\tThôn\told_commune\n";
    let row = |old: &str| format!("Lê Văn An\t1950\tNam\t15889\tThôn 3\t{old}\n");
    for (old, added) in [("", 0), ("Xuân Nộn", 1), ("2025-06:00001", 0)] {
        let preview = tried(&mut desk, "member", &format!("{heads}{}", row(old)));
        assert_eq!(preview.counts.added, added, "{old}: {preview:?}");
    }
}
