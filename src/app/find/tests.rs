//! What a preview tells, what an act works on, and what is offered, without a register.

use super::*;
use crate::app::Start;
use crate::app::desk::Note;
use crate::domain::records::member;
use crate::domain::{PartialDate, Record, Tables, Value, Values};
use crate::lang::Lang;
use crate::register::{Entry as Change, Held, Origin, Took};
use crate::text::line::Line;
use proptest::prelude::*;
use std::sync::Arc;

/// 04/05/2026 09:12 in Vietnam.
const TIME: i64 = 1_777_860_720_000;

fn desk() -> Desk {
    Desk::new(Start::of_a_test(), Arc::new(Tables::built_in().unwrap()))
}

fn shown(n: u8) -> Shown {
    let values = Values::default();
    let record = Record { id: RecordId([n; 16]), kind: member::KIND, rev: Rev::default(), values };
    Shown { record, names: Vec::new(), seq: 1 }
}

fn find(desk: &mut Desk, rows: &[u8]) -> Find {
    let mut find = Find::new(desk, "");
    find.rows = rows.iter().map(|n| shown(*n)).collect();
    find.total = find.rows.len() as u64;
    find.answered = Some(String::new());
    find
}

fn change(operator: &str, seq: u64) -> Change {
    Change {
        seq,
        time: TIME,
        operator: operator.into(),
        from: String::new(),
        what: "put".into(),
        changes: Vec::new(),
        reason: String::new(),
        accepted: Vec::new(),
        source: None,
        took: Vec::new(),
        undoes: 0,
        batch: 0,
        names: Vec::new(),
        erased: false,
        before: None,
    }
}

fn year(year: u16) -> Option<Value> {
    Some(Value::Date(PartialDate { year, month: 0, day: 0 }))
}

#[test]
fn an_act_works_on_the_marked_or_else_on_the_row_of_the_bar() {
    let mut desk = desk();
    let mut find = find(&mut desk, &[1, 2, 3]);
    find.at = 2;
    assert_eq!(find.subjects(), [RecordId([3; 16])]);
    find.at = 0;
    find.act(Action::Mark, &mut desk);
    find.act(Action::Mark, &mut desk);
    assert_eq!((find.at, find.subjects()), (2, vec![RecordId([1; 16]), RecordId([2; 16])]));
    find.at = 0;
    find.act(Action::Mark, &mut desk);
    assert_eq!(find.subjects(), [RecordId([2; 16])]);
    find.act(Action::Unmark, &mut desk);
    assert_eq!(find.subjects(), [RecordId([2; 16])], "the bar stands there");
    assert!(find.marks.ids().is_empty());
    find.rows.clear();
    assert!(find.subjects().is_empty());
    find.act(Action::OnlyMarked, &mut desk);
    assert!(matches!(desk.note, Some(Note::Said(..))), "nothing is marked");
}

#[test]
fn a_preview_tells_where_a_record_came_from_and_what_changed_last() {
    let desk = desk();
    let lines = |find: &Find| {
        let lines = find.preview.as_ref().unwrap().lines(&member::TYPE, &desk);
        lines.into_iter().map(|(label, text)| format!("{label} {text}")).collect::<Vec<_>>()
    };
    let mut looking = find(&mut self::desk(), &[1]);
    looking.preview(&mut self::desk());
    assert!(lines(&looking).is_empty(), "not known yet");
    let tell = |find: &mut Find, entries: Vec<Change>| {
        find.preview.as_mut().unwrap().entries = Some(entries);
    };
    tell(&mut looking, vec![change("Lan", 1)]);
    assert_eq!(lines(&looking), ["Nguồn Lan nhập 04/05/2026 09:12"]);
    let row = |file: &str, sheet: &str, row| {
        Some(Origin::Row { file: file.into(), sheet: sheet.into(), row })
    };
    let source = row("DS2025.xls", "Trung Son", 118);
    let imported = Change { source, ..change("Lan", 1) };
    let corrected = Change {
        changes: vec![(member::BIRTH_DATE, year(1945), year(1954))],
        reason: "gõ nhầm".into(),
        ..change("Hùng", 2)
    };
    tell(&mut looking, vec![corrected, imported]);
    assert_eq!(
        lines(&looking),
        [
            "Nguồn DS2025.xls, tờ \"Trung Son\", dòng 118; Lan nạp 04/05/2026",
            "Sửa cuối 04/05/2026 09:12 Hùng: Sinh: 1945 -> 1954; «gõ nhầm»",
        ]
    );
    let source = row("members.csv", "", 3);
    tell(&mut looking, vec![Change { source, ..change("Lan", 1) }]);
    assert_eq!(lines(&looking), ["Nguồn members.csv, dòng 3; Lan nạp 04/05/2026"]);
    let (sender, by, file) = ("hoa@15886".into(), "Hoa".into(), String::new());
    let source = Some(Origin::Bundle { sender, seq: 3, file, by });
    let took = vec![Took { recipient: "tinh@38".into(), seq: 14, received: true }];
    tell(&mut looking, vec![Change { source, took, ..change("Lan", 1) }]);
    assert_eq!(
        lines(&looking),
        [
            "Nguồn gói 3 của hoa@15886 (Hoa); Lan nhận 04/05/2026",
            "Đã gửi gói 14 tới tinh@38, đã nhận",
        ]
    );
}

#[test]
fn the_head_says_what_holds_and_what_is_left_out() {
    let mut desk = desk();
    let mut find = find(&mut desk, &[1]);
    assert_eq!(find.holding(&desk), ["Đang SH"]);
    assert_eq!(find.free(&desk), ["mọi thôn", "mọi chi hội"]);
    let code = |code: &str| Value::Code(code.into());
    let held = |tag: u16, typed: &str, values: u64, one: Option<(Value, String)>| Held {
        field: (member::KIND, tag),
        typed: typed.into(),
        values,
        one,
    };
    let unit = (Value::Ref(RecordId([9; 16])), "Chi hội Phú Khê".to_owned());
    find.narrowed.held = vec![
        held(member::UNIT, "phu-khe", 1, Some(unit)),
        held(member::GENDER, "2", 1, Some((code("female"), String::new()))),
        held(member::CLAN, "nguyen", 4, None),
        held(member::BIRTH_DATE, "1950-1960", 0, None),
    ];
    let pieces = ["Chi hội Phú Khê", "Giới Nữ", "Dòng họ nguyen (4)", "Sinh 1950-1960"];
    assert_eq!(
        (&find.holding(&desk)[1..], find.free(&desk)),
        (&pieces.map(String::from)[..], vec!["mọi thôn".into()])
    );
    assert_eq!(find.holding_short(&desk), ["Đang SH", "lọc: 4"]);
    find.others = 6;
    find.narrowed.others = vec![(code("moved"), 1), (code("died"), 3)];
    let left_out = "thêm 1 đã chuyển đi, 3 đã từ trần, 2 không còn hoạt động: F3";
    assert_eq!(find.left_out(&desk, 70), left_out);
    assert_eq!(find.left_out(&desk, 50), "thêm 6 không còn hoạt động: F3");
    desk.lang = Lang::En;
    find.others = 4;
    assert_eq!(find.left_out(&desk, 70), "and 1 moved, 3 died: F3");
    // Another type has no such state, and all types together say nothing of it.
    find.kind = None;
    find.narrowed = Narrowed::default();
    assert!(find.holding(&desk).is_empty() && find.free(&desk).is_empty());
    assert_eq!(find.left_out(&desk, 70), "and 4 no longer active: F3");
}

fn words(text: &str, cursor: usize) -> Vec<&'static str> {
    let mut query = Entry { line: Line::new(text), fresh: false, ..Entry::default() };
    query.line.set_cursor(cursor);
    let offers = Offers::of(&query, Some(member::KIND));
    offers.words().map(|(word, _)| word.vi).collect()
}

#[test]
fn filters_are_offered_for_the_word_that_ends_at_the_cursor() {
    assert_eq!(words("hoa th", 6), ["thon"]);
    assert_eq!(words("th hoa", 2), ["thon"]);
    assert_eq!(words("Giới", 4), ["gioi"]);
    assert_eq!(words("unit", 4), ["chi"], "of either language");
    for (text, cursor) in [("th hoa", 1), ("hoa ", 4), ("", 0), ("xyz", 3), ("thon:", 5)] {
        assert_eq!(words(text, cursor), [""; 0], "{text} {cursor}");
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_can_be_completed(text in "(\\PC|[a-z: ]){0,20}", cursor in 0usize..24) {
        let mut desk = desk();
        let mut find = Find::new(&mut desk, &text);
        find.query.line.set_cursor(cursor);
        find.offers = Offers::of(&find.query, find.kind);
        find.complete(&mut desk);
        let _ = (find.holding(&desk), find.free(&desk), find.help(&desk));
    }
}

#[test]
fn filter_words_are_the_same_whatever_letters_are_composed() {
    use crate::text::compose::{Composer, Method};
    for method in [Method::Telex, Method::Vni] {
        for (_, field) in crate::domain::filter::fields(None) {
            let label = field.filter.unwrap();
            for word in [label.vi, label.en] {
                let (mut entry, mut composer) = (Entry::default(), Composer::new(method));
                for letter in word.chars().chain([':']) {
                    entry.typed(letter, Some(&mut composer));
                }
                let typed = entry.text().trim_end_matches(':');
                let known = crate::domain::filter::named(None, typed)
                    .any(|(_, found)| found.filter == field.filter);
                assert!(known, "{word} is typed as {typed}");
            }
        }
    }
}
