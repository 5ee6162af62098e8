//! How much memory hostile bundles take: each is opened in a process of its own, which tells its peak.

use super::forge::{Forge, Raw, zip};
use super::*;
use crate::exchange::bundle::columns as of;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;
use std::process::Command;

/// What issue 6 allows.
const MIB: u64 = 64;
/// Tells the process which file it is to open.
const FILE: &str = "DENSACH_TEST_BUNDLE";
const SIZE: usize = 600 << 20;

/// Not a test of its own: what the processes run.
#[test]
fn opened_alone() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let said = match open(Path::new(&path)) {
        Ok(_) => "taken".to_owned(),
        Err(problem) => problem.code.0.name.to_owned(),
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kib = peak.trim().trim_end_matches(" kB");
    println!("opened: {said} {kib}");
}

/// What is said of a file, and the peak in MiB.
fn opened(path: &Path) -> (String, u64) {
    let own = module_path!().split_once("::").unwrap().1;
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("{own}::opened_alone"), "--nocapture", "--test-threads=1"]);
    let ran = command.env(FILE, path).output().unwrap();
    let text = String::from_utf8(ran.stdout).unwrap();
    let line =
        text.lines().find_map(|line| line.split_once("opened: ")).expect("a process that tells");
    let (said, kib) = line.1.split_once(' ').unwrap();
    (said.to_owned(), kib.parse::<u64>().unwrap() / 1024)
}

/// 600 MB out of blocks that pack as well as may be, or just badly enough to be looked into.
fn packed(fresh: usize, fill: u8) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
    let mut block = vec![fill; 65_536];
    for turn in 0..SIZE / block.len() {
        let seed = Sha256::digest(turn.to_le_bytes());
        for (at, byte) in block.iter_mut().take(fresh).enumerate() {
            *byte = seed[at % 32].wrapping_mul(at as u8 | 1) | 0x80;
        }
        packer.write_all(&block).unwrap();
    }
    packer.finish().unwrap()
}

#[test]
fn what_is_made_to_fill_the_memory_does_not() {
    let put = |path: &str, packed: &[u8], size: Option<u32>| {
        let mut raw = Forge::new().raw();
        let file = raw.iter_mut().find(|file| file.name.ends_with(path)).unwrap();
        (file.packed, file.size) = (Some(packed.to_vec()), size);
        zip(&raw, None)
    };
    let (bomb, stealthy) = (packed(0, b'a'), packed(700, b'a'));
    let (lines, size) = (packed(700, b'\n'), Some(SIZE as u32));
    let base = Forge::new().base;
    let named = |n| Raw { name: format!("{base}data/{n}.csv"), ..Raw::default() };
    let many: Vec<Raw> = (0..5000).map(named).collect();
    let member = "data/member.csv";
    let cases: &[(&str, Vec<u8>, &str)] = &[
        ("a sound one", Forge::new().zip(), "taken"),
        ("600 MB", put(member, &bomb, size), "bundle_inflates"),
        ("600 MB that lies about its size", put(member, &bomb, None), "bundle_size_lies"),
        ("600 MB, one endless line", put(member, &stealthy, size), "bundle_damaged"),
        ("600 MB of lines", put(member, &lines, size), "bundle_damaged"),
        ("600 MB as a tag file", put(of::INFO, &bomb, None), "bundle_size_lies"),
        ("5,000 entries", zip(&many, None), "bundle_entries"),
        ("5,000 entries told as 8", zip(&many, Some(8)), "bundle_count"),
    ];
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.zip");
    for (case, bytes, code) in cases {
        std::fs::write(&path, bytes).unwrap();
        let (said, mib) = opened(&path);
        println!("{case}: {said}, {mib} MiB");
        assert_eq!((said.as_str(), mib < MIB), (*code, true), "{case}: {mib} MiB");
    }
}
