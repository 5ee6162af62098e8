//! Bookcases of the association (tủ sách khuyến học): a type that only a test adds.

use super::{code, no_relabel, text, village};
use crate::domain::{Field, FieldKind, Find, Kind, Layout, RecordType, Status};
use crate::lang::Label;

/// The type's number.
pub const KIND: Kind = Kind(900);

/// Name.
pub const NAME: u16 = 1;
/// The village it stands in.
pub const VILLAGE: u16 = 2;
/// Books.
pub const BOOKS: u16 = 3;
/// Opened.
pub const OPENED_ON: u16 = 4;
/// Who keeps it.
pub const KEEPER: u16 = 5;
/// Status, dated.
pub const STATUS: u16 = 6;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "bookcase",
    label: Label::new("tủ sách", "bookcase"),
    fields: &[
        Field::new(
            NAME,
            "name",
            FieldKind::Text(80),
            Label::new("Tên", "Name"),
            Label::new("Tên tủ sách: Tủ sách Phú Khê", "Its name: Tủ sách Phú Khê"),
        )
        .required()
        .find(Find::Words),
        Field::new(
            VILLAGE,
            "village",
            FieldKind::Lookup(village::KIND),
            Label::new("Thôn", "Village"),
            Label::new("Gõ số hoặc tên thôn: 3", "Type its number or name: 3"),
        )
        .find(Find::Filter),
        Field::new(
            BOOKS,
            "books",
            FieldKind::Whole,
            Label::new("Số sách", "Books"),
            Label::new("Số cuốn đang có: 250", "Books there: 250"),
        ),
        Field::new(
            OPENED_ON,
            "opened_on",
            FieldKind::Date,
            Label::new("Ngày mở", "Opened on"),
            Label::new("Ngày mở cửa: 12052026", "The day it opened: 12052026"),
        ),
        Field::new(
            KEEPER,
            "keeper",
            FieldKind::Name,
            Label::new("Người giữ", "Keeper"),
            Label::new("Họ và tên người giữ", "The full name of its keeper"),
        ),
        Field::new(
            STATUS,
            "status",
            FieldKind::Timeline(&FieldKind::Choice("centre_status")),
            Label::new("Trạng thái", "Status"),
            Label::new("1 hoạt động, 2 tạm dừng, 3 đóng", "1 active, 2 paused, 3 closed"),
        )
        .required()
        .find(Find::Filter)
        .default("active"),
    ],
    layouts: &[Layout {
        name: "A",
        label: Label::new("Tủ sách", "Bookcase"),
        header: &[STATUS],
        fields: &[NAME, VILLAGE, BOOKS, OPENED_ON, KEEPER],
    }],
    list: &[NAME, VILLAGE, BOOKS, KEEPER],
    title: &[NAME],
    called: |values, _, _| text(values, NAME).to_owned(),
    internal: false,
    person: false,
    linked: &[],
    within: &[],
    split: None,
    relabel: no_relabel,
    checks: &[],
    active: |record| code(&record.values, STATUS).as_deref() != Some("closed"),
    status: Some(Status { tag: STATUS, asks: &[] }),
};
