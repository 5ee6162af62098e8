//! The record types, one file each, and the table that registers them.
//!
//! Tags and kinds are for ever: `tests.rs` lists them all, and a changed one fails there.

mod member_checks;
mod member_view;
mod place_checks;
#[cfg(test)]
mod tests;

use super::{Field, FieldKind, Kind, RecordType, Seen, Values};
use crate::lang::Label;

/// A line here and a file of that name is all a type takes: the module and its row in the table.
macro_rules! types {
    ($($name:ident)*) => {
        $(pub mod $name;)*

        /// Every record type, in the order in which lists of types show them.
        static TYPES: &[&RecordType] = &[$(&$name::TYPE),*];
    };
}

types! {
    member
    clan
    centre
    unit
    village
    operator
    layout
    batch
    name_code
    distinct
    bundle
    conflict
}

/// Every record type, in the order in which lists of types show them.
pub fn all() -> &'static [&'static RecordType] {
    TYPES
}

/// The type of that number.
pub fn of(kind: Kind) -> Option<&'static RecordType> {
    TYPES.iter().copied().find(|ty| ty.kind == kind)
}

/// The type of that English schema name.
pub fn named(name: &str) -> Option<&'static RecordType> {
    TYPES.iter().copied().find(|ty| ty.name == name)
}

/// A text field's text, empty where there is none.
fn text(values: &Values, tag: u16) -> &str {
    match values.see(tag) {
        Some(Seen::Text(text)) => text,
        _ => "",
    }
}

/// A choice field's code, as it holds now.
fn code(values: &Values, tag: u16) -> Option<&str> {
    match values.now(tag) {
        Some(Seen::Code(code)) => Some(code),
        _ => None,
    }
}

/// A field of a type that nobody enters.
const fn written(tag: u16, name: &'static str, kind: FieldKind, label: Label) -> Field {
    Field::new(tag, name, kind, label, Label::new("Chương trình tự ghi", "Written by the program"))
}

/// For types without such labels.
fn no_relabel(_: u16, _: &Values) -> Option<Label> {
    None
}
