//! Villages: thôn, bản, ấp, khóm, buôn, tổ dân phố …

use super::{code, no_relabel, text};
use crate::domain::{AreaScope, Field, FieldKind, Find, Kind, Layout, RecordType, Tables, Values};
use crate::lang::{Label, Lang};

/// The type's number.
pub const KIND: Kind = Kind(2);

/// Number within its commune.
pub const NUMBER: u16 = 1;
/// Kind.
pub const VILLAGE_KIND: u16 = 2;
/// Name.
pub const NAME: u16 = 3;
/// The commune it lies in.
pub const AREA: u16 = 4;
/// The commune it lay in before 01/07/2025.
pub const OLD_COMMUNE: u16 = 5;
/// Households.
pub const HOUSEHOLDS: u16 = 6;
/// People.
pub const PEOPLE: u16 = 7;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "village",
    label: Label::new("thôn", "village"),
    fields: &[
        Field::new(
            NUMBER,
            "number",
            FieldKind::Text(10),
            Label::new("Số", "Number"),
            Label::new("Số thứ tự trong xã: 3, 12A", "Its number in the commune: 3, 12A"),
        )
        .find(Find::Exact),
        Field::new(
            VILLAGE_KIND,
            "kind",
            FieldKind::Choice("village_kinds"),
            Label::new("Loại", "Kind"),
            Label::new("1 thôn, 2 bản, 3 ấp …; F4: cả bảng", "1 thôn, 2 bản, 3 ấp …; F4: all"),
        )
        .required()
        .find(Find::Filter)
        .filter("loai", "kind")
        .default("thon"),
        Field::new(
            NAME,
            "name",
            FieldKind::Text(80),
            Label::new("Tên", "Name"),
            Label::new("Tên, không kèm loại: Phú Khê", "The name without its kind: Phú Khê"),
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
            OLD_COMMUNE,
            "old_commune",
            FieldKind::Area(AreaScope::OldCommune),
            Label::new("Xã cũ", "Old commune"),
            Label::new(
                "Xã trước 01/07/2025: Hoằng Quý",
                "The commune before 01/07/2025: Hoằng Quý",
            ),
        )
        .find(Find::Filter)
        .filter("xacu", "old"),
        Field::new(
            HOUSEHOLDS,
            "households",
            FieldKind::Whole,
            Label::new("Số hộ", "Households"),
            Label::new("Số hộ đang ở: 215", "Households living there: 215"),
        ),
        Field::new(
            PEOPLE,
            "people",
            FieldKind::Whole,
            Label::new("Số khẩu", "People"),
            Label::new("Số nhân khẩu: 812", "People living there: 812"),
        ),
        super::batch::member_of(),
    ],
    layouts: &[Layout {
        name: "A",
        label: Label::new("Thôn", "Village"),
        header: &[AREA],
        fields: &[NUMBER, VILLAGE_KIND, NAME, OLD_COMMUNE, HOUSEHOLDS, PEOPLE],
    }],
    list: &[NUMBER, NAME, VILLAGE_KIND, OLD_COMMUNE, HOUSEHOLDS, PEOPLE],
    title: &[VILLAGE_KIND, NUMBER, NAME],
    called,
    internal: false,
    person: false,
    linked: &[&[NUMBER, VILLAGE_KIND, NAME], &[AREA, OLD_COMMUNE]],
    within: &[],
    split: None,
    relabel: no_relabel,
    checks: super::place_checks::VILLAGE,
    active: |_| true,
    status: None,
};

/// The commune a village lies in.
pub fn commune(values: &Values) -> Option<&str> {
    code(values, AREA)
}

/// "Thôn 3 (Phú Khê)", "Thôn Phú Khê"; a name that says its kind already stands alone.
fn called(values: &Values, tables: &Tables, lang: Lang) -> String {
    let (number, name) = (text(values, NUMBER), text(values, NAME));
    let kind = code(values, VILLAGE_KIND)
        .and_then(|code| Some(tables.choices("village_kinds")?.row(code)?.label(lang).to_owned()))
        .unwrap_or_default();
    let says_kind = !kind.is_empty() && name.to_lowercase().starts_with(&kind.to_lowercase());
    if says_kind || kind.is_empty() {
        name.to_owned()
    } else if number.is_empty() {
        format!("{kind} {name}")
    } else if name.is_empty() || name == number {
        format!("{kind} {number}")
    } else {
        format!("{kind} {number} ({name})")
    }
}
