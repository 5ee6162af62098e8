//! Community learning centres (trung tâm học tập cộng đồng).

use super::{code, no_relabel, text};
use crate::domain::{AreaScope, Field, FieldKind, Find, Kind, Layout, RecordType, Status};
use crate::lang::Label;

/// The type's number.
pub const KIND: Kind = Kind(5);

/// Code.
pub const CODE: u16 = 1;
/// Name.
pub const NAME: u16 = 2;
/// The commune it serves.
pub const AREA: u16 = 3;
/// Number of the founding decision.
pub const DECISION_NO: u16 = 4;
/// Founded.
pub const FOUNDED_ON: u16 = 5;
/// Seat.
pub const ADDRESS: u16 = 6;
/// Director.
pub const DIRECTOR: u16 = 7;
/// Deputy from the school.
pub const DEPUTY_SCHOOL: u16 = 8;
/// Deputy from the association.
pub const DEPUTY_ASSOCIATION: u16 = 9;
/// Telephone.
pub const PHONE: u16 = 10;
/// Teachers.
pub const TEACHERS: u16 = 11;
/// Rooms.
pub const ROOMS: u16 = 12;
/// Seats.
pub const SEATS: u16 = 13;
/// Computers.
pub const COMPUTERS: u16 = 14;
/// Internet.
pub const INTERNET: u16 = 15;
/// Books.
pub const BOOKS: u16 = 16;
/// Value of the equipment in đồng.
pub const EQUIPMENT_VND: u16 = 17;
/// Learning points in villages.
pub const LEARNING_POINTS: u16 = 18;
/// Status, dated.
pub const STATUS: u16 = 19;
/// The centre it came from.
pub const PREDECESSOR: u16 = 20;
/// Note.
pub const NOTE: u16 = 21;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "centre",
    label: Label::new("trung tâm HTCĐ", "learning centre"),
    fields: FIELDS,
    layouts: &[Layout {
        name: "A",
        label: Label::new("Trung tâm", "Centre"),
        header: &[],
        fields: &[
            CODE,
            NAME,
            AREA,
            DECISION_NO,
            FOUNDED_ON,
            ADDRESS,
            DIRECTOR,
            DEPUTY_SCHOOL,
            DEPUTY_ASSOCIATION,
            PHONE,
            TEACHERS,
            ROOMS,
            SEATS,
            COMPUTERS,
            INTERNET,
            BOOKS,
            EQUIPMENT_VND,
            LEARNING_POINTS,
            STATUS,
            PREDECESSOR,
            NOTE,
        ],
    }],
    list: &[NAME, AREA, DIRECTOR, PHONE, STATUS],
    title: &[NAME],
    called: |values, _, _| text(values, NAME).to_owned(),
    internal: false,
    person: false,
    linked: &[&[DECISION_NO, FOUNDED_ON]],
    within: &[],
    split: None,
    relabel: no_relabel,
    checks: &[],
    active: |record| code(&record.values, STATUS) != Some("closed"),
    status: Some(Status { tag: STATUS, asks: &[] }),
};

static FIELDS: &[Field] = &[
    Field::new(
        CODE,
        "code",
        FieldKind::Text(20),
        Label::new("Mã", "Code"),
        Label::new("Mã ngắn, nếu có: TT01", "A short code, if it has one: TT01"),
    )
    .unique()
    .find(Find::Exact),
    Field::new(
        NAME,
        "name",
        FieldKind::Text(120),
        Label::new("Tên", "Name"),
        Label::new("Tên đầy đủ: TTHTCĐ xã Hoằng Phú", "The full name: TTHTCĐ xã Hoằng Phú"),
    )
    .required()
    .find(Find::Words),
    Field::new(
        AREA,
        "area",
        FieldKind::Area(AreaScope::Commune),
        Label::new("Xã, phường", "Commune"),
        Label::new("Gõ vài chữ, tên cũ cũng được", "A few letters, old names too"),
    )
    .required()
    .find(Find::Filter)
    .filter("xa", "commune"),
    Field::new(
        DECISION_NO,
        "decision_no",
        FieldKind::Text(60),
        Label::new("Số quyết định", "Decision no."),
        Label::new("Quyết định thành lập: 08/QĐ-UBND", "The founding decision: 08/QĐ-UBND"),
    ),
    Field::new(
        FOUNDED_ON,
        "founded_on",
        FieldKind::PartialDate,
        Label::new("Thành lập", "Founded"),
        Label::new("Ngày, tháng hoặc chỉ năm: 2005", "A day, month or year: 2005"),
    ),
    Field::new(
        ADDRESS,
        "address",
        FieldKind::Text(160),
        Label::new("Trụ sở", "Seat"),
        Label::new("Nơi đặt trụ sở: Nhà văn hóa thôn 3", "Where it is: Nhà văn hóa thôn 3"),
    ),
    Field::new(
        DIRECTOR,
        "director",
        FieldKind::Name,
        Label::new("Giám đốc", "Director"),
        Label::new("Họ và tên", "Full name"),
    ),
    Field::new(
        DEPUTY_SCHOOL,
        "deputy_school",
        FieldKind::Name,
        Label::new("PGĐ (trường)", "Deputy (school)"),
        Label::new(
            "Phó giám đốc từ nhà trường: họ và tên",
            "The deputy from the school: full name",
        ),
    ),
    Field::new(
        DEPUTY_ASSOCIATION,
        "deputy_association",
        FieldKind::Name,
        Label::new("PGĐ (Hội)", "Deputy (assoc.)"),
        Label::new(
            "Phó giám đốc từ Hội Khuyến học: họ và tên",
            "The deputy from the association: full name",
        ),
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
        TEACHERS,
        "teachers",
        FieldKind::Whole,
        Label::new("Giáo viên", "Teachers"),
        Label::new("Số giáo viên được cử về: 2", "Teachers assigned to it: 2"),
    ),
    Field::new(
        ROOMS,
        "rooms",
        FieldKind::Whole,
        Label::new("Số phòng", "Rooms"),
        Label::new("Số phòng dùng được: 3", "Rooms in use: 3"),
    ),
    Field::new(
        SEATS,
        "seats",
        FieldKind::Whole,
        Label::new("Chỗ ngồi", "Seats"),
        Label::new("Số chỗ ngồi: 120", "Seats: 120"),
    ),
    Field::new(
        COMPUTERS,
        "computers",
        FieldKind::Whole,
        Label::new("Máy tính", "Computers"),
        Label::new("Số máy tính dùng được: 5", "Computers in use: 5"),
    ),
    Field::new(
        INTERNET,
        "internet",
        FieldKind::YesNo,
        Label::new("Internet", "Internet"),
        Label::new("1 có, 2 không", "1 yes, 2 no"),
    ),
    Field::new(
        BOOKS,
        "books",
        FieldKind::Whole,
        Label::new("Số sách", "Books"),
        Label::new("Số đầu sách: 800", "Titles in its library: 800"),
    ),
    Field::new(
        EQUIPMENT_VND,
        "equipment_vnd",
        FieldKind::Vnd,
        Label::new("Giá trị thiết bị", "Equipment (VND)"),
        Label::new("Bằng đồng: 120.000.000", "In đồng: 120.000.000"),
    ),
    Field::new(
        LEARNING_POINTS,
        "learning_points",
        FieldKind::Whole,
        Label::new("Điểm học tập", "Learning points"),
        Label::new("Số điểm học tập ở thôn: 6", "Learning points in villages: 6"),
    ),
    Field::new(
        STATUS,
        "status",
        FieldKind::Timeline(&FieldKind::Choice("centre_status")),
        Label::new("Trạng thái", "Status"),
        Label::new("1 hoạt động, 2 tạm dừng, 3 đã giải thể", "1 active, 2 paused, 3 closed"),
    )
    .required()
    .find(Find::Filter)
    .filter("tt", "status")
    .default("active"),
    Field::new(
        PREDECESSOR,
        "predecessor",
        FieldKind::Lookup(KIND),
        Label::new("Tiền thân", "Predecessor"),
        Label::new(
            "Trung tâm cũ nhập vào đây: gõ mã hoặc tên",
            "The centre it came from: code or name",
        ),
    )
    .find(Find::Filter)
    .filter("truoc", "before"),
    Field::new(
        NOTE,
        "note",
        FieldKind::Note,
        Label::new("Ghi chú", "Note"),
        Label::new("Điều cần nhớ thêm", "Anything else to remember"),
    ),
];
