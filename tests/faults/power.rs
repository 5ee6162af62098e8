//! A power cut: a register on a mounted ext4 image is written to, and the image is copied at a
//! random moment. The copy holds what the disk would: what ext4 had sent down, and nothing more.

use crate::Outcome;
use crate::check::{Said, all_there, healthy, init};
use crate::kill::{key, pause};
use crate::random::Random;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;

/// A mounted file system; unmounted when it goes out of scope.
pub struct Mount(PathBuf);

impl Mount {
    /// Mounts `what` (an image or `tmpfs`) at `at`.
    pub fn new(args: &[&str], at: &Path) -> Result<Self, String> {
        std::fs::create_dir_all(at).map_err(|e| e.to_string())?;
        run("mount", &[args, &[&at.to_string_lossy()]].concat())?;
        Ok(Self(at.to_path_buf()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn run(program: &str, args: &[&str]) -> Result<(), String> {
    let out = Command::new(program).args(args).output().map_err(|e| format!("{program}: {e}"))?;
    if out.status.success() {
        Ok(())
    } else {
        Err(format!("{program}: {}", String::from_utf8_lossy(&out.stderr).trim()))
    }
}

/// Why no file system can be mounted here, if none can.
pub fn cannot_mount() -> Option<String> {
    let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
    if !root {
        return Some("only root can mount a file system".into());
    }
    let probe = tempfile::tempdir().ok()?;
    Mount::new(&["-t", "tmpfs", "-o", "size=1m", "tmpfs"], &probe.path().join("probe")).err()
}

fn image(at: &Path) -> Result<(), String> {
    let file = std::fs::File::create(at).map_err(|e| e.to_string())?;
    file.set_len(256 << 20).map_err(|e| e.to_string())?;
    run("mkfs.ext4", &["-q", "-F", &at.to_string_lossy()])
}

fn round(random: &mut Random, mode: &str) -> Result<usize, String> {
    let root = tempfile::tempdir().map_err(|e| e.to_string())?;
    let disk = root.path().join("disk");
    image(&disk)?;
    let mount = Mount::new(&["-o", "loop", &disk.to_string_lossy()], &root.path().join("mnt"))?;
    let dir = root.path().join("mnt/register");
    init(&dir)?;
    let mut child = key(&dir, mode, 0);
    let out = child.out()?;
    let (tell, heard) = mpsc::channel();
    let listener = std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            if tell.send(line).is_err() {
                break;
            }
        }
    });
    let mut said = Said::default();
    for _ in 0..20 + random.below(200) {
        match heard.recv() {
            Ok(line) => said.hear(&line),
            Err(_) => break,
        }
    }
    pause(random, 20_000);
    // The child is stopped so that the copy shows one moment, as a cut does, not several.
    run("kill", &["-STOP", &child.id().to_string()])?;
    // What was said up to here must survive.
    while let Ok(line) = heard.try_recv() {
        said.hear(&line);
    }
    let cut = root.path().join("cut");
    std::fs::copy(&disk, &cut).map_err(|e| e.to_string())?;
    let acknowledged = said.members.len();
    child.kill();
    let _ = listener.join();
    let mut later = Said::default();
    while let Ok(line) = heard.try_recv() {
        later.hear(&line);
    }
    said.tried.extend(later.tried);
    said.noted.extend(later.noted);
    drop(mount);
    let after = Mount::new(&["-o", "loop", &cut.to_string_lossy()], &root.path().join("after"))?;
    let dir = root.path().join("after/register");
    let verdict = all_there(&dir, &said).and_then(|()| healthy(&dir));
    drop(after);
    verdict.map(|()| acknowledged)
}

/// Rounds of keying, checkpointing and rotating, each on a fresh disk.
pub fn run_rounds(rounds: u32, random: &mut Random) -> Outcome {
    let mut acknowledged = 0;
    for n in 0..rounds {
        let mode = ["key", "checkpoint", "rotate"][n as usize % 3];
        match round(random, mode) {
            Ok(more) => acknowledged += more,
            Err(what) => return Outcome::Broken(format!("round {n} ({mode}): {what}")),
        }
    }
    Outcome::Held(rounds, format!("{acknowledged} acknowledged members all there once"))
}

/// As root only; elsewhere said and skipped.
pub fn run_fault(rounds: u32, random: &mut Random) -> Outcome {
    match cannot_mount() {
        Some(why) => Outcome::Skipped(why),
        None => run_rounds(rounds, random),
    }
}
