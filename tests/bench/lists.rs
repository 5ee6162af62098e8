//! Lists of a whole district and of a whole country: how fast they come in and go out, and in how
//! much memory. SQLite with the same duties takes the same csv in turn, so that the ratio is of one
//! machine in one hour.
//!
//! ```text
//! cargo bench --bench lists                     a workbook of 200,000 rows, a csv of 1,100,000
//! cargo bench --bench lists -- 20000 100000     other sizes
//! ```
//!
//! Every run is a process of its own, so that peak memory is its own.

#[allow(dead_code)] // The other benchmark measures more.
mod figures;
#[allow(dead_code)] // The other benchmark asks more.
mod given;
mod ours;
mod peer;
mod theirs;

use densach::domain::records;
use densach::exchange::csv::{Next, Reader};
use densach::exchange::sheet::Cell;
use densach::exchange::xlsx::{Book, Column};
use figures::Figures;
use given::{generate, list};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// How often the engines take turns at the csv.
const TURNS: usize = 2;
/// What is asked for.
const SECONDS: f64 = 60.0;
const RATIO: f64 = 2.0;
const MEMORY: f64 = 192.0;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    if let [engine, phase, dir] = args.as_slice() {
        let figures = match engine.as_str() {
            "ours" => ours::run(phase, Path::new(dir)),
            _ => theirs::run(phase, Path::new(dir)),
        };
        figures::print(&figures);
        return ExitCode::SUCCESS;
    }
    let mut sizes = args.iter().filter_map(|arg| arg.parse().ok());
    let (rows, all) = (sizes.next().unwrap_or(200_000), sizes.next().unwrap_or(1_100_000));
    println!("load of the machine before: {}", load());
    println!("\n| list | rows | s | rows/s | peak MiB |\n|---|---:|---:|---:|---:|");
    workbook(rows);
    texts(all);
    println!("\nload of the machine after: {}", load());
    ExitCode::SUCCESS
}

/// How busy the machine is: the kernel's load averages and its processors.
fn load() -> String {
    let averages = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{} on {processors} processors", averages.trim())
}

fn line(what: &str, rows: f64, rate: f64, memory: f64) {
    println!("| {what} | {rows} | {:.1} | {rate:.0} | {memory:.0} |", rows / rate);
}

/// A workbook as people hand it in: no ids, headings in words.
fn workbook(size: usize) {
    let root = tempfile::tempdir().expect("a temporary folder");
    generate(root.path(), size);
    write_book(root.path());
    let figures = run("ours", "workbook", root.path());
    let rate = figures["import"];
    let (took, memory) = (size as f64 / rate, figures["memory of import"]);
    line("xlsx in", size as f64, rate, memory);
    println!("asked: ≤ {SECONDS} s: {}; ≤ {MEMORY} MiB: {}", took <= SECONDS, memory <= MEMORY);
}

/// The members' csv as a workbook.
fn write_book(root: &Path) {
    let of = records::named("member").expect("a member type");
    let csv = File::open(list(root, "member")).expect("a list");
    let mut reader = Reader::new(csv, "member.csv").expect("csv");
    let mut book: Option<Book<BufWriter<File>>> = None;
    while let Some(next) = reader.next_row().expect("csv") {
        let Next::Row(row) = next else { panic!("a bad line in an invented list") };
        match &mut book {
            Some(book) => book
                .add(row.iter().map(|text| Cell::Text(text.to_owned())).collect())
                .expect("room"),
            None => {
                let heading = |name| of.field_named(name).expect("a field").label.vi;
                let columns = row.iter().map(|name| Column::of_text(heading(name))).collect();
                let file = File::create(book_path(root)).expect("a file");
                book = Some(Book::new(BufWriter::new(file), "Hội viên", columns));
            }
        }
    }
    book.expect("a heading").finish().expect("room");
}

/// The workbook's file.
pub fn book_path(root: &Path) -> PathBuf {
    root.join("member.xlsx")
}

/// A csv under the fields' names, in turns with SQLite; then everything out again.
fn texts(size: usize) {
    let (mut rates, mut memories) = (Vec::new(), Vec::new());
    for turn in 1..=TURNS {
        let root = tempfile::tempdir().expect("a temporary folder");
        generate(root.path(), size);
        for engine in ["ours", "theirs"] {
            let figures = run(engine, "import", root.path());
            let (rate, memory) = (figures["import"], figures["memory of import"]);
            line(&format!("csv in, {engine}, turn {turn}"), size as f64, rate, memory);
            rates.push(rate);
            memories.push(memory);
        }
        if turn == TURNS {
            for (phase, what) in [("export", "csv out"), ("sheets", "xlsx out")] {
                let figures = run("ours", phase, root.path());
                line(what, size as f64, figures["export"], figures["memory of export"]);
            }
        }
    }
    let ratios: Vec<f64> = rates.chunks(2).map(|pair| pair[0] / pair[1]).collect();
    let most = memories.iter().step_by(2).copied().fold(0.0, f64::max);
    println!("\nratios by turn: {ratios:.2?}, asked ≥ {RATIO}; ≤ {MEMORY} MiB: {}", most <= MEMORY);
}

fn run(engine: &str, phase: &str, root: &Path) -> Figures {
    let out = Command::new(std::env::current_exe().expect("this program"))
        .envs(densach::cli::HEAP)
        .args([engine, phase])
        .arg(root)
        .output()
        .expect("an engine runs");
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{engine} {phase}: {errors}");
    figures::parse(&String::from_utf8_lossy(&out.stdout))
}
