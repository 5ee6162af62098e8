//! Reference tables: parsed from bytes built into the program, then amended by dated rows.

mod amend;
mod area_search;
mod areas;
mod choices;
mod column;
mod csv;
mod embedded;
mod numbers;
pub mod sheets;
#[cfg(test)]
mod tests;

pub use area_search::AreaHit;
pub use areas::{Area, Areas, Level, Scheme};
pub use choices::{Choice, Choices};
pub use numbers::Numbers;
pub use sheets::Sheets;

use super::PartialDate;
use crate::lang::Problem;
use area_search::AreaSearch;
use std::sync::OnceLock;

/// Every reference table. The communes (24,000 rows) are parsed when they are first asked for:
/// a program that only saves a member does not wait for them.
pub struct Tables {
    choices: Vec<Choices>,
    numbers: Numbers,
    areas: OnceLock<Areas>,
    search: OnceLock<AreaSearch>,
    sheets: OnceLock<Sheets>,
}

impl Tables {
    /// The tables built into the program (`data/`).
    ///
    /// # Errors
    /// A table that does not parse: the program was built from damaged data.
    pub fn built_in() -> Result<Self, Problem> {
        let mut choices = embedded::CHOICES
            .iter()
            .map(|(name, bytes)| Choices::read(name, bytes))
            .collect::<Result<Vec<_>, _>>()?;
        choices.push(Choices::record_types());
        let numbers = Numbers::built_in()?;
        let (areas, search, sheets) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Ok(Self { choices, numbers, areas, search, sheets })
    }

    /// The table of that name, as [`FieldKind::Choice`](super::FieldKind::Choice) gives it.
    pub fn choices(&self, name: &str) -> Option<&Choices> {
        self.choices.iter().find(|table| table.name() == name)
    }

    /// What numbers begin with: telephones and citizen ids.
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// Provinces, districts, communes. (That the built-in bytes parse is a test's business; were
    /// they damaged, there would be no areas.)
    pub fn areas(&self) -> &Areas {
        self.areas.get_or_init(|| amend::areas_built_in().unwrap_or_default())
    }

    /// Communes of today by a few letters of a name of today or an old one, or by the digits of a
    /// code; words may also tell kind and province. Best first.
    pub fn find_communes(&self, text: &str, limit: usize) -> Vec<AreaHit<'_>> {
        self.search().communes(self.areas(), text, limit)
    }

    /// Communes as they were until 30/06/2025, likewise.
    pub fn find_old_communes(&self, text: &str, limit: usize) -> Vec<Area<'_>> {
        self.search().old_communes(self.areas(), text, limit)
    }

    /// What stands on lists made by hand. (As of areas, that it parses is a test's business.)
    pub fn sheets(&self) -> &Sheets {
        self.sheets.get_or_init(|| Sheets::built_in().unwrap_or_default())
    }

    fn search(&self) -> &AreaSearch {
        self.search.get_or_init(|| AreaSearch::of(self.areas()))
    }

    /// Applies amendment rows (csv: `effective,table,code,field,old,new,source`) in order; those
    /// that take effect after `today` are only checked for their shape.
    ///
    /// `table` is a table to choose from (`village_kinds`), `provinces_2025`, `communes_2025` or
    /// `phone_prefixes`; `field` is a column, or `row`: with `new` alone it adds a row of that
    /// name, with `old` alone it retires the row of that name.
    ///
    /// # Errors
    /// The first row that names no table, no row or another old value; nothing is applied then.
    pub fn amend(&mut self, csv: &[u8], today: PartialDate) -> Result<(), Problem> {
        amend::apply(self, csv, today)
    }
}
