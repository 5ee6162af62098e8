//! The ledger of bundles: each one that was made to be sent, or taken in, with its place in its
//! chain. Records like any other: journaled, backed up, and saved in one transaction with what they
//! tell of.

use super::{no_relabel, text, written};
use crate::domain::{FieldKind, Find, Kind, RecordType, Seen, Values};
use crate::lang::Label;

/// The type's number.
pub const KIND: Kind = Kind(11);

/// Its identity: 64 hexadecimal digits.
pub const IDENTITY: u16 = 1;
/// Made, acknowledged, or taken in.
pub const WAY: u16 = 2;
/// The sender's unit, its code.
pub const UNIT: u16 = 3;
/// The sender's machine: 32 hexadecimal digits.
pub const DEVICE: u16 = 4;
/// The epoch of the register there: 32 hexadecimal digits.
pub const EPOCH: u16 = 5;
/// Its number in the chain.
pub const SEQ: u16 = 6;
/// `delta` or `snapshot`.
pub const EXTENT: u16 = 7;
/// `summary`, `full` or `fields`.
pub const PROFILE: u16 = 8;
/// The principal that signed it.
pub const SENDER: u16 = 9;
/// The principal it is for.
pub const RECIPIENT: u16 = 10;
/// The last change of the sender's journal that it covers.
pub const COVERS: u16 = 11;
/// Its format.
pub const FORMAT: u16 = 12;
/// Rows in it.
pub const ROWS: u16 = 13;
/// Records that were new here.
pub const NEW: u16 = 14;
/// Records that it changed.
pub const CHANGED: u16 = 15;
/// Records that were so already.
pub const SAME: u16 = 16;
/// Records that a person has to decide.
pub const OPEN: u16 = 17;
/// The file's name.
pub const FILE: u16 = 18;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "bundle",
    label: Label::new("gói", "bundle"),
    fields: &[
        written(IDENTITY, "identity", FieldKind::Text(64), Label::new("Mã gói", "Identity")).required().find(Find::Exact),
        written(WAY, "way", FieldKind::Choice("bundle_ways"), Label::new("Tình trạng", "State")).required(),
        written(UNIT, "unit", FieldKind::Text(40), Label::new("Đơn vị gửi", "Sending unit")).required(),
        written(DEVICE, "device", FieldKind::Text(32), Label::new("Máy gửi", "Machine")).required(),
        written(EPOCH, "epoch", FieldKind::Text(32), Label::new("Đời sổ", "Epoch")).required(),
        written(SEQ, "seq", FieldKind::Whole, Label::new("Số thứ tự", "Number")).required(),
        written(EXTENT, "extent", FieldKind::Text(10), Label::new("Loại", "Extent")),
        written(PROFILE, "profile", FieldKind::Text(10), Label::new("Nội dung", "Profile")).required(),
        written(SENDER, "sender", FieldKind::Text(64), Label::new("Bên gửi", "Sender")).required(),
        written(RECIPIENT, "recipient", FieldKind::Text(64), Label::new("Bên nhận", "Recipient")).required(),
        written(COVERS, "covers", FieldKind::Whole, Label::new("Đến thay đổi số", "Covers changes to")),
        written(FORMAT, "format", FieldKind::Whole, Label::new("Định dạng", "Format")),
        written(ROWS, "rows", FieldKind::Whole, Label::new("Số dòng", "Rows")),
        written(NEW, "new", FieldKind::Whole, Label::new("Mới", "New")),
        written(CHANGED, "changed", FieldKind::Whole, Label::new("Có sửa", "Changed")),
        written(SAME, "same", FieldKind::Whole, Label::new("Như cũ", "The same")),
        written(OPEN, "open", FieldKind::Whole, Label::new("Chờ quyết", "To decide")),
        written(FILE, "file", FieldKind::Text(160), Label::new("Tệp", "File")).find(Find::Words),
    ],
    layouts: &[],
    list: &[SENDER, SEQ, WAY, ROWS],
    title: &[FILE],
    called: |values, _, lang| {
        let seq = match values.see(SEQ) {
            Some(Seen::Whole(seq)) => seq.to_string(),
            _ => String::new(),
        };
        Label::new("Gói {1} của {0}", "Bundle {1} of {0}").fill(lang, &[text(values, SENDER), &seq])
    },
    internal: true,
    person: false,
    linked: &[],
    within: &[],
    split: None,
    relabel: no_relabel,
    checks: &[],
    active: |_| true,
    status: None,
};

/// A field's text; empty where there is none.
pub fn word(values: &Values, tag: u16) -> &str {
    match values.see(tag) {
        Some(Seen::Text(text) | Seen::Code(text)) => text,
        _ => "",
    }
}

/// A field's number; 0 where there is none.
pub fn number(values: &Values, tag: u16) -> u64 {
    match values.see(tag) {
        Some(Seen::Whole(number)) => u64::try_from(number).unwrap_or(0),
        _ => 0,
    }
}
