//! A status act on several records: one change, what stands against it said by name.

use super::*;
use crate::app::desk::Note;
use crate::app::{Effect, Start};
use crate::domain::records::{centre, member, village};
use crate::domain::{PartialDate, Record, Rev, Step, Tables, Values};
use std::sync::Arc;

fn desk() -> Desk {
    Desk::new(Start::of_a_test(), Arc::new(Tables::built_in().unwrap()))
}

fn shown(kind: &RecordType, n: u8, name: &str, status: &[(Option<u16>, &str)]) -> Shown {
    let step = |(year, code): &(Option<u16>, &str)| Step {
        from: year.and_then(|year| PartialDate::new(year, 0, 0)),
        value: Value::Code((*code).into()),
        reason: String::new(),
    };
    let mut values = Values::default();
    values.set(kind.title[0], Some(&Value::Text(name.into())));
    if let Some(of) = &kind.status {
        let steps = status.iter().map(step).collect();
        values.set(of.tag, Some(&Value::Timeline(steps)));
    }
    let (id, rev) = (RecordId([n; 16]), Rev::default());
    let record = Record { id, kind: kind.kind, rev, values };
    Shown { record, names: Vec::new(), seq: 1 }
}

/// Three members, one of whom has left already.
fn three(desk: &mut Desk) -> StatusAct {
    let of = vec![
        shown(&member::TYPE, 1, "Lê Lai", &[(None, "active")]),
        shown(&member::TYPE, 2, "Lê Lợi", &[(None, "active"), (Some(2020), "left")]),
        shown(&member::TYPE, 3, "Lê Lễ", &[(Some(2024), "active")]),
    ];
    let Go::Open(layer) = open(desk, of) else { panic!("{:?}", desk.note) };
    let Layer::Status(act) = *layer else { panic!("no act") };
    act
}

fn types(act: &mut StatusAct, text: &str, desk: &mut Desk) {
    for letter in text.chars() {
        act.typed(letter, desk);
    }
    act.act(Action::NextField, desk);
}

fn sent(desk: &mut Desk) -> Vec<Change> {
    let change = |effect: Effect| match effect {
        Effect::Send(sent) => match sent.body {
            Request::Do(change) => Some(change),
            _ => None,
        },
        _ => None,
    };
    desk.effects.drain(..).filter_map(change).collect()
}

#[test]
fn several_records_are_one_change_and_those_that_are_so_already_no_part_of_it() {
    let mut desk = desk();
    let mut act = three(&mut desk);
    types(&mut act, "4", &mut desk);
    assert_eq!(act.fields.cells.len(), 3, "nothing goes along with leaving");
    types(&mut act, "2020", &mut desk);
    assert!(act.will(&desk).contains("2020 đứng trước 2024"), "{}", act.will(&desk));
    act.act(Action::PrevField, &mut desk);
    types(&mut act, "2025", &mut desk);
    let will = act.will(&desk);
    assert!(will.starts_with("Sẽ đổi 3 hội viên: 1 Đang sinh hoạt / "), "{will}");
    act.act(Action::PrevField, &mut desk);
    act.act(Action::PrevField, &mut desk);
    types(&mut act, "2", &mut desk);
    assert_eq!(act.fields.cells.len(), 4, "where to goes along with moving");
    types(&mut act, "2025", &mut desk);
    types(&mut act, "Hoằng Thịnh", &mut desk);
    types(&mut act, "gia đình", &mut desk);
    let changes = sent(&mut desk);
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((change.acts.len(), change.reason.as_str()), (3, "gia đình"));
    let to = (member::TRANSFER_TO, Some(Value::Text("Hoằng Thịnh".into())));
    for act in &change.acts {
        let Act::Put { set, .. } = act else { panic!("{act:?}") };
        assert!(set.contains(&to) && set.len() == 2, "{set:?}");
    }
}

#[test]
fn a_record_that_is_so_already_from_that_day_is_left_alone() {
    let mut desk = desk();
    let mut act = three(&mut desk);
    types(&mut act, "4", &mut desk);
    types(&mut act, "2020", &mut desk);
    act.of.truncate(2);
    let acts = act.acts().unwrap();
    assert!(matches!(acts.as_slice(), [Act::Put { id: Some(RecordId(id)), .. }] if id[0] == 1));
}

#[test]
fn what_stands_against_it_is_said_by_name() {
    let mut desk = desk();
    let mut act = three(&mut desk);
    types(&mut act, "4", &mut desk);
    types(&mut act, "2025", &mut desk);
    let problem = Problem::bare(&crate::lang::errors::domain::STATUS_AFTER_DEATH);
    let finding =
        |soft| Finding { check: "status_move".into(), tag: 14, soft, problem: problem.clone() };
    let hard = Reply::Checks(vec![(0, finding(true)), (2, finding(false))]);
    assert!(matches!(act.reply(Why::StatusAct, hard, &mut desk), Go::Stay));
    let Some(Note::Wrong(said)) = &desk.note else { panic!("{:?}", desk.note) };
    assert!(said.is(&app::STATUS_REFUSED) && said.params[0] == "Lê Lễ", "{said}");
    let soft = Reply::Checks(vec![(0, finding(true)), (2, finding(true))]);
    let Go::Open(layer) = act.reply(Why::StatusAct, soft, &mut desk) else { panic!("not asked") };
    let Layer::Prompt(prompt) = *layer else { panic!("not asked") };
    assert!(prompt.about[0].starts_with("Lê Lai: ") && prompt.about[1].starts_with("Lê Lễ: "));
    act.given(Given::Text(Asks::Reason, "đúng vậy".into()), &mut desk);
    let changes = sent(&mut desk);
    let accepted = vec![("status_move".to_owned(), "đúng vậy".to_owned())];
    assert_eq!(changes.last().map(|change| change.accepted.clone()), Some(accepted));
}

#[test]
fn only_records_of_one_type_with_a_status_are_taken() {
    let mut desk = desk();
    let one = || shown(&member::TYPE, 1, "Lê Lai", &[(None, "active")]);
    let other = shown(&centre::TYPE, 2, "Trung tâm", &[(None, "active")]);
    for of in [vec![one(), other], vec![shown(&village::TYPE, 3, "3", &[])]] {
        assert!(matches!(open(&mut desk, of), Go::Stay));
        let Some(Note::Wrong(said)) = &desk.note else { panic!("{:?}", desk.note) };
        assert!(said.is(&app::NO_STATUS), "{said}");
    }
    read(&mut desk, LayerId(1), vec![RecordId([1; 16]); PAGE + 1]);
    let Some(Note::Wrong(said)) = &desk.note else { panic!("{:?}", desk.note) };
    assert!(said.is(&app::STATUS_TOO_MANY) && desk.effects.is_empty());
}
