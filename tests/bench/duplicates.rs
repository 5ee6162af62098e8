//! How well and how fast those are found who are in the register twice.
//!
//! ```text
//! cargo bench --bench duplicates                 100,000 members four times, then a register of 1.1 M
//! cargo bench --bench duplicates -- 20000        the register smaller
//! ```
//!
//! The weights were chosen by what seed 1 shows; the other seeds were not looked at before. The
//! register's part runs through its door, each phase in a process of its own.

#[path = "../duplicates/corpus.rs"]
mod corpus;
#[allow(dead_code)] // The other benchmark measures more.
mod figures;
#[path = "../duplicates/measure.rs"]
mod measure;

use corpus::{ASKED, BEYOND, Corpus, Kind, Person, Random, corpus, keyed_again};
use densach::domain::duplicates::PAIR;
use densach::domain::records::{self, member, village};
use densach::domain::{PartialDate, RecordId, Tables, Value};
use densach::exchange::{ask, import};
use densach::lang::{Lang, Problem};
use densach::register::{
    self, Among, Ask, Door, Local, NewRegister, Options, Reply, Request, Whom,
};
use figures::{Figures, peak_memory, percentile, timed};
use measure::{Outcome, measure};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The seed that was looked at while choosing the weights.
const TUNED: u64 = 1;
/// Those that were not.
const HELD_OUT: [u64; 3] = [2, 3, 4];
/// The register's seed.
const SEED: u64 = 7;
const TODAY: PartialDate = PartialDate { year: 2026, month: 11, day: 22 };
/// People keyed.
const PROBES: usize = 2_000;
/// Rows that a panel shows.
const SHOWN: usize = 3;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    match args.as_slice() {
        [phase, dir, size] => {
            let (dir, size) = (Path::new(dir), size.parse().expect("a size"));
            match phase.as_str() {
                "load" => load(dir, size),
                "pairs" => pairs(dir, size),
                _ => probe(dir, size),
            }
            .expect("the register does it");
        }
        [size] if size == "tuned" => table(TUNED),
        [size] => of_register(size),
        _ => {
            table(TUNED);
            HELD_OUT.into_iter().for_each(table);
            of_register("1100000");
        }
    }
    ExitCode::SUCCESS
}

fn table(seed: u64) {
    let corpus = corpus(100_000, seed);
    let ((outcome, wrong), took) = timed(|| measure(&corpus, PAIR));
    let what = if seed == TUNED { "the tuned one" } else { "held out" };
    outcome.print(&format!("\n100,000 members, seed {seed} ({what}), {:.1} s", took.as_secs_f64()));
    if std::env::var_os("SHOW_WRONG").is_some() {
        let mut why: BTreeMap<(u16, String), usize> = BTreeMap::new();
        wrong
            .into_iter()
            .for_each(|(score, _, _, line)| *why.entry((score, line)).or_default() += 1);
        let mut why: Vec<_> = why.into_iter().map(|(why, count)| (count, why)).collect();
        why.sort();
        why.iter()
            .rev()
            .take(25)
            .for_each(|(count, (score, line))| println!("  {count:5} {score} {line}"));
        measure::missed(&corpus, PAIR);
    }
}

fn of_register(size: &str) {
    let root = tempfile::tempdir().expect("a temporary folder");
    for phase in ["load", "pairs", "probe"] {
        let status = Command::new(std::env::current_exe().expect("this program"))
            .envs(densach::cli::HEAP)
            .arg(phase)
            .arg(root.path())
            .arg(size)
            .status();
        assert!(status.expect("a phase runs").success(), "{phase}");
    }
}

fn open(root: &Path) -> Result<(Local, RecordId), Problem> {
    let dir = root.join("register");
    let options =
        Options { dir, write: true, take_over: false, state_home: None, segment_bytes: None };
    let mut door = Local::open(&options)?;
    let hello =
        Request::Hello { operator: None, pin: None, user: String::new(), ssh: String::new() };
    let unit = door.call(hello)?.into_iter().find_map(|reply| match reply {
        Reply::Welcome(welcome) => Some(welcome.unit.record.id),
        _ => None,
    });
    Ok((door, unit.expect("a welcome")))
}

/// Writes the lists and takes them in.
fn load(root: &Path, size: usize) -> Result<(), Problem> {
    let corpus = corpus(size, SEED);
    let new = NewRegister { code: "DS-DO".into(), name: "Hội đo".into(), operator: "do".into() };
    register::create(&root.join("register"), &new)?;
    let (villages, members) = write(root, &corpus);
    let count = corpus.records.len();
    drop(corpus);
    let tables = Tables::built_in()?;
    let (mut door, unit) = open(root)?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock");
    let rejects = root.join("rejects.csv");
    let mut rejected = (0, String::new());
    let mut took = std::time::Duration::ZERO;
    for (n, of, file) in [(1, "village", villages), (2, "member", members)] {
        let plan = import::Plan {
            of: records::named(of).expect("that type"),
            file: &file,
            map: &[],
            dry: false,
            rejects: Some(&rejects),
            lang: Lang::En,
            tables: &tables,
            today: TODAY,
            now: u64::try_from(now.as_millis()).expect("a time"),
            register: unit,
            seed: [n; 16],
            batch: 0,
        };
        let summary;
        (summary, took) =
            timed(|| import::import(&mut door, &plan, import::open(&file)?, &mut |_| Ok(true)));
        let counts = summary?.counts;
        let why = std::fs::read_to_string(&rejects).unwrap_or_default();
        let first: Vec<&str> = why.lines().take(3).collect();
        assert!(counts.rejected * 1_000 < counts.read, "{of}: {counts:?} {first:?}");
        rejected = (counts.rejected, first.join("\n"));
    }
    door.call(Request::Bye)?;
    println!("\n{count} members taken in in {:.0} s, {} refused", took.as_secs_f64(), rejected.0);
    println!("{}", rejected.1);
    Ok(())
}

fn write(root: &Path, corpus: &Corpus) -> (PathBuf, PathBuf) {
    let areas = include_str!("../../data/reference/communes_2025.csv");
    let areas: Vec<&str> =
        areas.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let (villages, members) = (root.join("village.csv"), root.join("member.csv"));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&members).expect("a file"));
    let mut numbers: BTreeMap<RecordId, String> = BTreeMap::new();
    writeln!(file, "full_name,birth_date,gender,village,citizen_id,phone,unit,status,note")
        .expect("room");
    for (at, record) in corpus.records.iter().enumerate() {
        let see = |tag| match record.values.get(tag) {
            Some(Value::Text(text) | Value::Code(text)) => text,
            Some(Value::Date(date)) => date.iso(),
            Some(Value::Ref(id)) => {
                let number = u32::from_be_bytes(id.0[..4].try_into().expect("a number"));
                let name = format!("T{number}");
                numbers.insert(id, name.clone());
                name
            }
            _ => String::new(),
        };
        let fields = [
            member::FULL_NAME,
            member::BIRTH_DATE,
            member::GENDER,
            member::VILLAGE,
            member::CITIZEN_ID,
            member::PHONE,
        ]
        .map(see);
        writeln!(file, "{},DS-DO,active,{at}", fields.join(",")).expect("room");
    }
    let mut file = std::io::BufWriter::new(std::fs::File::create(&villages).expect("a file"));
    writeln!(file, "number,kind,name,area").expect("room");
    for (id, name) in &numbers {
        let of = corpus::commune(*id).expect("a commune");
        let of: usize = of.trim_start_matches("commune ").parse().expect("a number");
        writeln!(file, "{name},thon,Thôn {name},2025-07:{}", areas[of % areas.len()])
            .expect("room");
    }
    (villages, members)
}

fn note(values: &densach::domain::Values) -> usize {
    match values.get(member::NOTE) {
        Some(Value::Text(text)) => text.parse().expect("a number"),
        other => panic!("{other:?}"),
    }
}

fn pairs(root: &Path, size: usize) -> Result<(), Problem> {
    let (mut door, _) = open(root)?;
    let idle = peak_memory();
    let among = Among { kind: member::KIND, least: PAIR, limit: usize::MAX };
    let mut found = Vec::new();
    let (total, took) = timed(|| {
        ask::pairs(&mut door, among, &mut |_, _| (), &mut |pair| {
            found.push((note(&pair.a.record.values), note(&pair.b.record.values)));
        })
    });
    let (total, peak) = (total?, peak_memory());
    door.call(Request::Bye)?;
    let corpus = corpus(size, SEED);
    let mut kinds: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    corpus.truth.values().for_each(|kind| kinds.entry(*kind).or_default().1 += 1);
    let mut outcome = Outcome {
        kinds,
        wrong: 0,
        namesakes: 0,
        seeded: corpus.namesakes.len(),
        pairs: found.len(),
    };
    let seeded: std::collections::HashSet<_> = corpus.namesakes.iter().copied().collect();
    for (a, b) in found {
        let of = |at: usize| corpus.records[at].id;
        let pair = (of(a.min(b)), of(a.max(b)));
        match corpus.truth.get(&pair) {
            Some(kind) => outcome.kinds.entry(*kind).or_default().0 += 1,
            None => {
                outcome.wrong += 1;
                outcome.namesakes += usize::from(seeded.contains(&pair));
            }
        }
    }
    println!(
        "whole register: {total} pairs in {:.1} s, peak memory {peak:.0} MiB ({idle:.0} after opening)",
        took.as_secs_f64()
    );
    outcome.print(&format!("{size} members through the door, seed {SEED}"));
    Ok(())
}

fn probe(root: &Path, size: usize) -> Result<(), Problem> {
    let (mut door, _) = open(root)?;
    let mut villages: BTreeMap<String, RecordId> = BTreeMap::new();
    ask::scan(&mut door, village::KIND, &mut |shown| {
        if let Some(Value::Text(number)) = shown.record.values.get(village::NUMBER) {
            villages.insert(number, shown.record.id);
        }
        Ok(())
    })?;
    let random = &mut Random(99);
    let people: Vec<Person> = corpus::people(size, SEED, &mut Random(SEED ^ 0x5eed));
    let mut times = Vec::new();
    let mut kinds: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    let all: Vec<Kind> = ASKED.into_iter().chain(BEYOND).collect();
    let mut done = 0;
    while done < PROBES {
        let at = random.below(people.len());
        let kind = all[done % all.len()];
        let Some(twin) = keyed_again(&people[at], kind, random) else { continue };
        done += 1;
        let mut values = twin.record(RecordId([0; 16])).values;
        // The renamed village has no record before somebody keys one there.
        let known = villages.get(&format!("T{}", twin.village));
        values.set(member::VILLAGE, known.map(|id| Value::Ref(*id)).as_ref());
        let whom = Whom { kind: member::KIND, values, but: None, limit: SHOWN };
        let request = Request::Ask { ask: Ask::Alike(whom), slot: 0 };
        let (replies, took) = timed(|| door.call(request));
        times.push(took);
        let Some(Reply::Alike(alike)) = replies?.into_iter().next() else { panic!("no answer") };
        let of = kinds.entry(kind).or_default();
        of.1 += 1;
        of.0 += usize::from(alike.iter().any(|one| note(&one.shown.record.values) == at));
    }
    let figures: Figures = [50, 90, 99, 100]
        .into_iter()
        .map(|p| (format!("p{p:03}"), percentile(&mut times, p)))
        .collect();
    println!("\nkeying, {PROBES} people: {figures:.1?} ms, peak memory {:.0} MiB", peak_memory());
    println!("| kind | among the first {SHOWN} | of |\n|---|---:|---:|");
    for (kind, (found, all)) in kinds {
        println!("| {kind:?} | {found} | {all} |");
    }
    door.call(Request::Bye)?;
    Ok(())
}
