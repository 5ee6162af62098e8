//! EIO, ENOSPC and short writes at the N-th write, sync and rename of a making, of a save and of a
//! checkpoint, for every N until none is left to strike. The failing calls are made by a small library that is
//! loaded before libc; nothing in the program knows of it.

use crate::Outcome;
use crate::check::{Said, all_there, healthy, init, init_command, orderly, words};
use crate::random::Random;
use std::path::Path;
use std::process::{Command, Output};

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
/// What the library is called.
const LIBRARY: &str = "shim.so";

fn build(root: &Path) -> Result<(), String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/shim.c");
    let library = root.join(LIBRARY);
    let out = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(source)
        .arg("-ldl")
        .output()
        .map_err(|e| format!("cc: {e}"))?;
    if out.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&out.stderr).into_owned())
    }
}

/// Runs `child` with the call that is to fail under `under`; what it said, and whether that struck.
fn struck(
    mut child: Command,
    under: &Path,
    root: &Path,
    (op, how): (&str, &str),
    at: u32,
) -> Result<(Output, bool), String> {
    let log = root.join("struck");
    let out = child
        .env("LD_PRELOAD", root.join(LIBRARY))
        .env("FAULT_DIR", under)
        .env("FAULT_ARM", root.join("armed"))
        .env("FAULT_LOG", &log)
        .env("FAULT_OP", op)
        .env("FAULT_HOW", how)
        .env("FAULT_AT", at.to_string())
        .output()
        .map_err(|e| e.to_string())?;
    let hit = log.exists();
    if hit {
        std::fs::remove_file(&log).map_err(|e| e.to_string())?;
    }
    Ok((out, hit))
}

/// One round of a making: it ends in order, and afterwards there is a register, or one can be made
/// there. Whether it struck, and whether that was the folder the register stands in: its new name
/// there is to be as lasting as what it holds.
fn making(root: &Path, way: (&str, &str), at: u32) -> Result<(bool, bool), String> {
    let home = root.join(format!("making-{}-{}-{at}", way.0, way.1));
    let dir = home.join("register");
    std::fs::create_dir_all(&home).map_err(|e| e.to_string())?;
    let armed = root.join("armed");
    std::fs::write(&armed, "").map_err(|e| e.to_string())?;
    let (out, hit) = struck(init_command(&dir), &home, root, way, at)?;
    std::fs::remove_file(&armed).map_err(|e| e.to_string())?;
    orderly(&out)?;
    if !out.status.success() {
        // One whose last step failed is there already.
        let _ = init(&dir);
    }
    healthy(&dir)?;
    let named = words(&out).contains(&format!("{}: ", home.display()));
    std::fs::remove_dir_all(&home).map_err(|e| e.to_string())?;
    Ok((hit, named))
}

/// One round of a save or a checkpoint: whether the fault struck at all.
fn round(root: &Path, what: &str, (op, how): (&str, &str), at: u32) -> Result<bool, String> {
    let home = root.join(format!("{what}-{op}-{how}-{at}"));
    let dir = home.join("register");
    std::fs::create_dir_all(&home).map_err(|e| e.to_string())?;
    init(&dir)?;
    let mut child = Command::new(std::env::current_exe().map_err(|e| e.to_string())?);
    child.args(["child", what]).arg(&dir).arg("0");
    let (out, hit) = struck(child, &dir, root, (op, how), at)?;
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
    std::fs::remove_dir_all(&home).map_err(|e| e.to_string())?;
    Ok(hit)
}

/// Every N of one way, until none strikes; how often it struck, and how often the folder above.
fn every(root: &Path, what: &str, way: (&str, &str)) -> Result<(u32, u32), String> {
    let (mut hits, mut above) = (0, 0);
    for at in 1..MOST {
        let done = match what {
            "making" => making(root, way, at),
            _ => round(root, what, way, at).map(|hit| (hit, false)),
        };
        let (hit, named) = done.map_err(|why| format!("at {at}: {why}"))?;
        if !hit {
            break;
        }
        hits += 1;
        above += u32::from(named);
    }
    // A save puts no file in another's place.
    if hits == 0 && (what, way.0) != ("armed-save", "rename") {
        return Err("nothing was struck".into());
    }
    if above == 0 && (what, way.0) == ("making", "sync") {
        return Err("the folder that holds a new register is never synced".into());
    }
    Ok((hits, above))
}

/// Every N of every way, of a making, a save and a checkpoint.
pub fn run(_rounds: u32, _random: &mut Random) -> Outcome {
    let root = match tempfile::tempdir() {
        Ok(root) => root,
        Err(e) => return Outcome::Broken(e.to_string()),
    };
    if let Err(why) = build(root.path()) {
        return Outcome::Skipped(why);
    }
    let mut rounds = 0;
    let mut struck = Vec::new();
    for what in ["making", "armed-save", "armed-checkpoint"] {
        for &way in WAYS {
            let name = format!("{what} {} {}", way.0, way.1);
            match every(root.path(), what, way) {
                Ok((hits, _)) => {
                    rounds += hits;
                    struck.push(format!("{name} {hits}"));
                }
                Err(why) => return Outcome::Broken(format!("{name}: {why}")),
            }
        }
    }
    Outcome::Held(rounds, format!("struck: {}", struck.join(", ")))
}
