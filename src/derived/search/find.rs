//! Answers a question: one pass over the base and one over the delta, each match counted in the
//! group of its score, and only the page that is asked for put in order.

use super::base::Base;
use super::delta::{Delta, Entry};
use super::filter::Filters;
use super::matcher::{Matcher, Meets};
use super::query::{Asked, Question};
use super::slots::{self, Map};
use super::words::Dictionary;
use super::{Found, Hit, Query, Source, order};
use crate::domain::RecordId;
use crate::lang::Problem;
use std::collections::BTreeMap;

/// Scores are 1 to this.
const BEST: u16 = 100;

impl Group<'_> {
    /// All its matches.
    fn count(&self) -> u64 {
        self.count.saturating_add(u64::try_from(self.entries.len()).unwrap_or(0))
    }
}

/// Matches of one score, active or not.
#[derive(Default)]
struct Group<'a> {
    /// Matches in the base.
    count: u64,
    /// The first of them, as many as a page could need; rows of the base are in order.
    rows: Vec<u32>,
    /// Matches in the delta.
    entries: Vec<&'a Entry>,
}

/// Matches by inactive, then by what the score lacks: the best first.
struct Groups<'a> {
    all: Vec<Group<'a>>,
    /// Inactive ones counted apart.
    apart: Vec<u64>,
}

impl<'a> Groups<'a> {
    fn new(apart: usize) -> Self {
        let all = (0..=2 * BEST).map(|_| Group::default()).collect();
        Self { all, apart: vec![0; apart] }
    }

    fn of(&mut self, active: bool, score: u16) -> Option<&mut Group<'a>> {
        let lacks = BEST.saturating_sub(score);
        self.all.get_mut(usize::from(if active { lacks } else { BEST.saturating_add(lacks) }))
    }

    /// The groups with something in them, best first: whether they are inactive, their score.
    fn filled(self) -> impl Iterator<Item = (bool, u16, Group<'a>)> {
        let groups = (0u16..).zip(self.all).filter(|(_, group)| group.count() > 0);
        groups.map(|(at, group)| (at >= BEST, BEST.saturating_sub(at % BEST), group))
    }
}

/// What a question is asked of.
pub(super) struct Sources<'a> {
    /// The base.
    pub(super) base: Option<&'a Base>,
    /// The delta.
    pub(super) delta: &'a Delta,
    /// The syllables of both.
    pub(super) dictionary: &'a Dictionary,
}

impl Sources<'_> {
    /// Answers.
    pub(super) fn find(&self, query: &Query) -> Result<Found, Problem> {
        let question = Question::new(&query.text);
        let matcher = Matcher::new(&question, self.dictionary);
        let mut groups = Groups::new(query.apart.len());
        if let Some(base) = self.base {
            scan_base(base, query, &question, &matcher, &mut groups)?;
        }
        scan_delta(self.delta, query, &question, &matcher, &mut groups)?;
        let (mut total, mut inactive) = (0u64, 0u64);
        let apart = std::mem::take(&mut groups.apart);
        let groups: Vec<(bool, u16, Group<'_>)> = groups.filled().collect();
        for (is_inactive, _, group) in &groups {
            let sum = if *is_inactive && !query.inactive { &mut inactive } else { &mut total };
            *sum = sum.saturating_add(group.count());
        }
        let hits = self.page(query, groups)?;
        Ok(Found { hits, total, inactive, apart })
    }

    /// The hits from `skip` on.
    fn page(
        &self,
        query: &Query,
        groups: Vec<(bool, u16, Group<'_>)>,
    ) -> Result<Vec<Hit>, Problem> {
        let mut hits = Vec::new();
        let mut skip = query.skip;
        for (is_inactive, score, mut group) in groups {
            let left = query.limit.saturating_sub(hits.len());
            if left == 0 || is_inactive && !query.inactive {
                break;
            }
            let count = usize::try_from(group.count()).unwrap_or(usize::MAX);
            if skip >= count {
                skip -= count;
                continue;
            }
            group.entries.sort_unstable_by(|a, b| a.order.cmp(&b.order));
            self.merge(&group, skip, left, score, &mut hits)?;
            skip = 0;
        }
        Ok(hits)
    }

    /// A group's hits in order, without the first `skip`, at most `left`.
    fn merge(
        &self,
        group: &Group<'_>,
        skip: usize,
        left: usize,
        score: u16,
        hits: &mut Vec<Hit>,
    ) -> Result<(), Problem> {
        let Some(base) = self.base else {
            let entries = group.entries.iter().skip(skip).take(left);
            hits.extend(entries.map(|entry| Hit { id: entry.id, kind: entry.kind, score }));
            return Ok(());
        };
        let skipped = skipped_rows(base, group, skip)?;
        let mut rows = group.rows.iter().skip(skipped).copied().peekable();
        let mut entries = group.entries.iter().skip(skip - skipped).peekable();
        let mut ids = base.ids();
        for _ in 0..left {
            let takes_row = match (rows.peek(), entries.peek()) {
                (Some(row), Some(entry)) => is_before(base, *row, entry)?,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            if takes_row {
                let Some(view) = rows.next().and_then(|row| base.row(row)) else { continue };
                let Some(kind) = base.kinds.get(view.kind) else { continue };
                hits.push(Hit { id: ids.of(view.row)?, kind: *kind, score });
            } else if let Some(entry) = entries.next() {
                hits.push(Hit { id: entry.id, kind: entry.kind, score });
            }
        }
        Ok(())
    }

    /// Records under one exact key, compared with the real one.
    pub(super) fn matching(
        &self,
        map: Map,
        range: (&slots::Key, &slots::Key),
        is: &dyn Fn(&super::Doc) -> bool,
    ) -> Result<Vec<RecordId>, Problem> {
        let mut found = Vec::new();
        for source in self.both() {
            source.find(map, range.0, range.1, &mut |_, row| {
                let doc = source.doc(row)?;
                if is(&doc) {
                    found.push(doc.id);
                }
                Ok(())
            })?;
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The base, where there is one, and the delta.
    pub(super) fn both(&self) -> impl Iterator<Item = &dyn Source> {
        let base = self.base.map(|base| base as &dyn Source);
        base.into_iter().chain(std::iter::once(self.delta as &dyn Source))
    }
}

/// Whether a row of the base comes before an entry of the delta.
fn is_before(base: &Base, row: u32, entry: &Entry) -> Result<bool, Problem> {
    Ok(*order(&base.doc(row)?) < *entry.order)
}

/// How many of the first `skip` of a group are rows of the base; found by halving, since each
/// comparison reads a document.
fn skipped_rows(base: &Base, group: &Group<'_>, skip: usize) -> Result<usize, Problem> {
    let mut low = skip.saturating_sub(group.entries.len());
    let mut high = skip.min(group.rows.len());
    while low < high {
        let rows = low.midpoint(high);
        let entry = group.entries.get(skip.saturating_sub(rows).saturating_sub(1));
        let is_enough = match (group.rows.get(rows), entry) {
            (Some(row), Some(entry)) => !is_before(base, *row, entry)?,
            _ => true,
        };
        if is_enough {
            high = rows;
        } else {
            low = rows + 1;
        }
    }
    Ok(low)
}

/// What the exact keys of rows meet of a question.
fn exact(source: &dyn Source, question: &Question) -> Result<BTreeMap<u32, Meets>, Problem> {
    let mut rows: BTreeMap<u32, Meets> = BTreeMap::new();
    for exact in &question.exact {
        match &exact.what {
            Asked::Number(digits) => {
                let (first, last) = slots::ending_in(digits);
                source.find(Map::Number, &first, &last, &mut |key, row| {
                    let meets = rows.entry(row).or_default();
                    let met = if *key == first { &mut meets.whole } else { &mut meets.begins };
                    *met |= exact.words;
                    Ok(())
                })?;
            }
            Asked::Code(code) => {
                let key = slots::code(code);
                source.find(Map::Code, &key, &key, &mut |_, row| {
                    if source.doc(row)?.exact.iter().any(|(_, own)| slots::plain(own) == *code) {
                        rows.entry(row).or_default().whole |= exact.words;
                    }
                    Ok(())
                })?;
            }
            Asked::Short(short) => {
                let Some((first, last)) = slots::short(short) else { continue };
                source.find(Map::Short, &first, &last, &mut |_, row| {
                    if source.doc(row)?.id.short_plain().starts_with(short) {
                        rows.entry(row).or_default().whole |= exact.words;
                    }
                    Ok(())
                })?;
            }
        }
    }
    Ok(rows)
}

fn scan_base(
    base: &Base,
    query: &Query,
    question: &Question,
    matcher: &Matcher,
    groups: &mut Groups<'_>,
) -> Result<(), Problem> {
    let kind = match query.kind.map(|asked| base.kinds.iter().position(|kind| *kind == asked)) {
        Some(None) => return Ok(()),
        Some(place) => place,
        None => None,
    };
    let filters = Filters::new(base, query, usize::try_from(base.len()).unwrap_or(0))?;
    let free = exact(base, question)?;
    let only_exact = matcher.only_exact() != 0;
    let needed = query.skip.saturating_add(query.limit);
    let mut take = |view: super::base::RowView<'_>, free: Meets| {
        if kind.is_some_and(|kind| kind != view.kind) {
            return;
        }
        let Some(kind) = base.kinds.get(view.kind).copied() else { return };
        if !filters.take(kind, view.row, view.year) {
            return;
        }
        if let Some(score) = matcher.score(view.units, view.year, free) {
            if !view.active && !query.inactive {
                filters.count(kind, view.row, view.year, &mut groups.apart);
            }
            let Some(group) = groups.of(view.active, score) else { return };
            group.count = group.count.saturating_add(1);
            if group.rows.len() < needed && (view.active || query.inactive) {
                group.rows.push(view.row);
            }
        }
    };
    // Where a word can only be an exact key, only the rows under such keys are looked at.
    if only_exact {
        for (row, meets) in &free {
            base.row(*row).into_iter().for_each(|view| take(view, *meets));
        }
        return Ok(());
    }
    base.scan(&matcher.quick, free.keys().copied(), &mut |view| {
        let meets = if free.is_empty() { None } else { free.get(&view.row).copied() };
        take(view, meets.unwrap_or_default());
    });
    Ok(())
}

fn scan_delta<'a>(
    delta: &'a Delta,
    query: &Query,
    question: &Question,
    matcher: &Matcher,
    groups: &mut Groups<'a>,
) -> Result<(), Problem> {
    let filters = Filters::new(delta, query, delta.end())?;
    let free = exact(delta, question)?;
    for (row, entry) in delta.rows() {
        if query.kind.is_some_and(|kind| kind != entry.kind)
            || !filters.take(entry.kind, row, entry.year)
        {
            continue;
        }
        let free = free.get(&row).copied().unwrap_or_default();
        if let Some(score) = matcher.score(&entry.units, entry.year, free) {
            if !entry.active && !query.inactive {
                filters.count(entry.kind, row, entry.year, &mut groups.apart);
            }
            groups.of(entry.active, score).into_iter().for_each(|group| group.entries.push(entry));
        }
    }
    Ok(())
}
