//! Batches: a stack of forms that is entered as one, with what was added up on paper beforehand. It
//! is closed once what was entered comes to the same, or with a reason why it does not.

use super::{no_relabel, text, unit, village};
use crate::domain::check::{Check, Subject};
use crate::domain::{
    Field, FieldKind, Find, Kind, Layout, Record, RecordId, RecordType, Seen, Totals, Values,
};
use crate::lang::errors::domain::{BATCH_NUMBERS, BATCH_UNBALANCED};
use crate::lang::{Label, Lang, Problem, both};

/// The type's number.
pub const KIND: Kind = Kind(8);

/// Its number in this register.
pub const NUMBER: u16 = 1;
/// The type of record that is entered.
pub const OF: u16 = 2;
/// In which layout.
pub const LAYOUT: u16 = 3;
/// The branch whose list it is.
pub const UNIT: u16 = 4;
/// The village it is about.
pub const VILLAGE: u16 = 5;
/// The day of the list.
pub const DATED: u16 = 6;
/// How many forms there are.
pub const COUNT: u16 = 7;
/// The number of the first form.
pub const FIRST: u16 = 8;
/// The number of the last form.
pub const LAST: u16 = 9;
/// The sum of the years of birth on the forms.
pub const YEARS: u16 = 10;
/// The sum of the last six digits of the citizen ids on the forms.
pub const IDS: u16 = 11;
/// The day on which it was closed.
pub const CLOSED_ON: u16 = 12;
/// Remarks.
pub const NOTE: u16 = 13;
/// Whether it is entered as a grid.
pub const GRID: u16 = 14;

/// The tag by which a record of any type says in which batch it was entered.
pub const MEMBER_OF: u16 = 900;

/// The field of that tag.
pub const fn member_of() -> Field {
    Field::new(
        MEMBER_OF,
        "batch",
        FieldKind::Lookup(KIND),
        Label::new("Lô phiếu", "Batch"),
        Label::new("Số của lô đã nhập hồ sơ này: 7", "The batch it was entered in, by number: 7"),
    )
    .find(Find::Filter)
    .filter("lo", "batch")
}

/// The type.
pub static TYPE: RecordType = RecordType {
    kind: KIND,
    name: "batch",
    label: Label::new("lô phiếu", "batch"),
    fields: &[
        Field::new(
            NUMBER,
            "number",
            FieldKind::Text(10),
            Label::new("Số lô", "Number"),
            Label::new("Ghi lên tập phiếu: 7", "Written on the stack of forms: 7"),
        )
        .required()
        .unique()
        .find(Find::Exact),
        Field::new(
            OF,
            "of",
            FieldKind::Choice("record_types"),
            Label::new("Cho loại", "For type"),
            Label::new("Loại hồ sơ: 1 hội viên …; F4 xem", "The type of record: 1 member …; F4 lists"),
        )
        .required()
        .find(Find::Filter)
        .default("1"),
        Field::new(
            LAYOUT,
            "layout",
            FieldKind::Text(8),
            Label::new("Mẫu phiếu", "Layout"),
            Label::new(
                "A danh sách, B đơn, C căn cước; trống: mẫu dùng gần nhất",
                "A list, B application, C card; empty: the one used last",
            ),
        ),
        Field::new(
            GRID,
            "grid",
            FieldKind::YesNo,
            Label::new("Nhập lưới", "As a grid"),
            Label::new("1 lưới, mỗi dòng một hồ sơ; 2 phiếu", "1 a grid, a line each; 2 forms"),
        ),
        Field::new(
            UNIT,
            "unit",
            FieldKind::Lookup(unit::KIND),
            Label::new("Chi hội", "Unit"),
            Label::new("Cả tập của một chi hội: gõ mã hoặc tên", "All of one branch: its code or name"),
        )
        .find(Find::Filter)
        .filter("chi", "unit"),
        Field::new(
            VILLAGE,
            "village",
            FieldKind::Lookup(village::KIND),
            Label::new("Thôn", "Village"),
            Label::new("Cả tập của một thôn: gõ số hoặc tên", "All of one village: its number or name"),
        )
        .find(Find::Filter)
        .filter("thon", "village"),
        Field::new(
            DATED,
            "dated",
            FieldKind::Date,
            Label::new("Ngày lập", "Dated"),
            Label::new("Ngày trên danh sách: 12052026", "The day on the list: 12052026"),
        ),
        Field::new(
            COUNT,
            "count",
            FieldKind::Whole,
            Label::new("Số phiếu", "Forms"),
            Label::new("Đếm trên giấy: 60", "Counted on paper: 60"),
        ),
        Field::new(
            FIRST,
            "first",
            FieldKind::Whole,
            Label::new("Phiếu đầu số", "First form"),
            Label::new("Số của phiếu đầu; trống: 1", "The first form's number; empty: 1"),
        ),
        Field::new(
            LAST,
            "last",
            FieldKind::Whole,
            Label::new("Phiếu cuối số", "Last form"),
            Label::new("Số của phiếu cuối", "The last form's number"),
        ),
        Field::new(
            YEARS,
            "sum_of_years",
            FieldKind::Whole,
            Label::new("Tổng năm sinh", "Sum of years"),
            Label::new(
                "Cộng năm sinh trên giấy (máy tính tay): 117.260",
                "The years of birth added up on paper: 117,260",
            ),
        ),
        Field::new(
            IDS,
            "sum_of_ids",
            FieldKind::Whole,
            Label::new("Tổng 6 số cuối", "Sum of last six"),
            Label::new(
                "Cộng 6 số cuối của số định danh trên giấy",
                "The last six digits of the citizen ids added up on paper",
            ),
        ),
        Field::new(
            CLOSED_ON,
            "closed_on",
            FieldKind::Date,
            Label::new("Đóng ngày", "Closed on"),
            Label::new("Để trống; ^K Đóng lô ghi vào", "Leave it empty; ^K Close batch sets it"),
        ),
        Field::new(
            NOTE,
            "note",
            FieldKind::Note,
            Label::new("Ghi chú", "Note"),
            Label::new("Điều cần nhớ thêm", "Anything else to remember"),
        ),
    ],
    layouts: &[Layout {
        name: "A",
        label: Label::new("Lô phiếu", "Batch"),
        header: &[],
        fields: &[
            NUMBER, OF, LAYOUT, GRID, UNIT, VILLAGE, DATED, COUNT, FIRST, LAST, YEARS, IDS, NOTE,
        ],
    }],
    list: &[NUMBER, OF, UNIT, VILLAGE, COUNT, CLOSED_ON],
    title: &[NUMBER],
    called: |values, _, lang| Label::new("Lô {0}", "Batch {0}").fill(lang, &[text(values, NUMBER)]),
    internal: true,
    person: false,
    linked: &[&[COUNT, FIRST, LAST]],
    within: &[],
    split: None,
    relabel: no_relabel,
    checks: &[
        Check { name: "batch_numbers", soft: true, tags: &[LAST, FIRST, COUNT], run: numbers },
        Check {
            name: "batch_unbalanced",
            soft: true,
            tags: &[CLOSED_ON, COUNT, FIRST, LAST, YEARS, IDS],
            run: unbalanced,
        },
    ],
    active: |record| record.values.see(CLOSED_ON).is_none(),
    status: None,
};

/// What was added up on paper, and what was entered: the field, the one, the other.
pub type Difference = (u16, u64, u64);

/// A batch's record.
#[derive(Clone, Copy)]
pub struct Batch<'a>(pub &'a Record);

impl Batch<'_> {
    fn whole(&self, tag: u16) -> Option<u64> {
        match self.0.values.see(tag) {
            Some(Seen::Whole(n)) => u64::try_from(n).ok(),
            _ => None,
        }
    }

    /// The number of the first form.
    pub fn first(&self) -> u64 {
        self.whole(FIRST).unwrap_or(1)
    }

    /// How many forms there are to be.
    pub fn count(&self) -> Option<u64> {
        let by_numbers = || (self.whole(LAST)? + 1).checked_sub(self.whole(FIRST)?);
        self.whole(COUNT).or_else(by_numbers)
    }

    /// The number of the last form.
    pub fn last(&self) -> Option<u64> {
        self.whole(LAST).or_else(|| (self.count()? + self.first()).checked_sub(1))
    }

    /// What was added up on paper, where it was, and what was entered: the field, the one, the
    /// other.
    pub fn sums(&self, entered: &Totals) -> [(u16, Option<u64>, u64); 3] {
        [
            (COUNT, self.count(), entered.count),
            (YEARS, self.whole(YEARS), entered.years),
            (IDS, self.whole(IDS), entered.ids),
        ]
    }

    /// Where what was entered differs from what was added up on paper; what was not added up is not
    /// compared.
    pub fn differences(&self, entered: &Totals) -> Vec<Difference> {
        let differs = |(tag, paper, entered)| {
            let paper: u64 = paper?;
            (paper != entered).then_some((tag, paper, entered))
        };
        self.sums(entered).into_iter().filter_map(differs).collect()
    }
}

/// Those differences in words: "Số phiếu: giấy 60, đã nhập 59".
pub fn worded(differences: &[Difference], lang: Lang) -> String {
    let says = Label::new("{0}: giấy {1}, đã nhập {2}", "{0}: paper {1}, entered {2}");
    let one = |(tag, paper, entered): &Difference| {
        let label = TYPE.field(*tag).map_or("", |field| field.label.get(lang));
        says.fill(lang, &[label.to_owned(), paper.to_string(), entered.to_string()])
    };
    differences.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The numbers of the forms and their count, where all are given.
fn numbers(subject: &Subject<'_>) -> Option<Problem> {
    let batch = Batch(subject.record);
    let (first, last) = (batch.first(), batch.whole(LAST)?);
    let by_numbers = (last + 1).saturating_sub(first);
    let count = batch.whole(COUNT).unwrap_or(by_numbers);
    let wrong = last < first || by_numbers != count;
    wrong.then(|| Problem::new(&BATCH_NUMBERS, [first, last, count].map(|n| n.to_string())))
}

/// A batch that is being closed, or is closed, and does not come to what paper says.
fn unbalanced(subject: &Subject<'_>) -> Option<Problem> {
    subject.record.values.see(CLOSED_ON)?;
    let mut totals = Totals::default();
    for id in subject.facts.referring(subject.record.id) {
        let record = subject.facts.record(id);
        if let Some(record) = record.filter(|record| is_in(&record.values, subject.record.id)) {
            totals.add(&record);
        }
    }
    let differences = Batch(subject.record).differences(&totals);
    let [vi, en] = [Lang::Vi, Lang::En].map(|lang| worded(&differences, lang));
    (!differences.is_empty()).then(|| Problem::new(&BATCH_UNBALANCED, [both(&vi, &en)]))
}

/// Whether a record with those values was entered in that batch.
pub fn is_in(values: &Values, batch: RecordId) -> bool {
    matches!(values.see(MEMBER_OF), Some(Seen::Ref(id)) if id == batch)
}
