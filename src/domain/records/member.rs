//! Members of the association.

pub use super::member_view::{ENDED, Member};
use super::{clan, no_relabel, text, unit, village};
use crate::domain::{AreaScope, Field, FieldKind, Find, Kind, Layout, RecordType, Split, Status};
use crate::lang::Label;

/// The type's number.
pub const KIND: Kind = Kind(3);

/// Full name.
pub const FULL_NAME: u16 = 1;
/// Birth date, as far as it is known.
pub const BIRTH_DATE: u16 = 2;
/// Gender.
pub const GENDER: u16 = 3;
/// Village.
pub const VILLAGE: u16 = 4;
/// Occupation and place of work.
pub const OCCUPATION: u16 = 5;
/// Education.
pub const EDUCATION: u16 = 6;
/// Citizen id, or an old number of 9 digits.
pub const CITIZEN_ID: u16 = 7;
/// Telephone.
pub const PHONE: u16 = 8;
/// Clan.
pub const CLAN: u16 = 9;
/// Unit, dated.
pub const UNIT: u16 = 10;
/// Joined.
pub const JOINED_ON: u16 = 11;
/// Number of the decision of joining.
pub const JOINED_DECISION: u16 = 12;
/// Number of the member's card.
pub const CARD_NO: u16 = 13;
/// Status, dated.
pub const STATUS: u16 = 14;
/// Where one who moved went.
pub const TRANSFER_TO: u16 = 15;
/// Role, dated.
pub const ROLE: u16 = 16;
/// Honorary member.
pub const HONORARY: u16 = 17;
/// Ethnicity.
pub const ETHNICITY: u16 = 18;
/// Head of household.
pub const HOUSEHOLD: u16 = 19;
/// The commune of the address on paper, before 01/07/2025.
pub const OLD_COMMUNE: u16 = 20;
/// The address as the paper has it.
pub const ADDRESS_OLD: u16 = 21;
/// Consent to keep the data.
pub const CONSENT: u16 = 22;
/// Day of the consent.
pub const CONSENT_ON: u16 = 23;
/// Note.
pub const NOTE: u16 = 24;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "member",
    label: Label::new("hội viên", "member"),
    fields: FIELDS,
    layouts: &[
        Layout {
            name: "A",
            label: Label::new("Danh sách chi hội", "List of a branch"),
            header: &[UNIT, STATUS],
            fields: &[
                FULL_NAME, BIRTH_DATE, GENDER, VILLAGE, OCCUPATION, EDUCATION, CITIZEN_ID, PHONE,
                CLAN, JOINED_ON, CARD_NO, NOTE,
            ],
        },
        Layout {
            name: "B",
            label: Label::new("Đơn xin vào Hội", "Application"),
            header: &[STATUS],
            fields: &[
                FULL_NAME,
                GENDER,
                BIRTH_DATE,
                ETHNICITY,
                CITIZEN_ID,
                VILLAGE,
                HOUSEHOLD,
                OCCUPATION,
                EDUCATION,
                ROLE,
                PHONE,
                CLAN,
                UNIT,
                JOINED_ON,
                JOINED_DECISION,
                CARD_NO,
                CONSENT,
                CONSENT_ON,
                NOTE,
            ],
        },
        Layout {
            name: "C",
            label: Label::new("Từ căn cước", "From the identity card"),
            header: &[UNIT, STATUS],
            fields: &[
                CITIZEN_ID, FULL_NAME, BIRTH_DATE, GENDER, VILLAGE, OCCUPATION, EDUCATION, PHONE,
                CLAN, JOINED_ON, CARD_NO, NOTE,
            ],
        },
    ],
    list: &[FULL_NAME, BIRTH_DATE, GENDER, VILLAGE, UNIT, PHONE],
    title: &[FULL_NAME],
    called: |values, _, _| text(values, FULL_NAME).to_owned(),
    internal: false,
    person: true,
    linked: &[
        &[FULL_NAME, BIRTH_DATE, GENDER, CITIZEN_ID],
        &[STATUS, TRANSFER_TO],
        &[OLD_COMMUNE, ADDRESS_OLD],
        &[CONSENT, CONSENT_ON],
    ],
    within: &[
        (VILLAGE, &[HOUSEHOLD, CLAN, OLD_COMMUNE, ADDRESS_OLD]),
        (HOUSEHOLD, &[CLAN, ADDRESS_OLD]),
    ],
    split: Some(Split { of: BIRTH_DATE, by: GENDER, codes: &["male", "female"], leans: &[("Thị", "female")] }),
    relabel: no_relabel,
    checks: super::member_checks::CHECKS,
    active: |record| Member(record).is_active(),
    status: Some(Status { tag: STATUS, asks: &[("moved", &[TRANSFER_TO])] }),
};

static FIELDS: &[Field] = &[
    Field::new(
        FULL_NAME,
        "full_name",
        FieldKind::Name,
        Label::new("Họ và tên", "Full name"),
        Label::new(
            "Như trên giấy, đủ dấu: Nguyễn Văn Hòa",
            "As on paper, with marks: Nguyễn Văn Hòa",
        ),
    )
    .required()
    .find(Find::Words),
    Field::new(
        BIRTH_DATE,
        "birth_date",
        FieldKind::PartialDate,
        Label::new("Sinh", "Born"),
        Label::new("12031954, 3/1954 hoặc chỉ năm 1954", "12031954, 3/1954 or the year alone 1954"),
    )
    .find(Find::Year)
    .filter("sinh", "dob"),
    Field::new(
        GENDER,
        "gender",
        FieldKind::Choice("genders"),
        Label::new("Giới", "Gender"),
        Label::new("1 Nam, 2 Nữ", "1 male, 2 female"),
    )
    .required()
    .find(Find::Filter)
    .filter("gioi", "gender"),
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
        OCCUPATION,
        "occupation",
        FieldKind::Text(80),
        Label::new("Nghề, nơi làm", "Occupation"),
        Label::new("Giáo viên, THCS Phú Khê", "Giáo viên, THCS Phú Khê"),
    )
    .lettered(),
    Field::new(
        EDUCATION,
        "education",
        FieldKind::Choice("education"),
        Label::new("Trình độ", "Education"),
        Label::new(
            "03 THCS, 04 THPT …; lối cũ 7/10 cũng được",
            "03 lower secondary, 04 upper …; 7/10 as well",
        ),
    )
    .find(Find::Filter)
    .filter("hv", "education"),
    Field::new(
        CITIZEN_ID,
        "citizen_id",
        FieldKind::CitizenId,
        Label::new("Số định danh", "Citizen id"),
        Label::new(
            "12 số; CMND cũ 9 số. Không có thì Enter",
            "12 digits; an old card 9. None: Enter",
        ),
    )
    .tells(GENDER, BIRTH_DATE)
    .unique()
    .find(Find::Exact),
    Field::new(
        PHONE,
        "phone",
        FieldKind::Phone,
        Label::new("Điện thoại", "Phone"),
        Label::new(
            "10 số: 0912345678; số cũ 11 số tự đổi",
            "10 digits: 0912345678; old 11 are converted",
        ),
    )
    .find(Find::Exact),
    Field::new(
        CLAN,
        "clan",
        FieldKind::Lookup(clan::KIND),
        Label::new("Dòng họ", "Clan"),
        Label::new("Gõ số, hoặc họ và ngành: Nguyễn Văn chi 2", "Type its number, or name and branch"),
    )
    .find(Find::Filter)
    .filter("ho", "clan"),
    Field::new(
        UNIT,
        "unit",
        FieldKind::Timeline(&FieldKind::Lookup(unit::KIND)),
        Label::new("Chi hội", "Unit"),
        Label::new("Chi hội hoặc ban: gõ mã hoặc tên", "Branch or board: type its code or name"),
    )
    .required()
    .find(Find::Filter)
    .filter("chi", "unit"),
    Field::new(
        JOINED_ON,
        "joined_on",
        FieldKind::PartialDate,
        Label::new("Ngày vào Hội", "Joined"),
        Label::new("Ngày, tháng hoặc chỉ năm: 2019", "A day, month or year: 2019"),
    ),
    Field::new(
        JOINED_DECISION,
        "joined_decision",
        FieldKind::Text(60),
        Label::new("QĐ kết nạp", "Joining decision"),
        Label::new("Số quyết định: 12/QĐ-HKH", "The decision's number: 12/QĐ-HKH"),
    ),
    Field::new(
        CARD_NO,
        "card_no",
        FieldKind::Text(30),
        Label::new("Số thẻ", "Card no."),
        Label::new("Như trên thẻ, không trùng: HP-00042", "As on the card, its own: HP-00042"),
    )
    .unique()
    .find(Find::Exact),
    Field::new(
        STATUS,
        "status",
        FieldKind::Timeline(&FieldKind::Choice("member_status")),
        Label::new("Trạng thái", "Status"),
        Label::new(
            "1 đang SH, 2 chuyển, 3 mất, 4 thôi, 5 xóa tên",
            "1 active, 2 moved, 3 died, 4 left, 5 struck off",
        ),
    )
    .required()
    .find(Find::Filter)
    .filter("tt", "status")
    .default("active"),
    Field::new(
        TRANSFER_TO,
        "transfer_to",
        FieldKind::Text(120),
        Label::new("Chuyển đến", "Moved to"),
        Label::new("Nơi sinh hoạt mới, khi đã chuyển đi", "Where the member went, once moved"),
    ),
    Field::new(
        ROLE,
        "role",
        FieldKind::Timeline(&FieldKind::Choice("roles")),
        Label::new("Chức vụ", "Role"),
        Label::new("Chức vụ trong Hội; F4: cả bảng", "An office in the association; F4: all"),
    )
    .find(Find::Filter)
    .filter("cv", "role"),
    Field::new(
        HONORARY,
        "honorary",
        FieldKind::YesNo,
        Label::new("HV danh dự", "Honorary"),
        Label::new("1 có, 2 không", "1 yes, 2 no"),
    ),
    Field::new(
        ETHNICITY,
        "ethnicity",
        FieldKind::Choice("ethnic_groups"),
        Label::new("Dân tộc", "Ethnicity"),
        Label::new("Mã hoặc tên: 01, Kinh, Mường", "Code or name: 01, Kinh, Mường"),
    )
    .find(Find::Filter)
    .filter("dantoc", "ethnicity"),
    Field::new(
        HOUSEHOLD,
        "household",
        FieldKind::Name,
        Label::new("Chủ hộ", "Household head"),
        Label::new("Họ và tên chủ hộ", "Full name of the head of the household"),
    ),
    Field::new(
        OLD_COMMUNE,
        "old_commune",
        FieldKind::Area(AreaScope::OldCommune),
        Label::new("Xã cũ", "Old commune"),
        Label::new("Xã trên giấy, trước 01/07/2025: Hoằng Quý", "The paper's commune: Hoằng Quý"),
    )
    .find(Find::Filter)
    .filter("xacu", "old"),
    Field::new(
        ADDRESS_OLD,
        "address_old",
        FieldKind::Text(120),
        Label::new("Địa chỉ gốc", "Address on paper"),
        Label::new("Địa chỉ đúng như giấy ghi", "The address just as the paper has it"),
    ),
    Field::new(
        CONSENT,
        "consent",
        FieldKind::YesNo,
        Label::new("Đồng ý lưu", "Consent"),
        Label::new(
            "1 có, 2 không: đồng ý cho Hội lưu thông tin",
            "1 yes, 2 no: to the keeping of the data",
        ),
    ),
    Field::new(
        CONSENT_ON,
        "consent_on",
        FieldKind::Date,
        Label::new("Ngày đồng ý", "Consent on"),
        Label::new("Ngày ký: 12052026", "The day of signing: 12052026"),
    ),
    Field::new(
        NOTE,
        "note",
        FieldKind::Note,
        Label::new("Ghi chú", "Note"),
        Label::new("Điều cần nhớ thêm", "Anything else to remember"),
    ),
    super::batch::member_of(),
];
