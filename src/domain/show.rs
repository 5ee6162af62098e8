//! Values as people read them on a screen, as files carry them, and as look-up keys.

use super::{Field, Tables, Value};
use crate::lang::Lang;

/// A value for a screen: `12/05/1987`, `1 Nam`, `*********321`. `refer` names a referred record.
pub fn screen(
    _field: &Field,
    _value: &Value,
    _tables: &Tables,
    _lang: Lang,
    _refer: &dyn Fn(super::RecordId) -> String,
) -> String {
    todo!()
}

/// A value for a file, such that [`parse`](super::input::parse) reads the same value back:
/// `1987-05-12`, a code, a record id. Nothing is masked.
pub fn file(_field: &Field, _value: &Value) -> String {
    todo!()
}

/// The normal form by which two values of an exact field are the same: digits of a phone or a
/// citizen id, folded upper-case letters and digits of a card number or code. None where the
/// value has no such key.
pub fn exact_key(_field: &Field, _value: &Value) -> Option<String> {
    todo!()
}
