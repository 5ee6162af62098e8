//! EIO, ENOSPC and short writes at the N-th write, sync and rename of a save and of a checkpoint,
//! for every N until none is left to strike. The failing calls are made by a small library that is
//! loaded before libc; nothing in the program knows of it.

use crate::Outcome;
use crate::check::{Said, all_there, healthy, init};
use crate::random::Random;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is made to fail: the call, and how.
const WAYS: &[(&str, &str)] = &[
    ("write", "eio"),
    ("write", "nospace"),
    ("write", "short"),
    ("sync", "eio"),
    ("rename", "eio"),
];

/// More calls than any save or checkpoint makes: a guard against a loop without end.
const MOST: u32 = 400;

fn build(root: &Path) -> Result<PathBuf, String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/shim.c");
    let library = root.join("shim.so");
    let out = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(source)
        .arg("-ldl")
        .output()
        .map_err(|e| format!("cc: {e}"))?;
    if out.status.success() {
        Ok(library)
    } else {
        Err(String::from_utf8_lossy(&out.stderr).into_owned())
    }
}

/// One round: whether the fault struck at all.
fn round(
    root: &Path,
    library: &Path,
    what: &str,
    (op, how): (&str, &str),
    at: u32,
) -> Result<bool, String> {
    let home = root.join(format!("{what}-{op}-{how}-{at}"));
    let dir = home.join("register");
    std::fs::create_dir_all(&home).map_err(|e| e.to_string())?;
    init(&dir)?;
    let struck = home.join("struck");
    let out = Command::new(std::env::current_exe().map_err(|e| e.to_string())?)
        .args(["child", what])
        .arg(&dir)
        .arg("0")
        .env("LD_PRELOAD", library)
        .env("FAULT_DIR", &dir)
        .env("FAULT_ARM", home.join("armed"))
        .env("FAULT_LOG", &struck)
        .env("FAULT_OP", op)
        .env("FAULT_HOW", how)
        .env("FAULT_AT", at.to_string())
        .stderr(Stdio::piped())
        .output()
        .map_err(|e| e.to_string())?;
    let mut said = Said::default();
    for line in String::from_utf8_lossy(&out.stdout).lines() {
        said.hear(line);
    }
    let errors = String::from_utf8_lossy(&out.stderr);
    if errors.contains("panicked") {
        return Err(format!("panic: {errors}"));
    }
    if let Some(broken) = said.broken {
        return Err(broken);
    }
    all_there(&dir, &said)?;
    healthy(&dir)?;
    let hit = struck.exists();
    std::fs::remove_dir_all(&home).map_err(|e| e.to_string())?;
    Ok(hit)
}

/// Every N of every way, of a save and of a checkpoint.
pub fn run(_rounds: u32, _random: &mut Random) -> Outcome {
    let root = match tempfile::tempdir() {
        Ok(root) => root,
        Err(e) => return Outcome::Broken(e.to_string()),
    };
    let library = match build(root.path()) {
        Ok(library) => library,
        Err(why) => return Outcome::Skipped(why),
    };
    let mut rounds = 0;
    let mut struck = Vec::new();
    for what in ["armed-save", "armed-checkpoint"] {
        for &(op, how) in WAYS {
            let mut hits = 0;
            for at in 1..MOST {
                match round(root.path(), &library, what, (op, how), at) {
                    Ok(true) => hits += 1,
                    Ok(false) => break,
                    Err(why) => return Outcome::Broken(format!("{what}, {op} {at} {how}: {why}")),
                }
                rounds += 1;
            }
            struck.push(format!("{what} {op} {how} {hits}"));
        }
    }
    Outcome::Held(rounds, format!("struck: {}", struck.join(", ")))
}
