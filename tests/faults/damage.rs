//! Damage: truncations, bit flips, zeroed pages and deleted files over every file of a register.
//!
//! After each: what was acknowledged is there, or the damage is named with a file. Derived files
//! may always be damaged without a loss; a journal may not be, and then it must be said.

use crate::Outcome;
use crate::check::{Said, all_there, densach, init, orderly, words};
use crate::kill::key;
use crate::random::Random;
use std::io::BufRead;
use std::path::{Path, PathBuf};

const WAYS: &[&str] = &["cut", "flip", "zero", "delete"];

fn files(dir: &Path, into: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, into)?;
        } else if path.is_file() {
            into.push(path);
        }
    }
    into.sort();
    Ok(())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::create_dir_all(to)?;
    std::fs::set_permissions(to, std::fs::Permissions::from_mode(0o700))?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else if path.is_file() {
            std::fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// A register with members, notes and a checkpoint in the middle, closed properly: its end is
/// borne witness to. (Of a process that was killed nobody has seen the last write but the journal
/// itself; whether a crash or somebody's hand cut that cannot be told.)
fn original(dir: &Path) -> Result<Said, String> {
    init(dir)?;
    let mut said = Said::default();
    for (mode, lines) in [("checkpoint", 90), ("key", 30)] {
        let mut child = key(dir, mode, said.next());
        let out = child.out()?;
        for line in out.lines().map_while(Result::ok).take(lines) {
            said.hear(&line);
        }
        child.kill();
    }
    let out = densach(dir, &["doctor", "--repair"]);
    if out.status.success() { Ok(said) } else { Err(words(&out)) }
}

/// Does the damage; what was done, for messages.
fn hurt(file: &Path, way: &str, random: &mut Random) -> std::io::Result<String> {
    let mut bytes = std::fs::read(file)?;
    let len = bytes.len() as u64;
    let at = random.below(len) as usize;
    match way {
        "delete" => {
            std::fs::remove_file(file)?;
            return Ok("deleted".into());
        }
        "cut" => bytes.truncate(at),
        "flip" => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        _ => {
            let page = at / 4096 * 4096;
            bytes.iter_mut().skip(page).take(4096).for_each(|byte| *byte = 0);
        }
    }
    std::fs::write(file, bytes)?;
    Ok(format!("{way} at {at} of {len}"))
}

fn round(
    root: &Path,
    original: &Path,
    said: &Said,
    way: &str,
    random: &mut Random,
    n: u32,
) -> Result<bool, String> {
    let dir = root.join(format!("hurt-{n}"));
    copy(original, &dir).map_err(|e| e.to_string())?;
    let mut all = Vec::new();
    files(&dir, &mut all).map_err(|e| e.to_string())?;
    let file = &all[n as usize / WAYS.len() % all.len()];
    let name = file.strip_prefix(&dir).unwrap_or(file).display().to_string();
    let done = hurt(file, way, random).map_err(|e| e.to_string())?;
    let told = |what: String| format!("{name}, {done}: {what}");
    let out = densach(&dir, &["doctor", "--json"]);
    orderly(&out).map_err(told)?;
    let named = !out.status.success();
    let report = words(&out);
    // What the doctor finds healthy must be whole; what it names may be read-only, never silent.
    let open = densach(&dir, &["find", "nguyen", "--count"]);
    orderly(&open).map_err(told)?;
    let verdict = match all_there(&dir, said) {
        Ok(()) => Ok(named),
        Err(_) if named && report.contains(name.rsplit('/').next().unwrap_or(&name)) => Ok(true),
        Err(what) => Err(told(format!("{what}; the doctor said {report}"))),
    };
    std::fs::remove_dir_all(&dir).map_err(|e| e.to_string())?;
    verdict
}

/// Every file in turn, every way in turn, at a random place.
pub fn run(rounds: u32, random: &mut Random) -> Outcome {
    let root = match tempfile::tempdir() {
        Ok(root) => root,
        Err(e) => return Outcome::Broken(e.to_string()),
    };
    let dir = root.path().join("register");
    let said = match original(&dir) {
        Ok(said) => said,
        Err(what) => return Outcome::Broken(what),
    };
    let mut named = 0;
    for n in 0..rounds {
        let way = WAYS[n as usize % WAYS.len()];
        match round(root.path(), &dir, &said, way, random, n) {
            Ok(said_so) => named += u32::from(said_so),
            Err(what) => return Outcome::Broken(format!("round {n}: {what}")),
        }
    }
    Outcome::Held(rounds, format!("named as damage {named}, mended or harmless {}", rounds - named))
}
