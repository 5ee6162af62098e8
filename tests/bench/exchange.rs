//! A whole register sent from a commune to the province: made, checked and taken in by the program
//! itself, as a technician would; how long each takes and in how much memory.
//!
//! ```text
//! cargo bench --bench exchange              1,100,000 members, every field
//! cargo bench --bench exchange -- 20000     another size
//! ```
//!
//! The bundle goes unencrypted: what age adds is age's. Every command is a process of its own, so that
//! its peak memory is its own.

#[allow(dead_code)] // The other benchmarks ask more.
mod given;

use given::{generate, list};
use nix::sys::resource::{UsageWho, getrusage};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// What is asked for: the step, seconds, MiB.
const ASKED: &[(&str, f64, Option<f64>)] =
    &[("export", 10.0, Some(128.0)), ("verify", 2.0, Some(128.0)), ("import", 40.0, None)];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [step, rest @ ..] = args.as_slice()
        && step == "run"
    {
        return measured(rest);
    }
    let size = args.first().and_then(|arg| arg.parse().ok()).unwrap_or(1_100_000);
    let root = tempfile::tempdir().expect("a temporary folder");
    prepare(root.path(), size);
    println!("load of the machine: {}", load());
    println!("\n| step | s | peak MiB | asked |\n|---|---:|---:|---|");
    let (commune, province) = (root.path().join("commune"), root.path().join("province"));
    let reason = ["--profile", "full", "--clear", "benchmark"];
    let export = ["bundle", "export", "--to", "ti@38"].iter().chain(&reason).copied().collect();
    step("export", &commune, export);
    let bundle = bundle_in(&commune);
    assert!(std::fs::metadata(&bundle).is_ok_and(|file| file.len() > size as u64), "all of them");
    let bundle = bundle.to_str().expect("a name");
    step("verify", &province, vec!["bundle", "verify", bundle]);
    step("import", &province, vec!["bundle", "import", bundle]);
    let bytes = std::fs::metadata(bundle).map_or(0, |about| about.len());
    println!("\nthe bundle: {} MiB; load afterwards: {}", bytes >> 20, load());
    ExitCode::SUCCESS
}

fn load() -> String {
    std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim().to_owned()
}

/// A command of the program on a register.
fn densach(register: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_densach"));
    let state = register.with_extension("state");
    command.env("XDG_STATE_HOME", state).arg("--register").arg(register).stdin(Stdio::null());
    command
}

fn done(command: &mut Command) -> String {
    let out = command.output().expect("the program runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("text")
}

/// Both registers, with keys that know each other, and everybody in the commune's.
fn prepare(root: &Path, size: usize) {
    generate(root, size);
    let names = [("commune", "DS-DO", "lan@DS-DO"), ("province", "38", "ti@38")];
    for (name, unit, signer) in names {
        let dir = root.join(name);
        done(densach(&dir).args(["init", "--unit", unit, "--name", name, "--operator", "Lan"]));
        done(densach(&dir).args(["key", "new", signer]));
    }
    for (name, (other, _, signer)) in [("commune", names[1]), ("province", names[0])] {
        let key = root.join(other).join("keys/id_ed25519.pub");
        done(densach(&root.join(name)).args(["trust", "add", signer]).arg(key));
    }
    for of in ["unit", "village", "clan", "member"] {
        done(densach(&root.join("commune")).args(["import", of]).arg(list(root, of)));
    }
    // What stands under the register's own unit is its own to send.
    let under = ["set", "DS-MAU", "parent=DS-DO", "--reason", "benchmark"];
    done(densach(&root.join("commune")).args(under));
}

fn bundle_in(register: &Path) -> PathBuf {
    let mut files = std::fs::read_dir(register.join("bundles/outbox")).expect("an outbox");
    files.next().expect("a bundle").expect("a file").path()
}

/// One step in a process of its own, and what it came to.
fn step(name: &str, register: &Path, args: Vec<&str>) {
    let mut child = Command::new(std::env::current_exe().expect("this program"));
    let told = done(child.arg("run").arg(register).args(args));
    let mut words = told.lines().last().unwrap_or_default().split_whitespace();
    let mut number = || words.next().and_then(|word| word.parse::<f64>().ok()).expect("a number");
    let (seconds, memory) = (number(), number());
    let (_, most, room) = ASKED.iter().find(|(step, _, _)| *step == name).expect("that step");
    let fits = seconds <= *most && room.is_none_or(|room| memory <= room);
    let room = room.map_or(String::new(), |room| format!(", {room} MiB"));
    println!("| {name} | {seconds:.1} | {memory:.0} | ≤ {most} s{room}: {fits} |");
}

/// Runs a command of the program and prints its seconds and peak MiB.
fn measured(args: &[String]) -> ExitCode {
    let [register, rest @ ..] = args else { return ExitCode::FAILURE };
    let begun = Instant::now();
    done(densach(Path::new(register)).args(rest));
    let seconds = begun.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("figures of children");
    println!("{seconds} {}", usage.max_rss() / 1024);
    ExitCode::SUCCESS
}
