//! Looking after a register by commands.

use crate::desk::{Desk, sample};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

#[test]
fn a_healthy_register_is_said_to_be_so_with_its_counts() {
    let desk = Desk::with_places();
    let report = desk.json(&["doctor"]).ended(0).object();
    assert_ne!(report["level"], "bad");
    assert_eq!(report["counts"]["village"], json!({ "active": 12, "live": 12 }));
    let verdict = desk.json(&["journal", "verify"]).ended(0).object();
    assert_eq!(report["seq"], verdict["seq"]);
    for item in report["items"].as_array().unwrap() {
        for part in ["part", "level", "code", "message", "hint"] {
            assert!(item[part].is_string(), "{item}");
        }
    }
}

#[test]
fn a_rebuilt_and_a_restored_register_hold_the_same() {
    let desk = Desk::with_places();
    let digest = desk.digest();
    let rebuilt = desk.json(&["rebuild"]).ended(0).object();
    assert_eq!(rebuilt["digest"], digest);
    assert_eq!(desk.digest(), digest);
    let saved = desk.json(&["backup", "b.densach"]).ended(0).object();
    assert_eq!(saved["seq"], rebuilt["seq"]);
    let restored = desk.json(&["restore", "b.densach", "again"]).ended(0).object();
    assert_eq!(restored["seq"], saved["seq"]);
    let register = desk.path("again");
    let report = desk.bare(&["--register", register.to_str().unwrap(), "--json", "doctor"]);
    assert_eq!(report.ended(0).object()["digest"], digest);
    desk.json(&["backup", "b.densach"]).ended(2).error();
    desk.json(&["restore", "b.densach", "again"]).ended(2).error();
    desk.json(&["restore", "nothing.densach", "other"]).ended(2).error();
}

#[test]
fn damage_is_1_and_named_with_its_place() {
    let desk = Desk::with_places();
    let journal = std::fs::read_dir(desk.path("reg/journal")).unwrap();
    let segment = journal.map(|e| e.unwrap().path()).max_by_key(|p| p.metadata().unwrap().len());
    let segment = segment.unwrap();
    let mut bytes = std::fs::read(&segment).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    std::fs::write(&segment, bytes).unwrap();
    let verdict = desk.json(&["journal", "verify"]).ended(1).object();
    let damage = &verdict["damage"][0];
    assert!(damage["file"].as_str().unwrap().contains("journal"), "{verdict}");
    assert!(damage["offset"].as_u64().unwrap() <= middle as u64, "{verdict}");
    assert_eq!(desk.json(&["doctor"]).ended(1).object()["level"], "bad");
    // What is read of it may not be all: the answer is given, and is no plain success.
    std::fs::remove_dir_all(desk.path("reg/derived")).unwrap();
    std::fs::remove_file(desk.path("reg/journal/checkpoint")).unwrap();
    let found = desk.json(&["find", "--type", "village", "--count"]).ended(1);
    assert!(found.object()["total"].as_u64().unwrap() > 0);
    assert!(found.err.contains("read_only_damaged"), "{}", found.err);
    desk.json(&["export", "village", "v.csv"]).ended(1);
    let ran = desk.json(&["operator", "add", "Sáu"]).ended(1);
    assert_eq!(ran.error(), "read_only_damaged");
}

#[test]
fn an_import_told_to_end_ends_between_two_chunks_and_says_so() {
    let desk = Desk::with_places();
    let rows = desk.bare(&["generate", "member", "6000"]).ended(0).out;
    let file = desk.file("m.csv", rows);
    let register = desk.path("reg");
    let mut child = desk
        .command(&["--register", register.to_str().unwrap(), "--json", "import", "member", &file])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.next().unwrap().unwrap();
    let pid = child.id().to_string();
    Command::new("kill").args(["-INT", &pid]).status().unwrap();
    let rest: Vec<String> = lines.map(Result::unwrap).collect();
    assert_eq!(child.wait().unwrap().code(), Some(128 + 2));
    let summary: serde_json::Value = serde_json::from_str(rest.last().unwrap()).unwrap();
    assert_eq!(summary["stopped"], true);
    assert_eq!(summary["added"].as_u64().unwrap(), desk.total("member"));
    assert!(summary["added"].as_u64().unwrap() < 6_000);
}

#[test]
fn an_import_that_waits_at_a_pipe_is_ended_by_a_signal_and_keeps_what_it_acknowledged() {
    let desk = Desk::with_places();
    let rows = desk.bare(&["generate", "member", "1500"]).ended(0).out;
    let register = desk.path("reg");
    let mut child = desk
        .command(&["--register", register.to_str().unwrap(), "--json"])
        .args(["import", "member", "/dev/stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(rows.as_bytes()).unwrap();
    // One chunk is acknowledged; the rest waits for more, which never comes.
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.next().unwrap().unwrap();
    // Started once more with little room for the allocator, under the same number.
    let settings = std::fs::read_to_string(format!("/proc/{}/environ", child.id())).unwrap();
    for (name, value) in densach::cli::HEAP {
        assert!(settings.contains(&format!("{name}={value}")), "{settings}");
    }
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(15));
    drop(pipe);
    assert_eq!(desk.total("member"), 1_000);
    desk.run(&["operator", "add", "Sáu"]).ended(0);
}

/// A small file system of its own, where this process may mount one.
struct Small(std::path::PathBuf);

impl Small {
    fn mounted(path: std::path::PathBuf, size: &str) -> Option<Self> {
        std::fs::create_dir(&path).unwrap();
        let size = format!("size={size},mode=0700");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&path).stderr(Stdio::null());
        match mount.status() {
            Ok(status) if status.success() => Some(Self(path)),
            _ => {
                eprintln!("skipped: no file system may be mounted here");
                None
            }
        }
    }

    fn remounted(&self, option: &str) {
        let options = format!("remount,{option}");
        let status = Command::new("mount").args(["-o", &options]).arg(&self.0).status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_stops_an_import_and_nothing_acknowledged_is_lost() {
    let desk = Desk::empty();
    let Some(small) = Small::mounted(desk.path("small"), "40m") else { return };
    let (register, filler) = (small.0.join("reg"), small.0.join("filler"));
    let register = register.to_str().unwrap();
    desk.init("small/reg");
    for name in ["unit", "village", "clan"] {
        desk.bare(&["--register", register, "import", name, &sample(name)]).ended(0);
    }
    // As good as full: a few blocks are left.
    let mut size = 40 << 20;
    while size > 4_096 {
        let mut all = std::fs::read(&filler).unwrap_or_default();
        all.resize(all.len() + size, 7);
        if std::fs::write(&filler, &all).is_err() {
            all.truncate(all.len() - size);
            std::fs::write(&filler, &all).unwrap();
        }
        size /= 2;
    }
    let args = ["--register", register, "--json", "import", "member", &sample("member")];
    let full = desk.bare(&args).ended(2);
    assert!(!full.error().is_empty());
    let acknowledged: u64 = full.objects().iter().map(|ack| ack["added"].as_u64().unwrap()).sum();
    std::fs::remove_file(&filler).unwrap();
    let again = desk.bare(&args).ended(0).object();
    assert_eq!(again["unchanged"].as_u64().unwrap(), acknowledged);
    assert_eq!(again["added"].as_u64().unwrap(), 2_000 - acknowledged);
}

#[test]
fn a_disk_that_may_only_be_read_can_be_read() {
    let desk = Desk::empty();
    let Some(small) = Small::mounted(desk.path("small"), "40m") else { return };
    let register = small.0.join("reg");
    let register = register.to_str().unwrap();
    desk.init("small/reg");
    desk.bare(&["--register", register, "import", "village", &sample("village")]).ended(0);
    small.remounted("ro");
    let on = |args: &[&str]| {
        let before = ["--register", register, "--json"];
        desk.bare(&before.iter().chain(args).copied().collect::<Vec<_>>())
    };
    assert_eq!(on(&["find", "--type", "village", "--count"]).ended(0).object()["total"], 12);
    on(&["journal", "verify"]).ended(0);
    on(&["export", "village", "v.csv"]).ended(0);
    let refused = on(&["import", "village", &sample("village")]).ended(2);
    assert!(!refused.error().is_empty());
    small.remounted("rw");
    on(&["import", "village", &sample("village")]).ended(0);
}
