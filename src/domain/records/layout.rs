//! Layouts that the register's own people made: which fields a form shows, in which order, and
//! what they begin with. Records like any other: keyed, corrected, undone, backed up.

use super::{code, named, no_relabel, text};
use crate::domain::check::{Check, Subject};
use crate::domain::show::exact_key;
use crate::domain::{Field, FieldKind, Find, Kind, Layout, Record, RecordType, input};
use crate::lang::errors::domain::{
    LAYOUT_DEFAULT, LAYOUT_LACKS, LAYOUT_TAKEN, LAYOUT_TWICE, LAYOUT_UNKNOWN,
};
use crate::lang::{Label, Lang, Problem, both};
use crate::text::fold::fold;

/// The type's number.
pub const KIND: Kind = Kind(7);

/// Its short name: `D`.
pub const NAME: u16 = 1;
/// The type of record it is for.
pub const OF: u16 = 2;
/// What it is for, in words.
pub const LABEL: u16 = 3;
/// The fields entered once for a batch.
pub const HEADER: u16 = 4;
/// The fields of each form.
pub const FIELDS: u16 = 5;
/// What fields begin with.
pub const DEFAULTS: u16 = 6;

/// The most letters of a list of fields.
const LIST: u16 = 2_000;

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "layout",
    label: Label::new("mẫu phiếu", "layout"),
    fields: &[
        Field::new(
            NAME,
            "name",
            FieldKind::Text(8),
            Label::new("Tên mẫu", "Name"),
            Label::new(
                "Ngắn: D. Trùng tên mẫu có sẵn thì thay mẫu ấy",
                "Short: D. The name of a built-in one puts this in its place",
            ),
        )
        .required()
        .find(Find::Exact),
        Field::new(
            OF,
            "of",
            FieldKind::Choice("record_types"),
            Label::new("Cho loại", "For type"),
            Label::new(
                "Loại hồ sơ: 1 hội viên …; F4 xem",
                "The type of record: 1 member …; F4 lists",
            ),
        )
        .required()
        .find(Find::Filter),
        Field::new(
            LABEL,
            "label",
            FieldKind::Text(40),
            Label::new("Dùng để", "Used for"),
            Label::new("Vài chữ: Danh sách Phú Khê", "A few words: list of Phú Khê"),
        )
        .required()
        .find(Find::Words),
        Field::new(
            HEADER,
            "header",
            FieldKind::Text(LIST),
            Label::new("Nhập một lần", "Entered once"),
            Label::new(
                "Ô giữ cho cả loạt, cách nhau dấu chấm phẩy: Chi hội",
                "Fields kept for a batch, by semicolons: Branch",
            ),
        ),
        Field::new(
            FIELDS,
            "fields",
            FieldKind::Text(LIST),
            Label::new("Các ô", "Fields"),
            Label::new(
                "Tên ô theo thứ tự nhập: Họ và tên; Sinh; Giới",
                "The fields in the order of entry: Full name; Birth; Gender",
            ),
        )
        .required(),
        Field::new(
            DEFAULTS,
            "defaults",
            FieldKind::Text(LIST),
            Label::new("Có sẵn", "Begins with"),
            Label::new("Giá trị có sẵn: Dân tộc = Kinh", "What stands there: Ethnic group = Kinh"),
        ),
    ],
    layouts: &[Layout {
        name: "A",
        label: Label::new("Mẫu phiếu", "Layout"),
        header: &[],
        fields: &[NAME, OF, LABEL, HEADER, FIELDS, DEFAULTS],
    }],
    list: &[NAME, OF, LABEL, FIELDS],
    title: &[NAME, LABEL],
    called: |values, _, _| [text(values, NAME), text(values, LABEL)].join(" ").trim().to_owned(),
    internal: true,
    person: false,
    linked: &[],
    within: &[],
    split: None,
    relabel: no_relabel,
    checks: &[
        Check { name: "layout_taken", soft: false, tags: &[NAME, OF], run: taken },
        Check { name: "layout_header", soft: false, tags: &[HEADER, OF, FIELDS], run: header },
        Check { name: "layout_fields", soft: false, tags: &[FIELDS, OF], run: fields },
        Check { name: "layout_defaults", soft: false, tags: &[DEFAULTS, OF], run: defaults },
        Check { name: "layout_lacks", soft: true, tags: &[FIELDS, HEADER, OF], run: lacks },
    ],
    active: |_| true,
    status: None,
};

/// A layout record, as forms see one.
pub struct Own<'a>(pub &'a Record);

impl Own<'_> {
    /// Its short name.
    pub fn name(&self) -> String {
        text(&self.0.values, NAME).to_owned()
    }

    /// The type of record it is for; None for one this program does not know.
    pub fn of(&self) -> Option<Kind> {
        Some(self.kind()?.kind)
    }

    fn kind(&self) -> Option<&'static RecordType> {
        named(code(&self.0.values, OF)?)
    }

    /// What it is for, in words.
    pub fn label(&self) -> String {
        text(&self.0.values, LABEL).to_owned()
    }

    /// The fields entered once for a batch, by what they are called.
    pub fn header(&self) -> String {
        text(&self.0.values, HEADER).to_owned()
    }

    /// The fields of each form, likewise.
    pub fn fields(&self) -> String {
        text(&self.0.values, FIELDS).to_owned()
    }

    /// What fields begin with: `Dân tộc = Kinh; Giới = 2`.
    pub fn defaults(&self) -> String {
        text(&self.0.values, DEFAULTS).to_owned()
    }
}

/// The words of a list of fields. A comma is no mark between them: labels hold commas.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n']).map(str::trim).filter(|word| !word.is_empty())
}

/// A list of defaults: `Dân tộc = Kinh; Giới = 2`. None where nothing stands behind the mark.
pub(crate) fn pairs(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    words(text).map(|pair| match pair.split_once('=') {
        Some((word, value)) => (word.trim(), Some(value.trim()).filter(|value| !value.is_empty())),
        None => (pair, None),
    })
}

/// The field that is called so, in either language or by its schema name, marks optional.
pub(crate) fn field_of<'k>(kind: &'k RecordType, word: &str) -> Option<&'k Field> {
    let word = fold(word.trim_end_matches(['*', ' ']));
    let called = |field: &&Field| {
        let labels = [field.label.vi, field.label.en, field.name];
        !field.retired && labels.iter().any(|label| fold(label) == word)
    };
    kind.open_fields().find(called)
}

fn taken(subject: &Subject<'_>) -> Option<Problem> {
    let own = Own(subject.record);
    let field = TYPE.field(NAME)?;
    let key = exact_key(field, &subject.record.values.get(NAME)?)?;
    let holders = subject.facts.holders(KIND, NAME, &key);
    let others = holders.into_iter().filter(|id| *id != subject.record.id);
    let mut others = others.filter_map(|id| subject.facts.record(id));
    let other = others.find(|other| Own(other).of() == own.of())?;
    Some(Problem::new(&LAYOUT_TAKEN, [own.name(), other.id.short()]))
}

fn header(subject: &Subject<'_>) -> Option<Problem> {
    let own = Own(subject.record);
    list(own.kind()?, &own.header(), "")
}

fn fields(subject: &Subject<'_>) -> Option<Problem> {
    let own = Own(subject.record);
    list(own.kind()?, &own.fields(), &own.header())
}

/// What is wrong with a list of fields: a word that is none, or a field that stands twice, also
/// where it stands in `before` already.
fn list(kind: &RecordType, text: &str, before: &str) -> Option<Problem> {
    let mut seen: Vec<u16> =
        words(before).filter_map(|word| field_of(kind, word)).map(|field| field.tag).collect();
    for word in words(text) {
        match field_of(kind, word) {
            None => return Some(Problem::new(&LAYOUT_UNKNOWN, [word.to_owned(), all_of(kind)])),
            Some(field) if seen.contains(&field.tag) => {
                return Some(Problem::new(&LAYOUT_TWICE, [word]));
            }
            Some(field) => seen.push(field.tag),
        }
    }
    None
}

/// What the fields of a type are called.
fn all_of(kind: &RecordType) -> String {
    let labels = |lang| {
        let fields = kind.open_fields().filter(|field| !field.retired);
        fields.map(|field| field.label.get(lang)).collect::<Vec<_>>().join("; ")
    };
    both(&labels(Lang::Vi), &labels(Lang::En))
}

fn defaults(subject: &Subject<'_>) -> Option<Problem> {
    let own = Own(subject.record);
    let kind = own.kind()?;
    pairs(&own.defaults()).find_map(|(word, value)| {
        let Some(field) = field_of(kind, word) else {
            return Some(Problem::new(&LAYOUT_UNKNOWN, [word.to_owned(), all_of(kind)]));
        };
        let Some(value) = value else {
            return Some(Problem::new(&LAYOUT_DEFAULT, [word.to_owned(), String::new()]));
        };
        // The words of another record are read by the register when a form is saved.
        let is_read = matches!(field.kind.at_a_time(), FieldKind::Lookup(_))
            || input::parse(field, value, subject.tables, subject.today).is_ok();
        (!is_read).then(|| Problem::new(&LAYOUT_DEFAULT, [word, value]))
    })
}

/// A field no record may lack, that neither stands on the form nor fills itself.
fn lacks(subject: &Subject<'_>) -> Option<Problem> {
    let own = Own(subject.record);
    let kind = own.kind()?;
    let all = [own.header(), own.fields()].join(";");
    let there: Vec<u16> =
        words(&all).filter_map(|word| field_of(kind, word)).map(|field| field.tag).collect();
    let fills_itself = |field: &Field| {
        let own = matches!(field.kind.at_a_time(), FieldKind::Lookup(_) | FieldKind::Area(_));
        own || !field.default.is_empty()
    };
    let missing = kind.fields.iter().find(|field| {
        field.required && !field.retired && !fills_itself(field) && !there.contains(&field.tag)
    })?;
    Some(Problem::new(&LAYOUT_LACKS, [both(missing.label.vi, missing.label.en)]))
}
