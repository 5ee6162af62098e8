//! Reference tables: parsed from bytes built into the program, then amended by dated rows.

use crate::lang::Problem;

/// Every reference table.
pub struct Tables {}

impl Tables {
    /// The tables built into the program (`data/`).
    ///
    /// # Errors
    /// A table that does not parse: the program was built from damaged data.
    pub fn built_in() -> Result<Self, Problem> {
        todo!()
    }

    /// Applies amendment rows (csv: `effective,table,code,field,old,new,source`) in order.
    ///
    /// # Errors
    /// The first row that names no table, no row or another old value; nothing is applied then.
    pub fn amend(&mut self, _csv: &[u8]) -> Result<(), Problem> {
        todo!()
    }
}
