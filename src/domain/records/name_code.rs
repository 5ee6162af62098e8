//! Short codes for the beginnings of names (`nt`, Nguyễn Thị): those built in, and the register's
//! own, records like any other.

use super::{no_relabel, text};
use crate::domain::check::{Check, Subject};
use crate::domain::{Field, FieldKind, Find, Kind, Layout, Record, RecordType};
use crate::lang::errors::domain::NAME_CODE;
use crate::lang::{Label, Problem};
use crate::text::fold::fold;

/// The type's number.
pub const KIND: Kind = Kind(9);

/// What is typed: `nt`.
pub const CODE: u16 = 1;
/// What then stands there.
pub const TEXT: u16 = 2;

/// The commonest families with the two middle names that most of their elder members bear. A code
/// is no first word of anybody's name.
const BUILT_IN: &[(&str, &str)] = &[
    ("nt", "Nguyễn Thị"),
    ("nv", "Nguyễn Văn"),
    ("tt", "Trần Thị"),
    ("tv", "Trần Văn"),
    ("lt", "Lê Thị"),
    ("lv", "Lê Văn"),
    ("pt", "Phạm Thị"),
    ("pv", "Phạm Văn"),
    ("ht", "Hoàng Thị"),
    ("hv", "Hoàng Văn"),
    ("vt", "Vũ Thị"),
    ("vv", "Vũ Văn"),
    ("bt", "Bùi Thị"),
    ("bv", "Bùi Văn"),
    ("dt", "Đặng Thị"),
    ("dv", "Đặng Văn"),
    ("dot", "Đỗ Thị"),
    ("dov", "Đỗ Văn"),
    ("pht", "Phan Thị"),
    ("phv", "Phan Văn"),
    ("ngt", "Ngô Thị"),
    ("ngv", "Ngô Văn"),
];

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "name_code",
    label: Label::new("mã tên", "name code"),
    fields: &[
        Field::new(
            CODE,
            "code",
            FieldKind::Text(8),
            Label::new("Mã", "Code"),
            Label::new("Gõ mã rồi phím cách ở đầu tên: nt", "Typed before a space at the start of a name: nt"),
        )
        .required()
        .unique()
        .find(Find::Exact),
        Field::new(
            TEXT,
            "text",
            FieldKind::Name,
            Label::new("Thành chữ", "Stands for"),
            Label::new("Họ, hoặc họ và đệm: Nguyễn Thị", "The family name, or with the middle: Nguyễn Thị"),
        )
        .required()
        .find(Find::Words),
    ],
    layouts: &[Layout {
        name: "A",
        label: Label::new("Mã tên", "Name code"),
        header: &[],
        fields: &[CODE, TEXT],
    }],
    list: &[CODE, TEXT],
    title: &[CODE, TEXT],
    called: |values, _, _| [text(values, CODE), text(values, TEXT)].join(" ").trim().to_owned(),
    internal: true,
    person: false,
    linked: &[],
    within: &[],
    split: None,
    relabel: no_relabel,
    checks: &[Check { name: "name_code", soft: false, tags: &[CODE], run: one_word }],
    active: |_| true,
    status: None,
};

/// What a code stands for; the register's own come before those built in.
pub fn expand(own: &[Record], typed: &str) -> Option<String> {
    // Marks make it a word, not a code; đ alone comes with the letter.
    let plain = |c: char| c.is_ascii_alphabetic() || matches!(c, 'đ' | 'Đ');
    if typed.is_empty() || !typed.chars().all(plain) {
        return None;
    }
    let typed = fold(typed);
    let mine = own.iter().find(|record| fold(text(&record.values, CODE)) == typed);
    if let Some(mine) = mine {
        return Some(text(&mine.values, TEXT).to_owned()).filter(|text| !text.is_empty());
    }
    BUILT_IN.iter().find(|(code, _)| *code == typed).map(|(_, text)| (*text).to_owned())
}

/// All codes with what they stand for, the register's own first.
pub fn all(own: &[Record]) -> impl Iterator<Item = (&str, &str)> {
    let mine = own.iter().map(|one| (text(&one.values, CODE), text(&one.values, TEXT)));
    mine.chain(BUILT_IN.iter().copied())
}

fn one_word(subject: &Subject<'_>) -> Option<Problem> {
    let code = text(&subject.record.values, CODE);
    let word = code.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, 'đ' | 'Đ'));
    (!word).then(|| Problem::new(&NAME_CODE, [code]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{RecordId, Rev, Value, Values};

    #[test]
    fn codes_stand_for_beginnings_of_names_and_the_registers_own_come_first() {
        let mut values = Values::default();
        values.set(CODE, Some(&Value::Text("dt".into())));
        values.set(TEXT, Some(&Value::Text("Đinh Thị".into())));
        let own = [Record { id: RecordId([1; 16]), kind: KIND, rev: Rev::default(), values }];
        for (typed, text) in [
            ("nt", Some("Nguyễn Thị")),
            ("Nv", Some("Nguyễn Văn")),
            ("TT", Some("Trần Thị")),
            ("đt", Some("Đinh Thị")),
            ("dt", Some("Đinh Thị")),
            ("dv", Some("Đặng Văn")),
            ("ñt", None),
            ("nt1", None),
            ("Lê", None),
            ("", None),
        ] {
            assert_eq!(expand(&own, typed).as_deref(), text, "{typed}");
        }
        let codes: std::collections::BTreeSet<&str> = BUILT_IN.iter().map(|(c, _)| *c).collect();
        assert_eq!(codes.len(), BUILT_IN.len());
    }
}
