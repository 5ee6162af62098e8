//! Figures of one run: percentiles, peak memory, bytes on disk; and how they go between processes.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// Name → value (milliseconds, MiB, rows a second).
pub type Figures = BTreeMap<String, f64>;

/// Times a call.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let out = work();
    (out, begun.elapsed())
}

/// The `p`-th percentile (0…100) in milliseconds.
pub fn percentile(times: &mut [Duration], p: usize) -> f64 {
    times.sort_unstable();
    let at = (times.len().saturating_sub(1)) * p / 100;
    times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

/// This process's peak resident memory, MiB (VmHWM of proc(5)).
pub fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// Bytes under a folder, MiB.
pub fn on_disk(path: &Path) -> f64 {
    fn walk(path: &Path) -> u64 {
        match std::fs::read_dir(path) {
            Ok(entries) => entries.flatten().map(|entry| walk(&entry.path())).sum(),
            Err(_) => std::fs::metadata(path).map_or(0, |meta| meta.len()),
        }
    }
    walk(path) as f64 / f64::from(1 << 20)
}

/// Figures as lines, for a parent process.
pub fn print(figures: &Figures) {
    for (name, value) in figures {
        println!("{name}\t{value}");
    }
}

/// Lines back to figures.
pub fn parse(text: &str) -> Figures {
    text.lines()
        .filter_map(|line| {
            let (name, value) = line.split_once('\t')?;
            Some((name.to_owned(), value.parse().ok()?))
        })
        .collect()
}
