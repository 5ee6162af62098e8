//! What was counted from records, as a bundle carries it.

use super::Figure;
use crate::domain::figures::{self, Counter};

impl From<figures::Figure> for Figure {
    fn from(counted: figures::Figure) -> Self {
        let figures::Figure { area, from, to, indicator, value, source } = counted;
        Self { area, from, to, indicator: indicator.into(), value, source: source.into() }
    }
}

/// The figures of a counter that has seen every record, in the order of a bundle.
pub fn counted(counter: Counter) -> impl Iterator<Item = Figure> {
    counter.finish().map(Figure::from)
}
