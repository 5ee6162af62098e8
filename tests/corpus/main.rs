//! Last year's lists, as clerks made them, come in: tables found, columns understood, everybody in the
//! register as the file has them.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]

mod fonts;
mod golden;
mod hold_out;
mod lists;
mod made;
mod paper;
mod places;

use densach::domain::{PartialDate, RecordId, Tables, records};
use densach::exchange::book::Book;
use densach::exchange::csv::{Next, Reader};
use densach::exchange::export::{self, Format as Form, Which};
use densach::exchange::json::Ids;
use densach::exchange::table::{Ask, Picked, Picker, letters};
use densach::exchange::take::{self, Asked, Choice, Opened, Source, With};
use densach::lang::errors::exchange::UNKNOWN_COLUMN;
use densach::lang::{Lang, Problem};
use densach::register::{self, Local, NewRegister, Options};
use densach::text::fold::fold;
use made::{Before, List, Sheet, Truth};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

/// What the register says of everything it is not told.
const DEFAULTS: &[(&str, &[(&str, &str)])] =
    &[("member", &[("status", "active")]), ("centre", &[("status", "active")])];

/// What records carry and lists do not say.
const OWN: &[&str] = &["id", "batch", "#batch"];

fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::built_in().unwrap());
    &TABLES
}

/// A register for one list.
struct Desk {
    dir: tempfile::TempDir,
    door: Local,
    unit: RecordId,
}

impl Desk {
    fn new(before: Before) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("reg");
        let new = NewRegister {
            code: "15889".to_owned(),
            name: "Hội Khuyến học xã Mẫu".to_owned(),
            operator: "Lan".to_owned(),
        };
        register::create(&at, &new).unwrap();
        let program = |args: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_densach"));
            let ran = command.args(["--register"]).arg(&at).args(args).output().unwrap();
            assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        };
        if before == Before::Places {
            for of in ["unit", "village", "clan"] {
                let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
                program(&["import", of, sample.join(of).with_extension("csv").to_str().unwrap()]);
            }
        }
        let options = Options {
            dir: at.clone(),
            write: true,
            take_over: false,
            state_home: None,
            segment_bytes: None,
        };
        let mut door = Local::open(&options).unwrap();
        let unit = hello(&mut door);
        Self { dir, door, unit }
    }

    fn with(&self) -> With<'static> {
        With {
            lang: Lang::Vi,
            tables: tables(),
            today: PartialDate::new(2026, 11, 22).unwrap(),
            now: 1_795_000_000_000,
            unit: self.unit,
            seed: [7; 16],
            maps: None,
            outgoing: std::path::Path::new("outgoing"),
        }
    }
}

/// Whoever it is begins; the register's own unit.
fn hello(door: &mut Local) -> RecordId {
    use densach::register::{Door, Reply, Request};
    let user = "lan".to_owned();
    let hello = Request::Hello { operator: None, pin: None, user, ssh: String::new() };
    match door.call(hello).unwrap().into_iter().next() {
        Some(Reply::Welcome(welcome)) => welcome.unit.record.id,
        other => panic!("{other:?}"),
    }
}

/// What the sample's record of that code is called.
pub fn place(of: &str, code: &str) -> String {
    let rows = paper::invented(of, 29, 1);
    let row = rows.iter().find(|row| row["code"] == code).expect(code);
    row["name"].clone()
}

/// What became of a list.
#[derive(Default)]
struct Came {
    /// What the clerk had to correct.
    corrections: Vec<String>,
    /// What is wrong.
    wrong: Vec<String>,
    people: usize,
}

/// What is asked of the list, corrections and all.
#[derive(Clone, Default)]
struct Said {
    map: Vec<(String, String)>,
    sheets: Vec<String>,
    says: Vec<(String, String)>,
}

impl Said {
    fn open(&self, list: &List, path: &Path, with: &With<'_>) -> Result<Opened, Problem> {
        let of = records::named(list.of).unwrap();
        let (map, sheets, says) = (&self.map, &self.sheets, &self.says);
        take::open(path, &Asked { of, map, sheets, font: None, says }, with)
    }
}

/// The clerk at her list: looks at what is offered, corrects what is wrong, as few words as she can.
fn understood(list: &List, path: &Path, with: &With<'_>) -> (Result<Opened, String>, Vec<String>) {
    let own = |(field, text): &(&str, &str)| ((*field).to_owned(), (*text).to_owned());
    let mut said = Said { says: list.says.iter().map(own).collect(), ..Said::default() };
    let mut corrections = Vec::new();
    let meant: Vec<_> = list.sheets.iter().filter(|sheet| !sheet.takes.is_empty()).collect();
    let mut given = list.corrects.iter();
    for _ in 0..6 {
        let (column, to) = match said.open(list, path, with) {
            Ok(opened) if opened.sheets.is_empty() => {
                return (Err("taken as it is".to_owned()), corrections);
            }
            Ok(opened) => {
                let known =
                    |name: &str| meant.iter().any(|of| of.name.is_empty() || of.name == name);
                if said.sheets.is_empty() && !opened.sheets.iter().all(|found| known(&found.name)) {
                    corrections.push("--sheet …".to_owned());
                    said.sheets = meant.iter().map(|sheet| sheet.name.clone()).collect();
                    continue;
                }
                match amiss(&opened, &meant) {
                    None => return (Ok(opened), corrections),
                    Some(wrong) => wrong,
                }
            }
            Err(problem) if problem.is(&UNKNOWN_COLUMN) => {
                let name = problem.params[0].clone();
                let to = expected(list, &name).unwrap_or_else(|| "-".to_owned());
                (name, to)
            }
            Err(problem) => match given.next() {
                Some(correction) => own(correction),
                None => return (Err(problem.what(Lang::Vi)), corrections),
            },
        };
        if said.map.iter().any(|(other, _)| *other == column) {
            return (Err(format!("{column} will not go to {to}")), corrections);
        }
        corrections.push(format!("--map {column}={to}"));
        said.map.push((column, to));
    }
    (Err("too many corrections".to_owned()), corrections)
}

/// The first column that goes elsewhere than it must, and where it must go.
fn amiss(opened: &Opened, meant: &[&Sheet]) -> Option<(String, String)> {
    opened.sheets.iter().zip(meant).find_map(|(found, sheet)| {
        let columns = &found.table.as_ref()?.columns;
        let goes = |at: usize| columns.iter().find(|column| column.at == at);
        let wide = columns.iter().map(|column| column.at + 1).max().unwrap_or(0);
        (0..wide.max(sheet.takes.len())).find_map(|at| {
            let must = sheet.takes.get(at).map_or("-", String::as_str);
            let does = goes(at).map_or("-".to_owned(), |column| column.takes.spec());
            (does != must).then(|| (letters(at), must.to_owned()))
        })
    })
}

/// Where a column of that name or letter must go.
fn expected(list: &List, name: &str) -> Option<String> {
    let sheet = list.sheets.iter().find(|sheet| !sheet.takes.is_empty())?;
    let at = (0..sheet.takes.len()).find(|at| {
        letters(*at) == name
            || sheet
                .rows
                .iter()
                .any(|row| matches!(row.get(*at), Some(made::Cell::Text(text)) if text == name))
    })?;
    Some(sheet.takes[at].clone())
}

/// The list into a register of its own, and everybody out again.
fn come(list: &List, dir: &Path) -> Came {
    let mut desk = Desk::new(list.before);
    let path = list.path(dir);
    let mut came = Came { people: list.truth.len(), ..Came::default() };
    let (opened, corrections) = understood(list, &path, &desk.with());
    came.corrections = corrections;
    let opened = match opened {
        Ok(opened) => opened,
        Err(why) => {
            came.wrong.push(format!("not understood: {why}"));
            return came;
        }
    };
    let book = Book::open(&path).unwrap();
    let of = records::named(list.of).unwrap();
    let mut choice = Choice {
        source: Source::File(path.clone()),
        of: of.kind,
        sheets: Vec::new(),
        mends: Vec::new(),
        without: Vec::new(),
        apart: Vec::new(),
        news: Vec::new(),
        batch: 0,
    };
    for found in &opened.sheets {
        let at = book.sheets().iter().position(|sheet| sheet.name == found.name).unwrap();
        let mut table = found.table.clone().unwrap();
        table.lowers_capitals |= list.lowers;
        choice.sheets.push((at, table));
    }
    let with = desk.with();
    let preview = match take::try_out(&mut desk.door, &choice, &with, &mut |_| true) {
        Ok(preview) => preview,
        Err(problem) => {
            came.wrong.push(problem.what(Lang::Vi));
            return came;
        }
    };
    let told = guessed(&book, &choice, &with);
    if told < list.told {
        came.wrong.push(format!("told of {told} cells, not of {}", list.told));
    }
    for row in preview.rows.iter().filter(|row| row.rejected).take(3 + list.told) {
        if list.told == 0 {
            let why: Vec<_> = row.reasons.iter().map(|(_, why)| why.as_str()).collect();
            came.wrong.push(format!("line {} refused: {}", row.place.1, why.join("; ")));
        }
    }
    choice.news = preview.missing.iter().map(|one| (one.kind, one.text.clone())).collect();
    if let Err(problem) = take::run(&mut desk.door, &choice, &with, &mut |_| Ok(true)) {
        came.wrong.push(problem.what(Lang::Vi));
        return came;
    }
    let held = held(&mut desk, list);
    came.wrong.extend(differences(&list.truth, held, list.of));
    came
}

/// How many cells of the list were changed, doubted or refused, each with its reason.
fn guessed(book: &Book, choice: &Choice, with: &With<'_>) -> usize {
    let mut count = 0;
    for (at, table) in &choice.sheets {
        let (tables, today, lang) = (with.tables, with.today, with.lang);
        let ask = Ask { of: table.of, tables, today, map: &[], font: None, lang };
        let mut picker = Picker::new(table, &ask);
        let mut see = |line| {
            if let Picked::Row(_, guesses) = picker.pick(&line) {
                count += guesses.len();
            }
            Ok(true)
        };
        book.read(*at, &mut see).unwrap();
    }
    count
}

/// What the register holds of that type that was not in it before, field by field.
fn held(desk: &mut Desk, list: &List) -> Vec<Truth> {
    let file = desk.dir.path().join("out.csv");
    let plan = export::Plan {
        of: records::named(list.of).unwrap(),
        which: &Which::All,
        file: &file,
        format: Form::Csv,
        mark: false,
        ids: Ids::Whole,
        tables: tables(),
        lang: Lang::Vi,
        today: PartialDate::new(2026, 11, 22).unwrap(),
    };
    export::export(&mut desk.door, &plan, &mut |_| true).unwrap();
    let mut reader = Reader::new(std::fs::File::open(&file).unwrap(), "out.csv").unwrap();
    let mut rows = Vec::new();
    while let Some(Next::Row(row)) = reader.next_row().unwrap() {
        rows.push(row.iter().map(str::to_owned).collect::<Vec<_>>());
    }
    let header = rows.remove(0);
    let read = |row: Vec<String>| {
        let mut said = Truth::new();
        for (name, text) in header.iter().zip(row) {
            let name: &'static str = String::leak(name.clone());
            // Of what is referred to, what it is called.
            let name = name.strip_prefix('#').unwrap_or(name);
            if !text.is_empty() && !OWN.contains(&name) {
                said.insert(name, text);
            }
        }
        said
    };
    let own = |said: &Truth| said.get("code").is_none_or(|code| code != "15889");
    rows.into_iter().map(read).filter(own).collect()
}

/// Who is missing, who is too many, and in what they differ from whom they seem to be.
fn differences(truth: &[Truth], held: Vec<Truth>, of: &str) -> Vec<String> {
    let defaults = DEFAULTS.iter().filter(|(name, _)| *name == of).flat_map(|(_, all)| *all);
    let defaults: Vec<_> = defaults.collect();
    let alike = |said: &Truth| -> BTreeMap<&str, String> {
        let refers = ["unit", "village", "clan"];
        let plain = |(name, text): (&&'static str, &String)| {
            let text = if refers.contains(name) { fold(text) } else { text.clone() };
            (*name, text)
        };
        said.iter().map(plain).collect()
    };
    let mut left: Vec<_> = held.iter().map(alike).collect();
    let mut missing = Vec::new();
    for one in truth {
        let mut one = alike(one);
        for (name, text) in &defaults {
            one.entry(name).or_insert_with(|| (*text).to_owned());
        }
        match left.iter().position(|other| *other == one) {
            Some(at) => drop(left.swap_remove(at)),
            None => missing.push(one),
        }
    }
    let name = |one: &BTreeMap<&str, String>| {
        let key = ["full_name", "name", "family_name"].iter().find_map(|key| one.get(key));
        key.cloned().unwrap_or_default()
    };
    let mut wrong = Vec::new();
    for one in missing {
        match left.iter().position(|other| fold(&name(other)) == fold(&name(&one))) {
            Some(at) => {
                let other = left.swap_remove(at);
                let mut line = format!("{}:", name(&one));
                let keys: std::collections::BTreeSet<_> = one.keys().chain(other.keys()).collect();
                for key in keys {
                    let (said, is) = (one.get(*key), other.get(*key));
                    if said != is {
                        let word = |text: Option<&String>| {
                            text.map_or("nothing", String::as_str).to_owned()
                        };
                        let _ = write!(line, " {key} is «{}», not «{}»;", word(is), word(said));
                    }
                }
                wrong.push(line);
            }
            None => wrong.push(format!("missing: {one:?}")),
        }
    }
    wrong.extend(left.iter().map(|one| format!("nobody's: {one:?}")));
    wrong
}

/// A Python with openpyxl, and LibreOffice: what the gate installed, or the machine's.
fn tools() -> Option<String> {
    let python = std::env::var("DENSACH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let runs = |program: &str, args: &[&str]| {
        Command::new(program).args(args).output().is_ok_and(|ran| ran.status.success())
    };
    if runs(&python, &["-c", "import openpyxl"]) && runs("soffice", &["--version"]) {
        return Some(python);
    }
    assert!(std::env::var_os("DENSACH_REQUIRE_TOOLS").is_none(), "openpyxl or soffice is missing");
    eprintln!("not tested: openpyxl or soffice is missing");
    None
}

/// The lists into registers; prints what became of each, and how many were understood without help: all
/// but so many must be.
fn all_come(what: &str, lists: &[List], may: usize) {
    let Some(python) = tools() else { return };
    let dir = tempfile::tempdir().unwrap();
    made::write(lists, dir.path(), &python);
    let only = std::env::var("CORPUS_ONLY").ok();
    let (mut helped, mut wrong, mut people, mut seen) = (0, 0, 0, 0);
    for list in lists.iter().filter(|list| only.as_ref().is_none_or(|only| list.name == only)) {
        let came = come(list, dir.path());
        let ok = came.wrong.is_empty() && came.corrections.len() <= 2;
        println!("{} {} ({} records)", if ok { "ok   " } else { "WRONG" }, list.name, came.people);
        came.corrections.iter().for_each(|one| println!("        corrected: {one}"));
        came.wrong.iter().take(12).for_each(|one| println!("        {one}"));
        helped += usize::from(!came.corrections.is_empty());
        wrong += usize::from(!ok);
        people += came.people;
        seen += 1;
    }
    let alone = 100.0 * (seen - helped) as f64 / seen as f64;
    println!(
        "{what}: {seen} files, {people} records; understood without help: {} ({alone:.0} %); wrong after at most two corrections: {wrong}",
        seen - helped
    );
    if let Some(keep) = std::env::var_os("CORPUS_KEEP") {
        for list in lists {
            std::fs::copy(list.path(dir.path()), Path::new(&keep).join(list.path(Path::new(""))))
                .unwrap();
        }
    }
    assert_eq!(wrong, 0, "lists came in wrong");
    assert!(helped <= may, "{helped} of {seen} needed help");
}

#[test]
fn lists_that_nobody_prepared_for_come_in() {
    all_come("held out", &hold_out::all(), 0);
}

#[test]
fn lists_that_nobody_prepared_for_either_come_in() {
    all_come("held out again", &hold_out::again(), 1);
}

#[test]
fn lists_of_last_year_come_in() {
    let mut lists = lists::all();
    lists.extend(places::all());
    all_come("corpus", &lists, 3);
}
