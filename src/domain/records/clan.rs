//! Clans: a family name and its branch (ngành, chi).

use super::{no_relabel, text, unit, village};
use crate::domain::{Field, FieldKind, Find, Kind, Layout, RecordType};
use crate::lang::Label;

/// The type's number.
pub const KIND: Kind = Kind(4);

/// Family name.
pub const FAMILY_NAME: u16 = 1;
/// Branch (ngành, chi).
pub const BRANCH: u16 = 2;
/// The unit it belongs to.
pub const UNIT: u16 = 3;
/// Village.
pub const VILLAGE: u16 = 4;
/// Its head.
pub const HEAD: u16 = 5;
/// Telephone.
pub const PHONE: u16 = 6;
/// Households.
pub const HOUSEHOLDS: u16 = 7;
/// People.
pub const PEOPLE: u16 = 8;
/// Its board for the promotion of learning.
pub const BOARD: u16 = 9;
/// Note.
pub const NOTE: u16 = 10;
/// Its number among the clans, by which look-up fields find it.
pub const NUMBER: u16 = 11;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "clan",
    label: Label::new("dòng họ", "clan"),
    fields: &[
        Field::new(
            FAMILY_NAME,
            "family_name",
            FieldKind::Name,
            Label::new("Họ", "Family name"),
            Label::new("Họ, có đệm nếu thường gọi: Nguyễn Văn", "The family name: Nguyễn Văn"),
        )
        .required()
        .find(Find::Words),
        Field::new(
            BRANCH,
            "branch",
            FieldKind::Text(40),
            Label::new("Ngành, chi", "Branch of clan"),
            Label::new("Ngành hoặc chi: chi 2, ngành trưởng", "Its branch: chi 2, ngành trưởng"),
        )
        .find(Find::Words),
        Field::new(
            UNIT,
            "unit",
            FieldKind::Lookup(unit::KIND),
            Label::new("Đơn vị", "Unit"),
            Label::new(
                "Hội hoặc chi hội: gõ mã hoặc tên",
                "Association or branch: its code or name",
            ),
        )
        .required()
        .find(Find::Filter)
        .filter("chi", "unit"),
        Field::new(
            VILLAGE,
            "village",
            FieldKind::Lookup(village::KIND),
            Label::new("Thôn", "Village"),
            Label::new("Gõ số hoặc tên thôn: 3", "Type its number or name: 3"),
        )
        .find(Find::Filter)
        .filter("thon", "village"),
        Field::new(
            HEAD,
            "head",
            FieldKind::Name,
            Label::new("Trưởng họ", "Head"),
            Label::new("Họ và tên trưởng họ", "The full name of the clan's head"),
        ),
        Field::new(
            PHONE,
            "phone",
            FieldKind::Phone,
            Label::new("Điện thoại", "Phone"),
            Label::new("10 số: 0912345678", "10 digits: 0912345678"),
        )
        .find(Find::Exact),
        Field::new(
            HOUSEHOLDS,
            "households",
            FieldKind::Whole,
            Label::new("Số hộ", "Households"),
            Label::new("Số hộ trong họ: 64", "Households of the clan: 64"),
        ),
        Field::new(
            PEOPLE,
            "people",
            FieldKind::Whole,
            Label::new("Số khẩu", "People"),
            Label::new("Số nhân khẩu trong họ: 250", "People of the clan: 250"),
        ),
        Field::new(
            BOARD,
            "board",
            FieldKind::Lookup(unit::KIND),
            Label::new("Ban khuyến học", "Board"),
            Label::new("Ban khuyến học của dòng họ, nếu có", "The clan's own board, if it has one"),
        )
        .find(Find::Filter)
        .filter("ban", "board"),
        Field::new(
            NOTE,
            "note",
            FieldKind::Note,
            Label::new("Ghi chú", "Note"),
            Label::new("Điều cần nhớ thêm", "Anything else to remember"),
        ),
        Field::new(
            NUMBER,
            "number",
            FieldKind::Text(10),
            Label::new("Số", "Number"),
            Label::new(
                "Số thứ tự, để gõ số thay tên họ: 12",
                "A number to type in place of the name: 12",
            ),
        )
        .find(Find::Exact),
        super::batch::member_of(),
    ],
    layouts: &[Layout {
        name: "A",
        label: Label::new("Dòng họ", "Clan"),
        header: &[UNIT],
        fields: &[FAMILY_NAME, BRANCH, VILLAGE, HEAD, PHONE, HOUSEHOLDS, PEOPLE, BOARD, NUMBER, NOTE],
    }],
    list: &[NUMBER, FAMILY_NAME, BRANCH, VILLAGE, HEAD, HOUSEHOLDS, PEOPLE],
    title: &[FAMILY_NAME, BRANCH],
    // Without the number: beside "chi 1" a clan of that number would be taken for it.
    called: |values, _, _| match (text(values, FAMILY_NAME), text(values, BRANCH)) {
        (family, "") => family.to_owned(),
        (family, branch) => format!("{family}, {branch}"),
    },
    internal: false,
    person: false,
    linked: &[&[FAMILY_NAME, BRANCH]],
    within: &[],
    split: None,
    relabel: no_relabel,
    checks: super::place_checks::CLAN,
    active: |_| true,
    status: None,
};
