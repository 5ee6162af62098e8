//! Two members whom somebody said to be two people, however alike they are: not named as duplicates
//! again. Records like any other: journaled, undone, backed up.

use super::{member, no_relabel, text};
use crate::domain::check::{Check, Subject};
use crate::domain::{Field, FieldKind, Find, Kind, Layout, RecordType, Value};
use crate::lang::errors::domain::DISTINCT_SAME;
use crate::lang::{Label, Problem};

/// The type's number.
pub const KIND: Kind = Kind(10);

/// The one.
pub const A: u16 = 1;
/// The other.
pub const B: u16 = 2;
/// How it is known.
pub const NOTE: u16 = 3;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "distinct",
    label: Label::new("hai người khác nhau", "two people"),
    fields: &[
        Field::new(
            A,
            "a",
            FieldKind::Lookup(member::KIND),
            Label::new("Người này", "The one"),
            Label::new("Hội viên: vài chữ hoặc mã", "A member: a few words or the code"),
        )
        .required()
        .find(Find::Filter),
        Field::new(
            B,
            "b",
            FieldKind::Lookup(member::KIND),
            Label::new("Người kia", "The other"),
            Label::new("Hội viên: vài chữ hoặc mã", "A member: a few words or the code"),
        )
        .required()
        .find(Find::Filter),
        Field::new(
            NOTE,
            "note",
            FieldKind::Text(120),
            Label::new("Vì sao biết", "How it is known"),
            Label::new("Vài chữ: hai chị em họ", "A few words: cousins"),
        )
        .find(Find::Words),
    ],
    layouts: &[Layout {
        name: "A",
        label: Label::new("Hai người khác nhau", "Two people"),
        header: &[],
        fields: &[A, B, NOTE],
    }],
    list: &[A, B, NOTE],
    title: &[NOTE],
    called: |values, _, _| text(values, NOTE).to_owned(),
    internal: true,
    person: false,
    linked: &[&[A, B]],
    within: &[],
    split: None,
    relabel: no_relabel,
    checks: &[Check { name: "distinct_same", soft: false, tags: &[A, B], run: same }],
    active: |_| true,
    status: None,
};

fn same(subject: &Subject<'_>) -> Option<Problem> {
    match (subject.record.values.get(A), subject.record.values.get(B)) {
        (Some(Value::Ref(a)), Some(Value::Ref(b))) if a == b => {
            Some(Problem::new(&DISTINCT_SAME, [a.short()]))
        }
        _ => None,
    }
}
