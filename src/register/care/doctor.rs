//! Says what is wrong with a register, reading everything and changing nothing that is not
//! derived; `repair` mends what can be mended without losing anything.

use super::{Progress, verify};
use crate::derived::must_rebuild;
use crate::journal::{Checkpoint, Damage, Journal, Mode};
use crate::lang::Problem;
use crate::lang::errors::journal as journal_codes;
use crate::lang::errors::register as codes;
use crate::register::files::{self, Files};
use crate::register::tally::Tally;
use crate::register::{Options, bring, drafts, image, lock, open};
use std::path::Path;
use std::process::Command;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// `repair` mends it, or it mends itself at the next opening.
    Mend,
    /// Something is lost or will be: a person has to act.
    Bad,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What was looked at, a stable name: `modes`, `journal`, `checkpoint`, `clock`, `derived`,
    /// `drafts`, `disk`, `lost+found`.
    pub part: &'static str,
    /// How grave.
    pub level: Level,
    /// What was found, and what to do.
    pub says: Problem,
}

/// Everything found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order looked at.
    pub items: Vec<Item>,
}

impl Report {
    /// The gravest level.
    pub fn level(&self) -> Level {
        self.items.iter().map(|item| item.level).max().unwrap_or(Level::Good)
    }

    fn add(&mut self, part: &'static str, level: Level, says: Problem) {
        self.items.push(Item { part, level, says });
    }
}

/// Damaged places named at most.
const NAMED: usize = 50;
/// Below that many MiB the disk is nearly full.
const LITTLE: u64 = 256;

/// Looks at everything, beside a clerk at work. (Derived files are looked at only when nobody
/// works: sled cannot be opened twice.)
///
/// # Errors
/// There is no register there at all; everything else is in the report.
pub fn doctor(options: &Options, progress: Progress<'_>) -> Result<Report, Problem> {
    let files = Files::of(&options.dir);
    if !files.exists() {
        let dir = options.dir.display().to_string();
        return Err(Problem::new(&journal_codes::NO_REGISTER, [dir]));
    }
    let mut report = Report::default();
    match files.check_modes() {
        Ok(()) => report.add("modes", Level::Good, Problem::bare(&codes::MODES_GOOD)),
        Err(problem) => report.add("modes", Level::Bad, problem),
    }
    if let Some(journal) = look_at_journal(options, &mut report, progress) {
        look_at_counts(&journal, options, &mut report, progress);
    }
    look_at_drafts(&files, &mut report);
    look_at_disk(&files, &mut report);
    Ok(report)
}

fn look_at_journal(
    options: &Options,
    report: &mut Report,
    progress: Progress<'_>,
) -> Option<Journal> {
    let verdict = match verify(options, progress) {
        Ok(verdict) => verdict,
        Err(problem) => {
            report.add("journal", Level::Bad, problem);
            return None;
        }
    };
    add_damage(&verdict.damage, report);
    for damage in &verdict.mended {
        report.add("journal", Level::Mend, open::repeated_problem(damage));
    }
    if verdict.damage.is_empty() {
        let numbers = [verdict.frames, verdict.bytes, verdict.segments];
        let says = Problem::new(&codes::JOURNAL_GOOD, numbers.map(|number| number.to_string()));
        report.add("journal", Level::Good, says);
    }
    if verdict.torn > 0 {
        let says = Problem::new(&codes::TORN_TAIL, [verdict.torn.to_string()]);
        report.add("journal", Level::Mend, says);
    }
    match Journal::open(&options.dir, Mode::Read, &[]) {
        Ok((journal, opened)) => {
            match opened.clock_behind.filter(|behind| *behind >= open::CLOCK_SAID) {
                Some(behind) => {
                    let says = Problem::new(&codes::CLOCK_BEHIND, [open::duration(behind)]);
                    report.add("clock", Level::Note, says);
                }
                None => report.add("clock", Level::Good, Problem::bare(&codes::CLOCK_GOOD)),
            }
            verdict.damage.is_empty().then_some(journal)
        }
        Err(problem) => {
            report.add("journal", Level::Bad, problem);
            None
        }
    }
}

fn add_damage(damage: &[Damage], report: &mut Report) {
    for damage in damage.iter().take(NAMED) {
        let params =
            [damage.file.display().to_string(), damage.offset.to_string(), damage.what.clone()];
        report.add("journal", Level::Bad, Problem::new(&journal_codes::DAMAGED, params));
    }
}

/// The checkpoint and the derived files against the journal, counted from its first entry.
fn look_at_counts(
    journal: &Journal,
    options: &Options,
    report: &mut Report,
    progress: Progress<'_>,
) {
    let checkpoint = journal.last_checkpoint();
    let counted = count(journal, checkpoint.map(|checkpoint| checkpoint.head.seq), progress);
    let (then, now, damage) = match counted {
        Ok(counted) => counted,
        Err(problem) => return report.add("checkpoint", Level::Bad, problem),
    };
    add_damage(&damage, report);
    match (checkpoint, then) {
        (Some(checkpoint), Some(then)) if agree(checkpoint, &then) => {
            let says = Problem::new(&codes::CHECKPOINT_GOOD, [checkpoint.head.seq.to_string()]);
            report.add("checkpoint", Level::Good, says);
        }
        (Some(checkpoint), _) => {
            let says = Problem::new(&codes::CHECKPOINT_WRONG, [checkpoint.head.seq.to_string()]);
            report.add("checkpoint", Level::Mend, says);
        }
        (None, _) => {
            report.add("checkpoint", Level::Note, Problem::bare(&codes::NO_CHECKPOINT));
        }
    }
    look_at_derived(options, &now, report, progress);
}

fn agree(checkpoint: &Checkpoint, tally: &Tally) -> bool {
    let mut counts = checkpoint.counts.clone();
    counts.retain(|(_, count)| *count > 0);
    counts.sort_unstable();
    counts == tally.counts() && checkpoint.digest == tally.digest()
}

/// Counts and digest at that seq, and at the head; and what makes no sense on the way.
fn count(
    journal: &Journal,
    at: Option<u64>,
    progress: Progress<'_>,
) -> Result<(Option<Tally>, Tally, Vec<Damage>), Problem> {
    let mut damage = Vec::new();
    let mut tally = Tally::new(journal.identity().register);
    let mut then = None;
    let head = journal.head().seq;
    let left_out = journal.replay(0, &mut |group| {
        if then.is_none() && at.is_some_and(|at| group.frames.iter().any(|f| f.seq > at)) {
            then = Some(tally.clone());
        }
        for frame in &group.frames {
            let row = image::row_or_damage(journal, frame, &mut damage)?;
            let Some(row) = row else { continue };
            let before = image::row_before(journal, frame.prev, &mut damage)?;
            tally.change(before.as_ref(), Some(&row));
        }
        progress(group.head.seq, head);
        Ok(true)
    })?;
    image::name(&mut damage, left_out.0);
    if at.is_some() && then.is_none() {
        then = Some(tally.clone());
    }
    Ok((then, tally, damage))
}

fn look_at_derived(options: &Options, now: &Tally, report: &mut Report, progress: Progress<'_>) {
    let files = Files::of(&options.dir);
    match lock::holder(&files) {
        Ok(None) => {}
        Ok(Some(holder)) => {
            let says = Problem::new(&codes::AT_WORK, [holder.who]);
            return report.add("derived", Level::Note, says);
        }
        Err(problem) => return report.add("derived", Level::Note, problem),
    }
    if !files.derived().exists() {
        return report.add("derived", Level::Note, Problem::bare(&codes::DERIVED_NONE));
    }
    match bring::inspect(&files, progress) {
        Ok(None) => report.add("derived", Level::Note, Problem::bare(&codes::DERIVED_BEHIND)),
        Ok(Some(tally)) if tally == *now => {
            let says = Problem::new(&codes::DERIVED_GOOD, [now.total().to_string()]);
            report.add("derived", Level::Good, says);
        }
        Ok(Some(tally)) => {
            let what = format!("{} / {}", tally.total(), now.total());
            report.add("derived", Level::Mend, Problem::new(&codes::DERIVED_DIFFERS, [what]));
        }
        Err(problem) if must_rebuild(&problem) => {
            let says = Problem::new(&codes::DERIVED_DIFFERS, [problem.to_string()]);
            report.add("derived", Level::Mend, says);
        }
        // The disk, or somebody who came meanwhile: nothing is known of these files.
        Err(problem) => report.add("derived", Level::Note, problem),
    }
}

fn look_at_drafts(files: &Files, report: &mut Report) {
    match drafts::read_all(files, false) {
        Ok((waiting, damaged)) => {
            if waiting.is_empty() && damaged.is_empty() {
                report.add("drafts", Level::Good, Problem::bare(&codes::DRAFTS_GOOD));
            }
            if !waiting.is_empty() {
                let says = Problem::new(&codes::DRAFTS_WAIT, [waiting.len().to_string()]);
                report.add("drafts", Level::Note, says);
            }
            for problem in damaged {
                report.add("drafts", Level::Mend, problem);
            }
        }
        Err(problem) => report.add("drafts", Level::Bad, problem),
    }
}

fn look_at_disk(files: &Files, report: &mut Report) {
    if let Some(free) = free(files.dir()) {
        let (level, code) = match free {
            // Worth a word, but no damage: the exit code stays that of the register.
            0..LITTLE => (Level::Note, &codes::LITTLE_ROOM),
            _ => (Level::Good, &codes::ROOM_GOOD),
        };
        report.add("disk", level, Problem::new(code, [free.to_string()]));
    }
    if let Ok(aside) = files::read_dir(&files.lost_found())
        && !aside.is_empty()
    {
        let says = Problem::new(&codes::SET_ASIDE, [aside.len().to_string()]);
        report.add("lost+found", Level::Note, says);
    }
}

/// Free MiB, as the system's `df` says; None where there is none to ask.
fn free(dir: &Path) -> Option<u64> {
    let output = Command::new("df").arg("-Pk").arg("--").arg(dir).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().nth(1)?;
    line.split_whitespace().nth(3)?.parse::<u64>().ok().map(|kib| kib / 1024)
}

/// Mends what can be mended: derived files made again, damaged drafts set aside, an erasure that
/// was cut short finished, a torn tail set aside, a checkpoint written. A damaged journal is never
/// changed. Then looks again.
///
/// # Errors
/// As opening for writing.
pub fn repair(options: &Options, progress: Progress<'_>) -> Result<Report, Problem> {
    let writing = Options { write: true, ..options.clone() };
    let begun = open::begin(&writing)?;
    if begun.damage().is_none() {
        let (mut core, lock) = begun.finish(progress)?;
        core.prove(&mut || false);
        drafts::mend(&core.files)?;
        core.dirty = true;
        core.checkpoint(false)?;
        drop(core);
        drop(lock);
    }
    doctor(options, progress)
}
