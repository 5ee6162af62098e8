//! Members as they are compared: small, so that a whole register's stand in memory, and made once,
//! since folding a name costs more than comparing two.

use super::names::{self, Fit};
use super::{LIKELY, Likeness, Reason, birth};
use crate::domain::records::member::Member;
use crate::domain::{PartialDate, Record, RecordId, lookup};
use crate::text::fold::{fold, marked, syllables};
use std::collections::{HashMap, HashSet};

/// A syllable is seldom that stands in no more names than this,
const SELDOM: u32 = 3;
/// nor in more than one of so many.
const ONE_OF: u32 = 5_000;
/// So many sure pairs make two villages one.
const LINKS: u32 = 2;
/// Reasons that two members can have at once.
const MOST: usize = 7;

/// The commune that a village lies in.
pub type Places<'p> = &'p mut dyn FnMut(RecordId) -> Option<String>;

/// A syllable: without its marks, and with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Syllable {
    folded: u32,
    marked: u32,
}

/// A member as it is compared. 0 stands for what is not known.
#[derive(Clone, Copy, Debug)]
pub struct Face {
    /// The member.
    pub id: RecordId,
    start: u32,
    len: u8,
    gender: u8,
    birth: Option<PartialDate>,
    pub(super) village: u32,
    commune: u32,
    pub(super) citizen: u64,
    pub(super) phone: u64,
}

/// Numbers for texts.
#[derive(Debug, Default)]
struct Texts {
    list: Vec<Box<str>>,
    of: HashMap<Box<str>, u32>,
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.of.get(text) {
            return *number;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(text.into());
        self.of.insert(text.into(), number);
        number
    }

    fn text(&self, number: u32) -> &str {
        at(&self.list, number).map_or("", |text| text)
    }
}

fn at<T>(list: &[T], number: u32) -> Option<&T> {
    list.get(usize::try_from(number).ok()?)
}

/// Members to be compared with each other.
#[derive(Debug, Default)]
pub struct Faces {
    all: Vec<Face>,
    names: Vec<Syllable>,
    /// Syllables as written whose numbers are known.
    written: HashMap<Box<str>, Syllable>,
    folded: Texts,
    marked: Texts,
    genders: Texts,
    communes: Texts,
    /// Villages by number from 1, and the numbers of their communes.
    villages: HashMap<RecordId, (u32, u32)>,
    /// Whether a syllable without marks is seldom; none is as long as nothing is known.
    seldom: Vec<bool>,
    /// Villages, by number, that seem to be one: the lower number first.
    linked: HashSet<(u32, u32)>,
}

/// Syllables without punctuation around them, as the search splits them.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let parts = lookup::parts(name).flat_map(syllables);
    parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric())).filter(|p| !p.is_empty())
}

/// A number for bytes (FNV-1a, mixed), never 0.
pub(super) fn hash(parts: impl IntoIterator<Item = u64>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        hash = (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 29;
    }
    (hash ^ hash >> 32).max(1)
}

fn hash_text(text: &str) -> u64 {
    if text.is_empty() { 0 } else { hash(text.bytes().map(u64::from)) }
}

/// A number's length in the high byte: an old citizen id of 9 digits is no other one than a new one.
fn citizen(text: &str) -> u64 {
    let len = u64::try_from(text.len()).unwrap_or(0);
    if text.is_empty() { 0 } else { len << 56 | hash_text(text) >> 8 }
}

impl Faces {
    /// Takes a member in; `commune_of` is asked once for each village.
    pub fn add(&mut self, record: &Record, commune_of: Places<'_>) {
        let member = Member(record);
        let start = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        for word in words(member.full_name()).take(usize::from(u8::MAX)) {
            let syllable = self.syllable(word);
            self.names.push(syllable);
        }
        let len = self.names.len().saturating_sub(usize::try_from(start).unwrap_or(0));
        let (village, commune) = member.village().map_or((0, 0), |id| self.village(id, commune_of));
        let gender = member.gender().map_or(0, |code| self.genders.number(code).saturating_add(1));
        self.all.push(Face {
            id: record.id,
            start,
            len: u8::try_from(len).unwrap_or(u8::MAX),
            gender: u8::try_from(gender).unwrap_or(u8::MAX),
            birth: member.birth_date(),
            village,
            commune,
            citizen: citizen(member.citizen_id()),
            phone: hash_text(member.phone()),
        });
    }

    fn syllable(&mut self, word: &str) -> Syllable {
        if let Some(known) = self.written.get(word) {
            return *known;
        }
        let syllable = Syllable {
            folded: self.folded.number(&fold(word)),
            marked: self.marked.number(&marked(word)),
        };
        self.written.insert(word.into(), syllable);
        syllable
    }

    fn village(&mut self, id: RecordId, commune_of: Places<'_>) -> (u32, u32) {
        if let Some(known) = self.villages.get(&id) {
            return *known;
        }
        let number = u32::try_from(self.villages.len()).unwrap_or(u32::MAX).saturating_add(1);
        let commune = commune_of(id).map_or(0, |area| self.communes.number(&area) + 1);
        self.villages.insert(id, (number, commune));
        (number, commune)
    }

    /// Every member, in the order of taking in.
    pub fn all(&self) -> &[Face] {
        &self.all
    }

    /// Learns from its own members which syllables are seldom: those of a whole register are all there.
    pub fn learn(&mut self) {
        let mut counts = vec![0_u32; self.folded.list.len()];
        for syllable in &self.names {
            let count = usize::try_from(syllable.folded).ok().and_then(|at| counts.get_mut(at));
            count.into_iter().for_each(|count| *count = count.saturating_add(1));
        }
        let members = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.seldom = counts.into_iter().map(|count| is_seldom(count, members)).collect();
    }

    /// Is told what a register knows: in how many of its members' names a syllable without marks
    /// stands, and how many members there are.
    pub fn know(&mut self, count: &dyn Fn(&str) -> u32, members: u32) {
        self.seldom = self.folded.list.iter().map(|text| is_seldom(count(text), members)).collect();
    }

    /// From pairs that are sure whatever their villages, learns which villages seem to be one.
    pub(super) fn link(&mut self, sure: impl Iterator<Item = (u32, u32)>) {
        let mut counts: HashMap<(u32, u32), u32> = HashMap::new();
        for (x, y) in sure.filter(|(x, y)| *x != 0 && *y != 0 && x != y) {
            *counts.entry((x.min(y), x.max(y))).or_default() += 1;
        }
        self.linked =
            counts.into_iter().filter(|(_, count)| *count >= LINKS).map(|(pair, _)| pair).collect();
    }

    /// A member's syllables without marks.
    pub fn name(&self, face: &Face) -> Vec<&str> {
        self.syllables(face).iter().map(|syllable| self.folded.text(syllable.folded)).collect()
    }

    /// A member's birth.
    pub fn birth(face: &Face) -> Option<PartialDate> {
        face.birth
    }

    fn syllables(&self, face: &Face) -> &[Syllable] {
        let start = usize::try_from(face.start).unwrap_or(usize::MAX);
        self.names.get(start..start.saturating_add(usize::from(face.len))).unwrap_or_default()
    }

    /// The numbers of a member's syllables without marks, in order of number.
    pub(super) fn sorted(&self, face: &Face, into: &mut Vec<u32>) {
        into.clear();
        into.extend(self.syllables(face).iter().map(|syllable| syllable.folded));
        into.sort_unstable();
    }

    fn is_seldom(&self, folded: u32) -> bool {
        at(&self.seldom, folded).copied().unwrap_or(false)
    }

    /// How alike two members are.
    pub fn compare(&self, a: &Face, b: &Face) -> Likeness {
        let (score, reasons) = self.weigh(a, b);
        Likeness { score, reasons: reasons.into_iter().flatten().collect() }
    }

    /// As [`compare`](Self::compare), the score alone, quickly.
    pub(super) fn score(&self, a: &Face, b: &Face) -> u16 {
        // Most that share a key share no name.
        let same_id = a.citizen != 0 && a.citizen == b.citizen;
        if !same_id && self.fit(a, b).is_none() { 0 } else { self.weigh(a, b).0 }
    }

    fn fit(&self, a: &Face, b: &Face) -> Option<Reason> {
        let (x, y) = (self.syllables(a), self.syllables(b));
        // Cheaper than taking the numbers out: names that differ in two places and more are no news.
        let odd = || x.iter().zip(y).filter(|(a, b)| a.folded != b.folded);
        if x.len().abs_diff(y.len()) > 1 {
            return None;
        }
        if x.len() == y.len() && !x.is_empty() && odd().next().is_none() {
            let same = x.iter().zip(y).all(|(a, b)| a.marked == b.marked);
            return Some(if same { Reason::SameName } else { Reason::NameMarksDiffer });
        }
        let numbers = |name: &[Syllable]| name.iter().map(|s| s.folded).collect::<Vec<_>>();
        let slip = |a, b| names::is_slip(self.folded.text(a), self.folded.text(b));
        Some(match names::fit(&numbers(x), &numbers(y), slip)? {
            Fit::Same => Reason::SameName,
            Fit::Order => Reason::NameOrder,
            Fit::Letter(a, b) if self.is_seldom(a) || self.is_seldom(b) => Reason::NameSlip,
            Fit::Letter(..) => Reason::NameNearly,
            Fit::LeftOut => Reason::MiddleLeftOut,
        })
    }

    fn weigh(&self, a: &Face, b: &Face) -> (u16, [Option<Reason>; MOST]) {
        let (score, mut reasons) = self.told(a, b);
        let pair = (a.village.min(b.village), a.village.max(b.village));
        // It speaks for those who are likely already, whom the keys find.
        if score < LIKELY || !self.linked.contains(&pair) {
            return (score, reasons);
        }
        let other = reasons.iter_mut().find(|reason| **reason == Some(Reason::OtherVillage));
        let Some(other) = other else { return (score, reasons) };
        *other = Some(Reason::RenamedVillage);
        (sum(&reasons), reasons)
    }

    fn told(&self, a: &Face, b: &Face) -> (u16, [Option<Reason>; MOST]) {
        let name = self.fit(a, b);
        let births = a.birth.zip(b.birth);
        let [year, day] = births.map_or([None; 2], |(x, y)| birth::reasons(x, y));
        let id = both(a.citizen, b.citizen).filter(|(x, y)| x >> 56 == y >> 56);
        let id = id.map(|(x, y)| pick(x == y, Reason::SameCitizenId, Reason::OtherCitizenId));
        let village = both(a.village, b.village).map(|(x, y)| match both(a.commune, b.commune) {
            _ if x == y => Reason::SameVillage,
            Some((x, y)) if x != y => Reason::OtherCommune,
            _ => Reason::OtherVillage,
        });
        let phone = both(a.phone, b.phone).filter(|(x, y)| x == y).map(|_| Reason::SamePhone);
        let gender = both(a.gender, b.gender).filter(|(x, y)| x != y);
        let reasons = [id, name, year, day, village, phone, gender.map(|_| Reason::OtherGender)];
        // Neighbours of one year, and relatives with one telephone, are no duplicates of each other.
        let told = name.is_some() || id == Some(Reason::SameCitizenId);
        (if told { sum(&reasons) } else { 0 }, reasons)
    }
}

fn sum(reasons: &[Option<Reason>]) -> u16 {
    let points: i16 = reasons.iter().flatten().map(|reason| reason.points()).sum();
    u16::try_from(points.clamp(0, 100)).unwrap_or(0)
}

fn is_seldom(count: u32, members: u32) -> bool {
    count <= SELDOM.max(members / ONE_OF)
}

fn both<T: Copy + Default + PartialEq>(a: T, b: T) -> Option<(T, T)> {
    (a != T::default() && b != T::default()).then_some((a, b))
}

fn pick(first: bool, a: Reason, b: Reason) -> Reason {
    if first { a } else { b }
}
