//! A new register: its folder, its journal, and the two records it begins with: the unit that
//! keeps it, and its first operator.

use super::files::{self, Files};
use super::{NewRegister, clock, lock, machine};
use crate::domain::check::{Facts, Subject, findings};
use crate::domain::records::{operator, unit};
use crate::domain::tables::{Level, Scheme};
use crate::domain::{Kind, Record, RecordId, Rev, Role, Step, Tables, Value, Values};
use crate::journal::{self, FrameKind, GroupNote, Identity, Journal, Mode, NewFrame, NewRev, Tx};
use crate::lang::Problem;
use crate::lang::errors::register as codes;
use crate::text::clean;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Makes a register in `dir` (0700, files 0600). A making that was cut short is gone on with.
///
/// # Errors
/// There is one already, the folder holds something else, a value is not right, or the disk
/// refuses.
pub fn create(dir: &Path, new: &NewRegister) -> Result<(), Problem> {
    let files = Files::of(dir);
    let tables = Tables::built_in()?;
    let first = records(new, &tables, RecordId([0; 16]), RecordId([0; 16]));
    for record in &first {
        check(record, &tables)?;
    }
    claim(&files)?;
    let _lock = lock::Lock::take(&files, false)?;
    let mut journal = begin(&files)?;
    let register = RecordId(journal.identity().register);
    let mut mint = clock::Mint::after(i64::try_from(register.millis()).unwrap_or(0));
    let frames: Vec<NewFrame> =
        records(new, &tables, register, mint.id()?).into_iter().map(frame).collect();
    let note = GroupNote {
        time: clock::now(),
        operator: RecordId([0; 16]),
        session: 0,
        batch: 0,
        request: clock::random()?,
    };
    journal.append(&note, Tx::Single, &frames)?;
    files::make_dir(&files.drafts())
}

/// Takes an empty folder, one in which a making was cut short, or one that checked signatures so far.
fn claim(files: &Files) -> Result<(), Problem> {
    let dir = files.dir();
    files::make_dir(dir)?;
    let ours = [files.lock(), files.journal(), files.identity(), files.drafts()];
    let is_ours = |path: &_| ours.contains(path) || files.trust().contains(path);
    let foreign = files::read_dir(dir)?.into_iter().any(|path| !is_ours(&path));
    if foreign {
        return Err(Problem::new(&codes::FOLDER_TAKEN, [dir.display().to_string()]));
    }
    std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o700))
        .map_err(|error| files::io(dir, &error))
}

/// The journal of a new register; one that holds nothing yet is gone on with.
fn begin(files: &Files) -> Result<Journal, Problem> {
    let dir = files.dir();
    if files.identity().exists() {
        let (journal, _) = Journal::open(dir, Mode::Write, &[])?;
        return match journal.head().seq {
            0 => Ok(journal),
            _ => Err(Problem::new(&codes::FOLDER_TAKEN, [dir.display().to_string()])),
        };
    }
    let register = clock::Mint::default().id()?.0;
    Journal::create(
        dir,
        &Identity {
            register,
            epoch: clock::random()?,
            previous_epoch: [0; 16],
            device: machine::device(register),
        },
    )
}

fn records(new: &NewRegister, tables: &Tables, unit: RecordId, operator: RecordId) -> [Record; 2] {
    let record = |id, kind: Kind, values| Record { id, kind, rev: Rev::default(), values };
    let text = |text: &str| {
        Some(Value::Text(clean::line(text))).filter(|t| *t != Value::Text(String::new()))
    };
    let code = clean::line(&new.code);
    let area = [Level::Commune, Level::Province]
        .into_iter()
        .filter_map(|level| Some((level, tables.areas().coded(Scheme::Now, &code)?)))
        .find(|(level, area)| area.level == *level);
    let kind = match area {
        Some((Level::Province, _)) => "province",
        Some(_) => "commune",
        None => "attached",
    };
    let step = Step { from: None, value: Value::Code(kind.into()), reason: String::new() };
    let mut values = Values::default();
    values.set(unit::CODE, text(&code).as_ref());
    values.set(unit::NAME, text(&new.name).as_ref());
    values.set(unit::UNIT_KIND, Some(&Value::Timeline(vec![step])));
    values.set(unit::AREA, area.map(|(_, area)| Value::Code(area.key())).as_ref());
    let mut who = Values::default();
    who.set(operator::SHORT_NAME, text(&new.operator).as_ref());
    who.set(operator::ROLE, Some(&Value::Code(Role::Technician.code().into())));
    who.set(operator::ACTIVE, Some(&Value::Flag(true)));
    [record(unit, unit::KIND, values), record(operator, operator::KIND, who)]
}

fn check(record: &Record, tables: &Tables) -> Result<(), Problem> {
    let subject = Subject {
        record,
        before: None,
        tables,
        today: clock::today(),
        facts: &Nothing,
        sound: &[],
    };
    match findings(&subject).into_iter().find(|finding| !finding.soft) {
        Some(finding) => Err(finding.problem),
        None => Ok(()),
    }
}

fn frame(record: Record) -> NewFrame {
    NewFrame {
        kind: FrameKind::Put,
        record: record.id,
        record_kind: record.kind,
        rev: NewRev::Mint(1),
        prev: None,
        body: journal::Change { values: record.values, ..Default::default() }.encode(),
    }
}

/// A register that holds no record yet.
struct Nothing;

impl Facts for Nothing {
    fn record(&self, _: RecordId) -> Option<Record> {
        None
    }

    fn holders(&self, _: Kind, _: u16, _: &str) -> Vec<RecordId> {
        Vec::new()
    }

    fn referring(&self, _: RecordId) -> Vec<RecordId> {
        Vec::new()
    }
}
