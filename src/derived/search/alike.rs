//! Whoever may be a person that is being keyed: one pass over the names for those that are alike,
//! ranked by what the search knows of them besides.

use super::base::Base;
use super::bits::Bits;
use super::delta::Delta;
use super::find::Sources;
use super::slots::{self, Map};
use super::words::{self, Dictionary};
use super::{Source, damaged};
use crate::domain::duplicates::names::{self, Fit};
use crate::domain::{Kind, RecordId};
use crate::lang::Problem;
use std::collections::BTreeSet;

/// Syllables of a name by which a row is first looked at.
const FIRST: usize = 8;
/// Years below this are looked up beforehand.
const YEARS: u16 = 2_200;

/// Who is looked for.
#[derive(Clone, Debug)]
pub struct Look<'q> {
    /// The type.
    pub kind: Kind,
    /// The name's syllables, without marks.
    pub name: Vec<&'q str>,
    /// A record that the person is known to be; not to be found.
    pub but: Option<RecordId>,
    /// What may be held in common besides: (tag, record).
    pub place: Option<(u16, RecordId)>,
    /// As well: (tag, exact key).
    pub number: Option<(u16, &'q str)>,
    /// What decides by itself: (tag, exact key).
    pub own: Option<(u16, &'q str)>,
}

/// Somebody whose name is alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// How the name is.
    pub fit: Fit,
    /// The year, 0 for none.
    pub year: u16,
    /// Whether it holds [`Look::place`].
    pub place: bool,
    /// Whether it holds [`Look::number`].
    pub number: bool,
}

/// How near one is, the higher the nearer; None for not near enough.
pub(super) type Rank<'r> = &'r dyn Fn(&Near) -> Option<u16>;

/// A row of the base, or of the delta.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Row {
    Base(u32),
    Delta(u32),
}

/// Rows that hold something, of one source.
struct Held {
    place: Bits,
    number: BTreeSet<u32>,
    own: BTreeSet<u32>,
}

impl Held {
    fn new(source: &dyn Source, look: &Look<'_>, end: usize) -> Result<Self, Problem> {
        let mut held = Self { place: Bits::new(end), number: [].into(), own: [].into() };
        if let Some((tag, to)) = look.place {
            let key = slots::reference(to, tag);
            source.find(Map::Ref, &key, &key, &mut |_, row| {
                held.place.insert(row);
                Ok(())
            })?;
        }
        for (asked, rows) in [(look.number, &mut held.number), (look.own, &mut held.own)] {
            let Some((tag, value)) = asked else { continue };
            let key = slots::exact(look.kind, tag, value);
            source.find(Map::Exact, &key, &key, &mut |_, row| {
                rows.insert(row);
                Ok(())
            })?;
        }
        Ok(held)
    }
}

/// The name as the rows of one dictionary are compared with it.
struct Name<'q> {
    name: &'q [&'q str],
    dictionary: &'q Dictionary,
    /// Of the first syllables of the name, a bit for each that a syllable of the dictionary is.
    is: Vec<u8>,
    needs: u32,
}

impl<'q> Name<'q> {
    fn new(name: &'q [&'q str], dictionary: &'q Dictionary) -> Self {
        let first = name.get(..FIRST.min(name.len())).unwrap_or_default();
        let own: Vec<Option<u32>> = first.iter().map(|text| dictionary.fold(text)).collect();
        let bits = |fold: &u32| {
            let same = (0_u32..).zip(&own).filter(|(_, own)| **own == Some(*fold));
            same.fold(0, |bits, (at, _)| bits | 1_u8.checked_shl(at).unwrap_or(0))
        };
        let is = dictionary.folds().iter().map(bits).collect();
        let needs = u32::try_from(first.len()).unwrap_or(0).saturating_sub(1);
        Self { name, dictionary, is, needs }
    }

    /// How many of its syllables a row holds, at most.
    fn held(&self, units: &[u16]) -> u32 {
        let bits = |code: usize| self.is.get(code).copied().unwrap_or(0);
        words::codes(units).fold(0, |all, code| all | bits(code)).count_ones()
    }

    fn fit(&self, units: &[u16]) -> Option<Fit> {
        let list = self.dictionary.list();
        let text = |code: usize| list.get(code).map_or("", |syllable| syllable.folded.as_str());
        let other: Vec<&str> = words::codes(units).map(text).collect();
        names::fit(self.name, &other, names::is_slip).map(Fit::plain)
    }
}

/// What a pass over a source's rows gathers.
struct Gathering<'g> {
    name: &'g Name<'g>,
    rank: Rank<'g>,
    /// By year, whether somebody of that name could be near who has nothing else in common.
    years: Vec<bool>,
    found: Vec<(u16, Row)>,
}

impl Gathering<'_> {
    fn take(&mut self, row: Row, number: u32, units: &[u16], year: u16, held: &Held) {
        if !held.own.is_empty() && held.own.contains(&number) {
            return self.found.push((u16::MAX, row));
        }
        let place = held.place.contains(number);
        let has_number = !held.number.is_empty() && held.number.contains(&number);
        let of_year = self.years.get(usize::from(year)).copied().unwrap_or(true);
        if !(of_year || place || has_number) {
            return;
        }
        let shared = self.name.held(units);
        if shared < self.name.needs || self.name.name.is_empty() {
            return;
        }
        let near = |fit| Near { fit, year, place, number: has_number };
        // Most rows that hold all but one syllable are nobody of that year or place.
        if shared == self.name.needs && self.best(&near).is_none() {
            return;
        }
        let Some(fit) = self.name.fit(units) else { return };
        self.found.extend((self.rank)(&near(fit)).map(|rank| (rank, row)));
    }

    fn best(&self, near: &dyn Fn(Fit) -> Near) -> Option<u16> {
        (self.rank)(&near(Fit::Letter((), ()))).max((self.rank)(&near(Fit::LeftOut)))
    }
}

impl Sources<'_> {
    /// Those alike, the nearest first, at most so many.
    pub(super) fn alike(
        &self,
        look: &Look<'_>,
        rank: Rank<'_>,
        most: usize,
    ) -> Result<Vec<(u16, RecordId)>, Problem> {
        let name = Name::new(&look.name, self.dictionary);
        let of_year = |year| rank(&Near { fit: Fit::Same, year, place: false, number: false });
        let years = (0..YEARS).map(|year| of_year(year).is_some()).collect();
        let mut all = Gathering { name: &name, rank, years, found: Vec::new() };
        if let Some(base) = self.base {
            pass_base(base, look, &mut all)?;
        }
        pass_delta(self.delta, look, &mut all)?;
        let Gathering { found: mut rows, .. } = all;
        rows.sort_unstable_by_key(|(rank, row)| (std::cmp::Reverse(*rank), *row));
        let mut ids = Vec::new();
        for (rank, row) in rows {
            if ids.len() >= most {
                break;
            }
            let id = self.id(row)?;
            if look.but != Some(id) {
                ids.push((rank, id));
            }
        }
        Ok(ids)
    }

    fn id(&self, row: Row) -> Result<RecordId, Problem> {
        let missing = || damaged("a row that was found is missing");
        match row {
            Row::Base(row) => self.base.ok_or_else(missing)?.id(row),
            Row::Delta(row) => self.delta.row(row).map(|entry| entry.id).ok_or_else(missing),
        }
    }
}

fn pass_base(base: &Base, look: &Look<'_>, all: &mut Gathering<'_>) -> Result<(), Problem> {
    let Some(kind) = base.kinds.iter().position(|kind| *kind == look.kind) else { return Ok(()) };
    let held = Held::new(base, look, usize::try_from(base.len()).unwrap_or(0))?;
    for view in base.rows().filter(|view| view.kind == kind) {
        all.take(Row::Base(view.row), view.row, view.units, view.year, &held);
    }
    Ok(())
}

fn pass_delta(delta: &Delta, look: &Look<'_>, all: &mut Gathering<'_>) -> Result<(), Problem> {
    let held = Held::new(delta, look, delta.end())?;
    for (row, entry) in delta.rows().filter(|(_, entry)| entry.kind == look.kind) {
        all.take(Row::Delta(row), row, &entry.units, entry.year, &held);
    }
    Ok(())
}
