//! A throw-away register with the invented sample, for looking round.

use crate::domain::{RecordType, Tables, records};
use crate::exchange::ask;
use crate::exchange::import::{self, Summary};
use crate::lang::errors::register::CANCELLED;
use crate::lang::errors::term as codes;
use crate::lang::{Lang, Problem};
use crate::register::{Door, Local, NewRegister, Options, Reply, Request, clock, create};
use crate::runtime::doors::Link;
use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The sample's files in the order in which they can be imported: type and csv.
const FILES: [(&str, &[u8]); 5] = [
    ("unit", include_bytes!("../../data/sample/unit.csv")),
    ("village", include_bytes!("../../data/sample/village.csv")),
    ("clan", include_bytes!("../../data/sample/clan.csv")),
    ("member", include_bytes!("../../data/sample/member.csv")),
    ("centre", include_bytes!("../../data/sample/centre.csv")),
];

/// The code and name of the sample's association, as in its units.
const UNIT: (&str, &str) = ("DS-MAU", "Hội Khuyến học xã Đèn Sách (mẫu)");

/// Who keys in it.
const OPERATOR: &str = "Lan";

/// How often removing the throw-away folder is tried, and how long apart.
const REMOVALS: u32 = 50;
const BETWEEN_REMOVALS: Duration = Duration::from_millis(20);

/// A throw-away folder, 0700; removed when dropped.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// A new one where the system keeps such folders.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn new() -> Result<Self, Problem> {
        let name = format!("densach-{}", uuid::Uuid::now_v7().simple());
        let dir = std::env::temp_dir().join(name);
        DirBuilder::new().mode(0o700).create(&dir).map_err(|error| refused(&dir, &error))?;
        Ok(Self(dir))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // sled's threads may write for a moment after it was closed, between looking and removing.
        for _ in 0..REMOVALS {
            match std::fs::remove_dir_all(&self.0) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    std::thread::sleep(BETWEEN_REMOVALS);
                }
                _ => return,
            }
        }
        // What cannot be removed is the system's to clear: it lies in its folder for such things.
    }
}

fn refused(path: &Path, error: &io::Error) -> Problem {
    Problem::new(&codes::NO_SCRATCH, [path.display().to_string(), error.to_string()])
}

/// Makes the register, imports the sample through its door, and opens it for the screens.
///
/// # Errors
/// The disk refuses; the program ends meanwhile.
pub(super) fn sample(lang: Lang, ending: &AtomicBool) -> Result<Link, Problem> {
    let (scratch, _, door) = made(lang, ending, |_| true)?;
    Ok(Link { scratch: Some(scratch), ..Link::to(door) })
}

/// The sample's units, villages and clans without its people, closed again: a throw-away register
/// to key forms into.
///
/// # Errors
/// The disk refuses.
pub(super) fn places(lang: Lang) -> Result<(Scratch, Options), Problem> {
    let (scratch, options, _) = made(lang, &AtomicBool::new(false), |kind| !kind.person)?;
    Ok((scratch, options))
}

fn made(
    lang: Lang,
    ending: &AtomicBool,
    of: fn(&RecordType) -> bool,
) -> Result<(Scratch, Options, Local), Problem> {
    let scratch = Scratch::new()?;
    let options = Options {
        dir: scratch.path().join("register"),
        write: true,
        take_over: false,
        state_home: None,
        segment_bytes: None,
    };
    let (code, name) = UNIT;
    let new = NewRegister { code: code.into(), name: name.into(), operator: OPERATOR.into() };
    create(&options.dir, &new)?;
    let mut door = Local::open(&options)?;
    fill(&mut door, scratch.path(), (lang, of), ending)?;
    Ok((scratch, options, door))
}

fn fill(
    door: &mut dyn Door,
    dir: &Path,
    (lang, wanted): (Lang, fn(&RecordType) -> bool),
    ending: &AtomicBool,
) -> Result<(), Problem> {
    let hello =
        Request::Hello { operator: None, pin: None, user: String::new(), ssh: String::new() };
    let Reply::Welcome(welcome) = ask::one(door, hello)? else {
        return Err(ask::unexpected("Hello"));
    };
    let tables = Tables::built_in()?;
    for (type_name, csv) in FILES {
        let of = records::named(type_name).ok_or_else(|| ask::unexpected(type_name))?;
        if !wanted(of) {
            continue;
        }
        let file = dir.join(format!("{type_name}.csv"));
        std::fs::write(&file, csv).map_err(|error| refused(&file, &error))?;
        let plan = import::Plan {
            of,
            file: &file,
            map: &[],
            dry: false,
            rejects: None,
            lang,
            tables: &tables,
            today: clock::today(),
            now: u64::try_from(clock::now()).unwrap_or_default(),
            register: welcome.unit.record.id,
            seed: clock::random()?,
            batch: 0,
        };
        let goes_on = |_: &_| Ok(!ending.load(Ordering::Acquire));
        let Summary { counts, stopped, .. } =
            import::import(door, &plan, import::open(plan.file)?, &mut { goes_on })?;
        if stopped || ending.load(Ordering::Acquire) {
            return Err(Problem::bare(&CANCELLED));
        }
        if counts.rejected > 0 {
            return Err(ask::unexpected(type_name));
        }
    }
    door.call(Request::Bye).map(|_| ())
}
