//! How well the pairs that are named are those that are one person, by kind.

use crate::corpus::{ASKED, BEYOND, Corpus, Kind, commune};
use densach::domain::RecordId;
use densach::domain::duplicates::{self, Faces};
use std::collections::{BTreeMap, HashSet};

/// What was found.
pub struct Outcome {
    /// By kind: found, of all.
    pub kinds: BTreeMap<Kind, (usize, usize)>,
    /// Pairs named that are two people, those seeded as namesakes among them.
    pub wrong: usize,
    pub namesakes: usize,
    /// Namesakes seeded.
    pub seeded: usize,
    pub pairs: usize,
}

impl Outcome {
    pub fn recall(&self) -> f64 {
        let (found, all) = self.asked();
        found as f64 / all.max(1) as f64
    }

    fn asked(&self) -> (usize, usize) {
        let of = ASKED.iter().filter_map(|kind| self.kinds.get(kind));
        of.fold((0, 0), |sum, (found, all)| (sum.0 + found, sum.1 + all))
    }

    /// Of the pairs named, those of the kinds asked and wrong ones alone.
    pub fn precision(&self) -> f64 {
        let (found, _) = self.asked();
        found as f64 / (found + self.wrong).max(1) as f64
    }

    pub fn print(&self, what: &str) {
        println!("{what}: recall {:.4}, precision {:.4}", self.recall(), self.precision());
        println!("| kind | found | of | recall |\n|---|---:|---:|---:|");
        for kind in ASKED.into_iter().chain(BEYOND) {
            let (found, all) = self.kinds.get(&kind).copied().unwrap_or_default();
            let beyond = if BEYOND.contains(&kind) { " (beyond, not summed)" } else { "" };
            println!(
                "| {kind:?}{beyond} | {found} | {all} | {:.3} |",
                found as f64 / all.max(1) as f64
            );
        }
        println!(
            "| wrong pairs | {} | {} named | |\n| of them seeded namesakes | {} | {} | |",
            self.wrong, self.pairs, self.namesakes, self.seeded
        );
    }
}

/// The faces of a corpus, ready.
pub fn faces(corpus: &Corpus) -> Faces {
    let mut faces = Faces::default();
    for record in &corpus.records {
        faces.add(record, &mut commune);
    }
    faces.learn();
    faces
}

/// Compares a corpus with itself.
pub fn measure(corpus: &Corpus, least: u16) -> (Outcome, Vec<(u16, RecordId, RecordId, String)>) {
    let mut faces = faces(corpus);
    let pairs = duplicates::pairs(&mut faces, least, &HashSet::new(), &mut |_, _| true).unwrap();
    let of = |number: u32| faces.all()[number as usize];
    let mut kinds: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for kind in corpus.truth.values() {
        kinds.entry(*kind).or_default().1 += 1;
    }
    let seeded: HashSet<_> = corpus.namesakes.iter().copied().collect();
    let mut outcome =
        Outcome { kinds, wrong: 0, namesakes: 0, seeded: seeded.len(), pairs: pairs.len() };
    let mut told = Vec::new();
    for pair in &pairs {
        let (a, b) = (of(pair.of.0), of(pair.of.1));
        match corpus.truth.get(&(a.id, b.id)) {
            Some(kind) => outcome.kinds.entry(*kind).or_default().0 += 1,
            None => {
                outcome.wrong += 1;
                outcome.namesakes += usize::from(seeded.contains(&(a.id, b.id)));
                let why = faces.compare(&a, &b).line(densach::lang::Lang::En);
                told.push((pair.score, a.id, b.id, why));
            }
        }
    }
    (outcome, told)
}

/// Shows what the pairs that are not found say, most frequent first.
#[allow(dead_code)]
pub fn missed(corpus: &Corpus, least: u16) {
    let faces = faces(corpus);
    let by_id: std::collections::HashMap<RecordId, _> =
        faces.all().iter().map(|face| (face.id, face)).collect();
    let mut why: BTreeMap<String, usize> = BTreeMap::new();
    for ((a, b), kind) in &corpus.truth {
        let like = faces.compare(by_id[a], by_id[b]);
        if like.score < least {
            let line = format!("{kind:?}: {} {}", like.score, like.line(densach::lang::Lang::En));
            *why.entry(line).or_default() += 1;
        }
    }
    let mut why: Vec<(usize, String)> = why.into_iter().map(|(line, n)| (n, line)).collect();
    why.sort();
    println!("missed:");
    why.iter().rev().take(25).for_each(|(count, line)| println!("  {count:5} {line}"));
}
