//! A change sent and answered, its refusals as problems.

use super::ask;
use crate::domain::{Finding, RecordId, Rev};
use crate::lang::errors::{exchange as codes, register};
use crate::lang::{Lang, Problem};
use crate::register::{Change, Door, Reply, Request};

/// A change that is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The new revisions.
    pub revs: Vec<(RecordId, Rev)>,
    /// The first and last seq.
    pub seqs: (u64, u64),
}

/// Sends a change.
///
/// # Errors
/// What the door refused; findings that stand against it (`checks_failed`, naming each and how to
/// accept the soft ones); somebody else's change in between (`stale`).
pub fn save(door: &mut dyn Door, change: Change, lang: Lang) -> Result<Saved, Problem> {
    outcome(ask::one(door, Request::Do(change))?, lang)
}

/// What an answer to a change, an undo or a redo comes to.
///
/// # Errors
/// As [`save`].
pub fn outcome(reply: Reply, lang: Lang) -> Result<Saved, Problem> {
    match reply {
        Reply::Saved { revs, seqs, .. } => Ok(Saved { revs, seqs }),
        Reply::Checks(findings) => Err(checks(&findings, lang)),
        Reply::Stale { theirs, by, .. } => {
            Err(Problem::new(&register::STALE, [theirs.record.id.short(), by]))
        }
        _ => Err(ask::unexpected("Do")),
    }
}

fn checks(findings: &[(usize, Finding)], lang: Lang) -> Problem {
    let says = |finding: &Finding| format!("{} [{}]", finding.problem.what(lang), finding.check);
    let all: Vec<_> = findings.iter().map(|(_, finding)| says(finding)).collect();
    let hard: Vec<_> = findings.iter().map(|(_, f)| f).filter(|finding| !finding.soft).collect();
    if hard.is_empty() {
        let first = findings.first().map_or("", |(_, finding)| finding.check.as_str());
        return Problem::new(&codes::CHECKS_SOFT, [all.join("; "), first.to_owned()]);
    }
    let hints: Vec<_> = hard.iter().map(|finding| finding.problem.hint(lang)).collect();
    Problem::new(&codes::CHECKS_HARD, [all.join("; "), hints.join("; ")])
}
