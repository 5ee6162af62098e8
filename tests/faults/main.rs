//! Faults: what happens to a register when the machine, the disk or a file goes wrong.
//!
//! Anyone can run it; `cargo test` runs a small round of each:
//!
//! ```text
//! cargo test --test faults                                  a small round of every fault
//! cargo test --release --test faults -- --rounds 300 kill   three hundred rounds of one
//! cargo test --release --test faults -- --seed 7 damage     the same rounds again
//! ```
//!
//! After each round: every acknowledged change is there exactly once, or the damage is named with
//! file and offset and the program says what to restore. A kill or a power cut is never called
//! damage. The summary says what was done; the exit code is 1 where anything was lost.

mod check;
mod child;
#[path = "../common/mod.rs"]
mod common;
mod damage;
mod full;
mod keying;
mod kill;
mod power;
mod random;
mod shim;

use random::Random;
use std::process::ExitCode;
use std::time::Instant;

/// What a fault's rounds came to.
pub enum Outcome {
    /// So many rounds, and a line on what they met.
    Held(u32, String),
    /// It cannot be tried here, and why.
    Skipped(String),
    /// What was lost, or how the program misbehaved, and in which round.
    Broken(String),
}

/// A fault: its name, rounds in `cargo test`, what it does, and the function that does it.
struct Fault {
    name: &'static str,
    rounds: u32,
    does: &'static str,
    run: fn(u32, &mut Random) -> Outcome,
}

const FAULTS: &[Fault] = &[
    Fault {
        name: "kill",
        rounds: 16,
        does: "SIGKILL while keying, importing, checkpointing, rotating, rebuilding, restoring, opening",
        run: kill::run,
    },
    Fault {
        name: "screen",
        rounds: 12,
        does: "SIGKILL while a clerk keys at the screens",
        run: keying::run_fault,
    },
    Fault {
        name: "power",
        rounds: 3,
        does: "power cut: a mounted ext4 image copied while it is written to",
        run: power::run_fault,
    },
    Fault {
        name: "full",
        rounds: 2,
        does: "a full disk (small tmpfs), then space again",
        run: full::run,
    },
    Fault {
        name: "eio",
        rounds: 1,
        does: "EIO and short writes at the N-th write and sync of a making, a save and a checkpoint",
        run: shim::run,
    },
    Fault {
        name: "damage",
        rounds: 24,
        does: "files cut, flipped, zeroed, deleted",
        run: damage::run,
    },
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().map(String::as_str) == Some("child") {
        return child::main(&args[1..]);
    }
    let mut rounds = None;
    let mut seed = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(1, |since| since.as_nanos() as u64);
    let mut wanted = Vec::new();
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--rounds" => rounds = rest.next().and_then(|n| n.parse().ok()),
            "--seed" => seed = rest.next().and_then(|n| n.parse().ok()).unwrap_or(seed),
            "--list" => {
                for fault in FAULTS {
                    println!("{}: test", fault.name);
                }
                return ExitCode::SUCCESS;
            }
            flag if flag.starts_with('-') => {}
            name => wanted.push(name.to_owned()),
        }
    }
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for fault in FAULTS {
        if !wanted.is_empty() && !wanted.iter().any(|name| fault.name.contains(name.as_str())) {
            continue;
        }
        let begun = Instant::now();
        println!("fault {} (seed {seed}): {}", fault.name, fault.does);
        let mut random = Random::new(seed);
        match (fault.run)(rounds.unwrap_or(fault.rounds), &mut random) {
            Outcome::Held(n, line) => {
                passed += 1;
                println!("  held: {n} rounds in {:.0?}; {line}", begun.elapsed());
            }
            Outcome::Skipped(why) if std::env::var_os("DENSACH_REQUIRE_TOOLS").is_some() => {
                failed += 1;
                println!("  BROKEN: skipped, though its tools are required: {why}");
            }
            Outcome::Skipped(why) => {
                skipped += 1;
                println!("  SKIPPED: {why}");
            }
            Outcome::Broken(what) => {
                failed += 1;
                println!("  BROKEN: {what}");
            }
        }
    }
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
