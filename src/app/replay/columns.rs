//! What the clerk does in the columns of a grid that tell another field.

use super::Said;
use crate::app::form::{Cell, Form};
use crate::app::model::Model;
use crate::domain::Value;
use crate::keys::Key;

/// In the grid: the code whose column the paper has something in.
pub(super) fn column(form: &Form, said: &[Said]) -> Option<String> {
    let (_, by) = form.split_here()?;
    match &said.iter().find(|one| one.field.tag == by)?.value {
        Ok(Some(Value::Code(code))) => Some(code.clone()),
        _ => None,
    }
}

/// In the grid: what takes the cursor from an empty column to the one that the paper means.
pub(super) fn to_column(model: &Model, form: &Form, cell: &Cell, said: &[Said]) -> Option<Key> {
    let here = form.column_code(&model.desk).filter(|_| cell.entry.is_empty())?;
    let wanted = column(form, said).filter(|wanted| *wanted != here)?;
    let codes = form.kind.split.as_ref()?.codes;
    let place = |code: &str| codes.iter().position(|known| *known == code);
    Some(if place(&wanted) < place(&here) { Key::BackTab } else { Key::Enter })
}
