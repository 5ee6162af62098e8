//! A side door: as whoever speaks at the main one, at its own pace, for as long as that one is open.

use super::*;
use std::time::Duration;

/// Pages that nobody reads are made ahead up to this many; a few more than the worker's own bound.
const FEW: u64 = 8;

#[test]
fn it_speaks_as_the_operator_at_the_main_door_and_no_sooner() {
    let desk = Desk::new();
    let mut door = desk.open();
    let beside = door.beside();
    assert!(beside().err().unwrap().is(&codes::HELLO_FIRST));
    let unit = hello(&mut door).unit.record.id;
    let mut side = beside().unwrap();
    let after = status(&mut door).seq;
    door.call(Request::Watch { after }).unwrap();
    let act = put(member::KIND, person("Nguyễn Thị Hòa", unit));
    let (id, _) = save_one(&mut *side, desk.request(), act);
    let told = door.next(Some(Duration::from_secs(60))).unwrap().unwrap();
    assert!(matches!(told.body, Reply::Changed(_)), "{told:?}");
    assert_eq!(history(&mut door, id)[0].operator.as_str(), "Lan");
    // The same person at the main door takes back what was done at the side.
    undo(&mut door, desk.request(), UndoWhat::Last).unwrap();
    assert!(record(&mut *side, id).is_none());
    drop(door);
    assert!(side.call(Request::Checkpoint).unwrap_err().is(&codes::DOOR_CLOSED));
    assert!(beside().err().unwrap().is(&codes::DOOR_CLOSED));
}

#[test]
fn what_was_done_at_a_side_that_is_closed_is_of_this_sitting() {
    let desk = Desk::new();
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    let mut side = door.beside()().unwrap();
    save_one(&mut *side, desk.request(), put(member::KIND, person("Nguyễn Thị Hòa", unit)));
    drop(side);
    let replies = door.call(Request::Ask { ask: Ask::NextUndo(UndoWhat::Last), slot: 0 }).unwrap();
    let [Reply::Undoable(Some(undoable))] = replies.as_slice() else { panic!("{replies:?}") };
    assert!(undoable.here);
}

#[test]
fn a_reading_that_nobody_reads_holds_nobody_up_and_goes_on_when_somebody_does() {
    let desk = Desk::new();
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    let given =
        |n: u8| format!("Trần Văn Kh{}n{}", char::from(b'a' + n / 8), char::from(b'a' + n % 8));
    let acts = (0..40).map(|n| put(member::KIND, person(&given(n), unit)));
    save(&mut door, change(desk.request(), acts.collect()));
    let mut side = door.beside()().unwrap();
    let scan = Request::Ask { ask: Ask::Scan { kind: member::KIND, page: 1 }, slot: 0 };
    let request = side.address().wrap(scan);
    side.send(request).unwrap();
    let before = status(&mut door).seq;
    // What is asked at the main door is answered, and a change made now is seen by the pages that
    // were not made yet: only a few were.
    let mut made = 0;
    let mut ahead = 0;
    save_one(&mut door, desk.request(), put(member::KIND, person("Lê Thị Hoa", unit)));
    loop {
        let reply = side.next(Some(Duration::from_secs(60))).unwrap().unwrap();
        match reply.body {
            Reply::Rows { rows, at } => {
                made += rows.len();
                ahead += u64::from(at <= before);
            }
            Reply::Done => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(made, 40);
    assert!(ahead <= FEW, "{ahead}");
}
