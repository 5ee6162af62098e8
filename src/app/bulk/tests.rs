//! A bulk edit over many records: read, checked and saved in chunks of one batch, stopped by Esc.

use super::*;
use crate::app::desk::Note;
use crate::app::{Effect, Start};
use crate::domain::records::member;
use crate::domain::{Finding, Record, Rev, Tables, Values};
use crate::lang::errors::domain::STATUS_AFTER_DEATH;
use crate::register::{Act, BULK, Change, Request};
use std::sync::Arc;

fn desk() -> Desk {
    Desk::new(Start::of_a_test(), Arc::new(Tables::built_in().unwrap()))
}

fn id(n: usize) -> RecordId {
    RecordId(u128::try_from(n).unwrap().to_be_bytes())
}

/// A member; every tenth has the note already.
fn shown(n: usize) -> Shown {
    let mut values = Values::default();
    values.set(member::FULL_NAME, Some(&Value::Text(format!("Lê Lai {n}"))));
    if n.is_multiple_of(10) {
        values.set(member::NOTE, Some(&Value::Text("x".into())));
    }
    let record = Record { id: id(n), kind: member::KIND, rev: Rev::default(), values };
    Shown { record, names: Vec::new(), seq: 1 }
}

/// A note "x" for so many.
fn bulk(desk: &mut Desk, count: usize) -> Bulk {
    let of = Of { kind: &member::TYPE, ids: (0..count).map(id).collect(), marked: false };
    let field = member::TYPE.field(member::NOTE).unwrap();
    let mut bulk = Bulk::new(desk, of, field);
    bulk.typed('x', desk);
    bulk.act(Action::NextField, desk);
    bulk.act(Action::NextField, desk);
    bulk
}

/// What was asked for since.
fn sent(desk: &mut Desk) -> Vec<Request> {
    let body = |effect: Effect| match effect {
        Effect::Send(sent) => Some(sent.body),
        _ => None,
    };
    desk.effects.drain(..).filter_map(body).collect()
}

/// Answers until a person is asked, or `most` changes are saved; what is done of each chunk.
fn answer(bulk: &mut Bulk, desk: &mut Desk, most: usize) -> (Vec<Change>, Go) {
    let mut saved = Vec::new();
    let mut go = Go::Stay;
    loop {
        let requests = sent(desk);
        let [request] = requests.as_slice() else {
            assert!(requests.is_empty());
            return (saved, go);
        };
        let reply = match request {
            Request::Ask { ask: Ask::Records(ids), .. } => {
                let number = |id: &RecordId| usize::try_from(u128::from_be_bytes(id.0)).unwrap();
                Reply::Rows { rows: ids.iter().map(|id| shown(number(id))).collect(), at: 1 }
            }
            Request::Ask { ask: Ask::Check(change), .. } => {
                assert!(change.acts.len() <= CHUNK);
                let finding = |soft| Finding {
                    check: "some_check".into(),
                    tag: member::NOTE,
                    soft,
                    problem: Problem::bare(&STATUS_AFTER_DEATH),
                };
                Reply::Checks(vec![(0, finding(false)), (1, finding(true))])
            }
            Request::Batch { what, of, .. } => {
                assert_eq!((what.as_str(), of.as_str()), (BULK, "Ghi chú"), "no words of a note");
                Reply::Batch(77)
            }
            Request::Do(change) => {
                saved.push(change.clone());
                if saved.len() == most {
                    bulk.act(Action::Back, desk);
                }
                Reply::Saved { revs: Vec::new(), seqs: (1, 2), warned: 0 }
            }
            other => panic!("{other:?}"),
        };
        go = bulk.reply(Why::Bulk, reply, desk);
    }
}

#[test]
fn twenty_thousand_are_shown_first_then_saved_in_chunks_of_one_batch() {
    let mut desk = desk();
    let mut bulk = bulk(&mut desk, 20_000);
    assert!(bulk.holding() && bulk.stops());
    answer(&mut bulk, &mut desk, 0);
    assert_eq!(bulk.step, Step::Seen(0));
    let [changes, same, left] = bulk.plan.counts();
    assert_eq!((changes + left, same), (18_000, 2_000));
    assert_eq!(left, bulk.plan.soft["some_check"].0, "one of each in every chunk");
    let Go::Open(layer) = bulk.act(Action::Yes, &mut desk) else { panic!("not asked why") };
    assert!(matches!(*layer, Layer::Prompt(_)));
    bulk.given(Given::Text(Asks::Reason, "rà soát".into()), &mut desk);
    let (saved, go) = answer(&mut bulk, &mut desk, 0);
    let acts: usize = saved.iter().map(|change| change.acts.len()).sum();
    assert_eq!(u64::try_from(acts).unwrap(), changes);
    let accepted = vec![("some_check".to_owned(), "rà soát".to_owned())];
    for change in &saved {
        assert!(change.acts.len() <= CHUNK && change.batch == 77 && change.accepted == accepted);
        let Act::Put { set, .. } = &change.acts[0] else { panic!() };
        assert_eq!(***set, [(member::NOTE, Some(Value::Text("x".into())))]);
    }
    let Go::Give(Given::Left(ids)) = go else { panic!("not done") };
    assert_eq!(u64::try_from(ids.len()).unwrap(), left);
}

#[test]
fn esc_ends_it_after_the_chunk_and_what_was_done_is_said() {
    let mut desk = desk();
    let mut bulk = bulk(&mut desk, 5_000);
    answer(&mut bulk, &mut desk, 0);
    let [changes, ..] = bulk.plan.counts();
    bulk.given(Given::Text(Asks::Reason, "rà soát".into()), &mut desk);
    let (saved, go) = answer(&mut bulk, &mut desk, 2);
    assert_eq!(saved.len(), 2);
    assert!(matches!(go, Go::Give(Given::Left(_))));
    let all = number(changes, desk.lang);
    let said = Note::Said(screens::BULK_STOPPED, vec!["2.000".into(), all]);
    assert_eq!(desk.note, Some(said));
}

#[test]
fn esc_while_it_only_looks_goes_back_to_the_value() {
    let mut desk = desk();
    let mut bulk = bulk(&mut desk, 5_000);
    bulk.act(Action::Back, &mut desk);
    assert_eq!(bulk.step, Step::Keying);
    assert!(!bulk.holding());
}
