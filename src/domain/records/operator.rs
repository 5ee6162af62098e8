//! Operators: those who key. Chosen at start; every change names one.

use super::{code, no_relabel, text};
use crate::domain::{Field, FieldKind, Find, Kind, Layout, Record, RecordType, Role, Value};
use crate::lang::Label;

/// The type's number.
pub const KIND: Kind = Kind(6);

/// Short name.
pub const SHORT_NAME: u16 = 1;
/// Role.
pub const ROLE: u16 = 2;
/// Whether the operator may still work.
pub const ACTIVE: u16 = 3;

/// The PIN's salted slow hash.
pub const PIN: u16 = 4;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "operator",
    label: Label::new("người dùng", "operator"),
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
        .find(Find::Exact)
        .words(),
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
        Field::new(
            PIN,
            "pin",
            FieldKind::Secret,
            Label::new("Mã PIN", "PIN"),
            Label::new("Đặt bằng lệnh «Đặt mã PIN»", "Set by the command \"Set PIN\""),
        ),
    ],
    layouts: &[Layout {
        name: "A",
        label: Label::new("Người dùng", "Operator"),
        header: &[],
        fields: &[SHORT_NAME, ROLE, ACTIVE],
    }],
    list: &[SHORT_NAME, ROLE, ACTIVE],
    title: &[SHORT_NAME],
    called: |values, _, _| text(values, SHORT_NAME).to_owned(),
    internal: true,
    person: false,
    linked: &[],
    within: &[],
    split: None,
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
        text(&self.0.values, SHORT_NAME).to_owned()
    }

    /// The role; None where it is no role of this program's.
    pub fn role(&self) -> Option<Role> {
        Role::of(code(&self.0.values, ROLE)?)
    }

    /// The PIN's hash, where one is set.
    pub fn pin(&self) -> Option<String> {
        Some(text(&self.0.values, PIN)).filter(|hash| !hash.is_empty()).map(str::to_owned)
    }

    /// Whether the operator may work; so unless it is said otherwise.
    pub fn is_active(&self) -> bool {
        self.0.values.get(ACTIVE) != Some(Value::Flag(false))
    }
}
