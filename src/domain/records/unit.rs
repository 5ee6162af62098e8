//! Units of the association: province, commune, branch (chi hội), board (ban khuyến học),
//! attached; the abolished district as history.

use super::{code, text};
use crate::domain::{
    AreaScope, Field, FieldKind, Find, Kind, Layout, Record, RecordType, Status, Values,
};
use crate::lang::Label;

/// The type's number.
pub const KIND: Kind = Kind(1);

/// Code.
pub const CODE: u16 = 1;
/// Name.
pub const NAME: u16 = 2;
/// Kind, dated.
pub const UNIT_KIND: u16 = 3;
/// The unit above.
pub const PARENT: u16 = 4;
/// The area it works in.
pub const AREA: u16 = 5;
/// Founded.
pub const ESTABLISHED_ON: u16 = 6;
/// Dissolved.
pub const DISSOLVED_ON: u16 = 7;
/// Number of the founding decision.
pub const DECISION_NO: u16 = 8;
/// Its head.
pub const HEAD: u16 = 9;
/// Telephone.
pub const PHONE: u16 = 10;
/// Members as it reports them itself.
pub const MEMBERS_REPORTED: u16 = 11;
/// Note.
pub const NOTE: u16 = 12;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "unit",
    label: Label::new("đơn vị hội", "unit"),
    fields: &[
        Field::new(
            CODE,
            "code",
            FieldKind::Text(20),
            Label::new("Mã", "Code"),
            Label::new("Mã ngắn, không trùng: CH01", "A short code of its own: CH01"),
        )
        .required()
        .unique()
        .find(Find::Exact),
        Field::new(
            NAME,
            "name",
            FieldKind::Text(120),
            Label::new("Tên", "Name"),
            Label::new("Tên đầy đủ: Chi hội Phú Khê", "The full name: Chi hội Phú Khê"),
        )
        .required()
        .find(Find::Words),
        Field::new(
            UNIT_KIND,
            "kind",
            FieldKind::Timeline(&FieldKind::Choice("unit_kinds")),
            Label::new("Loại", "Kind"),
            Label::new("3 chi hội, 4 ban khuyến học; F4: cả bảng", "3 branch, 4 board; F4: all"),
        )
        .required()
        .find(Find::Filter)
        .filter("loai", "kind")
        .default("branch"),
        Field::new(
            PARENT,
            "parent",
            FieldKind::Lookup(KIND),
            Label::new("Trực thuộc", "Under"),
            Label::new("Đơn vị cấp trên: gõ mã hoặc tên", "The unit above: type its code or name"),
        )
        .find(Find::Filter)
        .filter("thuoc", "under"),
        Field::new(
            AREA,
            "area",
            FieldKind::Area(AreaScope::Any),
            Label::new("Địa bàn", "Area"),
            Label::new(
                "Xã, phường: gõ vài chữ, tên cũ cũng được",
                "Commune: a few letters, old names too",
            ),
        )
        .find(Find::Filter)
        .filter("xa", "commune"),
        Field::new(
            ESTABLISHED_ON,
            "established_on",
            FieldKind::PartialDate,
            Label::new("Thành lập", "Established"),
            Label::new(
                "Ngày, tháng hoặc chỉ năm: 12/05/2005, 2005",
                "A day, month or year: 12/05/2005, 2005",
            ),
        ),
        Field::new(
            DISSOLVED_ON,
            "dissolved_on",
            FieldKind::PartialDate,
            Label::new("Giải thể", "Dissolved"),
            Label::new(
                "Chỉ nhập khi đã giải thể: 01/07/2025",
                "Only once it is dissolved: 01/07/2025",
            ),
        ),
        Field::new(
            DECISION_NO,
            "decision_no",
            FieldKind::Text(60),
            Label::new("Số quyết định", "Decision no."),
            Label::new("Quyết định thành lập: 15/QĐ-HKH", "The founding decision: 15/QĐ-HKH"),
        ),
        Field::new(
            HEAD,
            "head",
            FieldKind::Name,
            Label::new("Người đứng đầu", "Head"),
            Label::new("Họ và tên người đứng đầu", "The full name of its head"),
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
            MEMBERS_REPORTED,
            "members_reported",
            FieldKind::Whole,
            Label::new("Hội viên tự báo", "Members reported"),
            Label::new("Số hội viên đơn vị báo lên: 93", "Members as the unit reports them: 93"),
        ),
        Field::new(
            NOTE,
            "note",
            FieldKind::Note,
            Label::new("Ghi chú", "Note"),
            Label::new("Điều cần nhớ thêm", "Anything else to remember"),
        ),
        super::batch::member_of(),
    ],
    layouts: &[Layout {
        name: "A",
        label: Label::new("Đơn vị", "Unit"),
        header: &[],
        fields: &[
            CODE,
            UNIT_KIND,
            NAME,
            PARENT,
            AREA,
            ESTABLISHED_ON,
            DECISION_NO,
            HEAD,
            PHONE,
            MEMBERS_REPORTED,
            DISSOLVED_ON,
            NOTE,
        ],
    }],
    list: &[CODE, NAME, UNIT_KIND, HEAD, MEMBERS_REPORTED],
    title: &[NAME],
    called: |values, _, _| text(values, NAME).to_owned(),
    internal: false,
    person: false,
    linked: &[&[ESTABLISHED_ON, DISSOLVED_ON]],
    within: &[],
    split: None,
    relabel,
    checks: super::place_checks::UNIT,
    active,
    status: Some(Status { tag: DISSOLVED_ON, asks: &[] }),
};

/// The label of a unit's head follows its kind.
fn relabel(tag: u16, values: &Values) -> Option<Label> {
    if tag != HEAD {
        return None;
    }
    match code(values, UNIT_KIND)? {
        "branch" => Some(Label::new("Chi hội trưởng", "Branch head")),
        "board" => Some(Label::new("Trưởng ban", "Board head")),
        "province" | "district" | "commune" => Some(Label::new("Chủ tịch", "Chair")),
        _ => None,
    }
}

fn active(record: &Record) -> bool {
    record.values.raw_of(DISSOLVED_ON).is_none()
}

/// Whether it is an association that keeps a register of its own, and no branch of one.
pub fn is_office(values: &Values) -> bool {
    matches!(code(values, UNIT_KIND), Some("province" | "commune" | "district"))
}
