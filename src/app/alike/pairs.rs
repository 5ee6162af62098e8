//! The pairs of a whole register that may be one person: looked for once, then gone through one by
//! one. What is settled vanishes, and comes back when it is undone.

use super::Sides;
use crate::app::desk::{Desk, LayerId, Why, slot};
use crate::app::keymap::{Action, Context, chains};
use crate::app::layer::{Given, Go, Layer, Screen};
use crate::app::list;
use crate::domain::duplicates::{self, PAIR};
use crate::domain::{RecordId, RecordType, Rev, records};
use crate::lang::screens;
use crate::register::{Among, Ask, Pair, Reply, Request, Shown};

/// The likeliest pairs that are listed.
const MOST: usize = 1_000;

/// How a pair was settled: the record that says so, and its revision then; nothing where one of the two
/// is gone.
type Settled = Option<(RecordId, Rev)>;

/// The pairs.
pub(crate) struct Pairs {
    id: LayerId,
    pub(crate) kind: &'static RecordType,
    all: Vec<(Pair, Option<Settled>)>,
    /// How many there are in all.
    pub(crate) total: u64,
    pub(crate) at: usize,
    /// How much was looked through, of a hundred, while it is looked for.
    pub(crate) looking: Option<u64>,
    ticket: u64,
}

/// Rows that a pair takes: the one, the other, why.
pub(crate) const ROWS: usize = 3;

/// Pairs in sight on a screen so high.
pub(crate) fn page(height: u16) -> usize {
    (usize::from(height).saturating_sub(5) / ROWS).max(1)
}

impl Pairs {
    /// Looks for them among the records of the type that is compared.
    pub(crate) fn look(desk: &mut Desk) -> Go {
        let Some(kind) = records::all().iter().find(|kind| duplicates::compares(kind.kind)) else {
            return Go::Stay;
        };
        let id = desk.layer();
        let among = Among { kind: kind.kind, least: PAIR, limit: MOST };
        let ask = Request::Ask { ask: Ask::Pairs(among), slot: slot::NONE };
        let ticket = desk.send(id, Why::Pairs, ask);
        let looking = Some(0);
        let pairs = Self { id, kind, all: Vec::new(), total: 0, at: 0, looking, ticket };
        Go::Open(Box::new(Layer::Pairs(pairs)))
    }

    /// Those that are left.
    pub(crate) fn left(&self) -> impl Iterator<Item = &Pair> {
        self.all.iter().filter(|(_, settled)| settled.is_none()).map(|(pair, _)| pair)
    }

    /// How many of all there are left, those beyond the ones listed too.
    pub(crate) fn count(&self) -> u64 {
        let settled = self.all.iter().filter(|(_, settled)| settled.is_some()).count();
        self.total.saturating_sub(u64::try_from(settled).unwrap_or(u64::MAX))
    }

    /// Reads the two of the pair that the bar stands on as they are now.
    fn open(&self, desk: &mut Desk) {
        if let Some(pair) = self.left().nth(self.at) {
            let ids = vec![pair.a.record.id, pair.b.record.id];
            desk.ask(self.id, Why::Pair, slot::NONE, Ask::Records(ids));
        }
    }

    fn opened(&mut self, rows: &[Shown], desk: &mut Desk) -> Go {
        let Some(pair) = self.left().nth(self.at) else { return Go::Stay };
        let of = |shown: &Shown| rows.iter().find(|row| row.record.id == shown.record.id).cloned();
        let (two, like) = (of(&pair.a).zip(of(&pair.b)), pair.like.clone());
        let Some((a, b)) = two else {
            self.settle(None);
            desk.say(screens::PAIR_GONE);
            return Go::Stay;
        };
        Go::Open(Box::new(Layer::Sides(Sides::of_pair(desk, a, b, like))))
    }

    fn settle(&mut self, how: Settled) {
        let mut left = self.all.iter_mut().filter(|(_, settled)| settled.is_none());
        if let Some((_, settled)) = left.nth(self.at) {
            *settled = Some(how);
        }
        self.at = self.at.min(self.left().count().saturating_sub(1));
    }
}

impl Screen for Pairs {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        if self.looking.is_some() { chains::RUNNING } else { chains::PAIRS }
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if self.looking.is_some() {
            if action == Action::Back {
                desk.send(self.id, Why::Pairs, Request::Cancel { ticket: self.ticket });
                desk.say(screens::PAIRS_STOPPED);
                return Go::Back;
            }
            return Go::Pass;
        }
        if let Some(at) = list::moved(self.at, self.left().count(), action, page(desk.size.1)) {
            self.at = at;
            return Go::Stay;
        }
        match action {
            Action::Open => self.open(desk),
            _ => return Go::Pass,
        }
        Go::Stay
    }

    fn reply(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        match (why, reply) {
            (Why::Pairs, Reply::Progress(done, all)) => {
                self.looking =
                    Some(done.saturating_mul(100).checked_div(all).unwrap_or(0).min(100));
            }
            (Why::Pairs, Reply::Pairs { pairs, total }) => {
                self.all.extend(pairs.into_iter().map(|pair| (pair, None)));
                self.total = total;
            }
            (Why::Pairs, Reply::Done) => self.looking = None,
            (Why::Pair, Reply::Rows { rows, .. }) => return self.opened(&rows, desk),
            (Why::Pair, Reply::Refused(problem)) if crate::app::record::is_gone(&problem) => {
                return self.opened(&[], desk);
            }
            (why, Reply::Refused(problem)) => {
                desk.wrong(problem);
                if why == Why::Pairs {
                    return Go::Back;
                }
            }
            _ => {}
        }
        Go::Stay
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        if let Given::Settled(id, rev) = given {
            self.settle(Some((id, rev)));
            // The next one is looked at by itself.
            self.open(desk);
        }
        Go::Stay
    }

    fn changed(&mut self, revs: &[(RecordId, Rev)], _desk: &mut Desk) {
        // The bar stays on its pair, which may be the one that is looked at.
        let left = |all: &[(Pair, Option<Settled>)]| -> Vec<usize> {
            (0..).zip(all).filter(|(_, (_, settled))| settled.is_none()).map(|(n, _)| n).collect()
        };
        let here = left(&self.all).get(self.at).copied();
        for (_, settled) in &mut self.all {
            let Some(Some((id, rev))) = settled else { continue };
            if revs.iter().any(|(of, now)| of == id && now.n > rev.n) {
                *settled = None;
            }
        }
        let now = left(&self.all);
        self.at = now.iter().position(|n| Some(*n) == here).unwrap_or(0);
    }

    fn holding(&self) -> bool {
        self.looking.is_some()
    }

    fn stops(&self) -> bool {
        self.looking.is_some()
    }

    fn door_gone(&mut self) {
        self.looking = None;
    }
}
