//! SIGKILL at random moments of keying, import, checkpoint, rotation, rebuild, restore and open.

use crate::Outcome;
use crate::check::{Said, all_there, densach, healthy, init, members, orderly, words};
use crate::random::Random;
use densach::domain::records;
use densach::exchange::sheet::Cell;
use densach::exchange::xlsx::{Book, Column};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// What the rows of an import name.
const FIELDS: [&str; 5] = ["full_name", "gender", "card_no", "unit", "status"];

type Round = fn(&mut Desktop, &mut Random) -> Result<(), String>;

const MOMENTS: &[(&str, Round)] = &[
    ("key", |desktop, random| desktop.keying("key", random)),
    ("checkpoint", |desktop, random| desktop.keying("checkpoint", random)),
    ("rotate", |desktop, random| desktop.keying("rotate", random)),
    ("open", |desktop, random| desktop.command(&["find", "nguyen", "--count"], random)),
    ("rebuild", |desktop, random| desktop.command(&["rebuild"], random)),
    ("restore", Desktop::restore),
    ("import", |desktop, random| import(desktop, random, csv)),
    ("import a workbook", |desktop, random| import(desktop, random, workbook)),
];

/// Writes a list of rows into a folder; the file.
type List = fn(&Path, &[[String; 5]]) -> Result<PathBuf, String>;

/// A register that goes through many rounds, and what its children said.
struct Desktop {
    root: tempfile::TempDir,
    said: Said,
    kills: u32,
}

impl Desktop {
    fn new() -> Result<Self, String> {
        let root = tempfile::tempdir().map_err(|e| e.to_string())?;
        init(&root.path().join("register"))?;
        Ok(Self { root, said: Said::default(), kills: 0 })
    }

    fn register(&self) -> std::path::PathBuf {
        self.root.path().join("register")
    }

    fn keying(&mut self, mode: &str, random: &mut Random) -> Result<(), String> {
        let lines = random.below(60);
        let mut child = key(&self.register(), mode, self.said.next());
        listen_and_kill(&mut child, &mut self.said, lines, random)?;
        self.kills += 1;
        self.judge()
    }

    fn command(&mut self, args: &[&str], random: &mut Random) -> Result<(), String> {
        let mut child = start(&self.register(), args);
        pause(random, 60_000);
        child.kill();
        self.kills += 1;
        self.judge()
    }

    fn restore(&mut self, random: &mut Random) -> Result<(), String> {
        let n = random.next();
        let file = self.root.path().join(format!("backup-{n}"));
        let copy = self.root.path().join(format!("copy-{n}"));
        let (file, to) = (file.to_string_lossy().into_owned(), copy.to_string_lossy().into_owned());
        let out = densach(&self.register(), &["backup", &file]);
        if !out.status.success() {
            return Err(words(&out));
        }
        let mut child = start(&self.register(), &["restore", &file, &to]);
        pause(random, 40_000);
        child.kill();
        self.kills += 1;
        // A restore that was cut short is either whole, or no register, or says what it is.
        let out = densach(&copy, &["find", "nguyen", "--count"]);
        orderly(&out)?;
        if out.status.success() && members(&copy)? != members(&self.register())? {
            return Err("a restore that was cut short passes for a whole register".into());
        }
        let again = format!("{to}-again");
        let out = densach(&self.register(), &["restore", &file, &again]);
        if !out.status.success() {
            return Err(format!("the backup cannot be restored again: {}", words(&out)));
        }
        all_there(Path::new(&again), &self.said)?;
        self.judge()
    }

    fn judge(&self) -> Result<(), String> {
        if let Some(broken) = &self.said.broken {
            return Err(broken.clone());
        }
        if let Some(refused) = self.said.refused.first() {
            return Err(format!("refused though nothing was wrong: {refused}"));
        }
        all_there(&self.register(), &self.said)?;
        healthy(&self.register())
    }
}

/// Another process; it is gone for good when this goes out of scope.
pub struct Other(Child);

impl Other {
    /// What it says.
    pub fn out(&mut self) -> Result<BufReader<ChildStdout>, String> {
        self.0.stdout.take().map(BufReader::new).ok_or_else(|| "its output was taken".into())
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// SIGKILL, and waits until it is gone.
    pub fn kill(&mut self) {
        // One that has ended by itself cannot be killed, and needs not be.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        self.kill();
    }
}

fn start(dir: &Path, args: &[&str]) -> Other {
    let child = Command::new(env!("CARGO_BIN_EXE_densach"))
        .arg("--register")
        .arg(dir)
        .args(args)
        .env("XDG_STATE_HOME", dir.with_extension("state"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    Other(child.expect("the program starts"))
}

/// A child that keys members from number `from` on.
pub fn key(dir: &Path, mode: &str, from: u64) -> Other {
    let child = Command::new(std::env::current_exe().expect("this program"))
        .args(["child", mode])
        .arg(dir)
        .arg(from.to_string())
        .stdout(Stdio::piped())
        .spawn();
    Other(child.expect("a child starts"))
}

/// The moment of a kill is random by intent: it must fall between events, not on them.
pub fn pause(random: &mut Random, below_micros: u64) {
    std::thread::sleep(Duration::from_micros(random.below(below_micros)));
}

/// Listens for so many lines, kills a moment later, and takes what had been said till then.
fn listen_and_kill(
    child: &mut Other,
    said: &mut Said,
    lines: u64,
    random: &mut Random,
) -> Result<(), String> {
    let mut out = child.out()?;
    let mut line = String::new();
    let mut heard = 0;
    while heard < lines && out.read_line(&mut line).map_err(|e| e.to_string())? > 0 {
        said.hear(line.trim_end());
        line.clear();
        heard += 1;
    }
    pause(random, 3_000);
    child.kill();
    while out.read_line(&mut line).map_err(|e| e.to_string())? > 0 {
        if line.ends_with('\n') {
            said.hear(line.trim_end());
        }
        line.clear();
    }
    Ok(())
}

/// A csv under the fields' names.
fn csv(folder: &Path, rows: &[[String; 5]]) -> Result<PathBuf, String> {
    let file = folder.join("rows.csv");
    let lines = rows.iter().map(|row| row.join(",") + "\n");
    let text = lines.fold(FIELDS.join(",") + "\n", |text, line| text + &line);
    std::fs::write(&file, text).map_err(|e| e.to_string())?;
    Ok(file)
}

/// A workbook under headings in words.
fn workbook(folder: &Path, rows: &[[String; 5]]) -> Result<PathBuf, String> {
    let file = folder.join("rows.xlsx");
    let out = File::create(&file).map_err(|e| e.to_string())?;
    let of = records::named("member").ok_or("a member type")?;
    let heading = |name| of.field_named(name).map(|field| Column::of_text(field.label.vi));
    let columns = FIELDS.into_iter().filter_map(heading).collect();
    let mut book = Book::new(BufWriter::new(out), "Hội viên", columns);
    for row in rows {
        book.add(row.iter().cloned().map(Cell::Text).collect()).map_err(|e| e.to_string())?;
    }
    book.finish().map(drop).map_err(|e| e.to_string())?;
    Ok(file)
}

/// An import is killed after some acknowledged chunks; the same command then brings the rest in.
fn import(desktop: &mut Desktop, random: &mut Random, list: List) -> Result<(), String> {
    const ROWS: u64 = 5_000;
    let root = desktop.root.path().join(format!("import-{}", random.next()));
    std::fs::create_dir(&root).map_err(|e| e.to_string())?;
    let dir = root.join("register");
    init(&dir)?;
    let row = |row: u64| {
        let letter = |at: u32| char::from(b'a' + (row / 26u64.pow(at) % 26) as u8);
        let name: String = (0..4).map(letter).collect();
        let name = format!("Trần Văn B{name}");
        [name, "1".into(), format!("TH-{row:06}"), "DS-THU".into(), "active".into()]
    };
    let path = list(&root, &(0..ROWS).map(row).collect::<Vec<_>>())?;
    let path = path.to_string_lossy().into_owned();
    let args = ["import", "member", &path, "--json"];
    let mut child = start(&dir, &args);
    let mut out = child.out()?;
    let mut acknowledged = 0;
    let mut line = String::new();
    for _ in 0..random.below(6) {
        if out.read_line(&mut line).map_err(|e| e.to_string())? == 0 {
            break;
        }
        acknowledged += 1;
        line.clear();
    }
    pause(random, 20_000);
    child.kill();
    desktop.kills += 1;
    let before = members(&dir)?;
    if (before.len() as u64) < (1_000 * acknowledged).min(ROWS) {
        return Err(format!(
            "{acknowledged} chunks were acknowledged, {} rows are there",
            before.len()
        ));
    }
    healthy(&dir)?;
    let out = densach(&dir, &args);
    orderly(&out)?;
    let after = members(&dir)?;
    if after.len() as u64 != ROWS {
        return Err(format!(
            "{} of {ROWS} rows after importing again: {}",
            after.len(),
            words(&out)
        ));
    }
    match after.iter().find(|(_, there)| there.len() != 1) {
        Some((n, there)) => Err(format!("row {n} is there {} times", there.len())),
        None => Ok(()),
    }
}

/// Every moment in turn; a fresh register after every twenty rounds.
pub fn run(rounds: u32, random: &mut Random) -> Outcome {
    let mut kills = vec![0; MOMENTS.len()];
    let mut acknowledged = 0;
    let mut desktop = None;
    for round in 0..rounds {
        if round % 20 == 0 {
            desktop = match Desktop::new() {
                Ok(new) => Some(new),
                Err(what) => return Outcome::Broken(what),
            };
        }
        let Some(desk) = desktop.as_mut() else { continue };
        let at = round as usize % MOMENTS.len();
        let (name, moment) = MOMENTS[at];
        let before = desk.said.members.len();
        if let Err(what) = moment(desk, random) {
            return Outcome::Broken(format!("round {round} ({name}): {what}"));
        }
        kills[at] += 1;
        acknowledged += desk.said.members.len() - before;
    }
    let each: Vec<_> =
        MOMENTS.iter().zip(&kills).map(|((name, _), n)| format!("{name} {n}")).collect();
    Outcome::Held(
        rounds,
        format!("{acknowledged} acknowledged members all there once; kills: {}", each.join(", ")),
    )
}
