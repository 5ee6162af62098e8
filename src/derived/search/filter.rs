//! Filters made ready for one pass over the rows of a source: which rows a filter accepts, by type.

use super::bits::Bits;
use super::slots::{self, Map};
use super::{Holds, Query, Source};
use crate::domain::Kind;
use crate::lang::Problem;

/// What is accepted of one type.
struct Accepts {
    kind: Kind,
    rows: Bits,
    years: Vec<(u16, u16)>,
}

impl Accepts {
    fn none(kind: Kind, end: usize) -> Self {
        Self { kind, rows: Bits::new(end), years: Vec::new() }
    }

    fn add(&mut self, source: &dyn Source, holds: &Holds) -> Result<(), Problem> {
        let (map, key) = match holds {
            Holds::Ref(tag, to) => (Map::Ref, slots::reference(*to, *tag)),
            Holds::Code(tag, code) => (Map::Filter, slots::filter(*tag, code)),
            Holds::Years(first, last) => {
                self.years.push((*first, *last));
                return Ok(());
            }
        };
        source.find(map, &key, &key, &mut |_, row| {
            self.rows.insert(row);
            Ok(())
        })
    }

    fn takes(&self, kind: Kind, row: u32, year: u16) -> bool {
        let in_years = |(first, last): &(u16, u16)| (*first..=*last).contains(&year);
        kind == self.kind && (self.rows.contains(row) || self.years.iter().any(in_years))
    }
}

/// The filters of a question, for one source.
pub(super) struct Filters {
    all: Vec<Vec<Accepts>>,
    apart: Vec<Accepts>,
}

impl Filters {
    /// For a source whose rows end there.
    pub(super) fn new(source: &dyn Source, query: &Query, end: usize) -> Result<Self, Problem> {
        let mut all = Vec::with_capacity(query.filters.len());
        for filter in &query.filters {
            let mut any: Vec<Accepts> = Vec::new();
            for (kind, holds) in filter {
                // Each type has its own set: tags of two types are numbered alike.
                let at = any.iter().position(|accepts| accepts.kind == *kind);
                let at = at.unwrap_or_else(|| {
                    any.push(Accepts::none(*kind, end));
                    any.len().saturating_sub(1)
                });
                if let Some(accepts) = any.get_mut(at) {
                    accepts.add(source, holds)?;
                }
            }
            all.push(any);
        }
        let mut apart = Vec::with_capacity(query.apart.len());
        for (kind, holds) in &query.apart {
            let mut accepts = Accepts::none(*kind, end);
            accepts.add(source, holds)?;
            apart.push(accepts);
        }
        Ok(Self { all, apart })
    }

    /// Whether every filter accepts a row.
    pub(super) fn take(&self, kind: Kind, row: u32, year: u16) -> bool {
        self.all.iter().all(|any| any.iter().any(|accepts| accepts.takes(kind, row, year)))
    }

    /// Counts a row where it is to be counted apart.
    pub(super) fn count(&self, kind: Kind, row: u32, year: u16, counts: &mut [u64]) {
        for (count, accepts) in counts.iter_mut().zip(&self.apart) {
            *count = count.saturating_add(u64::from(accepts.takes(kind, row, year)));
        }
    }
}
