//! What a bundle brought that a person has to decide: a record changed on both sides, a number that
//! two records bear, a record that the sender has lost. Both values stand in the record's history;
//! an entry here names them.

use super::{no_relabel, text, written};
use crate::domain::{FieldKind, Find, Kind, RecordType};
use crate::lang::Label;

/// The type's number.
pub const KIND: Kind = Kind(12);

/// The type of the record: its schema name.
pub const OF: u16 = 1;
/// The record, its id.
pub const RECORD: u16 = 2;
/// What it is about.
pub const WHY: u16 = 3;
/// The bundle, its identity.
pub const BUNDLE: u16 = 4;
/// Who sent it.
pub const SENDER: u16 = 5;
/// The revision that came, `N-HEX`.
pub const THEIRS: u16 = 6;
/// The revision both come from, where one is known.
pub const BASE: u16 = 7;
/// The other record that bears the same number, its id.
pub const OTHER: u16 = 8;
/// The field of that number, its schema name.
pub const FIELD: u16 = 9;
/// What the record was called.
pub const CALLED: u16 = 10;
/// How it ended; nothing as long as it is open.
pub const ENDED: u16 = 11;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "conflict",
    label: Label::new("việc chờ quyết", "conflict"),
    fields: &[
        written(OF, "of", FieldKind::Text(20), Label::new("Loại", "Type")).required(),
        written(RECORD, "record", FieldKind::Text(36), Label::new("Hồ sơ", "Record")).required().find(Find::Exact),
        written(WHY, "why", FieldKind::Choice("conflict_reasons"), Label::new("Vì sao", "Why")).required().find(Find::Filter),
        written(BUNDLE, "bundle", FieldKind::Text(64), Label::new("Gói", "Bundle")).required().find(Find::Exact),
        written(SENDER, "sender", FieldKind::Text(64), Label::new("Bên gửi", "Sender")),
        written(THEIRS, "theirs", FieldKind::Text(50), Label::new("Bản của họ", "Their revision")),
        written(BASE, "base", FieldKind::Text(50), Label::new("Bản chung", "Common revision")),
        written(OTHER, "other", FieldKind::Text(36), Label::new("Hồ sơ kia", "The other record")),
        written(FIELD, "field", FieldKind::Text(40), Label::new("Trường", "Field")),
        written(CALLED, "called", FieldKind::Text(200), Label::new("Tên", "Name")).find(Find::Words),
        written(ENDED, "ended", FieldKind::Choice("conflict_ends"), Label::new("Kết quả", "How it ended")),
    ],
    layouts: &[],
    list: &[CALLED, WHY, SENDER, ENDED],
    title: &[CALLED],
    called: |values, _, _| text(values, CALLED).to_owned(),
    internal: true,
    person: false,
    linked: &[],
    within: &[],
    split: None,
    relabel: no_relabel,
    checks: &[],
    active: |record| record.values.see(ENDED).is_none(),
    status: None,
};
