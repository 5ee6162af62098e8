//! What bundles in quarantine wait for: the numbers of their chain that have not come.

use super::bundle::{Bundle, Expect, NAMESPACE};
use super::courier::{Office, unsealed};
use super::dispatch::ledger;
use super::post::Folders;
use super::receive::chain;
use crate::lang::Problem;
use crate::lang::errors::bundle::GAP;
use crate::register::{Chain, Door, Stand};
use std::collections::BTreeMap;

/// Bundles of one chain that wait, and for which of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Who sends.
    pub sender: String,
    /// The chain.
    pub chain: Chain,
    /// Numbers that have not come, from and to; none: the first that waits can be taken in.
    pub missing: Vec<(u64, u64)>,
    /// The files by number.
    pub files: BTreeMap<u64, String>,
}

impl Waiting {
    /// The missing numbers as people write them: `2, 4–6`.
    pub fn runs(&self) -> String {
        runs(&self.missing)
    }
}

/// Runs of numbers as people write them.
pub fn runs(missing: &[(u64, u64)]) -> String {
    let run = |(from, to): &(u64, u64)| match from == to {
        true => from.to_string(),
        false => format!("{from}–{to}"),
    };
    missing.iter().map(run).collect::<Vec<_>>().join(", ")
}

impl Office<'_> {
    /// What waits for others of its chain. What the ledger says of it counts, and not what it was
    /// when the file came: the missing one may have been taken in since.
    ///
    /// # Errors
    /// What the door refused, the disk.
    pub fn waiting(&self, door: &mut dyn Door) -> Result<Vec<Waiting>, Problem> {
        let held = Folders::of(self.dir).held()?.into_iter();
        let held: Vec<_> =
            held.filter(|held| held.why.as_ref().is_some_and(|why| why.problem.is(&GAP))).collect();
        if held.is_empty() {
            return Ok(Vec::new());
        }
        let rows = ledger(door)?.rows;
        let mut chains: BTreeMap<Chain, Waiting> = BTreeMap::new();
        for held in held {
            let opened = unsealed(self.dir, &held.file.path);
            let bundle = opened.and_then(|opened| {
                let path = opened.as_ref().map_or(&*held.file.path, |opened| opened.path());
                Bundle::open(path, &self.check(NAMESPACE), &Expect::anyone())
            });
            // What is refused for another reason by now waits for nothing of its chain.
            let Ok(bundle) = bundle else { continue };
            let of = chain(bundle.head());
            let waiting = chains.entry(of.clone()).or_insert_with(|| Waiting {
                sender: bundle.head().sender.clone(),
                chain: of,
                missing: Vec::new(),
                files: BTreeMap::new(),
            });
            waiting.files.insert(bundle.head().seq, held.file.name);
        }
        let told = chains.into_values().map(|mut waiting| {
            let highest = Stand::of(&rows, &waiting.chain).highest;
            waiting.missing = missing(highest, waiting.files.keys().copied());
            waiting
        });
        Ok(told.collect())
    }
}

/// Runs of numbers between that one and the last of those, none of which is there.
fn missing(highest: u64, there: impl Iterator<Item = u64>) -> Vec<(u64, u64)> {
    let (mut runs, mut next) = (Vec::new(), highest.saturating_add(1));
    for seq in there.filter(|seq| *seq > highest) {
        if seq > next {
            runs.push((next, seq - 1));
        }
        next = seq.saturating_add(1);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::missing;

    #[test]
    fn what_has_come_is_not_missing() {
        for (highest, there, runs) in [
            (1, &[3][..], &[(2, 2)][..]),
            (1, &[3, 4, 7], &[(2, 2), (5, 6)]),
            (2, &[3, 4], &[]),
            (5, &[3, 4], &[]),
            (0, &[9], &[(1, 8)]),
            (3, &[2, 6], &[(4, 5)]),
        ] {
            assert_eq!(missing(highest, there.iter().copied()), runs, "{highest} {there:?}");
        }
    }
}
