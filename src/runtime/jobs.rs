//! What the screens want done aside: lists looked for in folders, read, tried out and taken in, on a
//! thread and through a side door.

use crate::app::import::job::{Job, Lying, Setting, Shared, Sort, Told};
use crate::app::outgoing::{Outgoing, What, Written};
use crate::exchange::blank::Blank;
use crate::exchange::json::Ids;
use crate::exchange::take::{self, With};
use crate::exchange::{export, fetch, outgoing};
use crate::lang::Problem;
use crate::lang::errors::register::DOOR_CLOSED;
use crate::register::{Beside, clock};
use crate::runtime::errands;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What the names of lists end in.
const LISTS: &[&str] = &[".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"];
/// What those of bundles end in.
const BUNDLES: &[&str] = &[".zip", ".zip.age"];
/// How those of receipts begin.
const RECEIPT: &str = "densach-receipt-";

/// Where systems show sticks, each in a folder of its own.
const STICKS: [&str; 3] = ["/media", "/run/media", "/mnt"];

/// How often it is told how many records were written.
const TOLD: u64 = 1_000;

/// Lists that are told of, the newest.
const MOST: usize = 200;

/// The folder in a register's own in which lists are put from elsewhere.
const INCOMING: &str = "incoming";

/// The folders in which lists are looked for: the register's own for them, and where the program
/// was started.
pub(super) fn folders(register: Option<&Path>) -> Vec<PathBuf> {
    let here = std::env::current_dir().ok();
    register.map(|dir| dir.join(INCOMING)).into_iter().chain(here).collect()
}

/// Does a job; `tell` hears how far it came and says whether to go on. How it ended.
pub fn carry_out(
    job: &Job,
    setting: &Setting,
    beside: &Beside,
    tell: &mut dyn FnMut(Told) -> bool,
) -> Told {
    done(job, setting, beside, tell).unwrap_or_else(Told::Failed)
}

fn done(
    job: &Job,
    setting: &Setting,
    beside: &Beside,
    tell: &mut dyn FnMut(Told) -> bool,
) -> Result<Told, Problem> {
    match job {
        Job::Lists(folders, sort) => return Ok(Told::Lists(lists(folders, *sort))),
        Job::Post(errand) => {
            let heard = errands::run(errand, setting, beside, tell)?;
            return Ok(Told::Post(Box::new(heard)));
        }
        _ => {}
    }
    let with = With {
        lang: setting.lang,
        tables: &setting.tables,
        today: setting.today,
        now: u64::try_from(clock::now()).unwrap_or_default(),
        unit: setting.unit.ok_or_else(|| Problem::new(&DOOR_CLOSED, [""]))?,
        seed: clock::random()?,
        maps: setting.maps.as_deref(),
        outgoing: &setting.outgoing,
    };
    match job {
        Job::BringOut(out) => bring_out(out, setting, beside, tell),
        Job::Lists(..) | Job::Post(_) => Ok(Told::Lists(Vec::new())),
        Job::Look(source, of) => Ok(Told::Found(Shared::new(take::look(source, *of, &with)?))),
        Job::Try(choice) => {
            let mut door = beside()?;
            let mut far = |counts| tell(Told::Far(counts));
            Ok(Told::Tried(Shared::new(take::try_out(&mut *door, choice, &with, &mut far)?)))
        }
        Job::Run(choice) => {
            let mut door = beside()?;
            let mut sum = take::Counts::default();
            let summary = take::run(&mut *door, choice, &with, &mut |ack| {
                sum.add(&ack.counts);
                Ok(tell(Told::Far(sum)))
            })?;
            Ok(Told::Ran(Box::new(summary)))
        }
    }
}

/// Writes a list or an empty sheet into the folder of what goes out.
fn bring_out(
    out: &Outgoing,
    setting: &Setting,
    beside: &Beside,
    tell: &mut dyn FnMut(Told) -> bool,
) -> Result<Told, Problem> {
    let Setting { lang, today, tables, .. } = setting;
    let (of, tables, lang, mark) = (out.of, &**tables, *lang, true);
    let path = outgoing::take(&out.folder, &out.name, out.format.extension())?;
    let written = match &out.what {
        What::Blank(layout) => {
            Blank { of, layout, tables, lang, mark }.write(&path, out.format).map(|()| None)
        }
        What::List(which) => beside().and_then(|mut door| {
            let (file, format, ids, today) = (path.as_path(), out.format, Ids::Masked, *today);
            let plan = export::Plan { of, which, file, format, mark, ids, tables, lang, today };
            let told = |count: u64| !count.is_multiple_of(TOLD) || tell(Told::FarOut(count));
            export::export(&mut *door, &plan, &mut { told }).map(Some)
        }),
    };
    if written.is_err() {
        // The name that was taken; what went wrong matters more than one that cannot be removed.
        let _ = std::fs::remove_file(&path);
    }
    let records = written?;
    let fetch = fetch::line(&path, &out.user.0, &out.user.1);
    Ok(Told::BroughtOut(Box::new(Written { path, records, fetch })))
}

/// The files of that sort that lie in those folders, newest first; bundles on sticks too.
fn lists(folders: &[PathBuf], sort: Sort) -> Vec<Lying> {
    let mut all: Vec<Lying> = Vec::new();
    let sticks = if sort == Sort::Lists { Vec::new() } else { sticks() };
    for folder in folders.iter().chain(&sticks) {
        // A folder that is not there, or may not be read, holds no lists for this clerk.
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        all.extend(entries.flatten().filter_map(|entry| lying(&entry.path(), sort)));
    }
    all.sort_by(|a, b| (b.changed, &a.name, &a.path).cmp(&(a.changed, &b.name, &b.path)));
    all.dedup_by(|a, b| a.path == b.path);
    all.truncate(MOST);
    all
}

/// The folders in which sticks are shown now: `/media/usb`, `/media/lan/usb`.
fn sticks() -> Vec<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    let first: Vec<PathBuf> = STICKS.iter().flat_map(|folder| inside(Path::new(folder))).collect();
    let second: Vec<PathBuf> = first.iter().flat_map(|folder| inside(folder)).collect();
    first.into_iter().chain(second).collect()
}

/// A file of that sort; None where it is none.
fn lying(path: &Path, sort: Sort) -> Option<Lying> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let low = name.to_ascii_lowercase();
    let ends = |known: &[&str]| known.iter().any(|known| low.ends_with(known));
    let is_receipt = low.starts_with(RECEIPT) && low.ends_with(".txt");
    let fits = match sort {
        Sort::Lists => ends(LISTS),
        Sort::Post => ends(BUNDLES) || is_receipt,
        Sort::Receipts => is_receipt,
    };
    // What spreadsheets keep beside an open file, and what is hidden, is nothing to take.
    if !fits || name.starts_with(['.', '~']) {
        return None;
    }
    let data = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let since = data.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    let changed = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    Some(Lying { path: path.to_owned(), name, bytes: data.len(), changed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_newest_first_and_nothing_else_is() {
        let dir = tempfile::tempdir().unwrap();
        for (name, day) in
            [("a.XLS", 1), ("b.csv", 3), ("c.txt", 4), (".d.csv", 5), ("~$e.xlsx", 6), ("f.ods", 2)]
        {
            let file = std::fs::File::create(dir.path().join(name)).unwrap();
            let time = UNIX_EPOCH + std::time::Duration::from_secs(day * 86_400);
            file.set_modified(time).unwrap();
        }
        std::fs::create_dir(dir.path().join("g.csv")).unwrap();
        let twice = [dir.path().to_owned(), dir.path().join("none"), dir.path().to_owned()];
        let names: Vec<_> = lists(&twice, Sort::Lists).into_iter().map(|list| list.name).collect();
        assert_eq!(names, ["b.csv", "f.ods", "a.XLS"]);
    }
}
