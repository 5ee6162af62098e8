//! Histories of three registers (two machines of one commune, and the province), drawn by a seed: people
//! edit, delete and decide while bundles and receipts are lost, repeated and reordered, a machine is
//! set back to an old backup, and the power goes in the middle of taking a bundle in. Then everything
//! is delivered, and three things must hold:
//!
//! - whatever came was taken into the record, or waits in the queue (asked after every bundle);
//! - no value is gone that nobody replaced: from every value that ever stood in a history, what stands
//!   there now was reached by people's own edits and decisions;
//! - what waits for nobody is the same in all three registers.
//!
//! `DENSACH_HISTORIES=50000 cargo test --release --lib register::tests::histories` plays more of them.

use super::office::{BackUp, Office, Parcel};
use super::*;
use crate::domain::Op;
use crate::domain::records::bundle::word;
use crate::lang::errors::queue::CHAIN_MOVED;
use crate::register::exchanged::Past;
use std::collections::{BTreeMap, BTreeSet};

/// Histories played unless the environment names another number.
const HISTORIES: u64 = 2_000;
/// Histories that three registers live through before new ones are made.
const A_WORLD: u64 = 8;
/// Acts of one.
const ACTS: usize = 24;
/// The fields that are edited.
const FIELDS: [u16; 3] = [member::OCCUPATION, member::JOINED_DECISION, member::ADDRESS_OLD];
/// Who sends to whom.
const LINKS: [(usize, usize); 6] = [(0, 1), (1, 0), (0, 2), (1, 2), (2, 0), (2, 1)];

/// Numbers in a fixed order (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.roll(list.len())]
    }
}

/// What stands between two registers.
#[derive(Default)]
struct Link {
    /// Every bundle of the chain, in order; the post may bring any of them at any time.
    sent: Vec<Parcel>,
}

struct World {
    offices: Vec<Office>,
    links: BTreeMap<(usize, usize), Link>,
    dice: Dice,
    /// What somebody put in the place of what: record, field, the value before and the one after.
    replaced: BTreeSet<(RecordId, u16, String, String)>,
    people: Vec<RecordId>,
    /// The last number given out.
    number: u64,
    /// Copies of folders taken this history.
    backups: Vec<(usize, BackUp)>,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut lan = Office::new("lan@15889", 1, COMMUNE);
        let above = lan.save(put(unit::KIND, province()));
        let own = lan.core().own_unit();
        lan.set(own, unit::PARENT, Some(Value::Ref(above)));
        let hoa = lan.twin("hoa@15889", 2);
        let tinh = Office::new("ti@tinh", 3, "tinh");
        let mut world = Self {
            offices: vec![lan, hoa, tinh],
            links: LINKS.into_iter().map(|link| (link, Link::default())).collect(),
            dice: Dice(seed),
            replaced: BTreeSet::new(),
            people: Vec::new(),
            number: 0,
            backups: Vec::new(),
        };
        // The province knows the commune, and says where it stands, before anything happens.
        world.send(0, 2);
        world.deliver_all();
        let above = world.offices[2].core().own_unit();
        world.offices[2].set(own, unit::PARENT, Some(Value::Ref(above)));
        world
    }

    /// Bundles that the recipient has not taken yet, by their own ledger.
    fn send(&mut self, from: usize, to: usize) {
        let name = self.offices[to].name;
        let chain = self.offices[from].chain(name);
        let rows = self.offices[from].ledger();
        let last = rows
            .iter()
            .filter(|row| row.way != Way::Taken && row.chain == chain)
            .max_by_key(|row| row.seq);
        let (since, seq) = last.map_or((0, 1), |last| (last.covers, last.seq + 1));
        let parcel = self.offices[from].collect(name, (since, seq), Vec::new());
        if parcel.0.rows == 0 && since > 0 {
            return;
        }
        self.offices[from]
            .act(&BundleAct::Made(Box::new(parcel.0.clone()), String::new()))
            .unwrap();
        self.links.get_mut(&(from, to)).unwrap().sent.push(parcel);
    }

    /// Brings one bundle; true if it was taken now.
    fn bring(&mut self, (from, to): (usize, usize), at: usize, power_cut: bool) -> bool {
        let parcel = self.links[&(from, to)].sent[at].clone();
        if power_cut {
            let share = self.dice.roll(101) as f64 / 100.0;
            self.offices[to].cut_while_taking(&parcel, share);
        }
        let taken = match self.offices[to].take(&parcel) {
            Ok(taken) => taken,
            Err(problem) => {
                assert!(problem.is(&CHAIN_MOVED), "{problem} {:?}", parcel.0);
                return false;
            }
        };
        if self.dice.roll(2) == 0 {
            let LedgerRow { chain, identity, seq, .. } = parcel.0.clone();
            let receipt = Receipt { chain, identity, seq, highest: taken.highest };
            // A machine set back to an old backup does not know the bundle any more.
            let _ = self.offices[from].act(&BundleAct::Receipt(receipt));
        }
        self.all_is_here(to, &parcel);
        !taken.before
    }

    /// Whatever the bundle brought is in the record, or waits in the queue.
    fn all_is_here(&mut self, to: usize, (row, spool): &Parcel) {
        let mut reader = exchanged::SpoolReader::open(spool).unwrap();
        // What waited once was decided: whether rightly, the end shows.
        let waiting: BTreeSet<RecordId> =
            self.offices[to].entries().into_iter().map(|(record, _)| record).collect();
        let mut rows = Vec::new();
        while let Some(item) = reader.item().unwrap() {
            if let exchanged::Item::Row(row) = item {
                rows.push(*row);
            }
        }
        rows.retain(|row| self.people.contains(&row.id));
        let core = self.offices[to].core();
        for came in rows {
            let Some(here) = core.row(came.id).unwrap() else {
                assert!(!matches!(came.op, Op::Put(_)), "{row:?}");
                continue;
            };
            let past = Past::of(core, &here).unwrap();
            let line = past.line();
            let inside =
                line.iter().any(|had| had.rev == came.rev) || past.bases().contains(&came.rev);
            assert!(inside || waiting.contains(&came.id), "{row:?} {came:?} {line:?}");
        }
    }

    /// One thing happens.
    fn act(&mut self) {
        let at = self.dice.roll(3);
        match self.dice.roll(20) {
            0..=7 => self.edit(at),
            8 => self.delete(at),
            9..=10 => self.decide(at),
            11..=13 => {
                let (from, to) = self.dice.of(&LINKS);
                self.send(from, to);
            }
            14..=17 => {
                let link = self.dice.of(&LINKS);
                let sent = self.links[&link].sent.len();
                if sent > 0 {
                    // The newest ones mostly, an old one now and then.
                    let back = self.dice.roll(sent.min(4));
                    let cut = self.dice.roll(6) == 0;
                    self.bring(link, sent - 1 - back, cut);
                }
            }
            18 => self.back_up(at),
            _ => self.set_back(),
        }
    }

    fn edit(&mut self, at: usize) {
        let new = self.people.len() < 2 || self.dice.roll(8) == 0;
        if new && at < 2 {
            let id = self.offices[at].add("Nguyễn Thị Hòa");
            return self.people.push(id);
        }
        if self.people.is_empty() {
            return;
        }
        let id = self.dice.of(&self.people.clone());
        let tag = self.dice.of(&FIELDS);
        let Some(values) = self.offices[at].values(id) else { return };
        self.number += 1;
        let value = format!("0{:09}", self.number);
        self.replaced.insert((id, tag, word(&values, tag).to_owned(), value.clone()));
        self.offices[at].set(id, tag, text(&value));
    }

    fn delete(&mut self, at: usize) {
        if self.people.is_empty() {
            return;
        }
        let id = self.dice.of(&self.people.clone());
        let Some(values) = self.offices[at].values(id) else { return };
        for tag in FIELDS {
            self.replaced.insert((id, tag, word(&values, tag).to_owned(), GONE.into()));
        }
        self.offices[at].delete(id);
    }

    /// A person decides the oldest entry.
    fn decide(&mut self, at: usize) {
        let Some(entry) = self.offices[at].queue().into_iter().next() else { return };
        let sides = self.offices[at].sides(entry.id);
        let choice = match self.dice.roll(3) {
            0 => Choice::Ours,
            1 => Choice::Theirs,
            _ => Choice::Fields(vec![self.dice.of(&FIELDS)]),
        };
        let act = BundleAct::Decide { conflict: entry.id, choice };
        self.offices[at].act(&act).unwrap();
        if entry.why == "lacking" {
            return;
        }
        let now = self.offices[at].values(entry.record);
        for tag in FIELDS {
            let now = now.as_ref().map_or(GONE.into(), |values| word(values, tag).to_owned());
            for side in [&sides.ours, &sides.theirs] {
                let was =
                    side.values.as_ref().map_or(GONE.into(), |values| word(values, tag).to_owned());
                self.replaced.insert((entry.record, tag, was, now.clone()));
            }
        }
    }

    fn back_up(&mut self, at: usize) {
        let backup = self.offices[at].back_up();
        self.backups.push((at, backup));
    }

    /// A machine is lost, and an old backup takes its place. What is on its way comes all the same.
    fn set_back(&mut self) {
        if let Some((at, backup)) = self.backups.pop() {
            self.offices[at].set_back(backup);
        }
    }

    /// Until nobody has anything new for anybody.
    fn deliver_all(&mut self) {
        for _ in 0..30 {
            let mut moved = false;
            for (from, to) in LINKS {
                self.send(from, to);
                let taken = self.offices[to].ledger();
                let is_new =
                    |parcel: &Parcel| taken.iter().all(|row| row.identity != parcel.0.identity);
                let sent = &self.links[&(from, to)].sent;
                let new: Vec<usize> = (0..sent.len()).filter(|at| is_new(&sent[*at])).collect();
                for at in new {
                    moved |= self.bring((from, to), at, false);
                }
            }
            if !moved {
                return;
            }
        }
        let last = self.links.values().filter_map(|link| link.sent.last());
        panic!("it goes on for ever: {:?}", last.map(|parcel| &parcel.0).collect::<Vec<_>>());
    }

    fn history(&mut self) {
        self.people.clear();
        self.replaced.clear();
        self.backups.clear();
        for _ in 0..ACTS {
            self.act();
        }
        self.backups.clear();
        for _ in 0..40 {
            self.deliver_all();
            let Some(at) = (0..3).find(|at| !self.offices[*at].queue().is_empty()) else { break };
            self.decide(at);
        }
        self.agree();
        self.nothing_is_lost();
    }

    fn agree(&mut self) {
        for at in 0..3 {
            assert_eq!(self.offices[at].queue(), [], "still waiting at {at}");
        }
        for id in self.people.clone() {
            let [a, b, c] = [0, 1, 2].map(|at| self.offices[at].values(id));
            assert!(a == b && a == c, "{}", self.trail(id));
        }
    }

    /// What a record went through, everywhere.
    fn trail(&mut self, id: RecordId) -> String {
        let mut told = format!("{id}");
        for at in 0..3 {
            let office = &mut self.offices[at];
            let entries = office.entries();
            told += &format!(
                "\n{} {:?}\n",
                office.name,
                entries.iter().filter(|(of, _)| *of == id).collect::<Vec<_>>()
            );
            let core = office.core();
            let mut place = core.row(id).unwrap().map(|row| row.place);
            while let Some(at) = place {
                let frame = core.journal.frame(at).unwrap();
                let change = crate::register::image::change_of(&frame).unwrap().unwrap();
                let values = FIELDS.map(|tag| word(&change.values, tag).to_owned());
                let rev = frame.rev.to_string();
                told += &format!(
                    "  {} {} {values:?} {:?}\n",
                    frame.seq,
                    &rev[..8],
                    change.source.map(|source| source.file)
                );
                place = frame.prev;
            }
        }
        told
    }

    /// Every value of every history leads to what stands there now.
    fn nothing_is_lost(&mut self) {
        for id in self.people.clone() {
            let now = self.offices[0].values(id);
            let mut known: BTreeSet<(u16, String)> = BTreeSet::new();
            for at in 0..3 {
                let told = crate::register::history::history(self.offices[at].core(), id);
                let Ok(Reply::History(entries)) = told else { continue };
                for entry in entries {
                    for (tag, _, after) in entry.changes {
                        if let (true, Some(Value::Text(after))) = (FIELDS.contains(&tag), after) {
                            known.insert((tag, after));
                        }
                    }
                }
            }
            for (tag, value) in known {
                let is = now.as_ref().map_or(GONE.into(), |values| word(values, tag).to_owned());
                assert!(
                    self.leads(id, tag, &value, &is),
                    "{id} {tag}: {value} was replaced by {is}"
                );
            }
        }
    }

    fn leads(&self, id: RecordId, tag: u16, from: &str, to: &str) -> bool {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(at) = open.pop() {
            if at == to {
                return true;
            }
            for (of, field, was, now) in &self.replaced {
                if (*of, *field, was) == (id, tag, &at) && seen.insert(now.clone()) {
                    open.push(now.clone());
                }
            }
        }
        false
    }
}

/// What stands for a record that was deleted.
const GONE: &str = "†";

/// The province as the commune knows it.
fn province() -> Vec<(u16, Option<Value>)> {
    vec![
        (unit::CODE, text("tinh")),
        (unit::NAME, text("Hội Khuyến học tỉnh")),
        (unit::UNIT_KIND, since_ever(Value::Code("province".into()))),
    ]
}

#[test]
fn nothing_is_lost_and_all_agree() {
    let wanted = std::env::var("DENSACH_HISTORIES").ok().and_then(|text| text.parse().ok());
    let wanted: u64 = wanted.unwrap_or(HISTORIES);
    let first = std::env::var("DENSACH_SEED").ok().and_then(|text| text.parse().ok());
    let worlds = wanted.div_ceil(A_WORLD);
    let next = std::sync::atomic::AtomicU64::new(0);
    let first: u64 = first.unwrap_or(1);
    std::thread::scope(|threads| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            threads.spawn(|| {
                loop {
                    let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if at >= worlds {
                        break;
                    }
                    let seed = first + at;
                    println!("DENSACH_SEED={seed}");
                    let mut world = World::new(seed);
                    (0..A_WORLD.min(wanted)).for_each(|_| world.history());
                }
            });
        }
    });
}
