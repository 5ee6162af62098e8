//! What can be wrong with one text of a row, told by the reader of a bundle and by its writer.

use crate::lang::errors::bundle as codes;
use crate::lang::{Code, both};
use crate::text::clean::{Unclean, unclean};

/// Bytes of a field's text, at most.
pub(super) const MAX_FIELD: usize = 256 * 1024;

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not the text of a value, or the value is none of its field's.
    Form,
    /// A control or format character.
    Acts,
    /// Not NFC.
    Apart,
    /// A name that begins as a formula does.
    Formula,
    /// Longer than a field may be.
    Large,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// One line.
    Line,
    /// Several lines.
    Note,
    /// One line that is no formula.
    Name,
}

impl Fault {
    /// What the reader says: file, line, column.
    pub(super) fn code(self) -> &'static Code {
        match self {
            Self::Form => &codes::ROW_VALUE,
            Self::Acts => &codes::ROW_ACTS,
            Self::Apart => &codes::ROW_NOT_NFC,
            Self::Formula => &codes::ROW_FORMULA,
            Self::Large => &codes::ROW_LARGE,
        }
    }

    /// What the writer says behind the field's label.
    pub(super) fn why(self) -> String {
        match self {
            Self::Form => {
                both("mang giá trị không hợp với ô", "holds a value that does not fit it")
            }
            Self::Acts => {
                both("có ký tự điều khiển hoặc ký tự ẩn", "holds a control or invisible character")
            }
            Self::Apart => both(
                "có chữ và dấu tách rời (không phải NFC)",
                "has letters and marks taken apart (not NFC)",
            ),
            Self::Formula => {
                both("bắt đầu như công thức (= + - @)", "begins as a formula (= + - @)")
            }
            Self::Large => both("dài quá mức", "is too long"),
        }
    }
}

/// Holds a text to its rule.
pub(super) fn hold(text: &str, rule: Rule) -> Result<(), Fault> {
    if text.len() > MAX_FIELD {
        return Err(Fault::Large);
    }
    match unclean(text, rule == Rule::Note) {
        Some(Unclean::Acts) => return Err(Fault::Acts),
        Some(Unclean::Apart) => return Err(Fault::Apart),
        None => {}
    }
    match rule == Rule::Name && text.starts_with(['=', '+', '-', '@']) {
        true => Err(Fault::Formula),
        false => Ok(()),
    }
}
