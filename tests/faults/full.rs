//! A full disk: a register on a small tmpfs is keyed until it refuses; nothing acknowledged is
//! lost, and once there is space again it goes on.

use crate::Outcome;
use crate::check::{Said, all_there, healthy, init};
use crate::kill::key;
use crate::power::{Mount, cannot_mount};
use crate::random::Random;
use std::io::{BufRead, Write};
use std::path::Path;

/// Keys until the disk refuses, or for so many lines; what was said. `meanwhile` happens after some
/// of them, with the register open.
fn keyed(
    dir: &Path,
    said: &mut Said,
    most: usize,
    meanwhile: impl Fn() -> Result<(), String>,
) -> Result<(), String> {
    let mut child = key(dir, "key", said.next());
    let out = child.out()?;
    let mut met = Ok(());
    for (n, line) in out.lines().map_while(Result::ok).take(most).enumerate() {
        said.hear(&line);
        if n == 20 {
            met = meanwhile();
        }
    }
    child.kill();
    match &said.broken {
        Some(broken) => Err(broken.clone()),
        None => met,
    }
}

/// Fills what room is left, but for `spare` bytes.
fn fill(at: &Path, spare: usize) -> Result<(), String> {
    let mut file = std::fs::File::create(at).map_err(|e| e.to_string())?;
    let block = vec![0x55; 64 << 10];
    let mut written = 0;
    loop {
        match file.write(&block) {
            Ok(0) | Err(_) => break,
            Ok(n) => written += n as u64,
        }
    }
    file.set_len(written.saturating_sub(spare as u64)).map_err(|e| e.to_string())
}

/// The disk fills before the register is opened, or (`at_work`) while it is.
fn round(random: &mut Random, at_work: bool) -> Result<usize, String> {
    let root = tempfile::tempdir().map_err(|e| e.to_string())?;
    let at = root.path().join("small");
    let mount = Mount::new(&["-t", "tmpfs", "-o", "size=12m", "tmpfs"], &at)?;
    let dir = at.join("register");
    init(&dir)?;
    let mut said = Said::default();
    let quiet = || Ok(());
    keyed(&dir, &mut said, 40, quiet)?;
    let ballast = at.join("ballast");
    let spare = random.below(300 << 10) as usize;
    if at_work {
        keyed(&dir, &mut said, usize::MAX, || fill(&ballast, spare))?;
    } else {
        fill(&ballast, spare)?;
        keyed(&dir, &mut said, usize::MAX, quiet)?;
    }
    match said.refused.first() {
        Some(why) if why.contains("disk_full") => {}
        Some(why) => return Err(format!("a full disk was called: {why}")),
        None if !said.opened => {}
        None => return Err("the disk is full, and nothing was refused".into()),
    }
    let at_full = said.members.len();
    std::fs::remove_file(&ballast).map_err(|e| e.to_string())?;
    all_there(&dir, &said)?;
    said.refused.clear();
    keyed(&dir, &mut said, 60, quiet)?;
    if let Some(why) = said.refused.first() {
        return Err(format!("there is space again, and still: {why}"));
    }
    if said.members.len() <= at_full {
        return Err("there is space again, and nothing more was saved".into());
    }
    all_there(&dir, &said)?;
    healthy(&dir)?;
    drop(mount);
    Ok(said.members.len())
}

/// Each round on a fresh tmpfs, filled up to a random rest.
pub fn run(rounds: u32, random: &mut Random) -> Outcome {
    if let Some(why) = cannot_mount() {
        return Outcome::Skipped(why);
    }
    let mut acknowledged = 0;
    for n in 0..rounds {
        match round(random, n % 2 == 1) {
            Ok(more) => acknowledged += more,
            Err(what) => return Outcome::Broken(format!("round {n}: {what}")),
        }
    }
    Outcome::Held(rounds, format!("{acknowledged} acknowledged members all there once"))
}
