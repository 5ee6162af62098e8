//! Reference tables: parsed from bytes built into the program, then amended by dated rows.

mod choices;
mod csv;
mod embedded;

pub use choices::{Choice, Choices};

use crate::lang::Problem;

/// Every reference table.
pub struct Tables {
    choices: Vec<Choices>,
}

impl Tables {
    /// The tables built into the program (`data/`).
    ///
    /// # Errors
    /// A table that does not parse: the program was built from damaged data.
    pub fn built_in() -> Result<Self, Problem> {
        let choices = embedded::CHOICES
            .iter()
            .map(|(name, bytes)| Choices::read(name, bytes))
            .collect::<Result<_, _>>()?;
        Ok(Self { choices })
    }

    /// The table of that name, as [`FieldKind::Choice`](super::FieldKind::Choice) gives it.
    pub fn choices(&self, name: &str) -> Option<&Choices> {
        self.choices.iter().find(|table| table.name() == name)
    }

    /// Applies amendment rows (csv: `effective,table,code,field,old,new,source`) in order.
    ///
    /// # Errors
    /// The first row that names no table, no row or another old value; nothing is applied then.
    pub fn amend(&mut self, _csv: &[u8]) -> Result<(), Problem> {
        todo!()
    }
}
