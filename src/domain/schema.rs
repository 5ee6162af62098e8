//! One description of a record type drives its form, list, look-up, checks, csv, bundle schema,
//! help and reports. A new type is one file in `records/` and one line in its table.

use super::check::Check;
use super::{Kind, Record};
use crate::lang::Label;

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
    /// Checks beyond those of single fields.
    pub checks: &'static [Check],
    /// Whether the record counts as living and active (shown first, held to uniqueness).
    pub active: fn(&Record) -> bool,
}

/// A field of a record type.
pub struct Field {
    /// Its number within the type, for ever.
    pub tag: u16,
    /// Its English schema name: `full_name`.
    pub name: &'static str,
    /// What stands before it on the form.
    pub label: Label,
    /// One line of help: what to enter, with an example.
    pub help: Label,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether a record may lack it.
    pub required: bool,
    /// Whether no two active records may share it.
    pub unique: bool,
    /// How look-up finds it.
    pub find: Find,
    /// Whether it is kept for old records only.
    pub retired: bool,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text, at most so many letters.
    Text(u16),
    /// A person's, clan's or unit's name.
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
    /// A commune by scheme and code.
    Area,
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
}

/// How look-up finds a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Find {
    /// Not at all.
    No,
    /// By its words, in any order (one such column a record: the fields' words joined in order).
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
    /// The fields, by tag, in order.
    pub fields: &'static [u16],
}
