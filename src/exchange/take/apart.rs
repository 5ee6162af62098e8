//! A line in which several people stand, taken apart: the cells of a row for each of them.

use crate::domain::{FieldKind, RecordType};
use crate::exchange::mend::people;
use crate::exchange::table::{Column, Takes};

/// What each of them says, cell by cell; None where nobody shares the line. A cell that names as many
/// things on lines of their own, or behind semicolons, gives each theirs. Of all others what is
/// everybody's (a village, the day of joining) stands in each row; what is one's own (a number, a birth,
/// what its column tells with it) stays with the first and is asked of the others.
pub fn apart(of: &RecordType, columns: &[Column], cells: &[String]) -> Option<Vec<Vec<String>>> {
    let named = columns.iter().zip(cells).enumerate().find_map(|(at, (column, cell))| {
        let Takes::Field(field) = &column.takes else { return None };
        let is_name = *field.kind.at_a_time() == FieldKind::Name;
        Some((at, people(cell).filter(|_| is_name)?))
    });
    let (named, names) = named?;
    let told = of.split.as_ref().map(|split| split.by);
    let own = |column: &Column| {
        let field = column.takes.field();
        field.is_none_or(|field| field.is_own() || Some(field.tag) == told)
    };
    let cell = |one: usize, at: usize, text: &String| {
        if at == named {
            return names.get(one).cloned().unwrap_or_default();
        }
        let parts = text.split(['\n', '\r', ';']).map(str::trim).filter(|part| !part.is_empty());
        let parts: Vec<&str> = parts.collect();
        match parts.get(one) {
            Some(part) if parts.len() == names.len() => (*part).to_owned(),
            _ if one > 0 && columns.get(at).is_none_or(own) => String::new(),
            _ => text.clone(),
        }
    };
    let row = |one: usize| (0..).zip(cells).map(|(at, text)| cell(one, at, text)).collect();
    Some((0..names.len()).map(row).collect())
}
