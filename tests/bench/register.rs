//! The register beside SQLite with the same duties, in one run on one machine: ratios, not clocks.
//!
//! ```text
//! cargo bench --bench register                        20,000 and 200,000 members
//! cargo bench --bench register -- 20000 1100000       other sizes
//! ```
//!
//! Each engine works in a process of its own, so that peak memory is its own. The table this prints
//! stands in the README.

mod figures;
mod given;
mod ours;
mod peer;
mod theirs;

use figures::Figures;
use given::{generate, list};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Rounds of each engine in turn; a figure is its median: one round of 20,000 rows lasts half a second,
/// and a machine's mood as long.
const ROUNDS: usize = 5;

/// What each figure came to, round by round.
type Rounds = BTreeMap<String, Vec<f64>>;

/// A line of the table: figure, unit, whether more is better, the target for the ratio.
const LINES: &[(&str, &str, bool, Option<f64>)] = &[
    ("save p50", "ms", false, None),
    ("save p99", "ms", false, Some(4.0)),
    ("search p50", "ms", false, None),
    ("search p99", "ms", false, Some(5.0)),
    ("import", "rows/s", true, Some(2.0)),
    ("export", "rows/s", true, None),
    ("open", "ms", false, None),
    ("memory", "MiB", false, None),
    ("disk", "MiB", false, None),
];

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
    let sizes: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![20_000, 200_000] } else { sizes };
    for size in sizes {
        let root = tempfile::tempdir().expect("a temporary folder");
        generate(root.path(), size);
        let (mut ours, mut theirs) = (Rounds::new(), Rounds::new());
        for _ in 0..ROUNDS {
            for (name, rounds) in [("ours", &mut ours), ("theirs", &mut theirs)] {
                for (figure, value) in engine(name, root.path()) {
                    rounds.entry(figure).or_default().push(value);
                }
            }
        }
        table(size, &medians(ours), &medians(theirs));
    }
    ExitCode::SUCCESS
}

/// Of each figure its median.
fn medians(rounds: Rounds) -> Figures {
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    };
    rounds.into_iter().map(|(figure, values)| (figure, median(values))).collect()
}

/// Runs an engine's phases from an empty folder on, each in a process of its own.
fn engine(name: &str, lists: &Path) -> Figures {
    let work = tempfile::tempdir().expect("a temporary folder");
    for of in ["unit", "village", "clan", "member"] {
        std::fs::hard_link(list(lists, of), list(work.path(), of)).expect("a list");
    }
    let root = work.path();
    let mut all = Figures::new();
    for phase in ["import", "open", "search", "save", "export"] {
        let out = Command::new(std::env::current_exe().expect("this program"))
            .envs(densach::cli::HEAP)
            .args([name, phase])
            .arg(root)
            .output()
            .expect("an engine runs");
        let errors = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "{name} {phase}: {errors}");
        all.extend(figures::parse(&String::from_utf8_lossy(&out.stdout)));
    }
    all
}

fn table(size: usize, ours: &Figures, theirs: &Figures) {
    println!("\n{size} members\n");
    println!("| figure | densach | SQLite | ratio | asked |");
    println!("|---|---:|---:|---:|---:|");
    for &(name, unit, more, asked) in LINES {
        let of = |figures: &Figures| figures.get(name).copied().unwrap_or(f64::NAN);
        let (a, b) = (of(ours), of(theirs));
        let ratio = if more { a / b } else { b / a };
        let asked = asked.map_or(String::new(), |asked| format!("≥ {asked}"));
        println!("| {name}, {unit} | {} | {} | {ratio:.2} | {asked} |", show(a), show(b));
    }
}

fn show(value: f64) -> String {
    match value {
        v if v >= 100.0 => format!("{v:.0}"),
        v if v >= 10.0 => format!("{v:.1}"),
        v => format!("{v:.2}"),
    }
}
