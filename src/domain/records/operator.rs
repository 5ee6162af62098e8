//! Operators: those who key. Chosen at start; every change names one.

use super::{code, no_relabel, text};
use crate::domain::{Field, FieldKind, Find, Kind, Layout, Record, RecordType, Value};
use crate::lang::Label;

/// The type's number.
pub const KIND: Kind = Kind(6);

/// Short name.
pub const SHORT_NAME: u16 = 1;
/// Role.
pub const ROLE: u16 = 2;
/// Whether the operator may still work.
pub const ACTIVE: u16 = 3;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "operator",
    label: Label::new("người nhập", "operator"),
    fields: &[
        Field::new(
            SHORT_NAME,
            "short_name",
            FieldKind::Text(20),
            Label::new("Tên gọi", "Short name"),
            Label::new("Tên ngắn, không trùng: Lan", "A short name of one's own: Lan"),
        )
        .required()
        .unique()
        .find(Find::Exact),
        Field::new(
            ROLE,
            "role",
            FieldKind::Choice("operator_roles"),
            Label::new("Vai trò", "Role"),
            Label::new("1 nhập liệu, 2 soát xét, 3 kỹ thuật", "1 clerk, 2 reviewer, 3 technician"),
        )
        .required()
        .find(Find::Filter)
        .filter("vai", "role")
        .default("clerk"),
        Field::new(
            ACTIVE,
            "active",
            FieldKind::YesNo,
            Label::new("Đang làm", "Active"),
            Label::new("1 có, 2 không còn nhập nữa", "1 yes, 2 no longer works here"),
        )
        .default("1"),
    ],
    layouts: &[Layout {
        name: "A",
        label: Label::new("Người nhập", "Operator"),
        header: &[],
        fields: &[SHORT_NAME, ROLE, ACTIVE],
    }],
    list: &[SHORT_NAME, ROLE, ACTIVE],
    title: &[SHORT_NAME],
    called: |values, _, _| text(values, SHORT_NAME),
    person: false,
    linked: &[],
    relabel: no_relabel,
    checks: super::place_checks::OPERATOR,
    active: |record| Operator(record).is_active(),
    status: None,
};

/// An operator, as rules see one.
pub struct Operator<'a>(pub &'a Record);

impl Operator<'_> {
    /// The short name.
    pub fn short_name(&self) -> String {
        text(&self.0.values, SHORT_NAME)
    }

    /// The role's code: `clerk`, `reviewer`, `technician`.
    pub fn role(&self) -> Option<String> {
        code(&self.0.values, ROLE)
    }

    /// Whether the operator may work; so unless it is said otherwise.
    pub fn is_active(&self) -> bool {
        self.0.values.get(ACTIVE) != Some(Value::Flag(false))
    }
}
