//! A bundle of a province: how long it takes to write and to check, and how much memory, each in a
//! process of its own. The register's own part (reading its records, taking rows in) is not in it.
//!
//! ```text
//! cargo bench --bench bundle               1,100,000 members
//! cargo bench --bench bundle -- 20000
//! ```

use densach::domain::figures::Counter;
use densach::domain::records::{member, unit, village};
use densach::domain::{PartialDate, Record, RecordId, Rev, Step, Value, Values};
use densach::exchange::bundle::{
    Bundle, Columns, Expect, Extent, Figure, Head, Op, Profile, Row, Verified, Writer, counted,
};
use densach::lang::Problem;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

const MEMBERS: u64 = 1_100_000;
const FAMILIES: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"];
const MIDDLES: [&str; 4] = ["Thị", "Văn", "Đức", "Thị Thu"];
const GIVEN: [&str; 9] = ["Hòa", "Lan", "Tuấn", "Hồng", "Minh", "Hương", "Dũng", "Phượng", "Nghĩa"];

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len() as u64) as usize]
    }

    fn id(&mut self, millis: u64) -> RecordId {
        let tail = [self.next().to_le_bytes(), self.next().to_le_bytes()].concat();
        RecordId::mint(millis, tail.first_chunk().unwrap())
    }
}

fn places(n: u64) -> RecordId {
    Numbers(n).id(1_700_000_000_000 + n)
}

fn person(n: u64, numbers: &mut Numbers) -> Row {
    let name = [numbers.of(&FAMILIES), numbers.of(&MIDDLES), numbers.of(&GIVEN)].join(" ");
    let date = |numbers: &mut Numbers| {
        let (year, month) = (1940 + numbers.below(60) as u16, 1 + numbers.below(12) as u8);
        PartialDate { year, month, day: 1 + numbers.below(28) as u8 }
    };
    let since = |value, numbers: &mut Numbers| {
        Value::Timeline(vec![Step { from: Some(date(numbers)), value, reason: String::new() }])
    };
    let text = |text: String| Some(Value::Text(text));
    let mut values = Values::default();
    let fields = [
        (member::FULL_NAME, text(name)),
        (member::BIRTH_DATE, Some(Value::Date(date(numbers)))),
        (member::GENDER, Some(Value::Code("female".into()))),
        (member::VILLAGE, Some(Value::Ref(places(numbers.below(9000))))),
        (member::OCCUPATION, text("Giáo viên nghỉ hưu".into()).filter(|_| n.is_multiple_of(3))),
        (member::EDUCATION, Some(Value::Code("university".into()))),
        (member::CITIZEN_ID, text(format!("000{:09}", numbers.below(1_000_000_000)))),
        (member::PHONE, text(format!("09{:08}", numbers.below(100_000_000)))),
        (member::CLAN, Some(Value::Ref(places(20_000 + numbers.below(30_000))))),
        (member::UNIT, Some(since(Value::Ref(places(50_000 + numbers.below(9000))), numbers))),
        (member::JOINED_ON, Some(Value::Date(date(numbers)))),
        (member::CARD_NO, text(format!("HV{n:07}"))),
        (member::STATUS, Some(since(Value::Code("active".into()), numbers))),
    ];
    for (tag, value) in fields {
        values.set(tag, value.as_ref());
    }
    let mut digest = [0; 16];
    digest[..8].copy_from_slice(&numbers.next().to_le_bytes());
    digest[8..].copy_from_slice(&numbers.next().to_le_bytes());
    Row {
        id: numbers.id(1_780_000_000_000 + n),
        rev: Rev { n: 1 + numbers.below(3) as u32, digest },
        bases: Vec::new(),
        op: Op::Put(values),
        at: 1_780_000_000_000 + n as i64,
        by: "Lan".into(),
        reason: String::new(),
    }
}

/// A signature that is none: keys are not measured.
fn sign(_: &[u8]) -> Result<String, Problem> {
    Ok("-----BEGIN SSH SIGNATURE-----\nx\n-----END SSH SIGNATURE-----\n".into())
}

fn check(_: &[u8], _: &str) -> Result<Verified, Problem> {
    Ok(Verified { principals: vec!["commune".into()] })
}

fn write(path: &Path, count: u64) {
    let head = Head {
        unit: "CH01".into(),
        device: [1; 16],
        epoch: [2; 16],
        seq: 1,
        extent: Extent::Snapshot,
        prev: None,
        profile: Profile::Full,
        sender: "commune".into(),
        recipient: "province".into(),
        journal_seq: count,
        journal_chain: [3; 32],
        day: PartialDate { year: 2026, month: 11, day: 25 },
    };
    let mut writer = Writer::create(path, head).unwrap();
    assert!(unit::KIND < member::KIND);
    writer.table(Columns::all(&member::TYPE)).unwrap();
    let mut numbers = Numbers(7);
    for n in 0..count {
        writer.put(&person(n, &mut numbers)).unwrap();
    }
    writer.finish(Vec::new(), &sign).unwrap();
}

/// Counts the figures of a summary: members in 9,000 villages and 9,000 units.
fn figures(count: u64) {
    let day = |month, day| PartialDate { year: 2026, month, day };
    let mut counter = Counter::new(day(1, 1), day(6, 30));
    let rev = Rev { n: 1, digest: [0; 16] };
    for n in 0..9000 {
        let mut values = Values::default();
        values.set(village::NUMBER, Some(&Value::Text(n.to_string())));
        values.set(village::AREA, Some(&Value::Code("2025-07:15889".into())));
        counter.see(&Record { id: places(n), kind: village::KIND, rev, values });
        let mut values = Values::default();
        values.set(unit::CODE, Some(&Value::Text(format!("CH{n}"))));
        let parent = Value::Ref(places(50_000));
        values.set(unit::PARENT, Some(&parent).filter(|_| n > 0));
        counter.see(&Record { id: places(50_000 + n), kind: unit::KIND, rev, values });
    }
    let mut numbers = Numbers(7);
    for n in 0..count {
        let Row { id, rev, op: Op::Put(values), .. } = person(n, &mut numbers) else { continue };
        counter.see(&Record { id, kind: member::KIND, rev, values });
    }
    let total = |one: &Figure| one.area == "register" && one.indicator == "members.active";
    let figures = counted(counter).inspect(|one| {
        assert!(!total(one) || one.value == Some(count as i64), "{one:?}");
    });
    println!("{} figures", figures.count());
}

fn phase(what: &str, path: &Path, count: u64) {
    let begun = Instant::now();
    match what {
        "invent" => {
            let mut numbers = Numbers(7);
            let sum: u64 = (0..count).map(|n| u64::from(person(n, &mut numbers).rev.n)).sum();
            assert!(sum >= count);
        }
        "figures" => figures(count),
        "export" => write(path, count),
        "verify" => {
            let bundle = Bundle::open(path, &check, &Expect::anyone()).unwrap();
            assert_eq!(bundle.row_count(), count);
        }
        _ => {
            let bundle = Bundle::open(path, &check, &Expect::anyone()).unwrap();
            let mut rows = 0;
            let mut each = |_| {
                rows += 1;
                Ok(())
            };
            bundle.rows(member::KIND, &mut each).unwrap();
            assert_eq!(rows, count);
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kib: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap_or_default();
    let seconds = begun.elapsed().as_secs_f64();
    println!("{what:<16} {seconds:6.2} s {:6.2} s of processors {:6} MiB", busy(), kib / 1024);
}

/// Seconds that processors were busy with this process: on a machine that has other things to do, what
/// can be compared. The kernel counts in hundredths.
fn busy() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    if let [what, path, count] = args.as_slice() {
        phase(what, Path::new(path), count.parse().unwrap());
        return ExitCode::SUCCESS;
    }
    let count = args.first().map_or(Ok(MEMBERS), |count| count.parse()).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bundle.zip");
    println!("{count} members");
    for what in ["invent", "figures", "export", "verify", "verify and read"] {
        let program = std::env::current_exe().unwrap();
        let mut run = Command::new(program);
        let ran = run
            .envs(densach::cli::HEAP)
            .arg(what)
            .arg(&path)
            .arg(count.to_string())
            .status()
            .unwrap();
        if !ran.success() {
            return ExitCode::FAILURE;
        }
    }
    println!("{} MiB on the disk", std::fs::metadata(&path).unwrap().len() >> 20);
    ExitCode::SUCCESS
}
