//! Damage: truncations, bit flips, zeroed pages and deleted files over every file of a register.
//!
//! After each: what was acknowledged is there. Only the journal's segments may be damaged at a loss:
//! then the file, the offset and what to do are said, the register is there to be looked at, and
//! every member whose newest change stands in bytes that were not touched is found.

use crate::Outcome;
use crate::check::{Said, all_there, densach, init, members, orderly, words};
use crate::child::tag;
use crate::kill::key;
use crate::random::Random;
use densach::domain::{Value, Values};
use densach::journal::{Change, Journal, Mode};
use std::collections::BTreeMap;
use std::io::BufRead;
use std::ops::Range;
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

/// A register with members, notes, several segments and a checkpoint in the midst, closed properly:
/// its end is borne witness to. (Of a process that was killed nobody has seen the last write but the
/// journal itself; whether a crash or somebody's hand cut that cannot be told.)
fn original(dir: &Path) -> Result<Said, String> {
    init(dir)?;
    let mut said = Said::default();
    for (mode, lines) in [("checkpoint", 90), ("rotate", 40), ("key", 30)] {
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

/// Where a member's newest change stands, and the note it left.
struct Newest {
    file: String,
    bytes: Range<u64>,
    note: Option<u64>,
}

/// Bytes of a group before its first frame's head (src/journal/FORMAT.md).
const GROUP_HEADER: u64 = 204;

fn newest(dir: &Path) -> Result<BTreeMap<u64, Newest>, String> {
    let (journal, _) = Journal::open(dir, Mode::Read, &[]).map_err(|p| p.to_string())?;
    let mut newest: BTreeMap<u64, Newest> = BTreeMap::new();
    let left_out = journal.replay(0, &mut |group| {
        let Some(first) = group.frames.first() else { return Ok(true) };
        let file = format!("{:08}.seg", first.place.segment);
        let from = first.place.offset - GROUP_HEADER;
        // A group ends where the next begins.
        for before in newest.values_mut().filter(|n| n.file == file && n.bytes.end == u64::MAX) {
            before.bytes.end = from;
        }
        for frame in &group.frames {
            let Some(Ok(change)) = frame.body.as_deref().map(Change::decode) else { continue };
            if let Some(card) = number(&change.values, "card_no") {
                let (note, bytes) = (number(&change.values, "note"), from..u64::MAX);
                newest.insert(card, Newest { file: file.clone(), bytes, note });
            }
        }
        Ok(true)
    });
    match left_out {
        Ok(left_out) if left_out.0.is_empty() && newest.len() > 30 => Ok(newest),
        left_out => Err(format!("{} members; {left_out:?}", newest.len())),
    }
}

fn number(values: &Values, field: &str) -> Option<u64> {
    let Some(Value::Text(text)) = values.get(tag(field)) else { return None };
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// Does the damage; what was done, for messages, and the bytes that it touched.
fn hurt(file: &Path, way: &str, random: &mut Random) -> std::io::Result<(String, Range<u64>)> {
    let mut bytes = std::fs::read(file)?;
    let len = bytes.len() as u64;
    let at = random.below(len);
    let touched = match way {
        "delete" => {
            std::fs::remove_file(file)?;
            return Ok(("deleted".into(), 0..len));
        }
        "cut" => at..len,
        "flip" => at..at + 1,
        _ => at / 4096 * 4096..(at / 4096 + 1) * 4096,
    };
    match way {
        "cut" => bytes.truncate(at as usize),
        "flip" => bytes.iter_mut().skip(at as usize).take(1).for_each(|b| *b ^= 1 << (at % 8)),
        _ => bytes.iter_mut().skip(touched.start as usize).take(4096).for_each(|b| *b = 0),
    }
    std::fs::write(file, bytes)?;
    Ok((format!("{way} at {at} of {len}"), touched))
}

/// Of a damaged segment: file, offset and what to do are said, and all else is there to look at.
fn looks(
    dir: &Path,
    name: &str,
    touched: &Range<u64>,
    newest: &BTreeMap<u64, Newest>,
) -> Result<(), String> {
    let out = densach(dir, &["doctor", "--json"]);
    let report: serde_json::Value =
        serde_json::from_slice(&out.stdout).map_err(|e| format!("{e}: {}", words(&out)))?;
    let says = |item: &serde_json::Value, what: &str| item[what].as_str().unwrap_or("").to_owned();
    let items = report["items"].as_array().cloned().unwrap_or_default();
    let named = items.iter().any(|item| {
        let message = says(item, "message");
        let hint = !says(item, "hint").is_empty();
        says(item, "level") == "bad" && message.contains(&format!("{name} at byte ")) && hint
    });
    if !named {
        return Err(format!("the doctor does not name it: {}", words(&out)));
    }
    let whole = newest.iter().filter(|(_, newest)| {
        let apart = newest.bytes.end <= touched.start || newest.bytes.start >= touched.end;
        newest.file != name || apart
    });
    let found = members(dir)?;
    let mut count = 0;
    for (card, newest) in whole {
        count += 1;
        if found.get(card).map(Vec::as_slice) != Some(&[newest.note]) {
            let there = found.get(card);
            return Err(format!("member {card} was not touched, and {there:?} is there"));
        }
    }
    let out = densach(dir, &["find", "nguyen", "--count"]);
    let total: u64 = String::from_utf8_lossy(&out.stdout).trim().parse().unwrap_or(0);
    // 1: an answer is given, and damage was met on the way.
    if out.status.code() != Some(1) || total < count {
        return Err(format!("{count} members were not touched; find says {}", words(&out)));
    }
    Ok(())
}

/// A register and what is known of it.
struct Original {
    dir: PathBuf,
    said: Said,
    newest: BTreeMap<u64, Newest>,
}

/// One round; whether a loss was named.
fn round(
    root: &Path,
    original: &Original,
    (file, way): (&Path, &str),
    random: &mut Random,
    n: u32,
) -> Result<bool, String> {
    let dir = root.join(format!("hurt-{n}"));
    copy(&original.dir, &dir).map_err(|e| e.to_string())?;
    let (done, touched) = hurt(&dir.join(file), way, random).map_err(|e| e.to_string())?;
    let told = |what: String| format!("{}, {done}: {what}", file.display());
    for args in [&["doctor", "--json"][..], &["find", "nguyen", "--count"]] {
        orderly(&densach(&dir, args)).map_err(told)?;
    }
    let segment = file.file_name().filter(|_| is_segment(file));
    match segment.and_then(|name| name.to_str()) {
        Some(name) => looks(&dir, name, &touched, &original.newest).map_err(told)?,
        None => all_there(&dir, &original.said).map_err(told)?,
    }
    std::fs::remove_dir_all(&dir).map_err(|e| e.to_string())?;
    Ok(segment.is_some())
}

fn is_segment(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "seg")
}

/// What is done in which round: every segment in every way, then every other file in one way, in
/// the next way, and so on.
fn plan(dir: &Path) -> Result<Vec<(PathBuf, &'static str)>, String> {
    let mut all = Vec::new();
    files(dir, &mut all).map_err(|e| e.to_string())?;
    let all = all.iter().filter_map(|file| file.strip_prefix(dir).ok()).map(Path::to_path_buf);
    let (segments, others): (Vec<_>, Vec<_>) = all.partition(|file| is_segment(file));
    if segments.len() < 2 {
        return Err(format!("the journal has {} segments", segments.len()));
    }
    let of_segments = segments.iter().flat_map(|file| WAYS.iter().map(move |way| (file, *way)));
    let of_others = (0..WAYS.len()).flat_map(|turn| {
        let turned = others.iter().zip(WAYS.iter().cycle().skip(turn));
        turned.map(|(file, way)| (file, *way))
    });
    Ok(of_segments.chain(of_others).map(|(file, way)| (file.clone(), way)).collect())
}

/// Round after round of the plan, each at a random place.
pub fn run(rounds: u32, random: &mut Random) -> Outcome {
    run_rounds(rounds, random).unwrap_or_else(Outcome::Broken)
}

fn run_rounds(rounds: u32, random: &mut Random) -> Result<Outcome, String> {
    let root = tempfile::tempdir().map_err(|e| e.to_string())?;
    let dir = root.path().join("register");
    let said = original(&dir)?;
    let original = Original { newest: newest(&dir)?, dir, said };
    let plan = plan(&original.dir)?;
    let mut named = 0;
    for (n, (file, way)) in (0..rounds).zip(plan.iter().cycle()) {
        let done = round(root.path(), &original, (file, way), random, n);
        named += u32::from(done.map_err(|what| format!("round {n}: {what}"))?);
    }
    let reached = plan.iter().take(rounds as usize).map(|(file, _)| file);
    let reached: std::collections::BTreeSet<_> = reached.collect();
    Ok(Outcome::Held(
        rounds,
        format!(
            "{} files reached; named as damage {named}, mended or harmless {}",
            reached.len(),
            rounds - named
        ),
    ))
}
