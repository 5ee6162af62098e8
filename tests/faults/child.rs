//! The other process: works on a register through its door and says on stdout what was
//! acknowledged, until it is killed or told to stop.

use densach::domain::{FieldKind, Kind, PartialDate, RecordId, Rev, Step, Value, records};
use densach::register::{Act, Change, Door, Local, Options, Reply, Request};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// A door, the register's own unit, and request ids.
pub struct Desk {
    door: Local,
    unit: RecordId,
    request: u64,
}

/// What became of a save.
#[derive(Debug)]
pub enum Answer {
    /// Synced: the record and its revision.
    Saved(RecordId, Rev),
    /// Refused; nothing was saved.
    Refused(String),
}

impl Desk {
    /// Opens the register to write.
    pub fn open(dir: &Path, segment_bytes: Option<u64>) -> Result<Self, String> {
        let options = Options {
            dir: dir.to_path_buf(),
            write: true,
            take_over: false,
            state_home: None,
            segment_bytes,
        };
        let mut door =
            Local::open(&options).map_err(|p| p.code.0.name.to_owned() + ": " + &p.to_string())?;
        let hello =
            Request::Hello { operator: None, pin: None, user: "thử".into(), ssh: String::new() };
        let replies = door.call(hello).map_err(|p| p.to_string())?;
        let unit = replies
            .iter()
            .find_map(|reply| match reply {
                Reply::Welcome(welcome) => Some(welcome.unit.record.id),
                _ => None,
            })
            .ok_or_else(|| format!("no welcome: {replies:?}"))?;
        Ok(Self { door, unit, request: std::process::id().into() })
    }

    /// The door itself.
    pub fn door(&mut self) -> &mut Local {
        &mut self.door
    }

    fn save(&mut self, act: Act) -> Result<Answer, String> {
        self.request += 1 << 32;
        let mut request = [0x5a; 16];
        request[..8].copy_from_slice(&self.request.to_be_bytes());
        let accepted = Vec::new();
        let change = Change {
            guessed: Vec::new(),
            request,
            acts: vec![act],
            accepted,
            reason: String::new(),
            batch: 0,
            dry: false,
        };
        let replies = match self.door.call(Request::Do(change)) {
            Ok(replies) => replies,
            Err(problem) => {
                return Ok(Answer::Refused(format!("{}: {problem}", problem.code.0.name)));
            }
        };
        for reply in &replies {
            match reply {
                Reply::Saved { revs, .. } => {
                    let (id, rev) = *revs.first().ok_or("saved nothing")?;
                    return Ok(Answer::Saved(id, rev));
                }
                Reply::Refused(problem) => {
                    return Ok(Answer::Refused(format!("{}: {problem}", problem.code.0.name)));
                }
                _ => {}
            }
        }
        Err(format!("neither saved nor refused: {replies:?}"))
    }

    /// Makes member number `n`.
    pub fn member(&mut self, n: u64) -> Result<Answer, String> {
        let set = member_values(n, self.unit);
        self.save(Act::Put {
            id: None,
            kind: member_kind(),
            base: None,
            set: set.into(),
            source: None,
        })
    }

    /// Writes `n` into a member's note.
    pub fn note(&mut self, id: RecordId, base: Rev, n: u64) -> Result<Answer, String> {
        let set = vec![(tag("note"), Some(Value::Text(format!("lần {n}"))))];
        self.save(Act::Put {
            id: Some(id),
            kind: member_kind(),
            base: Some(base),
            set: set.into(),
            source: None,
        })
    }
}

/// The number of the member type.
pub fn member_kind() -> Kind {
    records::named("member").expect("a member type").kind
}

/// The tag of a member's field.
pub fn tag(name: &str) -> u16 {
    let member = records::named("member").expect("a member type");
    member.fields.iter().find(|field| field.name == name).expect("that field").tag
}

fn member_values(n: u64, unit: RecordId) -> Vec<(u16, Option<Value>)> {
    let day = PartialDate { year: 2020, month: 1, day: 2 };
    let step =
        |value| Value::Timeline(vec![Step { from: Some(day), value, reason: String::new() }]);
    let member = records::named("member").expect("a member type");
    let mut set = vec![(tag("card_no"), Some(Value::Text(format!("TH-{n:06}"))))];
    for field in member.fields.iter().filter(|field| field.required) {
        let value = match (field.name, field.kind) {
            ("full_name", _) => Value::Text(format!("Nguyễn Văn {}", letters(n))),
            ("gender", _) => Value::Code("male".into()),
            ("status", _) => step(Value::Code("active".into())),
            (_, FieldKind::Timeline(FieldKind::Lookup(_))) => step(Value::Ref(unit)),
            (name, kind) => panic!("a member needs {name} ({kind:?}): tell the fault program how"),
        };
        set.push((field.tag, Some(value)));
    }
    set
}

/// A number as letters, since names hold no digits.
fn letters(mut n: u64) -> String {
    let mut out = String::from("A");
    while n > 0 {
        out.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
    }
    out
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// `child MODE DIR FROM`: keys until killed. Modes: `key` (saves and changes), `checkpoint` (a
/// checkpoint after every third), `rotate` (segments of 16 KiB), `armed-save` and `armed-checkpoint` (for tests/faults/shim.rs).
pub fn main(args: &[String]) -> ExitCode {
    let [mode, dir, from] = args else {
        eprintln!("child MODE DIR FROM");
        return ExitCode::from(2);
    };
    match work(mode, Path::new(dir), from.parse().unwrap_or(0)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            say(&format!("broken {what}"));
            ExitCode::FAILURE
        }
    }
}

fn work(mode: &str, dir: &Path, from: u64) -> Result<(), String> {
    if let Some(what) = mode.strip_prefix("armed-") {
        return armed(what, dir);
    }
    let mut desk = Desk::open(dir, (mode == "rotate").then_some(16 << 10))?;
    say("open");
    for n in from.. {
        say(&format!("try {n}"));
        let (id, rev) = match desk.member(n)? {
            Answer::Saved(id, rev) => (id, rev),
            Answer::Refused(why) => {
                say(&format!("refused {why}"));
                return Ok(());
            }
        };
        say(&format!("member {n}"));
        if n % 4 == 3 {
            say(&format!("tries {n}"));
            match desk.note(id, rev, n)? {
                Answer::Saved(..) => say(&format!("note {n} {n}")),
                Answer::Refused(why) => {
                    say(&format!("refused {why}"));
                    return Ok(());
                }
            }
        }
        if mode == "checkpoint" && n % 3 == 2 {
            desk.door().call(Request::Checkpoint).map_err(|p| p.to_string())?;
            say("checkpoint");
        }
    }
    Ok(())
}

/// Two quiet saves, then with the fault armed a save or a checkpoint, then two more saves.
fn armed(what: &str, dir: &Path) -> Result<(), String> {
    let arm = std::env::var_os("FAULT_ARM").ok_or("FAULT_ARM is not set")?;
    let mut desk = Desk::open(dir, None)?;
    for n in 0..6 {
        if n == 2 {
            std::fs::write(&arm, "").map_err(|e| e.to_string())?;
        }
        if n == 2 && what == "checkpoint" {
            // What a checkpoint could not do is no loss: it only shortens the next start.
            let _ = desk.door().call(Request::Checkpoint);
        } else {
            say(&format!("try {n}"));
            match desk.member(n)? {
                Answer::Saved(..) => say(&format!("member {n}")),
                Answer::Refused(why) => say(&format!("refused {why}")),
            }
        }
        if n == 2 {
            std::fs::remove_file(&arm).map_err(|e| e.to_string())?;
        }
    }
    desk.door().call(Request::Bye).map_err(|p| p.to_string()).map(|_| ())
}
