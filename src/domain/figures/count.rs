//! The counting itself: every record is looked at once, and what is kept of it is numbers.

use super::areas::{Areas, Where};
use super::indicators::{COUNTED, Counted, INDICATORS, Indicator, Place, Test};
use crate::domain::{Kind, PartialDate, Record, Seen};
use std::collections::HashMap;

/// Where figures of this module come from.
const SOURCE: &str = "records";

/// One number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure {
    /// Of what: `register`, `unit:CH01`, `village:2025-07:15889/3`, `area:2025-07:15889`.
    pub area: String,
    /// The first day of the period.
    pub from: PartialDate,
    /// The last one, on which it was so.
    pub to: PartialDate,
    /// An [`Indicator`]'s code.
    pub indicator: &'static str,
    /// How many; None where the area has no record of the type at all: nothing was entered.
    pub value: Option<i64>,
    /// Where it comes from.
    pub source: &'static str,
}

/// Counts records. Those of the types it [asks for](Counter::kinds) are shown to it, each once and in
/// any order.
pub struct Counter {
    from: PartialDate,
    to: PartialDate,
    types: Vec<Type>,
    areas: Areas,
    counts: HashMap<Where, Counts>,
}

/// A type that is counted: what is asked of each record, and whose number it then raises.
struct Type {
    counted: &'static Counted,
    /// Every question once, by field. At most 64 of them: their answers are bits.
    tests: Vec<Test>,
    there: u64,
    indicators: Vec<(usize, u64)>,
}

/// The numbers of a place, by indicator.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    /// The types of which a record was seen, as bits.
    seen: u64,
    numbers: Box<[u32]>,
}

impl Default for Counts {
    fn default() -> Self {
        Self { seen: 0, numbers: vec![0; INDICATORS.len()].into() }
    }
}

impl Counts {
    /// Adds another place's numbers.
    pub(super) fn add(&mut self, other: &Self) {
        self.seen |= other.seen;
        for (number, more) in self.numbers.iter_mut().zip(&other.numbers) {
            *number = number.saturating_add(*more);
        }
    }

    fn of(&self, at: usize) -> Option<i64> {
        let of = INDICATORS.get(at)?.of;
        let seen = COUNTED.iter().position(|counted| counted.of == of)?;
        let number = self.numbers.get(at)?;
        (self.seen & bit(seen) != 0).then(|| i64::from(*number))
    }
}

fn bit(at: usize) -> u64 {
    u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or_default()
}

impl Counter {
    /// Counts for that period: days.
    pub fn new(from: PartialDate, to: PartialDate) -> Self {
        let types = COUNTED.iter().map(Type::new).collect();
        Self { from, to, types, areas: Areas::default(), counts: HashMap::new() }
    }

    /// The types whose records it must see.
    pub fn kinds() -> impl Iterator<Item = Kind> {
        COUNTED.iter().map(|counted| counted.of)
    }

    /// Counts a record; one of another type not at all.
    pub fn see(&mut self, record: &Record) {
        self.areas.see(record);
        let of = |ty: &Type| ty.counted.of == record.kind;
        let Some(at) = self.types.iter().position(of) else { return };
        let Some(ty) = self.types.get(at) else { return };
        let facts = ty.facts(record, self.to);
        let raises =
            |(_, mask): &&(usize, u64)| facts & ty.there == ty.there && facts & mask == *mask;
        let raised: u64 =
            ty.indicators.iter().filter(raises).fold(0, |all, (number, _)| all | bit(*number));
        let places = ty.counted.places;
        let places = places.iter().map(|place| place_of(*place, record, self.to));
        for place in std::iter::once(Where::Register).chain(places) {
            let counts = self.counts.entry(place).or_default();
            counts.seen |= bit(at);
            for (number, count) in counts.numbers.iter_mut().enumerate() {
                *count = count.saturating_add(u32::from(raised & bit(number) != 0));
            }
        }
    }

    /// What was counted: ascending by area and indicator, none twice.
    pub fn finish(self) -> impl Iterator<Item = Figure> {
        let Self { from, to, areas, counts, .. } = self;
        let mut sorted: Vec<usize> = (0..INDICATORS.len()).collect();
        sorted.sort_by_key(|at| INDICATORS.get(*at).map(|indicator| indicator.code));
        areas.named(counts).into_iter().flat_map(move |(area, place, counts)| {
            let told = move |at: &usize| {
                let indicator = INDICATORS.get(*at)?;
                let value = counts.of(*at);
                stands(indicator, &place).then_some((indicator.code, value))
            };
            let told: Vec<_> = sorted.iter().filter_map(told).collect();
            told.into_iter().map(move |(indicator, value)| {
                let area = area.clone();
                Figure { area, from, to, indicator, value, source: SOURCE }
            })
        })
    }
}

impl Type {
    fn new(counted: &'static Counted) -> Self {
        let own = INDICATORS.iter().enumerate().filter(|(_, one)| one.of == counted.of);
        let asked = own.clone().flat_map(|(_, one)| one.tests).chain(counted.there);
        let mut tests: Vec<Test> = Vec::new();
        for test in asked {
            if !tests.contains(test) {
                tests.push(*test);
            }
        }
        tests.sort_by_key(|test| test.tag());
        let mask = |wanted: &[Test]| {
            let places = wanted.iter().filter_map(|test| tests.iter().position(|one| one == test));
            places.fold(0, |mask, at| mask | bit(at))
        };
        let indicators = own.map(|(at, one)| (at, mask(one.tests))).collect();
        Self { counted, there: mask(counted.there), indicators, tests }
    }

    /// What holds of a record, a bit for each test.
    fn facts(&self, record: &Record, day: PartialDate) -> u64 {
        let mut facts = 0;
        let mut last = None;
        for (at, test) in self.tests.iter().enumerate() {
            let known = last.filter(|(tag, _)| *tag == test.tag());
            let (_, seen) = known.unwrap_or_else(|| (test.tag(), record.values.see(test.tag())));
            last = Some((test.tag(), seen));
            if holds(*test, seen, day) {
                facts |= bit(at);
            }
        }
        facts
    }
}

/// What held of a value on that day.
fn on(seen: Seen<'_>, day: PartialDate) -> Option<Seen<'_>> {
    match seen {
        Seen::Timeline(steps) => {
            let begun = |from: Option<PartialDate>| from.is_none_or(|from| !from.is_after(day));
            steps.filter(|step| begun(step.from)).last().map(|step| step.value)
        }
        other => Some(other),
    }
}

fn holds(test: Test, seen: Option<Seen<'_>>, day: PartialDate) -> bool {
    let now = seen.and_then(|seen| on(seen, day));
    let code = |codes: &[&str]| matches!(now, Some(Seen::Code(code)) if codes.contains(&code));
    let date = match now {
        Some(Seen::Date(date)) => Some(date),
        _ => None,
    };
    let years = date.filter(|date| !date.is_after(day)).map(|date| date.years_until(day));
    match test {
        Test::Has(_) => !matches!(now, None | Some(Seen::Unknown(_))),
        Test::Is(_, codes) => code(codes),
        Test::IsNot(_, codes) => !code(codes),
        Test::Years(_, least, most) => years.is_some_and(|years| (least..=most).contains(&years)),
        Test::NoYears(_) => years.is_none(),
        Test::Begun(_) => match (seen, date) {
            (Some(Seen::Timeline(_)), _) => now.is_some(),
            (_, date) => date.is_none_or(|date| !date.is_after(day)),
        },
        Test::Lasting(_) => seen.is_none() || date.is_some_and(|date| date.is_after(day)),
    }
}

/// Where a record stands on that day.
fn place_of(place: Place, record: &Record, day: PartialDate) -> Where {
    let now = |tag| record.values.see(tag).and_then(|seen| on(seen, day));
    let named = |tag| match now(tag) {
        Some(Seen::Ref(id)) => Some(id),
        _ => None,
    };
    match place {
        Place::Itself => Where::Unit(Some(record.id)),
        Place::Unit(tag) => Where::Unit(named(tag)),
        Place::Village(tag) => Where::Village(named(tag)),
        Place::Area(tag) => Where::Area(match now(tag) {
            Some(Seen::Code(code)) => Some(code.to_owned()),
            _ => None,
        }),
    }
}

/// Whether an indicator is told of such a place.
fn stands(indicator: &Indicator, place: &Where) -> bool {
    let counted = COUNTED.iter().find(|counted| counted.of == indicator.of);
    let fits = |one: &Place| {
        matches!(
            (one, place),
            (Place::Unit(_) | Place::Itself, Where::Unit(_))
                | (Place::Village(_), Where::Village(_))
                | (Place::Area(_), Where::Area(_))
        )
    };
    *place == Where::Register || counted.is_some_and(|counted| counted.places.iter().any(fits))
}
