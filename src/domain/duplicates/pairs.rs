//! Every likely pair of a register: members that share a key are compared, and the keys are such
//! that whoever is [likely](LIKELY) to be another shares one.
//!
//! What two likely ones have in common: the citizen id; the telephone; the name or all but one
//! syllable of it with the day and month of birth (in either order), the year (its digits in any
//! order) or the village.

use super::faces::hash;
use super::{Face, Faces, LIKELY, birth};
use crate::domain::RecordId;
use std::collections::HashSet;

/// Members of one key that are compared each with each; of more, each with its neighbours by name
/// only.
const MOST: usize = 4_000;
/// Those neighbours.
const NEIGHBOURS: usize = 500;
/// From this score on a pair is sure even of two villages.
const SURE: u16 = 85;
/// Pairs found, some of them several times, after which the doubles are taken out.
const DOUBLES: usize = 1_000_000;

/// Two members that may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// How likely.
    pub score: u16,
    /// Their places among the faces.
    pub of: (u32, u32),
}

/// A key members are held together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    CitizenId,
    Phone,
    NameAndDay,
    NameAndYear,
    NameAndVillage,
}

const ALL: [By; 5] =
    [By::CitizenId, By::Phone, By::NameAndDay, By::NameAndYear, By::NameAndVillage];

/// The likely pairs (from `least` on, but at least [`LIKELY`]) without those that are two people;
/// the best first, equals in the order of ids. `goes_on` is told how far it is; false ends it: None.
pub fn pairs(
    faces: &mut Faces,
    least: u16,
    two_people: &HashSet<(RecordId, RecordId)>,
    goes_on: &mut dyn FnMut(u64, u64) -> bool,
) -> Option<Vec<Pair>> {
    let mut search = Search { faces, found: Vec::new() };
    let all = u64::try_from(ALL.len()).unwrap_or(1);
    for (done, by) in (0..).zip(ALL) {
        search.run(by, &mut || goes_on(done, all))?;
    }
    let Search { mut found, .. } = search;
    found.sort_unstable();
    found.dedup();
    // Villages that sure pairs show to be one speak for other pairs in the same two.
    let sure = found.iter().filter(|pair| pair.score >= SURE);
    let villages: Vec<(u32, u32)> = sure
        .filter_map(|pair| {
            let (a, b) = face(faces, pair.of.0).zip(face(faces, pair.of.1))?;
            Some((a.village, b.village))
        })
        .collect();
    faces.link(villages.into_iter());
    found.retain_mut(|pair| {
        let Some((a, b)) = face(faces, pair.of.0).zip(face(faces, pair.of.1)) else { return false };
        pair.score = faces.score(a, b);
        if a.id > b.id {
            pair.of = (pair.of.1, pair.of.0);
        }
        let is_told = two_people.contains(&(a.id, b.id)) || two_people.contains(&(b.id, a.id));
        pair.score >= least && !is_told
    });
    found.sort_by_cached_key(|pair| {
        let id = |number| face(faces, number).map(|face| face.id);
        (std::cmp::Reverse(pair.score), id(pair.of.0), id(pair.of.1))
    });
    Some(found)
}

fn face(faces: &Faces, number: u32) -> Option<&Face> {
    faces.all().get(usize::try_from(number).ok()?)
}

struct Search<'f> {
    faces: &'f Faces,
    found: Vec<Pair>,
}

impl Search<'_> {
    /// Compares those who share a key of that sort.
    fn run(&mut self, by: By, goes_on: &mut dyn FnMut() -> bool) -> Option<()> {
        let mut keys: Vec<(u64, u32)> = Vec::new();
        let (mut name, mut own) = (Vec::new(), Vec::new());
        for (number, face) in (0..).zip(self.faces.all()) {
            own.clear();
            self.keys(by, face, &mut name, &mut own);
            own.sort_unstable();
            own.dedup();
            keys.extend(own.iter().map(|key| (*key, number)));
            if number % 100_000 == 0 && !goes_on() {
                return None;
            }
        }
        keys.sort_unstable();
        for (at, block) in keys.chunk_by(|a, b| a.0 == b.0).enumerate() {
            self.block(block);
            if (at % 1_000 == 0 || block.len() > 1_000) && !goes_on() {
                return None;
            }
        }
        Some(())
    }

    fn block(&mut self, block: &[(u64, u32)]) {
        let mut numbers: Vec<u32> = block.iter().map(|(_, number)| *number).collect();
        let reach = if block.len() > MOST {
            let mut named: Vec<(Vec<&str>, u32)> = numbers
                .iter()
                .filter_map(|number| {
                    let face = face(self.faces, *number)?;
                    let mut name = self.faces.name(face);
                    name.sort_unstable();
                    Some((name, *number))
                })
                .collect();
            named.sort_unstable();
            numbers = named.into_iter().map(|(_, number)| number).collect();
            NEIGHBOURS
        } else {
            usize::MAX
        };
        for (at, one) in numbers.iter().enumerate() {
            for other in numbers.iter().skip(at + 1).take(reach) {
                self.pair(*one.min(other), *one.max(other));
            }
        }
        if self.found.len() > DOUBLES {
            self.found.sort_unstable();
            self.found.dedup();
        }
    }

    fn pair(&mut self, one: u32, other: u32) {
        let both = face(self.faces, one).zip(face(self.faces, other));
        let score = both.map_or(0, |(a, b)| self.faces.score(a, b));
        if score >= LIKELY {
            self.found.push(Pair { score, of: (one, other) });
        }
    }

    /// A member's keys of that sort; none where it does not tell.
    fn keys(&self, by: By, face: &Face, name: &mut Vec<u32>, into: &mut Vec<u64>) {
        match by {
            By::CitizenId => into.extend(Some(face.citizen).filter(|key| *key != 0)),
            By::Phone => into.extend(Some(face.phone).filter(|key| *key != 0)),
            By::NameAndDay => {
                if let Some((a, b)) = Faces::birth(face).and_then(birth::day_class) {
                    self.parts(face, name, u64::from(a) << 8 | u64::from(b), into);
                }
            }
            By::NameAndYear => {
                if let Some(born) = Faces::birth(face) {
                    self.parts(face, name, birth::digit_class(born.year).into(), into);
                }
            }
            By::NameAndVillage if face.village != 0 => {
                self.parts(face, name, face.village.into(), into);
            }
            By::NameAndVillage => {}
        }
    }

    /// Keys of the whole name and of the name without each of its syllables, with something else.
    fn parts(&self, face: &Face, name: &mut Vec<u32>, with: u64, into: &mut Vec<u64>) {
        self.faces.sorted(face, name);
        let but = |left_out: usize| {
            let rest = name.iter().enumerate().filter(move |(at, _)| *at != left_out);
            rest.map(|(_, syllable)| u64::from(*syllable))
        };
        for left_out in 0..=name.len() {
            into.push(hash([with, u64::MAX].into_iter().chain(but(left_out))));
        }
    }
}
