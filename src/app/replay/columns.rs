//! What the clerk does in the columns of a grid that tell another field.

use super::{Said, plan};
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

/// What ends the field the cursor stands in, on the way to the one at that place: Enter, or the arrow
/// where that goes past it; in the grid a `+` to the column beside.
pub(super) fn onward(model: &Model, form: &Form, said: &[Said], to: usize) -> Key {
    let whole = form.cell().is_some_and(|cell| Form::is_whole(cell, &model.desk));
    let beside = form.column_beside(&model.desk).filter(|_| whole).map(|(code, _)| code);
    if beside.is_some() && beside == column(form, said) && beside != form.column_ahead(&model.desk)
    {
        return Key::Char('+');
    }
    match form.next_cell() {
        _ if to < form.at => Key::BackTab,
        Some(next) if plan::by_enter(form.at, to, next) => Key::Enter,
        _ => Key::Down,
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
