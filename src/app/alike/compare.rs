//! Two records of a type field by field: what each says, and where they differ.

use crate::app::desk::Desk;
use crate::app::words::now;
use crate::domain::{Field, RecordId, RecordType, Value, Values};

/// One of the two.
#[derive(Clone, Copy)]
pub(crate) struct Of<'a> {
    pub(crate) values: &'a Values,
    /// What the records are called that it refers to.
    pub(crate) names: &'a [(RecordId, String)],
}

/// A field of which at least one of them says something.
pub(crate) struct Line {
    pub(crate) field: &'static Field,
    pub(crate) left: String,
    pub(crate) right: String,
    /// They do not say the same.
    pub(crate) differs: bool,
}

/// The fields, in the schema's order. `whole`: a timeline with its days, else what it holds now.
pub(crate) fn lines(
    kind: &'static RecordType,
    (left, right): (Of, Of),
    whole: bool,
    desk: &Desk,
) -> Vec<Line> {
    let of = |value: Option<Value>| if whole { value } else { value.and_then(now) };
    let said = |side: Of, field: &'static Field| match side.values.get(field.tag) {
        Some(value) if whole => desk.whole(field, &value, side.names),
        Some(value) => desk.value(field, value, side.names),
        None => String::new(),
    };
    let fields = kind.open_fields().filter(|field| !field.retired);
    let line = |field: &'static Field| {
        let (a, b) = (of(left.values.get(field.tag)), of(right.values.get(field.tag)));
        let differs = a != b;
        let some = a.is_some() || b.is_some();
        let (left, right) = (said(left, field), said(right, field));
        some.then_some(Line { field, left, right, differs })
    };
    fields.filter_map(line).collect()
}
