//! What must hold after a fault: every acknowledged change is there exactly once, and nothing else
//! than what was in flight.

use crate::child::{Desk, member_kind, tag};
use densach::domain::Value;
use densach::register::{Ask, Door, Reply, Request};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

/// What a child said was saved.
#[derive(Default, Debug)]
pub struct Said {
    /// Member number → the last note acknowledged, if any.
    pub members: BTreeMap<u64, Option<u64>>,
    /// Members whose saving was under way.
    pub tried: Vec<u64>,
    /// Members one of whose notes was under way.
    pub noted: Vec<u64>,
    /// Refusals, as they were worded.
    pub refused: Vec<String>,
    /// Checkpoints done.
    pub checkpoints: u64,
    /// The child opened the register.
    pub opened: bool,
    /// What broke in the child itself.
    pub broken: Option<String>,
}

impl Said {
    /// Takes one line of a child's; an incomplete last line was never said.
    pub fn hear(&mut self, line: &str) {
        let mut words = line.split(' ');
        let word = words.next().unwrap_or_default();
        let mut number = || words.next().and_then(|n| n.parse().ok()).unwrap_or(0);
        match word {
            "open" => self.opened = true,
            "try" => self.tried.push(number()),
            "tries" => self.noted.push(number()),
            "member" => {
                self.members.insert(number(), None);
            }
            "note" => {
                let of = number();
                self.members.insert(of, Some(number()));
            }
            "checkpoint" => self.checkpoints += 1,
            "refused" => self.refused.push(line.to_owned()),
            "broken" => self.broken = Some(line.to_owned()),
            _ => {}
        }
    }

    /// The next member number that was never tried.
    pub fn next(&self) -> u64 {
        self.tried.iter().max().map_or(0, |n| n + 1)
    }
}

/// Runs the program itself on a register.
pub fn densach(dir: &Path, args: &[&str]) -> Output {
    command(dir, args).output().expect("the program starts")
}

fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_densach"));
    command.arg("--register").arg(dir).args(["--lang", "en"]).args(args);
    command.env("XDG_STATE_HOME", dir.with_extension("state"));
    command
}

/// What makes an empty register at `dir`.
pub fn init_command(dir: &Path) -> Command {
    command(dir, &["init", "--unit", "DS-THU", "--name", "Hội thử", "--operator", "thu"])
}

/// Makes an empty register at `dir`.
pub fn init(dir: &Path) -> Result<(), String> {
    let out = init_command(dir).output().map_err(|e| e.to_string())?;
    if out.status.success() { Ok(()) } else { Err(words(&out)) }
}

/// What a run said, for messages.
pub fn words(out: &Output) -> String {
    format!(
        "{}: {} {}",
        out.status,
        String::from_utf8_lossy(&out.stdout).trim(),
        String::from_utf8_lossy(&out.stderr).trim()
    )
}

/// Whether a run ended as a program should: by an exit code of the contract, without a panic.
pub fn orderly(out: &Output) -> Result<(), String> {
    let text = words(out);
    let code = out.status.code();
    if text.contains("panicked") || !matches!(code, Some(0..=3)) {
        return Err(format!("disorderly end: {text}"));
    }
    Ok(())
}

/// Everything said is there exactly once; nothing else but what was tried.
pub fn all_there(dir: &Path, said: &Said) -> Result<(), String> {
    let found = members(dir)?;
    for (n, note) in &said.members {
        match found.get(n).map(Vec::as_slice) {
            None | Some([]) => return Err(format!("member {n} was acknowledged and is lost")),
            Some([one]) => {
                let later = one > note && !said.noted.contains(n);
                if one < note || later {
                    return Err(format!(
                        "member {n}: note {note:?} was acknowledged, {one:?} is there"
                    ));
                }
            }
            Some(many) => return Err(format!("member {n} is there {} times", many.len())),
        }
    }
    for (n, there) in &found {
        if there.len() > 1 || !said.tried.contains(n) {
            return Err(format!(
                "member {n} is there {} times and was not asked for so",
                there.len()
            ));
        }
    }
    Ok(())
}

/// Every member in the register: number (of the card) → notes found, one for each record.
pub fn members(dir: &Path) -> Result<BTreeMap<u64, Vec<Option<u64>>>, String> {
    let mut desk = Desk::open(dir, None)?;
    let ask = Request::Ask { ask: Ask::Scan { kind: member_kind(), page: 500 }, slot: 0 };
    let replies = desk.door().call(ask).map_err(|p| p.to_string())?;
    let mut found: BTreeMap<u64, Vec<Option<u64>>> = BTreeMap::new();
    for reply in replies {
        let Reply::Rows { rows, .. } = reply else { continue };
        for row in rows {
            let text = |name| match row.record.values.get(tag(name)) {
                Some(Value::Text(text)) => text,
                _ => String::new(),
            };
            let digits =
                |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let card = digits(text("card_no")).parse().map_err(|_| "a member without its card")?;
            found.entry(card).or_default().push(digits(text("note")).parse().ok());
        }
    }
    Ok(found)
}

/// The doctor finds nothing wrong: a kill or a power cut is never called damage.
pub fn healthy(dir: &Path) -> Result<(), String> {
    let out = densach(dir, &["doctor", "--json"]);
    orderly(&out)?;
    if out.status.success() {
        Ok(())
    } else {
        Err(format!("the doctor calls it ill: {}", words(&out)))
    }
}
