//! One description of a record type drives its form, list, look-up, checks, csv, bundle schema,
//! help and reports. A new type is one file in `records/` and one line in its table.

use super::check::Check;
use super::{Kind, Record, Tables, Values};
use crate::lang::{Label, Lang};

/// A record type.
pub struct RecordType {
    /// Its number, for ever.
    pub kind: Kind,
    /// Its English schema name: `member`.
    pub name: &'static str,
    /// What a clerk calls one: "hội viên".
    pub label: Label,
    /// Its fields, in the schema's order; retired ones stay listed.
    pub fields: &'static [Field],
    /// Orders of entry; the first is the default.
    pub layouts: &'static [Layout],
    /// The columns of a list, by tag, most telling first.
    pub list: &'static [u16],
    /// The tags that make up the name a record is called by, in order.
    pub title: &'static [u16],
    /// What a record is called: "Nguyễn Văn, chi 2".
    pub called: fn(&Values, &Tables, Lang) -> String,
    /// Whether it serves the desk itself (operators, layouts): not counted among what the register
    /// keeps.
    pub internal: bool,
    /// Whether that is a person's name, ordered by the given name.
    pub person: bool,
    /// Fields that only make sense together: a form merges them as one.
    pub linked: &'static [&'static [u16]],
    /// Fields that are alike as long as another one stays the same: the village, with those that
    /// belong to it.
    pub within: &'static [(u16, &'static [u16])],
    /// A field for which lists on paper have several columns: the year of birth under "Nam" or "Nữ".
    pub split: Option<Split>,
    /// What stands before a field, where other fields decide it (a unit's head); see
    /// [`RecordType::label_of`].
    pub relabel: fn(u16, &Values) -> Option<Label>,
    /// Checks beyond those of single fields.
    pub checks: &'static [Check],
    /// Whether the record counts as living and active (shown first, held to uniqueness).
    pub active: fn(&Record) -> bool,
    /// What says so, where a clerk changes it by an act of its own.
    pub status: Option<Status>,
}

/// A field that stands under one of several headings.
pub struct Split {
    /// Its tag.
    pub of: u16,
    /// The tag of the choice that the headings are of.
    pub by: u16,
    /// The codes that have a heading, in order; what is rarer is entered in the form.
    pub codes: &'static [&'static str],
    /// Words before the given name, and under which of them such a row most likely stands.
    pub leans: &'static [(&'static str, &'static str)],
}

/// The field that says whether a record is still in use.
pub struct Status {
    /// Its tag: a dated choice (moved since 2026), or the day on which it ended.
    pub tag: u16,
    /// The fields that are asked along with a code: where one who moved went.
    pub asks: &'static [(&'static str, &'static [u16])],
}

impl RecordType {
    /// The fields that only make sense with that one, itself among them.
    pub fn together(&self, tag: u16) -> Vec<u16> {
        let group = self.linked.iter().find(|group| group.contains(&tag));
        group.map_or_else(|| vec![tag], |group| group.to_vec())
    }

    /// The field of that tag.
    pub fn field(&self, tag: u16) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.tag == tag)
    }

    /// The field of that English schema name.
    pub fn field_named(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field that says whether a record is active, and why it is not.
    pub fn status_field(&self) -> Option<&'static Field> {
        self.status.as_ref().and_then(|status| self.field(status.tag))
    }

    /// Whether people enter its records; else the register writes them itself, and nobody else does.
    pub fn is_entered(&self) -> bool {
        !self.layouts.is_empty()
    }

    /// The layout of that name, whatever its case.
    pub fn layout(&self, name: &str) -> Option<&'static Layout> {
        self.layouts.iter().find(|layout| layout.name.eq_ignore_ascii_case(name))
    }

    /// The fields that people and files may see, in the schema's order.
    pub fn open_fields(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(|field| field.kind != FieldKind::Secret)
    }

    /// The fields that leave the register with a record, by tag: none of a type that is the
    /// register's own business, nor what refers to one.
    pub fn sent_fields(&self) -> Vec<&'static Field> {
        let own = |kind: &FieldKind| match kind.at_a_time() {
            FieldKind::Lookup(to) => super::records::of(*to).is_none_or(|to| to.internal),
            _ => false,
        };
        let sent = |field: &&Field| !self.internal && !own(&field.kind);
        let mut fields: Vec<_> = self.open_fields().filter(sent).collect();
        fields.sort_by_key(|field| field.tag);
        fields
    }

    /// Whether a record with these values holds something that is masked.
    pub fn hides(&self, values: &Values) -> bool {
        self.fields.iter().any(|field| field.kind.is_masked() && values.get(field.tag).is_some())
    }

    /// What stands before a field of a record with these values.
    pub fn label_of(&self, field: &Field, values: &Values) -> Label {
        (self.relabel)(field.tag, values).unwrap_or(field.label)
    }
}

/// A field of a record type.
#[derive(Debug)]
pub struct Field {
    /// Its number within the type, for ever: 1 … 32,767.
    pub tag: u16,
    /// Its English schema name: `full_name`.
    pub name: &'static str,
    /// What stands before it on the form.
    pub label: Label,
    /// One line of help: what to enter, with an example.
    pub help: Label,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether a record may not lack it.
    pub required: bool,
    /// Whether no two active records may share it.
    pub unique: bool,
    /// How look-up finds it.
    pub find: Find,
    /// The short word that filters by it in a question: `chi:phu-khe`.
    pub filter: Option<Label>,
    /// Whether a text that is an exact key holds words all the same (a person's short name), and no
    /// code or number: Telex and VNI compose in it.
    pub words: bool,
    /// Whether its words never begin with a digit: one typed into the empty field belongs to the next.
    pub lettered: bool,
    /// What a citizen id tells of other fields.
    pub tells: Option<Tells>,
    /// What a new record begins with, as it would be typed; empty for nothing.
    pub default: &'static str,
    /// Whether it is kept for old records only.
    pub retired: bool,
}

impl Field {
    /// Whether what stands in it is each record's own, so that no other one is copied.
    pub fn is_own(&self) -> bool {
        self.unique || matches!(self.find, Find::Words | Find::Year | Find::Exact)
    }

    /// A field that may be empty and that look-up does not find.
    pub const fn new(
        tag: u16,
        name: &'static str,
        kind: FieldKind,
        label: Label,
        help: Label,
    ) -> Self {
        Self {
            tag,
            name,
            label,
            help,
            kind,
            required: false,
            unique: false,
            find: Find::No,
            filter: None,
            words: false,
            lettered: false,
            tells: None,
            default: "",
            retired: false,
        }
    }

    /// A record may not lack it.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// No two active records may share it.
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// It holds words though it is an exact key.
    pub const fn words(mut self) -> Self {
        self.words = true;
        self
    }

    /// Its words never begin with a digit.
    pub const fn lettered(mut self) -> Self {
        self.lettered = true;
        self
    }

    /// Its digits tell the gender and the year of birth that stand in those fields.
    pub const fn tells(mut self, gender: u16, birth: u16) -> Self {
        self.tells = Some(Tells { gender, birth });
        self
    }

    /// How look-up finds it.
    pub const fn find(mut self, find: Find) -> Self {
        self.find = find;
        self
    }

    /// The short word that filters by it in a question, without marks.
    pub const fn filter(mut self, vi: &'static str, en: &'static str) -> Self {
        self.filter = Some(Label::new(vi, en));
        self
    }

    /// What a new record begins with, as it would be typed.
    pub const fn default(mut self, text: &'static str) -> Self {
        self.default = text;
        self
    }
}

/// The fields of which a citizen id tells something too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tells {
    /// The gender, by tag.
    pub gender: u16,
    /// The birth date, by tag.
    pub birth: u16,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text, at most so many letters.
    Text(u16),
    /// A person's or a clan's name.
    Name,
    /// A year, a month of a year, or a day.
    PartialDate,
    /// A day.
    Date,
    /// A fact that changes on a day; what it holds at a time.
    Timeline(&'static FieldKind),
    /// 12 digits, or an old number of 9.
    CitizenId,
    /// A telephone number.
    Phone,
    /// A row of that reference table.
    Choice(&'static str),
    /// A province, district or commune by scheme and code.
    Area(AreaScope),
    /// Another record of that kind.
    Lookup(Kind),
    /// A whole number from 0.
    Whole,
    /// Whole Vietnamese đồng.
    Vnd,
    /// Yes or no.
    YesNo,
    /// Several lines of text.
    Note,
    /// What only the register itself looks at (a PIN's hash): the door gives it to nobody, takes it
    /// from nobody, and no list, form, file or history shows more than that it is there.
    Secret,
}

impl FieldKind {
    /// What it holds at a time: itself, or what a timeline is of.
    pub const fn at_a_time(&self) -> &FieldKind {
        match self {
            Self::Timeline(inner) => inner,
            other => other,
        }
    }

    /// Whether most records hold another one, so that there is no use in keeping what one came to.
    pub const fn differs(&self) -> bool {
        matches!(self, Self::CitizenId | Self::Name | Self::Note | Self::Phone | Self::Text(_))
    }

    /// Whether screens and lists hide most of it, and who sees it whole is noted.
    pub const fn is_masked(&self) -> bool {
        matches!(self.at_a_time(), Self::CitizenId)
    }
}

/// Which areas a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaScope {
    /// A commune of today.
    Commune,
    /// A commune as it was until 30/06/2025.
    OldCommune,
    /// A commune, district or province, of today or before.
    Any,
}

/// How look-up finds a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Find {
    /// Not at all.
    No,
    /// By its words, in any order (one such column a record: what the record is called).
    Words,
    /// By its whole value or its last digits: citizen id, phone, card, code.
    Exact,
    /// By its year.
    Year,
    /// As a filter: everything that refers to a record, or holds a code.
    Filter,
}

/// An order of entry.
pub struct Layout {
    /// Its letter: `A`.
    pub name: &'static str,
    /// What it is for.
    pub label: Label,
    /// The fields entered once for a batch and carried into each form, by tag, in order.
    pub header: &'static [u16],
    /// The fields of each form, by tag, in order.
    pub fields: &'static [u16],
}
