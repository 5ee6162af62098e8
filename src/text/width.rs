//! How many terminal columns a text takes.

/// Columns of a text; control characters count nothing.
pub fn columns(_text: &str) -> usize {
    todo!()
}

/// The text cut to at most `max` columns, never inside a letter, with `…` where it was cut.
pub fn fit(_text: &str, _max: usize) -> String {
    todo!()
}

/// The text cut or padded with spaces to exactly `width` columns.
pub fn pad(_text: &str, _width: usize) -> String {
    todo!()
}
