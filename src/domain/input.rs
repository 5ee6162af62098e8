//! Typed or imported text to a value: the one reader for screens, commands and files.

use super::{Field, PartialDate, Tables, Value};
use crate::lang::Problem;

/// Reads `text` as a value of `field`; an empty text is no entry.
///
/// Both forms of a date are read (`12/05/1987`, `1987-05-12`; partial ones too; two-digit years
/// with the century guessed from `today`). A look-up takes a record id or its short code only:
/// finding by words is the register's business.
///
/// # Errors
/// What is wrong and what to enter instead.
pub fn parse(
    _field: &Field,
    _text: &str,
    _tables: &Tables,
    _today: PartialDate,
) -> Result<Option<Value>, Problem> {
    todo!()
}
